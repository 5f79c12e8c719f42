"""A Python-Markdown extension that gives an article's body what the archive knows.

A picture alone in a paragraph becomes a figure with its caption and credit; every picture gets its alternative text and
its size; links to other articles lead to the page in the reader's language where there is one.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from twinpress.archive import Article
from twinpress.links import hostile, resolve
from twinpress.pages import addresses
from twinpress.pages.edition import Edition
from twinpress.pages.page import path_of
from twinpress.pages.view import Image
from twinpress.site import TAGS

PRIORITY = 5
"""After inline patterns (20), before MkDocs turns source paths into addresses (0)."""


class Figures(Extension):
    """Figures and links of the article that is being rendered (``edition`` and ``article`` are set before each page)."""

    def __init__(self) -> None:
        super().__init__()
        self.edition: Edition | None = None
        self.article: Article | None = None
        self.pages: Mapping[str, Sequence[str]] = {}

    def enter(self, edition: Edition, article: Article | None) -> None:
        """Say which page is rendered next; ``article`` is None for pages that are none."""
        if self.edition is None or self.edition.archive is not edition.archive:
            self.pages = addresses(edition.archive, edition.site)
        self.edition, self.article = edition, article

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name is Python-Markdown's
        """Register with a Markdown instance; MkDocs makes one for each page."""
        md.treeprocessors.register(_Article(md, self), "twinpress", PRIORITY)


class _Article(Treeprocessor):
    def __init__(self, md: Markdown, figures: Figures):
        super().__init__(md)
        self.figures = figures

    def run(self, root: Element) -> None:
        """Rework pictures and links in place."""
        edition, article = self.figures.edition, self.figures.article
        if edition is None or article is None:
            return
        for element in root.iter():
            _disarm(element)
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag == "img":
                    image = _image(child, edition, article)
                    if image and parent.tag == "p" and _alone(parent):
                        _figure(parent, child, image, edition)
                elif child.tag == "a":
                    _link(child, edition, article, self.figures.pages)


def _disarm(element: Element) -> None:
    """Take away attributes that run something or reach out (attribute lists can write any); a rule reports them."""
    for name, value in list(element.items()):
        reaches = name in ("href", "src", "srcset", "action", "formaction", "poster", "data") and hostile(value)
        if reaches or name.startswith("on") or name in ("style", "srcdoc"):
            del element.attrib[name]


def _image(img: Element, edition: Edition, article: Article) -> Image | None:
    """Give an ``<img>`` what the front matter says of its file; return that, or None for a file that is not the article's."""
    target = resolve(img.get("src", ""), article, edition.archive, edition.site, ())
    if target.kind != "file" or target.article is not article:
        return None
    name = target.path
    image = edition.image(article, name)
    if not img.get("alt"):
        img.set("alt", image.alt)
        if image.lang != edition.lang:
            img.set("lang", image.lang)
    if image.width and image.height:
        img.set("width", str(image.width))
        img.set("height", str(image.height))
    img.set("loading", "lazy")
    img.set("decoding", "async")
    return image


def _alone(paragraph: Element) -> bool:
    return len(paragraph) == 1 and not (paragraph.text or "").strip() and not (paragraph[0].tail or "").strip()


def _figure(paragraph: Element, img: Element, image: Image, edition: Edition) -> None:
    """Turn the paragraph around a picture into a figure."""
    paragraph.tag = "figure"
    paragraph.text = img.tail = None
    if not image.caption and not image.credit:
        return
    caption = SubElement(paragraph, "figcaption")
    if image.caption:
        if image.lang != edition.lang:
            span = SubElement(caption, "span", {"lang": image.lang})
            span.text = image.caption
            span.tail = " "
        else:
            caption.text = image.caption + " "
    if image.credit:
        credit = SubElement(caption, "span", {"class": "credit"})
        if image.credit.lang != edition.lang:
            credit.set("lang", image.credit.lang)
        credit.text = image.credit.text


def _link(a: Element, edition: Edition, article: Article, pages: Mapping[str, Sequence[str]]) -> None:
    """Lead a link to an article or page to the language asked for, else to the reader's; leave other links as they are."""
    target = resolve(a.get("href", ""), article, edition.archive, edition.site, pages)
    fragment = f"#{target.fragment}" if target.fragment else ""
    if target.kind == "file" and target.article:
        # as seen from the source file: MkDocs makes addresses of files
        a.set("href", quote(posixpath.relpath(f"{target.article.path}/{target.path}", article.path)) + fragment)
    if target.kind == "article" and target.article:
        languages: Sequence[str] = edition.archive.languages(target.article)
    elif target.kind == "page":
        languages = pages[target.path]
    else:
        return
    language = target.language or edition.language
    if languages and language not in languages:
        language = languages[0]
    if language != edition.language:
        a.set("hreflang", TAGS[language])
    here = path_of(article.address, edition.language)
    a.set("href", relative(path_of(target.path, language), here) + fragment)


def relative(path: str, here: str) -> str:
    """Return the way from the page at ``here`` to the page at ``path``; both end with a slash or are empty."""
    return posixpath.relpath("/" + path, "/" + here) + "/"
