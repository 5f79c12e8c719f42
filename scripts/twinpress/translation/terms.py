"""Terms: names and terms of the vocabulary that a block has, with what to write for them."""

from __future__ import annotations

from typing import NamedTuple

from twinpress.facts.lexicon import Entry, Lexicon, Sort
from twinpress.vocabulary import Vocabulary


class Term(NamedTuple):
    """A name or a term that a text has."""

    sort: Sort
    form: str
    """As the text writes it."""
    use: str
    """What to write for it; empty where the vocabulary has no name in that language."""
    allowed: tuple[str, ...] = ()
    """What else may be written."""
    forbidden: tuple[str, ...] = ()
    note: str = ""


class Terms:
    """What is known of names and terms; make it once for all blocks."""

    def __init__(self, vocabulary: Vocabulary):
        self.lexicon = Lexicon.of(vocabulary)
        # an entry does not hold the note, because no comparison needs it
        self._notes = {(term.zh, term.en): term.note for term in vocabulary.glossary if term.note}

    def within(self, text: str, language: str) -> tuple[Term, ...]:
        """Return what a text in a language has, each once, in its order."""
        read = self.lexicon.chinese if language == "zh" else self.lexicon.english
        found: dict[tuple[str, str], Term] = {}
        for term in (self._term(entry, form, language) for _, form, entries in read(text) for entry in entries):
            known = found.get((term.form, term.use))
            found[term.form, term.use] = _united(known, term) if known else term
        return tuple(found.values())

    def _term(self, entry: Entry, form: str, language: str) -> Term:
        use, *allowed = (entry.en if language == "zh" else entry.zh) or ("",)
        note = self._notes.get((entry.zh[0], entry.en[0])) if entry.sort in GLOSSARY and entry.en else None
        return Term(entry.sort, form, use, tuple(allowed), entry.forbidden if language == "zh" else (), note or "")


GLOSSARY = (Sort.TERM, Sort.ORGANISATION)
"""What the glossary has entries of."""


def _united(one: Term, other: Term) -> Term:
    """Return what two entries say of the same form: the vocabulary and the glossary may both have it."""
    return one._replace(
        allowed=tuple(dict.fromkeys((*one.allowed, *other.allowed))),
        forbidden=tuple(dict.fromkeys((*one.forbidden, *other.forbidden))),
        note=one.note or other.note,
    )
