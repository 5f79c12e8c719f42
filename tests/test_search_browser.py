"""The search in a browser: the same results, in the same order, as on the command line."""

from __future__ import annotations

import random
import shutil
import sys
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import ROOT
from test_browser import CHROMIUM, QuietHandler, browser
from twinpress.outputs.search import table
from twinpress.search import index, tokens
from twinpress.search.names import Name
from twinpress.search.results import WINDOW, Search
from twinpress.search.story import Story, entry

__all__ = ["browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]

QUERIES = 500
WORDS = ["王润杰", "润", "女联", "五社联动", "長江", "长江大桥", "𠮷野", "BWF", "bwf", "2024", "年", "５Ｇ", "3.5", "亿", "Xi'an",
         "child-friendly", "families", "the", "élan", "ß", "Ⅻ", "〇", "々", "🙂", "，", "。", " ", " ", "\u3000", "\n", "-", "“", "”", '"', "'", "_"]  # fmt: skip

ASK = """async (queries) => {
  const { Search } = await import("/javascripts/search.js");
  const search = new Search(new URL("/index/", location));
  const found = [];
  for (const query of queries) {
    const one = await search.find(query);
    const hits = one.hits.slice(0).map(({ segment, number, score }) => [segment, number, score]);
    const shown = await one.results(0);
    found.push([hits, one.names.map(({ path }) => path), shown.map(({ path, title, snippet }) => [path, title, snippet])]);
  }
  return found;
}"""
NAMES = (
    Name(kind="person", label="王润杰", path="people/wang-runjie/", own=("王润杰",), other=("Wang Runjie",)),
    Name(kind="organisation", label="女联", path=None, own=("女联", "五社联动"), other=("BWF",)),
    Name(kind="topic", label="长江", path="topics/river/", own=("长江",), other=("The River",)),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the browser is served."""
    shutil.copytree(ROOT / "overrides/assets/javascripts", tmp_path / "javascripts")
    return tmp_path


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    yield page
    page.close()
    server.shutdown()
    server.server_close()


def text(chance: random.Random, most: int) -> str:
    return "".join(chance.choice(WORDS) for _ in range(chance.randrange(most)))


def test_browser_and_command_line_find_the_same(page: Page, folder: Path) -> None:
    chance = random.Random(5)
    stories = [
        Story(
            path=f"{year}/{number}/",
            title=text(chance, 6),
            date=f"{year}-01-0{chance.randrange(1, 10)}",
            section="news",
            head=(text(chance, 10),),
            body=text(chance, 90),
        )
        for number in range(200)
        for year in (chance.choice((2023, 2024, 2025)),)
    ]
    _, files = index.build(map(entry, stories), NAMES, {})
    write(files, folder / "index")
    (folder / "traditional.bin").write_bytes(table())
    engine = index.engine(files.__getitem__)
    queries = [text(chance, 5) for _ in range(QUERIES)] + ["wrj", "runjie wang 2024", "BWF 培训 -年", "the river"]
    here = [said(Search(engine, query)) for query in queries]
    there = page.evaluate(ASK, queries)
    assert there == here
    hits = sum(min(len(found), WINDOW) for found, _, _ in here)
    assert sum(1 for found, _, _ in here if found) > QUERIES / 4
    assert 0.5 < sum(len(shown) for _, _, shown in here) / hits < 1, "most hits hold what was asked for, and not all"
    assert any(names for _, names, _ in here)


def said(search: Search) -> list[object]:
    """Return what is found: hits, pages of names, the first window of results."""
    first = search.window(0)
    return [
        [[hit.segment, hit.number, hit.score] for hit in search.hits],
        [one.path for one in search.names],
        [[one.path, [list(piece) for piece in one.title], [list(piece) for piece in one.snippet]] for one in first],
    ]


def test_browser_and_command_line_know_the_same_characters(page: Page) -> None:
    """Of those that both know, for each has its own version of Unicode."""
    known = [
        chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")
    ]
    said = page.evaluate(
        r"""(known) => known.map((one) => /\p{Assigned}/u.test(one) ? /\p{Script=Han}/u.test(one) ? "h" : /[\p{L}\p{N}]/u.test(one) ? "w" : " " : "?").join("")""",
        known,
    )
    for character, there in zip(known, said, strict=True):
        here = "h" if tokens.is_chinese(character) else "w" if tokens.is_word(character) else " "
        assert there in (here, "?"), f"U+{ord(character):04X}"


def write(files: Mapping[str, bytes], folder: Path) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
