"""What other sites, browsers and search engines are offered: oEmbed, OpenSearch, and addresses to tell them of."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from conftest import BASE, SITE
from twinpress import announcement, content, outputs, site
from twinpress.archive import Archive
from twinpress.command import main
from twinpress.kinds import BEIJING
from twinpress.metadata import describe
from twinpress.options import options
from twinpress.pages.view import Relation
from twinpress.publication import Publication

CONFIGURED = site.load(SITE / "mkdocs.yml")
KEY = "3f2a-twinpress-news"
ON: Mapping[str, Any] = {"oembed": True, "opensearch": True, "push": {"indexnow": KEY}}


def publication(url: str = BASE, **written: Any) -> Publication:
    archive = Archive(content.load(SITE / "content", BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING))
    found = options({"list_size": 2, "cache_dir": "", **written})
    return Publication(archive, replace(CONFIGURED, elsewhere=SITE / "content", url=url, options=found))


def made(**written: Any) -> dict[str, bytes]:
    return {output.path: output.make() for output in outputs.files(publication(**written))}


def relations(published: Publication, path: str) -> set[Relation]:
    """Return what the head of a page names for other programs."""
    page = next(page for pages in published.pages.values() for page in pages if page.path == path)
    view = describe(published.editions[page.language], page, page.view())
    return {relation for relation in view.relations if relation.type}


# --- off, nothing is there -----------------------------------------------------------------------------------------


def test_nothing_is_there_until_the_options_are_written() -> None:
    on, off = made(**ON), made()
    assert {path: data for path, data in on.items() if path in off} == off
    assert sorted(set(on) - set(off)) == [
        "2018/park-opening/oembed.json",
        "2024/course-1/oembed.json",
        "2024/course-2/oembed.json",
        "2024/course-3/oembed.json",
        "2024/meeting/oembed.json",
        "2025/first-talk/oembed.json",
        "2025/half-translated/oembed.json",
        "2025/second-talk/oembed.json",
        f"{KEY}.txt",
        "en/2018/park-opening/oembed.json",
        "en/2025/first-talk/oembed.json",
        "en/2025/second-talk/oembed.json",
        "en/opensearch.xml",
        "opensearch.xml",
    ]
    published = publication()
    assert {relation for path in ("", "en/", "2025/first-talk/") for relation in relations(published, path)} == set()


def test_without_an_address_of_the_site_nothing_can_be_offered() -> None:
    assert made(url="", **ON).keys() - made(url="").keys() == {f"{KEY}.txt"}
    assert relations(publication(url="", **ON), "2025/first-talk/") == set()


# --- oEmbed ------------------------------------------------------------------------------------------------------------


def test_an_article_says_how_others_show_it() -> None:
    files = made(oembed=True)
    assert json.loads(files["2025/first-talk/oembed.json"]) == {
        "version": "1.0",
        "type": "link",
        "title": "第一讲谈街道",
        "author_name": "王编辑",
        "provider_name": "试刊",
        "provider_url": BASE,
        "cache_age": 86400,
        "thumbnail_url": BASE + "2025/first-talk/street.png",
        "thumbnail_width": 16,
        "thumbnail_height": 10,
    }
    english = json.loads(files["en/2025/first-talk/oembed.json"])
    assert (english["provider_name"], english["provider_url"]) == ("Trial", BASE + "en/")


def test_the_head_of_an_article_leads_to_it() -> None:
    published = publication(oembed=True)
    for path, title in (("2025/first-talk/", "第一讲谈街道"), ("en/2025/first-talk/", "First talk: the street")):
        [found] = relations(published, path)
        assert (found.rel, found.type) == ("alternate", "application/json+oembed")
        assert found.href == f"{BASE}{path}oembed.json"
        assert found.title == title
    assert relations(published, "2023/removed-news/") == relations(published, "2023/expired-call/") == set()


# --- OpenSearch --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("opensearch.xml", ["试刊", "试刊", "测试用的小站", "zh-Hans", f"{BASE}search/?q={{searchTerms}}"]),
        (
            "en/opensearch.xml",
            ["Trial", "Trial", "A small site for tests", "en", f"{BASE}en/search/?q={{searchTerms}}"],
        ),
    ],
)
def test_browsers_can_ask_the_sites_search(path: str, said: list[str]) -> None:
    root = etree.fromstring(made(opensearch=True)[path])
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.tag == f"{space}OpenSearchDescription"
    names = ("ShortName", "LongName", "Description", "Language")
    page, own = root.iterfind(f"{space}Url")
    assert [root.findtext(space + name) for name in names] + [page.get("template")] == said
    assert (page.get("type"), own.get("rel"), own.get("template")) == ("text/html", "self", BASE + path)
    assert root.findtext(f"{space}Image") == f"{BASE}assets/images/favicon.svg"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("assets/images/favicon.svg", f"{BASE}assets/images/favicon.svg"),
        ("https://static.example.org/icon.png", "https://static.example.org/icon.png"),
        ("/favicon.ico", BASE.replace("/archive/", "/favicon.ico")),
    ],
)
def test_the_sites_icon_is_found_wherever_it_lies(tmp_path: Path, written: str, address: str) -> None:
    text = (SITE / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "mkdocs.yml").write_text(text.replace("assets/images/favicon.svg", written), "utf-8")
    published = publication(opensearch=True)
    for edition in published.editions.values():
        edition.site = replace(published.site, settings=site.load(tmp_path / "mkdocs.yml").settings)
    for output in outputs.opensearch.files(published):
        assert etree.fromstring(output.make()).findtext("{*}Image") == address


def test_a_long_name_is_cut_to_what_the_standard_allows() -> None:
    published = publication(opensearch=True)
    names = {"zh": "北京市妇女儿童工作委员会办公室新闻与档案", "en": "Beijing Women and Children News Archive"}
    for edition in published.editions.values():
        edition.site = replace(published.site, names=names)
    files = {output.path: output.make() for output in outputs.opensearch.files(published)}
    short = [etree.fromstring(data).findtext("{*}ShortName") for _, data in sorted(files.items())]
    assert short == ["Beijing Women", "北京市妇女儿童工作委员会办公室新"]


def test_every_page_names_the_search() -> None:
    published = publication(opensearch=True)
    href, kind = f"{BASE}en/opensearch.xml", "application/opensearchdescription+xml"
    assert relations(published, "en/trainings/") == {Relation(rel="search", type=kind, title="Trial", href=href)}


# --- telling search engines --------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a project with a key, in which a site of two articles was built."""
    text = (SITE / "mkdocs.yml").read_text("utf-8").replace("{list_size: 2,", f"{{push: {{indexnow: {KEY}}},")
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    build(tmp_path, {"2025/a/": "2025-03-01", "2024/b/": "2024-05-06"})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(project: Path, articles: Mapping[str, str]) -> None:
    """Write the sitemaps of a site."""
    shutil.rmtree(project / "site", ignore_errors=True)
    (project / "site/sitemap").mkdir(parents=True)
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    urls = "".join(f"<url><loc>{BASE}{path}</loc><lastmod>{day}</lastmod></url>" for path, day in articles.items())
    for name, inner in (("all", urls), ("pages", f"<url><loc>{BASE}</loc></url>")):
        (project / f"site/sitemap/{name}.xml").write_text(f"<urlset {space}>{inner}</urlset>", "utf-8")
    locations = "".join(f"<sitemap><loc>{BASE}sitemap/{name}.xml</loc></sitemap>" for name in ("all", "pages"))
    (project / "site/sitemap.xml").write_text(f"<sitemapindex {space}>{locations}</sitemapindex>", "utf-8")


