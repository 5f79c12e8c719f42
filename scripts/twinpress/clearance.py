"""Clearances: articles in which the checks found nothing, and what that rested on.

In an archive of twenty years nearly every article is as it was yesterday. Rules that look at one article see its files,
the vocabulary, the configuration, the day, and what its links lead to; where none of that changed, they would find
nothing again. An article with findings is looked at each time: what a finding suggests may rest on anything.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import distributions
from pathlib import Path

from twinpress import addresses, atomic
from twinpress.archive import Article
from twinpress.content import RACY, Folder
from twinpress.delivery import entries
from twinpress.rules.rule import Context

Identity = tuple[int, int, int, int]
Lead = tuple[str, str, object]
"""A target as it is written, its kind, and what is known of the article that it leads to."""
Basis = tuple[tuple[Identity, ...], tuple[Lead, ...]]
"""What a clearance rests on: the identities of the article's files, and where its links lead."""


class Clearances:
    """The clearances of a content folder, read from the cache folder and written back."""

    def __init__(self, context: Context):
        self.context = context
        cache = context.site.cache
        name = hashlib.sha256(str(context.site.content.resolve()).encode()).hexdigest()[:12]
        self._file = cache / f"clearances-{name}.pickle" if cache else None
        self._surroundings = self._look_around() if cache else ""
        self._known = self._recall()
        self._given: dict[str, Basis] = {}
        self._limit = time.time_ns() - RACY
        self._identities: dict[str, tuple[Identity, ...]] = {}

    def holds(self, folder: Folder, story: Article | None) -> bool:
        """Tell whether an article was cleared and nothing that this rested on has changed; if so, it stays cleared."""
        basis = self._known.get(folder.path)
        if basis is None or basis[0] != self._identity(folder):
            return False
        if any(self._lead(written, story) != (written, kind, known) for written, kind, known in basis[1]):
            return False
        self._given[folder.path] = basis
        return True

    def give(self, folder: Folder, story: Article | None, followed: Iterable[str]) -> None:
        """Clear an article in which nothing was found; ``followed``: the targets that the rules asked about."""
        identity = self._identity(folder)
        if all(changed < self._limit and touched < self._limit for _, changed, touched, _ in identity):
            leads = tuple(self._lead(written, story) for written in sorted(followed))
            self._given[folder.path] = (identity, leads)

    def keep(self) -> None:
        """Write the clearances down, with those of articles that were not looked at; a cache that cannot be written is none."""
        kept = {**self._known, **self._given}
        if self._file and kept != self._known:
            with suppress(OSError):
                self._file.parent.mkdir(parents=True, exist_ok=True)
                atomic.write(self._file, pickle.dumps((self._surroundings, kept), protocol=5))

    def _recall(self) -> dict[str, Basis]:
        try:
            surroundings, kept = pickle.loads(self._file.read_bytes()) if self._file else ("", {})
        except Exception:  # a cache can be broken in any way, and is never worth more than a new one
            return {}
        return kept if surroundings == self._surroundings else {}

    def _look_around(self) -> str:
        """Return a digest of all that every article's checks may rest on."""
        site, archive = self.context.site, self.context.archive
        digest = hashlib.sha256()
        for module in sorted(Path(__file__).parent.rglob("*.py")):
            digest.update(module.read_bytes())
        programs = sorted(f"{item.name}=={item.version}" for item in distributions())
        said = site.settings.value if site.settings else None
        digest.update(repr((sys.version, programs, said, site.url, archive.as_of.date(), archive.drafts)).encode())
        for folder in (site.content / "vocabulary", site.content / addresses.FOLDER):
            for entry in entries(folder):
                digest.update(repr((entry.path, _identity(entry.path))).encode())
        return digest.hexdigest()

    def _identity(self, folder: Folder) -> tuple[Identity, ...]:
        """Return the identities of an article's versions and files, in their order."""
        known = self._identities.get(folder.path)
        if known is None:
            root = f"{self.context.archive.root}/"
            paths = (*(d.path for d in folder.documents), *(f"{folder.path}/{name}" for name in folder.files))
            known = self._identities[folder.path] = tuple(_identity(root + path) for path in paths)
        return known

    def _lead(self, written: str, story: Article | None) -> Lead:
        """Return what a target leads to now."""
        if story is None:
            return (written, "", None)
        target = self.context.resolve(written, story)
        other = target.article
        if other is None or other is story:
            return (written, target.kind, target.path)
        archive = self.context.archive
        versions = tuple(_identity(f"{archive.root}/{document.path}") for document in other.documents)
        return (written, target.kind, (other.path, str(archive.state(other)), archive.languages(other), versions))


def _identity(path: str) -> Identity:
    try:
        status = os.lstat(path)
    except OSError:
        return (0, 0, 0, 0)
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
