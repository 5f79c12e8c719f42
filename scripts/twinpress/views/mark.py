"""The mark: how far a log was counted, so that no line of it counts twice.

Logs are imported while they grow, again after they were rotated, and twice by mistake. A line counts if it is newer than the
newest one that was read before. That second may not have been complete, and servers write lines of several processes a
moment late: so the lines of the newest seconds were counted, and as many of each are passed over the next time. Each year
keeps its own newest seconds, since its file may be the last one that could be written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from twinpress.views.tally import Lines

SLACK = 10
"""Seconds that a line may stand behind a newer one."""
ROOM = 4 * SLACK
"""Seconds that are remembered beyond those that are kept, so that they are seldom sorted out."""


class Mark:
    """How far a log has been read; asked about each of its lines in turn."""

    def __init__(self, lines: Lines, year: Callable[[int], int]):
        """Go on from where a log was counted to; ``year``: that of a second, on the site's days."""
        self._before = dict(lines)
        self._here: Counter[int] = Counter()
        self._newest = max(lines, default=-1)
        self._year = year
        self._room = ROOM

    @property
    def lines(self) -> Lines:
        """The lines of the newest seconds of each year, for the next file of the same log."""
        seconds = self._kept({*self._before, *self._here})
        return {second: max(self._before.get(second, 0), self._here[second]) for second in seconds}

    def passes(self, second: int) -> bool:
        """Tell whether the next line of a file, written in this second, was not counted yet."""
        if second < self._newest - SLACK:
            return False
        if second > self._newest:
            self._newest = second
            if len(self._here) > self._room:
                self._here = Counter({kept: self._here[kept] for kept in self._kept(self._here)})
                self._room = len(self._here) + ROOM
        self._here[second] += 1
        return self._here[second] > self._before.get(second, 0)

    def _kept(self, seconds: Iterable[int]) -> list[int]:
        ordered = sorted(seconds)
        newest = {self._year(second): second for second in ordered}
        return [second for second in ordered if second >= newest[self._year(second)] - SLACK]
