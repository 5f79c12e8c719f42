"""An article as an item of feeds.

Its record is that of its page (``view.Story``), so that both say the same; ``text.py`` puts around the body what a reader
of the page sees around it.
"""

from __future__ import annotations

from twinpress import picture, trace
from twinpress.archive import Article
from twinpress.outputs.feeds import text
from twinpress.outputs.feeds.feed import Category, Enclosure, Item
from twinpress.pages import Edition
from twinpress.pages.article import page as page_of
from twinpress.publication import Publication


def item(publication: Publication, edition: Edition, article: Article) -> Item:
    """Return an article that has a page in the edition's language as an item of its feeds."""
    page = page_of(edition, article)
    story = page.view().story  # as of `publication.view`, without what the head tells machines
    if story is None or story.source is None:
        raise ValueError(f"{article.path} was removed: no feed holds it")
    facts, source = article.facts, story.source
    return Item(
        id=identity(article, edition.language),
        url=edition.site.url + page.path,
        title=story.title,
        summary=story.description or story.title,
        html=text.write(edition, story, publication.text(page, absolute=True)),
        lang=edition.lang,
        published=facts.date.at,
        updated=(facts.updated or facts.date).at,
        authors=tuple(author.text for author in story.authors or (source.author or source.name,)),
        categories=(
            Category(id=facts.section, name=edition.entry("sections", facts.section).text),
            *(Category(id=topic, name=edition.entry("topics", topic).text) for topic in dict.fromkeys(facts.topics)),
        ),
        source=source.name.text,
        source_url=source.url,
        enclosure=_enclosure(edition, article),
    )


def identity(article: Article, language: str) -> str:
    """Return the permanent name of a language version: ``urn:twinpress:01JD7Q3W8M:en``.

    A URN, because a tag URI and an address hold a host, and hosts change. The language is that of the file's name, not its
    BCP 47 tag, which is a matter of taste (``zh-Hans``, ``zh-CN``).
    """
    return f"urn:twinpress:{article.facts.id}:{language}"


def _enclosure(edition: Edition, article: Article) -> Enclosure | None:
    """Return the lead picture; None where there is none, or where its format cannot be told."""
    name = article.facts.image
    trace.ask("file", f"{article.path}/{name}")
    found = picture.read(edition.archive.root / article.path / name) if name in article.files else None
    if name is None or found is None or not found.type or not found.published:
        return None
    return Enclosure(url=edition.site.url + edition.image(article, name).path, type=found.type, length=found.published)
