"""A Python-Markdown extension that gives a text what the archive knows.

A picture alone in a paragraph becomes a figure with its caption and credit; every picture of an article gets its
alternative text and its size; links to articles and pages lead to the reader's language where there is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from twinpress import sides
from twinpress.archive import Article
from twinpress.links import hostile, plain, resolve
from twinpress.pages.edition import Edition
from twinpress.pages.page import path_of, relative
from twinpress.pages.view import Image
from twinpress.site import TAGS
from twinpress.trace import Question, tracing
from twinpress.translation.block import Block

PRIORITY = -5
"""After inline patterns (20), and after MkDocs has made addresses of the source paths in standing pages (0): it would look
for ours among its files."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a text is shown."""

    edition: Edition
    address: str
    """Of the page, below its language's home."""
    article: Article | None
    """Whose body it is; None: a standing page's."""
    pages: Mapping[str, Sequence[str]]
    """The languages of every page that is no article, by address."""
    base: str | None = None
    """The site's address, for absolute links; None: links lead from the page."""
    counted: bool = False
    """Whether its blocks bear numbers (``sides.py``)."""
    original: Sequence[Block] | None = None
    """Blocks of the original of a translation that has other ones."""

    def way(self, path: str) -> str:
        """Return the way to a page or file below the site's root."""
        if self.base is not None:
            return self.base + path
        return relative(path, path_of(self.address, self.edition.language))


class Figures(Extension):
    """Figures and links of the text that is being rendered: ``place`` is set before each; without one, nothing is done."""

    def __init__(self, asked: set[Question] | None = None) -> None:
        super().__init__()
        self.place: Place | None = None
        self.asked = asked
        """Takes what the texts ask of the archive, all together, where nobody else notes it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name is Python-Markdown's
        """Register with a Markdown instance."""
        md.treeprocessors.register(_Text(md, self), "twinpress", PRIORITY)


class _Text(Treeprocessor):
    def __init__(self, md: Markdown, figures: Figures):
        super().__init__(md)
        self.figures = figures

    def run(self, root: Element) -> None:
        """Rework pictures and links in place."""
        place = self.figures.place
        if place is None:
            return
        if self.figures.asked is None:
            self._rework(root, place)
            return
        with tracing() as asked:
            self._rework(root, place)
        self.figures.asked |= asked

    def _rework(self, root: Element, place: Place) -> None:
        leading = seen = False
        for element in root.iter():
            if element.attrib:
                _disarm(element)
            leading = leading or element.tag in ("img", "a")
        for parent in list(root.iter()) if leading else ():
            for child in list(parent):
                if child.tag == "img":
                    image = _image(child, place, first=not seen)
                    seen = True
                    alone = image and parent.tag == "p" and _alone(parent)
                    if image and alone:
                        _figure(parent, child, image, place.edition)
                    if image and place.base is None:  # readers of feeds get a plain picture
                        _offer(parent, child, image, place, whole=bool(alone))
                elif child.tag == "a":
                    _link(child, place)
        if place.counted:
            sides.number(root, self.md, place.original)


def _disarm(element: Element) -> None:
    """Take away attributes that run something or reach out (attribute lists can write any); a rule reports them."""
    for name, value in list(element.items()):
        reaches = name in ("href", "src", "srcset", "action", "formaction", "poster", "data") and hostile(value)
        if reaches or name.startswith("on") or name in ("style", "srcdoc"):
            del element.attrib[name]


def _image(img: Element, place: Place, *, first: bool) -> Image | None:
    """Give an ``<img>`` what the front matter says of its file; return that, or None where the file is not the article's.

    ``first``: no picture stands before it.
    """
    edition = place.edition
    target = resolve(img.get("src", ""), place.article, edition.archive, edition.site, ())
    if target.kind != "file" or target.article is None:
        return None
    image = edition.image(target.article, target.path)
    img.set("src", place.way(image.path))
    if target.article is not place.article:
        return None
    if not img.get("alt"):
        img.set("alt", image.alt)
        if image.lang != edition.lang:
            img.set("lang", image.lang)
    if image.width and image.height:
        img.set("width", str(image.width))
        img.set("height", str(image.height))
    if first and target.path == target.article.facts.image and place.base is None:  # the lead picture, at the top
        img.set("fetchpriority", "high")
    else:
        img.set("loading", "lazy")
    img.set("decoding", "async")
    return image


def _offer(parent: Element, img: Element, image: Image, place: Place, *, whole: bool) -> None:
    """Offer the renditions of a picture, as ``show.html`` does; ``whole``: and a link to the file, where that has more to show."""
    at, tail = list(parent).index(img), img.tail
    outer, img.tail = img, None
    if image.sizes:
        ways = (f"{place.way(size.path)} {size.width}w" for size in image.sizes)
        outer = Element("picture")
        SubElement(outer, "source", {"type": "image/webp", "sizes": image.places["column"], "srcset": ", ".join(ways)})
        outer.append(img)
    if whole and image.ample:
        link = Element("a", {"href": place.way(image.path), "data-lightbox": ""})
        link.append(outer)
        outer = link
    outer.tail = tail
    parent[at] = outer


def _alone(paragraph: Element) -> bool:
    return len(paragraph) == 1 and not (paragraph.text or "").strip() and not (paragraph[0].tail or "").strip()


def _figure(paragraph: Element, img: Element, image: Image, edition: Edition) -> None:
    """Turn the paragraph around a picture into a figure."""
    paragraph.tag = "figure"
    paragraph.text = img.tail = None
    if not image.legend:
        return
    caption = SubElement(paragraph, "figcaption")
    for name, words in image.legend:
        part = SubElement(caption, "span", {"class": name})
        if words.lang != edition.lang:
            part.set("lang", words.lang)
        part.text, part.tail = words.text, " "
    part.tail = None


def _link(a: Element, place: Place) -> None:
    """Lead a link to an article or page to the language asked for, else to the reader's; leave other links as they are."""
    edition, archive = place.edition, place.edition.archive
    target = resolve(a.get("href", ""), place.article, archive, edition.site, place.pages)
    fragment = f"#{target.fragment}" if target.fragment else ""
    languages: Sequence[str]
    if target.kind == "file" and target.article:
        a.set("href", place.way(quote(f"{target.article.path}/{target.path}")) + fragment)
        return
    if target.kind == "article" and target.article:
        languages = archive.languages(target.article)
    elif target.kind == "page":
        languages = place.pages[target.path]
    elif target.kind == "anchor" and place.base is not None:
        a.set("href", place.way(path_of(place.address, edition.language)) + fragment)
        return
    elif target.kind == "dead" and (rooted := plain(a.get("href", ""))).startswith("/"):
        a.set("href", place.way(rooted[1:]))  # a file that the site makes, such as /archive.json
        return
    else:
        return
    language = target.language or edition.language
    if languages and language not in languages:
        language = languages[0]
    if language != edition.language:
        a.set("hreflang", TAGS[language])
    a.set("href", place.way(path_of(target.path, language)) + fragment)
