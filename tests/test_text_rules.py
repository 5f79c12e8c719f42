"""The rules on texts, links and pictures under any text at all: no exception, no hang, lines that exist."""

from __future__ import annotations

import os
import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from test_prose import ROUGH
from test_rules import FIXTURES, lay_out, run
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
        "[x](http://[)", "[x](\u0000)".replace("\0", "%00"), "<div>\n", "[x](../../..)", "[x](/en/2025/story/)", "**a**{: onclick=1}", "{x}",
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
@settings(max_examples=3 * settings().max_examples // 2)
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


def codes(root: Path, body: str, language: str = "zh") -> list[str]:
    return [finding.code for finding in findings(root, body, language)]


@pytest.mark.parametrize(
    "written",
    [
        '[甲](/2025/story/){: href="javascript:alert(2)" }',
        '[甲](/2025/story/){ onclick="x" }',
        "[甲][乙]{:onclick=1}\n\n[乙]: /2025/story/",
        "**甲**{:\tonclick=1}",
        '**甲**{: title="}" onclick=1}',
        "**甲**{: class=x ON*CLICK=1}",
        '## 甲 {: style="x" }',
        '段落\n{: onclick="x"}',
        "- 甲\n{: onclick=1}",
        "> 甲\n{: cite=x}",
        "| 甲 | 乙 |\n|----|----|\n| 丙 { onclick=1 } | 丁 |",
        "!!! note\n    甲\n    {: onclick=1}",
        "<https://a.cn>{: onclick=1}",
        "<SCRIPT SRC=x></SCRIPT>甲",
        '<iframe src="javascript:x"></iframe>甲',
        '<a href="x.pdf">甲</a>',
        '<video poster="x y">甲</video>',
    ],
)
def test_one_mistake_in_html_gives_one_finding(written: str, tmp_path: Path) -> None:
    assert codes(tmp_path, f"文。\n\n{written}\n") == ["TXT006"]


@pytest.mark.parametrize(
    "written",
    [
        "**甲**{#x .y lang=en title='乙' width=3 height=3 markdown=1}",
        "集合 {1, 2} 与{甲}",
        "甲 {onclick=1}",
        "`**甲**{: onclick=1}`",
        "```\n**甲**{: onclick=1}\n```",
        "``` {.py #x}\n**甲**{: onclick=1}\n```",
        "~~~{ .py onclick=1 }\n**甲**{: onclick=1}\n~~~",
    ],
)
def test_braces_that_are_left_alone(written: str, tmp_path: Path) -> None:
    assert codes(tmp_path, f"文。\n\n{written}\n") == []


def test_long_lines_with_braces_take_linear_time(tmp_path: Path) -> None:
    for body in (
        "{.}" * 60_000,
        "{a}" * 60_000,
        "{" * 90_000 + "}",
        "**a**{ " * 20_000 + "}",
        "{" + "style=" * 40_000 + "}",
        "{a}\n" * 20_000,
    ):
        started = time.perf_counter()
        findings(tmp_path, body)
        assert time.perf_counter() - started < 10
    assert codes(tmp_path, "甲" * 30_000 + "**乙**{: onclick=1}") == ["TXT006"]


def only(root: Path, body: str, language: str = "zh") -> Finding:
    (finding,) = findings(root, body, language)
    return finding


def test_messages_say_what_was_found(tmp_path: Path) -> None:
    unknown = only(tmp_path, "[甲](htp://a.cn/x)")
    assert (unknown.code, unknown.fix) == ("LNK005", "https://a.cn/x")
    assert "unknown address form" in unknown.en
    assert only(tmp_path, "[甲](weixin://dl)").fix == ""
    assert "on the reader's machine" in only(tmp_path, "[甲](javascript:x)").en
    bullets = only(tmp_path, "• 甲\n• 乙")
    assert (bullets.code, bullets.line) == ("TXT004", 11)
    assert "“•”" in bullets.zh
    assert "“- ”" in bullets.zh


def test_a_removed_article_is_not_waited_for(tmp_path: Path) -> None:
    removed = HEAD.replace("01JPTRYME1", "01JPTRYME2").replace(
        "---\n\n", "withdrawn: {date: 2025-04-01, kind: removed}\n---\n"
    )
    place = tmp_path / "content" / "2025" / "other"
    place.mkdir(parents=True)
    (place / "index.zh.md").write_text(removed, "utf-8")
    (found,) = [f for f in findings(tmp_path, "见[甲](/2025/other/)。") if f.path.startswith("2025/story/")]
    assert found.code == "LNK006"
    assert "removed" in found.en
    assert "after" not in found.en
    assert "公开后" not in found.zh


def test_a_pipe_beside_an_article_does_not_stop_the_checks(tmp_path: Path) -> None:
    place = tmp_path / "content" / "2025" / "story"
    place.mkdir(parents=True)
    os.mkfifo(place / "opening.jpg")
    started = time.perf_counter()
    findings(tmp_path, "![会场](opening.jpg)")
    assert time.perf_counter() - started < 10


def test_the_command_for_a_photo_runs_beside_it(tmp_path: Path) -> None:
    fixture = next(folder for folder in FIXTURES if folder.name.startswith("IMG004"))
    lay_out(fixture, "bad", tmp_path)
    fixes = [finding.fix for finding in run(tmp_path, {})]
    assert fixes
    assert all(fix.startswith("exiftool ") and "/" not in fix for fix in fixes)


def english(root: Path, body: str) -> list[Finding]:
    return findings(root, body, "en")


def test_full_width_in_english(tmp_path: Path) -> None:
    (titles,) = english(tmp_path, "They read 《Book》 there.")
    assert (titles.code, titles.fix) == ("TXT002", "")
    assert "italics" in titles.en
    (comma,) = english(tmp_path, "Everybody attended，notwithstanding the rain.")
    assert comma.fix == "attended, notwithstanding"
    (chinese,) = english(tmp_path, "第一天上午，四位专家授课。\n\n第二天，大家参观。")
    assert (chinese.code, chinese.line, chinese.fix) == ("TXT002", 10, "")
    assert "this text is Chinese" in chinese.en
