"""What rules see of ``docs/``: the files of the standing pages, as prose."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from twinpress.docs import HANDBOOK, address
from twinpress.document import FENCE, clean
from twinpress.prose import Prose
from twinpress.site import Site

MARKDOWN = {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}
"""Names by which MkDocs knows a page."""


@dataclass(frozen=True)
class DocsPage:
    """A file of a standing page."""

    file: Path
    source: str
    """Below ``docs/``: ``about.zh.md``."""
    address: str
    """Below a language's home: ``about/``."""
    language: str

    @cached_property
    def prose(self) -> Prose:
        """The body; of a file that cannot be read, nothing."""
        try:
            lines = clean(self.file.read_bytes().decode("utf-8", "replace")).split("\n")
        except OSError:
            return Prose("")
        close = next((n for n, line in enumerate(lines[1:], 1) if FENCE.fullmatch(line)), 0)
        start = close + 1 if FENCE.fullmatch(lines[0]) and close else 0
        return Prose("\n".join(lines[start:]), start + 1)


def files(site: Site) -> Iterator[tuple[Path, str]]:
    """Yield every Markdown file below ``docs/`` and its path there; hidden ones are none of MkDocs'."""
    for file in sorted(site.docs.rglob("*")) if os.path.isdir(site.docs) else []:
        source = file.relative_to(site.docs).as_posix()
        hidden = any(part.startswith(".") for part in source.split("/"))
        if file.suffix.lower() in MARKDOWN and not hidden and file.is_file():  # nothing reads a pipe
            yield file, source


def published(site: Site) -> Iterator[DocsPage]:
    """Yield the files of the standing pages; the handbook is for previews."""
    for file, source in files(site):
        place = address(source)
        if place and not source.startswith(HANDBOOK):
            yield DocsPage(file, source, *place)
