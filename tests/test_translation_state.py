"""Drift: what becomes of a confirmed translation when somebody changes something, told by comparison alone.

The story is ``tests/desk/2025/autumn-workshop``; each case is an edit that an editor or a translator would make.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from twinpress import content, site
from twinpress.archive import Archive, Article
from twinpress.command import main
from twinpress.kinds import BEIJING
from twinpress.publication import Publication
from twinpress.translation import record
from twinpress.translation.desk import Desk, due
from twinpress.translation.state import Standing, State, worded

HERE = Path(__file__).parent
STORY = "2025/autumn-workshop"
ZH, EN = "index.zh.md", "index.en.md"
TODAY = "2025-11-21"
Edit = Callable[[Path], None]


def replace(name: str, *pairs: str) -> Edit:
    """Return an edit of a file: each even one of ``pairs`` becomes the one behind it."""

    def edit(folder: Path) -> None:
        file = folder / name
        text = file.read_text("utf-8")
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in text, old
            text = text.replace(old, new, 1)
        file.write_text(text, "utf-8")

    return edit


def both(*edits: Edit) -> Edit:
    """Return edits made one after the other."""

    def edit(folder: Path) -> None:
        for one in edits:
            one(folder)

    return edit


def move_paragraph(folder: Path) -> None:
    """Put the second paragraph of the original before the first."""
    file = folder / ZH
    parts = file.read_text("utf-8").split("\n\n")
    parts[1], parts[2] = parts[2], parts[1]
    file.write_text("\n\n".join(parts), "utf-8")


def as_windows(folder: Path) -> None:
    """Save the original as Windows' editor does."""
    file = folder / ZH
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))


