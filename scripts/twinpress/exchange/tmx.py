"""Confirmed pairs of blocks as a translation memory, TMX 1.4b (LISA)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from twinpress import __version__
from twinpress.exchange import tree
from twinpress.exchange.pair import Pair, confirmed
from twinpress.site import TAGS

MIXED = frozenset({"seg", "prop", "note"})


def write(articles: Iterable[Pair]) -> bytes:
    """Return the memory of some articles: the words of both languages as readers see them, without marks."""
    root = Element("tmx", {"version": "1.4"})
    SubElement(
        root,
        "header",
        {
            "creationtool": "twinpress",
            "creationtoolversion": __version__,
            "segtype": "paragraph",
            "o-tmf": "Markdown",
            "adminlang": "en",
            "srclang": "*all*",  # either language may be the original
            "datatype": "plaintext",
        },
    )
    body = SubElement(root, "body")
    for pair in articles:
        for unit in confirmed(pair):
            if unit.target is None:
                continue
            source, target = (TAGS[language] for language in pair.languages)
            element = SubElement(body, "tu", {"srclang": source})
            SubElement(element, "prop", {"type": "x-article"}).text = pair.path
            SubElement(element, "prop", {"type": "x-kind"}).text = unit.name
            for language, block in ((source, unit.source.block), (target, unit.target.block)):
                variant = SubElement(element, "tuv", {tree.LANG: language})
                SubElement(variant, "seg").text = block.text
    return tree.write(root, MIXED)
