"""What is left of Chinese in an English text: characters, full-width marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twinpress.facts import code
from twinpress.facts.difference import Difference
from twinpress.facts.fact import Kind
from twinpress.han import HAN

GLOSS = re.compile(r"(?<=\S) ?[(\[][^()\[\]]*[)\]]")
"""What stands in brackets behind a word: it may give the Chinese form of a name."""
LEFT = re.compile(rf"(?!丨)[{HAN}](?:[{HAN}、，。·《》“”]*[{HAN}])?")
MARKS = {
    "，": ",",
    "。": ".",
    "；": ";",
    "：": ":",
    "？": "?",
    "！": "!",
    "（": "(",
    "）": ")",
    "、": ",",
    "《": "",
    "》": "",
}
MARKS |= {
    "【": "[",
    "】": "]",
    "「": "“",
    "」": "”",
    "『": "‘",
    "』": "’",
    "〈": "",
    "〉": "",
    "￥": "¥",
    "丨": "|",
    "\u3000": " ",
}
MARKS |= {chr(number): chr(number - 0xFEE0) for number in range(0xFF01, 0xFF5F) if chr(number) not in MARKS}
"""Full-width marks and what English writes; 《》 become italics."""
WIDE = re.compile(f"[{''.join(map(re.escape, MARKS))}]+")


def find(english: str) -> Iterator[Difference]:
    """Yield what is left, in the order of the text."""
    for match in LEFT.finditer(GLOSS.sub(lambda gloss: " " * len(gloss[0]), english)):
        yield Difference(
            code.HAN,
            Kind.UNTRANSLATED,
            "",
            match[0],
            "",
            f"译文中留有汉字“{match[0]}”，请译成英文；若为名称的原文，请放在括号中",
            f"Chinese characters are left: {match[0]}; translate them, or put a name’s original form in brackets behind it",
        )
    for match in WIDE.finditer(english):
        plain = "".join(MARKS[mark] for mark in match[0])
        title = plain == "" or not plain.strip()
        advice = (
            (f"请改为半角“{plain}”", f"type {plain}")
            if not title
            else ("请删去，书名用斜体", "take it out; titles are in italics")
        )
        yield Difference(
            code.WIDE,
            Kind.UNTRANSLATED,
            "",
            match[0],
            plain.strip(),
            f"译文中有全角符号“{match[0]}”，{advice[0]}",
            f"a full-width mark is left: {match[0]}; {advice[1]}",
        )
