"""Moments: dates and times that remember how precisely they were written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache, total_ordering

PATTERN = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:(?:[Tt]|\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"\s*(?P<offset>[Zz]|[+-]\d{2}:?\d{2})?)?"
)
OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})")


@lru_cache(maxsize=64)  # one object for each offset: 20,000 pickled moments share it
def offset(text: str) -> timezone:
    """Return the time zone of an offset such as ``+08:00`` or ``Z``; raise ValueError for anything else."""
    if text in ("Z", "z"):
        return UTC
    match = OFFSET.fullmatch(text)
    if match is None:
        raise ValueError(f"not an offset: {text}")
    minutes = int(match["hours"]) * 60 + int(match["minutes"])
    return timezone(timedelta(minutes=-minutes if match["sign"] == "-" else minutes))


@total_ordering
@dataclass(frozen=True, kw_only=True, eq=False)
class Moment:
    """A point in time with the precision it was written in, which does not count when moments are compared."""

    at: datetime
    """The (first) instant, with an offset."""
    precision: str
    """``day``, ``minute`` or ``second``."""

    @classmethod
    def parse(cls, text: str, zone: timezone) -> Moment:
        """Read ``2025-11-20``, ``2025-11-20 16:10`` or ``2025-11-20 16:10:16 +08:00``.

        ``zone`` holds where no offset is written. Raises ValueError for any other text and for days that do not exist.
        """
        match = PATTERN.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not a date: {text}")
        parts = {name: int(match[name] or 0) for name in ("year", "month", "day", "hour", "minute", "second")}
        tzinfo = offset(match["offset"]) if match["offset"] else zone
        precision = "day" if match["hour"] is None else "minute" if match["second"] is None else "second"
        return cls(at=datetime(**parts, tzinfo=tzinfo), precision=precision)

    @property
    def end(self) -> datetime:
        """The first instant after it: a plain day lasts until the next one begins."""
        if self.precision != "day":
            return self.at
        try:
            return self.at + timedelta(days=1)
        except OverflowError:  # 9999-12-31, which some write for "never"
            return self.at

    @property
    def iso(self) -> str:
        """ISO 8601 with just the precision given: ``2025-11-20`` or ``2025-11-20T16:10+08:00``."""
        if self.precision == "day":
            return self.at.date().isoformat()
        return self.at.isoformat(timespec="minutes" if self.precision == "minute" else "seconds")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Moment) and self.at == other.at

    def __hash__(self) -> int:
        return hash(self.at)

    def __lt__(self, other: Moment) -> bool:
        return self.at < other.at

    def __str__(self) -> str:
        """Return the normal written form: ``2025-11-20 16:10:16 +08:00``."""
        day, _, clock = self.iso.partition("T")
        return f"{day} {clock[:-6]} {clock[-6:]}" if clock else day


def now(zone: timezone) -> datetime:
    """Return the present moment in ``zone``, rounded down to the minute."""
    return datetime.now(zone).replace(second=0, microsecond=0)
