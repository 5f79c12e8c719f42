"""The calendar of events in Chromium: held to what every page is held to, and walked through with the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conftest import mkdocs_build
from test_accessibility import (
    DESKTOP,
    NARROW,
    PHONE,
    fresh,
    page,
    reader,
    test_a_keyboard_gets_everywhere_and_back,
    test_all_words_have_room,
    test_axe_finds_nothing_in_any_look,
    visit,
    walk,
)
from test_browser import CHROMIUM, address, browser
from test_budgets import LIST
from test_calendar import CALENDAR
from test_html import faults
from twinpress import twin

__all__ = [
    "address", "browser", "fresh", "page", "reader",
    "test_a_keyboard_gets_everywhere_and_back", "test_all_words_have_room", "test_axe_finds_nothing_in_any_look",
]  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]

PAGES = [
    f"{language}{place}"
    for language in ("", "en/")
    for place in ("calendar/", "calendar/2026/02/", "subscribe/", "2025/year-long/")
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built tests/calendar."""
    target = tmp_path_factory.mktemp("calendar") / "archive"
    mkdocs_build(CALENDAR / "mkdocs.yml", target)
    return target


@pytest.fixture(scope="module", params=PAGES)
def path(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("file", [*PAGES, "", "en/"])
def test_every_page_is_valid(built: Path, file: str) -> None:
    assert faults((built / file / "index.html").read_text("utf-8")) == []


def test_pages_cost_what_lists_cost(built: Path, tmp_path: Path) -> None:
    """The calendar loads nothing that other pages do not load, so its own bytes and the stylesheet's are what it adds."""
    for file in ("calendar/index.html", "calendar/2026/02/index.html", "assets/stylesheets/twinpress.css"):
        copy = tmp_path / file.replace("/", "-")
        twin.copy(str(built / file), str(copy))
        assert copy.with_name(f"{copy.name}{twin.TWIN}").stat().st_size < LIST.total / 2


def test_the_table_says_its_days_in_full(fresh: Page, address: str) -> None:
    visit(fresh, f"{address}en/calendar/2026/02/")
    table = fresh.get_by_role("table", name="February 2026: events by day")
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    for day in days:
        expect(table.get_by_role("columnheader", name=day, exact=True)).to_have_count(1)
    expect(table.get_by_role("link", name="3 : 3 events")).to_have_count(1)
    expect(table.get_by_role("cell")).to_have_count(35)


def test_a_keyboard_goes_through_the_sheet_and_into_the_list(fresh: Page, address: str) -> None:
    fresh.set_viewport_size(DESKTOP)
    visit(fresh, f"{address}calendar/2026/02/")
    stops = walk(fresh, len(fresh.evaluate("keyboard.stops()")))
    third = stops.index(next(stop for stop in stops if "3：3项活动" in stop))
    assert [
        name in stop for name, stop in zip(("全年展", "取消的课", "推迟的课", "4："), stops[third + 1 :], strict=False)
    ] == [True] * 4
    fresh.get_by_role("link", name="3 ：3项活动", exact=True).press("Enter")
    expect(fresh).to_have_url(f"{address}calendar/2026/02/#day-3")
    expect(fresh.get_by_role("heading", name="2月3日 星期二")).to_be_in_viewport()
    fresh.keyboard.press("Tab")
    assert fresh.evaluate("document.activeElement.textContent") == "取消的课"
    fresh.get_by_role("link", name="25 ：1项活动").press("Enter")  # nothing begins: where that stands which goes on
    expect(fresh).to_have_url(f"{address}calendar/2026/02/#day-1")


def test_on_a_phone_the_sheet_is_numbers_and_the_list_says_it_all(fresh: Page, address: str) -> None:
    for size in (PHONE, NARROW):
        fresh.set_viewport_size(size)
        visit(fresh, f"{address}en/calendar/2026/02/")
        table = fresh.get_by_role("table")
        expect(table.get_by_role("listitem")).to_have_count(0)
        box = table.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]
        assert fresh.evaluate("document.documentElement.scrollWidth") <= size["width"]
        for title in ("The long exhibition", "The cancelled course", "推迟的课", "Open lecture"):
            expect(fresh.get_by_role("heading", name=title)).to_be_visible()
    fresh.get_by_role("link", name="28 : 2 events").click()
    expect(fresh.get_by_role("heading", name="Saturday, 28 February")).to_be_in_viewport()


def test_the_front_page_s_sheet_leads_into_its_month(fresh: Page, address: str) -> None:
    visit(fresh, f"{address}calendar/")
    fresh.get_by_role("link", name="31 ：1项活动").click()
    expect(fresh).to_have_url(f"{address}calendar/2025/12/#day-30")


def test_readers_find_the_files(fresh: Page, address: str) -> None:
    visit(fresh, f"{address}en/subscribe/")
    ways = fresh.locator("#events ~ ul a")
    assert [(way.inner_text(), way.get_attribute("href")) for way in ways.all()][3:6] == [
        ("Trainings", "../../en/trainings/"),
        ("Subscribe", "webcal://news.example/archive/en/trainings/events.ics"),
        ("Address (.ics)", "https://news.example/archive/en/trainings/events.ics"),
    ]
    visit(fresh, f"{address}2025/postponed-course/")
    expect(fresh.get_by_role("link", name="加入日历（.ics）")).to_have_attribute(
        "href", "../../2025/postponed-course/event.ics"
    )
    for gone in ("2025/cancelled-course/", "2024/leap-day/"):
        visit(fresh, address + gone)
        expect(fresh.get_by_role("link", name="加入日历（.ics）")).to_have_count(0)
