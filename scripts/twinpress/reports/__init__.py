"""What a check found, written for people or for programs: a module for each format.

To add a format, write a module of its name with a function ``report`` that is a Format, and add the name to FORMATS:
the command line offers it, and the tests hold it to what holds for all. What formats say alike is in ``words.py``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from twinpress.finding import Finding

FORMATS = ("text", "json", "github", "sarif", "junit")

Shown = Callable[[str], str]
"""Turns a path relative to the content folder into one that the user can open."""
LINE_ENDS = {10: "\\n", 13: "\\r"}
"""A file name may hold a line end; a line of output may not."""
Format = Callable[[Sequence[Finding], Shown, str | None], str]
"""(findings in order, Shown, language of the messages or None for both) → the report, ending with a line end."""


def writer(name: str) -> Format:
    """Return the function that writes the format ``name``.

    Its module is imported here and no sooner: the command line names the formats, and must not wait for the rules.
    """
    report: Format = import_module(f"{__name__}.{name}").report
    return report


def shown(content: Path, root: str | None = None) -> Shown:
    """Return what makes paths that the user can open: from the folder ``root``, if it was named, else from here."""
    try:
        start = root if root is not None else os.path.relpath(content)
    except ValueError:  # another drive of a Windows machine
        start = str(content)
    return lambda path: Path(os.path.normpath(Path(start, path))).as_posix().translate(LINE_ENDS)
