"""The benchmark of pages: what it opens, how it is served, and what it says. No test times anything."""

from __future__ import annotations

import gzip
import json
import urllib.request
from pathlib import Path

import pytest

from bench import program
from bench.speed import host, lighthouse, page, report, sites
from bench.speed.lighthouse import Failure, Report
from bench.speed.page import ARCHIVE, BARE, STOCK, STORIES, Page
from bench.speed.visit import Visit, blocked
from conftest import ROOT

ARTICLE = "# 会议\n" * 500

# --- pages and sites -------------------------------------------------------------------------------------------------


def test_every_page_of_the_stories_exists() -> None:
    """Sections, people and articles have their addresses from the content; the search page is always there."""
    content = ROOT / "content"
    paths = {one.path for one in page.FIXED if one.site == STORIES}
    assert paths == {"", page.ARTICLE, f"en/{page.ARTICLE}", "trainings/", "people/wei-jiang/", "search/"}
    assert {path.name for path in (content / page.ARTICLE).glob("index.*")} == {"index.zh.md", "index.en.md"}
    assert "\ntrainings:" in "\n" + (content / "vocabulary/sections.yml").read_text("utf-8")
    assert (content / "vocabulary/people/wei-jiang.yml").exists()


def test_of_the_archive_the_largest_page_of_each_kind_is_opened(tmp_path: Path) -> None:
    sizes = {
        "index.html": 9, "search/index.html": 3, "2024/index.html": 99, "2024/05/index.html": 99,
        "2024/a/index.html": 5, "2025/b/index.html": 7, "topics/index.html": 99, "topics/c/index.html": 4,
        "people/d/index.html": 4, "people/e/index.html": 3,
    }  # fmt: skip
    for name, size in sizes.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x" * size, "utf-8")
    opened = [one.path for one in page.pages({ARCHIVE: tmp_path}) if one.site == ARCHIVE]
    assert opened == ["", "2025/b/", "topics/c/", "people/d/", "search/"]
    (tmp_path / "people/d/index.html").unlink()
    (tmp_path / "people/e/index.html").unlink()
    with pytest.raises(ValueError, match="people"):
        page.pages({ARCHIVE: tmp_path})


def test_the_bare_page_has_the_words_of_an_article_and_nothing_else() -> None:
    text = '---\n{"title": "A & B"}\n---\n\nOne **word**.\n\n![A hall](hall.png "Hall"){ width=3 }\n\n## Next {#next}\n'
    assert sites.bare(text, "en") == (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<link rel="icon" href="data:,"><title>A &amp; B</title></head><body><h1>A &amp; B</h1>\n'
        '<p>One <strong>word</strong>.</p>\n<h2 id="next">Next</h2></body></html>\n'
    )


@pytest.mark.parametrize(
    "nginx",
    [
        None,
        pytest.param(program.NGINX, marks=pytest.mark.skipif(program.NGINX is None, reason="nginx is not installed")),
    ],
)
def test_sites_are_served_packed_with_or_without_nginx(tmp_path: Path, nginx: str | None) -> None:
    files = {"index.html": ARTICLE, "a/index.html": ARTICLE, "look.css": ARTICLE, "hall.png": "not a picture"}
    for name, text in files.items():
        (tmp_path / "made" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "made" / name).write_text(text, "utf-8")
    with host.serving({"one": tmp_path / "made"}, tmp_path / "host", nginx) as addresses:
        answers = {}
        for path in ("", "a/", "look.css", "hall.png"):
            request = urllib.request.Request(addresses["one"] + path, headers={"Accept-Encoding": "gzip"})
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
                answers[path] = (answer.headers["Content-Type"], answer.headers["Content-Encoding"], answer.read())
    packed = gzip.compress(ARTICLE.encode(), 9, mtime=0)
    assert answers == {
        "": ("text/html; charset=utf-8", "gzip", packed),
        "a/": ("text/html; charset=utf-8", "gzip", packed),
        "look.css": ("text/css; charset=utf-8", "gzip", packed),
        "hall.png": ("image/png", None, b"not a picture"),
    }


# --- what is counted -------------------------------------------------------------------------------------------------


def test_a_task_blocks_from_the_fiftieth_millisecond_once_there_is_something_to_tap() -> None:
    tasks = [(100.0, 300.0), (700.0, 260.0), (1000.0, 80.0), (1200.0, 50.0)]
    assert blocked(tasks, since=800.0) == (960 - 800 - 50) + (80 - 50)
    assert blocked([], since=0.0) == 0


