"""The pages that are opened, and in which site each lies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

STORIES, ARCHIVE, STOCK, BARE = "stories", "archive", "stock", "bare"
"""Sites: the committed stories, a made-up archive, the stories in Material as it comes, and one article with nothing."""
OURS = frozenset({STORIES, ARCHIVE})
ARTICLE = "2025/child-friendly-city-training/"
"""The committed story that every site shows in both languages: with pictures, people, an event and related stories."""
LANGUAGES = {"zh": "", "en": "en/"}
"""Where the pages of a language begin."""
LARGEST = {
    "home": "index.html",
    "article": "[0-9]*/[a-z]*/index.html",
    "topic, a list": "topics/*/index.html",
    "person, a dossier": "people/*/index.html",
    "search": "search/index.html",
}
"""In the made-up archive, whose names nobody knows: of each kind the page that is the largest file."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page that is opened."""

    site: str
    title: str
    """In reports."""
    path: str
    """Its address, below that of its site."""
    language: str | None = None
    """That of an article which all sites show."""

    @property
    def name(self) -> str:
        """What it is called in files."""
        return f"{self.site}/{self.path}"


def _article(site: str, title: str) -> Iterator[Page]:
    for language, start in LANGUAGES.items():
        words = {"zh": "Chinese", "en": "English"}[language]
        yield Page(site=site, title=f"{title}, {words}", path=f"{start}{ARTICLE}", language=language)


FIXED = (
    *_article(STORIES, "article"),
    *_article(STOCK, "the same in Material as it comes"),
    *_article(BARE, "the same with neither style nor picture"),
    Page(site=STORIES, title="home", path=""),
    Page(site=STORIES, title="section, a list", path="trainings/"),
    Page(site=STORIES, title="person, a dossier", path="people/wei-jiang/"),
    Page(site=STORIES, title="search", path="search/"),
)
"""The pages of the committed stories; others are compared with the articles of the same language."""


def pages(sites: Mapping[str, Path]) -> list[Page]:
    """Return every page of the built sites that is opened. Raises ValueError where the archive lacks one."""
    return [*FIXED, *_largest(sites[ARCHIVE])]


def _largest(site: Path) -> Iterator[Page]:
    for title, pattern in LARGEST.items():
        files = sorted(site.glob(pattern))
        if not files:
            raise ValueError(f"{site}/{pattern}")
        file = max(files, key=lambda file: file.stat().st_size)
        path = file.relative_to(site).as_posix().removesuffix("index.html")
        yield Page(site=ARCHIVE, title=title, path=path)
