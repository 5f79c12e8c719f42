"""The redline: what is other in a new text, word by word in English and character by character in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

TOKEN = re.compile(r"[^\W\d_\u2e80-\U0003ffff]+(?:['’-][^\W\d_\u2e80-\U0003ffff]+)*|\d+(?:[.,:]\d+)*[%％]?|\s+|.", re.S)
"""A word of letters, a figure with its marks, white space, or one character: a Chinese one is a word of its own."""
CRUMB = 2
"""Letters of what stayed between two changes that is changed with them: 月 in 3月8日 and 4月9日, “of”."""
LARGEST = 4_000_000
"""Pairs of tokens beyond which a text counts as another one: the comparison would take seconds."""


class Mark(StrEnum):
    """What became of a stretch."""

    SAME = "="
    GONE = "-"
    NEW = "+"


class Stretch(NamedTuple):
    """Part of a text."""

    mark: Mark
    text: str


Redline = tuple[Stretch, ...]


def redline(before: str, after: str) -> Redline:
    """Return the stretches of both texts in their order; those of ``after`` are the ones that are not ``GONE``."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if len(old) * len(new) > LARGEST and before != after:
        return _joined([(old, new, False)])
    parts = [
        (old[a:b], new[c:d], kind == "equal")
        for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ]
    return _joined(list(_swept(parts)))


Part = tuple[Sequence[str], Sequence[str], bool]
"""Tokens before, tokens after, whether they are the same."""


def _swept(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the parts, with crumbs between two changes as parts of these."""
    for number, (old, new, same) in enumerate(parts):
        crumb = same and 0 < number < len(parts) - 1 and len("".join(new).strip()) <= CRUMB
        # a word that was only taken out, or put in, is told best as it is; both sides must have been replaced
        if crumb and all(a and b for a, b, _ in (parts[number - 1], parts[number + 1])):
            yield old, new, False
        else:
            yield old, new, same


def _joined(parts: Sequence[Part]) -> Redline:
    """Return the stretches, those of neighbouring changes as one."""
    found: list[Stretch] = []
    gone = new = ""
    for before, after, same in (*parts, ((), (), True)):
        if same:
            found += [Stretch(mark, text) for mark, text in ((Mark.GONE, gone), (Mark.NEW, new)) if text]
            gone = new = ""
            if after:
                found.append(Stretch(Mark.SAME, "".join(after)))
        else:
            gone += "".join(before)
            new += "".join(after)
    return tuple(found)
