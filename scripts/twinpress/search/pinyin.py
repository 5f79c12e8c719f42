"""Pinyin as it is typed for a name: in one word, the other way round, and by the first letter of each syllable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from twinpress.search import tokens

SYLLABLE = re.compile(
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|v)"
)
"""A syllable without its tone; Standard Chinese has fewer, but no name is spelled with the others."""
CHINESE = re.compile(f"[{tokens.CHINESE}]")


def keys(latin: str, forms: Sequence[str]) -> Iterator[str]:
    """Yield how else a person's name in Latin letters is typed; one of the ``forms`` of the name says of how many syllables it is.

    ``Huang Tingwan``: ``tingwanhuang`` and ``htw``, if there is a form with three characters.
    """
    words = [re.sub(r"[^a-z]", " ", _plain(word)).split() for word in latin.split()]
    if len(words) < 2 or not all(words):
        return
    yield "".join("".join(word) for word in (*words[1:], words[0]))
    lengths = {len(form) for form in forms if len(CHINESE.findall(form)) == len(form)}
    for length in sorted(lengths):
        for found in _cut([part for word in words for part in word], length):
            yield "".join(syllable[0] for syllable in found)


def _plain(text: str) -> str:
    """Return a text in lower case without marks on letters; ü is typed as v."""
    text = text.lower().replace("ü", "v")
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def _cut(words: Sequence[str], count: int) -> Iterator[tuple[str, ...]]:
    """Yield every way to cut words into so many syllables."""
    if not words:
        if count == 0:
            yield ()
        return
    word, *rest = words
    for end in range(1, len(word) + 1):
        if count and SYLLABLE.fullmatch(word, 0, end):
            for found in _cut([word[end:], *rest] if end < len(word) else rest, count - 1):
                yield (word[:end], *found)
