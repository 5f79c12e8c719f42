"""The tally: what is kept of readers in ``content/views/``, a file for each year in which articles were read.

``2026.json`` says for each day how often each article was read in each language, how often robots came, and how far each log
was counted. It holds figures alone. Days stand for themselves as long as "most read" may ask for them, then their month does:
a new day is a few lines that are added, and a file stays small.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from typing import Any

from twinpress import atomic
from twinpress.document import LANGUAGES
from twinpress.frontmatter import Defect
from twinpress.kinds import SLUG

FOLDER = "views"
"""Name of the folder within the content folder."""
FILE = re.compile(r"[0-9]{4}\.json")
ARTICLE = re.compile(rf"[0-9]{{4}}/{SLUG.pattern.replace('$', '(?![^/])')}")
SOURCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""What a log may be called."""
MONTHS = 3
"""Whole months before the newest whose days are kept: with the newest day they are never fewer than ``DAYS``."""
DAYS = 90
"""Days that "most read" may look back upon: February to April have 89, and the newest day is one more."""
MOST = 10**12
"""A larger figure is none."""

Reads = Mapping[str, tuple[int, ...]]
"""How often articles were read, by folder (``2025/a-slug``), in each language in the order of ``LANGUAGES``."""
Lines = Mapping[int, int]
"""Lines of a log by the second that they were written in (Unix time)."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What the folder says. Periods are days (``2026-11-20``) and months (``2026-07``), of which the days are not kept."""

    read: Mapping[str, Reads] = field(default_factory=dict)
    """By period."""
    robots: Mapping[str, int] = field(default_factory=dict)
    """Loads of articles by programs, by period."""
    sources: Mapping[str, Lines] = field(default_factory=dict)
    """How far each log was counted: the lines of the newest seconds of each year (``mark.py``)."""
    defects: tuple[tuple[str, Defect], ...] = ()
    """(path relative to the content folder, defect)."""

    @cached_property
    def totals(self) -> Reads:
        """How often each article was read since readers are counted."""
        return summed(self.read.values())

    @cached_property
    def newest(self) -> date | None:
        """The newest day that was counted."""
        return max((date.fromisoformat(period) for period in self.read if len(period) == 10), default=None)

    def last(self, days: int) -> Mapping[str, int]:
        """Return how often each article was read in the last so many days, the newest that was counted included."""
        if self.newest is None:
            return {}
        try:
            first = (self.newest - timedelta(days=days - 1)).isoformat()
        except OverflowError:
            first = ""
        found = summed(reads for period, reads in self.read.items() if len(period) == 10 and period >= first)
        return {article: sum(figures) for article, figures in found.items()}


def summed(reads: Iterable[Reads]) -> dict[str, tuple[int, ...]]:
    """Add up what several periods say."""
    totals: dict[str, list[int]] = {}
    for period in reads:
        for article, figures in period.items():
            total = totals.setdefault(article, [0] * len(LANGUAGES))
            for place, figure in enumerate(figures):
                total[place] += figure
    return {article: tuple(total) for article, total in totals.items()}


# --- reading ---------------------------------------------------------------------------------------------------------


def load(root: Path) -> Tally:
    """Read ``root/views``. Never raises: what is wrong stands in ``defects``, and counts for nothing."""
    found = _Reader()
    for name in _names(root / FOLDER):
        path = f"{FOLDER}/{name}"
        if not FILE.fullmatch(name):
            found.defects.append((path, Defect("stranger", 1, found=name)))
        else:
            found.file(root / path, path)
    return Tally(read=found.read, robots=found.robots, sources=found.sources, defects=tuple(found.defects))


class _TwiceError(ValueError):
    """A name that stands twice in one object of a file: which of the two is meant?"""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for number, name in enumerate(names) if name in names[:number]))
    return found


