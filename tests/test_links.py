"""What a written link target leads to."""

from __future__ import annotations

from datetime import datetime

import pytest

from conftest import SITE
from twinpress import content, site
from twinpress.archive import Archive
from twinpress.kinds import BEIJING
from twinpress.links import resolve
from twinpress.pages.page import relative
from twinpress.publication import Publication

CONFIGURED = site.load(SITE / "mkdocs.yml")
ARCHIVE = Archive(content.load(SITE / "content", BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING))
PAGES = Publication(ARCHIVE, CONFIGURED).addresses


@pytest.mark.parametrize(
    ("written", "kind", "path", "fragment"),
    [
        ("/2025/second-talk/", "article", "2025/second-talk/", ""),
        ("/2025/second-talk", "article", "2025/second-talk/", ""),
        ("/en/2025/second-talk/#a", "article", "2025/second-talk/", "a"),
        ("../second-talk/", "article", "2025/second-talk/", ""),
        ("../second-talk/index.en.md#a", "article", "2025/second-talk/", "a"),
        ("../../2024/meeting/index.zh.md", "article", "2024/meeting/", ""),
        ("index.en.md", "article", "2025/first-talk/", ""),
        ("/about/", "page", "about/", ""),
        ("/trainings/page/1/", "page", "trainings/page/1/", ""),
        ("/", "page", "", ""),
        ("plan.txt", "file", "plan.txt", ""),
        ("seating%20plan.txt", "file", "seating plan.txt", ""),
        ("/2025/first-talk/plan.txt", "file", "plan.txt", ""),
        ("java&#115;cript:alert(1)", "unsafe", "javascript:alert(1)", ""),
        ("./plan.txt", "file", "plan.txt", ""),
        ("plan.txt#page=2", "file", "plan.txt", "page=2"),
        ("lost.pdf", "dead", "lost.pdf", ""),
        ("/2025/no-such-story/", "dead", "2025/no-such-story/", ""),
        ("../../../etc/passwd", "dead", "../../../etc/passwd", ""),
        ("", "dead", "", ""),
        ("#小结", "anchor", "", "小结"),
        ("#%E5%B0%8F%E7%BB%93", "anchor", "", "小结"),
        ("https://news.example/archive/2025/second-talk/", "own", "/2025/second-talk/", ""),
        ("https://news.example/other/", "external", "https://news.example/other/", ""),
        ("https://elsewhere.example/a", "external", "https://elsewhere.example/a", ""),
        ("//elsewhere.example/a", "external", "//elsewhere.example/a", ""),
        ("mailto:desk@news.example", "external", "mailto:desk@news.example", ""),
        ("JavaScript:alert(1)", "unsafe", "JavaScript:alert(1)", ""),
        ("data:text/html,x", "unsafe", "data:text/html,x", ""),
        ("C:\\Users\\me\\photo.jpg", "unsafe", "C:\\Users\\me\\photo.jpg", ""),
        ("http://[broken", "dead", "http://[broken", ""),
    ],
)
def test_targets(written: str, kind: str, path: str, fragment: str) -> None:
    target = resolve(written, ARCHIVE.by_path["2025/first-talk"], ARCHIVE, CONFIGURED, PAGES)
    assert (target.kind, target.path, target.fragment) == (kind, path, fragment)


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("/2025/second-talk/", None),
        ("/en/2025/second-talk/", "en"),
        ("../second-talk/index.zh.md", "zh"),
        ("/about/", None),
    ],
)
def test_a_link_may_name_the_language(written: str, language: str | None) -> None:
    assert resolve(written, ARCHIVE.by_path["2025/first-talk"], ARCHIVE, CONFIGURED, PAGES).language == language


@pytest.mark.parametrize(
    ("path", "here", "way"),
    [
        ("2024/meeting/", "2025/first-talk/", "../../2024/meeting/"),
        ("2024/meeting/", "en/2025/first-talk/", "../../../2024/meeting/"),
        ("", "2025/first-talk/", "../../"),
        ("2025/first-talk/", "", "2025/first-talk/"),
        ("a/", "a/", "../a/"),
        ("", "", "./"),
        ("2025/a/x.png", "en/2025/a/", "../../../2025/a/x.png"),
    ],
)
def test_relative(path: str, here: str, way: str) -> None:
    assert relative(path, here) == way
