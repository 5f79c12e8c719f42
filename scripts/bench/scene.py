"""A scene: the day, the cast and the words of one article, and what can be said of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from string import Formatter

from bench import bilingual
from bench.bilingual import Both, capital
from bench.chance import Chance
from bench.lexicon import Lexicon
from bench.registry import Entry

NTH = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]


class Scene:
    """Fills patterns with words that fit the article."""

    def __init__(
        self,
        chance: Chance,
        lexicon: Lexicon,
        day: date,
        *,
        people: Sequence[Entry],
        bodies: Sequence[Entry],
        places: Sequence[Entry],
    ):
        self.chance = chance
        self.lexicon = lexicon
        self.day = day
        self.people = people
        self.bodies = bodies
        self.places = places

    def say(self, pattern: Both, known: Mapping[str, Both] | None = None) -> Both:
        """Return a pattern with its slots filled; ``known`` gives the words of some of them."""
        words = dict(known or {})
        for slot in _slots(pattern.zh):
            if slot not in words:
                words[slot] = self._other(slot, words) if slot[-1] == "2" else KINDS[slot](self)
        zh = pattern.zh.format_map({slot: word.zh for slot, word in words.items()})
        en = pattern.en.format_map({slot: word.en for slot, word in words.items()})
        return Both(zh, capital(en))

    def one_of(self, patterns: Sequence[Both], known: Mapping[str, Both] | None = None) -> Both:
        """Return one of ``patterns`` with its slots filled."""
        return self.say(self.chance.pick(patterns), known)

    def thing(self) -> Both:
        """Return a thing, often with a word before it."""
        thing = self.lexicon.things.draw(self.chance)
        if not self.chance.happens(40):
            return thing
        trait = self.lexicon.traits.draw(self.chance)
        return Both(trait.zh + thing.zh, f"{trait.en} {thing.en}")

    def number(self) -> Both:
        """Return a number of people or things, from a dozen to tens of thousands, mostly small."""
        size = self.chance.below(100)
        if size < 60:
            return bilingual.number(self.chance.between(12, 99))
        if size < 88:
            return bilingual.number(self.chance.between(100, 999))
        if size < 96:
            return bilingual.number(self.chance.between(10, 99) * 100)
        return bilingual.number(self.chance.between(10, 99) * 1000)

    def count(self) -> Both:
        """Return a number of things that a town can have, mostly small."""
        return bilingual.number(self.chance.between(2, 40) if self.chance.happens(85) else self.chance.between(41, 400))

    def recent_day(self) -> Both:
        """Return a day shortly before the article's, sometimes with the day of the week."""
        day = self.day - timedelta(days=self.chance.below(6))
        return bilingual.day(day, weekday=self.chance.happens(25), year=self.chance.happens(10))

    def percentage(self, most: int = 96) -> Both:
        """Return up to ``most`` per cent."""
        tenth = f".{self.chance.between(1, 9)}" if self.chance.happens(50) else ""
        text = f"{self.chance.between(3, most)}{tenth}%"
        return Both(text, text)

    def _other(self, slot: str, words: Mapping[str, Both]) -> Both:
        """Return a word for ``thing2`` that is not the one of ``thing``, where chance allows."""
        kind = slot[:-1]
        for _ in range(4):
            word = KINDS[kind](self)
            if word != words.get(kind):
                break
        return word


def _same(number: int) -> Both:
    return Both(str(number), str(number))


def _nth(scene: Scene) -> Both:
    at = scene.chance.between(2, len(NTH))
    return Both(f"第{at}", NTH[at - 1])


@cache
def _slots(pattern: str) -> tuple[str, ...]:
    """Return the names in the braces of a pattern."""
    return tuple(name for _, name, _, _ in Formatter().parse(pattern) if name)


KINDS: Mapping[str, Callable[[Scene], Both]] = {
    "thing": Scene.thing,
    "aim": lambda scene: scene.lexicon.aims.draw(scene.chance),
    "deed": lambda scene: scene.lexicon.deeds.draw(scene.chance),
    "effort": lambda scene: scene.lexicon.efforts.draw(scene.chance),
    "group": lambda scene: scene.lexicon.groups.draw(scene.chance),
    "occasion": lambda scene: scene.lexicon.occasions.draw(scene.chance),
    "manner": lambda scene: scene.lexicon.manners.draw(scene.chance),
    "person": lambda scene: scene.chance.pick(scene.people).spoken,
    "body": lambda scene: scene.chance.pick(scene.bodies).spoken,
    "place": lambda scene: scene.chance.pick(scene.places).spoken,
    "n": Scene.number,
    "day": Scene.recent_day,
    "count": Scene.count,
    "percent": Scene.percentage,
    "share": lambda scene: scene.percentage(45),
    "money": lambda scene: bilingual.money(scene.chance.between(1, 99) * 10),
    "years": lambda scene: _same(scene.chance.between(2, 20)),
    "year": lambda scene: _same(scene.day.year),
    "nth": _nth,
}
"""What can stand in a slot."""
