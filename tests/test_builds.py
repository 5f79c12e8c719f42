"""twinpress build: nothing where nothing changed, whole where something did, and never a site that is half one."""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from conftest import ROOT, SITE, mkdocs_build
from twinpress.build import build
from twinpress.command import main
from twinpress.kinds import BEIJING
from twinpress.lock import BusyError
from twinpress.site import TAGS, Site, load
from twinpress.theme import ASKED, SHELL, TOLD, Shell, bases

COMMAND = [sys.executable, "-c", "from twinpress.command import main; main()", "build", "--format", "json"]
AS_OF = datetime(2026, 1, 1, tzinfo=BEIJING)
OLD = time.time() - 3600


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small site with a cache, all its files an hour old."""
    root = tmp_path / "project"
    shutil.copytree(SITE, root)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    config = root / "mkdocs.yml"
    text = (
        config.read_text("utf-8").replace("../../overrides", "overrides").replace('cache_dir: ""', "cache_dir: .cache")
    )
    config.write_text(text, "utf-8")
    age(root)
    monkeypatch.chdir(root)
    monkeypatch.setenv("TWINPRESS_AS_OF", "2026-01-01")
    return root


def age(folder: Path) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (OLD, OLD))


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class MkDocs:
    """Stands for MkDocs where only the decision to call it is asked about."""

    def __init__(self, text: str = "a", status: int = 0, folders: tuple[str, ...] = (str(ROOT / "overrides"),)):
        self.text, self.status, self.folders, self.calls = text, status, folders, 0

    def __call__(self, folder: Path, part: Path) -> Callable[[], int]:
        self.calls += 1
        folder.mkdir()
        (folder / "theirs.html").write_text(self.text, "utf-8")
        frames = {language: {base: [""] * 6 for base in bases()} for language in TAGS}
        Shell(folders=self.folders, plugins=(), frames=frames).write(part / SHELL)
        (part / ASKED).write_text("[]", "utf-8")
        (part / TOLD).write_bytes(pickle.dumps([]))
        return lambda: self.status


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take files for settled at once: the time of a change of state cannot be set back as that of a change can."""
    monkeypatch.setattr("twinpress.identity.RACY", -(10**12))


def site(project: Path) -> Site:
    return load(project / "mkdocs.yml")


@pytest.mark.usefixtures("patient")
def test_nothing_is_made_where_nothing_changed(project: Path) -> None:
    mkdocs = MkDocs()
    first = build(site(project), AS_OF, project / "site", mkdocs)
    assert first.delivery is not None
    assert set(first.delivery.written) == set(tree(project / "site"))
    assert first.pages == sum(path.endswith(".html") for path in first.delivery.written)
    second = build(site(project), AS_OF, project / "site", mkdocs)
    assert (second.delivery, second.pages, mkdocs.calls) == (None, first.pages, 1)
    third = build(site(project), AS_OF, project / "site", mkdocs, clean=True)
    assert third.delivery is not None
    assert (third.planned, third.delivery.written, mkdocs.calls) == (first.planned, (), 2)


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    ("change", "calls"),
    [
        ("content/2024/meeting/index.zh.md", 1),
        ("content/2025/first-talk/street.png", 1),
        ("content/vocabulary/topics.yml", 1),
        ("docs/about.en.md", 2),
        ("overrides/list.html", 2),
        ("mkdocs.yml", 2),
        ("site/index.html", 2),
        ("site/theirs.html", 2),
    ],
)
def test_any_change_is_seen_and_mkdocs_is_called_for_its_own(project: Path, change: str, calls: int) -> None:
    mkdocs = MkDocs()
    build(site(project), AS_OF, project / "site", mkdocs)
    with (project / change).open("ab") as file:
        file.write(b"copyright: all of us\n" if change == "mkdocs.yml" else b"\n")
    assert build(site(project), AS_OF, project / "site", mkdocs).delivery is not None
    assert mkdocs.calls == calls
    made = tree(project / "site")
    build(site(project), AS_OF, project / "site", mkdocs, clean=True)
    assert tree(project / "site") == made


