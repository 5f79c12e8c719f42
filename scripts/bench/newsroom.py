"""Articles, one after the other: each depends on the seed, its number and what was written before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bench.bilingual import MONTHS, Both
from bench.chance import Chance, Rota
from bench.draft import Draft
from bench.lexicon import Lexicon
from bench.registry import Registry
from bench.story import Article, Series, Story

SMALL_WORDS = re.compile(r"\b(?:an?|and|at|by|for|from|has|have|how|in|is|of|on|or|the|they|to|what|which|who|with)\b")
"""What an address does without."""


class Newsroom:
    """Writes article after article, and keeps what later ones refer to."""

    def __init__(self, seed: int, registry: Registry, lexicon: Lexicon, *, full: bool = False):
        self.seed = seed
        self.registry = registry
        self.lexicon = lexicon
        self.full = full
        self.rota = Rota()
        self.stories: list[Story] = []
        """Those that a public article may link to."""
        self.taken: set[str] = set()
        """Titles and folders."""
        self.running: list[Series] = []
        self.number = 0

    def write(self) -> Article:
        """Return the next article."""
        chance = Chance(self.seed, self.number)
        draft = Draft(self, chance, self.number)
        self.number += 1
        return draft.article()

    def unique(self, make: Callable[[], Both], day: date) -> Both:
        """Return a title that no other article has: another try, else the day, else a number behind it."""
        for _ in range(6):
            title = make()
            if self._free(title):
                break
        else:
            title = Both(f"{title.zh}（{day.year}年{day.month}月）", f"{title.en} ({MONTHS[day.month - 1]} {day.year})")
        number, first = 1, title
        while not self._free(title):
            number += 1
            title = Both(f"{first.zh}（{number}）", f"{first.en} ({number})")
        self.taken |= set(title)
        return title

    def _free(self, title: Both) -> bool:
        return self.taken.isdisjoint(title)

    def folder(self, title: str, year: int) -> str:
        """Return a new folder named after an English title."""
        words = re.findall(r"[a-z0-9]+", SMALL_WORDS.sub("", title.lower().replace("’", "")))
        path = first = f"{year}/{'-'.join(words[:6])}"
        number = 1
        while path in self.taken:
            number += 1
            path = f"{first}-{number}"
        self.taken.add(path)
        return path
