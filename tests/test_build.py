"""The small site of tests/site, built strictly: what is there, what is not, and what every page says of itself."""

from __future__ import annotations

import hashlib
import re
import shutil
import zlib
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import etree, html

from conftest import BASE, ROOT, SITE, mkdocs_build
from twinpress.outputs import search
from twinpress.search import index
from twinpress.search.engine import Hit
from twinpress.search.index import DIRECTORY

PAGES = [
    "2018/",
    "2018/05/",
    "2018/park-opening/",
    "2023/",
    "2023/01/",
    "2023/03/",
    "2023/05/",
    "2023/expired-call/",
    "2023/removed-news/",
    "2023/withdrawn-news/",
    "2024/",
    "2024/01/",
    "2024/02/",
    "2024/03/",
    "2024/05/",
    "2024/course-1/",
    "2024/course-2/",
    "2024/course-3/",
    "2024/meeting/",
    "2024/page/1/",
    "2025/",
    "2025/03/",
    "2025/04/",
    "2025/07/",
    "2025/first-talk/",
    "2025/half-translated/",
    "2025/second-talk/",
    "about/",
    "archive/",
    "en/",
    "en/2018/",
    "en/2018/05/",
    "en/2018/park-opening/",
    "en/2023/",
    "en/2023/01/",
    "en/2023/03/",
    "en/2023/05/",
    "en/2024/",
    "en/2024/01/",
    "en/2024/02/",
    "en/2024/03/",
    "en/2024/05/",
    "en/2024/page/1/",
    "en/2025/",
    "en/2025/03/",
    "en/2025/04/",
    "en/2025/07/",
    "en/2025/first-talk/",
    "en/2025/second-talk/",
    "en/about/",
    "en/archive/",
    "en/meetings/",
    "en/meetings/page/1/",
    "en/organisations/",
    "en/organisations/federation/",
    "en/organisations/federation/page/1/",
    "en/organisations/federation/page/2/",
    "en/organisations/federation/page/3/",
    "en/organisations/federation/page/4/",
    "en/organisations/hall/",
    "en/organisations/parks-office/",
    "en/parks/",
    "en/people/su-qing/",
    "en/places/beijing/",
    "en/places/east-park/",
    "en/search/",
    "en/series/talks/",
    "en/subscribe/",
    "en/topics/",
    "en/topics/calls/",
    "en/topics/city/",
    "en/topics/small-parks/",
    "en/trainings/",
    "en/trainings/page/1/",
    "meetings/",
    "meetings/page/1/",
    "organisations/",
    "organisations/federation/",
    "organisations/federation/page/1/",
    "organisations/federation/page/2/",
    "organisations/federation/page/3/",
    "organisations/federation/page/4/",
    "organisations/hall/",
    "organisations/parks-office/",
    "parks/",
    "people/su-qing/",
    "places/beijing/",
    "places/east-park/",
    "search/",
    "series/talks/",
    "subscribe/",
    "terms/",
    "topics/",
    "topics/calls/",
    "topics/city/",
    "topics/small-parks/",
    "trainings/",
    "trainings/page/1/",
]
EMPTY = [
    "2023/",
    "2023/01/",
    "2023/03/",
    "2023/05/",
    "meetings/page/1/",
    "organisations/federation/page/3/",
    "organisations/federation/page/4/",
    "topics/calls/",
]
"""Lists, and pages of lists, whose articles have all expired or were withdrawn or removed."""
OTHERS = [
    "2018/park-opening/dream.png",
    "2018/park-opening/gate.png",
    "2018/park-opening/map.png",
    "2018/park-opening/opening.png",
    "2018/park-opening/opening.txt",
    "2018/park-opening/opening.vtt",
    "2018/park-opening/opening.webm",
    "2018/park-opening/plan.txt",
    "2018/park-opening/pond.png",
    "2018/park-opening/rules.txt",
    "2018/park-opening/swings.png",
    "2025/first-talk/plan.txt",
    "2025/first-talk/seating plan.txt",
    "2025/first-talk/street.png",
    "404.html",
    "_redirects",
    "archive.json",
    "archive/2018.json",
    "archive/2024.json",
    "archive/2025.json",
    "archive/schema.json",
    "archive/vocabulary.json",
    "en/404.html",
    "en/old/talk-2.html",
    "index.html",
    "news/index.html",
    "old/talks/2.html",
    "old/talks/index.html",
    "redirects.caddy",
    "redirects.nginx.conf",
    "search/search_index.json",
    "search/traditional.bin",
    "sitemap.xml",
    "sitemap/2018.xml",
    "sitemap/2024.xml",
    "sitemap/2025.xml",
    "sitemap/pages.xml",
    "show.asp/index.html",
    "旧闻/第二讲/index.html",
    *(
        f"{home}{place}{name}"
        for home in ("", "en/")
        for place in ("", "meetings/", "parks/", "trainings/", "topics/calls/", "topics/city/", "topics/small-parks/")
        for name in ("rss.xml", "atom.xml", "feed.json")
    ),
]
XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def page(built: Path, address: str) -> html.HtmlElement:
    return html.document_fromstring((built / address / "index.html").read_text("utf-8"))


