"""The names that HTML itself defines: the description that search engines show."""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.metadata.subject import Subject
from twinpress.pages.view import Meta


def tags(subject: Subject) -> Iterator[Meta]:
    """Yield the tags of a page."""
    yield Meta(name="description", content=subject.view.description or "")
