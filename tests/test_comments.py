"""Comments: which articles take them, what a page asks of which host and when, and a real isso that keeps one.

The clients of Artalk and Waline are tried by hand (docs/handbook/services/letters.en.md); here a stand-in hears what they
would be asked. isso is a real server, where it is installed (``make .venv/comments``).
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from conftest import PATIENCE, ROOT, SITE, mkdocs_build
from test_browser import CHROMIUM, QuietHandler, browser
from test_html import faults
from test_pages import published, view
from test_policy import REPORT
from twinpress import policy
from twinpress.options import Options, options
from twinpress.pages.view import Comments as Shown
from twinpress.publication import Publication
from twinpress.services import Comments, System
from twinpress.settings import ConfigurationError

__all__ = ["browser"]

HOST = "https://comments.example.org"
TALK = "2025/first-talk/"
ISSO = shutil.which("isso", path=str(ROOT / ".venv/isso/bin")) or shutil.which("isso")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")
needs_isso = pytest.mark.skipif(ISSO is None, reason="no isso on this machine: make .venv/comments")


# --- which articles take comments ----------------------------------------------------------------------------------


def taking(publication: Publication, comments: Comments | None) -> Publication:
    """Return the same archive on a site that takes comments."""
    site = publication.site
    return Publication(publication.archive, type(site)(**{**vars(site), "options": Options(comments=comments)}))


def commented(publication: Publication) -> dict[str, str]:
    """Return the key of each article's thread by the path of its page."""
    return {
        page.path: story.comments.key
        for pages in publication.pages.values()
        for page in pages
        if page.kind == "article" and (story := page.view().story) and story.comments
    }


def test_what_is_in_force_takes_comments_and_each_page_has_its_own_thread() -> None:
    """Not what is expired, withdrawn, removed or no more than a draft; a page's key is its own path, with the site's before it."""
    found = commented(taking(published(), Comments(system="isso", server=HOST)))
    assert sorted(found) == [
        "2018/park-opening/",
        "2024/course-1/",
        "2024/course-2/",
        "2024/course-3/",
        "2024/meeting/",
        "2025/first-talk/",
        "2025/half-translated/",
        "2025/second-talk/",
        "en/2018/park-opening/",
        "en/2025/first-talk/",
        "en/2025/second-talk/",
    ]
    assert found == {path: f"/archive/{path}" for path in found}


def test_a_section_and_an_article_can_be_closed(tmp_path: Path) -> None:
    shutil.copytree(SITE / "content", tmp_path / "content")
    file = tmp_path / "content/2018/park-opening/index.zh.md"
    file.write_text(file.read_text("utf-8").replace("section: parks", "section: parks\ncomments: false"), "utf-8")
    publication = taking(
        published(tmp_path / "content"), Comments(system="waline", server=HOST, closed=("trainings", "unheard-of"))
    )
    assert sorted(commented(publication)) == ["2024/meeting/", "2025/half-translated/"]


def test_a_thread_is_on_the_host_that_the_site_names() -> None:
    publication = taking(published(), Comments(system="artalk", server=f"{HOST}:8443/talk/"))
    stories = [view(publication, TALK, language).story for language in ("zh", "en")]
    assert [story.comments for story in stories if story] == [
        Shown(
            system="artalk",
            server=f"{HOST}:8443/talk",
            host="comments.example.org:8443",
            key=f"/archive/{path}",
            site="试刊",
        )
        for path in (TALK, f"en/{TALK}")
    ]
    assert commented(taking(published(), None)) == {}


# --- what a page may fetch ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("system", "besides"),
    [
        ("isso", []),
        ("waline", [f"img-src 'self' {HOST}"]),
        ("artalk", [f"img-src 'self' {HOST} data:", f"frame-src 'self' {HOST}", "style-src-attr 'unsafe-inline'"]),
    ],
)
def test_a_page_may_fetch_what_the_program_needs_from_its_host_and_nothing_else(
    system: System, besides: list[str]
) -> None:
    said = policy.meta(Options(comments=Comments(system=system, server=f"{HOST}/talk")))
    assert said.split("; ") == [
        *policy.meta(Options()).split("; "),
        f"script-src 'self' {HOST}",
        f"style-src 'self' {HOST}",
        f"connect-src 'self' {HOST}",
        *besides,
    ]


