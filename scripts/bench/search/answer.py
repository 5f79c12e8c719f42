"""What a contender answered to a question, and what all its answers say together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean, median

ENOUGH = 0.99
"""Recall from which on a question counts as answered in full."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One question, as it was answered."""

    text: str
    must: int
    """Articles that must be found."""
    found: int
    """Articles that the index found."""
    right: int
    """Those of them that must be found, and that no further look kept back."""
    fair: int
    """Those of them that may be found."""
    shown: int
    """Articles among the first of them that a reader is shown, after whatever else is looked at."""
    shown_fair: int
    """Those of them that may be found."""
    sent: int
    """Bytes from opening the search to the first results."""
    requests: int
    rounds: int
    """Rounds of requests, of which each waits for the one before."""
    warm: float
    """Milliseconds when everything is there already."""
    phone: float
    """Seconds from opening the search to the first results on a telephone."""

    @property
    def recall(self) -> float:
        """The share of what must be found that was."""
        return self.right / self.must

    @property
    def precision(self) -> float:
        """The share of what was found that may be."""
        return self.fair / self.found if self.found else 1.0

    @property
    def shown_precision(self) -> float:
        """The same of what is shown."""
        return self.shown_fair / self.shown if self.shown else 1.0


def average(answers: Sequence[Answer], value: Callable[[Answer], float]) -> float:
    """Return the mean of a value over all questions."""
    return mean(map(value, answers))


def middle_and_worst(answers: Sequence[Answer], value: Callable[[Answer], float]) -> tuple[float, float]:
    """Return the median of a value over all questions, and the highest."""
    values = [value(answer) for answer in answers]
    return median(values), max(values)


def precision(answers: Sequence[Answer]) -> float:
    """Return the mean precision over the questions that found anything."""
    return mean([answer.precision for answer in answers if answer.found] or [0.0])