def every_page(built: Path) -> list[tuple[str, html.HtmlElement]]:
    return [(address, page(built, address)) for address in ["", *PAGES]]


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_exactly_these_files_are_published(built: Path) -> None:
    found = sorted(
        path.relative_to(built).as_posix()
        for path in built.rglob("*")
        if path.is_file()
        and not any(path.is_relative_to(built / folder) for folder in ("assets", "search/zh", "search/en"))
    )
    assert found == sorted([*(f"{address}index.html" for address in PAGES), *OTHERS])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_search_knows_what_lists_show_and_standing_pages(built: Path, language: str) -> None:
    folder = built / "search" / language
    engine = index.engine(search.fetch(folder))
    assert engine.names
    known = {DIRECTORY, *engine.names.files(), *(path for place in engine.segments for path in place.files())}
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == known
    stories = [
        engine.story(Hit(number, n, 0)) for number, place in enumerate(engine.segments) for n in range(place.documents)
    ]
    stays = re.compile(
        r"(?:en/)?(?:20(?:18|24|25)/(?!page/)[a-z][^/]*/|about/|subscribe/|terms/)"
    )  # of 2023 there are notices
    expected = [path for path in PAGES if path.startswith("en/") is (language == "en") and stays.fullmatch(path)]
    assert sorted(str(story["path"]) for story in stories) == expected


def test_what_is_not_public_is_nowhere(built: Path) -> None:
    secrets = (
        "草稿|定时|删除标题|删除摘要|删除正文|删除图|Unfinished|secret|later\\.txt|gone\\.png|scheduled-news|draft-news"
    )
    for path in built.rglob("*"):
        if path.suffix in (".html", ".xml", ".json"):
            assert not re.findall(secrets, path.read_text("utf-8")), path
        if path.suffix == ".bin":
            assert not re.findall(secrets.encode(), zlib.decompress(path.read_bytes())), path


def test_two_builds_are_the_same_bytes(built: Path, tmp_path: Path) -> None:
    """In another folder, at another time: no timestamp, no path, no random order."""
    project = tmp_path / "elsewhere" / "tests" / "site"
    shutil.copytree(SITE, project)
    shutil.copytree(ROOT / "overrides", tmp_path / "elsewhere" / "overrides")
    mkdocs_build(project / "mkdocs.yml", tmp_path / "again")

    def tree(folder: Path) -> dict[str, str]:
        return {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file()
        }

    assert tree(tmp_path / "again") == tree(built)


def test_scheduled_article_appears_at_its_moment(tmp_path: Path) -> None:
    mkdocs_build(SITE / "mkdocs.yml", tmp_path / "later", as_of="2026-02-01 08:00")
    assert "定时正文" in words(page(tmp_path / "later", "2026/scheduled-news/"))
    assert (tmp_path / "later/2026/scheduled-news/later.txt").read_text() == "later\n"


