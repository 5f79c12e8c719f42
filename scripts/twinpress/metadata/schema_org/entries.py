"""People, bodies, places, series and topics of the vocabulary as nodes, and those who have a hand in an article.

An entry has an ``@id`` where it has a page, the same one in both languages. Only what pages show is told: no other
spellings, no offices, no notes; and nothing of people without a page of their own but the bylines.
"""

from __future__ import annotations

from twinpress.metadata.schema_org.node import Node
from twinpress.metadata.subject import Subject
from twinpress.pages.entry import KINDS
from twinpress.pages.view import Text
from twinpress.site import TAGS
from twinpress.vocabulary import Entry, Organisation

FRAGMENTS = {kind.vocabulary: kind.name for kind in KINDS}
"""What stands behind the # of an entry's id, by list of the vocabulary."""
TYPES = {"people": "Person", "topics": "Thing", "places": "Place", "series": "CreativeWorkSeries"}
"""schema.org's type for the entries of each list; an organisation has that of its kind."""
ORGANISATIONS = {
    "government": "GovernmentOrganization",
    "ngo": "NGO",
    "education": "EducationalOrganization",
    "media": "NewsMediaOrganization",
}
"""schema.org's type for each kind of organisation; it has none of its own for the others."""


def identity(subject: Subject, kind: str, identifier: str) -> str:
    """Return the ``@id`` of an entry: below the address of its list in the default language, whatever the page's."""
    address = subject.url(subject.edition.address(kind, identifier))
    return address and f"{address}#{FRAGMENTS[kind]}"


def node(subject: Subject, kind: str, identifier: str) -> Node:
    """Return the node of an entry; empty for an id that the vocabulary does not know."""
    entry = subject.edition.record(kind, identifier)
    if entry is None:
        return {}
    name = subject.edition.entry(kind, identifier)
    result: Node = {
        "@type": TYPES.get(kind, "Organization"),
        "@id": identity(subject, kind, identifier) if name.path is not None else "",
        "name": name.text,
        "alternateName": _other(entry, name),
        "url": subject.url(name.path),
    }
    if isinstance(entry, Organisation):
        result["@type"] = ORGANISATIONS.get(entry.kind or "", "Organization")
        result["url"] = entry.url or result["url"]
    return result


def _other(entry: Entry, name: Text) -> str | None:
    """Return the name in the other language, unless it is only our own transcription."""
    language = next(language for language, tag in TAGS.items() if tag != name.lang)
    return None if language in getattr(entry, "unconfirmed", ()) else entry.name.get(language)


def agent(subject: Subject, written: str, plain: str = "") -> Node | str:
    """Return who stands behind a person's or organisation's id, or behind a name.

    A plain name is of the type ``plain`` where its field holds nothing else; otherwise it stays text, because nobody
    knows whether it is a person or a desk.
    """
    kind = subject.edition.kind(written)
    if kind:
        return node(subject, kind, written)
    return {"@type": plain, "name": written} if plain else written
