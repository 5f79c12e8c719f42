"""schema.org as one JSON-LD graph: a module for each type of node, with ``nodes(subject)``.

Nodes have addresses as ``@id`` and refer to each other by them, across pages and languages: a person, a body or an event
has one id in both. A site without ``site_url`` has no addresses, and its graph tells what needs none.

To add a type: copy the smallest module (``event.py``), give it ``nodes``, add it to ``TYPES``.
"""

from __future__ import annotations

from twinpress.metadata.schema_org import event, newsarticle, webpage, website
from twinpress.metadata.schema_org.node import joined, written
from twinpress.metadata.subject import Subject

TYPES = (website, webpage, newsarticle, event)
"""Every module that makes nodes."""


def graph(subject: Subject) -> str:
    """Return the graph of a page as text that can stand in a ``<script>``."""
    nodes = joined(node for kind in TYPES for node in kind.nodes(subject))
    return written({"@context": "https://schema.org", "@graph": nodes})
