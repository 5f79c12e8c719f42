"""Markdown as a writer sees it: the text of a file, with what is prose and what is not.

Rules point at lines, and the HTML that Python-Markdown makes has none. So checks read the source: whatever is not words
is masked *in place*, which keeps every offset, line and column. Two fillers tell what stood there: ``HIDDEN`` where a
reader sees something (code, an address), ``MARK`` where he sees nothing (emphasis, tags, the brackets of a link). Neither
can occur in a file: the reader refuses control characters.

Where Python-Markdown can be read in two ways, text counts as text, not as code: what is masked here escapes the rules on
raw HTML and unsafe links. All patterns are linear: a line may be a megabyte long.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from twinpress.han import HAN
from twinpress.leap import leaps

MARK = "\x00"
HIDDEN = "\x01"

FENCE = re.compile(r"(?P<indent>[ \t>]*)(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)")
ITEM = re.compile(r" {0,3}(?:[-*+]|\d+\.)[ \t]+\S")
CONTAINER = re.compile(r" {0,3}(?:!!!|\?\?\?|===|\[\^[^\]\s]+\]:)")
"""First line of a block whose indented lines belong to it: admonition, details, tab, footnote."""

RAW = re.compile(
    r"^ {0,3}<(?P<name>address|article|aside|blockquote|center|details|dialog|dd|div|dl|dt|fieldset|figcaption|figure|"
    r"footer|form|h[1-6]|header|iframe|li|main|nav|noscript|object|ol|p|pre|script|section|style|summary|svg|"
    r"table|tbody|td|template|textarea|tfoot|th|thead|tr|ul|video|audio|math|canvas)\b(?P<attributes>[^<>]*)",
    re.I,
)
CODE_TOKEN = re.compile(
    r"(?P<tick>`+)|(?P<comment><!--)|(?P<gap>\n[ \t]*(?=\n))|(?P<raw>" + RAW.pattern + ")", re.I | re.M
)
GAP = re.compile(r"\n[ \t]*(?=\n)")
LINK_TOKEN = re.compile(r"(?P<escaped>\\.)|(?P<open>!?\[)|(?P<turn>\]\()|[\]()]")
DEFINITION = re.compile(
    r"^ {0,3}\[(?P<text>[^\[\]\n^][^\[\]\n]*)\]:[ \t]*(?:<(?P<pointed>[^<>\n]*)>|(?P<target>\S+))[^\n]*", re.M
)
HTML_LINK = re.compile(
    r"<(?P<tag>[a-z]+)\b(?P<attributes>[^<>]*?\b(?:href|src|poster|action|formaction)\s*=\s*[\"']?(?P<target>[^\"'<>]*))",
    re.I,
)
INWARD = re.compile(r"<a\b[^>]*?\bhref\s*+=\s*+[\"']?+(?![A-Za-z][A-Za-z0-9+.-]*:|//|#)", re.I)
"""A raw link into the site: nothing leads it to the right place in the other language, as it does with Markdown's."""
HEADING = re.compile(r"(?<![^\n])(?P<marks>#{1,6})(?P<text>[^\n]*)")
HASH = re.compile("#")
UNDERLINED = re.compile(r"\n(?:=+|-+) *(?![^\n])")
UNDERLINE = re.compile(r"(?:=+|-+) *")
ATTRIBUTES = r"\{(?::[^{}\n]*|[ \t]*(?:[#.][\w-]|[\w-]+=)[^{}\n]*)\}"
TAG = re.compile(r"</?[A-Za-z](?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>|</?[A-Za-z][^<>]*+>")
"""A tag: with quotes that may hold ``>``, else, where a quote stays open, up to the first ``>``."""

