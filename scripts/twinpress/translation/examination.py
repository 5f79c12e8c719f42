"""The examination of a translation: what is wrong with its text, and where in its file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Protocol, TypeAlias, cast

from twinpress.archive import Archive, Article
from twinpress.document import Document
from twinpress.facts import code
from twinpress.facts.comparison import compare
from twinpress.facts.difference import Difference, tell
from twinpress.facts.fact import Kind
from twinpress.facts.lexicon import Lexicon
from twinpress.finding import Severity
from twinpress.links import Target
from twinpress.model import Original, Translation
from twinpress.prose import Prose
from twinpress.scaffold import waits
from twinpress.translation import parity
from twinpress.translation.alignment import Group, align
from twinpress.translation.block import FRONT, Block, plain, render
from twinpress.translation.desk import Case
from twinpress.translation.parity import Placed, Version
from twinpress.translation.record import Waiver
from twinpress.translation.source import Written, written
from twinpress.translation.state import Standing

Front: TypeAlias = Original | Translation

WANTED = frozenset({"title", "description", "note", "caption", "explanation", "change"})
"""Kinds of block in the front matter that a full translation has where the original has them; the rest is for lists, or
other rules ask for it."""


@dataclass(frozen=True)
class Remark:
    """Something that is wrong with a translation, with its place."""

    difference: Difference
    severity: Severity
    line: int
    """Of the translation's file."""
    field: str
    """Dotted name in its front matter, or empty."""
    original: str
    translation: str
    """Digests of the first block of each side; empty where there is none."""

    @property
    def found(self) -> str:
        """What a waiver knows the finding by, beside its code and its blocks."""
        return plain(" → ".join(filter(None, (self.difference.original, self.difference.translation))))[:LONGEST]

    def waives(self, waiver: Waiver) -> bool:
        """Tell whether a waiver is for this finding."""
        mine = (self.difference.code.code, self.found, self.original, self.translation)
        return mine == (waiver.code, waiver.found, waiver.original, waiver.translation)


LONGEST = 80
"""Characters of an excerpt by which a finding is known."""


class Surroundings(Protocol):
    """What is known beside a case."""

    @property
    def archive(self) -> Archive:
        """The articles that links lead to."""

    @property
    def lexicon(self) -> Lexicon:
        """Names and terms."""

    def prose(self, document: Document) -> Prose:
        """Return the body of a version."""

    def resolve(self, target: str, article: Article) -> Target:
        """Return what the target of a link leads to."""


def examine(case: Case, standing: Standing, around: Surroundings) -> Sequence[Remark]:
    """Return what is wrong with a translation, waived or not, in the order of its file.

    What was confirmed is right. Where the original went on and the translation did not, that is no mistake of its text;
    links and pictures, which no digest knows, are compared even so while the texts are what was confirmed.
    """
    known = {digest for line in case.record.lines for digest in line.translation}
    edited = not case.record.confirmed or any(block.digest not in known for block in case.translation)
    if standing.state.stale and not edited:
        return ()
    texts = _Texts(case, [around.prose(document) for document in case.article.documents])
    found = list(_parity(texts, around, structure=edited))
    if edited:
        found += _words(texts, case, known, around.lexicon)
    return sorted(found, key=lambda remark: (remark.line, remark.difference.code.code))


def _parity(texts: _Texts, around: Surroundings, *, structure: bool) -> Iterator[Remark]:
    """Yield in what the translation differs but for its words."""
    article = texts.case.article
    original, translation = (
        Version(language=one.language, front=cast(Front, one.front), body=body)
        for one, body in zip(article.documents, texts.bodies, strict=True)
    )
    resolve = partial(around.resolve, article=article)
    languages = around.archive.languages
    for placed in parity.differences(original, translation, article, resolve, languages, structure=structure):
        yield texts.at(placed)


def _words(texts: _Texts, case: Case, known: Collection[str], lexicon: Lexicon) -> Iterator[Remark]:
    """Yield what is wrong with the words of those blocks that were not confirmed."""
    groups = align(case.original, case.translation)
    looked_at = {number for number, group in enumerate(groups) if _is_new(group, case, known)}
    summary = case.mode == "summary"
    for number, one in (*_untranslated(groups, looked_at, case), *_compared(groups, looked_at, case, lexicon)):
        severity = one.code.summary if summary else one.severity
        free = (
            one.code is code.LENGTH
            and groups[number].original
            and case.original[groups[number].original[0]].kind in FRONT
        )
        if one.code not in ELSEWHERE and severity is not None and not free and not texts.is_quoted(one):
            yield texts.remark(groups, number, one, severity)


