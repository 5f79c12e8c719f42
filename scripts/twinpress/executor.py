"""Executors: whose processes make the site, where this machine's are not enough.

Dask is asked to run what the pool of this machine runs otherwise (``workshop.make``). It is imported here alone, and only
where somebody asks for it.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from importlib.metadata import distributions
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from twinpress import settings
from twinpress.build import RefusedError
from twinpress.delivery import entries
from twinpress.theme import Shell
from twinpress.workshop import Part

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from twinpress.work import Pool

ADDRESS = re.compile(r"dask:((?:tcp://|tls://)?(?:[\w.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5})", re.ASCII)
"""An executor as it is written: ``dask:HOST:PORT``; TLS needs certificates, which Dask's own configuration names."""
ANSWER = 10
"""Seconds within which a scheduler must answer."""
GLANCE = 1
"""Seconds between two looks at whether there are workers."""
NAMED = 3
"""Programs that a message names."""

Returned = TypeVar("Returned")


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What a process sees of what a part is made from."""

    shell: bool
    """Whether the folder of this build is there, with the shell in it; if not, nothing else is looked at."""
    writable: bool = False
    templates: str = ""
    """Digest of the templates, from where this build has them: their names and lengths."""
    programs: Mapping[str, str]
    """Versions by name; of our own program, a digest."""
    settings: str = ""
    """Digest of what ``mkdocs.yml`` says; with ``!ENV`` that is not the same for everybody."""
    content: str = ""
    """Digest of the content folder. A shared file system may show yesterday's files for a minute."""


def pool(written: str) -> Pool:
    """Return what gives the processes of ``dask:HOST:PORT`` to a build; raise RefusedError if it is none, or without Dask."""
    if not (match := ADDRESS.fullmatch(written)):
        raise RefusedError(
            f"--executor 须写作 dask:主机:端口，例如 dask:10.0.0.5:8786，现为：{written} · "
            f"--executor must be written dask:HOST:PORT, such as dask:10.0.0.5:8786, not: {written}"
        )
    try:
        dask, comm = import_module("distributed"), import_module("distributed.comm")
    except ImportError:
        raise RefusedError(
            "--executor dask 需要 dask.distributed，请先安装：pip install --require-hashes -r requirements-cluster.txt · "
            "--executor dask needs dask.distributed; type: pip install --require-hashes -r requirements-cluster.txt"
        ) from None
    address = match[1]

    def processes(count: int, part: Part) -> AbstractContextManager[Executor]:
        return _cluster(dask.Client, (dask.KilledWorker, comm.CommClosedError, CancelledError), address, part)

    return processes


class _Cluster(Executor):
    """Dask's executor, one task at a time in each process: a worker may have many threads, a workshop has one index."""

    def __init__(self, executor: Any):
        self.executor = executor
        self.futures: list[Future[Any]] = []

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = self.executor.submit(alone, function, *arguments, **named)
        self.futures.append(future)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.executor.shutdown(wait=wait and not cancel_futures)


def _connected(connect: Callable[[], Any]) -> Any:
    """Return a client. Raises whatever ``connect`` does, and TimeoutError: to who answers but says nothing, Dask listens for ever."""
    found: Future[Any] = Future()

    def call() -> None:
        try:
            found.set_result(connect())
        except Exception as error:
            found.set_exception(error)

    Thread(target=call, daemon=True).start()
    return found.result(timeout=ANSWER + GLANCE)


