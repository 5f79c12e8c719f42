"""A segment of the index: the stories of some years in one language, as files that a browser asks for one by one.

Every file is compressed by itself (zlib, which browsers undo), so that no server has to be told how. A bucket begins with a
line for each token (token, tab, length of its list), and an empty line; the lists follow. A group is JSON: what results
show of ``GROUP`` stories, and their text, from which snippets are cut and matches proved. ``facets.bin`` says to which
years, sections, topics, people and bodies each story belongs.

A segment is made from one that was built before, and what is new: lists and groups of which nothing is new stay as they are.
From nothing, everything is new, and the bytes are the same.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain

from twinpress.search import postings
from twinpress.search.story import FACETS, Entry, Key, entry, held, recalled

Fetch = Callable[[str], bytes]
"""Returns a file of the index by its path below the index's folder. Raises OSError."""
GROUP = 4
"""Stories in a group: ten results lie in ten groups, and each brings its neighbours along."""
BUCKET = 16_000
"""Bytes of a bucket before it is compressed, on average: a query asks for a bucket for each of its tokens."""
ENDING = ".bin"
"""No server takes it for a text, and none compresses it again."""
FACETS_FILE = f"facets{ENDING}"


@dataclass(frozen=True)
class Place:
    """Where a segment lies, and how it is cut."""

    name: str
    """Name of its folder: a digest of all that is in it."""
    documents: int
    buckets: int

    def files(self) -> Iterator[str]:
        """Yield the path of each of its files, below the index's folder."""
        yield from (self.bucket(number) for number in range(self.buckets))
        yield from (self.group(number) for number in range(0, self.documents, GROUP))
        yield self.facets

    def bucket(self, number: int) -> str:
        """Return the path of a bucket."""
        return f"{self.name}/b{number}{ENDING}"

    def group(self, story: int) -> str:
        """Return the path of the group in which a story lies."""
        return f"{self.name}/g{story // GROUP}{ENDING}"

    @property
    def facets(self) -> str:
        """Path of what says what its stories belong to."""
        return f"{self.name}/{FACETS_FILE}"


class Built:
    """A segment that was built before: ``keys`` of its stories by their number, and ``fetch`` for its files."""

    def __init__(self, place: Place, keys: Sequence[Key], fetch: Fetch):
        self.place = place
        self.keys = keys
        self.fetch = fetch

    def bucket(self, number: int) -> dict[str, bytes]:
        """Return the lists of a bucket by token."""
        return opened(self.fetch(self.place.bucket(number)))

    def shown(self, number: int) -> Mapping[str, object]:
        """Return what a result shows of a story."""
        group = self.place.group(number)
        if group not in self._groups:
            self._groups[group] = json.loads(zlib.decompress(self.fetch(group)))
        return self._groups[group][number % GROUP]

    @cached_property
    def _groups(self) -> dict[str, Sequence[Mapping[str, object]]]:
        return {}

    @cached_property
    def facets(self) -> Sequence[Mapping[str, tuple[str, ...]]]:
        """What each story belongs to, by its number."""
        known = json.loads(zlib.decompress(self.fetch(self.place.facets)))
        rows: list[dict[str, tuple[str, ...]]] = [{} for _ in self.keys]
        for name in FACETS:
            values, column = known[name]
            for row, numbers in zip(rows, column, strict=True):
                if numbers:
                    row[name] = tuple(values[number] for number in numbers)
        return rows


NOTHING = Built(Place("", 0, 0), (), lambda path: b"")


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A segment, ready to be written."""

    place: Place
    keys: Sequence[Key]
    files: Mapping[str, bytes]
    """Its files, by their names in its folder."""

    def written(self) -> dict[str, bytes]:
        """Return its files by their paths below the index's folder."""
        return {f"{self.place.name}/{name}": data for name, data in self.files.items()}


def segment(entries: Iterable[Entry], built: Built | None = None, without: Collection[str] = ()) -> Segment:
    """Return the segment of what was built before, ``without`` the stories at some paths, and of new entries.

    Stories of later days stand later, and have the higher number. Raises OSError where a file of the built one is gone.
    """
    built = built or NOTHING
    new = {entry.key: entry for entry in entries}
    paths = {path for _, path in new}.union(without)
    kept = {key: number for number, key in enumerate(built.keys) if key[1] not in paths}
    keys = sorted([*kept, *new])
    numbers = {key: number for number, key in enumerate(keys)}
    moved = [numbers[key] if key in kept else None for key in built.keys]
    lists = _lists(built, moved, {numbers[key]: entry for key, entry in new.items()})
    count = max(1, round(sum(map(len, lists.values())) / BUCKET))
    files = {f"b{number}{ENDING}": packed(bucket(inside)) for number, inside in enumerate(shared_out(lists, count))}
    for start in range(0, len(keys), GROUP):
        group = keys[start : start + GROUP]
        files[f"g{start // GROUP}{ENDING}"] = _group(built, [kept.get(key) for key in group], group, new, start)
    rows = [new[key].facets if key in new else built.facets[kept[key]] for key in keys]
    files[FACETS_FILE] = packed(_facets(rows, [date[:4] for date, _ in keys]))
    return Segment(place=Place(name_of(files), len(keys), count), keys=keys, files=files)


