"""Where each block of a version stands in its file: its line, and the words as they were written.

Blocks come from the rendered text, which knows no places. So the text is rendered once more with a mark before each piece
of a line that may begin words: whatever block a mark is found in, those words are its own. A span is called exact only if
that can be shown: its words, rendered alone, are the block's words; and the text with other words in the place of all exact
spans has the same blocks with these other words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from twinpress import dialect
from twinpress.document import Document
from twinpress.prose import ATTRIBUTES, DEFINITION, TAG, Prose
from twinpress.translation.block import Block, of_front, of_text, plain, render

MARK = re.compile("([\U000f0000-\U000fffff])([\U00100000-\U0010ffff])")
"""Two characters for private use, which no font and no text has: the number of a mark."""
STRANGE = re.compile("[\U000f0000-\U0010ffff]")
"""Characters of which marks are made."""
DIGIT = 0x8000
"""The base in which a mark says its number."""

OPENING = re.compile(r"(?:[ \t]+|>|#{1,6}|(?:[-*+]|\d+\.)(?=[ \t]|$)|\[\^[^\]\s]+\]:)*")
"""What may stand before the words of a line: marks of quotes, headings, items and footnotes."""
UNMARKED = re.compile(
    r"$|`{3}|~{3}|\*?\[[^\]\n]*\]:|[-=*_:|+ \t]+$|" + ATTRIBUTES + r"[ \t]*$|!!!|\?\?\?|"
    r"<(?!https?:|(?:a|abbr|b|bdi|bdo|cite|code|del|em|i|ins|kbd|mark|q|ruby|s|small|span|strong|sub|sup|u|var)\b)"
)
"""What lines begin with, behind ``OPENING``, that have no words of a block, or lose their meaning behind a mark."""
BOX = re.compile(r'[ \t>]*(?:!!!|\?\?\?\+?)[ \t][\w \t-]*"(?P<title>[^"\n]*)"[ \t]*$')
"""The first line of a box with a title."""
PART = re.compile(r"(?<!\\)\||<br\s*/?>", re.I)
"""What ends words within a line: cells of a table, line breaks."""
CONTINUED = re.compile(r"\n[ \t>]*")
"""The end of a line, with what stands before the words of the next one."""
LAST = re.compile(ATTRIBUTES)
"""What may stand behind the words of a heading: its attributes."""
INLINE = re.compile(dialect.INLINE.pattern + r"|\{")
"""Something that is more than plain words may begin here."""
AUTO = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]+>|<[^<>@\s]+@[^<>\s]+>|<br\s*/?>", re.I)
"""Tags that are whole by themselves."""
INNER = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|var)\b", re.I
)
"""Beginnings of tags that stay within their block, if they are closed there."""
OPEN = re.compile(r"<[A-Za-z/!?]")
CODE = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)", re.S)
NOTE = re.compile(r"^[ \t>]*(\[\^[^\]\s]+\]:)", re.M)
SEARCHED = 16
"""Blocks among which one that is not where it was expected is looked for: the work stays linear."""
ROUNDS = 3
"""How often the proof is tried with fewer spans."""


@dataclass(frozen=True)
class Written:
    """A block with its place in the file."""

    block: Block
    field: str
    """Dotted name of its field in the front matter; empty for a block of the body."""
    line: int
    """Line of the file on which its words begin; of a block that was not found, that of the block before it."""
    start: int = 0
    """Offset of its words in the body; 0 for a field."""
    end: int = 0
    exact: bool = True
    """Whether its words are all that stands from ``start`` to ``end``, and nothing rests on them; true for a field."""

    def words(self, body: str) -> str:
        """Return its words as written, with their inline marks, but without those before the lines of a quote or an item."""
        return CONTINUED.sub("\n", body[self.start : self.end])


def written(document: Document, body: str, html: str) -> Sequence[Written]:
    """Return every block of a version with its place, in the order of ``blocks``; ``html`` is ``block.render(body)``."""
    if document.front is None:
        return ()
    fields = [Written(block, field, document.line(field)) for field, block in of_front(document.front)]
    return (*fields, *_Source(body, document.body_line).written(tuple(of_text(html))))


def said(body: str, words: Sequence[str]) -> Sequence[str | None]:
    """Return what readers of a body see of some words in it, each by itself; None of words that are no paragraph there."""
    if not words:
        return ()
    definitions = [match[0] for match in DEFINITION.finditer(body)]
    definitions += [f"{name} -" for name in NOTE.findall(body)]
    paragraphs = [_mark(number) + part for number, part in enumerate((*words, "-"))]
    cuts = list(_read(render("\n\n".join((*paragraphs, *definitions)))))
    found = {
        cut.marks[0]: cut.block.text
        for cut, following in pairwise(cuts)
        if len(cut.marks) == 1 and not cut.led and following.marks == [cut.marks[0] + 1]
    }
    return [found.get(number) for number in range(len(words))]


def _mark(number: int) -> str:
    return chr(0xF0000 + number // DIGIT) + chr(0x100000 + number % DIGIT)


def _number(mark: re.Match[str]) -> int:
    return (ord(mark[1]) - 0xF0000) * DIGIT + ord(mark[2]) - 0x100000


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a line: words that belong to one block."""

    start: int
    end: int
    reach: int
    """Where the words begin if the marks before them are words as well."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A block of the marked text."""

    block: Block
    marks: Sequence[int]
    led: bool
    """Whether words stand before its first mark."""


