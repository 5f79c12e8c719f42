"""What Material's search knows of the archive: a page in sections, each from one heading to the next."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from html import escape
from pathlib import Path

from twinpress.pages import Page

HEADING = re.compile(r'<h[1-6] id="([^"]*)">(.*?)</h[1-6]>', re.S)
TAG = re.compile(r"<[^>]*>")


PLACE = "search/search_index.json"
"""The file, to which every page of a site adds something."""


class Index:
    """The entries of Material's index: where a section is, its title as HTML, its text as HTML without tags."""

    def __init__(self) -> None:
        self.entries: list[dict[str, str]] = []

    def add(self, page: Page, text: str) -> None:
        """Take in a page and its text, which is HTML."""
        if not page.searchable:
            return
        first, *rest = HEADING.split(text)
        self._add(page.path, escape(page.title), first)
        for name, title, section in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            self._add(f"{page.path}#{name}", _bare(title), section)

    def _add(self, location: str, title: str, text: str) -> None:
        self.entries.append({"location": location, "title": title, "text": _bare(text)})


def merge(
    made: Path,
    place: Path,
    entries: Iterable[dict[str, str]],
    paths: Collection[str],
    order: Callable[[], Iterable[str]],
) -> None:
    """Write the index of a site whose pages at ``paths`` are made anew, with these ``entries``; nothing where there is none.

    What MkDocs has just written in ``made``, else what stands in ``place``, has the entries of the other pages; the pages
    stand in their ``order``. Raises OSError.
    """
    fresh = made / PLACE
    sources = [source for source in (fresh, place / PLACE) if source.is_file()]
    if not sources:
        return
    rank = {path: number for number, path in enumerate(order())}
    anew = {path.removesuffix("index.html") for path in paths}
    found: dict[int, list[dict[str, str]]] = {}
    whole: dict[str, object] = {}
    for source in sources:
        index = json.loads(source.read_bytes())
        whole = whole or {**index}
        own = [entry for entry in index["docs"] if _page(entry) in rank and _page(entry) not in anew]
        found |= _grouped(own, rank, found)
    found |= _grouped(entries, rank, {})
    whole["docs"] = [entry for number in sorted(found) for entry in found[number]]
    fresh.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_text(json.dumps(whole, separators=(",", ":")), "utf-8")


def _page(entry: dict[str, str]) -> str:
    return entry["location"].partition("#")[0]


def _grouped(
    entries: Iterable[dict[str, str]], rank: Mapping[str, int], known: Container[int]
) -> dict[int, list[dict[str, str]]]:
    """Return entries by the rank of their page, without pages that are ``known``."""
    found: dict[int, list[dict[str, str]]] = {}
    for entry in entries:
        number = rank[_page(entry)]
        if number not in known:
            found.setdefault(number, []).append(entry)
    return found


def _bare(html: str) -> str:
    return " ".join(TAG.sub(" ", html).split())
