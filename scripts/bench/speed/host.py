"""Web servers for built sites: nginx with the configuration that ``twinpress publish`` prints, else one of Python's with gzip."""

from __future__ import annotations

import gzip
import mimetypes
import os
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench import program
from bench.measurement import FailedError
from bench.workbench import ROOT
from twinpress import release, server, site
from twinpress.outputs import redirects

PATIENCE = 10
"""Seconds in which a server starts."""
WRAPPER = """\
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
  uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  include {folder}/site.conf;
}}
"""
NOTHING_MOVED = 'map "" $twinpress_moved { default ""; }\nmap "" $twinpress_gone { default ""; }\n'
"""For sites of others, which have no list of redirects."""
POLICY = re.compile(r"^    add_header Content-Security-Policy .*\n", re.M)
"""What must not hold there: their pages run scripts that stand in them."""
LISTEN = re.compile(r"(?:^    listen .*\n)+", re.M)
TEXTS = re.compile(r"text/.*|.*[+/](?:xml|json|javascript)")
"""Media types that are sent with gzip."""


@contextmanager
def serving(sites: Mapping[str, Path], folder: Path, nginx: str | None = program.NGINX) -> Iterator[Mapping[str, str]]:
    """Serve built sites, each at the root of a host of its own, on this machine alone; yield their addresses.

    ``folder``, a new one, is for what nginx needs. Raises FailedError where nginx does not start.
    """
    with ExitStack() as running:
        yield {
            name: running.enter_context(_nginx(made, folder / name, nginx) if nginx else _python(made))
            for name, made in sites.items()
        }


@contextmanager
def _nginx(made: Path, folder: Path, program: str) -> Iterator[str]:
    printed = server.configuration("nginx", folder / "public", site.load(ROOT / "mkdocs.yml"))
    if not (made / redirects.NGINX).exists():
        (made / redirects.NGINX).write_text(NOTHING_MOVED, "utf-8")
        printed = POLICY.sub("", printed)
    release.publish(made, folder / "public", keep=1)
    port = _free_port()
    (folder / "site.conf").write_text(LISTEN.sub(f"    listen 127.0.0.1:{port};\n", printed, count=1), "utf-8")
    (folder / "nginx.conf").write_text(WRAPPER.format(folder=folder), "utf-8")
    log = folder / "said.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [program, "-c", folder / "nginx.conf", "-p", folder, "-e", folder / "error.log"], stdout=said, stderr=said
        )
    try:
        for _ in range(PATIENCE * 20):
            if process.poll() is not None:
                raise FailedError(f"nginx: {log.read_text('utf-8', 'replace')[-500:]}")
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _python(made: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=os.fspath(made))) as host:
        thread = threading.Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{host.server_port}/"
        finally:
            host.shutdown()
            thread.join()


class _Handler(SimpleHTTPRequestHandler):
    """Answers with files of a folder, texts with gzip."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file, or the index of a folder."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind, body = mimetypes.guess_type(file)[0] or "application/octet-stream", file.read_bytes()
        self.send_response(HTTPStatus.OK)
        if TEXTS.fullmatch(kind):
            body = gzip.compress(body, 9, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""
