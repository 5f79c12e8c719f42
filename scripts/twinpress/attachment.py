"""Attachments: the files that readers download, as they are published."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from functools import lru_cache
from hashlib import file_digest, sha256
from pathlib import Path

from twinpress import picture
from twinpress.illustration import is_picture

UNKNOWN = "application/octet-stream"
MEDIA_TYPES = {
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "gif": "image/gif",
    "ics": "text/calendar",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ofd": "application/ofd",
    "pdf": "application/pdf",
    "png": "image/png",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "webp": "image/webp",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
    "zip": "application/zip",
}
"""Media types by ending, as IANA registers them (``ofd``, GB/T 33190, as its makers use it). Python's ``mimetypes`` asks
the machine it runs on, and two machines would build two sites."""


@dataclass(frozen=True)
class Attachment:
    """What is known of a file to download."""

    bytes: int
    sha256: str
    """Hexadecimal."""
    media_type: str
    """By the ending of its name."""


def read(path: Path) -> Attachment | None:
    """Return what is known of a file; None if there is no such regular file, or it cannot be read."""
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            return None  # a pipe would never end, and a link may lead anywhere
        return _read(path, status.st_mtime_ns, status.st_size)
    except OSError:
        return None


@lru_cache(maxsize=4096)  # the page in each language and the JSON API ask for the same file
def _read(path: Path, changed: int, length: int) -> Attachment:
    media_type = MEDIA_TYPES.get(path.suffix[1:].lower(), UNKNOWN)
    if is_picture(path.name):  # readers get it without what its camera left in it
        data = picture.develop(path)[1] or b""
        return Attachment(len(data), sha256(data).hexdigest(), media_type)
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
        return Attachment(file.tell(), digest, media_type)
