"""The publication: the archive as one bilingual site, which is what every output is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from html import escape

from twinpress import dialect, metadata
from twinpress.archive import Archive
from twinpress.bodies import Bodies
from twinpress.figures import Figures, Place
from twinpress.pages import Edition, Page, pages
from twinpress.pages.view import View
from twinpress.site import TAGS, Site


class Publication:
    """The archive in both languages: all pages, their addresses and their texts.

    ``preview`` adds what only those who write see: the handbook.
    """

    def __init__(self, archive: Archive, site: Site, *, preview: bool = False):
        self.archive = archive
        self.site = site
        bodies = Bodies(archive, site)
        self.editions = {language: Edition(bodies, language, preview=preview) for language in TAGS}
        self._figures = Figures()
        self._markdown = dialect.renderer(self._figures)

    @cached_property
    def pages(self) -> Mapping[str, Sequence[Page]]:
        """Every page, by language."""
        return {language: tuple(pages(edition)) for language, edition in self.editions.items()}

    @cached_property
    def addresses(self) -> Mapping[str, Sequence[str]]:
        """The languages of every page that is no article, by its address below a language's home."""
        return {page.address: page.languages for found in self.pages.values() for page in found if not page.article}

    def view(self, page: Page) -> View:
        """Return what the page's template sees."""
        return metadata.describe(self.editions[page.language], page, page.view())

    def place(self, page: Page, base: str | None = None) -> Place:
        """Return where a page's text is shown; links are absolute where there is a ``base``, the site's address."""
        edition = self.editions[page.language]
        return Place(edition=edition, address=page.address, article=page.article, pages=self.addresses, base=base)

    def text(self, page: Page, *, absolute: bool = False) -> str:
        """Return the text of an article's page as HTML; empty for pages that have none.

        Links and pictures lead from the page's address, or are ``absolute``, as readers of feeds need them.
        """
        if page.document is None or page.article is None:
            return ""
        self._figures.place = self.place(page, self.site.url if absolute else None)
        body = page.document.body(self.archive.root)
        try:
            return self._markdown.reset().convert(body)
        except Exception:  # Python-Markdown has its bugs: the words are shown as they were written, and none is lost
            return f"<pre>{escape(body)}</pre>"
