"""What was measured of searches, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measurement import Measurement, middle
from bench.program import NEWEST
from bench.report import NONE, number, table
from bench.search import host, query
from bench.search.answer import ENOUGH, Answer, average, middle_and_worst, precision
from bench.search.contender import CONTENDERS, Contender

BASE = "pagefind-newest"
"""With whose build the others are compared."""
CODE = (".css", ".js")
"""Suffixes of what belongs to a search and is no index."""
LANGUAGES = {"zh": "Chinese", "en": "English"}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was measured of a contender in one language."""

    runs: Sequence[Measurement]
    """Builds of its index."""
    files: int
    size: int
    """Bytes of its index, as a host would send them."""
    answers: Sequence[Answer]


Outcomes = Mapping[str, Mapping[str, Outcome]]
"""By language and name of the contender."""


def weigh(folder: Path) -> dict[str, int]:
    """Return ``files`` and ``size`` of an index."""
    files = [file for file in folder.rglob("*") if file.is_file() and file.suffix not in CODE]
    return {"files": len(files), "size": sum(len(host.sent(file)) for file in files)}


def tables(outcomes: Outcomes, articles: int) -> str:
    """Return every table, as Markdown."""
    parts = []
    for language, found in outcomes.items():
        group = [one for one in CONTENDERS if one.name in found]
        asked = len(found[group[0].name].answers)
        parts.append(f"### {LANGUAGES[language]}, {articles:,} made-up articles, {asked} questions\n")
        parts.append(table(["index", *_BUILD], [[one.title, *_build(found, one)] for one in group]))
        parts.append(table(["found", *_FOUND], [[one.title, *_found(found[one.name].answers)] for one in group]))
        parts.append(table(["asked", *_ASKED], [[one.title, *_asked(found[one.name].answers)] for one in group]))
        parts.append(_extremes(found[group[0].name].answers, group[0].title))
        parts.append(
            table(["recall by kind of question", *(one.title for one in group)], list(_kinds(language, found, group)))
        )
    return "\n".join(parts)


_TIMES = f"times Pagefind {NEWEST}"
_BUILD = ("processor seconds", _TIMES, "peak MB", _TIMES, "MB as sent", "files")
_FOUND = ("recall", "precision", "of the first 100 shown", f"questions with recall < {ENOUGH}", "with nothing found")
_ASKED = (
    "KB to the first results, median", "worst", "requests, median", "worst", "rounds, median", "worst",
    "asked again: ms, median", "worst", "telephone: s, median", "worst",
)  # fmt: skip


def _build(found: Mapping[str, Outcome], one: Contender) -> Iterator[str]:
    here, base = found[one.name], found.get(BASE)
    for value in (lambda run: run.processor, lambda run: run.peak / 1e6):
        own = middle(here.runs, value)
        yield number(own)
        yield number(own / middle(base.runs, value)) if base else NONE
    yield f"{here.size / 1e6:.1f}"
    yield f"{here.files:,}"


def _found(answers: Sequence[Answer]) -> Iterator[str]:
    yield f"{average(answers, lambda answer: answer.recall):.3f}"
    yield f"{precision(answers):.3f}"
    yield f"{average([answer for answer in answers if answer.shown] or answers, lambda answer: answer.shown_precision):.3f}"
    yield str(sum(answer.recall < ENOUGH for answer in answers))
    yield str(sum(not answer.found for answer in answers))


def _asked(answers: Sequence[Answer]) -> Iterator[str]:
    yield from (f"{value / 1000:,.0f}" for value in middle_and_worst(answers, lambda answer: answer.sent))
    yield from (f"{value:g}" for value in middle_and_worst(answers, lambda answer: answer.requests))
    yield from (f"{value:g}" for value in middle_and_worst(answers, lambda answer: answer.rounds))
    yield from (number(value) for value in middle_and_worst(answers, lambda answer: answer.warm))
    yield from (number(value) for value in middle_and_worst(answers, lambda answer: answer.phone))


def _extremes(answers: Sequence[Answer], title: str) -> str:
    """Return with which questions a contender had most to do."""
    most = (
        max(answers, key=value).text for value in (lambda one: one.sent, lambda one: one.requests, lambda one: one.warm)
    )
    return "{}: most bytes with `{}`, most requests with `{}`, longest when asked again with `{}`.\n".format(
        title, *most
    )


def _kinds(language: str, found: Mapping[str, Outcome], group: Sequence[Contender]) -> Iterator[Sequence[str]]:
    """Yield, for each kind of question, the mean recall of each contender."""
    kinds = {one.text: one.kind for one in query.load(language)}
    for kind, title in query.KINDS.items():
        answers = [[answer for answer in found[one.name].answers if kinds[answer.text] == kind] for one in group]
        if answers[0]:
            yield [title, *(f"{average(some, lambda answer: answer.recall):.2f}" for some in answers)]
