"""Old addresses: the pages that lead on, and the exports for servers, asked of a real nginx."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import html

from conftest import BASE, PATIENCE

TALK = "https://news.example/archive/2025/second-talk/"


def stub(built: Path, name: str) -> html.HtmlElement:
    return html.document_fromstring((built / name).read_bytes())


@pytest.mark.parametrize(
    ("name", "way", "address"),
    [
        ("old/talks/2.html", "../../2025/second-talk/", "2025/second-talk/"),
        ("old/talks/index.html", "../../2025/second-talk/", "2025/second-talk/"),
        ("show.asp/index.html", "../2025/second-talk/", "2025/second-talk/"),
        ("旧闻/第二讲/index.html", "../../2025/second-talk/", "2025/second-talk/"),
        ("en/old/talk-2.html", "../../en/2025/second-talk/", "en/2025/second-talk/"),
        ("news/index.html", "../meetings/", "meetings/"),
    ],
)
def test_a_page_at_the_old_address_leads_to_the_new_one(built: Path, name: str, way: str, address: str) -> None:
    tree = stub(built, name)
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={way}"]
    assert tree.xpath("//a/@href") == [way]
    assert tree.xpath("//link[@rel='canonical']/@href") == [BASE + address]
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.get("lang") == ("en" if address.startswith("en/") else "zh-Hans")
    assert tree.xpath("//a")[0].text == tree.findtext(".//title")


def test_redirects_for_hosts_that_read_them(built: Path) -> None:
    removed = "/archive/2023/removed-news/ 410!"
    assert (built / "_redirects").read_text("utf-8").splitlines() == [
        "/archive/en/old/talk-2.html /archive/en/2025/second-talk/ 301",
        "/archive/news/ /archive/meetings/ 301",
        "/archive/old/talks /archive/2025/second-talk/ 301",
        "/archive/old/talks/2.html /archive/2025/second-talk/ 301",
        "/archive/show.asp /archive/2025/second-talk/ 301",
        "/archive/show.asp id=7 /archive/2025/second-talk/ 301",
        "/archive/%E6%97%A7%E9%97%BB/%E7%AC%AC%E4%BA%8C%E8%AE%B2/ /archive/2025/second-talk/ 301",
        f"/archive/2023/removed-news/ {removed}",
        f"/archive/2023/removed-news/list.pdf {removed}",
        f"/archive/en/2023/removed-news/ {removed}",
        f"/archive/old/removed.html {removed}",
        "/archive/people/zhao-an/ /archive/404.html 410!",
        "/archive/poll/ /archive/404.html 410!",
    ]


def test_redirects_for_caddy(built: Path) -> None:
    talk, removed = '"/archive/2025/second-talk/" ""', '"" "/archive/2023/removed-news/index.html"'
    assert (built / "redirects.caddy").read_text("utf-8").splitlines() == [
        "# Old addresses for Caddy. In the block of the site:  import <this file>",
        "map {path} {twinpress_path_moved} {twinpress_path_gone} {",
        '\t"/archive/en/old/talk-2.html" "/archive/en/2025/second-talk/" ""',
        '\t"/archive/news" "/archive/meetings/" ""',
        '\t"/archive/news/" "/archive/meetings/" ""',
        f'\t"/archive/old/talks" {talk}',
        f'\t"/archive/old/talks/" {talk}',
        f'\t"/archive/old/talks/2.html" {talk}',
        f'\t"/archive/show.asp" {talk}',
        f'\t"/archive/show.asp/" {talk}',
        f'\t"/archive/旧闻/第二讲" {talk}',
        f'\t"/archive/旧闻/第二讲/" {talk}',
        f'\t"/archive/2023/removed-news" {removed}',
        f'\t"/archive/2023/removed-news/" {removed}',
        f'\t"/archive/2023/removed-news/list.pdf" {removed}',
        f'\t"/archive/2023/removed-news/list.pdf/" {removed}',
        f'\t"/archive/en/2023/removed-news" {removed}',
        f'\t"/archive/en/2023/removed-news/" {removed}',
        f'\t"/archive/old/removed.html" {removed}',
        '\t"/archive/people/zhao-an" "" "/archive/404.html"',
        '\t"/archive/people/zhao-an/" "" "/archive/404.html"',
        '\t"/archive/poll" "" "/archive/404.html"',
        '\t"/archive/poll/" "" "/archive/404.html"',
        '\tdefault "" ""',
        "}",
        "map {uri} {twinpress_moved} {twinpress_gone} {",
        f'\t"/archive/show.asp?id=7" {talk}',
        f'\t"/archive/show.asp?id=8" {removed}',
        '\tdefault "{twinpress_path_moved}" "{twinpress_path_gone}"',
        "}",
        '@twinpress_gone expression `{twinpress_gone} != ""`',
        "error @twinpress_gone 410",
        '@twinpress_moved expression `{twinpress_moved} != ""`',
        "redir @twinpress_moved {twinpress_moved} 301",
    ]


def test_nothing_of_a_removed_article_is_at_its_old_address(built: Path) -> None:
    assert not (built / "old/removed.html").exists()


class Nginx:
    """A server that was told nothing but what the head of the exported file says."""

    def __init__(self, folder: Path, built: Path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        (folder / "www").mkdir()
        (folder / "www/archive").symlink_to(built)
        lines = (built / "redirects.nginx.conf").read_text("utf-8").splitlines()
        server = "\n".join(line.removeprefix("#   ") for line in lines if line.startswith("#   "))
        (folder / "nginx.conf").write_text(
            f"""
            daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
            events {{}}
            http {{
              types {{ text/html html; application/xml xml; }} charset utf-8;
              access_log off;
              client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
              uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
              include {built}/redirects.nginx.conf;
              server {{ listen 127.0.0.1:{self.port}; root {folder}/www; absolute_redirect off; index index.html;
                error_page 404 /archive/404.html;
                {server}
              }}
            }}
            """,
            "utf-8",
        )
        self.process = subprocess.Popen(
            ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)], stderr=subprocess.PIPE, text=True
        )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise AssertionError(self.process.communicate()[1])
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("nginx does not answer")

    def ask(self, path: str) -> tuple[int, str, str]:
        """Return (status, Location, body) of a request; nothing is followed."""

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *args: object, **options: object) -> None:
                return None

        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Stay)
        try:
            with opener.open(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
                return answer.status, "", answer.read().decode()
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.headers.get("Location", ""), answer.read().decode()


@pytest.fixture(scope="module")
def nginx(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    if shutil.which("nginx") is None:
        if os.environ.get("CI"):
            pytest.fail("nginx is needed (Debian: apt-get install nginx-light)")
        pytest.skip("nginx is not installed (Debian: apt-get install nginx-light)")
    server = Nginx(tmp_path_factory.mktemp("nginx"), built)
    yield server
    server.process.terminate()
    server.process.communicate()


TARGET = "/archive/2025/second-talk/"


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/archive/old/talks/2.html", TARGET),
        ("/archive/old/talks/2.html?from=wechat", TARGET),
        ("/archive/old/talks", TARGET),
        ("/archive/old/talks/", TARGET),
        ("/archive/show.asp?id=7", TARGET),
        ("/archive/show.asp", TARGET),
        (quote("/archive/旧闻/第二讲/"), TARGET),
        (quote("/archive/旧闻/第二讲"), TARGET),
        ("/archive/en/old/talk-2.html", "/archive/en/2025/second-talk/"),
        ("/archive/news/", "/archive/meetings/"),
    ],
)
def test_nginx_redirects_for_good(nginx: Nginx, asked: str, target: str) -> None:
    assert nginx.ask(asked)[:2] == (301, target)


@pytest.mark.parametrize(
    "asked",
    [
        "/archive/2023/removed-news/",
        "/archive/2023/removed-news",
        "/archive/2023/removed-news/list.pdf",
        "/archive/en/2023/removed-news/",
        "/archive/old/removed.html",
        "/archive/show.asp?id=8",
    ],
)
def test_nginx_says_that_what_was_removed_is_gone_and_shows_the_notice(nginx: Nginx, asked: str) -> None:
    status, _, body = nginx.ask(asked)
    assert status == 410
    assert "依法删除。" in body


def test_nginx_says_that_other_things_are_gone_or_there_or_not(nginx: Nginx) -> None:
    assert nginx.ask("/archive/poll/")[0] == 410
    assert nginx.ask("/archive/people/zhao-an/")[0] == 410
    assert "<title>404" in nginx.ask("/archive/poll/")[2]
    assert nginx.ask("/archive/2025/second-talk/")[0] == 200
    assert nginx.ask("/archive/nothing/")[0] == 404
