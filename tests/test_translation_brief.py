"""The brief: what a translator is told of an article whose original has changed."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from twinpress.archive import Archive
from twinpress.command import main
from twinpress.content import load
from twinpress.translation import block, confirmation, history, memory
from twinpress.translation.block import Block
from twinpress.translation.brief import brief
from twinpress.translation.desk import Desk
from twinpress.translation.record import Line
from twinpress.translation.redline import Mark, redline
from twinpress.translation.revision import changes
from twinpress.translation.sheet import KINDS, coloured
from twinpress.translation.terms import Terms

ORIGINAL = """---
id: 01AAAAAAA1
title: 春季培训开班
description: 市妇联举办春季培训。
date: 2025-03-08
section: trainings
source: {name: 市妇联}
---

市妇联副主席李梅介绍，共有120人参加。

培训在图书馆举行。

- 第一天讲政策
- 第二天讲空间

报名已经结束。
"""
TRANSLATION = """---
title: Spring training begins
description: The federation holds its spring training.
---

Li Mei, vice-president of the federation, said that 120 people took part.

It is held in the library.

- The first day is about policy
- The second day is about space

Registration has closed.
"""
CHANGED = (
    ORIGINAL.replace("共有120人参加", "共有210人参加")
    .replace("- 第二天讲空间\n", "")
    .replace("报名已经结束。", "报名已经结束。\n\n结业证书另行通知。")
)
VOCABULARY = {
    "sections.yml": "trainings: {name: {zh: 培训, en: Training}}\n",
    "people/li-mei.yml": "name: {zh: 李梅, en: Li Mei}\n",
    "glossary.csv": "id,zh,en,en_allowed,en_forbidden,note\n"
    "federation,市妇联,Women’s Federation,federation|the federation,women’s union,首次出现用全称\n",
}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run beside an empty content folder, with a Git that knows nobody's habits."""
    for name, text in VOCABULARY.items():
        write(tmp_path / "content/vocabulary" / name, text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TWINPRESS_AS_OF", "2026-01-01")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Editor")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "editor@news.example")


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def story(original: str = ORIGINAL, translation: str | None = TRANSLATION, path: str = "2025/spring") -> None:
    write(Path("content", path, "index.zh.md"), original)
    if translation is not None:
        write(Path("content", path, "index.en.md"), translation)


def run(*arguments: str, content: str = "content") -> Result:
    return CliRunner().invoke(main, [*arguments, "--content", content])


def confirm(path: str = "2025/spring") -> None:
    result = run("confirm", f"content/{path}")
    assert result.exit_code == 0, result.output


