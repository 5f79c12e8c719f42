"""Figures of use as readers meet them in Chromium: the small site with the log of ``tests/views/`` counted.

What every page is asked (``test_accessibility.py``, ``test_budgets.py``) is asked here of those that say how often something was
read.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from conftest import AS_OF, ROOT, SITE, mkdocs_build
from test_accessibility import (
    DESKTOP,
    PHONE,
    page,
    reader,
    report,
    test_a_keyboard_gets_everywhere_and_back,
    test_all_words_have_room,
    test_axe_finds_nothing_in_any_look,
)
from test_browser import CHROMIUM, browser
from test_budgets import ARTICLE, LIST, SHIFT, Till, address, costs, read, till
from test_budgets import page as metered
from twinpress.command import main

__all__ = [
    "address",
    "browser",
    "metered",
    "page",
    "reader",
    "test_a_keyboard_gets_everywhere_and_back",
    "test_all_words_have_room",
    "test_axe_finds_nothing_in_any_look",
    "till",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]

PAGES = ("", "en/", "trainings/", "en/trainings/", "2025/first-talk/", "en/2025/first-talk/")
FIGURES = {
    "2025/first-talk/": "阅读 4 次",
    "en/2025/first-talk/": "Read once",
    "2025/second-talk/": "阅读 1 次",
    "2018/park-opening/": "阅读 12346 次",
    "en/2018/park-opening/": "Read once",
    "en/2025/second-talk/": "Read 1,234 times",
}
"""What the source line says; the Chinese version of the park and the English one of the second talk were read elsewhere before."""
SILENT = ("2024/course-1/", "2025/half-translated/", "2023/expired-call/", "2023/removed-news/")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site with its figures."""
    root = tmp_path_factory.mktemp("views")
    project, target = root / "project", root / "archive"
    shutil.copytree(SITE, project)
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8").replace("../../overrides", str(ROOT / "overrides"))
    config.write_text(text.replace('cache_dir: ""', 'cache_dir: "", views: {most_read: 3}'), "utf-8")
    old = project / "content/2018/park-opening/index.zh.md"
    old.write_text(old.read_text("utf-8").replace("legacy: {", "legacy: {views: 12345, "), "utf-8")
    old = project / "content/2025/second-talk/index.en.md"
    old.write_text(old.read_text("utf-8").replace("\n---\n", "\nlegacy: {views: 1234}\n---\n", 1), "utf-8")
    command = ["views", "import", str(SITE.parent / "views/combined.log"), "--config", str(config), "--as-of", AS_OF]
    assert CliRunner().invoke(main, command).exit_code == 0
    mkdocs_build(config, target)
    return target


def hold(held: list[Route]) -> Callable[[Route], None]:
    return lambda route: held.append(route)


def answer(body: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=body)


@pytest.fixture(scope="module", params=PAGES)
def path(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("place", FIGURES)
def test_an_article_says_how_often_it_was_read(metered: Page, address: str, till: Till, place: str) -> None:
    metered.goto(address + place)
    figure = metered.locator(".source > li:last-child")
    expect(figure).to_have_text(FIGURES[place])
    expect(figure).to_be_visible()
    asked = [path for path, _ in till.take() if path.startswith("views/")]
    assert asked == [f"views/{place.removeprefix('en/')[:4]}.json"]


@pytest.mark.parametrize("place", SILENT)
def test_an_article_that_nobody_read_says_nothing(metered: Page, address: str, place: str) -> None:
    metered.goto(address + place)
    metered.wait_for_load_state("networkidle")
    figure = metered.locator("[data-views]")
    if place != "2023/removed-news/":
        expect(figure).to_be_hidden()
        expect(figure).to_be_empty()
    else:
        expect(figure).to_have_count(0)
    assert "阅读" not in metered.locator(".source").inner_text()


def test_without_an_answer_nothing_is_said_and_nothing_breaks(metered: Page, address: str) -> None:
    faults: list[str] = []
    metered.on("pageerror", lambda error: faults.append(str(error)))
    for body in ("[", "[]", "null", json.dumps({"2025/first-talk": "many"}), json.dumps({"2025/first-talk": []})):
        metered.route("**/views/2025.json", answer(body))
        with metered.expect_response("**/views/2025.json"):
            metered.goto(address + "2025/first-talk/")
        metered.wait_for_load_state("networkidle")
        expect(metered.locator("[data-views]")).to_be_hidden()
        metered.unroute("**/views/2025.json")
    metered.route("**/views/2025.json", lambda route: route.abort())
    metered.goto(address + "2025/first-talk/")
    metered.wait_for_load_state("networkidle")
    expect(metered.locator("[data-views]")).to_be_hidden()
    assert faults == []


def test_without_scripts_an_article_says_nothing(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(address + "2025/first-talk/")
    expect(plain.locator("[data-views]")).to_be_hidden()
    assert plain.locator("[data-views]").bounding_box() is None
    context.close()


@pytest.mark.parametrize(
    ("place", "title", "shown"),
    [
        ("", "最多阅读 近 30 天", ["第一讲|5", "只有中文的会议|2", "公园开放了|2"]),
        ("trainings/", "最多阅读 近 30 天", ["第一讲|5", "第二讲|1"]),
        (
            "en/",
            "Most read Last 30 days",
            ["First talk: the street|5", "只有中文的会议 Chinese only|2", "The park is open|2"],
        ),
    ],
)
def test_what_was_read_most_is_a_numbered_list(
    metered: Page, address: str, place: str, title: str, shown: list[str]
) -> None:
    metered.goto(address + place)
    box = metered.locator(".most")
    rows = [
        (row.locator("h3").inner_text(), row.locator(".count > :first-child").inner_text())
        for row in box.locator("ol > li").all()
    ]
    assert (" ".join(box.locator("h2").inner_text().split()), ["|".join(row) for row in rows]) == (title, shown)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("place", [*PAGES, *FIGURES, *SILENT])
def test_a_page_costs_little_and_does_not_move_when_the_figure_comes(
    metered: Page, address: str, till: Till, place: str, size: ViewportSize
) -> None:
    metered.set_viewport_size(size)
    read(metered, address + place)
    faults = costs(till.take(), ARTICLE if "/20" in f"/{place}" else LIST)
    if metered.evaluate("shifts.sum") > SHIFT:
        faults += ["it moves while it comes:", *metered.evaluate("shifts.moved")]
    assert not faults, report(place, faults)


@pytest.mark.parametrize("place", ["2018/park-opening/", "en/2025/second-talk/"])
def test_the_figure_has_room_before_it_comes(metered: Page, address: str, place: str) -> None:
    """At some width the source line is full, and the figure begins another one: nothing below may move for it."""
    figure = metered.locator("[data-views]")
    below = "document.querySelector('.reading').getBoundingClientRect().top"
    moved = []
    for width in range(320, 640, 10):
        metered.set_viewport_size({"width": width, "height": 780})
        held: list[Route] = []
        metered.route("**/views/*.json", hold(held))
        with metered.expect_request("**/views/*.json"):  # which fails where none comes
            metered.goto(address + place)
        expect(figure).to_be_hidden()
        before = metered.evaluate(below)
        while not held:
            metered.wait_for_timeout(10)
        held[0].continue_()
        expect(figure).to_have_text(FIGURES[place])
        if metered.evaluate(below) != before:
            moved.append(width)
        metered.unroute("**/views/*.json")
    assert moved == []
