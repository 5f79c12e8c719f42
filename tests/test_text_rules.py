"""The rules on texts, links and pictures under any text at all: no exception, no hang, lines that exist."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from test_prose import ROUGH
from twinpress import content, site
from twinpress.archive import Archive
from twinpress.check import check
from twinpress.finding import Finding

HEAD = """---
id: 01JPTRYME1
title: 标题
description: 摘要
date: 2025-03-20
section: trainings
source: {name: 市妇联}
---

"""
PIECES = st.text(alphabet="中文國a1A ,;:?!()（）\"'，。、：“”《》２Ａ*_`[]<>{}#&|-/.~\\=\n\t\u200b\u3000", max_size=30) | st.sampled_from(
    [
        "11月18日（星期三）", "Friday, 30 February 2025", "[a](javascript:x)", "![](a.png)", "[x](/2025/a/#b)", "<script",
        "| a | b |\n", "|--|--|\n", "\n- a", "\n\n", "```\n", "待补", "https://a.cn/，x", "<!--", "-->", "\n# ", "[](#)", "[x](//[)",
        "[x](http://[)", "[x](\u0000)".replace("\0", "%00"), "<div>\n", "[x](../../..)", "[x](/en/2025/story/)",
    ]
)  # fmt: skip


def findings(root: Path, body: str, language: str = "zh") -> list[Finding]:
    folder = root / "content" / "2025" / "story"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"index.{language}.md").write_text(HEAD + body, "utf-8")
    place = site.bare(root / "content")
    archive = Archive(content.load(root / "content", place.zone), datetime(2026, 1, 1, tzinfo=place.zone))
    return check(archive, place, select=("TXT", "LNK", "IMG"))


@given(st.lists(PIECES, max_size=8), st.sampled_from(["zh", "en"]))
@settings(max_examples=150, deadline=None)
def test_any_text(tmp_path_factory: pytest.TempPathFactory, pieces: list[str], language: str) -> None:
    body = "".join(pieces)
    for finding in findings(tmp_path_factory.mktemp("any"), body, language):
        assert 1 <= finding.line <= HEAD.count("\n") + body.count("\n") + 1, finding
        assert finding.zh
        assert finding.en
        assert "\n" not in finding.zh + finding.en, finding


@pytest.mark.parametrize("name", ROUGH)
def test_long_lines_take_linear_time(name: str, tmp_path: Path) -> None:
    started = time.perf_counter()
    findings(tmp_path, ROUGH[name])
    findings(tmp_path, ROUGH[name], "en")
    assert time.perf_counter() - started < 10
