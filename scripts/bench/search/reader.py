"""Readers with a browser: ``python -m bench.search.reader FOLDER FILE --contenders NAME,NAME --browser PROGRAM``.

Every question is asked by somebody who opens the search for the first time, and by somebody who has asked it before. ``FILE`` gets the answers as JSON, by language and contender.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, Request, sync_playwright

from bench.search import host, query, record
from bench.search.answer import Answer
from bench.search.bench import LANGUAGES, Bench
from bench.search.contender import Contender, named
from bench.search.host import Host, Traffic
from bench.search.truth import Truth
from bench.workbench import ROOT
from twinpress.search import index, proof
from twinpress.search.engine import Hit
from twinpress.search.query import parse

SCRIPTS = ROOT / "overrides/assets/javascripts"
FIRST = 10
"""Results that are shown at first."""
DELAY = 0.05
"""Seconds by which answers come late where rounds of requests are counted."""
ROUND, RATE, SLOWER = 0.15, 200_000, 4
"""A telephone: seconds for a round of requests, bytes a second, and how many times as long its processor takes.

These are added up, as if nothing went on while it waits.
"""
AGAIN = 3
"""Times that a question is asked again; the median counts."""

LOAD = "async (reader) => { window.reader = await import(`/bench/${reader}.js`); }"
OPEN = "async (folder) => { window.box = await window.reader.open(folder); }"
COLD = """async ([folder, text, count]) => {
  const start = performance.now();
  window.box = await window.reader.open(folder);
  await window.box.first(text, count);
  return performance.now() - start;
}"""
WARM = """async ([text, count, times]) => {
  const found = [];
  for (let time = 0; time <= times; time++) {
    const start = performance.now();
    await window.box.first(text, count);
    found.push(performance.now() - start);
  }
  return found.slice(1);
}"""
ALL = "async (text) => window.box.all(text)"


@dataclass(frozen=True)
class Opening:
    """How a search was opened and asked for the first time."""

    sent: int
    requests: int
    rounds: int
    phone: float


class Rounds:
    """Counts rounds of requests: one belongs to the round after the last that was answered when it was sent."""

    def __init__(self, page: Page):
        self.last = 0
        self._answered = 0
        self._of: dict[Request, int] = {}
        page.on("request", self._sent)
        page.on("requestfinished", self._got)

    def _sent(self, request: Request) -> None:
        self._of[request] = self._answered + 1
        self.last = max(self.last, self._answered + 1)

    def _got(self, request: Request) -> None:
        self._answered = max(self._answered, self._of.get(request, 0))


class Reader:
    """Somebody who asks one contender in one language."""

    def __init__(self, browser: Browser, server: Host, bench: Bench, contender: Contender, language: str):
        self.browser = browser
        self.server = server
        self.contender = contender
        self.folder = f"/served/{language}/{contender.name}/"
        self.place = bench.index(language, contender.name)

    def page(self) -> Page:
        """Return a new page of somebody who was never here."""
        page = self.browser.new_context().new_page()
        page.set_default_timeout(0)
        page.goto(self.server.address)
        page.evaluate(LOAD, self.contender.reader)
        return page

    def open(self, text: str) -> Opening:
        """Ask for the first time."""
        seconds, traffic, _ = self._open(text)
        rounds = self._open(text, DELAY)[2]
        phone = rounds * ROUND + traffic.sent / RATE + seconds * SLOWER
        return Opening(sent=traffic.sent, requests=traffic.requests, rounds=rounds, phone=phone)

    def openings(self, texts: Sequence[str]) -> dict[str, Opening]:
        """Return for each question how it was asked first."""
        if self.contender.whole:
            return dict.fromkeys(texts, self.open(texts[0]))
        return {text: self.open(text) for text in texts}

    def _open(self, text: str, delay: float = 0.0) -> tuple[float, Traffic, int]:
        """Return seconds, traffic and rounds of requests."""
        page = self.page()
        with closing(page.context):
            rounds = Rounds(page)
            self.server.restart(delay)
            milliseconds = page.evaluate(COLD, [self.folder, text, FIRST])
            traffic = self.server.traffic
        if traffic.missing:
            raise FileNotFoundError(", ".join(traffic.missing))
        return milliseconds / 1000, traffic, rounds.last

    def asked_again(self, texts: Iterable[str]) -> dict[str, tuple[float, list[str]]]:
        """Return for each question the milliseconds that it takes when it was asked before, and names of all that is found."""
        page = self.page()
        self.server.restart()
        with closing(page.context):
            page.evaluate(OPEN, self.folder)
            for text in texts:
                page.evaluate(WARM, [text, FIRST, 0])
            return {text: (median(page.evaluate(WARM, [text, FIRST, AGAIN])), self._all(page, text)) for text in texts}

    def _all(self, page: Page, text: str) -> list[str]:
        return page.evaluate(ALL, text) if self.contender.reader != "twinpress" else []


def folders(bench: Bench) -> dict[str, Path]:
    """Return what a browser gets to see: how each contender is asked, our search, and the indexes."""
    return {"bench": Path(__file__).parent, "code": SCRIPTS, "served": bench.served}


def pages(contender: Contender, place: Path) -> Callable[[str], str]:
    """Return what tells an article's address from the name of a result."""
    if contender.reader != "pagefind":
        return str
    known = {file.stem: _url(file) for file in (place / "fragment").iterdir()}
    return known.__getitem__


