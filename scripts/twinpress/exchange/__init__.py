"""Exchange with agencies and their programs: articles as XLIFF, confirmed pairs as TMX, the glossary as CSV and TBX.

What leaves says what it was made from: each unit has the digests of the original's block and of the translation's. What
comes back is written only where both are still the same, so that no newer text is lost.
"""

from __future__ import annotations

ARTICLES = ("xliff", "tmx")
"""Formats of articles."""
TERMS = ("csv", "tbx")
"""Formats of the glossary."""
FORMATS = ARTICLES + TERMS
