"""The content folder: what is an article, what is out of place, and that the cache changes nothing."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from twinpress import content, shelf, site
from twinpress.archive import Archive
from twinpress.check import check
from twinpress.content import Content
from twinpress.finding import Severity

BEIJING = timezone(timedelta(hours=8))
AS_OF = datetime(2026, 1, 1, tzinfo=BEIJING)
GOOD = """\
---
id: {id}
title: {title}
description: 社区工作者参加了为期两天的业务培训。
date: 2025-03-20
section: trainings
source: {{name: 市妇联}}
editor: 李梅
---

培训在市图书馆举行。
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a content folder with two articles and a section."""
    root = tmp_path / "content"
    write(root, "2025/spring/index.zh.md", GOOD.format(id="01JPSPRNG1", title="春季培训"))
    write(root, "2025/autumn/index.zh.md", GOOD.format(id="01K6AVTVM2", title="秋季培训"))
    write(root, "vocabulary/sections.yml", "trainings:\n  name: {zh: 培训, en: Trainings}\n")
    return root


def write(root: Path, name: str, text: str | bytes) -> Path:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return file


def load(root: Path, cache: Path | None = None) -> Content:
    return content.load(root, BEIJING, cache)


def findings(root: Path) -> list[tuple[str, int, str]]:
    """Return (path, line, code) of every error and warning."""
    archive = Archive(load(root), datetime(2026, 1, 1, tzinfo=BEIJING))
    found = check(archive, site.bare(root))
    return [(item.path, item.line, item.code) for item in found if item.severity is not Severity.INFO]


def test_an_article_is_a_folder_with_a_year_around_it(root: Path) -> None:
    write(root, "2025/spring/participants.csv", "姓名\n")
    write(root, "2025/spring/translation.yml", "version: 1\n")
    write(root, "2025/spring/.DS_Store", b"")
    write(root, "2025/spring/~$notes.docx", b"")
    write(root, ".git/config", b"")
    loaded = load(root)
    assert [folder.path for folder in loaded.folders] == ["2025/autumn", "2025/spring"]
    assert loaded.folders[1].files == ("participants.csv",)
    assert loaded.strays == ()
    assert findings(root) == [("2025/spring/participants.csv", 1, "ARC009")]


def test_a_folder_that_is_not_there_is_an_empty_archive(tmp_path: Path) -> None:
    assert load(tmp_path / "nowhere").folders == ()


def insert(field: str) -> Callable[[Path], None]:
    """Return a change that adds a line to the fields, as line 8."""

    def change(file: Path) -> None:
        file.write_text(file.read_text("utf-8").replace("editor: 李梅", f"{field}\neditor: 李梅"), "utf-8")

    return change


def as_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def as_loop(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.name)


BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))]
)
BAD: list[tuple[str, Callable[[Path], object], int, str]] = [
    ("not UTF-8", lambda file: file.write_bytes(file.read_text("utf-8").encode("gb18030")), 3, "ART002"),
    ("UTF-16", lambda file: file.write_bytes(file.read_text("utf-8").encode("utf-16")), 1, "ART002"),
    ("a byte-order mark", lambda file: file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes()), 1, "ART003"),
    ("CRLF", lambda file: file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n")), 1, "ART003"),
    ("a NUL", lambda file: file.write_bytes(file.read_bytes().rstrip() + b"\0\n"), 11, "ART002"),
    ("a tab", insert("rights:\n\ta"), 9, "ART005"),
    ("a doubled key", insert("title: again"), 8, "ART006"),
    ("deep nesting", insert("kicker: " + "[" * 20_000), 8, "ART005"),
    ("no fence", lambda file: file.write_text(file.read_text("utf-8").removeprefix("---\n"), "utf-8"), 1, "ART004"),
    (
        "no second fence",
        lambda file: file.write_text(file.read_text("utf-8").replace("\n---\n", "\n"), "utf-8"),
        1,
        "ART004",
    ),
    ("an empty file", lambda file: file.write_bytes(b""), 1, "ART004"),
    ("10 MB", lambda file: file.write_bytes(file.read_bytes() + b"x" * 10_000_000), 1, "ART001"),
    ("a folder", as_folder, 1, "ART001"),
    ("a link to itself", as_loop, 1, "ART001"),
    ("a wrong type", insert("pinned: 北京"), 8, "ART009"),
    ("a list for a text", insert("kicker: [a, b]"), 8, "ART009"),
    ("a text for a group", insert("event: 11月18日"), 8, "ART009"),
    ("an unknown field", insert("kiker: 春季"), 8, "ART008"),
]


@pytest.mark.parametrize(("name", "change", "line", "code"), BAD, ids=[case[0] for case in BAD])
def test_one_bad_file_is_one_finding_and_leaves_the_others(
    root: Path, name: str, change: Callable[[Path], object], line: int, code: str
) -> None:
    write(
        root,
        "2025/autumn/index.zh.md",
        GOOD.format(id="01K6AVTVM2", title="秋季培训").replace("date: 2025", "date: 2035"),
    )
    change(root / "2025/spring/index.zh.md")
    assert findings(root) == [("2025/autumn/index.zh.md", 5, "ART015"), ("2025/spring/index.zh.md", line, code)]


def test_an_alias_bomb_is_one_finding_beside_its_unknown_fields(root: Path) -> None:
    started = time.perf_counter()
    insert(BOMB)(root / "2025/spring/index.zh.md")
    found = findings(root)
    assert time.perf_counter() - started < 2
    assert [item for item in found if item[2] == "ART005"] == [("2025/spring/index.zh.md", 8, "ART005")]
    assert {item[2] for item in found} <= {"ART005", "ART008"}


def test_links_that_go_round_are_not_followed(root: Path) -> None:
    (root / "2025" / "round").symlink_to(root)
    (root / "2024").symlink_to(root / "2025")
    (root / "2025" / "spring" / "photo.jpg").symlink_to("photo.jpg")
    assert findings(root) == [
        ("2024", 1, "ARC001"),
        ("2025/round", 1, "ARC001"),
        ("2025/spring/photo.jpg", 1, "ARC001"),
    ]


class Counting:
    """Counts the files that are really read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch):
        self.paths: list[str] = []
        real = content.read

        def read(root: Path, path: str, zone: timezone) -> object:
            self.paths.append(path)
            return real(root, path, zone)

        monkeypatch.setattr(content, "read", read)
        monkeypatch.setattr(content, "FEW", 1)
        monkeypatch.setattr("twinpress.identity.RACY", -(10**18))  # change times cannot be set back: trust all entries