@pytest.mark.usefixtures("patient")
def test_a_text_that_changed_is_made_anew_and_what_stands_elsewhere_is_not(project: Path) -> None:
    build(site(project), AS_OF, project / "site", MkDocs())
    story = project / "content/2024/meeting/index.zh.md"
    story.write_text(story.read_text("utf-8") + "\n又一段。\n", "utf-8")
    done = build(site(project), AS_OF, project / "site", MkDocs())
    assert done.delivery is not None
    feeds = [path for path in done.delivery.written if path.endswith(("rss.xml", "atom.xml", "feed.json"))]
    found = [path for path in done.delivery.written if path.startswith("search/zh/")]
    assert "search/zh/directory.json" in found
    assert set(done.delivery.written) == {"2024/meeting/index.html", *feeds, *found}
    assert done.planned <= len(feeds) + 2, "the page in each language, because they publish each other's pictures"


@pytest.mark.usefixtures("patient")
def test_what_changes_while_it_is_read_is_made_again(project: Path) -> None:
    story = project / "content/2024/meeting/index.zh.md"
    before = story.read_bytes()

    def meddle(done: int, planned: int) -> None:
        story.write_bytes(before + "\n写到一半\n".encode())

    build(site(project), AS_OF, project / "site", MkDocs(), progress=meddle)
    story.write_bytes(before)
    build(site(project), AS_OF, project / "site", MkDocs())
    made = tree(project / "site")
    assert "写到一半" not in made["2024/meeting/index.html"].decode()
    build(site(project), AS_OF, project / "site", MkDocs(), clean=True)
    assert tree(project / "site") == made


@pytest.mark.usefixtures("patient")
def test_time_that_changes_something_is_a_change(project: Path) -> None:
    def change(moment: datetime) -> bool:
        return build(site(project), moment, project / "site", MkDocs()).delivery is not None

    assert change(AS_OF)
    assert not change(datetime(2026, 1, 31, tzinfo=BEIJING)), "the scheduled article appears on the first of February"
    assert change(datetime(2026, 2, 2, tzinfo=BEIJING))
    assert change(datetime(2026, 1, 31, tzinfo=BEIJING)), "nor is the past the present"


def test_what_may_still_change_is_not_relied_upon(project: Path) -> None:
    (project / "content/2024/meeting/index.zh.md").touch()
    for _ in range(2):
        done = build(site(project), AS_OF, project / "site", MkDocs())
        assert done.delivery is not None
    assert done.delivery.written == ()


@pytest.mark.parametrize("status", [1, -signal.SIGTERM])
def test_a_build_that_fails_leaves_the_site_and_nothing_else(project: Path, status: int) -> None:
    build(site(project), AS_OF, project / "site", MkDocs())
    before = tree(project / "site")
    (project / "docs/about.en.md").write_text("# About\n", "utf-8")
    failed = build(site(project), AS_OF, project / "site", MkDocs("b", status))
    assert (failed.status, tree(project / "site")) == (1, before)
    assert [path.name for path in project.iterdir() if path.name.startswith(".site")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="no locks of this kind")
def test_two_builds_of_one_place_do_not_meet(project: Path) -> None:
    def mkdocs(folder: Path, part: Path) -> Callable[[], int]:
        with pytest.raises(BusyError):
            build(site(project), AS_OF, project / "site", MkDocs())
        return MkDocs()(folder, part)

    assert build(site(project), AS_OF, project / "site", mkdocs).status == 0


