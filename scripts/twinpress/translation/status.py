"""The status: how all translations of an archive stand, and what is to be translated.

What is read of an article's texts is kept in the cache folder, with what it rests on: an archive in which nothing changed
costs a look at its records.
"""

from __future__ import annotations

import datetime
import hashlib
import pickle
import re
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from twinpress import archive as archives
from twinpress import atomic, forked
from twinpress.archive import Archive, Article
from twinpress.content import Folder
from twinpress.document import LANGUAGES, Document, digest_of
from twinpress.han import HAN
from twinpress.identity import Identity, identify, settled
from twinpress.installation import programs
from twinpress.model import Translation
from twinpress.translation.block import Block
from twinpress.translation.desk import Desk, mode, since
from twinpress.translation.record import NAME
from twinpress.translation.state import Standing, State

SEVERITY = (
    State.STALE_FACTS,  # readers are told what is wrong
    State.MISSING,  # they are told nothing
    State.STALE_PROSE,  # they are told less than there is
    State.UNVERIFIED,  # nobody says that any of it is right
    State.CHANGED,  # nor that the places that were edited are
    State.ORPHAN,  # nobody sees it
    State.FRESH,
    State.NEEDLESS,
)
"""States, those that hurt readers most first."""
OPEN = SEVERITY[:-2]
"""States in which somebody has something to do."""
AGES = (7, 30, 365)
"""Days up to which ages are counted together."""
MANY = 64
"""Articles that are read in less time by several processes, their start included."""
CHARACTER = re.compile(f"[{HAN}]")
WORD = re.compile(r"\S*\w\S*")

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Row:
    """How the translation of one article stands."""

    path: str
    title: str
    """Of the original; of an orphan its own."""
    language: str
    """Of the title."""
    section: str
    """Id; empty for an orphan."""
    date: datetime.date | None
    """Of the original."""
    state: State
    page: str
    """``public``, ``draft`` (there is a file that readers do not see) or ``none``."""
    mode: str
    """``full`` or ``summary``."""
    since: datetime.date | None
    """Since when it stands so, as far as anybody knows: of what was confirmed ``desk.since``, else the date of the original."""
    age: int | None
    """Days since then."""
    words: int
    """To be translated: Chinese characters of a Chinese original, words of an English one, of blocks that are new or other."""
    lost: tuple[str, ...]
    """Facts that the translation has and the original does not say any more (``state.facts``)."""

    @property
    def span(self) -> int | None:
        """The number of ``AGES`` that holds its age; 0 where that is longer, None where it is not known."""
        return None if self.age is None else next((limit for limit in AGES if self.age <= limit), 0)


class Total(NamedTuple):
    """What there is of some rows."""

    rows: int
    characters: int
    """Chinese ones to be translated."""
    words: int
    """English ones to be translated."""


def total(rows: Collection[Row]) -> Total:
    """Return what there is of some rows; characters and words are never added up."""
    chinese, english = (sum(row.words for row in rows if row.language == language) for language in LANGUAGES)
    return Total(len(rows), chinese, english)


