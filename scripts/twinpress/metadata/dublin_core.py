"""Dublin Core in HTML (DC-HTML, DCMI 2008), which archives and reference managers read.

Values that are text stand in ``<meta>``, addresses of other resources in ``<link>``, as DC-HTML has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.metadata.subject import Subject
from twinpress.pages.view import Meta, Relation

NAMESPACES = {"DC": "http://purl.org/dc/elements/1.1/", "DCTERMS": "http://purl.org/dc/terms/"}
"""What the prefixes stand for; names, not addresses that anybody asks for."""


def tags(subject: Subject) -> Iterator[Meta | Relation]:
    """Yield the tags of a page."""
    view = subject.view
    for prefix, namespace in NAMESPACES.items():
        yield Relation(rel=f"schema.{prefix}", href=namespace)
    yield Meta(name="DC.title", content=subject.page.title)
    yield from _article(subject)
    yield Meta(name="DC.publisher", content=subject.publisher)
    yield Meta(name="DC.language", content=view.lang)
    yield Meta(name="DC.identifier", content=view.canonical or (subject.article.facts.id if subject.article else ""))
    # terms of the DCMI Type Vocabulary
    yield Meta(name="DC.type", content="Collection" if view.listing or view.directory else "Text")


def _article(subject: Subject) -> Iterator[Meta | Relation]:
    article, story = subject.article, subject.story
    if article is None or story is None:
        return
    source, updated = story.source, article.facts.updated
    for author in story.authors or ((source.author,) if source and source.author else ()):
        yield Meta(name="DC.creator", content=author.text)
    yield Meta(name="DCTERMS.issued", content=story.time.iso)
    yield Meta(name="DCTERMS.modified", content=updated.iso if updated else "")
    yield Meta(name="DC.source", content=(source.url or source.name.text) if source else "")
    for rights in (story.rights, article.facts.source.licence):
        yield Meta(name="DC.rights", content=rights or "")
    if story.original:
        yield Relation(rel="DCTERMS.isVersionOf", href=subject.url(story.original.path))