@pytest.mark.parametrize(
    "server",
    [
        "http://comments.example.org",
        "https://comments.example.org;script-src",
        'https://comments.example.org"/',
        "https://me:secret@comments.example.org",
        "https://评论.example.org",
        "ftp://comments.example.org",
        "https://comments.example.org/?site=news",
        "https://comments.example.org/#news",
    ],
)
def test_a_host_that_would_say_more_in_a_policy_or_holds_no_files_is_refused(server: str) -> None:
    with pytest.raises(ConfigurationError, match=r"comments\.server 须为"):
        options({"comments": {"system": "isso", "server": server}})


@pytest.mark.parametrize(
    ("system", "opener"),
    [("artalk", "same-origin-allow-popups"), ("waline", "same-origin-allow-popups"), ("isso", "same-origin")],
)
def test_a_window_to_sign_in_may_answer_the_page(system: System, opener: str) -> None:
    assert policy.opener(Options()) == "same-origin"
    assert policy.opener(Options(comments=Comments(system=system, server=HOST))) == opener


# --- a site, and a host of comments -----------------------------------------------------------------------------------


def configuration(folder: Path, system: str, server: str) -> Path:
    """Write the configuration of tests/site with comments and letters."""
    file = folder / "mkdocs.yml"
    base = (SITE / "mkdocs.yml").read_text("utf-8")
    options = f'{{list_size: 2, cache_dir: "", letters: {{address: editor@news.example}}, comments: {{system: {system}, server: "{server}"}}}}'
    text = base.replace('{list_size: 2, cache_dir: ""}', options).replace("../../overrides", str(ROOT / "overrides"))
    assert text.count(options) == 1
    file.write_text(text.replace("docs_dir: docs", f"docs_dir: {SITE / 'docs'}"), "utf-8")
    return file


class Served(QuietHandler):
    """Serves the site with the policy that our configurations of web servers send."""

    policy = ""

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()


@contextmanager
def serving(handler: Callable[..., BaseHTTPRequestHandler], port: int = 0) -> Iterator[str]:
    """Answer on loopback; give the address."""
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def free() -> int:
    """Return a port that nobody listens to."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def site_of(folder: Path, system: System, server: str) -> Iterator[str]:
    """Build the site and serve it below ``/archive/``."""
    folder.mkdir()
    mkdocs_build(configuration(folder, system, server), folder / "site/archive", content=SITE / "content")
    said = policy.header(Options(comments=Comments(system=system, server=server)))
    handler = type("ServedSite", (Served,), {"policy": said})
    with serving(partial(handler, directory=str(folder / "site"))) as address:
        yield f"{address}/archive/"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site whose comments nobody opens."""
    with site_of(tmp_path_factory.mktemp("plain") / "built", "isso", HOST) as address:
        yield address


STAND_IN = {
    "/js/embed.min.js": "globalThis.told = { script: { ...document.querySelector('script[data-isso]').dataset },"
    " thread: { ...document.getElementById('isso-thread').dataset } };"
    "document.getElementById('isso-thread').innerHTML = '<div class=isso-postbox>';",
    "/dist/Artalk.js": "globalThis.Artalk = { init(told) { told.el.innerHTML = '<div class=atk-list-no-comment>';"
    " globalThis.told = { ...told, avatarURLBuilder: told.avatarURLBuilder({}), el: told.el.parentElement.className };"
    " return { setDarkMode(dark) { globalThis.told.darkMode = dark } } } }",
    "/dist/waline.umd.js": "globalThis.Waline = { init(told) { told.el.innerHTML = '<div class=wl-empty>';"
    " globalThis.told = { ...told, el: told.el.parentElement.className } } }",
}
"""Programs that tell with what they were begun. The real ones have these addresses."""


class StandIn(BaseHTTPRequestHandler):
    """A host that writes down what is asked of it."""

    asked: list[str]

    def do_GET(self) -> None:
        """Answer with a program, or an empty style."""
        self.asked.append(self.path)
        kind = "text/css" if self.path.endswith(".css") else "text/javascript"
        body = STAND_IN.get(self.path, "").encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


class Asleep(StandIn):
    """A host that takes what it is asked, and answers when it is woken."""

    woken: threading.Event

    def do_GET(self) -> None:
        """Wait, and answer."""
        self.woken.wait()
        super().do_GET()


