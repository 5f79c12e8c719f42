"""The search page in a browser: what is in its address, what it shows, and what it says when there is nothing to show."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from bench import corpus
from conftest import ROOT, mkdocs_build
from test_browser import CHROMIUM, QuietHandler, address, browser, context
from twinpress import content
from twinpress.archive import Archive, Article
from twinpress.kinds import BEIJING

__all__ = ["address", "browser", "context"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]

AS_OF = "2026-07-01"
"""The moment at which the larger archive is looked at."""


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Return a page that fails the test on errors in scripts."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    assert faults == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the content folder of a larger archive."""
    folder = tmp_path_factory.mktemp("corpus") / "content"
    corpus.write(folder, 120, 1)
    return folder


@pytest.fixture(scope="module")
def large(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the larger archive."""
    built = tmp_path_factory.mktemp("large") / "site"
    mkdocs_build(ROOT / "mkdocs.yml", built, AS_OF, content=folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(built)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def archive(folder: Path) -> Archive:
    return Archive(content.load(folder, BEIJING), datetime.fromisoformat(AS_OF).replace(tzinfo=BEIJING))


def visit(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")


def says(page: Page, words: str) -> None:
    expect(page.locator(".finder [role=status]")).to_have_text(words)


def titles(page: Page) -> list[str]:
    return page.locator(".finder .teaser__title").all_text_contents()


def offered(page: Page, name: str) -> dict[str, str]:
    """Return the choices of a filter: words by value."""
    found: list[tuple[str, str]] = page.locator(f"select[name={name}] option:not(:first-child)").evaluate_all(
        "options => options.map((option) => [option.value, option.text])"
    )
    return dict(found)


def asked(page: Page) -> str:
    """Return the query of the address, as people write it."""
    return str(page.evaluate("decodeURIComponent(location.search)"))


# --- results -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "words", "found", "when"),
    [
        ("search/?q=课程", "共 3 条结果", ["课程3", "课程2", "课程1"], "2024-03-01培训"),
        ("search/?q=谈街道", "共 1 条结果", ["第一讲谈街道"], "2025-03-01 09:30培训"),
        (
            "en/search/?q=talk&sort=date",
            "3 results",
            ['Second talk <b onmouseover="alert(1)">& more</b>', "First talk: the street", "About"],
            "1 April 2025Trainings",
        ),
        ("en/search/?q=street", "1 result", ["First talk: the street"], "1 March 2025, 09:30Trainings"),
    ],
)
def test_a_result_looks_like_an_article_in_a_list(
    page: Page, address: str, path: str, words: str, found: list[str], when: str
) -> None:
    visit(page, address + path)
    says(page, words)
    assert titles(page) == found
    expect(page.locator(".finder .teaser .meta").first).to_have_text(when)
    assert page.locator(".finder [onmouseover]").count() == 0


def test_what_was_found_is_marked_here_and_there(page: Page, address: str) -> None:
    visit(page, address + "search/?q=街道")
    assert page.locator(".finder mark").all_text_contents() == ["街道", "街道"]
    page.get_by_role("link", name="第一讲谈街道").click()
    expect(page).to_have_url(address + "2025/first-talk/")
    expect(page.locator("h1 mark")).to_have_text("街道")


def test_pages_of_those_whom_the_query_names_are_offered(page: Page, address: str) -> None:
    visit(page, address + "search/?q=suqing")
    named = page.get_by_role("navigation", name="相关页面")
    expect(named.get_by_role("listitem")).to_have_text(["苏青人物"])
    named.get_by_role("link").click()
    expect(page).to_have_url(address + "people/su-qing/")


def test_the_other_language_is_asked_too(page: Page, address: str) -> None:
    visit(page, address + "en/search/?q=课程")
    says(page, "Nothing found. Try fewer or other words, remove filters, search the other language, or start from the lists below.")  # fmt: skip
    page.get_by_role("link", name="3 results in Chinese").click()
    expect(page).to_have_url(address + "en/search/?q=%E8%AF%BE%E7%A8%8B&lang=zh")
    says(page, "3 results")
    words = page.locator(".finder .teaser").first
    expect(words.locator(".teaser__words")).to_have_attribute("lang", "zh-Hans")
    expect(words.locator("time")).to_have_text("1 March 2024")


def test_the_language_switch_takes_the_query_along(page: Page, address: str) -> None:
    visit(page, address + "search/?q=BWF&from=2020")
    page.get_by_role("banner").get_by_role("link", name="English").click()
    expect(page).to_have_url(address + "en/search/?q=BWF&from=2020")


def test_more_results_come_ten_at_a_time_and_the_first_new_one_has_the_keyboard(page: Page, large: str) -> None:
    visit(page, large + "search/?q=妇女")
    total = int("".join(filter(str.isdigit, page.locator(".finder [role=status]").inner_text())))
    assert total > 20
    more = page.get_by_role("button", name="更多结果")
    assert len(titles(page)) == 10
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".finder .teaser")).to_have_count(20)
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('.finder .teaser')[10]")
    while more.is_visible():
        shown = len(titles(page))
        more.click()
        expect(page.locator(".finder .teaser")).not_to_have_count(shown)
    says(page, f"共 {len(titles(page))} 条结果")
    links = page.locator(".finder .teaser a").evaluate_all("links => links.map((link) => link.pathname)")
    assert len(set(links)) == len(links) == total


# --- filters and order ------------------------------------------------------------------------------------------------


def counts(articles: Iterable[Article], facet: str) -> dict[str, int]:
    """Return how many articles there are by what their front matter says."""
    values = {
        "section": lambda facts: [facts.section],
        "topic": lambda facts: facts.topics,
        "year": lambda facts: [str(facts.date.at.year)],
    }[facet]
    return Counter(value for article in articles for value in set(values(article.facts)))


@pytest.mark.parametrize(("language", "path"), [("zh", "search/"), ("en", "en/search/")])
def test_filters_count_as_the_front_matter_does(
    page: Page, large: str, archive: Archive, language: str, path: str
) -> None:
    articles = [article for article in archive.listed if language in archive.languages(article)]
    visit(page, large + path)
    names = archive.vocabulary.lists
    form = "{}（{}）" if language == "zh" else "{} ({})"
    for facet, kind in (("section", "sections"), ("topic", "topics")):
        expected = {
            one: form.format(names[kind][one].name.best(language)[0], count)
            for one, count in counts(articles, facet).items()
        }
        assert offered(page, facet) == expected
    years = counts(articles, "year")
    assert list(offered(page, "from").items()) == [
        (year, form.format(year, years[year])) for year in sorted(years, reverse=True)
    ]
    assert offered(page, "to") == offered(page, "from")
    for facet in ("person", "organisation"):
        assert 0 < len(offered(page, facet)) <= 20


def test_a_filter_without_a_query_lists_what_it_leaves_the_newest_first(
    page: Page, large: str, archive: Archive
) -> None:
    section, count = Counter(article.facts.section for article in archive.listed).most_common(1)[0]
    inside = [one for one in archive.listed if one.facts.section == section and "zh" in archive.languages(one)]
    visit(page, large + "search/")
    page.get_by_role("combobox", name="栏目").select_option(section)
    says(page, f"共 {len(inside)} 条结果")
    assert asked(page) == f"?section={section}"
    assert 10 < len(inside) <= count
    assert titles(page) == [one.words("zh").title for one in inside[:10]]
    years = counts(inside, "year")
    assert offered(page, "from") == {year: f"{year}（{number}）" for year, number in years.items()}


def test_filters_narrow_are_named_and_go_one_by_one_and_all_at_once(page: Page, address: str) -> None:
    visit(page, address + "search/?q=课程&from=2024&to=2024&section=trainings")
    says(page, "共 3 条结果")
    chosen = page.get_by_role("list", name="已选的筛选条件").get_by_role("button")
    expect(chosen).to_have_text(["培训", "2024 年起", "至 2024 年", "全部取消"])
    page.get_by_role("button", name="取消筛选：2024 年起").click()
    expect(chosen).to_have_text(["培训", "至 2024 年", "全部取消"])
    assert asked(page) == "?q=课程&section=trainings&to=2024"
    assert page.evaluate("document.activeElement.role") == "status"
    page.get_by_role("combobox", name="栏目").select_option("")
    expect(chosen).to_have_text(["至 2024 年"])
    page.get_by_label("自（年）").select_option("2024")
    page.get_by_role("button", name="全部取消").click()
    expect(chosen).to_have_count(0)
    assert asked(page) == "?q=课程"


def test_years_that_are_the_wrong_way_round_are_a_span_too(page: Page, address: str) -> None:
    visit(page, address + "search/?from=2025&to=2018")
    says(page, "共 8 条结果")
    visit(page, address + "search/?q=课程&from=abc&sort=up&lang=fr")
    says(page, "共 3 条结果")


def test_what_nobody_has_heard_of_leaves_nothing_and_can_be_taken_away(page: Page, address: str) -> None:
    visit(page, address + "search/?q=课程&topic=<b>no</b>")
    expect(page.locator(".finder [role=status]")).to_contain_text("没有找到")
    page.get_by_role("button", name="取消筛选：<b>no</b>").click()
    says(page, "共 3 条结果")


def test_order(page: Page, large: str) -> None:
    visit(page, large + "search/?q=儿童")
    relevant = titles(page)
    page.get_by_label("排序").select_option("date")
    expect(page.locator(".finder .teaser__title")).not_to_have_text(relevant)
    assert asked(page) == "?q=儿童&sort=date"
    dates = page.locator(".finder time").evaluate_all("times => times.map((time) => time.dateTime.slice(0, 10))")
    assert dates == sorted(dates, reverse=True)
    page.get_by_label("排序").select_option("")
    expect(page.locator(".finder .teaser__title")).to_have_text(relevant)
    assert asked(page) == "?q=儿童"


# --- the address --------------------------------------------------------------------------------------------------------


def test_back_and_forward_lead_through_what_was_asked_for(page: Page, address: str) -> None:
    visit(page, address + "search/")
    field = page.get_by_role("searchbox")
    field.press_sequentially("课程")
    says(page, "共 3 条结果")
    assert asked(page) == "?q=课程"
    expect(page).to_have_title("课程 – 搜索 – 试刊")
    field.fill("课程1")
    field.press("Enter")
    says(page, "共 1 条结果")
    page.get_by_role("combobox", name="栏目").select_option("trainings")
    expect(page.get_by_role("button", name="取消筛选：培训")).to_be_visible()
    steps = [("?q=课程1", "课程1", "共 1 条结果"), ("", "", "")]
    for query, value, words in steps:
        page.go_back()
        says(page, words)
        assert asked(page) == query
        expect(field).to_have_value(value)
    page.go_forward()
    says(page, "共 1 条结果")
    page.go_forward()
    expect(page.get_by_role("combobox", name="栏目")).to_have_value("trainings")


def test_letters_on_the_way_to_characters_are_not_searched(page: Page, address: str) -> None:
    visit(page, address + "search/")
    field = page.get_by_role("searchbox")
    field.evaluate("""field => {
        field.value = "ke cheng";
        field.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
    }""")
    page.wait_for_timeout(400)
    assert asked(page) == ""
    field.evaluate("""field => {
        field.value = "课程";
        field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
    }""")
    says(page, "共 3 条结果")


# --- nothing to show ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "没有的词语",
        "课" * 500,
        "🙂🙂",
        "<script>alert(1)</script>",
        ".*+?^${}()|[]\\",
        "“",
        "-",
        "-课程",
        "\ud83d",
        "　　？",
    ],
    ids=["unknown", "long", "emoji", "script", "signs", "quote", "minus", "only without", "half a character", "spaces"],
)
def test_what_finds_nothing_says_what_to_try(page: Page, address: str, query: str) -> None:
    visit(page, address + "search/")
    page.get_by_role("searchbox").fill(query)
    page.get_by_role("button", name="搜索", exact=True).click()
    expect(page.locator(".finder [role=status]")).to_contain_text("没有找到。可以少用几个词")
    lists = page.get_by_role("navigation", name="从列表找起")
    expect(lists.get_by_role("link")).to_have_text(["培训", "会议", "公园", "专题", "人物与机构", "档案"])
    assert titles(page) == []
    expect(page.get_by_role("button", name="更多结果")).to_be_hidden()


def test_words_that_stand_everywhere_find_what_holds_them(page: Page, large: str) -> None:
    visit(page, large + "en/search/?q=the of and")
    expect(page.locator(".finder .teaser")).to_have_count(10)


def test_before_anything_is_asked_there_are_the_lists(page: Page, address: str) -> None:
    visit(page, address + "en/search/")
    says(page, "")
    expect(page.get_by_role("navigation", name="Start from a list")).to_be_visible()
    assert titles(page) == []


# --- data that does not come ---------------------------------------------------------------------------------------------

FAILED = "搜索数据没有取到。请检查网络，然后重试。"


@pytest.mark.parametrize("files", ["**/search/zh/**/b*.bin", "**/search/zh/**/g*.bin", "**/search/zh/**/facets.bin", "**/search/zh/directory.json"])  # fmt: skip
def test_data_that_does_not_come_can_be_asked_for_again(page: Page, address: str, files: str) -> None:
    page.route(files, lambda route: route.abort())
    visit(page, address + "search/?q=课程")
    says(page, FAILED)
    retry = page.get_by_role("button", name="重试")
    retry.click()
    says(page, FAILED)
    page.unroute(files)
    retry.focus()
    page.keyboard.press("Enter")
    says(page, "共 3 条结果")
    assert titles(page) == ["课程3", "课程2", "课程1"]
    expect(retry).to_be_hidden()
    assert page.evaluate("document.activeElement.role") == "status"
    assert offered(page, "section") == {"trainings": "培训（3）"}


def test_results_do_not_wait_for_the_filters(page: Page, address: str) -> None:
    page.route("**/facets.bin", lambda route: route.abort())
    visit(page, address + "search/?q=课程")
    says(page, FAILED)
    assert titles(page) == ["课程3", "课程2", "课程1"]


def test_more_results_that_do_not_come_leave_those_that_are_there(page: Page, large: str) -> None:
    visit(page, large + "search/?q=妇女")
    page.route("**/g*.bin", lambda route: route.abort())
    page.get_by_role("button", name="更多结果").click()
    says(page, FAILED)
    assert len(titles(page)) == 10
    page.unroute("**/g*.bin")
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".finder .teaser")).to_have_count(20)


def test_a_site_that_was_published_anew_is_asked_anew(page: Page, address: str) -> None:
    """Files that an older directory names are gone: once, without a word to the reader."""
    gone: list[str] = []

    def answer(route: Route) -> None:
        if gone:
            route.continue_()
        else:
            gone.append(route.request.url)
            route.fulfill(status=404, body="")

    page.route("**/facets.bin", answer)
    visit(page, address + "search/?q=课程&section=trainings")
    says(page, "共 3 条结果")
    assert gone
    expect(page.get_by_role("button", name="重试")).to_be_hidden()


def test_the_other_language_is_no_loss(page: Page, address: str) -> None:
    page.route("**/search/en/**", lambda route: route.abort())
    visit(page, address + "search/?q=课程")
    says(page, "共 3 条结果")
    expect(page.locator(".finder__also")).to_be_empty()


def test_a_script_that_does_not_come_leaves_the_lists(page: Page, address: str) -> None:
    page.route("**/search.js", lambda route: route.abort())
    visit(page, address + "search/?q=课程")
    expect(page.get_by_text("搜索需要 JavaScript")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="档案")).to_be_visible()


# --- for everybody --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["search/", "en/search/?q=talk&section=trainings", "search/?q=suqing&lang=en", "search/?q=没有的词语"]
)
def test_no_accessibility_violation(page: Page, address: str, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    visit(page, address + path)
    assert page.locator("h1").count() == 1
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_nothing_is_cut_off_and_on_a_phone_filters_open(page: Page, large: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    visit(page, large + "en/search/?q=women&from=2020&to=2026&section=trainings")
    filters = page.get_by_role("button", name="Filters", exact=True)
    section = page.get_by_label("Section", exact=True)
    if width < 1440:
        expect(filters).to_have_attribute("aria-expanded", "false")
        expect(section).to_be_hidden()
        filters.press("Enter")
        expect(filters).to_have_attribute("aria-expanded", "true")
    expect(section).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_can_be_done_with_the_keyboard(page: Page, address: str) -> None:
    visit(page, address + "en/search/")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("street")
    page.keyboard.press("Enter")
    says(page, "1 result")
    expect(page.get_by_role("searchbox")).to_be_focused()
    reached = []
    for _ in range(11):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.textContent"))
    assert reached == [
        "Search", "lang", "section", "from", "to", "topic", "person", "organisation", "sort", "First talk: the street", "About",
    ]  # fmt: skip


def test_the_dialog_of_other_pages_is_not_here_and_leads_here(page: Page, address: str) -> None:
    visit(page, address + "search/?q=课程")
    expect(page.locator("[data-md-component=search]")).to_have_count(0)
    visit(page, address)
    page.keyboard.press("/")
    page.keyboard.type("课程")
    page.keyboard.press("End")  # Material listens to keys, and typed Chinese comes without one
    page.locator(".md-search-result__list a").filter(has_text="共 3 条结果").click()
    expect(page).to_have_url(address + "search/?q=%E8%AF%BE%E7%A8%8B")
    says(page, "共 3 条结果")


def test_what_every_search_begins_with_is_on_its_way_with_the_page(page: Page, address: str) -> None:
    """Each file is asked for once: what the head preloads is what the script takes."""
    fetched: list[str] = []
    warnings: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.removeprefix(address)))
    page.on("console", lambda message: warnings.append(message.text))
    visit(page, address + "search/?q=课程")
    says(page, "共 3 条结果")
    assert [path for path in fetched if path.endswith("search.js")] == ["assets/javascripts/search.js"]
    assert [path for path in fetched if path.endswith(".json")] == [
        "search/zh/directory.json",
        "search/en/directory.json",
    ]
    assert len(fetched) == len(set(fetched))
    assert warnings == []


def test_nothing_moves_when_results_and_filters_come(page: Page, large: str) -> None:
    page.add_init_script("""
        window.moved = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => (moved += entry.value)))
            .observe({ type: "layout-shift", buffered: true });
    """)
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        visit(page, large + "search/?q=妇女&from=2020")
        expect(page.locator(".finder .teaser")).to_have_count(10)
        assert page.evaluate("moved") < 0.02


@pytest.mark.parametrize(
    ("path", "words"), [("search/?q=课程", "搜索需要 JavaScript"), ("en/search/", "needs JavaScript")]
)
def test_without_javascript_there_are_the_lists(browser: Browser, address: str, path: str, words: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address + path)
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_hidden()
    for link in ("trainings/", "topics/", "organisations/", "archive/"):
        expect(page.get_by_role("main").locator(f"a[href$='{link}']")).to_be_visible()
    page.goto(address)
    page.get_by_role("banner").get_by_role("link", name="搜索").click()
    expect(page).to_have_url(address + "search/")
    context.close()
