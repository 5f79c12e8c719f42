"""What the site has beside pages: a module for each kind of output, with ``files(publication)``.

To add one: copy the smallest module, give it ``files``, add it to ``OUTPUTS``.
"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.outputs import api, feeds, redirects, sitemap
from twinpress.publication import Publication

OUTPUTS = (api, feeds, redirects, sitemap)
"""Every kind of output; ``files(publication)`` yields paths below the site's root with their bytes."""


def files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every file that is no page."""
    for output in OUTPUTS:
        yield from output.files(publication)
