"""Twins: a text and its compressed form, ``a.html`` and ``a.html.gz``, which are laid down, replaced and removed together.

Web servers send the compressed form as it is (``gzip_static`` of nginx, ``precompressed`` of Caddy). Files with the same
bytes are one file with several names (hard links) where the file system can, else copies.
"""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from twinpress import delivery

TWIN = ".gz"
TEXTS = (".html", ".htm", ".css", ".js", ".mjs", ".json", ".xml", ".svg", ".txt", ".vtt", ".ics", ".webmanifest")
"""Endings of files that become much smaller; pictures and films are compressed already."""
SMALLEST = 1024
"""Bytes below which a text fits into one packet either way."""
PART = 1 << 16
"""Bytes that are read and compared at a time."""
WELL_KNOWN = ".well-known"
"""The one hidden folder that is there for the public (RFC 8615)."""


def files(folder: Path) -> Iterator[str]:
    """Yield the path of every file of a site, relative to its folder, with slashes; nothing else that is hidden at the top."""
    yield from delivery.files(folder)
    yield from (f"{WELL_KNOWN}/{path}" for path in delivery.files(folder / WELL_KNOWN))


def firsts(paths: Iterable[str]) -> list[str]:
    """Return the paths, sorted, without those of compressed twins."""
    known = set(paths)
    return sorted(path for path in known if not (path.endswith(TWIN) and is_text(path[:-3]) and path[:-3] in known))


def is_text(path: str) -> bool:
    """Tell whether a file of this name has a compressed twin once it is large enough."""
    return path.endswith(TEXTS)


def same(one: str, other: str) -> bool:
    """Tell whether two files hold the same bytes. Times are not asked: an unpacked archive may say anything."""
    first, second = os.stat(one), os.stat(other)
    if os.path.samestat(first, second):
        return True
    if first.st_size != second.st_size:
        return False
    with open(one, "rb") as left, open(other, "rb") as right:
        while (part := left.read(PART)) == right.read(PART):
            if not part:
                return True
    return False


def copy(source: str, target: str) -> None:
    """Copy a file to where there is none, readable for everybody, with the present time, and pack it."""
    shutil.copyfile(source, target)
    os.chmod(target, 0o644)
    pack(target)


def pack(path: str) -> None:
    """Make the compressed twin of a text; the same text gives the same bytes. One that is there stays."""
    if not is_text(path) or os.stat(path).st_size < SMALLEST or os.path.exists(path + TWIN):
        return
    with open(path, "rb") as file, open(path + TWIN, "xb") as packed:
        packed.write(gzip.compress(file.read(), compresslevel=9, mtime=0))
    os.chmod(path + TWIN, 0o644)


def link(source: str, target: str) -> None:
    """Give a file and its twin a second name where there is none yet; a twin that is there stays."""
    _link(source, target)
    if is_text(source) and os.path.exists(source + TWIN) and not os.path.exists(target + TWIN):
        _link(source + TWIN, target + TWIN)
    pack(target)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system, one without hard links, or more names than it allows (ext4: 65,000)
        shutil.copy2(source, target)


def replace(source: str, target: str) -> None:
    """Let a file and its twin be what they are elsewhere, each at once: whoever reads them meets the old or the new."""
    folder, name = os.path.split(target)
    os.makedirs(folder, exist_ok=True)
    for ending in ("", TWIN) if is_text(source) else ("",):
        new, old = source + ending, target + ending
        if ending and not os.path.exists(new):
            _unlink(old)
        elif not os.path.exists(old) or not os.path.samefile(new, old):  # else renaming does nothing, and leaves both
            aside = os.path.join(folder, f".{name}{ending}")
            _unlink(aside)
            _link(new, aside)
            os.replace(aside, old)


def remove(path: str) -> None:
    """Remove a file and its twin, and the folders above that are empty then."""
    for ending in ("", TWIN) if is_text(path) else ("",):
        _unlink(path + ending)
    with suppress(OSError):  # a folder with something in it stays
        os.removedirs(os.path.dirname(path))


def _unlink(path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)
