"""Renditions: the sizes in which a picture is offered to browsers, and their names.

They follow from what the header of a picture says, so a page names them without a pixel being read. ``darkroom.py`` makes
them. A name holds the digest of the picture and of the recipe: a file never changes under it, and can be kept for ever.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import PIL

from twinpress.picture import Picture

WIDTHS = (400, 800, 1600)
"""Pixels. A telephone shows 360 to 430 with two to three for each; the column of an article is 660 wide at most."""
SMALLEST = 400
"""Pictures no wider are small enough as they are."""
WORTHWHILE = 0.8
"""A step this near to the picture's own width is not worth a file."""
HIGHEST = 16383
"""Pixels of a side that WebP can hold."""
MOST = 50_000_000
"""Pixels: what is larger would fill the memory, and is left as it is. The checks allow forty million."""
FORMATS = frozenset({"JPEG", "MPO", "PNG", "WEBP", "GIF"})
"""Those that are made smaller; an AVIF is small as it is, and not every Pillow reads it."""
QUALITY = 80
"""Of what was compressed with loss before. Above it, files grow faster than anybody sees a difference; at it, a WebP of a
photo is two thirds of a JPEG that looks the same."""
QUALITY_LOSSLESS = 90
"""Of a PNG with many colours: a screen shot, whose letters must stay sharp."""
COLOURS = 1024
"""Colours up to which a PNG or GIF is a drawing, whose edges compression with loss would blur."""
PALETTE = 256
"""Colours of a drawing that was made smaller: half of the bytes of all of them, and nobody sees it."""
EFFORT = 4
"""Of libwebp, 0 to 6: with 6 it takes twice as long for three percent."""
DIGEST = 8
"""Bytes: among a hundred thousand pictures, two are taken for one with a chance of one to three thousand million."""
NAME = re.compile(r".*\.(?P<width>\d+)\.(?P<digest>[0-9a-f]{16})\.webp")
RECIPE = blake2b(
    repr((1, PIL.__version__, QUALITY, QUALITY_LOSSLESS, COLOURS, PALETTE, EFFORT)).encode(), digest_size=16
).hexdigest()
"""Of all that decides which bytes come of a picture. The first number counts changes of ``lens.py``; another Pillow
compresses otherwise."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture in one width, as WebP."""

    name: str
    """Of the file, which lies beside the picture."""
    width: int
    key: str
    """By which it is kept: who has it has these bytes."""


def widths(picture: Picture) -> tuple[int, ...]:
    """Return the widths in which a picture is offered beside itself, smallest first; none is wider than it is."""
    if (
        picture.format not in FORMATS
        or picture.moving
        or picture.broken
        or not picture.published
        or picture.width <= SMALLEST
        or not 0 < picture.width * picture.height <= MOST
    ):
        return ()
    steps = [width for width in WIDTHS if width <= picture.width * WORTHWHILE]
    steps += [picture.width] if picture.width <= WIDTHS[-1] else [WIDTHS[-1]]
    return tuple(width for width in dict.fromkeys(steps) if height(picture, width) <= HIGHEST)


def height(picture: Picture, width: int) -> int:
    """Return how high a picture is in a width."""
    return max(1, round(picture.height * width / picture.width))


def of(name: str, picture: Picture) -> Sequence[Rendition]:
    """Return the renditions of the picture with this file name, smallest first."""
    found = widths(picture)
    if not found:
        return ()
    digest = blake2b(f"{picture.digest}{RECIPE}".encode(), digest_size=DIGEST).hexdigest()
    stem = name.rpartition(".")[0]
    return tuple(Rendition(f"{stem}.{width}.{digest}.webp", width, f"{digest}.{width}") for width in found)


def key(path: str) -> str | None:
    """Return the key of the rendition at a path of the site; None where there is none."""
    found = NAME.fullmatch(path)
    return f"{found['digest']}.{found['width']}" if found else None
