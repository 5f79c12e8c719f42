"""Standing pages: what their template sees. ``docs.py`` finds them; MkDocs renders them."""

from __future__ import annotations

from collections.abc import Sequence

from twinpress.docs import HANDBOOK
from twinpress.pages.edition import Edition
from twinpress.pages.view import View

KIND = "standing"
TEMPLATE = "standing.html"


def view(edition: Edition, address: str, title: str, description: str | None, languages: Sequence[str]) -> View:
    """Return the view of a standing page; ``languages``: those it exists in."""
    return edition.view(
        kind=KIND,
        title=title,
        address=address,
        languages=languages,
        description=description,
        noindex=address.startswith(HANDBOOK),
        breadcrumb=(edition.home,),
    )
