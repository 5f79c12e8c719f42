"""Channels: what can be subscribed to, before anything of it is rendered.

Pages announce them, the page on subscribing lists them, and ``outputs/feeds/`` writes them. The articles that a channel
holds are known here, cheaply: they are all that a feed is made from.
"""

from __future__ import annotations

from dataclasses import dataclass

from twinpress.archive import Article
from twinpress.pages.page import path_of
from twinpress.pages.view import Feed, Text

NEWEST = 50
"""Articles in a feed: what a reader who was away for some weeks has missed. One number, so that no feed grows with the archive."""


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format of feeds."""

    name: str
    file: str
    """Name of the file beside the list's front page; no id has a dot, so that no page can have this address."""
    type: str


RSS = Format(name="RSS", file="rss.xml", type="application/rss+xml")
ATOM = Format(name="Atom", file="atom.xml", type="application/atom+xml")
JSON = Format(name="JSON Feed", file="feed.json", type="application/feed+json")
FORMATS = (RSS, ATOM, JSON)


@dataclass(frozen=True, kw_only=True)
class Channel:
    """The newest articles of a list that can be read in one language."""

    language: str
    kind: str
    """``sections``, ``topics``, or empty: everything."""
    address: str
    """Of the list's front page, below the language's home."""
    title: str
    """As a feed reader lists it among others: with the site's name."""
    name: Text
    """As this site lists it, with the path of the list."""
    description: str
    articles: tuple[Article, ...]
    """At most ``NEWEST``, each with a page in ``language``, newest first."""

    @property
    def given(self) -> tuple[object, ...]:
        """What its feeds are made from, beside what its articles say."""
        return (self.title, self.name, self.description, *(article.path for article in self.articles))

    @property
    def home(self) -> str:
        """Path of the list's front page."""
        return path_of(self.address, self.language)

    def path(self, form: Format) -> str:
        """Return the path of its feed in a format, below the site's root."""
        return self.home + form.file

    def feeds(self, base: str) -> tuple[Feed, ...]:
        """Return its feeds as pages name them; ``base``: the site's address."""
        return tuple(Feed(format=x.name, type=x.type, title=self.title, href=base + self.path(x)) for x in FORMATS)
