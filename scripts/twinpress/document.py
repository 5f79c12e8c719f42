"""One language version of an article, as it stands in its file."""

from __future__ import annotations

import hashlib
import marshal
import os
import re
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timezone
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import TypeAdapter, ValidationError

from twinpress.frontmatter import COLON, Defect, Mapping, nearest, parse, written
from twinpress.kinds import CONTROL
from twinpress.model import FACTS, AttachmentWords, ChangeWords, Compact, Original, Translation, Words
from twinpress.moment import Moment
from twinpress.suggestion import field_meant

if TYPE_CHECKING:
    from twinpress.shelf import Batch

LANGUAGES = ("zh", "en")
SIZE_LIMIT = 1 << 20
"""Bytes of an article file: 1 MiB is a book; more is a mistake (a picture pasted in, a log)."""
FRONT_MATTER_LIMIT = 1 << 16
"""Characters of a front matter."""
INDEX = re.compile(r"index\.[A-Za-z-]+\.md")
"""Name of a file that holds a language version, in whatever language."""
FENCE = re.compile(r"---[ \t]*")
SEPARATOR = re.compile("[\x85\u2028\u2029]")
"""Invisible characters that YAML takes for line ends and no editor shows as such."""

TELLING = frozenset(item.name for item in fields(Words)) - {"status"}
"""Fields that say something to readers and decide nothing: which pages there are, and where, does not rest on them."""

PACKED = ("front", "packed_lines")
"""Fields that are unpacked when somebody asks for them; none has a default on the class, or it would be found instead."""

FIELDS = tuple(dict.fromkeys(field.name for record in (Original, Translation) for field in fields(record)))

_STAND_INS: dict[str, Any] = {
    "id": "0000000000",
    "title": "-",
    "description": "-",
    "date": Moment.parse("1970-01-01", UTC),
    "section": "none",
    "source": {"name": "-"},
}
"""Take the place of required fields that are missing or wrong, so that the rest of the record can be checked.
Rules that need such a field are skipped (``Document.unsound``), and the article is not published."""


@dataclass(frozen=True, kw_only=True)
class Document(Compact):
    """A language version: its front matter, the lines of its fields, and what could not be read.

    The body stays in the file until somebody asks for it (``body``), and what was kept of the front matter stays packed
    (``PACKED``).
    """

    path: str
    """Relative to the content folder: ``2025/a-slug/index.zh.md``."""
    language: str
    """``zh`` or ``en``."""
    front: Original | Translation | None
    """None where the file has no readable front matter."""
    original: bool
    """Whether the file carries ``date``, as an original does."""
    body_line: int = 1
    """Line of the file on which the body starts."""
    defects: tuple[Defect, ...] = ()
    unsound: frozenset[str] = frozenset()
    """Top-level fields that are missing or wrong: ``front`` holds a stand-in or the default for them."""
    packed_lines: bytes = field(default_factory=bytes)
    """``marshal`` of {dotted name: line}: packed, because hardly anybody asks and 20,000 of them are loaded at once."""
    title: str = ""
    """The title, at hand for whoever compares those of all articles."""
    when: datetime | None = None
    """The date of an original, by which archives are sorted; None for a translation."""
    digest: bytes = b""
    """Digest of the file's bytes; empty where they could not be read."""
    front_digest: bytes = b""
    """Digest of the front matter's text, whatever its line ends; empty where ``front`` is None.

    Where it is the same, so is all that was read of the front matter: ``front``, the lines, ``unsound``, ``body_line``.
    """
    facts_digest: bytes = b""
    """As ``front_digest``, of what the fields come to without those of ``TELLING``."""
    batch: ClassVar[Batch | None] = None
    """Where ``PACKED`` still is, of a document that comes from the cache."""
    place: ClassVar[int] = 0

    @property
    def readable(self) -> bool:
        """Whether there is a front matter, without unpacking it."""
        return bool(self.front_digest)

    @classmethod
    def packed(cls, known: dict[str, Any], batch: Batch, place: int) -> Document:
        """Return a document of which ``PACKED`` is still in a batch, at a place; ``known`` is the rest."""
        document = cls.__new__(cls)
        document.__dict__.update(known, batch=batch, place=place)
        return document

    def at_hand(self) -> dict[str, Any]:
        """Return the fields that stay outside batches, as far as they are not the default."""
        return {
            key: value for key, value in Compact.__getstate__(self).items() if key not in (*PACKED, "batch", "place")
        }

    def __getattr__(self, name: str) -> Any:
        """Open the batch: attributes that are there already are never asked for here."""
        if name not in PACKED or self.batch is None:
            raise AttributeError(name)
        self.__dict__.update(zip(PACKED, self.batch.rest[self.place], strict=True))
        return self.__dict__[name]

    def __getstate__(self) -> dict[str, Any]:
        return {**self.at_hand(), **{name: getattr(self, name) for name in PACKED}}

    def line(self, field: str) -> int:
        """Return the line of a dotted field name, else of the nearest field around it, else 1."""
        lines: dict[str, int] = marshal.loads(self.packed_lines) if self.packed_lines else {}
        return nearest(lines, field, 1)

    def body(self, root: Path) -> str:
        """Return the Markdown text below the front matter, with LF line ends; empty if the file is gone."""
        if self.front is None:  # it may be a pipe, which would be read for ever
            return ""
        try:
            with open(f"{root}/{self.path}", "rb") as file:
                text = clean(file.read().decode("utf-8", "replace"))
        except OSError:
            return ""
        above = self.body_line - 1
        lines = text.split("\n", above)
        return lines[above] if len(lines) > above else ""


