"""The pages of the site, by kind. Each module makes the pages of one kind; ``KINDS`` is the list of them.

To add a kind: copy the smallest module (``calendar.py``), give it a template in ``overrides/``, add it to ``KINDS``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from twinpress.archive import Archive
from twinpress.pages import article, calendar, directory, entry, home, missing, standing
from twinpress.pages.edition import Edition
from twinpress.pages.page import Page
from twinpress.site import DEFAULT_LANGUAGE, Site

KINDS = (home, entry, calendar, directory, article)
"""Every kind of page that is made from the archive."""

__all__ = ["KINDS", "Edition", "Page", "addresses", "missing", "pages", "standing"]


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every page of one language."""
    for kind in KINDS:
        yield from kind.pages(edition)


def addresses(archive: Archive, site: Site) -> dict[str, Sequence[str]]:
    """Return the languages of every page that is no article, by its address below a language's home."""
    edition = Edition(archive, site, DEFAULT_LANGUAGE)
    made = {page.address: page.languages for kind in KINDS if kind is not article for page in kind.pages(edition)}
    return made | {page.address: page.languages for page in edition.standing if page.published}
