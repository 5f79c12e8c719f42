"""The closed lists: people, organisations, sections, topics, places, series, roles and the glossary.

People and organisations have a file each (a new one is one small file, and two editors never meet in one); the
short lists are one file each. An entry's id never changes; its names may be known in one language only.
"""

from __future__ import annotations

import csv
import io
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import timezone
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import Field, StrictBool, StrictInt, TypeAdapter, ValidationError

from twinpress.document import SIZE_LIMIT, clean, defect_of
from twinpress.frontmatter import Defect, nearest, parse, written
from twinpress.kinds import CONTROL, SLUG, Line, Means, Prose, Slug, Url, WhenOrYear
from twinpress.model import Record

Language = Literal["zh", "en"]


@dataclass(frozen=True, kw_only=True)
class Names(Record):
    """A name in one language or both."""

    zh: Annotated[Line | None, Means("in Chinese", "中文")] = None
    en: Annotated[Line | None, Means("in English", "英文")] = None

    def get(self, language: str) -> str | None:
        """Return the name in ``language`` (``zh`` or ``en``), or None."""
        return self.zh if language == "zh" else self.en

    def best(self, language: str) -> tuple[str, str]:
        """Return (name, its language): in ``language`` where known, else in the other one."""
        for known in (language, "en" if language == "zh" else "zh"):
            if name := self.get(known):
                return name, known
        return "", language


@dataclass(frozen=True, kw_only=True)
class Aliases(Record):
    """Other forms of a name, by language."""

    zh: Annotated[tuple[Line, ...], Means("in Chinese", "中文")] = ()
    en: Annotated[tuple[Line, ...], Means("in English", "英文")] = ()


@dataclass(frozen=True, kw_only=True)
class Entry(Record):
    """What all entries have: a name."""

    name: Annotated[Names, Means("official name; one language is enough", "正式名称，一种语言即可", "E")]


@dataclass(frozen=True, kw_only=True)
class Post(Record):
    """An office held by a person."""

    title: Annotated[Names, Means("the office", "职务", "E")]
    organisation: Annotated[Slug | None, Means("organisation id", "机构编号")] = None
    start: Annotated[WhenOrYear | None, Field(alias="from"), Means("since (date or year)", "起始（日期或年份）")] = None
    end: Annotated[WhenOrYear | None, Field(alias="to"), Means("until (date or year)", "结束（日期或年份）")] = None


@dataclass(frozen=True, kw_only=True)
class Person(Entry):
    """Somebody named in articles."""

    unconfirmed: Annotated[
        tuple[Language, ...],
        Means("languages in which the name is only our transcription", "名字仅为音译、待核实的语言"),
    ] = ()
    page: Annotated[
        StrictBool, Means("has a page of his or her own (people in public office only)", "是否有个人页（仅限公职人物）")
    ] = False
    aliases: Annotated[Aliases, Means("other forms of the name", "别名")] = Aliases()
    posts: Annotated[tuple[Post, ...], Means("offices held", "任职")] = ()
    note: Annotated[Prose | None, Means("for editors; not published", "编者备注，不公开")] = None


@dataclass(frozen=True, kw_only=True)
class Organisation(Entry):
    """A body: office, federation, company, school, newspaper."""

    short: Annotated[Names, Means("short name", "简称")] = Names()
    unconfirmed: Annotated[
        tuple[Language, ...],
        Means("languages in which the name is only our translation", "名称仅为本站译名、待核实的语言"),
    ] = ()
    aliases: Annotated[Aliases, Means("other forms of the name", "别名")] = Aliases()
    kind: Annotated[
        Literal["government", "mass-organisation", "ngo", "company", "education", "media", "international", "editorial"]
        | None,
        Means("what kind of body", "机构类型"),
    ] = None
    parent: Annotated[Slug | None, Means("organisation id it belongs to", "上级机构编号")] = None
    place: Annotated[Slug | None, Means("place id", "地点编号")] = None
    url: Annotated[Url | None, Means("its own site", "官方网站")] = None
    note: Annotated[Prose | None, Means("for editors; not published", "编者备注，不公开")] = None


