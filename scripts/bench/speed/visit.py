"""One visit of a page by somebody who was never there, on a slow telephone: a Chromium that is told to be one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, ViewportSize

VIEWPORT: ViewportSize = {"width": 412, "height": 823}
DENSITY = 1.75
"""The telephone of Lighthouse 12, a Moto G Power: ``core/config/constants.js``."""
SLOWER = 4
"""How many times as long the processor takes, as there: ``cpuSlowdownMultiplier`` of ``mobileSlow4G``."""
SLOW_4G = {
    "offline": False,
    "latency": 150 * 3.75,
    "downloadThroughput": int(1.6 * 1024 * 0.9 * 1024 / 8),
    "uploadThroughput": int(750 * 0.9 * 1024 / 8),
}
"""Slow 4G as Lighthouse 12 applies it in a browser (``mobileSlow4G``: ``requestLatencyMs``, …) and as the browser's own tools call it.

It stands for 150 ms there and back, 1.6 Mbit/s down and 750 kbit/s up. A browser delays whole requests and not packets, so
each waits 3.75 times as long, as if it had to open a connection first, and gets nine tenths of the rate. Milliseconds; bytes a second.
"""
QUIET = 1000
"""Milliseconds that nothing was sent before a page counts as finished."""
LONG = 50
"""Milliseconds of a task that nobody notices: https://web.dev/articles/tbt."""
WATCH = """
globalThis.seen = {lcp: 0, picture: false, cls: 0, tasks: []};
const watch = (type, see) => new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({type, buffered: true});
watch("largest-contentful-paint", (entry) => { seen.lcp = entry.startTime; seen.picture = Boolean(entry.url); });
watch("layout-shift", (entry) => { seen.cls += entry.hadRecentInput ? 0 : entry.value; });
watch("longtask", (entry) => { seen.tasks.push([entry.startTime, entry.duration]); });
"""
TELL = """() => ({...seen, fcp: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0})"""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What a visitor sees, and when; in seconds from the click."""

    lcp: float
    """When the largest picture or piece of text was there."""
    picture: bool
    """Whether that was a picture."""
    fcp: float
    """When there was anything."""
    tbt: float
    """How long, in all, he would have waited for an answer to a tap: what tasks took above ``LONG``."""
    cls: float
    """All shifts of what was there already, added up: shares of the window times shares of the way."""
    sent: int
    """Bytes of answers with their heads, as they were packed."""
    requests: int


def visit(browser: Browser, address: str) -> Visit:
    """Open a page with an empty cache. Raises playwright's errors where it does not open."""
    with closing(
        browser.new_context(viewport=VIEWPORT, device_scale_factor=DENSITY, is_mobile=True, has_touch=True)
    ) as context:
        page = context.new_page()
        client = context.new_cdp_session(page)
        traffic = {"sent": 0.0, "requests": 0}

        def arrived(event: Mapping[str, Any]) -> None:
            traffic["sent"] += event["encodedDataLength"]

        def asked(event: Mapping[str, Any]) -> None:
            traffic["requests"] += event["request"]["url"].startswith("http")

        client.on("Network.loadingFinished", arrived)
        client.on("Network.requestWillBeSent", asked)
        client.send("Network.enable")
        client.send("Network.emulateNetworkConditions", SLOW_4G)
        client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(WATCH)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(QUIET)
        seen = page.evaluate(TELL)
    return Visit(
        lcp=seen["lcp"] / 1000,
        picture=seen["picture"],
        fcp=seen["fcp"] / 1000,
        tbt=blocked(seen["tasks"], seen["fcp"]) / 1000,
        cls=seen["cls"],
        sent=int(traffic["sent"]),
        requests=int(traffic["requests"]),
    )


def blocked(tasks: list[tuple[float, float]], since: float) -> float:
    """Return what tasks, (start, duration), took above ``LONG`` after something was to be seen; milliseconds."""
    return sum(max(0.0, min(duration, start + duration - since) - LONG) for start, duration in tasks)
