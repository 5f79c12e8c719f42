"""What the newsroom keeps of an article, and the time in which the archive was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bench.bilingual import Both

BEGIN = date(2006, 7, 1)
END = date(2026, 6, 30)
"""The last day on which anything is published."""


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article's folder."""

    path: str
    """``2025/a-slug``."""
    files: Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Story:
    """An article that the public can read, as later ones refer to it."""

    id: str
    path: str
    title: Both
    day: date
    anchored: bool
    """Whether a link may lead to its last heading, in both languages."""


@dataclass
class Series:
    """A series that is being written."""

    id: str
    begin: date
    first: int
    """Number of its first part in this archive."""
    parts: int
    written: int = 0
