"""What the vocabularies describe: a page with everything known of it, and the addresses machines need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from twinpress.archive import Article
from twinpress.pages.edition import Edition, emblem
from twinpress.pages.page import Page
from twinpress.pages.view import Image, Story, View


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A page as the vocabularies see it."""

    edition: Edition
    page: Page
    view: View

    @property
    def article(self) -> Article | None:
        """The article of an article's page; None for one that was removed, of which nothing is told."""
        return self.page.article if self.page.document else None

    @property
    def story(self) -> Story | None:
        """What the page shows of ``article``; None where that is."""
        return self.view.story if self.article else None

    @property
    def publisher(self) -> str:
        """Name of the body that publishes the site, in the page's language where it is known; else the site's name."""
        identifier = self.edition.site.options.publisher
        if identifier and self.edition.record("organisations", identifier):
            return self.edition.entry("organisations", identifier).text
        return self.view.site_name

    @cached_property
    def images(self) -> tuple[Image, ...]:
        """The pictures of the article, the lead picture first; those whose file is there."""
        return self.edition.images(self.article) if self.article else ()

    @property
    def picture(self) -> Image | None:
        """The picture that stands for the article elsewhere."""
        return emblem(self.images)

    def url(self, path: str | None) -> str:
        """Return the absolute address of a path below the site's root; empty for None, and for a site without ``site_url``."""
        base = self.edition.site.url
        return base + path if base and path is not None else ""
