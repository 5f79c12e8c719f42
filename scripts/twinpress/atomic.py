"""Writing files whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

MASK = os.umask(0o077)
"""Permissions that new files do not get: asked once, because asking means setting it for a moment."""
os.umask(MASK)


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, with the permissions of the one it replaces, or those of any new one.

    Raises OSError if it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    except OSError as error:  # of a name that nobody has typed
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if path.exists():
            shutil.copymode(path, name)
        else:
            os.chmod(name, 0o666 & ~MASK)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
