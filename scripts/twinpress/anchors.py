"""Anchors: the places within a page that a link can lead to.

They are asked of Python-Markdown itself, because its ids depend on everything: duplicates, explicit ids, what counts as a
heading. That costs milliseconds, so only pages that a link with a ``#`` leads to are asked.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from twinpress import dialect

IDENTIFIED = re.compile(r"<[a-z][a-z0-9]*\b[^<>]*?\s(?:id|name)=[\"']([^\"'<>]+)[\"']", re.I)


@lru_cache(maxsize=256)
def anchors(body: str) -> frozenset[str]:
    """Return the ids in the page that is made of a Markdown body."""
    return frozenset(unescape(match[1]) for match in IDENTIFIED.finditer(dialect.convert(body)))
