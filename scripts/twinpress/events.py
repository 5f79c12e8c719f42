"""Events: the days and months in which they take place, as front matter says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta

from twinpress.model import Event

MONTHS = 12
"""Months in which an event counts at most: one that is said to last until 9999 would have a hundred thousand."""
MIDNIGHT = time()
RECORDED = re.compile(r"/(?:[a-z]{2}/)?calendar/((?!0000)\d{4}/(?:0[1-9]|1[0-2]))/")
"""The address of a month's page, as the record of addresses has it (``addresses.py``)."""


def days(event: Event) -> tuple[date, date]:
    """Return the first and the last day of an event, as they are written; the last is never before the first.

    What ends at midnight has no part in the day that begins then.
    """
    first = event.start.at.date()
    if event.end is None:
        return first, first
    last = event.end.at.date()
    if last > first and event.end.precision != "day" and event.end.at.time() == MIDNIGHT:
        last -= timedelta(days=1)
    return first, max(first, last)


def months(event: Event) -> Iterator[str]:
    """Yield the months in which an event takes place (``2025/11``), at most the first ``MONTHS``."""
    first, last = days(event)
    start = first.year * 12 + first.month - 1
    end = last.year * 12 + last.month - 1
    for number in range(start, min(end, start + MONTHS - 1) + 1):
        yield f"{number // 12:04}/{number % 12 + 1:02}"


def recorded(addresses: Iterable[str]) -> Iterator[str]:
    """Yield the months whose pages are among recorded addresses."""
    for address in addresses:
        if match := RECORDED.fullmatch(address):
            yield match[1]