ELSEWHERE = (code.WIDE, code.MARKS)
"""Codes of which rules on texts speak, with more knowledge of what stands around."""


def _is_new(group: Group, case: Case, known: Collection[str]) -> bool:
    """Tell whether a group is to be looked at: its translation was not confirmed, or nothing was.

    One that waits for its words (``twinpress new --translate``) says nothing yet: to list all it lacks would help nobody.
    """
    if any(waits(case.translation[place].text) for place in group.translation):
        return False
    if not case.record.confirmed:
        return True
    return any(case.translation[place].digest not in known for place in group.translation)


def _text(blocks: Sequence[Block], places: Sequence[int]) -> str:
    return " ".join(blocks[place].text for place in places)


def _compared(
    groups: Sequence[Group], looked_at: Collection[int], case: Case, lexicon: Lexicon
) -> Iterator[tuple[int, Difference]]:
    """Yield what differs in value, by the number of its group."""
    pairs = [(_text(case.original, group.original), _text(case.translation, group.translation)) for group in groups]
    language = case.article.original.language
    for number, difference in compare(pairs, lexicon, language):
        absent = not groups[number].translation and not case.record.confirmed  # said once, as a block that is lacking
        if number in looked_at and not (absent and difference.code in (code.MISSING, code.ADAPTED)):
            yield number, difference


def _untranslated(groups: Sequence[Group], looked_at: Collection[int], case: Case) -> Iterator[tuple[int, Difference]]:
    """Yield what only the original has."""
    for number in sorted(looked_at):
        group = groups[number]
        if group.original and not group.translation:
            block = case.original[group.original[0]]
            if block.kind not in FRONT or block.kind in WANTED:
                yield number, tell(code.UNTRANSLATED, Kind.UNTRANSLATED, excerpt(_text(case.original, group.original)))


def excerpt(text: str, size: int = 40) -> str:
    """Return the beginning of a text."""
    return text if len(text) <= size else text[: size - 1] + "…"


class _Texts:
    """Both texts of a case, and where the blocks of the translation stand in its file."""

    def __init__(self, case: Case, bodies: Sequence[Prose]):
        self.case = case
        self.bodies = bodies

    @property
    def body(self) -> str:
        """That of the translation."""
        return self.bodies[1].text

    @cached_property
    def written(self) -> Sequence[Written]:
        """The blocks of the translation with their places; few translations have anything to be placed."""
        return written(self.case.article.documents[1], self.body, render(self.body))

    def remark(self, groups: Sequence[Group], number: int, difference: Difference, severity: Severity) -> Remark:
        """Return a difference of a group with its place."""
        group = groups[number]
        place = self._nearest(groups, number)
        line, field = place.line, place.field
        if not field and difference.translation:
            at = self.body.find(difference.translation, place.start, max(place.end, place.start))
            line += self.body.count("\n", place.start, at) if at > 0 else 0
        return Remark(
            difference,
            severity,
            line,
            field,
            self.case.original[group.original[0]].digest if group.original else "",
            self.case.translation[group.translation[0]].digest if group.translation else "",
        )

    def at(self, placed: Placed) -> Remark:
        """Return a difference that knows its place; its waiver ends with the block that stands there."""
        line = placed.line or self.case.article.documents[1].line(placed.field)
        above = [one for one in self.written if one.line <= line] or self.written
        return Remark(placed.difference, placed.difference.severity, line, placed.field, "", above[-1].block.digest)

    def is_quoted(self, difference: Difference) -> bool:
        """Tell whether what is left of the original stands in code, or is marked as its language: that is no mistake."""
        return difference.code is code.HAN and difference.translation not in self._words

    @cached_property
    def _words(self) -> str:
        """The words of the translation that are in its own language."""
        fields = "\n".join(block.text for block in self.case.translation if block.kind in FRONT)
        return plain(f"{fields}\n{self.bodies[1].words_in(self.case.article.documents[1].language)}")

    def _nearest(self, groups: Sequence[Group], number: int) -> Written:
        """Return the first block of a group, or of the last group before it that has one."""
        for group in (groups[at] for at in range(number, -1, -1)):
            if group.translation:
                return self.written[group.translation[0]]
        return self.written[0]
