"""Names: who a query means, by the vocabulary, in whatever script it is typed.

A table lies beside the segments, in a folder of its own that is named by its content: in buckets, by a *key* of each form of
a name (its letters, without spaces: ``黄婷婉``, ``huangtingwan``, ``htw``), what has this name. A reader asks for one bucket
with each query.
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from twinpress.search import pinyin, tokens
from twinpress.search.segment import ENDING, bucket, name_of, packed, shared_out
from twinpress.search.story import folded

BUCKET = 8_000
"""Bytes of a bucket before it is compressed, on average."""
LETTERS = re.compile(rf"[^{tokens.CHINESE}\w]|_")
LABELS = f"labels{ENDING}"


@dataclass(frozen=True, kw_only=True)
class Name:
    """An entry of the vocabulary, as the search of one language knows it."""

    kind: str
    """``person``, ``organisation``, …"""
    label: str
    path: str | None
    """Address of its page below the site's root, if it has one."""
    own: tuple[str, ...]
    """Its forms in the language of the index."""
    other: tuple[str, ...] = ()
    """Those in the other language."""

    def keys(self) -> Iterator[tuple[str, bool]]:
        """Yield every key, and whether pages in the index's language write the name otherwise."""
        for form in self.own:
            yield key(form), " " in form  # somebody may type it in one word
        for form in self.other:
            yield key(form), True
        if self.kind == "person":
            for form in (*self.own, *self.other):
                yield from ((other, True) for other in pinyin.keys(form, (*self.own, *self.other)))


@dataclass(frozen=True)
class Table:
    """Where the names lie."""

    name: str
    """Name of the folder: a digest of all that is in it."""
    buckets: int
    filter: str = ""
    """In base64: the bit of each key, by its CRC-32; whatever has none is no name, and nothing need be fetched for it."""

    def may_know(self, key: str) -> bool:
        """Tell whether a key may be that of a name."""
        bits = b64decode(self.filter)
        place = zlib.crc32(key.encode()) % (len(bits) * 8 or 1)
        return bool(bits) and bool(bits[place // 8] >> place % 8 & 1)

    def files(self) -> Iterator[str]:
        """Yield the path of each file, below the index's folder."""
        yield from (self.bucket(number) for number in range(self.buckets))
        yield f"{self.name}/{LABELS}"

    def bucket(self, number: int) -> str:
        """Return the path of a bucket."""
        return f"{self.name}/n{number}{ENDING}"


@dataclass(frozen=True)
class Meant:
    """What a key stands for."""

    kind: str
    label: str
    path: str | None
    ways: tuple[str, ...]
    """How pages write it, where they do not write it as the key does."""


def key(text: str) -> str:
    """Return the letters of a name, folded."""
    return LETTERS.sub("", folded(text))


def table(names: Iterable[Name], labels: Mapping[str, Mapping[str, str]]) -> tuple[Table, Mapping[str, bytes]]:
    """Return where names lie, and the files: buckets, and the ``labels`` of facets by the facet and the id."""
    known: dict[str, dict[Name, bool]] = {}
    for name in names:
        for form, otherwise in name.keys():  # noqa: SIM118, it is no mapping
            if form:
                entry = known.setdefault(form, {})
                entry[name] = entry.get(name, False) or otherwise
    lists = {form: _written(found) for form, found in known.items()}
    count = max(1, round(sum(map(len, lists.values())) / BUCKET))
    files = {f"n{number}{ENDING}": packed(bucket(inside)) for number, inside in enumerate(shared_out(lists, count))}
    files[LABELS] = packed(json.dumps(labels, ensure_ascii=False, separators=(",", ":")).encode())
    place = Table(name_of(files), count, _filter(lists))
    return place, {f"{place.name}/{name}": data for name, data in files.items()}


def meant(data: bytes) -> tuple[Meant, ...]:
    """Return what the list of a key says."""
    return tuple(Meant(**{**one, "ways": tuple(one["ways"])}) for one in json.loads(data))


def _filter(keys: Collection[str]) -> str:
    """Return a bit for each key, among eight times as many: one in eight words is asked for in vain."""
    bits = bytearray(len(keys))
    for key in keys:
        place = zlib.crc32(key.encode()) % (len(bits) * 8)
        bits[place // 8] |= 1 << place % 8
    return b64encode(bits).decode()


def _written(found: Mapping[Name, bool]) -> bytes:
    items = [
        Meant(name.kind, name.label, name.path, name.own if otherwise else ()) for name, otherwise in found.items()
    ]
    return json.dumps([asdict(item) for item in items], ensure_ascii=False, separators=(",", ":")).encode()
