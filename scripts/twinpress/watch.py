"""Which articles have changed since somebody looked.

A look at ten thousand folders takes a quarter of a second, so those that an editor has on the screen are looked at often,
and everything only now and then. Nothing is asked of the operating system but the files' identities: it works on network
drives and in containers, where notifications get lost.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from twinpress.content import FOLDERS, article_folders, identity_of, inside
from twinpress.delivery import entries
from twinpress.identity import Identity

AROUND = ""
"""Stands for what lies in no article's folder: the vocabulary, the published addresses, figures of use."""
TICK = 50_000_000
"""Nanoseconds: file systems take the time of a change from a clock that may be this slow."""

Look = tuple[tuple[str, Identity | None], ...]
"""What lies in a folder, with its identities."""


class Watch:
    """Looks at a content folder whose articles were read at the moment ``since`` (ns) or later."""

    def __init__(self, root: Path, since: int):
        self.root = root
        self.since = since - TICK
        self._seen: dict[str, Look] = {}

    def look(self, places: Iterable[str]) -> set[str]:
        """Return those of these places (``2025/a-slug``, ``AROUND``) that have changed since the last look at them."""
        return {place for place in places if self._differs(place, self._at(place))}

    def look_everywhere(self, known: Collection[str]) -> set[str]:
        """Return all places that have changed; ``known``: article folders that were read, some of which may be gone."""
        before = {AROUND, *known, *self._seen}
        found = {AROUND}
        changed = self.look([AROUND])
        for place, names in article_folders(self.root, []):
            found.add(place)
            if self._differs(place, tuple((entry.name, identity_of(entry)) for entry in names)):
                changed.add(place)
        changed |= found - before  # a folder that was moved here may be as old as it likes
        gone = before - found
        for place in gone:
            self._seen.pop(place, None)
        return changed | gone

    def _at(self, place: str) -> Look:
        if place != AROUND:
            return tuple((entry.name, identity_of(entry)) for entry in inside(f"{self.root}/{place}"))
        folders = (self.root / name for name in FOLDERS)
        return tuple(sorted((entry.path, identity_of(entry)) for folder in folders for entry in entries(folder)))

    def _differs(self, place: str, now: Look) -> bool:
        before, self._seen[place] = self._seen.get(place), now
        if before is not None:
            return before != now
        try:
            folder = os.stat(self.root / place).st_mtime_ns  # something may have come or gone
        except OSError:
            return True
        return max([folder, *(max(known[1:3]) for _, known in now if known)]) >= self.since
