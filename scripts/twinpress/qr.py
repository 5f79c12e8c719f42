"""QR codes of addresses, as a path for SVG; segno makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import segno

LONGEST = 412
"""Bytes of an address: what version 15 holds at level M; nobody scans a larger code from a screen."""
MASK = 0
"""Any mask is valid (ISO/IEC 18004, 7.8); to look for the best of eight takes three quarters of the time."""
QUIET = 4
"""Modules around a code that stay light (ISO/IEC 18004, 6.3.8)."""


@dataclass(frozen=True)
class Code:
    """A code as SVG draws it: one module is one unit, lines are one unit thick and run through the middles of their rows."""

    side: int
    """Width and height with what stays light around it."""
    path: str


def code(text: str) -> Code | None:
    """Return the code of an address, of which a seventh may be damaged; None where it is too long."""
    if len(text.encode()) > LONGEST:
        return None
    symbol = segno.make_qr(text, error="m", boost_error=False, mask=MASK, mode="byte", encoding="utf-8")
    return Code(side=len(symbol.matrix) + 2 * QUIET, path="".join(_lines(symbol.matrix)))


def _lines(rows: tuple[bytearray, ...]) -> Iterator[str]:
    for down, row in enumerate(rows):
        stroke, gap = f"M{QUIET} {down + QUIET}", 0
        for dark, modules in groupby(row):
            length = len(list(modules))
            if dark:
                yield f"{stroke}h{length}" if not gap else f"{stroke}m{gap} 0h{length}"
                stroke, gap = "", 0
            else:
                gap = length
