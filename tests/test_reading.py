"""The reading tools of an article in a browser: by keyboard, in both languages, and without scripts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from test_browser import CHROMIUM, address, browser

__all__ = ["address", "browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]

STORY = {"zh": "2025/first-talk/", "en": "en/2025/first-talk/"}
NAMES = {
    "side": {"zh": "中英对照", "en": "Read side by side"},
    "aloud": {"zh": "朗读", "en": "Listen"},
    "pause": {"zh": "暂停", "en": "Pause"},
    "speed": {"zh": "语速", "en": "Speed"},
    "print": {"zh": "打印", "en": "Print"},
    "copy": {"zh": "复制链接", "en": "Copy link"},
    "cite": {"zh": "引用", "en": "Cite"},
    "code": {"zh": "微信扫码", "en": "QR code"},
}
LANGUAGES = sorted(STORY)

# A voice that says what it is told when the test says so; headless browsers have none.
VOICE = """
  const voice = { told: [], cancelled: 0, voices: [], saying: null }
  const heard = new EventTarget()
  const speech = {
    getVoices: () => voice.voices,
    speak: (utterance) => { voice.saying = utterance; voice.told.push([utterance.text, utterance.lang, utterance.voice?.name, utterance.rate]) },
    cancel: () => { const last = voice.saying; voice.saying = null; if (last) { voice.cancelled += 1; last.onerror?.({ error: "canceled" }) } },
    addEventListener: heard.addEventListener.bind(heard),
  }
  Object.defineProperty(globalThis, "speechSynthesis", { value: speech })
  globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; this.rate = 1 } }
  globalThis.voice = voice
  globalThis.arrive = (...voices) => { voice.voices = voices; heard.dispatchEvent(new Event("voiceschanged")) }
  globalThis.next = () => { const last = voice.saying; voice.saying = null; last.onend() }
"""
VOICES = """arrive(
  { name: "Far", lang: "en-GB", localService: false }, { name: "Near", lang: "en-US", localService: true },
  { name: "Sinji", lang: "zh-HK", localService: true }, { name: "婷婷", lang: "zh_CN", localService: true })"""


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(VOICE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Return a page that fails the test on errors in scripts."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    assert faults == []


def tool(page: Page, name: str, language: str) -> Locator:
    """Return a tool by the words that stand there."""
    row = page.locator(".reading")
    if name in ("cite", "code"):
        return row.locator("summary", has_text=NAMES[name][language])
    return row.get_by_role("button", name=NAMES[name][language], exact=True)


def press(page: Page, name: str, language: str) -> Locator:
    """Go to a tool with the keyboard alone, and press it."""
    wanted = tool(page, name, language)
    expect(wanted).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    page.keyboard.press("Enter")
    return wanted


def shape(page: Page) -> list[list[str]]:
    """Return what stands in a story: elements with their classes, styles and words."""
    found: list[list[str]] = page.locator(".story *:not(.reading *)").evaluate_all(
        "all => all.map(one => [one.localName, one.className, one.getAttribute('style') ?? '', one.children.length ? '' : one.textContent])"
    )
    return found


def pairs(page: Page) -> list[list[str]]:
    """Return the first words of the text's blocks, row by row as they stand on a wide screen: ``[left, right]``."""
    found: list[list[str]] = page.evaluate(
        """() => {
          const words = (element) => element.textContent.replace(/\\s+/g, "").slice(0, 5)
          const rows = new Map()
          for (const element of document.querySelectorAll(".prose.sides > *")) {
            const row = getComputedStyle(element).gridRowStart
            if (!rows.has(row)) rows.set(row, ["", ""])
            rows.get(row)[element.matches(".twin") ? 1 : 0] += words(element)
          }
          return [...rows].sort(([one], [other]) => one - other).map(([, row]) => row)
        }"""
    )
    return found


# --- side by side ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_stand_side_by_side_and_escape_ends_it(page: Page, address: str, language: str) -> None:
    page.goto(address + STORY[language])
    before = shape(page)
    button = press(page, "side", language)
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    expect(page.locator(".reading output")).not_to_be_empty()
    other = {"zh": "en", "en": "zh-Hans"}[language]
    assert set(page.locator(".story .twin").evaluate_all("twins => twins.map(twin => twin.lang)")) == {other}
    for own, twin in (
        ("h1", "p.twin--title"),
        (".standfirst:not(.twin)", ".standfirst.twin"),
        ("[data-block='1']", ".prose > p.twin"),
    ):
        left, right = (page.locator(f".story {one}").first.bounding_box() for one in (own, twin))
        assert left is not None
        assert right is not None
        assert left["y"] == pytest.approx(right["y"], abs=1)
        assert left["x"] + left["width"] <= right["x"]
    assert page.url.endswith("?side")
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button).to_be_focused()
    assert "?" not in page.url
    page.locator(".reading output").evaluate("said => said.replaceChildren()")
    assert shape(page) == before


