"""A query: what somebody typed, as parts that must all be found, and parts that must not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from twinpress.search import tokens
from twinpress.search.segment import folded

_PART = re.compile(r'(?P<minus>(?:(?<=\s)|^)[-−－])?(?:["“”＂](?P<exact>[^"“”＂]*)["“”＂]?|(?P<plain>[^\s"“”＂]+))')
LONGEST = 500
"""Characters of a query that are looked at."""


@dataclass(frozen=True)
class Part:
    """What must be found as it stands: a word, a name, a phrase in quotation marks."""

    text: str
    """Folded."""
    stretches: Sequence[Sequence[str]]
    """Tokens of each stretch: a text that holds the part has them all in one zone."""
    excluded: bool = False


def parse(written: str) -> tuple[Part, ...]:
    """Return the parts of a query, those that ask for nothing left out; ``"…"`` holds words together, ``-`` excludes."""
    found: list[Part] = []
    for match in _PART.finditer(written[:LONGEST]):
        text = folded(match["exact"] or match["plain"] or "").strip()
        stretches = tuple(tuple(tokens.wanted(runs)) for _, runs in tokens.stretches(text))
        if any(stretches):
            found.append(Part(text, tuple(filter(None, stretches)), excluded=bool(match["minus"])))
    return tuple(dict.fromkeys(found))
