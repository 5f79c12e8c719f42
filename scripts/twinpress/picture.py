"""Picture files: size, format, what in them must not be published, and the file without it.

Only headers are decoded, never the pixels: ten thousand photos are read in seconds, and a picture made to fill the memory
does no harm. A file that was read is not opened again while it is the same: see ``album.py``.
"""

from __future__ import annotations

import io
import os
import re
import stat
import sys
import warnings
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers.expat import EXPAT_VERSION

import PIL

from twinpress import camera, svg
from twinpress.album import Album, Facts
from twinpress.document import digest_of

if TYPE_CHECKING:
    from PIL import Image

FORMATS = {
    "JPEG": (".jpg", ".jpeg"),
    "MPO": (".jpg", ".jpeg"),  # a JPEG with a second picture in it, as some telephones make them
    "PNG": (".png",),
    "WEBP": (".webp",),
    "GIF": (".gif",),
    "AVIF": (".avif",),
    "SVG": (".svg",),
}
"""Formats that every browser shows, with their endings."""
TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "AVIF": "image/avif",
    "SVG": "image/svg+xml",
}
"""Media types of these formats: the tables of ``mimetypes`` differ from machine to machine."""
LARGEST = 64_000_000
"""Bytes read at most: what is larger is reported for its size alone."""
XMP_PLACE = re.compile(rb"GPS(?:Latitude|Longitude)\b")
GPS_PLACE = {2, 4}
"""Tags of latitude and longitude; cameras without reception write the others."""
SIDEWAYS = 5
"""Orientations from here on exchange width and height."""
PNG_EXTRA = (b"eXIf", b" exif", b"adobe.xmp")
"""One stands in every PNG that has EXIF or XMP. Both may lie behind the pixels, which Pillow decodes to get there."""


@dataclass(frozen=True)
class Picture:
    """What is known of a picture file."""

    bytes: int
    format: str = ""
    """Pillow's name, or ``SVG``; empty where it cannot be told."""
    width: int = 0
    height: int = 0
    """Pixels, as it is shown: a photo taken upright is higher than wide. 0 where unknown, as for an SVG without a size."""
    moving: bool = False
    """Whether it is an animation."""
    located: bool = False
    """Whether it says where it was taken."""
    broken: str = ""
    """Why it cannot be shown: ``empty``, ``unreadable``, ``truncated``; empty if it can."""
    unsafe: tuple[svg.Danger, ...] = ()
    """What an SVG must not hold."""
    published: int = 0
    """Bytes of the file that readers get (``public``); 0: none."""
    digest: str = ""
    """Of the bytes, hexadecimal; empty where they were not read to the end."""

    @classmethod
    def of(cls, facts: Facts) -> Picture:
        """Return the picture of which the album knows ``facts``."""
        length, format_, width, height, moving, located, broken, dangers, published, digest = facts
        unsafe = tuple(svg.Danger(*danger) for danger in dangers)
        return cls(length, format_, width, height, moving, located, broken, unsafe, published, digest)

    @property
    def facts(self) -> Facts:
        """All that is known, as plain values for the album."""
        unsafe = tuple((danger.kind, danger.line, danger.found) for danger in self.unsafe)
        first = (self.bytes, self.format, self.width, self.height, self.moving, self.located, self.broken)
        return (*first, unsafe, self.published, self.digest)

    @property
    def type(self) -> str:
        """Media type, by what is in the file; empty where its format is none of ours."""
        return TYPES.get(self.format, "")

    @property
    def megapixels(self) -> float:
        """Width times height, in millions."""
        return self.width * self.height / 1e6


def remember(cache: Path | None) -> None:
    """Use the album in a site's cache folder from now on; without a folder, one that ends with the process."""
    global _album
    if cache != _album.cache:
        _album = Album(cache, _KEY)


def keep() -> None:
    """Write down what was read of pictures."""
    _album.keep()


def _key() -> bytes:
    """Return a digest of all that reads pictures."""
    programs = b"".join(Path(module).read_bytes() for module in (__file__, svg.__file__, camera.__file__))
    return digest_of(programs + repr((sys.version, PIL.__version__, EXPAT_VERSION)).encode())


_KEY = _key()
_album = Album(None, _KEY)
"""One for the whole process: pages and outputs ask for a picture by its path, and know nothing of caches."""


def read(path: Path) -> Picture | None:
    """Return what is known of a picture file; None if there is no such regular file. Never raises for its contents."""
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            return None  # a pipe would never end, and a link may lead anywhere
        facts = _album.get(os.fspath(path), status)
        if facts is not None:
            return Picture.of(facts)
        picture = _read(path, status.st_size)
    except OSError:
        return None
    _album.put(os.fspath(path), status, picture.facts)
    return picture


