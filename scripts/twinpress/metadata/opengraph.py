"""OpenGraph (ogp.me) and the Twitter card: what a link looks like where people pass it on.

Dates keep the precision in which they are known: OpenGraph's DateTime is a date with an *optional* time, so an article of
which only the day is known says only the day. Midnight would be a time that nobody has written.
"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.metadata.subject import Subject
from twinpress.pages.view import Meta

LOCALES = {"zh": "zh_CN", "en": "en_US"}
"""Each language as OpenGraph writes it, with a country."""


def tags(subject: Subject) -> Iterator[Meta]:
    """Yield the tags of a page."""
    page, view = subject.page, subject.view
    image = subject.picture
    yield _tag("og:type", "article" if subject.article else "website")
    yield _tag("og:title", page.title)
    yield _tag("og:description", view.description)
    yield _tag("og:url", view.canonical)
    yield _tag("og:site_name", view.site_name)
    yield _tag("og:locale", LOCALES[page.language])
    for language in page.languages:
        if language != page.language:
            yield _tag("og:locale:alternate", LOCALES[language])
    if image and (url := subject.url(image.path)):
        yield _tag("og:image", url)
        yield _tag("og:image:width", image.width)
        yield _tag("og:image:height", image.height)
        yield _tag("og:image:alt", image.alt)
    yield from _article(subject)
    # the card takes its words and its picture from the tags above
    yield Meta(name="twitter:card", content="summary_large_image" if image else "summary")


def _article(subject: Subject) -> Iterator[Meta]:
    article, story = subject.article, subject.story
    if article is None or story is None:
        return
    updated = article.facts.updated
    yield _tag("article:published_time", story.time.iso)
    yield _tag("article:modified_time", updated.iso if updated else None)
    yield _tag("article:section", subject.edition.entry("sections", article.facts.section).text)
    for topic in story.topics:
        yield _tag("article:tag", topic.text)


def _tag(name: str, content: object) -> Meta:
    return Meta(name=name, content="" if content is None else str(content), attribute="property")