def test_the_cache_gives_the_same_content(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache" / "documents.pickle"
    counting = Counting(monkeypatch)
    first = load(root, cache)
    assert counting.paths == ["2025/autumn/index.zh.md", "2025/spring/index.zh.md"]
    second = load(root, cache)
    assert len(counting.paths) == 2, "nothing was read again"
    assert second.folders == first.folders == load(root).folders


APART = """
import sys
from pathlib import Path
from twinpress import content
from twinpress.kinds import BEIJING

read, here = content.read, []
content.read = lambda root, path, zone: here.append(path) or read(root, path, zone)
content.MANY = 2
apart = content.load(Path(sys.argv[1]), BEIJING)
assert here == [], "other processes have read them"
content.MANY = 3
assert content.load(Path(sys.argv[1]), BEIJING) == apart
assert here == ["2025/autumn/index.zh.md", "2025/spring/index.zh.md"]
"""


@pytest.mark.skipif(sys.platform != "linux" or os.cpu_count() == 1, reason="one process reads everything here")
def test_several_processes_read_the_same(root: Path) -> None:
    # in a process of its own, which has no other threads
    subprocess.run([sys.executable, "-c", APART, root], check=True)


def test_front_matter_stays_packed_until_somebody_asks(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    Counting(monkeypatch)
    read = {folder.path: folder.documents for folder in load(root, cache).folders}
    folders = load(root, cache).folders
    assert (
        Archive(Content(root=root, folders=folders, vocabulary=load(root).vocabulary), AS_OF).by_path.keys()
        == read.keys()
    )
    assert [document.title for folder in folders for document in folder.documents] == ["秋季培训", "春季培训"]
    assert ["front" in vars(document) for folder in folders for document in folder.documents] == [False, False]
    for folder in folders:
        assert folder.documents == read[folder.path]
        assert folder.documents[0].line("section") == 6
        assert pickle.loads(pickle.dumps(folder.documents[0])) == folder.documents[0]


def test_what_did_not_change_is_packed_as_it_was(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    Counting(monkeypatch)
    load(root, cache)
    folders = load(root, cache).folders
    entries = {document.path: ((0, 0, 0, 0), document) for folder in folders for document in folder.documents}
    assert shelf.pack(entries) == [document.batch.packed for _, document in entries.values() if document.batch]


def test_the_cache_notices_what_changes(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "documents.pickle"
    counting = Counting(monkeypatch)
    load(root, cache)
    counting.paths.clear()
    file = root / "2025/spring/index.zh.md"
    file.write_text(file.read_text("utf-8").replace("春季培训", "夏季培训"), "utf-8")  # as many bytes as before
    assert load(root, cache).folders == load(root).folders
    assert counting.paths[:1] == ["2025/spring/index.zh.md"]
    write(root, "2025/winter/index.zh.md", GOOD.format(id="01JPW1NTER", title="冬季培训"))
    assert [folder.path for folder in load(root, cache).folders] == ["2025/autumn", "2025/spring", "2025/winter"]
    (root / "2025/winter/index.zh.md").unlink()
    (root / "2025/winter").rmdir()
    assert [folder.path for folder in load(root, cache).folders] == ["2025/autumn", "2025/spring"]


def test_files_as_young_as_the_cache_are_read_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that changes twice within the clock's tick looks unchanged: Git calls this racy."""
    cache = tmp_path / "documents.pickle"
    load(root, cache)
    paths: list[str] = []
    real = content.read

    def read(root: Path, path: str, zone: timezone) -> object:
        paths.append(path)
        return real(root, path, zone)

    monkeypatch.setattr(content, "read", read)
    load(root, cache)
    assert len(paths) == 2


@pytest.mark.parametrize("data", [b"", b"nonsense", pickle.dumps(("another key", 0, {})), pickle.dumps([1, 2])])
def test_a_broken_or_foreign_cache_is_ignored(root: Path, tmp_path: Path, data: bytes) -> None:
    cache = tmp_path / "documents.pickle"
    cache.write_bytes(data)
    assert load(root, cache).folders == load(root).folders


def test_a_cache_of_another_time_zone_is_not_used(root: Path, tmp_path: Path) -> None:
    cache = tmp_path / "documents.pickle"
    load(root, cache)
    assert content.load(root, UTC, cache).folders == content.load(root, UTC).folders


def test_a_cache_that_cannot_be_written_costs_nothing_else(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert load(root, tmp_path / "file" / "documents.pickle").folders == load(root).folders
