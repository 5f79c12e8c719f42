"""What a contender finds, as addresses of articles."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.search.contender import Contender
from twinpress.search import index, proof
from twinpress.search.engine import Hit
from twinpress.search.query import parse


@dataclass(frozen=True)
class Finding:
    """Articles, by their addresses."""

    found: frozenset[str]
    """By the index."""
    shown: frozenset[str]
    """To a reader."""


class Ours:
    """Our index, asked on the command line, which finds what the browser finds (``tests/test_search_browser.py``)."""

    def __init__(self, place: Path):
        self.engine = index.engine(lambda path: (place / path).read_bytes())
        self._story = cache(self._read)

    def find(self, text: str) -> Finding:
        """Return what the index finds, and what of it holds the question in truth."""
        parts = parse(text)
        stories = [self._story(hit.segment, hit.number) for hit in self.engine.find(parts)]
        shown = (path for path, texts in stories if proof.holds(texts, parts))
        return Finding(frozenset(path for path, _ in stories), frozenset(shown))

    def _read(self, segment: int, number: int) -> tuple[str, list[proof.Text]]:
        known: Mapping[str, Any] = self.engine.story(Hit(segment, number, 0))
        return known["path"], [proof.text(text) for text in (known["title"], *known["head"], known["body"])]


def findings(contender: Contender, place: Path, results: Mapping[str, Sequence[str]]) -> Mapping[str, Finding]:
    """Return what is found for each question, of whose results a browser knows the names."""
    if contender.reader == "twinpress":
        ours = Ours(place)
        return {text: ours.find(text) for text in results}
    address = _addresses(place).__getitem__ if contender.reader == "pagefind" else str
    sets = {text: frozenset(map(address, names)) for text, names in results.items()}
    return {text: Finding(found, found) for text, found in sets.items()}


def _addresses(place: Path) -> dict[str, str]:
    """Return the address of each page that Pagefind knows, by the name of its file."""
    found = {}
    for file in (place / "fragment").iterdir():
        page = json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[file.stem] = str(page["url"]).removeprefix("/")
    return found
