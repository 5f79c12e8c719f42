"""The bodies of articles: to know which files they name, most of them is not parsed."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from twinpress.bodies import leading
from twinpress.prose import Prose

PIECES = st.sampled_from(
    [
        "会议在北京举行", "The meeting", " ", "\n", "\n\n", "\n \n", "\n\t\n", "\n\n    ", "\n\t", "\n- ", "\n\n> ", "[", "]", "](", "(", ")", "![", "!",
        "a.png", "/about/", "../2024/a/#b", "https://a.cn/a.png", "#end", "a (1).png", ' "title"', "\\", "`", "```", "\n```\n", "~~~", "\n[a]: a.png",
        "[^1]", "<", ">", '<img src="a.png">', "<!--", "-->", "[x](a.png)", "![](b.png)", "[x](/about/)", "[x](#end)", "{: .y}",
    ]
)  # fmt: skip
NO_FILE = re.compile(r"(?:https?:[^()\s]*|#[^()\s]*|[\w./-]*(?:/|\.md)(?:#[^()\s]*)?)")


def links(text: str) -> set[tuple[str, bool]]:
    return {(link.target, link.image) for link in Prose(text).links}


def test_only_paragraphs_that_can_name_a_file_are_parsed() -> None:
    text = "Words.\n\nSee [the plan](plan.pdf) and [us](/about/).\n\nA [meeting](/2025/meeting/)."
    assert leading(text).strip() == "See [the plan](plan.pdf) and [us](/about/)."
    assert leading(f"{text}\n\n`code`") == f"{text}\n\n`code`"
    assert leading("A [meeting](/2025/meeting/).") == ""


@given(st.lists(PIECES, max_size=25).map("".join))
@example("[a](\n\nb.png)")
@example("    [a](b.png)")
def test_what_is_left_out_names_no_file(text: str) -> None:
    left = links(leading(text))
    assert left <= links(text)
    assert [target for target, _ in links(text) - left if not NO_FILE.fullmatch(target)] == []
