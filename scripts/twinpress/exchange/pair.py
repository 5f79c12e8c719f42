"""An article as it is exchanged: every block of the original, with what the translation has for it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timezone
from functools import cached_property
from pathlib import Path

from twinpress.content import article_folders, within
from twinpress.document import LANGUAGES, Document, read
from twinpress.exchange.segment import Piece, alike, cut, line
from twinpress.passage import texts
from twinpress.prose import DEFINITION
from twinpress.translation import record
from twinpress.translation.alignment import align
from twinpress.translation.block import SIZE, Block, render
from twinpress.translation.record import Record
from twinpress.translation.source import Written, written

NOTHING = Record()
"""What was confirmed of an article without a record."""


@dataclass(frozen=True)
class Version:
    """A language version with its blocks."""

    document: Document
    body: str
    blocks: Sequence[Written]

    @classmethod
    def read(cls, document: Document, root: Path) -> Version:
        """Return a version with the blocks that can be read: no stand-ins for fields that are wrong."""
        body = document.body(root)
        found = written(document, body, render(body))
        sound = tuple(item for item in found if item.field.partition(".")[0] not in document.unsound)
        return cls(document, body, sound)

    @cached_property
    def _fields(self) -> Mapping[str, str]:
        return dict(texts(self.document))

    @cached_property
    def names(self) -> Collection[str]:
        """Names that links of the body may refer to, in lower case."""
        return frozenset(match["text"].lower() for match in DEFINITION.finditer(self.body))

    def words(self, item: Written) -> str:
        """Return the words of a block as written, those of the body on one line; as readers see them if they are not found."""
        if item.field:
            return self._fields.get(item.field, item.block.text)
        return line(item.words(self.body)) if item.exact else item.block.text

    def pieces(self, item: Written) -> Sequence[Piece]:
        """Return the words of a block, cut at their marks; fields have none."""
        words = self.words(item)
        return (words,) if item.field or not item.exact else cut(words, self.names)


@dataclass(frozen=True)
class Unit:
    """A block of the original with its translation."""

    number: int
    """Its place among the blocks of the original, from 0."""
    source: Written
    pieces: Sequence[Piece]
    target: Written | None = None
    translation: Sequence[Piece] = ()
    digest: str = ""
    """Of the translation's words as written; empty where there is none."""

    @property
    def id(self) -> str:
        """What the unit is called in a file: its number and both digests, so that they come back from any program."""
        return "-".join(filter(None, (str(self.number), self.source.block.digest, self.digest)))

    @property
    def name(self) -> str:
        """The field of the front matter, or the kind of block."""
        return self.source.field or self.source.block.kind

    @property
    def open(self) -> bool:
        """Whether its words can be replaced: other units are shown to translators, and stay."""
        return self.source.exact and (self.target is None or self.target.exact)


@dataclass(frozen=True)
class Pair:
    """An article with all of its units."""

    path: str
    """``2025/a-slug``."""
    original: Version
    translation: Version | None
    record: Record = NOTHING
    """What was confirmed."""

    @property
    def languages(self) -> tuple[str, str]:
        """The languages of the original and of its translation."""
        language = self.original.document.language
        return language, next(other for other in LANGUAGES if other != language)

    @property
    def file(self) -> str:
        """Path of the translation, below the content folder, whether it is there or not."""
        return f"{self.path}/index.{self.languages[1]}.md"

    @cached_property
    def units(self) -> Sequence[Unit]:
        """Every block of the original, in its order."""
        known = self.translation
        partners = pairing(blocks_of(self.original), blocks_of(known)) if known else {}
        units: list[Unit] = []
        for number, source in enumerate(self.original.blocks):
            pieces = self.original.pieces(source)
            if known is None or number not in partners:
                units.append(Unit(number, source, pieces))
                continue
            target = known.blocks[partners[number]]
            translation = alike(known.pieces(target), pieces)
            units.append(Unit(number, source, pieces, target, translation, digest_of(known.words(target))))
        return units


def pairs(root: Path, zone: timezone, places: Collection[str]) -> Iterator[Pair | str]:
    """Yield the articles at ``places`` in a content folder, all if there are none; the path of one that cannot be read."""
    for path, entries in article_folders(root, []):
        names = {entry.name for entry in entries}
        if within(path, places) or any(f"{path}/{name}" in places for name in names):
            found = pair(root, path, zone)
            if found or names & {f"index.{language}.md" for language in LANGUAGES}:
                yield found or path


def pair(root: Path, path: str, zone: timezone) -> Pair | None:
    """Return the article in a folder; None where it has not exactly one original that can be read."""
    documents = [
        read(root, f"{path}/index.{language}.md", zone)
        for language in LANGUAGES
        if (root / path / f"index.{language}.md").exists()
    ]
    originals = [document for document in documents if document.original]
    if len(originals) != 1 or any(document.front is None for document in documents):
        return None
    others = [Version.read(document, root) for document in documents if not document.original]
    known = record.read(root / path) or NOTHING
    return Pair(path, Version.read(originals[0], root), others[0] if others else None, known)


def blocks_of(version: Version) -> Sequence[Block]:
    """Return the blocks of a version without their places."""
    return [item.block for item in version.blocks]


def pairing(original: Sequence[Block], translation: Sequence[Block]) -> dict[int, int]:
    """Return the number of the translation's block for that of each of the original's that has one of its own.

    Where a translator has joined two paragraphs, the first has the words of both.
    """
    groups = align(original, translation)
    return {group.original[0]: group.translation[0] for group in groups if group.original and group.translation}


def changed(pair: Pair) -> Sequence[Unit]:
    """Return the units that a translator has to look at: those without a translation, and those that changed since."""
    known = {digest for line in pair.record.lines for digest in line.original}
    return [
        unit
        for unit in pair.units
        if unit.open and (unit.target is None or (pair.record.confirmed and unit.source.block.digest not in known))
    ]


def confirmed(pair: Pair) -> Sequence[Unit]:
    """Return the units whose translation somebody has confirmed as both stand."""
    known = {(line.original, line.translation) for line in pair.record.lines}
    return [
        unit
        for unit in pair.units
        if unit.target is not None and ((unit.source.block.digest,), (unit.target.block.digest,)) in known
    ]


def digest_of(words: str) -> str:
    """Return a digest of words as written, by which it is known whether somebody has changed them."""
    return hashlib.sha256(words.encode()).hexdigest()[:SIZE]
