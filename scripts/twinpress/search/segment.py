"""A segment of the index: the articles of some years in one language, as files that a browser asks for one by one.

Every file is compressed by itself (zlib, which browsers undo), so that no server has to be told how. A bucket begins with a
line for each token (token, tab, length of its list), and an empty line; the lists follow. A group is JSON: what results
show of ``GROUP`` articles, and their text, from which snippets are cut and matches proved.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

from twinpress.search import tokens
from twinpress.search.folding import fold, whole
from twinpress.search.postings import BODY, FIRST, HEAD, TITLE, Postings

GROUP = 4
"""Articles in a group: ten results lie in ten groups, and each brings its neighbours along."""
BUCKET = 24_000
"""Bytes of a bucket before it is compressed, on average: a query asks for a bucket for each of its tokens."""


@dataclass(frozen=True, kw_only=True)
class Story:
    """What the search knows of an article in one language."""

    path: str
    """Address of its page below the site's root."""
    title: str
    date: str
    """ISO 8601, with the precision that is known."""
    section: str
    head: tuple[str, ...] = ()
    """What stands around the text: description, captions, names."""
    body: str = ""
    """The text, a paragraph a line."""


@dataclass(frozen=True, kw_only=True)
class Segment:
    """The files of some stories; the oldest has the number 0."""

    stories: Sequence[Story]
    files: Mapping[str, bytes]
    buckets: int

    @cached_property
    def name(self) -> str:
        """Name of its folder: a digest of all that is in it."""
        whole = hashlib.sha256()
        for name, data in sorted(self.files.items()):
            whole.update(f"{name}\0{len(data)}\0".encode() + data)
        return whole.hexdigest()[:16]


def segment(stories: Iterable[Story]) -> Segment:
    """Return the segment of stories; those of later days stand later, and have the higher number."""
    ordered = sorted(stories, key=lambda story: (story.date, story.path))
    lists: dict[str, Postings] = defaultdict(Postings)
    for number, story in enumerate(ordered):
        for token, zones in held(story).items():
            lists[token].add(number, zones)
    packed = {token: bytes(found) for token, found in lists.items()}
    count = max(1, round(sum(map(len, packed.values())) / BUCKET))
    files = {f"b{number}": _packed(_bucket(inside)) for number, inside in enumerate(_shared_out(packed, count))}
    for number, start in enumerate(range(0, len(ordered), GROUP)):
        group = [asdict(story) for story in ordered[start : start + GROUP]]
        files[f"g{number}"] = _packed(json.dumps(group, ensure_ascii=False, separators=(",", ":")).encode())
    return Segment(stories=ordered, files=files, buckets=count)


def held(story: Story) -> dict[str, int]:
    """Return every token of a story, with the zones that hold it."""
    found: dict[str, int] = {}
    _take(found, folded(story.title), lambda place: TITLE)
    for text in story.head:
        _take(found, folded(text), lambda place: HEAD)
    body = folded(story.body)
    part = len(body) // BODY + 1
    _take(found, body, lambda place: FIRST << place // part)
    return found


def folded(text: str) -> str:
    """Return a text as it is searched."""
    return tokens.close(fold(whole(text)))


def bucket_of(token: str, count: int) -> int:
    """Return the number of a token's bucket: the hash FNV-1a of 32 bits over UTF-8, which a browser has in a line."""
    value = 0x811C9DC5
    for byte in token.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value % count


def opened(data: bytes) -> dict[str, bytes]:
    """Return the lists of a bucket by token."""
    text = zlib.decompress(data)
    lines, _, lists = text.partition(b"\n\n")
    found, start = {}, 0
    for line in lines.decode().split("\n") if lines else ():
        token, _, length = line.partition("\t")
        found[token] = lists[start : start + int(length)]
        start += int(length)
    return found


def _take(found: dict[str, int], text: str, zone: Callable[[int], int]) -> None:
    """Add the tokens of a folded text; ``zone`` returns the zone of what begins at a place."""
    known = found.get
    for place, runs in tokens.stretches(text):
        bit = zone(place)
        for token in tokens.held(runs):
            found[token] = known(token, 0) | bit


def _shared_out(packed: Mapping[str, bytes], count: int) -> Iterator[Mapping[str, bytes]]:
    """Yield what lies in each bucket."""
    found: list[dict[str, bytes]] = [{} for _ in range(count)]
    for token in sorted(packed):
        found[bucket_of(token, count)][token] = packed[token]
    yield from found


def _bucket(inside: Mapping[str, bytes]) -> bytes:
    lines = "\n".join(f"{token}\t{len(data)}" for token, data in inside.items())
    return lines.encode() + b"\n\n" + b"".join(inside.values())


def _packed(data: bytes) -> bytes:
    return zlib.compress(data, 9)