NOISE = re.compile(
    r"(?=[<{&\[*_!?= \t])(?:"  # most characters are words: they shall cost one comparison
    r"(?P<auto><[A-Za-z][A-Za-z0-9+.-]*+:[^<>\s]*+>|<[^<>@\s]++@[^<>\s]++>)"
    r"|(?P<tag>" + TAG.pattern + r")"
    r"|(?P<attr>" + ATTRIBUTES + r")"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<note>\[\^[^\[\]\s]+\]:?)"
    r"|(?P<box>^[ \t]*+(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+(?:[\w -]*\"[^\"\n]*\"|[^\n]*))"
    r"|(?P<emph>(?<=\S)\*+|\*+(?=\S)|(?<![A-Za-z0-9_])_+(?=\S)|(?<=\S)_+(?![A-Za-z0-9_]))"
    r")",
    re.M,
)
ADDRESS = re.compile(
    r"(?<![A-Za-z0-9])(?:https?://|www\.)[A-Za-z0-9./?#&=%_~:;@!$'*+,\x00\x01-]++"
    rf"(?:(?<=[/?#&=])[{HAN}][{HAN}A-Za-z0-9./?#&=%_~:;@!$'*+,\x00\x01-]*+)?"
    r"|(?<![A-Za-z0-9.+_-])[A-Za-z0-9.+_-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+"
)
"""Addresses of pages and of mail in running text; fillers may stand in them where ``_`` was taken for emphasis.

Chinese that begins a part of the path belongs to the address, with the half-width marks in it: ``http://a.cn/中,文``."""
FOREIGN = re.compile(r"<(?P<tag>[a-z][a-z0-9]*)\b[^<>]*?\slang\s*=\s*[\"']?(?P<lang>[A-Za-z0-9-]+)[^<>]*>", re.I)
TAIL = re.compile(r"[ \t]*#*[ \t]*$")
LAST_ATTRIBUTES = re.compile(ATTRIBUTES + r"[ \t]*$")
AUTO = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*+:")
"""How an address in angle brackets begins."""

# What must stand in a text for any of the patterns above to fit: most texts have none of it, and are not searched.
CODE_BLOCKS = ("\n    ", "\n\t", "```", "~~~")
BOXES = ("!!!", "???", "===")
ADDRESSES = ("://", "www.", "@")
LINK_SIGN = re.compile(r"[\\!\[\]()]")
NOISY = re.compile(r"[<{&\[*_]")
"""What all of ``NOISE`` begins with, but for the boxes."""
MARKED = re.compile(r"[`~<{&\[*_@\t!?=/]")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture in the source."""

    target: str
    text: str
    line: int
    """Line of the file."""
    image: bool = False
    html: bool = False
    """Whether it is written as a raw HTML tag."""
    refused: bool = False
    """Whether articles may not use such a tag: the rule on raw HTML speaks of it, and no other."""
    definition: bool = False
    """Whether it is the definition of a reference: ``[name]: target``."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the source."""

    level: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Inline:
    """Offsets of an inline link: ``[text](target)``."""

    start: int
    text: int
    turn: int
    end: int
    image: bool
    target: str


Span = tuple[int, int, str]
"""Start, end, filler."""


