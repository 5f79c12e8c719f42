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
from twinpress.search.query import Clause, parse

FIRST = 100
"""Results that are looked at one by one: nobody reads on."""


@dataclass(frozen=True)
class Finding:
    """Articles, by their addresses."""

    found: frozenset[str]
    """By the index."""
    shown: frozenset[str]
    """To a reader who asks for the first ``FIRST``."""
    dropped: frozenset[str] = frozenset()
    """Those of the first ``FIRST`` that are not shown."""


class Ours:
    """Our index, asked on the command line, which finds what the browser finds (``tests/test_search_browser.py``)."""

    def __init__(self, place: Path):
        self.engine = index.engine(lambda path: (place / path).read_bytes())
        self._story = cache(lambda segment, number: self.engine.story(Hit(segment, number, 0)))

    def find(self, text: str) -> Finding:
        """Return what the index finds, and what of it holds the question in truth."""
        clauses = self.engine.clauses(parse(text))
        stories = [self._story(hit.segment, hit.number) for hit in self.engine.find(clauses)]
        paths = [str(story["path"]) for story in stories]
        shown = frozenset(path for path, story in zip(paths, stories[:FIRST], strict=False) if _holds(story, clauses))
        return Finding(found=frozenset(paths), shown=shown, dropped=frozenset(paths[:FIRST]) - shown)


def findings(contender: Contender, place: Path, results: Mapping[str, Sequence[str]]) -> Mapping[str, Finding]:
    """Return what is found for each question, of whose results a browser knows the names, the best first."""
    if contender.reader == "twinpress":
        ours = Ours(place)
        return {text: ours.find(text) for text in results}
    address = _addresses(place).__getitem__ if contender.reader == "pagefind" else str
    paths = {text: [*map(address, names)] for text, names in results.items()}
    return {text: Finding(frozenset(found), frozenset(found[:FIRST])) for text, found in paths.items()}


def _holds(story: Mapping[str, Any], clauses: Sequence[Clause]) -> bool:
    return proof.holds([proof.text(text) for text in (story["title"], *story["head"], story["body"])], clauses)


def _addresses(place: Path) -> dict[str, str]:
    """Return the address of each page that Pagefind knows, by the name of its file."""
    found = {}
    for file in (place / "fragment").iterdir():
        page = json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[file.stem] = str(page["url"]).removeprefix("/")
    return found