def test_the_command_says_what_it_did(project: Path) -> None:
    first = json.loads(subprocess.run(COMMAND, capture_output=True, check=True).stdout)
    assert first["planned"] == first["rendered"] > 50
    assert first["written"] == len(tree(project / "site"))
    assert first["reused"] == 0
    before = tree(project / "site").keys()
    story = project / "content/2024/meeting/index.zh.md"
    story.write_text(story.read_text("utf-8") + "\n又一段。\n", "utf-8")
    second = json.loads(subprocess.run(COMMAND, capture_output=True, check=True).stdout)
    assert "2024/meeting/" in second["changed"]
    assert "2025/second-talk/" not in second["changed"], "a page with the same bytes is no change"
    gone = before - tree(project / "site").keys()
    assert second["removed"] == len(gone) > 0
    assert {path.rpartition("/")[0].rpartition("/")[0] for path in gone} == {"search/zh"}, "a segment by another name"
    assert second["planned"] + second["reused"] == first["planned"]


def test_a_content_folder_alone_is_no_site(project: Path) -> None:
    (project / "mkdocs.yml").unlink()
    result = CliRunner().invoke(main, ["build", "--content", "content"], catch_exceptions=False)
    assert result.exit_code == 2
    assert "mkdocs.yml" in result.stderr


