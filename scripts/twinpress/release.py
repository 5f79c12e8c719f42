"""Releases: each is a whole site in a folder of its own, and a link says which one the public sees.

    releases/7/   files of one build, and a compressed twin beside each larger text
    current       a link to releases/7: the root for the web server

A release is made in a hidden folder, gets its number when it is whole, and is shown by renaming a new link over the old
one. Numbers above the shown one are releases that were rolled back, or were never shown because a publication was cut
short: the next publication takes them away, so that the release before the shown one is always the one shown before it.
Whatever is hidden in ``releases`` was left by somebody who was cut short.

Of the release before, a release keeps what open searches still ask for (``inheritance.py``).
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from twinpress import inheritance, lock, twin
from twinpress.purge import LISTS, is_clear, purge

CURRENT = "current"
RELEASES = "releases"
LOCK = ".lock"
NUMBER = re.compile("[1-9][0-9]*")
HOME = "index.html"
Item = TypeVar("Item")
Result = TypeVar("Result")


class RefusedError(Exception):
    """Nothing can be published like this; the message says why, in both languages. What is shown stays as it is."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What is shown now; paths are those of files, relative to the site's root, sorted."""

    release: str
    """Its number."""
    previous: str | None
    """What was shown before: the same where nothing changed, None at the first time."""
    changed: tuple[str, ...] = ()
    """Files that are new, or not what they were."""
    removed: tuple[str, ...] = ()
    """Files that the site has no more, but for those of the search that stay until the next release."""
    kept: tuple[str, ...]
    """Numbers of the releases that are there, newest first."""
    purged: tuple[str, ...] = ()
    """Numbers of the older releases from which something was taken that is gone by law."""
    trouble: str | None = None
    """Why older releases could not be purged and pruned, if they could not; the next publication tries again."""


def publish(made: Path, place: Path, *, keep: int, cache: Path | None = None) -> Report:
    """Show the site in the folder ``made``; leave ``keep`` releases in ``place``. The site's folder is only read.

    ``cache``: where its builds keep their lock and their record, if anywhere. Raises RefusedError, and OSError where
    something cannot be read or written: what was shown before is still shown then.
    """
    _separate(made, place)
    with _unbuilt(made, cache):
        return _publish(made, place, keep)


def _publish(made: Path, place: Path, keep: int) -> Report:
    found = _identities(made)
    if HOME not in found:
        raise RefusedError(
            f"{made} 中没有 {HOME}：尚未生成，或生成被中断，请先运行 twinpress build · "
            f"there is no {HOME} in {made}: it was not built, or the build was cut short; run twinpress build first"
        )
    if not is_clear(made):
        raise RefusedError(
            f"{made}/_redirects 与网站不符，无法清除已删除的内容，请运行 twinpress build --clean · "
            f"{made}/_redirects does not belong to this site, so what was removed cannot be purged; run twinpress build --clean"
        )
    with _alone(place, make=True) as shelf:
        shown, numbers = shelf.shown(), shelf.numbers()
        before = shelf.folder(shown or numbers[-1]) if numbers else None
        same, removed = _compared(before, made, set(found))
        left = inheritance.left(before, made) if before else set()
        removed = tuple(path for path in removed if path not in left)
        changed = tuple(sorted(set(found) - same))
        release = shown
        if shown is None or changed or removed:
            for number in numbers:
                if shown is not None and number > shown:
                    shelf.drop(number)
            release = max(numbers, default=0) + 1
            with shelf.aside() as folder:
                _lay(made, folder, before, same | left, sorted({*found, *left}))
                if _identities(made) != found:
                    raise RefusedError(
                        f"读取时 {made} 发生了变化：请等生成结束后再发布 · "
                        f"{made} changed while it was read: publish again when the build there has finished"
                    )
                _settle()
                os.rename(folder, shelf.folder(release))
            shelf.show(release)
        assert release is not None
        purged, trouble = [], None
        try:
            purged = shelf.purge()
            shelf.prune(keep)
        except OSError as error:  # what changed for readers must be told all the same
            trouble = str(error)
        return replace(shelf.report(release, shown, changed, removed, purged), trouble=trouble)


def addresses(paths: Iterable[str], url: str) -> list[str]:
    """Return the web addresses of files, sorted, as a browser asks for them; below ``/`` where the site has no ``url``.

    The lists of redirects are left out: they are for the server and not for the public.
    """
    found = {re.sub(r"(^|/)index\.html$", r"\1", path) for path in paths if path not in LISTS}
    return sorted((url or "/") + quote(path, safe="/:@!$&'()*+,;=~") for path in found)


def reload(report: Report) -> bool:
    """Tell whether a web server has to read its configuration again: it holds the redirects."""
    return report.previous is not None and not set(LISTS).isdisjoint((*report.changed, *report.removed))