def test_a_site_without_articles_says_so(tmp_path: Path) -> None:
    project = tmp_path / "elsewhere" / "tests" / "site"
    shutil.copytree(SITE, project, ignore=shutil.ignore_patterns("20??", "addresses", "about.*"))
    shutil.copytree(ROOT / "overrides", tmp_path / "elsewhere" / "overrides")
    mkdocs_build(project / "mkdocs.yml", tmp_path / "empty")
    for address, text in (("", "这里目前没有文章。"), ("en/", "There are no articles here at present.")):
        home = page(tmp_path / "empty", address)
        assert [words(p) for p in home.xpath("//main//p")] == [text]
        assert len(home.xpath("//nav[@class='sections']//a")) == 1
        assert home.xpath("//nav[@class='switch']//a")


def test_a_list_that_is_empty_now_keeps_its_address_and_says_so(built: Path) -> None:
    for address in EMPTY:
        for prefix, text in (("", "这里目前没有文章。"), ("en/", "There are no articles here at present.")):
            tree = page(built, prefix + address)
            assert [words(p) for p in tree.xpath("//main//p[@class='nothing']")] == [text]
            assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
            assert tree.xpath("//main//article") == []


def test_every_page_names_its_language(built: Path) -> None:
    for address, tree in every_page(built):
        assert tree.get("lang") == ("en" if address.startswith("en/") else "zh-Hans"), address


def test_canonical_and_alternates_are_absolute_reciprocal_and_true(built: Path) -> None:
    alternates: dict[str, dict[str, str]] = {}
    for address, tree in every_page(built):
        assert tree.xpath("//link[@rel='canonical']/@href") == [BASE + address]
        links = tree.xpath("//link[@rel='alternate' and @hreflang]")
        alternates[BASE + address] = {link.get("hreflang"): link.get("href") for link in links}
    for address, known in alternates.items():
        if not known:  # notices: out of search engines
            continue
        assert address in known.values()
        assert known["x-default"] == known.get("zh-Hans", known.get("en"))
        for href in known.values():
            assert alternates[href] == known, f"{href} does not answer {address}"
    assert sorted(alternates[BASE + "2025/first-talk/"]) == ["en", "x-default", "zh-Hans"]
    assert sorted(alternates[BASE + "2024/meeting/"]) == ["x-default", "zh-Hans"]
    assert alternates[BASE + "2023/expired-call/"] == {}


def test_sitemap_lists_public_pages_with_the_article_s_own_date(built: Path) -> None:
    index = etree.fromstring((built / "sitemap.xml").read_bytes())
    files = index.xpath("//s:loc/text()", namespaces=XML)
    years = ("sitemap/2018.xml", "sitemap/2024.xml", "sitemap/2025.xml")
    assert files == [BASE + name for name in (*years, "sitemap/pages.xml")]
    listed: dict[str, list[str]] = {}
    for file in files:
        tree = etree.fromstring((built / file.removeprefix(BASE)).read_bytes())
        for url in tree.xpath("//s:url", namespaces=XML):
            listed[url.findtext("s:loc", namespaces=XML)] = url.xpath("s:lastmod/text()", namespaces=XML)
            heads = page(built, url.findtext("s:loc", namespaces=XML).removeprefix(BASE))
            assert url.xpath("x:link/@href", namespaces=XML) == heads.xpath("//link[@hreflang]/@href")
    hidden = {"2023/" + name for name in ("expired-call/", "withdrawn-news/", "removed-news/")}
    hidden |= {prefix + address for address in EMPTY for prefix in ("", "en/")}
    hidden |= {"search/", "en/search/"}
    assert set(listed) == {BASE + address for address in {"", *PAGES} - hidden}
    assert listed[BASE + "2025/first-talk/"] == ["2025-03-03"]
    assert listed[BASE + "2024/meeting/"] == ["2024-05-06T10:00+08:00"]


def test_language_switch_is_honest(built: Path) -> None:
    both = page(built, "2025/first-talk/")
    assert [a.get("href") for a in both.xpath("//header//a[@hreflang='en']")] == ["../../en/2025/first-talk/"]
    one = page(built, "2024/meeting/")
    assert one.xpath("//header//a[@hreflang='en']") == []
    assert "没有英文" in words(one.xpath("//header")[0])


