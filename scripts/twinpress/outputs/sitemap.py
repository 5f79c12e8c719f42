"""Sitemaps: an index, a file for the pages, a file for each year's articles.

``lastmod`` comes from the article, never from the build; alternates are those of the pages' heads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from xml.sax.saxutils import escape, quoteattr

from twinpress.document import LANGUAGES
from twinpress.outputs.output import Output
from twinpress.pages.edition import alternates
from twinpress.pages.page import path_of
from twinpress.publication import Publication
from twinpress.site import Site

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
ALTERNATES = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
PAGES = "pages"
"""Name of the file for everything that is no article."""

Entry = tuple[str, Sequence[str], str]
"""(address, languages in which it exists, last change or empty)."""


def files(publication: Publication) -> Iterator[Output]:
    """Yield the sitemap files; none without a ``site_url``, which sitemaps need."""
    site = publication.site
    if not site.url:
        return
    groups: dict[str, set[Entry]] = {PAGES: set()}
    for pages in publication.pages.values():
        for page in pages:
            if page.listed:
                facts = page.article.facts if page.article else None
                changed = (facts.updated or facts.date).iso if facts else ""
                group = groups.setdefault(page.address[:4] if facts else PAGES, set())
                group.add((page.address, tuple(sorted(page.languages, key=LANGUAGES.index)), changed))
    parts = []
    for name, entries in sorted(groups.items()):
        path = f"sitemap/{name}.xml"
        yield Output(path=path, make=partial(_urlset, entries, site), given=sorted(entries))
        parts.append(f"<sitemap><loc>{escape(site.url + path)}</loc></sitemap>\n")
    whole = f"{HEAD}<sitemapindex {NAMESPACE}>\n{''.join(parts)}</sitemapindex>\n".encode()
    yield Output(path="sitemap.xml", make=lambda: whole, given=whole)


def _urlset(entries: Iterable[Entry], site: Site) -> bytes:
    urls = "".join(_url(site, language, *entry) for entry in sorted(entries) for language in entry[1])
    return f"{HEAD}<urlset {NAMESPACE} {ALTERNATES}>\n{urls}</urlset>\n".encode()


def _url(site: Site, language: str, address: str, languages: Sequence[str], changed: str) -> str:
    """Return the ``<url>`` of a page in one language, with its alternates."""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{item.hreflang}" href={quoteattr(item.href)}/>'
        for item in alternates(site, address, languages)
    )
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{escape(site.url + path_of(address, language))}</loc>{lastmod}{links}</url>\n"
