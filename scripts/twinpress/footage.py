"""What telephones write into a film beside the pictures: where it was made.

MP4 and QuickTime files are boxes within boxes (ISO/IEC 14496-12); only the heads of boxes are read, whatever the film weighs.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

FILMS = (".mp4", ".m4v", ".mov", ".3gp")
"""Endings of films that are made of boxes."""
CONTAINERS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"meta"))
"""Boxes whose boxes are looked at."""
PLACES = frozenset((b"\xa9xyz", b"loci"))
"""Where it was made, as Android and QuickTime write it (``udta``), and as 3GPP does (TS 26.244, 8.9)."""
TRACKS = frozenset((b"gpmd", b"camm"))
"""Tracks of action cameras, which say second by second where they were."""
NAMED = b".location."
"""In a key of Apple's, such as ``com.apple.quicktime.location.ISO6709``."""
GPS = b"exif:GPS"
"""In XMP, which stands in a box of the kind ``uuid``."""
READ = 1 << 18
"""Bytes of keys or XMP that are looked at."""
DEPTH = 8
MANY = 10_000
"""Boxes in all: a film has some hundred."""


def located(path: Path) -> bool:
    """Tell whether a film says where it was made; one that is not built as a film says nothing. Raises OSError."""
    with path.open("rb") as file:
        end = file.seek(0, 2)
        return any(_tells(file, kind, start, stop) for kind, start, stop in _boxes(file, 0, end, DEPTH, [MANY]))


def _tells(file: BinaryIO, kind: bytes, start: int, end: int) -> bool:
    if kind in PLACES:
        return True
    if kind in (b"keys", b"uuid", b"stsd"):
        file.seek(start)
        inside = file.read(min(end - start, READ))
        return {b"keys": NAMED in inside, b"uuid": GPS in inside, b"stsd": inside[12:16] in TRACKS}[kind]
    return False


def _boxes(file: BinaryIO, start: int, end: int, depth: int, left: list[int]) -> Iterator[tuple[bytes, int, int]]:
    """Yield (kind, first byte of what is in it, the byte behind it) of boxes, and of the boxes in them."""
    while start + 8 <= end and left[0] > 0:
        left[0] -= 1
        file.seek(start)
        size, kind = struct.unpack(">I4s", file.read(8))
        inside = start + 8
        if size == 1:  # it stands behind, in eight bytes
            large = file.read(8)
            size, inside = int.from_bytes(large, "big"), inside + 8
        stop = end if size == 0 else start + size
        if stop < inside or stop > end:
            return
        yield kind, inside, stop
        if kind in CONTAINERS and depth:
            yield from _boxes(file, inside + _extra(file, kind, inside), stop, depth - 1, left)
        start = stop


def _extra(file: BinaryIO, kind: bytes, inside: int) -> int:
    """Return the bytes before the first box: a ``meta`` has a version there, but not in QuickTime files."""
    if kind != b"meta":
        return 0
    file.seek(inside + 4)
    return 0 if file.read(4) == b"hdlr" else 4
