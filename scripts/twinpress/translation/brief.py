"""The brief: what there is to do for the translation of one article, block by block, with everything needed to do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timezone
from enum import StrEnum
from typing import NamedTuple

from twinpress.archive import Article
from twinpress.document import LANGUAGES, Document
from twinpress.scaffold import waits
from twinpress.translation.alignment import Part, align
from twinpress.translation.block import FRONT, Block, render
from twinpress.translation.desk import Case, Desk, mode
from twinpress.translation.history import Absence, Past, past
from twinpress.translation.memory import Memory, Similar
from twinpress.translation.redline import Redline, redline
from twinpress.translation.revision import Change, changes, held
from twinpress.translation.source import Written, written
from twinpress.translation.state import Standing
from twinpress.translation.terms import Term, Terms


class Task(StrEnum):
    """What there is to do for a block."""

    TRANSLATE = "translate"
    """It has no translation, or a placeholder."""
    UPDATE = "update"
    """It has one, of other words."""
    COMPARE = "compare"
    """It has one that nobody confirmed."""
    DELETE = "delete"
    """Only its translation is left."""
    KEEP = "keep"
    """Nothing: it is as it was confirmed."""


class Place(NamedTuple):
    """Where something stands in the content folder."""

    path: str
    line: int
    """Of the file; 0 where there is no such file yet."""
    field: str = ""
    """Dotted name in the front matter; empty for a block of the text."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """A block of the original, or what was one, with its translation."""

    task: Task
    kind: str
    before: str | None = ""
    """The original's words as they were confirmed; empty if there were none, None if they are not at hand."""
    after: str = ""
    """The original's words now; empty if there are none."""
    present: str = ""
    """The translation's words; empty if there are none."""
    edited: bool = False
    """Whether the translation was changed since it was confirmed."""
    source: Place | None = None
    target: Place
    """Where to write: the translation's place; where there is none, the one behind which it goes."""
    terms: tuple[Term, ...] = ()
    similar: tuple[Similar, ...] = ()

    @property
    def redline(self) -> Redline:
        """What changed in the original's words; empty where both are not at hand."""
        return redline(self.before, self.after) if self.before and self.after else ()


@dataclass(frozen=True, kw_only=True)
class Brief:
    """What there is to do for one article."""

    article: str
    """Its path."""
    languages: tuple[str, str]
    """Of the original, and of the translation."""
    standing: Standing
    mode: str
    """``full`` or ``summary``."""
    items: tuple[Item, ...]
    absence: Absence | None = None
    """Why old words are not at hand; None where all are."""


def brief(
    desk: Desk, article: Article, terms: Terms, memory: Memory | None, zone: timezone, *, whole: bool = False
) -> Brief:
    """Return the brief for an article; ``whole``: of all blocks, not only of those that need anything."""
    case = desk.case(article)
    if case is None:
        standing, blocks, gone = desk.standing(article), desk.blocks(article.original), Past()
    else:
        standing, blocks = desk.judge(case), case.original
        now = {block.digest for block in blocks}
        missing = {digest for line in standing.gone for digest in line.original} - now
        gone = past(desk.archive.root, article.original.path, missing, zone)
    table = _Table(desk, article, case, blocks, standing, gone)
    language = article.original.language
    items = []
    for item in table.items():
        if whole or item.task is not Task.KEEP:
            needs = item.after and item.task is not Task.KEEP
            near = memory.similar(item.after, language, article.path) if memory and needs else ()
            items.append(replace(item, terms=terms.within(item.after, language), similar=tuple(near)))
    return Brief(
        article=article.path,
        languages=(language, other(language)),
        standing=standing,
        mode=mode(article),
        items=tuple(items),
        absence=gone.absence,
    )


def other(language: str) -> str:
    """Return the other language."""
    return LANGUAGES[1 - LANGUAGES.index(language)]


