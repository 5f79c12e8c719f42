"""Section pages: a front page with the newest articles, numbered pages behind it.

Numbered pages count from the oldest and hold exactly N articles each, so that a new article never shifts what stands on
them; the front page takes what is left: N to 2N-1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from twinpress.archive import Article
from twinpress.pages.edition import Edition
from twinpress.pages.page import Page, path_of
from twinpress.pages.view import Listing, View

KIND = "section"
TEMPLATE = "section.html"


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


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the pages of every section that has articles."""
    for identifier in edition.archive.vocabulary.sections:
        articles = edition.archive.by_section.get(identifier, ())
        if not articles:
            continue
        for number, items in slices(articles, edition.site.options.list_size):
            yield _page(edition, identifier, number, items, len(articles))


def _page(edition: Edition, identifier: str, number: int | None, items: Sequence[Article], total: int) -> Page:
    front = f"{identifier}/"
    section = edition.archive.vocabulary.sections[identifier]
    name = edition.text(section.name).text
    address = front if number is None else f"{front}page/{number}/"

    def view() -> View:
        page = edition.view(
            kind=KIND,
            title=name,
            address=address,
            description=section.description.get(edition.language),
            breadcrumb=(edition.home,),
            section=front,
        )
        count = numbered(total, edition.site.options.list_size)
        return replace(
            page,
            listing=Listing(
                items=tuple(edition.teaser(article, short=False, section=False) for article in items),
                total=total if number is None else None,
                number=number,
                newer=_way(edition, front, number + 1 if number < count else None) if number else None,
                older=_way(edition, front, number - 1 if number else count) if (number or count + 1) > 1 else None,
            ),
        )

    return Page(
        kind=KIND,
        language=edition.language,
        address=address,
        template=TEMPLATE,
        title=name if number is None else _numbered_title(name, number, edition.language),
        view=view,
    )


def _numbered_title(name: str, number: int, language: str) -> str:
    return f"{name} · 第 {number} 页" if language == "zh" else f"{name} · page {number}"


def _way(edition: Edition, front: str, number: int | None) -> str:
    """Return the path of a numbered page, or of the front page."""
    return path_of(front if number is None else f"{front}page/{number}/", edition.language)
