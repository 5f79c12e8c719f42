"""Lists, tables and code blocks that a writer meant and Python-Markdown does not see.

It wants an empty line before each, four spaces before a list within a list, and, as ``sane_lists`` has it, an empty line
between lists of two kinds. ``tests/test_lists.py`` holds this reading against the package itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from twinpress.prose import CONTAINER, HIDDEN, Prose

ITEM = re.compile(r"(?:(?P<bullet>[*+-])|(?P<number>\d{1,9})\.)[ \t]+\S")
PSEUDO = re.compile(
    r"(?:\d{1,2}[)）、]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳•●◆■]|·(?=\s))"
)
"""What looks like a list and is none in Markdown."""
SIGNS = ("|", "```", "~~~")
LINE = re.compile(rf"\n(?:[^\S\n]|>)*+(?:[*+-][ \t]|\d{{1,9}}\.[ \t]|\[\^|!!!|\?\?\?|===|{PSEUDO.pattern})")
"""A line that begins as a list or a box does. Where there is none, and none of ``SIGNS``, nothing is lost."""
BULLETS = "•●◆■·"
BREAK = re.compile(r"(?:  |\\|<br ?/?>)$")
RULE = re.compile(r"[ |:-]*-[ |:-]*")
SEPARATOR = re.compile(r" {0,3}(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,}|=+[ ]*)")
"""A thematic break, or the line that makes a heading of the one above."""
QUOTE = re.compile(r"(?: {0,3}>[ ]?)+")
OPEN_FENCE = re.compile(r"[ \t>]*(?P<mark>`{3,}|~{3,})[\w{}.= -]*")


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that is not what it looks like."""

    kind: str
    """``list``, ``other-list``, ``nested``, ``shallow``, ``numbers``, ``bullets``, ``table``, ``after-table``, ``no-rule``,
    ``fence`` or ``open-fence``."""
    row: int
    """Index into the lines of the body."""
    rule: str = ""
    """Line to type: a table's rule, the end of a fence; of ``numbers`` and ``bullets``: the mark as written."""


@dataclass(slots=True)
class _Level:
    """What one level of indentation is in the middle of."""

    state: str = ""
    """``text``, ``ul``, ``ol``, ``table``, ``raw``, ``box``; empty at the beginning of a block."""
    indent: int = 0
    """Spaces before the items of the list, beyond those of the level."""
    kind: str = ""
    """Kind of the last list, over empty lines."""


@dataclass(slots=True)
class _Reading:
    levels: list[_Level] = field(default_factory=lambda: [_Level()])
    quoted: bool = False
    start: int = -1
    """Level on which the block began; -1 before its first line."""
    done: bool = False
    """Whether something was found in this block: one mistake, one finding."""

    def end_block(self) -> None:
        for level in self.levels:
            level.state = ""
        self.start = -1
        self.done = False


def lost(prose: Prose) -> Iterator[Lost]:
    """Yield what is lost, one for each block of lines without an empty one between them."""
    if any(sign in prose.text for sign in SIGNS) or LINE.search("\n" + prose.source):
        yield from _read_lines(prose)


def _read_lines(prose: Prose) -> Iterator[Lost]:
    lines = [line.expandtabs(4) if "\t" in line else line for line in prose.uncoded]
    reading = _Reading()
    open_fence = False
    for row, line in enumerate(lines):
        quote = QUOTE.match(line)
        if bool(quote) != reading.quoted:
            if quote:
                reading = _Reading(quoted=True)
            elif line.strip():
                quote = None  # a lazy line goes on with the quotation's paragraph
        bare = line[quote.end() :] if quote else line
        if not bare.strip():
            if not line.strip() and reading.quoted:
                reading = _Reading()
            reading.end_block()
            continue
        if bare.lstrip()[0] == HIDDEN and not bare.strip(HIDDEN + " "):
            if (
                not reading.done
                and reading.levels[0].state == "text"
                and bare[0] == HIDDEN
                and prose.lines[row].lstrip("> ").startswith(("```", "~~~"))
            ):
                yield Lost("fence", row)
            reading.end_block()
            continue
        if not open_fence and ("```" in line or "~~~" in line) and (match := OPEN_FENCE.fullmatch(line)):
            open_fence = True
            yield Lost("open-fence", row, match["mark"])
        in_table = reading.levels[0].state == "table"
        if (bare.startswith("#") and not in_table) or (
            SEPARATOR.fullmatch(bare) and reading.levels[0].state in ("", "text")
        ):
            reading.end_block()
            reading.levels = reading.levels[:1]
            reading.levels[0].kind = ""
            continue
        if not reading.done:
            following = lines[row + 1] if row + 1 < len(lines) else ""
            if found := _read(reading, row, bare, following[quote.end() :] if quote else following, lines[row - 1]):
                reading.done = True
                yield found