def test_lists_show_what_exists_in_the_other_language_only_marked_and_with_its_lang(built: Path) -> None:
    link = page(built, "en/meetings/").xpath("//main//a[contains(@href, '2024/meeting/')]")[0]
    assert link.get("href") == "../../2024/meeting/"
    assert link.get("lang") == "zh-Hans" or link.getparent().get("lang") == "zh-Hans"
    assert "Chinese only" in words(page(built, "en/meetings/").xpath("//main")[0])


def test_lists_are_paged_from_the_oldest(built: Path) -> None:
    def titles(address: str) -> list[str]:
        return [words(h) for h in page(built, address).xpath("//main//article//*[self::h2 or self::h3]")]

    assert titles("trainings/") == ["第二讲", "第一讲谈街道", "课程3"]
    assert titles("trainings/page/1/") == ["课程2", "课程1"]


def test_notices_stay_readable_and_say_so(built: Path) -> None:
    for address, text in (("2023/expired-call/", "征集正文"), ("2023/withdrawn-news/", "撤回正文")):
        tree = page(built, address)
        assert text in words(tree.xpath("//main")[0])
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    withdrawn = page(built, "2023/withdrawn-news/")
    assert "内容有误。" in words(withdrawn.xpath("//main")[0])
    assert withdrawn.xpath("//main//a[contains(@href, '2024/meeting/')]")


def test_an_article_page_tells_its_facts(built: Path) -> None:
    text = words(page(built, "en/2025/first-talk/").xpath("//main")[0])
    for fact in (
        "First talk: the street",
        "1 March 2025, 09:30",
        "City Women's Federation",
        "Talk one",
        "王编辑",
        "There are two talks in this series.",
        "27–28 February 2025",
        "Room 1",
        "Hall of Friends",
        "more than 80",
        "Li Ming",
        "street designer",
        "Zhao An",
        "Talks",
        "Second talk",
        "Outline of the talk",
        "8 B",
        hashlib.sha256(b"outline\n").hexdigest()[:12],
        "The size of the audience was corrected.",
        "Children cross it",
        f"{BASE}en/2025/first-talk/",
    ):
        assert fact in text, fact
    chinese = words(page(built, "2025/first-talk/").xpath("//main")[0])
    assert "赵安（音）" in chinese
    assert "2025年2月27日至28日" in chinese
    assert "80余人" in chinese


def test_nothing_empty_is_printed(built: Path) -> None:
    for address, tree in every_page(built):
        for element in tree.xpath(
            "//main//*[self::dt or self::dd or self::li or self::h2 or self::p or self::figcaption]"
        ):
            assert words(element) or element.xpath(".//img"), f"{address}: empty <{element.tag}>"
    text = words(page(built, "2024/course-1/").xpath("//main")[0])
    for label in (
        "译者",
        "活动",
        "系列",
        "附件",
        "人物",
        "机构",
        "浏览",
        "审核",
        "更新",
        "视频",
        "图集",
        "旧地址",
        "年前",
    ):
        assert label not in text


def test_pictures_are_figures_with_caption_credit_size_and_words(built: Path) -> None:
    figure = page(built, "en/2025/first-talk/").xpath("//main//figure")[0]
    img = figure.find(".//img")
    assert (img.get("src"), img.get("alt")) == ("../../../2025/first-talk/street.png", "A street")
    assert (img.get("width"), img.get("height")) == ("16", "10")
    assert words(figure.find(".//figcaption")) == "Children cross it City Women's Federation"


@pytest.mark.parametrize("address", ["", "en/"])
def test_a_browser_learns_of_the_lead_picture_before_the_policy_that_keeps_it_from_looking_ahead(
    built: Path, address: str
) -> None:
    """Chromium asks for no picture further down while a script of the head is on its way, if it saw a policy in the page."""
    home = page(built, address)
    (preload,) = home.xpath("//head/link[@rel='preload'][@as='image'][following-sibling::meta[@http-equiv]]")
    assert preload.get("href") == home.xpath("//div[@class='lead']//img")[0].get("src")


