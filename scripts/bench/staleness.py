"""Whether the state of a confirmed translation is right after an edit: nineteen kinds of edits, each to every made-up article that bears it.

An edit is made in memory, to the bytes of a version: what an editor does to the original, or a translator to the translation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

from bench import corpus
from twinpress import content
from twinpress.archive import Archive
from twinpress.document import decode
from twinpress.kinds import BEIJING
from twinpress.moment import now
from twinpress.translation.block import blocks, render
from twinpress.translation.confirmation import confirmed
from twinpress.translation.desk import Case, Desk
from twinpress.translation.state import State

Edit = Callable[[str], str]
"""Returns the text of a version as it is afterwards; the same text where it does not bear the edit."""
SEED = 6
DAY = date(2026, 7, 1)
HAN = "\u4e00-\u9fff"
PLAIN = re.compile(rf"\n\n(?=[{HAN}])[^\n]+(?=\n\n|\n?\Z)")
"""A paragraph of the body that begins with a character, with the empty line before it."""


def _sub(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Edit:
    """Return an edit of the first match in a paragraph of the body."""
    found = re.compile(pattern)

    def edit(text: str) -> str:
        for paragraph in PLAIN.finditer(text):
            changed = found.sub(new, paragraph[0], count=1)
            if changed != paragraph[0]:
                return text[: paragraph.start()] + changed + text[paragraph.end() :]
        return text

    return edit


def _two(change: Callable[[str, str], str]) -> Edit:
    """Return an edit of the first two paragraphs that stand one below the other."""

    def edit(text: str) -> str:
        for first, second in pairwise(PLAIN.finditer(text)):
            if first.end() == second.start():
                return text[: first.start()] + change(first[0], second[0]) + text[second.end() :]
        return text

    return edit


def _dropped(text: str) -> str:
    """Take out the first paragraph with a figure that stands nowhere else."""
    for paragraph in PLAIN.finditer(text):
        figures = re.findall(r"(?<![\d.])\d{2,}(?:\.\d+)?(?=[%人名场次个户])", paragraph[0])
        if any(text.count(figure) == 1 for figure in figures):
            return text[: paragraph.start()] + text[paragraph.end() :]
    return text


def _once(pattern: str, new: Callable[[str], str]) -> Edit:
    """Return an edit of the first figure that stands once in the text."""
    found = re.compile(pattern)

    def edit(text: str) -> str:
        for paragraph in PLAIN.finditer(text):
            for match in found.finditer(paragraph[0]):
                if text.count(match[0]) == 1:
                    start = paragraph.start() + match.start()
                    return text[:start] + new(match[0]) + text[start + len(match[0]) :]
        return text

    return edit


FIGURE = r"(?<![\d.])\d{2,3}(?=[人名场次个户])"
FAMILIES: Mapping[str, tuple[str, Edit, State]] = {
    "a word in bold": ("zh", _sub(rf"([{HAN}]{{2}})(?=[{HAN}]*。)", r"**\1**"), State.FRESH),
    "a link mended": ("zh", _sub(r"\]\(/", "](https://old.example/"), State.FRESH),
    "a topic added": ("zh", lambda text: re.sub(r"^topics: \[", "topics: [added, ", text, flags=re.M), State.FRESH),
    "figures in full width": ("zh", _once(FIGURE, lambda f: "".join(chr(ord(d) + 0xFEE0) for d in f)), State.FRESH),
    "a line wrapped": ("zh", _sub(rf"(?<=[{HAN}]，)(?=[{HAN}])", "\n"), State.FRESH),
    "line ends of Windows": ("zh", lambda text: text.replace("\n", "\r\n"), State.FRESH),
    "a paragraph moved": ("zh", _two(lambda first, second: second + first), State.FRESH),
    "paragraphs merged": ("zh", _two(lambda first, second: first + second.strip()), State.FRESH),
    "a paragraph split": ("zh", _sub(rf"(?<=[{HAN}]。)(?=[{HAN}])", "\n\n"), State.FRESH),
    "a figure changed": ("zh", _once(FIGURE, lambda figure: str(int(figure) + 7)), State.STALE_FACTS),
    "a figure ten thousand times as much": ("zh", _once(FIGURE, lambda figure: f"{figure}万"), State.STALE_FACTS),
    "a day changed": (
        "zh",
        _once(r"\d{1,2}月\d{1,2}日", lambda day: "11月31日" if "11" not in day else "2月30日"),
        State.STALE_FACTS,
    ),
    "percent become points": ("zh", _once(r"\d+(?:\.\d+)?%", lambda share: share[:-1] + "个百分点"), State.STALE_FACTS),
    "a paragraph with a figure dropped": ("zh", _dropped, State.STALE_FACTS),
    "a sentence reworded": ("zh", _sub(rf"(?<=[{HAN}])。", "，大家都这样说。"), State.STALE_PROSE),
    "a negation dropped": ("zh", _sub(rf"(?<=[{HAN}，])不(?=[{HAN}])", ""), State.STALE_PROSE),
    "a paragraph added": ("zh", lambda text: text.rstrip("\n") + "\n\n与会者还交流了各自的看法。\n", State.STALE_PROSE),
    "a word of the translation": (
        "en",
        lambda text: re.sub(r"(?<=[a-z])\.(?=\s*\Z)", ", as before.", text),
        State.CHANGED,
    ),
    "a paragraph more in the translation": ("en", lambda text: text.rstrip("\n") + "\n\nThat is all.\n", State.CHANGED),
}
"""Kinds of edits: the version that is edited, how, and the state that is right afterwards."""


def measure(folder: Path, articles: int) -> dict[str, tuple[int, int]]:
    """Return (right, tried) of each kind of edit, on so many made-up articles, which are written into ``folder``."""
    corpus.write(folder, articles, SEED, full=True)
    desk = Desk(Archive(content.load(folder, BEIJING), now(BEIJING)))
    right: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for article in desk.archive.articles:
        case = desk.case(article) if article.original.language == "zh" else None
        if case is None or case.mode != "full":
            continue
        known = confirmed(desk, case, DAY)
        for family, (language, edit, state) in FAMILIES.items():
            document = article.documents[language == "en"]
            before = (folder / document.path).read_bytes().decode()
            after = edit(before)
            if after == before:
                continue
            read = decode(document.path, after.encode(), BEIJING)
            assert read.front, (family, document.path)
            text = after.replace("\r\n", "\n").split("\n", read.body_line - 1)[-1]
            edited = blocks(read.front, render(text))
            pair = (edited, case.translation) if language == "zh" else (case.original, edited)
            standing = desk.judge(Case(article, known, *pair))
            tried[family] += 1
            right[family] += standing.state is state
    return {family: (right[family], tried[family]) for family in FAMILIES}