def _url(fragment: Path) -> str:
    """Return the address of a page that Pagefind knows."""
    return str(json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(b"pagefind_dcd"))["url"]).lstrip("/")


def ours(place: Path) -> Callable[[str], tuple[set[str], set[str]]]:
    """Return what tells, for a question, the articles that our index finds, and those that are shown after the proof."""
    engine = index.engine(lambda path: (place / path).read_bytes())

    @cache
    def story(segment: int, number: int) -> tuple[str, list[proof.Text]]:
        known: Mapping[str, Any] = engine.story(Hit(segment, number, 0))
        return known["path"], [proof.text(text) for text in (known["title"], *known["head"], known["body"])]

    def answer(text: str) -> tuple[set[str], set[str]]:
        parts = parse(text)
        found = [story(hit.segment, hit.number) for hit in engine.find(parts)]
        return {path for path, _ in found}, {path for path, texts in found if proof.holds(texts, parts)}

    return answer


def answers(reader: Reader, truth: Truth, texts: Sequence[str]) -> list[Answer]:
    """Return what a contender answers to each question."""
    openings, again = reader.openings(texts), reader.asked_again(texts)
    if reader.contender.reader == "twinpress":
        look = ours(reader.place)
    else:
        name = pages(reader.contender, reader.place)
        look = lambda text: (set(map(name, again[text][1])),) * 2  # noqa: E731
    made = []
    for text in texts:
        opening, (found, shown) = openings[text], look(text)
        must, may = truth.must(text), truth.may(text)
        made.append(
            Answer(
                text=text,
                must=len(must),
                found=len(found),
                right=len(found & must),
                fair=len(found & may),
                shown=len(shown),
                shown_fair=len(shown & may),
                sent=opening.sent,
                requests=opening.requests,
                rounds=opening.rounds,
                warm=again[text][0],
                phone=opening.phone,
            )
        )
    return made


def main() -> None:
    """Ask as the command line says."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search.reader", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("folder", type=Path, help="the folder of a bench whose indexes are built")
    parser.add_argument("file", type=Path, help="where the answers go")
    parser.add_argument("--contenders", required=True, metavar="NAME,NAME")
    parser.add_argument("--browser", required=True, metavar="PROGRAM", help="Chromium")
    options = parser.parse_args()
    bench = Bench(options.folder, 0)
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    with host.serving(folders(bench)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.browser, args=["--no-sandbox"])
        for language in LANGUAGES:
            truth = Truth(record.read(bench.texts(language)))
            texts = [one.text for one in query.load(language) if truth.must(one.text)]
            found[language] = {
                one.name: [
                    asdict(answer) for answer in answers(Reader(browser, server, bench, one, language), truth, texts)
                ]
                for one in named(options.contenders.split(","))
            }
        browser.close()
    options.file.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
