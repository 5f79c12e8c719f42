"""RSS 2.0 (RSS Advisory Board, specification of 2009-03-30), with the elements of Atom, Dublin Core and Content that readers know."""

from __future__ import annotations

from email.utils import format_datetime
from html import escape
from xml.etree.ElementTree import Element

from twinpress.outputs.feeds.element import add, document
from twinpress.outputs.feeds.feed import Feed, Item
from twinpress.pages.channel import RSS

NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def write(feed: Feed, url: str) -> bytes:
    """Return the feed whose own address is ``url``."""
    root = Element("rss", {"version": "2.0", **NAMESPACES})
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.home)
    add(channel, "description", feed.description)
    add(channel, "language", feed.lang)
    if feed.updated:
        add(channel, "lastBuildDate", format_datetime(feed.updated))
    add(channel, "generator", "Twinpress")
    add(channel, "atom:link", href=url, rel="self", type=RSS.type)
    for item in feed.items:
        _item(channel, item)
    return document(root)


def _item(channel: Element, item: Item) -> None:
    entry = add(channel, "item")
    add(entry, "title", item.title)
    add(entry, "link", item.url)
    add(entry, "guid", item.id, isPermaLink="false")
    add(entry, "pubDate", format_datetime(item.published))
    add(entry, "atom:updated", item.updated.isoformat(timespec="seconds"))  # RSS has no word for it
    for author in item.authors:
        add(entry, "dc:creator", author)  # <author> is an e-mail address
    for category in item.categories:
        add(entry, "category", category.name)
    add(entry, "dc:source", item.source)  # <source> is another feed
    add(entry, "dc:language", item.lang)
    add(entry, "description", escape(item.summary, quote=False))  # HTML, says the specification; a title is not
    add(entry, "content:encoded", item.html)
    if item.enclosure:
        file = item.enclosure
        add(entry, "enclosure", url=file.url, length=str(file.length), type=file.type)
