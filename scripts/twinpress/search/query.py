"""A query: what somebody typed, as clauses that must all be met, and clauses that must not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from twinpress.search import tokens
from twinpress.search.names import Meant, key
from twinpress.search.story import folded

_PART = re.compile(r'(?P<minus>(?:(?<=\s)|^)[-−－])?(?:["“”＂](?P<exact>[^"“”＂]*)["“”＂]?|(?P<plain>[^\s"“”＂]+))')
_LOOSE = re.compile(rf"(?<=[{tokens.CHINESE}]) (?=[{tokens.CHINESE}])")
LONGEST = 500
"""Characters of a query that are looked at."""
MOST = 6
"""Tokens of a part that are asked for: each asks for files, and a few of a long name say as much as all."""
SPAN = 4
"""Words of the longest name that is looked for among what was typed."""


@dataclass(frozen=True)
class Part:
    """What must be found as it stands: a word, a name, a phrase in quotation marks."""

    text: str
    """Folded."""
    tokens: Sequence[tuple[str, int]]
    """What an index finds it by, with the units."""
    excluded: bool = False
    exact: bool = False
    """Whether it stood in quotation marks: it means no one by another name."""


@dataclass(frozen=True)
class Clause:
    """What must be met in one of several ways, each of parts that are all found; or, ``excluded``, in none."""

    ways: Sequence[Sequence[Part]]
    excluded: bool = False


def parse(written: str) -> tuple[Part, ...]:
    """Return the parts of a query, those that ask for nothing left out; ``"…"`` holds words together, ``-`` excludes."""
    found: list[Part] = []
    for match in _PART.finditer(written[:LONGEST]):
        exact = match["exact"] is not None
        if one := part(match["exact"] or match["plain"] or "", excluded=bool(match["minus"]), exact=exact):
            found.append(one)
    return tuple(dict.fromkeys(found))


def part(written: str, *, excluded: bool = False, exact: bool = True) -> Part | None:
    """Return a text as a part; None if it asks for nothing."""
    text = folded(written).strip()
    found = tokens.wanted(text)
    last = len(found) - 1
    asked = found if last < MOST else [found[number * last // (MOST - 1)] for number in range(MOST)]
    return Part(text, tuple(asked), excluded, exact) if asked else None


def spans(parts: Sequence[Part]) -> dict[str, tuple[int, int]]:
    """Return the keys of names that parts may be, the longest first: the first part, and the one behind the last."""
    found: dict[str, tuple[int, int]] = {}
    for length in range(min(SPAN, len(parts)), 0, -1):
        for start in range(len(parts) - length + 1):
            inside = parts[start : start + length]
            if not any(one.excluded or one.exact for one in inside):
                found.setdefault(key("".join(one.text for one in inside)), (start, start + length))
    return found


def clauses(parts: Sequence[Part], meant: Callable[[str], Sequence[Meant]]) -> tuple[Clause, ...]:
    """Return what parts ask for; what is the key of a name may as well be met by how pages write it."""
    found: dict[int, Clause] = {}
    taken: set[int] = set()
    for name, (start, end) in spans(parts).items():
        ways = [way for one in meant(name) for form in one.ways if (way := part(form))]
        if ways and taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            found[start] = Clause((tuple(parts[start:end]), *((way,) for way in dict.fromkeys(ways))))
    found |= {number: Clause(((one,),), one.excluded) for number, one in enumerate(parts) if number not in taken}
    return tuple(found[number] for number in sorted(found))


def phrase(clauses: Sequence[Clause]) -> Part | None:
    """Return all that was typed as one part; None where it is one already."""
    typed = [one.text for clause in clauses if not clause.excluded for one in clause.ways[0]]
    return part(_LOOSE.sub("", " ".join(typed))) if len(typed) > 1 else None


def wanted(clauses: Sequence[Clause]) -> tuple[Part, ...]:
    """Return every part that may be what is found."""
    return tuple(
        dict.fromkeys(chain.from_iterable(way for clause in clauses if not clause.excluded for way in clause.ways))
    )
