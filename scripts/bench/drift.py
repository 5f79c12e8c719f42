"""How many mistakes ``twinpress compare`` finds in real translations, and how often it complains of right ones.

A folder holds ``source.zh.txt`` and ``reference-*.en.txt``, a segment in each line. In pairs without findings one mistake at
a time is made (``mistakes.py``), and what is found is counted. Then comes what is no mistake: other marks, two rows as one,
two rows whose translations change places on one page. ``python -m bench.drift DIR -v`` shows what is not found.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.mistakes import EXPECTED, FIGURES, cosmetic, mistakes
from bench.report import table
from twinpress.facts import chinese
from twinpress.facts.comparison import compare, compare_pair
from twinpress.facts.difference import Difference
from twinpress.facts.fact import Kind
from twinpress.finding import Severity

JUDGED = Path(__file__).parent / "judged.tsv"
"""Lines of the WMT22 test set whose translation is wrong, or free, with the reason."""
NAMED = "magnitude, named as one"
Pair = tuple[str, str]
Results = Sequence[Sequence[Difference]]
Share = tuple[int, int]
"""Found, and tried."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was found in one translation of a text."""

    name: str
    pairs: int
    speed: float
    """Pairs that are compared in a second of processor time."""
    strong: int
    """Pairs whose original has a strong fact."""
    errors: Sequence[int]
    """Lines, from 1, of those among them that draw an error."""
    codes: Mapping[str, int]
    """Pairs that draw a code."""
    families: Mapping[str, Share]
    """Mistakes that were made on purpose, by their family."""
    harmless: Mapping[str, tuple[Share, Mapping[str, int]]]
    """What is no mistake: texts that draw a new finding, of so many, and how many by code."""


def measure(folder: Path) -> list[Outcome]:
    """Measure every translation of a folder. Raises OSError and ValueError for a folder without them."""
    originals = _lines(folder / "source.zh.txt")
    files = sorted(folder.glob("reference-*.en.txt"))
    if not files:
        raise ValueError(f"{folder}: reference-*.en.txt")
    return [
        _measure(file.name.split(".")[0].partition("-")[2].upper(), list(zip(originals, _lines(file), strict=True)))
        for file in files
    ]


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").split("\n")[:-1]


def _measure(name: str, pairs: Sequence[Pair]) -> Outcome:
    started = time.process_time()
    results = [compare_pair(*pair) for pair in pairs]
    seconds = time.process_time() - started
    strong = [any(fact.strong for fact in chinese.facts(original)) for original, _ in pairs]
    return Outcome(
        name=name,
        pairs=len(pairs),
        speed=len(pairs) / seconds,
        strong=sum(strong),
        errors=[
            line for line, (has, found) in enumerate(zip(strong, results, strict=True), 1) if has and _wrong(found)
        ],
        codes=Counter(code for found in results for code in {each.code.code for each in found}),
        families={**_families(pairs, results), **dict(_dropped(pairs, results))},
        harmless=dict(_harmless(pairs, results)),
    )


def _wrong(found: Sequence[Difference]) -> bool:
    return any(each.severity is Severity.ERROR and each.kind is not Kind.UNTRANSLATED for each in found)


def _families(pairs: Sequence[Pair], results: Results) -> dict[str, Share]:
    """Return how many mistakes of each family are found."""
    tried: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for pair, result in zip(pairs, results, strict=True):
        for family, wrong in mistakes(*pair) if not result else ():
            told = compare_pair(pair[0], wrong)
            codes = {each.code.code for each in told}
            right = codes & EXPECTED[family] if family in EXPECTED else _errors(told)
            tried[family] += 1
            hits[family] += bool(right)
            if family == "magnitude":
                tried[NAMED] += 1
                hits[NAMED] += "TRN003" in codes
            if "-v" in sys.argv and not right:
                print(f"{family}: {pair[0]}\n    {wrong}", file=sys.stderr)
    return {family: (hits[family], tried[family]) for family in (*FIGURES, NAMED, *EXPECTED)}


def _errors(told: Sequence[Difference]) -> bool:
    return any(each.severity is Severity.ERROR for each in told)


def _dropped(pairs: Sequence[Pair], results: Results) -> Iterator[tuple[str, Share]]:
    """Yield how many blocks of two and three right rows draw a finding when the translation of the last row is left out."""
    for size in (2, 3):
        tried = hits = 0
        for start in range(0, len(pairs) - size + 1, size):
            rows = pairs[start : start + size]
            if any(results[start : start + size]) or any(len(original) < 10 for original, _ in rows):
                continue
            told = compare_pair("".join(row[0] for row in rows), " ".join(row[1] for row in rows[:-1]))
            tried, hits = tried + 1, hits + bool(told)
        yield f"the last of {size} rows left out", (hits, tried)


