"""Anchors are those of the pages that MkDocs makes."""

from __future__ import annotations

import pytest

from conftest import ROOT
from twinpress import site
from twinpress.anchors import EXTENSIONS, anchors


def test_extensions_are_those_of_the_configuration() -> None:
    import yaml

    values = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), site._Loader)
    named = [name if isinstance(name, str) else next(iter(name)) for name in values["markdown_extensions"]]
    assert sorted(named) == sorted(EXTENSIONS)


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
