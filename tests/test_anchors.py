"""Anchors are those of the rendered pages."""

from __future__ import annotations

import pytest

from twinpress.anchors import anchors


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
