"""What a query should find, told from the texts themselves, with no index and nothing of ``twinpress.search``.

A part of a query that has a Chinese character is a string: it must stand in the title, the head or the text as it is typed,
whatever its case, width and script, and whether or not a space parts Chinese characters from others. A number or a word at
its border must be a whole one: ``1月15日`` does not stand in ``11月15日``.

A part in English is one or several words in a row. An article *must* be found where they stand as they are typed, in the
singular or the plural, and *may* be found where other forms of them stand: words that are the same but for three letters at
the end. So nobody's stemming is held to another's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from twinpress.han import traditional
from twinpress.search.story import Story

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_GAP = re.compile(rf"(?<=[{_HAN}])[^\S\n]+(?=[a-z0-9])|(?<=[a-z0-9])[^\S\n]+(?=[{_HAN}])")
_WORD = re.compile(rf"[^\W_{_HAN}]+")
_PART = re.compile(r'"([^"]*)"|(\S+)')
Alike = Callable[[str, str], bool]
"""Tells whether a word of a query and a word of a text are one."""
ENDING = 3
"""Letters by which forms of a word may differ at the end."""


class Truth:
    """What stands in the stories of a language."""

    def __init__(self, stories: Iterable[Story]):
        self.texts = {story.path: folded("\n".join((story.title, *story.head, story.body))) for story in stories}

    def must(self, query: str) -> frozenset[str]:
        """Return the paths of the stories that must be found."""
        return self._all(query, same_word)

    def may(self, query: str) -> frozenset[str]:
        """Return the paths of the stories that may be found."""
        return self._all(query, kin)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The words of each text with spaces around each, and a line for each paragraph."""
        return {
            path: "\n".join(f" {' '.join(_WORD.findall(line))} " for line in text.split("\n"))
            for path, text in self.texts.items()
        }

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word."""
        return frozenset(word for text in self.words.values() for word in text.split())

    def _all(self, query: str, alike: Alike) -> frozenset[str]:
        found = frozenset(self.texts)
        for exact, plain in _PART.findall(query):
            part = folded(exact or plain)
            found &= self._string(part) if re.search(f"[{_HAN}]", part) else self._row(part, alike)
        return found

    def _string(self, part: str) -> frozenset[str]:
        before = r"(?<![a-z0-9])" if _is_latin(part[0]) else ""
        after = r"(?![a-z0-9])" if _is_latin(part[-1]) else ""
        stands = re.compile(f"{before}{re.escape(part)}{after}").search
        return frozenset(path for path, text in self.texts.items() if part in text and stands(text))

    def _row(self, part: str, alike: Alike) -> frozenset[str]:
        wanted = [[other for other in self.vocabulary if alike(word, other)] for word in _WORD.findall(part)]
        stands = re.compile("".join(f" (?:{'|'.join(some) or '(?!)'})" for some in wanted) + " ")
        return frozenset(path for path, text in self.words.items() if stands.search(text))


def folded(text: str) -> str:
    """Return a text in lower case, of common width, in Simplified characters, without spaces between scripts."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return _GAP.sub("", "".join(traditional().get(one, one) for one in plain))


def same_word(one: str, other: str) -> bool:
    """Tell whether two words are one, in the singular or the plural."""
    return bool(_forms(one) & _forms(other))


def kin(one: str, other: str) -> bool:
    """Tell whether two words may be forms of one; numbers have none."""
    if not (one.isalpha() and other.isalpha()):
        return one == other
    common = max(len(one), len(other), 2 * ENDING) - ENDING
    return one[:common] == other[:common]


def _forms(word: str) -> frozenset[str]:
    """Return a word and what it is the plural of, if it is one."""
    found = {word}
    if word.isalpha() and len(word) > ENDING:
        found |= {word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word)}
    return frozenset(found)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
