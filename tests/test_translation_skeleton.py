"""Skeletons: what `twinpress new --translate` puts beside an original, and what becomes of it when it is filled in."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from twinpress import vocabulary
from twinpress.archive import Archive
from twinpress.command import main
from twinpress.content import load
from twinpress.document import decode
from twinpress.scaffold import PLACEHOLDER, waits
from twinpress.translation.alignment import align
from twinpress.translation.block import blocks, render
from twinpress.translation.desk import Desk
from twinpress.translation.skeleton import text
from twinpress.translation.state import State
from twinpress.translation.terms import Terms

ORIGINAL = """---
id: 01AAAAAAA1
title: 春季培训开班
title_short: 春训
description: 市妇联举办春季培训——为期两天。
dateline: 本报讯
date: 2025-03-08
section: trainings
source: {name: 市妇联}
editor: 王编辑
editors_note: {text: "本文有改动。\\n另见后续。", position: bottom}
event: {start: 2025-03-08, venue: 图书馆}
people: [{person: li-mei, role: speaker}]
as: {li-mei: 市妇联副主席}
image: hall.png
pictures:
  hall.png: {alt: 会场, caption: 开班式, credit: 市妇联}
  "two words.png": {alt: 合影, credit: 市妇联}
attachments: [{file: plan.txt, title: 培训方案}]
updated: 2025-03-09
changes: [{date: 2025-03-09, kind: update, note: 补充课程。}]
---

## 开班 { #opening }

市妇联副主席李梅**致辞**，见[阅览室](/2025/reading/)和[方案](plan.txt)，
全文见注[^1]。

![](hall.png)

- 讲政策 --> 讲空间
- 讲服务

    - 也讲更新

| 课程 | 主讲 |
| --- | --- |
| 政策 | [李梅](/people/li-mei/) |

> 孩子在先。

!!! note "提示"
    请自带水杯。

```sh
echo -- 不译
```

[^1]: 全文另发。
"""
SKELETON = """---
# 春季培训开班
title: TODO
# 春训
title_short: TODO
# 市妇联举办春季培训——为期两天。
#   市妇联 = Women’s Federation
description: TODO
# 本报讯
dateline: TODO
# translator: 译者 · who translates
status: draft
editors_note:
  # 本文有改动。另见后续。
  text: TODO
  position: bottom
as:
  # 市妇联副主席
  #   市妇联 = Women’s Federation
  li-mei: TODO
pictures:
  hall.png:
    # 会场
    alt: TODO
    # 开班式
    caption: TODO
  "two words.png":
    # 合影
    alt: TODO
attachments:
  - file: plan.txt
    # 培训方案
    title: TODO
event:
  # 图书馆
  venue: TODO
changes:
  - date: 2025-03-09
    # 补充课程。
    note: TODO
---

<!--
zh: 开班
-->

## TODO { #opening }

<!--
zh: 市妇联副主席李梅致辞，见阅览室和方案，全文见注。
  市妇联 = Women’s Federation; 李梅 = Li Mei
-->

TODO [TODO](/2025/reading/) [TODO](plan.txt)[^1]

![](hall.png)

<!--
zh: 讲政策 - -> 讲空间
zh: 讲服务
zh: 也讲更新
-->

- TODO
- TODO

    - TODO

<!--
zh: 课程
zh: 主讲
zh: 政策
zh: 李梅
  李梅 = Li Mei
-->

| TODO | TODO |
| --- | --- |
| TODO | TODO [TODO](/people/li-mei/) |

<!--
zh: 孩子在先。
-->

> TODO

<!--
zh: 提示
zh: 请自带水杯。
-->

!!! note "TODO"
    TODO

```sh
echo -- 不译
```

<!--
zh: 全文另发。
-->

[^1]: TODO
"""
PLAIN = """---
id: 01AAAAAAA1
title: 春季培训开班
description: 市妇联举办春季培训。
date: 2025-03-08
section: trainings
source: {name: 市妇联}
editor: 王编辑
---

## 开班

培训有120人参加。

- 讲政策
- 讲服务

