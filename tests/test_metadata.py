"""What the heads of the built pages tell machines, read back as machines read it; the rarer facts stand in tests/metadata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
from lxml import html
from pyld import jsonld

from conftest import BASE, SITE, mkdocs_build
from twinpress import content, site
from twinpress.archive import Archive
from twinpress.kinds import BEIJING
from twinpress.pages.view import View
from twinpress.publication import Publication

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = "https://schema.org/"
REPEATED = {"article:tag", "og:locale:alternate", "dc.creator", "dc.rights"}
"""Names that may stand on a page more than once, as their vocabularies say."""
ADDRESSES = ("contentUrl", "item", "license", "thumbnailUrl", "url")
CONTEXT = {"@context": {"@vocab": SCHEMA, **{name: {"@type": "@id"} for name in ADDRESSES}}}
"""Stands for schema.org's own context, which a test cannot fetch."""
REQUIRED = {
    "WebSite": {"name", "url", "inLanguage", "publisher"},
    "Organization": {"name"},
    "GovernmentOrganization": {"name"},
    "WebPage": {"name", "url", "inLanguage", "isPartOf"},
    "ProfilePage": {"name", "url", "inLanguage", "isPartOf", "breadcrumb", "mainEntity"},
    "CollectionPage": {"name", "url", "inLanguage", "isPartOf", "breadcrumb"},
    "BreadcrumbList": {"itemListElement"},
    "ItemList": {"itemListElement", "numberOfItems"},
    "ListItem": {"position"},
    "NewsArticle": {
        "headline",
        "description",
        "datePublished",
        "inLanguage",
        "publisher",
        "articleSection",
        "sourceOrganization",
        "mainEntityOfPage",
        "identifier",
    },
    "Event": {"name", "startDate", "eventStatus"},
    "ImageObject": {"contentUrl"},
    "MediaObject": {"contentUrl"},
    "CorrectionComment": {"datePublished", "text"},
    "CreativeWork": {"url"},
    "CreativeWorkSeries": {"name", "url"},
    "Place": {"name"},
    "Person": {"name"},
    "VideoObject": {"contentUrl", "name", "uploadDate", "thumbnailUrl"},
    "Thing": {"name"},
}
"""What a node of each type cannot do without; and every type that the site may use."""


def addresses(built: Path) -> list[str]:
    """Return every page by its address below the site's root; what only leads on to another is none."""
    pages = (file for file in built.rglob("index.html") if b'http-equiv="refresh"' not in file.read_bytes())
    return sorted(file.parent.relative_to(built).as_posix() + "/" for file in pages)


@cache
def head(built: Path, address: str) -> html.HtmlElement:
    return html.parse(built / address / "index.html").getroot().find("head")


def graph(built: Path, address: str) -> list[dict[str, Any]]:
    """Return the JSON-LD of a page as it stands there."""
    (script,) = head(built, address).xpath("script[@type='application/ld+json']")
    document = json.loads(script.text)
    assert document["@context"] == SCHEMA.rstrip("/")
    return document["@graph"]


