"""The Content-Security-Policy: every kind of page lives with it, and what it forbids does not happen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from conftest import ROOT
from test_browser import CHROMIUM, address, browser, context, every_kind, page
from twinpress import policy
from twinpress.options import Options

__all__ = ["address", "browser", "context", "page"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]
REPORT = """
globalThis.refused = []
addEventListener("securitypolicyviolation", (event) => refused.push(`${event.effectiveDirective} ${event.blockedURI}`))
"""


@pytest.mark.parametrize("path", every_kind())
def test_no_page_wants_what_it_may_not(page: Page, address: str, path: str) -> None:
    page.add_init_script(REPORT)
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") == policy.meta(Options())
    for search in page.locator("[data-md-component=search-query]").all():
        search.focus()
        search.fill("街道")
        page.wait_for_load_state("networkidle")
    assert page.evaluate("refused") == []


@pytest.mark.parametrize(
    ("slip", "refused"),
    [
        ('<img src="x.png" onerror="document.title = 1">', "script-src-attr inline"),
        ("<script>document.title = 1</script>", "script-src-elem inline"),
        ('<script src="https://elsewhere.example/x.js"></script>', "script-src-elem https://elsewhere.example/x.js"),
        ('<p style="position: fixed">', "style-src-attr inline"),
        ('<iframe src="https://elsewhere.example/"></iframe>', "frame-src https://elsewhere.example"),
        ('<img src="https://elsewhere.example/x.png">', "img-src https://elsewhere.example/x.png"),
    ],
)
def test_a_slip_in_a_text_does_nobody_harm(context, address: str, slip: str, refused: str) -> None:  # type: ignore[no-untyped-def]
    page = context.new_page()
    page.add_init_script(REPORT)
    page.route(
        "**/about/",
        lambda route: route.fulfill(
            content_type="text/html", body=route.fetch().text().replace("</main>", f"{slip}</main>")
        ),
    )
    page.goto(address + "about/")
    page.wait_for_load_state("networkidle")
    assert refused in page.evaluate("refused")
    assert page.title() != "1"


def test_no_template_writes_a_script_or_a_style_into_a_page() -> None:
    """What only another browser would refuse; two templates are no pages of the site, but sent by mail."""
    mailed = [ROOT / "overrides" / name for name in ("status.html", "newsletter/letter.html")]
    for template in (ROOT / "overrides").rglob("*.html"):
        text = template.read_text("utf-8")
        kinds = [tag[: tag.index(">")] for tag in text.split("<script")[1:]]
        assert [
            tag for tag in kinds if not tag.startswith((' src="', ' type="module"', ' type="application/', " id="))
        ] == []
        written = ("style=", "javascript:", *(["<style"] if template not in mailed else []))
        assert [found for found in written if found in text] == [], template