@dataclass(frozen=True, kw_only=True)
class Section(Entry):
    """A column of the site; the file's order is the order of the menu."""

    description: Annotated[Names, Means("purpose and content", "栏目说明")] = Names()
    keywords: Annotated[Aliases, Means("for the official meta tags", "栏目关键词")] = Aliases()
    column_type: Annotated[Line | None, Means("栏目类别 of the official meta tags", "官方标签中的栏目类别")] = None
    freshness_days: Annotated[
        StrictInt | None,
        Field(ge=1),
        Means("days after which silence is reported (`check --freshness`)", "多少天未更新即提醒"),
    ] = None


@dataclass(frozen=True, kw_only=True)
class Topic(Entry):
    """A subject that runs through sections."""

    description: Annotated[Names, Means("what it is about", "说明")] = Names()
    broader: Annotated[Slug | None, Means("topic id above it", "上位专题编号")] = None


@dataclass(frozen=True, kw_only=True)
class Place(Entry):
    """A place: city, district, building."""

    part_of: Annotated[Slug | None, Means("place id around it", "上级地点编号")] = None


@dataclass(frozen=True, kw_only=True)
class Series(Entry):
    """A series of articles."""

    description: Annotated[Names, Means("what it is about", "说明")] = Names()
    parts: Annotated[StrictInt | None, Field(ge=1), Means("how many parts there are in all, where known", "总篇数")] = (
        None
    )
    first: Annotated[
        StrictInt, Field(ge=1), Means("number of the first part in this archive", "本站收录的首篇序号")
    ] = 1


@dataclass(frozen=True, kw_only=True)
class Role(Entry):
    """What somebody does in an article: speaker, host …"""


@dataclass(frozen=True, kw_only=True)
class Term(Record):
    """A line of the glossary: how a Chinese term is rendered in English."""

    id: Slug
    zh: Line
    en: Line
    en_allowed: tuple[str, ...] = ()
    en_forbidden: tuple[str, ...] = ()
    kind: str = ""
    case: str = ""
    first_mention: str = ""
    short_form: str = ""
    numeric: bool = False
    source_url: str = ""
    status: str = ""
    note: str = ""


@dataclass(frozen=True)
class Kind:
    """A list of the vocabulary: its name, its entries' type, and whether each entry is a file."""

    name: str
    entry: type[Entry]
    folder: bool = False

    @property
    def home(self) -> str:
        """Name of its file or folder."""
        return self.name if self.folder else f"{self.name}.yml"

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """What makes an entry of plain values."""
        return TypeAdapter(self.entry)


KINDS = (
    Kind("people", Person, folder=True),
    Kind("organisations", Organisation, folder=True),
    Kind("sections", Section),
    Kind("topics", Topic),
    Kind("places", Place),
    Kind("series", Series),
    Kind("roles", Role),
)
GLOSSARY = "glossary.csv"
ABOVE = {"organisations": "parent", "places": "part_of", "topics": "broader"}
"""The field of each list's entries that names the entry above."""

E = TypeVar("E")


class Entries(Mapping[str, E], Generic[E]):
    """Entries by id, in the order of the file, each with the place it was written at."""

    def __init__(self, entries: dict[str, E], places: dict[str, tuple[str, int]], broken: frozenset[str] = frozenset()):
        self._entries = entries
        self.places = places
        """(path relative to the content folder, line) of each entry."""
        self.broken = broken
        """Ids of entries of which only the names can be relied upon, if those."""

    def __getitem__(self, key: str) -> E:
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """All closed lists of an archive, and what could not be read of them."""

    people: Entries[Person]
    organisations: Entries[Organisation]
    sections: Entries[Section]
    topics: Entries[Topic]
    places: Entries[Place]
    series: Entries[Series]
    roles: Entries[Role]
    glossary: tuple[Term, ...] = ()
    defects: tuple[tuple[str, Defect], ...] = ()
    """(path relative to the content folder, defect)."""
    absent: frozenset[str] = frozenset()
    """Lists whose file or folder is not there."""

    @cached_property
    def lists(self) -> dict[str, Entries[Any]]:
        """Every list by its name."""
        return {kind.name: getattr(self, kind.name) for kind in KINDS}

    def above(self, kind: str, identifier: str) -> str | None:
        """Return the id that an entry of the list ``kind`` belongs to."""
        above: str | None = getattr(self.lists[kind][identifier], ABOVE[kind]) if kind in ABOVE else None
        return above if above in self.lists[kind] else None

    @cached_property
    def below(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """The ids that belong to an entry, by list and its id; in the vocabulary's order."""
        found: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in self.lists}
        for kind in ABOVE:
            for identifier in self.lists[kind]:
                if above := self.above(kind, identifier):
                    found[kind][above].append(identifier)
        return {name: {key: tuple(items) for key, items in index.items()} for name, index in found.items()}

    def names(self, identifier: str) -> Person | Organisation | None:
        """Return the person or organisation with this id: fields such as ``editor`` take either, or plain text."""
        return self.people.get(identifier) or self.organisations.get(identifier)