class _Reader:
    """Reads files, and notes what is wrong with them."""

    def __init__(self) -> None:
        self.read: dict[str, Reads] = {}
        self.robots: dict[str, int] = {}
        self.sources: dict[str, Lines] = {}
        self.defects: list[tuple[str, Defect]] = []
        self._articles: set[str] = set()
        """Those that are written as one is: each stands there for each day."""
        self._path = ""
        self._text = ""

    def file(self, file: Path, path: str) -> None:
        """Read one file."""
        self._path = path
        try:
            if file.is_symlink() or not file.is_file():
                raise OSError("not a regular file")
            self._text = file.read_bytes().decode("utf-8-sig")
            said = json.loads(self._text, object_pairs_hook=_once)
        except json.JSONDecodeError as error:
            self.defects.append((path, Defect("unreadable", error.lineno, found=error.msg)))
        except _TwiceError as error:
            self.defects.append((path, Defect("twice", 1, found=str(error))))
        except (OSError, ValueError, RecursionError) as error:
            self.defects.append((path, Defect("unreadable", 1, found=getattr(error, "strerror", None) or str(error))))
        else:
            self._take(said, path.rpartition("/")[2][:4])

    def _take(self, said: object, year: str) -> None:
        parts = self._object(said)
        for name in parts:
            if name not in ("read", "robots", "sources"):
                self._wrong(name)
        for period, reads in self._object(parts.get("read", {}), "read").items():
            if _is_period(period, year):
                found = {
                    article: self._figures(one, period, article)
                    for article, one in self._object(reads, "read", period).items()
                }
                self.read[period] = {article: figures for article, figures in found.items() if figures}
            else:
                self._wrong("read", period)
        for period, figure in self._object(parts.get("robots", {}), "robots").items():
            if _is_period(period, year) and _is_figure(figure):
                self.robots[period] = figure
            else:
                self._wrong("robots", period, found=figure)
        for source, mark in self._object(parts.get("sources", {}), "sources").items():
            lines = _lines(mark) if SOURCE.fullmatch(source) else None
            if lines is None:
                self._wrong("sources", source)
            else:
                self.sources[source] = {**self.sources.get(source, {}), **lines}

    def _figures(self, said: object, period: str, article: str) -> tuple[int, ...]:
        if article not in self._articles:
            if not ARTICLE.fullmatch(article):
                self._wrong("read", period, article)
                return ()
            self._articles.add(article)
        if isinstance(said, list) and len(said) == len(LANGUAGES) and all(map(_is_figure, said)):
            return tuple(said)
        self._wrong("read", period, article, found=said)
        return ()

    def _object(self, said: object, *names: str) -> dict[str, Any]:
        if isinstance(said, dict):
            return said
        self._wrong(*names, found=said)
        return {}

    def _wrong(self, *names: str, found: object = None) -> None:
        """Note what stands under these names, one in the other."""
        place = 0
        for name in names:
            place = max(place, self._text.find(json.dumps(name, ensure_ascii=False), place))
        line = self._text.count("\n", 0, place) + 1
        words = "" if found is None else f": {json.dumps(found, ensure_ascii=False)}"
        said = " › ".join(names) + words
        self.defects.append((self._path, Defect("figure", line, found=said if len(said) <= 120 else said[:119] + "…")))


def _is_figure(said: object) -> bool:
    return type(said) is int and 0 <= said <= MOST


def _is_period(said: str, year: str) -> bool:
    if said[:4] != year or len(said) not in (7, 10):
        return False
    try:
        return date.fromisoformat(f"{said}-01"[:10]).isoformat().startswith(said)
    except ValueError:
        return False


def _lines(said: object) -> Lines | None:
    """Return how far a log was counted; None where that cannot be told."""
    if not isinstance(said, dict) or said.keys() != {"until", "lines"}:
        return None
    try:
        until = datetime.fromisoformat(said["until"])
        newest = int(until.timestamp()) if until.tzinfo and until.year < date.max.year else -1
    except (TypeError, ValueError, OverflowError):
        return None
    lines = said["lines"]
    if newest < 0 or not isinstance(lines, list) or not all(map(_is_figure, lines)):
        return None
    return {newest - number: count for number, count in enumerate(lines) if count}


