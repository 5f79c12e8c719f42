"""How many mistakes ``twinpress compare`` finds, and how often it complains of right texts.

``python -m bench.drift DIR`` reads the pairs of a folder: ``source.zh.txt`` and ``reference-*.en.txt``, a segment in each line. In
pairs without findings it makes one mistake at a time (``mistakes.py``) and counts what is found; ``-v`` shows what is not. Then it
does what is no mistake: other marks, two rows as one, two rows whose translations change places on one page.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from bench.mistakes import EXPECTED, FIGURES, cosmetic, mistakes
from twinpress.facts import chinese
from twinpress.facts.comparison import compare, compare_pair
from twinpress.facts.difference import Difference
from twinpress.facts.fact import Kind
from twinpress.finding import Severity

Pair = tuple[str, str]
Results = list[list[Difference]]


def untouched(pairs: list[Pair]) -> tuple[Results, list[str]]:
    """Return the findings of right texts, and lines that count them."""
    started = time.process_time()
    results = [compare_pair(*pair) for pair in pairs]
    seconds = time.process_time() - started
    strong = [any(fact.strong for fact in chinese.facts(original)) for original, _ in pairs]
    false = sum(
        has and any(each.severity is Severity.ERROR and each.kind is not Kind.UNTRANSLATED for each in result)
        for has, result in zip(strong, results, strict=True)
    )
    lines = [
        f"pairs {len(pairs)}, with strong facts {sum(strong)}, of these with an error {false} ({false / sum(strong):.2%})",
        f"{len(pairs) / seconds:.0f} pairs a second",
    ]
    rows = Counter(code for result in results for code in {each.code.code for each in result})
    lines += [f"pairs with {code} {count:4}  {count / len(pairs):.2%}" for code, count in sorted(rows.items())]
    return results, lines


def found(pairs: list[Pair], results: Results) -> Iterator[str]:
    """Yield how many mistakes of each family are found."""
    tried: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for pair, result in zip(pairs, results, strict=True):
        for family, wrong in mistakes(*pair) if not result else ():
            told = compare_pair(pair[0], wrong)
            codes = {each.code.code for each in told}
            tried[family] += 1
            right = (
                codes & EXPECTED[family] if family in EXPECTED else [e for e in told if e.severity is Severity.ERROR]
            )
            hits[family] += bool(right)
            hits["magnitude, named"] += family == "magnitude" and "TRN003" in codes
            if "-v" in sys.argv and not right:
                print(f"{family}: {pair[0]}\n    {wrong}", file=sys.stderr)
    tried["magnitude, named"] = tried["magnitude"]
    for family in (*FIGURES, "magnitude, named", *EXPECTED):
        count = tried[family]
        yield f"{family:20} {hits[family]:5} of {count:5}  {f'{hits[family] / count:.2%}' if count else '-'}"


def dropped(pairs: list[Pair], results: Results) -> Iterator[str]:
    """Yield how many blocks of two and three right rows draw a finding when the translation of the last row is left out."""
    for size in (2, 3):
        tried = hits = length = 0
        for start in range(0, len(pairs) - size + 1, size):
            rows = pairs[start : start + size]
            if any(results[start : start + size]) or any(len(original) < 10 for original, _ in rows):
                continue
            told = compare_pair("".join(row[0] for row in rows), " ".join(row[1] for row in rows[:-1]))
            tried, hits = tried + 1, hits + bool(told)
            length += any(each.code.code == "TRN016" for each in told)
        yield f"{f'dropped, 1 of {size}':20} {hits:5} of {tried:5}  {hits / tried:.2%}, by their length {length / tried:.2%}"


def harmless(pairs: list[Pair], results: Results) -> Iterator[str]:
    """Yield how many texts that are as right as before draw findings that they did not draw."""
    codes = [Counter(each.code.code for each in result) for result in results]
    new = [
        Counter(each.code.code for each in compare_pair(original, cosmetic(translation))) - before
        for (original, translation), before in zip(pairs, codes, strict=True)
    ]
    yield _told("other marks", new)
    merged, moved = [], []
    for ((one, first), before), ((other, second), after) in pairwise(zip(pairs, codes, strict=True)):
        together = compare_pair(one + other, f"{first} {second}")
        merged.append(Counter(each.code.code for each in together) - before - after)
        page = compare([(one, second), (other, first)])
        moved.append(Counter(each.code.code for _, each in page) - before - after)
    yield _told("two rows as one", merged)
    yield _told("two rows changed", moved)


def _told(family: str, new: list[Counter[str]]) -> str:
    by_code = Counter(code for counter in new for code in counter)
    told = ", ".join(f"{code} {count}" for code, count in sorted(by_code.items())) or "none"
    return f"{family:20} {sum(map(bool, new)):5} of {len(new):5} draw a new finding: {told}"


def main() -> None:
    """Measure every translation of the folder."""
    if len(sys.argv) < 2:
        sys.exit("usage: python -m bench.drift DIR [-v]")
    folder = Path(sys.argv[1])
    originals = (folder / "source.zh.txt").read_text("utf-8").split("\n")[:-1]
    for file in sorted(folder.glob("reference-*.en.txt")):
        pairs = list(zip(originals, file.read_text("utf-8").split("\n")[:-1], strict=True))
        results, lines = untouched(pairs)
        print(
            file.name, *lines, *found(pairs, results), *dropped(pairs, results), *harmless(pairs, results), sep="\n  "
        )


if __name__ == "__main__":
    main()
