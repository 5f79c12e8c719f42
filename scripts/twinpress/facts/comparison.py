"""Comparison of an original with its translation, by the value of what they say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain

from twinpress.facts import chinese, code, english, leftover, length, marks, names, negation, roles, terms
from twinpress.facts.difference import Difference, tell
from twinpress.facts.direction import DAY, DIRECTIONS, Direction
from twinpress.facts.fact import MEASURED, Fact, Kind, Scale, Value, near
from twinpress.facts.lexicon import EMPTY, Lexicon
from twinpress.facts.match import Pair, share
from twinpress.facts.page import Page
from twinpress.facts.reader import squeeze

WHOLE = Value(Scale.SHARE, Fraction(1))
POWERS = frozenset(Fraction(10) ** power for power in range(-12, 13) if power)
MULTIPLES = MEASURED - {Scale.HEAT}
CHECKS = (roles.find, negation.find, marks.find, length.find)
"""What needs to know of nothing but the page."""
Texts = tuple[str, str]
"""Original, translation."""


def compare(pairs: Sequence[Texts], lexicon: Lexicon = EMPTY, language: str = "zh") -> Iterator[tuple[int, Difference]]:
    """Yield (number of the pair from 0, finding) for the aligned blocks of one page, pair after pair.

    ``language`` is the original's, ``zh`` or ``en``. What is missing in one pair and too much in another was moved.
    """
    direction = DIRECTIONS[language]
    matches = [matched(original, translation, lexicon, language) for original, translation in pairs]
    share(matches)
    found: dict[int, list[Difference]] = defaultdict(list)
    for number, (match, (original, translation)) in enumerate(zip(matches, pairs, strict=True)):
        found[number] += figures(match, original, translation, direction)
        if language == "zh":
            found[number] += leftover.find(translation)
    page = Page(pairs, language)
    told = (names.find(page, lexicon), terms.find(page, lexicon), *(check(page) for check in CHECKS))
    for number, difference in chain.from_iterable(told):
        found[number].append(difference)
    for number in sorted(found):
        for difference in found[number]:
            yield number, difference


def compare_pair(original: str, translation: str, lexicon: Lexicon = EMPTY, language: str = "zh") -> list[Difference]:
    """Return what is wrong with the translation of one text."""
    return [difference for _, difference in compare([(original, translation)], lexicon, language)]


def matched(original: str, translation: str, lexicon: Lexicon = EMPTY, language: str = "zh") -> Pair:
    """Return the facts of both texts; figures in the names of a term that the original has need no other source."""
    direction = DIRECTIONS[language]
    here = list(lexicon.numeric(original, language))
    named = [
        replace(fact, strong=False, start=len(original))
        for _, term in here
        for fact in (
            *(fact for form in term.en for fact in english.facts(form)),
            *(fact for form in (term.zh if language == "en" else ()) for fact in chinese.facts(form)),
        )
    ]
    masked = [form for form, _ in here]
    return Pair((*direction.read(original, masked), *named), direction.reread(translation))


def figures(pair: Pair, original: str, translation: str, direction: Direction) -> list[Difference]:
    """Return lost, changed and added figures."""
    write, target = direction.write, direction.target

    def rounded(fact: Fact) -> bool:
        """Tell whether the translation may say a figure as a word: all for 100%, a week for 7天."""
        if fact.value == WHOLE:
            return target.whole.search(translation) is not None
        return any(target.spans[value].search(translation) for value in fact.values if value in target.spans)

    def spanned(fact: Fact) -> bool:
        """Tell whether the original may say a figure of the translation as a word."""
        spans = direction.source.spans
        if fact.value == WHOLE and direction.source.whole.search(original):
            return True
        return any(spans[value].search(original) for value in fact.values if value in spans)

    def adapted(fact: Fact) -> bool:
        """Tell whether the translation may say a date as a weekday, or as last year."""
        unit = direction.unit(fact, original)
        if unit not in target.relative:
            return False
        own = direction.source.weekday if unit == DAY else direction.source.relative[unit]
        if own.search(original):
            return False
        return target.relative[unit].search(translation) is not None

    def dated(fact: Fact) -> bool:
        """Tell whether a month goes with a day that is said as a weekday."""
        day = next((each for each in pair.missing() if fact.start < each.start <= fact.start + 4), None)
        return fact.value.scale is Scale.MONTH and day is not None and adapted(day)

    missing = [fact for fact in pair.missing() if not _worded(fact, translation)]
    extra = pair.extra()
    found: list[Difference] = []
    for fact in list(missing):
        if slip := next((other for other in (*extra, *pair.spare()) if _slipped(fact, other)), None):
            found.append(tell(code.MAGNITUDE, Kind.MAGNITUDE, fact.text, slip.text, write(fact)))
            missing.remove(fact)
            extra = [other for other in extra if other is not slip]
    for fact in [*missing, *pair.repeated()]:
        others = [
            other
            for other in extra
            if _alike(fact, other)
            and not (fact.aside and other.aside and not _priced(fact, other, original, translation))
        ]
        if others and (best := min(others, key=lambda other: _distance(fact, other, original, translation))):
            found.append(tell(code.CHANGED, fact.kind, fact.text, best.text, write(fact)))
            extra.remove(best)
        elif fact in missing and not fact.aside and not rounded(fact):
            gone = code.ADAPTED if adapted(fact) or dated(fact) else code.MISSING
            found.append(tell(gone, fact.kind, fact.text, "", write(fact)))
    days = any(map(direction.dayed, pair.original))
    return found + [
        tell(code.EXTRA, fact.kind, "", fact.text)
        for fact in extra
        if not (days and fact.value.scale is Scale.MONTH) and not spanned(fact) and not fact.aside
    ]


CURRENCIES = (
    ("美元", r"\$|dollar"),
    ("欧元", "€|euro"),
    ("英镑", "£|pound"),
    ("人民币", "yuan|RMB"),
    ("日元", "yen|¥"),
)


def _worded(fact: Fact, translation: str) -> bool:
    """Tell whether the translation has an id with other signs in it."""
    if fact.value.scale is not Scale.WORD or fact.value.word not in squeeze(translation):
        return False
    apart = "[^0-9a-z]*".join(fact.value.word)
    return re.search(rf"(?<![0-9]){apart}(?!,?[0-9])", translation.casefold()) is not None


def _priced(fact: Fact, other: Fact, original: str, translation: str) -> bool:
    """Tell whether both amounts are in the same currency."""
    ours = original[fact.start : fact.start + len(fact.text) + 6]
    theirs = translation[max(0, other.start - 3) : other.start + len(other.text) + 12]
    return any(zh in ours and re.search(en, theirs, re.I) for zh, en in CURRENCIES)


def _distance(fact: Fact, other: Fact, original: str, translation: str) -> float:
    return abs(fact.start / (len(original) or 1) - other.start / (len(translation) or 1))


def _slipped(fact: Fact, other: Fact) -> bool:
    """Tell whether two facts differ by a power of ten, as they stand or converted."""
    if other.value.scale is Scale.PLAIN and any(
        near(replace(mine, amount=mine.amount * power), theirs)
        for mine in fact.values
        if mine.scale in MULTIPLES
        for theirs in other.values
        if theirs.scale is mine.scale and theirs.word != mine.word
        for power in POWERS
    ):
        return True
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
