"""The dialect: the one Markdown in which articles and standing pages are written.

The rules know exactly this dialect, so it stands in the code and not in ``mkdocs.yml``: what was checked is what is
published, in pages, feeds and wherever else a text is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markdown import Extension, Markdown
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
"""Extensions of Python-Markdown, in the order in which they are registered."""
CONFIGURATION: Mapping[str, Mapping[str, Any]] = {
    "toc": {"slugify": slugify(case="lower")},  # anchors keep Chinese characters
    "footnotes": {"BACKLINK_TITLE": "↩ {}"},  # says the same in both languages
}


def renderer(*more: Extension) -> Markdown:
    """Return a Python-Markdown that speaks the dialect, with ``more`` extensions."""
    return Markdown(
        extensions=[*EXTENSIONS, *more],
        extension_configs={name: dict(options) for name, options in CONFIGURATION.items()},
    )


def convert(text: str, *more: Extension) -> str:
    """Return the HTML of a Markdown text; empty where Python-Markdown, which has its bugs, cannot make any."""
    try:
        return renderer(*more).convert(text)
    except Exception:
        return ""
