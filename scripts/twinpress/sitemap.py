"""Sitemaps: an index, a file for the pages, a file for each year's articles.

``lastmod`` comes from the article, never from the build; alternates are those of the pages' heads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from twinpress import docs
from twinpress.archive import Archive
from twinpress.document import LANGUAGES
from twinpress.pages import Edition, pages
from twinpress.pages.edition import alternates
from twinpress.pages.page import path_of
from twinpress.site import TAGS, Site

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
ALTERNATES = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
PAGES = "pages"
"""Name of the file for everything that is no article."""

Entry = tuple[str, Sequence[str], str]
"""(address, languages in which it exists, last change or empty)."""


def files(archive: Archive, site: Site) -> dict[str, bytes]:
    """Return the sitemap files by path below the site's root; none without a ``site_url``, which sitemaps need."""
    if not site.url:
        return {}
    groups: dict[str, set[Entry]] = {PAGES: set()}
    for standing in docs.load(site):
        if standing.published:
            groups[PAGES].add((standing.address, standing.languages, ""))
    for language in TAGS:
        for page in pages(Edition(archive, site, language)):
            if page.listed:
                facts = page.article.facts if page.article else None
                changed = (facts.updated or facts.date).iso if facts else ""
                group = groups.setdefault(page.address[:4] if facts else PAGES, set())
                group.add((page.address, tuple(sorted(page.languages, key=LANGUAGES.index)), changed))
    result = {f"sitemap/{name}.xml": _urlset(entries, site) for name, entries in sorted(groups.items())}
    parts = "".join(f"<sitemap><loc>{escape(site.url + name)}</loc></sitemap>\n" for name in result)
    return {**result, "sitemap.xml": f"{HEAD}<sitemapindex {NAMESPACE}>\n{parts}</sitemapindex>\n".encode()}


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
