"""Lists in pages: a front page with the newest articles, numbered pages behind it.

Numbered pages count from the oldest and hold exactly N articles each, so that a new article never shifts what stands on
them; the front page takes what is left: N to 2N-1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from twinpress.archive import Article
from twinpress.pages.edition import Edition
from twinpress.pages.page import Page, path_of
from twinpress.pages.view import Listing, Text, View

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
    sections: bool = True
    """Whether teasers name their section."""
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
    for number, items in slices(listed.articles, edition.site.options.list_size):
        yield _page(edition, listed, number, items)


def _page(edition: Edition, listed: List, number: int | None, items: Sequence[Article]) -> Page:
    name = listed.name.text
    return Page(
        kind=listed.kind,
        language=edition.language,
        address=_address(listed, number),
        template=listed.template,
        title=name if number is None else PAGE[edition.language].format(name, number),
        view=lambda: _view(edition, listed, number, items),
        lasting=number is None,
        entry=listed.entry,
    )


def _view(edition: Edition, listed: List, number: int | None, items: Sequence[Article]) -> View:
    page = edition.view(
        kind=listed.kind,
        title=listed.name.text,
        title_lang=listed.name.lang,
        address=_address(listed, number),
        description=listed.description,
        breadcrumb=(edition.home, *listed.above),
        section=listed.address,
        channel=listed.address,
    )
    total = len(listed.articles)
    count = numbered(total, edition.site.options.list_size)
    if number is None:
        newer, older = None, count or None
    else:
        newer, older = number + 1, number - 1 or None
    listing = Listing(
        items=tuple(edition.teaser(article, short=False, section=listed.sections) for article in items),
        total=total if number is None else None,
        number=number,
        newer=path_of(_address(listed, newer if newer <= count else None), edition.language) if newer else None,
        older=path_of(_address(listed, older), edition.language) if older else None,
    )
    return replace(page, listing=listing)


def _address(listed: List, number: int | None) -> str:
    """Return the address of a numbered page, or of the front page."""
    return listed.address if number is None else f"{listed.address}page/{number}/"
