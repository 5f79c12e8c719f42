"""WebSite and its publisher: on every page, and the same on every page of a language."""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.metadata.schema_org.node import Node, reference
from twinpress.metadata.subject import Subject
from twinpress.pages.page import path_of
from twinpress.site import DEFAULT_LANGUAGE, TAGS


def nodes(subject: Subject) -> Iterator[Node]:
    """Yield the site in the page's language, and the body that publishes it."""
    view = subject.view
    body = publisher(subject)
    others = [{"@id": identity(subject, language)} for language in TAGS if language != view.language]
    yield {
        "@type": "WebSite",
        "@id": identity(subject, view.language),
        "url": subject.url(view.home),
        "name": view.site_name,
        "description": view.tagline,
        "inLanguage": view.lang,
        "publisher": reference(body),
        "workTranslation" if view.language == DEFAULT_LANGUAGE else "translationOfWork": others,
    }
    yield body


def identity(subject: Subject, language: str) -> str:
    """Return the ``@id`` of the site in a language."""
    home = subject.url(path_of("", language))
    return home and f"{home}#website"


def publisher(subject: Subject) -> Node:
    """Return the body that publishes the site: without one of the vocabulary, somebody of the site's name."""
    site = subject.edition.site
    name = site.names[subject.view.language]
    home = subject.url("")
    return {
        "@type": "Organization",
        "@id": home and f"{home}#publisher",
        "name": name,
        "alternateName": [other for other in site.names.values() if other != name],
        "url": home,
    }
