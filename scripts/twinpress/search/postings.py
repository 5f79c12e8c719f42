"""Posting lists: which stories of a segment hold a token, and where.

A list is its length, the gaps between the stories' numbers, each a variable-length integer of seven bits a byte, and two bytes
for each story whose bits are the *marks* of the token: whether the title holds it, whether the head does, and the units at
which it stands, divided by ``TURN``, by what is left over. Tokens that stand behind each other in a query must do so in a
story: their marks are turned by their distance, and must meet. Gaps and both bytes of marks stand apart because each
compresses better among its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

TITLE = 1
"""The mark of the title."""
HEAD = 2
"""The mark of what stands around the text: description, captions, names."""
FIRST = 4
"""The first mark of a unit; any mark from here on says that the token stands in the story."""
TURN = 14
"""Units after which marks begin anew: as many as there are bits."""
BITS = tuple(FIRST << unit for unit in range(TURN))
"""The mark of a unit, divided by ``TURN``."""


def turned(marks: int, distance: int) -> int:
    """Return marks of a token as marks of where it would begin if it began so many units before; ``distance`` < ``TURN``."""
    units = marks >> 2
    return marks & 3 | ((units >> distance | units << TURN - distance) & (1 << TURN) - 1) << 2


def encode(items: Sequence[int]) -> bytes:
    """Return the list of stories and their marks, each ``number << 16 | marks``, lowest first."""
    numbers = [item >> 16 for item in items]
    gaps = [here - before - 1 for here, before in zip(numbers, (-1, *numbers), strict=False)]
    packed = bytes(gaps) if max(gaps) < 128 else b"".join(map(number, gaps))  # few lists have wider ones
    low, high = bytes([item & 255 for item in items]), bytes([item >> 8 & 255 for item in items])
    return number(len(items)) + packed + low + high


@lru_cache(maxsize=1 << 14)
def number(value: int) -> bytes:
    """Return a number in as few bytes of seven bits as it takes, the lowest first."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)


def decode(data: bytes) -> dict[int, int]:
    """Return the marks by the number of the story, lowest first."""
    values = _numbers(data)
    count, end = next(values)
    last, numbers = -1, list[int]()
    for _ in range(count):
        gap, end = next(values)
        last += gap + 1
        numbers.append(last)
    low, high = data[end : end + count], data[end + count :]
    return {number: one | other << 8 for number, one, other in zip(numbers, low, high, strict=True)}


def _numbers(data: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the numbers at the beginning of some bytes, each with the place behind it."""
    value = shift = 0
    for place, byte in enumerate(data, 1):
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield value, place
            value = shift = 0
