"""What was asked of the archive while something was made.

Where every answer is the same again, what was made from them is the same, and need not be made again (``answers.py``). A
question is named where it is answered: the archive and its editions ask in the name of whoever reads them, so nobody who
makes a page has to think of it. Questions that are too many to name one by one share a coarse one (``EVERYTHING``).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

Question = tuple[str, ...]
"""What is asked for, and of what: ``("article", "2025/a-slug")``; ``answers.Answers`` has a method for each first word."""

EVERYTHING: Question = ("archive",)
"""Anything in the archive but the bodies of articles."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class _Now(threading.local):
    """What is being made now: a preview makes pages in several threads."""

    asked: set[Question] | None = None
    """Its questions; None: nobody keeps them."""


_now = _Now()


def ask(*question: str) -> None:
    """Note a question."""
    asked = _now.asked
    if asked is not None:
        asked.add(question)


class tracing:  # noqa: N801, read as a word; a generator would cost thrice as much, and every page begins hundreds
    """Collect the questions that are asked meanwhile; they are asked by whoever is collecting already as well."""

    __slots__ = ("asked", "before")

    def __enter__(self) -> set[Question]:
        self.before = _now.asked
        self.asked = _now.asked = set[Question]()
        return self.asked

    def __exit__(self, *failure: object) -> None:
        _now.asked = self.before
        if self.before is not None:
            self.before |= self.asked


class pause:  # noqa: N801
    """Let questions pass meanwhile that are part of one that was noted, or that only make an index."""

    __slots__ = ("before",)

    def __enter__(self) -> None:
        self.before, _now.asked = _now.asked, None

    def __exit__(self, *failure: object) -> None:
        _now.asked = self.before


class Memo(Generic[K, V]):
    """Remembers what was made for a key; whoever gets it again has asked the same questions.

    ``recall`` may know what was made for a key before there was this memo, and what was asked then.
    """

    def __init__(self) -> None:
        self._made: dict[K, tuple[V, Iterable[Question]]] = {}
        self._new: list[K] = []
        self.recall: Callable[[K], tuple[V, Iterable[Question]] | None] = lambda key: None

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return what was made for ``key``, made now if it is the first time."""
        found = self._made.get(key) or self.recall(key)
        if found is None:
            with tracing() as asked:
                value = make()
            found = (value, tuple(asked))
            self._new.append(key)
        elif _now.asked is not None:
            _now.asked.update(found[1])
        self._made[key] = found
        return found[0]

    def new(self) -> Iterator[tuple[K, V, Iterable[Question]]]:
        """Yield what was made since this was last asked: (key, value, questions)."""
        keys, self._new = self._new, []
        yield from ((key, *self._made[key]) for key in keys)
