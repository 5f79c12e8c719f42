"""The glossary as rows: what leaves says what it was, and what comes back changes no newer row and loses none."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

from twinpress.document import clean
from twinpress.exchange.refusal import Refusal, RefusedError
from twinpress.kinds import CONTROL, SLUG
from twinpress.translation.block import SIZE
from twinpress.vocabulary import GLOSSARY, Term

PATH = f"vocabulary/{GLOSSARY}"
COLUMNS = tuple(item.name for item in fields(Term))
NEEDED = ("id", "zh", "en")
EXPORTED = "exported"
"""A column that only exported files have: the digest of the row as it was."""
SEVERAL = frozenset({"en_allowed", "en_forbidden"})
"""Columns that hold several forms, with ``|`` between them."""
NEVER = "?"
"""Stands for the digest of a row that does not say what it was."""

Row = Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A glossary as written: its columns, those that we do not know too, and its rows."""

    columns: Sequence[str]
    rows: Sequence[Row]
    lines: Sequence[int]
    """The line on which each row ends."""
    written: Sequence[str] = ()
    """The first line, and each row, as written; empty where they do not come from a CSV text."""


def read(text: str) -> Table:
    """Return the rows of a CSV text; raises RefusedError where it is no glossary."""
    reader = csv.DictReader(io.StringIO(clean(text), newline=""), strict=True)
    rows: list[Row] = []
    lines: list[int] = []
    try:
        columns = [name.strip() for name in reader.fieldnames or ()]
        reader.fieldnames = columns
        if missing := [name for name in NEEDED if name not in columns]:
            raise RefusedError(
                f"第一行须有 {'、'.join(NEEDED)} 各列，缺 {'、'.join(missing)}；请另存为以逗号分隔的 CSV（UTF-8） · "
                f"the first line must name the columns {', '.join(NEEDED)}; {', '.join(missing)} is missing; "
                "save it as CSV with commas, in UTF-8"
            )
        if len(set(columns)) < len(columns):
            raise RefusedError("第一行有重复的列名 · the first line names a column twice")
        for row in reader:
            if None in row:
                raise RefusedError(
                    f"第 {reader.line_num} 行的格数多于第一行；含逗号的格子要加引号 · "
                    f"line {reader.line_num} has more cells than the first line; put cells with commas in quotation marks"
                )
            rows.append({key: (value or "").strip() for key, value in row.items()})
            lines.append(reader.line_num)
    except csv.Error as error:
        raise RefusedError(
            f"第 {reader.line_num + 1} 行不是 CSV：{error} · line {reader.line_num + 1} is no CSV: {error}"
        ) from None
    source = list(io.StringIO(clean(text), newline=""))  # as the reader counts lines
    ends = [*lines[:-1], len(source)] if lines else []
    first = len(source[:1])
    written = ["".join(source[start:end]) for start, end in pairwise([first, *ends])]
    return Table(columns, rows, lines, ["".join(source[:first]), *written])


