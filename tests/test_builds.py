"""twinpress build: nothing where nothing changed, whole where something did, and never a site that is half one."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT, SITE
from twinpress.build import build
from twinpress.command import main
from twinpress.kinds import BEIJING
from twinpress.lock import BusyError
from twinpress.shard import Shard
from twinpress.site import Site, load

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


class Renderer:
    """Stands for MkDocs where only the decision to call it is asked about."""

    def __init__(self, pages: dict[str, str], status: int = 0):
        self.pages, self.status, self.calls = pages, status, 0

    def __call__(self, folder: Path, part: Shard) -> int:
        self.calls += 1
        folder.mkdir()
        for path, text in self.pages.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        return self.status


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take files for settled at once: the time of a change of state cannot be set back as that of a change can."""
    monkeypatch.setattr("twinpress.build.RACY", -(10**12))


def site(project: Path) -> Site:
    return load(project / "mkdocs.yml")


@pytest.mark.usefixtures("patient")
def test_nothing_is_rendered_where_nothing_changed(project: Path) -> None:
    render = Renderer({"index.html": "a", "x/index.html": "b"})
    first = build(site(project), AS_OF, project / "site", render)
    assert first.delivery is not None
    assert first.delivery.written == ("index.html", "x/index.html")
    second = build(site(project), AS_OF, project / "site", render)
    assert (second.delivery, second.pages, render.calls) == (None, 2, 1)
    assert build(site(project), AS_OF, project / "site", render, clean=True).delivery is not None


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    "change",
    [
        "content/2024/meeting/index.zh.md",
        "content/2025/first-talk/street.png",
        "content/vocabulary/topics.yml",
        "docs/about.en.md",
        "overrides/list.html",
        "mkdocs.yml",
        "site/index.html",
    ],
)
def test_any_change_is_seen(project: Path, change: str) -> None:
    render = Renderer({"index.html": "a"})
    build(site(project), AS_OF, project / "site", render)
    with (project / change).open("ab") as file:
        file.write(b"copyright: all of us\n" if change == "mkdocs.yml" else b"\n")
    build(site(project), AS_OF, project / "site", render)
    assert render.calls == 2
    assert tree(project / "site") == {"index.html": b"a"}


@pytest.mark.usefixtures("patient")
def test_time_that_changes_something_is_a_change(project: Path) -> None:
    render = Renderer({"index.html": "a"})
    build(site(project), AS_OF, project / "site", render)
    build(site(project), datetime(2026, 1, 31, tzinfo=BEIJING), project / "site", render)
    assert render.calls == 1, "the scheduled article appears on the first of February"
    build(site(project), datetime(2026, 2, 2, tzinfo=BEIJING), project / "site", render)
    assert render.calls == 2
    build(site(project), datetime(2026, 1, 31, tzinfo=BEIJING), project / "site", render)
    assert render.calls == 3, "nor is the past the present"


def test_what_may_still_change_is_not_relied_upon(project: Path) -> None:
    render = Renderer({"index.html": "a"})
    (project / "content/2024/meeting/index.zh.md").touch()
    for _ in range(2):
        build(site(project), AS_OF, project / "site", render)
    assert render.calls == 2


@pytest.mark.parametrize("status", [1, -signal.SIGTERM])
def test_a_build_that_fails_leaves_the_site_and_nothing_else(project: Path, status: int) -> None:
    build(site(project), AS_OF, project / "site", Renderer({"index.html": "a"}))
    failed = build(site(project), AS_OF, project / "site", Renderer({"index.html": "b"}, status=status))
    assert (failed.status, tree(project / "site")) == (1, {"index.html": b"a"})
    assert [path.name for path in project.iterdir() if path.name.startswith(".site")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="no locks of this kind")
def test_two_builds_of_one_place_do_not_meet(project: Path) -> None:
    def render(folder: Path, part: Shard) -> int:
        with pytest.raises(BusyError):
            build(site(project), AS_OF, project / "site", Renderer({}))
        return Renderer({"index.html": "a"})(folder, part)

    assert build(site(project), AS_OF, project / "site", render).status == 0


def test_the_command_says_what_it_did(project: Path) -> None:
    first = json.loads(subprocess.run(COMMAND, capture_output=True, check=True).stdout)
    assert first["planned"] == first["rendered"] > 50
    assert first["written"] == len(tree(project / "site"))
    story = project / "content/2024/meeting/index.zh.md"
    story.write_text(story.read_text("utf-8") + "\n又一段。\n", "utf-8")
    second = json.loads(subprocess.run(COMMAND, capture_output=True, check=True).stdout)
    assert "2024/meeting/" in second["changed"]
    assert "2025/second-talk/" not in second["changed"], "a page with the same bytes is no change"
    assert second["removed"] == 0


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_any_number_of_shards_makes_the_bytes_of_mkdocs(
    project: Path, built: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("twinpress.build.SHARD_SIZE", 10)
    result = CliRunner().invoke(main, ["build", "--workers", str(workers)], catch_exceptions=False)
    assert result.exit_code == 0
    mine, whole = tree(project / "site"), tree(built)
    assert sorted(mine) == sorted(whole)
    assert [path for path in mine if mine[path] != whole[path]] == []


def test_a_mistake_is_told_once_and_the_site_stays(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twinpress.build.SHARD_SIZE", 10)
    assert subprocess.run(COMMAND, capture_output=True).returncode == 0
    before = tree(project / "site")
    story = project / "content/2024/meeting/index.zh.md"
    story.write_text(story.read_text("utf-8").replace("section: meetings", "section: none"), "utf-8")
    result = CliRunner().invoke(main, ["build", "--workers", "2"], catch_exceptions=False)
    assert result.exit_code == 1
    assert result.stderr.count("meeting/index.zh.md:") == 1
    assert tree(project / "site") == before


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
    for turn in range(int(os.environ.get("TWINPRESS_KILLS", "12"))):
        text = texts[turn % 2]
        story.write_text(text, "utf-8")
        sources["2024/meeting/index.zh.md"] = text.encode()
        process = subprocess.Popen(
            [*COMMAND, "--clean"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
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
