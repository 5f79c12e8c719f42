"""Feeds: read back as feed readers do, held to their specifications, and compared to the letter."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from conftest import BASE, ROOT, SITE
from twinpress import content, outputs, site
from twinpress.archive import Archive
from twinpress.kinds import BEIJING, CONTROL, SLUG
from twinpress.outputs import feeds
from twinpress.outputs.feeds import atom, jsonfeed, rss
from twinpress.outputs.feeds.feed import Category, Feed, Item
from twinpress.outputs.feeds.text import WORDS
from twinpress.pages.channel import FORMATS, NEWEST
from twinpress.publication import Publication

GOLDEN = Path(__file__).parent / "golden" / "feeds"
CONFIGURED = site.load(SITE / "mkdocs.yml")
HELD = {
    "": [
        "2025/half-translated/",
        "2025/second-talk/",
        "2025/first-talk/",
        "2024/meeting/",
        "2024/course-3/",
        "2024/course-2/",
        "2024/course-1/",
        "2018/park-opening/",
    ],
    "trainings/": [
        "2025/second-talk/",
        "2025/first-talk/",
        "2024/course-3/",
        "2024/course-2/",
        "2024/course-1/",
    ],
    "meetings/": ["2025/half-translated/", "2024/meeting/"],
    "parks/": ["2018/park-opening/"],
    "topics/city/": ["2025/first-talk/"],
    "topics/small-parks/": ["2018/park-opening/"],
    "topics/calls/": [],
    "en/": ["en/2025/second-talk/", "en/2025/first-talk/", "en/2018/park-opening/"],
    "en/trainings/": ["en/2025/second-talk/", "en/2025/first-talk/"],
    "en/meetings/": [],
    "en/parks/": ["en/2018/park-opening/"],
    "en/topics/city/": ["en/2025/first-talk/"],
    "en/topics/small-parks/": ["en/2018/park-opening/"],
    "en/topics/calls/": [],
}
"""Every list that has feeds, with the articles in them: public ones, in the list's language, the newest first."""
ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{1,31}:[\w:-]+")


def publication(root: Path = SITE / "content", when: str = "2026-01-01", url: str = BASE) -> Publication:
    archive = Archive(content.load(root, BEIJING), datetime.fromisoformat(when).replace(tzinfo=BEIJING))
    return Publication(archive, replace(CONFIGURED, elsewhere=root, url=url))


def made(root: Path = SITE / "content", **options: str) -> dict[str, bytes]:
    return {output.path: output.make() for output in feeds.files(publication(root, **options))}


def every_text(built: Path) -> Iterator[tuple[str, str]]:
    """Yield (where, HTML) of every item of every feed."""
    for address in HELD:
        for item in etree.parse(built / address / "rss.xml").iterfind("channel/item"):
            yield f"{address}rss.xml", item.findtext(ENCODED)
        for entry in etree.parse(built / address / "atom.xml").iterfind(f"{ATOM}entry"):
            yield f"{address}atom.xml", entry.findtext(f"{ATOM}content")
        for item in json.loads((built / address / "feed.json").read_text("utf-8"))["items"]:
            yield f"{address}feed.json", item["content_html"]


# --- which feeds there are, and what is in them --------------------------------------------------------------------


def test_every_list_of_a_section_or_topic_has_a_feed_in_each_format(built: Path) -> None:
    found = {path.relative_to(built).as_posix() for form in FORMATS for path in built.rglob(form.file)}
    assert found == {address + form.file for address in HELD for form in FORMATS}


@pytest.mark.parametrize("address", HELD)
def test_feeds_hold_what_the_public_can_read_in_their_language(built: Path, address: str) -> None:
    wanted = [BASE + path for path in HELD[address]]
    assert [
        item.findtext("link") for item in etree.parse(built / address / "rss.xml").iterfind("channel/item")
    ] == wanted
    links = etree.parse(built / address / "atom.xml").iterfind(f"{ATOM}entry/{ATOM}link[@rel='alternate']")
    assert [link.get("href") for link in links] == wanted
    assert [item["url"] for item in json.loads((built / address / "feed.json").read_text("utf-8"))["items"]] == wanted


