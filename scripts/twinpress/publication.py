"""The publication: the archive as one bilingual site, which is what every output is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from html import escape
from typing import Any

from twinpress import dialect, metadata, picture, trace
from twinpress import pages as kinds
from twinpress.archive import Archive
from twinpress.bodies import Bodies
from twinpress.document import Document
from twinpress.figures import Figures, Place
from twinpress.pages import Edition, Page
from twinpress.pages.view import View
from twinpress.sides import Counterpart, outline
from twinpress.site import TAGS, Site
from twinpress.translation import desk
from twinpress.translation.status import Survey


class Addresses(Mapping[str, Sequence[str]]):
    """The languages of pages that are no articles, by address: few texts lead to lists, and all lists are many."""

    FEW = 3
    """Addresses that are looked for one by one; whoever asks for more gets all of them listed."""

    def __init__(self, publication: Publication):
        self._publication = publication
        self._met: dict[str, Sequence[str] | None] = {}

    @cached_property
    def _all(self) -> Mapping[str, Sequence[str]]:
        return {page.address: page.languages for found in self._publication.others.values() for page in found}

    def __getitem__(self, address: str) -> Sequence[str]:
        if "others" in self._publication.__dict__ or (address not in self._met and len(self._met) == self.FEW):
            return self._all[address]
        if address not in self._met:
            self._met[address] = self._meet(address)
        languages = self._met[address]
        if languages is None:
            raise KeyError(address)
        return languages

    def _meet(self, address: str) -> Sequence[str] | None:
        with trace.pause():
            pages = (page for edition in self._publication.editions.values() for page in kinds.others(edition))
            return next((page.languages for page in pages if page.address == address), None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


class Publication:
    """The archive in both languages: all pages, their addresses and their texts.

    ``preview`` adds what only those who write see: the handbook, and what is to be translated.
    """

    def __init__(self, archive: Archive, site: Site, *, preview: bool = False):
        self.archive = archive
        self.site = site
        picture.remember(site.cache)
        bodies = Bodies(archive, site)
        self._bodies = bodies
        survey = Survey(archive, site.cache) if preview else None
        self.editions = {language: Edition(bodies, language, preview=preview, survey=survey) for language in TAGS}
        self.pieces: trace.Memo[tuple[str, ...], Any] = trace.Memo()
        """What several outputs hold and takes long to make, by kind and further words; worth being kept for the next build."""
        self._figures = Figures()
        self._markdown = dialect.renderer(self._figures)

    @cached_property
    def _counterpart(self) -> Counterpart:
        return Counterpart()

    @cached_property
    def pages(self) -> Mapping[str, Sequence[Page]]:
        """Every page, by language: those that are no articles first."""
        with trace.pause():
            return {
                language: (*self.others[language], *kinds.article.pages(edition))
                for language, edition in self.editions.items()
            }

    @cached_property
    def others(self) -> Mapping[str, Sequence[Page]]:
        """Every page that is no article's, by language."""
        with trace.pause():
            return {language: tuple(kinds.others(edition)) for language, edition in self.editions.items()}

    @cached_property
    def addresses(self) -> Mapping[str, Sequence[str]]:
        """The languages of every page that is no article, by its address below a language's home."""
        return Addresses(self)

    def view(self, page: Page) -> View:
        """Return what the page's template sees."""
        if page.article:
            trace.ask("article", page.article.path)
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
        place = self.place(page, self.site.url if absolute else None)
        self._figures.place = place if absolute else self._beside(place, page.document)
        body = self._bodies.text(page.document)
        try:
            return self._markdown.reset().convert(body)
        except Exception:  # Python-Markdown has its bugs: the words are shown as they were written, and none is lost
            return f"<pre>{escape(body)}</pre>"

    def _beside(self, place: Place, document: Document) -> Place:
        """Return a place with what the blocks of a version are numbered by; a summary has none of its original's."""
        article = place.article
        if article is None or document is article.original:
            return replace(place, counted=True)
        if desk.mode(article) == "summary":
            return place
        original = self._bodies.text(article.original)
        if outline(original) == outline(self._bodies.text(document)):
            return replace(place, counted=True)
        return replace(place, counted=True, original=self._counterpart.blocks(original))
