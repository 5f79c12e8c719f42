"""The calendar of events: a front page with what is coming, and a page for each month in which something takes place.

No page knows what day it is. What is coming and what is over is decided by the archive, at the moments that the schedule
knows (``schedule.py``).
"""

from __future__ import annotations

import calendar
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from twinpress import events, wording
from twinpress.archive import Archive, Article
from twinpress.pages.edition import CALENDAR, Edition
from twinpress.pages.occasion import held, occasion
from twinpress.pages.page import Page, path_of
from twinpress.pages.view import Calendar, Day, Group, Occasion, Programme, Sheet, Text, View, Weekday

KIND = "calendar"
MONTH = "calendar-month"
COMING = 20
"""Events that the front page announces; those behind them stand on the pages of their months."""
PAST = 10
"""Events that are over, on the front page."""
TITLES = {"zh": "{}活动", "en": "Events in {}"}
"""Of a month's page."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the front page and the months, where the site has a calendar and there are events, or were."""
    if not edition.site.options.calendar:
        return
    archive = edition.archive
    months = sorted(archive.by_event_month)
    once = sorted(archive.once_by_event_month)
    if once:
        yield _front(edition, months)
    for month in once:
        yield _month(edition, month, months)


@dataclass(frozen=True, kw_only=True)
class _Month:
    """A month with its events."""

    period: str  # "2025/11"
    articles: Sequence[Article]

    @property
    def address(self) -> str:
        return f"{CALENDAR}{self.period}/"

    @property
    def given(self) -> tuple[str, ...]:
        return (self.period, *(article.path for article in self.articles))

    def days(self) -> dict[int, list[Article]]:
        """Return the events of each day that has any, in the order in which they begin."""
        found: dict[int, list[Article]] = defaultdict(list)
        for article in self.articles:
            for day in self._lasts(article):
                found[day].append(article)
        return dict(sorted(found.items()))

    def _lasts(self, article: Article) -> range:
        """Return the days of this month on which an event takes place."""
        event = article.facts.event
        if event is None:
            return range(0)
        first, last = events.days(event)
        year, month = map(int, self.period.split("/"))
        own = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return range(max(first, own[0]).day, min(last, own[1]).day + 1)

    def day(self, number: int) -> date:
        year, month = map(int, self.period.split("/"))
        return date(year, month, number)


def _front(edition: Edition, months: Sequence[str]) -> Page:
    archive = edition.archive
    coming, past = archive.coming, [article for article in archive.bygone if held(article)][:PAST]
    shown = _shown(archive)
    title = edition.calendar

    def view() -> View:
        page = edition.view(
            kind=KIND,
            title=title.text,
            address=CALENDAR,
            noindex=not months,
            breadcrumb=(edition.home,),
            section=CALENDAR,
        )
        return replace(
            page,
            calendar=Calendar(
                coming=tuple(occasion(edition, article) for article in coming[:COMING]),
                more=len(coming) > COMING,
                sheet=_sheet(edition, shown, path_of(shown.address, edition.language)) if shown else None,
                past=tuple(occasion(edition, article) for article in past),
                years=tuple(_years(edition, months)),
                offer=edition.agendas[CALENDAR].offer(edition.site.url) if edition.agendas else None,
            ),
        )

    return Page(
        kind=KIND,
        language=edition.language,
        address=CALENDAR,
        template="calendar.html",
        title=title.text,
        view=view,
        given=(
            title,
            [article.path for article in coming[:COMING]],
            len(coming) > COMING,
            [article.path for article in past],
            shown and shown.given,
            months,
        ),
        listed=bool(months),
    )


def _shown(archive: Archive) -> _Month | None:
    """Return the month whose sheet the front page shows: that of the next event, else of the latest.

    The next one is that which is over first: an exhibition that lasts all year does not keep its first month there.
    """
    dated = [(article.facts.event, article) for article in archive.coming if article.facts.event]
    if dated:
        event = min(dated, key=lambda pair: ((pair[0].end or pair[0].start).end, pair[1].path))[0]
    elif archive.bygone and archive.bygone[0].facts.event:
        event = archive.bygone[0].facts.event
    else:
        return None
    period = next(events.months(event))
    return _Month(period=period, articles=archive.by_event_month[period])