@pytest.mark.parametrize("path", ["trainings/rss.xml", "en/atom.xml", "topics/city/feed.json"])
def test_golden_feeds(built: Path, path: str) -> None:
    """One feed in each format, to the letter. After a wanted change: delete tests/golden/feeds, run, read the diff."""
    file = GOLDEN / path.replace("/", ".")
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_bytes((built / path).read_bytes())
        pytest.fail(f"{file} was missing and is written: read it, commit it")
    assert (built / path).read_text("utf-8") == file.read_text("utf-8")


def test_without_an_address_of_the_site_there_are_no_feeds() -> None:
    assert made(url="") == {}
    assert {view.feeds for view in (page.view() for page in publication(url="").pages["zh"])} == {()}


def test_no_other_address_can_be_that_of_a_feed() -> None:
    """Articles are two levels deep below a year; lists are named by ids; an id has no dot."""
    assert [form.file for form in FORMATS if SLUG.fullmatch(form.file)] == []
    paths = [output.path for output in outputs.files(publication())]
    assert sorted(paths) == sorted(set(paths))
    pages = {page.path for pages in publication().pages.values() for page in pages}
    assert {path for path in paths if path + "/" in pages} == set()


# --- as readers read them ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", HELD)
@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_feedparser_reads_every_feed(built: Path, address: str, name: str) -> None:
    """It knows no JSON Feed: those are read as what they are, below."""
    read = feedparser.parse((built / address / name).read_bytes())
    assert not read.bozo
    assert read.version == {"rss.xml": "rss20", "atom.xml": "atom10"}[name]
    assert read.feed.link == BASE + address
    assert read.feed.language == ("en" if address.startswith("en/") else "zh-Hans")
    assert [entry.link for entry in read.entries] == [BASE + path for path in HELD[address]]
    for entry in read.entries:
        assert entry.id.startswith("urn:twinpress:")
        assert entry.author
        assert entry.tags
        assert entry.summary
        assert entry.content[0].value
        assert entry.updated_parsed >= entry.published_parsed


def test_a_reader_is_told_the_same_in_every_format(built: Path) -> None:
    """Everything that is known of the first talk; its text is under golden."""
    (item,) = json.loads((built / "en/topics/city/feed.json").read_text("utf-8"))["items"]
    text = item.pop("content_html")
    picture = f"{BASE}2025/first-talk/street.png"
    assert item == {
        "id": "urn:twinpress:01AAAAAAA1:en",
        "url": f"{BASE}en/2025/first-talk/",
        "title": "First talk: the street",
        "summary": "Li Ming on how children cross a street.",
        "date_published": "2025-03-01T09:30:15+08:00",
        "date_modified": "2025-03-03T00:00:00+08:00",
        "authors": [{"name": "王编辑"}],
        "tags": ["Trainings", "Child-friendly city"],
        "language": "en",
        "image": picture,
        "attachments": [{"url": picture, "mime_type": "image/png", "size_in_bytes": 80}],
    }
    for name in ("rss.xml", "atom.xml"):
        (entry,) = feedparser.parse((built / "en/topics/city" / name).read_bytes(), sanitize_html=False).entries
        assert (entry.id, entry.link, entry.title, entry.summary) == (
            item["id"],
            item["url"],
            item["title"],
            item["summary"],
        )
        assert entry.content[0].value == text
        assert [(file.href, file.type, file.length) for file in entry.enclosures] == [(picture, "image/png", "80")]
        assert entry.published_parsed[:6] == (2025, 3, 1, 1, 30, 15)  # in UTC
        assert entry.updated_parsed[:6] == (2025, 3, 2, 16, 0, 0)
        assert [tag.label or tag.term for tag in entry.tags] == item["tags"]
        assert entry.author == "王编辑"


