"""NewsArticle: an article with its pictures, its people, its files, and its version in the other language."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from twinpress.archive import Article, State
from twinpress.metadata.schema_org import entries, event, website
from twinpress.metadata.schema_org.node import Node, reference
from twinpress.metadata.subject import Subject
from twinpress.model import Translation, Words
from twinpress.pages.page import path_of
from twinpress.pages.view import Story

STATUS = {State.EXPIRED: "Expired", State.WITHDRAWN: "Withdrawn"}


def nodes(subject: Subject) -> Iterator[Node]:
    """Yield the article of an article's page."""
    article, story = subject.article, subject.story
    if article is None or story is None:
        return
    edition, view, facts = subject.edition, subject.view, article.facts
    words = article.words(view.language)
    translator = words.translator if isinstance(words, Translation) else None
    yield {
        "@type": "NewsArticle",
        "@id": identity(subject, article, view.language),
        "identifier": facts.id,
        "mainEntityOfPage": {"@id": view.canonical},
        "headline": words.title,
        "alternativeHeadline": [words.kicker, words.subtitle, words.title_short],
        "description": words.description,
        "inLanguage": view.lang,
        "datePublished": story.time.iso,
        "dateModified": facts.updated.iso if facts.updated else None,
        "expires": facts.expires.iso if facts.expires else None,
        "creativeWorkStatus": STATUS.get(edition.archive.state(article)),
        "dateline": words.dateline,
        "articleSection": edition.entry("sections", facts.section).text,
        "keywords": [topic.text for topic in story.topics],
        "author": [entries.agent(subject, author, "Person") for author in facts.authors] or facts.source.author,
        "editor": entries.agent(subject, facts.editor) if facts.editor else None,
        "translator": entries.agent(subject, translator) if translator else None,
        "publisher": reference(website.publisher(subject)),
        "sourceOrganization": entries.agent(subject, facts.source.name, "Organization"),
        "isBasedOn": _source(article),
        "image": _images(subject),
        "video": _video(subject, article, words),
        "associatedMedia": _attachments(subject, story),
        "about": _about(subject, article),
        "mentions": _mentions(subject, article),
        "contentLocation": [entries.node(subject, "places", place) for place in facts.places],
        "isPartOf": entries.node(subject, "series", facts.series.series) if facts.series else None,
        "position": facts.series.part if facts.series else None,
        "correction": _corrections(story),
        "copyrightNotice": words.rights,
        "license": facts.source.licence if (facts.source.licence or "").startswith(("http://", "https://")) else None,
        **_versions(subject, article),
    }


def identity(subject: Subject, article: Article, language: str) -> str:
    """Return the ``@id`` of an article's version."""
    address = subject.url(path_of(article.address, language))
    return address and f"{address}#article"


def _versions(subject: Subject, article: Article) -> Node:
    """Return the way to the version in the other language, where it has a page."""
    original = article.original.language
    others = [language for language in subject.page.languages if language != subject.view.language]
    name = "workTranslation" if subject.view.language == original else "translationOfWork"
    return {name: [{"@id": identity(subject, article, language)} for language in others]}


def _source(article: Article) -> Node | None:
    """Return the publication that an article is made from, where more of it is known than its publisher."""
    source = article.facts.source
    if not source.url and not source.title:
        return None
    return {
        "@type": "CreativeWork",
        "url": source.url,
        "name": source.title,
        "author": source.author,
        "datePublished": source.date.iso if source.date else None,
    }


def _images(subject: Subject) -> list[Node]:
    """Return the pictures; nothing where they have no address."""
    return [
        {
            "@type": "ImageObject",
            "contentUrl": url,
            "width": image.width,
            "height": image.height,
            "caption": image.caption,
            "creditText": image.credit.text if image.credit else None,
        }
        for image in subject.images
        if (url := subject.url(image.path))
    ]


def _video(subject: Subject, article: Article, words: Words) -> Node | None:
    """Return the video, which came to this site with its article."""
    video = article.facts.video
    if video is None or video.src not in article.files or not subject.url(""):
        return None

    def address(name: str | None) -> str:
        return subject.url(quote(f"{article.path}/{name}")) if name in article.files else ""

    return {
        "@type": "VideoObject",
        "contentUrl": address(video.src),
        "name": words.title,
        "description": words.description,
        "uploadDate": article.facts.date.iso,
        "thumbnailUrl": address(video.poster),
        "caption": {"@type": "MediaObject", "contentUrl": address(video.captions)},
    }


def _attachments(subject: Subject, story: Story) -> list[Node]:
    """Return the files to download; nothing where they have no address."""
    return [
        {
            "@type": "MediaObject",
            "contentUrl": url,
            "name": item.title.text,
            "contentSize": item.size,
            "sha256": item.sha256,
        }
        for item in story.attachments
        if (url := subject.url(item.title.path))
    ]


def _about(subject: Subject, article: Article) -> list[Node]:
    """Return what the article is about: its topics, and the event that it reports."""
    topics = [entries.node(subject, "topics", topic) for topic in article.facts.topics]
    return [*topics, {"@id": event.identity(subject, article)}] if article.facts.event else topics


def _mentions(subject: Subject, article: Article) -> list[Node]:
    """Return the people with a page of their own, and the bodies. Private people are no data."""
    people = [entries.node(subject, "people", item.person) for item in article.facts.people]
    bodies = [entries.node(subject, "organisations", identifier) for identifier in article.facts.organisations]
    return [*(person for person in people if person.get("@id")), *bodies]


def _corrections(story: Story) -> list[Node]:
    """Return what was wrong and is mended."""
    return [
        {"@type": "CorrectionComment", "datePublished": change.time.iso, "text": change.note}
        for change in story.changes
        if change.kind == "correction"
    ]
