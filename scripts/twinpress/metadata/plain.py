"""The names that HTML itself defines: the description that search engines show."""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.metadata.subject import Subject
from twinpress.pages.view import Meta

NAMED = {"zh": "{site}的档案中提到{title}的文章。", "en": "Articles in the archive of {site} that name {title}."}
LISTED = {"zh": "{site}的档案：{title}。", "en": "The archive of {site}: {title}."}
OWN = {"zh": "{site}：{title}。", "en": "{site}: {title}."}
SENTENCES = {
    **dict.fromkeys(("person", "organisation", "place"), NAMED),
    **dict.fromkeys(("section", "topic", "series", "year", "month", "directory"), LISTED),
    **dict.fromkeys(("standing", "calendar", "calendar-month"), OWN),
    "search": {"zh": "在{site}的全部文章中搜索。", "en": "Search all articles of {site}."},
}
"""What is told of pages of which nobody has written a description, by kind."""


def tags(subject: Subject) -> Iterator[Meta]:
    """Yield the tags of a page."""
    view = subject.view
    sentence = SENTENCES.get(view.kind, {}).get(view.language, "")
    told = sentence.format(site=view.site_name, title=view.title)
    yield Meta(name="description", content=view.description or told)
