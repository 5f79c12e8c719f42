"""Comparison of an original with its translation, by the value of what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from twinpress.facts import chinese, code, english, idioms, leftover, wording
from twinpress.facts.difference import Difference
from twinpress.facts.fact import Fact, Kind, Scale, Value, same

ALL = re.compile(r"\b(?:all|every|each|fully|full|whole|entire|entirely|completely|totally|wholly)\b", re.I)
"""What English says for 100 %, or 百分百."""
WHOLE = Value(Scale.SHARE, Fraction(1))
SPANS = {
    Value(Scale.WORD, Fraction(0), word): re.compile(rf"\b(?:{pattern})", re.I)
    for word, pattern in (
        ("day", r"days?\b"),
        ("week", r"weeks?\b"),
        ("fortnight", "fortnight"),
        ("year", r"years?\b"),
        ("decade", "decades?"),
        ("century", "centur|centenar|centennial"),
    )
}
"""What English says for the spans of ``chinese.SPANS``."""
RELATIVE = {
    "日": (
        re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:yesterday|today|tomorrow)\b", re.I),
        re.compile(r"周[一二三四五六日]|星期|礼拜|昨|今[天日]|明天"),
    ),
    "月": (re.compile(r"\b(?:last|this|next|same|previous) month\b", re.I), re.compile(r"[上本当下]个?月")),
    "年": (re.compile(r"\b(?:last|this|next|same|previous) year\b", re.I), re.compile(r"[去今明同当]年")),
}
"""What news writes for a date of the original, and the Chinese that would be its source."""
POWERS = frozenset(Fraction(10) ** power for power in range(-12, 13) if power)


class Pair:
    """Facts of both texts, and which belong together."""

    def __init__(self, original: Sequence[Fact], translation: Sequence[Fact]):
        self.original, self.translation = original, translation
        self.of: dict[int, int] = {}
        """Number of a fact of the original: number of that of the translation."""
        used: set[int] = set()
        strong = sorted(range(len(original)), key=lambda number: (not original[number].strong, number))
        for exact in (True, False):  # what is written alike goes first: 第3 takes 3rd before 3 takes it
            for number in strong:
                if number in self.of:
                    continue
                fact = original[number]
                fits = (
                    (abs(other.start - fact.start), place)
                    for place, other in enumerate(translation)
                    if place not in used and (fact.value == other.value if exact else same(fact, other))
                )
                if best := min(fits, default=None):
                    self.of[number] = best[1]
                    used.add(best[1])
        self.used = used

    def missing(self) -> list[Fact]:
        """Return strong facts of the original that are nowhere in the translation."""
        return [fact for fact in self._alone() if not any(same(fact, other) for other in self.translation)]

    def repeated(self) -> list[Fact]:
        """Return strong facts of the original that the translation says, but less often."""
        return [fact for fact in self._alone() if any(same(fact, other) for other in self.translation)]

    def extra(self) -> list[Fact]:
        """Return strong facts of the translation that are nowhere in the original."""
        return [
            fact
            for place, fact in enumerate(self.translation)
            if fact.strong and place not in self.used and not any(same(other, fact) for other in self.original)
        ]

    def spare(self) -> list[Fact]:
        """Return strong facts of the translation that belong to nothing, also where the original has their value too."""
        return [fact for place, fact in enumerate(self.translation) if fact.strong and place not in self.used]

    def _alone(self) -> list[Fact]:
        return [fact for number, fact in enumerate(self.original) if fact.strong and number not in self.of]


def compare(original: str, translation: str, terms: Iterable[tuple[str, Sequence[str]]] = ()) -> list[Difference]:
    """Return what is wrong with a translation; ``terms`` are numeric terms of the glossary with their English forms."""
    return [*figures(matched(original, translation, terms), original, translation), *leftover.find(translation)]


def matched(original: str, translation: str, terms: Iterable[tuple[str, Sequence[str]]] = ()) -> Pair:
    """Return the facts of both texts; figures in the English form of a term that the original has need no other source."""
    here = sorted(
        ((zh, forms) for zh, forms in (*terms, *idioms.TERMS) if zh in original), key=lambda term: -len(term[0])
    )
    named = [
        replace(fact, strong=False, start=len(original))
        for _, forms in here
        for form in forms
        for fact in english.facts(form)
    ]
    return Pair((*chinese.facts(original, [zh for zh, _ in here]), *named), english.facts(translation))


def figures(pair: Pair, original: str, translation: str) -> list[Difference]:
    """Return lost, changed and added figures."""
    missing = [fact for fact in pair.missing() if not _worded(fact, translation)]
    extra = pair.extra()
    found: list[Difference] = []
    for fact in list(missing):
        if slip := next((other for other in (*extra, *pair.spare()) if _slipped(fact, other)), None):
            found.append(_magnitude(fact, slip))
            missing.remove(fact)
            extra = [other for other in extra if other is not slip]
    for fact in [*missing, *pair.repeated()]:
        others = [other for other in extra if _alike(fact, other)]
        if others and (best := min(others, key=lambda other: _distance(fact, other, original, translation))):
            found.append(_changed(fact, best))
            extra.remove(best)
        elif fact in missing and not _rounded(fact, translation):
            found.append(_adapted(fact) if _moved(fact, original, translation) else _missing(fact))
    days = any(fact.kind is Kind.DATE and "日" in fact.text for fact in pair.original)
    return found + [_extra(fact) for fact in extra if not (days and fact.value.scale is Scale.MONTH)]


def _rounded(fact: Fact, translation: str) -> bool:
    """Tell whether the translation may say a figure as a word: all for 100%, a week for 7天."""
    if fact.value == WHOLE:
        return ALL.search(translation) is not None
    return any(SPANS[value].search(translation) for value in fact.values if value in SPANS)


def _moved(fact: Fact, original: str, translation: str) -> bool:
    """Tell whether the translation may say a date as a weekday, or as last year."""
    here, source = RELATIVE.get(fact.text[-1:], (None, None))
    return bool(fact.kind is Kind.DATE and here and source and here.search(translation) and not source.search(original))


def _worded(fact: Fact, translation: str) -> bool:
    """Tell whether the translation has an id with other signs in it."""
    return fact.value.scale is Scale.WORD and fact.value.word in chinese.squeeze(translation)


def _distance(fact: Fact, other: Fact, original: str, translation: str) -> float:
    return abs(fact.start / (len(original) or 1) - other.start / (len(translation) or 1))


def _slipped(fact: Fact, other: Fact) -> bool:
    """Tell whether two facts differ by a power of ten."""
    return any(
        mine.scale is theirs.scale and mine.amount and theirs.amount and theirs.amount / mine.amount in POWERS
        for mine in fact.values
        if mine.scale in (Scale.PLAIN, Scale.SHARE, Scale.TIMES, Scale.POINTS)
        for theirs in (other.values if other.value.scale is Scale.WORD else (other.value,))
    )


def _alike(fact: Fact, other: Fact) -> bool:
    """Tell whether one fact may stand where the other should."""
    counts = {Kind.NUMBER, Kind.ORDINAL, Kind.DATE}
    if Scale.MONTH in (fact.value.scale, other.value.scale):
        return fact.value.scale is other.value.scale
    return (
        fact.kind is other.kind
        or {fact.kind, other.kind} <= counts
        or Kind.TIME in (fact.kind, other.kind)
        or (Kind.PERCENT in (fact.kind, other.kind) and fact.value.amount * 100 == other.value.amount)
    )


def _magnitude(fact: Fact, other: Fact) -> Difference:
    right = wording.english(fact)
    return Difference(
        code.MAGNITUDE,
        Kind.MAGNITUDE,
        fact.text,
        other.text,
        right,
        f"数量级不符：原文“{fact.text}”，译文“{other.text}”，应为“{right}”",
        f"off by a power of ten: “{fact.text}” became “{other.text}”; type {right}",
    )


def _changed(fact: Fact, other: Fact) -> Difference:
    right = wording.english(fact)
    return Difference(
        code.CHANGED,
        fact.kind,
        fact.text,
        other.text,
        right,
        f"与原文不符：原文“{fact.text}”，译文“{other.text}”，应为“{right}”",
        f"not what the original says: “{fact.text}” became “{other.text}”; type {right}",
    )


def _missing(fact: Fact) -> Difference:
    right = wording.english(fact)
    return Difference(
        code.MISSING,
        fact.kind,
        fact.text,
        "",
        right,
        f"译文缺少原文的“{fact.text}”，请补上“{right}”",
        f"“{fact.text}” is missing in the translation; add {right}",
    )


def _adapted(fact: Fact) -> Difference:
    right = wording.english(fact)
    return Difference(
        code.ADAPTED,
        fact.kind,
        fact.text,
        "",
        right,
        f"译文没有原文的“{fact.text}”，可能改写成了星期或“去年”等说法，请核对",
        f"“{fact.text}” is not in the translation; it may have become a weekday, or “last year”: compare them",
    )


def _extra(fact: Fact) -> Difference:
    return Difference(
        code.EXTRA,
        fact.kind,
        "",
        fact.text,
        "",
        f"译文中的“{fact.text}”在原文中没有依据，请核对",
        f"“{fact.text}” has no source in the original; compare them",
    )
