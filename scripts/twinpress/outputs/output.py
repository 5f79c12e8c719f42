"""A file of the site, before it is made."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Output:
    """A file of the site: its path, and how it comes about. Nothing is done until it is written."""

    path: str
    """Below the site's root, with slashes."""
    make: Callable[[], bytes]
    files: Callable[[], Sequence[str]] = tuple
    """The files beside articles that are published with it (``media.py``)."""
    given: object = None
    """What ``make`` was given that no question is asked about (``trace.py``); equal if its ``repr`` is."""

    def write(self, folder: Path) -> None:
        """Make the file in the site's folder. Raises OSError."""
        made = self.make()
        place = f"{folder}/{self.path}"  # plain text: hundreds of thousands are written, and paths as objects cost more
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(made)
