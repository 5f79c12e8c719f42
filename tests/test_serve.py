"""``twinpress serve``: a real server, asked as a browser asks, while files are edited under it."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest

from conftest import AS_OF, PATIENCE, ROOT, SITE
from twinpress.search import index

BASE = "/archive/"
EPOCH = re.compile(r"livereload\((\d+), \d+\);")


class Preview:
    """A copy of tests/site with a server of its own."""

    def __init__(self, folder: Path, *options: str, home: str = BASE):
        self.project = folder / "tests" / "site"
        shutil.copytree(SITE, self.project)
        shutil.copytree(ROOT / "overrides", folder / "overrides")
        self.edit("mkdocs.yml", BASE, home)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = [sys.executable, "-m", "twinpress", "serve", "--as-of", AS_OF, *options]
        self.process = subprocess.Popen(
            [*command, "--address", f"127.0.0.1:{self.port}"],
            cwd=self.project,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.lines: list[str] = []
        self.listener = Thread(target=self._listen)
        self.listener.start()
        self.until(lambda: any("Serving on" in line for line in self.lines))

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)

    @property
    def terminal(self) -> str:
        return "".join(self.lines)

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait for something; what the server has said meanwhile goes into the failure."""
        end = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < end, self.terminal
            assert self.process.poll() is None, self.terminal
            time.sleep(0.2)

    def ask(self, address: str, base: str = BASE) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of what is at an address."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", base + address)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    def page(self, address: str) -> str:
        status, headers, body = self.ask(address)
        assert (status, headers["content-type"]) == (200, "text/html"), address
        return body.decode()

    def epoch(self, address: str = "2024/meeting/") -> int:
        """Return the moment that a page's script compares with the server's."""
        found = EPOCH.search(self.ask(address)[2].decode())
        assert found
        return int(found[1])

    def edit(self, path: str, before: str, after: str) -> None:
        file = self.project / path
        text = file.read_text("utf-8")
        assert before in text
        file.write_text(text.replace(before, after, 1), "utf-8")

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.listener.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


Start = Callable[..., Preview]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return what starts a preview."""
    begun: list[Preview] = []

    def preview(*options: str, home: str = BASE) -> Preview:
        begun.append(Preview(tmp_path / str(len(begun)), *options, home=home))
        return begun[-1]

    yield preview
    for one in begun:
        one.close()


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview that is only looked at."""
    one = Preview(tmp_path_factory.mktemp("preview"))
    yield one
    one.close()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "试刊"),
        ("en/", "Trial"),
        ("2018/park-opening/", "<h1>"),
        ("en/2018/park-opening/", '<html lang="en"'),
        ("trainings/", 'class="list"'),
        ("en/organisations/federation/page/2/", "federation"),
        ("archive/", "2018"),
        ("about/", "<h1"),
        ("translations/", "<h1>待译文章</h1>"),
        ("en/translations/", "<h1>What to translate</h1>"),
        ("style/", "<h1>样式</h1>"),
        ("en/style/", "<h1>Style</h1>"),
        ("news/", 'http-equiv="refresh"'),
    ],
)
def test_pages_of_every_kind_are_made_when_they_are_asked_for(preview: Preview, address: str, words: str) -> None:
    page = preview.page(address)
    assert words in page
    assert EPOCH.search(page)


def test_a_page_is_the_same_as_in_a_build_but_for_its_host_the_script_and_the_policy_against_scripts(
    preview: Preview, built: Path
) -> None:
    page = re.sub(r"<script>\s*var livereload.*?</script>", "", preview.page("en/2025/first-talk/"), flags=re.S)
    built_page = (built / "en/2025/first-talk/index.html").read_text("utf-8")
    page, built_page = (
        re.sub(r'(?s)<svg role="img".*?</svg>', "", text) for text in (page, built_page)
    )  # the address as a code
    page = page.replace(f"http://127.0.0.1:{preview.port}/", "https://news.example/")
    ours = {line.strip() for line in page.splitlines()}
    theirs = re.sub('<meta http-equiv="Content-Security-Policy".*?>', "", built_page).splitlines()
    differing = [line for line in theirs if line.strip() not in ours]
    assert [line for line in differing if "127.0.0.1" not in line and "news.example" not in line] == []


