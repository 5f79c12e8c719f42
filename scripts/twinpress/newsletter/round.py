"""The round: a letter taken to everybody on a list, at a modest pace, and to nobody twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from twinpress.newsletter.journal import Journal, State
from twinpress.newsletter.letter import Letter, written
from twinpress.newsletter.post import Answer, Post, UnreachableError

WAITS = (300, 900, 1800)
"""Seconds before those who were postponed are tried again. Greylisting servers ask for some five minutes."""
ROW = 10
"""Refusals one after the other, after which it is the letter or its sender that is refused."""


class RowError(Exception):
    """The server refused one letter after the other."""


@dataclass(kw_only=True)
class Pace:
    """So many letters a minute and no more, evenly."""

    per_minute: int
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _next: float = field(default=float("-inf"), init=False)

    def wait(self) -> None:
        """Wait until the next letter may go."""
        now = self.clock()
        if now < self._next:
            self.sleep(self._next - now)
        self._next = max(now, self._next) + 60 / self.per_minute


@dataclass(frozen=True, kw_only=True)
class Round:
    """Who gets a letter, and how."""

    letter: Letter
    recipients: Sequence[str]
    journal: Journal
    retry_refused: bool = False
    retry_uncertain: bool = False

    @property
    def left(self) -> list[str]:
        """Those who are tried, in the order of the list."""
        again = {State.REFUSED: self.retry_refused, State.UNCERTAIN: self.retry_uncertain}
        over = {State.SENT, *(state for state, tried in again.items() if not tried)}
        return [to for to, state in self.states.items() if state not in over]

    @property
    def states(self) -> dict[str, State | None]:
        """What is known of everybody; None: not tried yet."""
        return {to: self.journal.state(self.letter.key, to) for to in self.recipients}

    @property
    def sent(self) -> list[str]:
        """Those who have it."""
        return [to for to, state in self.states.items() if state is State.SENT]

    def go(self, post: Post, pace: Pace, wait: Callable[[int, int], None]) -> Iterator[tuple[str, Answer]]:
        """Send, yielding what became of each; ``wait`` is told how many are postponed, and for how many seconds.

        Raises OSError where the journal cannot be written, RowError, SenderError, and UnreachableError where no waiting helps.
        """
        key, left = self.letter.key, self.left
        if not left:
            if self.journal.is_open(key):  # the last line of that run was not written
                self.journal.end(key)
            return
        post.open()  # a server that cannot be reached at once is not waited for
        self.journal.begin(key, self.letter.lang, self.letter.articles, self.letter.date.isoformat(" ", "minutes"))
        row = 0
        for seconds in (0, *WAITS):
            if seconds:
                wait(len(left), seconds)
                pace.sleep(seconds)
            postponed: list[str] = []
            for number, to in enumerate(left):
                pace.wait()
                try:
                    answer = self._hand(post, to)
                except UnreachableError:
                    if seconds == WAITS[-1]:
                        raise
                    postponed += left[number:]
                    break
                yield to, answer
                row = row + 1 if answer.state is State.REFUSED else 0
                if row == ROW:
                    raise RowError(answer.words)
                if answer.state is State.POSTPONED:
                    postponed.append(to)
            left = postponed
            if not left:
                break
        self.journal.end(key)

    def _hand(self, post: Post, to: str) -> Answer:
        key = self.letter.key
        answer = post.hand(to, written(self.letter, to), lambda: self.journal.note(key, to, State.SENDING))
        self.journal.note(key, to, answer.state, answer.code)
        return answer