@cache
def nodes(built: Path, address: str) -> dict[str, dict[str, Any]]:
    """Return the nodes of a page by id, as a JSON-LD processor sees them."""
    (script,) = head(built, address).xpath("script[@type='application/ld+json']")
    loaded = {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": None, "document": CONTEXT}
    flat = jsonld.flatten(json.loads(script.text), options={"documentLoader": lambda url, options: loaded})
    return {node["@id"]: node for node in flat}


def types(node: dict[str, Any]) -> set[str]:
    return {name.removeprefix(SCHEMA) for name in node.get("@type", ())}


def references(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (property, id) of everything that a node names by its id."""
    for name, values in node.items():
        if name.startswith(SCHEMA):
            yield from ((name.removeprefix(SCHEMA), value["@id"]) for value in values if "@id" in value)


def named(node: dict[str, Any], name: str) -> list[str]:
    return [target for found, target in references(node) if found == name]


def is_there(built: Path, url: str) -> bool:
    """Tell whether an address of the site leads to a page or a file."""
    path = unquote(urldefrag(url)[0].removeprefix(BASE))
    return (built / path / "index.html" if not path or path.endswith("/") else built / path).is_file()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "2025/first-talk/",
        "en/2025/first-talk/",
        "2023/withdrawn-news/",
        "2023/removed-news/",
        "trainings/",
        "en/organisations/federation/page/1/",
        "organisations/",
        "about/",
    ],
)
def test_golden_heads(built: Path, address: str) -> None:
    """What a page of each kind tells, to the letter. After a wanted change: delete tests/golden/head.*, run, read the diff."""
    tags = head(built, address).xpath(
        "meta[@content and not(@name='generator')] | link[@rel='canonical' or @hreflang or contains(@rel, '.')]"
    )
    lines = [html.tostring(tag, encoding="unicode", with_tail=False) for tag in tags]
    text = "\n".join([*lines, json.dumps(graph(built, address), ensure_ascii=False, indent=1), ""])
    file = GOLDEN / f"head.{address.strip('/').replace('/', '.') or 'home'}.html"
    if not file.exists():
        file.write_text(text, "utf-8")
        pytest.fail(f"{file} was missing and is written: read it, commit it")
    assert text == file.read_text("utf-8")


@pytest.mark.parametrize("site", ["built", "official"])
def test_no_tag_is_empty_and_none_is_doubled_whatever_the_case_of_its_name(
    site: str, request: pytest.FixtureRequest
) -> None:
    built = request.getfixturevalue(site)
    for address in addresses(built):
        metas = head(built, address).xpath("meta[@content]")
        names = [(meta.get("name") or meta.get("property") or meta.get("http-equiv")).lower() for meta in metas]
        once = [name for name in names if name not in REPEATED]
        assert sorted(once) == sorted(set(once)), address
        assert [html.tostring(meta) for meta in metas if not meta.get("content").strip()] == []
        told = [(name, meta.get("content")) for name, meta in zip(names, metas, strict=True)]
        assert len(told) == len(set(told)), address


def test_every_page_says_what_it_is(built: Path) -> None:
    """Search engines show a piece of the page where nothing is said: a list would begin with its menu."""
    silent = [
        address
        for address in addresses(built)
        if not head(built, address).xpath("meta[translate(@name, 'D', 'd')='description']")
    ]
    assert silent == ["2023/removed-news/"], "only of what was removed nothing may be told"
    (told,) = head(built, "en/people/su-qing/").xpath("meta[@name='description']")
    assert told.get("content") == "Articles in the archive of Trial that name Su Qing."


def test_the_404_page_tells_nothing_of_a_page(built: Path) -> None:
    for name in ("404.html", "en/404.html"):
        tree = html.parse(built / name).getroot()
        assert tree.xpath("//meta[@property] | //script[@type='application/ld+json'] | //link[@rel='canonical']") == []


def test_every_node_has_what_its_type_needs(built: Path) -> None:
    seen = set()
    for address in addresses(built):
        for node in nodes(built, address).values():
            own = {name.removeprefix(SCHEMA) for name in node if name.startswith(SCHEMA)}
            for name in types(node):
                seen.add(name)
                assert REQUIRED[name] - own == set(), f"{address}: {node}"
    assert seen == set(REQUIRED)


def test_every_id_is_a_node_of_the_page_or_an_address_of_the_site(built: Path) -> None:
    for address in addresses(built):
        known = nodes(built, address)
        for node in known.values():
            for name, target in references(node):
                if target in known and types(known[target]):
                    continue
                outward = name in ("url", "license") and not target.startswith(BASE)
                assert outward or (target.startswith(BASE) and is_there(built, target)), f"{address}: {name} {target}"


def test_pictures_of_the_head_are_there(built: Path) -> None:
    images = [
        image for address in addresses(built) for image in head(built, address).xpath("meta[@property='og:image']")
    ]
    assert {image.get("content") for image in images} == {
        BASE + "2018/park-opening/gate.png",
        BASE + "2025/first-talk/street.png",
    }
    assert all(is_there(built, image.get("content")) for image in images)


def test_versions_name_each_other(built: Path) -> None:
    told: dict[str, set[tuple[str, str]]] = {"translationOfWork": set(), "workTranslation": set()}
    for address in addresses(built):
        for identifier, node in nodes(built, address).items():
            for name, pairs in told.items():
                pairs.update((identifier, target) for target in named(node, name))
    translations = {(original, translation) for translation, original in told["translationOfWork"]}
    assert translations == told["workTranslation"]
    assert translations == {
        (f"{BASE}#website", f"{BASE}en/#website"),
        (f"{BASE}2018/park-opening/#article", f"{BASE}en/2018/park-opening/#article"),
        (f"{BASE}2025/first-talk/#article", f"{BASE}en/2025/first-talk/#article"),
        (f"{BASE}en/2025/second-talk/#article", f"{BASE}2025/second-talk/#article"),
    }


def test_the_breadcrumb_ends_at_the_page_itself(built: Path) -> None:
    without = []
    for address in addresses(built):
        ways = [node for node in graph(built, address) if node["@type"] == "BreadcrumbList"]
        if not ways:
            without.append(address)
            continue
        items = ways[0]["itemListElement"]
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        assert items[-1]["item"] == BASE + address
        assert items[0]["item"] in (BASE, f"{BASE}en/")
    assert without == ["./", "en/"]


def test_a_thing_has_one_id_in_both_languages_and_its_name_in_each(built: Path) -> None:
    ids = [f"{BASE}organisations/federation/#organisation", f"{BASE}2025/first-talk/#event"]
    for identifier, names in zip(
        ids, (("市妇女联合会", "City Women's Federation"), ("第一讲谈街道", "First talk: the street")), strict=True
    ):
        for address, name in zip(("2025/first-talk/", "en/2025/first-talk/"), names, strict=True):
            assert nodes(built, address)[identifier][SCHEMA + "name"] == [{"@value": name}]


def test_removed_articles_tell_nothing(built: Path) -> None:
    assert [node["@type"] for node in graph(built, "2023/removed-news/")] == [
        "WebSite",
        "Organization",
        "WebPage",
        "BreadcrumbList",
    ]
    text = html.tostring(head(built, "2023/removed-news/"), encoding="unicode")
    for word in ("删除标题", "删除摘要", "2023-05-10", "gone.png", "01AAAAAAA8"):
        assert word not in text


def test_notices_say_what_became_of_the_article(built: Path) -> None:
    def article(address: str) -> dict[str, Any]:
        return next(node for node in graph(built, address) if node["@type"] == "NewsArticle")

    assert article("2023/expired-call/")["creativeWorkStatus"] == "Expired"
    assert article("2023/expired-call/")["expires"] == "2023-02-01"
    assert article("2023/withdrawn-news/")["creativeWorkStatus"] == "Withdrawn"
    assert "creativeWorkStatus" not in article("2024/meeting/")


# --- the profile of Chinese official sites -----------------------------------------------------------------------


PROFILE = re.compile("(Site|Column|Article)[A-Z]|PubDate|ContentSource|Keywords|Author|Description|Image|Url")


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built tests/site as that of a public body."""
    target = tmp_path_factory.mktemp("official") / "archive"
    mkdocs_build(SITE / "official.yml", target)
    return target


def profile(built: Path, address: str) -> list[tuple[str, str]]:
    metas = head(built, address).xpath("meta[@name]")
    return [(meta.get("name"), meta.get("content")) for meta in metas if PROFILE.match(meta.get("name"))]


SITE_TAGS = [("SiteName", "试刊"), ("SiteDomain", "news.example"), ("SiteIDCode", "1100000001")]
OTHER = [
    ("ColumnName", "网站信息"),
    ("ColumnDescription", "网站说明与索引"),
    ("ColumnKeywords", "说明"),
    ("ColumnType", "概况信息"),
]


def test_the_profile_of_the_home_page(official: Path) -> None:
    assert profile(official, "") == [
        *SITE_TAGS,
        ("ColumnName", "首页"),
        ("ColumnDescription", "测试用的小站"),
        ("ColumnKeywords", "妇女,儿童"),
        ("ColumnType", "首页"),
    ]


def test_the_profile_of_a_section_on_all_its_pages(official: Path) -> None:
    for address in ("trainings/", "trainings/page/1/"):
        assert profile(official, address) == [
            *SITE_TAGS,
            ("ColumnName", "培训"),
            ("ColumnDescription", "业务培训与讲座"),
            ("ColumnKeywords", "培训,讲座"),
            ("ColumnType", "工作动态"),
        ]
    assert profile(official, "meetings/") == [*SITE_TAGS, ("ColumnName", "会议")]  # nobody has said more of it


def test_the_profile_of_pages_without_a_section(official: Path) -> None:
    for address in ("about/", "topics/city/", "archive/", "2025/03/"):
        assert profile(official, address) == [*SITE_TAGS, *OTHER]


def test_the_profile_of_an_article(official: Path) -> None:
    assert profile(official, "en/2025/first-talk/") == [
        ("SiteName", "Trial"),
        ("SiteDomain", "news.example"),
        ("SiteIDCode", "1100000001"),
        ("ColumnName", "Trainings"),
        ("ColumnDescription", "Courses and lectures"),
        ("ColumnKeywords", "training,lecture"),
        ("ColumnType", "工作动态"),
        ("ArticleTitle", "First talk: the street"),
        ("PubDate", "2025-03-01 09:30"),
        ("ContentSource", "City Women's Federation"),
        ("Keywords", "Child-friendly city"),
        ("Author", "王编辑"),
        ("Description", "Li Ming on how children cross a street."),
        ("Image", f"{BASE}2025/first-talk/street.png"),
        ("Url", f"{BASE}en/2025/first-talk/"),
    ]
    assert profile(official, "2024/course-1/")[7:] == [
        ("ArticleTitle", "课程1"),
        ("PubDate", "2024-01-01 00:00"),  # only the day is known, and the format wants a time
        ("ContentSource", "市妇女联合会"),
        ("Author", "王编辑"),
        ("Description", "第1次课程。"),
        ("Url", f"{BASE}2024/course-1/"),
    ]


def test_the_profile_of_a_removed_article_names_its_section_alone(official: Path) -> None:
    assert profile(official, "2023/removed-news/") == [*SITE_TAGS, ("ColumnName", "会议")]


def test_without_the_option_there_is_no_profile_and_no_imprint(built: Path) -> None:
    for address in addresses(built):
        assert profile(built, address) == []
        assert head(built, address).getparent().xpath("//footer//dl") == []


def test_the_publisher_is_the_body_that_the_option_names(official: Path) -> None:
    federation = f"{BASE}organisations/federation/#organisation"
    for address, name in (("2024/course-1/", "市妇女联合会"), ("en/", "City Women's Federation")):
        body = nodes(official, address)[federation]
        assert body[SCHEMA + "name"] == [{"@value": name}]
        assert head(official, address).xpath("meta[@name='DC.publisher']/@content") == [name]
    article = nodes(official, "2024/course-1/")[f"{BASE}2024/course-1/#article"]
    assert named(article, "publisher") == named(article, "sourceOrganization") == [federation]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        (
            "2024/course-1/index.html",
            [
                "主办单位 市妇女联合会",
                "承办单位 Hall of Friends",
                "联系方式 电话 010-00000000",
                "ICP 备案 {}",
                "公安备案 {}",
            ],
        ),
        (
            "en/404.html",
            [
                "Sponsor City Women's Federation",
                "Organiser Hall of Friends",
                "Contact Telephone 010-00000000",
                "ICP filing {}",
                "Public security filing {}",
            ],
        ),
    ],
)
def test_the_foot_names_who_answers_for_the_site(official: Path, name: str, rows: list[str]) -> None:
    (imprint,) = html.parse(official / name).getroot().xpath("//footer//dl")
    filings = iter(["京ICP备12345678号-1", "京公网安备 11010502030000号"])
    expected = [row.format(next(filings)) if row.endswith("{}") else row for row in rows]
    assert [" ".join(part.text_content().strip() for part in row) for row in imprint] == expected
    assert [(a.get("href"), a.text) for a in imprint.iter("a")] == [
        ("https://beian.miit.gov.cn/", "京ICP备12345678号-1"),
        ("https://beian.mps.gov.cn/#/query/webSearch?code=11010502030000", "京公网安备 11010502030000号"),
    ]
    foreign = {element.text: element.get("lang") for element in imprint.iter("a", "span") if element.get("lang")}
    zh = {"京ICP备12345678号-1": "zh-Hans", "京公网安备 11010502030000号": "zh-Hans"}
    assert foreign == (zh if name.startswith("en/") else {"Hall of Friends": "en"})


