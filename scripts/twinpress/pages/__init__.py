"""The pages of the site, by kind. Each module makes the pages of one kind; ``KINDS`` is the list of them.

To add a kind: copy the smallest module (``period.py``), give it a template in ``overrides/``, add it to ``KINDS``.
"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.pages import article, backlog, calendar, directory, entry, home, missing, period, search, standing, style
from twinpress.pages.edition import Edition
from twinpress.pages.page import Page

KINDS = (standing, home, entry, period, calendar, directory, search, backlog, style)
"""Every kind of page but articles: modules with ``pages(edition)``."""

__all__ = ["KINDS", "Edition", "Page", "article", "missing", "others"]


def others(edition: Edition) -> Iterator[Page]:
    """Yield every page of one language that is no article's."""
    for kind in KINDS:
        yield from kind.pages(edition)
