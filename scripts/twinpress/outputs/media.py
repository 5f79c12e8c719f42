"""Pictures, attachments and the other files beside articles: as they lie there, pictures without what cameras left in them,
and in the sizes that pages offer."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from twinpress import forked, picture, rendition
from twinpress.darkroom import Darkroom
from twinpress.illustration import is_picture
from twinpress.publication import Publication

FEW = 4
"""Pictures to be made smaller for which other processes are not worth their start."""


def names(publication: Publication) -> Iterator[str]:
    """Yield the path of each file that a public page shows or leads to, below the content folder and in the site."""
    yield from sorted({name for pages in publication.pages.values() for page in pages for name in page.files()})


def lay(root: Path, paths: Iterable[str], folder: Path, cache: Path | None) -> Mapping[str, Sequence[str]]:
    """Put files from the content folder ``root`` into the site's folder; return the paths there of what each has become.

    ``cache``: the site's cache folder. Raises OSError.
    """
    darkroom = Darkroom(cache)

    def work(path: str) -> Sequence[str]:
        return _lay(root / path, path, folder, darkroom)

    files = list(paths)
    slow = [path for path in files if is_picture(path) and _is_new(root / path, darkroom)]
    done = forked.each(work, slow, chunk=1) if len(slow) >= FEW else None
    laid = dict(zip(slow, done, strict=True)) if done else {}
    return {path: laid[path] if path in laid else work(path) for path in files}


def _is_new(file: Path, darkroom: Darkroom) -> bool:
    """Tell whether renditions of a picture are to be made."""
    found = picture.read(file)
    return found is not None and not darkroom.holds(rendition.of(file.name, found))


def _lay(file: Path, path: str, folder: Path, darkroom: Darkroom) -> Sequence[str]:
    """Put a file and what is made of it in its place; return their paths."""
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    if not is_picture(path):
        shutil.copyfile(file, place)
        return (path,)
    found, data = picture.develop(file)
    if data is None:
        return ()  # a rule reports it
    sizes = rendition.of(file.name, found)
    for size, made in zip(sizes, darkroom.make(sizes, found, data), strict=True) if sizes else ():
        place.with_name(size.name).write_bytes(made)
    place.write_bytes(data)
    return (path, *(f"{path.rpartition('/')[0]}/{size.name}" for size in sizes))
