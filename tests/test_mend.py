"""--fix: the normal form, and nothing else."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from twinpress import mend
from twinpress.document import decode
from twinpress.frontmatter import parse
from twinpress.kinds import BEIJING
from twinpress.model import Original, Translation

PATH = "2025/story/index.zh.md"


def mended(text: str, path: str = PATH) -> str:
    return mend.text(path, text.encode(), BEIJING)


def test_fields_come_in_the_order_of_the_handbook_with_their_comments_and_lines() -> None:
    before = """---
# where it happened
event:
  start: 2025-05-06   # a Tuesday
  end: 2025-05-07
title: 标题·
date: 2025-05-06
# permanent
id: 01BBBBBBB1
own_field: kept
description: 摘要
---
正文
"""
    after = """---
# permanent
id: 01BBBBBBB1
title: 标题
description: 摘要
date: 2025-05-06
# where it happened
event:
  start: 2025-05-06   # a Tuesday
  end: 2025-05-07
own_field: kept
---

正文
"""
    assert mended(before.replace("·", " ")) == after  # a space at the end of a line, which editors would take away


@pytest.mark.parametrize(
    "head",
    [
        "title: |\n  two  \n  lines\ndate: 2025-05-06\n",  # the spaces are part of the value
        "title: a\ntitle: b\ndate: 2025-05-06\n",  # doubled: which one is meant?
        "title: &a x\ndate: *a\n",
    ],
)
def test_a_front_matter_whose_values_could_change_is_left_alone(head: str) -> None:
    before = parse(head).values
    assert parse(mend.front_matter(head)).values == before


def test_what_cannot_be_read_is_left_to_the_checks(tmp_path: Path) -> None:
    folder = tmp_path / "2025" / "story"
    folder.mkdir(parents=True)
    (folder / "index.zh.md").write_bytes(b"---\ntitle: \xff\n---\n")
    (folder / "index.en.md").write_text("no front matter")
    assert list(mend.folder(tmp_path, BEIJING)) == []
    assert (folder / "index.zh.md").read_bytes() == b"---\ntitle: \xff\n---\n"


def test_the_body_keeps_code_links_and_line_breaks() -> None:
    body = "第一行  \n第二行 `a,b` [甲,乙](x,y.html)\n\n```\n甲,乙\n```\n"
    result = mend.body(body, "zh")
    assert "第一行  \n" in result
    assert "`a,b`" in result
    assert "(x,y.html)" in result
    assert "\n甲,乙\n" in result


def test_the_committed_stories_are_in_normal_form(tmp_path: Path) -> None:
    for file in sorted((ROOT / "content").glob("[0-9]*/*/index.*.md")):
        path = file.relative_to(ROOT / "content").as_posix()
        assert mend.text(path, file.read_bytes(), BEIJING) == file.read_text("utf-8"), (
            f"run: twinpress check --fix {path}"
        )


def test_every_field_has_its_place() -> None:
    names = {item.name for record in (Original, Translation) for item in fields(record)} - {"wordings"} | {"as"}
    assert sorted(mend.ORDER) == sorted(names)


LINES = st.lists(
    st.sampled_from(
        [
            "title: 标题",
            "date: 2025-05-06",
            "event: {start: 2025-05-06}",
            "  end: x",
            "# c",
            "",
            "id: 01BBBBBBB1",
            "a: |",
            "  t  ",
        ]
    ),
    max_size=8,
)


@given(
    lines=LINES,
    body=st.text("甲乙,，。.()（） ab1`[]\n#|-", max_size=60),
    path=st.sampled_from([PATH, PATH.replace("zh", "en")]),
)
def test_mending_twice_changes_nothing_more_and_values_stay(lines: list[str], body: str, path: str) -> None:
    text = "---\n" + "".join(line + "\n" for line in lines) + "---\n" + body
    once = mended(text, path)
    assert mended(once, path) == once
    before, after = decode(path, text.encode(), BEIJING), decode(path, once.encode(), BEIJING)
    assert before.front == after.front
