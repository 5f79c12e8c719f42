"""Year and month pages: the articles by the date they carry, whatever year their folder is in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from twinpress.pages import paging, rail
from twinpress.pages.edition import Edition
from twinpress.pages.page import Page

TEMPLATE = "list.html"


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the pages of every year and every month that has articles, or had."""
    for period, once in edition.archive.once_by_period.items():
        year, _, month = period.partition("/")
        listed = paging.List(
            kind="month" if month else "year",
            template=TEMPLATE,
            address=f"{period}/",
            name=edition.period(period),
            articles=edition.archive.by_period.get(period, ()),
            once=len(once),
            every=bool(month),
            by=None if month else rail.MONTH,
            months=partial(rail.months, edition, year, period if month else None),
            above=(edition.directory("archive"), *([edition.period(year)] if month else [])),
        )
        yield from paging.pages(edition, listed)
