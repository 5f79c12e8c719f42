"""What was measured, as tables: ratios first, because they hold on other machines as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from bench.contender import BASES, CONTENDERS
from bench.measurement import Measurement, middle, ratio

Results = Mapping[int, Mapping[str, Sequence[Measurement]]]
"""The runs by number of pairs and name of the contender."""
BUILDS, SEARCH = "what was measured", "what was measured of searches"
TRANSLATIONS, PAGES = "what was measured of translations", "what was measured of pages"
"""Places of a page where results stand."""
NONE = "–"


def tables(results: Results) -> str:
    """Return every table, as Markdown."""
    parts = [f"### {pairs:,} pairs\n\n{size(runs)}" for pairs, runs in results.items()]
    if len(results) > 1:
        parts.append(f"### Growth\n\n{growth(results)}")
    return "\n".join(parts)


def size(runs: Mapping[str, Sequence[Measurement]]) -> str:
    """Return the table of one size, or two: one of builds, one of checks."""
    parts = []
    for builds, bases in BASES.items():
        group = [one for one in CONTENDERS if one.builds is builds and one.name in runs]
        known = [base for base in bases if base in runs]
        if group:
            heads = [f"times {_title(base)}" for base in known]
            written = ("files written", "MB written") if builds else ()
            rows = [
                [one.title, *(_ratio(runs[one.name], runs[base]) for base in known), *_absolute(runs[one.name], builds)]
                for one in group
            ]
            parts.append(table(["", *heads, "seconds", "processor seconds", "peak MB", *written], rows))
    return "\n".join(parts)


def growth(results: Results) -> str:
    """Return the table of how many times as long a larger archive takes: as many times as large is linear."""
    sizes = sorted(results)
    steps = list(pairwise(sizes))
    heads = [f"{small:,} → {large:,} (× {large / small:g})" for small, large in steps]
    rows = []
    for one in CONTENDERS:
        cells = [_growth(results[small].get(one.name), results[large].get(one.name)) for small, large in steps]
        if set(cells) > {NONE} or set(cells) - {NONE}:
            rows.append([one.title, *cells])
    return table(["time, times", *heads], rows)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table whose first column holds words, and the others numbers."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def machine(facts: Iterable[tuple[str, str]], rounds: int) -> Iterator[str]:
    """Yield the lines that say where and how was measured."""
    if rounds:  # counts are the same each time
        yield f"Medians of {rounds} rounds." if rounds > 1 else "One round: a try, no result."
    yield from (f"{name}: {value}." for name, value in facts)


def write(page: Path, text: str, place: str = BUILDS) -> None:
    """Put a result into its place in a page. Raises ValueError where the page has no such place."""
    marks = f"<!-- {place} -->\n", f"<!-- end of {place} -->\n"
    before, begin, rest = page.read_text("utf-8").partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not begin or not end:
        raise ValueError(f"{page}: {' … '.join(map(str.strip, marks))}")
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}", "utf-8", newline="\n")


def _title(name: str) -> str:
    return next(one.title for one in CONTENDERS if one.name == name)


def _ratio(runs: Sequence[Measurement], base: Sequence[Measurement]) -> str:
    if runs is base:
        return "1"
    found = ratio(runs, base)
    if len(runs) == 1:
        return number(found.middle)
    return f"{number(found.middle)} ({number(found.least)}–{number(found.most)})"


def _absolute(runs: Sequence[Measurement], builds: bool) -> Iterator[str]:
    yield number(middle(runs, lambda run: run.seconds))
    yield number(middle(runs, lambda run: run.processor))
    yield f"{middle(runs, lambda run: run.peak) / 1e6:.0f}"
    if builds:
        yield f"{middle(runs, lambda run: run.files):,.0f}"
        yield f"{middle(runs, lambda run: run.size) / 1e6:.1f}"


def _growth(small: Sequence[Measurement] | None, large: Sequence[Measurement] | None) -> str:
    if not small or not large:
        return NONE
    return number(middle(large, lambda run: run.seconds) / middle(small, lambda run: run.seconds))


def number(value: float) -> str:
    """Write a number with three digits that say something, but no more than the value has before the point."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"
