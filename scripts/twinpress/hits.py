"""What a search of the built site finds, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import chain, islice
from pathlib import Path

import click

from twinpress.document import LANGUAGES
from twinpress.han import is_han
from twinpress.outputs import search
from twinpress.search import index
from twinpress.search.proof import Pieces
from twinpress.search.results import Result, Search


def found(site: Path, query: str, language: str | None, limit: int) -> Sequence[Result]:
    """Return the best results in a built site, at most ``limit``; without a ``language`` those in the query's own come first.

    Raises OSError, ValueError and zlib.error where the index is missing or broken.
    """
    own = "zh" if any(map(is_han, query)) else "en"
    languages = [language] if language else sorted(LANGUAGES, key=lambda one: one != own)
    searches = (Search(index.engine(search.fetch(site / search.folder(one))), query) for one in languages)
    return list(islice(chain.from_iterable(searches), limit))


def text(results: Sequence[Result], base: str) -> str:
    """Return date, section and title of each result, and below them its address and what was found."""
    lines: list[str] = []
    for result in results:
        facts = "  ".join(filter(None, (result.date, result.section)))
        lines += [
            f"{facts}  {_shown(result.title)}".strip(),
            f"    {base}{result.path}",
            f"    {_shown(result.snippet)}",
        ]
    return "".join(f"{line}\n" for line in lines)


def as_json(results: Sequence[Result], base: str) -> str:
    """Return a JSON array of objects with ``url``, ``title``, ``date``, ``section`` and ``snippet``."""
    rows = [
        {
            "url": base + result.path,
            "title": _plain(result.title),
            "date": result.date,
            "section": result.section,
            "snippet": _plain(result.snippet),
        }
        for result in results
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


REPORTS: dict[str, Callable[[Sequence[Result], str], str]] = {"text": text, "json": as_json}
"""Every format, by its name."""


def _plain(pieces: Pieces) -> str:
    return "".join(piece for piece, _ in pieces).replace("\n", " ")


def _shown(pieces: Pieces) -> str:
    """Return what was found in bold; ``click.echo`` takes that away where nobody looks."""
    return "".join(click.style(piece, bold=True) if marked else piece for piece, marked in pieces).replace("\n", " ")