def _years(edition: Edition, months: Sequence[str]) -> Iterator[Group]:
    """Yield the months with events by year, the newest first."""
    for year in sorted({month[:4] for month in months}, reverse=True):
        yield Group(
            title=Text(text=wording.period(year, edition.language), lang=edition.lang),
            items=tuple(_way(edition, month) for month in reversed(months) if month.startswith(f"{year}/")),
        )


def _way(edition: Edition, month: str) -> Text:
    """Return the way to a month."""
    path = path_of(f"{CALENDAR}{month}/", edition.language)
    return Text(text=wording.period(month, edition.language), lang=edition.lang, path=path)


def _month(edition: Edition, period: str, months: Sequence[str]) -> Page:
    month = _Month(period=period, articles=edition.archive.by_event_month.get(period, ()))
    before, behind = bisect_left(months, period), bisect_right(months, period)
    earlier = months[before - 1] if before else None
    later = months[behind] if behind < len(months) else None
    title = TITLES[edition.language].format(wording.period(period, edition.language))
    front = replace(edition.calendar, path=path_of(CALENDAR, edition.language))

    def view() -> View:
        page = edition.view(
            kind=MONTH,
            title=title,
            address=month.address,
            noindex=not month.articles,
            breadcrumb=(edition.home, front),
            section=CALENDAR,
        )
        return replace(
            page,
            calendar=Calendar(
                sheet=_sheet(edition, month),
                programme=tuple(_programme(edition, month)),
                earlier=_way(edition, earlier) if earlier else None,
                later=_way(edition, later) if later else None,
            ),
        )

    return Page(
        kind=MONTH,
        language=edition.language,
        address=month.address,
        template="month.html",
        title=title,
        view=view,
        given=(month.given, earlier, later),
        listed=bool(month.articles),
    )


def _sheet(edition: Edition, month: _Month, path: str | None = None) -> Sheet:
    """Return the sheet of a month, a week a line; ``path``: of the month's page, where it is another."""
    found, anchors = month.days(), _anchors(month)
    year, number = map(int, month.period.split("/"))

    def day(number: int) -> Day:
        return Day(
            number=number,
            iso=month.day(number).isoformat(),
            anchor=anchors.get(number, ""),
            items=tuple(occasion(edition, article) for article in found.get(number, ())),
        )

    return Sheet(
        name=wording.period(month.period, edition.language),
        path=path,
        weekdays=tuple(Weekday(short=short, name=name) for short, name in wording.WEEKDAYS[edition.language]),
        weeks=tuple(
            tuple(day(number) if number else None for number in week)
            for week in calendar.Calendar().monthdayscalendar(year, number)
        ),
    )


def _anchors(month: _Month) -> dict[int, str]:
    """Return for each day with events the anchor in the list behind which all of them are found.

    The list has an entry for each day on which an event begins, which names what goes on from earlier days as well. So what
    takes place on a day stands at the last day on which one of its events begins. That is not always the last event's own:
    events stand in the order of their moments, days are those of their places.
    """
    found: dict[int, str] = {}
    begins: dict[str, int] = {}
    for number, articles in month.days().items():
        for article in articles:
            begins.setdefault(article.path, number)
        found[number] = f"day-{max(begins[article.path] for article in articles)}"
    return found


def _programme(edition: Edition, month: _Month) -> Iterator[Programme]:
    """Yield the days on which an event begins, or with which it comes into this month."""
    begun: set[str] = set()
    for number, articles in month.days().items():
        new = [article for article in articles if article.path not in begun]
        if not new:
            continue

        def told(chosen: Sequence[Article]) -> tuple[Occasion, ...]:
            return tuple(occasion(edition, article) for article in chosen)

        day = month.day(number)
        yield Programme(
            title=wording.weekday(day, edition.language),
            iso=day.isoformat(),
            anchor=f"day-{number}",
            begins=told(new),
            lasts=told([article for article in articles if article.path in begun]),
        )
        begun |= {article.path for article in new}
