"""The file by which IndexNow's search engines see that whoever tells them of changes is who runs the site."""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.outputs.output import Output
from twinpress.publication import Publication


def files(publication: Publication) -> Iterator[Output]:
    """Yield the key's file at the site's root, where there is a key."""
    push = publication.site.options.push
    if push and push.indexnow:
        key = push.indexnow.encode()
        yield Output(path=f"{push.indexnow}.txt", make=lambda: key, given=key)
