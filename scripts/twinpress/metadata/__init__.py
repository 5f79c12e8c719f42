"""What the head of a page tells machines: a module for each vocabulary of tags, a package for the graph of schema.org.

To add a vocabulary: copy the smallest module (``plain.py``), give it ``tags``, add it to ``VOCABULARIES``.
"""

from __future__ import annotations

from dataclasses import replace

from twinpress.metadata import discovery, dublin_core, official, opengraph, plain, schema_org
from twinpress.metadata.subject import Subject
from twinpress.pages.edition import Edition
from twinpress.pages.page import Page
from twinpress.pages.view import Meta, Relation, View

VOCABULARIES = (official, plain, opengraph, dublin_core, discovery)
"""Every vocabulary; ``tags(subject)`` yields its tags, empty ones where a fact is not known.

The order counts: HTML compares the names of tags without regard to case, so a name that one of these has printed
(``Description``) is not printed again by those behind it (``description``).
"""


def describe(edition: Edition, page: Page, view: View) -> View:
    """Return the view with what its head tells machines; a tag that would be empty is left out."""
    subject = Subject(edition=edition, page=page, view=view)
    metas: list[Meta] = []
    relations: list[Relation] = []
    for vocabulary in VOCABULARIES:
        taken = {meta.name.lower() for meta in metas}
        for tag in vocabulary.tags(subject):
            if isinstance(tag, Relation):
                if tag.href:
                    relations.append(tag)
            elif tag.content and tag.name.lower() not in taken:
                metas.append(tag)
    return replace(view, metas=tuple(metas), relations=tuple(relations), graph=schema_org.graph(subject))