class Prose:
    """The Markdown body of one file."""

    def __init__(self, text: str, first_line: int = 1):
        self.text = text
        self.first_line = first_line
        """Line of the file on which ``text`` starts."""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The source, line by line."""
        return tuple(self.text.split("\n"))

    @cached_property
    def _bare(self) -> bool:
        """Whether there is nothing but words, as in most fields of a front matter."""
        text = self.text
        return not MARKED.search(text) and "    " not in text and "www." not in text

    @cached_property
    def source(self) -> str:
        """The text with code and comments masked."""
        text = self.text
        if text.startswith(("    ", "\t")) or any(sign in text for sign in CODE_BLOCKS):
            text = _mask(text, _code_blocks(self.lines))
        return _mask(text, _code_spans(text)) if "`" in text or "<!--" in text else text

    @cached_property
    def words(self) -> str:
        """The text with everything masked that is not words: code, comments, tags, addresses, emphasis."""
        if self._bare:
            return self.text
        spans: list[Span] = []
        for link in self.inlines:
            spans.append((link.start, link.text, MARK))
            spans.append((link.turn, link.end, HIDDEN if link.image and link.turn == link.text else MARK))
        spans += [(match.start(), match.end(), HIDDEN) for match in self._definitions]
        text = _silenced(_mask(self.source, spans))
        if any(sign in text for sign in ADDRESSES):
            text = ADDRESS.sub(lambda match: HIDDEN * len(match[0]), text)
        return text

    def words_in(self, language: str) -> str:
        """Return ``words`` without what is marked as another language or script: ``<span lang="en">…</span>``."""
        if self._bare or "lang" not in self.source:
            return self.words
        spans: list[Span] = []
        lower = self.source.lower()
        after = 0
        for match in FOREIGN.finditer(self.source):
            tag = match["lang"].lower()
            if match.start() < after or (tag.split("-")[0] == language and "hant" not in tag):
                continue
            end = lower.find(f"</{match['tag'].lower()}", match.end())
            if end < 0:
                break  # nor will the next one be closed: the search stays linear
            spans.append((match.end(), end, HIDDEN))
            after = end
        return _mask(self.words, spans)

    @cached_property
    def uncoded(self) -> tuple[str, ...]:
        """The lines of ``source``."""
        return tuple(self.source.split("\n"))

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The lines of ``words``."""
        return tuple(self.words.split("\n"))

    def line_at(self, offset: int) -> int:
        """Return the line of the file on which the character at ``offset`` stands."""
        return self.first_line + bisect_left(self._breaks, offset)

    @cached_property
    def _breaks(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]

    @cached_property
    def inlines(self) -> tuple[Inline, ...]:
        """Every inline link and picture, in the order of the source."""
        return tuple(_inline_links(self.source)) if "](" in self.source else ()

    @cached_property
    def _definitions(self) -> tuple[re.Match[str], ...]:
        return tuple(DEFINITION.finditer(self.source)) if "]:" in self.source else ()

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link and picture, in the order of the source."""
        found: list[tuple[int, Link]] = []
        for item in self.inlines:
            text = self.text[item.text : item.turn]
            found.append((item.start, Link(item.target, text, self.line_at(item.start), item.image)))
        for match in self._definitions:
            target = match["pointed"] if match["pointed"] is not None else match["target"]
            found.append((match.start(), Link(target, match["text"], self.line_at(match.start()), definition=True)))
        if "<" in self.source:
            for match in NOISE.finditer(self.source) if AUTO.search(self.source) else ():
                if match["auto"] and "@" not in match["auto"]:
                    target = match["auto"][1:-1]
                    found.append((match.start(), Link(target, target, self.line_at(match.start()))))
            for match in HTML_LINK.finditer(self.source):
                tag = match["tag"].lower()
                refused = bool(TAG.match(self.source, match.start()))
                refused = refused and (tag != "a" or bool(INWARD.match(self.text, match.start())))
                line = self.line_at(match.start())
                found.append((match.start(), Link(match["target"], "", line, tag == "img", html=True, refused=refused)))
        return tuple(link for _, link in sorted(found, key=lambda item: item[0]))

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Every heading, as Python-Markdown sees them: ``#`` needs no space after it, and ``---`` below a line makes one."""
        found = [
            Heading(len(match["marks"]), _title(match["text"]), self.line_at(match.start()))
            for match in leaps(HASH, HEADING, self.source)
        ]
        if not UNDERLINED.search(self.source):
            return tuple(found)
        lines = self.uncoded
        for number in range(1, len(lines)):
            underline, line = lines[number], lines[number - 1]
            if underline[:1] not in ("=", "-") or not UNDERLINE.fullmatch(underline):
                continue
            first = number == 1 or not lines[number - 2].strip() or lines[number - 2].startswith("#")
            if first and line.strip() and not line.startswith("#"):
                level = 1 if underline[0] == "=" else 2
                found.append(Heading(level, _title(line), self.first_line + number - 1))
        return tuple(sorted(found, key=lambda heading: heading.line))