# --- rarer facts: the articles of tests/metadata ---------------------------------------------------------------


STORIES = Path(__file__).parent / "metadata"
CONFIGURED = site.load(SITE / "mkdocs.yml").reading(STORIES)


@pytest.fixture(scope="module")
def publication() -> Publication:
    archive = Archive(content.load(STORIES, BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING))
    return Publication(archive, CONFIGURED)


def view(publication: Publication, path: str) -> View:
    page = next(page for pages in publication.pages.values() for page in pages if page.path == path)
    return publication.view(page)


def node(publication: Publication, path: str, kind: str) -> dict[str, Any]:
    found = json.loads(view(publication, path).graph)["@graph"]
    return next(node for node in found if kind in node["@type"])


def tags(publication: Publication, path: str, name: str) -> list[str]:
    return [meta.content for meta in view(publication, path).metas if meta.name == name]


def test_the_articles_have_no_faults_but_the_missing_picture(publication: Publication) -> None:
    """They say what their fields allow, so what is told of them below is told of real articles."""
    assert [a.path for a in publication.archive.listed] == ["2025/notice", "2025/lecture", "2025/forum"]


def test_an_event_that_moved_online_has_left_its_hall(publication: Publication) -> None:
    assert node(publication, "2025/forum/", "Event") == {
        "@type": "Event",
        "@id": f"{BASE}2025/forum/#event",
        "name": "论坛改到线上",
        "startDate": "2025-11-18T09:00+08:00",
        "endDate": "2025-11-19",
        "eventStatus": "https://schema.org/EventMovedOnline",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": "https://forum.example/"},
        "organizer": [{"@id": f"{BASE}organisations/federation/#organisation"}],
        "url": "https://forum.example/",
    }