def size(path: Path) -> tuple[int, int] | None:
    """Return (width, height) in pixels, or None where they cannot be told."""
    picture = read(path)
    return (picture.width, picture.height) if picture and picture.width and picture.height else None


def develop(path: Path) -> tuple[Picture, bytes | None]:
    """Read a picture file; return what is known of it, and its bytes as readers get them: without what cameras have left.

    None in their place where that cannot be made sure. Raises OSError.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
        return _look(path, data, os.fstat(file.fileno()).st_size)


def _read(path: Path, length: int) -> Picture:
    with path.open("rb") as file:
        return _look(path, file.read(LARGEST + 1), length)[0]


def _look(path: Path, data: bytes, length: int) -> tuple[Picture, bytes | None]:
    """Return what is known of a picture of ``length`` bytes, of which ``data`` are the first, and what of it is published."""
    if not data:
        return Picture(bytes=length, broken="empty"), None
    found = _of_bytes(path, data, length)
    if len(data) > LARGEST:
        return found, None
    public = _public(path, data)
    digest = blake2b(data, digest_size=16).hexdigest()
    return replace(found, published=len(public or b""), digest=digest), public


def _public(path: Path, data: bytes) -> bytes | None:
    """Return what is published of a picture file; nothing of what says where it was taken gets through."""
    cleaned = camera.clean(data)
    if cleaned is None and (_is_drawing(path, data) or _is_avif(data)):
        cleaned = data
    if cleaned is None or XMP_PLACE.search(cleaned) or (_is_avif(data) and _bitmap(data, len(data)).located):
        return None
    return cleaned


def _is_drawing(path: Path, data: bytes) -> bool:
    """Tell whether a file is an SVG, or was meant to be one."""
    return (path.suffix.lower() == ".svg" or svg.looks_like(data[:1000])) and not _is_bitmap(data)


def _of_bytes(path: Path, data: bytes, length: int) -> Picture:
    if path.suffix.lower() == ".svg" or svg.looks_like(data[:1000]):
        drawing = svg.read(data)
        if drawing is not None:
            return Picture(
                bytes=length, format="SVG", width=drawing.width, height=drawing.height, unsafe=drawing.dangers
            )
        if path.suffix.lower() == ".svg" and not _is_bitmap(data):
            return Picture(bytes=length, broken="unreadable")
    return _bitmap(data, length)


def _is_bitmap(data: bytes) -> bool:
    return data.startswith((b"\xff\xd8", b"\x89PNG", b"GIF8", b"RIFF")) or _is_avif(data)


def _is_avif(data: bytes) -> bool:
    return data[4:8] == b"ftyp"


def _bitmap(data: bytes, length: int) -> Picture:
    from PIL import Image  # takes long to import, and mostly the album knows

    located = bool(XMP_PLACE.search(data))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                format_, (width, height) = image.format or "", image.size
                moving = format_ != "MPO" and bool(getattr(image, "is_animated", False))
                if format_ != "PNG" or any(mark in data for mark in PNG_EXTRA):
                    located = located or _has_place(image)
    except Image.DecompressionBombError:
        return Picture(bytes=length, format="", width=20_000, height=20_000, located=located)
    except Exception:  # Pillow's plugins raise whatever their parsers stumble over
        return Picture(bytes=length, broken="unreadable")
    broken = "truncated" if length <= LARGEST and _truncated(format_, data) else ""
    if camera.orientation(data) >= SIDEWAYS:
        width, height = height, width
    return Picture(
        bytes=length, format=format_, width=width, height=height, moving=moving, located=located, broken=broken
    )


def _has_place(image: Image.Image) -> bool:
    """Tell whether EXIF or XMP of an opened picture gives a place."""
    from PIL import ExifTags

    try:
        place = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    except Exception:  # broken EXIF is common, and gives no place
        place = {}
    if GPS_PLACE & set(place):
        return True
    texts = (image.info.get(key) for key in ("xmp", "XML:com.adobe.xmp"))
    return any(XMP_PLACE.search(text if isinstance(text, bytes) else str(text).encode()) for text in texts if text)


def _truncated(format_: str, data: bytes) -> bool:
    """Tell whether the end of a file is missing, by what its format ends with."""
    if format_ in ("JPEG", "MPO"):
        return b"\xff\xd9" not in data[-(1 << 16) :]
    if format_ == "PNG":
        return b"IEND" not in data[-(1 << 12) :]
    if format_ == "GIF":
        return b"\x3b" not in data[-64:]
    if format_ == "WEBP":
        return int.from_bytes(data[4:8], "little") + 8 > len(data)
    return False
