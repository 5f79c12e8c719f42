"""Directories: all topics and series, all people and bodies and places, all years; the ways into the archive.

They print no counts, so that a new article changes none of them unless it names something for the first time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from twinpress.pages.edition import DIRECTORIES, Edition
from twinpress.pages.page import Page
from twinpress.pages.view import Group, Text, View

KIND = "directory"
TEMPLATE = "directory.html"


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the directories that have something in them, or had."""
    for name, kinds in DIRECTORIES.items():
        ever = any(edition.has_page(kind, x) for kind in kinds for x in edition.archive.vocabulary.lists[kind])
        if ever or (not kinds and edition.archive.once_by_period):
            yield _page(edition, name, edition.directory(name))


def _page(edition: Edition, name: str, title: Text) -> Page:
    def view() -> View:
        groups = _years(edition) if name == "archive" else _entries(edition, name)
        page = edition.view(
            kind=KIND,
            title=title.text,
            address=f"{name}/",
            noindex=not filled,
            breadcrumb=(edition.home,),
            section=f"{name}/",
        )
        return replace(page, directory=tuple(groups))

    filled = title.path is not None
    return Page(
        kind=KIND,
        language=edition.language,
        address=f"{name}/",
        template=TEMPLATE,
        title=title.text,
        view=view,
        listed=filled,
        given=title,
    )


def _entries(edition: Edition, name: str) -> Iterator[Group]:
    """Yield a group for each list of the vocabulary that belongs to a directory."""
    for kind in DIRECTORIES[name]:
        items = tuple(edition.entries(kind))
        if items:
            yield Group(key=kind, items=items)


def _years(edition: Edition) -> Iterator[Group]:
    """Yield a group of months for each year, the newest first."""
    periods = sorted(edition.archive.by_period, reverse=True)
    for year in (period for period in periods if "/" not in period):
        months = tuple(edition.period(period) for period in periods if period.startswith(f"{year}/"))
        yield Group(title=edition.period(year), items=months)
