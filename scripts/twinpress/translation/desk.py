"""The desk: how the translations of an archive stand, article by article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple

from twinpress import trace
from twinpress.archive import Archive, Article, sound
from twinpress.document import Document
from twinpress.model import Translation
from twinpress.translation import record, state
from twinpress.translation.block import Block, version
from twinpress.translation.record import Record
from twinpress.translation.state import Standing, State


class Case(NamedTuple):
    """An article with a translation that can be read: what is compared."""

    article: Article
    record: Record
    original: Sequence[Block]
    translation: Sequence[Block]

    @property
    def mode(self) -> str:
        """``full`` or ``summary``."""
        return mode(self.article)


class Desk:
    """What is known of the translations of an archive; nothing is kept, because pages ask once."""

    def __init__(self, archive: Archive):
        self.archive = archive

    def record(self, article: Article) -> Record | None:
        """Return the record beside an article."""
        trace.ask("file", f"{article.path}/{record.NAME}")
        return record.read(self.archive.root / article.path)

    def blocks(self, document: Document) -> Sequence[Block]:
        """Return the blocks of a version."""
        trace.ask("body", document.path)
        return version(document, self.archive.root)

    def case(self, article: Article) -> Case | None:
        """Return what is compared of an article; None where it has no translation that can be read."""
        if article.translation is None or not sound(article.translation):
            return None
        return self._case(article, article.translation, self.record(article) or Record())

    def _case(self, article: Article, translation: Document, known: Record) -> Case:
        return Case(article, known, self.blocks(article.original), self.blocks(translation))

    def standing(self, article: Article) -> Standing:
        """Return how the translation of an article stands."""
        trace.ask("article", article.path)
        known = self.record(article)
        if article.translation is None:
            if known and known.needless:
                return Standing(State.NEEDLESS)
            return Standing(State.MISSING, changed=tuple(range(len(self.blocks(article.original)))))
        if known is None or not known.confirmed:  # what most pages of a young archive need no text for
            return Standing(State.UNVERIFIED)
        if not sound(article.translation):
            return Standing(State.UNVERIFIED)
        return self.judge(self._case(article, article.translation, known))

    def behind(self, article: Article) -> Standing:
        """Return how an original has gone on since its translation was confirmed; whether that was edited, pages do not ask.

        So the translation is not rendered for it, but for a summary, of which what it says counts.
        """
        trace.ask("article", article.path)
        known = self.record(article)
        if article.translation is None or known is None or not known.confirmed:
            return Standing(State.UNVERIFIED)
        translation = self.blocks(article.translation) if mode(article) == "summary" else ()
        found = self.judge(Case(article, known, self.blocks(article.original), translation))
        return found if found.state.stale else Standing(State.FRESH, confirmed=found.confirmed)

    def judge(self, case: Case) -> Standing:
        """Return how the translation of a case stands."""
        original, translation = case.article.documents
        shown = (lambda block: self.facts(block, translation.language)) if case.mode == "summary" else None
        return state.compare(
            case.record,
            case.original,
            case.translation,
            lambda block: self.facts(block, original.language),
            shown,
        )

    def facts(self, block: Block, language: str) -> tuple[str, ...]:
        """Return the facts of a block, with the people of the vocabulary."""
        trace.ask("vocabulary")
        return state.facts(block.text, language, self._people[language])

    @cached_property
    def _people(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """Forms of the names of all people, by language and id."""
        people = self.archive.content.vocabulary.people
        return {
            "zh": {key: tuple(filter(None, (one.name.zh, *one.aliases.zh))) for key, one in people.items()},
            "en": {key: tuple(filter(None, (one.name.en, *one.aliases.en))) for key, one in people.items()},
        }


def since(article: Article, standing: Standing) -> datetime | None:
    """Return the moment from which a translation has not said what its original says; None where nothing was confirmed.

    It is the change that the original speaks of (``updated``), else the last confirmation: nothing tells when a silent
    change was made.
    """
    if not standing.confirmed:
        return None
    facts = article.facts
    start = datetime.combine(standing.confirmed, time(), facts.date.at.tzinfo)
    return facts.updated.at if facts.updated and facts.updated.at > start else start


def due(article: Article, standing: Standing, days: int) -> datetime | None:
    """Return the moment from which readers are told that the original has other words; None if that never counts."""
    start = since(article, standing)
    return start + timedelta(days=days) if start and days and standing.state is State.STALE_PROSE else None


def mode(article: Article) -> str:
    """Return whether the translation of an article is ``full`` or a ``summary``."""
    front = article.translation.front if article.translation else None
    return front.mode if isinstance(front, Translation) else "full"
