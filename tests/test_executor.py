"""twinpress build --executor: a real Dask scheduler with two worker processes, and what is said where that does not work."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT
from test_builds import AS_OF, MkDocs, many_parts, site, tree
from test_builds import project as project
from twinpress import workshop
from twinpress.build import build
from twinpress.command import main
from twinpress.executor import ANSWER, RefusedError, fault, look, pool, programs
from twinpress.theme import SHELL

distributed = pytest.importorskip("distributed", reason="pip install --require-hashes -r requirements-cluster.txt")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")


@dataclass
class Cluster:
    """A scheduler and its workers, each a process of its own."""

    folder: Path
    scheduler: subprocess.Popen[bytes]
    address: str
    workers: list[subprocess.Popen[bytes]]

    @property
    def executor(self) -> str:
        return f"dask:{self.address}"

    def work(self, cwd: Path | None = None, **environment: str) -> None:
        """Start one more worker, in a folder that is not the project's."""
        before = len(self.seen())
        cli = ["distributed.cli.dask_worker", self.address, "--nthreads", "2", "--no-nanny", "--no-dashboard"]
        home = self.folder / f"worker{len(self.workers)}"
        home.mkdir()
        self.workers.append(start(cli, home, **environment))
        while len(self.seen()) == before:
            assert self.workers[-1].poll() is None, (home / "log").read_text("utf-8")
            time.sleep(0.1)

    def seen(self) -> dict[str, int]:
        with distributed.Client(self.address, set_as_default=False) as client:
            return dict(client.nthreads())

    def parts(self) -> list[int]:
        """Return how many parts each worker has made."""
        with distributed.Client(self.address, set_as_default=False) as client:
            return [info.hits + info.misses for info in client.run(workshop.workshop.cache_info).values()]


def start(cli: list[str], home: Path, **environment: str) -> subprocess.Popen[bytes]:
    variables = {key: value for key, value in os.environ.items() if not key.startswith("TWINPRESS_")}
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", *cli],
            cwd=home,
            env={**variables, "PYTHONPATH": str(ROOT / "scripts"), **environment},
            stdout=log,
            stderr=log,
        )


@contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    """A scheduler, and the workers that are started for it; all are gone at the end."""
    folder.mkdir()
    where = folder / "scheduler.json"
    cli = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    scheduler = start([*cli, "--scheduler-file", str(where)], folder)
    cluster = Cluster(folder, scheduler, "", [])
    try:
        while not where.exists() or not where.read_text("utf-8"):
            assert scheduler.poll() is None, (folder / "log").read_text("utf-8")
            time.sleep(0.1)
        cluster.address = json.loads(where.read_text("utf-8"))["address"].removeprefix("tcp://")
        yield cluster
    finally:
        for process in [*cluster.workers, scheduler]:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with running(tmp_path / "cluster") as cluster:
        yield cluster


def kill(process: subprocess.Popen[bytes]) -> Callable[[int, int], None]:
    """Return what kills a process when a third is done."""

    def progress(done: int, planned: int) -> None:
        if done > planned // 3:
            process.send_signal(signal.SIGKILL)

    return progress


def leftovers(project: Path) -> list[str]:
    return [path.name for path in project.iterdir() if path.name.startswith(".site")]