def test_every_link_is_absolute_and_leads_somewhere(built: Path) -> None:
    checked = 0
    for where, text in every_text(built):
        for element, _, target, _ in html.fragment_fromstring(text, create_parent="div").iterlinks():
            checked += 1
            url, fragment = urldefrag(target)
            if not url.startswith(BASE):
                assert url.startswith("https://federation.example/"), f"{where}: <{element.tag}> {target}"
                continue
            path = unquote(url.removeprefix(BASE))
            file = built / path / "index.html" if not path or path.endswith("/") else built / path
            assert file.is_file(), f"{where}: {target}"
            assert not fragment or html.parse(file).xpath("//*[@id=$id]", id=fragment), f"{where}: {target}"
    assert checked > 50


# --- what the specifications ask -----------------------------------------------------------------------------------


def absolute(url: str | None) -> bool:
    return bool(url) and urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).netloc)


@pytest.mark.parametrize("address", HELD)
def test_rss_is_as_the_specification_says(built: Path, address: str) -> None:
    """RSS 2.0, https://www.rssboard.org/rss-specification: required elements, their number and their forms."""
    root = etree.parse(built / address / "rss.xml").getroot()
    assert (root.tag, root.get("version"), [child.tag for child in root]) == ("rss", "2.0", ["channel"])
    channel = root[0]
    own = [child.tag for child in channel if not child.tag.startswith("{")]
    known = {"title", "link", "description", "language", "lastBuildDate", "generator", "item"}
    assert set(own) <= known
    assert all(own.count(name) == 1 for name in ("title", "link", "description", "language"))
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    assert absolute(channel.findtext("link"))
    (link,) = channel.findall(f"{ATOM}link")
    assert dict(link.attrib) == {"href": f"{BASE}{address}rss.xml", "rel": "self", "type": "application/rss+xml"}
    items = channel.findall("item")
    changes = [datetime.fromisoformat(item.findtext(f"{ATOM}updated")) for item in items]
    assert [parsedate_to_datetime(date.text) for date in channel.findall("lastBuildDate")] == (
        [max(changes)] if changes else []
    )
    guids = [item.findtext("guid") for item in items]
    assert len(set(guids)) == len(guids)
    for item in items:
        tags = [child.tag for child in item]
        assert all(tags.count(name) == 1 for name in ("title", "link", "guid", "pubDate", "description", ENCODED))
        assert tags.count("enclosure") <= 1
        assert {tag for tag in tags if not tag.startswith("{")} <= {
            *("title", "link", "guid", "pubDate", "category", "description", "enclosure")
        }
        assert absolute(item.findtext("link"))
        assert item.find("guid").get("isPermaLink") == "false"
        assert URN.fullmatch(item.findtext("guid"))
        assert RFC822.fullmatch(item.findtext("pubDate"))
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo is not None
        assert item.findtext(f"{DC}language") == channel.findtext("language")
        assert item.findtext(f"{DC}creator")
        assert item.findtext(f"{DC}source")
        for file in item.findall("enclosure"):
            assert sorted(file.attrib) == ["length", "type", "url"]
            assert int(file.get("length")) == (built / file.get("url").removeprefix(BASE)).stat().st_size