def push(*words: str) -> tuple[int, str, str]:
    """Run ``twinpress push`` with a file of its own; return (exit status, standard output, standard error)."""
    done = CliRunner().invoke(main, ["push", words[0], "--told", f"{words[0]}.json", *words[1:]])
    return done.exit_code, done.stdout, done.stderr.rstrip("\n")


def accept(engine: str, batch: str) -> tuple[int, str, str]:
    """Say that an engine took what was printed."""
    Path("batch").write_text(batch, "utf-8")
    return push(engine, "--accepted", "batch")


def test_what_was_not_accepted_is_told_again(project: Path) -> None:
    whole = f"{BASE}2025/a/\n{BASE}2024/b/\n{BASE}\n"
    assert push("baidu") == (0, whole, "3 个网址，还有 0 个 · 3 addresses, 0 more")
    assert push("baidu") == (0, whole, "3 个网址，还有 0 个 · 3 addresses, 0 more")
    assert accept("baidu", whole) == (0, "", "")
    assert push("baidu") == (0, "", "没有新的网址 · nothing new")


def test_indexnow_hears_of_what_is_new_changed_and_gone(project: Path) -> None:
    push("indexnow", "--skip")
    build(project, {"2025/a/": "2025-04-01", "2025/c/": "2025-06-01"})
    status, said, _ = push("indexnow")
    assert status == 0
    assert json.loads(said) == {
        "host": "news.example",
        "key": KEY,
        "keyLocation": f"{BASE}{KEY}.txt",
        "urlList": [f"{BASE}2025/c/", f"{BASE}2025/a/", f"{BASE}2024/b/"],
    }


