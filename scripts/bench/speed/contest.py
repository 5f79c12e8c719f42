"""The contest: every page is opened in every round, with an empty cache; then Lighthouse judges those of MkDocs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import machine, program
from bench.measurement import FailedError
from bench.speed import host, lighthouse, sites
from bench.speed.page import BARE, Page, pages
from bench.speed.visit import Visit, visit

Visits = Mapping[Page, Sequence[Visit]]
Reports = Mapping[Page, Sequence[lighthouse.Report]]


def versions() -> Iterator[tuple[str, str]]:
    """Yield (program, its version) of what opens, serves and judges."""
    if program.CHROMIUM:
        yield "Chromium", machine.released(program.CHROMIUM, "--version")
    yield "Server", f"nginx {machine.released(program.NGINX, '-v')}" if program.NGINX else "Python’s"
    if program.lighthouse():
        yield "Lighthouse", program.LIGHTHOUSE


def hold(folder: Path, rounds: int, browser: str) -> tuple[Visits, Reports]:
    """Build, serve and visit everything in a new folder; no reports where Lighthouse is not installed.

    Raises FailedError where a program fails.
    """
    made = sites.build(folder)
    opened = pages(made)
    if program.NGINX is None:
        print(
            "没有 nginx，改用 Python 的服务器 · no nginx, served by Python: apt-get install nginx-light",
            file=sys.stderr,
        )
    with host.serving(made, folder / "host") as addresses:
        where = {page: addresses[page.site] + page.path for page in opened}
        return _visits(where, rounds, browser), _reports(where, rounds, browser, folder)


def _visits(where: Mapping[Page, str], rounds: int, chromium: str) -> Visits:
    """Open every page in every round; a round begins with another one each time."""
    found: dict[Page, list[Visit]] = {page: [] for page in where}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        visit(browser, next(iter(where.values())))  # not counted: the browser itself wakes up
        for number, page in _turns(list(where), rounds):
            seen = visit(browser, where[page])
            found[page].append(seen)
            print(f"{number} {page.name:<60} {seen.lcp:6.2f} s", file=sys.stderr, flush=True)
        browser.close()
    return found


def _reports(where: Mapping[Page, str], rounds: int, browser: str, folder: Path) -> Reports:
    tool = program.lighthouse()
    if tool is None:
        print("没有 npm 或 node，略过 Lighthouse · no npm or node, Lighthouse passed over", file=sys.stderr)
        return {}
    judged = [page for page in where if page.site != BARE]
    found: dict[Page, list[lighthouse.Report]] = {page: [] for page in judged}
    for number, page in _turns(judged, rounds):
        try:
            report = lighthouse.judge(tool, browser, where[page], folder)
        except FailedError as error:  # on a busy machine now and then a visit is not recorded; other rounds are
            print(f"{number} {page.name:<60} 略过 · passed over: {error}", file=sys.stderr, flush=True)
            continue
        found[page].append(report)
        print(f"{number} {page.name:<60} {' '.join(map(str, report.scores.values()))}", file=sys.stderr, flush=True)
    return {page: reports for page, reports in found.items() if reports}


def _turns(all_pages: Sequence[Page], rounds: int) -> list[tuple[int, Page]]:
    """Return (number of the round, page) in the order in which pages take their turns."""
    turns = []
    for number in range(1, rounds + 1):
        first = (number - 1) % len(all_pages)
        turns += [(number, page) for page in (*all_pages[first:], *all_pages[:first])]
    return turns
