"""Hanyu Pinyin of names: which letters a stretch of Chinese may be spelled with, and how a name is written.

The standard is GB/T 28039-2011: the surname first, then the given name in one word, both with a capital, and an apostrophe
before a syllable that begins with a, e or o. A name may have any of the readings of its characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from twinpress.facts.readings import known
from twinpress.han import HAN

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱丘骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣"
    "贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳汲松井段富巫乌焦巴牧隗山谷车侯宓蓬全班仰秋仲伊宫宁仇栾"
    "甘厉戎祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲从鄂索咸籍赖卓蔺屠蒙池乔阴胥苍闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿通边"
    "扈燕冀尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越夔隆师巩聂晁勾敖融冷"
    "辛阚那简饶空曾沙丰关查游竺权盖益桓闫佟覃仝岳帅苟代商佘展付邝麦迟冼区仵母仉揭车由敬"
)
"""Characters that are surnames: the common ones of today, those of 百家姓 among them."""
COMPOUND = frozenset(
    [
        "欧阳",
        "上官",
        "司马",
        "司徒",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "夏侯",
        "端木",
        "长孙",
        "宇文",
        "南宫",
    ]
)
"""Surnames of two characters."""
WORD = re.compile(rf"[{HAN}]")
Span = tuple[int, int]
"""Where a stretch starts and ends: characters from 0."""
LONGEST = 6
"""Letters of a syllable: zhuang."""
UMLAUTS = ("v", "u", "yu")
"""How ü is written."""


@lru_cache(maxsize=50_000)
def letters(text: str) -> str:
    """Return the letters of a name, without tones and marks between syllables; ü is v."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text.casefold()).replace("ü", "v"))
    return "".join(letter for letter in plain if "a" <= letter <= "z")


def umlauts(written: str) -> set[str]:
    """Return how else letters may be written if they hold ü: ``lvna``, ``luna``, ``lyuna``."""
    return {written, *(re.sub("(?<=[ln])(?:v|yu)", way, written) for way in UMLAUTS)}


@cache
def syllabary() -> dict[str, tuple[str, ...]]:
    """Return the readings of each character as they are written, the usual one first."""
    return {character: tuple(one.replace("v", "ü") for one in found) for character, found in known().items()}


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """Return the ``letters`` of the readings of each character, the usual one first."""
    return {
        character: tuple(dict.fromkeys(way for reading in found for way in _ways(letters(reading))))
        for character, found in syllabary().items()
    }


def _ways(written: str) -> list[str]:
    return [written.replace("v", way) for way in UMLAUTS] if "v" in written else [written]


@cache
def syllables() -> frozenset[str]:
    """Return all syllables."""
    return frozenset(way for found in readings().values() for way in found)


@cache
def surnames() -> frozenset[str]:
    """Return how surnames are spelled."""
    known = readings()
    single = {reading for character in SURNAMES for reading in known.get(character, ())[:2]}
    return frozenset(single | {"".join(known[character][0] for character in name) for name in COMPOUND})


@cache
def cuts(word: str) -> tuple[tuple[str, ...], ...]:
    """Return every way to cut letters into at most three syllables."""
    return tuple(_cut(word, 3)) if len(word) < 20 else ()


def _cut(word: str, left: int) -> Iterator[tuple[str, ...]]:
    if not word:
        yield ()
        return
    for end in range(1, min(LONGEST, len(word)) + 1) if left else ():
        if word[:end] in syllables():
            yield from ((word[:end], *rest) for rest in _cut(word[end:], left - 1))


def spelled(text: str, written: str) -> bool:
    """Tell whether some stretch of a Chinese text can be read as ``written`` (of ``letters``).

    A character whose readings we do not know may be read in any way.
    """
    return bool(Spoken(text).stretches(written))


class Spoken:
    """A Chinese text of which is asked often what it can be read as."""

    def __init__(self, text: str):
        self.text = text
        self._places: dict[str, list[int]] = defaultdict(list)
        self._unknown: list[int] = []
        self._found: dict[str, tuple[Span, ...]] = {}
        known = readings()
        for place, character in enumerate(text):
            for reading in known.get(character, ()):
                self._places[reading].append(place)
            if character not in known and WORD.match(character):
                self._unknown.append(place)

    def stretches(self, written: str) -> tuple[Span, ...]:
        """Return the stretches, (start, end), that can be read as ``written``."""
        if written not in self._found:
            self._found[written] = tuple(self._stretches(written))
        return self._found[written]

    def _stretches(self, written: str) -> Iterator[Span]:
        for size in range(1, min(LONGEST, len(written)) + 1):
            first, rest = written[:size], written[size:]
            if first in syllables():
                for place in (*self._places.get(first, ()), *self._unknown):
                    yield from ((place, end) for end in self._ends(place + 1, rest))

    def _ends(self, place: int, written: str) -> Iterator[int]:
        """Yield where a stretch ends that begins at a place."""
        if not written:
            yield place
            return
        character = self.text[place : place + 1]
        if not WORD.match(character):
            return
        for reading in readings().get(character) or syllables():
            if written.startswith(reading):
                yield from self._ends(place + 1, written[len(reading) :])


def write(name: str, like: Sequence[str] = ()) -> str:
    """Return a Chinese name in Pinyin: ``Ouyang Wen``, ``Li An'e``; of several readings those that are nearest to ``like``."""
    family = 2 if name[:2] in COMPOUND else 1
    parts = [_reading(character, like[number] if number < len(like) else "") for number, character in enumerate(name)]
    return " ".join(filter(None, (_joined(parts[:family]), _joined(parts[family:]))))


def _reading(character: str, like: str) -> str:
    known = syllabary().get(character, ("",))
    return min(known, key=lambda reading: (OSA.distance(letters(reading), like) if like else 0, known.index(reading)))


def _joined(parts: Sequence[str]) -> str:
    word = "".join("'" + part if number and part[:1] in ("a", "e", "o") else part for number, part in enumerate(parts))
    return word.capitalize()