class _Source:
    """A body whose blocks are looked for."""

    def __init__(self, body: str, first_line: int):
        self.body = body
        self.prose = Prose(body, first_line)
        self.pieces = [] if STRANGE.search(body) else list(_pieces(body))

    def written(self, blocks: Sequence[Block]) -> Sequence[Written]:
        """Return the blocks with their places."""
        cuts = self._cuts()
        claims = Counter(mark for cut in cuts for mark in set(cut.marks))
        partners = _partners(blocks, [cut.block for cut in cuts])
        found: list[Written] = []
        candidates: dict[int, list[tuple[int, int]]] = {}
        at, line = 0, self.prose.first_line
        for number, block in enumerate(blocks):
            cut = cuts[partners[number]] if number in partners else None
            if cut and cut.marks:
                first, last = self.pieces[cut.marks[0]], self.pieces[cut.marks[-1]]
                start, end = first.start, max(first.end, last.end)
                line = self.prose.line_at(start)
                at = end
                found.append(Written(block, "", line, start, end, False))
                if block.kind != "code" and all(claims[mark] == 1 for mark in cut.marks):
                    candidates[number] = self._spans(cut)
            else:
                found.append(Written(block, "", line, at, at, False))
        for number, (start, end) in self._proved(found, self._alone(blocks, candidates)).items():
            found[number] = replace(found[number], start=start, end=end, exact=True)
        return found

    def _cuts(self) -> Sequence[_Cut]:
        """Return the blocks of the text with a mark before each piece."""
        parts: list[str] = []
        at = 0
        for number, piece in enumerate(self.pieces):
            parts += (self.body[at : piece.start], _mark(number))
            at = piece.start
        return list(_read(render("".join(parts) + self.body[at:])))

    def _spans(self, cut: _Cut) -> list[tuple[int, int]]:
        """Return the spans that may be a block's words, the longest first; none where it is in pieces."""
        first, last = cut.marks[0], cut.marks[-1]
        if list(cut.marks) != list(range(first, last + 1)):
            return []
        pieces = self.pieces[first : last + 1]
        if any(self.body.count("\n", a.end, b.start) > 1 for a, b in pairwise(pieces)):
            return []  # a line between them is something else
        start, end = pieces[0].reach if cut.led else pieces[0].start, pieces[-1].end
        return [(start, end) for end in self._ends(pieces[-1].start, end) if start < end]

    def _ends(self, start: int, end: int) -> Iterator[int]:
        """Yield where the words of the last piece may end: behind its attributes, before them, before closing ``#``."""
        yield end
        text = self.body[start:end]
        if text.endswith("}") and LAST.fullmatch(text, opened := max(text.rfind("{"), 0)):
            text = text[:opened].rstrip(" \t")
            yield start + len(text)
        bare = text.rstrip("#").rstrip(" \t")
        if bare != text:
            yield start + len(bare)

    def _alone(
        self, blocks: Sequence[Block], candidates: Mapping[int, list[tuple[int, int]]]
    ) -> dict[int, tuple[int, int]]:
        """Return the spans whose words are the block's if they are rendered alone."""
        alone: dict[int, tuple[int, int]] = {}
        asked: list[tuple[int, tuple[int, int], str]] = []
        for number, spans in candidates.items():
            for span in spans:
                words = CONTINUED.sub("\n", self.body[span[0] : span[1]])
                if INLINE.search(words):
                    if _within(words):
                        asked.append((number, span, words))
                elif plain(words) == blocks[number].text:
                    alone.setdefault(number, span)
        heard = said(self.body, [words for _, _, words in asked])
        for place, (number, span, _) in enumerate(asked):
            if heard[place] == blocks[number].text:
                known = alone.get(number, span)
                alone[number] = max(known, span, key=lambda span: span[1] - span[0])
        return alone

    def _proved(self, found: Sequence[Written], spans: dict[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
        """Return the spans, or those of them, with which the text has the same blocks when their words are others."""
        for _ in range(ROUNDS):
            if not spans:
                break
            parts: list[str] = []
            at = 0
            for number, (start, end) in sorted(spans.items(), key=lambda item: item[1]):
                parts += (self.body[at:start], "字", _mark(number))
                at = end
            cuts = list(_read(render("".join(parts) + self.body[at:])))
            others = [cut.block if not cut.marks else None for cut in cuts]
            expected = [None if number in spans else item.block for number, item in enumerate(found)]
            kept = {
                cut.marks[0]
                for cut in cuts
                if len(cut.marks) == 1 and cut.block == Block(found[cut.marks[0]].block.kind, "字")
            }
            if others == expected and kept == spans.keys():
                return spans
            if kept == spans.keys():
                break
            spans = {number: span for number, span in spans.items() if number in kept}
        return {}


def _pieces(body: str) -> Iterator[_Piece]:
    """Yield the pieces of all lines, in their order."""
    offset = 0
    for line in body.split("\n"):
        if box := BOX.match(line):
            start, end = box.span("title")
            if line[start:end].strip():
                yield _Piece(offset + start, offset + end, offset + start)
        elif not UNMARKED.match(line, start := _opened(line)):
            reach = len(line) - len(line.lstrip(" \t"))
            for end, after in (*(part.span() for part in PART.finditer(line, start)), (len(line), len(line))):
                words = line[start:end]
                if bare := words.strip(" \t"):
                    left = start + len(words) - len(words.lstrip(" \t"))
                    yield _Piece(offset + left, offset + left + len(bare), offset + (left if reach < 0 else reach))
                start, reach = after, -1
        offset += len(line) + 1


def _opened(line: str) -> int:
    """Return where the words of a line begin."""
    match = OPENING.match(line)
    return match.end() if match else 0


def _read(html: str) -> Iterator[_Cut]:
    """Yield the blocks of a text with marks, without these."""
    for block in of_text(html):
        marks = [_number(mark) for mark in MARK.finditer(block.text)]
        words = plain(MARK.sub("", block.text))
        if words:
            led = bool(marks) and bool(MARK.split(block.text, maxsplit=1)[0].strip())
            yield _Cut(Block(block.kind, words), marks, led)


def _partners(blocks: Sequence[Block], cuts: Sequence[Block]) -> dict[int, int]:
    """Return the number of the same block among ``cuts`` for each of the blocks that has one, in the order of both."""
    partners: dict[int, int] = {}
    at = 0
    for number, block in enumerate(blocks):
        for place in range(at, min(at + SEARCHED, len(cuts))):
            if cuts[place] == block:
                partners[number] = place
                at = place + 1
                break
    return partners


def _within(words: str) -> bool:
    """Tell whether all tags of some words begin and end in them, and reach over nothing."""
    if "<" not in words:
        return True
    bare = AUTO.sub("", CODE.sub("", words))
    opened: list[str] = []
    for tag in TAG.finditer(bare):
        name = tag[0].strip("</>").split()[0].lower() if tag[0].strip("</> ") else ""
        if not INNER.match(tag[0]):
            return False
        if not tag[0].startswith("</"):
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened and not OPEN.search(TAG.sub("", bare))
