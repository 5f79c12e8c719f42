"""Names of people: whether the English spells the name that the Chinese has.

What is known of people (``lexicon.py``) comes first. Without it, a name in Pinyin that no stretch of the Chinese can be read as is
held against the likely names of its block: where it misses one of them by a syllable, it was meant. Everything else is left
alone, since names of places, of foreigners and of people from Hong Kong or Taiwan look alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from twinpress.facts import code, pinyin
from twinpress.facts.difference import Difference, tell
from twinpress.facts.fact import Kind
from twinpress.facts.lexicon import Entry, Lexicon, Sort, fold
from twinpress.facts.page import Found, Page
from twinpress.facts.pinyin import COMPOUND, SURNAMES, Spoken, letters, spelled, umlauts

RUN = re.compile(r"(?<![\w'-])[A-ZÜ][\wü]+(?:['-][\wü]+)*(?: [A-ZÜ][\wü]+(?:['-][\wü]+)*)*")
"""Words with capitals."""
CHINESE_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
WADE = {"zh": "ch", "j": "ch", "q": "ch", "d": "t", "b": "p", "g": "k", "z": "ts", "c": "ts", "x": "hs", "r": "j"}
"""Initials of Pinyin, and of Wade-Giles without its apostrophes: names from Taiwan keep theirs."""
CANTONESE = {"chen": "chan", "wen": "wan", "meng": "mang"}
"""Surnames of Hong Kong that look like Pinyin with a slip."""
CALLED = "先生|女士|小姐|老师|教授|主席|部长|书记|主任|市长|会长|院长|校长|局长|同志|总|某"
"""What follows a surname alone."""


@dataclass(frozen=True, slots=True)
class Latin:
    """What may be a name in an English text: a surname and a given name in letters, and as they are written."""

    family: str
    given: str
    text: str


class Written:
    """The letters of an English text, in which names are looked up however their words are joined."""

    def __init__(self, text: str):
        self.folded = fold(text)
        self._begins, self._ends = set(), set()
        words, size = [], 0
        for word in re.findall(r"[^\W\d_]+", self.folded):
            self._begins.add(size)
            words.append(letters(word))
            size += len(words[-1])
            self._ends.add(size)
        self._letters = "".join(words)

    def has(self, names: Iterable[str]) -> bool:
        """Tell whether one of the names, in letters, stands in the text."""
        for name in filter(None, names):
            place = self._letters.find(name)
            while place >= 0:
                if place in self._begins and place + len(name) in self._ends:
                    return True
                place = self._letters.find(name, place + 1)
        return False


def find(page: Page, lexicon: Lexicon) -> Iterator[Found]:
    """Yield names of the page that are missing, or spelled otherwise."""
    chinese = Spoken(page.chinese)
    told: set[str] = set()
    for number, difference in _known(page, lexicon, chinese) if lexicon.entries else ():
        told |= {difference.original, difference.translation}
        yield number, difference
    for number, (zh, en) in enumerate(page):
        for latin in _latin(en, chinese):
            if latin.text in told or letters(latin.text) in lexicon.spellings:
                continue
            if (meant := _meant(latin, zh)) and meant not in told:
                told.add(latin.text)
                yield number, _misspelled(meant, latin, page.language)


def _misspelled(name: str, latin: Latin, language: str) -> Difference:
    like = next((cut for cut in pinyin.cuts(latin.family + latin.given) if len(cut) == len(name)), ())
    right = pinyin.write(name, like)
    if language == "zh":
        return tell(code.NAME, Kind.NAME, name, latin.text, right)
    return Difference(
        code.NAME,
        Kind.NAME,
        latin.text,
        name,
        "",
        f"人名不符：原文“{latin.text}”，译文“{name}”读作“{right}”，请核对汉字",
        f"another name: “{latin.text}” became “{name}”, which reads {right}; look up its characters",
    )


def _latin(english: str, chinese: Spoken, without: str = "") -> Iterator[Latin]:
    """Yield what looks like a name in Pinyin, and cannot be read in the Chinese, or in what is left of it without a name."""
    for text, plain in _runs(english):
        place = 0
        while place < len(plain) - 1:
            size = next((size for size in (3, 2) if _fits(plain[place : place + size], size, chinese, without)), 0)
            if not size and (plain[place] in pinyin.surnames() or pinyin.cuts(plain[place + 1])):
                yield Latin(plain[place], plain[place + 1], " ".join(text[place : place + 2]).removesuffix("’s"))
            place += max(size, 1)


@lru_cache(maxsize=1000)
def _runs(english: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the words with capitals that stand in a row, as they are written and in letters."""
    found = []
    for run in RUN.finditer(fold(english)):
        words = run[0].split(" ")
        if len(words) > 1:
            text = english[run.start() :][: len(run[0])].split(" ")
            found.append((tuple(text), tuple(letters(word.removesuffix("'s")) for word in words)))
    return tuple(found)


def _fits(words: Sequence[str], size: int, chinese: Spoken, without: str) -> bool:
    """Tell whether the Chinese may be read as the words, in their order or with the surname last."""
    if len(words) < size or not all(words):
        return False
    straight, turned = "".join(words), "".join((words[-1], *words[:-1]))
    return any(pinyin.cuts(word) and _heard(chinese, word, without) for word in (straight, turned))


def _heard(chinese: Spoken, written: str, without: str) -> bool:
    """Tell whether a stretch that does not touch a name can be read as letters."""
    stretches = chinese.stretches(written)
    if not stretches or not without:
        return bool(stretches)
    names = [match.span() for match in re.finditer(re.escape(without), chinese.text)]
    return any(all(end <= first or last <= start for first, last in names) for start, end in stretches)


