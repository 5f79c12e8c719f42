"""The dialect: the one Markdown in which articles and standing pages are written.

The rules know exactly this dialect, so it stands in the code and not in ``mkdocs.yml``: what was checked is what is
published, in pages, feeds and wherever else a text is shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, cast
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.inlinepatterns import Pattern
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor, UnescapeTreeprocessor
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
BEGUN = {
    "backtick": "`", "escape": "\\", "footnote": "[^", "reference": "[", "link": "[", "image_link": "![", "image_reference": "![",
    "short_reference": "[", "short_image_ref": "![", "autolink": "<", "automail": "<", "html": "<", "entity": "&",
}  # fmt: skip
"""What must stand in a text where inline patterns shall find something; those that are not named here look into every text."""

WORDS = re.compile(r"(?:(?:[^\W\d_]|[“‘（《「【]|\d+[^\d.\n])[^\n]*(?:\n|\Z))+")
"""Lines in which no block but a paragraph begins: all others of the dialect begin with a mark, a space, or a number and a dot."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class _Look(Preprocessor):
    """Looks at a text as it was written, before all others."""

    text = ""

    def run(self, lines: list[str]) -> list[str]:
        """Remember it."""
        self.text = "\n".join(lines)
        return lines


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


class _Patterns(Treeprocessor):
    """Leaves Python-Markdown those inline patterns that can find something; it would search every text for each of them."""

    def __init__(self, md: Markdown, look: _Look):
        super().__init__(md)
        self.look = look

    @cached_property
    def all(self) -> Sequence[tuple[str, Pattern]]:
        """Every pattern in its order, with what must stand in a text for it."""
        begun = {self.md.inlinePatterns[name]: begin for name, begin in BEGUN.items()}
        return [(begun.get(pattern, ""), pattern) for pattern in self.md.inlinePatterns]

    def run(self, root: Element) -> None:
        """Choose them."""
        text = self.look.text
        inline = cast(InlineProcessor, self.md.treeprocessors["inline"])
        inline.inlinePatterns = [pattern for begin, pattern in self.all if begin in text]  # type: ignore[assignment]


class _Unmark(Treeprocessor):
    """Makes plain texts common ones again: abbreviations are looked for in them as well."""

    def run(self, root: Element) -> None:
        """Take the marks off in place."""
        for element in root.iter():
            if type(element.text) is _PlainText:
                element.text = str(element.text)


class _Paragraph(BlockProcessor):
    """Makes a paragraph of a block in whose lines nothing else can begin, before a dozen others look for it."""

    def __init__(self, parser: BlockParser):
        super().__init__(parser)
        self.paragraph = parser.blockprocessors["paragraph"]

    def test(self, parent: Element, block: str) -> bool:
        """Tell whether it is such a block."""
        return bool(WORDS.fullmatch(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Do what would be done in the end."""
        self.paragraph.run(parent, blocks)


class _Attributes(AttrListTreeprocessor):
    """Looks for attribute lists where there can be any, and not at the end of every text."""

    def __init__(self, md: Markdown, look: _Look):
        super().__init__(md)
        self.look = look

    def run(self, doc: Element) -> None:
        """Look for them."""
        if "{" in self.look.text:
            super().run(doc)


class _Escapes(UnescapeTreeprocessor):
    """Puts escaped characters back where there are any."""

    def __init__(self, md: Markdown, look: _Look):
        super().__init__(md)
        self.look = look

    def run(self, root: Element) -> None:
        """Put them back."""
        if "\\" in self.look.text:
            super().run(root)


class _Contents(Treeprocessor):
    """Runs the extension ``toc`` where there is something for it, and lets it put together no table that nobody asks for."""

    def __init__(self, toc: TocTreeprocessor, config: dict[str, Any]):
        super().__init__(toc.md)
        self.toc = toc
        self.names = TocTreeprocessor(toc.md, {**config, "marker": "", "toc_depth": 0})
        """Gives headings their ids, and does nothing else."""

    def run(self, root: Element) -> None:
        """Let one of the two do its work."""
        headed = asked = False
        for element in root.iter():
            headed = headed or element.tag in HEADINGS
            asked = asked or bool(element.text and "[TOC]" in element.text)
        if asked:
            self.toc.run(root)
        elif headed:
            self.names.run(root)


class Plain(Extension):
    """Halves the time in which a text is rendered, and changes nothing else; it stands behind the dialect's extensions."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name is Python-Markdown's
        """Stand before all blocks (the first at 105), on both sides of the inline patterns (20), and for some other steps."""
        md.parser.blockprocessors.register(_Paragraph(md.parser), "words", 110)
        look = _Look(md)
        md.preprocessors.register(look, "look", 100)
        md.treeprocessors.register(_Patterns(md, look), "patterns", 20.2)
        md.treeprocessors.register(_Mark(md), "plain", 20.1)
        md.treeprocessors.register(_Unmark(md), "not plain", 19.9)
        md.treeprocessors.register(_Attributes(md, look), "attr_list", 8)
        md.treeprocessors.register(_Escapes(md, look), "unescape", 0)
        toc = next(extension for extension in md.registeredExtensions if isinstance(extension, TocExtension))
        md.treeprocessors.register(
            _Contents(cast(TocTreeprocessor, md.treeprocessors["toc"]), toc.getConfigs()), "toc", 5
        )


def renderer(*more: Extension) -> Markdown:
    """Return a Python-Markdown that speaks the dialect, with ``more`` extensions."""
    return Markdown(
        extensions=[*EXTENSIONS, Plain(), *more],
        extension_configs={name: dict(options) for name, options in CONFIGURATION.items()},
    )


def convert(text: str, *more: Extension) -> str:
    """Return the HTML of a Markdown text; empty where Python-Markdown, which has its bugs, cannot make any."""
    try:
        return renderer(*more).convert(text)
    except Exception:
        return ""