@pytest.mark.parametrize(
    ("address", "kind", "beginning"),
    [
        ("rss.xml", "xml", b"<?xml"),
        ("en/topics/city/feed.json", "application/json", b"{"),
        ("archive.json", "application/json", b"{"),
        ("sitemap.xml", "xml", b"<?xml"),
        ("2018/park-opening/gate.png", "image/png", b"\x89PNG"),
        ("2025/first-talk/seating%20plan.txt", "text/plain", b""),
        ("assets/stylesheets/twinpress.css", "text/css", b"/*"),
    ],
)
def test_so_are_other_files(preview: Preview, address: str, kind: str, beginning: bytes) -> None:
    status, headers, body = preview.ask(address)
    assert (status, int(headers["content-length"])) == (200, len(body))
    assert kind in headers["content-type"]
    assert body
    assert body.startswith(beginning)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_search_is_that_of_the_built_site(preview: Preview, built: Path, language: str) -> None:
    folder = f"search/{language}"
    directory = (built / folder / index.DIRECTORY).read_bytes()
    assert preview.ask(f"{folder}/{index.DIRECTORY}")[2] == directory
    (first, *_) = json.loads(directory)["segments"]
    group = f"{folder}/{first['name']}/g0.bin"
    status, headers, body = preview.ask(group)
    assert (status, headers["content-type"], body) == (200, "application/octet-stream", (built / group).read_bytes())
    assert preview.ask(f"{folder}/0123456789abcdef/g0.bin")[0] == 404


def test_an_address_without_its_slash_leads_to_the_one_with_it(preview: Preview) -> None:
    status, headers, _ = preview.ask("en/2018/park-opening")
    assert (status, headers["location"]) == (302, "/archive/en/2018/park-opening/")


@pytest.mark.parametrize("address", ["2025/nothing/", "nothing.html", "../mkdocs.yml", "2018/park-opening/../../../x"])
def test_what_is_not_there_is_answered_with_the_404_page_of_the_site(preview: Preview, address: str) -> None:
    status, _, body = preview.ask(address)
    assert status == 404
    assert "没有找到这一页" in body.decode()
    assert "cannot be found" in body.decode()


@pytest.mark.parametrize(
    "name", ["2025/draft-news/secret.png", "2023/removed-news/gone.png", "2024/meeting/index.zh.md"]
)
def test_files_of_articles_that_nobody_may_read_are_not_there(preview: Preview, name: str) -> None:
    assert preview.ask(name)[0] == 404


def test_a_draft_is_there_only_where_it_was_asked_for(preview: Preview, start: Start) -> None:
    status, _, body = preview.ask("2025/draft-news/")
    assert status == 404
    assert "twinpress serve --drafts" in body.decode()
    shown = start("--drafts")
    assert "草稿预览" in shown.page("2025/draft-news/")
    assert "draft-news" in shown.page("archive/") + shown.page("2025/")


def test_the_handbook_is_made_for_whoever_asks_for_it(start: Start) -> None:
    preview = start()
    folder = preview.project / "docs" / "handbook"
    folder.mkdir()
    (folder / "index.zh.md").write_text("# 手册\n\n给编辑。\n", "utf-8")
    status, _, body = preview.ask("handbook/")
    assert (status, "手册正在生成" in body.decode()) == (503, True)
    assert EPOCH.search(body.decode())
    preview.until(lambda: preview.ask("handbook/")[0] == 200)
    assert "给编辑。" in preview.page("handbook/")


def test_what_is_saved_is_in_the_browser_that_waits_for_it(start: Start) -> None:
    preview = start()
    epoch = preview.epoch("2025/first-talk/")
    preview.edit("content/2025/first-talk/index.zh.md", "\n---\n", "\n---\n\n刚刚写下的一句话。\n")
    _, _, told = preview.ask(f"livereload/{epoch}/1", base="/")  # stands until there is something new
    assert int(told) > epoch
    assert "刚刚写下的一句话。" in preview.page("2025/first-talk/")
    assert "刚刚写下的一句话。" not in preview.page("en/2025/first-talk/")
    # a list shows another title, in an article that nobody looks at
    title = re.search(
        r"^title: (.*)$", (preview.project / "content/2018/park-opening/index.zh.md").read_text("utf-8"), re.M
    )
    assert title
    preview.edit("content/2018/park-opening/index.zh.md", title[1], "换了的标题")
    preview.until(lambda: "换了的标题" in preview.page("parks/") + preview.page("2018/"))
    # a new article, and one that goes
    shutil.copytree(preview.project / "content/2024/course-1", preview.project / "content/2024/course-9")
    assert "<h1>" in preview.page("2024/course-9/")
    assert preview.ask("2024/12/")[0] == 404  # a month without articles is no folder either
    shutil.rmtree(preview.project / "content/2024/course-9")
    preview.until(lambda: preview.ask("2024/course-9/")[0] == 404)


def test_what_the_pages_of_mkdocs_show_of_the_archive_is_renewed(start: Start) -> None:
    preview = start()
    before = preview.page("about/")
    assert "新设栏目" not in before
    preview.edit("content/vocabulary/sections.yml", "会议", "新设栏目")
    preview.until(lambda: "新设栏目" in preview.page("about/"))
    assert preview.epoch("about/") > int(EPOCH.findall(before)[0])


def test_a_change_in_docs_has_mkdocs_run_again(start: Start) -> None:
    preview = start()
    epoch = preview.epoch()
    with (preview.project / "docs" / "terms.zh.md").open("a", encoding="utf-8") as file:
        file.write("\n\n新的条款。\n")
    preview.until(lambda: "新的条款。" in preview.page("terms/"))
    assert preview.epoch() > epoch


