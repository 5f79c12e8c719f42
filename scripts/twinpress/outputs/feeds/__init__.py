"""Feeds: the newest articles of the site, of each section and each topic, in RSS 2.0, Atom 1.0 and JSON Feed 1.1.

One way: a channel names its articles (``pages/channel.py``), ``item.py`` tells each of them once, ``feed.py`` has the
records, and a module for each format writes them down. Nothing in a feed is newer than its articles: what is made from the
same articles is the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from twinpress.archive import Article
from twinpress.outputs.feeds import atom, jsonfeed, rss
from twinpress.outputs.feeds.feed import Feed, Item
from twinpress.outputs.feeds.item import item
from twinpress.outputs.output import Output
from twinpress.pages import Edition
from twinpress.pages.channel import ATOM, JSON, RSS, Channel
from twinpress.publication import Publication

WRITERS = ((RSS, rss.write), (ATOM, atom.write), (JSON, jsonfeed.write))


def files(publication: Publication) -> Iterator[Output]:
    """Yield the feeds in every format; none without a ``site_url``, which feeds need."""
    for edition in publication.editions.values():
        for channel in edition.channels.values():
            for form, write in WRITERS:
                make = partial(_make, publication, edition, channel, channel.path(form), write)
                yield Output(path=channel.path(form), make=make, given=channel.given)


def _make(
    publication: Publication,
    edition: Edition,
    channel: Channel,
    path: str,
    write: Callable[[Feed, str], bytes],
) -> bytes:
    def tell(article: Article) -> Item:  # an article stands in several feeds, and its text is rendered once
        key = ("item", edition.language, article.path)
        told: Item = publication.pieces.get(key, lambda: item(publication, edition, article))
        return told

    return write(feed(edition, channel, tuple(map(tell, channel.articles))), edition.site.url + path)


def feed(edition: Edition, channel: Channel, items: tuple[Item, ...]) -> Feed:
    """Return the feed of a channel; ``items``: its articles."""
    return Feed(
        title=channel.title,
        description=channel.description,
        home=edition.site.url + channel.home,
        site=edition.site.names[edition.language],
        lang=edition.lang,
        updated=max((entry.updated for entry in items), default=None),
        items=items,
    )
