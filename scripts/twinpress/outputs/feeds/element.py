"""XML elements, one line each.

feedgen, which makes feeds too, was tried and refused: it writes the wrong link for a channel, loses ``rel="enclosure"`` in
Atom and declares a content type that does not exist. A feed is few enough elements to write them here.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from twinpress.kinds import CONTROL


def add(parent: Element, name: str, text: str | None = None, **attributes: str | None) -> Element:
    """Add an element with its text and those attributes that have a value, and return it.

    Names are written with their prefix, and the root declares it: ElementTree's own way keeps prefixes for the whole process.
    """
    element = SubElement(parent, name, {key: value for key, value in attributes.items() if value is not None})
    element.text = text
    return element


def document(root: Element) -> bytes:
    """Return a whole XML file.

    Front matter refuses characters that XML cannot hold, but a bug of Python-Markdown can leave one of its marks in a text;
    one such character would take all articles from the reader.
    """
    indent(root)
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{CONTROL.sub("", text)}\n'.encode()
