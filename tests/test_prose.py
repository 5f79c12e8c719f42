"""What is prose in a Markdown file, and what is not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinpress.dialect import convert
from twinpress.hazards import hidden_hazards, without_comments
from twinpress.prose import HIDDEN, MARK, Prose


def seen(text: str) -> str:
    """Show the fillers: · where a reader sees nothing, # where something that is not words."""
    return Prose(text).words.replace(MARK, "·").replace(HIDDEN, "#")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**强调**和_斜体_", "··强调··和·斜体·"),
        ("3 * 4，a_b_c", "3 * 4，a_b_c"),
        ("`代码`之后", "####之后"),
        ("``a`b``之后", "#######之后"),
        (r"\`不是`代码", r"\`不是`代码"),
        ("`没有结尾", "`没有结尾"),
        ("[文字](/2025/a/)", "·文字···········"),
        ('[文字](b "标题")', "·文字·········"),
        ("![图](a.png)", "··图········"),
        ("![](a.png)", "··########"),
        ("[![图](a.png)](b)", "···图············"),
        ('<span lang="en">Her</span>', "················Her·······"),
        ("见https://a.cn/x，好", "见##############，好".replace("#" * 14, "#" * 14)),
        ("<https://a.cn/>", "#" * 15),
        ("a@b.cn 好", "###### 好"),
        ("中&nbsp;文", "中######文"),
        ("标题 {#id .x}", "标题 ········"),
        ("注[^1]", "注····"),
        ("[a]: https://b.cn '标题'", "#" * 22),
        ("中<!-- 注 -->文", "中··········文"),
        ('!!! note "标题"', "··········标题·"),
        ("3 < 5 > 4", "3 < 5 > 4"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert seen(text) == expected


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("段落\n\n    代码\n\n    还是\n\n段落", {2, 4}),
        ("段落\n    不是代码", set()),
        ("- 列表\n\n    不是代码", set()),
        ("- 列表\n懒行\n\n    不是代码", set()),
        ("!!! note\n\n    不是代码", set()),
        ("[^1]: 注\n\n    不是代码", set()),
        ("## 标题\n    代码", {1}),
        ("```py\n代码\n```\n文", {0, 1, 2}),
        ("````\n```\n````", {0, 1, 2}),
        ("~~~\n代码\n~~~", {0, 1, 2}),
        ("```\n没有结尾\n\n文", set()),
        ("```行内```代码", set()),
        ("- a\n\n    ```\n    代码\n    ```", {2, 3, 4}),
        ("    ```\n外面\n    ```", {0}),
    ],
)
def test_code(text: str, hidden: set[int]) -> None:
    lines = Prose(text).uncoded
    assert {n for n, line in enumerate(lines) if line.strip(" ") and not line.strip(" " + HIDDEN)} - {
        n for n, line in enumerate(text.split("\n")) if line.startswith("```行内")
    } == hidden


def test_code_in_raw_html_is_no_code() -> None:
    assert "<script>" in Prose("<div>\n`<script>`\n</div>").source
    assert "<script>" not in Prose("<div markdown>\n`<script>`\n</div>").source


def test_words_of_another_language_are_left_out() -> None:
    prose = Prose('他在<span lang="en">Her, Beijing</span>写，<q lang="zh">妇女</q><i lang="zh-Hant">婦女</i>')
    assert "Her" not in prose.words_in("zh")
    assert "妇女" in prose.words_in("zh")
    assert "婦女" not in prose.words_in("zh")
    assert "Her" in prose.words_in("en")


def test_links() -> None:
    prose = Prose(
        '[a](b "t") ![图](c d.png)\n[长\n文字](e)\n\n[x [y] z](<f g>) <https://h.cn/>\n[i]: j\n[![](k)](l)\n'
        "`[m](n)`\n<a href='o'>p</a> [q](r(s)) [t]() \\[u](v)\n\n[w](java(x(1)))",
        10,
    )
    assert [(link.target, link.line, link.image) for link in prose.links] == [
        ("b", 10, False), ("c d.png", 10, True), ("e", 11, False), ("f g", 14, False), ("https://h.cn/", 14, False),
        ("j", 15, False), ("l", 16, False), ("k", 16, True), ("o", 18, False), ("r(s)", 18, False), ("", 18, False),
        ("java(x(1))", 20, False),
    ]  # fmt: skip
    assert prose.links[2].text == "长\n文字"


