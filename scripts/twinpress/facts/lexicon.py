"""What is known of names and terms: the forms they have in both languages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import zip_longest

from twinpress.facts import idioms
from twinpress.facts.pinyin import letters, umlauts
from twinpress.facts.reader import whole
from twinpress.vocabulary import Organisation, Person, Place, Term, Vocabulary

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
WORDS = re.compile(rf"{WORD.pattern}(?:[\W_]+{WORD.pattern})?")
FOLDED = str.maketrans("’‘‐‑–", "''---")


class Sort(StrEnum):
    """What an entry is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    TERM = "term"


@dataclass(frozen=True)
class Entry:
    """A name or a term."""

    sort: Sort
    zh: tuple[str, ...]
    """Forms in Chinese, the preferred one first."""
    en: tuple[str, ...]
    """Forms in English, the preferred one first; none if it is not known."""
    forbidden: tuple[str, ...] = ()
    """Forms that English must not have."""
    short: tuple[str, ...] = ()
    """English forms that may stand after the first mention only."""
    exact: bool = False
    """Whether capitals count."""
    numeric: bool = False
    """Whether a numeral in it is no figure."""


def fold(text: str) -> str:
    """Return an English text with one kind of apostrophe and hyphen, letter for letter."""
    return text.translate(FOLDED)


@dataclass(frozen=True)
class Lexicon:
    """Names and terms; make it once for all pages."""

    entries: tuple[Entry, ...] = ()
    built_in: tuple[Entry, ...] = field(
        default=tuple(Entry(Sort.TERM, (zh,), forms, numeric=True) for zh, forms in idioms.TERMS), repr=False
    )
    """Terms with numerals that every site has."""

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Lexicon:
        """Make it of a vocabulary: people, organisations, places and the glossary."""
        return cls(
            (
                *filter(None, map(_person, vocabulary.people.values())),
                *filter(None, map(_organisation, vocabulary.organisations.values())),
                *filter(None, map(_place, vocabulary.places.values())),
                *map(_term, vocabulary.glossary),
            )
        )

    @classmethod
    def of_terms(cls, terms: Iterable[Term]) -> Lexicon:
        """Make it of terms of a glossary."""
        return cls(tuple(map(_term, terms)))

    def chinese(self, text: str) -> Iterator[tuple[int, str, tuple[Entry, ...]]]:
        """Yield (place, form, its entries) of a Chinese text: the longest form wins, and forms do not overlap."""
        index, start = self._chinese, 0
        while start < len(text):
            for form in index.get(text[start : start + 2], ()):
                if text.startswith(form, start):
                    yield start, form, self._by_form[form]
                    start += len(form)
                    break
            else:
                start += 1

    def english(self, text: str) -> Iterator[tuple[int, str, tuple[Entry, ...]]]:
        """Yield (place, form as the text writes it, its entries) of an English text, as ``chinese`` does."""
        folded, end = fold(text), 0
        low = folded.casefold()
        if len(low) != len(folded):  # a letter that has two in lower case
            low = folded
        words = list(WORD.finditer(low))
        for match, following in zip_longest(words, words[1:]):
            start = match.start()
            if start < end:
                continue
            two = self._english.get(_key(low[start : following.end()]), ()) if following else ()
            for form in (*two, *self._english.get(_key(match[0]), ())):
                after = start + len(form)
                if low.startswith(form, start) and not low[after : after + 1].isalnum():
                    entries = [each for each in self._by_english[form] if not each.exact or _has(each, folded, start)]
                    if entries:
                        end = after
                        yield start, text[start:after], tuple(entries)
                        break

    def named(self, form: str, language: str) -> tuple[Entry, ...]:
        """Return the entries that have a form in a language."""
        return self._by_form.get(form, ()) if language == "zh" else self._by_english.get(fold(form).casefold(), ())

    def numeric(self, text: str, language: str) -> Iterator[tuple[str, Entry]]:
        """Yield (form, entry) of the terms with numerals that a text has, the longest first."""
        folded = text if language == "zh" else fold(text)
        here = [
            (form, entry) for form, entry in self._numeric[language] if form in folded and whole(form).search(folded)
        ]
        yield from sorted(here, key=lambda found: -len(found[0]))

    @cached_property
    def spellings(self) -> frozenset[str]:
        """The letters of every English form: what spells one is no slip of another."""
        return frozenset(way for entry in self.entries for form in entry.en for way in umlauts(letters(form)))

    @cached_property
    def _numeric(self) -> dict[str, list[tuple[str, Entry]]]:
        """Forms of terms with numerals, by language."""
        terms = [entry for entry in (*self.entries, *self.built_in) if entry.numeric]
        return {
            "zh": [(form, entry) for entry in terms for form in entry.zh],
            "en": [(fold(form), entry) for entry in terms for form in entry.en],
        }

    @cached_property
    def _by_form(self) -> dict[str, tuple[Entry, ...]]:
        return _index((form, entry) for entry in self.entries for form in entry.zh)

    @cached_property
    def _by_english(self) -> dict[str, tuple[Entry, ...]]:
        return _index((fold(form).casefold(), entry) for entry in self.entries for form in entry.en)

    @cached_property
    def _chinese(self) -> dict[str, tuple[str, ...]]:
        """Forms by their first two characters, the longest first."""
        return _longest((form[:2], form) for form in self._by_form if len(form) > 1)

    @cached_property
    def _english(self) -> dict[str, tuple[str, ...]]:
        """Forms by their first two words, or the only one, the longest first."""
        return _longest((_key(match[0]), form) for form in self._by_english if (match := WORDS.match(form)))


EMPTY = Lexicon()


def _key(words: str) -> str:
    return words.removesuffix("'s")


def _has(entry: Entry, folded: str, start: int) -> bool:
    return any(folded.startswith(fold(form), start) for form in entry.en)


def _index(pairs: Iterable[tuple[str, Entry]]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for form, entry in pairs:
        found[form].append(entry)
    return {form: tuple(entries) for form, entries in found.items()}


def _longest(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, form in pairs:
        found[key].append(form)
    return {key: tuple(sorted(forms, key=len, reverse=True)) for key, forms in found.items()}


def _forms(*forms: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if form))


def _person(person: Person) -> Entry | None:
    zh, en = _known(person.name.zh, person.aliases.zh), _known(person.name.en, person.aliases.en)
    return Entry(Sort.PERSON, zh, en) if zh else None


def _organisation(body: Organisation) -> Entry | None:
    zh = _known(body.name.zh, (body.short.zh, *body.aliases.zh))
    en = _known(body.name.en, (body.short.en, *body.aliases.en))
    return Entry(Sort.ORGANISATION, zh, en) if zh else None


def _known(name: str | None, others: Iterable[str | None]) -> tuple[str, ...]:
    """Return the forms of a name in one language; none where the name itself is not known: nobody can ask for it."""
    return _forms(name, *others) if name else ()


def _place(place: Place) -> Entry | None:
    return Entry(Sort.PLACE, (place.name.zh,), _forms(place.name.en)) if place.name.zh else None


def _term(term: Term) -> Entry:
    return Entry(
        Sort.ORGANISATION if term.kind == "organisation" else Sort.TERM,
        (term.zh,),
        _forms(term.en, *term.en_allowed, term.short_form),
        term.en_forbidden,
        _forms(term.short_form) if term.first_mention.casefold() in ("yes", "true", "1") else (),
        term.case == "sensitive",
        term.numeric,
    )
