"""Shards: a build cut into parts that several processes, or machines, render at the same time."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from twinpress.delivery import files

SEARCH = "search/search_index.json"
"""The index of Material's search, the one file to which every page of a site adds something."""


@dataclass(frozen=True)
class Shard:
    """A part of a build: its number, from 0, and how many there are."""

    number: int
    of: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read ``1/4``; raise ValueError for anything else."""
        number, _, of = text.partition("/")
        shard = cls(int(number), int(of))
        if not 0 <= shard.number < shard.of:
            raise ValueError(text)
        return shard

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @property
    def first(self) -> bool:
        """Whether it is the one that also writes what belongs to no page: the theme's files and the 404 pages."""
        return self.number == 0

    def holds(self, address: str) -> bool:
        """Tell whether pages at ``address`` (below a language's home) are its to render.

        Both languages of an article are, because they share pictures. Home is everybody's: MkDocs wants one in every run.
        """
        return address == "" or crc32(address.encode()) % self.of == self.number

    def turn(self, number: int) -> bool:
        """Tell whether the so-manieth of some jobs is its to do."""
        return number % self.of == self.number


WHOLE = Shard(0, 1)
"""A build in one piece."""


def merge(parts: Sequence[Path], order: Sequence[str]) -> Path:
    """Put all that the shards made into the folder of the first; return it. Raises OSError.

    ``order``: the paths of all pages, as they stand in a build in one piece.
    """
    whole, *others = parts
    searches = [part / SEARCH for part in parts if (part / SEARCH).is_file()]
    if searches:
        _merge_searches(searches, order)
    for part in others:
        for path in list(files(part)):
            target = whole / path
            if path != SEARCH and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(part / path, target)
        shutil.rmtree(part)
    return whole


def _merge_searches(indexes: Sequence[Path], order: Sequence[str]) -> None:
    """Write all entries into the first index, page by page in the order of the pages; each page's once."""
    rank = {path: number for number, path in enumerate(order)}
    whole: dict[str, object] | None = None
    entries: dict[int, list[dict[str, str]]] = {}
    for index in indexes:
        found = json.loads(index.read_bytes())
        whole = whole or found
        own: dict[int, list[dict[str, str]]] = {}
        for entry in found["docs"]:
            own.setdefault(rank.get(entry["location"].partition("#")[0], len(rank)), []).append(entry)
        entries |= own
    if whole is not None:
        whole["docs"] = [entry for number in sorted(entries) for entry in entries[number]]
        indexes[0].write_text(json.dumps(whole, separators=(",", ":")), "utf-8")
