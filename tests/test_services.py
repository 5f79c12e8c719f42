"""All services at once, in Chromium: what one of them adds to a page leaves the others, and the page, as they should be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from conftest import ROOT, SERVICES, SITE, mkdocs_build
from test_accessibility import (
    page,
    reader,
    test_a_keyboard_gets_everywhere_and_back,
    test_all_words_have_room,
    test_axe_finds_nothing_in_any_look,
)
from test_browser import CHROMIUM, browser
from test_budgets import ARTICLE, SHIFT, Till, address, costs, read, till
from test_budgets import page as metered
from test_html import faults
from test_policy import REPORT

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
]  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]

PAGES = [
    f"{language}{place}"
    for language in ("", "en/")
    for place in ("", "trainings/", "2025/first-talk/", "calendar/", "subscribe/")
]
FIGURES = (
    '{"read": {"2025-12-31": {"2025/first-talk": [1234, 7], "2025/second-talk": [2, 30]}}, "robots": {}, "sources": {}}'
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small site with all services."""
    root = tmp_path_factory.mktemp("services")
    project, target = root / "project", root / "archive"
    shutil.copytree(SITE, project)
    text = (SITE / "mkdocs.yml").read_text("utf-8").replace("../../overrides", str(ROOT / "overrides"))
    config = project / "mkdocs.yml"
    config.write_text(text.replace('cache_dir: ""', f'cache_dir: "", {SERVICES}'), "utf-8")
    (project / "content/views").mkdir()
    (project / "content/views/2025.json").write_text(FIGURES, "utf-8")
    mkdocs_build(config, target)
    return target


@pytest.fixture(scope="module", params=PAGES)
def path(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("place", PAGES)
def test_every_page_is_html(built: Path, place: str) -> None:
    assert faults((built / place / "index.html").read_text("utf-8")) == []


@pytest.mark.parametrize("place", PAGES)
def test_no_page_wants_what_it_may_not(metered: Page, address: str, place: str) -> None:
    metered.add_init_script(REPORT)
    read(metered, address + place)
    assert metered.evaluate("refused") == []


@pytest.mark.parametrize("language", ["", "en/"])
def test_an_article_with_all_services_costs_what_an_article_may(
    metered: Page, address: str, till: Till, language: str
) -> None:
    read(metered, f"{address}{language}2025/first-talk/")
    assert costs(till.take(), ARTICLE) == []
    assert metered.evaluate("shifts.sum") <= SHIFT
