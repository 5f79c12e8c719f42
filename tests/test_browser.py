"""The built site in headless Chromium, as a reader meets it.

Needs Chromium (Debian: ``apt-get install chromium``); where there is none these tests are skipped, visibly.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from conftest import AS_OF, PATIENCE, SITE
from twinpress import content, site
from twinpress.archive import Archive
from twinpress.kinds import BEIJING
from twinpress.publication import Publication

expect.set_options(timeout=1000 * PATIENCE)  # Playwright gives up after five seconds, which a busy machine needs

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]

KINDS = {
    "home": "",
    "article": "2025/first-talk/",
    "article without translation": "2024/meeting/",
    "section": "trainings/",
    "numbered page": "trainings/page/1/",
    "year": "2025/",
    "topic": "topics/city/",
    "directory": "organisations/",
    "pictures and video": "2018/park-opening/",
    "person": "people/su-qing/",
    "body": "organisations/federation/",
    "month": "2025/03/",
    "empty list": "topics/calls/",
    "withdrawn": "2023/withdrawn-news/",
    "removed": "2023/removed-news/",
    "standing": "about/",
    "subscribe": "subscribe/",
    "search": "search/",
    "not found": "404.html",
    "home, English": "en/",
    "article, English": "en/2025/first-talk/",
    "English original": "en/2025/second-talk/",
    "pictures and video, English": "en/2018/park-opening/",
    "section, English": "en/trainings/",
    "numbered page, English": "en/trainings/page/1/",
    "foreign list, English": "en/meetings/",
    "month, English": "en/2025/03/",
    "organisation, English": "en/organisations/federation/",
    "series, English": "en/series/talks/",
    "archive, English": "en/archive/",
    "standing, English": "en/about/",
    "subscribe, English": "en/subscribe/",
    "search, English": "en/search/",
    "not found, English": "en/404.html",
}


def kinds() -> dict[tuple[str, str], str]:
    """Return the address of a page of every kind in both languages, as the site itself tells kinds apart."""
    archive = Archive(content.load(SITE / "content", BEIJING), datetime.fromisoformat(AS_OF).replace(tzinfo=BEIJING))
    pages = Publication(archive, site.load(SITE / "mkdocs.yml")).pages
    found = {(page.kind, language): page.path for language, made in pages.items() for page in reversed(made)}
    assert set(found) == {(kind, language) for kind, _ in found for language in pages}
    return found


def every_kind() -> list[str]:
    """Return the addresses of those pages."""
    return sorted(kinds().values())


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder without talking."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """Serve the built site below ``/archive/``, as its ``site_url`` says."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(built.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/archive/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """Return a page that fails the test on console errors and on requests to another host."""
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith((address, "data:", "blob:")) else faults.append(request.url),
    )
    yield page
    assert faults == []


@pytest.mark.parametrize("path", every_kind())
def test_every_kind_of_page_is_whole_in_both_languages(page: Page, address: str, path: str) -> None:
    answer = page.goto(address + path)
    assert answer is not None
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert page.evaluate("[...document.images].every(image => !image.complete || image.naturalWidth > 0)")


def test_language_switch_leads_to_the_same_page(page: Page, address: str) -> None:
    page.goto(address + "2025/first-talk/")
    page.get_by_role("banner").get_by_role("link", name="English").click()
    expect(page).to_have_url(address + "en/2025/first-talk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("First talk: the street")
    page.get_by_role("banner").get_by_role("link", name="中文").click()
    expect(page).to_have_url(address + "2025/first-talk/")


def test_language_switch_says_where_there_is_no_translation(page: Page, address: str) -> None:
    page.goto(address + "2024/meeting/")
    expect(page.get_by_role("banner").get_by_role("link", name="English")).to_have_count(0)
    expect(page.get_by_role("banner")).to_contain_text("没有英文")


def test_all_beside_a_heading_leads_to_the_section(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text("全部", exact=True).first.click(force=True)  # the link lies over the word
    expect(page).to_have_url(address + "trainings/")


def test_on_a_phone_the_section_one_is_in_is_in_sight(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address + "en/archive/")
    expect(page.get_by_role("link", name="Archive", exact=True)).to_be_in_viewport(ratio=1)
    assert page.evaluate("window.scrollY") == 0


def test_the_skip_link_skips(page: Page, address: str) -> None:
    page.goto(address + "en/2025/first-talk/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(("start", "query", "title"), [("", "谈街", "第一讲谈街道"), ("en/", "street", "First talk")])
def test_search_finds_names(page: Page, address: str, start: str, query: str, title: str) -> None:
    page.goto(address + start)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.keyboard.press("End")  # Material listens to keys, and typed Chinese comes without one
    expect(page.locator(".md-search-result__list")).to_contain_text(title)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title[:8])


def test_a_title_is_words_in_search_too(page: Page, address: str) -> None:
    page.goto(address + "en/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    page.keyboard.type("second")
    result = page.locator(".md-search-result__list")
    expect(result).to_contain_text('<b onmouseover="alert(1)">')
    expect(result.locator("[onmouseover]")).to_have_count(0)


def test_feed_readers_in_the_browser_find_the_feeds(page: Page, address: str) -> None:
    """Links to feeds are hidden from Material's script, which would ask for a sitemap beside each, and then given back."""
    page.goto(address + "trainings/")
    page.wait_for_load_state("networkidle")
    links = page.locator('head link[rel="alternate"][type="application/rss+xml"]')
    expect(links).to_have_count(2)
    expect(page.locator('head link[rel="alternate"][hreflang]')).to_have_count(3)


def test_light_and_dark_are_remembered(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(address)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_text("显示", exact=True).click()
    page.get_by_label("深色").check(force=True)
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    page.goto(address + "en/2025/first-talk/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.get_by_text("Display", exact=True).click()
    expect(page.get_by_label("Dark")).to_be_checked()
    page.get_by_label("Auto").check(force=True)
    expect(page.locator("html")).to_have_attribute("data-scheme", "light")
    assert page.context.cookies() == []


def test_a_video_waits_for_its_reader_and_has_captions(page: Page, address: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(address + "en/2018/park-opening/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if url.endswith(".webm")]
    video = page.locator("video")
    assert video.evaluate("video => [video.paused, video.autoplay, video.controls]") == [True, False, True]
    assert video.evaluate("video => video.textTracks[0].language") == "zh-Hans"
    assert (
        video.evaluate(
            "video => new Promise(done => { video.onloadedmetadata = () => done(video.videoWidth); video.load(); video.preload = 'auto' })"
        )
        == 64
    )


@pytest.mark.parametrize("kind", ["home", "article", "section", "article, English"])
def test_everything_reads_without_javascript(browser: Browser, address: str, kind: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address + KINDS[kind])
    expect(page.get_by_role("main")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert (
        page.locator("main img").evaluate_all("images => images.filter(i => i.loading !== 'lazy' && !i.naturalWidth)")
        == []
    )
    context.close()
