"""Which language the original has: how figures are read, what may stand for them, how they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from twinpress.facts import chinese, english, wording
from twinpress.facts.fact import Fact, Kind, Scale, Value

DAY, MONTH, YEAR = "日", "月", "年"


@dataclass(frozen=True)
class Words:
    """What one language says instead of a figure."""

    whole: re.Pattern[str]
    """For 100 %."""
    spans: dict[Value, re.Pattern[str]]
    """For the spans of ``chinese.SPANS``."""
    relative: dict[str, re.Pattern[str]]
    """For a day, a month and a year."""
    weekday: re.Pattern[str]
    """Days of the week: an original that has them did not leave them to its translator."""


def _spans(**patterns: str) -> dict[Value, re.Pattern[str]]:
    return {Value(Scale.WORD, Fraction(0), word): re.compile(pattern, re.I) for word, pattern in patterns.items()}


ENGLISH = Words(
    re.compile(r"\b(?:all|every|each|fully|full|whole|entire|entirely|completely|totally|wholly)\b", re.I),
    _spans(
        day=r"\b(?:days?|clock)\b",
        week=r"\bweeks?\b",
        fortnight=r"\bfortnight",
        month=r"\bmonths?\b",
        year=r"\byears?\b",
        decade=r"\bdecades?",
        century=r"\b(?:centur|centenar|centennial)",
    ),
    {
        DAY: re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:yesterday|today|tomorrow)\b", re.I),
        MONTH: re.compile(r"\b(?:last|this|next|same|previous) month\b", re.I),
        YEAR: re.compile(r"\b(?:last|this|next|same|previous) year\b", re.I),
    },
    re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"),
)
CHINESE = Words(
    re.compile("全|所有|都|每|各|完全|整"),
    _spans(
        day="[天日]|昼夜",
        week="[一每]周|星期|礼拜",
        fortnight="[两半]",
        month="[一个每满]月",
        year="年",
        decade="十年|年代",
        century="世纪|百年",
    ),
    {
        DAY: re.compile(r"周[一二三四五六日]|星期|礼拜|昨|今[天日]|明天"),
        MONTH: re.compile(r"[上本当下]个?月|(?<![0-9月至])[0-9]{1,2} ?日"),
        YEAR: re.compile(r"[去今明同当]年"),
    },
    re.compile("周[一二三四五六日]|星期|礼拜"),
)


@dataclass(frozen=True)
class Direction:
    """From one language to the other."""

    language: str
    """That of the original."""
    read: Callable[[str, Sequence[str]], tuple[Fact, ...]]
    """Facts of an original, of which terms are masked."""
    reread: Callable[[str], tuple[Fact, ...]]
    """Facts of a translation."""
    write: Callable[[Fact], str]
    """What to type for a fact of the original."""
    source: Words
    target: Words
    unit: Callable[[Fact, str], str]
    """Returns whether a fact is a day, a month or a year of a date; empty for others."""
    dayed: Callable[[Fact], bool]
    """Tells whether a fact is a day that may get its month in the translation."""


def _unit(fact: Fact, text: str) -> str:
    return fact.text[-1:] if fact.kind is Kind.DATE else ""


def _unit_of_english(fact: Fact, text: str) -> str:
    if fact.value.scale is Scale.MONTH:
        return MONTH
    if re.fullmatch(r"(?:19|20)[0-9]{2}", fact.text):
        return YEAR
    near = text[max(0, fact.start - 10) : fact.start] + "|" + text[fact.start + len(fact.text) :][:12]
    return DAY if 0 < fact.value.amount < 32 and english.MONTH.search(near) else ""


FROM_CHINESE = Direction(
    "zh",
    chinese.facts,
    english.facts,
    wording.english,
    CHINESE,
    ENGLISH,
    _unit,
    lambda fact: fact.kind is Kind.DATE and "日" in fact.text,
)
FROM_ENGLISH = Direction(
    "en",
    english.facts,
    chinese.facts,
    wording.chinese,
    ENGLISH,
    CHINESE,
    _unit_of_english,
    lambda fact: fact.kind is Kind.ORDINAL,
)
DIRECTIONS = {direction.language: direction for direction in (FROM_CHINESE, FROM_ENGLISH)}
