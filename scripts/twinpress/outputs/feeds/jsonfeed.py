"""JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from typing import Any

from twinpress.outputs.feeds.feed import Feed, Item

VERSION = "https://jsonfeed.org/version/1.1"


def write(feed: Feed, url: str) -> bytes:
    """Return the feed whose own address is ``url``."""
    value = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": url,
        "description": feed.description,
        "authors": [{"name": feed.site}],
        "language": feed.lang,
        "items": [_item(item) for item in feed.items],
    }
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()


def _item(item: Item) -> dict[str, Any]:
    """Return an item; ``external_url`` would send readers to the source instead of the article."""
    value: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        "date_published": item.published.isoformat(timespec="seconds"),
        "date_modified": item.updated.isoformat(timespec="seconds"),
        "authors": [{"name": author} for author in item.authors],
        "tags": [category.name for category in item.categories],
        "language": item.lang,
    }
    if item.enclosure:
        file = item.enclosure
        value["image"] = file.url
        value["attachments"] = [{"url": file.url, "mime_type": file.type, "size_in_bytes": file.length}]
    return value
