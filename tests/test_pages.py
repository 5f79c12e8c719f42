"""What the records of pages say, before a template prints them."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from conftest import AS_OF, SITE
from twinpress import content, site
from twinpress.archive import Archive
from twinpress.kinds import BEIJING
from twinpress.outputs import search
from twinpress.pages.view import Box, Home, Image, Profile, Story, Text, View
from twinpress.publication import Publication
from twinpress.search.index import DIRECTORY

PARK = "2018/park-opening/"
FRONT = """---
id: 01AAAAAAA{number}
title: 活动{number}
description: 一句话。
date: 2025-01-0{number}
section: meetings
source: {{name: federation}}
event: {{start: {start}, status: {status}}}
---

正文。
"""


def published(root: Path = SITE / "content", as_of: str = AS_OF) -> Publication:
    archive = Archive(content.load(root, BEIJING), datetime.fromisoformat(as_of).replace(tzinfo=BEIJING))
    return Publication(archive, site.load(SITE / "mkdocs.yml"))


def view(publication: Publication, address: str, language: str = "zh") -> View:
    return next(page.view() for page in publication.pages[language] if page.address == address)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the content of tests/site, to change."""
    shutil.copytree(SITE / "content", tmp_path / "content")
    return tmp_path / "content"


def park(project: Path, *changes: tuple[str, str]) -> Story:
    """Return the record of the article with pictures, some of its words replaced."""
    file = project / PARK / "index.zh.md"
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    story = view(published(project), PARK).story
    assert story is not None
    return story


def files(*pictures: Image | None) -> list[str]:
    return [picture.path.removeprefix(PARK) for picture in pictures if picture]


# --- pictures and video ------------------------------------------------------------------------------------------


def test_no_picture_stands_twice_on_a_page(project: Path) -> None:
    """The gallery names five: the lead picture, two that the body shows, and two more."""
    story = park(project)
    assert files(story.lead) == ["gate.png"]
    assert files(*story.gallery) == ["swings.png", "dream.png"]


def test_a_video_shows_its_poster(project: Path) -> None:
    story = park(project, ("poster: opening.png", "poster: gate.png"))
    assert story.lead is None
    assert files(*story.gallery) == ["swings.png", "dream.png"]
    assert story.video is not None
    assert files(story.video.poster) == ["gate.png"]


def test_a_video_without_its_file_is_not_shown_and_one_without_captions_is(project: Path) -> None:
    (project / PARK / "opening.vtt").unlink()
    video = park(project).video
    assert video is not None
    assert (video.captions, video.transcript) == (None, PARK + "opening.txt")
    (project / PARK / "opening.webm").unlink()
    assert park(project).video is None


def test_a_legend_is_caption_credit_map_number_and_label_in_this_order() -> None:
    english = published().editions["en"]
    article = english.archive.by_path["2018/park-opening"]
    assert english.image(article, "map.png").legend == (
        ("caption", Text(text="East of the city", lang="en")),
        ("credit", Text(text="Parks Office", lang="en")),
        ("map", Text(text="Map approval number GS（2018）1234号", lang="en")),
    )
    assert english.image(article, "dream.png").legend[-1] == ("ai", Text(text="Picture made with AI", lang="en"))
    assert english.image(article, "swings.png").legend == (("credit", Text(text="王编辑", lang="zh-Hans")),)


def test_how_old_news_is_counts_only_where_the_site_says_so() -> None:
    for years, remark in ((5, 5), (7, 7), (8, None), (0, None)):
        publication = published()
        options = publication.site.options.model_copy(update={"old_after_years": years})
        changed = Publication(publication.archive, replace(publication.site, options=options))
        story = view(changed, PARK).story
        assert story is not None
        assert story.old == remark


def test_each_of_two_changes_on_a_day_has_its_own_note(project: Path) -> None:
    """In their order, newest day first; a translation that lacks one says nothing of it."""
    log = [
        ("2025-03-03", "correction", "人数。"),
        ("2025-03-04", "update", "日期。"),
        ("2025-03-03", "update", "照片。"),
    ]
    talk = project / "2025/first-talk"
    for name, notes in (("zh", [note for _, _, note in log]), ("en", ["Number.", "Day."])):
        file = talk / f"index.{name}.md"
        entries = [
            f"{{date: {day}, note: {note}" + (f", kind: {kind}}}" if name == "zh" else "}")
            for (day, kind, _), note in zip(log, notes, strict=False)
        ]
        text = re.sub(r"^changes: .*$", f"changes: [{', '.join(entries)}]", file.read_text("utf-8"), flags=re.M)
        file.write_text(text, "utf-8")
    found = published(project)

    def notes(language: str) -> list[tuple[str, str | None]]:
        story = view(found, "2025/first-talk/", language).story
        assert story is not None
        return [(change.time.iso, change.note) for change in story.changes]

    assert notes("zh") == [("2025-03-04", "日期。"), ("2025-03-03", "人数。"), ("2025-03-03", "照片。")]
    assert notes("en") == [("2025-03-04", "Day."), ("2025-03-03", "Number."), ("2025-03-03", None)]


