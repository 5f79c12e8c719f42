"""Lists and tables that a writer meant, held against Python-Markdown itself."""

from __future__ import annotations

import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinpress.lists import lost
from twinpress.prose import Prose

EXTENSIONS = ["abbr", "attr_list", "footnotes", "md_in_html", "sane_lists", "tables", "admonition",
              "pymdownx.details", "pymdownx.superfences"]  # fmt: skip


def html(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)


def kinds(text: str) -> list[tuple[str, int]]:
    return [(item.kind, item.row) for item in lost(Prose(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("段落\n- a\n- b", [("list", 1)]),
        ("段落\n* a", [("list", 1)]),
        ("段落\n1. a\n2. b", [("list", 1)]),
        ("> 引\n> - a", [("list", 1)]),
        ("- a\n\n    段落\n    - b", [("list", 3)]),
        ("!!! note\n    段落\n    - b", [("list", 2)]),
        ("段落\n    - a", [("list", 1)]),
        ("- a\n1. b", [("other-list", 1)]),
        ("- a\n  - b", [("nested", 1)]),
        ("- a\n   - b", [("nested", 1)]),
        ("1. a\n   - b", [("nested", 1)]),
        ("- a\n\n  - b", [("nested", 2)]),
        ("- a\n    - b\n      - c", [("nested", 2)]),
        ("段落\n| a | b |\n| - | - |\n| 1 | 2 |", [("table", 1)]),
        ("| a | b |\n| 1 | 2 |", [("no-rule", 0)]),
        ("| a | b |\n| - |\n| 1 | 2 |", [("no-rule", 0)]),
        ("| a | b |\n| - | - |\n| 1 | 2 |\n段落", [("after-table", 3)]),
        ("- a\n\n    - b\n- c", [("shallow", 3)]),
        ("- a\n\n    段落\n- c", [("list", 3)]),
        ("1) a\n2) b", [("numbers", 1)]),
        ("1、甲\n2、乙", [("numbers", 1)]),
        ("（一）甲\n（二）乙", [("numbers", 1)]),
        ("段落\n```\nx\n```", [("fence", 1)]),
        ("```\nx", [("open-fence", 0)]),
    ],
)
def test_lost(text: str, expected: list[tuple[str, int]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "段落\n\n- a\n- b",
        "- a\n- b\n    - c\n- d",
        "  - a\n  - b\n    - c",
        "- a\n  继续\n- b",
        "- a\n\n    段落\n\n- b",
        "## 标题\n- a",
        "段落\n\n| a | b |\n| - | - |\n| 1 | 2 |",
        "a | b\n--|--\n1 | 2",
        "| a |\n| - |\n| 1 |",
        "结果是 a | b 二选一",
        "温度\n-5度",
        "**强调**\n*斜体*",
        "培训始于\n2025. 年底结束",
        "1、甲\n\n2、乙",
        "1、甲  \n2、乙",
        "段落\n\n```\n- a\n| b |\n```\n\n段落",
        "段落\n\n---\n\n段落",
        "!!! note\n    - a\n    - b",
        "- a\n\n1. b",
        "注[^1]\n\n[^1]: 甲\n    乙",
        "> 引\n>\n> - a",
        "* * *",
    ],
)
def test_kept(text: str) -> None:
    assert kinds(text) == []


LINES = st.sampled_from(["T@", "- @", "* @", "    - @", "1. @", "    T@", "", "", "| @ | b |", "| - | - |", "## @"])


@given(st.lists(LINES, min_size=1, max_size=7))
@settings(max_examples=4 * settings().max_examples)
def test_agrees_with_python_markdown(lines: list[str]) -> None:
    """A list item whose mark is still there in the page is lost, and reported; and the other way round."""
    numbered = [line.replace("@", f"x{number}x") for number, line in enumerate(lines)]
    text = "\n".join(numbered)
    page = re.sub(r"<pre>.*?</pre>", "", html(text), flags=re.S)
    left = [n for n, line in enumerate(numbered) if re.search(rf"(?:[-*]|1\.) x{n}x", page)]
    found = kinds(text)
    assert not left or found, page
    assert left or all(
        kind in ("other-list", "nested", "table", "shallow", "after-table", "no-rule") for kind, _ in found
    ), page
    assert not left or found[0][1] <= left[0], page
