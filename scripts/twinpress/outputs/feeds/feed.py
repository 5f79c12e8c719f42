"""What a feed says, whatever its format: plain records in finished words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """A file that belongs to an item."""

    url: str
    type: str
    """Media type."""
    length: int
    """Bytes."""


@dataclass(frozen=True, kw_only=True)
class Category:
    """A section or topic."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One article."""

    id: str
    """For ever the same, whatever becomes of title, date, section, address and host."""
    url: str
    """Of its page."""
    title: str
    summary: str
    """One sentence, plain text."""
    html: str
    """The whole text, with nothing relative in it."""
    lang: str
    """BCP 47."""
    published: datetime
    """With an offset; a plain day is its midnight."""
    updated: datetime
    authors: tuple[str, ...]
    """Who answers for it: its authors, else the one whom the source names, else the source. Never empty: Atom wants one."""
    categories: tuple[Category, ...] = ()
    source: str
    """Name of the body or publication that it comes from."""
    source_url: str | None = None
    enclosure: Enclosure | None = None
    """The lead picture."""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """The newest articles of a list, newest first."""

    title: str
    description: str
    home: str
    """Address of the list's page."""
    site: str
    """Name of the site."""
    lang: str
    """BCP 47."""
    updated: datetime | None
    """Newest change among the items, None where there are none: a feed knows nothing of the time at which it is written."""
    items: tuple[Item, ...]
