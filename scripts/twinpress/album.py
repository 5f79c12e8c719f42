"""The album: what was read of picture files before, for all processes and builds.

A picture is asked for by the checks and by every page that shows it, in as many processes as make pages. What is known of
it rests on its bytes and on the programs that read them, so it is kept by the file's identity, and nobody opens the file
again until that changes.
"""

from __future__ import annotations

import marshal
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from twinpress import atomic
from twinpress.content import FEW
from twinpress.identity import Identity, identify, identity, settled

FOLDER = "pictures"
"""Folder below the cache folder for all that is made of pictures."""
FILE = "facts.marshal"
Facts = tuple[Any, ...]
"""Plain values, for ``marshal``: it reads ten thousand in a few milliseconds, and most builds ask for three."""


class Album:
    """What is known of pictures, read from a cache folder when first asked for.

    ``key``: digest of the programs that read pictures; what others found is of no use.
    """

    def __init__(self, cache: Path | None, key: bytes):
        self.cache = cache
        self._file = cache / FOLDER / FILE if cache else None
        self._key = key
        self._seen: Identity | None = None
        """Of the file, when it was read last."""
        self._known: dict[str, tuple[Identity, Facts]] | None = None
        self._young: set[str] = set()
        """Pictures that may have changed again unseen after they were read: they are known to this process alone."""
        self._new = 0

    def get(self, path: str, status: os.stat_result) -> Facts | None:
        """Return what is known of a picture, of which the system says ``status``."""
        if self._known is None:
            self._known = self._recall()
        known = self._known.get(path)
        return known[1] if known and known[0] == identity(status) else None

    def put(self, path: str, status: os.stat_result, facts: Facts) -> None:
        """Take in what was read of a picture, of which the system said ``status`` right before."""
        if self._known is None:
            self._known = self._recall()
        seen = identity(status)
        self._known[path] = (seen, facts)
        if settled(seen, time.time_ns()):
            self._young.discard(path)
            self._new += 1
        else:
            self._young.add(path)

    def keep(self) -> None:
        """Write down what is known of pictures that are still there, unless it is hardly more than before.

        Where several processes write at a time, what the others found is lost, and read again one day.
        """
        if self._file is None or self._known is None or not self._new:
            return
        if self._new < FEW and self._new < len(self._known) - len(self._young):
            return
        known = self._known if self._seen == identify(str(self._file)) else {**self._recall(), **self._known}
        kept = {path: facts for path, facts in known.items() if path not in self._young and os.path.lexists(path)}
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            atomic.write(self._file, self._key + marshal.dumps(kept))
            self._seen = identify(str(self._file))
            self._new = 0

    def _recall(self) -> dict[str, tuple[Identity, Facts]]:
        """Return what the file holds; one that is broken, or made by other programs, holds nothing."""
        if self._file is None:
            return {}
        self._seen = identify(str(self._file))
        try:
            data = self._file.read_bytes()
            known = marshal.loads(data[len(self._key) :]) if data.startswith(self._key) else {}
        except Exception:  # a cache can be broken in any way, and is never worth more than a new one
            return {}
        return known if isinstance(known, dict) else {}
