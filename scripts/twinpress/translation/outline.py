"""The outline of a text: headings, lists, tables and the like, which an original and its translation have in common."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from html.parser import HTMLParser

from twinpress.prose import Prose

LONGEST = 40
"""Characters of an excerpt."""
TELLING = 12
"""Letters at the beginning of a line by which it is known."""
WIDEST = 400
"""Characters of a line in which these are: more than any mark, or address of a picture, that stands before them."""
BEGINNING = re.compile(r"^[\s>]*(?:(?:[-*+]|\d+\.)\s+)*")
"""Marks of lists and quotes before the words of a line; numbers would count as words."""
BLOCKS = frozenset(
    {"p", "li", "td", "th", "tr", "ul", "ol", "table", "pre", "blockquote", "div", "details", "br", "figure"}
)
"""Elements at which the first line of a shape ends."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
VOID = frozenset({"br", "img", "hr", "input", "source", "col", "wbr"})
"""Elements that have no end."""
ASIDE = frozenset({("class", "admonition-title"), ("class", "footnote-backref")})
"""What elements have whose words Python-Markdown adds: the title of a box that has none, the way back from a footnote."""
NOTES = ("class", "footnote")
"""What the element around all footnotes has."""


class Form(StrEnum):
    """What a shape is. Paragraphs are none: translators merge and split them."""

    HEADING = "heading"
    LIST = "list"
    TABLE = "table"
    BOX = "box"
    """An admonition, or details to be opened."""
    QUOTE = "quote"
    CODE = "code"
    NOTE = "note"
    """A footnote."""


@dataclass(slots=True)
class Shape:
    """One piece of an outline."""

    form: Form
    section: int
    """The number of headings before it."""
    level: int = 0
    """Of a heading."""
    rows: int = 0
    """Of a table; items of a list."""
    columns: int = 0
    """Of a table: those of its widest row."""
    name: str = ""
    """Of a box: ``note``, ``warning``; empty where it has none."""
    words: str = ""
    """Its first line, as a reader sees it."""
    line: int = field(default=0, compare=False)
    """Of the file."""

    @property
    def size(self) -> str:
        """What has to be the same in both languages: level, number of items, rows × columns, name; empty: nothing."""
        if self.form is Form.TABLE:
            return f"{self.rows}×{self.columns}"
        return str(self.level or self.rows or self.name)

    @property
    def excerpt(self) -> str:
        """Its first words."""
        return self.words if len(self.words) <= LONGEST else self.words[: LONGEST - 1] + "…"


def outline(html: str, body: Prose) -> Sequence[Shape]:
    """Return the outline of a rendered text; ``body``, from which it was made, says on which lines its shapes stand."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    _place(reader.shapes, body)
    return reader.shapes


class _Reader(HTMLParser):
    """Reads shapes out of a rendered text, in the order in which they begin."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shapes: list[Shape] = []
        self._open: list[tuple[str, Shape | None]] = []
        """Elements that end somewhere, with what they are the shape of."""
        self._opened: Counter[str] = Counter()
        """How many of each are open."""
        self._around: list[Shape] = []
        """Shapes that are open."""
        self._new: list[Shape] = []
        """Those of them that have no words yet."""
        self._line: list[str] = []
        """What has been read of the line."""
        self._sections = 0
        self._cells = 0
        """Of the row that is being read."""
        self._notes = 0
        """Depth of the element around all footnotes; 0: it has not begun, or has ended."""
        self._aside = 0
        """Depth of an element whose words do not count; 0: there is none."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a shape, or count a row, a column, an item."""
        if tag in BLOCKS or tag in HEADINGS:
            self._end_line()
        if tag in VOID:
            return
        self._count(tag)
        shape = self._shape(tag, dict(attrs))
        self._open.append((tag, shape))
        self._opened[tag] += 1
        if shape:
            for shapes in (self.shapes, self._around, self._new):
                shapes.append(shape)
        if not self._aside and (tag in ("summary", "sup") or not ASIDE.isdisjoint(attrs)):
            self._aside = len(self._open)
        if NOTES in attrs:
            self._notes = len(self._open)

    def _shape(self, tag: str, attributes: dict[str, str | None]) -> Shape | None:
        """Return the shape that an element is, or None."""
        classes = (attributes.get("class") or "").split()
        if tag in HEADINGS:
            self._sections += 1
            return Shape(Form.HEADING, self._sections - 1, level=HEADINGS[tag])
        if tag == "li" and (attributes.get("id") or "").startswith("fn:"):
            return Shape(Form.NOTE, self._sections)
        if tag in ("ul", "ol") and not (self._notes and self._notes == len(self._open)):
            return Shape(Form.LIST, self._sections)
        if tag == "details" or (tag == "div" and "admonition" in classes):
            named = next((name for name in classes if name != "admonition"), "")
            return Shape(Form.BOX, self._sections, name=named)
        form = {"table": Form.TABLE, "blockquote": Form.QUOTE, "pre": Form.CODE}.get(tag)
        return Shape(form, self._sections) if form else None

    def _count(self, tag: str) -> None:
        """Count what an element adds to the shape around it."""
        around = self._around[-1] if self._around else None
        if around and (tag, around.form) in (("li", Form.LIST), ("tr", Form.TABLE)):
            around.rows += 1
            self._cells = 0
        elif around and around.form is Form.TABLE and tag in ("td", "th"):
            self._cells += 1
            around.columns = max(around.columns, self._cells)

    def handle_endtag(self, tag: str) -> None:
        """End an element, and those in it that nobody has ended."""
        if not self._opened[tag]:
            return
        if tag in BLOCKS or tag in HEADINGS:
            self._end_line()
        while self._end_element() != tag:
            pass
        if len(self._open) < self._aside:
            self._aside = 0
        if len(self._open) < self._notes:
            self._notes = 0

    def _end_element(self) -> str:
        """End the innermost element; return what it is."""
        tag, shape = self._open.pop()
        self._opened[tag] -= 1
        if shape:
            self._around.pop()
            if self._new and self._new[-1] is shape:
                self._new.pop()
        return tag

    def handle_data(self, data: str) -> None:
        """Take in words."""
        if not self._aside:
            self._line.append(data)

    def _end_line(self) -> None:
        """Give the words of the line to the shapes that have begun with it."""
        words = "".join(self._line).strip().partition("\n")[0]
        self._line = []
        if words:
            for shape in self._new:
                shape.words = words
            self._new = []


def _place(shapes: Sequence[Shape], body: Prose) -> None:
    """Find the line on which each shape begins, from one to the next; footnotes may stand anywhere."""
    if not shapes:
        return
    words, source = _beginnings(body.plain), _beginnings(body.lines)
    at = 0
    for shape in shapes:
        lines = (source if shape.form is Form.CODE else words).get(_letters(shape.words)[:TELLING], ())
        after = 0 if shape.form is Form.NOTE else bisect_left(lines, at)
        found = lines[after] if after < len(lines) else at
        shape.line = body.first_line + found
        if shape.form is not Form.NOTE:
            at = found


def _beginnings(lines: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """Return the numbers of lines by all beginnings that they may be known by."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        letters = _letters(line[:WIDEST])
        for length in range(1, min(len(letters), TELLING) + 1):
            found[letters[:length]].append(number)
    return found


def _letters(line: str) -> str:
    """Return the letters and digits of a line, without what makes it an item."""
    return "".join(character for character in BEGINNING.sub("", line, count=1) if character.isalnum())
