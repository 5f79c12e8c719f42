"""The form that asks for the newsletter: what it says, what it sends, and that it asks for consent and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, Request

from conftest import mkdocs_build
from test_accessibility import DESKTOP, NARROW, PHONE
from test_browser import CHROMIUM, address, browser

__all__ = ["address", "browser"]

HERE = Path(__file__).parent / "newsletter"
PAGES = {"zh": "subscribe/", "en": "en/subscribe/"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built site."""
    target = tmp_path_factory.mktemp("newsletter") / "archive"
    mkdocs_build(HERE / "mkdocs.yml", target, "2026-03-08 09:00")
    return target


def words(built: Path, path: str) -> Any:
    (form,) = html.parse(built / path / "index.html").xpath("//form[@class='joining']")
    return form


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh",
            "您的邮箱地址 用途 只用于每周一次寄送本站的新文章。 保存多久 您退订后，我们在七天内删除您的地址。 "
            "怎样退订 每封邮件末尾都有退订链接。 我同意将我的邮箱地址用于上述用途，并知道可以随时退订。 隐私 订阅",
        ),
        (
            "en",
            "Your e-mail address What it is used for We use it to send you this site’s new articles once a week. "
            "How long it is kept We delete it within seven days after you leave. How to leave Every letter ends with a link "
            "to leave. I agree that my e-mail address is used for this, and know that I can leave at any time. Privacy Subscribe",
        ),
    ],
)
def test_what_the_form_says_and_asks(built: Path, language: str, said: str) -> None:
    form = words(built, PAGES[language])
    assert " ".join(" ".join(form.itertext()).split()) == said
    assert dict(form.attrib) == {
        "class": "joining",
        "action": "https://lists.news.example/join",
        "method": "post",
        "accept-charset": "utf-8",
    }
    assert [dict(field.attrib) for field in form.xpath(".//input")] == [
        {"type": "hidden", "name": "list", "value": "7"},
        {"type": "email", "name": "mail", "autocomplete": "email", "required": ""},
        {"type": "checkbox", "name": "consent", "value": "yes", "required": ""},
    ], "one field, and a box that nobody has ticked"


@pytest.mark.parametrize("path", PAGES.values())
def test_forms_may_go_to_the_list_alone(built: Path, path: str) -> None:
    (policy,) = html.parse(built / path / "index.html").xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "form-action 'self' https://lists.news.example;" in policy + ";"


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")
@pytest.mark.parametrize("path", PAGES.values())
def test_a_form_is_sent_with_consent_and_without_scripts(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.route("https://lists.news.example/**", lambda route: route.fulfill(body="thanks", content_type="text/html"))
    page.goto(address + path)
    page.locator("[type=email]").fill("li@example.org")
    page.locator(".joining button").click()
    assert sent == [], "without consent nothing goes"
    page.locator("[name=consent]").check()
    page.locator(".joining button").click()
    page.wait_for_url("https://lists.news.example/join")
    assert [request.post_data for request in sent] == ["list=7&mail=li%40example.org&consent=yes"]
    context.close()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")
@pytest.mark.parametrize("path", PAGES.values())
def test_axe_finds_nothing_on_the_form(browser: Browser, address: str, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for viewport in (DESKTOP, PHONE, NARROW):
        for scheme in ("light", "dark"):
            page: Page = browser.new_page(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
            assert Axe().run(page).response["violations"] == []
            page.close()
