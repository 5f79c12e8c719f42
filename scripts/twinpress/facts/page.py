"""The aligned blocks of one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from twinpress.facts.difference import Difference

Found = tuple[int, Difference]
"""The number of a pair, from 0, and what is wrong in it."""


@dataclass(frozen=True)
class Page:
    """Pairs of texts, (original, translation), in the order of the page; ``language`` is the original's."""

    pairs: Sequence[tuple[str, str]]
    language: str = "zh"

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield (Chinese, English) of each pair."""
        for original, translation in self.pairs:
            yield (original, translation) if self.language == "zh" else (translation, original)

    def beside(self, number: int) -> list[int]:
        """Return the numbers of the pairs before and after one: sentences move there."""
        return [other for other in (number - 1, number + 1) if 0 <= other < len(self.pairs)]

    def joined(self, number: int, other: int) -> tuple[str, str]:
        """Return (original, translation) of two pairs as one."""
        first, second = sorted((number, other))
        (one, its), (two, theirs) = self.pairs[first], self.pairs[second]
        return f"{one}\n{two}", f"{its}\n{theirs}"

    @cached_property
    def chinese(self) -> str:
        """All Chinese of the page."""
        return "\n".join(chinese for chinese, _ in self)

    @cached_property
    def english(self) -> str:
        """All English of the page."""
        return "\n".join(english for _, english in self)
