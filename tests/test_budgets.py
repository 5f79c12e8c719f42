"""What a page costs a reader: requests, bytes as a server sends them, and how much it moves while it comes.

Counted at the server by what Chromium really asks for with an empty cache. No times: those are for ``make bench``.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from test_accessibility import DESKTOP, GATES, PHONE, report
from test_browser import CHROMIUM, KINDS, QuietHandler, browser, kinds
from twinpress import twin

__all__ = ["browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]

KB = 1000
PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif")
"""What is an editor's choice is not counted: photos."""
SHIFT = 0.02
"""The most that a page may move while it comes and is read (CLS, by the sum of all shifts, which is stricter). The promise."""


@dataclass(frozen=True, kw_only=True)
class Budget:
    """What a page may cost without photos, in compressed bytes."""

    total: int
    requests: int
    scripts: int


PROMISE = Budget(total=120 * KB, requests=12, scripts=60 * KB)
"""What the project promises for an article, with everything in it."""
ARTICLE = Budget(total=40 * KB, requests=8, scripts=6 * KB)
"""What it keeps to: twice what it takes today, so that a new tool has room and a library is noticed."""
LIST = Budget(total=32 * KB, requests=8, scripts=6 * KB)
BUDGETS = {
    "home": LIST,
    "article": ARTICLE,
    "section": LIST,
    "topic": LIST,
    "person": LIST,
    "organisation": LIST,
    "place": LIST,
    "series": LIST,
    "year": LIST,
    "month": LIST,
    "directory": LIST,
    "standing": LIST,
    "not found": LIST,
    "search": Budget(total=50 * KB, requests=12, scripts=24 * KB),
}
SEARCHING = Budget(total=70 * KB, requests=12, scripts=PROMISE.scripts)
"""What the first search in the box may cost on top: Material's script, ours, and the data that the question needs."""


@dataclass
class Till:
    """Counts what a server sends: bytes by path below the site's address."""

    sent: list[tuple[str, int]] = field(default_factory=list)

    def take(self) -> list[tuple[str, int]]:
        """Return what was sent since this was asked for the last time, without photos."""
        taken, self.sent = self.sent, []
        return [(path, size) for path, size in taken if not path.endswith(PHOTOS)]


class CountingHandler(QuietHandler):
    """Serves a published folder as nginx does with ``gzip_static``, and counts."""

    def __init__(self, *args: object, till: Till, **others: object) -> None:
        self.till = till
        super().__init__(*args, **others)  # type: ignore[arg-type]

    def do_GET(self) -> None:  # noqa: N802
        """Send a file, its twin where there is one."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        packed = Path(f"{path}{twin.TWIN}")
        if not path.is_file():
            self.send_error(404)
            return
        body = (packed if packed.is_file() else path).read_bytes()
        self.till.sent.append((self.path.partition("?")[0].removeprefix("/archive/"), len(body)))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if packed.is_file():
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def till() -> Till:
    return Till()


@pytest.fixture(scope="module")
def address(built: Path, till: Till, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site as it is published, with compressed twins."""
    published = tmp_path_factory.mktemp("published")
    shutil.copytree(built, published / "archive", copy_function=twin.copy)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(CountingHandler, directory=str(published), till=till))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/archive/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser, address: str, till: Till) -> Iterator[Page]:
    """Return a page with an empty cache, which fails the test where anybody else is asked for anything."""
    context = browser.new_context(viewport=DESKTOP)
    context.add_init_script(path=GATES / "shifts.js")
    others: list[str] = []
    context.on(
        "request",
        lambda request: None if request.url.startswith((address, "data:", "blob:")) else others.append(request.url),
    )
    till.take()
    yield context.new_page()
    context.close()
    assert others == [], "asked of somebody else (third-party requests)"


def read(page: Page, address: str) -> None:
    """Open a page and scroll through it to its end, as a reader does."""
    page.goto(address)
    page.evaluate("shifts.scroll()")
    page.wait_for_load_state("networkidle")
    page.evaluate("shifts.settle()")


def costs(sent: list[tuple[str, int]], budget: Budget) -> list[str]:
    """Return where a budget is overdrawn, with all that was sent."""
    scripts = [(path, size) for path, size in sent if path.endswith(".js")]
    sums = (
        ("bytes", sum(size for _, size in sent), budget.total),
        ("requests", len(sent), budget.requests),
        ("bytes of scripts", sum(size for _, size in scripts), budget.scripts),
    )
    over = [f"{found:,} {unit}, where {most:,} are the most" for unit, found, most in sums if found > most]
    bill = [f"  {size:>7,}  {path or 'the page itself'}" for path, size in sorted(sent, key=lambda one: -one[1])]
    return over + bill if over else []


MORE = {"article": ("article", "pictures", "English original"), "not found": ("not found",)}
"""Pages that ``kinds`` does not name: articles of every sort, and what is no page of the archive."""
PATHS = {path: kind for (kind, _), path in kinds().items()} | {
    path: kind for kind, begins in MORE.items() for what, path in KINDS.items() if what.startswith(begins)
}
"""Pages by path below the site's address, with their kind."""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", sorted(PATHS))
def test_a_page_costs_little_and_stays_where_it_is(
    page: Page, address: str, till: Till, path: str, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    read(page, address + path)
    faults = costs(till.take(), BUDGETS[PATHS[path]])
    if page.evaluate("shifts.sum") > SHIFT:
        faults += [
            "it moves while it comes (width and height, room for what is late?):",
            *page.evaluate("shifts.moved"),
        ]
    assert not faults, report(f"{path} ({PATHS[path]})", faults)


def test_no_budget_is_above_what_was_promised() -> None:
    for budget in (*BUDGETS.values(), Budget(total=0, requests=0, scripts=SEARCHING.scripts)):
        assert budget.total <= PROMISE.total
        assert budget.requests <= PROMISE.requests
        assert budget.scripts <= PROMISE.scripts


@pytest.mark.parametrize("path", ["", "en/"])
def test_searching_costs_what_it_needs_and_only_those_who_search(
    page: Page, address: str, till: Till, path: str
) -> None:
    read(page, address + path)
    till.take()
    page.keyboard.press("/")
    page.keyboard.type("公园" if path == "" else "park")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    over = costs(till.take(), SEARCHING)
    assert not over, report(f"{path} (a search there)", over)