def write(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Return a CSV text."""
    return "".join(write_row(columns, row) for row in ({name: name for name in columns}, *rows))


def write_row(columns: Sequence[str], row: Row) -> str:
    """Return a line of a CSV text."""
    text = io.StringIO(newline="")
    csv.DictWriter(text, columns, restval="", lineterminator="\n").writerow(row)
    return text.getvalue()


def digest(row: Row) -> str:
    """Return what a row is known by: the values of all columns that we know."""
    values = "\0".join(row.get(name, "") for name in COLUMNS)
    return hashlib.sha256(values.encode()).hexdigest()[:SIZE]


def merge(present: Table, back: Table, *, force: bool) -> tuple[str, Sequence[Refusal]]:
    """Return the text of the glossary with what came back, empty if nothing changed, and what was not taken over.

    Rows that did not come back stay, and so do columns that the format has none for; rows that are the same stay as written.
    ``force``: newer rows give way.
    """
    rows = [dict(row) for row in present.rows]
    places: dict[str, int] = {}
    for place, kept in enumerate(rows):
        places.setdefault(kept["id"], place)
    refusals: list[Refusal] = []
    seen: set[str] = set()
    changed = False
    for row, line in zip(back.rows, back.lines, strict=True):
        values = {key: value for key, value in row.items() if key != EXPORTED}
        name = values["id"]
        known = rows[places[name]] if name in places else None
        others = {key: value for key, value in values.items() if not known or not _same(key, known.get(key, ""), value)}
        told = _wrong(values, seen) or _conflict(row, known, others, force=force)
        seen.add(name)
        if told:
            place = present.lines[places[name]] if places.get(name, len(present.lines)) < len(present.lines) else 1
            zh, en = (
                f"{name or '?'}（来件第 {line} 行）：{told[0]}",
                f"{name or '?'} (row {line} of the file): {told[1]}",
            )
            refusals.append(Refusal(PATH, place, zh, en))
        elif others:
            changed = True
            if known is None:
                places[name] = len(rows)
                rows.append(dict(others))
            else:
                known.update(others)
    if not changed:
        return "", refusals
    more = (name for name in back.columns if name != EXPORTED and name not in present.columns)
    columns = [*present.columns, *(name for name in more if any(kept.get(name) for kept in rows))]
    fresh = [{key: value for key, value in kept.items() if key in columns} for kept in rows]
    if len(columns) > len(present.columns):
        return write(columns, fresh), refusals
    head, *lines = (line if line.endswith("\n") else line + "\n" for line in present.written)
    untouched = [row == known for row, known in zip(fresh, present.rows, strict=False)]
    parts = [lines[place] if same else write_row(columns, fresh[place]) for place, same in enumerate(untouched)]
    parts += [write_row(columns, row) for row in fresh[len(untouched) :]]
    return head + "".join(parts), refusals


def _wrong(values: Row, seen: set[str]) -> tuple[str, str] | None:
    """Return what is wrong with a row, in both languages."""
    if not SLUG.fullmatch(values["id"]):
        return (
            "编号须为小写英文、数字与连字符，如 child-friendly-city",
            "the id must be lower-case words with hyphens, such as child-friendly-city",
        )
    if values["id"] in seen:
        return "这个编号在来件中出现了两次，只取第一次", "the id stands in the file twice: only the first is taken"
    if not values["zh"] or not values["en"]:
        return "zh 和 en 都要填写", "zh and en must be filled in"
    if any(CONTROL.search(value) for value in values.values()):
        return "含有控制字符，请删去", "it holds control characters; take them out"
    return None


def _conflict(row: Row, known: Row | None, others: Row, *, force: bool) -> tuple[str, str] | None:
    """Return why a row that says something else is not taken over: it is newer here, or gone."""
    if force or not others:
        return None
    if known is None:
        if row.get(EXPORTED, NEVER) in ("", NEVER):
            return None
        return (
            "术语表里已删去这一行，未写入；确要加回，请加 --force",
            "this row was taken out of the glossary: not written; to put it back, add --force",
        )
    if row.get(EXPORTED, NEVER) == digest(known):
        return None
    name, value = next(iter(others.items()))
    return (
        f"导出之后术语表改过，或来件没有 {EXPORTED} 一列，未写入。{name} 现为“{known.get(name, '')}”，送回的是“{value}”；确要覆盖，请加 --force",
        f"the glossary was changed after the export, or the file has no column {EXPORTED}: not written. {name} is now "
        f"“{known.get(name, '')}”, what came back is “{value}”; to write it all the same, add --force",
    )


def _same(name: str, value: str, other: str) -> bool:
    """Tell whether two cells say the same; those of several forms may have spaces between them."""
    if name in SEVERAL:
        return [part.strip() for part in value.split("|")] == [part.strip() for part in other.split("|")]
    return value == other
