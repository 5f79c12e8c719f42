"""Picture files: size, format, and what in them must not be published.

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
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers.expat import EXPAT_VERSION

import PIL

from twinpress import svg
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
    """Pixels; 0 where unknown, as for an SVG without a size."""
    located: bool = False
    """Whether it says where it was taken."""
    broken: str = ""
    """Why it cannot be shown: ``empty``, ``unreadable``, ``truncated``; empty if it can."""
    unsafe: tuple[svg.Danger, ...] = ()
    """What an SVG must not hold."""

    @classmethod
    def of(cls, facts: Facts) -> Picture:
        """Return the picture of which the album knows ``facts``."""
        length, format_, width, height, located, broken, dangers = facts
        unsafe = tuple(svg.Danger(*danger) for danger in dangers)
        return cls(length, format_, width, height, located, broken, unsafe)

    @property
    def facts(self) -> Facts:
        """All that is known, as plain values for the album."""
        unsafe = tuple((danger.kind, danger.line, danger.found) for danger in self.unsafe)
        return (self.bytes, self.format, self.width, self.height, self.located, self.broken, unsafe)

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
    programs = b"".join(Path(module).read_bytes() for module in (__file__, svg.__file__))
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


def _read(path: Path, length: int) -> Picture:
    with path.open("rb") as file:
        data = file.read(LARGEST)
    if not data:
        return Picture(bytes=length, broken="empty")
    if path.suffix.lower() == ".svg" or svg.looks_like(data[:1000]):
        drawing = svg.read(data)
        if drawing is not None:
            return Picture(
                bytes=length, format="SVG", width=drawing.width, height=drawing.height, unsafe=drawing.dangers
            )
        if path.suffix.lower() == ".svg" and not _is_bitmap(data):
            return Picture(bytes=length, broken="unreadable")
    return _bitmap(path, data, length)


def _is_bitmap(data: bytes) -> bool:
    return data.startswith((b"\xff\xd8", b"\x89PNG", b"GIF8", b"RIFF")) or data[4:8] == b"ftyp"


def _bitmap(path: Path, data: bytes, length: int) -> Picture:
    from PIL import Image  # takes long to import, and mostly the album knows

    located = bool(XMP_PLACE.search(data))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path if length > LARGEST else io.BytesIO(data)) as image:
                format_, (width, height) = image.format or "", image.size
                if format_ != "PNG" or any(mark in data for mark in PNG_EXTRA):
                    located = located or _has_place(image)
    except Image.DecompressionBombError:
        return Picture(bytes=length, format="", width=20_000, height=20_000, located=located)
    except Exception:  # Pillow's plugins raise whatever their parsers stumble over
        return Picture(bytes=length, broken="unreadable")
    broken = "truncated" if length <= LARGEST and _truncated(format_, data) else ""
    return Picture(bytes=length, format=format_, width=width, height=height, located=located, broken=broken)


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
