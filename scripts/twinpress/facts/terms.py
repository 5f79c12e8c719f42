"""Terms and bodies: the forms that a translation must have, those it must not, and the full one first.

What is expected may stand anywhere on the page. Places are known, so that they are masked, and not expected: who writes of Beijing
may say “the city”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from twinpress.facts import code
from twinpress.facts.difference import tell
from twinpress.facts.fact import Kind
from twinpress.facts.lexicon import Entry, Lexicon, Sort, fold
from twinpress.facts.page import Found, Page

EXPECTED = (Sort.ORGANISATION, Sort.TERM)
Span = tuple[int, int]


def find(page: Page, lexicon: Lexicon) -> Iterator[Found]:
    """Yield terms that are missing, forbidden or shortened too early."""
    if not lexicon.entries:
        return
    zh = page.language == "zh"
    scan = lexicon.chinese if zh else lexicon.english
    english = fold(page.english)
    here: list[tuple[int, str, tuple[Entry, ...]]] = []
    for number, (original, _) in enumerate(page.pairs):
        for _, form, entries in scan(original):
            expected = tuple(entry for entry in entries if entry.sort in EXPECTED and entry.en)
            if expected and (zh or any(fold(entry.en[0]).casefold() == fold(form).casefold() for entry in expected)):
                here.append((number, form, expected))
    told: set[str] = set()
    for number, form, entries in dict.fromkeys(here):
        if form not in told:
            told.add(form)
            if zh and not any(_spans(entry.en, entry.exact, english) for entry in entries):
                yield number, tell(code.TERM, Kind.TERM, form, "", entries[0].en[0])
            elif not zh and not any(known in page.chinese for entry in entries for known in entry.zh):
                yield number, tell(code.TERM, Kind.TERM, form, "", entries[0].zh[0])
        if zh:
            yield from _forbidden(number, form, entries, fold(page.pairs[number][1]))
    if zh:
        yield from _short(page, here)


def _forbidden(number: int, form: str, entries: tuple[Entry, ...], english: str) -> Iterator[Found]:
    """Yield forms that the block must not have; what is part of an allowed form is none."""
    for entry in entries:
        allowed = [span for known in entries for span in _spans(known.en, known.exact, english)]
        for start, end in _spans(entry.forbidden, entry.exact, english):
            if not any(first <= start and end <= last for first, last in allowed):
                yield number, tell(code.FORBIDDEN, Kind.TERM, form, english[start:end], entry.en[0])
                break


def _short(page: Page, here: list[tuple[int, str, tuple[Entry, ...]]]) -> Iterator[Found]:
    """Yield short forms that stand before the full one."""
    told: set[str] = set()
    for _, form, entries in here:
        for entry in entries:
            if not entry.short or form in told:
                continue
            told.add(form)
            full = [known for known in entry.en if known not in entry.short]
            for number, (_, english) in enumerate(page):
                folded = fold(english)
                whole = _spans(full, entry.exact, folded)
                short = [
                    (start, end)
                    for start, end in _spans(entry.short, entry.exact, folded)
                    if not any(first <= start and end <= last for first, last in whole)
                ]
                if short and (not whole or short[0][0] < whole[0][0]):
                    text = english[slice(*short[0])]
                    yield number, tell(code.SHORTENED, Kind.TERM, form, text, entry.en[0])
                if short or whole:
                    break


def _spans(forms: Iterable[str], exact: bool, english: str) -> list[Span]:
    """Return where one of the forms stands in a text, in any number and case of its words, from left to right."""
    return sorted(match.span() for form in forms for match in _pattern(form, exact).finditer(english))


@lru_cache(maxsize=20_000)
def _pattern(form: str, exact: bool) -> re.Pattern[str]:
    """Return what finds a form: plural or possessive, with a hyphen or a space between its words."""
    words = [_inflected(word) for word in re.split(r"[ -]+", fold(form)) if word]
    return re.compile(rf"(?<!\w){'[ -]+'.join(words)}(?!\w)", re.NOFLAG if exact else re.I)


def _inflected(word: str) -> str:
    stem = re.escape(word)
    if not word[-1:].isalpha():
        return stem
    if re.search("[^aeiou]y$", word):
        return rf"{stem[:-1]}(?:y|ies)(?:'s?)?"
    if word.endswith("s"):
        return rf"{stem}(?:es)?(?:'s?)?"
    return rf"{stem}(?:e?s)?(?:'s?)?"