def load(root: Path, zone: timezone) -> Vocabulary:
    """Read ``root/vocabulary``. Never raises: what is wrong stands in ``defects``."""
    reader = _Reader(root, zone)
    reader.strangers()
    lists = {kind.name: reader.entries(kind) for kind in KINDS}
    absent = frozenset(kind.name for kind in KINDS if not os.path.lexists(root / "vocabulary" / kind.home))
    return Vocabulary(**lists, glossary=reader.glossary(), defects=tuple(reader.defects), absent=absent)


class _Reader:
    """Reads vocabulary files and notes what is wrong in them."""

    def __init__(self, root: Path, zone: timezone):
        self.root = root
        self.zone = zone
        self.defects: list[tuple[str, Defect]] = []

    def strangers(self) -> None:
        """Note what lies in the folder and is none of the lists: a file ``topic.yml`` would never be read."""
        known = {GLOSSARY, *(kind.home for kind in KINDS)}
        try:
            names = sorted(os.listdir(self.root / "vocabulary"))
        except OSError:
            return
        for name in names:
            if name not in known and not name.startswith("."):
                self.defects.append((f"vocabulary/{name}", Defect("not-a-list", 1, found=name)))

    def entries(self, kind: Kind) -> Entries[Any]:
        """Return the entries of one list."""
        entries: dict[str, Any] = {}
        places: dict[str, tuple[str, int]] = {}
        broken: set[str] = set()
        for identifier, values, place, locate, already in self._written(kind):
            path, line = place
            before = len(self.defects)
            if not SLUG.fullmatch(identifier):
                self.defects.append((path, Defect("slug", line, found=identifier)))
            elif not isinstance(values, dict):
                if not any(place == (path, defect.line) for path, defect in self.defects):  # an alias: said already
                    self.defects.append((path, Defect("entry", line, identifier, written(values)[:60])))
            else:
                entries[identifier] = self._entry(kind, identifier, values, place, locate)
                places[identifier] = place
                if {"alias", "tag"} & already:  # what it stands for is not read: no wonder that it does not fit
                    del self.defects[before:]
            if already or len(self.defects) > before:
                broken.add(identifier)
        return Entries(entries, places, frozenset(broken))

    def glossary(self) -> tuple[Term, ...]:
        """Return the terms of the glossary."""
        path = self.root / "vocabulary" / GLOSSARY
        text = self._text(path) if os.path.lexists(path) else None
        if text is None:
            return ()
        where = f"vocabulary/{GLOSSARY}"
        rows = csv.DictReader(io.StringIO(text), strict=True)
        terms: dict[str, Term] = {}
        try:
            missing = [name for name in ("id", "zh", "en") if name not in (rows.fieldnames or [])]
            if missing:
                self.defects.append((where, Defect("csv-header", 1, found=", ".join(missing))))
                return ()
            for row in rows:
                values = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
                if not SLUG.fullmatch(values["id"]) or not values["zh"] or not values["en"]:
                    self.defects.append((where, Defect("csv-row", rows.line_num, found=",".join(values.values())[:60])))
                elif values["id"] in terms:
                    self.defects.append((where, Defect("duplicate", rows.line_num, values["id"], values["id"])))
                else:
                    terms[values["id"]] = _term(values)
        except csv.Error as error:
            self.defects.append((where, Defect("csv-row", rows.line_num + 1, found=str(error))))
        return tuple(terms.values())

    def _written(self, kind: Kind) -> Iterator[tuple[str, Any, tuple[str, int], Locate, set[str]]]:
        """Yield (id, values, (path, line), how to find a field's line, kinds of defect told) of each entry as written."""
        folder = self.root / "vocabulary"
        for path in self._files(folder / kind.name) if kind.folder else [folder / f"{kind.name}.yml"]:
            text = self._text(path) if kind.folder or os.path.lexists(path) else None
            if text is None:
                continue
            where = path.relative_to(self.root).as_posix()
            mapping = parse(text)
            self.defects += [(where, defect) for defect in mapping.defects]
            if not mapping.readable:
                continue
            lines = {**mapping.lines, **mapping.starts}
            told: dict[str, set[str]] = defaultdict(set)
            for defect in mapping.defects:
                told["" if kind.folder else defect.field.partition(".")[0]].add(defect.kind)
            if kind.folder:
                yield path.name.removesuffix(".yml"), mapping.values, (where, 1), _locator(lines, "", 1), told[""]
                continue
            for identifier, values in mapping.values.items():
                line = lines[identifier]
                yield identifier, values, (where, line), _locator(lines, f"{identifier}.", line), told[identifier]

    def _entry(self, kind: Kind, identifier: str, values: Any, place: tuple[str, int], locate: Locate) -> Any:
        """Return the record of one entry; one that is wrong somewhere still exists, with the names that can be read."""
        path = place[0]
        try:
            entry = kind.adapter.validate_python(values, context={"zone": self.zone})
        except ValidationError as error:
            for item in error.errors(include_url=False):
                wrong = defect_of(dict(item))
                self.defects.append((path, Defect(wrong.kind, locate(wrong.field), wrong.field, wrong.found)))
            names = values.get("name")
            read = (
                {k: v for k, v in names.items() if k in ("zh", "en") and isinstance(v, str) and v}
                if isinstance(names, dict)
                else {}
            )
            return kind.entry(name=Names(**read) if read else Names(en=identifier))
        if not entry.name.best("zh")[0]:
            self.defects.append((path, Defect("nameless", locate("name"), "name")))
        return entry

    def _files(self, folder: Path) -> list[Path]:
        """Return the entry files of a folder, sorted; report what else lies there."""
        try:
            children = sorted(child for child in folder.iterdir() if not child.name.startswith("."))
        except OSError:
            return []
        for child in children:
            if child.suffix != ".yml":
                self.defects.append(
                    (child.relative_to(self.root).as_posix(), Defect("not-an-entry", 1, found=child.name))
                )
        return [child for child in children if child.suffix == ".yml"]

    def _text(self, path: Path) -> str | None:
        """Return the text of a file, or None with a defect."""
        where = path.relative_to(self.root).as_posix()
        if path.is_symlink() or not path.is_file():
            self.defects.append((where, Defect("not-a-file", 1)))
            return None
        try:
            if (size := path.stat().st_size) > SIZE_LIMIT:
                self.defects.append((where, Defect("size", 1, found=f"{size / (1 << 20):.1f} MiB")))
                return None
            data = path.read_bytes()
            text = clean(data.decode("utf-8"))
            if control := CONTROL.search(text):
                line = text.count("\n", 0, control.start()) + 1
                self.defects.append((where, Defect("control", line, found=f"U+{ord(control[0]):04X}")))
                return None
            return text
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.defects.append((where, Defect("encoding", line, found=f"0x{data[error.start]:02X}")))
        except OSError as error:
            self.defects.append((where, Defect("unreadable", 1, found=error.strerror or str(error))))
        return None


