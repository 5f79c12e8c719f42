"""Logs: files as servers leave them, packed or not, or standard input, read line by line."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, cast

from twinpress.views.formats import PARSERS, BrokenError, Form, Load, guess

LONGEST = 64 * 1024
"""Bytes of a line; servers write at most as much as they accept of a request, 8 to 32 kB."""
GZIP = b"\x1f\x8b"
STDIN = "-"
PEEK = 200
"""Lines among which the first that says when it was written is looked for."""


class UnreadableError(Exception):
    """A file that cannot be read to its end."""


def loads(name: str, form: Form | None) -> Generator[tuple[int, Load | BrokenError]]:
    """Yield (line, what it says) of a file; ``form`` None: its first line tells. Raises UnreadableError."""
    try:
        with closing(_Lines(name)) as lines:
            for found in _rows(lines, form):
                if found is not None:
                    yield lines.number, found
    except (OSError, EOFError, zlib.error) as error:  # gzip raises each of them
        raise UnreadableError(f"{name}: {getattr(error, 'strerror', None) or error}") from None


def _rows(lines: _Lines, form: Form | None) -> Iterator[Load | BrokenError | None]:
    first = next(filter(str.strip, lines), None)
    if first is None:
        return iter(())
    return PARSERS[form or guess(first)](_from(first, lines))


def _from(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def beginning(name: str, form: Form | None) -> int | None:
    """Return the second in which a file begins; None: nobody can tell. Raises UnreadableError."""
    if name == STDIN or not Path(name).is_file():  # what was looked at of a pipe is gone
        return None
    with closing(loads(name, form)) as found:
        for (_, load), _ in zip(found, range(PEEK), strict=False):
            if isinstance(load, Load):
                return load.second
    return None


class _Lines:
    """The lines of a file, as text, with the number of the last one; what is too long for a line is cut off."""

    def __init__(self, name: str):
        self.number = 0
        stream = sys.stdin.buffer if name == STDIN else open(name, "rb")  # noqa: SIM115, until `close`
        self._stream = (
            stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
        )
        packed = self._stream.peek(2)[:2] == GZIP
        self._file: IO[bytes] = gzip.GzipFile(fileobj=self._stream) if packed else self._stream  # type: ignore[assignment]

    def __iter__(self) -> Iterator[str]:
        while line := self._file.readline(LONGEST):
            self.number += 1
            if len(line) == LONGEST and not line.endswith(b"\n"):
                while (rest := self._file.readline(LONGEST)) and not rest.endswith(b"\n"):
                    pass
            yield line.decode("utf-8", "replace")

    def close(self) -> None:
        if self._stream is not sys.stdin.buffer:
            self._file.close()
            self._stream.close()
