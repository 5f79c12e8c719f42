"""oEmbed (oembed.com): what a site that passes an article on shows of it, in a file beside the article's page.

The type is ``link``: title, names and picture, of which others make a card in their own style. A ``rich`` answer would be
HTML of ours in pages of theirs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from twinpress import wording
from twinpress.archive import Article
from twinpress.outputs.output import Output
from twinpress.pages.edition import Edition, emblem
from twinpress.pages.page import path_of
from twinpress.publication import Publication

AGE = 24 * 60 * 60
"""Seconds for which others may keep an answer."""


def files(publication: Publication) -> Iterator[Output]:
    """Yield a file for each article that search engines may know, in each language in which it has a page."""
    for edition in publication.editions.values():
        for article in edition.archive.reachable if publication.site.options.oembed else ():
            if path := edition.oembed(article):
                yield Output(path=path, make=partial(_make, edition, article))


def _make(edition: Edition, article: Article) -> bytes:
    site, facts = edition.site, article.facts
    names = facts.authors or (facts.source.author or facts.source.name,)
    told: dict[str, object] = {
        "version": "1.0",
        "type": "link",
        "title": edition.link(article).text,
        "author_name": wording.COMMA[edition.language].join(edition.name(name, article).text for name in names),
        "provider_name": site.names[edition.language],
        "provider_url": site.url + path_of("", edition.language),
        "cache_age": AGE,
    }
    image = emblem(edition.images(article))
    if image and image.width and image.height:  # a thumbnail without both is none
        told |= {"thumbnail_url": site.url + image.path, "thumbnail_width": image.width}
        told |= {"thumbnail_height": image.height}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