def test_links_lead_to_the_language_asked_for_else_to_the_reader_s_else_to_the_one_there_is(built: Path) -> None:
    english = page(built, "en/2025/first-talk/").xpath("//main//div[@class='prose']//a")
    assert [(a.text, a.get("href"), a.get("hreflang")) for a in english] == [
        ("the second talk", "../../../en/2025/second-talk/", None),
        ("the meeting", "../../../2024/meeting/#result", "zh-Hans"),
        ("about", "../../../en/about/", None),
        ("the terms", "../../../terms/", "zh-Hans"),
        ("a plan", "../../../2025/first-talk/seating%20plan.txt", None),
        ("the Chinese page", "../../../2025/first-talk/", "zh-Hans"),
        ("the outline", "../../../2025/first-talk/plan.txt", None),
    ]
    chinese = page(built, "2024/meeting/").xpath("//main//div[@class='prose']//p//a")
    assert [(a.get("href"), a.get("hreflang")) for a in chinese] == [
        ("../../2025/first-talk/plan.txt", None),
        ("../../en/2025/first-talk/", "en"),
    ]


def test_links_in_standing_pages_lead_there_too(built: Path) -> None:
    links = page(built, "en/about/").xpath("//main//div[@class='prose']//a")
    assert [(a.text, a.get("href"), a.get("hreflang")) for a in links] == [
        ("the first talk", "../../en/2025/first-talk/", None),
        ("the terms", "../../terms/", "zh-Hans"),
        ("about", "./", None),
        ("everything as data", "../../archive.json", None),
    ]


def test_every_link_leads_somewhere(built: Path) -> None:
    anchors = {BASE + address: set(tree.xpath("//@id")) for address, tree in every_page(built)}
    for address, tree in [*every_page(built), ("404.html", html.parse(built / "404.html").getroot())]:
        for element, attribute, target, _ in tree.iterlinks():
            url, fragment = urldefrag(urljoin(BASE + address, target))
            if not url.startswith(BASE):
                others = ("https://federation.example/", "https://parks.example/", "javascript:void")
                outward = element.tag == "a" and url.startswith(others)
                outward = outward or element.get("rel", "").startswith("schema.")  # the name of a vocabulary
                assert outward, f"{address}: <{element.tag} {attribute}={target}>"
                continue
            path = unquote(url.removeprefix(BASE))
            file = built / path / "index.html" if not path or path.endswith("/") else built / path
            assert file.is_file(), f"{address}: {target}"
            if fragment and url in anchors:
                assert fragment in anchors[url], f"{address}: {target}"


def test_404_speaks_both_languages(built: Path) -> None:
    for name, lang in (("404.html", "zh-Hans"), ("en/404.html", "en")):
        tree = html.parse(built / name).getroot()
        assert tree.get("lang") == lang
        halves = {element.get("lang") for element in tree.xpath("//main//*[@lang]")}
        assert halves >= {"zh-Hans", "en"} - {lang}
        for href in tree.xpath("//link[@rel='stylesheet']/@href | //main//a/@href"):
            assert href.startswith("/archive/"), href


GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "en/",
        "2025/first-talk/",
        "en/2025/first-talk/",
        "2018/park-opening/",
        "en/2018/park-opening/",
        "en/meetings/",
        "en/meetings/page/1/",
        "trainings/",
        "2025/03/",
        "en/organisations/federation/page/1/",
        "organisations/",
        "en/archive/",
        "2025/",
        "en/places/beijing/",
        "topics/city/",
        "2023/expired-call/",
        "2023/removed-news/",
        "en/people/su-qing/",
        "organisations/federation/",
        "organisations/parks-office/",
        "series/talks/",
        "en/topics/calls/",
        "about/",
        "en/subscribe/",
    ],
)
def test_golden_pages(built: Path, address: str) -> None:
    """The main part of one page of every kind, to the letter. After a wanted change: delete tests/golden, run, read the diff."""
    main = page(built, address).xpath("//main")[0]
    text = re.sub(r"\s*\n\s*", "\n", html.tostring(main, encoding="unicode", with_tail=False)) + "\n"
    file = GOLDEN / f"{address.strip('/').replace('/', '.') or 'home'}.html"
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
        pytest.fail(f"{file} was missing and is written: read it, commit it")
    assert text == file.read_text("utf-8")
