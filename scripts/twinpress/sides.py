"""Sides: which blocks of an article and of its translation stand side by side.

What stands at the top of a text (paragraph, heading, list, table, figure, …) is a block. Those of an original are counted,
from 1; those of its translation bear the numbers of the blocks of which they are the translation, so an original's page
knows nothing of its translation. A script lays the two beside each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from twinpress import dialect
from twinpress.translation.alignment import align
from twinpress.translation.block import Block, plain

NUMBER = "data-block"
KINDS = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    "p": "paragraph",
    "ul": "list",
    "ol": "list",
    "dl": "list",
    "pre": "code",
    "blockquote": "quote",
    "div": "box",
    "details": "box",
}
"""Kinds of block by their element; others are of a kind of their own."""
LINE = re.compile(
    r"^(?P<indent>[ \t]*)(?:(?P<rule>[-=*_|: ]{2,}$)"
    r"|(?P<mark>#{1,6}|[-*+](?=[ \t])|\d+\.(?=[ \t])|>|\||`{3,}|~{3,}|!{3}|\?{3}|!\[|<|\[|:)|(?P<word>\S)|)",
    re.M,
)
"""The beginning of a line, by which Markdown knows what it belongs to."""
TAG = re.compile(r"<[^>]*>")
OPENING = re.compile(r"\s*<[A-Za-z][A-Za-z0-9-]*(?=[\s/>])")
SOURCE = re.compile(r"[^/]*$")


def outline(body: str) -> Sequence[str]:
    """Return what tells the blocks of a Markdown text apart, without rendering it: equal for texts with the same ones.

    A translation nearly always has the blocks of its original, and this says so in a hundredth of the time.
    """
    found: list[str] = []
    for match in LINE.finditer(body):
        mark = match["mark"] or match["rule"] or match["word"]
        if mark is None:
            kind = ""
        elif match["word"]:
            kind = f"{len(match['indent'])}p"
        else:
            kind = f"{len(match['indent'])}{'1.' if mark[0].isdigit() else mark[:6]}"
        if not found or found[-1] != kind:
            found.append(kind)
    return found


def number(root: Element, md: Markdown, original: Sequence[Block] | None = None) -> None:
    """Give the blocks of a text their numbers: one after the other, or those of the blocks of its ``original``."""
    elements = [child for child in root if isinstance(child.tag, str)]
    if original is None:
        numbers: Sequence[str] = [str(place) for place in range(1, len(elements) + 1)]
    else:
        numbers = belonging(original, [_block(element, md) for element in elements])
    for element, belongs in zip(elements, numbers, strict=True):
        if not belongs:
            continue
        place = _raw(element)
        if place is None:
            element.set(NUMBER, belongs)
        else:
            _mark(md, place, belongs)


def belonging(original: Sequence[Block], translation: Sequence[Block]) -> Sequence[str]:
    """Return for each block of a translation the numbers of those of the original of which it is one; ``""`` where there is none."""
    found = [""] * len(translation)
    for group in align(original, translation):
        for place in group.translation:
            found[place] = " ".join(str(other + 1) for other in group.original)
    return found


def _raw(element: Element) -> int | None:
    """Return the place of the HTML for which a paragraph stands until the text is finished: that of code, or a writer's own."""
    match = (
        HTML_PLACEHOLDER_RE.fullmatch((element.text or "").strip()) if element.tag == "p" and not len(element) else None
    )
    return int(match[1]) if match else None


def _mark(md: Markdown, place: int, numbers: str) -> None:
    """Write numbers into the HTML that stands aside."""
    html = md.htmlStash.rawHtmlBlocks[place]
    if isinstance(html, str) and (match := OPENING.match(html)):
        md.htmlStash.rawHtmlBlocks[place] = f'{match[0]} {NUMBER}="{numbers}"{html[match.end() :]}'


def _block(element: Element, md: Markdown) -> Block:
    """Return an element with its words as what is aligned."""
    place = _raw(element)
    if place is not None:
        html = md.htmlStash.rawHtmlBlocks[place]
        return Block("code", plain(TAG.sub(" ", html)) if isinstance(html, str) else "")
    if element.tag == "figure" or (element.tag == "p" and len(element) == 1 and element[0].tag == "img"):
        # its caption stands in the front matter; the same picture is the same block
        return Block("figure", " ".join(SOURCE.findall(image.get("src", ""))[0] for image in element.iter("img")))
    return Block(KINDS.get(element.tag, element.tag), plain("".join(element.itertext())))


class Counterpart(Extension):
    """Reads the blocks of originals."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[Block] = ()
        self._markdown = dialect.renderer(self)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name is Python-Markdown's
        """Look when everything else is done."""
        md.treeprocessors.register(_Reader(md, self), "sides", -5)

    def blocks(self, body: str) -> Sequence[Block]:
        """Return the blocks of a text; none where Python-Markdown, which has its bugs, cannot read it."""
        self._found = ()
        try:
            self._markdown.reset().convert(body)
        except Exception:
            return ()
        return self._found


class _Reader(Treeprocessor):
    def __init__(self, md: Markdown, counterpart: Counterpart):
        super().__init__(md)
        self.counterpart = counterpart

    def run(self, root: Element) -> None:
        """Read them."""
        self.counterpart._found = [_block(child, self.md) for child in root if isinstance(child.tag, str)]