def _title(text: str) -> str:
    return TAIL.sub("", LAST_ATTRIBUTES.sub("", text) if "{" in text else text).strip()


def _mask(text: str, spans: list[Span]) -> str:
    """Return ``text`` with the spans filled, but for their line ends."""
    if not spans:
        return text
    pieces: list[str] = []
    at = 0
    for start, end, filler in sorted(spans):
        if end <= at:
            continue
        start = max(start, at)
        pieces.append(text[at:start])
        inside = text[start:end]
        pieces.append(
            "\n".join(filler * len(part) for part in inside.split("\n")) if "\n" in inside else filler * (end - start)
        )
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def _silenced(text: str) -> str:
    """Return ``text`` with all of ``NOISE`` filled."""
    if any(sign in text for sign in BOXES):
        return NOISE.sub(_silence, text)
    pieces: list[str] = []
    at = 0
    for match in leaps(NOISY, NOISE, text):
        pieces += (text[at : match.start()], _silence(match))
        at = match.end()
    return "".join(pieces) + text[at:] if pieces else text


def _silence(match: re.Match[str]) -> str:
    """Fill what is no words: an address leaves a trace, a tag does not."""
    kind = match.lastgroup
    text = match[0]
    if kind == "box" and '"' in text:  # !!! note "The title is words"
        start = text.index('"')
        return MARK * (start + 1) + text[start + 1 : -1] + MARK
    filler = HIDDEN if kind in ("auto", "entity") else MARK
    return "\n".join(filler * len(part) for part in text.split("\n")) if "\n" in text else filler * len(text)


def _code_blocks(lines: tuple[str, ...]) -> list[Span]:
    """Find fenced and indented code."""
    closers: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        bare = line.strip(" \t>")
        if bare.startswith(("```", "~~~")) and bare == bare[0] * len(bare):
            closers[bare].append(number)
    spans: list[Span] = []
    offset = 0
    fenced = -1  # last line of the fence we are in
    blank, nested = True, False
    for number, line in enumerate(lines):
        start, offset = offset, offset + len(line) + 1
        if number <= fenced:
            spans.append((start, start + len(line), HIDDEN))
            blank = False
            continue
        match = FENCE.fullmatch(line) if "```" in line or "~~~" in line else None
        if match:
            fenced = _fence_end(lines, number, match, closers[match["mark"]])
            if fenced >= 0:
                spans.append((start, start + len(line), HIDDEN))
                continue
        if not line.strip():
            blank = True
            continue
        indented = line.startswith(("    ", "\t"))
        if blank and not indented:
            nested = bool(ITEM.match(line) or CONTAINER.match(line))
        if blank and indented and not nested:
            spans.append((start, start + len(line), HIDDEN))
            continue  # stays "after a blank line": code goes on
        blank = False
        if line.startswith("#"):
            blank, nested = True, False  # a heading ends its block
    return spans


def _fence_end(lines: tuple[str, ...], number: int, match: re.Match[str], closers: list[int]) -> int:
    """Return the line that closes the fence opened at ``number``; -1 where none does, and it is no fence."""
    after = bisect_right(closers, number)
    if after == len(closers):
        return -1
    end = closers[after]
    indent = match["indent"]
    if indent and not all(lines[n].startswith(indent) or not lines[n].strip() for n in range(number + 1, end + 1)):
        return -1  # its lines lie outside: superfences gives up
    return end


