"""OpenSearch 1.1: how a browser takes the site's search among its own, a file at each language's home."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr

from twinpress.metadata.discovery import OPENSEARCH
from twinpress.outputs.output import Output
from twinpress.pages import Edition
from twinpress.publication import Publication

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
SHORT, LONG, DESCRIPTION = 16, 48, 1024
"""Characters that ShortName, LongName and Description may have (OpenSearch 1.1, draft 6)."""


def files(publication: Publication) -> Iterator[Output]:
    """Yield the description in each language, if the site has a search that others can ask."""
    for edition in publication.editions.values():
        if edition.opensearch:
            whole = _description(edition).encode()
            yield Output(path=edition.opensearch, make=partial(bytes, whole), given=whole)


def _description(edition: Edition) -> str:
    site, language = edition.site, edition.language
    name = site.names[language]
    search = f"{site.url}{edition.search}?q={{searchTerms}}"
    own = f"{site.url}{edition.opensearch}"
    favicon = str(site.settings.get("theme", "favicon").value or "") if site.settings else ""
    image = f"<Image>{escape(urljoin(site.url, favicon))}</Image>\n" if favicon else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<OpenSearchDescription xmlns="{NAMESPACE}">\n'
        f"<ShortName>{escape(_cut(name, SHORT))}</ShortName>\n<LongName>{escape(_cut(name, LONG))}</LongName>\n"
        f"<Description>{escape(_cut(site.taglines[language] or name, DESCRIPTION))}</Description>\n"
        f"{image}<Language>{edition.lang}</Language>\n<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template={quoteattr(search)}/>\n'
        f'<Url type="{OPENSEARCH}" rel="self" template={quoteattr(own)}/>\n'
        "</OpenSearchDescription>\n"
    )


def _cut(text: str, most: int) -> str:
    """Return a text of at most so many characters, cut between words where it has any."""
    if len(text) <= most:
        return text
    kept, space, _ = text[: most + 1].rpartition(" ")
    return kept if space else text[:most]
