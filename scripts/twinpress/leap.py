"""Leaping through a text: a pattern is tried only where it can begin.

Python's regular expressions look for a pattern that begins with a literal, or with a set of characters, about ten times as
fast as for one that begins with anything else: an assertion, a repetition, a group with a choice of sets.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator


def leaps(
    beginning: re.Pattern[str], pattern: re.Pattern[str], text: str, first: int = 0, last: int = sys.maxsize
) -> Iterator[re.Match[str]]:
    """Yield what ``pattern.finditer`` finds in a text, or in a part of it.

    ``beginning``: fits wherever ``pattern`` can begin, and is itself quickly found. ``pattern`` fits no empty text.
    """
    after = first
    for place in beginning.finditer(text, first, last):
        start = place.start()
        if start >= after and (match := pattern.match(text, start, last)):
            yield match
            after = match.end()
