"""Atom 1.0 (RFC 4287)."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from twinpress.outputs.feeds.element import add, document
from twinpress.outputs.feeds.feed import Feed, Item
from twinpress.pages.channel import ATOM

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries changed; the format wants a date (RFC 4287, 4.1.1)."""


def write(feed: Feed, url: str) -> bytes:
    """Return the feed whose own address is ``url``."""
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.lang})
    add(root, "id", url)
    add(root, "title", feed.title)
    add(root, "subtitle", feed.description)
    add(root, "updated", (feed.updated or NEVER).isoformat(timespec="seconds"))
    add(root, "link", rel="self", type=ATOM.type, href=url)
    add(root, "link", rel="alternate", type="text/html", hreflang=feed.lang, href=feed.home)
    add(add(root, "author"), "name", feed.site)
    add(root, "generator", "Twinpress")
    for item in feed.items:
        _entry(root, item)
    return document(root)


def _entry(root: Element, item: Item) -> None:
    entry = add(root, "entry")
    add(entry, "id", item.id)
    add(entry, "title", item.title)
    add(entry, "link", rel="alternate", type="text/html", hreflang=item.lang, href=item.url)
    add(entry, "published", item.published.isoformat(timespec="seconds"))
    add(entry, "updated", item.updated.isoformat(timespec="seconds"))
    for author in item.authors:
        add(add(entry, "author"), "name", author)
    for category in item.categories:
        add(entry, "category", term=category.id, label=category.name)
    if item.source_url:
        add(entry, "link", rel="via", title=item.source, href=item.source_url)
    add(entry, "summary", item.summary)
    add(entry, "content", item.html, type="html")
    if item.enclosure:
        file = item.enclosure
        add(entry, "link", rel="enclosure", type=file.type, length=str(file.length), href=file.url)
