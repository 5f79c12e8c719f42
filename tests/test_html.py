"""Every page of the built tests/site is valid HTML: for a strict parser, and in what a parser does not see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib
import pytest
from html5lib.constants import E as MESSAGES

ADDRESSES = ("href", "src", "action", "poster")
REFERENCES = ("for", "form", "list", "headers", "aria-controls", "aria-describedby", "aria-labelledby", "aria-owns")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CHILDREN = {"ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd", "div"}}
NAMED = {"title", "a", "button", "summary", *HEADINGS}
"""Elements that must say something."""

BLOCKS = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "dialog",
        "div",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
    ),
    *("header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul", *HEADINGS),
}
WORDS_ONLY = {"b", "button", "cite", "code", "em", "label", "p", "pre", "small", "span", "strong", "time", *HEADINGS}
"""Elements with no block in them: a parser closes ``<p>`` itself, and says nothing of the others."""


def faults(text: str) -> list[str]:
    """Return what is wrong with a page, in the order: parser, whole page, elements."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    # what would stop html5lib at the first error with strict=True; all of them say more
    errors = [f"line {line}: {MESSAGES[code] % data}" for (line, _), code, data in parser.errors]
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]  # comments have no name
    return [*errors, *_of_the_page(elements), *(fault for element in elements for fault in _of_an_element(element))]


def _of_the_page(elements: list[Element]) -> Iterator[str]:
    ids = Counter(element.get("id", "") for element in elements if "id" in element.attrib)
    yield from (f"{count} elements have the id {name!r}" for name, count in ids.items() if count > 1 or not name)
    tags = Counter(element.tag for element in elements)
    for tag in ("title", "main", "h1"):
        if tags[tag] != 1:
            yield f"{tags[tag]} <{tag}>"
    level = 0
    for element in elements:
        if element.tag in HEADINGS:
            if int(element.tag[1]) > level + 1:
                yield f"<{element.tag}> after <h{level}>: {_words(element)}"
            level = int(element.tag[1])
        names = [name for attribute in REFERENCES for name in element.get(attribute, "").split()]
        if element.get("href", "").startswith("#"):
            names.append(unquote(element.get("href", "")[1:]))
        yield from (f"<{element.tag}> refers to {name!r}, which is not there" for name in names if name not in ids)


def _of_an_element(element: Element) -> Iterator[str]:
    tag = element.tag
    if tag in NAMED and not _words(element) and element.get("aria-hidden") != "true":
        yield f"<{tag}> without words"
    yield from (f"<{tag}> with an empty {name}" for name in ADDRESSES if not element.get(name, "none").strip())
    if tag == "img" and "alt" not in element.attrib:
        yield f"<img> without alt: {element.get('src')}"
    if tag == "label" and "aria-hidden" in element.attrib:
        yield "<label> with aria-hidden"
    if tag in CHILDREN:
        yield from (f"<{child.tag}> in <{tag}>" for child in element if child.tag not in CHILDREN[tag])
    if tag in WORDS_ONLY:
        yield from (
            f"<{child.tag}> in <{tag}>" for child in element.iter() if child is not element and child.tag in BLOCKS
        )


def _words(element: Element) -> str:
    """Return the element's text as a screen reader would name it: pictures by their alt."""
    own = element.get("aria-label") or "".join(element.itertext())
    return " ".join([*own.split(), *(img.get("alt", "") for img in element.iter("img"))]).strip()


def test_every_page_is_valid_html(built: Path) -> None:
    pages = sorted(built.rglob("*.html"))
    found = {page.relative_to(built).as_posix(): faults(page.read_text("utf-8")) for page in pages}
    assert {address: problems for address, problems in found.items() if problems} == {}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h2>Good</h2><p>a <b>b</b><p>c <img src=a.png alt=''>", []),
        ("<p>a<div>b</div></p>", ["line 3: Unexpected end tag (p). Ignored."]),
        ("<p class=a class=b>a</p>", ["line 3: Dropped duplicate attribute on tag."]),
        ("<p>a & b &copy; &nosuch;</p>", ["line 3: Named entity expected. Got none."]),
        ("<i id=a>a</i><b id=a>b</b>", ["2 elements have the id 'a'"]),
        ("<h1>again</h1>", ["2 <h1>"]),
        ("<h3>deep</h3>", ["<h3> after <h1>: deep"]),
        ("<a href='#there'>a</a>", ["<a> refers to 'there', which is not there"]),
        ("<p aria-labelledby='one two' id=two>a</p>", ["<p> refers to 'one', which is not there"]),
        ("<h2> </h2>", ["<h2> without words"]),
        ("<a href=b><img src=a.png alt=''></a>", ["<a> without words"]),
        ("<a href=''>a</a><img src=' ' alt=''>", ["<a> with an empty href", "<img> with an empty src"]),
        ("<img src=a.png>", ["<img> without alt: a.png"]),
        ("<label aria-hidden=true>a</label>", ["<label> with aria-hidden"]),
        ("<ul><p>a</p></ul>", ["<p> in <ul>"]),
        ("<span><div>a</div></span>", ["<div> in <span>"]),
    ],
)
def test_a_fault_is_seen(body: str, expected: list[str]) -> None:
    page = f'<!doctype html>\n<html lang="en"><title>A page</title>\n<main><h1>Head</h1>{body}</main>'
    assert faults(page) == expected
