"""Delivery: a site that was built aside is put in its place, file by file, each whole or not at all.

Whoever reads the place meanwhile (a web server, a copy to elsewhere) meets the old file or the new one, never half of
either. A file with the same bytes stays as it is, with its time, so that copies and caches know what is new.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What a delivery did; paths are relative to the site's folder, with slashes, sorted."""

    written: tuple[str, ...]
    """Files that are new, or not what they were."""
    removed: tuple[str, ...]
    kept: int
    """Files that were the same already."""

    @property
    def changed(self) -> tuple[str, ...]:
        """Addresses of pages below the site's root that show something else now, or nothing any more: ``2025/a-slug/``."""
        pages = (path for path in (*self.written, *self.removed) if path.endswith(".html"))
        return tuple(sorted({path.removesuffix("index.html") for path in pages}))


def deliver(made: Path, place: Path, keep: Collection[str] = (), known: Collection[str] | None = None) -> Delivery:
    """Make the folder ``place`` hold what ``made`` holds, and ``keep`` what it holds already. Raises OSError.

    ``made``, on the same file system, is emptied. ``known``: the files in the place, by whoever has just looked.

    Hidden files at the top of the place are left alone, as MkDocs does: ``.git``, ``.well-known``. What is new comes first
    and what vanishes goes last, so that no page leads meanwhile to one that is not there yet.
    """
    new, old = set(files(made)), set(files(place) if known is None else known)
    if not old and _move(made, place):
        return Delivery(written=tuple(sorted(new)), removed=(), kept=0)
    written: list[str] = []
    for path in sorted(new, key=lambda path: (path in old, path)):
        target = place / path
        if path in old and filecmp.cmp(made / path, target, shallow=False):
            continue
        _make_room(place, path)
        os.replace(made / path, target)
        written.append(path)
    removed = sorted(old.difference(new, keep))
    for path in removed:
        if (place / path).is_file() or (place / path).is_symlink():  # a folder may stand there by now
            (place / path).unlink()
    _prune(place, removed)
    return Delivery(
        written=tuple(sorted(written)), removed=tuple(removed), kept=len(new | old) - len(removed) - len(written)
    )


def _move(made: Path, place: Path) -> bool:
    """Put what is in a folder where nothing is yet; return whether that could be done: it is the same, and quicker."""
    if _shown(place):
        return False
    for name in _shown(made):
        os.replace(made / name, place / name)
    return True


def _shown(folder: Path) -> list[str]:
    """Return the names in a folder, without those that are hidden."""
    return sorted(name for name in os.listdir(folder) if not name.startswith("."))


def files(folder: Path) -> Iterator[str]:
    """Yield the path of every file in a folder, relative to it, without what is hidden at the top."""
    for entry in entries(folder):
        yield entry.path[len(str(folder)) + 1 :].replace(os.sep, "/")


def entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield every file in a folder and below, in no order; nothing if there is no such folder. Links count as files.

    What is hidden at the top is passed over.
    """
    waiting = [str(folder)]
    top = True
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as found:
                inside = list(found)
        except FileNotFoundError:
            continue
        for entry in inside:
            if top and entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            else:
                yield entry
        top = False


def _make_room(place: Path, path: str) -> None:
    """Make the folders above a file; what stands in the way was something else in the site before."""
    target = place / path
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    above = place
    for part in Path(path).parts[:-1]:
        above = above / part
        if above.is_symlink() or above.is_file():
            above.unlink()
        above.mkdir(exist_ok=True)


def _prune(place: Path, removed: Iterable[str]) -> None:
    """Remove the folders that removed files have left empty."""
    folders = {parent for path in removed for parent in Path(path).parents if parent.parts}
    for folder in sorted(folders, reverse=True):
        with suppress(OSError):  # it is not empty, or a file stands there by now
            os.rmdir(place / folder)
