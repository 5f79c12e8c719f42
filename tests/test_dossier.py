"""What the articles that name somebody say together, and the rail of years beside them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from conftest import SITE
from test_pages import published, view
from test_reachability import CONFIGURED, NOW, STORIES, Story, publication, views
from twinpress import content, trace
from twinpress.archive import Archive
from twinpress.kinds import BEIJING
from twinpress.pages.view import Companion, Company, Listing, Mention, Post, Profile, Role, Step, Text, Time, View
from twinpress.publication import Publication
from twinpress.site import Options

PARK = """
date: 2016-03-02
people: [{person: su-qing, role: speaker}, {person: li-ming, role: speaker}]
as: {su-qing: 园林处主任, li-ming: 街道设计师}
topics: [city]
source: {name: hall}
"""
PONDS = """
date: 2018-06-01
people: [{person: su-qing, role: speaker}, {person: li-ming, role: speaker}]
as: {su-qing: 园林处主任}
topics: [city, small-parks]
organisations: [federation]
event: {start: 2018-06-01, place: beijing, organisers: [parks-office]}
source: {name: hall}
"""
ADVICE = """
date: 2021-09-09 10:30
people: [{person: su-qing, role: guest}, {person: li-ming, role: speaker}]
as: {su-qing: 市妇联顾问}
organisations: [parks-office]
places: [beijing]
source: {name: hall}
"""


def write(root: Path, articles: Mapping[str, str], english: Mapping[str, str] | None = None) -> Publication:
    """Write an archive with the vocabulary of tests/site, and publish it, two articles a page."""
    shutil.copytree(SITE / "content/vocabulary", root / "vocabulary", dirs_exist_ok=True)
    for number, (path, facts) in enumerate(articles.items(), 1):
        (root / path).mkdir(parents=True, exist_ok=True)
        known = f"id: 01AAAAAA{number:02}\ntitle: 文章{number}\ndescription: 一句话。\nsection: meetings\n"
        (root / path / "index.zh.md").write_text(f"---\n{known}{facts.strip()}\n---\n\n正文。\n", "utf-8")
    for path, words in (english or {}).items():
        front = f"title: Story\ndescription: One sentence.\n{words}"
        (root / path / "index.en.md").write_text(f"---\n{front}\n---\n\nText.\n", "utf-8")
    return published(root)


def profile(found: Publication, address: str, language: str = "zh") -> Profile:
    profile = view(found, address, language).profile
    assert profile is not None
    return profile


def listing(found: Publication, address: str) -> Listing:
    listing = view(found, address).listing
    assert listing is not None
    return listing


def zh(text: str, path: str | None = None) -> Text:
    return Text(text=text, lang="zh-Hans", path=path)


THREE = {"2016/park": PARK, "2018/ponds": PONDS, "2021/advice": ADVICE}


def test_a_person_s_page_tells_offices_roles_first_and_last_mention_and_company(tmp_path: Path) -> None:
    """Li Ming, who has no page, is in all three articles, and nowhere in the dossier."""
    found = write(tmp_path, THREE)
    assert profile(found, "people/su-qing/") == Profile(
        name=Text(text="Su Qing", lang="en", unconfirmed=True),
        aliases=(zh("苏老师"),),
        posts=(
            Post(title=zh("园林处主任"), organisation=zh("园林处", "organisations/parks-office/"), years="2015–2019年"),
            Post(
                title=zh("市妇联顾问"), organisation=zh("市妇女联合会", "organisations/federation/"), years="2020年起"
            ),
        ),
        wordings=(
            Role(name=zh("市妇联顾问"), years="2021年", count=1),
            Role(name=zh("园林处主任"), years="2016–2018年", count=2),
        ),
        roles=(Role(name=zh("主讲人"), years="2016–2018年", count=2),),  # nobody has written what a guest is
        first=Mention(title=zh("文章1", "2016/park/"), time=Time(text="2016-03-02", iso="2016-03-02")),
        last=Mention(
            title=zh("文章3", "2021/advice/"), time=Time(text="2021-09-09 10:30", iso="2021-09-09T10:30+08:00")
        ),
        together=(
            Company(key="organisations", items=(Companion(name=zh("园林处", "organisations/parks-office/"), count=2),)),
            Company(key="topics", items=(Companion(name=zh("儿童友好城市", "topics/city/"), count=2),)),
            Company(key="places", items=(Companion(name=zh("北京", "places/beijing/"), count=2),)),
        ),
    )


def test_an_office_is_worded_as_the_version_that_is_read_words_it(tmp_path: Path) -> None:
    """What is not translated keeps its language; what is translated without the wording has none."""
    english = {"2016/park": "as: {su-qing: Head of Parks}", "2021/advice": ""}
    wordings = profile(write(tmp_path, THREE, english), "people/su-qing/", "en").wordings
    assert wordings == (
        Role(name=zh("园林处主任"), years="2018", count=1),
        Role(name=Text(text="Head of Parks", lang="en"), years="2016", count=1),
    )


def test_the_wordings_used_last_are_shown(tmp_path: Path) -> None:
    person = "date: {0}-01-01\npeople: [{{person: su-qing, role: speaker}}]\nas: {{su-qing: 职务{0}}}\nsource: {{name: hall}}"
    found = write(tmp_path, {f"{year}/story": person.format(year) for year in range(2010, 2020)})
    wordings = profile(found, "people/su-qing/").wordings
    assert [role.name.text for role in wordings if role.name] == [f"职务{year}" for year in range(2019, 2011, -1)]


def test_a_body_s_page_tells_its_parts_and_nobody_is_named_with_the_source_of_an_article(tmp_path: Path) -> None:
    found = write(tmp_path, THREE)
    hall, office = profile(found, "organisations/hall/"), profile(found, "organisations/parks-office/")
    assert hall.roles == (Role(name=None, key="source", years="2016–2021年", count=3),)
    assert [(group.key, [(item.name.text, item.count) for item in group.items]) for group in hall.together] == [
        ("people", [("苏青", 3)]),
        ("organisations", [("园林处", 2)]),
        ("topics", [("儿童友好城市", 2)]),
        ("places", [("北京", 2)]),
    ]
    assert office.roles == (Role(name=None, key="organisers", years="2018年", count=1),)
    assert [group.key for group in office.together] == ["people", "places"]


def test_one_article_says_everything_itself(tmp_path: Path) -> None:
    found = write(tmp_path, {"2018/ponds": PONDS})
    assert profile(found, "people/su-qing/") == Profile(
        name=Text(text="Su Qing", lang="en", unconfirmed=True),
        aliases=(zh("苏老师"),),
        posts=profile(found, "people/su-qing/").posts,
        wordings=(Role(name=zh("园林处主任"), years="2018年", count=1),),
    )
    assert view(found, "topics/small-parks/").profile == Profile(above=zh("儿童友好城市", "topics/city/"))
    assert listing(found, "topics/small-parks/").rail == ()


# --- the rail ----------------------------------------------------------------------------------------------------


def test_a_rail_leads_to_each_year_s_newest_article_on_whatever_page(tmp_path: Path) -> None:
    """Seven in three years, two a page: three on the front page, 2 and 1 are full."""
    days = ("2020-01-01", "2020-02-02", "2021-01-01", "2021-02-02", "2021-03-03", "2023-01-01", "2023-02-02")
    found = write(tmp_path, {f"{day[:4]}/a-{day}": f"date: {day}\nsource: {{name: hall}}" for day in days})
    front, second, first = (listing(found, f"meetings/{page}") for page in ("", "page/2/", "page/1/"))
    assert front.rail == (
        Step(name="2023年", anchor="2023", count=2, share=67),
        Step(name="2021年", anchor="2021", count=3, share=100),
        Step(name="2020年", path="meetings/page/1/", anchor="2020", count=2, share=67),
    )
    assert [(stretch.title, stretch.anchor, len(stretch.items)) for stretch in front.stretches] == [
        ("2023年", "2023", 2),
        ("2021年", "2021", 1),
    ]
    assert (second.rail, second.front) == ((Step(name="2021年", anchor="2021"),), "meetings/")
    assert (first.rail, first.front) == ((Step(name="2020年", anchor="2020"),), "meetings/")


def test_a_year_leads_to_its_months_and_a_month_to_its_siblings(tmp_path: Path) -> None:
    days = ("2020-01-01", "2021-02-02", "2021-02-03", "2021-11-11")
    found = write(tmp_path, {f"{day[:4]}/a-{day}": f"date: {day}\nsource: {{name: hall}}" for day in days})
    november = Step(name="11月", label="2021年11月", path="2021/11/")
    february = Step(name="2月", label="2021年2月", path="2021/02/")
    assert listing(found, "2021/").rail == (november, february)
    assert [(stretch.title, stretch.anchor) for stretch in listing(found, "2021/").stretches] == [
        ("11月", "2021-11"),
        ("2月", "2021-02"),
    ]
    assert listing(found, "2021/02/").rail == (november, replace(february, current=True))
    assert [stretch.title for stretch in listing(found, "2021/02/").stretches] == [None]
    assert listing(found, "2020/").rail == ()  # nothing to choose
    assert listing(found, "2020/01/").rail == ()


def test_hours_of_another_zone_put_no_anchor_twice(tmp_path: Path) -> None:
    """On New Year's Eve in Peking and in New York."""
    days = ("2020-12-31 15:00 -05:00", "2021-01-01 01:00 +08:00", "2020-12-31 15:00 +08:00")
    found = write(tmp_path, {f"2021/a-{n}": f"date: {day}\nsource: {{name: hall}}" for n, day in enumerate(days)})
    assert [stretch.anchor for stretch in listing(found, "meetings/").stretches] == ["2020", "2021", ""]
    assert [(step.anchor, step.count) for step in listing(found, "meetings/").rail] == [("2021", 1), ("2020", 2)]


