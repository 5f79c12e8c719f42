"""Locks: one at a time in a place. The system lets go of them when a process ends, however it ends."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BusyError(Exception):
    """Somebody else is at work in the same place."""


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold a lock, a file; raise BusyError where somebody else holds it, OSError where it cannot be made."""
    if sys.platform == "win32":  # no such locks: there, whoever starts two of them at once is not stopped
        yield
        return
    import fcntl

    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError from None
        yield


def of_build(place: Path, cache: Path | None) -> Path:
    """Return the lock of a folder into which a site is built: in the cache, or beside it where there is no cache.

    In the cache the record of the build lies beside the lock, with the ending ``.json``.
    """
    name = hashlib.sha256(str(place.resolve()).encode()).hexdigest()[:12]
    return cache / f"build-{name}.lock" if cache else place.parent / f".{place.name}.lock"
