"""Anchors: the places within a page that a link can lead to.

They are asked of Python-Markdown itself, because its ids depend on everything: duplicates, explicit ids, what counts as a
heading. That costs milliseconds, so only pages that a link with a ``#`` leads to are asked.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import markdown
from pymdownx.slugs import slugify  # type: ignore[import-untyped]

EXTENSIONS = (
    "abbr",
    "attr_list",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "tables",
    "toc",
    "admonition",
    "pymdownx.details",
    "pymdownx.superfences",
)
"""Those of ``mkdocs.yml`` (``tests/test_anchors.py`` compares them)."""
IDENTIFIED = re.compile(r"<[a-z][a-z0-9]*\b[^<>]*?\s(?:id|name)=[\"']([^\"'<>]+)[\"']", re.I)


def renderer() -> markdown.Markdown:
    """Return a Python-Markdown as MkDocs sets it up."""
    return markdown.Markdown(extensions=list(EXTENSIONS), extension_configs={"toc": {"slugify": slugify(case="lower")}})


@lru_cache(maxsize=256)
def page(body: str) -> str:
    """Return the HTML that Python-Markdown makes of a body."""
    try:
        return renderer().convert(body)
    except Exception:  # Python-Markdown has its bugs; a page that it cannot make has nothing to be found in it
        return ""


def anchors(body: str) -> frozenset[str]:
    """Return the ids in the page that is made of a Markdown body."""
    return frozenset(unescape(match[1]) for match in IDENTIFIED.finditer(page(body)))
