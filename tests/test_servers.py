"""The configurations of web servers, as they are printed, in real servers on this machine: nginx and Caddy."""

from __future__ import annotations

import gzip
import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from conftest import PATIENCE, SITE
from twinpress import policy
from twinpress.archive import Archive
from twinpress.command import main
from twinpress.content import load
from twinpress.kinds import BEIJING
from twinpress.options import Options
from twinpress.outputs import redirects
from twinpress.publication import Publication
from twinpress.release import publish, rollback
from twinpress.site import bare

WRAPPER = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
  uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  include {folder}/site.conf;
}}
"""
CONFIGURATION = """
site_url: https://news.example{base}
plugins: [twinpress]
"""
LONG = "packed or not " * 200
FOR_EVER, DAY, MINUTE = "public, max-age=31536000, immutable", "public, max-age=86400", "public, max-age=60"
NAMED = {
    "search/zh/0123456789abcdef/b0.bin": FOR_EVER,
    "search/en/0123456789abcdef/facets.bin": FOR_EVER,
    "search/zh/01234567/g17.bin": FOR_EVER,
    "assets/0123456789abcdef/module.js": FOR_EVER,
    "assets/javascripts/module.0123abcd.js": FOR_EVER,
    "search/zh/directory.json": MINUTE,
    "search/zh/0123456/b0.bin": MINUTE,
    "search/zh/0123456789abcdeg/b0.bin": MINUTE,
    "search/zh/0123456789abcdef/more/b0.bin": MINUTE,
    "2025/0123456789abcdef/index.html": MINUTE,
    "2025/0123456789abcdef/plan.bin": MINUTE,
    "2025/0123456789abcdef/gate.png": DAY,
    "2025/park-opening/gate.800.0123456789abcdef.webp": FOR_EVER,
    "2025/park-opening/gate.0123456789abcdef.webp": DAY,
    "2025/search/0123456789abcdef/b0.bin": MINUTE,
}
"""How long files are kept whose name, or that of their folder, looks like a digest."""


class Server:
    """A server with the printed configuration, of which nothing but host and port are others."""

    def __init__(self, kind: str, folder: Path, printed: str):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        if kind == "nginx":
            text = printed.replace("listen 80;", f"listen 127.0.0.1:{self.port};").replace("    listen [::]:80;\n", "")
            (folder / "nginx.conf").write_text(WRAPPER.format(folder=folder), "utf-8")
            (folder / "site.conf").write_text(text, "utf-8")
            command = ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)]
        else:
            text = printed.replace("\nnews.example {", f"\nhttp://127.0.0.1:{self.port} {{")
            (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text, "utf-8")
            command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
        assert text != printed
        environment = {**os.environ, "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        with (folder / "said").open("w") as said:
            self.process = subprocess.Popen(command, stdout=said, stderr=said, env=environment)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError((folder / "said").read_text("utf-8"))

    def ask(self, path: str, packed: bool = False) -> tuple[int, Mapping[str, str], bytes]:
        """Return (status, headers, body) of a request; nothing is followed."""

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *args: object, **options: object) -> None:
                return None

        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Stay)
        headers = {"Accept-Encoding": "gzip"} if packed else {}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.headers, answer.read()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def needed(kind: str) -> None:
    """Skip visibly where the server is not installed; nginx must be there in CI."""
    if shutil.which(kind) is None:
        package = {"nginx": "nginx-light", "caddy": "caddy"}[kind]
        if kind == "nginx" and os.environ.get("CI"):
            pytest.fail(f"nginx is needed (Debian: apt-get install {package})")
        pytest.skip(f"{kind} is not installed (Debian: apt-get install {package})")


def printed(kind: str, dest: Path, config: Path) -> str:
    result = CliRunner().invoke(main, ["publish", str(dest), "--server", kind, "--config", str(config)])
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small site at https://news.example/archive/."""
    needed(request.param)
    folder = tmp_path_factory.mktemp(request.param)
    made = folder / "site"
    shutil.copytree(built, made)
    more = {".well-known/security.txt": "Contact: 编辑部", ".git/HEAD": "secret", "plan/a.json": "{}"}
    for name, text in {**more, **dict.fromkeys(NAMED, LONG)}.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, "utf-8")
    publish(made, folder / "dest", keep=5)
    running = Server(request.param, folder, printed(request.param, folder / "dest", SITE / "mkdocs.yml"))
    yield running
    running.stop()


