"""Quotation marks and brackets: every one that is opened is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twinpress.facts import code
from twinpress.facts.difference import tell
from twinpress.facts.fact import Kind
from twinpress.facts.page import Found, Page

PAIRS = {"“": "”", "(": ")", "[": "]", "《": "》", "（": "）", "【": "】", "「": "」", "『": "』"}
CLOSED = {close: open_ for open_, close in PAIRS.items()}
ITEM = re.compile(r"(?:^|[\s:：;；,，、。])(?:[0-9]{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3}|[:;=8]-?)$")
"""What stands before a bracket that closes nothing: numbers of lists, 1) and a), and faces."""
INCHES = re.compile(r'(?<=[0-9])"')


def find(page: Page) -> Iterator[Found]:
    """Yield what stands open in a translation whose original has all its marks.

    A quotation that goes on in the next block is closed there, and may stand open in a block that had another place.
    """
    for number, (original, translation) in enumerate(page.pairs):
        wrong = _open(translation)
        if not wrong or _open(original):
            continue
        mark = CLOSED.get(wrong) or PAIRS.get(wrong, wrong)
        beside = [page.pairs[other] for other in page.beside(number)]
        if not any(_open(theirs) == mark or _open(ours) for ours, theirs in beside):
            yield number, tell(code.MARKS, Kind.QUOTES, "", wrong, mark)


def _open(text: str) -> str:
    """Return a mark that has no partner; empty if all have."""
    waiting: list[str] = []
    for place, character in enumerate(text):
        if character in PAIRS:
            waiting.append(character)
        elif character in CLOSED:
            if waiting and waiting[-1] == CLOSED[character]:
                waiting.pop()
            elif not (character in ")）" and ITEM.search(text[max(0, place - 6) : place])):
                return character
    if waiting:
        return waiting[0]
    return '"' if text.count('"') % 2 and INCHES.sub("", text).count('"') % 2 else ""