@contextmanager
def _cluster(connect: Any, losses: tuple[type[BaseException], ...], address: str, part: Part) -> Iterator[Executor]:
    """Connect to a scheduler; give those of its workers that can make a part, checked before they are asked for one.

    Raises RefusedError where there are none, and BrokenExecutor when they, or the scheduler, are lost: ``losses``.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)  # it tells of what we tell, in many lines
    try:
        client = _connected(partial(connect, address, timeout=ANSWER, set_as_default=False))
    except Exception as error:  # whoever is no scheduler may answer anything: a web server's words end in a MemoryError
        told = str(error) or type(error).__name__
        raise RefusedError(
            f"{address} 没有 Dask 调度器应答，请先启动 dask scheduler 与 dask worker：{told} · "
            f"no Dask scheduler answers at {address}; start one (dask scheduler), and workers (dask worker): {told}"
        ) from None
    done = Event()
    try:
        workers = frozenset(client.nthreads())
        if not workers:
            raise RefusedError(
                f"{address} 的调度器没有工作进程，请先启动 dask worker {address} · "
                f"the scheduler at {address} has no workers; start some: dask worker {address}"
            )
        executor = _Cluster(client.get_executor(workers=sorted(workers), pure=False))
        Thread(target=_watch, args=(client, workers, executor, done), daemon=True).start()
        _inspect(client, workers, part)
        yield executor
    except losses as error:
        raise BrokenExecutor(f"{address}: {error or type(error).__name__}") from None
    finally:
        done.set()
        client.close()


def _watch(client: Any, workers: frozenset[str], executor: _Cluster, done: Event) -> None:
    """Cancel what was asked for when all workers are gone: Dask would wait for them for ever."""
    while not done.wait(GLANCE):
        try:
            lost = workers.isdisjoint(client.nthreads())
        except Exception:  # the scheduler is gone, or the client closed: what was asked for has been cancelled
            return
        if lost:
            for future in list(executor.futures):
                future.cancel()


def _inspect(client: Any, workers: frozenset[str], part: Part) -> None:
    """Raise RefusedError unless all workers see what this process sees, CancelledError if one is lost meanwhile."""
    # a worker that cannot load what a task names falls silent; to this, which names nothing of ours, it answers
    loads = client.run(exec, "from twinpress.executor import alone, look", workers=sorted(workers), on_error="return")
    for worker, error in loads.items():
        if error is not None:
            raise RefusedError(
                f"工作进程 {worker} 无法载入与此处相同的 twinpress，请在那里安装后重新启动：{error} · "
                f"worker {worker} cannot load the twinpress of this machine; install it there and restart it: {error}"
            )
    here = look(part)
    futures = {  # not pure: the same task for each of them, and no answer from memory
        worker: client.get_executor(workers=[worker], pure=False).submit(alone, look, part)
        for worker in sorted(workers)
    }
    for worker, future in futures.items():
        while not wait([future], GLANCE).done:
            if worker not in client.nthreads():
                raise CancelledError(worker)
        there = future.result()
        if why := fault(here, there, part):
            raise RefusedError(f"工作进程 {worker} {why[0]} · worker {worker} {why[1]}")


def fault(here: Sight, there: Sight, part: Part) -> tuple[str, str] | None:
    """Return why a worker that sees ``there`` cannot work for us, in both languages; None if it can."""
    folder, config, content = part.shell.parent, part.project.config, part.project.content
    if not there.shell:
        return (
            f"看不到 {folder}：各机器须以同一路径共享项目文件夹，请挂载后再生成",
            f"does not see {folder}: all machines must share the project's folder, at the same path; mount it there",
        )
    if not there.writable:
        return (
            f"不能写入 {folder}：请以同一用户启动它",
            f"must not write into {folder}: start it as the same user",
        )
    common = sorted(here.programs.keys() & there.programs.keys())
    if others := [name for name in common if here.programs[name] != there.programs[name]][:NAMED]:
        found = ", ".join(f"{name} {there.programs[name]} ≠ {here.programs[name]}" for name in others)
        return (
            f"的程序版本与此处不同，请安装相同版本并重新启动它：{found}",
            f"has other programs than this machine; install the same ones there and restart it: {found}",
        )
    if here.templates != there.templates:
        return (
            "看到的模板与此处不同：各机器须以同一路径使用同样的虚拟环境与项目文件夹",
            "sees other templates: all machines must have the same virtual environment and project, at the same paths",
        )
    if here.settings != there.settings:
        return (
            f"读到的 {config} 与此处不同：请以相同的环境变量（!ENV）重新启动它",
            f"reads another {config}: restart it with the same environment variables (!ENV)",
        )
    if here.content != there.content:
        return (
            f"看到的 {content} 与此处不同：共享文件系统尚未更新，请一分钟后再生成",
            f"sees another {content}: the shared file system is not up to date there; build again in a minute",
        )
    return None


WORK = Lock()


def alone(function: Callable[..., Returned], *arguments: Any, **named: Any) -> Returned:
    """Call a function, one at a time in this process."""
    with WORK:
        return function(*arguments, **named)


def look(part: Part) -> Sight:
    """Return what this process sees."""
    folder = part.shell.parent
    if not part.shell.is_file():
        return Sight(shell=False, programs=programs())
    try:
        said = repr(settings.load(part.project.config).value)
    except settings.ConfigurationError as error:
        said = str(error)
    return Sight(
        shell=True,
        writable=os.access(folder, os.W_OK | os.X_OK),
        templates=_digest(
            *(f"{name}\0{size}" for place in Shell.read(part.shell).folders for name, size, _ in _files(Path(place)))
        ),
        programs=programs(),
        settings=_digest(said),
        content=_digest(*(f"{name}\0{size}\0{changed}" for name, size, changed in _files(part.project.content))),
    )


@cache  # a worker lives longer than a file: what it has loaded is what it had found
def programs() -> Mapping[str, str]:
    """Return the versions of all programs in this process; of our own, a digest of its code."""
    ours = Path(__file__).parent
    code = _digest(
        *(f"{file.relative_to(ours)}\0{_digest(file.read_text('utf-8'))}" for file in sorted(ours.rglob("*.py")))
    )
    known = {distribution.name.lower(): distribution.version for distribution in distributions()}
    return {**known, "python": ".".join(map(str, sys.version_info[:2])), "twinpress": code[:12]}


def _files(folder: Path) -> list[tuple[str, int, int]]:
    """Return name, size and time (s) of each file; inodes and parts of a second may be others on each machine."""
    start = len(str(folder))
    seen = ((entry.path[start:], entry.stat(follow_symlinks=False)) for entry in entries(folder))
    return sorted((name, status.st_size, int(status.st_mtime)) for name, status in seen)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode("utf-8", "surrogateescape")).hexdigest()
