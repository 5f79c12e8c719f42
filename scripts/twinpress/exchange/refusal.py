"""What is not taken over, and why."""

from __future__ import annotations

from dataclasses import dataclass


class RefusedError(Exception):
    """A file cannot be used; the message says why, in both languages."""


@dataclass(frozen=True)
class Refusal:
    """Something in a file that was not written, and what to do."""

    path: str
    """Of the file that it is about, relative to the content folder."""
    line: int
    zh: str
    en: str
