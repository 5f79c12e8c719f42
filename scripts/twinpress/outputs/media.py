"""Pictures, attachments and the other files beside articles, as they lie there."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from twinpress.publication import Publication


def names(publication: Publication) -> Iterator[str]:
    """Yield the path of each file that a public page shows or leads to, below the content folder and in the site."""
    yield from sorted({name for pages in publication.pages.values() for page in pages for name in page.files()})


def copy(root: Path, paths: Iterable[str], folder: Path) -> None:
    """Copy files from the content folder ``root`` into the site's folder. Raises OSError."""
    for path in paths:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, place)
