"""Hazards: what in the finished page could run or load something, asked of Python-Markdown itself.

The rules read the source and mask code in it. Where code that looks dangerous is masked, this is the second opinion: two
readings of backticks, lists and raw HTML may differ, and a script must not slip through between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor

from twinpress import dialect
from twinpress.prose import Prose

LOOKS = re.compile(
    r"<\s*/?\s*(?:script|style|iframe|frame|object|embed|form|input|button|svg|math|base|link|meta|video|audio)\b"
    r"|\bon[a-z]{3,}\s*=|(?:java|vb)script:|data:",
    re.I,
)
"""What makes a second opinion worth its milliseconds."""
_NAMES = (
    "script style iframe frame frameset object embed applet form input button select textarea svg math base link meta "
    "video audio source track template portal"
)
TAGS = frozenset(_NAMES.split())
COMMENT_END = re.compile("--!?>")
RUNS = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data|file)\s*:", re.I)
ADDRESSES = frozenset({"href", "src", "action", "formaction", "poster", "background", "xlink:href"})


class _Inspection(HTMLParser):
    """Collects what is dangerous in a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, re.Pattern[str]] = {}
        """What is dangerous, with the pattern that finds it in a source where the other rules see it."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag and its attributes."""
        if tag in TAGS:
            self.found[f"<{tag}>"] = re.compile(f"<{tag}", re.I)
        for name, value in attrs:
            bare = re.sub(r"[\t\r\n]", "", value or "")
            if name.startswith("on"):
                self.found[f"<{tag} {name}>"] = re.compile(rf"\b{re.escape(name)}\s*=", re.I)
            elif name in ADDRESSES and RUNS.match(bare):
                self.found[f"<{tag} {name}>"] = re.compile("script|data|file", re.I)


def hidden_hazards(prose: Prose) -> tuple[tuple[int, str], ...]:
    """Return (line, what) of what is live in the page although the source hides it as code or comment."""
    if prose.source == prose.text:
        return ()  # nothing is hidden
    places = [m.start() for m in LOOKS.finditer(prose.text) if prose.source[m.start()] != prose.text[m.start()]]
    if not places:
        return ()
    inspection = _Inspection()
    inspection.feed(without_comments(dialect.convert(prose.text)))
    inspection.close()
    line = prose.line_at(places[0])
    return tuple((line, what) for what, pattern in inspection.found.items() if not pattern.search(prose.source))


HARMLESS = frozenset({"id", "class", "lang", "title", "width", "height", "markdown"})
"""Attributes that a list in braces may set."""
PLAIN_LIST = re.compile(r"\{:?[ ]*(?:[#.][^\s={}\"'.#]++[ ]*+)+\}")
"""``{#id .class}``: nothing to look at more closely."""
BRACE = re.compile(r"\{:?[ ]*(?=[^}\n ])")
LIVE = re.compile(r"\{[^{}\n]*?\b(?:on[a-z]{3,}|style|href|src)\s*=", re.I)
"""What is refused unseen in a line that is too long to be rendered quickly."""
LONG_LINE = 20_000
MARKER = "twinpress-brace-"


@dataclass(frozen=True, slots=True)
class Attributes:
    """A list of attributes in braces that the page would carry: ``{: onclick="…" }``."""

    start: int
    """Offset of the brace."""
    names: tuple[str, ...]
    """Attributes that it must not set."""
    written: str
    words: bool
    """Whether it has no values: it was meant to be read, and vanishes from the page."""


class _Recorder(AttrListTreeprocessor):
    """Notes which attributes are given to which element."""

    def __init__(self, md: Markdown):
        super().__init__(md)
        self.found: list[tuple[int, tuple[str, ...], bool]] = []

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        """Let Python-Markdown give the attributes; note what is new, by the number of the brace."""
        before = dict(elem.attrib)
        rest: str = super().assign_attrs(elem, attrs_string, strict=strict)
        fresh = {name: value for name, value in elem.attrib.items() if name not in before or before[name] != value}
        numbers = [int(name[len(MARKER) :]) for name in fresh if re.fullmatch(MARKER + r"\d+", name)]
        wrong = [name for name in fresh if name.lower() not in HARMLESS and not name.startswith(MARKER)]
        if wrong and numbers:
            self.found.append((numbers[0], tuple(wrong), all(fresh[name] in (None, name) for name in wrong)))
        return rest


def attribute_lists(prose: Prose) -> Iterator[Attributes]:
    """Yield the lists of attributes that the page would carry and must not, in the order of the source.

    Each brace of the source gets a mark of its own, so that what Python-Markdown makes of it can be told to the line.
    """
    text = prose.text
    if "{" not in text or not any("}" in part.partition("{")[2] for part in PLAIN_LIST.sub("", text).split("\n")):
        return
    pieces: list[str] = []
    places: list[int] = []
    offset = at = 0
    for line in text.split("\n"):
        if len(line) > LONG_LINE and "}" in line:
            for match in LIVE.finditer(prose.source, offset, offset + len(line)):
                yield Attributes(match.start(), (), match[0], False)
            pieces.append(text[at:offset])
            at = offset + len(line)
        elif "}" in line:
            for match in BRACE.finditer(text, offset, offset + len(line)):
                pieces += [text[at : match.end()], f"{MARKER}{len(places)}=1 "]
                places.append(match.start())
                at = match.end()
        offset += len(line) + 1
    if not places:
        return
    md = dialect.renderer()
    recorder = _Recorder(md)
    md.treeprocessors.register(recorder, "attr_list", 8)
    try:
        md.convert("".join(pieces) + text[at:])
    except Exception:  # Python-Markdown has its bugs; a page that it cannot make carries nothing
        return
    for number, names, words in sorted(recorder.found):
        start = places[number]
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        yield Attributes(
            start, names, line[: line.rfind("}") + 1 if line.count("}") == 1 else line.find("}") + 1], words
        )


def without_comments(html: str) -> str:
    """Return HTML without its comments, as browsers delimit them; Python's parser has other ideas of ``<!-->``."""
    pieces: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        pieces.append(html[at:start])
        if html.startswith((">", "->"), start + 4):
            at = html.index(">", start) + 1
            continue
        end = COMMENT_END.search(html, start + 4)
        if end is None:
            return "".join(pieces)
        at = end.end()
    return "".join([*pieces, html[at:]])
