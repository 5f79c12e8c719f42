"""What programs find by a page: how another site shows the article (oEmbed), how a browser asks our search (OpenSearch)."""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.metadata.subject import Subject
from twinpress.pages.view import Relation

OEMBED = "application/json+oembed"
OPENSEARCH = "application/opensearchdescription+xml"


def tags(subject: Subject) -> Iterator[Relation]:
    """Yield the links of a page; none where the options offer nothing."""
    edition, view = subject.edition, subject.view
    if subject.article and (path := edition.oembed(subject.article)):
        yield Relation(rel="alternate", type=OEMBED, title=view.title, href=subject.url(path))
    if path := edition.opensearch:
        yield Relation(rel="search", type=OPENSEARCH, title=view.site_name, href=subject.url(path))
