"""Mistakes of translators, made on purpose: families of wrong figures, names, ranks, negations and lengths.

What is changed is chosen by rules of this module, and not by what ``twinpress.facts`` finds, except for figures: of these only
such as stand once in a text and belong to a strong fact of the original.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from twinpress.facts import english, pinyin, roles
from twinpress.facts.comparison import matched
from twinpress.facts.fact import Fact, Kind, Scale, same
from twinpress.facts.wording import amount, ordinal

FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
Mistake = Callable[[Fact], str | None]
"""Makes the wrong text of an English fact; None where the family does not apply."""


def _figures(fact: Fact, change: Callable[[Fraction, str], str | None]) -> str | None:
    """Change the figures of a fact and leave its other words."""
    match = FIGURE.search(fact.text)
    if match is None:
        return None
    new = change(Fraction(match[0].replace(",", "")), match[0])
    return fact.text[: match.start()] + new + fact.text[match.end() :] if new and new != match[0] else None


def changed(fact: Fact) -> str | None:
    """Count seven more: 120 becomes 127."""
    return _figures(fact, lambda value, text: amount(value + 7) if fact.kind is Kind.NUMBER and value < 10**6 else None)


def transposed(fact: Fact) -> str | None:
    """Swap two digits: 120 becomes 210."""

    def swap(value: Fraction, text: str) -> str | None:
        match = re.search(r"([1-9])(?!\1)([1-9])", text)
        return text[: match.start()] + match[2] + match[1] + text[match.end() :] if match else None

    return _figures(fact, swap) if fact.kind is Kind.NUMBER else None


def magnitude(fact: Fact) -> str | None:
    """Take one unit for another: 3 million becomes 300 million, 12,000 becomes 120 million."""
    if fact.kind is not Kind.NUMBER or fact.value.scale is not Scale.PLAIN or fact.value.amount < 100:
        return None
    if 1900 <= fact.value.amount <= 2100:
        return None
    if re.search("illion", fact.text):
        return _figures(fact, lambda value, text: amount(value * 100))
    return amount(fact.value.amount * 10)


def shifted(fact: Fact) -> str | None:
    """Move the point: 26.8 becomes 2.68."""
    return _figures(fact, lambda value, text: f"{float(value / 10):g}" if value.denominator > 1 else None)


def session(fact: Fact) -> str | None:
    """Count one session more: the 13th becomes the 14th."""
    if fact.kind is not Kind.ORDINAL or fact.value.amount < 3:
        return None
    return ordinal(int(fact.value.amount) + 1)


def dated(fact: Fact) -> str | None:
    """Take the next month."""
    if fact.value.scale is not Scale.MONTH:
        return None
    return english.MONTHS[int(fact.value.amount) % 12].capitalize()


def day(fact: Fact) -> str | None:
    """Take the day after."""
    small = fact.kind is Kind.NUMBER and fact.value.scale is Scale.PLAIN and 1 < fact.value.amount < 31
    return _figures(fact, lambda value, text: f"{int(value) + 1}") if small and fact.text.isdigit() else None


def year(fact: Fact) -> str | None:
    """Take the year after."""
    late = fact.value.scale is Scale.PLAIN and 1900 <= fact.value.amount < 2100 and fact.text.isdigit()
    return str(int(fact.value.amount) + 1) if late else None


def decade(fact: Fact) -> str | None:
    """Take the decade before: the 1990s become the 1980s."""
    tens = re.fullmatch(r"((?:1[5-9]|20)[0-9]0)('?s)", fact.text)
    return f"{int(tens[1]) - 10}{tens[2]}" if tens and tens[1][2:] != "00" else None


def points(fact: Fact) -> str | None:
    """Write percent for percentage points, and the other way round."""
    if fact.value.scale is Scale.POINTS:
        return f"{float(fact.value.amount):g}%"
    return f"{float(fact.value.amount * 100):g} percentage points" if fact.value.scale is Scale.SHARE else None


def percent(fact: Fact) -> str | None:
    """Count three percent more."""
    return _figures(fact, lambda value, text: amount(value + 3)) if fact.kind is Kind.PERCENT else None


def clock(fact: Fact) -> str | None:
    """Come an hour late."""
    hour = re.match(r"([0-9]{1,2})(?=[:.])", fact.text) if fact.kind is Kind.TIME else None
    return f"{(int(hour[1]) + 1) % 24:02}{fact.text[hour.end() :]}" if hour else None


def lost(fact: Fact) -> str | None:
    """Leave the figure out."""
    return "some"


FIGURES: dict[str, Mistake] = {
    "figure": changed,
    "transposed digits": transposed,
    "magnitude": magnitude,
    "decimal point": shifted,
    "ordinal": session,
    "month": dated,
    "day": day,
    "year": year,
    "decade": decade,
    "percent or points": points,
    "percent": percent,
    "time": clock,
    "lost": lost,
}


def figures(original: str, translation: str) -> Iterator[tuple[str, str]]:
    """Yield (family, wrong translation) for every strong fact that both texts have once."""
    pair = matched(original, translation)
    ours, theirs = pair.original, pair.translation
    for number, place in pair.of.items():
        fact, other = ours[number], theirs[place]
        alone = sum(bool(fact.values & each.values) for each in ours) == 1
        if not fact.strong or not alone or translation.count(other.text) != 1:
            continue
        for family, change in FIGURES.items():
            if family == "day" and "日" not in fact.text:
                continue
            if family == "lost" and (fact.aside or sum(same(fact, each) for each in theirs) > 1):
                continue
            if wrong := change(other):
                yield family, translation.replace(other.text, wrong)


NAME = re.compile(r"(?<![\w'’-])([A-Z][a-z]+) ([A-Z][a-z]+)(?![\w'’-])")
VOWELS = {"a": "e", "e": "a", "i": "o", "o": "u", "u": "i"}


def named(original: str, translation: str) -> Iterator[tuple[str, str]]:
    """Yield names of the original in Pinyin, with a letter or a syllable of the given name that is another one."""
    for match in NAME.finditer(translation):
        family, given = match[1].casefold(), match[2].casefold()
        if family not in pinyin.surnames() or not _stands(original, family, given):
            continue
        cut = next((cut for cut in pinyin.cuts(given) if len(cut) < 3), ())
        if not cut:
            continue
        ending = given[:-1] if given.endswith(("ng", "en", "in", "an")) else given + "n"
        letter = (
            given[:-2] + given[-1] + given[-2],
            ending,
            re.sub("[aeiou]", lambda vowel: VOWELS[vowel[0]], given, count=1),
        )
        others = sorted(pinyin.syllables())
        last = others[(others.index(cut[-1]) + 50) % len(others)]
        for kind, wrong in (
            *(("name, a letter", each) for each in letter),
            ("name, a syllable", "".join((*cut[:-1], last))),
        ):
            if wrong != given:
                yield kind, translation[: match.start(2)] + wrong.capitalize() + translation[match.end(2) :]


def _stands(original: str, family: str, given: str) -> bool:
    """Tell whether the original has a name with this reading: a surname, and one or two characters."""
    return any(
        character in pinyin.SURNAMES and pinyin.spelled(original[place : place + size], family + given)
        for place, character in enumerate(original)
        for size in (2, 3)
    )


LOWER = re.compile(r"\b(?:vice|deputy|associate)[- ](?=[a-z])", re.I)
PLAIN = re.compile(
    r"\b(?:president|chairman|chairwoman|minister|mayor|governor|premier|director|professor|dean|secretary)\b", re.I
)


def ranked(original: str, translation: str) -> Iterator[tuple[str, str]]:
    """Yield a deputy without his deputy, and heads that become deputies; only where the original has a rank of the table."""
    ranks = [match[3] for match in roles.CHINESE.finditer(original)]
    for match in LOWER.finditer(translation) if "副" in original and ranks else ():
        yield "rank, promoted", translation[: match.start()] + translation[match.end() :]
    nouns = "|".join(roles.RANKS[rank] for rank in ranks)
    for match in PLAIN.finditer(translation) if ranks and "副" not in original else ():
        if re.fullmatch(nouns, match[0], re.I):
            yield "rank, demoted", f"{translation[: match.start()]}deputy {translation[match.start() :]}"


NEGATION = re.compile(r" not\b|n['’]t\b| never\b|\bno (?=[a-z])", re.I)


def affirmed(original: str, translation: str) -> Iterator[tuple[str, str]]:
    """Yield a text without its only “not”, where the original denies something."""
    found = list(NEGATION.finditer(translation))
    if len(found) == 1 and re.search("[不没无未勿禁]", original):
        yield "negation", translation[: found[0].start()] + translation[found[0].end() :]


EXPECTED = {
    "name, a letter": {"TRN009"},
    "name, a syllable": {"TRN009"},
    "rank, promoted": {"TRN010"},
    "rank, demoted": {"TRN010"},
    "negation": {"TRN014"},
}
"""Families that are no figures, and the codes of which one has to be told."""


def mistakes(original: str, translation: str) -> Iterator[tuple[str, str]]:
    """Yield (family, wrong translation)."""
    for make in (figures, named, ranked, affirmed):
        yield from make(original, translation)


def cosmetic(translation: str) -> str:
    """Return a text with other marks that mean the same."""
    text = translation.replace("’", "'") if "’" in translation else translation.replace("'", "’")
    text = re.sub(r"(?<=[0-9])%", " percent", text) if "%" in text else re.sub(r"(?<=[0-9]) percent\b", "%", text)
    return re.sub(r"(?<=[.,;]) ", "  ", text).replace("–", "-") + " "
