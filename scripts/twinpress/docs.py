"""The docs folder: which standing pages there are, in which languages, under which title.

MkDocs finds and renders these files itself; this module tells everything else about them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from twinpress.document import FENCE, LANGUAGES, clean
from twinpress.frontmatter import parse
from twinpress.site import Site

HANDBOOK = "handbook/"
"""Shown in the preview, not published."""
NAME = re.compile(r"(?P<stem>.+)\.(?P<language>[a-z]{2})\.md")


@dataclass(frozen=True, kw_only=True)
class StandingPage:
    """A page of ``docs/``."""

    address: str
    """Below a language's home: ``about/``."""
    titles: dict[str, str]
    """By language; a language without a title has no such page."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the page exists, the default language first."""
        return tuple(language for language in LANGUAGES if language in self.titles)

    @property
    def published(self) -> bool:
        """Whether the site has it; the handbook is for previews."""
        return not self.address.startswith(HANDBOOK)


def address(source: str) -> tuple[str, str] | None:
    """Return (address, language) of a source path below ``docs/`` (``about.zh.md``), or None where it is no page."""
    match = NAME.fullmatch(source)
    if match is None or match["language"] not in LANGUAGES:
        return None
    stem = match["stem"]
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index"), match["language"]
    return f"{stem}/", match["language"]


def load(site: Site) -> tuple[StandingPage, ...]:
    """Return the standing pages, by address."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(site.docs.rglob("*.md")) if site.docs.is_dir() else []:
        place = address(path.relative_to(site.docs).as_posix())
        if place:
            found.setdefault(place[0], {})[place[1]] = _title(clean(path.read_text("utf-8", "replace"))) or path.stem
    return tuple(StandingPage(address=key, titles=titles) for key, titles in sorted(found.items()))


def _title(text: str) -> str:
    """Return the title in the front matter of a page, else its first heading."""
    lines = text.split("\n")
    if FENCE.fullmatch(lines[0]):
        head = "\n".join(lines[1:]).split("\n---", 1)[0]
        title = parse(head).values.get("title")
        if isinstance(title, str):
            return title
    return next((line[2:].strip() for line in lines if line.startswith("# ")), "")