def test_an_event_says_no_more_than_is_known(publication: Publication) -> None:
    assert node(publication, "en/2025/lecture/", "Event") == {
        "@type": "Event",
        "@id": f"{BASE}en/2025/lecture/#event",
        "name": 'A lecture </script><script>alert("1")</script> & more',
        "startDate": "2025-12-24T19:30+08:00",
        "eventStatus": "https://schema.org/EventPostponed",
        "location": {"@type": "Place", "name": "Town hall"},
    }


def test_everyone_who_had_a_hand_in_an_article_is_told_as_far_as_known(publication: Publication) -> None:
    article = node(publication, "en/2025/forum/", "NewsArticle")
    assert article["author"] == [
        {"@type": "Person", "name": "He Jing", "alternateName": "何静"},
        {"@type": "Person", "name": "李雷"},
    ]
    assert article["editor"]["name"] == "City Women's Federation"
    assert article["translator"] == "Translation desk"
    assert article["license"] == "https://licences.example/by"
    assert article["isBasedOn"] == {"@type": "CreativeWork", "url": "https://daily.example/9"}
    lecture = node(publication, "en/2025/lecture/", "NewsArticle")
    assert lecture["author"] == "Jane Doe"
    assert lecture["sourceOrganization"] == {"@type": "Organization", "name": "A reader"}
    assert lecture["isBasedOn"] == {"@type": "CreativeWork", "name": "Letter", "author": "Jane Doe"}


