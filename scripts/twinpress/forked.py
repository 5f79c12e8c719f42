"""Work in processes that are forked: each begins with everything that this one has read."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import Any, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")

_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None
"""What a process has inherited: neither the function nor the items need be pickled."""


def each(work: Callable[[Item], Made], items: Sequence[Item], *, chunk: int) -> list[Made] | None:
    """Return what ``work`` makes of each item, ``chunk`` of them at a time; None where nothing is gained, or it is not safe.

    What is made is pickled.
    """
    count = min(processes(), len(items))
    if count < 2:
        return None
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(count, context, _begin, (work, items)) as pool:
            return list(pool.map(_at, range(len(items)), chunksize=chunk))
    except (OSError, BrokenExecutor):  # no more processes, or no memory for them
        return None


def processes() -> int:
    """Return how many processes may be forked; 1 where that is not safe."""
    # a process that is forked while another thread holds a lock waits for ever
    return 1 if sys.platform != "linux" or threading.active_count() > 1 else os.cpu_count() or 1


def _begin(work: Callable[[Any], Any], items: Sequence[Any]) -> None:
    global _work
    _work = (work, items)


def _at(number: int) -> Any:
    assert _work
    work, items = _work
    return work(items[number])