# --- any archive -------------------------------------------------------------------------------------------------


@given(stories=STORIES, size=st.integers(2, 5))
@hypothesis(max_examples=20)
def test_dossier_and_rail_agree_with_the_list(stories: Sequence[Story], size: int) -> None:
    pages = views(publication(stories, size))
    fronts = {page.path: view for page, view in pages.values() if page.entry and view.listing and view.listing.total}
    for path, front in fronts.items():
        own = [item for page in whole(pages, path) for item in page.items]
        if front.kind == "series":
            continue  # in the order of its parts
        assert front.listing is not None
        rail = front.listing.rail
        years = sorted({item.time.iso[:4] for item in own}, reverse=True)
        assert [step.anchor for step in rail] == (years if len(years) > 1 else [])
        for step in rail:
            there = pages[step.path or path][1].listing
            assert there is not None
            stretch = next(stretch for stretch in there.stretches if stretch.anchor == step.anchor)
            newest = next(item for item in own if item.time.iso.startswith(step.anchor))
            assert stretch.items[0] == newest
            assert step.count == sum(item.time.iso.startswith(step.anchor) for item in own)
        told = front.profile
        if front.kind != "section":
            first, last = (told.first, told.last) if told else (None, None)
            ends = (own[-1], own[0]) if len(own) > 1 else (None, None)
            assert (first and first.title.path, last and last.title.path) == tuple(
                item and item.title.path for item in ends
            )