def test_titles_and_place_of_an_article(publication: Publication) -> None:
    article = node(publication, "2025/forum/", "NewsArticle")
    assert article["alternativeHeadline"] == ["儿童友好城市", "吴丽出席", "论坛"]
    assert article["dateline"] == "北京11月20日"
    assert article["copyrightNotice"] == "© 城市日报"
    assert article["isPartOf"]["@id"] == f"{BASE}series/forums/#series"
    assert article["position"] == 6
    assert "alternativeHeadline" not in node(publication, "en/2025/forum/", "NewsArticle")


def test_private_people_are_no_data(publication: Publication) -> None:
    mentions = node(publication, "2025/forum/", "NewsArticle")["mentions"]
    assert mentions[0] == {
        "@type": "Person",
        "@id": f"{BASE}people/wu-li/#person",
        "name": "吴丽",
        "alternateName": "Wu Li",
        "url": f"{BASE}people/wu-li/",
    }
    assert "小红" not in view(publication, "2025/forum/").graph


def test_pictures_and_film_are_told_if_they_are_there(publication: Publication) -> None:
    article = node(publication, "en/2025/forum/", "NewsArticle")
    assert article["image"] == [
        {
            "@type": "ImageObject",
            "contentUrl": f"{BASE}2025/forum/plan.svg",
            "width": 40,
            "height": 20,
            "creditText": "City Women's Federation",
        },
        {
            "@type": "ImageObject",
            "contentUrl": f"{BASE}2025/forum/hall.png",
            "width": 16,
            "height": 10,
            "caption": "The hall",
            "creditText": "王摄",
        },
    ]
    assert article["video"] == {
        "@type": "VideoObject",
        "contentUrl": f"{BASE}2025/forum/talk%20film.mp4",
        "name": "The forum moves online",
        "description": "The forum takes place online.",
        "uploadDate": "2025-11-20T16:10+08:00",
        "thumbnailUrl": f"{BASE}2025/forum/hall.png",
        "caption": {"@type": "MediaObject", "contentUrl": f"{BASE}2025/forum/talk.vtt"},
    }


def test_opengraph_takes_the_first_picture_that_its_readers_can_draw(publication: Publication) -> None:
    assert tags(publication, "en/2025/forum/", "og:image") == [f"{BASE}2025/forum/hall.png"]
    assert tags(publication, "en/2025/forum/", "og:image:alt") == ['The hall, "A" & "B"']
    assert tags(publication, "2025/notice/", "twitter:card") == ["summary"]


