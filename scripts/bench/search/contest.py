"""The contest: everybody builds an index of the same texts, in turn, and is then asked the same questions."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import machine, measurement, program
from bench.measurement import Measurement
from bench.search.answer import Answer
from bench.search.bench import LANGUAGES, Bench
from bench.search.contender import CONTENDERS, Contender, taking_part
from bench.search.report import Outcome, Outcomes, weigh


def versions() -> Iterator[tuple[str, str]]:
    """Yield (program, its version) of what takes part and does not have it in its name."""
    if program.CHROMIUM:
        yield "Chromium", machine.released(program.CHROMIUM, "--version")
    if program.jieba():
        yield "jieba", program.version("jieba")


def hold(folder: Path, articles: int, rounds: int) -> Outcomes:
    """Measure everybody who can take part, in a new folder. Raises FailedError where a program fails."""
    bench = Bench(folder, articles)
    contenders = taking_part(articles)
    for one in CONTENDERS:
        if one not in contenders:
            print(f"略过 · passed over: {one.title}", file=sys.stderr)
    _prepare(bench, contenders)
    runs = {language: _build(bench, language, contenders, rounds) for language in LANGUAGES}
    answers = _ask(bench, contenders)
    return {
        language: {
            one.name: Outcome(
                runs=runs[language][one.name],
                **weigh(bench.index(language, one.name)),
                answers=answers[language][one.name],
            )
            for one in contenders
        }
        for language in LANGUAGES
    }


def _prepare(bench: Bench, contenders: Sequence[Contender]) -> None:
    """Write the texts, and what is made of them before anything is measured."""
    bench.run("bench.search.record", str(bench.folder), "--articles", str(bench.articles))
    if any(one.reader == "pagefind" for one in contenders):
        for language in LANGUAGES:
            bench.run("bench.search.page", str(bench.texts(language)), str(bench.pages(language)))


def _build(bench: Bench, language: str, contenders: Sequence[Contender], rounds: int) -> dict[str, list[Measurement]]:
    """Build every index in every round; a round begins with another one each time."""
    found: dict[str, list[Measurement]] = {one.name: [] for one in contenders}
    for number in range(rounds):
        first = number % len(contenders)
        for one in (*contenders[first:], *contenders[:first]):
            folder = bench.index(language, one.name)
            shutil.rmtree(folder, ignore_errors=True)
            run = measurement.take(one.command(bench, language, folder), bench.folder, bench.environment)
            found[one.name].append(run)
            print(f"{language} {number + 1} {one.name:<16} {run.processor:8.2f} s", file=sys.stderr, flush=True)
    return found


def _ask(bench: Bench, contenders: Sequence[Contender]) -> dict[str, dict[str, list[Answer]]]:
    """Ask every question, in a process of its own: this one stays small, for what it measures starts with its size."""
    file = bench.folder / "answers.json"
    names = ",".join(one.name for one in contenders)
    bench.run(
        "bench.search.asking", str(bench.folder), str(file), "--contenders", names, "--browser", str(program.CHROMIUM)
    )
    found = json.loads(file.read_text("utf-8"))
    return {
        language: {name: [Answer(**answer) for answer in answers] for name, answers in group.items()}
        for language, group in found.items()
    }