@given(stories=STORIES, size=st.integers(2, 5))
@hypothesis(max_examples=20)
def test_company_is_what_the_same_articles_name(stories: Sequence[Story], size: int) -> None:
    """By counting, for two topics."""
    both = sum(story.listed and {"city", "small-parks"} <= set(story.topics) for story in stories)
    found = publication(stories, size)
    if any(story.listed and "city" in story.topics for story in stories):
        told = view(found, "topics/city/").profile
        named = [item for group in (told.together if told else ()) if group.key == "topics" for item in group.items]
        assert [(item.name.path, item.count) for item in named] == ([("topics/small-parks/", both)] if both > 1 else [])


@given(stories=STORIES, size=st.integers(2, 5))
@hypothesis(max_examples=20)
def test_a_new_article_changes_no_numbered_page_but_the_newest(stories: Sequence[Story], size: int) -> None:
    plain = [replace(story, state="public", part=None, date="2024-02-29") for story in stories]
    newest = Story(
        number=len(plain),
        date="2025-12-31",
        section="trainings",
        topics=("city",),
        person="su-qing",
        organiser="hall",
        place="beijing",
        part=None,
        state="public",
        languages="zh+en",
        related=0,
    )
    before, after = (views(publication(some, size)) for some in (plain, [*plain, newest]))
    for path, (_, old) in before.items():
        if old.listing and old.listing.number and old.listing.newer != old.listing.front:
            assert bare(old) == bare(after[path][1]), path


def whole(pages: Mapping[str, tuple[object, View]], path: str) -> list[Listing]:
    """Return the pages of a list, newest first."""
    found, here = [], pages[path][1].listing
    while here:
        found.append(here)
        here = pages[here.older][1].listing if here.older else None
    return found


def bare(view: View) -> View:
    """Return a view without what stands around every page: a first article of a section changes the menu."""
    return replace(view, menu=(), breadcrumb=())


# --- what a page rests on ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["organisations/hall/", "people/su-qing/", "topics/city/", "places/beijing/"])
def test_a_front_page_asks_as_much_of_many_articles_as_of_some(tmp_path: Path, address: str) -> None:
    def asked(number: int) -> set[trace.Question]:
        root = tmp_path / str(number)
        write(
            root,
            {
                f"{2001 + n % 20}/story-{n}": re.sub("20..-", f"{2001 + n % 20}-", ADVICE + "topics: [city]")
                for n in range(number)
            },
        )
        found = Publication(
            Archive(content.load(root, BEIJING), NOW),
            replace(CONFIGURED, options=Options(list_size=5, cache_dir="")),
        )
        page = next(page for page in found.pages["zh"] if page.address == address)
        with trace.tracing() as questions:
            assert page.view().profile is not None
        return questions

    some, many = asked(40), asked(80)  # both show five on their front pages
    assert trace.EVERYTHING not in some
    assert len(some) == len(many)
