"""The site held to WCAG 2.2 AA in a real browser: what axe finds, what a keyboard meets, what has room, what moves.

Every page is asked in every look a reader can choose. A failure names the page, the look, the element and what to mend.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from test_browser import CHROMIUM, KINDS, address, browser, every_kind

__all__ = ["address", "browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]

GATES = Path(__file__).parent / "gates"
"""The scripts that look at a page from inside."""
OFTEN = sorted({*every_kind(), KINDS["article"], KINDS["pictures and video, English"], KINDS["not found"]})
"""A page of every kind in both languages, and what has most in it."""
PAGES = [*OFTEN, *(pytest.param(path, marks=pytest.mark.slow) for path in sorted({*KINDS.values()}.difference(OFTEN)))]
"""And articles and lists of every sort, in CI."""

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 780}
DOUBLED: ViewportSize = {"width": 640, "height": 450}
"""What is left of the desktop at 200 % (WCAG 1.4.4)."""
NARROW: ViewportSize = {"width": 320, "height": 256}
"""What is left of it at 400 % (WCAG 1.4.10): a page may scroll downwards only."""

Look = Mapping[str, str]
"""``data-`` attributes of ``<html>``, as ``first.js`` sets them for what a reader has chosen."""
USUAL: Look = {"scheme": "light"}
HUGE: Look = {"scheme": "light", "size": "huge"}
SIMPLE: Look = {"scheme": "light", "view": "simple"}
SMALL: Look = {"scheme": "light", "size": "small"}
LOOKS: tuple[Look, ...] = (
    *({"scheme": scheme, **size} for scheme in ("light", "dark") for size in ({"size": "small"}, {}, {"size": "big"}, {"size": "huge"})),
    *({"scheme": scheme, "contrast": "more"} for scheme in ("light", "dark")),
    *({"scheme": scheme, "view": "simple"} for scheme in ("light", "dark")),
)  # fmt: skip

Rules = tuple[str, ...]
ALL: Rules = ()
COLOUR: Rules = ("color-contrast", "link-in-text-block")
CONTRASTY: Rules = ("color-contrast-enhanced", "link-in-text-block")
"""What high contrast is for: WCAG 1.4.6, AAA."""
ROOM: Rules = ("target-size", "scrollable-region-focusable")
QUESTIONS: tuple[tuple[ViewportSize, Look, Rules], ...] = (
    (DESKTOP, USUAL, ALL),
    (DESKTOP, SMALL, (*COLOUR, *ROOM)),
    (DESKTOP, {"scheme": "light", "size": "big"}, ROOM),
    (DESKTOP, HUGE, ROOM),
    (DESKTOP, {"scheme": "dark", "size": "small"}, COLOUR),
    (DESKTOP, {"scheme": "light", "contrast": "more"}, CONTRASTY),
    (DESKTOP, {"scheme": "dark", "contrast": "more"}, CONTRASTY),
    (DESKTOP, SIMPLE, ALL),
    (DESKTOP, {"scheme": "dark", "view": "simple"}, COLOUR),
    (PHONE, USUAL, ROOM),
    (PHONE, HUGE, ROOM),
    (PHONE, SIMPLE, ROOM),
)
"""What is asked in which look, so that all of them cost as much as five runs of all rules and not twenty-four. Most rules
ask for names, roles and structure, which no look changes but the simple view, which hides parts. Colours do not depend on
sizes, and axe asks most of small letters; sizes do not depend on colours. In CI ``test_every_combination`` asks without that."""
CONTRAST = {"checks": {"color-contrast": {"options": {"ignorePseudo": True}}}}
"""``::after`` over a link is no ground under its words: without this axe does not look at them."""

WEAR = """look => {
  const root = document.documentElement
  for (const name of Object.keys(root.dataset)) delete root.dataset[name]
  Object.assign(root.dataset, look)
}"""
TIDY = "() => { document.adoptedStyleSheets = []; document.activeElement.blur(); scrollTo(0, 0) }"
SPACED = """() => {
  const sheet = new CSSStyleSheet() // as a reader's own: no policy of the page forbids it
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }")
  document.adoptedStyleSheets.push(sheet)
}"""
"""The distances that WCAG 1.4.12 names."""
MOVING = """() => [...document.querySelectorAll("*")].flatMap((element) => [null, "::before", "::after"].flatMap((part) => {
  const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element, part)
  const found = []
  if (/[1-9]/.test(transitionDuration)) found.push(`transition-duration: ${transitionDuration}`)
  if (animationName && animationName !== "none") found.push(`animation-name: ${animationName}`)
  if (scrollBehavior === "smooth") found.push("scroll-behavior: smooth")
  return found.map((one) => `${keyboard.describe(element)}${part ?? ""}: ${one}`)
}))"""
BARE = """() => [...document.querySelectorAll("button, input, select, textarea")].filter((control) =>
  control.checkVisibility({ opacityProperty: true }) && control.getBoundingClientRect().width > 1 &&
  ["Top", "Right", "Bottom", "Left"].some((side) => getComputedStyle(control)[`border${side}Style`] === "none")).map((one) => keyboard.describe(one))"""
SEEN = """() => {
  const { fontSize, color, backgroundColor } = getComputedStyle(document.body)
  return { size: parseFloat(fontSize), color, backgroundColor, height: document.body.scrollHeight }
}"""
OPEN = "opener => opener.ariaExpanded ? opener.ariaExpanded === 'true' : opener.parentElement.open"
AXE = """async (options) => (await axe.run(document, options)).violations.flatMap(
  ({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`))"""


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """Return the one page that all these tests share: a new one for each would cost as much as what is asked of it."""
    context = browser.new_context(viewport=DESKTOP, color_scheme="light", reduced_motion="reduce")
    for script in sorted(GATES.glob("*.js")):
        context.add_init_script(path=script)
    context.route("**/dialog.js", lambda route: route.fulfill(body="", content_type="text/javascript"))  # see `walk`
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module", params=PAGES)
def path(request: pytest.FixtureRequest) -> str:
    """Return the address of a page below the site's; pytest keeps what is asked of one page together."""
    return str(request.param)


@pytest.fixture
def page(reader: Page, address: str, path: str) -> Page:
    """Return the page at the address, as it is when it has come; the next question goes to the same one, tidied up."""
    reader.set_viewport_size(DESKTOP)
    if reader.url != address + path:
        visit(reader, address + path)
        reader.evaluate(Axe().axe_script)
    wear(reader, USUAL)
    reader.evaluate(TIDY)
    return reader


@pytest.fixture
def fresh(reader: Page) -> Iterator[Page]:
    """Return the page for tests that go somewhere else, and leave there what they did."""
    reader.set_viewport_size(DESKTOP)
    yield reader
    reader.emulate_media(forced_colors="none")
    reader.goto("about:blank")


def visit(page: Page, address: str) -> None:
    page.goto(address)
    if page.locator(".finder").count():  # its script comes, and asks for its data, after the page
        page.wait_for_load_state("networkidle")


def wear(page: Page, look: Look) -> None:
    page.evaluate(WEAR, look)


def name(look: Look) -> str:
    return ", ".join(f'data-{key}="{value}"' for key, value in look.items())


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Return what axe finds: all rules that are about WCAG 2.2 AA or good practice, or only some."""
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False, **CONTRAST}
    if rules:
        options["runOnly"] = rules
    else:
        options["rules"] = {"target-size": {"enabled": True}}  # axe leaves it out until it is asked for
    found: list[str] = page.evaluate(AXE, options)
    return found


def walk(page: Page, stops: int, *, back: bool = False) -> list[str]:
    """Press Tab from one end of the page to the other; return where the focus was.

    The script of the search box, which comes when the box is reached and opens it, is kept away: where it comes in the
    middle of the walk is chance. What it does has its own tests (``test_search_dialog.py``).
    """
    page.evaluate("back => keyboard.start(back)", back)
    for pressed in range(3 * stops + 10):  # a film is one stop with several buttons
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if pressed >= stops and page.evaluate("back => keyboard.ended(back)", back):
            break
    passed: list[str] = page.evaluate("keyboard.passed()")
    return passed


def report(path: str, faults: list[str]) -> str:
    return "\n".join([f"/{path}:", *(f"  {fault}" for fault in faults)])


# --- axe -----------------------------------------------------------------------------------------------------------


def test_axe_finds_nothing_in_any_look(page: Page, path: str) -> None:
    faults = []
    for size, look, rules in QUESTIONS:
        page.set_viewport_size(size)
        wear(page, look)
        faults += [f"{size['width']} px, {name(look)}: {fault}" for fault in violations(page, rules)]
    assert not faults, report(path, faults)


@pytest.mark.slow
@pytest.mark.parametrize("place", every_kind())
def test_every_combination(fresh: Page, address: str, place: str) -> None:
    visit(fresh, address + place)
    fresh.evaluate(Axe().axe_script)
    faults = []
    for look in LOOKS:
        wear(fresh, look)
        faults += [f"{name(look)}: {fault}" for fault in violations(fresh, (*COLOUR, *ROOM))]
    assert not faults, report(place, faults)


def test_the_looks_are_looks(fresh: Page, address: str) -> None:
    """Else the tests above would look at the same page twelve times."""
    visit(fresh, address)
    seen = []
    for look in LOOKS:
        wear(fresh, look)
        seen.append(fresh.evaluate(SEEN))
    assert len({repr(one) for one in seen}) == len(LOOKS)
    size = {look["size"]: one["size"] for look, one in zip(LOOKS, seen, strict=True) if "size" in look}
    assert size["small"] < seen[1]["size"] < size["big"] < size["huge"] == 2 * seen[1]["size"]  # WCAG technique G178


# --- the keyboard --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_keyboard_gets_everywhere_and_back(page: Page, path: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    stops = page.evaluate("keyboard.stops()")
    assert walk(page, len(stops)) == stops, f"/{path}: Tab does not follow the document"
    faults = page.evaluate("keyboard.faults")
    faults += [f"{stop}: has no name for screen readers" for stop in page.evaluate("keyboard.nameless()")]
    assert not faults, report(path, faults)
    assert walk(page, len(stops), back=True) == stops[::-1], f"/{path}: Shift+Tab does not lead back"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("place", ["", "en/", "search/", "en/search/", "2018/park-opening/", "en/2018/park-opening/"])
def test_what_folds_out_opens_and_closes_with_keys(fresh: Page, address: str, place: str, size: ViewportSize) -> None:
    fresh.set_viewport_size(size)
    visit(fresh, address + place)
    openers = fresh.locator("summary:visible, [aria-expanded]:visible").all()
    assert openers
    faults = []
    for opener in openers:
        what = opener.evaluate("element => keyboard.describe(element)")
        opener.focus()
        fresh.keyboard.press("Enter")
        if not opener.evaluate(OPEN):
            faults.append(f"{what}: Enter does not open it")
            continue
        inside = opener.evaluate(
            "element => element.parentElement.localName === 'details' ? keyboard.stops(element.parentElement).slice(1) : []"
        )
        for stop in inside:
            fresh.keyboard.press("Tab")
            found = fresh.evaluate("keyboard.describe(document.activeElement)")
            if found != stop:
                faults.append(f"{what}: Tab leads to {found}, not to {stop}")
        fresh.keyboard.press("Escape")  # closes a panel; what only unfolds is closed where it was opened
        if opener.evaluate(OPEN):
            opener.focus()
            fresh.keyboard.press("Enter")
        if opener.evaluate(OPEN):
            faults.append(f"{what}: neither Escape nor Enter closes it")
        if not opener.evaluate("element => element === document.activeElement"):
            faults.append(f"{what}: the focus does not come back to it")
    faults += fresh.evaluate("keyboard.faults")
    assert not faults, report(place, faults)


# --- room ----------------------------------------------------------------------------------------------------------


def test_all_words_have_room(page: Page, path: str) -> None:
    faults: list[str] = []
    for where, size, look in (
        ("desktop", DESKTOP, USUAL),
        ("at 200 %", DOUBLED, USUAL),
        ("at 400 %", NARROW, USUAL),
        ("phone, huge letters", PHONE, HUGE),
        ("desktop, huge letters", DESKTOP, HUGE),
        ("phone, simple view", PHONE, SIMPLE),
        ("desktop, simple view", DESKTOP, SIMPLE),
    ):
        page.set_viewport_size(size)
        wear(page, look)
        faults += [f"{where}: {fault}" for fault in page.evaluate("[...layout.faults(), ...layout.hints()]")]
    page.evaluate(SPACED)
    wear(page, USUAL)
    for where, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)
        faults += [f"{where}, wide spacing (WCAG 1.4.12): {fault}" for fault in page.evaluate("layout.faults()")]
    assert not faults, report(path, faults)


# --- motion, and colours of one's own ------------------------------------------------------------------------------


def test_nothing_moves_for_those_who_ask_for_less_motion(page: Page, path: str) -> None:
    assert (moving := page.evaluate(MOVING)) == [], report(path, [f"moves: {one}" for one in moving])


@pytest.mark.parametrize("place", ["", "en/search/", "2018/park-opening/"])
def test_controls_are_seen_in_colours_of_the_system(fresh: Page, address: str, place: str) -> None:
    """Windows' contrast themes: all colours, grounds and shadows of ours are gone."""
    fresh.emulate_media(forced_colors="active")
    visit(fresh, address + place)
    walk(fresh, len(fresh.evaluate("keyboard.stops()")))
    faults = fresh.evaluate("keyboard.faults")
    faults += [
        f"{one}: has no border: border, also where its ground tells it from the page" for one in fresh.evaluate(BARE)
    ]
    panel = fresh.locator("details.display")
    panel.locator("summary").click()
    for control in fresh.locator(".choice").all():
        box = control.locator("input")
        pictures = []
        for checked in (True, False):
            box.evaluate("(box, checked) => { box.checked = checked }", checked)
            pictures.append(control.screenshot())
        if pictures[0] == pictures[1]:
            faults.append(f"{control.inner_text()}: looks the same whether it is chosen or not")
    assert not faults, report(place, faults)


# --- the gates themselves ------------------------------------------------------------------------------------------

SHUT = [
    ("layout", '<div style="width:3000px">wide</div>', "the page is 3008 px wide and scrolls sideways, because of <body > div>"),
    ("layout", '<p style="width:9em; overflow:hidden; white-space:nowrap">a line that is longer than its box', "is cut off at the side by <body > p> (overflow: hidden)"),
    ("layout", '<p style="height:1em; overflow:hidden">one<br>two', "“two” in <body > p> is cut off above or below by <body > p> (overflow: hidden)"),
    ("layout", '<p style="position:absolute; left:-20px">outside', "stands outside the window"),
    ("layout", '<p style="margin:0 0 -1em">first<p style="margin:0">second', "“first” in <body > p> and “second” in <body > p> lie over each other"),
    ("keyboard", '<a href="#" style="outline:0">link', "does not show that it has the focus"),
    ("keyboard", '<a href="#" style="outline:2px solid #eee">link', "its outline has a contrast of 1.16 to what is around it, not 3"),
    ("keyboard", '<p style="overflow:hidden"><a href="#" style="outline:2px solid">link</a>', "its outline is cut off by p “link”"),
    ("keyboard", '<a href="#" style="opacity:0">link', "has the focus and is not to be seen"),
    ("keyboard", '<a href="#" style="position:fixed; left:-30px; outline:2px solid">link', "is outside the window when it has the focus"),
    ("keyboard", '<a href="#" style="outline:2px solid">link</a><div style="position:fixed; inset:0; background:#fff">', "is covered by div “” when it has the focus"),
]  # fmt: skip


@pytest.mark.parametrize(("gate", "body", "words"), SHUT)
def test_a_gate_shuts(fresh: Page, gate: str, body: str, words: str) -> None:
    """A gate that lets everything through looks like a site without a fault."""
    fresh.goto("data:text/html,<!doctype html>" + quote(f"<body>{body}"))
    if gate == "keyboard":
        walk(fresh, 1)
    faults = fresh.evaluate("gate => gate === 'layout' ? layout.faults() : keyboard.faults", gate)
    assert len(faults) == 1
    assert words in faults[0]


def test_order_traps_and_names_are_told(fresh: Page) -> None:
    body = '<a href="#2" tabindex="2">two</a><a href="#1" tabindex="1">one</a><button></button><p tabindex="0"></p>'
    fresh.goto("data:text/html,<!doctype html>" + quote(f"<body>{body}"))
    fresh.evaluate(Axe().axe_script)
    assert fresh.evaluate("keyboard.stops()") == ["a “two” → #2", "a “one” → #1", "button “”", "p “”"]
    assert walk(fresh, 4) != fresh.evaluate("keyboard.stops()")
    assert fresh.evaluate("keyboard.nameless()") == ["button “”", "p “”"]
