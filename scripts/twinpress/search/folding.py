"""Folding: texts and queries are compared without regard to case, width and script.

Each character is folded by itself, so that a place in a folded text is a place in the text, and so that a browser, which
has the same tables of Unicode, folds alike.
"""

from __future__ import annotations

import unicodedata

from twinpress.han import traditional


class _Folds(dict[int, str]):
    """What characters become, by code point; worked out when first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character).lower()
        folded = self[code] = "".join(traditional().get(part, part) for part in plain)
        return folded


_FOLDS = _Folds()


def whole(text: str) -> str:
    """Return a text in Unicode's composed form (NFC), in which it is cut, folded and shown."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return a text, composed, in lower case, of common width, in Simplified characters.

    Characters that a Simplified text may hold stay as they are (``han.traditional``): a query in Simplified characters so
    never needs the table of the others.
    """
    return text.translate(_FOLDS)
