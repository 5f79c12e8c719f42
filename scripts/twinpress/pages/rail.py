"""The rail of a list: its years, or the months of its year, each leading to where its newest article stands.

A front page has the whole rail, with counts. A numbered page has only the years that stand on it, and the way to the front
page: so it stays as it is, whatever is published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from twinpress import wording
from twinpress.archive import Article
from twinpress.dossier import Year
from twinpress.pages.edition import Edition
from twinpress.pages.page import path_of
from twinpress.pages.view import Step, Stretch

YEAR, MONTH = "year", "month"
"""By what the items of a list are divided."""


def stretches(edition: Edition, articles: Iterable[Article], by: str | None, *, sections: bool) -> tuple[Stretch, ...]:
    """Return the items of a page by year or month; ``sections``: whether they name theirs."""
    met: set[str] = set()
    found = []
    for period, group in groupby(articles, lambda article: _period(article, by)):
        anchor = period.replace("/", "-")
        found.append(
            Stretch(
                items=tuple(edition.teaser(article, short=False, section=sections) for article in group),
                title=wording.division(period, edition.language) if period else None,
                anchor="" if anchor in met else anchor,  # hours of other zones can put a year between two others
            )
        )
        met.add(anchor)
    return tuple(found)


def own(found: Iterable[Stretch]) -> tuple[Step, ...]:
    """Return the rail of a numbered page."""
    return tuple(Step(name=item.title, anchor=item.anchor) for item in found if item.title and item.anchor)


def years(edition: Edition, found: tuple[Year, ...], where: Callable[[int], str | None]) -> tuple[Step, ...]:
    """Return the rail of an entry's list; nothing to choose, no rail.

    ``where``: returns the path of the page on which the article with an index stands, None for the front page.
    """
    if len(found) < 2:
        return ()
    most = max(item.count for item in found)
    return tuple(
        Step(
            name=wording.division(f"{item.year:04}", edition.language),
            path=where(item.index),
            anchor=f"{item.year:04}",
            count=item.count,
            share=max(1, round(100 * item.count / most)),
        )
        for item in found
    )


def months(edition: Edition, year: str, current: str | None = None) -> tuple[Step, ...]:
    """Return the months of a year that have articles; ``current``: that of the page."""
    steps = tuple(_months(edition, year, current))
    return steps if len(steps) > 1 else ()


def _months(edition: Edition, year: str, current: str | None) -> Iterator[Step]:
    for number in range(12, 0, -1):
        period = f"{year}/{number:02}"
        name = edition.period(period)
        if name.path is not None:
            yield Step(
                name=wording.division(period, edition.language),
                label=name.text,
                path=path_of(f"{period}/", edition.language),
                current=period == current,
            )


def _period(article: Article, by: str | None) -> str:
    if by is None:
        return ""
    day = article.facts.date.at
    return f"{day.year:04}/{day.month:02}" if by == MONTH else f"{day.year:04}"
