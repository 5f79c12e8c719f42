"""How long a translation is: where a sentence was dropped, it is far too short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twinpress.facts import code
from twinpress.facts.difference import Difference
from twinpress.facts.fact import Kind
from twinpress.han import HAN

LEAST = 40
"""Chinese characters from which on a length tells anything."""
SHORTEST, LONGEST = 0.43, 1.13
"""English words for each Chinese character: the median of 1,226 right pairs of the WMT22 test set is 0.72, its median deviation 0.085;
of these pairs, 2 % lie outside."""
CHARACTER = re.compile(rf"[{HAN}]|[A-Za-z]+|[0-9][0-9.,]*")
WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


def find(original: str, translation: str, language: str) -> Iterator[Difference]:
    """Yield a translation that is far shorter or longer than usual; what is not translated at all is left to others."""
    zh, en = (original, translation) if language == "zh" else (translation, original)
    characters, words = len(CHARACTER.findall(zh)), len(WORD.findall(en))
    if max(characters, 1 if language == "zh" else round(words / 0.6)) < LEAST or not words or not characters:
        return
    ratio = words / characters
    short, long = (ratio < SHORTEST, ratio > LONGEST) if language == "zh" else (ratio > LONGEST, ratio < SHORTEST)
    if short or long:
        one, other = (f"{characters} 字", f"{words} 词") if language == "zh" else (f"{words} 词", f"{characters} 字")
        counts = f"{characters} characters, {words} words"
        yield Difference(
            code.LENGTH,
            Kind.LENGTH,
            "",
            "",
            "",
            f"译文过{'短' if short else '长'}：原文 {one}，译文 {other}，请核对是否有{'遗漏' if short else '增添'}",
            f"the translation is too {'short' if short else 'long'}: {counts}; see whether a sentence is {'missing' if short else 'too much'}",
        )
