"""The identity of a file: what changes whenever its contents do, as Git sees it, without reading them."""

from __future__ import annotations

import os

Identity = tuple[int, int, int, int]
"""Size, time of the last change of the contents and of the state (ns), inode."""
RACY = 2_000_000_000
"""Nanoseconds: a file this young when somebody looked may have changed again within the clock's tick."""


def identity(status: os.stat_result) -> Identity:
    """Return the identity of a file from what the system says of it."""
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def settled(seen: Identity, looked: int) -> bool:
    """Tell whether a file that was ``seen`` when somebody looked (ns) would look otherwise after one more change."""
    return max(seen[1], seen[2]) < looked - RACY


def identify(path: str) -> Identity | None:
    """Return the identity of a file; of a link, its own; None where there is nothing."""
    try:
        return identity(os.lstat(path))
    except OSError:
        return None
