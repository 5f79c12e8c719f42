"""The docs folder: which standing pages there are, in which languages, under which title.

MkDocs finds and renders these files itself; this module tells everything else about them.
"""

from __future__ import annotations

import os
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
    sources: dict[str, str]
    """Path below ``docs/`` by language; a language without one has no such page."""
    titles: dict[str, str]
    """By language."""
    descriptions: dict[str, str]
    """By language, where there is one."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the page exists, the default language first."""
        return tuple(language for language in LANGUAGES if language in self.sources)

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
    found: dict[str, StandingPage] = {}
    for path in sorted(site.docs.rglob("*.md")) if os.path.isdir(site.docs) else []:
        source = path.relative_to(site.docs).as_posix()
        place = address(source)
        if place is None or not path.is_file():
            continue
        where, language = place
        page = found.setdefault(where, StandingPage(address=where, sources={}, titles={}, descriptions={}))
        title, description = _head(clean(path.read_text("utf-8", "replace")))
        page.sources[language] = source
        page.titles[language] = title or path.stem
        if description:
            page.descriptions[language] = description
    return tuple(page for _, page in sorted(found.items()))


def _head(text: str) -> tuple[str, str]:
    """Return the title and the description in the front matter of a page; its first heading is a title too."""
    lines = text.split("\n")
    values = parse("\n".join(lines[1:]).split("\n---", 1)[0]).values if FENCE.fullmatch(lines[0]) else {}
    title, description = values.get("title"), values.get("description")
    heading = next((line[2:].strip() for line in lines if line.startswith("# ")), "")
    return title if isinstance(title, str) else heading, description if isinstance(description, str) else ""
