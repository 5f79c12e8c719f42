"""Parity: a translation has the structure, the pictures, the links and the attachments of its original."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from twinpress import content, dialect, site
from twinpress.archive import Archive, Article
from twinpress.document import Document, decode
from twinpress.facts.code import PARITY, STRUCTURE
from twinpress.kinds import BEIJING
from twinpress.links import resolve
from twinpress.prose import Link, Prose
from twinpress.translation.destination import Destination, Destinations
from twinpress.translation.outline import Form, outline
from twinpress.translation.parity import Placed, Version, differences

PARITY_SITE = site.load(ROOT / "tests/parity/mkdocs.yml")
PAIRS = Archive(content.load(PARITY_SITE.content, BEIJING), PARITY_SITE.moment("2026-01-01"))


def version(document: Document, text: str, line: int) -> Version:
    assert document.front
    return Version(language=document.language, front=document.front, body=Prose(text, line))


def compared(article: Article, archive: Archive, body: str | None = None) -> Sequence[Placed]:
    """Return what differs in an article, or would with another ``body`` of the translation."""
    assert article.translation
    known = article.original.body(archive.root)
    text = article.translation.body(archive.root) if body is None else body
    return differences(
        version(article.original, known, article.original.body_line),
        version(article.translation, text, article.translation.body_line),
        article,
        partial(resolve, home=article, archive=archive, site=PARITY_SITE, pages={"", "about/"}),
        archive.languages,
    )


def told(found: Sequence[Placed]) -> list[tuple[int | str, str, str, str]]:
    """Return place, kind, both excerpts of differences."""
    return [
        (each.line or each.field, each.difference.kind.value, each.difference.original, each.difference.translation)
        for each in found
    ]


def test_a_translation_that_is_one_is_left_alone() -> None:
    assert told(compared(PAIRS.by_path["2025/well-translated"], PAIRS)) == []


def test_every_kind_of_difference_is_told_once_with_its_place() -> None:
    found = compared(PAIRS.by_path["2025/badly-translated"], PAIRS)
    assert told(found) == [
        (20, "structure", "路况", "Their length"),
        (14, "structure", "早晨人少；", ""),
        (22, "structure", "路", "Way"),
        (30, "structure", "雨天请绕行桥下。", "See the map."),
        (32, "structure", "孩子终于可以自己走了。", ""),
        (32, "structure", "出门 -> 河边 -> 学校", ""),
        (32, "structure", "采访于2025年3月。", ""),
        (6, "link", "[站台](/2024/bus-stops/)", ""),
        (
            9,
            "link",
            "[市政府网站](https://www.city.example/cn/plan/2025.html)",
            "[the city’s website](https://www.city.example/cn/plan/2024.html)",
        ),
        (6, "picture", "![](map.png)", ""),
        (20, "link", "[地图](map.pdf)", ""),
        (10, "link", "", "[a blog](https://blog.example/)"),
        (6, "link", "", "/zh/2024/river-walk/"),
        (12, "picture", "", "三条路"),
        ("attachments", "attachment", "三条路地图", ""),
    ]
    assert {each.difference.code for each in found} == {STRUCTURE, PARITY}


def test_what_is_said_tells_both_counts_and_what_to_type() -> None:
    found = [each.difference for each in compared(PAIRS.by_path["2025/badly-translated"], PAIRS)]
    assert (found[0].zh, found[0].suggestion) == (
        "标题与原文不同：原文3个（2、3、2级），译文3个（2、2、2级）；第一处在原文“路况”，译文“Their length”。"
        "请照原文改正；只译大意的，请写 mode: summary",
        "### Their length",
    )
    assert found[2].en == (
        "tables must be those of the original, which has 1 (rows × columns 3×2); the translation has 1 (rows × columns "
        "2×2). They first differ at “路” in the original and “Way” in the translation. Mend it; a translation that only "
        "sums up says mode: summary"
    )
    assert [each.suggestion for each in found[7:]] == [
        "[…](/2024/bus-stops/)",
        "https://www.city.example/cn/plan/2025.html",
        "![](map.png)",
        "[…](map.pdf)",
        "",
        "/2024/river-walk/",
        "",
        "{file: map.pdf, title: …}",
    ]


def test_a_summary_leaves_out_and_invents_nothing() -> None:
    found = compared(PAIRS.by_path["2025/summed-up"], PAIRS)
    assert told(found) == [(8, "link", "", "[other towns](https://towns.example/)")]


def test_a_chinese_translation_is_compared_in_the_same_way() -> None:
    found = compared(PAIRS.by_path["2025/english-first"], PAIRS)
    assert told(found) == [(10, "structure", "Dig.", "翻土。")]


FIRST = "A. [the path](/2024/river-walk/), [the stops](/2024/bus-stops/), [the city](https://en.city.example/plan/). "
REST = "\n\n![](map.png)\n\n[the map](map.pdf)\n"


@pytest.mark.parametrize(
    ("links", "found"),
    [
        (FIRST, []),
        (FIRST + "See [the original](index.zh.md), [above](#three-ways), <https://english.city.example/>.", []),
        (FIRST + "See [the talk in Chinese](/zh/2024/river-walk/).", []),
        (FIRST + "See [us](/about/).", [("", "[us](/about/)")]),
        (FIRST.replace("/2024/river-walk/", "https://news.example/en/2024/river-walk/"), []),
        (FIRST.replace("/2024/river-walk/", "/2024/river-wlak/"), []),
        (FIRST.replace("/2024/river-walk/", "/about/"), [("[河边散步道](/2024/river-walk/)", "[the path](/about/)")]),
        (FIRST.replace("en.city.example", "en.town.example"), [
            ("[市政府网站](https://www.city.example/cn/plan/2025.html)", ""),
            ("", "[the city](https://en.town.example/plan/)"),
        ]),
        (FIRST.replace("[the stops](/2024/bus-stops/)", "[the stops][stops]") + "\n\n[stops]: /2024/bus-stops/\n", []),
        (FIRST.replace("[the stops](/2024/bus-stops/)", "`[the stops](/2024/bus-stops/)`"), [
            ("[站台](/2024/bus-stops/)", ""),
        ]),
    ],
)  # fmt: skip
def test_links_are_the_same_by_what_they_lead_to(links: str, found: list[tuple[str, str]]) -> None:
    article = PAIRS.by_path["2025/well-translated"]
    differing = compared(article, PAIRS, links + REST + "\n![](chart.en.png)\n")
    assert [row[2:] for row in told(differing) if row[1] == "link"] == found


@pytest.mark.parametrize(
    ("pictures", "found"),
    [
        ("![](map.png)\n\n![](chart.zh.png)", []),
        ("![A map](map.png) and ![a chart][chart]\n\n[chart]: chart.en.png", []),
        ("![](map.png)", [("![](chart.zh.png)", "")]),
        ("![](map.png)\n\n[A chart](chart.zh.png)", [("![](chart.zh.png)", "")]),
        ("![](mpa.png)\n\n![](chart.en.png)", []),
        ("![](/2025/summed-up/map.png)\n\n![](chart.en.png)", []),
        ("![](map.png)\n\n![A chart (图表)](chart.zh.png)", []),
        ("![](map.png)\n\n![图表](chart.zh.png)", [("", "图表")]),
    ],
)
def test_pictures_are_the_same_in_whatever_language(pictures: str, found: list[tuple[str, str]]) -> None:
    article = PAIRS.by_path["2025/well-translated"]
    differing = compared(article, PAIRS, f"{FIRST}{pictures}\n\n[the map](map.pdf)\n")
    assert [row[2:] for row in told(differing) if row[1] == "picture"] == found


def test_a_picture_of_the_translation_alone_is_told() -> None:
    article = PAIRS.by_path["2025/english-first"]
    assert article.translation
    text = article.translation.body(PAIRS.root).replace("3. 浇水。", "![](garden.png)")
    assert told(compared(article, PAIRS, text)) == [(12, "picture", "", "![](garden.png)")]


@pytest.mark.parametrize(
    ("attachments", "found"),
    [
        ("attachments: [{file: map.pdf, title: A map}]", []),
        ("attachments: [{file: map.pdf}]", [("attachments.0", "三条路地图")]),
        ("attachments: [{file: mpa.pdf, title: A map}]", []),
        ("mode: summary", [("attachments", "三条路地图")]),
    ],
)
def test_attachments_have_titles(attachments: str, found: list[tuple[str, str]]) -> None:
    article = PAIRS.by_path["2025/summed-up"]
    front = f"---\ntitle: Ways\ndescription: Three.\n{attachments}\n---\n"
    translation = decode("2025/summed-up/index.en.md", front.encode(), BEIJING)
    differing = compared(Article(path=article.path, original=article.original, translation=translation), PAIRS, "")
    assert [(row[0], row[2]) for row in told(differing) if row[1] == "attachment"] == found


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("https://city.example/plan/", "http://city.example/plan#top", True),
        ("https://zh.wiki.example/wiki/园林", "https://en.wiki.example/wiki/Garden", True),
        ("https://www.city.gov.cn/plan/1.html", "https://english.city.gov.cn/made.html", True),
        ("https://city.example/plan/", "https://city.example/en/the-plan/", True),
        ("https://city.example/plan?lang=zh-cn", "https://city.example/plan?lang=en", True),
        ("https://city.example/plan/1.html", "https://city.example/plan/2.html", False),
        ("https://city.example/people-to-people/", "https://city.example/people/", False),
        ("https://www.city.gov.cn/1.html", "https://www.city.gov.cn/2.html", False),
        ("https://city.example/", "https://town.example/en/", False),
        ("mailto:desk@city.example", "mailto:news@city.example", False),
        ("https://[broken", "https://[broken/en", False),
    ],
)
def test_a_site_may_be_shown_in_another_language(one: str, other: str, alike: bool) -> None:
    first, second = (Destination("external", key, key, Link(key, "", 1)) for key in (one, other))
    assert (second in Destinations([first])) == (first in Destinations([second])) == alike


PIECES = {
    Form.HEADING: "## Heading",
    Form.LIST: "- one\n- two",
    Form.TABLE: "| a | b |\n| --- | --- |\n| 1 | 2 |",
    Form.BOX: "!!! note\n\n    Words.",
    Form.QUOTE: "> Words.",
    Form.CODE: "```\ncode\n```",
}


def text(forms: Sequence[Form]) -> str:
    """Return a text with shapes, and paragraphs between them."""
    return "\n\n".join(f"{PIECES[form]}\n\nParagraph {number}." for number, form in enumerate(forms))


@given(st.lists(st.sampled_from(list(PIECES)), min_size=1, max_size=8), st.data())
def test_what_one_version_has_more_is_one_difference(forms: list[Form], data: st.DataObject) -> None:
    article = PAIRS.by_path["2025/english-first"]
    gone = data.draw(st.integers(0, len(forms) - 1))
    whole, less = text(forms), text(forms[:gone] + forms[gone + 1 :])
    for one, other in ((whole, less), (less, whole), (whole, whole)):
        found = differences(
            version(article.original, one, 1), version(article.original, other, 1), article, fail, archive_languages
        )
        assert len(found) == (one != other)
        lines = other.split("\n")
        assert all(lines[each.line - 1].strip() or not other for each in found)


def fail(target: str) -> None:  # type: ignore[return]
    raise AssertionError(target)


def archive_languages(article: Article) -> tuple[str, ...]:
    raise AssertionError(article.path)


@pytest.mark.parametrize(
    ("markdown", "shapes"),
    [
        ("One paragraph.\n\nAnother.", []),
        ("Title\n=====\n\n#### Deep", [(Form.HEADING, "1", "Title", 1), (Form.HEADING, "4", "Deep", 4)]),
        ("1. *First* item\n\n    more\n\n2. Second", [(Form.LIST, "2", "First item", 1)]),
        ("- **a**: b\n    1. c\n- d", [(Form.LIST, "2", "a: b", 1), (Form.LIST, "1", "c", 2)]),
        ("> Quoted\n>\n> - one", [(Form.QUOTE, "", "Quoted", 1), (Form.LIST, "1", "one", 3)]),
        ('??? tip "How"\n\n    Go.', [(Form.BOX, "tip", "Go.", 3)]),
        ("Words[^a] and.[^b]\n\n[^a]: First.\n[^b]: Second.", [(Form.NOTE, "", "First.", 3), (Form.NOTE, "", "Second.", 4)]),
        ("Code: `x`\n\n    indented\n", [(Form.CODE, "", "indented", 3)]),
    ],
)  # fmt: skip
def test_an_outline_is_what_a_reader_sees(markdown: str, shapes: list[tuple[Form, str, str, int]]) -> None:
    found = outline(dialect.convert(markdown), Prose(markdown))
    assert [(shape.form, shape.size, shape.words, shape.line) for shape in found] == shapes


def test_the_stories_of_the_project_are_translated_in_parallel() -> None:
    project = site.load(ROOT / "mkdocs.yml")
    archive = Archive(content.load(project.content, project.zone), project.moment("2026-01-01"))
    pairs = [article for article in archive.articles if article.translation]
    assert len(pairs) > 4
    assert {article.path: told(compared(article, archive)) for article in pairs} == {
        article.path: [] for article in pairs
    }
