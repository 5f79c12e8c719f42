"""The progress of a long command, on a terminal: how much is done, how fast it goes, how long it will take."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

Progress = Callable[[int, int], None]
"""Is told how many things are done, and how many there are."""

LONGEST = 30
"""Columns of the bar itself."""
SHORTEST = 8
"""Columns below which a terminal shows the words alone."""
COLUMNS = 80
"""Width of a terminal that does not know its own."""


@contextmanager
def shown(stream: TextIO, clock: Callable[[], float] = time.monotonic) -> Iterator[Progress]:
    """Give a function that shows progress on a terminal; at the end nothing is left of it. Elsewhere nothing is written."""
    if not stream.isatty():
        yield lambda done, planned: None
        return
    bar = Bar(stream, clock)
    try:
        yield bar.show
    finally:
        bar.clear()


class Bar:
    """One line of a terminal, written over and over."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]):
        self.stream = stream
        self.clock = clock
        self.started: tuple[float, int] | None = None
        self.width = 0
        """Columns of the line that stands there."""

    def show(self, done: int, planned: int) -> None:
        """Show how far it has come; the first call starts the clock."""
        moment = self.clock()
        started, before = self.started = self.started or (moment, done)
        rate = (done - before) / (moment - started) if moment > started else 0.0
        self._write(_line(done, planned, rate, _columns(self.stream) - 1))  # in the last column some terminals wrap

    def clear(self) -> None:
        """Leave an empty line, with the cursor at its beginning."""
        if self.width:
            self._write("")
            self.stream.write("\r")
            self.stream.flush()

    def _write(self, line: str) -> None:
        width = _width(line)
        self.stream.write("\r" + line + " " * (self.width - width))
        self.stream.flush()
        self.width = width


def _line(done: int, planned: int, rate: float, columns: int) -> str:
    """Return one line, no longer than ``columns``; words that do not fit are left out."""
    share = done / planned if planned else 1.0
    percent = f"{int(share * 100):3d}%"
    speed = f"每秒 {rate:,.0f} 个 · {rate:,.0f} files/s"
    remaining = _time((planned - done) / rate) if rate else "-:--"
    for words in (
        f"{percent}  {done:,}/{planned:,}  {speed}  还需 · left {remaining}",
        f"{percent}  {rate:,.0f}/s  {remaining}",
        percent,
    ):
        room = min(LONGEST, columns - _width(words) - 3)
        if room >= SHORTEST:
            full = int(share * room)
            return f"[{'#' * full}{'-' * (room - full)}] {words}"
        if room >= -3:
            return words
    return ""


def _time(seconds: float) -> str:
    """Return a length of time: ``1:02:05``, ``2:05``."""
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def _width(text: str) -> int:
    """Return the columns that a terminal gives to a text; Chinese characters take two."""
    return sum(2 if "\u2e80" <= character <= "\uffef" else 1 for character in text)


def _columns(stream: TextIO) -> int:
    """Return the width of a terminal."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or COLUMNS
    except (OSError, ValueError):  # no terminal of the system's
        return COLUMNS