def test_baidu_is_told_no_address_that_is_gone_and_it_is_forgotten(project: Path) -> None:
    push("baidu", "--skip")
    build(project, {"2025/a/": "2025-03-01"})
    assert push("baidu") == (0, "", "没有新的网址 · nothing new")
    assert sorted(json.loads((project / "baidu.json").read_text("utf-8"))) == [BASE, f"{BASE}2025/a/"]


def test_a_batch_takes_what_it_can_and_the_next_one_the_rest(project: Path) -> None:
    assert push("baidu", "--limit", "2")[1:] == (
        f"{BASE}2025/a/\n{BASE}2024/b/\n",
        "2 个网址，还有 1 个 · 2 addresses, 1 more",
    )
    accept("baidu", f"{BASE}2025/a/\n{BASE}2024/b/\n")
    assert push("baidu", "--limit", "2")[1] == f"{BASE}\n"


def test_only_what_was_printed_last_can_be_accepted(project: Path) -> None:
    first = push("baidu", "--limit", "1")[1]
    second = push("baidu", "--limit", "2")[1]
    assert accept("baidu", first)[::2] == (
        2,
        "Error: batch 不是最近一次导出的内容，无法记为已告知；请重新导出、发送，再确认 · "
        "batch is not what was exported last, so nothing is noted: export again, send that, then accept it",
    )
    assert accept("baidu", second.replace("\n", "\r\n")) == (0, "", "")
    assert accept("baidu", second)[0] == 2, "once"
    assert push("baidu")[1] == f"{BASE}\n"


def test_wrong_use_is_said_in_both_languages(project: Path) -> None:
    (project / "baidu.json").write_text("[1]", "utf-8")
    assert push("baidu")[::2] == (
        2,
        "Error: 无法读取 baidu.json，可移走后重新开始：not a mapping of addresses to dates · "
        "cannot read baidu.json; move it away to begin anew: not a mapping of addresses to dates",
    )
    shutil.rmtree(project / "site")
    place = project / "site/sitemap.xml"
    assert push("indexnow")[::2] == (
        2,
        f"Error: 没有站点地图 {place}：请先生成网站，并在 mkdocs.yml 中写明 site_url · "
        f"there is no sitemap {place}: build the site, with a site_url in mkdocs.yml",
    )
    written = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(re.sub("(?m)^site_url: .*\n", "", written), "utf-8")
    assert push("indexnow")[::2] == (
        2,
        "Error: mkdocs.yml 中没有 site_url，IndexNow 不知道密钥在哪里 · there is no site_url in mkdocs.yml, by which IndexNow finds "
        "the key: write site_url: https://…/ there",
    )
    (project / "mkdocs.yml").write_text((SITE / "mkdocs.yml").read_text("utf-8"), "utf-8")
    assert push("indexnow")[::2] == (
        2,
        "Error: mkdocs.yml 中没有 push: {indexnow: 密钥} · there is no key in mkdocs.yml: write push: {indexnow: KEY} there",
    )


STATES = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", "2025", "2026"]))


@given(STATES, STATES, st.integers(1, 4), st.booleans())
def test_batches_end_with_an_engine_that_knows_what_the_site_states(
    known: dict[str, str], stated: dict[str, str], limit: int, gone: bool
) -> None:
    told: list[str] = []
    for _ in range(20):
        news = announcement.announcement(known, stated, limit, gone=gone)
        told += news.addresses
        known = dict(news.after)
        if not news.left:
            break
    assert known == stated
    assert len(told) == len(set(told))
