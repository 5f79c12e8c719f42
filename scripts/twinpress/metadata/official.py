"""The tags of Chinese official sites (国办发〔2017〕47号, 《网页设计规范》), where the option ``official`` asks for them.

All three groups stand on articles: of the site, of the column (a section), of the article. Readers of these tags go by
their names, so names and formats are to the letter.
"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.metadata.subject import Subject
from twinpress.options import Column, Official
from twinpress.pages import home
from twinpress.pages.view import Meta
from twinpress.vocabulary import Entry, Section


def tags(subject: Subject) -> Iterator[Meta]:
    """Yield the tags of a page; none without the option."""
    site = subject.edition.site
    official = site.options.official
    if official is None:
        return
    yield Meta(name="SiteName", content=subject.view.site_name)
    yield Meta(name="SiteDomain", content=site.domain)
    yield Meta(name="SiteIDCode", content=official.site_code or "")
    yield from _column(subject, official)
    yield from _article(subject)


def _column(subject: Subject, official: Official) -> Iterator[Meta]:
    """Yield the tags of the column that a page belongs to: its section, else what the option says of other pages."""
    page = subject.page
    column: Column | Entry | None = official.other
    if page.article:
        column = subject.edition.record("sections", page.article.facts.section)
    elif page.entry and page.entry[0] == "sections":
        column = subject.edition.record(*page.entry)
    elif page.kind == home.KIND:
        column = official.home
    if not isinstance(column, Column | Section):
        return
    description = column.description.get(page.language)
    if page.kind == home.KIND:
        description = description or subject.view.tagline
    keywords = column.keywords.zh if page.language == "zh" else column.keywords.en
    yield Meta(name="ColumnName", content=column.name.best(page.language)[0])
    yield Meta(name="ColumnDescription", content=description or "")
    yield Meta(name="ColumnKeywords", content=",".join(keywords))
    yield Meta(name="ColumnType", content=column.column_type or "")


def _article(subject: Subject) -> Iterator[Meta]:
    article, story = subject.article, subject.story
    if article is None or story is None:
        return
    authors = story.authors or ((story.editor,) if story.editor else ())
    yield Meta(name="ArticleTitle", content=story.title)
    # the format has a time: of an article of which only the day is known, it is the first minute of that day
    yield Meta(name="PubDate", content=f"{article.facts.date.at:%Y-%m-%d %H:%M}")
    yield Meta(name="ContentSource", content=story.source.name.text if story.source else "")
    yield Meta(name="Keywords", content=",".join(topic.text for topic in story.topics))
    yield Meta(name="Author", content=",".join(author.text for author in authors))
    yield Meta(name="Description", content=story.description or "")
    yield Meta(name="Image", content=subject.url(subject.picture.path) if subject.picture else "")
    yield Meta(name="Url", content=subject.view.canonical)
