"""Formats of logs: what a line says of a page that somebody asked for.

nginx' and Apache's "combined" (https://nginx.org/en/docs/http/ngx_http_log_module.html), with the header ``Sec-Purpose`` behind it
where our configuration writes it; Caddy's JSON (https://caddyserver.com/docs/logging); the export of GoatCounter, a row for each
page view (https://www.goatcounter.com/help/export), in which columns are found by their names: versions differ in their order.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple

Form = Literal["nginx", "caddy", "goatcounter"]
QUOTED = r'"([^"\\]*(?:\\.[^"\\]*)*)"'
COMBINED = re.compile(
    rf"(\S+) \S+ (?:.*? )?\[([^\]\s]{{20}} [+-][0-9]{{4}})\] {QUOTED} ([0-9]{{3}}) (?:[0-9]+|-) {QUOTED} {QUOTED}(?: {QUOTED})?"
)
"""Address, moment, request, status, referrer, agent, purpose."""
TIME = "%d/%b/%Y:%H:%M:%S %z"
SEEN = ("200", "304")
"""Status of a page that a reader got, or had already: others never came to be read."""
HEADER = re.compile(r'\ufeff?"?[0-9]+,?Path"?,')
"""How the export of GoatCounter begins: the number of its version stands before the first name."""


class Load(NamedTuple):
    """A request, as a line tells of it. What it holds of a person never leaves memory."""

    second: int
    """Unix time."""
    path: str = ""
    """Of the page that was sent, without its query; empty where none was."""
    address: str = ""
    agent: str = ""
    robot: bool | None = None
    """Whether it was a program; None: the agent tells."""


class BrokenError(ValueError):
    """A line that is none of its format."""


Parse = Callable[[Iterable[str]], Iterator["Load | BrokenError | None"]]
"""Turns the lines of a file into what they say, one for each row; None: a line that says nothing."""


@lru_cache(1024)
def _second(written: str) -> int:
    """Return the second of a moment as "combined" writes it; many lines have the same."""
    return int(datetime.strptime(written, TIME).timestamp())


def _path(target: str) -> str:
    """Return the path of what a request names: proxies are asked for whole addresses."""
    path = target.partition("?")[0].partition("#")[0]
    if not path.startswith("/"):
        _, _, rest = path.partition("://")
        path = "/" + rest.partition("/")[2] if rest else ""
    return path


def nginx(lines: Iterable[str]) -> Iterator[Load | BrokenError | None]:
    """Read "combined"."""
    for line in lines:
        found = COMBINED.match(line)
        if found is None:
            yield BrokenError() if line.strip() else None
            continue
        address, moment, request, status, _, agent, purpose = found.groups()
        try:
            second = _second(moment)
        except (ValueError, OverflowError):
            yield BrokenError()
            continue
        method, _, rest = request.partition(" ")
        if status in SEEN and method in ("GET", "HEAD") and not (purpose and "prefetch" in purpose):
            yield Load(second, _path(rest.partition(" ")[0]), address, agent, True if method == "HEAD" else None)
        else:
            yield Load(second)


def caddy(lines: Iterable[str]) -> Iterator[Load | BrokenError | None]:
    """Read Caddy's JSON."""
    for line in lines:
        if not line.strip():
            yield None
            continue
        try:
            said = json.loads(line)
            yield _caddy(said)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            yield BrokenError()


def _caddy(said: Mapping[str, Any]) -> Load | None:
    if "request" not in said:
        return None  # what the server says of itself stands in the same log, if nobody has given it one of its own
    request, moment = said["request"], said["ts"]
    second = int(moment if isinstance(moment, int | float) else datetime.fromisoformat(moment).timestamp())
    headers = {str(name).lower(): " ".join(map(str, values)) for name, values in (request.get("headers") or {}).items()}
    purpose = "".join(headers.get(name, "") for name in ("sec-purpose", "purpose", "x-moz")).lower()
    if str(said["status"]) not in SEEN or request["method"] not in ("GET", "HEAD") or "prefetch" in purpose:
        return Load(second)
    address = str(request.get("client_ip") or request.get("remote_ip") or request.get("remote_addr") or "")
    robot = True if request["method"] == "HEAD" else None
    return Load(second, _path(str(request["uri"])), address, headers.get("user-agent", ""), robot)


def goatcounter(lines: Iterable[str]) -> Iterator[Load | BrokenError | None]:
    """Read the export of GoatCounter, which has told readers from robots and first visits from others already."""
    rows = csv.reader(lines)
    columns: Mapping[str, int] | None = None
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield BrokenError()
            continue
        if columns is None:
            columns = {re.sub(r"^\ufeff?[0-9]+,?", "", name.strip()): number for number, name in enumerate(row)}
            yield None if {"Path", "Event", "Bot", "FirstVisit", "Date"} <= columns.keys() else BrokenError()
            continue
        if not row:
            yield None
            continue
        try:
            path, event, bot, first, moment = (
                row[columns[name]] for name in ("Path", "Event", "Bot", "FirstVisit", "Date")
            )
            second = int(datetime.fromisoformat(moment).timestamp())
        except (KeyError, IndexError, ValueError, OverflowError):
            yield BrokenError()
            continue
        robot = bot not in ("0", "")
        counts = event not in ("true", "1") and (robot or first in ("true", "1"))
        yield Load(second, _path(path) if counts else "", robot=robot)


PARSERS: Mapping[Form, Parse] = {"nginx": nginx, "caddy": caddy, "goatcounter": goatcounter}


def guess(line: str) -> Form:
    """Return the format of a file by the first line that says anything."""
    if line.lstrip("\ufeff").startswith("{"):
        return "caddy"
    return "goatcounter" if HEADER.match(line) else "nginx"
