"""The record of published addresses: the folder ``content/addresses/``.

A line for every address that was ever published, with the day on which it was recorded, in a file a year
(``2025.txt``: ``/2025/a-slug/ 2025-11-21``) and one for what belongs to no year (``pages.txt``). ``twinpress addresses
--record`` adds to it; nothing takes away. ``moved.txt`` is written by hand: where something went that is no article, so
that no ``aliases`` can say it (``/news/ /meetings/``, or ``/poll/ gone``).
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timezone
from pathlib import Path
from urllib.parse import unquote

from twinpress import atomic
from twinpress.frontmatter import Defect
from twinpress.moment import Moment

FOLDER = "addresses"
"""Name of the folder within the content folder."""
MOVED = "moved.txt"
GONE = "gone"
"""What stands in ``moved.txt`` instead of a new address."""
RECORD = re.compile(r"(?:\d{4}|pages)\.txt")
YEAR = re.compile(r"/(?:[a-z]{2}/)?(\d{4})/")


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """An address that was published."""

    since: Moment
    """The day on which it was recorded."""
    path: str
    """Of the file that says so, relative to the content folder."""
    line: int


@dataclass(frozen=True, kw_only=True)
class Move:
    """An address that is no article's, and what became of it."""

    source: str
    target: str | None
    """The address that took its place; None: there is nothing in its place."""
    line: int


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """What the folder says; addresses are decoded: they hold characters, not ``%E5``."""

    recorded: Mapping[str, Recorded] = field(default_factory=dict)
    moved: tuple[Move, ...] = ()
    defects: tuple[tuple[str, Defect], ...] = ()
    """(path relative to the content folder, defect)."""


def load(root: Path, zone: timezone) -> Addresses:
    """Read ``root/addresses``. Never raises: what is wrong stands in ``defects``."""
    recorded: dict[str, Recorded] = {}
    moved: list[Move] = []
    defects: list[tuple[str, Defect]] = []
    for name in _names(root / FOLDER):
        path = f"{FOLDER}/{name}"
        if name != MOVED and not RECORD.fullmatch(name):
            defects.append((path, Defect("stranger", 1, found=name)))
            continue
        for number, words in _lines(root / path, path, defects):
            address = unquote(words[0])
            if not address.startswith("/") or len(words) != 2:
                defects.append((path, Defect("line", number, found=" ".join(words))))
            elif name == MOVED:
                target = None if words[1] == GONE else unquote(words[1])
                if target is not None and not target.startswith("/"):
                    defects.append((path, Defect("line", number, found=" ".join(words))))
                else:
                    moved.append(Move(source=address, target=target, line=number))
            else:
                try:
                    since = Moment.parse(words[1], zone)
                except ValueError:
                    defects.append((path, Defect("line", number, found=" ".join(words))))
                    continue
                recorded.setdefault(address, Recorded(since=since, path=path, line=number))
    return Addresses(recorded=recorded, moved=tuple(moved), defects=tuple(defects))


def record(root: Path, known: Addresses, found: Iterable[str], day: date) -> tuple[str, ...]:
    """Write those of the addresses ``found`` that are not ``known`` yet; return them, sorted. Raises OSError."""
    new = sorted(set(found) - set(known.recorded))
    files: dict[str, list[str]] = defaultdict(list)
    for address in new:
        match = YEAR.match(address)
        files[f"{match[1] if match else 'pages'}.txt"].append(f"{written(address)} {day.isoformat()}")
    for name, lines in files.items():
        path = root / FOLDER / name
        path.parent.mkdir(exist_ok=True)
        before = path.read_text("utf-8").splitlines() if path.exists() else []
        atomic.write(path, "".join(f"{line}\n" for line in sorted({*before, *lines})).encode())
    return tuple(new)


def written(address: str) -> str:
    """Return an address as a line of the record holds it: readable, without blanks."""
    return re.sub(r"[%\s]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), address)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError:
        return []


def _lines(file: Path, path: str, defects: list[tuple[str, Defect]]) -> Iterator[tuple[int, list[str]]]:
    """Yield (number, words) of every line that says something; note a file that cannot be read."""
    try:
        if file.is_symlink() or not file.is_file():
            raise OSError("not a regular file")
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        defects.append((path, Defect("unreadable", 1, found=getattr(error, "strerror", None) or str(error))))
        return
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if words and not words[0].startswith("#"):
            yield number, words