> 孩子在先。
"""
VOCABULARY = {
    "sections.yml": "trainings: {name: {zh: 培训, en: Training}}\n",
    "people/li-mei.yml": "name: {zh: 李梅, en: Li Mei}\n",
    "glossary.csv": "id,zh,en\nfederation,市妇联,Women’s Federation\n",
}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, words in VOCABULARY.items():
        write(tmp_path / "content/vocabulary" / name, words)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TWINPRESS_AS_OF", "2026-01-01")
    return tmp_path / "content"


def write(file: Path, words: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(words, "utf-8")
    return file


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--content", "content"])


def found(*arguments: str) -> list[tuple[str, int]]:
    result = run("check", "content/2025", "--format", "json", *arguments)
    return [(row["code"], row["line"]) for row in json.loads(result.stdout)]


def test_a_skeleton_has_the_structure_and_what_is_to_be_said(content: Path) -> None:
    write(content / "2025/spring/index.zh.md", ORIGINAL)
    result = run("new", "--translate", "2025/spring")
    assert (result.exit_code, result.stdout) == (0, "content/2025/spring/index.en.md\n")
    assert (content / "2025/spring/index.en.md").read_text("utf-8") == SKELETON


def test_an_english_original_gets_a_chinese_skeleton(content: Path) -> None:
    words = "The training, [opened](/2025/reading/) by Li Mei of the Women’s Federation, has begun.\n"
    front = {"title": "Spring training", "description": "It begins."}
    head = PLAIN.partition("---\n\n")[0].replace("春季培训开班", front["title"])
    write(
        content / "2025/spring/index.en.md",
        head.replace("市妇联举办春季培训。", front["description"]) + "---\n\n" + words,
    )
    assert run("new", "--translate", "content/2025/spring/index.en.md").stdout == "content/2025/spring/index.zh.md\n"
    assert (content / "2025/spring/index.zh.md").read_text("utf-8") == (
        "---\n"
        "# Spring training\n"
        "title: 待补\n"
        "# It begins.\n"
        "description: 待补\n"
        "# translator: 译者 · who translates\n"
        "status: draft\n"
        "---\n"
        "\n"
        "<!--\n"
        "en: The training, opened by Li Mei of the Women’s Federation, has begun.\n"
        "  Li Mei = 李梅; Women’s Federation = 市妇联\n"
        "-->\n"
        "\n"
        "待补 [待补](/2025/reading/)\n"
    )


def test_a_draft_may_wait_and_what_is_published_may_not(content: Path) -> None:
    write(content / "2025/spring/index.zh.md", PLAIN)
    run("new", "--translate", "2025/spring")
    assert found() == []
    file = content / "2025/spring/index.en.md"
    draft = file.read_text("utf-8")
    file.write_text(draft.replace("status: draft\n", ""), "utf-8")
    todo = [number for number, line in enumerate(file.read_text("utf-8").split("\n"), 1) if "TODO" in line]
    assert len(todo) == 7
    assert found() == [("TXT007", number) for number in todo]


def test_nobody_can_confirm_a_placeholder(content: Path) -> None:
    write(content / "2025/spring/index.zh.md", PLAIN)
    run("new", "--translate", "2025/spring")
    result = run("confirm", "2025/spring")
    assert result.exit_code == 1
    assert result.stdout.count("there is no translation here yet: “TODO”") == 7
    assert result.stdout.startswith("content/2025/spring/index.en.md:3: TXT007 ")
    assert not (content / "2025/spring/translation.yml").exists()


def test_once_it_is_filled_in_it_can_be_confirmed_with_its_comments(content: Path) -> None:
    write(content / "2025/spring/index.zh.md", PLAIN)
    run("new", "--translate", "2025/spring")
    file = content / "2025/spring/index.en.md"
    words = iter(["Training begins", "The Women’s Federation holds a training.", "Opening", "120 people took part."])
    words = iter([*words, "Talk on policy", "Talk on services", "Children come first."])
    filled = re.sub("TODO", lambda match: next(words), file.read_text("utf-8")).replace("status: draft\n", "")
    assert list(words) == []
    file.write_text(filled, "utf-8")
    assert found() == []
    assert run("confirm", "2025/spring").stdout == "content/2025/spring/translation.yml\n"
    archive = Archive(load(content, UTC), datetime(2026, 1, 1, tzinfo=UTC))
    desk = Desk(archive)
    assert desk.standing(archive.articles[0]).state is State.FRESH
    case = desk.case(archive.articles[0])
    assert case
    assert [group.original for group in align(case.original, case.translation)] == [(n,) for n in range(7)]
    assert [group.translation for group in align(case.original, case.translation)] == [(n,) for n in range(7)]
    assert not any("zh:" in block.text for block in case.translation)


def test_a_brief_for_a_skeleton_says_what_is_left(content: Path) -> None:
    write(content / "2025/spring/index.zh.md", PLAIN)
    run("new", "--translate", "2025/spring")
    file = content / "2025/spring/index.en.md"
    file.write_text(file.read_text("utf-8").replace("TODO", "Training begins", 1), "utf-8")
    items = json.loads(run("brief", "2025/spring", "--format", "json").stdout)["items"]
    assert [item["task"] for item in items] == ["compare", *["translate"] * 6]
    assert "  → translate content/2025/spring/index.en.md:15\n" in run("brief", "2025/spring", "--lang", "en").stdout


def test_nothing_is_overwritten(content: Path) -> None:
    write(content / "2025/spring/index.zh.md", PLAIN)
    translation = content / "2025/spring/index.en.md"
    for words in ("---\ntitle: Spring\n---\n", "not readable", ""):
        translation.write_text(words, "utf-8")
        result = run("new", "--translate", "2025/spring")
        assert (result.exit_code, result.stdout) == (2, "")
        assert (
            "已有译文，不会覆盖 · there is a translation, which is left as it is: 2025/spring/index.en.md"
            in result.stderr
        )
        assert translation.read_text("utf-8") == words
    translation.unlink()
    os.symlink(content / "elsewhere.md", translation)
    assert run("new", "--translate", "2025/spring").exit_code == 2
    assert not (content / "elsewhere.md").exists()


def test_wrong_use_says_so(content: Path) -> None:
    write(content / "2025/spring/index.zh.md", PLAIN)
    write(content / "2025/summer/index.zh.md", PLAIN.replace("01AAAAAAA1", "01AAAAAAA2"))
    write(content / "2025/broken/index.zh.md", "no front matter")
    for arguments in (
        ("2025",),
        ("2025/none",),
        ("2025/broken",),
        ("2025/spring", "--section", "trainings"),
        ("2025/spring", "--language", "en"),
    ):
        result = run("new", "--translate", *arguments)
        assert (result.exit_code, result.stdout) == (2, ""), arguments
        assert result.stderr.startswith("Error: ")
        assert " · " in result.stderr
    assert list(content.glob("2025/*/index.en.md")) == []


PIECE = st.sampled_from(
    [
        "标题\n====",
        "### 小标题 ###",
        "第一行，\n第二行。",
        "行尾  \n换行。",
        '[见](/2025/x/)[此](<a b.txt> "题")处![图](a.png)。',
        "![](a.png)",
        "- 一\n- 二\n\n    续\n\n    - 内",
        "1. 一\n\n2. 二",
        "> 引\n>\n> - 文",
        "| 甲 | 乙 |\n| - | - |\n| 丙 | |",
        '!!! note "注"\n    内\n\n    容',
        "??? tip\n    内容",
        "```\n码 <!-- \n\n码\n```",
        "    缩进的码",
        "注[^1]。\n\n[^1]: 脚\n\n    注",
        '<div markdown="1">\n\n块\n\n</div>',
        "<!-- 旧的注 -->",
        "词\n\n[词]: /2025/y/ '题'",
        "---",
        "话 --> 话 `--` <b>黑</b> &amp; \\* 话",
    ]
)
WORDS = st.text(alphabet="字 a1-*#|>\n![]()<&`:。TODO", max_size=30).filter(lambda words: "---" not in words)


@given(st.lists(PIECE | WORDS, max_size=6).map("\n\n".join))
def test_any_original_has_a_skeleton_of_its_structure(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    root = tmp_path_factory.getbasetemp()
    file = write(root / "2025/spring/index.zh.md", PLAIN.partition("---\n\n")[0] + "---\n\n" + body)
    original = decode("2025/spring/index.zh.md", file.read_bytes(), UTC)
    made = text(root, original, Terms(vocabulary.load(root, UTC)))
    translation = decode("2025/spring/index.en.md", made.encode(), UTC)
    assert translation.front
    assert original.front
    assert translation.defects == ()
    ours = blocks(original.front, render(original.body(root)))
    theirs = blocks(translation.front, render(made.split("\n", translation.body_line - 1)[-1]))
    assert [block.kind for block in theirs] == [block.kind for block in ours]
    for mine, yours in zip(
        ours, theirs, strict=True
    ):  # a placeholder; beside the words, where these cannot be replaced
        assert waits(yours.text) or PLACEHOLDER["en"] in yours.text or yours == mine
