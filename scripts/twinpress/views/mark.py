"""The mark: how far a log was counted, so that no line of it counts twice.

Logs are imported while they grow, again after they were rotated, and twice by mistake. A line counts if it is newer than the
newest one that was read before. That second may not have been complete, and servers write lines of several processes a
moment late: so the lines of the newest seconds were counted, and as many of each are passed over the next time.
"""

from __future__ import annotations

from collections import Counter

from twinpress.views.tally import Lines

SLACK = 10
"""Seconds that a line may stand behind a newer one."""


class Mark:
    """How far a log has been read; asked about each of its lines in turn."""

    def __init__(self, lines: Lines):
        self._before = dict(lines)
        self._here: Counter[int] = Counter()
        self._newest = max(lines, default=-1)

    @property
    def lines(self) -> Lines:
        """The lines of the newest seconds, for the next file of the same log."""
        seconds = sorted({*self._before, *self._here})
        return {
            second: max(self._before.get(second, 0), self._here[second])
            for second in seconds
            if second >= self._newest - SLACK
        }

    def passes(self, second: int) -> bool:
        """Tell whether the next line of a file, written in this second, was not counted yet."""
        if second < self._newest - SLACK:
            return False
        if second > self._newest:
            self._newest = second
            if len(self._here) > 4 * SLACK:
                self._here = Counter({kept: count for kept, count in self._here.items() if kept >= second - SLACK})
        self._here[second] += 1
        return self._here[second] > self._before.get(second, 0)
