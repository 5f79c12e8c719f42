"""Pictures as a reader meets them: which size a browser fetches, and the lightbox with nothing but keys."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from conftest import ROOT, SITE, mkdocs_build
from test_browser import CHROMIUM, QuietHandler, browser

__all__ = ["browser"]
PARK = "en/2018/park-opening/"
PICTURES = {"gate.png": (3000, 2000), "swings.png": (2000, 3000), "map.png": (300, 200), "dream.png": (900, 4500)}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small site with large pictures, served."""
    root = tmp_path_factory.mktemp("pictures")
    shutil.copytree(SITE, root / "project")
    shutil.copytree(ROOT / "overrides", root / "project/overrides")
    config = root / "project/mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../overrides", "overrides"), "utf-8")
    for name, size in PICTURES.items():
        place = root / "project/content/2018/park-opening" / name
        Image.radial_gradient("L").convert("RGB").resize(size).save(place)
    mkdocs_build(config, root / "archive")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/archive/"
    server.shutdown()
    server.server_close()


def visit(browser: Browser, address: str, width: int, height: int, density: float = 1) -> Page:
    context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=density)
    page = context.new_page()
    page.goto(address + PARK)
    return page


def shown(page: Page, selector: str) -> str:
    """Return name and width of the file that a picture shows, once it is there."""
    picture = page.locator(f"{selector} img").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    found = re.search(r"([\w.-]+)$", str(picture.evaluate("image => image.currentSrc")))
    assert found
    return re.sub(r"\.[0-9a-f]{16}\.webp$", "", found[1])


@pytest.mark.parametrize(
    ("width", "density", "lead", "gallery"),
    [
        (360, 1, "gate.400", "swings.400"),
        (360, 3, "gate.1600", "swings.1600"),
        (1280, 1, "gate.800", "swings.400"),
        (1280, 2, "gate.1600", "swings.800"),
    ],
)
def test_a_browser_fetches_the_size_that_fits(
    browser: Browser, address: str, width: int, density: float, lead: str, gallery: str
) -> None:
    page = visit(browser, address, width, 900, density)
    assert (shown(page, ".story > figure"), shown(page, ".gallery")) == (lead, gallery)
    first = page.locator(".story > figure img")
    assert (first.get_attribute("fetchpriority"), first.get_attribute("loading")) == ("high", None)
    assert (first.get_attribute("width"), first.get_attribute("height")) == ("3000", "2000")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_lightbox_from_the_keyboard(browser: Browser, address: str) -> None:
    page = visit(browser, address, 1280, 800)
    links = page.locator("a[data-lightbox]")
    assert [link.get_attribute("href") for link in links.all()] == [
        f"../../../2018/park-opening/{name}" for name in PICTURES
    ]
    module = f"{address}assets/javascripts/lightbox.js"
    links.nth(1).focus()
    links.nth(1).evaluate("async (link, module) => (await import(module)).start(link, new Event('click'))", module)
    dialog, count = page.get_by_role("dialog", name="Pictures, large"), page.locator(".lightbox__count")
    expect(dialog).to_be_visible()
    expect(count).to_have_text("Picture 2 of 4")
    expect(dialog.get_by_role("img")).to_have_attribute("alt", "Two swings")
    assert shown(page, ".lightbox") == "swings.800", "in a window 800 high, a picture of 2000 × 3000 is 500 wide"
    for key, number in (("ArrowLeft", 1), ("ArrowLeft", 4), ("ArrowRight", 1), ("End", 4), ("Home", 1)):
        page.keyboard.press(key)
        expect(count).to_have_text(f"Picture {number} of 4")
    expect(dialog.locator("figcaption")).to_have_text(page.locator(".story > figure figcaption").first.inner_text())
    assert Axe().run(page).response["violations"] == []
    reached = set()
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.closest('dialog') ? document.activeElement.textContent : null")
        )
    assert reached <= {"×", "‹", "›", "Open the file", None}
    assert {"×", "‹", "›", "Open the file"} <= reached
    page.get_by_role("button", name="Next picture").focus()
    page.keyboard.press("Enter")
    expect(count).to_have_text("Picture 2 of 4")
    assert dialog.get_by_role("link", name="Open the file").get_attribute("href") == links.nth(1).evaluate(
        "link => link.href"
    )
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(links.nth(1)).to_be_focused()


def test_back_closes_the_lightbox_and_nothing_else(browser: Browser, address: str) -> None:
    page = visit(browser, address, 390, 800)
    here, entries = page.url, page.evaluate("history.length")
    link, dialog = page.locator("a[data-lightbox]").first, page.get_by_role("dialog", name="Pictures, large")
    for leave in (page.go_back, lambda: page.keyboard.press("Escape"), page.go_back):
        link.click()
        expect(dialog).to_be_visible()
        leave()
        expect(dialog).to_be_hidden()
        expect(link).to_be_focused()
        page.wait_for_function("history.state === null")
    assert (page.url, page.evaluate("history.length")) == (here, entries + 1), "one entry ahead, none behind"


@pytest.mark.parametrize(("width", "height"), [(320, 568), (1280, 800)])
def test_a_picture_fits_the_window_and_a_long_one_is_scrolled(
    browser: Browser, address: str, width: int, height: int
) -> None:
    page = visit(browser, address, width, height)
    module = f"{address}assets/javascripts/lightbox.js"
    for number, name in enumerate(PICTURES):
        page.locator("a[data-lightbox]").nth(number).evaluate(
            "async (link, module) => (await import(module)).start(link)", module
        )
        expect(page.locator(".lightbox img")).to_have_js_property("complete", True)
        box = page.locator(".lightbox img").bounding_box()
        assert box
        long = name == "dream.png"
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert (box["y"] + box["height"] > height) is long
        assert page.evaluate("document.querySelector('.lightbox figure').scrollHeight > innerHeight") is long
        assert page.evaluate("document.querySelector('.lightbox').scrollWidth <= innerWidth")
        page.keyboard.press("Escape")
