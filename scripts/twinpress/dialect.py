"""The dialect: the one Markdown in which articles and standing pages are written.

The rules know exactly this dialect, so it stands in the code and not in ``mkdocs.yml``: what was checked is what is
published, in pages, feeds and wherever else a text is shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
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


INLINE = re.compile(r"[\\`\[!<&*_\x02]|  \n")
"""What every inline pattern of the dialect begins with; the start of Python-Markdown's own placeholders, to be safe."""


HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class _PlainText(AtomicString):
    """A text in which no inline pattern can begin."""


class _Mark(Treeprocessor):
    """Tells Python-Markdown to leave plain texts alone: it would search each for fifteen patterns, one after the other."""

    def run(self, root: Element) -> None:
        """Mark them in place."""
        for element in root.iter():
            text = element.text
            if text and type(text) is str and not INLINE.search(text):
                element.text = _PlainText(text)


class _Unmark(Treeprocessor):
    """Makes plain texts common ones again: abbreviations are looked for in them as well."""

    def run(self, root: Element) -> None:
        """Take the marks off in place."""
        for element in root.iter():
            if type(element.text) is _PlainText:
                element.text = str(element.text)


class Plain(Extension):
    """Takes a quarter off the time in which a text is rendered, and changes nothing else."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name is Python-Markdown's
        """Stand right before and right after the inline patterns (20)."""
        md.treeprocessors.register(_Mark(md), "plain", 20.1)
        md.treeprocessors.register(_Unmark(md), "not plain", 19.9)


class _Contents(Treeprocessor):
    """Runs the extension ``toc`` where there is something for it: it goes through every text, and most have no headings."""

    def __init__(self, md: Markdown, toc: Treeprocessor):
        super().__init__(md)
        self.toc = toc

    def run(self, root: Element) -> None:
        """Let it name headings, and put a table of contents where one is asked for."""
        if any(element.tag in HEADINGS or (element.text and "[TOC]" in element.text) for element in root.iter()):
            self.toc.run(root)


def renderer(*more: Extension) -> Markdown:
    """Return a Python-Markdown that speaks the dialect, with ``more`` extensions."""
    markdown = Markdown(
        extensions=[*EXTENSIONS, Plain(), *more],
        extension_configs={name: dict(options) for name, options in CONFIGURATION.items()},
    )
    markdown.treeprocessors.register(_Contents(markdown, markdown.treeprocessors["toc"]), "toc", 5)
    return markdown


def convert(text: str, *more: Extension) -> str:
    """Return the HTML of a Markdown text; empty where Python-Markdown, which has its bugs, cannot make any."""
    try:
        return renderer(*more).convert(text)
    except Exception:
        return ""
