"""The darkroom: keeps the renditions of pictures (``rendition.py``) in the cache, by content, so that each is made once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from twinpress import atomic, picture, rendition
from twinpress.album import FOLDER
from twinpress.picture import Picture
from twinpress.rendition import Rendition

PRINTS = "webp"
"""Folder of the renditions, below that of all that is made of pictures."""
CHECK = 16
"""Bytes of the digest that each file in the cache begins with."""


class Darkroom:
    """Has renditions made, and keeps them below a site's cache folder, if there is one."""

    def __init__(self, cache: Path | None):
        self._folder = cache / FOLDER / PRINTS if cache else None

    def holds(self, sizes: Sequence[Rendition]) -> bool:
        """Tell whether the cache has a file for each rendition."""
        return all(place is not None and place.is_file() for place in map(self._place, sizes))

    def make(self, sizes: Sequence[Rendition], found: Picture, data: bytes) -> Sequence[bytes]:
        """Return all renditions of a picture, smallest first; ``data``: the file as it is published."""
        known = [held for held in map(self._recall, sizes) if held is not None]
        if len(known) == len(sizes):
            return known
        from twinpress.lens import develop  # brings Pillow, and mostly the cache has all

        made = develop(data, found)
        for size, one in zip(sizes, made, strict=True):
            self._keep(size, one)
        return made

    def one(self, file: Path, name: str) -> bytes | None:
        """Return the rendition of a picture file that has this name; None where there is none. Raises OSError."""
        found, data = picture.develop(file)
        sizes = rendition.of(file.name, found)
        number = next((number for number, size in enumerate(sizes) if size.name == name), None)
        if number is None or data is None:
            return None
        return self._recall(sizes[number]) or self.make(sizes, found, data)[number]

    def forget(self, paths: Iterable[str]) -> None:
        """Take renditions out of the cache that the site has had at these paths."""
        for key in filter(None, map(rendition.key, paths)):
            if place := self._at(key):
                with suppress(OSError):
                    place.unlink(missing_ok=True)

    def _place(self, size: Rendition) -> Path | None:
        return self._at(size.key)

    def _at(self, key: str) -> Path | None:
        return self._folder / key[:2] / key if self._folder else None

    def _recall(self, size: Rendition) -> bytes | None:
        """Return what the cache holds, unless it is broken."""
        place = self._place(size)
        try:
            held = place.read_bytes() if place else b""
        except OSError:
            return None
        return held[CHECK:] if held and held[:CHECK] == _check(size.key, held[CHECK:]) else None

    def _keep(self, size: Rendition, made: bytes) -> None:
        if place := self._place(size):
            with suppress(OSError):  # a full disk costs time, nothing else
                place.parent.mkdir(parents=True, exist_ok=True)
                atomic.write(place, _check(size.key, made) + made)


def _check(key: str, data: bytes) -> bytes:
    return blake2b(key.encode() + data, digest_size=CHECK).digest()
