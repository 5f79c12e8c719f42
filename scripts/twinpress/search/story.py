"""A story: what the search knows of a page, and the entry that an index takes in of it."""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from twinpress.han import traditional
from twinpress.search import tokens
from twinpress.search.folding import fold, whole
from twinpress.search.postings import BITS, HEAD, TITLE, TURN
from twinpress.search.tokens import Units

Key = tuple[str, str]
"""(date, path), in whose order the stories of a segment are numbered."""
FACETS = ("section", "topic", "person", "organisation")
"""What results can be narrowed to, besides years; the names are those of the search page's address."""
BLOCK = re.compile(
    r"</?(?:p|li|ul|ol|h[1-6]|div|figure|figcaption|blockquote|table|tr|td|th|dl|dt|dd|pre|hr|section|br)\b[^>]*>"
)
ASIDE = re.compile(r"<(sup|script|style)\b.*?</\1>", re.S)
"""What stands in a text and is no part of it: the marks of footnotes."""
TAG = re.compile(r"<[^>]*>")
WIDE = "\u2014\u2018-\u201d\u2026\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
BREAK = re.compile(rf"(?P<nothing>(?<=[{WIDE}])\s*\n\s*(?=[{WIDE}]))|\n")
"""A line end within a paragraph: between Chinese characters it is nothing, elsewhere a space."""


@dataclass(frozen=True, kw_only=True)
class Story:
    """What the search knows of a page in one language."""

    path: str
    """Its address below the site's root."""
    title: str
    date: str
    """ISO 8601, with the precision that is known; empty for pages without one."""
    section: str
    """Id of its section; empty for pages without one."""
    head: tuple[str, ...] = ()
    """What stands around the text: description, captions, names."""
    body: str = ""
    """The text, a paragraph a line."""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids by the name of a facet."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A story cut up: made where the story is, taken in where the index is made, which may be another process."""

    key: Key
    shown: str
    """JSON: what results show, and what they are proved with."""
    tokens: str
    """The tokens, a line each."""
    marks: bytes
    """The marks of each token (``postings.py``), two bytes each."""
    facets: Mapping[str, tuple[str, ...]]

    def held(self) -> Iterator[tuple[str, int]]:
        """Yield every token, with its marks."""
        return zip(self.tokens.split("\n") if self.tokens else (), memoryview(self.marks).cast("H"), strict=True)


def entry(story: Story) -> Entry:
    """Return the entry of a story."""
    found = held(story)
    known = {
        "path": story.path,
        "title": story.title,
        "date": story.date,
        "section": story.section,
        "head": story.head,
        "body": story.body,
        "traditional": _traditional(" ".join((story.title, *story.head, story.body))),
    }
    return Entry(
        key=(story.date, story.path),
        shown=json.dumps(known, ensure_ascii=False, separators=(",", ":")),
        tokens="\n".join(found),
        marks=array("H", found.values()).tobytes(),
        facets=story.facets,
    )


def recalled(shown: Mapping[str, object], facets: Mapping[str, tuple[str, ...]]) -> Story:
    """Return the story that a result shows."""
    known = {name: value for name, value in shown.items() if name != "traditional"}
    return Story(**{**known, "head": tuple(known["head"])}, facets=facets)  # type: ignore[arg-type]


def held(story: Story) -> dict[str, int]:
    """Return every token of a story, with its marks."""
    found: dict[str, int] = {}
    start = 0
    for texts, mark in (((story.title,), TITLE), (story.head, HEAD), ((story.body,), 0)):
        start += _take(found, Units(map(folded, texts)), start, mark)
    found.pop("", None)
    return found


def folded(text: str) -> str:
    """Return a text as it is searched."""
    return tokens.close(fold(whole(text)))


def plain(html: str) -> str:
    """Return what a reader sees of a rendered text, a paragraph a line."""
    text = BREAK.sub(lambda found: " " if found["nothing"] is None else "", ASIDE.sub("", html))
    text = unescape(TAG.sub("", BLOCK.sub("\n", text)))
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))


def _take(found: dict[str, int], cut: Units, start: int, mark: int) -> int:
    """Add the tokens of texts that begin at a unit, with a mark of what they are; return how many units they have."""
    pairs, known = cut.pairs(), found.get
    for turn in range(min(TURN, len(cut.units))):  # those of one mark at a time: an archive has millions
        marks = BITS[(start + turn) % TURN] | mark
        for token in cut.units[turn::TURN]:
            found[token] = known(token, 0) | marks
        for token in pairs[turn::TURN]:
            found[token] = known(token, 0) | marks
    for token, unit in cut.others:
        found[token] = found.get(token, 0) | BITS[(start + unit) % TURN] | mark
    return len(cut.units)


def _traditional(text: str) -> str:
    """Return pairs of a Traditional character in a text and its Simplified form: a browser has no table of them."""
    table = traditional()
    met = set(unicodedata.normalize("NFKC", "".join(set(text))).lower()) & table.keys()
    return "".join(character + table[character] for character in sorted(met))