def test_a_mistake_is_told_in_the_terminal_and_in_the_page(start: Start) -> None:
    preview = start()
    assert "remarks" not in preview.page("2024/meeting/")
    preview.edit("content/2024/meeting/index.zh.md", "section: meetings", "section: meetinks")
    preview.until(lambda: "remarks" in preview.page("2024/meeting/"))
    page = preview.page("2024/meeting/")
    place = r"content/2024/meeting/index\.zh\.md:6"
    assert re.search(rf"<code>{place}</code> ART\d\d\d 错误", page)
    assert re.search(rf"^{place}: ART\d\d\d 错误 error$", preview.terminal, re.M)
    assert "meetinks" in page
    preview.edit("content/2024/meeting/index.zh.md", "section: meetinks", "section: meetings")
    preview.until(lambda: "remarks" not in preview.page("2024/meeting/"))
    assert "content/2024/meeting: 没有问题 · nothing to report" in preview.terminal


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("section: meetings", 'section: "<b>alert"'),  # an article without a section has no page
        ("source:", 'topics: ["<b>alert"]\nsource:'),
    ],
)
def test_what_a_mistake_says_is_text_and_nothing_else(start: Start, before: str, after: str) -> None:
    preview = start()
    preview.page("2024/meeting/")
    preview.edit("content/2024/meeting/index.zh.md", before, after)
    preview.until(lambda: "&lt;b&gt;alert" in preview.ask("2024/meeting/")[2].decode())
    assert "<b>alert" not in preview.ask("2024/meeting/")[2].decode()


def test_a_front_matter_that_cannot_be_read_costs_one_page_and_not_the_server(start: Start) -> None:
    preview = start()
    preview.page("2025/second-talk/")
    preview.edit("content/2025/second-talk/index.zh.md", "---\n", "---\n: [\n")
    preview.until(lambda: "index.zh.md:2" in preview.ask("2025/second-talk/")[2].decode())
    status, _, body = preview.ask("2025/second-talk/")
    page = body.decode()
    assert status == 404
    assert "文章 2025/second-talk 没有网页" in page
    assert "The article 2025/second-talk has no page" in page
    assert EPOCH.search(page)
    assert "Traceback" not in page + preview.terminal
    preview.edit("content/2025/second-talk/index.zh.md", "---\n: [\n", "---\n")
    assert "<h1>" in preview.page("2025/second-talk/")


@pytest.mark.parametrize(
    ("text", "message"),
    [("{% broken %}", "overrides/article.html:1: TemplateSyntaxError"), ("{{ 1 / 0 }}", "ZeroDivisionError")],
)
def test_a_broken_template_is_named_in_both_languages(start: Start, text: str, message: str) -> None:
    preview = start()
    preview.page("2024/meeting/")
    template = preview.project.parents[1] / "overrides" / "article.html"
    whole = template.read_text("utf-8")
    template.write_text(
        whole.replace("{% block content %}", "{% block content %}" + text) if "1" in text else text + whole
    )
    with (preview.project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\n# read again\n")
    preview.until(lambda: preview.ask("2024/meeting/")[0] == 500)
    page = preview.ask("2024/meeting/")[2].decode()
    assert message in page
    assert "网页无法生成" in page
    assert "This page cannot be made" in page
    assert "Traceback" not in page + preview.terminal
    assert preview.ask("rss.xml")[0] == 200


def test_a_configuration_that_cannot_be_used_is_said_until_it_can(start: Start) -> None:
    preview = start()
    preview.edit("mkdocs.yml", "list_size: 2", "list_size: none")
    preview.until(lambda: preview.ask("2024/meeting/")[0] == 500)
    assert "list_size" in preview.ask("2024/meeting/")[2].decode()
    preview.edit("mkdocs.yml", "list_size: none", "list_size: 3")
    preview.until(lambda: preview.ask("2024/meeting/")[0] == 200)


def test_everything_is_checked_behind(start: Start) -> None:
    preview = start("--content", "content")
    preview.until(
        lambda: "已检查全部内容" in preview.terminal or re.search(r"\d+ (info|warning|error)", preview.terminal)
    )


def test_it_ends_when_it_is_told_to_and_leaves_nothing_behind(start: Start) -> None:
    preview = start()
    folder = re.search(r"to directory: (\S+)", preview.terminal)
    assert folder
    assert Path(folder[1]).is_dir()
    preview.close()
    assert preview.process.returncode == 0
    assert not Path(folder[1]).exists()
    assert "Traceback" not in preview.terminal


def test_a_site_at_the_root_of_its_host_lets_mkdocs_script_through(start: Start) -> None:
    preview = start(home="/")
    assert preview.ask("2024/meeting/", base="/")[0] == 200
    status, headers, told = preview.ask("livereload/0/1", base="/")
    assert (status, headers["content-type"], told.isdigit()) == (200, "text/plain", True)
