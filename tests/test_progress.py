"""The progress bar: on a terminal alone, never wider than it, and nothing is left of it."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from test_builds import COMMAND
from test_builds import project as project
from twinpress import progress


class Terminal(io.StringIO):
    """A terminal of 80 columns that shows what stands on its line."""

    def isatty(self) -> bool:
        return True

    @property
    def shown(self) -> str:
        line = ""
        for part in self.getvalue().split("\r"):
            line = part + line[len(part) :]
        return line


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_bar_shows_share_rate_and_remaining_time() -> None:
    terminal, clock = Terminal(), Clock()
    with progress.shown(terminal, clock) as show:
        show(0, 32_000)
        assert terminal.shown == "[---------------------]   0%  0/32,000  每秒 0 个 · 0 files/s  还需 · left -:--"
        clock.now = 20.0
        show(8_000, 32_000)
        assert (
            terminal.shown.rstrip() == "[###----------]  25%  8,000/32,000  每秒 400 个 · 400 files/s  还需 · left 1:00"
        )
    assert terminal.shown.strip() == ""
    assert terminal.getvalue().endswith(" \r")


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.just(0.0) | st.floats(10**-6, 10**6), st.integers(1, 300))
def test_a_line_never_wraps(done: int, planned: int, rate: float, columns: int) -> None:
    line = progress._line(min(done, planned), planned, rate, columns)
    assert progress._width(line) <= columns


def test_where_there_is_no_terminal_nothing_is_written() -> None:
    stream = io.StringIO()
    with progress.shown(stream) as show:
        show(1, 2)
    assert stream.getvalue() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_build_in_a_terminal(project: Path) -> None:
    ours, theirs = os.openpty()
    process = subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    seen = b""
    with suppress(OSError):  # how Linux says that the other end is closed; macOS reads nothing
        while read := os.read(ours, 4096):
            seen += read
    os.close(ours)
    assert process.stdout is not None
    report = process.stdout.read()
    process.stdout.close()
    assert process.wait() == 0
    assert report.startswith(b"{")
    assert report.count(b"\n") == 1
    steps = seen.decode().split("\r")
    assert any(
        re.match(r"\[#+-*\] +\d+%  \d+/\d+  每秒 [\d,]+ 个 · [\d,]+ files/s  还需 · left \d+:\d\d", step)
        for step in steps
    )
    assert steps[-3].strip() == "", "the bar is wiped away"
    assert re.fullmatch(r"共 \d+ 页.* s\)", steps[-2]), "then comes the summary, on a line of its own"
    assert steps[-1] == "\n"


def test_a_build_elsewhere_says_one_line(project: Path) -> None:
    done = subprocess.run(COMMAND, capture_output=True, text=True, encoding="utf-8")
    assert re.fullmatch(r"共 \d+ 页.* s\)\n", done.stderr)
    assert done.stdout.count("\n") == 1
