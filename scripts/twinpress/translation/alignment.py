"""Alignment: which blocks of an original and of its translation belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import inf, log2
from typing import NamedTuple

from twinpress.translation.block import FRONT, Block

Part = tuple[int, ...]
"""Places of blocks among those of a version, from 0."""

OTHER_KIND = 2.0
"""What it costs that a paragraph stands beside a heading."""
ALONE = 1.5
"""What it costs that a block has no counterpart; so two that belong together differ in length by a factor of four at most."""
DOUBLE = 1.4
"""What it costs that one side is twice as long as the other."""
TOGETHER = 1.0
"""What it costs that two blocks became one."""
ANCHOR = 1.0
"""What a number or a Latin name is worth that stands in both."""
WORTH = 3
"""Anchors that count: a table of figures is not worth more than all other blocks."""
WORDS = re.compile(r"[A-Za-z][A-Za-z'’-]*|[0-9]+(?:[.,][0-9]+)*|[\u3400-\u9fff]")
ANCHORS = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[A-Z][A-Za-z]{2,}")
HAN = re.compile(r"[\u3400-\u9fff]")
CHARACTERS = 1.7
"""Chinese characters for an English word, in news (measured on 1,875 segments of WMT22: 1.6 to 1.8)."""


class Group(NamedTuple):
    """Blocks that belong together; one of both parts may be empty."""

    original: Part
    translation: Part


def align(original: Sequence[Block], translation: Sequence[Block]) -> Sequence[Group]:
    """Return the groups in the order of the original; every block is in exactly one.

    Blocks of the front matter belong together by their kind and name. Those of the text do by their order: where their
    kinds are the same all along, one by one; else in the way that costs least, by kinds, lengths and what stands in both.
    """
    return (*_by_name(original, translation), *_by_order(_text(original), _text(translation), original, translation))


def _text(blocks: Sequence[Block]) -> range:
    """Return the places of the blocks of the text, which stand behind those of the front matter."""
    return range(sum(block.kind in FRONT for block in blocks), len(blocks))


def _by_name(original: Sequence[Block], translation: Sequence[Block]) -> Iterator[Group]:
    """Yield the groups of the front matter, those that only the translation has at the end."""
    left = {(block.kind, block.name): place for place, block in enumerate(translation) if block.kind in FRONT}
    for place, block in enumerate(original):
        if block.kind in FRONT:
            other = left.pop((block.kind, block.name), None)
            yield Group((place,), () if other is None else (other,))
    yield from (Group((), (place,)) for place in left.values())


def _by_order(ours: range, theirs: range, original: Sequence[Block], translation: Sequence[Block]) -> Iterator[Group]:
    if [original[place].kind for place in ours] == [translation[place].kind for place in theirs]:
        yield from (Group((one,), (other,)) for one, other in zip(ours, theirs, strict=True))
        return
    # headings hold a text together: what stands below the same one is aligned apart, which also keeps the table small
    sections, others = _sections(ours, original), _sections(theirs, translation)
    if len(sections) == len(others):
        for section, other in zip(sections, others, strict=True):
            yield from _cheapest(section, other, original, translation)
    else:
        yield from _cheapest(list(ours), list(theirs), original, translation)


def _sections(places: Sequence[int], blocks: Sequence[Block]) -> Sequence[Sequence[int]]:
    """Return the places cut before each heading."""
    number = 0

    def section(place: int) -> int:
        nonlocal number
        number += blocks[place].kind == "heading"
        return number

    return [list(section) for _, section in groupby(places, section)]


def _cheapest(
    ours: Sequence[int], theirs: Sequence[int], original: Sequence[Block], translation: Sequence[Block]
) -> Sequence[Group]:
    """Return the groups of least cost, by dynamic programming over both sequences (Gale and Church, 1993)."""
    cost = _Costs([original[place] for place in ours], [translation[place] for place in theirs])
    rows, columns = len(ours), len(theirs)
    if rows * columns > LARGEST:
        return [Group((one,), ()) for one in ours] + [Group((), (other,)) for other in theirs]
    best = [[inf] * (columns + 1) for _ in range(rows + 1)]
    way: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    best[0][0] = 0
    for row in range(rows + 1):
        for column in range(columns + 1):
            here = best[row][column]
            for down, along in STEPS:
                if row + down <= rows and column + along <= columns:
                    there = here + cost(row, down, column, along)
                    if there < best[row + down][column + along]:
                        best[row + down][column + along] = there
                        way[row + down][column + along] = (down, along)
    found: list[Group] = []
    row, column = rows, columns
    while row or column:
        down, along = way[row][column]
        found.append(Group(tuple(ours[row - down : row]), tuple(theirs[column - along : column])))
        row, column = row - down, column - along
    return found[::-1]


STEPS = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2))
"""Blocks of the original and of the translation that can make a group."""
LARGEST = 1_000_000
"""Cells of the table beyond which nothing is aligned: a thousand blocks under one heading are no article."""


class _Costs:
    """What it costs that blocks belong together."""

    def __init__(self, original: Sequence[Block], translation: Sequence[Block]):
        self.kinds = [block.kind for block in original], [block.kind for block in translation]
        self.lengths = [_length(block.text) for block in original], [_length(block.text) for block in translation]
        self.anchors = (
            [_anchors(block.text) for block in original],
            [_anchors(block.text) for block in translation],
        )

    def __call__(self, row: int, down: int, column: int, along: int) -> float:
        """Return the cost of a group of ``down`` blocks from ``row`` on with ``along`` from ``column`` on."""
        if not (down and along):
            return ALONE
        kinds = {*self.kinds[0][row : row + down], *self.kinds[1][column : column + along]}
        lengths = sum(self.lengths[0][row : row + down]), sum(self.lengths[1][column : column + along])
        shared = set().union(*self.anchors[0][row : row + down]) & set().union(
            *self.anchors[1][column : column + along]
        )
        return (
            DOUBLE * abs(log2(lengths[0] / lengths[1]))
            + OTHER_KIND * (len(kinds) - 1)
            + TOGETHER * (down + along - 2)
            - ANCHOR * min(len(shared), WORTH)
        )


def _length(text: str) -> float:
    """Return the length of a text in English words; a Chinese one has more characters."""
    return 1 + sum(1 / CHARACTERS if HAN.match(word) else 1 for word in WORDS.findall(text))


def _anchors(text: str) -> frozenset[str]:
    """Return what a translator copies: figures and Latin names."""
    return frozenset(word.replace(",", "") for word in ANCHORS.findall(text))