def git(*arguments: str, folder: str | Path = ".") -> None:
    subprocess.run(["git", "-c", "init.defaultBranch=main", *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: str | Path = ".") -> None:
    git("add", "-A", folder=folder)
    git("commit", "-q", "-m", "more", folder=folder)


def confirmed_then_changed() -> None:
    """An article that was confirmed, committed, and changed since."""
    git("init", "-q")
    story()
    confirm()
    commit()
    story(CHANGED)


def told(*arguments: str) -> dict[str, object]:
    result = run("brief", "content/2025/spring", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


def items(*arguments: str) -> list[dict[str, object]]:
    found = told(*arguments)["items"]
    assert isinstance(found, list)
    return found


def tasks(*arguments: str) -> list[tuple[object, ...]]:
    return [(item["task"], item["before"], item["after"], item["present"]) for item in items(*arguments)]


PARAGRAPH = (
    "update",
    "市妇联副主席李梅介绍，共有120人参加。",
    "市妇联副主席李梅介绍，共有210人参加。",
    "Li Mei, vice-president of the federation, said that 120 people took part.",
)
DROPPED = ("delete", "第二天讲空间", "", "The second day is about space")
ADDED = ("translate", "", "结业证书另行通知。", "")


def test_a_translator_sees_what_changed_and_where_to_write() -> None:
    confirmed_then_changed()
    assert run("brief", "content/2025/spring", "--lang", "en").stdout == (
        "content/2025/spring  the original has changed since the translation was confirmed, figures or names among it"
        " (120, 2)\n"
        "\n"
        "1/3  paragraph  content/2025/spring/index.zh.md:10\n"
        "  before: 市妇联副主席李梅介绍，共有[-120-]人参加。\n"
        "  now: 市妇联副主席李梅介绍，共有{+210+}人参加。\n"
        "  translation: Li Mei, vice-president of the federation, said that 120 people took part.\n"
        "  term: 市妇联 = Women’s Federation; also: federation | the federation; never: women’s union; 首次出现用全称\n"
        "  person: 李梅 = Li Mei\n"
        "  → edit content/2025/spring/index.en.md:6\n"
        "\n"
        "2/3  item  content/2025/spring/index.en.md:11\n"
        "  before: [-第二天讲空间-]\n"
        "  translation: The second day is about space\n"
        "  → delete content/2025/spring/index.en.md:11\n"
        "\n"
        "3/3  paragraph  content/2025/spring/index.zh.md:18\n"
        "  original: 结业证书另行通知。\n"
        "  → translate, and write it behind content/2025/spring/index.en.md:13\n"
        "\n"
        "when all is done: twinpress confirm content/2025/spring\n"
    )


def test_the_same_in_chinese_as_markdown() -> None:
    confirmed_then_changed()
    assert run("brief", "content/2025/spring", "--lang", "zh", "--format", "markdown").stdout == (
        "## content/2025/spring\n"
        "\n"
        "确认译文之后，原文有改动，含数字或姓名 (120, 2)\n"
        "\n"
        "### 1. 段落 paragraph `content/2025/spring/index.zh.md:10`\n"
        "\n"
        "- **原文旧**: 市妇联副主席李梅介绍，共有<del>120</del>人参加。\n"
        "- **原文新**: 市妇联副主席李梅介绍，共有<ins>210</ins>人参加。\n"
        "- **译文**: Li Mei, vice-president of the federation, said that 120 people took part.\n"
        "- **术语**: 市妇联 = Women’s Federation; 也可: federation \\| the federation; 不用: women’s union; 首次出现用全称\n"
        "- **人物**: 李梅 = Li Mei\n"
        "- → 修改 `content/2025/spring/index.en.md:6`\n"
        "\n"
        "### 2. 列表项 item `content/2025/spring/index.en.md:11`\n"
        "\n"
        "- **原文旧**: <del>第二天讲空间</del>\n"
        "- **译文**: The second day is about space\n"
        "- → 删去 `content/2025/spring/index.en.md:11`\n"
        "\n"
        "### 3. 段落 paragraph `content/2025/spring/index.zh.md:18`\n"
        "\n"
        "- **原文**: 结业证书另行通知。\n"
        "- → 补译，写在其后 `content/2025/spring/index.en.md:13`\n"
        "\n"
        "完成后: `twinpress confirm content/2025/spring`\n"
    )


def test_programs_are_told_the_same() -> None:
    confirmed_then_changed()
    found = told()
    assert (found["article"], found["state"], found["lost"], found["absence"]) == (
        "content/2025/spring",
        "stale: facts",
        ["120", "~2"],
        None,
    )
    assert tasks() == [PARAGRAPH, DROPPED, ADDED]
    assert items()[0] == {
        "task": "update",
        "kind": "paragraph",
        "before": PARAGRAPH[1],
        "after": PARAGRAPH[2],
        "present": PARAGRAPH[3],
        "edited": False,
        "changes": [["=", "市妇联副主席李梅介绍，共有"], ["-", "120"], ["+", "210"], ["=", "人参加。"]],
        "original": {"path": "content/2025/spring/index.zh.md", "line": 10, "field": ""},
        "translation": {"path": "content/2025/spring/index.en.md", "line": 6, "field": ""},
        "terms": [
            {
                "sort": "term",
                "form": "市妇联",
                "use": "Women’s Federation",
                "allowed": ["federation", "the federation"],
                "forbidden": ["women’s union"],
                "note": "首次出现用全称",
            },
            {"sort": "person", "form": "李梅", "use": "Li Mei", "allowed": [], "forbidden": [], "note": ""},
        ],
        "similar": [],
    }


def test_when_all_is_done_nothing_is_left() -> None:
    confirmed_then_changed()
    story(CHANGED, TRANSLATION.replace("120", "210").replace("- The second day is about space\n", "") + "\nLater.\n")
    assert [(item["present"], item["edited"]) for item in items()] == [
        (PARAGRAPH[3].replace("120", "210"), True),
        ("Later.", True),
    ]
    confirm()
    assert run("brief", "content/2025/spring", "--lang", "en").stdout == (
        "content/2025/spring  the translation is up to date\n"
    )


def test_all_blocks_if_somebody_asks() -> None:
    confirmed_then_changed()
    assert [(item["task"], item["after"] or item["before"]) for item in items("--all")] == [
        ("keep", "春季培训开班"),
        ("keep", "市妇联举办春季培训。"),
        ("update", "市妇联副主席李梅介绍，共有210人参加。"),
        ("keep", "培训在图书馆举行。"),
        ("keep", "第一天讲政策"),
        ("delete", "第二天讲空间"),
        ("keep", "报名已经结束。"),
        ("translate", "结业证书另行通知。"),
    ]


def test_a_missing_translation_is_all_there_is_to_do() -> None:
    story(translation=None)
    assert {item["task"] for item in items()} == {"translate"}
    assert len(items()) == 7
    said = run("brief", "content/2025/spring", "--lang", "en").stdout
    assert said.startswith("content/2025/spring  there is no translation yet\n")
    assert said.endswith("\nto begin: twinpress new --translate content/2025/spring\n")
    assert "1/7  title  content/2025/spring/index.zh.md:3\n  original: 春季培训开班\n" in said


def test_a_translation_that_nobody_confirmed_is_compared_as_a_whole() -> None:
    story()
    assert [(item["task"], item["before"], item["present"]) for item in items()][:2] == [
        ("compare", "", "Spring training begins"),
        ("compare", "", "The federation holds its spring training."),
    ]


def test_fields_of_the_front_matter_are_named() -> None:
    story()
    confirm()
    story(
        ORIGINAL.replace("春季培训开班", "夏季培训开班").replace(
            "date:", "title_short: 夏训\nevent: {start: 2025-03-08, venue: 图书馆}\ndate:"
        )
    )
    said = run("brief", "content/2025/spring", "--lang", "en").stdout
    assert "  → edit content/2025/spring/index.en.md:2 title\n" in said
    assert "2/3  title_short  content/2025/spring/index.zh.md:5\n" in said
    assert "  → translate content/2025/spring/index.en.md:1 title_short\n" in said
    assert "  → translate content/2025/spring/index.en.md:1 event.venue\n" in said


# The words of old come from Git, and from nowhere else.


def absence() -> object:
    return told()["absence"]


def test_without_git_old_words_are_not_at_hand() -> None:
    story()
    confirm()
    story(CHANGED)
    assert absence() == "no Git"
    assert tasks() == [("update", None, *PARAGRAPH[2:]), ("delete", None, *DROPPED[2:]), ADDED]
    said = run("brief", "content/2025/spring", "--lang", "en").stdout
    assert "  before: not at hand\n  now: 市妇联副主席李梅介绍，共有210人参加。\n" in said
    assert "some old words are not at hand: there is no history here that Git can read" in said.split("\n\n")[0]


def test_where_git_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    confirmed_then_changed()
    monkeypatch.setenv("PATH", "")
    assert absence() == "no Git"


def test_what_was_never_committed_is_not_at_hand() -> None:
    git("init", "-q")
    story(ORIGINAL.replace("120", "110"))
    commit()
    story()
    confirm()
    story(CHANGED)
    commit()
    assert absence() == "not in the history"


def test_a_history_that_was_squashed() -> None:
    confirmed_then_changed()
    git("add", "-A")
    git("commit", "-q", "--amend", "-m", "all")
    assert absence() == "not in the history"
    assert [task[0] for task in tasks()] == ["update", "delete", "translate"]


def test_a_shallow_clone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    confirmed_then_changed()
    commit()
    assert absence() is None
    git("clone", "-q", "--depth", "1", tmp_path.as_uri(), "clone")
    monkeypatch.chdir("clone")
    assert absence() == "shallow clone"
    assert [task[0] for task in tasks()] == ["update", "delete", "translate"]


def test_words_are_found_below_many_other_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "BATCH", 3)
    confirmed_then_changed()
    for number in range(8):
        story(CHANGED + f"\n第{number}段。\n")
        commit()
    assert tasks()[0] == PARAGRAPH
    monkeypatch.setattr(history, "VERSIONS", 8)
    assert absence() == "not in the history"


def test_a_file_that_could_not_be_read_or_was_away_for_a_while() -> None:
    confirmed_then_changed()
    for text in ("no front matter", CHANGED.replace("---\n", "--\n"), "\ufeff" + CHANGED):
        story(text)
        commit()
    Path("content/2025/spring/index.zh.md").unlink()
    commit()
    story(CHANGED)
    commit()
    assert tasks()[0] == PARAGRAPH


@pytest.mark.parametrize("name", ["-n", ":(glob)**", "a'b\"$(touch x)`", "new\nline", "中文 夹", "%H"])
def test_names_of_folders_are_only_names(name: str) -> None:
    root = Path(name).absolute()
    root.mkdir()
    git("init", "-q", folder=root)
    file = write(root / "content/2025/spring/index.zh.md", ORIGINAL)
    commit(root)
    digest = Block("paragraph", "培训在图书馆举行。").digest
    file.write_text(CHANGED, "utf-8")
    found = history.past(root / "content", "2025/spring/index.zh.md", {digest}, UTC)
    assert (found.absence, found.blocks[digest].text) == (None, "培训在图书馆举行。")
    assert not Path("x").exists()


def test_git_within_a_hook_asks_the_right_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    confirmed_then_changed()
    monkeypatch.setenv("GIT_DIR", ".git")  # as Git sets it; from the content folder it leads nowhere
    assert tasks()[0] == PARAGRAPH


# What was translated before.


def test_what_was_translated_before_is_shown() -> None:
    story(translation=None)
    earlier = ORIGINAL.replace("01AAAAAAA1", "01AAAAAAA2").replace("2025", "2024").replace("图书馆", "文化馆")
    story(earlier, TRANSLATION.replace("library", "culture hall"), "2024/spring")
    assert items()[3]["similar"] == []
    confirm("2024/spring")
    assert items()[3]["similar"] == [
        {
            "likeness": 0.78,
            "article": "content/2024/spring",
            "original": "培训在文化馆举行。",
            "translation": "It is held in the culture hall.",
        }
    ]
    assert items("--no-memory")[3]["similar"] == []
    said = run("brief", "content/2025/spring", "--lang", "en").stdout
    assert "  similar 78%: 培训在文化馆举行。 = It is held in the culture hall.  (content/2024/spring)\n" in said


def test_the_memory_is_kept_and_follows_the_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "FEW", 0)
    story()
    confirm()
    record = Path("content/2025/spring/translation.yml")
    os.utime(record, (1, 1))
    monkeypatch.setattr(memory, "settled", lambda seen, looked: True)  # as if it had been written an hour ago
    read: list[int] = []

    def remembered() -> memory.Memory:
        read.clear()
        archive = Archive(load(tmp_path / "content", UTC), datetime(2026, 1, 1, tzinfo=UTC))
        return memory.memory(archive, tmp_path / "cache", read.append, lambda done, planned: None)

    first = remembered().pairs
    assert ("2025/spring", ("培训在图书馆举行。", "It is held in the library.")) in first
    assert read == [1]
    assert (remembered().pairs, read) == (first, [])
    story(translation=TRANSLATION.replace("It is held in the library.", "The library is the place."))
    assert (len(remembered().pairs), read) == (len(first) - 1, [1])  # nobody has confirmed the other words
    (tmp_path / "cache" / memory.FILE).write_bytes(b"broken")
    assert (len(remembered().pairs), read) == (len(first) - 1, [1])
    record.unlink()
    assert (remembered().pairs, read) == ([], [])


