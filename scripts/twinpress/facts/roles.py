"""Ranks: nobody is promoted or demoted in a translation.

Ranks are counted, with and without 副 and its like, over all ranks of a block, since English has few nouns for them. There is
a finding only if one language has more of the lower rank, the other more of the higher one, and nothing else can account for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from twinpress.facts import code
from twinpress.facts.difference import Difference, tell
from twinpress.facts.fact import Kind
from twinpress.facts.page import Found, Page

CHAIR = "chair(?:man|woman|person)?|chair(?:men|women|persons|people)"
RANKS = {
    "主席": f"{CHAIR}|presidents?|governors?|leaders?|heads?",
    "委员长": CHAIR,
    "会长": f"{CHAIR}|presidents?|heads?",
    "理事长": f"{CHAIR}|presidents?|directors?(?: general)?",
    "董事长": f"{CHAIR}|presidents?|directors?",
    "总统": "presidents?",
    "总裁": f"presidents?|{CHAIR}|chief executives?(?: officers?)?|governors?|managing directors?",
    "总理": "premiers?|prime ministers?|chancellors?",
    "首相": "prime ministers?|premiers?",
    "部长": "ministers?|heads?|directors?|secretar(?:y|ies)|chiefs?",
    "书记": "secretar(?:y|ies)(?: general)?|chiefs?|heads?",
    "秘书长": "secretar(?:y|ies)[- ]generals?|secretar(?:y|ies)|generals? secretar(?:y|ies)",
    "主任": f"directors?|heads?|{CHAIR}|chiefs?|deans?|managers?|ministers?",
    "局长": "directors?(?:[- ]general)?|commissioners?|chiefs?|heads?|administrators?",
    "厅长": "directors?(?:[- ]general)?|heads?|chiefs?",
    "司长": "directors?(?:[- ]general)?|heads?|chiefs?",
    "处长": "directors?|heads?|chiefs?",
    "科长": "heads?|chiefs?|directors?",
    "省长": "governors?",
    "州长": "governors?|prefects?",
    "市长": "mayors?",
    "区长": "mayors?|heads?|governors?|chiefs?",
    "县长": "magistrates?|heads?|mayors?|governors?|chiefs?",
    "校长": "presidents?|principals?|headmasters?|headmistress(?:es)?|head teachers?|chancellors?|heads?",
    "院长": f"presidents?|deans?|directors?|heads?|premiers?|{CHAIR}",
    "馆长": "directors?|curators?|heads?|librarians?",
    "所长": "directors?|heads?|chiefs?",
    "社长": "presidents?|directors?|heads?|publishers?",
    "总经理": "general managers?|managers?|presidents?",
    "总干事": "directors?[- ]generals?|secretar(?:y|ies)[- ]generals?|directors?",
    "总编辑": "editors?[- ]in[- ]chief|chief editors?|editors?",
    "主编": "editors?[- ]in[- ]chief|chief editors?|editors?",
    "议长": "speakers?|presidents?",
    "司令": "commanders?(?:[- ]in[- ]chief)?",
    "队长": "captains?|leaders?|heads?",
    "组长": f"leaders?|heads?|chiefs?|{CHAIR}",
    "团长": "heads?|leaders?|commanders?|chiefs?",
    "教授": "professors?",
    "负责人": "heads?|leaders?|directors?|chiefs?",
    "领导": "leaders?|heads?|chiefs?",
    "领袖": "leaders?|heads?",
    "首脑": "leaders?|heads?",
}
"""Ranks, and the nouns that English has for them."""
VICE = re.compile("chair|president|premier|minister|chancellor|dean", re.I)
"""Nouns that take vice; the others take deputy, and 副教授 is an associate professor."""
RANK = "|".join(sorted(RANKS, key=len, reverse=True))
CHINESE = re.compile(rf"(副)?(?<!助理)(助理)?({RANK})(助理)?")
BESIDE = re.compile(r"副(?:职|手|省|部|厅|处|局|市|县|总|队|组|团)|第[一二]副")
"""副 that belongs to no rank of the table may still be a vice."""
LOWER = r"(?:vice|deput(?:y|ies)|associate|assistant|under|sub|junior|second)"
"""What English puts before a lower rank."""
FURTHER = r"(?:[- ](?!and\b|or\b)[\w'’]+){0,3}?"
"""Words between the two: deputy Party secretary, vice executive chair."""

STATES = (
    (
        re.compile(rf"名誉(?:{RANK})"),
        re.compile("名誉|荣誉|荣休"),
        re.compile(r"\b(?:honorary|emerit)", re.I),
        ("名誉", "honorary"),
    ),
    (
        re.compile(rf"(?<![时现历世古近当年朝换取])代理?(?:副)?(?:{RANK})"),
        re.compile("代|暂|临时|执行|署理|看守"),
        re.compile(r"\b(?:acting|interim|caretaker|temporary|provisional)\b", re.I),
        ("代", "acting"),
    ),
    (
        re.compile(rf"(?<![目此之日当以年天生眼提])前(?:副)?(?:{RANK})"),
        re.compile("前|原|曾|时任|卸任|离任|退休|昔|历任|下台|老"),
        re.compile(r"\b(?:former|formerly|ex|previous|past|late|one-time|once|then|retired|outgoing)\b", re.I),
        ("前", "former"),
    ),
)
"""States of a rank: how Chinese writes one with a rank, what may stand for it in Chinese and in English, what to type."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many people of the higher and of the lower rank a text names, with the first words for each."""

    high: tuple[str, ...]
    low: tuple[str, ...]
    spare: bool
    """Whether something else in it may stand for a lower rank."""


