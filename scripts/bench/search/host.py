"""A web server that counts: requests, and bytes as a good host would send them.

Texts are sent with gzip; all else as it is, for what is compressed already gains nothing. Counted are bodies: HTTP/2 makes
heads small. It may answer late, so that it can be seen which requests wait for which answers.
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import unquote, urlsplit

TEXTS = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
}
"""Types of the files that are sent with gzip, by suffix."""
LEVEL = 6
"""Of gzip, as servers have it."""
BLANK = b"<!doctype html><meta charset=utf-8><title>bench</title>"
"""The page at the root, in which a search is opened."""


@dataclass(frozen=True)
class Traffic:
    """What a server sent."""

    requests: int = 0
    sent: int = 0
    """Bytes."""
    missing: tuple[str, ...] = ()
    """Addresses at which there was nothing."""


class Host(ThreadingHTTPServer):
    """A server of some folders, each below its name; it listens on this machine alone."""

    request_queue_size = 64

    def __init__(self, folders: Mapping[str, Path]):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folders = folders
        self.delay = 0.0
        self.traffic = Traffic()
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        """Address of the root, with a slash at its end."""
        return f"http://127.0.0.1:{self.server_port}/"

    def restart(self, delay: float = 0.0) -> None:
        """Count from zero, and answer every request ``delay`` seconds late."""
        with self._lock:
            self.traffic, self.delay = Traffic(), delay

    def count(self, body: bytes | None, path: str) -> None:
        """Count an answer; None: there was nothing."""
        with self._lock:
            done = self.traffic
            missing = (*done.missing, path) if body is None else done.missing
            self.traffic = Traffic(done.requests + 1, done.sent + len(body or b""), missing)

    def file(self, path: str) -> Path | None:
        """Return the file at an address, if there is one."""
        name, _, rest = unquote(urlsplit(path).path).lstrip("/").partition("/")
        folder = self.folders.get(name)
        file = (folder / rest).resolve() if folder else None
        return file if file and folder and file.is_relative_to(folder.resolve()) and file.is_file() else None


@cache
def sent(file: Path) -> bytes:
    """Return the body with which a file is answered."""
    data = file.read_bytes()
    return gzip.compress(data, LEVEL, mtime=0) if file.suffix in TEXTS else data


@contextmanager
def serving(folders: Mapping[str, Path]) -> Iterator[Host]:
    """Serve as long as it is needed."""
    with Host(folders) as host:
        thread = threading.Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield host
        finally:
            host.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    """Answers from the folders of its server."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Host

    def do_GET(self) -> None:
        """Answer with a file, compressed where that helps."""
        if self.path == "/":
            return self._answer(HTTPStatus.OK, BLANK, {"Content-Type": TEXTS[".html"]})
        file = self.server.file(self.path)
        if file is None:
            self.server.count(None, self.path)
            return self._answer(HTTPStatus.NOT_FOUND, b"", {})
        body = sent(file)
        self.server.count(body, self.path)
        sleep(self.server.delay)
        heads = {"Content-Type": TEXTS.get(file.suffix, "application/octet-stream")}
        return self._answer(
            HTTPStatus.OK, body, {**heads, **({"Content-Encoding": "gzip"} if file.suffix in TEXTS else {})}
        )

    def _answer(self, status: HTTPStatus, body: bytes, heads: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**heads, "Content-Length": str(len(body)), "Cache-Control": "max-age=3600"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""
