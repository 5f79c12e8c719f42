"""Readings of Chinese characters in Hanyu Pinyin, without tones; ``v`` is ü."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cache

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # they take 0.4 s to load, and names are none
from pypinyin.constants import PINYIN_DICT

FAMILY = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "翟": "zhai", "查": "zha", "解": "xie", "区": "ou", "盖": "ge", "朴": "piao", "任": "ren",
    "乐": "le", "盛": "sheng", "万": "wan", "尉": "yu", "覃": "qin", "召": "shao", "冼": "xian", "繁": "fan", "缪": "miao", "隗": "wei",
    "宓": "mi", "谌": "chen", "郇": "xun", "逄": "pang", "那": "na", "晁": "chao", "牟": "mou", "臧": "zang", "柏": "bai", "贾": "jia",
}  # fmt: skip
"""How characters are read in names, where their first reading is another one, or for certain."""
SYLLABLE = re.compile("[a-z]*[aeiouv][a-z]*")
"""What has a vowel; interjections such as ng have none, and no name has them."""
FIRST, LAST = 0x4E00, 0x9FFF
"""The characters of names; of others nobody knows the reading."""


@cache
def known() -> dict[str, tuple[str, ...]]:
    """Return the readings of each character, the usual one in names first."""
    found = {}
    for code, written in PINYIN_DICT.items():
        if FIRST <= code <= LAST:
            character = chr(code)
            said = (_plain(one) for one in written.split(","))
            every = dict.fromkeys(filter(None, (FAMILY.get(character), *filter(SYLLABLE.fullmatch, said))))
            if every:
                found[character] = tuple(every)
    return found


@cache
def _plain(written: str) -> str:
    """Return a syllable without its tone."""
    bare = unicodedata.normalize("NFD", written).replace("u\u0308", "v")
    return "".join(letter for letter in bare if letter.isascii())
