"""How long a translation is: where a sentence was dropped, it is far too short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twinpress.facts import code
from twinpress.facts.difference import Difference
from twinpress.facts.fact import Kind
from twinpress.facts.page import Found, Page
from twinpress.han import HAN

LEAST = 40
"""Chinese characters from which on a length tells anything."""
SHORTEST, LONGEST = 0.43, 1.13
"""English words for each Chinese character: the median of 1,226 right pairs of the WMT22 test set is 0.72, its median deviation 0.085;
of these pairs, 2 % lie outside."""
USUAL = 1 / 0.72
"""Chinese characters for each English word."""
CHARACTER = re.compile(rf"[{HAN}]|[A-Za-z]+|[0-9][0-9.,]*")
WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


def find(page: Page) -> Iterator[Found]:
    """Yield translations that are far shorter or longer than usual; what is not translated at all is left to others.

    What is too much in a block may be what is missing in the one beside it.
    """
    sizes = [(len(CHARACTER.findall(chinese)), len(WORD.findall(english))) for chinese, english in page]
    for number, (characters, words) in enumerate(sizes):
        side = _side(characters, words)
        original = characters if page.language == "zh" else words * USUAL
        if not side or not words or original < LEAST:
            continue
        beside = [sizes[other] for other in page.beside(number)]
        if any(_side(*other) == -side and not _side(characters + other[0], words + other[1]) for other in beside):
            continue
        yield number, _told(characters, words, short=(side < 0) == (page.language == "zh"), language=page.language)


def _side(characters: int, words: int) -> int:
    """Return -1 where there are too few words for the characters, 1 where there are too many."""
    return (words > LONGEST * characters) - (words < SHORTEST * characters)


def _told(characters: int, words: int, *, short: bool, language: str) -> Difference:
    one, other = (f"{characters} 字", f"{words} 词") if language == "zh" else (f"{words} 词", f"{characters} 字")
    return Difference(
        code.LENGTH,
        Kind.LENGTH,
        "",
        "",
        "",
        f"译文过{'短' if short else '长'}：原文 {one}，译文 {other}，请核对是否有{'遗漏' if short else '增添'}",
        f"the translation is too {'short' if short else 'long'}: {characters} characters, {words} words; "
        f"see whether a sentence is {'missing' if short else 'too much'}",
    )
