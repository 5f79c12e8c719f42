"""From the home page to every article: what readers can reach by links, and what no list may show.

The archives are drawn at random; the links are those that the pages' records hold. That templates print every one of
them is a test of its own, on the built site of tests/site: so the walk follows what readers see.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from lxml import html

from conftest import AS_OF, BASE, SITE
from twinpress import content, site
from twinpress.archive import Archive
from twinpress.content import Content, Folder
from twinpress.document import decode
from twinpress.kinds import BEIJING
from twinpress.pages import Page
from twinpress.pages.page import path_of
from twinpress.pages.view import View
from twinpress.publication import Publication
from twinpress.site import Options

CLICKS = 5
"""From the home page of its language to any article, however many there are."""
NOW = datetime.fromisoformat(AS_OF).replace(tzinfo=BEIJING)
CONFIGURED = site.load(SITE / "mkdocs.yml")
SMALL = content.load(SITE / "content", BEIJING)

STATES = {
    "public": "",
    "draft": "status: draft",
    "scheduled": "publish_at: 2030-01-01",
    "unlisted": "listed: false",
    "expired": "expires: 2025-12-01",
    "withdrawn": "withdrawn: {date: 2025-12-01}",
    "removed": "withdrawn: {date: 2025-12-01, kind: removed}",
}
"""What the front matter says; only the first is in lists."""


@dataclass(frozen=True)
class Story:
    """An article as it is drawn, in the words of its front matter."""

    number: int
    date: str
    section: str
    topics: Sequence[str]
    person: str | None
    organiser: str | None
    place: str | None
    part: int | None
    state: str
    languages: str
    related: int

    @property
    def path(self) -> str:
        return f"{self.date[:4]}/story-{self.number}"

    @property
    def listed(self) -> bool:
        return self.state == "public"

    def address(self, language: str) -> str:
        """Where readers of ``language`` find it: in their language, else as it was written."""
        original = self.languages[:2]
        return path_of(self.path + "/", language if language in self.languages.split("+") else original)

    @property
    def lists(self) -> set[str]:
        """Addresses of the lists that it belongs to."""
        found = {f"{self.section}/", f"{self.date[:4]}/", f"{self.date[:7].replace('-', '/')}/"}
        found |= {f"topics/{topic}/" for topic in self.topics} | {"organisations/federation/"}
        if self.person == "su-qing":  # the other has no page
            found.add("people/su-qing/")
        if self.organiser:
            found.add(f"organisations/{self.organiser}/")
        if self.place:
            found.add(f"places/{self.place}/")
        return found | ({"series/talks/"} if self.part else set())

    def folder(self) -> Folder:
        original, *other = self.languages.split("+")
        event = [f"start: {self.date}", *([f"organisers: [{self.organiser}]"] if self.organiser else [])]
        lines = [
            f"id: 01AAAA{self.number:04}",
            f"title: Story {self.number}",
            "description: One sentence.",
            f"date: {self.date}",
            f"section: {self.section}",
            f"topics: [{', '.join(self.topics)}]",
            "source: {name: federation}",
            f"event: {{{', '.join(event)}}}",
            f"places: [{self.place or ''}]",
            f"related: [01AAAA{self.related:04}]",
            *([f"people: [{{person: {self.person}, role: speaker}}]"] if self.person else []),
            *([f"series: {{series: talks, part: {self.part}}}"] if self.part else []),
            STATES[self.state],
        ]
        texts = {original: lines, **{language: [f"title: T{self.number}", "description: One."] for language in other}}
        documents = [
            decode(f"{self.path}/index.{language}.md", "\n".join(["---", *text, "---", "Text."]).encode(), BEIJING)
            for language, text in texts.items()
        ]
        return Folder(path=self.path, documents=tuple(documents))


def one_of(*values: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, *values])


STORY = st.builds(
    Story,
    number=st.just(0),
    date=st.sampled_from(["2024-02-29", "2025-11-03", "2025-11-20", "2025-12-31"]),  # months fill up
    section=st.sampled_from(["trainings", "meetings"]),
    topics=st.lists(st.sampled_from(["city", "small-parks"]), unique=True),
    person=one_of("su-qing", "li-ming"),
    organiser=one_of("hall", "parks-office"),
    place=one_of("beijing", "east-park"),
    part=st.sampled_from([None, 1, 2, 3]),
    state=st.sampled_from(["public"] * 8 + list(STATES)),
    languages=st.sampled_from(["zh", "en", "zh+en", "en+zh"]),
    related=st.integers(0, 60),
)


def numbered(stories: Sequence[Story]) -> list[Story]:
    return [replace(s, number=number, related=s.related % len(stories)) for number, s in enumerate(stories)]


# sizes are drawn first: left alone, lists are short, and no month fills several pages
STORIES = st.integers(0, 50).flatmap(lambda size: st.lists(STORY, min_size=size, max_size=size)).map(numbered)


def publication(stories: Sequence[Story], size: int) -> Publication:
    found = Content(root=Path("nowhere"), folders=tuple(s.folder() for s in stories), vocabulary=SMALL.vocabulary)
    return Publication(Archive(found, NOW), replace(CONFIGURED, options=Options(list_size=size, cache_dir="")))


def views(publication: Publication) -> dict[str, tuple[Page, View]]:
    return {page.path: (page, page.view()) for pages in publication.pages.values() for page in pages}


def links(record: object) -> Iterator[str]:
    """Yield every address below the site's root that a view's records hold."""
    if isinstance(record, tuple):
        for item in record:
            yield from links(item)
    elif is_dataclass(record):
        for field in fields(record):
            value = getattr(record, field.name)
            if not isinstance(value, str):
                yield from links(value)
            elif field.name in ("path", "newer", "older", "home") and not (
                isinstance(record, View) and value == record.path
            ):
                yield value


def distances(pages: Mapping[str, tuple[Page, View]], language: str) -> dict[str, int]:
    """Return how many clicks every page is from the home page of a language, over pages of that language."""
    start = path_of("", language)
    found, here = {start: 0}, [start]
    while here:
        after = []
        for path in here:
            for target in links(pages[path][1]):
                if target in pages and target not in found:
                    found[target] = found[path] + 1
                    if pages[target][0].language == language:
                        after.append(target)
        here = after
    return found


@given(stories=STORIES, size=st.integers(2, 5))
@hypothesis(max_examples=20)
def test_every_listed_article_is_a_few_clicks_from_home(stories: Sequence[Story], size: int) -> None:
    pages = views(publication(stories, size))
    for language in ("zh", "en"):
        away = distances(pages, language)
        for story in stories:
            if story.listed:
                assert away.get(story.address(language), 99) <= CLICKS, (story, language)


@given(stories=STORIES, size=st.integers(2, 5))
@hypothesis(max_examples=20)
def test_lists_show_what_is_listed_once_and_nothing_else(stories: Sequence[Story], size: int) -> None:
    pages = views(publication(stories, size))
    for language in ("zh", "en"):
        shown: dict[str, Counter[str]] = {}
        for page, view in pages.values():
            if view.listing and page.language == language:
                name = re.sub(r"page/\d+/$", "", page.address)
                shown.setdefault(name, Counter()).update(str(item.title.path) for item in view.listing.items)
        wanted: dict[str, Counter[str]] = {}
        for story in stories:
            if story.listed:
                for name in story.lists:
                    wanted.setdefault(name, Counter())[story.address(language)] += 1
        assert {name: items for name, items in shown.items() if items} == wanted


@given(stories=STORIES, size=st.integers(2, 5))
@hypothesis(max_examples=20)
def test_nothing_leads_to_what_is_not_listed(stories: Sequence[Story], size: int) -> None:
    """Neither to articles (but from themselves: the language switch, the way to the original) nor to lists without any."""
    hidden = {path_of(s.path + "/", language) for s in stories if not s.listed for language in ("zh", "en")}
    pages = views(publication(stories, size))
    empty = {path for path, (_, view) in pages.items() if view.listing and not view.listing.items}
    for page, view in pages.values():
        story = replace(view.story, original=None) if view.story else None
        leads = set(links(replace(view, switch=(), story=story)))
        assert not leads & hidden - {page.path}, page.path
        if page.path not in empty:
            assert not leads & empty, page.path


@given(stories=STORIES, size=st.integers(2, 5))
@hypothesis(max_examples=20)
def test_no_address_disappears_when_articles_expire(stories: Sequence[Story], size: int) -> None:
    """What was public in November keeps its pages in January: pages that say that nothing is left, if need be."""
    folders = tuple(story.folder() for story in stories)
    found = Content(root=Path("nowhere"), folders=folders, vocabulary=SMALL.vocabulary)
    configured = replace(CONFIGURED, options=Options(list_size=size, cache_dir=""))
    before, after = (
        Publication(Archive(found, moment), configured)
        for moment in (datetime(2025, 11, 30, tzinfo=BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING))
    )
    lost = set(before.addresses) - set(after.addresses)
    assert not lost or any(story.person == "su-qing" and story.state == "removed" for story in stories)
    assert all(address.startswith("people/su-qing/") for address in lost)  # nothing is left of a person
    for pages in after.pages.values():
        for page in pages:
            view = page.view()
            if view.listing:
                assert page.listed == (not view.noindex) == bool(view.listing.items), page.path


def test_templates_print_every_link_that_a_record_holds(built: Path) -> None:
    """What keeps the walk above true: each page of tests/site names in its HTML whatever its view leads to."""
    pages = views(Publication(Archive(SMALL, NOW), CONFIGURED))
    for path, (_, view) in pages.items():
        tree = html.document_fromstring((built / path / "index.html").read_text("utf-8"))
        printed = {urljoin(BASE + path, href) for href in tree.xpath("//body//a/@href")}
        for target in set(links(view)) & set(pages) - {path}:
            assert BASE + target in printed, f"{path} does not lead to {target}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_archive_without_articles_has_a_home_page(language: str) -> None:
    pages = views(publication([], 2))
    page, view = pages[path_of("", language)]
    assert view.front is not None
    assert (view.front.lead, view.front.sections, view.front.occasions) == (None, (), ())
    assert [item.path for item in view.menu] == [page.path]
    assert {address for address in pages if pages[address][0].kind != "standing"} == {
        "",
        "search/",
        "en/",
        "en/search/",
    }