TOLD = {
    "isso": {
        "script": {"isso": "{host}", "issoLang": "{isso}", "issoAvatar": "false", "issoVote": "false"},
        "thread": {"issoId": "{key}", "title": "{title}"},
    },
    "artalk": {
        "el": "comments",
        "server": "{host}",
        "site": "试刊",
        "pageKey": "{key}",
        "pageTitle": "{title}",
        "locale": "{lang}",
        "darkMode": False,
        "avatarURLBuilder": "",
        "emoticons": False,
        "imgUpload": False,
        "useBackendConf": False,
        "preferRemoteConf": False,
        "versionCheck": False,
    },
    "waline": {
        "el": "comments",
        "serverURL": "{host}",
        "path": "{key}",
        "lang": "{lang}",
        "emoji": False,
        "search": False,
        "imageUploader": False,
        "texRenderer": False,
        "reaction": False,
        "pageview": False,
        "comment": False,
    },
}
ASKED = {
    "isso": ["/js/embed.min.js"],
    "artalk": ["/dist/Artalk.css", "/dist/Artalk.js"],
    "waline": ["/dist/waline.css", "/dist/waline.umd.js"],
}


def filled(pattern: Any, words: dict[str, str]) -> Any:
    """Fill the gaps in the strings of a pattern."""
    if isinstance(pattern, dict):
        return {name: filled(value, words) for name, value in pattern.items()}
    return pattern.format(**words) if isinstance(pattern, str) else pattern


def watched(page: Page) -> list[str]:
    """Return the list of what the page will ask of hosts other than its own, and what it reports."""
    told: list[str] = []
    page.add_init_script(REPORT)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    return told


@needs_browser
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("system", ["isso", "artalk", "waline"])
def test_a_program_is_fetched_on_a_click_and_told_page_language_and_colours(
    browser: Browser, tmp_path: Path, system: System
) -> None:
    asked: list[str] = []
    page = browser.new_page(color_scheme="light")
    told = watched(page)
    with (
        serving(type("Writing", (StandIn,), {"asked": asked})) as host,
        site_of(tmp_path / "built", system, host) as address,
    ):
        for path, title, isso, lang, button, said in (
            (TALK, "第一讲谈街道", "zh", "zh-CN", "查看和发表评论", "评论已显示。"),
            (f"en/{TALK}", "First talk: the street", "en", "en", "Show comments", "The comments are shown."),
        ):
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            assert asked == []
            show = page.get_by_role("button", name=button)
            show.focus()
            page.keyboard.press("Enter")
            expect(page.locator(".comments output")).to_have_text(said)
            expect(page.locator(".comments h2")).to_be_focused()
            expect(show).to_be_hidden()
            words = {"host": host, "key": f"/archive/{path}", "title": title, "isso": isso, "lang": lang}
            assert page.evaluate("told") == filled(TOLD[system], words)
            assert sorted(asked) == ASKED[system]
            asked.clear()
        if system == "artalk":  # the others take their colours from the stylesheet
            page.evaluate("document.documentElement.dataset.scheme = 'dark'")
            assert page.evaluate("told.darkMode") is True
        assert page.evaluate("refused") == []
        assert told == []
        page.close()


@needs_browser
@pytest.mark.browser
@pytest.mark.slow
def test_where_the_host_is_down_or_never_answers_the_page_says_so_and_one_can_try_again(
    browser: Browser, tmp_path: Path
) -> None:
    port = free()
    page = browser.new_page()
    page.clock.install()
    with site_of(tmp_path / "built", "waline", f"http://127.0.0.1:{port}") as address:
        for path, button, said in (
            (
                f"en/{TALK}",
                "Show comments",
                f"The comments did not arrive: 127.0.0.1:{port} cannot be reached, or your browser blocks it."
                " Please try again later.",
            ),
            (TALK, "查看和发表评论", f"没有取到评论：127.0.0.1:{port} 现在连不上，或者被浏览器拦截了。请稍后再试。"),
        ):
            page.goto(address + path)
            show = page.get_by_role("button", name=button)
            show.click()
            expect(page.locator(".comments output")).to_have_text(said)
            expect(show).to_be_visible()
            expect(show).to_be_focused()
            assert page.locator("head [src*=waline], head [href*=waline]").count() == 0
        woken = threading.Event()
        with serving(type("Slow", (Asleep,), {"asked": [], "woken": woken}), port):
            show.click(click_count=3)
            expect(page.locator(".comments output")).to_have_text("正在取评论……")
            assert page.locator("head script[src*=waline]").count() == 1
            page.clock.fast_forward(20_000)
            expect(page.locator(".comments output")).to_have_text(said)
            expect(show).to_be_focused()
            with page.expect_event("requestfinished", lambda request: request.url.endswith("waline.umd.js")):
                woken.set()
            assert page.evaluate("typeof Waline") == "undefined"
        with serving(type("Awake", (StandIn,), {"asked": []}), port):
            show.click()
            expect(page.locator(".comments output")).to_have_text("评论已显示。")
            page.close()