class _Table:
    """Both versions of an article, side by side."""

    def __init__(
        self,
        desk: Desk,
        article: Article,
        case: Case | None,
        blocks: Sequence[Block],
        standing: Standing,
        gone: Past,
    ):
        self.article = article
        self.standing = standing
        self.ours = blocks
        self.theirs = case.translation if case else ()
        self.lines = case.record.lines if case else ()
        self.past = gone.blocks
        self.our_places = _places(desk, article.original)
        self.their_places = _places(desk, article.translation) if case and article.translation else ()
        theirs = held([line.translation for line in self.lines], self.theirs)
        self.held: Mapping[int, Part] = {number: part for number, part in enumerate(theirs) if part}
        taken = {place for part in self.held.values() for place in part}
        self.aligned: dict[int, Part] = {}
        """What belongs to a block that no line knows: not what belongs to others."""
        for group in align(self.ours, self.theirs):
            rest = tuple(place for place in group.translation if place not in taken)
            self.aligned.update((place, rest) for place in group.original)
        self.partners: dict[int, Part] = {}
        """Of each block of the original, as far as it was looked at; where a new block goes rests on it."""

    def items(self) -> Iterator[Item]:
        """Yield all items, in the order of the original."""
        if not self.lines:
            for place in range(len(self.ours)):
                present = self.aligned.get(place, ())
                task = Task.COMPARE if self._says(present) else Task.TRANSLATE
                yield self._item(task, (place,), present, "")
            return
        kept = {part[0]: (part, number) for number, part in enumerate(self._kept()) if part}
        inner = {place for part, _ in kept.values() for place in part[1:]}
        found = changes(self.lines, self.ours, self.past) if self.standing.state.stale else ()
        changed = {place for change in found for place in change.after} | inner
        at = 0
        for change in (*found, None):
            until = change.place if change else len(self.ours)
            for place in range(at, until):
                if place in kept:
                    yield self._unchanged(*kept[place])
                elif place not in changed:  # the same sentences, in another paragraph
                    yield self._item(Task.KEEP, (place,), self._aligned((place,)), self.ours[place].text)
            at = max(at, until)
            if change:
                yield from self._changed(change)

    def _kept(self) -> Sequence[Part | None]:
        return held([line.original for line in self.lines], self.ours)

    def _unchanged(self, part: Part, number: int) -> Item:
        present = self.held.get(number, ()) or self._aligned(part)
        return self._item(Task.KEEP, part, present, self._text(self.ours, part))

    def _changed(self, change: Change) -> Iterator[Item]:
        present = self.held.get(change.line, ()) if change.line is not None else ()
        present = present or self._aligned(change.after)
        known = [block.text for block in change.before if block]
        before = " ".join(known) if len(known) == len(change.before) else None
        if change.after:
            yield self._item(Task.UPDATE if self._says(present) else Task.TRANSLATE, change.after, present, before)
        elif present:
            kind = self.theirs[present[0]].kind
            yield Item(
                task=Task.DELETE,
                kind=kind,
                before=before,
                present=self._text(self.theirs, present),
                edited=self._edited(present),
                target=self._target(present),
            )

    def _item(self, task: Task, after: Part, present: Part, before: str | None) -> Item:
        first = self.our_places[after[0]]
        self.partners.update((place, present) for place in after)
        return Item(
            task=task,
            kind=first.block.kind,
            before=before,
            after=self._text(self.ours, after),
            present=self._text(self.theirs, present),
            edited=self._edited(present),
            source=Place(self.article.original.path, first.line, first.field),
            target=self._target(present) if present else self._gap(after[0]),
        )

    def _says(self, present: Part) -> bool:
        """Tell whether a translation is one, and no placeholder."""
        return bool(present) and not waits(self._text(self.theirs, present))

    def _aligned(self, after: Part) -> Part:
        return tuple(dict.fromkeys(place for at in after for place in self.aligned.get(at, ())))

    def _edited(self, present: Part) -> bool:
        return bool(self.lines) and any(place in self.standing.edited for place in present)

    def _target(self, present: Part) -> Place:
        found = self.their_places[present[0]]
        return Place(self._path, found.line, found.field)

    def _gap(self, place: int) -> Place:
        """Return the place behind which the translation of a block goes."""
        field = self.our_places[place].field
        translation = self.article.translation
        if not self.their_places or translation is None:
            return Place(self._path, 0, field)
        if self.ours[place].kind in FRONT:
            return Place(self._path, translation.line(field), field)
        for earlier in range(place - 1, -1, -1):
            if self.ours[earlier].kind in FRONT:
                break
            if partner := self.partners.get(earlier, ()):
                return Place(self._path, self.their_places[partner[-1]].line)
        return Place(self._path, max(1, translation.body_line - 1))

    @property
    def _path(self) -> str:
        if self.article.translation:
            return self.article.translation.path
        return f"{self.article.path}/index.{other(self.article.original.language)}.md"

    @staticmethod
    def _text(blocks: Sequence[Block], places: Part) -> str:
        return " ".join(blocks[place].text for place in places)


def _places(desk: Desk, document: Document) -> Sequence[Written]:
    body = document.body(desk.archive.root)
    return written(document, body, render(body))
