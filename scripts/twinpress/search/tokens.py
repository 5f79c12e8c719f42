"""Tokens: what a text is found by.

A *stretch* is what stands between separators: runs of Chinese characters and runs of letters and digits, next to each
other. White space between a Chinese run and another is no separator, because it is a matter of style: ``BWF 培训``.

| In the text | Tokens |
| --- | --- |
| a run of Chinese characters | every two neighbours, and every character |
| a run of letters and digits | its stem; for ``child-friendly`` and ``Xi'an`` those of the parts and of the whole: ``xian`` |
| where two runs touch | the word with the Chinese character next to it: ``2024年``, ``第5`` |

The place of a token is counted in *units*: a Chinese character is one, and so is a word, whatever its ending.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import count

from twinpress.han import HAN

CHINESE = rf"{HAN}々\u2e80-\u2fd5\u3021-\u3029\u3038-\u303b\U00016fe2\U00016fe3\U00016ff0\U00016ff1"
"""Characters of the script Han that stand in texts, for use inside ``[…]``: what browsers call ``\\p{Script=Han}``."""
WORD = rf"[^\W_{CHINESE}]"
_GAP = re.compile(rf"(?<=[{CHINESE}])\s+(?={WORD})|(?<={WORD})\s+(?=[{CHINESE}])")
_RUN = re.compile(rf"(?P<han>[{CHINESE}]+)|{WORD}+(?:['’.-]{WORD}+)*")
_FIRST = re.compile(f"[{CHINESE}]")
_LETTER = re.compile(WORD)
_JOINT = re.compile("['’.-]")
_PLURAL = re.compile(r"(?<=[^ea])ies$|(?<=[^aeo])es$|(?<=[^us])s$")
"""Endings that Harman's S-stemmer takes off (“How effective is suffixing?”, 1991): a wrong stem is worse than none."""


def stem(word: str) -> str:
    """Return a word without the ending of the plural; other scripts, numbers and short words stay as they are."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    return _PLURAL.sub(lambda match: {"ies": "y", "es": "e"}.get(match[0], ""), word)


def stretches(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield where each stretch of a folded text begins, and its runs in their order."""
    end = -1
    begin, runs = 0, list[str]()
    for match in _RUN.finditer(text):
        if match.start() != end:
            if runs:
                yield begin, runs
            begin, runs = match.start(), []
        runs.append(match[0])
        end = match.end()
    if runs:
        yield begin, runs


def gaps(text: str) -> Iterator[slice]:
    """Yield where in a folded text white space stands between Chinese characters and others."""
    yield from (slice(*match.span()) for match in _GAP.finditer(text))


def close(text: str) -> str:
    """Return a folded text without the white space between Chinese characters and others."""
    return _GAP.sub("", text)


def words(begin: int, runs: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the words of a stretch that begins at a place, ``child`` and ``friendly`` of ``child-friendly``, each with its own."""
    for run in runs:
        if not is_chinese(run):
            place = begin
            for word in _JOINT.split(run):
                yield place, word
                place += len(word) + 1
        begin += len(run)


class Units:
    """The units of some folded texts, one behind the other, and the tokens that they make."""

    def __init__(self, texts: Iterable[str]):
        self.units: list[str] = []
        """Characters, and stems of words: tokens themselves."""
        self.ends: list[int] = []
        """Those that make no pair with the next."""
        self.others: list[tuple[str, int]] = []
        """Tokens of several units, each with its first: words with a Chinese character, and words that were written apart."""
        for text in texts:
            for _, runs in stretches(text):
                self._add(runs)

    def pairs(self) -> list[str]:
        """Return the pairs of neighbouring Chinese characters by their first unit; empty where there is none."""
        found = list(map(str.__add__, self.units, self.units[1:]))
        for end in self.ends:
            if end < len(found):
                found[end] = ""
        return found

    def _add(self, runs: list[str]) -> None:
        for place, run in enumerate(runs):
            unit = len(self.units)
            if is_chinese(run):
                self.units += run
                self.ends.append(len(self.units) - 1)
                continue
            stems, whole = _stems(run)
            self.units += stems
            self.ends += range(unit, len(self.units))
            if whole:
                self.others.append((whole, unit))
            if len(runs) > 1:
                self.others += _joints(runs, place, unit)


@lru_cache(maxsize=1 << 16)  # texts are made of the same words
def _stems(run: str) -> tuple[tuple[str, ...], str]:
    """Return the stems of the words in a run, and that of the whole, if there are several."""
    parts = _JOINT.split(run)
    whole = stem("".join(parts)) if len(parts) > 1 and not run[0].isdigit() else ""
    return tuple(map(stem, parts)), whole


def wanted(text: str) -> list[tuple[str, int]]:
    """Return the tokens that a folded text asks for, with their units: whatever holds the text has them like this."""
    found: list[tuple[str, int]] = []
    unit = 0
    for _, runs in stretches(text):
        for place, run in enumerate(runs):
            if is_chinese(run):
                found += zip(map(str.__add__, run, run[1:]), count(unit))
                if len(runs) == len(run) == 1:
                    found.append((run, unit))
                unit += len(run)
            else:
                stems, _ = _stems(run)
                found += list(_joints(runs, place, unit)) or zip(stems, count(unit))
                unit += len(stems)
    return list(dict.fromkeys(found))


def _joints(runs: list[str], place: int, unit: int) -> Iterator[tuple[str, int]]:
    """Yield what a run of letters, which begins at a unit, makes with the Chinese characters beside it."""
    if place:
        yield runs[place - 1][-1] + runs[place], unit - 1
    if place + 1 < len(runs):
        yield runs[place] + runs[place + 1][0], unit


@lru_cache(maxsize=1 << 16)
def is_chinese(run: str) -> bool:
    """Tell whether a run is one of Chinese characters."""
    return bool(_FIRST.match(run))


def is_word(run: str) -> bool:
    """Tell whether a run begins with a letter or digit of another script."""
    return bool(_LETTER.match(run))
