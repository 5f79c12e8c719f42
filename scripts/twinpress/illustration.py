"""The pictures and files of an article, as its pages use them: where each is named, and whether it is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from twinpress.archive import Article
from twinpress.document import Document
from twinpress.prose import Prose

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".avif")
"""Endings of picture files that every browser shows."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a file of the article is named."""

    name: str
    document: Document
    field: str = ""
    """Dotted front-matter name; empty in the body."""
    line: int = 0
    """Line of the file, in the body."""
    shown: bool = False
    """Whether a page shows it here as a picture."""
    alt: str = ""
    """Alternative text written in the body: ``![alt](file)``."""

    @property
    def place(self) -> int:
        """Line of the file."""
        return self.line or self.document.line(self.field)


def declared(article: Article) -> Iterator[Use]:
    """Yield the files that the front matter of both versions names."""
    facts, document = article.facts, article.original
    if facts.image:
        yield Use(facts.image, document, "image", shown=True)
    for number, name in enumerate(facts.gallery):
        yield Use(name, document, f"gallery.{number}", shown=True)
    for version in article.documents:
        for name in getattr(version.front, "pictures", {}):
            yield Use(name, version, f"pictures.{name}")
    if facts.video:
        for part in ("src", "poster", "captions", "transcript"):
            if name := getattr(facts.video, part):
                yield Use(name, document, f"video.{part}")
    for version in article.documents:
        for number, attachment in enumerate(getattr(version.front, "attachments", ())):
            yield Use(attachment.file, version, f"attachments.{number}.file")


def drawn(document: Document, prose: Prose) -> Iterator[Use]:
    """Yield the pictures in a body, by the name as written."""
    for link in prose.links:
        if link.image and not link.html and link.target.strip():
            name = link.target.strip().partition("#")[0].removeprefix("./")
            yield Use(name, document, line=link.line, shown=True, alt=link.text.strip())


def is_picture(name: str) -> bool:
    """Tell by its ending whether a file is a picture that pages can show."""
    return name.lower().endswith(PICTURES)