@pytest.mark.slow
def test_two_worker_processes_make_the_bytes_of_mkdocs(
    project: Path, built: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    many_parts(monkeypatch)
    cluster.work()
    cluster.work(TWINPRESS_CONTENT="/elsewhere")  # the workers' environment is not ours
    command = ["build", "--executor", cluster.executor]
    first = CliRunner().invoke(main, command, catch_exceptions=False)
    assert first.exit_code == 0, first.stderr
    assert "Traceback" not in first.stderr
    mine, whole = tree(project / "site"), tree(built)
    assert sorted(mine) == sorted(whole)
    assert [path for path in mine if mine[path] != whole[path]] == []
    parts = cluster.parts()
    assert len(parts) == 2
    assert min(parts) > 0
    story = project / "content/2024/meeting/index.zh.md"
    story.write_text(story.read_text("utf-8").replace("title: ", "title: 新"), "utf-8")
    second = CliRunner().invoke(main, [*command, "--clean"], catch_exceptions=False)
    assert second.exit_code == 0, second.stderr
    assert "新" in (project / "site/2024/meeting/index.html").read_text("utf-8"), "a worker that lives on reads again"
    again = tree(project / "site")
    assert CliRunner().invoke(main, ["build", "--clean"], catch_exceptions=False).exit_code == 0
    assert tree(project / "site") == again


@pytest.mark.slow
def test_what_a_worker_had_is_done_by_another_when_it_is_killed(
    project: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    many_parts(monkeypatch)
    build(site(project), AS_OF, project / "site", MkDocs())
    whole = tree(project / "site")
    cluster.work()
    cluster.work()
    done = build(
        site(project),
        AS_OF,
        project / "other",
        MkDocs(),
        pool=pool(cluster.executor),
        progress=kill(cluster.workers[0]),
    )
    assert done.status == 0
    assert cluster.workers[0].wait() == -signal.SIGKILL
    assert tree(project / "other") == whole


@pytest.mark.slow
@pytest.mark.parametrize("victim", ["worker", "scheduler"])
def test_a_cluster_that_dies_leaves_the_site_and_says_so(
    project: Path, cluster: Cluster, victim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    many_parts(monkeypatch)
    cluster.work()
    command = ["build", "--executor", cluster.executor]
    assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0
    before = tree(project / "site")
    bar = kill(cluster.workers[0] if victim == "worker" else cluster.scheduler)
    monkeypatch.setattr("twinpress.progress.shown", lambda stream: _given(bar))
    failed = CliRunner().invoke(main, [*command, "--clean"], catch_exceptions=False)
    assert failed.exit_code == 2
    assert "the site is as it was" in failed.stderr
    assert failed.stderr.count("\n") == 1
    assert tree(project / "site") == before
    assert leftovers(project) == []


@contextmanager
def _given(progress: Callable[[int, int], None]) -> Iterator[Callable[[int, int], None]]:
    yield progress


def test_a_process_of_this_machine_that_dies_leaves_the_site_too(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many_parts(monkeypatch)
    assert CliRunner().invoke(main, ["build"], catch_exceptions=False).exit_code == 0
    before = tree(project / "site")
    monkeypatch.setattr("twinpress.work.make", die)
    failed = CliRunner().invoke(main, ["build", "--clean", "--workers", "2"], catch_exceptions=False)
    assert failed.exit_code == 2
    assert "the site is as it was" in failed.stderr
    assert tree(project / "site") == before
    assert leftovers(project) == []


def die(part: workshop.Part) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_change_of_few_pages_is_made_here(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twinpress.identity.RACY", -(10**12))
    build(site(project), AS_OF, project / "site", MkDocs())
    story = project / "content/2024/meeting/index.zh.md"
    story.write_text(story.read_text("utf-8") + "\n又一段。\n", "utf-8")
    done = build(site(project), AS_OF, project / "site", MkDocs(), pool=pool("dask:127.0.0.1:1"))
    assert done.planned > 0


# --- refusals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["", "dask", "dask:", "dask:host", "dask:host:", "dask:host:port", "ray:host:1", "dask:http://host:1"]
)
def test_an_executor_that_is_none_is_refused(project: Path, written: str) -> None:
    result = CliRunner().invoke(main, ["build", "--executor", f"{written} "], catch_exceptions=False)
    assert result.exit_code == 2
    assert "dask:HOST:PORT" in result.stderr


@pytest.mark.parametrize("written", ["host:8786", "tcp://10.0.0.5:8786", "tls://host.example:1", "[::1]:8786"])
def test_an_address_may_be_written_in_every_way(written: str) -> None:
    assert callable(pool(f"dask:{written}"))


def test_the_message_says_what_to_install(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = CliRunner().invoke(main, ["build", "--executor", "dask:127.0.0.1:1"], catch_exceptions=False)
    assert result.exit_code == 2
    assert "requirements-cluster.txt" in result.stderr
    assert (ROOT / "requirements-cluster.txt").is_file()


def test_workers_are_for_this_machine(project: Path) -> None:
    result = CliRunner().invoke(main, ["build", "--executor", "dask:h:1", "--workers", "2"], catch_exceptions=False)
    assert (result.exit_code, "--workers" in result.stderr) == (2, True)


def refusal(project: Path, executor: str) -> str:
    """Build; return why it was refused."""
    with pytest.raises(RefusedError) as refused:
        build(site(project), AS_OF, project / "site", MkDocs(), pool=pool(executor))
    assert not (project / "site").exists()
    assert leftovers(project) == []
    return str(refused.value)


def test_no_scheduler_at_the_address(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ANSWER <= 30
    monkeypatch.setattr("twinpress.executor.ANSWER", 1)
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    assert f"no Dask scheduler answers at 127.0.0.1:{port}" in refusal(project, f"dask:127.0.0.1:{port}")


def test_somebody_at_the_address_who_says_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twinpress.executor.ANSWER", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert f"no Dask scheduler answers at 127.0.0.1:{port}" in refusal(project, f"dask:127.0.0.1:{port}")


@pytest.mark.slow
def test_a_scheduler_without_workers(project: Path, cluster: Cluster) -> None:
    assert "no workers" in refusal(project, cluster.executor)


@pytest.mark.slow
def test_a_worker_with_an_old_program(project: Path, cluster: Cluster) -> None:
    old = cluster.folder / "old/twinpress"
    old.mkdir(parents=True)
    (old / "__init__.py").touch()
    cluster.work(PYTHONPATH=str(old.parent))
    message = refusal(project, cluster.executor)
    assert "cannot load the twinpress" in message
    assert "No module named 'twinpress.executor'" in message
    assert cluster.workers[0].poll() is None


@pytest.mark.slow
def test_a_worker_with_a_slightly_other_program(project: Path, cluster: Cluster) -> None:
    other = cluster.folder / "other"
    shutil.copytree(ROOT / "scripts", other)
    with (other / "twinpress/wording.py").open("a", encoding="utf-8") as file:
        file.write("\n")
    cluster.work()
    cluster.work(PYTHONPATH=str(other))
    message = refusal(project, cluster.executor)
    assert f"worker tcp://{cluster.address.split(':')[0]}:" in message
    assert f"twinpress {programs()['twinpress']}" not in message.split("≠")[0]
    assert message.endswith(f"≠ {programs()['twinpress']}")


@pytest.mark.slow
def test_workers_that_do_not_see_the_folder(project: Path, cluster: Cluster) -> None:
    cluster.work()
    whole = workshop.Project(config=project / "mkdocs.yml", content=project / "content", as_of=AS_OF, inputs="")
    part = workshop.Part(project=whole, shell=project / "nowhere/shell.json", paths=[], folder=project / "nowhere/site")
    with (
        pytest.raises(RefusedError, match=r"does not see .*nowhere"),
        pool(cluster.executor)(2, part),
    ):
        pytest.fail("nothing should be asked of such workers")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("content/2024/meeting/index.zh.md", "sees another .*content: .* build again in a minute"),
        ("overrides/list.html", "sees other templates"),
    ],
)
def test_a_shared_file_system_that_is_behind(project: Path, tmp_path: Path, change: str, said: str) -> None:
    MkDocs(folders=(str(project / "overrides"),))(tmp_path / "out", tmp_path)
    whole = workshop.Project(config=project / "mkdocs.yml", content=project / "content", as_of=AS_OF, inputs="")
    part = workshop.Part(project=whole, shell=tmp_path / SHELL, paths=[], folder=tmp_path / "out")
    there = look(part)
    assert fault(look(part), there, part) is None
    with (project / change).open("a", encoding="utf-8") as file:
        file.write("\n")
    told = fault(look(part), there, part)
    assert told is not None
    assert re.match(said, told[1])


@pytest.mark.slow
def test_a_worker_that_sees_another_project(project: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    config = project / "mkdocs.yml"
    address = "https://news.example/archive/"
    text = config.read_text("utf-8")
    assert address in text
    config.write_text(text.replace(address, f"!ENV [ADDRESS, '{address}']"), "utf-8")
    cluster.work()
    build(site(project), AS_OF, project / "site", MkDocs(), pool=pool(cluster.executor))
    monkeypatch.setenv("ADDRESS", "https://other.example/")
    with pytest.raises(RefusedError, match="environment variables"):
        build(site(project), AS_OF, project / "site", MkDocs(), pool=pool(cluster.executor))
