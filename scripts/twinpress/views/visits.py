"""Visits: who is a robot, and which loads of a page are one reading of it.

Both need a reader's address and program, which are known for a moment and in memory alone: as a digest with a key that is
made anew in each run and never written, so that nobody can tell afterwards who it was.
"""

from __future__ import annotations

import re
import secrets
from functools import lru_cache
from hashlib import blake2b
from typing import Any

WINDOW = 30 * 60
"""Seconds within which another load of a page by the same reader is the same view."""
MONITORS = re.compile(r"Prometheus|Blackbox[- ]Exporter|check_http|StatusCake|HetrixTools", re.IGNORECASE)
"""Programs that watch over servers and that crawlerdetect does not know."""
SIZE = 12
"""Bytes of a digest."""


@lru_cache(maxsize=1)
def _detector() -> Any:
    from crawlerdetect import CrawlerDetect  # type: ignore[import-untyped]  # takes a while, and only an import needs it

    return CrawlerDetect()


@lru_cache(maxsize=8192)
def is_robot(agent: str) -> bool:
    """Tell whether a program that names itself so is none that a person reads with."""
    name = agent.strip()
    return name in ("", "-") or bool(MONITORS.match(name)) or bool(_detector().is_crawler(name))


class Visits:
    """Remembers who loaded which page within the last half hour of a log, and forgets it."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._since = 0
        self._young: dict[bytes, int] = {}
        self._old: dict[bytes, int] = {}
        """Two halves, so that forgetting costs nothing: what is older than the younger one has gone."""

    def begins(self, address: str, agent: str, page: str, second: int) -> bool:
        """Tell whether a load begins a view; it is remembered."""
        if abs(second - self._since) >= WINDOW:
            self._young, self._old = {}, self._young
            self._since = second
        named = f"{address}\0{agent}\0{page}".encode("utf-8", "surrogatepass")
        reader = blake2b(named, key=self._key, digest_size=SIZE).digest()
        last = self._young.get(reader, self._old.get(reader))
        self._young[reader] = second
        return last is None or abs(second - last) >= WINDOW