# --- entries -----------------------------------------------------------------------------------------------------


def profile(address: str, language: str = "zh", publication: Publication | None = None) -> Profile | None:
    return view(publication or published(), address, language).profile


def test_entries_of_which_nothing_more_is_known_have_no_profile() -> None:
    assert profile("trainings/") is None
    assert profile("organisations/hall/") is None  # its name is known in one language, and that is the title


def test_bodies_places_and_topics_lead_up_and_down() -> None:
    federation, beijing, city, small = map(
        profile, ("organisations/federation/", "places/beijing/", "topics/city/", "topics/small-parks/")
    )
    assert federation is not None
    assert federation.name == Text(text="City Women's Federation", lang="en")
    assert federation.below == (Text(text="园林处", lang="zh-Hans", path="organisations/parks-office/"),)
    assert beijing == Profile(
        name=Text(text="Beijing", lang="en"), below=(Text(text="东公园", lang="zh-Hans", path="places/east-park/"),)
    )
    assert city == Profile(below=(Text(text="口袋公园", lang="zh-Hans", path="topics/small-parks/"),))
    assert small == Profile(above=Text(text="儿童友好城市", lang="zh-Hans", path="topics/city/"))


def test_a_profile_stands_on_the_front_page_of_a_list_alone() -> None:
    assert profile("organisations/federation/") is not None
    assert profile("organisations/federation/page/1/") is None


def test_notes_to_editors_are_nowhere(built: Path) -> None:
    for path in built.rglob("*.html"):
        assert "电话在抽屉里" not in path.read_text("utf-8")


# --- lists in pages ----------------------------------------------------------------------------------------------


def test_a_front_page_leads_to_some_pages_and_that_of_a_month_to_all(tmp_path: Path) -> None:
    """Twenty in one month, two a page: nine numbered pages."""
    shutil.copytree(SITE / "content/vocabulary", tmp_path / "vocabulary")
    for number in range(10, 30):
        folder = tmp_path / f"2025/story-{number}"
        folder.mkdir(parents=True)
        text = (SITE / "content/2024/meeting/index.zh.md").read_text("utf-8")
        text = text.replace("01AAAAAAA3", f"01AAAAAA{number}").replace("2024-05-06", f"2025-05-{number}")
        (folder / "index.zh.md").write_text(text, "utf-8")
    publication = published(tmp_path)

    def numbers(address: str) -> list[tuple[str, str | None]]:
        listing = view(publication, address).listing
        assert listing is not None
        return [(number.text, number.path) for number in listing.numbers]

    assert numbers("meetings/") == [
        ("9", "meetings/page/9/"),
        ("8", "meetings/page/8/"),
        ("7", "meetings/page/7/"),
        ("6", "meetings/page/6/"),
        ("…", None),
        ("1", "meetings/page/1/"),
    ]
    assert [text for text, _ in numbers("2025/05/")] == ["9", "8", "7", "6", "5", "4", "3", "2", "1"]
    assert numbers("2025/05/page/3/") == []
    assert [item.path for item in view(publication, "meetings/page/9/").breadcrumb] == ["", "meetings/"]
    beside = [view(publication, f"meetings/page/{number}/").listing for number in (9, 5, 1)]
    assert [(x.newer, x.older) for x in beside if x] == [
        ("meetings/", "meetings/page/8/"),
        ("meetings/page/6/", "meetings/page/4/"),
        ("meetings/page/2/", None),
    ]


# --- home page ---------------------------------------------------------------------------------------------------


def front(root: Path, language: str = "zh") -> Home:
    home = view(published(root, "2025-06-15 12:00"), "", language).front
    assert home is not None
    return home


STORY = """---
id: 01AAAAAA{number}
title: 新闻{number}
description: 一句话。
date: 2025-{month}-{day}
section: {section}
source: {{name: federation}}
{more}
---

正文。
"""


def stories(root: Path, articles: dict[int, tuple[str, str]]) -> Home:
    """Write articles by number, from 10 on, the newest last, each with its section and another line; return the home page."""
    shutil.copytree(SITE / "content/vocabulary", root / "vocabulary", dirs_exist_ok=True)
    for number, (section, more) in articles.items():
        folder = root / f"2025/story-{number}"
        folder.mkdir(parents=True)
        text = STORY.format(number=number, month="05", day=number, section=section, more=more)
        (folder / "index.zh.md").write_text(text, "utf-8")
    return front(root)


def titles(box: Box) -> list[str]:
    return [item.title.text for item in box.items]