def test_english_originals_have_the_same_memory() -> None:
    known = memory.Memory([("2024/a", ("培训在文化馆举行。", "The training is held in the culture hall."))])
    near = known.similar("The training was held in the culture hall.", "en", besides="2025/b")
    assert [(one.original, one.translation) for one in near] == [
        ("The training is held in the culture hall.", "培训在文化馆举行。")
    ]
    assert known.similar("The training was held in the culture hall.", "en", besides="2024/a") == ()
    assert known.similar("An entirely different sentence", "en", besides="2025/b") == ()


# Wrong use.


def test_what_cannot_be_briefed_says_so() -> None:
    story()
    story(ORIGINAL.replace("01AAAAAAA1", "01AAAAAAA2"), None, "2025/summer")
    many = run("brief", "content/2025")
    assert (many.exit_code, many.stdout) == (2, "")
    assert "name one article: content/2025 holds 2" in many.stderr
    assert run("brief", "content/2025/none").exit_code == 2
    story(translation="---\ntitle: [\n---\n")
    broken = run("brief", "content/2025/spring")
    assert (broken.exit_code, broken.stdout) == (2, "")
    assert "twinpress check" in broken.stderr
    story()
    write(Path("content/2025/spring/translation.yml"), "<<<<<<< HEAD\n")
    assert run("brief", "content/2025/spring").exit_code == 2


