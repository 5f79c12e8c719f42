"""The search in a browser: the same results, in the same order, as on the command line."""

from __future__ import annotations

import random
import shutil
import sys
import threading
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from conftest import ROOT
from test_browser import CHROMIUM, QuietHandler, browser
from twinpress.han import traditional
from twinpress.search import proof, tokens
from twinpress.search.engine import Engine, Place
from twinpress.search.query import Part, parse
from twinpress.search.segment import Segment, Story, segment

__all__ = ["browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]

QUERIES = 500
SHOWN = 3
"""Results of each query that are looked at closely."""
WORDS = ["王润杰", "润", "女联", "五社联动", "長江", "长江大桥", "𠮷野", "BWF", "bwf", "2024", "年", "５Ｇ", "3.5", "亿", "Xi'an",
         "child-friendly", "families", "the", "élan", "ß", "Ⅻ", "〇", "々", "🙂", "，", "。", " ", " ", "\u3000", "\n", "-", "“", "”", '"', "'", "_"]  # fmt: skip

ASK = """async ([queries, places, pairs]) => {
  const { parse } = await import("/javascripts/text.js");
  const { Engine } = await import("/javascripts/engine.js");
  const { Text, holds, snippet } = await import("/javascripts/proof.js");
  const traditional = new Map(pairs);
  const fetched = async (path) => new Uint8Array(await (await fetch(`/index/${path}`)).arrayBuffer());
  const engine = new Engine(places, fetched);
  const found = [];
  for (const query of queries) {
    const parts = parse(query, traditional);
    const hits = await engine.find(parts);
    const shown = [];
    for (const hit of hits.slice(0, SHOWN)) {
      const { path, title, head, body } = await engine.story(hit);
      const texts = [title, ...head, body].map((text) => new Text(text, traditional));
      shown.push([path, holds(texts, parts), snippet(texts.at(-1), parts)]);
    }
    found.push([hits.map(({ segment, number, score }) => [segment, number, score]), shown]);
  }
  return found;
}""".replace("SHOWN", str(SHOWN))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the browser is served."""
    shutil.copytree(ROOT / "overrides/assets/javascripts/search", tmp_path / "javascripts")
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
            path=f"{number}/",
            title=text(chance, 6),
            date=f"20{chance.randrange(10, 26)}",
            section="news",
            head=(text(chance, 10),),
            body=text(chance, 90),
        )
        for number in range(200)
    ]
    segments = [segment(stories[150:]), segment(stories[:150])]
    for made in segments:
        write(made, folder / "index" / made.name)
    places = [Place(made.name, len(made.stories), made.buckets) for made in segments]
    engine = Engine(places, lambda path: (folder / "index" / path).read_bytes())
    queries = [text(chance, 5) for _ in range(QUERIES)]
    here = []
    for query in queries:
        parts = parse(query)
        hits = engine.find(parts)
        shown = [proved(engine.story(hit), parts) for hit in hits[:SHOWN]]
        here.append([[[hit.segment, hit.number, hit.score] for hit in hits], shown])
    there = page.evaluate(ASK, [queries, [vars(place) for place in places], [*traditional().items()]])
    assert there == here
    proofs = [held for _, shown in here for _, held, _ in shown]
    assert len(proofs) > QUERIES / 4
    assert 0.5 < sum(proofs) / len(proofs) < 1, "most results hold what was asked for, and not all"


def proved(story: Mapping[str, Any], parts: Sequence[Part]) -> list[object]:
    """Return what a result shows: its path, whether it holds what was asked for, its snippet."""
    texts = [proof.text(text) for text in (story["title"], *story["head"], story["body"])]
    return [story["path"], proof.holds(texts, parts), [list(piece) for piece in proof.snippet(texts[-1], parts)]]


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


def write(made: Segment, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, data in made.files.items():
        (folder / name).write_bytes(data)