def test_a_section_shows_its_newest_three_without_the_lead_one_with_a_picture_first(tmp_path: Path) -> None:
    """The pinned article leads; pictures that are not there yet count as well."""
    picture = "image: a.png\npictures: {a.png: {alt: 图, credit: federation}}"
    home = stories(
        tmp_path,
        {
            10: ("meetings", ""),
            11: ("meetings", picture),
            12: ("meetings", ""),
            13: ("meetings", "pinned: true"),
            14: ("meetings", ""),
        },
    )
    assert home.lead is not None
    assert home.lead.title.text == "新闻13"
    assert [(box.title.text, titles(box)) for box in home.sections] == [("会议", ["新闻11", "新闻14", "新闻12"])]


def test_what_is_latest_is_left_out_while_the_sections_show_all_of_it(tmp_path: Path) -> None:
    few = {number: ("meetings" if number % 2 else "trainings", "") for number in range(10, 16)}
    assert titles(stories(tmp_path / "few", few).latest) == []
    one = dict.fromkeys(range(10, 16), ("meetings", ""))  # the section shows three of five
    assert titles(stories(tmp_path / "one", one).latest) == ["新闻14", "新闻13", "新闻12", "新闻11", "新闻10"]
    many = {number: (("meetings", "trainings", "parks")[number % 3], "") for number in range(10, 20)}
    assert len(stories(tmp_path / "many", many).latest.items) == 8


def test_the_series_with_the_newest_part_is_shown_with_it(tmp_path: Path) -> None:
    part = "series: {{series: talks, part: {}}}"
    home = stories(tmp_path, {10: ("meetings", part.format(2)), 12: ("meetings", part.format(1)), 13: ("meetings", "")})
    assert [(run.name.path, run.count, run.latest.title.text) for run in home.series] == [
        ("series/talks/", 2, "新闻12")
    ]


def test_the_calendar_shows_what_is_ahead_with_its_status_then_what_took_place(tmp_path: Path) -> None:
    shutil.copytree(SITE / "content/vocabulary", tmp_path / "vocabulary")
    statuses = ("scheduled", "cancelled", "postponed", "rescheduled", "moved-online")

    def write(month: int) -> None:
        for number, status in enumerate(statuses, 1):
            folder = tmp_path / f"2025/event-{number}"
            folder.mkdir(parents=True, exist_ok=True)
            text = FRONT.format(number=number, start=f"2025-{month:02}-{10 + number}", status=status)
            (folder / "index.zh.md").write_text(text, "utf-8")

    def calendar(language: str = "zh") -> list[tuple[str, str, str | None, bool]]:
        return [(x.title.text, x.day, x.status, x.past) for x in front(tmp_path, language).occasions]

    write(month=7)
    assert calendar() == [
        ("活动1", "11", None, False),
        ("活动2", "12", "已取消", False),
        ("活动3", "13", "已推迟", False),
        ("活动4", "14", "已改期", False),
    ]
    assert [status for _, _, status, _ in calendar("en")] == [None, "cancelled", "postponed", "rescheduled"]
    write(month=6)  # on the 15th: four are over, and two of them were not held
    assert calendar() == [
        ("活动5", "15", "改为线上举行", False),
        ("活动4", "14", "已改期", True),
        ("活动1", "11", None, True),
    ]


# --- the search page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "title", "path"), [("zh", "搜索", "search/"), ("en", "Search", "en/search/")])
def test_the_search_page_names_its_index_and_the_lists(language: str, title: str, path: str) -> None:
    publication = published()
    page = view(publication, "search/", language)
    assert (page.title, page.path, page.search, page.noindex) == (title, path, path, True)
    assert page.finder is not None
    assert page.finder.directory == search.folder(language) + DIRECTORY
    assert (publication.editions[language].home, *page.finder.lists) == page.menu


def test_sitemaps_and_the_search_leave_the_search_page_out() -> None:
    pages = [page for found in published().pages.values() for page in found if page.kind == "search"]
    assert [(page.path, page.listed, page.searchable) for page in pages] == [
        ("search/", False, False),
        ("en/search/", False, False),
    ]


@pytest.mark.parametrize(
    ("plugins", "path"),
    [
        ("[search, twinpress]", "search/"),
        ("[material/search: {}, twinpress]", "search/"),
        ("{search: {}, twinpress: {}}", "search/"),
        ("[tags, twinpress]", None),
    ],
)
def test_a_site_without_a_search_has_no_page_for_it(tmp_path: Path, plugins: str, path: str | None) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"site_name: 试刊\nplugins: {plugins}\n", "utf-8")
    publication = Publication(published().archive, site.load(tmp_path / "mkdocs.yml"))
    assert [page.path for page in publication.pages["zh"] if page.kind == "search"] == ([path] if path else [])
    assert view(publication, "2025/first-talk/").search == path