def _names(folder: Path) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError:
        return []


# --- writing ---------------------------------------------------------------------------------------------------------


def save(root: Path, tally: Tally, zone: timezone) -> tuple[str, ...]:
    """Write a tally; return the paths of the files that changed, relative to the content folder. Raises OSError.

    Each file says itself how far logs were counted for it. Oldest first: whatever is cut short, what is written was counted
    and will not be again, and the rest was not.
    """
    changed = []
    for year, text in sorted(files(folded(tally), zone).items()):
        path = root / FOLDER / f"{year}.json"
        if not path.exists() or path.read_bytes() != text.encode():
            path.parent.mkdir(exist_ok=True)
            atomic.write(path, text.encode())
            changed.append(f"{FOLDER}/{path.name}")
    return tuple(changed)


def folded(tally: Tally) -> Tally:
    """Return a tally with months for the days that nobody asks for any more."""
    if tally.newest is None:
        return tally
    month = tally.newest.year * 12 + tally.newest.month - 1 - MONTHS
    first = f"{month // 12:04}-{month % 12 + 1:02}"
    reads: dict[str, list[Reads]] = defaultdict(list)
    robots: dict[str, int] = defaultdict(int)
    for period, articles in tally.read.items():
        reads[period if period >= first else period[:7]].append(articles)
    for period, figure in tally.robots.items():
        robots[period if period >= first else period[:7]] += figure
    read: dict[str, Reads] = {period: parts[0] if len(parts) == 1 else summed(parts) for period, parts in reads.items()}
    return Tally(read=read, robots=robots, sources=tally.sources)


def files(tally: Tally, zone: timezone) -> dict[str, str]:
    """Return the text of each file, by year: an article, a day of robots, a source on a line of its own, sorted."""
    sources: dict[str, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for source, lines in tally.sources.items():
        for second, count in lines.items():
            sources[f"{year_of(second, zone):04}"][source][second] = count
    years = {period[:4] for period in (*tally.read, *tally.robots)} | sources.keys()
    return {year: "".join(_text(tally, year, sources.get(year, {}), zone)) for year in years}


def year_of(second: int, zone: timezone) -> int:
    """Return the year in whose file a second (Unix time) is noted."""
    return datetime.fromtimestamp(second, zone).year


def _text(tally: Tally, year: str, sources: Mapping[str, Lines], zone: timezone) -> Iterator[str]:
    periods = sorted(period for period, reads in tally.read.items() if period[:4] == year and reads)
    days = (
        _object(_pairs((name, [*figures]) for name, figures in sorted(tally.read[one].items())), 2) for one in periods
    )
    robots = _pairs(
        (period, figure) for period, figure in sorted(tally.robots.items()) if period[:4] == year and figure
    )
    marks = _pairs((source, _mark(lines, zone)) for source, lines in sorted(sources.items()))
    parts = {
        "read": [f'"{one}": {text}' for one, text in zip(periods, days, strict=True)],
        "robots": robots,
        "sources": marks,
    }
    yield _object([f'"{name}": {_object(lines, 1)}' for name, lines in parts.items()], 0)
    yield "\n"


def _pairs(pairs: Iterable[tuple[str, object]]) -> list[str]:
    return [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in pairs]


def _object(lines: Sequence[str], depth: int) -> str:
    margin = " " * depth
    return "{\n" + ",\n".join(f"{margin} {line}" for line in lines) + f"\n{margin}}}" if lines else "{}"


def _mark(lines: Lines, zone: timezone) -> object:
    newest, oldest = max(lines), min(lines)
    counts = [lines.get(second, 0) for second in range(newest, oldest - 1, -1)]
    return {"until": datetime.fromtimestamp(newest, zone).isoformat(), "lines": counts}