def again(built: Built, number: int) -> Entry:
    """Return the entry of a story that was built before."""
    return entry(recalled(built.shown(number), built.facets[number]))


def bucket_of(token: str, count: int) -> int:
    """Return the number of a token's bucket, by the CRC-32 of its UTF-8: quick here, and a few lines in a browser."""
    return zlib.crc32(token.encode()) % count


def shared_out(lists: Mapping[str, bytes], count: int) -> Iterator[Mapping[str, bytes]]:
    """Yield what lies in each bucket."""
    found: list[dict[str, bytes]] = [{} for _ in range(count)]
    for token in sorted(lists):
        found[bucket_of(token, count)][token] = lists[token]
    yield from found


def bucket(inside: Mapping[str, bytes]) -> bytes:
    """Return a bucket as bytes."""
    lines = "\n".join(f"{token}\t{len(data)}" for token, data in inside.items())
    return lines.encode() + b"\n\n" + b"".join(inside.values())


def opened(data: bytes) -> dict[str, bytes]:
    """Return the lists of a compressed bucket by token."""
    text = zlib.decompress(data)
    lines, _, lists = text.partition(b"\n\n")
    found, start = {}, 0
    for line in lines.decode().split("\n") if lines else ():
        token, _, length = line.partition("\t")
        end = start + int(length)
        found[token] = lists[start:end]
        start = end
    return found


def packed(data: bytes) -> bytes:
    """Return bytes compressed; more than level 6 takes twice the time for a five-hundredth of the size."""
    return zlib.compress(data, 6)


def name_of(files: Mapping[str, bytes]) -> str:
    """Return the name of a folder with these files: a digest of all that is in it."""
    found = hashlib.sha256()
    for name, data in sorted(files.items()):
        found.update(f"{name}\0{len(data)}\0".encode() + data)
    return found.hexdigest()[:16]


def _lists(built: Built, moved: Sequence[int | None], new: Mapping[int, Entry]) -> dict[str, bytes]:
    """Return the list of each token; ``moved``: the new number of each built story, None if it is gone; ``new``: by number."""
    stayed = all(now is None or now == number for number, now in enumerate(moved))
    gone = {number: held(recalled(built.shown(number), {})) for number, now in enumerate(moved) if now is None}
    added: dict[str, array[int]] = defaultdict(partial(array, "Q"))
    for number in sorted(new):
        base = number << 16
        for token, marks in new[number].held():
            added[token].append(base | marks)
    touched = set(added).union(*gone.values())
    found: dict[str, bytes] = {}
    for token, data in chain.from_iterable(built.bucket(number).items() for number in range(built.place.buckets)):
        if stayed and token not in touched:
            found[token] = data
            continue
        left = [
            now << 16 | marks for before, marks in postings.decode(data).items() if (now := moved[before]) is not None
        ]
        items = sorted([*left, *added.pop(token, ())])
        if items:
            found[token] = postings.encode(items)
    while added:  # one after the other: they are millions
        token, more = added.popitem()
        found[token] = postings.encode(more)
    return found


def _group(
    built: Built, before: Sequence[int | None], keys: Sequence[Key], new: Mapping[Key, Entry], start: int
) -> bytes:
    """Return a group of stories; ``before``: the number that each had in the built segment."""
    same = before == list(range(start, start + len(keys)))
    if same and (len(keys) == GROUP or start + len(keys) == len(built.keys)):
        return built.fetch(built.place.group(start))
    texts = [
        new[key].shown if number is None else json.dumps(built.shown(number), ensure_ascii=False, separators=(",", ":"))
        for key, number in zip(keys, before, strict=True)
    ]
    return packed(f"[{','.join(texts)}]".encode())


def _facets(rows: Sequence[Mapping[str, tuple[str, ...]]], years: Sequence[str] = ()) -> bytes:
    """Return the columns of facets: the values, and the numbers of each story's; for years the number of the first story."""
    known: dict[str, object] = {"year": [[year, years.index(year)] for year in dict.fromkeys(years)]}
    for name in FACETS:
        values = sorted({value for row in rows for value in row.get(name, ())})
        numbers = {value: number for number, value in enumerate(values)}
        known[name] = [values, [[numbers[value] for value in row.get(name, ())] for row in rows]]
    return json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode()
