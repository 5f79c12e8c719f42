"""Lists in pages: a front page with the newest articles, numbered pages behind it.

Numbered pages count from the oldest and hold exactly N articles each, so that a new article never shifts what stands on
them; the front page takes what is left: N to 2N-1. A list that shrinks keeps its addresses: pages with nothing on them any
more say so, and no list links to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from twinpress.archive import Article
from twinpress.pages import rail
from twinpress.pages.edition import Edition
from twinpress.pages.page import Page, path_of
from twinpress.pages.view import Listing, Profile, Step, Text, View

NEWEST = 4
"""Numbered pages that a front page links to, beside the first."""
PAGE = {"zh": "{} · 第 {} 页", "en": "{} · page {}"}
"""Title of a numbered page in bookmarks and search results."""


@dataclass(frozen=True, kw_only=True)
class List:
    """What a list is: its kind, its place, its words and its articles."""

    kind: str
    template: str
    address: str
    """Of the front page."""
    name: Text
    entry: tuple[str, str] | None = None
    """(list of the vocabulary, id), where it is the list of an entry."""
    description: str | None = None
    articles: Sequence[Article]
    """Newest first."""
    once: int = 0
    """How many articles there have been, where there may be fewer now: the pages that held them keep their addresses."""
    every: bool = False
    """Whether the front page links to every numbered page, as a month's does: every article is a few steps from home."""
    profile: Callable[[], Profile | None] = field(default=lambda: None)
    """What the front page says above the list."""
    sections: bool = True
    """Whether teasers name their section."""
    by: str | None = None
    """By what its items are divided: ``rail.YEAR``, ``rail.MONTH``; None: they are not, or not in the order of time."""
    months: Callable[[], tuple[Step, ...]] = field(default=lambda: ())
    """The rail of a front page that leads to other lists; the years of an entry's own list need not be given."""
    above: tuple[Text, ...] = ()
    """What stands between the home page and this list in the breadcrumb."""


def numbered(total: int, size: int) -> int:
    """Return how many full pages of ``size`` stand behind a front page that keeps at least ``size`` of ``total``."""
    return max(0, total // size - 1)


def slices(articles: Sequence[Article], size: int) -> Iterator[tuple[int | None, Sequence[Article]]]:
    """Yield (page number, or None for the front page; its articles, newest first) of a list that is newest first."""
    count = numbered(len(articles), size)
    yield None, articles[: len(articles) - count * size]
    for number in range(1, count + 1):
        end = len(articles) - (number - 1) * size
        yield number, articles[end - size : end]


def pages(edition: Edition, listed: List) -> Iterator[Page]:
    """Yield the front page and the numbered pages of a list."""
    size = edition.site.options.list_size
    for number, items in slices(listed.articles, size):
        yield _page(edition, listed, number, items)
    for number in range(numbered(len(listed.articles), size) + 1, numbered(listed.once, size) + 1):
        yield _page(edition, listed, number, ())


def _page(edition: Edition, listed: List, number: int | None, items: Sequence[Article]) -> Page:
    name, count = listed.name.text, numbered(len(listed.articles), edition.site.options.list_size)
    return Page(
        kind=listed.kind,
        language=edition.language,
        address=_address(listed, number),
        template=listed.template,
        title=name if number is None else PAGE[edition.language].format(name, number),
        view=lambda: _view(edition, listed, number, items),
        lasting=number is None,
        given=(
            listed.name,
            listed.description,
            listed.above,
            len(listed.articles) if number is None else _beside(number, count),  # most pages stay if one article comes
            *(article.path for article in items),
        ),
        entry=listed.entry,
        listed=bool(items),
    )


def _view(edition: Edition, listed: List, number: int | None, items: Sequence[Article]) -> View:
    front = number is None
    page = edition.view(
        kind=listed.kind,
        title=listed.name.text,
        title_lang=listed.name.lang,
        address=_address(listed, number),
        description=listed.description,
        noindex=not items,
        breadcrumb=(edition.home, *listed.above, *(() if front else (_link(edition, listed, None),))),
        section=listed.address,
        channel=listed.address,
    )
    total = len(listed.articles)
    count = numbered(total, edition.site.options.list_size)
    newer, older = _beside(number, count)
    stretches = rail.stretches(edition, items, listed.by, sections=listed.sections)
    listing = Listing(
        stretches=stretches,
        total=total if front else None,
        number=number,
        newer=None if front else _link(edition, listed, newer).path,
        older=_link(edition, listed, older).path if older else None,
        numbers=_numbers(edition, listed, count) if front else (),
        rail=_rail(edition, listed, count) if front else rail.own(stretches),
        front=None if front or listed.by is None else _link(edition, listed, None).path,
        most=edition.most_read(listed.entry[1]) if front and listed.entry and listed.entry[0] == "sections" else None,
    )
    return replace(page, listing=listing, profile=listed.profile() if front else None)


def _rail(edition: Edition, listed: List, count: int) -> tuple[Step, ...]:
    """Return the rail of a front page."""
    if listed.by != rail.YEAR or listed.entry is None:
        return listed.months()
    size, total = edition.site.options.list_size, len(listed.articles)

    def where(index: int) -> str | None:
        return None if index < total - count * size else _link(edition, listed, (total - 1 - index) // size + 1).path

    return rail.years(edition, edition.archive.years(*listed.entry), where)


def _beside(number: int | None, count: int) -> tuple[int | None, int | None]:
    """Return (next newer, next older) page: beside the numbered pages stands the front page, None; where none is older, None."""
    if number is None or number > count:
        return None, count or None
    return (number + 1 if number < count else None), number - 1 or None


def _numbers(edition: Edition, listed: List, count: int) -> tuple[Text, ...]:
    """Return the front page's way to numbered pages, newest first: to all of them, or to the newest and the first."""
    if count == 1:
        return ()  # "older articles" leads there
    if listed.every or count <= NEWEST + 2:
        return tuple(_link(edition, listed, number) for number in range(count, 0, -1))
    newest = (_link(edition, listed, number) for number in range(count, count - NEWEST, -1))
    return (*newest, Text(text="…", lang=edition.lang), _link(edition, listed, 1))


def _link(edition: Edition, listed: List, number: int | None) -> Text:
    """Return the way to the front page, by the list's name, or to a numbered page, by its number."""
    path = path_of(_address(listed, number), edition.language)
    return replace(listed.name, path=path) if number is None else Text(text=str(number), lang=edition.lang, path=path)


def _address(listed: List, number: int | None) -> str:
    """Return the address of a numbered page, or of the front page."""
    return listed.address if number is None else f"{listed.address}page/{number}/"