def test_headings_as_python_markdown_sees_them() -> None:
    text = "# 一\n##二 {#x}\n段落\n### 三 ###\n\n四\n---\n\n段落\n五\n---\n\n`# 六`\n\n    # 七\n\n#"
    assert [(h.level, h.text, h.line) for h in Prose(text).headings] == [
        (1, "一", 1), (2, "二", 2), (3, "三", 4), (2, "四", 6), (1, "", 17)
    ]  # fmt: skip


@given(st.text(alphabet="中a*_`~[]()<>!#-| \n\t\\\"'{}&;:/.，“", max_size=200))
@settings(max_examples=3 * settings().max_examples)
def test_masks_keep_every_place(text: str) -> None:
    prose = Prose(text)
    for masked in (prose.source, prose.words, prose.words_in("zh")):
        assert len(masked) == len(text)
        assert all(a == b or a in (MARK, HIDDEN) for a, b in zip(masked, text, strict=True))
        assert [n for n, c in enumerate(masked) if c == "\n"] == [n for n, c in enumerate(text) if c == "\n"]
    assert all(1 <= link.line <= len(prose.lines) for link in prose.links)
    assert all(1 <= heading.line <= len(prose.lines) for heading in prose.headings)


PIECES = [
    "`",
    "``",
    "```\n",
    "\n\n",
    "\n",
    "    ",
    "- ",
    "<script>",
    "<div>",
    "</div>",
    "文",
    "\\",
    "> ",
    "~~~\n",
    "# ",
    "1. ",
    "<!--",
    "-->",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=4 * settings().max_examples)
def test_no_live_script_is_taken_for_code(pieces: list[str]) -> None:
    """What Python-Markdown leaves a live tag must be visible to the rule on raw HTML, or to its second opinion."""
    prose = Prose("".join(pieces))
    live = "<script>" in without_comments(convert(prose.text))
    assert not live or "<script>" in prose.source or hidden_hazards(prose), convert(prose.text)


ROUGH = {
    "backticks": "`" * 200_000,
    "mixed backticks": "`` ``` ```x " * 17_000,
    "comments": "<!--" * 50_000,
    "brackets": "[" * 200_000,
    "links": "[a](" * 50_000,
    "spaces in a link": "[a](" + " " * 200_000,
    "tags": "<a " * 66_000,
    "quotes in tags": "<a '" * 50_000,
    "double quotes in tags": '<a "' * 50_000,
    "spaces": " " * 200_000,
    "parentheses": "(" * 200_000,
    "emphasis": "*_" * 100_000,
    "hashes": "#" * 200_000,
    "braces": "{." * 100_000,
    "fences": "```\n" * 50_000 + "x",
    "fences of all lengths": "\n".join("    " + "`" * (3 + n % 300) for n in range(1300)),
    "divs": "<div>\n" * 33_000,
    "languages": '<span lang="en">' * 12_000,
    "mail": "a" * 100_000 + "@" + "a." * 50_000,
    "words with dots": "a." * 100_000,
    "entities": "&a" * 100_000,
    "definitions": "[a]:" * 50_000,
    "notes": "[^a" * 66_000,
    "href": "<a href " * 25_000,
    "backslashes": "\\" * 200_000 + "`",
    "escaped backticks": "\\`" * 100_000,
    "empty lines": "\n" * 200_000,
    "commas": "中," * 100_000,
    "marks": "*" * 100_000 + ",中",
    "quotes": "“" * 200_000,
    "straight quotes": "\"'" * 100_000,
    "dates": "11月18日" * 40_000 + "星期",
    "numbers": "约" + "1" * 200_000,
    "tables": "|" * 200_000 + "\n" + "|-" * 100_000,
    "list marks": "- " * 100_000,
    "ideographic spaces": "\u3000" * 200_000,
    "URLs": "https://" * 25_000,
    "full-width": "，" * 200_000,
    "Han": "妇" * 200_000,
    "Traditional": "國" * 200_000,
    "straight single quotes": "'中" * 70_000,
    "weekdays": "Monday " * 28_000,
    "half brackets": "(中" * 70_000,
}


@pytest.mark.parametrize("name", ROUGH)
def test_long_lines_take_linear_time(name: str) -> None:
    started = time.perf_counter()
    prose = Prose(ROUGH[name])
    assert prose.words_in("zh") is not None
    assert prose.links is not None
    assert prose.headings is not None
    assert time.perf_counter() - started < 3