@pytest.mark.parametrize("address", HELD)
def test_atom_is_as_rfc_4287_says(built: Path, address: str) -> None:
    root = etree.parse(built / address / "atom.xml").getroot()
    assert root.tag == f"{ATOM}feed"
    assert root.get(LANG) == ("en" if address.startswith("en/") else "zh-Hans")
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):  # 4.1.1, 4.1.2
        tags = [child.tag for child in element]
        assert all(tags.count(ATOM + name) == 1 for name in ("id", "title", "updated"))
        assert absolute(element.findtext(f"{ATOM}id")) or URN.fullmatch(element.findtext(f"{ATOM}id"))
        assert element.findtext(f"{ATOM}title")
        assert all(author.findtext(f"{ATOM}name") for author in element.findall(f"{ATOM}author"))
        assert element.find(f"{ATOM}author") is not None
        dates = [date.text for name in ("updated", "published") for date in element.findall(ATOM + name)]
        assert [date for date in dates if not RFC3339.fullmatch(date)] == []  # 3.3
        links = element.findall(f"{ATOM}link")
        assert all(absolute(link.get("href")) for link in links)
        assert [link.get("rel") for link in links].count("alternate") == 1  # one each type and language
    assert [link.get("href") for link in root.findall(f"{ATOM}link[@rel='self']")] == [f"{BASE}{address}atom.xml"]
    changes = [datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) for entry in entries]
    never = datetime(1970, 1, 1, tzinfo=UTC)
    assert datetime.fromisoformat(root.findtext(f"{ATOM}updated")) == max(changes, default=never)
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        (text,) = entry.findall(f"{ATOM}content")
        assert (text.get("type"), len(text)) == ("html", 0)  # 4.1.3.3: escaped, no child elements
        assert all(category.get("term") for category in entry.findall(f"{ATOM}category"))
        for file in entry.findall(f"{ATOM}link[@rel='enclosure']"):
            assert int(file.get("length")) == (built / file.get("href").removeprefix(BASE)).stat().st_size


@pytest.mark.parametrize("address", HELD)
def test_json_is_as_json_feed_says(built: Path, address: str) -> None:
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/: required members, their types, and no unknown ones."""
    feed: dict[str, Any] = json.loads((built / address / "feed.json").read_bytes())
    assert {name: type(value) for name, value in feed.items()} == {
        "version": str,
        "title": str,
        "home_page_url": str,
        "feed_url": str,
        "description": str,
        "authors": list,
        "language": str,
        "items": list,
    }
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["home_page_url"], feed["feed_url"]) == (BASE + address, f"{BASE}{address}feed.json")
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids)
    for item in feed["items"]:
        assert all(
            isinstance(item[name], str) and item[name] for name in ("id", "url", "title", "summary", "content_html")
        )
        assert all(RFC3339.fullmatch(item[name]) for name in ("date_published", "date_modified"))
        assert all(set(author) == {"name"} for author in item["authors"])
        assert all(isinstance(tag, str) for tag in item["tags"])
        for file in item.get("attachments", []):
            assert set(file) == {"url", "mime_type", "size_in_bytes"}
            assert file["size_in_bytes"] == (built / file["url"].removeprefix(BASE)).stat().st_size


# --- the text ------------------------------------------------------------------------------------------------------

ORIGINAL = """---
id: 01BBBBBBB1
title: 春季讲座改期
subtitle: 听众请留意新时间
description: 讲座推迟一周。
dateline: 本刊北京3月1日电
date: 2025-03-01
updated: 2025-03-02 08:00
changes: [{date: 2025-03-02 08:00, kind: update, note: 补充了会场。}]
section: trainings
topics: [city]
source: {name: hall, title: Spring talks <moved>, author: A. Reader, date: 2025-02-28}
authors: [li-ming, zhao-an]
editor: 王编辑
editors_note: {text: 名额“有限” & 先到先得, position: bottom}
ai: {images: true}
event: {start: 2025-03-08 09:00, end: 2025-03-08 11:00, place: beijing, venue: 一号厅, status: postponed}
image: street.png
pictures:
  street.png: {alt: "一条\\"街\\"", caption: 街上, credit: federation}
attachments: [{file: plan.txt, title: 提纲}]
rights: 转载请注明
---

正文。
"""
TRANSLATION = """---
title: Spring talk postponed
description: The talk is put off for a week.
mode: summary
translator: Desk
event: {venue: Hall 1}
attachments: [{file: plan.txt, title: Outline}]
---

The text.
"""
TEXTS = {
    "zh": f"""<p><strong>听众请留意新时间</strong></p>
