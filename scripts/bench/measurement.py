"""One run of a program: how long, how much memory, how many files. And what several runs say together.

The peak is that of the largest process of a program, not of all together (``ru_maxrss`` of ``os.wait4``), and Linux counts in
it what the parent was when it forked: whoever measures must stay small itself, and so imports none of what is measured.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

TAIL = 2000
"""Characters of its output that are shown of a program that failed."""
MAXRSS = 1 if sys.platform == "darwin" else 1024
"""Bytes in a unit of ``ru_maxrss``: getrusage(2) of macOS and of Linux."""


class FailedError(Exception):
    """A program that ended with another status than 0: its run says nothing."""


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """One run of a program."""

    seconds: float
    """From start to end, as a person waits."""
    processor: float
    """Seconds on all processors together."""
    peak: int
    """Bytes of memory of its largest process."""
    files: int = 0
    """Files written into the output folder."""
    size: int = 0
    """Bytes in them."""


def take(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], output: Path | None = None
) -> Measurement:
    """Run a program in ``folder`` and measure it, with what it wrote below ``output``.

    Raises FailedError with the end of what the program said.
    """
    before = listing(output)
    log = folder / "bench.log"
    with log.open("wb") as said:
        start = perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        seconds = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)  # Popen did not see it end
    if process.returncode:
        raise FailedError(f"{' '.join(command)}: {process.returncode}\n{log.read_text('utf-8', 'replace')[-TAIL:]}")
    written = [file[0] for path, file in listing(output).items() if before.get(path) != file]
    return Measurement(
        seconds=seconds,
        processor=usage.ru_utime + usage.ru_stime,
        peak=usage.ru_maxrss * MAXRSS,
        files=len(written),
        size=sum(written),
    )


def listing(folder: Path | None) -> dict[str, tuple[int, int, int]]:
    """Return (size, time of change, inode) of every file below a folder: what is written anew has another one."""
    found: dict[str, tuple[int, int, int]] = {}
    waiting = [str(folder)] if folder and folder.is_dir() else []
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    about = entry.stat(follow_symlinks=False)
                    found[entry.path] = (about.st_size, about.st_mtime_ns, about.st_ino)
    return found


def middle(runs: Sequence[Measurement], value: Callable[[Measurement], float]) -> float:
    """Return the median of a value over several runs."""
    return median(map(value, runs))


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """How many times as long one program takes as another."""

    middle: float
    """The median of the rounds."""
    least: float
    most: float


def ratio(runs: Sequence[Measurement], base: Sequence[Measurement]) -> Ratio:
    """Compare two programs round by round: what slowed the machine down for a while slowed down both.

    Raises ValueError where they did not run in the same rounds.
    """
    found = [one.seconds / other.seconds for one, other in zip(runs, base, strict=True)]
    return Ratio(middle=median(found), least=min(found), most=max(found))