def _read(reading: _Reading, row: int, line: str, following: str, above: str) -> Lost | None:
    """Take in one line; return what is wrong with it."""
    spaces = len(line) - len(line.lstrip(" "))
    levels = reading.levels
    if any(level.state in ("ul", "ol") for level in levels) and not ITEM.match(line.strip()):
        table = "|" in line and _is_rule(following) and _columns(line) == _columns(following)
        return Lost("table", row) if table else None  # such a line goes on with the item above, whatever its indent
    depth = min(spaces // 4, len(levels))
    for number, level in enumerate(levels):
        if level.state in (
            "text",
            "table",
            "raw",
        ):  # such a block takes everything up to the next empty line, indented or not
            depth = number
    if depth == len(levels):
        if not (levels[-1].kind or levels[-1].state == "box"):
            depth = len(levels) - 1
        else:
            levels.append(_Level())
    if reading.start < 0:
        reading.start = depth
    elif depth < reading.start:
        return Lost("shallow", row)
    del levels[depth + 1 :]
    level = levels[depth]
    spaces = max(0, spaces - depth * 4)
    text = line.strip()
    item = ITEM.match(text) if spaces < 4 or level.state in ("text", "table") else None
    kind = ("ul" if item["bullet"] else "ol") if item else ""

    if level.state == "text":
        if item and (item["bullet"] or item["number"] == "1"):
            return Lost("list", row)
        if "|" in text and _is_rule(following) and _columns(text) == _columns(following):
            return Lost("table", row)
        mark = PSEUDO.match(text)
        if mark and PSEUDO.match(above.strip()) and not BREAK.search(above):
            return Lost("bullets" if mark[0] in BULLETS else "numbers", row, mark[0])
        return None
    if level.state == "table":
        return None if "|" in text else Lost("after-table", row)
    if level.state in ("ul", "ol"):
        if spaces >= level.indent + 2:
            return Lost("nested", row)
        return None if kind == level.state else Lost("other-list", row)
    if level.state == "raw":
        return None
    # the beginning of a block
    if item:
        if level.kind and spaces >= level.indent + 2:
            return Lost("nested", row)
        level.state = level.kind = kind
        level.indent = spaces
        return None
    if spaces == 0 or not level.kind:
        level.kind = ""  # a paragraph ends the list before it
    if CONTAINER.match(line):
        level.state = level.kind = "box"
    elif text.startswith("<") and not text.startswith(("<http", "<span", "<a ", "<sub", "<abbr", "<b", "<i", "<em")):
        level.state = "raw"
    elif "|" in text and (text.startswith("|") or _is_rule(following)):
        if _is_rule(following) and _columns(text) == _columns(following):
            level.state = "table"
        else:
            level.state = "text"
            if following.strip().startswith("|") or _is_rule(following):
                return Lost("no-rule", row, "|" + " --- |" * _columns(text))
    else:
        level.state = "text"
    return None


def _is_rule(line: str) -> bool:
    return "|" in line and bool(RULE.fullmatch(line.strip()))


def _columns(line: str) -> int:
    """Count the cells of a table row."""
    text = line.strip()
    return len(re.findall(r"(?<!\\)\|", text.removeprefix("|").removesuffix("|"))) + 1
