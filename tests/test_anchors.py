"""Anchors are those of the rendered pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinpress.anchors import anchors, leads


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## 四堂课", {"四堂课"}),
        ("## 四堂课\n\n## 四堂课", {"四堂课", "四堂课_1"}),
        ("## Her Beijing 2025", {"her-beijing-2025"}),
        ("## 一、到国际会议上", {"一到国际会议上"}),
        ("## 从试点到全域 {#whole}", {"whole"}),
        ("段落\n{#here}", {"here"}),
        ('<span id="x">甲</span>', {"x"}),
        ("`## 不是`", set()),
    ],
)
def test_anchors(body: str, expected: set[str]) -> None:
    assert anchors(body) == expected


PIECES = (
    "## 甲 {#plan}", "## 甲{#plan}", "# a b {#plan} ", "## {#plan}", "## *甲* {#plan}", "## 甲 {#plan .wide}", "{#plan}",
    "甲", "\n", "\n\n", "\n\n", "\n\n", "- ", "1. ", "> ", "    ", "```", "`", "<div>", "</div>", "<!--", "[^1]: ",
    "!!! note",
    "| a | b |\n|---|---|\n", "[a]: b", "*[a]: b", "===", "---", "[TOC]", "\\", "&", ": ",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_an_id_that_is_seen_is_one_that_is_made(body: str) -> None:
    assert leads("plan", body) == ("plan" in anchors(body))
