"""Results: what is shown of what was found, a *window* after the other.

A window is read, each story in it is proved by its text, those that do not hold what was asked for are left out, and those
that hold all of it as one phrase come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from twinpress.search import proof
from twinpress.search.engine import Engine, Hit
from twinpress.search.names import Meant
from twinpress.search.proof import Pieces
from twinpress.search.query import parse, phrase, spans, wanted

WINDOW = 10
"""Results that are read, proved and ordered at a time: a page of them."""


@dataclass(frozen=True)
class Result:
    """A story as a result shows it."""

    path: str
    title: Pieces
    date: str
    section: str
    snippet: Pieces


class Search:
    """What one query finds."""

    def __init__(self, engine: Engine, query: str):
        self._engine = engine
        self._parts = parse(query)
        self._clauses = engine.clauses(self._parts)
        self._wanted = wanted(self._clauses)
        self._phrase = phrase(self._clauses)

    @cached_property
    def hits(self) -> list[Hit]:
        """Everything that may be what was asked for, best first."""
        return self._engine.find(self._clauses)

    @cached_property
    def names(self) -> tuple[Meant, ...]:
        """Entries of the vocabulary that the query may mean and that have a page."""
        found = [one for key in spans(self._parts) for one in self._engine.meant(key)]
        return tuple({one.path: one for one in found if one.path is not None}.values())

    def __iter__(self) -> Iterator[Result]:
        """Yield what holds what was asked for."""
        for start in range(0, len(self.hits), WINDOW):
            yield from self.window(start)

    def window(self, start: int) -> list[Result]:
        """Return what holds what was asked for in the window that begins with a hit."""
        stories = map(self._engine.story, self.hits[start : start + WINDOW])
        shown = [one for story in stories if (one := self._shown(story))]
        return [result for _, result in sorted(shown, key=lambda one: one[0])]

    def _shown(self, story: Any) -> tuple[bool, Result] | None:
        """Return (whether it lacks the phrase, the result); None where it does not hold what was asked for."""
        texts = [proof.text(text) for text in (story["title"], *story["head"], story["body"])]
        if not proof.holds(texts, self._clauses):
            return None
        lacks = self._phrase is not None and not any(any(text.spans(self._phrase)) for text in texts)
        best = next((text for text in (texts[-1], *texts[1:-1]) if proof.has(text, self._wanted)), None)
        best = best or next((text for text in (*texts[1:-1], texts[-1]) if text.shown), texts[-1])
        return lacks, Result(
            path=story["path"],
            title=proof.marked(texts[0], self._wanted),
            date=story["date"],
            section=story["section"],
            snippet=proof.snippet(best, self._wanted),
        )
