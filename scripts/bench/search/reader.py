"""A reader: somebody with a browser who asks one search, for the first time or again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, Request

from bench.search.bench import Bench
from bench.search.contender import Contender
from bench.search.host import Host
from bench.workbench import ROOT

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
ALL = "async (text) => window.box.all?.(text) ?? []"


@dataclass(frozen=True)
class Opening:
    """How a search was opened and asked for the first time."""

    sent: int
    requests: int
    rounds: int
    phone: float


@dataclass(frozen=True)
class Repetition:
    """How a question was asked again."""

    milliseconds: float
    results: Sequence[str]
    """Names of all results; of ours the command line knows more."""


class Rounds:
    """Counts rounds of requests: one belongs to the round after the last that was answered when it was sent."""

    def __init__(self, page: Page):
        self.restart()
        page.on("request", self._sent)
        page.on("requestfinished", self._got)

    def restart(self) -> None:
        """Count from zero."""
        self.last = 0
        self._answered = 0
        self._of: dict[Request, int] = {}

    def _sent(self, request: Request) -> None:
        self._of[request] = self._answered + 1
        self.last = max(self.last, self._answered + 1)

    def _got(self, request: Request) -> None:
        self._answered = max(self._answered, self._of.get(request, 0))


class Reader:
    """Somebody who asks one contender in one language."""

    def __init__(self, browser: Browser, server: Host, bench: Bench, contender: Contender, language: str):
        self.server = server
        self.contender = contender
        self.folder = f"/served/{language}/{contender.name}/"
        self.place = bench.index(language, contender.name)
        self._page = browser.new_page()
        self._page.set_default_timeout(0)
        self._rounds = Rounds(self._page)
        self._session = self._page.context.new_cdp_session(self._page)

    def openings(self, texts: Sequence[str]) -> dict[str, Opening]:
        """Return for each question how it was asked first."""
        if self.contender.whole:
            return dict.fromkeys(texts, self._open(texts[0]))
        return {text: self._open(text) for text in texts}

    def asked_again(self, texts: Sequence[str]) -> dict[str, Repetition]:
        """Return for each question how it was asked when everything was there already."""
        self._arrive()
        self._page.evaluate(OPEN, self.folder)
        for text in texts:
            self._page.evaluate(WARM, [text, FIRST, 0])
        return {
            text: Repetition(median(self._page.evaluate(WARM, [text, FIRST, AGAIN])), self._all(text)) for text in texts
        }

    def close(self) -> None:
        """Close the page and forget all that it knew."""
        self._page.close()

    def _arrive(self, delay: float = 0.0) -> None:
        """Come to the page as somebody who was never here; from now on answers come ``delay`` seconds late."""
        self.server.restart()
        self._session.send("Network.clearBrowserCache")
        self._page.goto(self.server.address)
        self._page.evaluate(LOAD, self.contender.reader)
        self._rounds.restart()
        self.server.restart(delay)

    def _open(self, text: str) -> Opening:
        """Ask for the first time: once to see which requests wait for which answers, once to see how long it takes."""
        self._arrive(DELAY)
        self._page.evaluate(COLD, [self.folder, text, FIRST])
        rounds = self._rounds.last
        self._arrive()
        seconds = self._page.evaluate(COLD, [self.folder, text, FIRST]) / 1000
        traffic = self.server.traffic
        if traffic.missing:
            raise FileNotFoundError(", ".join(traffic.missing))
        phone = rounds * ROUND + traffic.sent / RATE + seconds * SLOWER
        return Opening(sent=traffic.sent, requests=traffic.requests, rounds=rounds, phone=phone)

    def _all(self, text: str) -> Sequence[str]:
        found: Sequence[str] = self._page.evaluate(ALL, text)
        return found


def folders(bench: Bench) -> dict[str, Path]:
    """Return what a browser gets to see: how each contender is asked, our search, and the indexes."""
    return {"bench": Path(__file__).parent, "code": SCRIPTS, "served": bench.served}