def _code_spans(text: str) -> list[Span]:
    """Find inline code and comments."""
    tokens = list(CODE_TOKEN.finditer(text))
    runs: dict[tuple[int, int], list[int]] = defaultdict(list)  # (paragraph, length) -> starts of the runs of backticks
    paragraph = 0
    for token in tokens:
        if token.lastgroup == "gap":
            paragraph += 1
        elif token["tick"]:
            runs[paragraph, len(token[0])].append(token.start())
    longest = max((length for _, length in runs), default=0)
    lower = text.lower()
    unclosed: set[str] = set()
    spans: list[Span] = []
    after = raw_until = paragraph = 0
    last_end = text.rfind("-->")
    for token in tokens:
        start = token.start()
        if token.lastgroup == "gap":
            paragraph += 1
        elif start < after:
            continue
        elif token["comment"]:
            end = _comment_end(text, start) if start <= last_end else -1
            if end < 0:
                continue
            spans.append((start, end, MARK))
            after = end
        elif token["raw"]:
            # inside raw HTML backticks are no code, unless it asks for Markdown
            name = token["name"].lower()
            if start >= raw_until and "markdown" not in token["attributes"] and name not in unclosed:
                raw_until = lower.find(f"</{name}", start)
                if raw_until < 0:
                    raw_until = len(text)
                    unclosed.add(name)
        elif start >= raw_until:
            opening = start + _escaped(text, start)
            # a run without a partner opens as a shorter one: ``` a ` is code, by Python-Markdown's pattern
            for length in range(min(token.end() - opening, longest), 0, -1):
                same = runs.get((paragraph, length), ())
                following = bisect_right(same, start)
                if following < len(same):
                    after = same[following] + length
                    spans.append((opening, after, HIDDEN))
                    break
    return spans


def _comment_end(text: str, start: int) -> int:
    for short in ("<!-->", "<!--->"):  # browsers read these as whole comments
        if text.startswith(short, start):
            return start + len(short)
    end = text.find("-->", start + 4)
    odd = text.find("--!>", start + 4, end)  # ends it, too
    return odd + 4 if odd >= 0 else end + 3 if end >= 0 else -1


def _escaped(text: str, at: int) -> bool:
    count = 0
    while at > count and text[at - count - 1] == "\\":
        count += 1
    return count % 2 == 1


def _inline_links(text: str) -> Iterator[Inline]:
    """Find ``[text](target "title")``: brackets within brackets, spaces in targets, over the lines of a paragraph."""
    start = 0
    for end in (*(gap.start() for gap in GAP.finditer(text)), len(text)):
        if text.find("](", start, end) >= 0:
            yield from _links_within(text, start, end)
        start = end


def _links_within(text: str, start: int, end: int) -> list[Inline]:
    """Find the links of a paragraph, in the order of the source."""
    tokens = list(leaps(LINK_SIGN, LINK_TOKEN, text, start, end))
    closing: dict[int, int] = {}  # offset of ( -> offset of its )
    first: dict[int, int] = {}  # offset of ( -> offset of the first ) behind it, for those without a partner
    waiting: list[int] = []
    seen: list[int] = []
    for token in tokens:
        if token[0] in ("(", "]("):
            at = token.end() - 1
            waiting.append(at)
            seen.append(at)
        elif token[0] == ")":
            if waiting:
                closing[waiting.pop()] = token.start()
            for at in seen:
                first[at] = token.start()
            seen = []
    brackets: list[tuple[int, bool]] = []
    found: list[Inline] = []
    after = 0
    for token in tokens:
        if token.start() < after or token["escaped"]:
            continue
        if token["open"]:
            brackets.append((token.start(), token[0] == "!["))
        elif token["turn"] and brackets:
            opener, image = brackets.pop()
            opening = token.end() - 1
            close = closing.get(opening, first.get(opening, -1))
            if close < 0:
                continue
            target = _target(text[opening + 1 : close])
            found.append(Inline(opener, opener + 1 + image, token.start(), close + 1, image, target))
            after = close + 1
        elif token[0] == "]" and brackets:
            brackets.pop()
    return sorted(found, key=lambda item: item.start)


def _target(inside: str) -> str:
    """Return the target in ``target "title"``."""
    inside = inside.strip()
    if inside.startswith("<") and ">" in inside:
        return inside[1 : inside.index(">")]
    if inside[-1:] in ('"', "'"):
        quote = inside.find(inside[-1])
        if quote < len(inside) - 1 and (quote == 0 or inside[quote - 1].isspace()):
            return inside[:quote].rstrip()
    return inside