# How texts and versions are compared.


def test_words_that_changed_are_marked() -> None:
    def line(before: str, after: str) -> str:
        marks = {Mark.SAME: "{}", Mark.GONE: "[-{}-]", Mark.NEW: "{{+{}+}}"}
        return "".join(marks[mark].format(text) for mark, text in redline(before, after))

    assert line("3月8日开班", "4月9日开班") == "[-3月8-]{+4月9+}日开班"
    assert line("共1,200人", "共12,000人") == "共[-1,200-]{+12,000+}人"
    assert line("two days in the hall", "three weeks in the hall") == "[-two days-]{+three weeks+} in the hall"
    assert line("don't go", "do go") == "[-don't-]{+do+} go"
    assert line("副主席李梅", "主席李梅") == "[-副-]主席李梅"
    assert line("", "新") == "{+新+}"
    assert line("同", "同") == "同"


def test_texts_that_are_too_long_to_compare_count_as_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twinpress.translation.redline.LARGEST", 8)
    assert redline("甲乙丙", "甲乙丁") == ((Mark.GONE, "甲乙丙"), (Mark.NEW, "甲乙丁"))
    assert redline("甲乙丙", "甲乙丙") == ((Mark.SAME, "甲乙丙"),)


def test_on_a_terminal_marks_are_colours() -> None:
    assert coloured(Mark.GONE, "120") == "\x1b[31m\x1b[9m120\x1b[0m"
    assert coloured(Mark.NEW, "210") == "\x1b[32m\x1b[4m210\x1b[0m"
    assert coloured(Mark.SAME, "人") == "人"


