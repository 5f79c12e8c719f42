"""Hazards: what in the finished page could run or load something, asked of Python-Markdown itself.

The rules read the source and mask code in it. Where code that looks dangerous is masked, this is the second opinion: two
readings of backticks, lists and raw HTML may differ, and a script must not slip through between them.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from twinpress.anchors import page
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
    inspection.feed(without_comments(page(prose.text)))
    inspection.close()
    line = prose.line_at(places[0])
    return tuple((line, what) for what, pattern in inspection.found.items() if not pattern.search(prose.source))


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
