"""Chance that is the same on every machine: seeded draws, ranks as words have them, and turns."""

from __future__ import annotations

import hashlib
import random
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Chance:
    """Draws that depend on the key alone.

    Only ``random()`` of the generator is used: Python promises its sequence from version to version, and that of no other
    method. The arithmetic on it is such that IEEE 754 gives every machine the same result.
    """

    def __init__(self, *key: object):
        digest = hashlib.sha256("/".join(map(str, key)).encode()).digest()
        self.share = random.Random(int.from_bytes(digest, "big")).random
        """Returns a number from 0 to 1, without 1."""

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to ``limit`` - 1."""
        return int(self.share() * limit)

    def between(self, least: int, most: int) -> int:
        """Return a whole number from ``least`` to ``most``, both included."""
        return least + self.below(most - least + 1)

    def happens(self, percent: int) -> bool:
        """Tell whether something happens that happens in ``percent`` of all cases."""
        return self.share() * 100 < percent

    def pick(self, things: Sequence[T]) -> T:
        """Return one of ``things``, each as likely as the others."""
        return things[self.below(len(things))]


class Ranked(Generic[T]):
    """Things by rank, the commonest first."""

    def __init__(self, things: Sequence[T], weights: Sequence[float] | None = None):
        """Take ``weights`` (how often each thing occurs), or Zipf's law: the r-th thing weighs 1/(r + 2)."""
        self.things = things
        self._bounds = list(accumulate(weights or (1 / (rank + 3) for rank in range(len(things)))))

    def draw(self, chance: Chance, among: int | None = None) -> T:
        """Return one of the first ``among`` things, of all if not given."""
        last = (len(self.things) if among is None else among) - 1
        return self.things[bisect(self._bounds, chance.share() * self._bounds[last], 0, last)]


class Rota:
    """Gives rare things their turn by counting, so that a small archive has all of them and a large one its share."""

    def __init__(self) -> None:
        self._calls: Counter[str] = Counter()

    def next(self, name: str, things: Sequence[T]) -> T:
        """Return the next of ``things``, the first again after the last."""
        self._calls[name] += 1
        return things[(self._calls[name] - 1) % len(things)]

    def due(self, name: str, every: int) -> bool:
        """Tell whether it is the turn of something that comes ``every`` so many times."""
        self._calls[name] += 1
        return self._calls[name] % every == 0

    def dwindles(self, name: str, after: int, factor: int = 4) -> bool:
        """Tell the same of something that an archive always has a few of: its turns come ever more rarely.

        They are 1, 4, 16, 64 … times after the first ``after`` (powers of ``factor``): what is unfinished or yet to come
        does not grow with what has been.
        """
        self._calls[name] += 1
        turn = self._calls[name] - after
        while turn > 1 and turn % factor == 0:
            turn //= factor
        return turn == 1
