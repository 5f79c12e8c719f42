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


HEADING = re.compile(
    r"(?:\A|\n\n)#{1,6} *[^\s#{}\\`!&*_\[\x02\x03:|][^\n{}\\`!&*_\[\x02\x03]* \{#([a-z][a-z0-9-]*)\}(?=\n\n|\n?\Z)"
)
"""A heading that stands alone, whose words are nothing but words, and which says its id."""
OTHERWISE = ("<", "```", "~~~", "\n ", "\n\t", "!!!", "???", "[^", ">>", "> >")
"""Where one of these is in a text, what stands alone may belong to something around it."""


def leads(fragment: str, body: str) -> bool:
    """Tell whether a page has a place with this id, asking Python-Markdown only where that cannot be seen."""
    simple = f"{{#{fragment}}}" in body and not any(sign in body for sign in OTHERWISE)
    return (simple and any(match[1] == fragment for match in HEADING.finditer(body))) or fragment in anchors(body)


@lru_cache(maxsize=256)
def anchors(body: str) -> frozenset[str]:
    """Return the ids in the page that is made of a Markdown body."""
    return frozenset(unescape(match[1]) for match in IDENTIFIED.finditer(dialect.convert(body)))
