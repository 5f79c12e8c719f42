"""The record of a build: what it was made from, and what each part of it rests on. Written last, so that a build cut short has none."""

from __future__ import annotations

import json
import pickle
from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from twinpress import atomic
from twinpress.identity import Identity
from twinpress.search.index import Index
from twinpress.trace import Question


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is asked first: whether anything has changed at all."""

    inputs: str
    """Digest of everything that the site is made from; empty where it cannot be relied upon."""
    output: str
    """Digest of the files' identities in the site's folder."""
    as_of: str
    until: str
    """The moments from which and before which the site would look the same; ``until`` may be empty: for ever."""
    pages: int
    """HTML files of the site."""

    def lasts(self, as_of: datetime) -> bool:
        """Tell whether nothing changes by itself between the build and ``as_of``."""
        return datetime.fromisoformat(self.as_of) <= as_of and (
            not self.until or as_of < datetime.fromisoformat(self.until)
        )


Numbers = bytes
"""Numbers of questions, as ``pack`` packs them: of all things in the record they are the most, and bytes are read at once."""


def pack(numbers: Iterable[int]) -> Numbers:
    """Return numbers of questions as bytes."""
    return array("I", numbers).tobytes()


def unpack(numbers: Numbers) -> Sequence[int]:
    """Return the numbers that were packed."""
    return memoryview(numbers).cast("I")


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What one output rests on."""

    given: bytes
    """Digest of what it was given."""
    asked: Numbers
    """Those of the questions that it asked."""
    files: Sequence[str] = ()
    """Files beside articles that are published with it."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What several outputs hold (``Publication.pieces``)."""

    value: bytes
    """Pickled: few of them are needed again."""
    asked: Numbers
    """Those of the questions that it rests on."""


@dataclass(frozen=True, kw_only=True)
class Memory:
    """What each part of the site rests on; read where something has changed."""

    surroundings: str
    """Digest of everything but the content: templates, code, configuration; empty where it cannot be relied upon."""
    epoch: str
    """The first moment from which on nothing has changed by itself."""
    everything: bytes
    """Answer to the coarsest question."""
    questions: Sequence[Question]
    answers: Sequence[bytes]
    origins: Mapping[str, Origin]
    """By path of the output."""
    pieces: Mapping[tuple[str, ...], Piece]
    indexes: Mapping[str, bytes]
    """Those of the archive (``Archive.packed``)."""
    media: Mapping[str, Sequence[str]]
    """The files beside articles that are in the site, with the paths of what each has become there."""
    search: Mapping[str, Index]
    """The indexes of the search, by language."""
    shell: str
    theirs: frozenset[str]
    """Files that MkDocs makes."""
    asked: Numbers
    """What MkDocs' pages rest on."""
    files: Mapping[str, Identity]
    """What the content folder held, without what may have changed again since unseen."""


class Questions:
    """Numbers questions, each once."""

    def __init__(self, known: Iterable[Question] = ()):
        self.numbers: dict[Question, int] = {question: number for number, question in enumerate(known)}

    def add(self, questions: Iterable[Question]) -> Numbers:
        """Return the numbers of questions."""
        numbers = self.numbers
        return pack(numbers.setdefault(question, len(numbers)) for question in questions)


@dataclass(frozen=True)
class Ledger:
    """Where the record of a place is kept: a short file that is written last, and a long one beside it."""

    short: Path | None
    """None: nowhere, every build is a first one."""

    @property
    def long(self) -> Path | None:
        """None, too."""
        return self.short.with_suffix(".pickle") if self.short else None

    def record(self) -> Record | None:
        """Return the record; None where there is none that can be understood."""
        try:
            return Record(**json.loads(self.short.read_bytes())) if self.short else None
        except (OSError, ValueError, TypeError):
            return None

    def memory(self) -> Memory | None:
        """Return what belongs to the record; None where that cannot be understood."""
        try:
            found = pickle.loads(self.long.read_bytes()) if self.long else None
            return found if isinstance(found, Memory) else None
        except Exception:  # a cache can be broken in any way, and is never worth more than a new one
            return None

    def clear(self) -> None:
        """Forget the record, before anything that it speaks of changes. Raises OSError."""
        if self.short:
            self.short.unlink(missing_ok=True)

    def keep(self, record: Record, memory: Memory) -> None:
        """Write both; a folder that cannot be written costs time, nothing else."""
        if self.short and self.long:
            with suppress(OSError):
                atomic.write(self.long, pickle.dumps(memory, protocol=5))
                atomic.write(self.short, json.dumps(asdict(record)).encode())