Locate = Callable[[str], int]
"""Returns the line of a field of an entry, by its dotted name."""


def _locator(lines: dict[str, int], prefix: str, default: int) -> Locate:
    return lambda name: nearest(lines, prefix + name, default)


def terms(text: str) -> tuple[Term, ...]:
    """Return the terms of a glossary, without lines that lack one of its languages; raises ValueError for what is no glossary."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        if missing := [name for name in ("id", "zh", "en") if name not in (rows.fieldnames or [])]:
            raise ValueError(f"csv: {', '.join(missing)}")
        lines = [{key: (value or "").strip() for key, value in row.items() if isinstance(key, str)} for row in rows]
    except csv.Error as error:
        raise ValueError(f"csv: {error}") from None
    return tuple(_term(values) for values in lines if values["zh"] and values["en"])


def _term(values: dict[str, str]) -> Term:
    """Make a term of a glossary line; columns that we do not know are left to people."""
    plain = {item.name for item in fields(Term)} - {"en_allowed", "en_forbidden", "numeric"}
    return Term(
        **{key: value for key, value in values.items() if key in plain},
        en_allowed=_parts(values.get("en_allowed", "")),
        en_forbidden=_parts(values.get("en_forbidden", "")),
        numeric=values.get("numeric", "").lower() in ("yes", "true", "1"),
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())
