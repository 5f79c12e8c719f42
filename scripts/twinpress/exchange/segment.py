"""Words of a block with their inline marks: what a translator translates, and what only has to stay.

Marks around words (emphasis, links) and things without words (pictures, footnotes, code) become parts with numbers, which
translation programs keep and move; what they stand for goes with them, so that the Markdown can be put together again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from twinpress.prose import ATTRIBUTES, HIDDEN, TAG, Prose
from twinpress.translation.block import WIDE

DEPTH = 12
"""Marks within marks; what is nested deeper is taken for words."""
ADJACENT = re.compile(rf"(?<=[{WIDE}])[ \t]*\n[ \t\n]*(?=[{WIDE}])")
"""The end of a line between Chinese characters, which means no space."""
ATTRIBUTE_LIST = re.compile(ATTRIBUTES)
TOKEN = re.compile(
    r"\\.|(?P<hidden>"
    + HIDDEN
    + r"+)|(?P<note>\[\^[^\[\]\s]+\])|(?P<auto><[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]+>|<[^<>@\s]+@[^<>\s]+>)"
    r"|(?P<tag>"
    + TAG.pattern
    + r")|(?P<reference>\[(?P<words>[^\[\]\n]+)\](?:\[(?P<name>[^\[\]\n]*)\])?)|(?P<emphasis>\*{1,3}|_{1,3})"
)
EMPHASIS = {1: "italic", 2: "bold", 3: "x-bold-italic"}
BETWEEN = "…"
"""Stands between the two marks of a span where they are written as one."""
NEEDED = frozenset({"link", "x-link", "image", "x-image", "x-note", "x-code", "x-address"})
"""Kinds of part that a translation may not lose; emphasis it may."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a part stands for."""

    kind: str
    """As in XLIFF, which has ``bold``, ``italic`` and ``link`` around words, ``image`` without; ours begin with ``x-``."""
    open: str
    """Markdown before the words; all of it where there are none."""
    close: str = ""

    @property
    def written(self) -> str:
        """The Markdown, with ``BETWEEN`` for the words."""
        return f"{self.open}{BETWEEN}{self.close}" if self.close else self.open


@dataclass(frozen=True, slots=True)
class Part:
    """A mark in its place, with the words in it."""

    number: int
    mark: Mark
    parts: Sequence[Piece] = ()


Piece: TypeAlias = "str | Part"


def line(words: str) -> str:
    """Return words on one line, as a reader sees them."""
    lines = ADJACENT.sub("", words).split("\n")
    return " ".join(filter(None, (part.strip(" \t") for part in lines))).strip()


def cut(words: str, names: Collection[str] = ()) -> Sequence[Piece]:
    """Return the pieces of some Markdown on one line; ``names`` are those that links may refer to."""
    tokens = list(_tokens(words, names))
    partners = _pairs(tokens)
    pieces: list[Piece] = []
    stack: list[tuple[list[Piece], int, Mark]] = []
    number = 0
    for place, token in enumerate(tokens):
        partner = partners.get(place)
        if isinstance(token, str):
            pieces.append(token)
        elif token.side == "whole" or (token.side == "tag" and partner is None):
            number += 1
            pieces.append(Part(number, Mark(token.kind, token.text)))
        elif partner is None:
            pieces.append(token.text)
        elif partner > place:
            number += 1
            other = tokens[partner]
            close = other if isinstance(other, str) else other.text
            stack.append((pieces, number, Mark(token.kind, token.text, close)))
            pieces = []
        else:
            around, known, mark = stack.pop()
            around.append(Part(known, mark, tuple(_joined(pieces))))
            pieces = around
    return tuple(_joined(pieces))


def markdown(pieces: Sequence[Piece]) -> str:
    """Return the Markdown of some pieces: exactly what ``cut`` was given."""
    return "".join(
        piece if isinstance(piece, str) else piece.mark.open + markdown(piece.parts) + piece.mark.close
        for piece in pieces
    )


def every(pieces: Sequence[Piece]) -> Iterator[Part]:
    """Yield all parts, those within others as well."""
    for piece in pieces:
        if isinstance(piece, Part):
            yield piece
            yield from every(piece.parts)


def alike(pieces: Sequence[Piece], original: Sequence[Piece]) -> Sequence[Piece]:
    """Return a translation's pieces with the numbers that the original has for the same marks; others get new ones."""
    free: dict[Mark, list[int]] = {}
    highest = 0
    for part in every(original):
        free.setdefault(part.mark, []).append(part.number)
        highest = max(highest, part.number)

    def numbered(piece: Piece) -> Piece:
        nonlocal highest
        if isinstance(piece, str):
            return piece
        same = free.get(piece.mark)
        highest += not same
        number = same.pop(0) if same else highest
        return replace(piece, number=number, parts=tuple(numbered(part) for part in piece.parts))

    return tuple(numbered(piece) for piece in pieces)


