"""The record of a translation: ``translation.yml`` beside an article, written by ``twinpress confirm`` and ``waive``, read by all.

It says what was confirmed, a line for each group of blocks: kind, digests of the original's, digests of the translation's, day,
and the facts that the original said. A line stays as it is until one of its blocks is another one, so two translators who
confirm different paragraphs of an article change different lines, and Git merges them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from twinpress import atomic
from twinpress.document import SIZE_LIMIT, clean
from twinpress.frontmatter import Defect, parse

NAME = "translation.yml"
VERSION = 1
"""Of the form of the file."""
EXTRACTOR = 1
"""Of what is read of a text as its facts: raise it when ``facts.chinese`` or ``facts.english`` read the same text otherwise."""
HEAD = "# 由 twinpress confirm 与 waive 写入，请勿手改 · written by twinpress confirm and waive: do not edit\n"
LINE = re.compile(
    r"(?P<kind>[a-z_]+)(?P<original>(?: [0-9a-f]{8})*) =(?P<translation>(?: [0-9a-f]{8})*)"
    r" (?P<day>\d{4}-\d\d-\d\d)(?: \|(?P<facts>(?: [^\s|]+)+))?"
)
WAIVER = {"code", "found", "original", "translation", "reason"}


class Line(NamedTuple):
    """What was confirmed of a group of blocks."""

    kind: str
    original: tuple[str, ...]
    """Digests; empty where only the translation has the block."""
    translation: tuple[str, ...]
    """Digests; empty where the translation leaves it out."""
    day: date
    """When it was confirmed."""
    facts: tuple[str, ...] = ()
    """What the original says in figures and names (``state.facts``), sorted."""

    def __str__(self) -> str:
        facts = " | " + " ".join(quote(fact, SAFE) for fact in self.facts) if self.facts else ""
        return f"{' '.join((self.kind, *self.original))} = {' '.join((*self.translation, self.day.isoformat()))}{facts}"


SAFE = "@~=+-./"
"""What stands in the file as it is, beside letters and digits; nothing that YAML reads."""


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """A finding that is right as it is, as long as its blocks are what they were."""

    code: str
    found: str
    """Excerpts that the finding names, the original's and the translation's."""
    original: str
    translation: str
    """Digests of its blocks, the first of each; empty where there is none."""
    reason: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """What stands in ``translation.yml``."""

    lines: tuple[Line, ...] = ()
    extractor: int = EXTRACTOR
    """Which version has read the facts."""
    needless: str = ""
    """Why the article needs no translation; empty where it does."""
    waivers: tuple[Waiver, ...] = ()
    defects: tuple[Defect, ...] = field(default=(), compare=False)
    """What could not be read."""

    @property
    def confirmed(self) -> bool:
        """Whether anybody confirmed anything."""
        return bool(self.lines)

    def text(self) -> str:
        """Return the file."""
        parts = [HEAD, f"version: {VERSION}\n"]
        if self.needless:
            parts.append(f"needless: {_quoted(self.needless)}\n")
        if self.lines:
            parts.append(f"extractor: {self.extractor}\nblocks:\n")
            parts += (f"- {line}\n" for line in self.lines)
        if self.waivers:
            parts.append("waivers:\n")
            parts += map(_waiver, self.waivers)
        return "".join(parts)


def read(folder: Path) -> Record | None:
    """Return the record beside an article; None where there is none. What cannot be read of it stands in its defects."""
    file = folder / NAME
    try:
        if file.is_symlink() or not file.is_file():
            return Record(defects=(Defect("not-a-file", 1),)) if file.is_symlink() or file.exists() else None
        data = file.read_bytes() if file.stat().st_size <= SIZE_LIMIT else None
        return parsed(clean(data.decode("utf-8"))) if data is not None else Record(defects=(Defect("size", 1),))
    except UnicodeDecodeError as error:
        return Record(defects=(Defect("encoding", 1, found=f"0x{error.object[error.start]:02X}"),))
    except OSError as error:
        return Record(defects=(Defect("unreadable", 1, found=error.strerror or str(error)),))


def parsed(text: str) -> Record:
    """Return the record that a text says. Never raises."""
    mapping = parse(text)
    defects = list(mapping.defects)
    if not mapping.readable:
        return Record(defects=tuple(defects))
    said = mapping.values
    if said.get("version") != VERSION:
        return Record(
            defects=(*defects, Defect("version", mapping.lines.get("version", 1), found=str(said.get("version"))))
        )
    lines: list[Line] = []
    for number, written in enumerate(_items(said.get("blocks"))):
        line = _line(written)
        if line is None:
            defects.append(Defect("line", _at(mapping.lines, f"blocks.{number}", "blocks"), found=str(written)[:60]))
        else:
            lines.append(line)
    waivers: list[Waiver] = []
    for number, written in enumerate(_items(said.get("waivers"))):
        if (
            isinstance(written, dict)
            and set(written) == WAIVER
            and all(isinstance(item, str) for item in written.values())
        ):
            waivers.append(Waiver(**written))
        else:
            defects.append(
                Defect("waiver", _at(mapping.lines, f"waivers.{number}", "waivers"), found=str(written)[:60])
            )
    extractor = said.get("extractor", EXTRACTOR)
    return Record(
        lines=tuple(lines),
        extractor=extractor if isinstance(extractor, int) else 0,
        needless=str(said.get("needless") or ""),
        waivers=tuple(waivers),
        defects=tuple(defects),
    )


def write(folder: Path, record: Record) -> bool:
    """Write the record if it says anything new; return whether it was written. Raises OSError."""
    known = read(folder)
    if known == record and not (known and known.defects):
        return False
    atomic.write(folder / NAME, record.text().encode())
    return True


def _items(value: Any) -> Iterable[Any]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _at(lines: dict[str, int], *names: str) -> int:
    return next((lines[name] for name in names if name in lines), 1)


def _line(written: object) -> Line | None:
    match = LINE.fullmatch(written) if isinstance(written, str) else None
    if match is None or not (match["original"] or match["translation"]):
        return None
    try:
        day = date.fromisoformat(match["day"])
    except ValueError:
        return None
    facts = tuple(unquote(fact) for fact in (match["facts"] or "").split())
    return Line(match["kind"], tuple(match["original"].split()), tuple(match["translation"].split()), day, facts)


def _waiver(waiver: Waiver) -> str:
    values = ", ".join(f"{name}: {_quoted(value)}" for name, value in vars(waiver).items())
    return f"- {{{values}}}\n"


def _quoted(text: str) -> str:
    """Return a text as YAML writes it in double quotation marks, which is how JSON does."""
    return json.dumps(text, ensure_ascii=False)
