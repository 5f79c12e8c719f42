"""Section pages: the articles of a section."""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.pages import paging
from twinpress.pages.edition import Edition
from twinpress.pages.page import Page

KIND = "section"
TEMPLATE = "section.html"


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the pages of every section that has articles."""
    for identifier, section in edition.archive.vocabulary.sections.items():
        articles = edition.archive.by_section.get(identifier)
        if articles:
            listed = paging.List(
                kind=KIND,
                template=TEMPLATE,
                address=f"{identifier}/",
                name=edition.text(section.name),
                description=section.description.get(edition.language),
                articles=articles,
                sections=False,
            )
            yield from paging.pages(edition, listed)