def test_each_block_stands_beside_its_own(page: Page, address: str) -> None:
    page.goto(address + STORY["zh"])
    press(page, "side", "zh")
    expect(page.locator(".prose.sides")).to_have_count(1)
    assert pairs(page) == [["第一段。见", "First"], ["孩子过街市", ""], ["小结", ""], ["项数街道1", ""], ["", "More:"]]
    figure = page.locator(".prose figure")
    expect(figure).to_have_count(1)
    expect(figure).to_contain_text("孩子过街")
    expect(figure.locator("[lang=en]")).to_contain_text("Children cross it")


MERGED = """<!doctype html><html lang="en"><body><article class="story"><header><h1>Title</h1></header><div class="prose">
  <p class="dateline">Here</p><p data-block="1">Both</p><figure data-block="2"><img src="../../../2025/first-talk/street.png"></figure>
  <p data-block="3">Head</p><p data-block="3">Long</p><p>Alone, with a <a href="#fn">note</a> and <a href="../second-talk/">more</a></p>
  <ol id="fn" data-block="4"><li>List</li></ol><script>globalThis.ran = true</script></div></article></body></html>"""


def test_joined_and_split_blocks_and_those_that_stand_alone(page: Page, address: str) -> None:
    page.route("**/en/2025/first-talk/", lambda route: route.fulfill(body=MERGED, content_type="text/html"))
    page.goto(address + STORY["zh"])
    press(page, "side", "zh")
    expect(page.locator(".prose.sides")).to_have_count(1)
    assert pairs(page) == [
        ["第一段。见", "Both"],
        ["孩子过街市", ""],
        ["小结", "Head"],
        ["", "Long"],
        ["", "Alone"],
        ["项数街道1", "List"],
    ]
    assert page.locator(".twin a").evaluate_all("links => links.map(link => link.href.replace(/.*archive/, ''))") == [
        "/2025/first-talk/?side#twin-fn", "/en/2025/second-talk/",
    ]  # fmt: skip
    expect(page.locator("#twin-fn")).to_have_count(1)
    assert page.evaluate("globalThis.ran") is None


