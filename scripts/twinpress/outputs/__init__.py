"""What the site is made of: a module for each kind of output.

To add one: copy the smallest module, give it ``files(publication)``, add it to ``OUTPUTS``.
"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.outputs import (
    agendas,
    api,
    feeds,
    media,
    oembed,
    opensearch,
    ownership,
    pages,
    redirects,
    search,
    sitemap,
    views,
)
from twinpress.outputs.output import Output
from twinpress.publication import Publication

OUTPUTS = (agendas, api, feeds, oembed, opensearch, ownership, redirects, search, sitemap, views)
"""Every kind of output that needs nothing but the publication: pages need the theme as well, and media are copied."""

__all__ = ["OUTPUTS", "Output", "feeds", "files", "media", "pages", "search", "views"]


def files(publication: Publication) -> Iterator[Output]:
    """Yield every file that is neither a page nor copied."""
    for output in OUTPUTS:
        yield from output.files(publication)
