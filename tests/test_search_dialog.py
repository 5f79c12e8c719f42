"""The search box of every page in a browser: what it shows while one types, and what it says when nothing comes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from test_browser import CHROMIUM, address, browser, context
from test_search_page import page, visit

__all__ = ["address", "browser", "context", "page"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]
FAILED = {"": "搜索数据没有取到，点此重试", "en/": "The search data did not arrive: try again"}


def search(page: Page, query: str) -> None:
    """Type a query as somebody with a keyboard does."""
    page.keyboard.press("/")
    page.locator("[data-md-component=search-query]").fill(query)
    page.keyboard.press("End")  # Material listens to keys, and typed Chinese comes without one


def results(page: Page) -> list[str]:
    return page.locator(".md-search-result__link :is(h1, h2)").all_text_contents()


def shows(page: Page, *titles: str) -> None:
    """Wait for results with these titles, in this order."""
    expect(page.locator(".md-search-result__link :is(h1, h2)")).to_have_text(list(titles))


def test_nothing_of_the_search_is_loaded_before_somebody_searches(page: Page, address: str) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url.removeprefix(address).partition("?")[0]))
    visit(page, address)
    assert [path for path in asked if path.startswith(("assets/javascripts/", "search/"))] == [
        "assets/javascripts/first.js",
        "assets/javascripts/page.js",
    ]
    asked.clear()
    search(page, "谈街")
    shows(page, "第一讲谈街道", "共 1 条结果，可筛选、排序")
    scripts = [re.sub(r"[0-9a-f]{8}", "*", path) for path in asked if path.startswith("assets/")]
    assert scripts == [f"assets/javascripts/{name}.js" for name in ("dialog", "bundle.*.min", "worker", "search")]
    data = [path for path in asked if path.startswith("search/")]
    assert data[0] == "search/zh/directory.json"
    assert all(re.fullmatch(r"search/zh/[0-9a-f]{16}/[bgn]\d+\.bin", path) for path in data[1:])


@pytest.mark.parametrize(
    ("start", "query", "titles", "marked"),
    [
        ("", "小结 街道", ["第一讲谈街道", "共 1 条结果，可筛选、排序"], ["街道", "小结", "街道"]),
        ("en/", "talks", ["Talks", "First talk: the street", 'Second talk <b onmouseover="alert(1)">& more</b>', "About", "3 results in all, to narrow down and sort"], None),
        ("", "sq", ["苏青", "公园开放了", "共 1 条结果，可筛选、排序"], ["苏青"]),
        ("", "公園開放", ["公园开放了", "共 1 条结果，可筛选、排序"], ["公园开放", "公园开放"]),
        ("en/", "the of xyz", [], None),
        ("", "没有的词", [], None),
        ("", "🙂", [], None),
        ("", "<script>alert(1)</script>", [], None),
        ("", r"(.*)[街]+\d{2}$|^", [], None),
        ("", "街道" * 250, [], None),
        ("en/", "“”  - ", [], None),
    ],
)  # fmt: skip
def test_what_a_query_shows(
    page: Page, address: str, start: str, query: str, titles: list[str], marked: list[str] | None
) -> None:
    visit(page, address + start)
    search(page, "课程" if start == "" else "street")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    search(page, query)
    if titles:
        shows(page, *titles)
    else:
        expect(page.locator(".search__meta")).to_have_text("没有找到" if start == "" else "Nothing found")
        assert results(page) == []
    if marked is not None:
        assert page.locator(".md-search-result__link mark").all_text_contents() == marked
    assert page.locator("[onmouseover]").count() == 0


def test_arrow_keys_and_enter_lead_to_what_was_found_and_it_is_marked_there(page: Page, address: str) -> None:
    visit(page, address)
    search(page, "水池")
    shows(page, "公园开放了", "共 1 条结果，可筛选、排序")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("公园开放了")
    expect(page.locator("mark").first).to_have_text("水池")
    assert page.url == address + "2018/park-opening/", "a link that is passed on leads to the plain page"


def test_an_address_can_hold_the_query(page: Page, address: str) -> None:
    page.goto(address + "?q=谈街")
    shows(page, "第一讲谈街道", "共 1 条结果，可筛选、排序")


def test_what_was_loaded_once_is_found_without_a_network(page: Page, address: str, context: BrowserContext) -> None:
    visit(page, address)
    search(page, "谈街")
    shows(page, "第一讲谈街道", "共 1 条结果，可筛选、排序")
    context.set_offline(True)
    search(page, "街道")
    shows(page, "第一讲谈街道", "共 1 条结果，可筛选、排序")
    context.set_offline(False)


@pytest.mark.parametrize("start", ["", "en/"])
@pytest.mark.parametrize("file", ["directory.json", "b0.bin", "g0.bin"])
def test_data_that_do_not_come_are_asked_for_again(page: Page, address: str, start: str, file: str) -> None:
    visit(page, address + start)
    failing = f"**/search/*/**{file}"
    page.context.route(failing, lambda route: route.abort())
    search(page, "街" if start == "" else "street")
    shows(page, FAILED[start])
    page.context.unroute(failing)
    search(page, "谈街" if start == "" else "the street")
    expect(page.locator(".md-search-result__list")).to_contain_text("第一讲谈街道" if start == "" else "First talk")


def test_a_site_that_was_published_anew_is_asked_anew(page: Page, address: str) -> None:
    """The directory of yesterday names folders that are gone."""
    visit(page, address)
    directories = 0

    def yesterday(route: Route) -> None:
        nonlocal directories
        directories += 1
        if directories > 1:
            route.continue_()
            return
        answer = route.fetch()
        names = re.compile(r'"name":"[0-9a-f]{16}"')
        route.fulfill(response=answer, body=names.sub('"name":"0123456789abcdef"', answer.text()))

    page.context.route("**/directory.json", yesterday)
    search(page, "谈街")
    shows(page, "第一讲谈街道", "共 1 条结果，可筛选、排序")
    assert directories == 2
