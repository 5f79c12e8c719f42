"""The machine on which was measured: what matters for the figures, and nothing that tells whose it is."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import twinpress

LIBRARIES = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "markdown")


def describe(hugo: Path | None) -> Iterator[tuple[str, str]]:
    """Yield (what, its name or size)."""
    yield "Processor", f"{_processor()}, {os.cpu_count()} in all"
    yield "Memory", f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    yield "System", f"{_system()}, {platform.machine()}"
    yield "Python", platform.python_version()
    yield "Twinpress", twinpress.__version__
    for name in LIBRARIES:
        yield name, metadata.version(name)
    if hugo:
        yield "Hugo", released(str(hugo), "version")


def _processor() -> str:
    """Return the model of the processor."""
    known = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", known.read_text("utf-8") if known.exists() else "", re.M)
    return found[1] if found else platform.processor() or "unknown"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"


def released(program: str, option: str) -> str:
    """Return the number of a program's release, as it tells it itself."""
    done = subprocess.run([program, option], capture_output=True, text=True, check=True)
    found = re.search(r"\d+(?:\.\d+)+", done.stdout or done.stderr)
    return found[0] if found else done.stdout.strip()