def test_every_kind_of_block_has_a_chinese_name() -> None:
    assert set(KINDS) == {*block.FRONT, *block.KINDS.values()}


WORDS = st.text(alphabet="市妇联 abc120，。-*#|>\n![]()<&", max_size=40)


@given(WORDS, WORDS)
def test_a_redline_holds_both_texts(before: str, after: str) -> None:
    line = redline(before, after)
    assert "".join(text for mark, text in line if mark is not Mark.NEW) == before
    assert "".join(text for mark, text in line if mark is not Mark.GONE) == after


def lines_of(blocks: list[Block]) -> list[Line]:
    return [Line(block.kind, (block.digest,), (), date(2025, 1, 1)) for block in blocks]


BLOCKS = st.lists(
    st.builds(
        Block, st.sampled_from(["paragraph", "item", "title"]), st.sampled_from(["甲乙丙丁", "甲乙丙", "戊", "己庚"])
    ),
    max_size=8,
)


@given(BLOCKS, BLOCKS, st.booleans())
def test_every_block_that_changed_is_told_once(before: list[Block], after: list[Block], known: bool) -> None:
    past = {block.digest: block for block in before} if known else {}
    found = changes(lines_of(before), after, past)
    places = [place for change in found for place in change.after]
    assert len(places) == len(set(places))
    rest = [block.digest for place, block in enumerate(after) if place not in places]
    told_lines = [change.line for change in found if change.line is not None]
    assert sorted(rest) == sorted(block.digest for number, block in enumerate(before) if number not in told_lines)


