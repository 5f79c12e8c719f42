"""Agendas: what a calendar program can subscribe to, before anything of it is written.

Pages name them, and ``outputs/agendas.py`` writes them. An agenda holds the same events in both languages, as the pages of
the calendar do: an event that is announced in one language takes place for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass

from twinpress.archive import Article
from twinpress.pages.page import path_of
from twinpress.pages.view import Subscribable, Text

COMING, PAST = 500, 100
"""Events that are coming, and that are over, in one agenda: a program that asks once a month misses none, and no file grows
with the archive."""
FILE = "events.ics"
"""Name of the file beside a list's front page; no id has a dot, so that no page can have this address."""
SINGLE = "event.ics"
"""Name of the file with its event beside an article's page."""


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """The events of the site, or of a section, in one language: the next that are coming, and the latest past ones."""

    language: str
    address: str
    """Of the list beside which it stands, below the language's home."""
    title: str
    """As a calendar program lists it among others: with the site's name."""
    name: Text
    """As this site lists it, with the path of its list."""
    articles: tuple[Article, ...]
    """Those whose events are over, the latest last, then those whose events are coming, the soonest first."""

    @property
    def given(self) -> tuple[object, ...]:
        """What its file is made from, beside what its articles say."""
        return (self.title, self.name, *(article.path for article in self.articles))

    @property
    def home(self) -> str:
        """Path of the list."""
        return path_of(self.address, self.language)

    @property
    def path(self) -> str:
        """Path of its file below the site's root."""
        return self.home + FILE

    def offer(self, base: str) -> Subscribable:
        """Return it as pages offer it; ``base``: the site's address."""
        href = base + self.path
        return Subscribable(name=self.name, href=href, webcal=f"webcal:{href.partition(':')[2]}")
