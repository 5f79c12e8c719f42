"""Events for calendar programs (RFC 5545): a file beside each article with an event, and subscriptions.

What a file says comes from its articles alone: its times are theirs, so what is made from the same articles is the same
bytes. An event has one name (UID) for ever and in both languages, from the permanent id of its article, so a program that
reads it a second time replaces it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from twinpress import events, model, trace, wording
from twinpress.archive import Article
from twinpress.outputs.output import Output
from twinpress.pages import Edition
from twinpress.pages.agenda import SINGLE, Agenda
from twinpress.pages.occasion import venue
from twinpress.pages.page import path_of
from twinpress.publication import Publication

if TYPE_CHECKING:
    from icalendar import Calendar, Event

PRODUCT = "-//Twinpress//Twinpress//EN"
STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}
"""STATUS of an event (RFC 5545, 3.8.1.11) that does not take place on its day; all others are CONFIRMED. One that was put
off has no word of its own there: its summary says it."""
REFRESH = 12
"""Hours after which programs should ask again."""
STATED = {"zh": "【{status}】{title}", "en": "[{status}] {title}"}
"""Summary of an event that is not as planned: hardly any program shows STATUS."""
ENDS = re.compile("[\r\x85\u2028\u2029]")
"""What a line of front matter can hold, and programs take for the end of one."""
PLACES = {"zh": "，", "en": ", "}
"""What stands between a hall and its place."""


def files(publication: Publication) -> Iterator[Output]:
    """Yield the files of every agenda and every event; none without the option, and without a ``site_url``."""
    site = publication.site
    if not site.options.calendar or not site.url:
        return
    for language, edition in publication.editions.items():
        for agenda in edition.agendas.values():
            make = partial(_subscription, publication, agenda)
            yield Output(path=agenda.path, make=make, given=agenda.given)
        for article in publication.archive.announced:
            # who has laid a file of this name beside the article has made it himself
            if language in publication.archive.languages(article) and SINGLE not in article.files:
                path = path_of(article.address, language) + SINGLE
                yield Output(path=path, make=partial(_single, edition, article))


def _single(edition: Edition, article: Article) -> bytes:
    return _written(_calendar(), [event(edition, article)])


def _subscription(publication: Publication, agenda: Agenda) -> bytes:
    """Write an agenda; an event that is announced in the other language alone is told in that language, and marked so."""
    editions = publication.editions
    base, here = publication.site.url, editions[agenda.language]
    calendar = _calendar()
    calendar.add("name", _line(agenda.title), parameters={"language": here.lang})
    calendar.add("x-wr-calname", _line(agenda.title))
    calendar.add("url", base + agenda.home)
    calendar.add("source", base + agenda.path, parameters={"value": "URI"})
    calendar.add("refresh-interval", timedelta(hours=REFRESH), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", f"PT{REFRESH}H")
    told = (event(editions[here.language_for(article)], article) for article in agenda.articles)
    return _written(calendar, told)


def _calendar() -> Calendar:
    from icalendar import Calendar  # takes long to import, and most sites write none

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _written(calendar: Calendar, told: Iterable[Event]) -> bytes:
    for item in told:
        calendar.add_component(item)
    return bytes(calendar.to_ical())


def identity(article: Article) -> str:
    """Return the permanent name of an article's event: ``urn:twinpress:01JD7Q3W8M:event``."""
    return f"urn:twinpress:{article.facts.id}:event"


def event(edition: Edition, article: Article) -> Event:
    """Return the event of an article as a calendar program reads it, in a language in which the article has a page."""
    from icalendar import Event

    trace.ask("article", article.path)
    facts = article.facts
    if facts.event is None:
        raise ValueError(f"{article.path} has no event")
    words = article.words(edition.language)
    url = edition.site.url + path_of(article.address, edition.language)
    status = wording.event_status(facts.event.status, edition.language)
    section = edition.entry("sections", facts.section)
    revised = _utc((facts.updated or facts.date).at)
    own = {"language": edition.lang}

    item = Event()
    item.add("uid", identity(article))
    item.add("dtstamp", revised)
    item.add("last-modified", revised)
    item.add("sequence", len(facts.changes))  # the public log of changes only grows
    for name, value in _span(facts.event):
        item.add(name, value)
    title = STATED[edition.language].format(status=status, title=words.title) if status else words.title
    item.add("summary", _line(title), parameters=own)
    item.add("description", f"{_line(words.description)}\n\n{url}", parameters=own)
    if where := _where(edition, article, facts.event):
        item.add("location", _line(where), parameters=own)
    item.add("url", url)
    item.add("categories", [_line(section.text)], parameters={"language": section.lang})
    item.add("status", STATUS.get(facts.event.status, "CONFIRMED"))
    item.add("transp", "TRANSPARENT")  # that it takes place makes nobody who reads of it busy
    return item


def _line(text: str) -> str:
    return ENDS.sub(" ", text)


def _where(edition: Edition, article: Article, found: model.Event) -> str:
    hall = venue(article.words(edition.language))
    place = edition.entry("places", found.place).text if found.place else None
    return PLACES[edition.language].join(filter(None, (hall, place)))


def _span(found: model.Event) -> Iterator[tuple[str, date | datetime]]:
    """Yield the beginning and the end: whole days where the beginning is one, moments in UTC otherwise.

    The end is the first day, or moment, that does not belong to it (RFC 5545, 3.6.1).
    """
    if found.start.precision == "day":
        first, last = events.days(found)
        yield "dtstart", first
        if last < date.max:  # 9999-12-31, which some write for "never"
            yield "dtend", last + timedelta(days=1)
        return
    start = _utc(found.start.at)
    yield "dtstart", start
    if found.end and (end := _utc(found.end.end)) > start:
        yield "dtend", end


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # in the first and in the last hours that there are
        return moment.replace(tzinfo=UTC)
