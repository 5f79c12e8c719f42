"""Posting lists: which articles of a segment hold a token, and in which zones of them.

A list is its length, the gaps between the articles' numbers, each a variable-length integer of seven bits a byte, and a byte
for each article whose bits are the zones. Gaps and zones stand apart because each compresses better among its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

TITLE = 1
"""The zone of the title."""
HEAD = 2
"""The zone of what stands around the text: description, captions, names."""
FIRST = 4
"""The first zone of the text."""
BODY = 6
"""Zones of the text, which is cut into so many parts of equal length: what stands in one of them stands close together."""


class Postings:
    """A list that grows."""

    __slots__ = ("count", "gaps", "last", "zones")

    def __init__(self) -> None:
        self.count = 0
        self.last = -1
        self.gaps = bytearray()
        self.zones = bytearray()

    def add(self, number: int, zones: int) -> None:
        """Take in an article with a higher number than all before."""
        gap = number - self.last - 1
        self.last = number
        while gap > 127:
            self.gaps.append(gap & 127 | 128)
            gap >>= 7
        self.gaps.append(gap)
        self.zones.append(zones)
        self.count += 1

    def __bytes__(self) -> bytes:
        return bytes(number(self.count)) + bytes(self.gaps) + bytes(self.zones)


def encode(zones: Mapping[int, int]) -> Postings:
    """Return a list of the zones by the number of the story."""
    found = Postings()
    for number in sorted(zones):
        found.add(number, zones[number])
    return found


def number(value: int) -> bytearray:
    """Return a number in as few bytes of seven bits as it takes, the lowest first."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return found


def decode(data: bytes) -> dict[int, int]:
    """Return the zones by the number of the article, lowest first."""
    values = _numbers(data)
    count = next(values)[0]
    last, numbers, end = -1, list[int](), 0
    for _ in range(count):
        gap, end = next(values)
        last += gap + 1
        numbers.append(last)
    zones = data[end : end + count]
    return dict(zip(numbers, zones, strict=True))


def _numbers(data: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the numbers at the beginning of some bytes, each with the place behind it."""
    value = shift = 0
    for place, byte in enumerate(data, 1):
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield value, place
            value = shift = 0
