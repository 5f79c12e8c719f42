"""Reading facts, most specific first: what one reading has taken, the next does not see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from twinpress.facts.fact import Fact, Kind, Scale, Value, plain

WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0) not in ",;!?()"}
"""Full-width letters, digits and signs; marks of prose stay, so that 3，000 is no number."""
FOLDED = WIDTHS | {0x3000: 0x20, 0x00A0: 0x20, 0x2009: 0x20, 0x202F: 0x20, 0x2236: 0x3A, 0x2019: 0x27, 0x2011: 0x2D}
ENDLESS = re.compile(r"[0-9][0-9,.]{39,}|[零〇○一二三四五六七八九十百千万亿两廿卅]{40,}")
"""No figure of anybody's text; Python refuses to read the longest."""
URL = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w-]+\.[\w.-]+")
SQUARED = re.compile(r"(?<=[0-9 ])[kcm]?m[23](?![A-Za-z0-9])")
"""m2 and m3: their figures are no number."""
CODE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]+[A-Za-z./-]*[0-9][A-Za-z0-9./-]*(?<![./-])")
LONG = re.compile(
    r"(?<![0-9.,-])(?:(?:\+?86[- ]?)?(?:0[0-9]{2,3}[- ]?[0-9]{7,8}|[48]00-[0-9]{3,4}-[0-9]{3,4})|[0-9]{8,})(?!,?[0-9]|[万亿元人])"
    r"|(?<![0-9.,-])(?:\+?86[- ]?\(?0?[1-9][0-9]{1,2}|\(?0[1-9][0-9]{1,2})\)?[- ]?[0-9]{3,4}[- ][0-9]{4}(?![0-9,.])"
    r"|(?<![0-9.,])[0-9]{3,7}(?=热线|专线)|(?<=拨打)[0-9]{3,7}(?![0-9])"
)
"""Telephone numbers and ids."""
SECTION = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]+){2,}(?![0-9])")
DATE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12][0-9]|3[01])(?![0-9])")
TAKEN = "\ufffc"
"""Stands where text was taken; no pattern matches it."""


def fold(text: str) -> str:
    """Return the text with half-width figures, letter for letter: places stay the same."""
    return text.translate(FOLDED)


@lru_cache(maxsize=5000)
def whole(term: str) -> re.Pattern[str]:
    """Return what finds a term with numerals that does not go on: 二月二 is not in 二月二十, nor February 2 in February 24."""
    before = r"(?<![0-9A-Za-z])" if term[0].isascii() else ""
    return re.compile(rf"{before}{re.escape(term)}(?![0-9A-Za-z零〇一二三四五六七八九十百千万亿])")


class Reader:
    """A text from which facts are taken."""

    def __init__(self, text: str):
        self.text = text
        self.rest = fold(text)
        self.low = self.rest.casefold()
        self.facts: list[Fact] = []
        self.each(ENDLESS, lambda match: None)

    def each(self, pattern: re.Pattern[str], read: Callable[[re.Match[str]], bool | None], *cues: str) -> None:
        """Show ``read`` what matches; what it does not refuse with False is taken.

        A match has one of the ``cues`` in it, in any case: to look for them first is quicker than the pattern.
        """
        if cues and not any(cue in self.low for cue in cues):
            return
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
        aside: bool = False,
    ) -> None:
        """Keep a fact that stands at ``span``."""
        text = self.text[slice(*span)].strip()
        self.facts.append(Fact(kind, value, frozenset((value, *others)), text, span[0], strong, aside))

    def set_aside(self, spans: Iterable[tuple[int, int]]) -> None:
        """Mark the facts in some spans as such that the other language may leave out."""
        for start, end in spans:
            self.facts = [replace(fact, aside=True) if start <= fact.start < end else fact for fact in self.facts]

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


def squeeze(text: str) -> str:
    """Return what is compared of an id: letters and digits, without case."""
    return re.sub(r"[^0-9a-z]", "", text.casefold())


class Readings:
    """What is read alike in both languages."""

    def __init__(self, reader: Reader):
        self.reader = reader

    def date(self, match: re.Match[str]) -> None:
        """Keep year, month and day of 2025-03-08."""
        self.reader.add(Kind.DATE, plain(int(match[1])), match.span(1))
        self.reader.add(Kind.DATE, Value(Scale.MONTH, Fraction(match[3])), match.span(3))
        self.reader.add(Kind.DATE, plain(int(match[4])), match.span(4))

    def word(self, match: re.Match[str]) -> None:
        """Keep an id, which may be said as its only number."""
        word = squeeze(match[0])
        others = alone(match[0])
        if re.fullmatch(r"(?:86)?0?[1-9][0-9]{7,10}", word):  # telephones may be called from abroad
            others.append(Value(Scale.WORD, Fraction(0), word.removeprefix("86").removeprefix("0")))
        self.reader.add(Kind.NUMBER, Value(Scale.WORD, Fraction(0), word), match.span(), *others)

    def shared(self, match: re.Match[str]) -> None:
        """Keep a figure of a list that has its unit behind the last one: 1, 2 and 3 percent."""
        amount = Fraction(match[1].replace(",", ""))
        points = "point" in match[2] or "点" in match[2]
        value = Value(Scale.POINTS, amount) if points else Value(Scale.SHARE, amount / 100)
        self.reader.add(Kind.PERCENT, value, match.span(1), plain(amount))