def test_a_date_has_the_precision_in_which_it_is_known(publication: Publication) -> None:
    for path, date in (("2025/forum/", "2025-11-20T16:10+08:00"), ("2025/notice/", "2025-11-22")):
        assert tags(publication, path, "article:published_time") == [date]
        assert tags(publication, path, "DCTERMS.issued") == [date]
        assert node(publication, path, "NewsArticle")["datePublished"] == date
        assert view(publication, path).story.time.iso == date  # type: ignore[union-attr]


def test_a_version_is_told_only_where_it_has_a_page(publication: Publication) -> None:
    assert tags(publication, "2025/forum/", "og:locale:alternate") == ["en_US"]
    assert tags(publication, "2025/notice/", "og:locale:alternate") == []
    assert [link.rel for link in view(publication, "2025/forum/").relations] == ["schema.DC", "schema.DCTERMS"]
    assert view(publication, "en/2025/forum/").relations[-1].href == f"{BASE}2025/forum/"
    assert "workTranslation" not in node(publication, "2025/notice/", "NewsArticle")


def test_dublin_core_names_the_authors_and_the_terms(publication: Publication) -> None:
    assert tags(publication, "en/2025/forum/", "DC.creator") == ["He Jing", "李雷"]
    assert tags(publication, "en/2025/lecture/", "DC.creator") == ["Jane Doe"]
    assert tags(publication, "2025/notice/", "DC.creator") == []
    assert tags(publication, "2025/forum/", "DC.rights") == ["© 城市日报", "https://licences.example/by"]


def test_pages_of_people_and_bodies_say_who_they_are_and_nothing_unseen(publication: Publication) -> None:
    assert node(publication, "en/people/wu-li/", "ProfilePage")["mainEntity"] == {"@id": f"{BASE}people/wu-li/#person"}
    assert node(publication, "en/people/wu-li/", "Person") == {
        "@type": "Person",
        "@id": f"{BASE}people/wu-li/#person",
        "name": "Wu Li",
        "alternateName": "吴丽",
        "url": f"{BASE}en/people/wu-li/",
    }
    federation = view(publication, "organisations/federation/").graph
    assert json.loads(federation)["@graph"][-1] == {
        "@type": "Organization",
        "@id": f"{BASE}organisations/federation/#organisation",
        "name": "市妇女联合会",
        "alternateName": "City Women's Federation",
        "url": f"{BASE}organisations/federation/",
        "parentOrganization": {
            "@type": "GovernmentOrganization",
            "@id": f"{BASE}organisations/council/#organisation",
            "name": "市人民政府",
            "alternateName": "City Government",
            "url": "https://council.example/",
        },
    }
    for secret in ("市妇联", "编者备注", "Lily", "Deputy Mayor"):
        assert secret not in federation + view(publication, "en/people/wu-li/").graph


def test_a_name_that_only_we_gave_is_no_other_name(publication: Publication) -> None:
    daily = node(publication, "2025/forum/", "NewsArticle")["sourceOrganization"]
    assert daily["@type"] == "NewsMediaOrganization"
    assert "alternateName" not in daily


def test_words_cannot_leave_the_script(publication: Publication) -> None:
    text = view(publication, "en/2025/lecture/").graph
    assert not set("<>&") & set(text)
    assert node(publication, "en/2025/lecture/", "NewsArticle")["description"] == '"><b onmouseover=alert(1)>'


def test_without_site_url_nothing_needs_an_address(publication: Publication) -> None:
    homeless = Publication(publication.archive, replace(CONFIGURED, url=""))
    told = [meta.content for path in ("", "2025/forum/", "people/wu-li/") for meta in view(homeless, path).metas]
    assert [text for text in told if "news.example" in text or text.startswith("/")] == []
    assert tags(homeless, "2025/forum/", "og:image") == tags(homeless, "2025/forum/", "og:url") == []
    assert tags(homeless, "2025/forum/", "DC.identifier") == ["01JD7Q3W8A"]
    found = json.loads(view(homeless, "2025/forum/").graph)["@graph"]
    assert [node["@type"] for node in found] == ["WebSite", "Organization", "WebPage", "NewsArticle", "Event"]
    assert found[3]["publisher"] == {"@type": "Organization", "name": "试刊", "alternateName": ["Trial"]}
    assert "@id" not in json.dumps(found)
    assert "ItemList" not in view(homeless, "people/wu-li/").graph
