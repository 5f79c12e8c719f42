"""QR codes of addresses, as a path for SVG (ISO/IEC 18004).

Every article has one, so it must cost next to nothing: a general library tries eight masks and takes milliseconds, half
of what a page costs. Here the mask, the level (M, a seventh may be damaged) and the mode (bytes) are fixed; with these a
code is a sum (exclusive or) of what each half of a byte adds to an empty one, and those are remembered. Every mask is
valid; the best one only spares a reader some work.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

CHECKS = (10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24)
"""Bytes that correct a block, at level M, of version 1 and those after it (ISO/IEC 18004, table 9)."""
BLOCKS = (1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10)
"""Blocks of these versions at level M. 15 versions hold 412 bytes; nobody scans a longer address."""
LEVEL = 0x5412
"""Level M and mask 0, in the 15 bits of the format (table C.1)."""
FIELD = 0x11D
"""The polynomial of the field in which bytes are multiplied."""
QUIET = 4
"""Modules around a code that stay light."""


@dataclass(frozen=True)
class Code:
    """A code as SVG draws it: one module is one unit, lines are one unit thick and run through the middles of their rows."""

    side: int
    """Width and height with what stays light around it."""
    path: str


def code(text: str) -> Code | None:
    """Return the code of an address; None where it is too long."""
    data = text.encode()
    for version, symbol in _symbols():
        if len(data) <= symbol.room:
            return symbol.draw(data, 16 if version > 9 else 8)
    return None


def _symbols() -> Iterator[tuple[int, _Symbol]]:
    return ((version, _symbol(version)) for version in range(1, len(CHECKS) + 1))


@lru_cache
def _symbol(version: int) -> _Symbol:
    return _Symbol(version)


class _Symbol:
    """All codes of a version: what they have in common, and what each half of a byte adds."""

    def __init__(self, version: int):
        self.size = size = 4 * version + 17
        self.stride = stride = -(-size // 8) * 8
        """Bits of a row: whole bytes."""
        fixed = _fixed(version, size)
        free = [(x, y) for x, y in _way(size) if (x, y) not in fixed]
        way = [y * stride + x for x, y in free]
        self._empty = sum(1 << y * stride + x for (x, y), dark in fixed.items() if dark)
        self._empty += sum(1 << y * stride + x for x, y in free if not (x + y) % 2)  # mask 0
        total = len(way) // 8
        self._checks, blocks = CHECKS[version - 1], BLOCKS[version - 1]
        short, longer = divmod(total, blocks)
        self._lengths = [short - self._checks + (block >= blocks - longer) for block in range(blocks)]
        self.capacity = sum(self._lengths)
        self.room = self.capacity - (3 if version > 9 else 2)
        """Bytes of an address that it holds: the rest says that they are bytes, and how many."""
        self._marks = [_marks(way[4 * half : 4 * half + 4]) for half in range(2 * total)]
        self._rest = _rest(self._checks)

    def draw(self, data: bytes, counted: int) -> Code:
        """Return the code of some bytes, whose number is written in so many bits."""
        bits = (0b0100 << counted | len(data)) << 8 * len(data) | int.from_bytes(data)
        whole = (bits << 4).to_bytes(len(data) + (4 + counted + 4) // 8)  # four bits end them
        whole += (b"\xec\x11" * self.capacity)[: self.capacity - len(whole)]
        drawn = self._empty
        for number, byte in enumerate(self._woven(whole)):
            drawn ^= self._marks[2 * number][byte >> 4] ^ self._marks[2 * number + 1][byte & 15]
        return Code(self.size + 2 * QUIET, self._path(drawn))

    def _woven(self, data: bytes) -> bytes:
        """Return the bytes of all blocks in turn, then those that correct them."""
        blocks, start = [], 0
        for length in self._lengths:
            blocks.append(data[start : start + length])
            start += length
        checks = [self._check(block) for block in blocks]
        longest = self._lengths[-1]
        woven = bytes(block[place] for place in range(longest) for block in blocks if place < len(block))
        return woven + bytes(check[place] for place in range(self._checks) for check in checks)

    def _check(self, block: bytes) -> bytes:
        """Return what corrects a block: the remainder of a division of polynomials."""
        top, room, left = 8 * self._checks - 8, (1 << 8 * self._checks) - 1, 0
        for byte in block:
            left = (left << 8 & room) ^ self._rest[left >> top ^ byte]
        return left.to_bytes(self._checks)

    def _path(self, drawn: int) -> str:
        """Return the dark modules, row by row: eight at a time, from where the pen is."""
        data, width = drawn.to_bytes(self.stride * self.size // 8, "little"), self.stride // 8
        rows = ["".join([STROKES[byte] for byte in data[at : at + width]]) for at in range(0, len(data), width)]
        return f"M{QUIET} {QUIET}" + f"m-{self.stride} 1".join(rows)


def _stroke(value: int) -> str:
    """Return how the pen goes over eight modules, the lowest bit first: ``h2m5 0h1``."""
    runs = ((bit, len(list(run))) for bit, run in groupby(range(8), lambda place: value >> place & 1))
    return "".join(f"h{length}" if bit else f"m{length} 0" for bit, length in runs)


STROKES = [_stroke(value) for value in range(256)]


def _marks(places: Sequence[int]) -> Sequence[int]:
    """Return what each value of four bits makes dark at their places."""
    return [sum(1 << place for bit, place in enumerate(places) if value >> 3 - bit & 1) for value in range(16)]


def _fixed(version: int, size: int) -> Mapping[tuple[int, int], bool]:
    """Return whether the modules are dark that are the same in all codes of a version, by column and row."""
    dark: dict[tuple[int, int], bool] = {}
    for at in range(size):  # timing
        dark[at, 6] = dark[6, at] = at % 2 == 0
    for left, top in ((3, 3), (size - 4, 3), (3, size - 4)):  # finders, with what stays light around them
        for x in range(max(left - 4, 0), min(left + 5, size)):
            for y in range(max(top - 4, 0), min(top + 5, size)):
                dark[x, y] = max(abs(x - left), abs(y - top)) not in (2, 4)
    middles = _middles(version, size)
    for left in middles:
        for top in middles:
            if (left, top) not in ((6, 6), (6, size - 7), (size - 7, 6)):
                for x in range(left - 2, left + 3):
                    for y in range(top - 2, top + 3):
                        dark[x, y] = max(abs(x - left), abs(y - top)) != 1
    for bit in range(15):
        one = (8, (0, 1, 2, 3, 4, 5, 7, 8)[bit]) if bit < 8 else ((7, 5, 4, 3, 2, 1, 0)[bit - 8], 8)
        other = (size - 1 - bit, 8) if bit < 8 else (8, size - 15 + bit)
        dark[one] = dark[other] = bool(LEVEL >> bit & 1)
    dark[8, size - 8] = True
    if version >= 7:
        left = version
        for _ in range(12):
            left = left << 1 ^ (left >> 11) * 0x1F25
        for bit in range(18):
            x, y = size - 11 + bit % 3, bit // 3
            dark[x, y] = dark[y, x] = bool((version << 12 | left) >> bit & 1)
    return dark


def _middles(version: int, size: int) -> Sequence[int]:
    """Return where the small squares have their middles, across and down."""
    if version == 1:
        return ()
    count = version // 7 + 2
    step = (version * 4 + count * 2 + 1) // (count * 2 - 2) * 2
    return (6, *(size - 7 - step * number for number in reversed(range(count - 1))))


def _way(size: int) -> Iterator[tuple[int, int]]:
    """Yield all modules in the order in which bits are written: in pairs of columns from the right, up and down."""
    upward = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for y in reversed(range(size)) if upward else range(size):
            yield right, y
            yield right - 1, y
        upward = not upward


def _rest(degree: int) -> Sequence[int]:
    """Return what dividing each byte, followed by so many zeros, by the generating polynomial leaves."""
    generator, root = [1], 1
    for _ in range(degree):
        lower = [_times(factor, root) for factor in generator]
        generator = [one ^ other for one, other in zip([*generator, 0], [0, *lower], strict=True)]
        root = _times(root, 2)
    return [int.from_bytes(bytes(_times(factor, byte) for factor in generator[1:])) for byte in range(256)]


def _times(one: int, other: int) -> int:
    """Multiply two bytes in the field."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 0x100:
            one ^= FIELD
        other >>= 1
    return product