def test_blocks_are_paired_by_order_and_by_likeness() -> None:
    def paragraphs(*texts: str) -> list[Block]:
        return [Block("paragraph", text) for text in texts]

    before = paragraphs("第一段讲政策的由来。", "不变。", "第二段讲空间的改造。", "末段。")
    past = {block.digest: block for block in before}

    def became(*texts: str) -> list[tuple[int | None, tuple[int, ...]]]:
        return [(change.line, change.after) for change in changes(lines_of(before), paragraphs(*texts), past)]

    # rewritten in place; one put before it; moved and changed; taken out
    assert became("全部重写。", "不变。", "第二段讲空间的改造。", "末段。") == [(0, (0,))]
    assert became("开头。", "第一段讲政策的来历。", "不变。", "第二段讲空间的改造。", "末段。") == [
        (None, (0,)),
        (0, (1,)),
    ]
    assert became("不变。", "第二段讲空间的改造。", "末段。", "第一段讲政策的来历。") == [(0, (3,))]
    assert became("第一段讲政策的由来。", "不变。", "末段。") == [(2, ())]


def test_versions_with_too_many_other_blocks_are_paired_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twinpress.translation.revision.LARGEST", 3)
    before = [Block("paragraph", "甲乙丙丁"), Block("paragraph", "戊己庚辛")]
    past = {block.digest: block for block in before}
    after = [Block("paragraph", "戊己庚壬"), Block("paragraph", "甲乙丙癸")]
    found = changes(lines_of(before), after, past)
    assert [(change.line, change.after) for change in found] == [(0, (0,)), (1, (1,))]


BODY = st.lists(
    st.sampled_from(
        [
            "## 标题",
            "共120人参加。",
            "- 一\n- 二",
            "| a | b |\n| - | - |\n| 1 | 2 |",
            "> 引文",
            "![](a.png)",
            "```\n码\n```",
        ]
    )
    | WORDS.filter(lambda words: "---" not in words),
    max_size=5,
).map("\n\n".join)


@settings(max_examples=settings().max_examples // 4)  # each writes files and renders eight texts
@given(BODY, BODY, BODY, st.booleans())
def test_any_two_versions_make_a_brief(
    tmp_path_factory: pytest.TempPathFactory, confirmed: str, original: str, translation: str, whole: bool
) -> None:
    root = tmp_path_factory.mktemp("content")
    head = ORIGINAL.partition("---\n\n")[0] + "---\n\n"
    other = TRANSLATION.partition("---\n\n")[0] + "---\n\n"

    def found(text: str) -> tuple[Desk, Archive]:
        write(root / "2025/spring/index.zh.md", head + text + "\n")
        write(root / "2025/spring/index.en.md", other + translation + "\n")
        archive = Archive(load(root, UTC), datetime(2026, 1, 1, tzinfo=UTC))
        return Desk(archive), archive

    desk, archive = found(confirmed)
    case = desk.case(archive.articles[0])
    assert case
    confirmation.write(root, "2025/spring", confirmation.confirmed(desk, case, date(2025, 1, 1)))
    desk, archive = found(original)
    made = brief(desk, archive.articles[0], Terms(archive.content.vocabulary), None, UTC, whole=whole)
    assert made.standing.state.stale or {item.task.value for item in made.items} <= {"keep"}
    if whole:
        told = " ".join(item.after for item in made.items).split()
        assert sorted(told) == sorted(
            " ".join(block.text for block in desk.blocks(archive.articles[0].original)).split()
        )
