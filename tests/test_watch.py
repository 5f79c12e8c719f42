"""What is seen of a content folder that changes, and what is read of it again: no more than that, and all of it."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from conftest import SITE
from twinpress import content
from twinpress.content import Content
from twinpress.kinds import BEIJING
from twinpress.watch import AROUND, Watch

OLD = 1_700_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A content folder that nobody has touched for years, as far as its files tell."""
    root = tmp_path / "content"
    shutil.copytree(SITE / "content", root)
    return root


def same(one: Content, other: Content) -> bool:
    return (one.folders, one.vocabulary, one.addresses, sorted(one.strays)) == (
        other.folders,
        other.vocabulary,
        other.addresses,
        sorted(other.strays),
    )


def write(root: Path) -> None:
    (root / "2025/first-talk/index.zh.md").write_text("---\ntitle: 换了\n---\n", "utf-8")


def add(root: Path) -> None:
    shutil.copytree(root / "2024/course-1", root / "2024/course-9")


def remove(root: Path) -> None:
    shutil.rmtree(root / "2025/second-talk")


def empty(root: Path) -> None:
    (root / "2024/meeting/index.zh.md").unlink()


def misname(root: Path) -> None:
    (root / "2024/course-1").rename(root / "2024/Course 1")


def put_beside(root: Path) -> None:
    (root / "2024/meeting/index.fr.md").write_text("", "utf-8")
    (root / "2024/meeting/plan.txt").write_text("", "utf-8")


def swap_picture(root: Path) -> None:
    (root / "2018/park-opening/gate.png").write_bytes(b"\x89PNG")


@pytest.mark.parametrize(
    ("change", "places"),
    [
        (write, {"2025/first-talk"}),
        (add, {"2024/course-9"}),
        (remove, {"2025/second-talk"}),
        (empty, {"2024/meeting"}),
        (misname, {"2024/course-1", "2024/Course 1"}),
        (put_beside, {"2024/meeting"}),
        (swap_picture, {"2018/park-opening"}),
    ],
)
def test_what_has_changed_is_seen_once_and_read_again(root: Path, change: object, places: set[str]) -> None:
    assert callable(change)
    before = content.load(root, BEIJING)
    known = [folder.path for folder in before.folders]
    watch = Watch(root, time.time_ns() + 10**9)  # the copy is younger than that
    assert watch.look_everywhere(known) == set()
    change(root)
    assert watch.look_everywhere(known) == places
    after = content.again(before, BEIJING, places)
    assert same(after, content.load(root, BEIJING))
    assert watch.look_everywhere([folder.path for folder in after.folders]) == set()
    untouched = {folder.path: folder for folder in before.folders if folder.path not in places}
    assert all(folder is untouched[folder.path] for folder in after.folders if folder.path not in places)


def test_the_vocabulary_lies_around_the_articles(root: Path) -> None:
    watch = Watch(root, time.time_ns() + 10**9)
    assert watch.look([AROUND]) == set()
    (root / "vocabulary/sections.yml").write_text("", "utf-8")
    assert watch.look([AROUND]) == {AROUND}
    assert watch.look([AROUND]) == set()


def test_what_was_saved_between_the_reading_and_the_first_look_counts(root: Path) -> None:
    for path in (root, *root.rglob("*")):
        os.utime(path, (OLD, OLD))
    started = time.time_ns() + 10**9  # a change sets a time that nobody can turn back; all others are before this
    watch = Watch(root, started)
    os.utime(root / "2024/meeting/index.zh.md", ns=(started, started))
    assert watch.look(["2024/meeting", "2024/course-1"]) == {"2024/meeting"}


def test_an_article_that_is_no_more_was_there(root: Path) -> None:
    watch = Watch(root, time.time_ns() + 10**9)
    shutil.rmtree(root / "2024/meeting")
    assert watch.look(["2024/meeting"]) == {"2024/meeting"}