@dataclass(frozen=True, slots=True)
class _Token:
    """A mark where it is written."""

    text: str
    kind: str
    side: str
    """``open`` and ``close`` of ``key``; ``either``; ``tag``: open, or whole if nothing closes it; ``whole``."""
    key: str = ""


def _tokens(words: str, names: Collection[str]) -> Iterator[str | _Token]:
    prose = Prose(words)
    starts: dict[int, tuple[int, _Token]] = {}
    for number, link in enumerate(prose.inlines):
        opened, closed = words[link.start : link.text], words[link.turn : link.end]
        end = link.end
        if attributes := ATTRIBUTE_LIST.match(words, end):
            closed, end = closed + attributes[0], attributes.end()
        if link.text == link.turn:
            starts[link.start] = (end, _Token(opened + closed, "image" if link.image else "x-link", "whole"))
        else:
            kind, key = "x-image" if link.image else "link", f"link{number}"
            starts[link.start] = (link.text, _Token(opened, kind, "open", key))
            starts[link.turn] = (end, _Token(closed, kind, "close", key))
    places = sorted(starts)
    at = 0
    for place in (*places, len(words)):
        if place < at:
            continue  # within an address
        yield from _marks(words, prose.source, at, place, names)
        at = place
        if place in starts:
            at, token = starts[place]
            yield token


def _marks(words: str, source: str, start: int, end: int, names: Collection[str]) -> Iterator[str | _Token]:
    at = start
    while at < end and (match := TOKEN.search(source, at, end)):
        if match.start() > at:
            yield words[at : match.start()]
        at = match.end()
        text = words[match.start() : at]
        kind = match.lastgroup or ""
        if match["hidden"]:
            if attributes := ATTRIBUTE_LIST.match(words, at, end):
                text, at = text + attributes[0], attributes.end()
            yield _Token(text, "x-code", "whole")
        elif match["note"]:
            yield _Token(text, "x-note", "whole")
        elif match["auto"]:
            yield _Token(text, "x-address", "whole")
        elif match["tag"]:
            name = text.strip("</>").split()[0].lower() if text.strip("</> ") else ""
            side = "whole" if BETWEEN in text else "close" if text.startswith("</") else "tag"
            yield _Token(text, f"x-{name}", side, name)
        elif match["reference"]:
            name = match["name"] or match["words"]
            if name.lower() not in names:
                yield "["
                at = match.start() + 1
                continue
            key = f"reference{match.start()}"
            yield _Token("[", "link", "open", key)
            yield from _marks(words, source, match.start() + 1, match.end("words"), names)
            yield _Token(f"][{name}]", "link", "close", key)
        elif kind == "emphasis":
            opens = at < len(words) and not words[at].isspace()
            closes = match.start() > 0 and not words[match.start() - 1].isspace()
            if text[0] == "_":
                opens = opens and not (match.start() > 0 and words[match.start() - 1].isalnum())
                closes = closes and not (at < len(words) and words[at].isalnum())
            if closes and (attributes := ATTRIBUTE_LIST.match(words, at, end)):
                yield _Token(text + attributes[0], EMPHASIS[len(text)], "close", text)
                at = attributes.end()
            elif opens or closes:
                side = "either" if opens and closes else "open" if opens else "close"
                yield _Token(text, EMPHASIS[len(text)], side, text)
            else:
                yield text
        else:
            yield text
    if at < end:
        yield words[at:end]


def _pairs(tokens: Sequence[str | _Token]) -> dict[int, int]:
    """Return the place of the partner of each mark that has one: they nest."""
    partners: dict[int, int] = {}
    stack: list[tuple[int, str]] = []
    for place, token in enumerate(tokens):
        if isinstance(token, str) or token.side == "whole":
            continue
        if token.side in ("close", "either"):
            depth = next((n for n in range(len(stack) - 1, -1, -1) if stack[n][1] == token.key), -1)
            if depth >= 0:
                opened = stack[depth][0]
                partners[opened], partners[place] = place, opened
                del stack[depth:]
                continue
        if token.side != "close" and len(stack) < DEPTH:
            stack.append((place, token.key))
    return partners


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, neighbouring words as one."""
    words = ""
    for piece in pieces:
        if isinstance(piece, str):
            words += piece
            continue
        if words:
            yield words
        words = ""
        yield piece
    if words:
        yield words