def many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twinpress.work.WORTHWHILE", 10)
    monkeypatch.setattr("twinpress.work.PART_SIZE", 7)


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_any_number_of_processes_makes_the_bytes_of_mkdocs(
    project: Path, built: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    many_parts(monkeypatch)
    result = CliRunner().invoke(main, ["build", "--workers", str(workers)], catch_exceptions=False)
    assert result.exit_code == 0
    mine, whole = tree(project / "site"), tree(built)
    assert sorted(mine) == sorted(whole)
    assert [path for path in mine if mine[path] != whole[path]] == []


def test_a_mistake_is_told_once_and_the_site_stays(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many_parts(monkeypatch)
    assert subprocess.run(COMMAND, capture_output=True).returncode == 0
    before = tree(project / "site")
    story = project / "content/2024/meeting/index.zh.md"
    story.write_text(story.read_text("utf-8").replace("section: meetings", "section: none"), "utf-8")
    result = CliRunner().invoke(main, ["build", "--workers", "2"], catch_exceptions=False)
    assert result.exit_code == 1
    assert result.stderr.count("meeting/index.zh.md:") == 1
    assert tree(project / "site") == before


def photograph(project: Path, colour: str) -> None:
    """Make the small picture of an article a large one, of one colour."""
    place = project / "content/2025/first-talk/street.png"
    image = Image.effect_noise((900, 600), 40).convert("RGB")
    image.paste(colour, (0, 0, 300, 600))
    image.save(place)
    os.utime(place, (OLD, OLD))


def sizes(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.webp")}


@pytest.mark.usefixtures("patient")
def test_the_sizes_of_a_picture_come_and_go_with_it(project: Path) -> None:
    def run() -> tuple[str, ...]:
        done = build(site(project), AS_OF, project / "site", MkDocs())
        assert done.delivery is not None
        return done.delivery.written

    photograph(project, "red")
    run()
    red = sizes(project / "site")
    assert {path.rpartition(".")[0].rpartition(".")[0] for path in red} == {
        f"2025/first-talk/street.{width}" for width in (400, 900)
    }
    page = (project / "site/2025/first-talk/index.html").read_text("utf-8")
    assert all(f"../../{path} " in page for path in red), "the page offers what is there"
    story = project / "content/2024/meeting/index.zh.md"
    story.write_text(story.read_text("utf-8") + "\n又一段。\n", "utf-8")
    assert not sizes(project / "site").intersection(run()), "what is there is not made again"
    photograph(project, "blue")
    run()
    blue = sizes(project / "site")
    assert (len(blue), blue.isdisjoint(red)) == (2, True)
    kept = [path for path in (project / ".cache/pictures/webp").rglob("*") if path.is_file()]
    assert len(kept) == 2, "nor does the cache hold what nobody shows"
    made = tree(project / "site")
    shutil.rmtree(project / ".cache")
    build(site(project), AS_OF, project / "site", MkDocs(), clean=True)
    assert tree(project / "site") == made


def test_pictures_have_the_bytes_of_mkdocs(project: Path, tmp_path: Path) -> None:
    photograph(project, "red")
    result = CliRunner().invoke(main, ["build"], catch_exceptions=False)
    assert result.exit_code == 0
    shutil.rmtree(project / ".cache")
    mkdocs_build(project / "mkdocs.yml", tmp_path / "whole", as_of="2026-01-01")
    mine, whole = tree(project / "site"), tree(tmp_path / "whole")
    assert len(sizes(project / "site")) == 2
    assert sorted(mine) == sorted(whole)
    assert [path for path in mine if mine[path] != whole[path]] == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_build_killed_at_any_moment_leaves_whole_files_and_the_next_one_heals(project: Path) -> None:
    story = project / "content/2024/meeting/index.zh.md"
    texts = [story.read_text("utf-8"), story.read_text("utf-8").replace("title: ", "title: 新")]
    wanted = []
    for text in texts:
        story.write_text(text, "utf-8")
        started = time.monotonic()
        subprocess.run([*COMMAND, "--clean"], capture_output=True, check=True)
        length = time.monotonic() - started
        wanted.append(tree(project / "site"))
    assert wanted[0] != wanted[1]
    sources = tree(project / "content")
    moments = random.Random(7)
    for turn in range(int(os.environ.get("TWINPRESS_KILLS", "50"))):
        text = texts[turn % 2]
        story.write_text(text, "utf-8")
        sources["2024/meeting/index.zh.md"] = text.encode()
        process = subprocess.Popen(
            [*COMMAND, *(["--clean"] if turn % 4 < 2 else [])],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        time.sleep(moments.random() * length * 1.05)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        for path, data in tree(project / "site").items():
            assert data in [version.get(path) for version in wanted], f"{path} is neither the old nor the new file"
        assert tree(project / "content") == sources
        if turn % 3 == 2:
            subprocess.run(COMMAND, capture_output=True, check=True)
            assert tree(project / "site") == wanted[turn % 2]
            assert [item.name for item in project.iterdir() if item.name.startswith(".site-build-")] == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with room for a few megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a file system may not be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("mount"), reason="no mount")
def test_a_full_disk_leaves_the_site_as_it_was_and_the_next_build_heals(project: Path, small_disk: Path) -> None:
    place = small_disk / "site"
    command = [*COMMAND, "--site-dir", str(place)]
    subprocess.run(command, capture_output=True, check=True)
    before, sources = tree(place), tree(project / "content")
    story = project / "content/2024/meeting/index.zh.md"
    story.write_text(story.read_text("utf-8").replace("title: ", "title: 新"), "utf-8")
    sources["2024/meeting/index.zh.md"] = story.read_bytes()
    free = shutil.disk_usage(small_disk).free
    for room in (0, 4096, 100_000, 400_000):
        (small_disk / "filler").write_bytes(bytes(free - room))
        full = subprocess.run([*command, "--clean"], capture_output=True, text=True, check=False)
        assert full.returncode == 2, full.stderr
        assert "No space left on device" in full.stderr
        assert "Traceback" not in full.stderr
        assert tree(place) == before
        assert tree(project / "content") == sources
        (small_disk / "filler").unlink()
    subprocess.run(command, capture_output=True, check=True)
    after = tree(place)
    assert after["2024/meeting/index.html"] != before["2024/meeting/index.html"]
    subprocess.run([*command, "--clean"], capture_output=True, check=True)
    assert tree(place) == after


def test_files_that_may_only_be_read_are_replaced_and_sources_are_not_touched(project: Path) -> None:
    build(site(project), AS_OF, project / "site", MkDocs())
    story = project / "content/2024/meeting/index.zh.md"
    story.write_text(story.read_text("utf-8").replace("title: ", "title: 新"), "utf-8")
    for folder in ("site", "content"):
        for path in (project / folder).rglob("*"):
            path.chmod(0o555 if path.is_dir() and folder == "content" else 0o755 if path.is_dir() else 0o444)
    sources = tree(project / "content")
    assert build(site(project), AS_OF, project / "site", MkDocs()).status == 0
    assert "新" in (project / "site/2024/meeting/index.html").read_text("utf-8")
    assert tree(project / "content") == sources