def rollback(place: Path) -> Report:
    """Show the release before the one that is shown. Raises as ``publish`` does."""
    if not (place / RELEASES).is_dir():
        raise RefusedError(f"{place} 中没有发布过网站 · nothing was published in {place}")
    with _alone(place) as shelf:
        shown = shelf.shown()
        earlier = [number for number in shelf.numbers() if shown is not None and number < shown]
        if not earlier or shown is None:
            raise RefusedError(
                f"{place} 中没有更早的版本可以退回（--keep 决定保留几个） · "
                f"there is no earlier release in {place} to go back to (--keep says how many stay)"
            )
        purged = shelf.purge()  # one that was cut short must not let anything through
        now, then = shelf.folder(shown), shelf.folder(earlier[-1])
        paths = set(twin.firsts(twin.files(then)))
        same, removed = _compared(now, then, paths)
        changed = tuple(sorted(paths - same - inheritance.held(then)))
        shelf.show(earlier[-1])
        return shelf.report(earlier[-1], shown, changed, removed, purged)


class Shelf:
    """The folder with the releases."""

    def __init__(self, place: Path):
        self.place = place

    def folder(self, number: int) -> Path:
        """Return the folder of a release."""
        return self.place / RELEASES / str(number)

    def numbers(self) -> list[int]:
        """Return the numbers of the releases that are there, sorted."""
        names = (item.name for item in (self.place / RELEASES).iterdir() if item.is_dir() and not item.is_symlink())
        return sorted(int(name) for name in names if NUMBER.fullmatch(name))

    def shown(self) -> int | None:
        """Return the number of the release that the public sees; None where there is none."""
        link = self.place / CURRENT
        if not os.path.lexists(link):
            return None
        target = Path(os.path.realpath(link))
        ours = target.parent == Path(os.path.realpath(self.place / RELEASES)) and NUMBER.fullmatch(target.name)
        if not link.is_symlink() or not ours:
            raise RefusedError(
                f"{link} 须为指向 releases/ 中某个版本的符号链接，请先移走 · "
                f"{link} must be a symbolic link to one of the releases; move what is there out of the way first"
            )
        return int(target.name) if target.is_dir() else None

    def show(self, number: int) -> None:
        """Let the public see a release, from one moment to the next."""
        link = self._link(f"{RELEASES}/{number}")
        os.replace(link, self.place / CURRENT)
        _settle(self.place)

    def _link(self, target: str) -> Path:
        link = self.place / f".{CURRENT}"
        link.unlink(missing_ok=True)
        os.symlink(target, link, target_is_directory=True)
        return link

    def clear(self) -> None:
        """Take away what was left by those who were cut short, and find out whether links can be made here at all."""
        for item in (self.place / RELEASES).iterdir():
            if item.name.startswith(".") and item.is_dir():
                shutil.rmtree(item)
        try:
            self._link(RELEASES).unlink()
        except NotImplementedError:
            raise _linkless(self.place) from None
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
                raise
            raise _linkless(self.place) from None

    @contextmanager
    def aside(self) -> Iterator[Path]:
        """Make a folder for a release to come; take it away if it is still there at the end."""
        folder = Path(tempfile.mkdtemp(dir=self.place / RELEASES, prefix="."))
        folder.chmod(0o755)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def drop(self, number: int) -> None:
        """Take a release away: first its number, so that nobody ever goes back to half of it."""
        hidden = self.place / RELEASES / f".{number}"
        os.rename(self.folder(number), hidden)
        shutil.rmtree(hidden)

    def prune(self, keep: int) -> None:
        """Leave the ``keep`` newest of the releases up to the one that is shown."""
        shown = self.shown()
        for number in [number for number in self.numbers() if shown is not None and number <= shown][:-keep]:
            self.drop(number)

    def purge(self) -> list[int]:
        """Take what is gone by law in the newest release out of all others; return the numbers of those that had it."""
        *older, newest = self.numbers()
        return [number for number in older if purge(self.folder(number), self.folder(newest))]

    def report(
        self, release: int, previous: int | None, changed: tuple[str, ...], removed: tuple[str, ...], purged: list[int]
    ) -> Report:
        """Return what was done, with the releases that are there now."""
        kept = [number for number in self.numbers() if number <= release]
        return Report(
            release=str(release),
            previous=str(previous) if previous else None,
            changed=changed,
            removed=removed,
            kept=tuple(map(str, reversed(kept))),
            purged=tuple(str(number) for number in purged if number in kept),
        )


@contextmanager
def _alone(place: Path, *, make: bool = False) -> Iterator[Shelf]:
    """Hold the releases of a place."""
    if make and not (place / RELEASES).is_dir():
        (place / RELEASES).mkdir(parents=True)
        (place / RELEASES).chmod(0o755)
    with _held(place / LOCK, f"另一个发布正在进行 · another publication is at work in {place}"):
        shelf = Shelf(place)
        shelf.shown()  # refuses a place that is not ours before anything is touched
        shelf.clear()
        yield shelf


