"""Reading facts, most specific first: what one reading has taken, the next does not see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction

from twinpress.facts.fact import Fact, Kind, Scale, Value, plain

WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0) not in ",;!?()"}
"""Full-width letters, digits and signs; marks of prose stay, so that 3，000 is no number."""
FOLDED = WIDTHS | {0x3000: 0x20, 0x00A0: 0x20, 0x2009: 0x20, 0x202F: 0x20, 0x2236: 0x3A, 0x2019: 0x27, 0x2011: 0x2D}
ENDLESS = re.compile(r"[0-9][0-9,.]{39,}|[零〇○一二三四五六七八九十百千万亿两廿卅]{40,}")
"""No figure of anybody's text; Python refuses to read the longest."""
TAKEN = "\ufffc"
"""Stands where text was taken; no pattern matches it."""


def fold(text: str) -> str:
    """Return the text with half-width figures, letter for letter: places stay the same."""
    return text.translate(FOLDED)


class Reader:
    """A text from which facts are taken."""

    def __init__(self, text: str):
        self.text = text
        self.rest = fold(text)
        self.facts: list[Fact] = []
        self.each(ENDLESS, lambda match: None)

    def each(self, pattern: re.Pattern[str], read: Callable[[re.Match[str]], bool | None]) -> None:
        """Show ``read`` what matches; what it does not refuse with False is taken."""
        start = 0
        while match := pattern.search(self.rest, start):
            start = max(match.end(), match.start() + 1)
            if read(match) is not False:
                self.take(match.start(), match.end())

    def take(self, start: int, end: int) -> None:
        """Hide a stretch of text from the readings that follow."""
        self.rest = self.rest[:start] + TAKEN * (end - start) + self.rest[end:]

    def add(
        self,
        kind: Kind,
        value: Value,
        span: tuple[int, int],
        *others: Value,
        strong: bool = True,
    ) -> None:
        """Keep a fact that stands at ``span``."""
        text = self.text[slice(*span)].strip()
        self.facts.append(Fact(kind, value, frozenset((value, *others)), text, span[0], strong))

    def done(self) -> tuple[Fact, ...]:
        """Return the facts in the order of the text."""
        return tuple(sorted(self.facts, key=lambda fact: fact.start))


def clock(hour: int, minute: int, part: str | None) -> list[Value]:
    """Return what a time of day may be; ``part`` is ``am`` or ``pm`` where the text says so."""
    if part == "pm" and hour < 12:
        hour += 12
    elif part == "am" and hour == 12:
        hour = 0
    hours = {hour} if part or hour > 12 else {hour, (hour + 12) % 24}
    return [Value(Scale.CLOCK, Fraction(each % 24 * 60 + minute)) for each in sorted(hours, key=lambda h: h != hour)]


def plains(amounts: Iterable[Fraction | int]) -> list[Value]:
    """Return plain numbers."""
    return [plain(amount) for amount in amounts]


def alone(word: str) -> list[Value]:
    """Return the number of an id that has one: the 4 of A4."""
    figures = re.findall("[0-9]+", word)
    return plains(map(int, figures)) if len(figures) == 1 else []