<p><em>本文图片含人工智能生成内容。</em></p>
<figure><img src="{BASE}2025/spring/street.png" alt="一条&quot;街&quot;" width="16" height="10" />\
<figcaption>街上 市妇女联合会</figcaption></figure>
<p><strong>活动：</strong>2025年3月8日 09:00至11:00（已推迟），<a href="{BASE}places/beijing/">北京</a>，一号厅</p>
<p>本刊北京3月1日电</p>
<p>正文。</p>
<p><strong>附件：</strong></p>
<ul><li><a href="{BASE}2025/spring/plan.txt">提纲</a>（TXT，8 B）</li></ul>
<p><strong>更新（2025-03-02 08:00）</strong>：补充了会场。</p>
<p><strong>编者按：</strong>名额“有限” &amp; 先到先得</p>
<p>来源：<a href="{BASE}organisations/hall/" lang="en">Hall of Friends</a> · \
原题：<span lang="en">Spring talks &lt;moved&gt;</span> · 原作者：<span lang="en">A. Reader</span> · 原载时间：2025-02-28 · \
作者：李明、赵安（音） · 编辑：王编辑 · 版权：转载请注明</p>""",
    "en": f"""<p>This is a summary. Original: <a href="{BASE}2025/spring/" lang="zh-Hans">春季讲座改期</a></p>
<figure><img src="{BASE}2025/spring/street.png" alt="一条&quot;街&quot;" lang="zh-Hans" width="16" height="10" />\
<figcaption><span lang="zh-Hans">街上</span> City Women's Federation</figcaption></figure>
<p><strong>Event: </strong>8 March 2025, 09:00–11:00 (postponed), <a href="{BASE}en/places/beijing/">Beijing</a>, Hall 1</p>
<p>The text.</p>
<p><strong>Attachments:</strong></p>
<ul><li><a href="{BASE}2025/spring/plan.txt">Outline</a> (TXT, 8 B)</li></ul>
<p><strong>Update (2 March 2025, 08:00)</strong></p>
<p>Source: <a href="{BASE}en/organisations/hall/">Hall of Friends</a> · Original title: Spring talks &lt;moved&gt; · \
Original author: A. Reader · First published: 28 February 2025 · By: Li Ming, Zhao An · \
Editor: <span lang="zh-Hans">王编辑</span> · Translation: <span lang="zh-Hans">Desk</span></p>""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a content folder with the small site's vocabulary and no article."""
    shutil.copytree(SITE / "content/vocabulary", tmp_path / "content/vocabulary")
    return tmp_path / "content"