@contextmanager
def _unbuilt(made: Path, cache: Path | None) -> Iterator[None]:
    """Keep builds of the project away from the site's folder, and refuse what one that was cut short left there."""
    building = lock.of_build(made, cache)
    if not building.exists():  # whoever brought the site here, it was no ``twinpress build`` of this project
        yield
        return
    with _held(building, f"{made} 正在生成，请稍后再发布 · a build is at work in {made}: publish when it has finished"):
        if cache and not building.with_suffix(".json").exists():
            raise RefusedError(
                f"{made} 的上次生成被中断，请先运行 twinpress build · "
                f"the last build of {made} was cut short: run twinpress build first"
            )
        yield


@contextmanager
def _held(path: Path, busy: str) -> Iterator[None]:
    """Hold a lock, or raise RefusedError with the words given."""
    with ExitStack() as stack:
        try:
            stack.enter_context(lock.alone(path))
        except lock.BusyError:
            raise RefusedError(busy) from None
        yield


def _separate(made: Path, place: Path) -> None:
    """Refuse folders of which one would swallow the other."""
    if os.path.lexists(place) and not place.is_dir():
        raise RefusedError(f"{place} 不是文件夹 · {place} is not a folder")
    if not made.is_dir():
        raise RefusedError(
            f"没有 {made}，请先运行 twinpress build，或用 --site-dir 指定 · "
            f"there is no {made}: run twinpress build first, or name the site's folder with --site-dir"
        )
    site, target = made.resolve(), place.resolve()
    if target.is_relative_to(site) or site.is_relative_to(target / RELEASES):
        raise RefusedError(
            f"发布位置与网站文件夹须分开：{place}，{made} · "
            f"the place to publish in and the folder of the site must lie apart: {place}, {made}"
        )


def _linkless(place: Path) -> RefusedError:
    return RefusedError(
        f"{place} 处不能建立符号链接：请换一个文件系统；Windows 须打开“开发人员模式” · "
        f"symbolic links cannot be made in {place}: use another file system, or on Windows turn on Developer Mode"
    )


def _identities(made: Path) -> dict[str, tuple[int, int, int]]:
    """Return what tells whether a file of the site was touched, by its path. Raises RefusedError for what is no file."""
    found = {}
    for path in twin.files(made):
        status = os.stat(f"{made}/{path}")
        if not stat.S_ISREG(status.st_mode):
            raise RefusedError(f"{made / path} 不是普通文件 · {made / path} is not a regular file")
        found[path] = (status.st_size, status.st_mtime_ns, status.st_ino)
    return found


def _compared(before: Path | None, after: Path, paths: set[str]) -> tuple[set[str], tuple[str, ...]]:
    """Return which of the ``paths`` of ``after`` are the same in the release ``before``, and what of its own only that has."""
    if before is None:
        return set(), ()
    known = set(twin.files(before))
    both = sorted(paths & known)
    same = _each(lambda path: twin.same(f"{before}/{path}", f"{after}/{path}"), both)
    removed = tuple(sorted(set(twin.firsts(known)) - paths - inheritance.held(before)))
    return {path for path, is_same in zip(both, same, strict=True) if is_same}, removed


def _lay(made: Path, folder: Path, before: Path | None, same: set[str], paths: list[str]) -> None:
    """Fill the folder of a new release: what is the same as before is linked, the rest copied and packed."""
    above = {path[:at] for path in paths for at, char in enumerate(path) if char == "/"}
    for inside in sorted(above):
        os.mkdir(f"{folder}/{inside}")
        os.chmod(f"{folder}/{inside}", 0o755)

    # a site's own file may have the name of a twin; those go first, and no other takes their place
    own = [path for path in paths if path.endswith(twin.TWIN)]
    rest = [path for path in paths if not path.endswith(twin.TWIN)]

    def lay(path: str) -> None:
        if before and path in same:
            twin.link(f"{before}/{path}", f"{folder}/{path}")
        else:
            twin.copy(f"{made}/{path}", f"{folder}/{path}")

    for group in (own, rest):
        _each(lay, group)


def _each(work: Callable[[Item], Result], items: list[Item]) -> list[Result]:
    """Do something with each item, several at the same time: files are waited for, and compressed, side by side."""
    with ThreadPoolExecutor() as executor:
        return list(executor.map(work, items))


def _settle(folder: Path | None = None) -> None:
    """Wait until what was written is on the disk: a whole release, or the names in one folder.

    One ``sync`` for all files: one each takes minutes for a first release of ten thousand articles.
    """
    if os.name != "posix":
        return
    if folder is None:
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
