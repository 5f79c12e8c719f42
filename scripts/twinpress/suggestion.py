"""“Did you mean …?”: the word that a writer most likely wanted."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def closest(written: str, known: Iterable[str]) -> str | None:
    """Return the known word most like ``written``, or None where none is near."""
    words = list(known)
    folded = {word.casefold().replace("_", "-"): word for word in reversed(words)}
    wanted = written.strip().casefold().replace("_", "-").replace(" ", "-")
    if wanted in folded:
        return folded[wanted]
    near = difflib.get_close_matches(wanted, list(folded), n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def question(near: str | None) -> tuple[str, str]:
    """Return “did you mean” in (zh, en), empty where there is nothing near."""
    return (f"是否想写 {near}？", f"Did you mean {near}?") if near else ("", "")
