"""The page itself: what it belongs to, the way to it, and the list or the entry that it shows."""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.metadata.schema_org import entries, website
from twinpress.metadata.schema_org.node import Node, reference
from twinpress.metadata.subject import Subject
from twinpress.pages.view import View
from twinpress.vocabulary import Organisation


def nodes(subject: Subject) -> Iterator[Node]:
    """Yield the page, its breadcrumb, the list that it shows, and the entry whose list that is."""
    view = subject.view
    way, listed, shown = _breadcrumb(subject), _list(subject), _entry(subject)
    person = shown.get("@type") == "Person"
    collection = bool(view.listing or view.directory or view.calendar)
    yield {
        "@type": ["CollectionPage", "ProfilePage"] if person else "CollectionPage" if collection else "WebPage",
        "@id": view.canonical,
        "url": view.canonical,
        "name": subject.page.title,
        "description": view.description,
        "inLanguage": view.lang,
        "isPartOf": {"@id": website.identity(subject, view.language)},
        "breadcrumb": reference(way),
        "about": None if person else reference(shown),
        # search engines want a profile to be about its person first
        "mainEntity": reference(shown) if person else reference(listed),
        "mentions": reference(listed) if person else None,
    }
    yield way
    yield listed
    yield shown


def _breadcrumb(subject: Subject) -> Node:
    """Return the way from the home page to this one, which is its last item; empty on the home page itself."""
    view = subject.view
    if not view.canonical or not view.breadcrumb:
        return {}
    above = [(item.text, subject.url(item.path)) for item in view.breadcrumb if item.path is not None]
    return {
        "@type": "BreadcrumbList",
        "@id": f"{view.canonical}#breadcrumb",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate([*above, (subject.page.title, view.canonical)], 1)
        ],
    }


def _list(subject: Subject) -> Node:
    """Return the list that the page shows; empty where it shows none."""
    view = subject.view
    addresses = [subject.url(path) for path in _paths(view)] if view.canonical else []
    if not addresses:
        return {}
    return {
        "@type": "ItemList",
        "@id": f"{view.canonical}#list",
        "numberOfItems": len(addresses),
        "itemListElement": [
            {"@type": "ListItem", "position": number, "url": url} for number, url in enumerate(addresses, 1)
        ],
    }


def _paths(view: View) -> Iterator[str]:
    """Yield the paths of what a page lists, in its order."""
    found = [item.title for item in view.listing.items] if view.listing else []
    found += [item.title for item in view.calendar.items] if view.calendar else []
    for group in view.directory:
        found += [*([group.title] if group.title else []), *group.items]
    yield from (text.path for text in found if text.path is not None)


def _entry(subject: Subject) -> Node:
    """Return the entry of the vocabulary whose list the page shows; empty for other pages, and for sections."""
    if subject.page.entry is None or subject.page.entry[0] == "sections":
        return {}
    kind, identifier = subject.page.entry
    result = entries.node(subject, kind, identifier)
    entry = subject.edition.record(kind, identifier)
    if isinstance(entry, Organisation) and entry.parent:
        result["parentOrganization"] = entries.node(subject, "organisations", entry.parent)
    return result
