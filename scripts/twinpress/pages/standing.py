"""Standing pages: about, accessibility, privacy. ``docs.py`` finds them; MkDocs reads and renders their text."""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.docs import StandingPage
from twinpress.pages.edition import Edition
from twinpress.pages.page import Page

KIND = "standing"
TEMPLATE = "standing.html"


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the standing pages that exist in the edition's language; the handbook's are for previews."""
    for standing in edition.standing:
        if edition.language in standing.languages:
            yield _page(edition, standing)


def _page(edition: Edition, standing: StandingPage) -> Page:
    language = edition.language
    title = standing.titles[language]
    return Page(
        kind=KIND,
        language=language,
        address=standing.address,
        template=TEMPLATE,
        title=title,
        view=lambda: edition.view(
            kind=KIND,
            title=title,
            address=standing.address,
            languages=standing.languages,
            description=standing.descriptions.get(language),
            noindex=not standing.published,
            breadcrumb=(edition.home,),
        ),
        source=standing.sources[language],
        languages=standing.languages,
        listed=standing.published,
        searchable=True,
    )
