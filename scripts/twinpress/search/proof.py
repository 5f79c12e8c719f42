"""The proof that a story holds what was asked for, and the snippets that show it.

The index says what may be meant: all characters of a name stand in one part of the text, but perhaps apart. Whoever shows a
result has its text at hand, and looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from twinpress.search import tokens
from twinpress.search.folding import fold, whole
from twinpress.search.query import Clause, Part

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it is what was asked for."""

AROUND = 40
"""Characters shown on either side of what was found; twice as many in texts of other scripts, whose characters say less."""


@dataclass(frozen=True)
class Text:
    """A text, folded, with the place in it from which each folded character comes."""

    shown: str
    folded: str
    places: Sequence[int]

    def spans(self, part: Part) -> Iterator[tuple[int, int]]:
        """Yield where in the shown text a part stands, from the first character to behind the last."""
        for start, end in _found(self.folded, part):
            yield self.places[start], self.places[end - 1] + 1


def text(shown: str) -> Text:
    """Return a text in which parts of queries can be looked for."""
    shown = whole(shown)
    folded, places = [], []
    for place, character in enumerate(shown):
        for one in fold(character):
            folded.append(one)
            places.append(place)
    joined = "".join(folded)
    for gap in reversed(list(tokens.gaps(joined))):
        del folded[gap], places[gap]
    return Text(shown, "".join(folded), places)


def holds(texts: Sequence[Text], clauses: Sequence[Clause]) -> bool:
    """Tell whether each clause that is wanted is met by some texts together, and none that is not."""

    def met(part: Part) -> bool:
        return any(has(one, (part,)) for one in texts)

    return all(any(all(map(met, way)) for way in clause.ways) is not clause.excluded for clause in clauses)


def has(one: Text, parts: Sequence[Part]) -> bool:
    """Tell whether a text holds one of some parts."""
    return any(any(one.spans(part)) for part in parts)


def marked(one: Text, parts: Sequence[Part]) -> Pieces:
    """Return a whole text, with what was found in it marked."""
    return _pieces(one, parts, 0, len(one.shown))


def snippet(one: Text, parts: Sequence[Part]) -> Pieces:
    """Return what stands around the first place at which a part was found; where none is in this text, its beginning."""
    first, last = min((span for part in parts for span in one.spans(part)), default=(0, 0))
    chinese = any(map(tokens.is_chinese, one.shown[first:last] or one.shown[:1]))
    around = AROUND if chinese else 2 * AROUND
    start, end = max(0, first - around), min(len(one.shown), last + around)
    while not chinese and 0 < start < first and not one.shown[start - 1].isspace():  # no word is cut
        start += 1
    while not chinese and last < end < len(one.shown) and not one.shown[end].isspace():
        end -= 1
    shown = _pieces(one, parts, start, end)
    return ((("…", False),) if start else ()) + shown + ((("…", False),) if end < len(one.shown) else ())


def _pieces(one: Text, parts: Sequence[Part], start: int, end: int) -> Pieces:
    """Return a text from one place to another, with what was found in it marked."""
    found: list[tuple[str, bool]] = []
    for here, there in sorted({span for part in parts for span in one.spans(part)}):
        if here < start or there > end:
            continue
        found += [(one.shown[start:here], False), (one.shown[here:there], True)]
        start = there
    found.append((one.shown[start:end], False))
    return tuple(piece for piece in found if piece[0])


def _found(folded: str, part: Part) -> Iterator[tuple[int, int]]:
    """Yield where a part stands in a folded text: as it is written, and words in the singular or the plural."""
    if any(map(tokens.is_chinese, part.text)):
        yield from ((match.start(), match.end()) for match in re.finditer(re.escape(part.text), folded))
        return
    wanted = [tokens.stem(word) for _, word in _words(part.text)]
    words = _words(folded)
    stems = [tokens.stem(word) for _, word in words]
    for number in range(len(words) - len(wanted) + 1):
        if stems[number : number + len(wanted)] == wanted:
            last, word = words[number + len(wanted) - 1]
            yield words[number][0], last + len(word)


def _words(folded: str) -> list[tuple[int, str]]:
    return [found for begin, runs in tokens.stretches(folded) for found in tokens.words(begin, runs)]