def write(folder: Path, path: str, original: str, translation: str = "") -> None:
    (folder / path).mkdir(parents=True, exist_ok=True)
    (folder / path / "index.zh.md").write_text(original, "utf-8")
    if translation:
        (folder / path / "index.en.md").write_text(translation, "utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_text_says_what_a_reader_of_the_page_sees_around_it(folder: Path, language: str) -> None:
    write(folder, "2025/spring", ORIGINAL, TRANSLATION)
    for name in ("street.png", "plan.txt"):
        shutil.copy(SITE / "content/2025/first-talk" / name, folder / "2025/spring")
    path = "feed.json" if language == "zh" else "en/feed.json"
    (item,) = json.loads(made(folder)[path])["items"]
    assert item["content_html"] == TEXTS[language]
    assert item["authors"] == [
        {"name": name} for name in (("李明", "赵安") if language == "zh" else ("Li Ming", "Zhao An"))
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_feeds_and_pages_use_the_same_words(language: str) -> None:
    theme = (ROOT / f"overrides/partials/words/{language}.html").read_text("utf-8")
    words = dict(re.findall(r'^  "([\w.]+)": "(.*)",?$', theme, re.M))
    shared = WORDS.keys() & words.keys()
    assert WORDS.keys() - shared == {"clause", "brackets", "summary", "original"}
    assert {key: WORDS[key][language] for key in shared} == {key: words[key] for key in shared}


# --- what changes a feed, and what does not ------------------------------------------------------------------------

TINY = """---
id: {id}
title: {title}
description: 摘要
date: {date}
section: {section}
source: {{name: federation}}
---

{text}
"""


def tiny(
    number: int, *, title: str = "标题", date: str = "2025-01-01 12:00", section: str = "trainings", text: str = "正文"
) -> str:
    return TINY.format(id=f"01BBBB{number:04d}", title=title, date=date, section=section, text=text)


def test_a_feed_holds_the_newest_fifty_of_its_language(folder: Path) -> None:
    for number in range(60):
        english = "---\ntitle: Title\ndescription: Words\n---\n\nText\n" if number % 10 == 0 else ""
        write(folder, f"2025/story-{number}", tiny(number, date=f"2025-01-01 12:{number:02d}"), english)
    found = made(folder)
    newest = [f"{BASE}2025/story-{number}/" for number in range(59, 9, -1)]
    assert len(newest) == NEWEST
    for path in ("feed.json", "trainings/feed.json"):
        assert [item["url"] for item in json.loads(found[path])["items"]] == newest
    english = [item["url"] for item in json.loads(found["en/feed.json"])["items"]]
    assert english == [f"{BASE}en/2025/story-{number}/" for number in range(50, -1, -10)]

    write(folder, "2025/story-5", tiny(5, title="改过", date="2025-01-01 12:05"))
    assert made(folder, when="2025-06-01") == found  # made from the same articles, at whatever time: the same bytes
    write(folder, "2025/story-60", tiny(60, date="2025-01-01 13:00"))
    urls = [item["url"] for item in json.loads(made(folder)["feed.json"])["items"]]
    assert urls == [f"{BASE}2025/story-60/", *newest[:-1]]


def test_an_article_keeps_its_id_whatever_becomes_of_it(folder: Path) -> None:
    write(folder, "2025/story", tiny(1))
    before = made(folder)["rss.xml"]
    shutil.move(folder / "2025/story", folder / "2025/moved")
    write(folder, "2025/moved", tiny(1, title="另一标题", date="2024-12-31", section="meetings", text="另一正文"))
    after = made(folder, url="https://other.example/")["rss.xml"]
    assert before != after
    assert [etree.fromstring(data).findtext("channel/item/guid") for data in (before, after)] == [
        "urn:twinpress:01BBBB0001:zh"
    ] * 2


def test_a_day_is_its_midnight_at_the_site_s_offset(folder: Path) -> None:
    write(folder, "2025/story", tiny(1, date="2025-01-02"))
    item = etree.fromstring(made(folder)["rss.xml"]).find("channel/item")
    assert item.findtext("pubDate") == "Thu, 02 Jan 2025 00:00:00 +0800"
    assert item.findtext(f"{ATOM}updated") == "2025-01-02T00:00:00+08:00"


# --- any text ------------------------------------------------------------------------------------------------------


def test_odd_characters_survive_the_whole_way(folder: Path) -> None:
    title = "]]> &amp; <b>𠮷</b> 👩‍👧 “a\u00a0b”"
    write(folder, "2025/story", tiny(1, title=f'"{title}"', text="`]]>` & 𠮷 &lt;script&gt; \u0085"))
    found = made(folder)
    assert etree.fromstring(found["rss.xml"]).findtext("channel/item/title") == title
    assert etree.fromstring(found["atom.xml"]).findtext(f"{ATOM}entry/{ATOM}title") == title
    (item,) = json.loads(found["feed.json"])["items"]
    assert item["title"] == title
    assert item["content_html"].split("\n")[0] == "<p><code>]]&gt;</code> &amp; 𠮷 &lt;script&gt; \u0085</p>"


def test_a_summary_in_rss_is_html_and_a_title_is_not() -> None:
    """The specification says so of the first and leaves the second open; the RSS Advisory Board wants plain text there."""
    item = etree.fromstring(rss.write(feed_of("AT&T <i>", "1 < 2"), BASE)).find("channel/item")
    assert (item.findtext("title"), item.findtext("description")) == ("AT&T <i>", "AT&amp;T &lt;i&gt;")


def feed_of(title: str, text: str) -> Feed:
    at = datetime(2025, 1, 1, tzinfo=BEIJING)
    item = Item(
        id="urn:twinpress:01BBBB0001:zh",
        url=BASE,
        title=title,
        summary=title,
        html=text,
        lang="zh-Hans",
        published=at,
        updated=at,
        authors=(title,),
        categories=(Category(id="trainings", name=title),),
        source=title,
    )
    return Feed(
        title=title, description=title, home=BASE, site=title, lang="zh-Hans", updated=at, items=(item,)
    )  # fmt: skip


def as_xml_has_it(text: str) -> str:
    """Return a text without the characters that XML cannot hold, with its line ends as XML reads them."""
    return CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(), st.text())
def test_any_title_and_text_come_back(title: str, text: str) -> None:
    feed = feed_of(title, text)
    channel = etree.fromstring(rss.write(feed, BASE)).find("channel")
    root = etree.fromstring(atom.write(feed, BASE))
    for found in (
        channel.findtext("title"),
        channel.findtext("item/title"),
        channel.findtext("item/category"),
        channel.findtext(f"item/{DC}creator"),
        root.findtext(f"{ATOM}entry/{ATOM}title"),
        root.findtext(f"{ATOM}entry/{ATOM}summary"),
    ):
        assert found == as_xml_has_it(title)
    assert root.find(f"{ATOM}entry/{ATOM}category").get("label") == CONTROL.sub("", title)
    assert channel.findtext(f"item/{ENCODED}") == as_xml_has_it(text)
    assert root.findtext(f"{ATOM}entry/{ATOM}content") == as_xml_has_it(text)
    (item,) = json.loads(jsonfeed.write(feed, BASE))["items"]
    assert (item["title"], item["content_html"]) == (title, text)


# --- how readers find them -----------------------------------------------------------------------------------------


def announced(built: Path, file: str) -> list[tuple[str, str, str]]:
    links = html.parse(built / file).xpath("//head/link[@rel='alternate' and @type]")
    return [(link.get("type"), link.get("title"), link.get("href")) for link in links]


def links_to(address: str, title: str) -> list[tuple[str, str, str]]:
    return [(form.type, f"{title} ({form.name})", BASE + address + form.file) for form in FORMATS]


@pytest.mark.parametrize(
    ("page", "feeds_of"),
    [
        ("", [("", "试刊")]),
        ("2025/first-talk/", [("", "试刊")]),
        ("about/", [("", "试刊")]),
        ("organisations/federation/", [("", "试刊")]),
        ("trainings/", [("trainings/", "试刊 · 培训"), ("", "试刊")]),
        ("trainings/page/1/", [("trainings/", "试刊 · 培训"), ("", "试刊")]),
        ("en/", [("en/", "Trial")]),
        ("en/topics/city/", [("en/topics/city/", "Trial · Child-friendly city"), ("en/", "Trial")]),
    ],
)
def test_pages_announce_their_feeds(built: Path, page: str, feeds_of: list[tuple[str, str]]) -> None:
    wanted = [link for address, title in feeds_of for link in links_to(address, title)]
    assert announced(built, f"{page}index.html") == wanted


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_page_on_subscribing_lists_every_feed_of_its_language(built: Path, language: str) -> None:
    main = html.parse(built / language / "subscribe/index.html").xpath("//main")[0]
    addresses = [address for address in HELD if address.startswith("en/") == bool(language)]
    assert main.xpath(".//a[@type]/@href") == [BASE + address + form.file for address in addresses for form in FORMATS]
    lists = main.xpath(".//li[a/@type]/a[not(@type)]/@href")
    assert [urljoin(f"{BASE}{language}subscribe/", href) for href in lists] == [
        BASE + address for address in addresses if "calls" not in address
    ], "nothing leads to a list that is empty now"
