"""Blocks: the pieces of a version that are translated one by one."""

from __future__ import annotations

import hashlib
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from html.parser import HTMLParser
from pathlib import Path

from twinpress import dialect
from twinpress.document import Document
from twinpress.model import Original, Translation

SIZE = 8
"""Digits of a block's digest: among the hundred blocks of an article, two different ones are taken for equal once in a million."""
KINDS = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    "p": "paragraph",
    "li": "item",
    "dt": "term",
    "dd": "definition",
    "th": "cell",
    "td": "cell",
    "figcaption": "legend",
    "caption": "legend",
    "summary": "heading",
    "pre": "code",
    "blockquote": "quote",
    "div": "paragraph",
}
"""Kinds of block by the element that a rendered text has for them; a block within another is one of its own."""
FRONT = frozenset(
    {
        "title",
        "title_short",
        "kicker",
        "subtitle",
        "description",
        "dateline",
        "rights",
        "note",
        "wording",
        "alt",
        "caption",
    }
    | {"attachment", "venue", "change", "explanation"}
)
"""Kinds of block that the front matter holds."""
AROUND = frozenset({"ul", "ol", "dl", "table", "thead", "tbody", "tr", "figure", "hr", "details", "section", "br"})
"""Elements that end a block and are none."""
ASIDE = frozenset({"sup", "script", "style"})
"""Elements whose words are no part of a block: marks of footnotes."""
BACK = ("class", "footnote-backref")
"""What the way back from a footnote has."""
CLOSED = "[”’\"'）)\\]」』]*"
SENTENCE = re.compile(rf"(?:[^.。！？!?…]|\.(?!{CLOSED}(?:\s|$)))+(?:[.。！？!?…]+{CLOSED})?|[.。！？!?…]+{CLOSED}")
"""A sentence, near enough: all that counts is that it ends within a paragraph where it would end at the end of one."""
SPACE = re.compile(r"\s+")
WIDE = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
BETWEEN = re.compile(rf"(?<=[{WIDE}]) (?=[{WIDE}])")
"""A space between Chinese characters is an accident of line ends."""


@dataclass(frozen=True)
class Block:
    """A piece of a version."""

    kind: str
    """``title``, ``description``, ``caption``, ``paragraph``, ``item``, ``cell``, …"""
    text: str
    """Its words as a reader sees them, without emphasis and addresses of links."""
    name: str = ""
    """What tells it from others of its kind in the front matter: the file of a picture, the id of a person."""

    @cached_property
    def digest(self) -> str:
        """What it is known by: ``SIZE`` hexadecimal digits, the same whatever its width, white space and emphasis.

        Those of its sentences add up to it, so two paragraphs that become one are known by the sum of theirs (``total``).
        """
        sentences = SENTENCE.findall(plain(unicodedata.normalize("NFKC", self.text)))
        return total(_number(f"{self.kind}\0{self.name}\0{sentence.strip()}") for sentence in sentences)


def total(numbers: Iterable[int]) -> str:
    """Return the digest of what has these digests, as numbers."""
    return f"{sum(numbers) % 16**SIZE:0{SIZE}x}"


def _number(words: str) -> int:
    return int(hashlib.sha256(words.encode()).hexdigest()[:SIZE], 16)


def version(document: Document, root: Path) -> Sequence[Block]:
    """Return the blocks of a version whose front matter can be read, rendered without what its page adds."""
    return blocks(document.front, render(document.body(root))) if document.front else ()


def render(body: str) -> str:
    """Return a text as HTML; what Python-Markdown, which has its bugs, cannot make anything of stands there as it was written."""
    try:
        return _own.renderer.reset().convert(body)
    except Exception:
        return f"<pre>{escape(body)}</pre>"


class _Own(threading.local):
    """What every thread has for itself: a renderer keeps the text it is at."""

    def __init__(self) -> None:
        self.renderer = dialect.renderer()


_own = _Own()


def blocks(front: Original | Translation, html: str) -> Sequence[Block]:
    """Return the blocks of a version: those of its front matter, then those of its rendered text, in their order."""
    return (*(block for _, block in of_front(front)), *of_text(html))


def plain(text: str) -> str:
    """Return a text on one line, without white space that means nothing."""
    return BETWEEN.sub("", SPACE.sub(" ", text).strip())


def of_front(front: Original | Translation) -> Iterator[tuple[str, Block]]:
    """Yield (dotted field, block) of the front matter; facts are none, because they stand in the original alone."""
    for kind in ("title", "title_short", "kicker", "subtitle", "description", "dateline", "rights"):
        if text := getattr(front, kind):
            yield kind, Block(kind, plain(text))
    if front.editors_note:
        yield "editors_note.text", Block("note", plain(front.editors_note.text))
    for person, wording in front.wordings.items():
        yield f"as.{person}", Block("wording", plain(wording), person)
    for file, picture in front.pictures.items():
        for kind, text in (("alt", picture.alt), ("caption", picture.caption)):
            if text:
                yield f"pictures.{file}.{kind}", Block(kind, plain(text), file)
    for number, attachment in enumerate(front.attachments):
        if attachment.title:
            yield f"attachments.{number}.title", Block("attachment", plain(attachment.title), attachment.file)
    if front.event and front.event.venue:
        yield "event.venue", Block("venue", plain(front.event.venue))
    for number, change in enumerate(front.changes):
        if change.note:
            yield f"changes.{number}.note", Block("change", plain(change.note), change.date.iso)
    if front.withdrawn and front.withdrawn.explanation:
        yield "withdrawn.explanation", Block("explanation", plain(front.withdrawn.explanation))


def of_text(html: str) -> Iterator[Block]:
    """Yield the blocks of a rendered text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield from reader.found()


class _Reader(HTMLParser):
    """Cuts a rendered text into blocks where elements of ``KINDS`` and ``AROUND`` begin and end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[Block] = []
        self._words: list[str] = []
        self._open: list[str] = []
        self._aside: list[str] = []

    def found(self) -> Sequence[Block]:
        """Return what was cut."""
        self._end()
        return self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or pass over what is none."""
        if tag in ASIDE or BACK in attrs:
            self._aside.append(tag)
        if tag in KINDS or tag in AROUND:
            self._end()
        if tag in KINDS:
            self._open.append(KINDS[tag])

    def handle_endtag(self, tag: str) -> None:
        """End a block; what follows belongs to the one around it."""
        if self._aside and self._aside[-1] == tag:
            self._aside.pop()
        if tag in KINDS or tag in AROUND:
            self._end()
        if tag in KINDS and KINDS[tag] in self._open:
            while self._open.pop() != KINDS[tag]:
                pass

    def handle_data(self, data: str) -> None:
        """Take in words."""
        if not self._aside:
            self._words.append(data)

    def _end(self) -> None:
        text = plain("".join(self._words))
        self._words = []
        if text:
            self._found.append(Block(self._kind(), text))

    def _kind(self) -> str:
        """Return the kind of the innermost block: a paragraph in a list item is the item."""
        kinds = [kind for kind in self._open if kind != "paragraph"]
        return kinds[-1] if kinds else "paragraph"
