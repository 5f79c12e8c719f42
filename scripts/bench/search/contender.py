"""The contenders: who builds an index, with which command, and how a browser asks it.

To add one, add it to ``CONTENDERS``, and a module of JavaScript beside this one that exports ``open``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import program
from bench.search.bench import Bench

Command = Callable[[Bench, str, Path], Sequence[str]]
"""Returns the command that builds the index of a language in a new folder."""


@dataclass(frozen=True, kw_only=True)
class Contender:
    """A search."""

    name: str
    """Of its folder."""
    title: str
    """In reports."""
    reader: str
    """The module of JavaScript that asks it."""
    command: Command
    program: Callable[[], Path | None]
    """Returns what it cannot be without; None: not installed."""
    whole: bool = False
    """Whether a browser reads the whole index before the first question: it is then opened once for all questions."""
    most: int | None = None
    """The largest archive that it can bear, in articles."""


def _module(name: str) -> Command:
    return lambda bench, language, folder: (
        sys.executable,
        "-m",
        f"bench.search.{name}",
        str(bench.texts(language)),
        str(folder),
    )


def _pagefind(found: Callable[[], Path | None]) -> Command:
    return lambda bench, language, folder: (
        str(found()),
        "--silent",
        "--site",
        str(bench.pages(language)),
        "--output-path",
        str(folder),
    )


CONTENDERS = (
    Contender(
        name="twinpress",
        title="Twinpress",
        reader="twinpress",
        command=_module("ours"),
        program=lambda: Path(sys.executable),
    ),
    Contender(
        name="pagefind",
        title="Pagefind 1.5.2",
        reader="pagefind",
        command=_pagefind(program.pagefind),
        program=program.pagefind,
    ),
    Contender(
        name="pagefind-newest",
        title=f"Pagefind {program.NEWEST}",
        reader="pagefind",
        command=_pagefind(program.newest_pagefind),
        program=program.newest_pagefind,
    ),
    Contender(
        name="stock",
        title="Material’s search, with jieba",
        reader="stock",
        command=_module("stock"),
        program=program.jieba,
        whole=True,
        most=10_000,  # its index is 80 MB then, and 2 GB in the browser
    ),
)
"""Every contender, in the order of reports."""


def taking_part(articles: int) -> tuple[Contender, ...]:
    """Return the contenders that are installed and can bear so many articles."""
    return tuple(one for one in CONTENDERS if (one.most is None or articles <= one.most) and one.program())


def named(names: Sequence[str]) -> tuple[Contender, ...]:
    """Return the contenders with these names."""
    return tuple(one for one in CONTENDERS if one.name in names)
