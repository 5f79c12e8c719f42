"""An event as the home page and the calendar show it."""

from __future__ import annotations

from twinpress import wording
from twinpress.archive import Article
from twinpress.model import Words
from twinpress.pages.edition import Edition
from twinpress.pages.view import Occasion, Text
from twinpress.site import TAGS

NOT_HELD = ("cancelled", "postponed")
"""Status of an event that does not take place on its day."""


def held(article: Article) -> bool:
    """Tell whether an article's event takes place when it says, or took place then."""
    return article.facts.event is not None and article.facts.event.status not in NOT_HELD


def venue(words: Words) -> str | None:
    """Return the hall or building that a version names."""
    own = getattr(words, "event", None)
    return own.venue if own else None


def occasion(edition: Edition, article: Article) -> Occasion:
    """Return the event of an article that has one."""
    event = article.facts.event
    if event is None:
        raise ValueError(f"{article.path} has no event")
    language = edition.language_for(article)
    room = venue(article.words(language))
    return Occasion(
        title=edition.link(article, short=True),
        day=str(event.start.at.day),
        month=wording.month(event.start.at.date(), edition.language),
        year=str(event.start.at.year),
        when=edition.when(event),
        place=edition.entry("places", event.place) if event.place else None,
        venue=Text(text=room, lang=TAGS[language]) if room else None,
        section=edition.entry("sections", article.facts.section),
        iso=event.start.iso,
        past=edition.archive.is_over(event),
        status=wording.event_status(event.status, edition.language),
        held=held(article),
        foreign=language != edition.language,
    )