SAID = {
    "categories": {
        "performance": {"score": 0.976, "auditRefs": [{"id": "lcp", "weight": 25}, {"id": "blocking", "weight": 0}]},
        "accessibility": {"score": 0.9, "auditRefs": [{"id": "image-alt", "weight": 10}, {"id": "focus", "weight": 0}]},
        "best-practices": {"score": 1, "auditRefs": [{"id": "csp", "weight": 0}]},
        "seo": {"score": None, "auditRefs": [{"id": "image-alt", "weight": 1}, {"id": "canonical", "weight": 1}]},
    },
    "audits": {
        "largest-contentful-paint": {"numericValue": 1500},
        "lcp": {"score": 0.95, "scoreDisplayMode": "numeric", "title": "LCP"},
        "blocking": {"score": 0.5, "scoreDisplayMode": "metricSavings", "title": "Render blocking requests"},
        "image-alt": {"score": 0, "scoreDisplayMode": "binary", "title": "Images lack words"},
        "focus": {"score": None, "scoreDisplayMode": "manual", "title": "Focus"},
        "csp": {"score": 0, "scoreDisplayMode": "informative", "title": "CSP"},
        "canonical": {"score": None, "scoreDisplayMode": "notApplicable", "title": "Canonical"},
    },
}
BLOCKING = Failure(category="performance", audit="blocking", weight=0, title="Render blocking requests")
WORDLESS = Failure(category="accessibility", audit="image-alt", weight=10, title="Images lack words")
JUDGED = Report(
    scores={"performance": 98, "accessibility": 90, "best-practices": 100, "seo": 0},
    lcp=1.5,
    failures=(WORDLESS, BLOCKING, Failure(category="seo", audit="image-alt", weight=1, title="Images lack words")),
)


def test_a_report_of_lighthouse_gives_scores_and_what_fails() -> None:
    assert lighthouse.read(json.loads(json.dumps(SAID))) == JUDGED


def test_a_page_that_lighthouse_could_not_open_has_no_scores() -> None:
    with pytest.raises(ValueError, match="did not paint"):
        lighthouse.read({**SAID, "runtimeError": {"code": "NO_FCP", "message": "The page did not paint"}})


# --- telling ---------------------------------------------------------------------------------------------------------


def seen(*seconds: float) -> list[Visit]:
    return [
        Visit(lcp=one, picture=one > 2, fcp=one / 2, tbt=0.08, cls=0.0123, sent=45_678, requests=7) for one in seconds
    ]


OURS = Page(site=STORIES, title="article, Chinese", path="a/", language="zh")
HOME = Page(site=STORIES, title="home", path="")
THEIRS = Page(site=STOCK, title="the same in Material", path="a/", language="zh")
FLOOR = Page(site=BARE, title="the same, bare", path="a/", language="zh")


def test_pages_are_compared_round_by_round_with_articles_of_others() -> None:
    visits = {OURS: seen(1, 2, 3), HOME: seen(2, 2, 2), THEIRS: seen(2, 2, 2), FLOOR: seen(0.5, 0.5, 1)}
    assert (
        report.tables(visits, {})
        == """\
### Opened on a slow telephone

| page | site | LCP, times the bare page | LCP, times Material | LCP, s | of a | FCP, s | TBT, ms | CLS | KB | requests |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| article, Chinese | the committed stories | 3.00 (2.00–4.00) | 1.00 (0.50–1.50) | 2.00 | picture or text | 1.00 | 80 | 0.012 | 45.7 | 7 |
| home | the committed stories | 4.00 (2.00–4.00) | 1.00 (1.00–1.00) | 2.00 | text | 1.00 | 80 | 0.012 | 45.7 | 7 |
| the same in Material | the committed stories | 4.00 (2.00–4.00) | 1 | 2.00 | text | 1.00 | 80 | 0.012 | 45.7 | 7 |
| the same, bare | one article | 1 | 0.25 (0.25–0.50) | 0.50 | text | 0.25 | 80 | 0.012 | 45.7 | 7 |

Later than 1.5 s: article, Chinese (the committed stories) 2.00 s, home (the committed stories) 2.00 s.
"""
    )


def test_scores_are_of_all_sites_and_failures_of_ours() -> None:
    better = Report(scores=dict.fromkeys(JUDGED.scores, 100), lcp=1.0, failures=(BLOCKING,))
    text = report.tables({OURS: seen(1.5)}, {OURS: [JUDGED, better, better], HOME: [better], THEIRS: [JUDGED]})
    assert text.partition("1.5 s.\n\n")[0].endswith("\nEvery page of ours is there within ")
    assert (
        text.partition("1.5 s.\n\n")[2]
        == """\
### Lighthouse

| page | site | performance | accessibility | best practices | SEO | LCP as reckoned, s |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
| article, Chinese | the committed stories | 100 | 100 | 100 | 100 | 1.00 |
| home | the committed stories | 100 | 100 | 100 | 100 | 1.00 |
| the same in Material | the committed stories | 98 | 90 | 100 | 0 | 1.50 |

### Audits that fail in Lighthouse

| audit | category | weight | pages |
| --- | ---: | ---: | ---: |
| `image-alt`: Images lack words | accessibility | 10 | `stories/a/` |
| `blocking`: Render blocking requests | performance | advice | all |
| `image-alt`: Images lack words | SEO | 1 | `stories/a/` |
"""
    )
    assert report.tables({}, {OURS: [Report(scores=better.scores, lcp=1, failures=())]}).endswith("\n\nNone.\n")
