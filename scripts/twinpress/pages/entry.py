"""Pages of vocabulary entries: the articles of a section, on a topic, about a place, with a person or body, in a series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from twinpress.pages import paging
from twinpress.pages.edition import DIRECTORIES, Edition
from twinpress.pages.page import Page
from twinpress.vocabulary import Names

TEMPLATE = "list.html"


@dataclass(frozen=True)
class Kind:
    """A kind of entry that has pages: what one page is called, and the list of the vocabulary."""

    name: str
    vocabulary: str


KINDS = (
    Kind("section", "sections"),
    Kind("topic", "topics"),
    Kind("person", "people"),
    Kind("organisation", "organisations"),
    Kind("place", "places"),
    Kind("series", "series"),
)


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the pages of every entry that articles name."""
    for kind in KINDS:
        above = tuple(edition.directory(place) for place, lists in DIRECTORIES.items() if kind.vocabulary in lists)
        for identifier, entry in edition.archive.vocabulary.lists[kind.vocabulary].items():
            name = edition.entry(kind.vocabulary, identifier)
            if name.path is None:
                continue
            description: Names = getattr(entry, "description", Names())
            listed = paging.List(
                kind=kind.name,
                template=TEMPLATE,
                address=edition.address(kind.vocabulary, identifier),
                name=name,
                entry=(kind.vocabulary, identifier),
                description=description.get(edition.language),
                articles=edition.archive.mentions[kind.vocabulary][identifier],
                sections=kind.name != "section",
                above=above,
            )
            yield from paging.pages(edition, listed)