def test_on_a_phone_each_block_is_followed_by_its_translation(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(address + STORY["en"])
    press(page, "side", "en")
    expect(page.locator(".prose.sides")).to_have_count(1)
    own, twin = (page.locator(f".prose > {one}").first.bounding_box() for one in ("[data-block='1']", "p.twin"))
    assert own is not None
    assert twin is not None
    assert own["y"] + own["height"] <= twin["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_is_read_stays_where_it_is(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 700, "height": 300})
    page.goto(address + STORY["zh"])
    press(page, "side", "zh")
    expect(page.locator(".prose.sides")).to_have_count(1)
    heading = page.get_by_role("heading", name="小结")
    heading.evaluate(
        "heading => scrollTo({ top: heading.getBoundingClientRect().top + scrollY - 60, behavior: 'instant' })"
    )
    before = heading.evaluate("heading => heading.getBoundingClientRect().top")
    page.keyboard.press("Escape")
    expect(page.locator(".twin")).to_have_count(0)
    assert before > 0
    assert heading.evaluate("heading => heading.getBoundingClientRect().top") == pytest.approx(before, abs=1)


def test_the_next_article_opens_side_by_side_where_it_can(page: Page, address: str) -> None:
    page.goto(address + STORY["en"] + "?side")  # somebody else's choice, passed on
    expect(page.locator(".prose.sides")).to_have_count(1)
    page.goto(address + "2025/second-talk/")
    expect(page.locator("[data-tool=side]")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".prose.sides")).to_have_count(0)
    press(page, "side", "zh")
    expect(page.locator(".prose.sides")).to_have_count(1)
    page.goto(address + STORY["en"])
    expect(page.locator(".prose.sides")).to_have_count(1)
    page.goto(address + "2025/second-talk/")
    expect(page.locator(".prose.sides")).to_have_count(1)
    assert "?" not in page.url
    assert pairs(page) == [["第二讲的摘", "These"]]
    page.goto(address + "2024/meeting/")
    expect(page.locator("[data-tool=side]")).to_have_count(0)
    page.goto(address + STORY["zh"])
    expect(page.locator(".prose.sides")).to_have_count(1)
    press(page, "side", "zh")
    expect(page.locator(".twin")).to_have_count(0)
    page.goto(address + STORY["en"])
    page.wait_for_load_state("networkidle")
    expect(page.locator(".twin")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_does_not_arrive_is_offered_as_a_link(page: Page, address: str, language: str) -> None:
    page.goto(address + STORY[language])

    def fail(route: Route) -> None:
        route.abort() if route.request.resource_type == "fetch" else route.continue_()

    page.route("**/first-talk/", fail)
    button = press(page, "side", language)
    link = page.locator(".reading output a")
    expect(link).to_be_visible()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(link).to_have_js_property("href", address + STORY[{"zh": "en", "en": "zh"}[language]])


# --- aloud ----------------------------------------------------------------------------------------------------------


def told(page: Page) -> list[str]:
    found: list[str] = page.evaluate("voice.told.map(([text]) => text)")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_read_from_the_headline_to_the_end(page: Page, address: str, language: str) -> None:
    page.goto(address + STORY[language])
    expect(tool(page, "aloud", language)).to_be_hidden()
    page.evaluate(VOICES)  # browsers load them late
    button = press(page, "aloud", language)
    expect(button).to_have_attribute("aria-pressed", "true")
    for _ in range(20):
        if button.get_attribute("aria-pressed") == "false":
            break
        expect(page.locator(".spoken")).to_have_count(1)
        page.evaluate("next()")
    expect(page.locator(".spoken")).to_have_count(0)
    assert told(page) == {
        "zh": ["儿童友好城市", "第一讲谈街道", "李明讲孩子怎样走过街道。", "编者按：本系列共两讲。", "第一段。见第二讲和关于。", "孩子过街 市妇女联合会", "小结", "此处有表格。"],
        "en": ["First talk: the street", "Li Ming on how children cross a street.", "Editor’s note: There are two talks in this series.", "First paragraph. See the second talk, the meeting and about.", "Children cross it City Women's Federation", "More: the terms, a plan, the Chinese page and the outline."],
    }[language]  # fmt: skip
    expected = ["zh-CN", "婷婷", 1] if language == "zh" else ["en", "Near", 1]
    assert page.evaluate("[...new Set(voice.told.map(([, ...how]) => how.join()))]") == [",".join(map(str, expected))]


def test_a_pause_says_the_piece_again_and_the_speed_changes_at_once(page: Page, address: str) -> None:
    page.goto(address + STORY["en"])
    page.evaluate(VOICES)
    listen = press(page, "aloud", "en")
    expect(page.locator(".spoken")).to_have_count(1)
    page.evaluate("next()")
    pause = press(page, "pause", "en")
    expect(pause).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("voice.saying") is None
    assert len(told(page)) == 2
    page.keyboard.press("Enter")
    expect(pause).to_have_attribute("aria-pressed", "false")
    assert told(page)[1:] == ["Li Ming on how children cross a street."] * 2
    page.get_by_label(NAMES["speed"]["en"]).select_option("1.5")
    assert page.evaluate("voice.told.at(-1)") == ["Li Ming on how children cross a street.", "en", "Near", 1.5]
    page.keyboard.press("Escape")
    expect(listen).to_have_attribute("aria-pressed", "false")
    expect(listen).to_be_focused()
    expect(page.locator(".voice")).to_be_hidden()
    assert page.evaluate("voice.saying") is None
    page.goto(address + STORY["zh"])
    page.evaluate(VOICES)
    press(page, "aloud", "zh")
    expect(page.locator(".spoken")).to_have_count(1)
    assert page.evaluate("voice.told[0][3]") == 1.5


def test_long_paragraphs_are_said_in_pieces_of_whole_sentences(page: Page, address: str) -> None:
    page.goto(address + STORY["zh"])
    page.evaluate(VOICES)
    long = "孩子们走过街道，" * 30 + "到了学校。" + "他们上课。" * 40
    page.locator(".prose > p").first.evaluate("(paragraph, long) => { paragraph.textContent = long }", long)
    press(page, "aloud", "zh")
    expect(page.locator(".spoken")).to_have_count(1)
    for _ in range(14):
        page.evaluate("voice.saying && next()")
    said = told(page)
    assert max(map(len, said)) <= 160
    assert long in "".join(said)
    assert {text[-1] for text in said if text[0] in "孩他"} - {"，", "。", "会"} == set()


def test_leaving_the_page_ends_it_and_without_a_voice_it_is_not_offered(page: Page, address: str) -> None:
    page.goto(address + STORY["zh"])
    page.evaluate("arrive({ name: 'Near', lang: 'en-US', localService: true })")
    expect(tool(page, "aloud", "zh")).to_be_hidden()
    page.evaluate(VOICES)
    press(page, "aloud", "zh")
    expect(page.locator(".spoken")).to_have_count(1)
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("voice.saying") is None


# --- copies, citations, code, paper ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_is_copied_and_said(page: Page, address: str, language: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + STORY[language])
    press(page, "copy", language)
    expect(page.locator(".reading output")).to_have_text({"zh": "已复制", "en": "Copied"}[language])
    assert page.evaluate("navigator.clipboard.readText()") == "https://news.example/archive/" + STORY[language]


def test_it_is_copied_without_https_as_well(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + STORY["en"])
    page.evaluate("navigator.clipboard.writeText = undefined")
    button = press(page, "copy", "en")
    expect(page.locator(".reading output")).to_have_text("Copied")
    expect(button).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()") == "https://news.example/archive/en/2025/first-talk/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citation_is_copied_with_the_reader_s_own_day(page: Page, address: str, language: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + STORY[language])
    summary = press(page, "cite", language)
    panel = page.locator(".reading details[open]")
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    date.fromisoformat(today)
    day = {"zh": "（2025-03-01）", "en": "(2025-03-01)"}[language]
    expect(panel).to_contain_text(f"{day}[{today}]. https://news.example/archive/{STORY[language]}.")
    for _ in range(3):  # to the third of them
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".reading output")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"@misc{{first-talk-2025-{language},\n")
    assert copied.endswith(f",\n  urldate = {{{today}}},\n}}")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(summary).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_reads_the_code_from_the_screen(page: Page, address: str, language: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto(address + STORY[language])
    expect(page.locator(".code")).to_be_hidden()
    press(page, "code", language)
    seen = Image.open(io.BytesIO(page.locator(".code svg").screenshot()))
    assert [one.text for one in zxingcpp.read_barcodes(seen)] == ["https://news.example/archive/" + STORY[language]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_shows_source_address_and_code_and_no_tools(page: Page, address: str, language: str) -> None:
    page.add_init_script(
        "globalThis.print = () => { globalThis.printed = document.querySelectorAll('[data-address]').length }"
    )
    page.goto(address + STORY[language])
    press(page, "print", language)
    page.evaluate(
        "new Promise((done) => { const look = () => (globalThis.printed > 0 ? done() : setTimeout(look, 20)); look() })"
    )
    page.emulate_media(media="print")
    for shown in (".source", ".source time", ".code svg", ".record"):
        expect(page.locator(shown).first).to_be_visible()
    expect(page.locator(".record")).to_contain_text("https://news.example/archive/" + STORY[language])
    for hidden in (".tools", ".bar", ".crumbs", ".reading button", ".reading summary", ".foot"):
        for one in page.locator(hidden).all():
            expect(one).to_be_hidden()
    after = page.locator(".prose a[data-address]").first.evaluate("link => getComputedStyle(link, '::after').content")
    assert "second-talk/" in after


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_there_is_nothing_dead(browser: Browser, address: str, language: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + STORY[language])
    assert [one.is_visible() for one in page.locator(".reading button").all()].count(True) == 0
    for name, panel in (("cite", ".reading dl"), ("code", ".code svg")):
        summary = page.locator(".reading summary", has_text=NAMES[name][language])
        summary.focus()
        page.keyboard.press("Enter")
        expect(page.locator(panel)).to_be_visible()
    assert [one.is_visible() for one in page.locator(".reading button").all()].count(True) == 0
    context.close()


def test_what_was_removed_has_no_tools(page: Page, address: str) -> None:
    page.goto(address + "2023/removed-news/")
    expect(page.locator(".reading")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_accessibility_violation_with_any_tool_open(page: Page, address: str, language: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto(address + STORY[language])
    page.evaluate(VOICES)
    for name, sign in (("side", ".prose.sides"), ("aloud", ".spoken"), ("cite", ".reading dl"), ("code", ".code svg")):
        press(page, name, language)
        expect(page.locator(sign)).to_be_visible()
        results = Axe().run(page, options={"resultTypes": ["violations"]})
        assert results.violations_count == 0, f"{name}: {results.generate_report()}"
