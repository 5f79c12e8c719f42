"""What the site has beside pages: a module for each kind of output, with ``files(publication)``.

To add one: copy the smallest module, give it ``files``, add it to ``OUTPUTS``.
"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.outputs import api, feeds, redirects, sitemap
from twinpress.publication import Publication
from twinpress.shard import WHOLE, Shard

OUTPUTS = (api, feeds, redirects, sitemap)
"""Every kind of output; ``files(publication)`` yields paths below the site's root with their bytes."""


def files(publication: Publication, shard: Shard = WHOLE) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every file that is no page; of a part of a build, those that are its to write."""
    for number, output in enumerate(OUTPUTS):
        if shard.turn(number):
            yield from output.files(publication)