def find(page: Page) -> Iterator[Found]:
    """Yield promotions and demotions, unless the block before or after has what is missing."""
    for number, (original, translation) in enumerate(page.pairs):
        found = list(_moves(original, translation, page.language))
        if found and not any(_even(page, number, other) for other in page.beside(number)):
            yield from ((number, difference) for difference in found)


def _even(page: Page, number: int, other: int) -> bool:
    """Tell whether nothing is wrong with two blocks taken together."""
    return not any(_moves(*page.joined(number, other), page.language))


def _moves(original: str, translation: str, language: str) -> Iterator[Difference]:
    """Yield what is wrong with the ranks of a text."""
    zh, en = (original, translation) if language == "zh" else (translation, original)
    ranks = [match[3] for match in CHINESE.finditer(zh)]
    if not ranks:
        return
    ours = _chinese(zh)
    theirs = _english(en, tuple(dict.fromkeys(ranks)))
    if not (theirs.high or theirs.low):
        return
    yield from _states(zh, en, tuple(dict.fromkeys(ranks)), language)
    if language == "en":
        ours, theirs = theirs, ours
    if len(ours.low) > len(theirs.low) and len(theirs.high) > len(ours.high) and not theirs.spare:
        yield _moved(code.PROMOTED, ours.low[-1], theirs.high[-1], language, lower=True)
    elif len(ours.high) > len(theirs.high) and len(theirs.low) > len(ours.low) and not ours.spare:
        yield _moved(code.DEMOTED, ours.high[-1], theirs.low[-1], language, lower=False)


def _moved(kind: code.Code, ours: str, theirs: str, language: str, *, lower: bool) -> Difference:
    if language == "en":
        bare = theirs.removeprefix("副")
        return tell(kind, Kind.ROLE, ours, theirs, f"副{bare}" if lower else bare)
    if lower:
        word = "associate" if ours.endswith("教授") else "vice" if VICE.search(theirs) else "deputy"
        right = f"{word.capitalize() if theirs[0].isupper() else word} {theirs}"
    else:
        right = re.sub(rf"^{LOWER}[- ]?", "", theirs, flags=re.I)
    return tell(kind, Kind.ROLE, ours, theirs, right)


def _states(zh: str, en: str, ranks: tuple[str, ...], language: str) -> Iterator[Difference]:
    """Yield ranks that are honorary, acting or former in one language only."""
    nouns = "|".join(dict.fromkeys(RANKS[rank] for rank in ranks))
    for written, chinese, english, words in STATES:
        ours = written.search(zh)
        theirs = re.search(rf"{english.pattern}\w*[- ]+(?:[\w'’]+ ){{0,2}}?(?:{nouns})\b", en, re.I)
        if ours and not english.search(en):
            text, lost = ours[0], language == "zh"
        elif theirs and not chinese.search(zh):
            text, lost = theirs[0], language == "en"
        else:
            continue
        if lost:
            yield tell(code.STATE_LOST, Kind.ROLE, text, "", words[language == "zh"])
        else:
            yield tell(code.STATE_ADDED, Kind.ROLE, "", text)


def _chinese(text: str) -> Count:
    high: list[str] = []
    low: list[str] = []
    for match in CHINESE.finditer(text):
        (low if match[1] or match[2] or match[4] else high).append(match[0])
    rest = CHINESE.sub("", text)
    return Count(tuple(high), tuple(low), bool(BESIDE.search(rest)))


def _english(text: str, ranks: tuple[str, ...]) -> Count:
    pattern = _pattern(ranks)
    high: list[str] = []
    low: list[str] = []
    for match in pattern.finditer(text):
        (low if match[1] else high).append(match[0])
    rest = pattern.sub("", text)
    return Count(tuple(high), tuple(low), bool(re.search(rf"\b{LOWER}\b", rest, re.I)))


@lru_cache(maxsize=256)
def _pattern(ranks: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the nouns of some ranks, with what makes them lower in group 1."""
    nouns = "|".join(dict.fromkeys(RANKS[rank] for rank in ranks))
    return re.compile(rf"\b(?:({LOWER}){FURTHER}[- ])?(?:{nouns})\b", re.I)
