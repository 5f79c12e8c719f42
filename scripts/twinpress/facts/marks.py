"""Quotation marks and brackets: every one that is opened is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twinpress.facts import code
from twinpress.facts.difference import Difference, tell
from twinpress.facts.fact import Kind

PAIRS = {"“": "”", "(": ")", "[": "]", "《": "》", "（": "）", "【": "】", "「": "」", "『": "』"}
CLOSED = {close: open_ for open_, close in PAIRS.items()}
ITEM = re.compile(r"(?:^|[\s:：;；,，、。])(?:[0-9]{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3}|[:;=8]-?)$")
"""What stands before a bracket that closes nothing: numbers of lists, 1) and a), and faces."""
INCHES = re.compile(r'(?<=[0-9])"')


def find(original: str, translation: str, language: str) -> Iterator[Difference]:
    """Yield what stands open in the translation of a text that has all its marks; who begins each paragraph with one is left alone."""
    if (wrong := _open(translation)) and not _open(original):
        mark = CLOSED.get(wrong) or PAIRS.get(wrong, wrong)
        yield tell(code.MARKS, Kind.QUOTES, "", wrong, mark)


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
