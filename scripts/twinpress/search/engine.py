"""The engine: finds what a query asks for in a built index.

Everything is counted in whole numbers, so that a browser that does the same gives the same results in the same order.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from twinpress.search import postings
from twinpress.search.names import Meant, Table, meant
from twinpress.search.postings import FIRST, HEAD, TITLE, TURN, turned
from twinpress.search.query import Clause, Part, clauses, wanted
from twinpress.search.segment import GROUP, Fetch, Place, bucket_of, opened

OFTEN = (0, 4, 6, 7, 8, 9)
"""What it is worth to stand in a story at so many of the units that are told apart, or more: each is worth less."""


@cache
def worth(marks: int) -> int:
    """Return what it is worth to have marks: title ≫ description > text."""
    often = OFTEN[min((marks // FIRST).bit_count(), len(OFTEN) - 1)]
    return (48 if marks & TITLE else 0) + (12 if marks & HEAD else 0) + often


@dataclass(frozen=True)
class Hit:
    """A story that may be what was asked for."""

    segment: int
    number: int
    score: int


class Engine:
    """A built index in one language; ``segments``: the latest first."""

    def __init__(self, segments: Sequence[Place], fetch: Fetch, names: Table | None = None):
        self.segments = segments
        self.names = names
        self.documents = sum(place.documents for place in segments)
        self._fetch = cache(fetch)
        self._opened = cache(lambda path: opened(self._fetch(path)))

    def clauses(self, parts: Sequence[Part]) -> tuple[Clause, ...]:
        """Return what the parts of a query ask for, by whatever name it is known."""
        return clauses(parts, self.meant)

    def meant(self, key: str) -> tuple[Meant, ...]:
        """Return what the vocabulary knows by a name."""
        if self.names is None or not self.names.may_know(key):
            return ()
        data = self._opened(self.names.bucket(bucket_of(key, self.names.buckets))).get(key)
        return meant(data) if data else ()

    def find(self, clauses: Sequence[Clause]) -> list[Hit]:
        """Return what meets all clauses, and none that is excluded, best first; of equals the latest first."""
        weights = {token: self._weight(token) for part in wanted(clauses) for token, _ in part.tokens}
        found: list[Hit] = []
        for number in range(len(self.segments)):
            hits = [self._clause(number, clause, weights) for clause in clauses if not clause.excluded]
            if not hits:
                continue
            inside = set(hits[0]).intersection(*hits[1:])
            for clause in clauses:
                if clause.excluded and inside:
                    inside -= self._clause(number, clause, {}).keys()
            found += [Hit(number, story, sum(hit[story] for hit in hits)) for story in inside]
        return sorted(found, key=lambda hit: (-hit.score, hit.segment, -hit.number))

    def story(self, hit: Hit) -> Mapping[str, object]:
        """Return what is known of a story."""
        found: list[Mapping[str, object]] = json.loads(
            zlib.decompress(self._fetch(self.segments[hit.segment].group(hit.number)))
        )
        return found[hit.number % GROUP]

    def _clause(self, segment: int, clause: Clause, weights: Mapping[str, int]) -> dict[int, int]:
        """Return the score of each story of a segment that meets a clause: that of the best way."""
        found: dict[int, int] = {}
        for way in clause.ways:
            parts = [self._part(segment, part, weights) for part in way]
            for story in set(parts[0]).intersection(*parts[1:]):
                found[story] = max(found.get(story, 0), sum(part[story] for part in parts))
        return found

    def _part(self, segment: int, part: Part, weights: Mapping[str, int]) -> dict[int, int]:
        """Return the score of each story of a segment that holds all tokens of a part, one behind the other."""
        weight = sum(weights.get(token, 0) for token, _ in part.tokens)
        lists = [(self._list(segment, token), unit % TURN) for token, unit in part.tokens]
        (first, distance), *others = sorted(lists, key=lambda one: len(one[0]))
        found = {story: turned(marks, distance) for story, marks in first.items()}
        for other, distance in others:
            both = {story: marks & turned(other.get(story, 0), distance) for story, marks in found.items()}
            found = {story: marks for story, marks in both.items() if marks >= FIRST}
        return {story: worth(marks) * weight for story, marks in found.items()}

    def _weight(self, token: str) -> int:
        """Return how rare a token is: eight times the logarithm to the base of two, the bits after the point cut off."""
        count = sum(len(self._list(segment, token)) for segment in range(len(self.segments)))
        if not count:
            return 0
        share = ((self.documents + 1) << 8) // count
        length = share.bit_length()
        return (length - 9) * 8 + (share >> (length - 4) & 7) + 1

    def _list(self, segment: int, token: str) -> dict[int, int]:
        place = self.segments[segment]
        data = self._opened(place.bucket(bucket_of(token, place.buckets))).get(token)
        return postings.decode(data) if data else {}