@pytest.mark.parametrize(
    ("path", "kind", "cached"),
    [
        ("2025/second-talk/", "text/html; charset=utf-8", "public, max-age=60"),
        ("", "text/html; charset=utf-8", "public, max-age=60"),
        ("en/2025/second-talk/", "text/html; charset=utf-8", "public, max-age=60"),
        ("rss.xml", "application/xml; charset=utf-8", "public, max-age=60"),
        ("archive/2024.json", "application/json", "public, max-age=60"),
        ("2018/park-opening/opening.vtt", "text/vtt; charset=utf-8", "public, max-age=60"),
        ("2018/park-opening/plan.txt", "text/plain; charset=utf-8", "public, max-age=60"),
        (".well-known/security.txt", "text/plain; charset=utf-8", "public, max-age=60"),
        ("2018/park-opening/gate.png", "image/png", "public, max-age=86400"),
        ("assets/stylesheets/twinpress.css", "text/css; charset=utf-8", "public, max-age=60"),
    ],
)
def test_what_is_there(server: Server, built: Path, path: str, kind: str, cached: str) -> None:
    status, headers, body = server.ask(f"/archive/{path}")
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, kind, cached)
    file = path if path and not path.endswith("/") else f"{path}index.html"
    assert body == ("Contact: 编辑部".encode() if path.startswith(".") else (built / file).read_bytes())
    assert headers["Content-Encoding"] is None
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == policy.header(Options())


def test_whoever_takes_gzip_gets_what_was_packed_when_it_was_published(server: Server, built: Path) -> None:
    for path in ("2025/second-talk/", "rss.xml", "assets/stylesheets/twinpress.css"):
        status, headers, body = server.ask(f"/archive/{path}", packed=True)
        assert (status, headers["Content-Encoding"], headers["Vary"]) == (200, "gzip", "Accept-Encoding")
        data = (built / (path if "." in path else f"{path}index.html")).read_bytes()
        assert body == gzip.compress(data, 9, mtime=0)


def test_files_that_are_named_by_their_content_are_kept_for_ever(server: Server, built: Path) -> None:
    names = [path.relative_to(built).as_posix() for path in built.glob("assets/**/*.min.*")]
    assert names
    for name in names:
        assert server.ask(f"/archive/{name}")[1]["Cache-Control"] == FOR_EVER, name


def test_so_are_those_in_a_folder_that_is_below_the_assets_and_the_search(server: Server) -> None:
    assert {name: server.ask(f"/archive/{name}")[1]["Cache-Control"] for name in NAMED} == NAMED
    status, headers, _ = server.ask("/archive/search/zh/0123456789abcdef/g99.bin")
    assert (status, headers["Cache-Control"]) == (404, None), "it may come with the next release"


def test_the_index_of_the_search_is_sent_as_it_is(server: Server) -> None:
    status, headers, body = server.ask("/archive/search/zh/0123456789abcdef/b0.bin", packed=True)
    assert (status, headers["Content-Type"], headers["Content-Encoding"]) == (200, "application/octet-stream", None)
    assert body == LONG.encode()
    assert server.ask("/archive/search/zh/directory.json")[1]["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("nothing", "404.html"),
        ("2025/nothing/", "404.html"),
        ("en/nothing", "en/404.html"),
        ("en/2025/nothing.png", "en/404.html"),
        ("plan/", "404.html"),
        (".git/HEAD", "404.html"),
        ("_redirects", "404.html"),
        ("redirects.nginx.conf", "404.html"),
        ("redirects.caddy", "404.html"),
    ],
)
def test_what_is_not_there_is_said_in_the_language_of_the_place(
    server: Server, built: Path, path: str, page: str
) -> None:
    status, headers, body = server.ask(f"/archive/{path}")
    assert (status, body, headers["Content-Type"]) == (404, (built / page).read_bytes(), "text/html; charset=utf-8")
    assert headers["Cache-Control"] is None
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("old/talks/2.html", "2025/second-talk/"),
        ("old/talks/2.html?from=wechat", "2025/second-talk/"),
        ("old/talks", "2025/second-talk/"),
        ("show.asp?id=7", "2025/second-talk/"),
        ("show.asp", "2025/second-talk/"),
        (quote("旧闻/第二讲/"), "2025/second-talk/"),
        ("en/old/talk-2.html", "en/2025/second-talk/"),
        ("news/", "meetings/"),
    ],
)
def test_old_addresses_lead_on_for_good(server: Server, path: str, target: str) -> None:
    status, headers, _ = server.ask(f"/archive/{path}")
    assert (status, headers["Location"]) == (301, f"/archive/{target}")


