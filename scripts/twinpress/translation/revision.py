"""Revisions: which blocks of the original as it was confirmed became which blocks of the original as it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from twinpress.translation.alignment import Part
from twinpress.translation.block import FRONT, Block
from twinpress.translation.record import Line

MOVED = 0.6
"""Likeness from which a block that stands elsewhere is the same one with changes."""
UNSEEN = 0.3
"""Worth of a pair whose old words are not at hand: more than of two that have little in common, less than of two alike."""
FAINT = 0.05
"""Worth of a pair that has nothing in common but its place: a paragraph that was rewritten."""
LARGEST = 250_000
"""Pairs of blocks beyond which they are paired one by one, in their order."""


class Change(NamedTuple):
    """What became of a line of the record, or a block that none speaks of."""

    line: int | None
    """Number of the line; None where the block is new."""
    before: tuple[Block | None, ...]
    """Its blocks as they were confirmed; None for one whose words are not at hand."""
    after: Part
    """Places of the blocks that took their place; none where they are gone."""
    place: int
    """Of the first of these, else of the block before which they stood."""


class _Old(NamedTuple):
    """A block as it was confirmed."""

    line: int
    kind: str
    block: Block | None
    gap: int


def held(confirmed: Sequence[Collection[str]], blocks: Sequence[Block]) -> Sequence[Part | None]:
    """Return for each group of digests the places at which it stands, None where one of it does not.

    Of blocks that say the same, the first one belongs to the first group, as when states are compared.
    """
    waiting: dict[str, list[int]] = defaultdict(list)
    for place in reversed(range(len(blocks))):
        waiting[blocks[place].digest].append(place)
    found: list[Part | None] = []
    for digests in confirmed:
        whole = all(len(waiting.get(digest, ())) >= count for digest, count in Counter(digests).items())
        found.append(tuple(waiting[digest].pop() for digest in digests) if whole else None)
    return found


def changes(lines: Sequence[Line], blocks: Sequence[Block], past: Mapping[str, Block]) -> Sequence[Change]:
    """Return what is other than confirmed, in the order of the original; what is gone stands where it stood.

    ``past``: old blocks by digest, as far as they are at hand.
    """
    places = held([line.original for line in lines], blocks)
    kept = [(number, part) for number, part in enumerate(places) if part]
    claimed = {place for _, part in kept for place in part}
    anchors = _anchors(kept)
    known = {**past, **{block.digest: block for block in blocks}}
    old = [
        _Old(number, line.kind, known.get(digest), sum(anchor < number for anchor, _ in anchors))
        for number, line in enumerate(lines)
        if places[number] is None
        for digest in line.original
    ]
    new = [place for place in range(len(blocks)) if place not in claimed]
    gaps = {place: sum(anchor < place for _, anchor in anchors) for place in new}
    became: dict[int, list[int]] = defaultdict(list)
    taken: set[int] = set()
    matched: set[int] = set()
    for gap in sorted({one.gap for one in old}):
        ours = [number for number, one in enumerate(old) if one.gap == gap]
        theirs = [place for place in new if gaps[place] == gap]
        for number, place in _in_order(ours, theirs, lambda a, b: _worth(old[a], blocks[b])):
            became[old[number].line].append(place)
            taken.add(place)
            matched.add(number)
    left = [number for number in range(len(old)) if number not in matched]
    for number, place in _moved(left, [place for place in new if place not in taken], old, blocks):
        became[old[number].line].append(place)
        taken.add(place)
    found = []
    for number in dict.fromkeys(one.line for one in old):
        before = [one for one in old if one.line == number]
        after = tuple(sorted(became.get(number, ())))
        following = anchors[before[0].gap][1] if before[0].gap < len(anchors) else len(blocks)
        found.append(Change(number, tuple(one.block for one in before), after, after[0] if after else following))
    found += [Change(None, (), (place,), place) for place in new if place not in taken]
    return sorted(found, key=lambda change: (change.place, bool(change.after)))


def _anchors(kept: Sequence[tuple[int, Part]]) -> Sequence[tuple[int, int]]:
    """Return (line, place) of what stayed where it was among the rest, however much was moved."""
    order = [part[0] for _, part in kept]
    if order == sorted(order):
        return [(number, part[0]) for number, part in kept]
    matcher = SequenceMatcher(None, order, sorted(order), autojunk=False)
    return [
        (kept[start + step][0], order[start + step])
        for start, _, size in matcher.get_matching_blocks()
        for step in range(size)
    ]


def _worth(old: _Old, new: Block) -> float:
    """Return how much speaks for a pair; 0 where it cannot be one."""
    kind = old.block.kind if old.block else old.kind
    if (kind in FRONT or new.kind in FRONT) and (kind != new.kind or (old.block and old.block.name != new.name)):
        return 0.0
    if old.block is None:
        return UNSEEN if kind == new.kind else 0.0
    alike = _alike(old.block.text, new.text)
    return FAINT + alike**2 if kind == new.kind else alike**2 / 2


def _alike(before: str, after: str) -> float:
    """Return how alike two texts are, from 0 to 1."""
    from rapidfuzz import fuzz  # not on import: most runs need none of it

    return fuzz.ratio(before, after) / 100


def _in_order(
    ours: Sequence[int], theirs: Sequence[int], worth: Callable[[int, int], float]
) -> Iterator[tuple[int, int]]:
    """Yield pairs in the order of both, those that are worth most together."""
    if len(ours) * len(theirs) > LARGEST:
        yield from ((one, other) for one, other in zip(ours, theirs, strict=False) if worth(one, other))
        return
    rows, columns = len(ours), len(theirs)
    worths = [[worth(one, other) for other in theirs] for one in ours]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            together = worths[row][column] and worths[row][column] + best[row + 1][column + 1]
            best[row][column] = max(together, best[row + 1][column], best[row][column + 1])
    row = column = 0
    while row < rows and column < columns:
        here, value = best[row][column], worths[row][column]
        if value and here == value + best[row + 1][column + 1]:
            yield ours[row], theirs[column]
            row, column = row + 1, column + 1
        elif here == best[row + 1][column]:
            row += 1
        else:
            column += 1


def _moved(
    left: Sequence[int], places: Sequence[int], old: Sequence[_Old], blocks: Sequence[Block]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of blocks that stand elsewhere and are alike, the most alike first."""
    if len(left) * len(places) > LARGEST:
        return
    alike = [
        (_alike(block.text, blocks[place].text), number, place)
        for number in left
        if (block := old[number].block)
        for place in places
        if block.kind == blocks[place].kind and block.name == blocks[place].name
    ]
    told: set[int] = set()
    used: set[int] = set()
    for likeness, number, place in sorted(alike, key=lambda item: (-item[0], item[1:])):
        if likeness >= MOVED and number not in told and place not in used:
            told.add(number)
            used.add(place)
            yield number, place
