"""The journal: what became of each letter to each recipient, so that nobody gets one twice, whenever a run was killed.

A file of JSON lines that only grows; a line is on the disk before what it tells of is done. The first one holds a salt:
recipients are known by salted digests, so the journal holds no address.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import blake2b
from io import FileIO
from pathlib import Path
from typing import Any

from twinpress import lock
from twinpress.newsletter.recipients import known

FORM = 1
"""Of the lines; a journal of another form is refused."""
HEAD = b'{"journal": '
"""How a journal begins."""


class State(StrEnum):
    """What is known of a letter to a recipient."""

    SENT = "sent"
    """The server has taken it."""
    REFUSED = "refused"
    """The server will not take it: 5xx."""
    POSTPONED = "postponed"
    """The server did not take it now: 4xx, or no connection."""
    SENDING = "sending"
    """The next octets that went out were the letter; where nothing follows, nobody knows what became of it."""
    UNCERTAIN = "uncertain"
    """The connection broke before the server answered."""


class DamagedError(Exception):
    """A line of a journal cannot be read."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """The sending of one letter to a list, from its beginning to its end."""

    letter: str
    lang: str
    articles: frozenset[str]
    as_of: str
    ended: bool = False
    """Whether everybody on the list was tried."""


@dataclass(kw_only=True)
class Journal:
    """What was read of a journal, and the file to which more is added; without a file, nothing is."""

    salt: str
    states: dict[tuple[str, str], State] = field(default_factory=dict)
    """By letter and recipient's digest; what was being sent when a run was killed is uncertain."""
    runs: dict[str, Run] = field(default_factory=dict)
    """By letter; of several runs with one letter, the last."""
    file: FileIO | None = None

    def state(self, letter: str, recipient: str) -> State | None:
        """Return what is known of a letter to a recipient; None where it was never tried."""
        return self.states.get((letter, self._digest(recipient)))

    def note(self, letter: str, recipient: str, state: State, code: int = 0) -> None:
        """Write down what is about to be done, or what became of it; ``code``: the server's. Raises OSError."""
        to = self._digest(recipient)
        self._add({"letter": letter, "to": to, "state": state, **({"code": code} if code else {})})
        self.states[letter, to] = state

    def begin(self, letter: str, lang: str, articles: Sequence[str], as_of: str) -> None:
        """Write down that a letter is sent. Raises OSError."""
        self._add({"begin": letter, "lang": lang, "articles": list(articles), "as_of": as_of})

    def end(self, letter: str) -> None:
        """Write down that everybody on the list was tried. Raises OSError."""
        self._add({"end": letter})

    def is_open(self, letter: str) -> bool:
        """Tell whether a run with a letter began and did not come to its end."""
        return letter in self.runs and not self.runs[letter].ended

    def overlapping(self, letter: str, lang: str, articles: Sequence[str]) -> Run | None:
        """Return a run of another letter that tells some of the same articles in the same language, an interrupted one first."""
        others = (run for run in self.runs.values() if run.letter != letter and run.lang == lang)
        same = [run for run in others if run.articles.intersection(articles)]
        return min(same, key=lambda run: run.ended, default=None)

    def _digest(self, recipient: str) -> str:
        return blake2b(known(recipient).encode(), key=bytes.fromhex(self.salt), digest_size=16).hexdigest()

    def _add(self, line: dict[str, Any]) -> None:
        if self.file is None:
            return
        data = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        if self.file.write(data) != len(data):
            raise OSError("the disk is full")
        os.fsync(self.file.fileno())


def peek(path: Path) -> Journal:
    """Read a journal that nothing is added to; an empty one where there is no file. Raises OSError, DamagedError."""
    data = path.read_bytes() if path.exists() else b""
    return _read(data[: data.rfind(b"\n") + 1])


@contextmanager
def kept(path: Path) -> Iterator[Journal]:
    """Open a journal to add to it, alone. Raises OSError, DamagedError, and BusyError where another run has it."""
    with lock.alone(path.with_name(path.name + ".lock")):
        new = not path.exists()
        with open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b", buffering=0) as file:
            data = file.read()
            whole = data.rfind(b"\n") + 1
            journal = _read(data[:whole])
            if data[whole:] and not data.startswith(HEAD[: len(data)]):
                raise DamagedError(1)  # some other file, of which nothing is cut off
            os.ftruncate(file.fileno(), whole)  # a line that was cut short tells of nothing that was done
            journal.file = file
            if not whole:
                journal._add({"journal": FORM, "salt": journal.salt})
            if new:
                _settle(path.parent)
            yield journal


def _settle(folder: Path) -> None:
    """Have the disk know of a new file's name."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _read(data: bytes) -> Journal:
    lines = data.splitlines()
    if not lines:
        return Journal(salt=secrets.token_hex(16))
    for number, line in enumerate(lines, 1):
        try:
            said = json.loads(line)
            if number == 1:
                journal = _begun(said)
            else:
                _take(journal, said)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise DamagedError(number) from None
    return journal


def _begun(line: dict[str, Any]) -> Journal:
    """Return the journal that begins with a line; raise ValueError where it is of another form."""
    if line["journal"] != FORM:
        raise ValueError(line["journal"])
    bytes.fromhex(line["salt"])
    return Journal(salt=line["salt"])


def _take(journal: Journal, line: dict[str, Any]) -> None:
    if "begin" in line:
        articles = frozenset(line["articles"])
        run = Run(letter=line["begin"], lang=line["lang"], articles=articles, as_of=line["as_of"])
        journal.runs[run.letter] = run
    elif "end" in line:
        journal.runs[line["end"]] = replace(journal.runs[line["end"]], ended=True)
    else:
        state = State(line["state"])
        journal.states[line["letter"], line["to"]] = State.UNCERTAIN if state is State.SENDING else state