def grouped(rows: Sequence[Row], key: Callable[[Row], T]) -> Mapping[T, Sequence[Row]]:
    """Return the rows by a key, each group in their order."""
    found: dict[T, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def slug(state: State) -> str:
    """Return a state as it is typed: ``stale-facts``."""
    return state.name.lower().replace("_", "-")


def measure(text: str, language: str) -> int:
    """Return what a translator bills: Chinese characters, without punctuation and figures; or English words."""
    return len((CHARACTER if language == "zh" else WORD).findall(text))


Own = tuple[object, object, Identity | None]
"""What stands in the original and in the translation, and the identity of the record."""


class Said(NamedTuple):
    """What the texts of an article say of its translation, as in ``Row``."""

    state: State
    words: int
    lost: tuple[str, ...]
    confirmed: datetime.date | None


class Reading(NamedTuple):
    """What the texts of an article say, and what that rests on."""

    own: Own
    people: bytes
    """Digest of the people of the vocabulary; empty where no name was looked for."""
    said: Said


class Survey:
    """The status of all articles whose originals are public; neither withdrawn nor expired ones are translated."""

    def __init__(self, archive: Archive, cache: Path | None):
        # a preview may show drafts as public; nobody translates what is still being written
        self.archive = Archive(archive.content, archive.as_of) if archive.drafts else archive
        name = hashlib.sha256(str(self.archive.root.resolve()).encode()).hexdigest()[:12]
        self._file = cache / f"translations-{name}.pickle" if cache else None
        self._looked = time.time_ns()

    @cached_property
    def articles(self) -> Sequence[Article]:
        """Articles of which translations are wanted."""
        return [one for one in self.archive.articles if self.archive.state(one) is archives.State.PUBLIC]

    @cached_property
    def known(self) -> Mapping[str, Reading]:
        """What the cache knows, by path, as far as nothing has changed that it rests on."""
        recalled = self._recalled
        found = ((one.path, recalled.get(one.path)) for one in self.articles)
        return {
            path: reading
            for path, reading in found
            if reading and reading.people in (b"", self._people) and reading.own == self._own[path]
        }

    @cached_property
    def unread(self) -> Sequence[Article]:
        """Articles of which the cache does not know enough."""
        return [one for one in self.articles if one.path not in self.known]

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The rows of all articles and orphans, by ``SEVERITY``, in each state the oldest first."""
        readings = {**self.known, **self._read()}
        rows = [*(self._row(one, readings[one.path].said) for one in self.articles), *self._orphans()]
        ranks = {state: rank for rank, state in enumerate(SEVERITY)}
        return sorted(rows, key=lambda row: (ranks[row.state], row.since or datetime.date.min, row.path))

    def _row(self, article: Article, said: Said) -> Row:
        original, translation = article.original, article.translation
        standing = Standing(said.state, confirmed=said.confirmed)
        start = since(article, standing) or article.facts.date.at
        page = "public" if len(self.archive.languages(article)) > 1 else "draft" if translation else "none"
        return Row(
            path=article.path,
            title=original.title,
            language=original.language,
            section=article.facts.section,
            date=article.facts.date.at.date(),
            state=said.state,
            page=page,
            mode=mode(article),
            since=start.date(),
            age=self._age(start.date()),
            words=said.words,
            lost=said.lost,
        )

    def _age(self, day: datetime.date) -> int:
        return max(0, (self.archive.as_of.date() - day).days)

    def _orphans(self) -> Iterator[Row]:
        """Yield the rows of translations without an original that can be read."""
        for folder in self.archive.content.folders:
            if folder.path not in self.archive.by_path and (document := _orphan(folder)):
                yield Row(
                    path=folder.path,
                    title=document.title,
                    language=document.language,
                    section="",
                    date=None,
                    state=State.ORPHAN,
                    page="draft",
                    mode=document.front.mode if isinstance(document.front, Translation) else "full",
                    since=None,
                    age=None,
                    words=0,
                    lost=(),
                )

    def _read(self) -> Mapping[str, Reading]:
        """Read what the cache does not know, and write it there."""
        found = {
            one.path: Reading(self._own[one.path], self._people if said.state.stale else b"", said)
            for one, said in zip(self.unread, self._looked_at(), strict=True)
        }
        here = self.archive.folders
        sure = {path: reading for path, reading in found.items() if self._is_sure(path, reading)}
        kept = {path: item for path, item in {**self._recalled, **self.known, **sure}.items() if path in here}
        if self._file and sure:
            with suppress(OSError):  # a cache that cannot be written costs time, nothing else
                self._file.parent.mkdir(parents=True, exist_ok=True)
                atomic.write(self._file, pickle.dumps((self._ground, kept), protocol=5))
        return found

    def _looked_at(self) -> Iterator[Said]:
        """Yield what the texts of the unread articles say, by several processes where there are many."""
        desk = _Desk(self.archive)
        apart = forked.each(desk.read, self.unread, chunk=16) if len(self.unread) >= MANY else None
        yield from map(desk.read, self.unread) if apart is None else apart

    def _is_sure(self, path: str, reading: Reading) -> bool:
        """Tell whether what was read is what the digests and the identity say: it may have changed meanwhile."""
        seen = reading.own[2]
        if seen and not settled(seen, self._looked):
            return False
        documents = self.archive.by_path[path].documents
        return all(_digest(self.archive.root, document) == document.digest for document in documents)

    @cached_property
    def _recalled(self) -> Mapping[str, Reading]:
        """What the cache holds; a broken or foreign one is empty."""
        try:
            ground, known = pickle.loads(self._file.read_bytes()) if self._file else (b"", {})
        except Exception:  # a cache can be broken in any way, and is never worth more than a new one
            return {}
        return known if ground == self._ground else {}

    @cached_property
    def _ground(self) -> bytes:
        """Digest of what every reading rests on: the programs, ours among them, as they were when this one began."""
        modules = sorted(Path(archives.__file__).parent.rglob("*.py"))
        return digest_of(repr(programs()).encode() + b"".join(module.read_bytes() for module in modules))

    @cached_property
    def _own(self) -> Mapping[str, Own]:
        """What the articles' files are now, by path."""
        root = self.archive.root
        return {
            one.path: (
                _seen(one.original),
                _seen(one.translation) if one.translation else None,
                identify(f"{root}/{one.path}/{NAME}"),
            )
            for one in self.articles
        }

    @cached_property
    def _people(self) -> bytes:
        people = self.archive.content.vocabulary.people
        return digest_of(repr([(key, one.name, one.aliases) for key, one in people.items()]).encode())


class _Desk(Desk):
    """A desk that keeps the blocks of the article that it is at: what changed is measured in them."""

    def __init__(self, archive: Archive):
        super().__init__(archive)
        self._kept: dict[str, Sequence[Block]] = {}

    def read(self, article: Article) -> Said:
        """Return what the texts of an article say."""
        self._kept.clear()
        standing = self.standing(article)
        original = article.original
        blocks = self.blocks(original) if standing.changed else ()
        words = sum(measure(blocks[place].text, original.language) for place in standing.changed)
        return Said(standing.state, words, standing.lost, standing.confirmed)

    def blocks(self, document: Document) -> Sequence[Block]:
        """Return the blocks of a version."""
        if document.path not in self._kept:
            self._kept[document.path] = super().blocks(document)
        return self._kept[document.path]


def _orphan(folder: Folder) -> Document | None:
    """Return the translation in a folder without an original."""
    return next((document for document in folder.documents if document.readable and not document.original), None)


def _seen(document: Document) -> object:
    """Return by what a version is known; one that could not be read by its defects."""
    return document.digest or document.defects


def _digest(root: Path, document: Document) -> bytes:
    try:
        return digest_of((root / document.path).read_bytes())
    except OSError:
        return b""
