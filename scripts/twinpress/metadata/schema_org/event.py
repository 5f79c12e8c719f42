"""Event: what an article reports or announces.

Its name is the article's title, because an event has no other. The language in which it is held is not known, nor is how
it is attended unless it moved online; neither is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.archive import Article
from twinpress.metadata.schema_org import entries
from twinpress.metadata.schema_org.node import Node
from twinpress.metadata.subject import Subject
from twinpress.model import Event
from twinpress.pages.page import path_of

ONLINE = "moved-online"
STATUS = {
    "scheduled": "https://schema.org/EventScheduled",
    "cancelled": "https://schema.org/EventCancelled",
    "postponed": "https://schema.org/EventPostponed",
    "rescheduled": "https://schema.org/EventRescheduled",
    ONLINE: "https://schema.org/EventMovedOnline",
}


def nodes(subject: Subject) -> Iterator[Node]:
    """Yield the event of an article that has one."""
    article, story = subject.article, subject.story
    if article is None or story is None or article.facts.event is None or story.event is None:
        return
    event = article.facts.event
    yield {
        "@type": "Event",
        "@id": identity(subject, article),
        "name": story.title,
        "startDate": event.start.iso,
        "endDate": event.end.iso if event.end else None,
        "eventStatus": STATUS[event.status],
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode" if event.status == ONLINE else None,
        "location": _location(subject, event, story.event.venue),
        "organizer": [entries.node(subject, "organisations", identifier) for identifier in event.organisers],
        "contributor": [entries.node(subject, "organisations", identifier) for identifier in event.co_organisers],
        "url": event.url,
    }


def identity(subject: Subject, article: Article) -> str:
    """Return the ``@id`` of an article's event, one for both languages: below the original's address."""
    address = subject.url(path_of(article.address, article.original.language))
    return address and f"{address}#event"


def _location(subject: Subject, event: Event, venue: str | None) -> Node:
    """Return where it takes place; one that moved online left its hall."""
    if event.status == ONLINE:
        return {"@type": "VirtualLocation", "url": event.url}
    place = entries.node(subject, "places", event.place) if event.place else {}
    return {"@type": "Place", "name": venue, "containedInPlace": place} if venue else place
