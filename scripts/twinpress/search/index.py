"""The index of one language: segments by age, the names of the vocabulary, and the directory that says where they lie.

Segments are cut by the year in the address, which never changes: this year's, and all before. An edit of today's article so
rewrites a twentieth of an archive of twenty years, and what readers have of the rest stays good.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from twinpress.search import names as tables
from twinpress.search.engine import Engine
from twinpress.search.names import Name, Table
from twinpress.search.segment import Built, Fetch, Place, again, segment
from twinpress.search.story import FACETS, Entry, Key

__all__ = ["FACETS", "Index", "build", "engine"]

VERSION = 1
"""Number of the format; readers of another one ask for nothing."""
DIRECTORY = "directory.json"
"""The one file that is not named by its content."""
YEAR = re.compile(r"(?:[a-z]{2}/)?(\d{4})/")
"""Beginning of the address of an article; pages without a year count as the oldest."""


@dataclass(frozen=True, kw_only=True)
class Index:
    """An index that was built, as far as the next build has to know it."""

    segments: Sequence[tuple[Place, Sequence[Key]]] = ()
    """The latest first, each with the keys of its stories by their number."""
    names: Table | None = None

    def files(self) -> Iterable[str]:
        """Yield the path of every file, below the index's folder."""
        for place, _ in self.segments:
            yield from place.files()
        if self.names:
            yield from self.names.files()
        yield DIRECTORY

    @property
    def paths(self) -> Iterable[str]:
        """Paths of all stories."""
        return (path for _, keys in self.segments for _, path in keys)


def build(
    entries: Iterable[Entry],
    names: Iterable[Name] | None,
    labels: Mapping[str, Mapping[str, str]],
    known: Index = Index(),
    fetch: Fetch = lambda path: b"",
    without: Collection[str] = (),
) -> tuple[Index, Mapping[str, bytes]]:
    """Return an index, and those of its files that are new, by their paths below its folder.

    It has what was ``known``, of which ``fetch`` returns files, but the stories at the paths ``without``, and the new entries;
    ``names``: None where those that are known stay, else with the ``labels`` of facets. The same stories give the same bytes,
    however they came together. Raises OSError where a known file is gone.
    """
    new = {entry.key: entry for entry in entries}
    gone = {path for _, path in new}.union(without)
    places: dict[Key, tuple[int, int]] = {
        key: (segment, number)
        for segment, (_, keys) in enumerate(known.segments)
        for number, key in enumerate(keys)
        if key[1] not in gone
    }
    built = [Built(place, keys, fetch) for place, keys in known.segments]
    segments: list[tuple[Place, Sequence[Key]]] = []
    files: dict[str, bytes] = {}
    for group in _by_age([*new, *places]):
        inside = [places[key][0] for key in group if key in places]
        base = max(set(inside), key=inside.count) if inside else None
        if base is not None and list(group) == list(built[base].keys) and new.keys().isdisjoint(group):
            segments.append((built[base].place, built[base].keys))
            continue
        moved = [
            again(built[places[key][0]], places[key][1]) for key in group if key in places and places[key][0] != base
        ]
        left = gone if base is None else gone.union(path for _, path in set(built[base].keys).difference(group))
        made = segment(
            [*(new[key] for key in group if key in new), *moved], built[base] if base is not None else None, left
        )
        segments.append((made.place, made.keys))
        files |= made.written()
    table = known.names
    if names is not None:
        table, written = tables.table(names, labels)
        if table != known.names:
            files |= written
    index = Index(segments=segments, names=table)
    return index, {**files, DIRECTORY: _directory(index)}


def engine(fetch: Fetch) -> Engine:
    """Return the engine of the index from which ``fetch`` returns files by path. Raises OSError, and ValueError for another format."""
    directory = json.loads(fetch(DIRECTORY))
    try:
        if directory["version"] != VERSION:
            raise ValueError(f"version {directory['version']}")
        names = directory.get("names")
        return Engine([Place(**place) for place in directory["segments"]], fetch, Table(**names) if names else None)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"{DIRECTORY}: {error}") from None


def _by_age(keys: Iterable[Key]) -> Iterable[Sequence[Key]]:
    """Yield the keys of this year's stories, and those of all before, as far as there are any; the newest says what this year is."""
    known = [(int(match[1]) if (match := YEAR.match(key[1])) else 0, key) for key in keys]
    newest = max((year for year, _ in known), default=0)
    for recent in (True, False):
        if group := sorted(key for year, key in known if (year == newest) is recent):
            yield group


def _directory(index: Index) -> bytes:
    known: dict[str, object] = {"version": VERSION, "segments": [asdict(place) for place, _ in index.segments]}
    if index.names:
        known["names"] = asdict(index.names)
    return json.dumps(known, separators=(",", ":")).encode() + b"\n"
