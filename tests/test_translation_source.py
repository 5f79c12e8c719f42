"""Where the blocks of a version stand in its file, and which of them can be replaced there."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SITE
from twinpress.document import decode, read
from twinpress.kinds import BEIJING
from twinpress.translation.block import blocks, render
from twinpress.translation.source import Written, written

CONTENT = SITE / "content"
ARTICLE = """---
id: 01JD7Q3W8M
title: 过街
description: 孩子过街。
date: 2025-11-20
section: news
source: {name: office}
as:
  wu-sheng: 主任
event: {start: 2025-11-18, venue: 一号会议室}
changes:
  - date: 2025-11-21
    kind: correction
    note: 更正了人数。
pictures:
  opening.jpg:
    alt: 一条街
    credit: 吴升
attachments:
  - {file: plan.txt, title: 提纲}
editors_note:
  text: 共两讲。
---
"""
BODY = """孩子**过街**，见[第二讲](/2025/x/)[^1]。
第二行。

## 学C# ## {#c}

- 一
- 二 `a|b`
  续

> 引文
> 两行
>
> 又一段

!!! note "说明"
    内容 <b>好</b>

!!! note
    没有标题

| 项 | 甲\\|乙 |
| --- | --- |
| **街道** | ![](x.png) 14 |

![图](x.png)

[^1]: 注释，见 <https://a.cn/>。

最后<br>两行␠␠
三行[ref]

```py
a = 1
```

[ref]: https://a.cn/
""".replace("␠", " ")


def of(body: str, head: str = ARTICLE) -> tuple[Written, ...]:
    """Return the blocks of a version with their places."""
    document = decode("2025/x/index.zh.md", (head + body).encode(), BEIJING)
    assert document.front
    found = tuple(written(document, body, render(body)))
    assert [item.block for item in found] == list(blocks(document.front, render(body)))
    return found


def below(body: str) -> tuple[Written, ...]:
    """Return those of the body."""
    return tuple(item for item in of(body) if not item.field)


def test_fields_are_known_by_their_names_and_lines() -> None:
    assert [(item.field, item.line) for item in of("")] == [
        ("title", 3),
        ("description", 4),
        ("editors_note.text", 22),
        ("as.wu-sheng", 9),
        ("pictures.opening.jpg.alt", 17),
        ("attachments.0.title", 20),
        ("event.venue", 10),
        ("changes.0.note", 14),
    ]


def test_blocks_stand_where_they_were_written() -> None:
    above = ARTICLE.count("\n")
    assert [(item.line - above, item.block.kind, item.words(BODY), item.exact) for item in below(BODY)] == [
        (1, "paragraph", "孩子**过街**，见[第二讲](/2025/x/)[^1]。\n第二行。", True),
        (4, "heading", "学C#", True),
        (6, "item", "一", True),
        (7, "item", "二 `a|b`\n续", True),
        (10, "quote", "引文\n两行", True),
        (13, "quote", "又一段", True),
        (15, "paragraph", "说明", True),
        (16, "paragraph", "内容 <b>好</b>", True),
        (16, "paragraph", "", False),  # “Note”, which nobody wrote
        (19, "paragraph", "没有标题", True),
        (21, "cell", "项", True),
        (21, "cell", "甲\\|乙", True),
        (23, "cell", "**街道**", True),
        (23, "cell", "![](x.png) 14", True),
        (29, "paragraph", "最后", True),
        (29, "paragraph", "两行", True),
        (30, "paragraph", "三行[ref]", True),
        (33, "code", "a = 1", False),
        (27, "item", "注释，见 <https://a.cn/>。", True),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "甲\n\n<div>乙</div>\n\n丙",  # raw HTML
        "甲 <b>乙\n\n丙",  # a tag that is never closed
        "[TOC]\n\n# 甲",  # its words stand in the contents as well
        "甲\n{: .x}\n乙",  # a line between may be none of its words
        "甲\U000f0000乙",  # the characters of marks
        "```\n甲",  # a fence that is never closed
    ],
)
def test_what_cannot_be_replaced_alone_is_not_called_exact(body: str) -> None:
    assert any(not item.exact for item in below(body))


def test_a_block_that_is_not_found_has_the_line_of_the_one_before() -> None:
    above = ARTICLE.count("\n")
    assert [item.line - above for item in below("甲\n\n<div>乙</div>\n\n丙")] == [1, 1, 5]


def test_a_body_that_cannot_be_rendered_is_shown_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twinpress.translation.block._own", None)
    assert render("a < b & c") == "<pre>a &lt; b &amp; c</pre>"


LINES = st.sampled_from(
    [
        "# ", "## 题 {#x}", "- ", "1. ", "> ", "    ", "| ", "|---|---|", "甲|乙", "!!! note", '!!! note "题"', "[^1]: ",
        "```", "~~~", "---", "===", "<div>", "</div>", "<!--", "-->", "[TOC]", "[a]: https://b.cn", "*[甲]: 乙", "{: .x}",
    ]
)  # fmt: skip
INNER = st.sampled_from(
    [
        "甲", "乙丙", "ab", " ", "**", "*", "_", "`", "[甲](b)", "![图](x.png)", "[^1]", "<b>", "</b>", "<br>", "\\|", "\\",
        "&amp;", "<https://a.cn/>", "|", "!", "1.", "#", "[a]", "  \n", "{.x}", "<", ">", "，", "“", "120万",
    ]
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(LINES, INNER, INNER, st.just("\n"), st.just("\n\n"), st.just("\n    "), st.just("\n\n甲乙")), max_size=25
).map("".join)
ANY = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=60)


@given(TEXTS | ANY)
@settings(max_examples=4 * settings().max_examples)
def test_exact_words_alone_are_replaced(body: str) -> None:
    found = below(body)
    assert all(0 <= item.start <= item.end <= len(body) for item in found)
    above = ARTICLE.count("\n")
    assert all(1 <= item.line - above <= body.count("\n") + 1 for item in found)
    exact = [(number, item) for number, item in enumerate(found) if item.exact]
    spans = sorted((item.start, item.end) for _, item in exact)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    for number, item in exact[:4]:
        other = below(f"{body[: item.start]}新的 new{body[item.end :]}")
        assert [one.block.text for one in other] == [
            "新的 new" if place == number else one.block.text for place, one in enumerate(found)
        ]
        assert [one.block.kind for one in other] == [one.block.kind for one in found]


@given(st.lists(st.sampled_from(["甲乙", "**丙**丁", "- 戊", "# 己", "> 庚", "见[辛](x)"]), max_size=12))
def test_common_texts_are_exact_throughout(paragraphs: list[str]) -> None:
    found = below("\n\n".join(paragraphs))
    assert all(item.exact for item in found)
    assert len(found) == len(paragraphs)


def test_nearly_every_block_of_the_small_site_is_exact() -> None:
    told: list[str] = []
    for path in sorted(Path(CONTENT).glob("2*/*/index.??.md")):
        document = read(CONTENT, path.relative_to(CONTENT).as_posix(), BEIJING)
        body = document.body(CONTENT)
        found = written(document, body, render(body))
        told += [f"{document.path}:{item.line} {item.block.text}" for item in found if not item.exact]
    assert told == []
