"""WebSite and its publisher: on every page, and the same on every page of a language."""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.metadata.schema_org import entries
from twinpress.metadata.schema_org.node import Node, reference
from twinpress.metadata.subject import Subject
from twinpress.pages.page import path_of
from twinpress.site import DEFAULT_LANGUAGE, TAGS
from twinpress.vocabulary import Organisation


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
    """Return the body that publishes the site: the one that the option names, else somebody of the site's name.

    It has its id whether or not it has a page, so that no page changes when the first article names it.
    """
    site = subject.edition.site
    home = subject.url("")
    body = subject.edition.record("organisations", site.options.publisher or "")
    if site.options.publisher and isinstance(body, Organisation):
        result = entries.node(subject, "organisations", site.options.publisher)
        identity = entries.identity(subject, "organisations", site.options.publisher)
        return {**result, "@id": identity, "url": body.url or home}
    name = site.names[subject.view.language]
    return {
        "@type": "Organization",
        "@id": home and f"{home}#publisher",
        "name": name,
        "alternateName": [other for other in site.names.values() if other != name],
        "url": home,
    }
