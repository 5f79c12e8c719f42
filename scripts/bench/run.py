"""The benchmark: ``make bench``, or ``python -m bench.run --sizes 250,1000,5000,10000 --rounds 3``.

Whole processes are timed, all contenders in turn in every round, so that what slows the machine down for a while slows
down all of them. See docs/handbook/developers/benchmarks.en.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import drift, machine, measurement, program, report, staleness
from bench.contender import CONTENDERS, Contender, chosen
from bench.measurement import FailedError, Measurement
from bench.search import contest
from bench.search import report as search_report
from bench.workbench import ROOT, Workbench

PAGE = ROOT / "docs/handbook/developers/benchmarks.en.md"
SIZES = (250, 500)
"""Pairs of articles, for trying out; the first is what Material and static-i18n can bear."""
LARGE = 50_000
ARTICLES = 300
"""Made-up articles whose translations are confirmed and edited."""
LEAST = 20
"""Articles without which the archive has too little of everything."""


@dataclass(frozen=True)
class Result:
    """What was measured."""

    place: str
    """Where it stands in the handbook."""
    about: Sequence[tuple[str, str]]
    """The machine and the versions of what took part."""
    tables: str


def measure(bench: Workbench, contenders: Sequence[Contender], rounds: int) -> dict[str, list[Measurement]]:
    """Run every contender in every round; a round begins with another one each time."""
    found: dict[str, list[Measurement]] = {one.name: [] for one in contenders}
    for number in range(1, rounds + 1):
        first = (number - 1) % len(contenders)
        for one in (*contenders[first:], *contenders[:first]):
            one.prepare(bench, number)
            output = bench.site(one.tree) if one.builds else None
            run = measurement.take(one.command(bench), bench.tree(one.tree), bench.environment, output)
            found[one.name].append(run)
            print(f"{bench.pairs:>6} {number} {one.name:<14} {run.seconds:8.2f} s", file=sys.stderr, flush=True)
    return found


def taking_part(contenders: Iterable[Contender], pairs: int, hugo: Path | None) -> tuple[Contender, ...]:
    """Return the contenders that can bear so many pairs, without Hugo where it is not installed."""
    return tuple(one for one in contenders if (one.most is None or pairs <= one.most) and (one.tree != "hugo" or hugo))


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(sorted({int(part) for part in text.split(",")}))
    if sizes[0] < LEAST:
        raise ValueError(text)
    return sizes


def _names(text: str) -> tuple[Contender, ...]:
    try:
        return chosen(text.split(","))
    except KeyError as error:
        raise ValueError(text) from error


def main() -> None:
    """Measure as the command line asks for it."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=_sizes, default=SIZES, metavar="N,N", help=f"pairs of articles, from {LEAST}")
    parser.add_argument("--large", action="store_true", help=f"{LARGE:,} pairs as well")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    names = ", ".join(one.name for one in CONTENDERS)
    parser.add_argument("--contenders", type=_names, default=chosen(), metavar="NAME,NAME", help=f"of {names}")
    parser.add_argument("--search", type=int, metavar="N", help="searches instead, in N articles of each language")
    parser.add_argument("--translations", type=Path, metavar="DIR", help="translations instead: see bench/drift.py")
    parser.add_argument("--pages", action="store_true", help="how fast pages open instead, on a slow telephone")
    parser.add_argument("--folder", type=Path, default=ROOT / ".cache", help="where the trees are made, and removed")
    parser.add_argument("--write", action="store_true", help="put the result into the handbook")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds ≥ 1")
    if options.search is not None and options.search < LEAST:
        parser.error(f"--search ≥ {LEAST}")
    options.folder.mkdir(parents=True, exist_ok=True)
    try:
        if options.translations is not None:
            result = _translations(options)
        elif options.pages:
            result = _pages(options)
        else:
            result = _builds(options) if options.search is None else _search(options)
    except FailedError as error:
        sys.exit(f"测量失败 · nothing measured, because a program failed: {error}")
    rounds = 0 if options.translations else options.rounds
    facts = "\n".join(f"- {line}" for line in report.machine(result.about, rounds))
    text = f"{facts}\n\n{result.tables}"
    print(text)
    if options.write:
        report.write(PAGE, text, result.place)


def _builds(options: argparse.Namespace) -> Result:
    """Measure building and checking."""
    hugo = program.hugo()
    if hugo is None:
        print("没有 Hugo，略过 · no Hugo, passed over: make .venv/bench", file=sys.stderr)
    results: dict[int, dict[str, list[Measurement]]] = {}
    for pairs in (*options.sizes, *([LARGE] if options.large else [])):
        bench = Workbench(Path(tempfile.mkdtemp(prefix="bench-", dir=options.folder)), pairs, hugo)
        try:
            results[pairs] = measure(bench, taking_part(options.contenders, pairs, hugo), options.rounds)
        finally:
            bench.remove()
    return Result(report.BUILDS, tuple(machine.describe(hugo)), report.tables(results))


def _search(options: argparse.Namespace) -> Result:
    """Measure searches."""
    if program.CHROMIUM is None:
        sys.exit("没有 Chromium，无法比较搜索 · who asks is Chromium, which is not there: apt-get install chromium")
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.folder, ignore_cleanup_errors=True) as folder:
        outcomes = contest.hold(Path(folder), options.search, options.rounds)
    about = (*machine.describe(None), *contest.versions())
    return Result(report.SEARCH, about, search_report.tables(outcomes, options.search))


def _pages(options: argparse.Namespace) -> Result:
    """Measure how fast pages open."""
    if program.CHROMIUM is None:
        sys.exit(
            "没有 Chromium，无法打开网页 · who opens pages is Chromium, which is not there: apt-get install chromium"
        )
    # here alone: whoever measures programs stays small, and these bring a browser's driver and the generator
    from bench.speed import contest as visits
    from bench.speed import report as speed_report

    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.folder, ignore_cleanup_errors=True) as folder:
        outcomes = visits.hold(Path(folder), options.rounds, program.CHROMIUM)
    about = (*machine.describe(None), *visits.versions())
    return Result(report.PAGES, about, speed_report.tables(*outcomes))


def _translations(options: argparse.Namespace) -> Result:
    """Measure what is found in translations; nothing is random but the time it takes, so one round is enough."""
    try:
        outcomes = drift.measure(options.translations)
    except (OSError, ValueError) as error:
        sys.exit(f"没有可用的对照文本 · no parallel text that can be used: {error}")
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.folder) as folder:
        states = staleness.measure(Path(folder) / "content", ARTICLES)
    return Result(report.TRANSLATIONS, tuple(machine.describe(None)), drift.tables(outcomes, states))


if __name__ == "__main__":
    main()