def clean(text: str) -> str:
    """Return ``text`` without a byte-order mark and with LF line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read(root: Path, path: str, zone: timezone) -> Document:
    """Read the version at ``root/path``; whatever is wrong becomes a defect, never an exception."""
    file = root / path
    try:
        status = os.lstat(file)
        if stat.S_ISLNK(status.st_mode):
            return unreadable(path, Defect("link", 1, found=os.readlink(file)))
        if not stat.S_ISREG(status.st_mode):
            return unreadable(path, Defect("not-a-file", 1))
        if status.st_size > SIZE_LIMIT:
            return unreadable(path, Defect("size", 1, found=f"{status.st_size / (1 << 20):.1f} MiB"))
        data = file.read_bytes()
    except OSError as error:
        return unreadable(path, Defect("unreadable", 1, found=error.strerror or str(error)))
    return decode(path, data, zone)


def language_of(path: str) -> str:
    """Return the language in the name ``index.zh.md``."""
    return path.rpartition("/")[2].split(".")[1]


def unreadable(path: str, *defects: Defect, digest: bytes = b"") -> Document:
    """Return the document of a file of which nothing can be used."""
    return Document(path=path, language=language_of(path), front=None, original=False, defects=defects, digest=digest)


def digest_of(data: bytes) -> bytes:
    """Return a short digest by which two files, or two parts of them, are known to be the same."""
    return hashlib.blake2b(data, digest_size=16).digest()


def decode(path: str, data: bytes, zone: timezone) -> Document:
    """Read a version from its bytes. Pure; never raises."""
    defects: list[Defect] = []
    digest = digest_of(data)
    fail = partial(unreadable, path, digest=digest)
    try:
        raw = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return fail(Defect("encoding", line, found=f"0x{data[error.start]:02X}"))
    if raw.startswith("\ufeff"):
        defects.append(Defect("bom", 1))
    if "\r" in raw:
        defects.append(Defect("line-ends", raw.count("\n", 0, raw.index("\r")) + 1))
    text = clean(raw)
    if control := CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        return fail(*defects, Defect("control", line, found=f"U+{ord(control[0]):04X}"))

    lines = text.split("\n")
    if not FENCE.fullmatch(lines[0]):
        return fail(*defects, Defect("fence", 1, found=lines[0][:60]))
    close = next((n for n, line in enumerate(lines[1:], 1) if FENCE.fullmatch(line)), None)
    if close is None:
        return fail(*defects, Defect("fence-end", 1))
    head = "\n".join(lines[1:close]) + "\n"
    if separator := SEPARATOR.search(head):
        line = 2 + head.count("\n", 0, separator.start())
        return fail(*defects, Defect("control", line, found=f"U+{ord(separator[0]):04X}"))
    if len(head) > FRONT_MATTER_LIMIT:
        return fail(*defects, Defect("front-matter-size", 1, found=str(len(head))))
    mapping = parse(head, 2)
    defects += mapping.defects
    if not mapping.readable:
        return fail(*defects)

    original = "date" in mapping.values
    settled = {defect.field for defect in defects}  # a field with a defect gets no second one
    values, empty = without_empty(mapping.values, settled)
    front, wrong = validate(values, original, zone)
    if isinstance(front, Original):
        wrong += wordless(front)
    blank = list(dict.fromkeys(left_empty(empty, wrong)))
    settled |= {defect.field for defect in blank}
    defects += [_placed(defect, mapping) for defect in (*blank, *(item for item in wrong if item.field not in settled))]
    return Document(
        path=path,
        language=language_of(path),
        front=front,
        original=original,
        body_line=close + 2,
        defects=tuple(defects),
        unsound=frozenset(name for defect in defects for name in _unsound(defect)),
        packed_lines=marshal.dumps(mapping.lines),
        title=front.title,
        when=front.date.at if isinstance(front, Original) else None,
        digest=digest,
        front_digest=digest_of(head.encode()),
        facts_digest=digest_of(repr(_deciding(front)).encode()),
    )


def _deciding(front: Original | Translation) -> dict[str, Any]:
    """Return the fields that are not the default and decide something."""
    return {name: value for name, value in front.__getstate__().items() if name not in TELLING}


def _placed(defect: Defect, mapping: Mapping) -> Defect:
    """Return a defect with its line: that of its field, or of the nearest field around it."""
    line = nearest(mapping.lines, defect.field, 2)
    if defect.kind == "dataclass_type" and COLON.match(
        defect.found
    ):  # parts whose colons are none are one text to YAML
        return Defect("colon", mapping.starts.get(defect.field, line), defect.field, defect.found)
    return Defect(defect.kind, line, defect.field, defect.found)


def _unsound(defect: Defect) -> Iterator[str]:
    """Yield the top-level field that a defect spoils; an unknown name spoils the one that was probably meant."""
    top = defect.field.partition(".")[0]
    if defect.kind == "unknown" and top == defect.field:
        near = field_meant(top, FIELDS)
        if near:
            yield near
    elif top and defect.kind != "shared":
        yield top


def without_empty(values: dict[str, Any], settled: Collection[str]) -> tuple[dict[str, Any], list[str]]:
    """Return ``values`` without what was left empty, at any depth, and the dotted names of it (not of ``settled``).

    A list with an empty item is left out as a whole: its items are known by their position.
    """
    names: list[str] = []

    def keep(value: Any, name: str) -> Any:
        """Return what is left of ``value``, or None."""
        if isinstance(value, dict) and value:
            kept = {key: keep(item, f"{name}.{key}" if name else key) for key, item in value.items()}
            return {key: item for key, item in kept.items() if item is not None}
        if isinstance(value, tuple) and value:
            items = tuple(keep(item, f"{name}.{number}") for number, item in enumerate(value))
            return items if None not in items else None
        if value is None or value == "" or value == () or value == {}:
            if name not in settled:
                names.append(name)
            return None
        return value

    return keep(values, "") or {}, names


def left_empty(names: list[str], wrong: list[Defect]) -> Iterator[Defect]:
    """Yield a defect (without a line) for each name that was left empty.

    ``source: [null]`` leaves ``source.0`` empty and ``source`` missing, which is one mistake: ``source`` is not filled in.
    """
    needed = {defect.field for defect in wrong if defect.kind == "missing"}
    told = {defect.field for defect in wrong} - needed
    for name in names:
        parts = name.split(".")
        around = [".".join(parts[:end]) for end in range(len(parts), 0, -1)]
        unfilled = next((field for field in around if field in needed), None)
        if unfilled:
            yield Defect("unfilled", 0, unfilled)
        elif told.isdisjoint(around):
            yield Defect("empty", 0, name)


def wordless(front: Original) -> list[Defect]:
    """Return a defect (without a line) for what only the original must say: an attachment's title, a change's reason.

    The types cannot ask for them, because a translation shows the original's where it has none of its own.
    """
    items: tuple[tuple[str, tuple[AttachmentWords | ChangeWords, ...], str], ...] = (
        ("attachments", front.attachments, "title"),
        ("changes", front.changes, "note"),
    )
    return [
        Defect("missing", 0, f"{name}.{number}.{word}", word)
        for name, entries, word in items
        for number, entry in enumerate(entries)
        if not getattr(entry, word)
    ]


def validate(values: dict[str, Any], original: bool, zone: timezone) -> tuple[Original | Translation, list[Defect]]:
    """Return the record made of ``values`` and every defect in them (without lines).

    What is wrong is left out, as little as possible, and required fields get a stand-in, until what remains is a record.
    """
    adapter = _adapter(original)
    defects: list[Defect] = []
    dropped: set[tuple[int | str, ...]] = set()
    values = dict(values)
    for _ in range(ROUNDS):
        try:
            return adapter.validate_python(values, context={"zone": zone}), defects
        except ValidationError as error:
            for found in error.errors(include_url=False):
                item = _whole(dict(found), values)
                loc = tuple(part for part in item["loc"] if part != "[key]")
                if loc in dropped and item["type"] == "focal":
                    continue
                if loc not in dropped:  # else: missing, because it was left out in the round before
                    defects.append(defect_of(item, original))
                if item["type"] == "missing" and len(loc) > 1:
                    loc = loc[:-1]
                loc = _leave_out(values, loc)
                dropped.add(loc)
                if len(loc) == 1 and loc[0] in _STAND_INS and item["type"] not in UNEXPECTED:
                    values[str(loc[0])] = _STAND_INS[str(loc[0])]
    return adapter.validate_python(
        {name: _STAND_INS[name] for name in _STAND_INS if original or name in WORDS}
    ), defects


@cache
def _adapter(original: bool) -> TypeAdapter[Any]:
    """Return what makes a record of plain values; it takes as long to make as fifty files to read, and may not be needed."""
    return TypeAdapter(Original if original else Translation)


def _whole(item: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """Return an error of pydantic; one within a focal point is one of the whole point, of which writers think as one."""
    loc = tuple(part for part in item["loc"] if part != "[key]")
    if len(loc) < 3 or loc[0] != "pictures" or loc[2] != "focal":
        return item
    return {"type": "focal", "loc": loc[:3], "input": values["pictures"][loc[1]].get("focal")}


ROUNDS = 12
"""More than the nesting is deep: each round takes something out, the next what cannot be without it."""
UNEXPECTED = {"unexpected_keyword_argument", "extra_forbidden"}
WORDS = {"title", "description"}
"""What every version must have."""


def _leave_out(values: dict[str, Any], loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Take what is at ``loc`` out of ``values`` and return the place it had; a list goes as a whole.

    Records that others hold are copied, not changed.
    """
    at = next((n for n, part in enumerate(loc) if isinstance(part, int)), len(loc))
    loc = loc[:at]
    *around, name = loc
    container = values
    for key in around:
        child = container.get(str(key))
        if not isinstance(child, dict):  # gone already, with what was around it
            return loc
        container[str(key)] = child = dict(child)
        container = child
    container.pop(str(name), None)
    return loc


def defect_of(item: dict[str, Any], original: bool = True) -> Defect:
    """Translate an error of pydantic into a defect (without a line)."""
    loc = tuple(part for part in item["loc"] if part != "[key]")
    name = ".".join(map(str, loc))
    kind = item["type"]
    if kind in UNEXPECTED:
        facts = FACTS.get(str(loc[0]) if len(loc) > 1 else "", frozenset())
        kind = "shared" if not original and loc[-1] in facts else "unknown"
        return Defect(kind, 0, name, str(loc[-1]))
    context = item.get("ctx") or {}
    if kind == "missing":
        return Defect(kind, 0, name, str(loc[-1]))
    if kind in ("literal_error", "enum"):
        return Defect(kind, 0, name, f"{_excerpt(item['input'])}|{context['expected']}")
    if kind == "too_long":
        return Defect(kind, 0, name, f"{context['actual_length']}|{context['max_length']}")
    return Defect(kind, 0, name, _excerpt(context.get("found", item["input"])))


def _excerpt(value: Any) -> str:
    text = value if isinstance(value, str) else written(value)
    return text if len(text) <= 60 else text[:59] + "…"
