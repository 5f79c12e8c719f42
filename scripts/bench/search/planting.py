"""What is planted into the texts: names of two and three characters, as many as an archive has, and words of two scripts.

The made-up archive names the people of its vocabulary alone, and its Chinese holds no Latin letters. Both are what
searches for Chinese fail at, so every article gets a paragraph of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.bilingual import Both
from bench.chance import Chance, Ranked
from bench.registry import GIVEN, SURNAMES

SENTENCES = (
    Both("同来的还有{a}和{b}。", "{a} and {b} came as well."),
    Both("{a}向{b}请教了{mixed}。", "{a} asked {b} about {mixed}."),
    Both("大家一起试了试{mixed}，{a}做了记录。", "Everybody tried {mixed}, and {a} took notes."),
    Both("{mixed}由{a}、{b}轮流讲解。", "{a} and {b} took turns to explain {mixed}."),
)
MIXED = (
    Both("5G网络", "the 5G network"),
    Both("AI课堂", "AI lessons"),
    Both("BWF培训", "the BWF training"),
    Both("3D打印", "3D printing"),
    Both("AED设备", "the AED device"),
    Both("Wi-Fi覆盖", "Wi-Fi coverage"),
    Both("HPV疫苗", "the HPV vaccine"),
    Both("T恤义卖", "the T-shirt sale"),
    Both("VR展厅", "the VR hall"),
    Both("PM2.5监测", "PM2.5 readings"),
    Both("卡拉OK比赛", "the karaoke contest"),
    Both("“双减”App", "the “half the homework” app"),
    Both("CPR演示", "the CPR show"),
    Both("O2O平台", "the O2O platform"),
    Both("24小时书店", "the 24-hour bookshop"),
    Both("110报警", "emergency calls to 110"),
)
"""The commonest first; authors differ in whether a space stands between the scripts, and so do the texts."""
PEOPLE = 5000
_FAMILY, _GIVEN = ([(half[0], half[1:]) for half in text.split()] for text in (SURNAMES, GIVEN))
_NAMES = Ranked(range(PEOPLE))
_MIXED = Ranked(MIXED)


def paragraph(number: int) -> Both:
    """Return the paragraph for the article with this number."""
    chance = Chance("planting", number)
    return Both(*map("".join, zip(*_sentences(chance), strict=True)))


def person(number: int) -> Both:
    """Return a name that no other number has; every third is of two characters."""
    if number % 3 == 0:
        rest, first = divmod(number // 3 * 1009 + 17, len(_FAMILY))  # a prime: neighbours differ, every name comes once
        given = [_GIVEN[rest % len(_GIVEN)]]
    else:
        rest, first = divmod(number * 104_729 + 777, len(_FAMILY))
        given = [_GIVEN[rest // len(_GIVEN) % len(_GIVEN)], _GIVEN[rest % len(_GIVEN)]]
    family = _FAMILY[first]
    zh = family[0] + "".join(zh for zh, _ in given)
    return Both(zh, f"{family[1].capitalize()} {''.join(en for _, en in given).capitalize()}")


def _sentences(chance: Chance) -> Iterator[Both]:
    for end in ("", " "):
        mixed = _MIXED.draw(chance)
        if chance.happens(30):
            mixed = Both(_spaced(mixed.zh), mixed.en)
        words = {"a": person(_NAMES.draw(chance)), "b": person(_NAMES.draw(chance)), "mixed": mixed}
        pattern = chance.pick(SENTENCES)
        zh, en = (pattern.get(language) for language in ("zh", "en"))
        zh = zh.format_map({slot: word.zh for slot, word in words.items()})
        en = en.format_map({slot: word.en for slot, word in words.items()})
        yield Both(zh, end + en[0].upper() + en[1:])


def _spaced(text: str) -> str:
    """Return a word of two scripts with a space between them."""
    at = next((at for at in range(1, len(text)) if text[at - 1].isascii() is not text[at].isascii()), len(text))
    return f"{text[:at]} {text[at:]}".strip()
