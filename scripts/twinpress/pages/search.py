"""The search page. What it finds, its script finds in the reader's browser; without scripts it leads to the lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from twinpress.pages.edition import SEARCH, Edition
from twinpress.pages.page import Page
from twinpress.pages.view import Finder, View
from twinpress.search.index import DIRECTORY

KIND = "search"
TEMPLATE = "search.html"
TITLES = {"zh": "搜索", "en": "Search"}


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the search page, if the site has a search."""
    if not edition.site.searched:
        return
    title = TITLES[edition.language]

    def view() -> View:
        page = edition.view(kind=KIND, title=title, address=SEARCH, noindex=True, breadcrumb=(edition.home,))
        finder = Finder(directory=f"{SEARCH}{edition.language}/{DIRECTORY}", lists=page.menu[1:])  # all but home
        return replace(page, finder=finder)

    yield Page(
        kind=KIND,
        language=edition.language,
        address=SEARCH,
        template=TEMPLATE,
        title=title,
        view=view,
        listed=False,
    )
