"""The installation: which programs work together here, as far as what they make may depend on their versions."""

from __future__ import annotations

import os
import sys
from contextlib import suppress


def programs() -> list[str]:
    """Return the installed distributions and this Python, with their versions, sorted.

    The names of the distributions' folders hold the versions (PyPA, "Recording installed projects"): nothing is opened.
    """
    found = {f"python {sys.version}"}
    for folder in sys.path:
        with suppress(OSError):
            found.update(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
    return sorted(found)