def _harmless(pairs: Sequence[Pair], results: Results) -> Iterator[tuple[str, tuple[Share, Mapping[str, int]]]]:
    """Yield how many texts that are as right as before draw findings that they did not draw."""
    codes = [Counter(each.code.code for each in result) for result in results]
    new = [
        Counter(each.code.code for each in compare_pair(original, cosmetic(translation))) - before
        for (original, translation), before in zip(pairs, codes, strict=True)
    ]
    yield "other marks: apostrophes, spaces, dashes, percent", _told(new)
    merged, moved = [], []
    for ((one, first), before), ((other, second), after) in pairwise(zip(pairs, codes, strict=True)):
        together = compare_pair(one + other, f"{first} {second}")
        merged.append(Counter(each.code.code for each in together) - before - after)
        page = compare([(one, second), (other, first)])
        moved.append(Counter(each.code.code for _, each in page) - before - after)
    yield "two rows as one", _told(merged)
    yield "two rows that change places on a page", _told(moved)


def _told(new: Sequence[Counter[str]]) -> tuple[Share, Mapping[str, int]]:
    return (sum(map(bool, new)), len(new)), Counter(code for counter in new for code in counter)


# --- tables --------------------------------------------------------------------------------------------------------------


def judged() -> list[dict[str, str]]:
    """Return the lines that were judged: ``line``, ``references``, ``why``."""
    return list(csv.DictReader(JUDGED.read_text("utf-8").splitlines(), delimiter="\t"))


def tables(outcomes: Sequence[Outcome], states: Mapping[str, Share]) -> str:
    """Return the tables of the handbook; ``states``: how many edits leave a translation in the right state."""
    heads = ["", *(f"reference {one.name}" for one in outcomes)]
    return "\n".join(
        [
            "### Right texts\n",
            table(heads, _right(outcomes)),
            "### Mistakes made on purpose, found\n",
            table(heads, _shares(outcomes)),
            "### What is no mistake, and draws new findings\n",
            table(heads, _quiet(outcomes)),
            "### Edits after a confirmation: the state is right\n",
            table(
                ["", "right", "tried"],
                [[family, f"{hits:,}", f"{tried:,}"] for family, (hits, tried) in states.items()],
            ),
            "### Lines that draw an error, and are wrong or free\n",
            table(["line", "reference", "why"], [[row["line"], row["references"], row["why"]] for row in judged()]),
        ]
    )


def _right(outcomes: Sequence[Outcome]) -> Iterator[list[str]]:
    """Yield the rows about untouched texts."""
    known = {(row["line"], name) for row in judged() for name in row["references"].split(", ")}
    left = [[line for line in one.errors if (str(line), one.name) not in known] for one in outcomes]
    yield ["segments", *(f"{one.pairs:,}" for one in outcomes)]
    yield ["segments with a strong fact", *(f"{one.strong:,}" for one in outcomes)]
    yield ["of these, with an error", *(_share((len(one.errors), one.strong)) for one in outcomes)]
    yield [
        "the same without the lines below",
        *(_share((len(lines), one.strong)) for lines, one in zip(left, outcomes, strict=True)),
    ]
    for code in sorted({code for one in outcomes for code in one.codes}):
        yield [f"segments with {code}", *(_share((one.codes.get(code, 0), one.pairs)) for one in outcomes)]
    yield ["pairs a second of processor time, one core", *(f"{one.speed:,.0f}" for one in outcomes)]


def _shares(outcomes: Sequence[Outcome]) -> Iterator[list[str]]:
    for family in outcomes[0].families:
        yield [family, *(_share(one.families[family]) for one in outcomes)]


def _quiet(outcomes: Sequence[Outcome]) -> Iterator[list[str]]:
    for what in outcomes[0].harmless:
        cells = []
        for share, codes in (one.harmless[what] for one in outcomes):
            told = ", ".join(f"{code} {count}" for code, count in sorted(codes.items()))
            cells.append(_share(share) + (f": {told}" if told else ""))
        yield [what, *cells]


def _share(share: Share) -> str:
    hits, tried = share
    return f"{hits:,} of {tried:,} ({hits / tried:.2%})" if tried else "–"


def main() -> None:
    """Print what is found in a folder."""
    if len(sys.argv) < 2:
        sys.exit("usage: python -m bench.drift DIR [-v]")
    print(tables(measure(Path(sys.argv[1])), {}))


if __name__ == "__main__":
    main()