def test_a_slash_that_was_forgotten_is_added(server: Server) -> None:
    status, headers, _ = server.ask("/archive/2025/second-talk")
    assert (status in (301, 308), headers["Location"]) == (True, "/archive/2025/second-talk/")


@pytest.mark.parametrize(
    "path",
    ["2023/removed-news/", "2023/removed-news", "2023/removed-news/list.pdf", "en/2023/removed-news/", "show.asp?id=8"],
)
def test_what_was_removed_is_gone_and_the_notice_says_so(server: Server, built: Path, path: str) -> None:
    for packed in (False, True):
        status, headers, body = server.ask(f"/archive/{path}", packed)
        body = gzip.decompress(body) if headers["Content-Encoding"] == "gzip" else body
        assert (status, body) == (410, (built / "2023/removed-news/index.html").read_bytes())
        assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_other_things_are_gone_too(server: Server, built: Path) -> None:
    for path in ("poll/", "people/zhao-an/"):
        assert server.ask(f"/archive/{path}")[::2] == (410, (built / "404.html").read_bytes())


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_no_reader_notices_a_publication(kind: str, tmp_path: Path) -> None:
    """A site at the root of its host, shown in turn in two versions and back while readers ask for its pages."""
    needed(kind)
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION.format(base="/"), "utf-8")
    pages = ["/", "/2025/a/", "/2025/b/", "/en/2025/a/"]
    files = [f"{page[1:]}index.html" for page in pages]
    versions = [f"{text}：" + "很长的一页。" * 5000 for text in "新旧"]
    made = tmp_path / "site"
    (tmp_path / "content").mkdir()
    nothing = Archive(load(tmp_path / "content", BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING))
    outputs = redirects.files(Publication(nothing, bare(tmp_path / "content")))
    lists = {output.path: output.make() for output in outputs}
    for name, data in {**dict.fromkeys((*files, "404.html", "en/404.html"), versions[0].encode()), **lists}.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(data)
    publish(made, tmp_path / "dest", keep=2)
    server = Server(kind, tmp_path, printed(kind, tmp_path / "dest", tmp_path / "mkdocs.yml"))
    answers: list[tuple[int, str]] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            for page in pages:
                for packed in (False, True):
                    status, headers, body = server.ask(page, packed)
                    body = gzip.decompress(body) if headers["Content-Encoding"] == "gzip" else body
                    answers.append((status, body.decode("utf-8")))

    readers = [threading.Thread(target=read) for _ in range(3)]
    try:
        for reader in readers:
            reader.start()
        for turn in range(20):
            for name in files:
                (made / name).write_text(versions[(turn + 1) % 2], "utf-8")
            publish(made, tmp_path / "dest", keep=2)
            if turn % 5 == 4:
                rollback(tmp_path / "dest")
        while len(answers) < 100:
            time.sleep(0.01)
    finally:
        over.set()
        for reader in readers:
            reader.join()
        server.stop()
    assert {status for status, _ in answers} == {200}
    assert {text for _, text in answers} == set(versions)


def test_a_name_that_a_configuration_cannot_hold_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION.format(base="/"), "utf-8")
    command = ["publish", str(tmp_path / "my site; $x"), "--server", "nginx", "--config", str(tmp_path / "mkdocs.yml")]
    result = CliRunner().invoke(main, command)
    assert (result.exit_code, result.stdout, "letters, digits" in result.stderr) == (2, "", True)