@needs_browser
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "heading", "unscripted", "letter", "promise"),
    [
        (
            TALK,
            "评论",
            "查看和发表评论需要 JavaScript。",
            "写信给我们：editor@news.example",
            "本站不使用 Cookie（发表评论时除外），不向第三方发送请求。",
        ),
        (
            f"en/{TALK}",
            "Comments",
            "Comments need JavaScript.",
            "Write to us: editor@news.example",
            "This site sets no cookies, except for those who write a comment, and sends no requests to third parties.",
        ),
    ],
)
def test_a_page_with_comments_is_whole_without_scripts_and_for_everybody(
    browser: Browser, plain: str, path: str, heading: str, unscripted: str, letter: str, promise: str
) -> None:
    bare = browser.new_context(java_script_enabled=False)
    page = bare.new_page()
    page.goto(plain + path)
    assert page.locator(".comments").inner_text().split("\n\n") == [heading, unscripted]
    expect(page.locator(".letter")).to_have_text(letter)
    expect(page.locator("footer > p").last).to_have_text(promise)
    html = page.content()
    bare.close()
    assert faults(html) == []
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(plain + path)
        assert Axe().run(page).response["violations"] == []
        page.close()


# --- a real isso -----------------------------------------------------------------------------------------------------

SETTINGS = """\
[general]
dbpath = {database}
host = {site}
[server]
listen = {host}
[guard]
enabled = false
[moderation]
enabled = {moderated}
"""
THEIRS = ("heading-order",)
"""What axe finds in what isso itself makes: it writes an h4 below our h2."""


@pytest.fixture(params=[False, True], ids=["at-once", "moderated"])
def moderated(request: pytest.FixtureRequest) -> bool:
    """Tell whether comments wait until somebody has read them."""
    return bool(request.param)


@pytest.fixture
def isso(tmp_path: Path, moderated: bool) -> Iterator[tuple[str, str]]:
    """Start isso, and serve a site that trusts it; return both addresses."""
    assert ISSO is not None
    host = f"http://127.0.0.1:{free()}"
    with site_of(tmp_path / "built", "isso", host) as address, (tmp_path / "isso.log").open("w") as log:
        settings = tmp_path / "isso.cfg"
        settings.write_text(
            SETTINGS.format(
                database=tmp_path / "comments.db",
                site=address.removesuffix("archive/"),
                host=host,
                moderated=str(moderated).lower(),
            ),
            "utf-8",
        )
        process = subprocess.Popen([ISSO, "-c", str(settings), "run"], stdout=log, stderr=log)
        try:
            for _ in range(10 * PATIENCE):
                try:
                    urlopen(f"{host}/js/embed.min.js").close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield host, address
        finally:
            process.terminate()
            process.wait(PATIENCE)


@needs_isso
@needs_browser
@pytest.mark.browser
@pytest.mark.slow
def test_a_comment_is_written_and_read_with_a_real_isso(
    browser: Browser, isso: tuple[str, str], moderated: bool
) -> None:
    """Under the real policy, in both languages, light and dark, with no request to isso before the click.

    Where comments are read before they are shown, other readers see none yet.
    """
    host, address = isso
    for path, scheme, button, submit, text in (
        (TALK, "light", "查看和发表评论", "提交", "街道更安全了，谢谢。"),
        (f"en/{TALK}", "dark", "Show comments", "Submit", "Safer streets, thank you."),
    ):
        writer, reader = (browser.new_context(color_scheme=scheme, locale="de-DE") for _ in range(2))  # type: ignore[arg-type]
        page = writer.new_page()
        told = watched(page)
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if not url.startswith(address)] == []
        page.get_by_role("button", name=button).click()
        page.locator(".isso-postbox textarea").fill(text)
        page.locator("input[name=author]").fill("李")
        page.get_by_role("button", name=submit).click()
        expect(page.locator("#isso-root .isso-text")).to_have_text(text)
        assert {url for url in asked if not url.startswith((address, host))} == set()
        assert page.evaluate("refused") == []
        assert told == []
        found = Axe().run(page, context=".comments").response["violations"]
        assert [(one["id"], one["nodes"]) for one in found if one["id"] not in THEIRS] == []
        writer.close()

        page = reader.new_page()
        page.goto(address + path)
        page.get_by_role("button", name=button).click()
        expect(page.locator(".isso-thread-heading")).not_to_be_empty()
        assert page.locator("#isso-root .isso-text").all_inner_texts() == ([] if moderated else [text])
        reader.close()