TALK = "李梅主讲。她说，社区工作者不得泄露求助者的姓名。"
DRIFT: list[tuple[str, Edit, State]] = [
    ("nothing", lambda folder: None, State.FRESH),
    ("a link is mended", replace(ZH, "(/2024/reading-room/)", "(/2024/reading-room/#top)"), State.FRESH),
    ("a word is made bold", replace(ZH, "80人参加", "**80人**参加"), State.FRESH),
    ("a topic is added", replace(ZH, "[reading]", "[reading, child-friendly-city]"), State.FRESH),
    ("the date is corrected in the facts", replace(ZH, "date: 2025-10-20", "date: 2025-10-20 09:30"), State.FRESH),
    ("figures are written in full width", replace(ZH, "80人参加", "８０人参加"), State.FRESH),
    ("a line is wrapped", replace(ZH, "举办秋季工作坊，", "举办秋季\n工作坊，"), State.FRESH),
    ("line ends of Windows", as_windows, State.FRESH),
    ("change and revert", both(replace(ZH, "80人", "90人"), replace(ZH, "90人", "80人")), State.FRESH),
    ("a paragraph is moved", move_paragraph, State.FRESH),
    ("two paragraphs become one", replace(ZH, "参加。\n\n李梅", "参加。李梅"), State.FRESH),
    ("a paragraph becomes two", replace(ZH, "主讲。她说", "主讲。\n\n她说"), State.FRESH),
    ("two paragraphs of the translation become one", replace(EN, "part.\n\nLi Mei", "part. Li Mei"), State.FRESH),
    ("a figure is corrected", replace(ZH, "80人参加", "60人参加"), State.STALE_FACTS),
    ("a figure becomes a hundred times as much", replace(ZH, "300万元", "3亿元"), State.STALE_FACTS),
    ("another number of the series", replace(ZH, "第十三届", "第十四届"), State.STALE_FACTS),
    ("a day is corrected", replace(ZH, "18日", "17日"), State.STALE_FACTS),
    ("percent become percentage points", replace(ZH, "15%", "15个百分点"), State.STALE_FACTS),
    ("a small number in words", replace(ZH, "三个社区", "四个社区"), State.STALE_FACTS),
    ("another speaker", replace(ZH, "李梅主讲", "王芳主讲"), State.STALE_FACTS),
    ("a paragraph with figures is taken out", replace(ZH, "| 讲座 | 20万元 |\n", ""), State.STALE_FACTS),
    (
        "a figure is corrected, then a slip of the translation",
        both(replace(ZH, "80人参加", "60人参加"), replace(EN, "Talks in the morning", "Lectures in the morning")),
        State.STALE_FACTS,
    ),
    ("a figure of the summary", replace(ZH, "80名", "60名"), State.STALE_FACTS),
    ("a sentence is reworded", replace(ZH, "上午听课", "上午集中听课"), State.STALE_PROSE),
    ("a prohibition is taken back", replace(ZH, "不得泄露", "可以泄露"), State.STALE_PROSE),
    ("a sentence is taken out", replace(ZH, "李梅主讲。她说", "她说"), State.STALE_FACTS),
    ("a paragraph is added", replace(ZH, "\n## 安排", "\n与会者还交流了经验。\n\n## 安排"), State.STALE_PROSE),
    ("a paragraph with a figure is added", replace(ZH, "\n## 安排", "\n共有5个区派人。\n\n## 安排"), State.STALE_PROSE),
    ("a figure is said once less", replace(ZH, "，80人参加。", "。"), State.STALE_PROSE),
    ("a heading becomes a paragraph", replace(ZH, "## 安排", "安排"), State.STALE_PROSE),
    ("the translation is polished", replace(EN, "Talks in the morning", "Lectures in the morning"), State.CHANGED),
    ("a cell of the translation goes", replace(EN, "| Talks | 200,000 yuan |\n", ""), State.CHANGED),
    ("a caption more in the translation", replace(EN, "---\n\nOn", "title_short: Workshop\n---\n\nOn"), State.CHANGED),
    ("the translation is taken away", lambda folder: (folder / EN).unlink(), State.MISSING),
    ("the record is taken away", lambda folder: (folder / record.NAME).unlink(), State.UNVERIFIED),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a content folder with the story, confirmed."""
    root = tmp_path / "content"
    shutil.copytree(HERE / "rules" / "base", root)
    shutil.copytree(HERE / "desk", root, dirs_exist_ok=True)
    assert confirm(root) == (f"{root}/{STORY}/translation.yml\n", 0)
    return root


def run(*arguments: str) -> tuple[str, int]:
    """Run a command; return what it printed, and its exit status."""
    done = CliRunner().invoke(main, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.output, done.exit_code


def confirm(root: Path, *more: str, day: str = TODAY) -> tuple[str, int]:
    return run("confirm", STORY, "--content", str(root), "--as-of", day, *more)


def story(root: Path) -> tuple[Desk, Article]:
    archive = Archive(content.load(root, BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING))
    return Desk(archive), archive.by_path[STORY]


def standing(root: Path) -> Standing:
    desk, article = story(root)
    return desk.standing(article)


@pytest.mark.parametrize(("edit", "state"), [case[1:] for case in DRIFT], ids=[case[0] for case in DRIFT])
def test_an_edit_leaves_the_translation_in_the_right_state(edit: Edit, state: State, root: Path) -> None:
    edit(root / STORY)
    assert standing(root).state is state
    desk, article = story(root)
    assert desk.behind(article).state.stale == state.stale


def test_what_was_confirmed_is_a_file_that_people_can_read(root: Path) -> None:
    lines = (root / STORY / record.NAME).read_text("utf-8").splitlines()
    assert lines[:4] == [
        "# 由 twinpress confirm 与 waive 写入，请勿手改 · written by twinpress confirm and waive: do not edit",
        "version: 1",
        f"extractor: {record.EXTRACTOR}",
        "blocks:",
    ]
    told = [re.sub("[0-9a-f]{8}", "…", line) for line in lines[4:]]
    assert told == [
        "- title … = … 2025-11-21 | 13",
        "- description … = … 2025-11-21 | 80 ~2",
        "- paragraph … = … 2025-11-21 | 18 19 80 month=10",
        "- paragraph … = … 2025-11-21 | @li-mei",
        "- paragraph … = … 2025-11-21 | 12000 share=3/20",
        "- heading … = … 2025-11-21",
        "- item … = … 2025-11-21",
        "- item … = … 2025-11-21 | ~3",
        "- cell … = … 2025-11-21",
        "- cell … = … 2025-11-21",
        "- cell … = … 2025-11-21",
        "- cell … = … 2025-11-21 | 3000000",
        "- cell … = … 2025-11-21",
        "- cell … = … 2025-11-21 | 200000",
    ]


def test_to_confirm_once_more_changes_nothing(root: Path) -> None:
    before = (root / STORY / record.NAME).read_bytes()
    assert confirm(root, day="2026-02-03") == ("", 0)
    assert (root / STORY / record.NAME).read_bytes() == before


def test_one_changed_paragraph_is_one_changed_line(root: Path) -> None:
    before = (root / STORY / record.NAME).read_text("utf-8").splitlines()
    replace(ZH, "上午听课", "上午集中听课")(root / STORY)
    replace(EN, "Talks in the morning", "Talks for everybody in the morning")(root / STORY)
    assert confirm(root, day="2026-02-03")[1] == 0
    after = (root / STORY / record.NAME).read_text("utf-8").splitlines()
    assert [number for number, line in enumerate(after) if line != before[number]] == [10]
    assert "2026-02-03" in after[10]
    assert standing(root).state is State.FRESH


def test_two_translators_can_confirm_different_paragraphs_and_git_merges_them(root: Path) -> None:
    """Neither a commit nor a common history is needed to know the state; Git merges the record as any text."""

    def git(*arguments: str) -> None:
        name = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", *name, *arguments], cwd=root, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "first")
    git("checkout", "-qb", "other")
    replace(ZH, "图书馆举办", "中心图书馆举办")(root / STORY)
    replace(EN, "in the library", "in the central library")(root / STORY)
    confirm(root, day="2025-12-01")
    git("commit", "-qam", "a")
    git("checkout", "-q", "main")
    replace(ZH, "上午听课", "上午集中听课")(root / STORY)
    replace(EN, "Talks in the morning", "Talks for everybody in the morning")(root / STORY)
    confirm(root, day="2025-12-02")
    git("commit", "-qam", "b")
    git("merge", "-q", "--squash", "other")
    assert standing(root).state is State.FRESH
    assert confirm(root, day="2025-12-03") == ("", 0)


def test_a_mistake_is_not_confirmed(root: Path) -> None:
    before = (root / STORY / record.NAME).read_bytes()
    replace(EN, "3 million", "300 million")(root / STORY)
    said, status = confirm(root)
    assert status == 1
    assert "TRN003" in said
    assert (root / STORY / record.NAME).read_bytes() == before


def test_a_summary_is_out_of_date_where_it_said_what_is_other_now(root: Path) -> None:
    folder = root / STORY
    text = (folder / EN).read_text("utf-8")
    head, _, body = text.partition("---\n\n")
    (folder / EN).write_text(f"{head}mode: summary\n---\n\n{body.split('##')[0]}", "utf-8")
    assert confirm(root, day="2025-12-01")[1] == 0
    replace(ZH, "300万元", "400万元")(folder)
    assert standing(root).state is State.STALE_PROSE
    replace(ZH, "80人", "70人")(folder)
    assert standing(root).state is State.STALE_FACTS


def test_facts_of_unchanged_blocks_are_not_read_again(root: Path) -> None:
    """A newer extractor may think what it likes of a block that nobody changed."""
    file = root / STORY / record.NAME
    file.write_text(file.read_text("utf-8").replace(" | 18 19 80 month=10", " | 7 9"), "utf-8")
    assert standing(root).state is State.FRESH


def test_an_article_may_need_no_translation(root: Path) -> None:
    assert confirm(root, "--none")[1] == 2
    assert confirm(root, "--none", "--reason", "只关本市")[1] == 2  # it has one
    (root / STORY / EN).unlink()
    assert confirm(root, "--none", "--reason", "只关本市")[1] == 0
    assert (root / STORY / record.NAME).read_text("utf-8").splitlines()[1:] == ["version: 1", 'needless: "只关本市"']
    assert standing(root).state is State.NEEDLESS


def notice(root: Path, as_of: str) -> str | None:
    """Return what the page of the translation says of its age."""
    archive = Archive(content.load(root, BEIJING), datetime.fromisoformat(as_of).replace(tzinfo=BEIJING))
    publication = Publication(archive, site.bare(root))
    page = next(page for page in publication.pages["en"] if page.address == f"{STORY}/")
    story = page.view().story
    assert story
    return story.behind


def test_readers_learn_of_other_figures_at_once(root: Path) -> None:
    assert notice(root, "2025-11-22") is None
    replace(ZH, "80人参加", "60人参加")(root / STORY)
    assert notice(root, "2025-11-22") == "facts"
    replace(ZH, "60人参加", "80人参加")(root / STORY)
    replace(ZH, "上午听课", "上午集中听课")(root / STORY)
    assert notice(root, "2025-12-20") is None
    assert notice(root, "2025-12-21") == "prose"


def test_a_build_knows_when_the_next_notice_is_due(root: Path) -> None:
    replace(ZH, "上午听课", "上午集中听课")(root / STORY)
    said, status = run("next-change", "--content", str(root), "--as-of", "2025-11-25")
    assert (said.splitlines()[0], status) == ("2025-12-21T00:00:00+08:00", 0)
    assert said.splitlines()[1].endswith(STORY)


def test_readers_learn_of_other_words_after_a_while(root: Path) -> None:
    replace(ZH, "上午听课", "上午集中听课")(root / STORY)
    desk, article = story(root)
    found = desk.standing(article)
    assert found.confirmed == date(2025, 11, 21)
    assert due(article, found, 30) == datetime(2025, 12, 21, tzinfo=BEIJING)
    assert due(article, found, 0) is None
    replace(ZH, "date: 2025-10-20\n", "date: 2025-10-20\nupdated: 2025-12-01\n")(root / STORY)
    desk, article = story(root)
    assert due(article, desk.standing(article), 30) == datetime(2025, 12, 31, tzinfo=BEIJING)


def waive(root: Path, code: str, *more: str) -> tuple[str, int]:
    return run("waive", STORY, code, "--content", str(root), "--reason", "见附件", *more)


def check(root: Path) -> list[str]:
    """Return the codes that a check of the story finds."""
    said, _ = run("check", "--content", str(root), "--as-of", "2026-01-01", "--lang", "en", f"{root}/{STORY}")
    return re.findall(r": (TRN\d+) ", said)


def test_a_finding_is_waived_until_its_words_change(root: Path) -> None:
    replace(EN, "Talks in the morning.", "Talks in the morning, from 9:00 on.")(root / STORY)
    assert check(root) == ["TRN004"]
    assert waive(root, "trn004") == (f"{root}/{STORY}/translation.yml\n", 0)
    assert check(root) == []
    assert confirm(root)[1] == 0
    replace(EN, "Talks in the morning", "Two talks in the morning")(root / STORY)
    assert check(root) == ["TRN004", "TRN023"]
    assert waive(root, "TRN004", "--found", "9:00")[1] == 0
    assert confirm(root)[1] == 0
    assert (root / STORY / record.NAME).read_text("utf-8").count("TRN004") == 1


def test_of_two_findings_one_is_named(root: Path) -> None:
    replace(EN, "Talks in the morning.", "Talks in the morning, from 9:00 to 11:30.")(root / STORY)
    said, status = waive(root, "TRN004")
    assert status == 2
    assert '--found "9:00"' in said
    assert '--found "11:30"' in said
    assert waive(root, "TRN004", "--found", "11:30")[1] == 0
    assert check(root) == ["TRN004"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("waive", STORY, "TRN001", "--reason", "x"), "nothing to waive for TRN001"),
        (("waive", "2024/nothing", "TRN001", "--reason", "x"), "nothing at 2024/nothing"),
        (("waive", "vocabulary", "TRN001", "--reason", "x"), "no article that can be read at vocabulary"),
        (("confirm", "vocabulary/people"), "no article that can be read at vocabulary/people"),
        (("confirm", STORY, "--none"), "--none and --reason belong together"),
        (("confirm", STORY, "--reason", "x"), "--none and --reason belong together"),
    ],
)
def test_wrong_use_is_told_in_one_line(root: Path, arguments: tuple[str, ...], words: str) -> None:
    said, status = run(*arguments, "--content", str(root))
    assert status == 2
    assert words in said


def test_a_whole_year_is_confirmed_but_for_what_is_wrong(root: Path) -> None:
    other = root / "2025" / "winter-workshop"
    shutil.copytree(root / STORY, other)
    (other / record.NAME).unlink()
    replace(ZH, "01JPATMN01", "01JPATMN02")(other)
    replace(EN, "80 people", "800 people")(other)
    (root / STORY / record.NAME).unlink()
    said, status = run("confirm", "2025", "--content", str(root), "--as-of", TODAY)
    assert status == 1
    assert f"{root}/{STORY}/translation.yml" in said
    assert "winter-workshop/index.en.md:6: TRN003" in said
    assert not (other / record.NAME).exists()


def test_what_cannot_be_read_is_not_written_over(root: Path) -> None:
    file = root / STORY / record.NAME
    text = file.read_text("utf-8").replace("version: 1\n", "version: 1\n<<<<<<< HEAD\n")
    file.write_text(text, "utf-8")
    assert confirm(root)[1] == 1
    assert waive(root, "TRN001")[1] == 2
    assert file.read_text("utf-8") == text
    assert standing(root).state is State.UNVERIFIED


def test_facts_are_told_as_people_write_them() -> None:
    facts = ("80", "~2", "share=3/10", "month=4", "clock=570", "times=5/2", "word=12338", "@li-mei", "points=3", "1/3")
    assert worded(facts, "zh") == "80, 2, 30%, 4月, 9:30, 2.5×, 12338, li-mei, 3, 0.333333"
    assert worded(("month=4", "month=4")) == "4月 · April"
