"""How many wrong figures ``twinpress compare`` finds, and how often it complains of right ones.

``python -m bench.drift DIR`` reads the pairs of a folder: ``source.zh.txt`` and ``reference-*.en.txt``, a segment in each line. In
pairs without findings it changes one figure of the English at a time, a family of mistakes after the other, and counts what
is found; ``-v`` shows what is not. Only figures that stand once in a segment and belong to a strong fact of the original are changed.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

from twinpress.facts import chinese, english
from twinpress.facts.comparison import compare_pair, matched
from twinpress.facts.fact import Fact, Kind, Scale
from twinpress.facts.wording import amount, ordinal
from twinpress.finding import Severity

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


FAMILIES: dict[str, Mistake] = {
    "figure": changed,
    "transposed digits": transposed,
    "magnitude": magnitude,
    "decimal point": shifted,
    "ordinal": session,
    "month": dated,
    "day": day,
    "year": year,
    "percent or points": points,
    "percent": percent,
    "time": clock,
    "lost": lost,
}


def mistakes(original: str, translation: str) -> Iterator[tuple[str, str]]:
    """Yield (family, wrong translation) for every strong fact that both texts have once."""
    pair = matched(original, translation)
    ours, theirs = pair.original, pair.translation
    for number, place in pair.of.items():
        fact, other = ours[number], theirs[place]
        alone = sum(bool(fact.values & each.values) for each in ours) == 1
        if not fact.strong or not alone or translation.count(other.text) != 1:
            continue
        for family, change in FAMILIES.items():
            if family == "day" and "日" not in fact.text:
                continue
            if wrong := change(other):
                yield family, translation.replace(other.text, wrong)


def measure(originals: list[str], translations: list[str]) -> Iterator[str]:
    """Yield the lines of a report."""
    strong = false = extra = 0
    tried = dict.fromkeys(FAMILIES, 0)
    found = dict.fromkeys(FAMILIES, 0)
    named = 0
    started = time.perf_counter()
    results = [
        compare_pair(original, translation) for original, translation in zip(originals, translations, strict=True)
    ]
    seconds = time.perf_counter() - started
    for original, translation, result in zip(originals, translations, results, strict=True):
        errors = [each for each in result if each.severity is Severity.ERROR and each.kind is not Kind.UNTRANSLATED]
        if any(fact.strong for fact in chinese.facts(original)):
            strong += 1
            false += bool(errors)
        extra += any(each.severity is Severity.WARNING for each in result)
        if result:
            continue
        for family, wrong in mistakes(original, translation):
            told = compare_pair(original, wrong)
            tried[family] += 1
            hit = any(each.severity is Severity.ERROR for each in told)
            found[family] += hit
            named += family == "magnitude" and any(each.kind is Kind.MAGNITUDE for each in told)
            if "-v" in sys.argv and (not hit or (family == "magnitude" and all(e.code.code != "TRN003" for e in told))):
                print(f"{family}: {original}\n    {wrong}", file=sys.stderr)
    yield f"pairs {len(results)}, with strong facts {strong}, of these with an error {false} ({false / strong:.2%})"
    yield f"pairs with a warning {extra}; {len(results) / seconds:.0f} pairs a second"
    for family, count in tried.items():
        share = f"{found[family] / count:.2%}" if count else "-"
        yield f"{family:20} {found[family]:5} of {count:5}  {share}"
    yield f"{'magnitude, named':20} {named:5} of {tried['magnitude']:5}"


def main() -> None:
    """Measure every translation of the folder."""
    if len(sys.argv) < 2:
        sys.exit("usage: python -m bench.drift DIR [-v]")
    folder = Path(sys.argv[1])
    originals = (folder / "source.zh.txt").read_text("utf-8").split("\n")[:-1]
    for file in sorted(folder.glob("reference-*.en.txt")):
        print(file.name)
        for line in measure(originals, file.read_text("utf-8").split("\n")[:-1]):
            print(f"  {line}")


if __name__ == "__main__":
    main()
