"""The contenders: what is measured. A contender is a name, the tree it works in, what is done before each run, and a command.

To add one, add it to ``CONTENDERS``: its preparation is not measured, its command is, as a whole process.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import edit
from bench.workbench import Workbench
from twinpress import album


@dataclass(frozen=True, kw_only=True)
class Contender:
    """Something that takes time."""

    name: str
    """On the command line."""
    title: str
    """In reports."""
    tree: str
    """The tree of the workbench in which the command runs."""
    prepare: Callable[[Workbench, int], None]
    """What is done before a run: given the workbench and the number of the round, from 1."""
    command: Callable[[Workbench], Sequence[str]]
    builds: bool = True
    """Whether it writes a site; otherwise it checks."""
    most: int | None = None
    """The largest archive that it can bear, in pairs."""


def _python(*words: str) -> Callable[[Workbench], Sequence[str]]:
    return lambda bench: (sys.executable, "-m", *words)


def _hugo(bench: Workbench) -> Sequence[str]:
    return (str(bench.hugo), "build", "--quiet", "--destination", "site")


def _changed(bench: Workbench) -> Sequence[str]:
    return (*CHECK(bench), str(edit.article(bench.content).relative_to(bench.content.parent)))


MKDOCS = _python("mkdocs", "build", "--strict", "--quiet")
BUILD = _python("twinpress", "build")
CHECK = _python("twinpress", "check")
STATUS = _python("twinpress", "status")


def cold(tree: str, bench: Workbench, number: int) -> None:
    """Remove the site and every cache of a tree but that of pictures: they are scaled once, whatever builds come."""
    folder = bench.tree(tree)
    shutil.rmtree(folder / "site", ignore_errors=True)
    pictures, aside = folder / ".cache/twinpress" / album.FOLDER, folder / "pictures"
    if tree == "twinpress" and not pictures.is_dir():
        bench.run([*CHECK(bench)], folder)
    if pictures.is_dir():
        pictures.rename(aside)
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    if aside.is_dir():
        pictures.parent.mkdir(parents=True)
        aside.rename(pictures)


def after(
    command: Callable[[Workbench], Sequence[str]],
    change: Callable[[Path, int], None] | None,
    bench: Workbench,
    number: int,
) -> None:
    """Run a command, so that its caches and the site are of today, and then make a change."""
    bench.run([*command(bench)], bench.tree("twinpress"))
    if change is not None:
        change(bench.tree("twinpress") if change is edit.template else bench.content, number)


def _again(name: str, title: str, change: Callable[[Path, int], None] | None) -> Contender:
    """Return a build after a build."""
    return Contender(
        name=name,
        title=f"`twinpress build`, {title}",
        tree="twinpress",
        prepare=partial(after, BUILD, change),
        command=BUILD,
    )


def _check(
    name: str, title: str, prepare: Callable[[Workbench, int], None], command: Callable[..., Sequence[str]] = CHECK
) -> Contender:
    return Contender(name=name, title=title, tree="twinpress", prepare=prepare, command=command, builds=False)


CONTENDERS = (
    Contender(
        name="mkdocs",
        title="`mkdocs build`",
        tree="twinpress",
        prepare=partial(cold, "twinpress"),
        command=MKDOCS,
        most=5000,  # one file after the other: it can bear more, but nobody should wait for it
    ),
    Contender(
        name="build",
        title="`twinpress build`, nothing built before",
        tree="twinpress",
        prepare=partial(cold, "twinpress"),
        command=BUILD,
    ),
    _again("build-same", "nothing changed", None),
    _again("build-body", "a text changed", edit.body),
    _again("build-title", "a title changed", edit.title),
    _again("build-article", "an article more", edit.addition),
    _again("build-template", "a template changed", edit.template),
    Contender(name="hugo", title="Hugo, an equal site", tree="hugo", prepare=partial(cold, "hugo"), command=_hugo),
    Contender(
        name="stock",
        title="Material and static-i18n as they come",
        tree="stock",
        prepare=partial(cold, "stock"),
        command=_python("mkdocs", "build", "--quiet"),
        most=250,
    ),
    _check("check", "`twinpress check`, nothing read before", partial(cold, "twinpress")),
    _check("check-same", "`twinpress check`, nothing changed", partial(after, CHECK, None)),
    _check("check-one", "`twinpress check ARTICLE` of a changed one", partial(after, CHECK, edit.body), _changed),
    _check("status-same", "`twinpress status`, nothing changed", partial(after, STATUS, None), STATUS),
)
"""Every contender, in the order of reports."""
BASES = {True: ("mkdocs", "hugo"), False: ("check",)}
"""With which contenders one is compared: those that build, and those that check."""


def chosen(names: Iterable[str] = ()) -> tuple[Contender, ...]:
    """Return the contenders with these names, or all. Raises KeyError for a name that is none."""
    known = {contender.name: contender for contender in CONTENDERS}
    wanted = {known[name].name for name in names} or set(known)
    return tuple(one for one in CONTENDERS if one.name in wanted)
