"""Blocks: what of an article is translated piece by piece, and what of it is a change."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SITE
from twinpress import dialect
from twinpress.document import read
from twinpress.kinds import BEIJING
from twinpress.translation.block import Block, blocks, plain

CONTENT = SITE / "content"


def of(path: str) -> list[tuple[str, str]]:
    """Return kind (and name) and words of the blocks of a version in tests/site."""
    document = read(CONTENT, path, BEIJING)
    assert document.front
    found = blocks(document.front, dialect.convert(document.body(CONTENT)))
    return [(":".join(filter(None, (block.kind, block.name))), block.text) for block in found]


def text(markdown: str) -> list[Block]:
    """Return the blocks of a text, without the two of every front matter."""
    document = read(CONTENT, "2024/meeting/index.zh.md", BEIJING)
    assert document.front
    front = len(blocks(document.front, ""))
    return list(blocks(document.front, dialect.convert(markdown)))[front:]


def test_an_article_and_its_translation_have_blocks_side_by_side() -> None:
    original, translation = of("2025/first-talk/index.zh.md"), of("2025/first-talk/index.en.md")
    assert original == [
        ("title", "第一讲谈街道"),
        ("title_short", "第一讲"),
        ("kicker", "儿童友好城市"),
        ("description", "李明讲孩子怎样走过街道。"),
        ("note", "本系列共两讲。"),
        ("wording:li-ming", "街道设计师"),
        ("alt:street.png", "一条街"),
        ("caption:street.png", "孩子过街"),
        ("attachment:plan.txt", "讲稿提纲"),
        ("venue", "一号会议室"),
        ("change:2025-03-03", "更正了听众人数。"),
        ("paragraph", "第一段。见第二讲和关于。"),
        ("heading", "小结"),
        ("cell", "项"),
        ("cell", "数"),
        ("cell", "街道"),
        ("cell", "14"),
    ]
    assert translation == [
        ("title", "First talk: the street"),
        ("description", "Li Ming on how children cross a street."),
        ("note", "There are two talks in this series."),
        ("wording:li-ming", "street designer"),
        ("alt:street.png", "A street"),
        ("caption:street.png", "Children cross it"),
        ("attachment:plan.txt", "Outline of the talk"),
        ("venue", "Room 1"),
        ("change:2025-03-03", "The size of the audience was corrected."),
        ("paragraph", "First paragraph. See the second talk, the meeting and about."),
        ("paragraph", "More: the terms, a plan, the Chinese page and the outline."),
    ]


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("一行\n两行", [("paragraph", "一行两行")]),
        ("One\nline", [("paragraph", "One line")]),
        (
            "- 甲\n- 乙\n\n    乙的第二段\n\n    - 丙",
            [("item", "甲"), ("item", "乙"), ("item", "乙的第二段"), ("item", "丙")],
        ),
        ("> 引文\n>\n> 第二段", [("quote", "引文"), ("quote", "第二段")]),
        ("正文[^1]。\n\n[^1]: 注释。", [("paragraph", "正文。"), ("item", "注释。")]),
        ('!!! note "说明"\n    内容', [("paragraph", "说明"), ("paragraph", "内容")]),
        ("<b>生的</b>标记", [("paragraph", "生的标记")]),
        ("&lt;5 &amp; 6", [("paragraph", "<5 & 6")]),
        ("", []),
    ],
)
def test_a_text_is_cut_where_readers_see_it_cut(markdown: str, found: list[tuple[str, str]]) -> None:
    assert [(block.kind, block.text.replace("\xa0", " ")) for block in text(markdown)] == found


SAME = [
    ("**孩子**过街", "孩子过街"),
    ("见[第二讲](/2025/second-talk/)", "见[第二讲](/2025/other/)"),
    ("ＡＢＣ１２３", "ABC123"),
    ("一行\n两行", "一行两行"),
    ("a  b", "a b"),
    ("`120`人", "120人"),
]
OTHER = [
    ("120人", "210人"),
    ("见[第二讲](/2025/second-talk/)", "见[第三讲](/2025/second-talk/)"),
    ("增加", "增加了"),
    ("# 小结", "小结"),
]


@pytest.mark.parametrize(("before", "after"), SAME)
def test_what_readers_hardly_see_is_no_change(before: str, after: str) -> None:
    assert [block.digest for block in text(before)] == [block.digest for block in text(after)]


@pytest.mark.parametrize(("before", "after"), OTHER)
def test_what_they_read_is_one(before: str, after: str) -> None:
    assert [block.digest for block in text(before)] != [block.digest for block in text(after)]


def test_a_paragraph_more_leaves_the_others_what_they_are() -> None:
    before, after = text("甲\n\n乙"), text("甲\n\n新\n\n乙")
    assert [block.digest for block in after if block.text != "新"] == [block.digest for block in before]


@given(st.text(st.sampled_from("孩 子\n\ta. ")))
def test_plain_words_stay_plain(words: str) -> None:
    assert plain(plain(words)) == plain(words)


def test_every_article_of_the_small_site_can_be_cut() -> None:
    paths = [path.relative_to(CONTENT).as_posix() for path in sorted(Path(CONTENT).glob("2*/*/index.??.md"))]
    readable = [path for path in paths if read(CONTENT, path, BEIJING).front]
    assert len(readable) > 10
    for path in readable:
        kinds = [kind for kind, _ in of(path)]
        assert kinds[0] == "title"
        assert "description" in kinds
