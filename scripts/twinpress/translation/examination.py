"""The examination of a translation: what is wrong with its text, and where in its file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from twinpress.document import Document
from twinpress.facts import code
from twinpress.facts.comparison import compare
from twinpress.facts.difference import Difference, tell
from twinpress.facts.fact import Kind
from twinpress.facts.lexicon import Lexicon
from twinpress.finding import Severity
from twinpress.prose import Prose
from twinpress.translation.alignment import Group, align
from twinpress.translation.block import FRONT, Block, plain, render
from twinpress.translation.desk import Case, Desk
from twinpress.translation.record import Waiver
from twinpress.translation.source import Written, written

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


def examine(desk: Desk, case: Case, lexicon: Lexicon) -> Sequence[Remark]:
    """Return what is wrong with the text of a translation, waived or not, in the order of its file.

    What was confirmed is right. Where the original went on and the translation did not, that is no mistake of its text.
    """
    known = {digest for line in case.record.lines for digest in line.translation}
    if case.record.confirmed and all(block.digest in known for block in case.translation):
        return ()
    groups = align(case.original, case.translation)
    looked_at = {number for number, group in enumerate(groups) if _is_new(group, case, known)}
    found = [*_untranslated(groups, looked_at, case), *_compared(groups, looked_at, case, lexicon)]
    mode = case.mode
    graded = ((number, one, one.code.summary if mode == "summary" else one.severity) for number, one in found)
    kept = [(number, one, severity) for number, one, severity in graded if severity is not None]
    if not kept:
        return ()
    places = _Places(desk, case, groups)
    remarks = (places.remark(number, one, severity) for number, one, severity in kept if not places.is_quoted(one))
    return sorted(remarks, key=lambda remark: (remark.line, remark.difference.code.code))


def _is_new(group: Group, case: Case, known: Collection[str]) -> bool:
    """Tell whether a group is to be looked at: its translation was not confirmed, or nothing was."""
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


class _Places:
    """Where the groups of a case stand in the file of the translation."""

    def __init__(self, desk: Desk, case: Case, groups: Sequence[Group]):
        document = case.article.documents[1]
        self.case = case
        self.groups = groups
        self.document: Document = document
        self.body = document.body(desk.archive.root)
        self.written: Sequence[Written] = written(document, self.body, render(self.body))

    def remark(self, number: int, difference: Difference, severity: Severity) -> Remark:
        """Return a difference with its place."""
        group = self.groups[number]
        place = self._nearest(number)
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

    def is_quoted(self, difference: Difference) -> bool:
        """Tell whether what is left of the original stands in code, or is marked as its language: that is no mistake."""
        return difference.code is code.HAN and difference.translation not in self.words

    @cached_property
    def words(self) -> str:
        """The words of the translation that are in its own language."""
        fields = "\n".join(block.text for block in self.case.translation if block.kind in FRONT)
        return plain(f"{fields}\n{Prose(self.body).words_in(self.document.language)}")

    def _nearest(self, number: int) -> Written:
        """Return the first block of a group, or of the last group before it that has one."""
        for group in (self.groups[at] for at in range(number, -1, -1)):
            if group.translation:
                return self.written[group.translation[0]]
        return self.written[0]
