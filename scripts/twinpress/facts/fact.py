"""Facts: what a text says in figures, with every value under which the other language may say the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Kind(StrEnum):
    """What a fact or a finding is about."""

    NUMBER = "number"
    MAGNITUDE = "magnitude"
    DATE = "date"
    TIME = "time"
    PERCENT = "percent"
    ORDINAL = "ordinal"
    UNTRANSLATED = "untranslated"
    STRUCTURE = "structure"
    NAME = "name"
    ROLE = "role"
    TERM = "term"
    NEGATION = "negation"
    QUOTES = "quotes"
    LENGTH = "length"
    LINK = "link"
    PICTURE = "picture"
    ATTACHMENT = "attachment"


class Scale(StrEnum):
    """What a value counts; values of different scales are never equal."""

    PLAIN = "plain"
    """Counts, money, years, days of a month, ordinals: languages write one for the other (10日: the 10th)."""
    MONTH = "month"
    """1 to 12."""
    CLOCK = "clock"
    """Minutes since midnight."""
    SHARE = "share"
    """Of one: 30 % is 3/10."""
    POINTS = "points"
    """Percentage points."""
    TIMES = "times"
    """Multiples."""
    AREA = "area"
    """Square metres."""
    MASS = "mass"
    """Kilograms."""
    LENGTH = "length"
    """Metres."""
    POWER = "power"
    """Watts."""
    ENERGY = "energy"
    """Watt hours."""
    HEAT = "heat"
    """Degrees Celsius."""
    HOURS = "hours"
    """Hours, for seconds to weeks."""
    MONTHS = "months"
    """Months, for months to years."""
    WORD = "word"
    """Ids, telephone and document numbers: compared letter by letter."""


@dataclass(frozen=True, slots=True)
class Value:
    """An exact amount on a scale; ``word`` holds a word, or the unit in which a measure is written."""

    scale: Scale
    amount: Fraction
    word: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of a text."""

    kind: Kind
    value: Value
    """As it is written."""
    values: frozenset[Value]
    """Everything it may be in the other language, with ``value``."""
    text: str
    """Excerpt."""
    start: int
    """Where it stands: characters from 0."""
    strong: bool
    """Whether the other language has to say it in figures too: 12万 has, 一起 and 两 have not."""
    aside: bool = False
    """Whether the other language may leave it out, though not change it: the date in a dateline, an amount converted in brackets."""


TOLERANCE = Fraction(1, 100)
"""How far a converted measure may be off: 15 亩 are 1 hectare (10,000 m²)."""
ROUNDED = Fraction(5, 100)
"""How far it may be off where its last digit allows that: 20 cm are 8 inches (20.3 cm)."""
SPANS = frozenset({Scale.HOURS, Scale.MONTHS})
"""Time: who says two days for 48 hours rounds nothing."""
TENS = frozenset(Fraction(10) ** power for power in range(-9, 10))
MEASURED = SPANS | {Scale.AREA, Scale.MASS, Scale.LENGTH, Scale.POWER, Scale.ENERGY, Scale.HEAT}


def same(one: Fact, other: Fact) -> bool:
    """Tell whether two facts can mean the same."""
    mine, theirs = one.values, other.values
    if not mine.isdisjoint(theirs):
        return True
    if one.value.scale is not Scale.PLAIN or all(value.scale not in MEASURED for value in mine):
        return False
    return any(
        near(left, right)
        for left in mine
        if left.scale in MEASURED
        for right in theirs
        if right.scale is left.scale and left.word != right.word
    )


def near(one: Value, other: Value) -> bool:
    """Tell whether the measure of an original may be another one, converted and rounded."""
    apart = abs(one.amount - other.amount)
    if one.scale in SPANS:
        return not apart
    if one.scale is Scale.HEAT:
        return apart <= 1
    size = abs(one.amount)
    decimal = Fraction(one.word) / Fraction(other.word) in TENS  # metres and kilometres: nothing is rounded by that
    return apart <= max(0 if decimal else TOLERANCE * size, min(ROUNDED * size, _half(other)))


def _half(value: Value) -> Fraction:
    """Return half a unit of the last digit that a measure is written with."""
    factor = Fraction(value.word)
    written = value.amount / factor
    digit = Fraction(1, 100)
    while written % (digit * 10) == 0 and digit < abs(written):
        digit *= 10
    return digit * factor / 2


def plain(amount: Fraction | int) -> Value:
    """Return a plain number."""
    return Value(Scale.PLAIN, Fraction(amount))