def _meant(latin: Latin, chinese: str) -> str:
    """Return the likely name of a Chinese text that ``latin`` misses by a syllable; empty if there is none."""
    for start, character in enumerate(chinese):
        size = 2 if chinese[start : start + 2] in COMPOUND else 1 if character in SURNAMES else 0
        for given in (2, 1) if size else ():
            name = chinese[start : start + size + given]
            if len(name) == size + given and CHINESE_NAME.fullmatch(name) and _missed(latin, name, size):
                return name
    return ""


def _missed(latin: Latin, name: str, size: int) -> bool:
    """Tell whether letters miss the reading of a Chinese name, whose surname has ``size`` characters, by one syllable."""
    known = pinyin.readings()
    if any(character not in known for character in name):
        return False
    families = {"".join(parts) for parts in product(*(known[character] for character in name[:size]))}
    given = [known[character] for character in name[size:]]
    wholes = {"".join(parts) for parts in product(*given)}
    if latin.family not in families:
        return latin.given in wholes and any(_slip(latin.family, family) for family in families)
    for cut in pinyin.cuts(latin.given):
        if len(cut) != len(given):
            continue
        wrong = [(part, right) for part, right in zip(cut, given, strict=True) if part not in right]
        if len(wrong) == 1 and (len(given) > 1 or any(_slip(wrong[0][0], right) for right in wrong[0][1])):
            return not any(_foreign(wrong[0][0], right) for right in wrong[0][1])
    if any(len(cut) == len(given) for cut in pinyin.cuts(latin.given)):
        return False
    return len(latin.given) > 2 and any(OSA.distance(latin.given, whole) <= 1 + (len(whole) > 5) for whole in wholes)


def _slip(written: str, right: str) -> bool:
    return OSA.distance(written, right) == 1 and not _foreign(written, right)


def _foreign(written: str, right: str) -> bool:
    """Tell whether a syllable is written as in Taiwan or Hong Kong."""
    initial = next((initial for initial in sorted(WADE, key=len, reverse=True) if right.startswith(initial)), "")
    return written == CANTONESE.get(right) or bool(initial and written == WADE[initial] + right[len(initial) :])


def _known(page: Page, lexicon: Lexicon, chinese: Spoken) -> Iterator[Found]:
    """Yield what is wrong with the names of people that the lexicon has."""
    scan = lexicon.chinese if page.language == "zh" else lexicon.english
    english = Written(page.english)
    first: dict[str, tuple[int, list[Entry]]] = {}
    wrong: set[str] = set()
    for number, (original, translation) in enumerate(page.pairs):
        for form in dict.fromkeys(form for _, form, _ in scan(original)):
            people = [entry for entry in lexicon.named(form, page.language) if entry.sort is Sort.PERSON and entry.en]
            if not people:
                continue
            first.setdefault(form, (number, people))
            contradicts = _in_english if page.language == "zh" else _in_chinese
            if difference := contradicts(form, people, translation, chinese, lexicon):
                wrong.add(form)
                yield number, difference
    for form, (number, people) in first.items():
        if form in wrong:
            continue
        forms = [name for entry in people for name in (entry.en if page.language == "zh" else entry.zh)]
        there = _is_there(forms, english) if page.language == "zh" else _is_in(forms, page.chinese)
        if not there:
            yield number, tell(code.UNNAMED, Kind.NAME, form, "", forms[0])


def _is_there(forms: list[str], english: Written) -> bool:
    """Tell whether a text has a person in one of the forms of the name, or with the surname alone."""
    return english.has({turned for name in forms for turned in _turned(name)}) or _alone(forms, english.folded)


def _is_in(forms: list[str], chinese: str) -> bool:
    return any(name in chinese for name in forms) or bool(re.search(rf"{forms[0][0]}(?:{CALLED})", chinese))


def _in_english(
    form: str, people: list[Entry], translation: str, chinese: Spoken, lexicon: Lexicon
) -> Difference | None:
    """Return a name that stands in the place of a person's."""
    forms = [name for entry in people for name in entry.en]
    right = {turned for name in forms for turned in _turned(name)}
    size = 2 if form[:2] in COMPOUND else 1
    for latin in _latin(translation, chinese, form):
        plain = latin.family + latin.given
        if plain in lexicon.spellings or plain in right:
            continue
        if spelled(form, plain) or (CHINESE_NAME.fullmatch(form) and _missed(latin, form, size)):
            return tell(code.MISNAMED, Kind.NAME, form, latin.text, forms[0])
    return None


def _in_chinese(
    form: str, people: list[Entry], translation: str, chinese: Spoken, lexicon: Lexicon
) -> Difference | None:
    """Return other characters that are read like a person's name."""
    forms = [name for entry in people for name in entry.zh]
    plain = letters(form)
    for start in range(len(translation)):
        stretch = translation[start : start + len(forms[0])]
        if stretch in forms or lexicon.named(stretch, "zh") or not CHINESE_NAME.fullmatch(stretch):
            continue
        if stretch[0] == forms[0][0] and spelled(stretch, plain):
            return tell(code.MISNAMED, Kind.NAME, form, stretch, forms[0])
    return None


def _turned(name: str) -> set[str]:
    """Return the letters of a name, with the first word first or last, in all ways to write ü."""
    first, _, rest = name.partition(" ")
    return {*umlauts(letters(name)), *umlauts(letters(rest + first))}


def _alone(forms: list[str], folded: str) -> bool:
    """Tell whether the first or the last word of a name stands without another one beside it: Ms Shi."""
    for name in forms:
        words = fold(name).split(" ")
        for word in {words[0], words[-1]} if len(words) > 1 else ():
            if re.search(rf"(?<![\w-]){re.escape(word)}(?:'s)?(?![\w-])(?! [A-Z])", folded):
                return True
    return False
