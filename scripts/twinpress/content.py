"""The content folder: which articles there are, and what lies in it that is none.

Reading is cached by file identity (size, modification and change time, inode), as Git does it: an unchanged archive
costs one scan of the folder and one unpickling.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import re
import stat
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timezone
from functools import partial
from itertools import chain
from operator import attrgetter
from pathlib import Path

import pydantic
import yaml

from twinpress import addresses, atomic, forked, shelf, vocabulary
from twinpress.addresses import Addresses
from twinpress.document import INDEX, LANGUAGES, Document, read, unreadable
from twinpress.frontmatter import Defect
from twinpress.identity import Identity, identity, settled
from twinpress.kinds import SLUG
from twinpress.views import tally
from twinpress.vocabulary import Vocabulary

YEAR = re.compile(r"\d{4}")
NAMES = {f"index.{language}.md" for language in LANGUAGES}
RECORDS = {"translation.yml"}
"""Files beside an article that the tool itself writes."""
HIDDEN = (".", "~$", "Thumbs.db", "desktop.ini")
"""Beginnings of names that file managers and editors leave behind."""
LISTS = {"vocabulary", addresses.FOLDER}
"""Folders of the content folder that hold what is said of all articles."""
FOLDERS = LISTS | {tally.FOLDER}
"""Folders of the content folder that hold no articles; the tally is read when somebody asks (``Archive.tally``)."""
MANY = 1000
"""Articles that are read in less time by several processes, their start included."""
FEW = 16
"""Articles that are looked at again in less time than it takes to write down what is known of ten thousand."""


@dataclass(frozen=True, kw_only=True)
class Folder:
    """An article's folder: its language versions and the files beside them."""

    path: str
    """``2025/a-slug``."""
    documents: tuple[Document, ...]
    files: tuple[str, ...] = ()
    """Names of pictures, attachments and other files, sorted."""
    records: tuple[str, ...] = ()
    """Names of the files that the tool itself writes."""


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything in a content folder."""

    root: Path
    folders: tuple[Folder, ...]
    vocabulary: Vocabulary
    addresses: Addresses = field(default_factory=Addresses)
    """What was published before."""
    strays: tuple[tuple[str, Defect], ...] = ()
    """(path, defect) of what lies where no article can be."""


@dataclass(frozen=True, kw_only=True)
class Lists:
    """What is read of ``LISTS``, with the identities of the files that it was read from."""

    files: tuple[tuple[str, Identity], ...]
    vocabulary: Vocabulary
    addresses: Addresses


def load(root: Path, zone: timezone, cache: Path | None = None, *, keep: bool = True) -> Content:
    """Read the content folder ``root``; ``cache`` is the folder for what was parsed, if any. Never raises.

    ``keep``: whether to write down there what was read, which takes as long as reading it.
    """
    with quiet_collector():
        return _load(root, zone, _place(root, cache), keep)


def is_known(root: Path, zone: timezone, cache: Path | None) -> bool:
    """Tell whether the cache knows the content folder, which is then read in a tenth of the time."""
    place = _place(root, cache)
    if place is None:
        return False
    try:
        with place.open("rb") as file:
            return bool(pickle.load(file) == _key(root, zone))
    except Exception:  # a cache can be broken in any way
        return False


def around(root: Path, zone: timezone) -> Content:
    """Read what lies in no article's folder: the vocabulary, what was published before. Never raises."""
    return Content(root=root, folders=(), vocabulary=vocabulary.load(root, zone), addresses=addresses.load(root, zone))


def again(known: Content, zone: timezone, paths: Collection[str]) -> Content:
    """Return what is known, with these article folders read again; they may be new, or gone. Never raises."""
    root = known.root
    folders = {folder.path: folder for folder in known.folders}
    strays = [stray for stray in known.strays if not paths or not within(stray[0], paths)]
    for path in paths:
        folders.pop(path, None)
        if not os.path.isdir(root / path):
            continue
        if folder := _folder(root, path, inside(f"{root}/{path}"), strays, partial(_read, root, zone)):
            folders[path] = folder
    return replace(known, folders=tuple(folders[path] for path in sorted(folders)), strays=tuple(strays))


def _load(root: Path, zone: timezone, cache: Path | None, keep: bool) -> Content:
    memory, lists = _recall(cache, root, zone) if cache else ({}, None)
    fresh: dict[str, tuple[Identity, Document]] = {}
    strays: list[tuple[str, Defect]] = []
    places = list(article_folders(root, strays))
    changed = 0
    if len(places) >= len(memory) + MANY:
        apart = _read_apart(root, zone, dict(_seen(places)))
        memory.update(apart)
        changed = len(apart)

    def recall(where: str, entry: os.DirEntry[str]) -> Document:
        nonlocal changed
        known = memory.get(where)
        seen = identity_of(entry)
        if known is None or known[0] != seen:
            changed += 1
            known = (seen or (0, 0, 0, 0), _read(root, zone, where, entry))
        fresh[where] = known
        return known[1]

    found = (_folder(root, path, names, strays, recall) for path, names in places)
    folders = tuple(folder for folder in found if folder is not None)
    listed = _listed(root)
    if lists is None or lists.files != listed:
        changed += FEW
        lists = Lists(files=listed, vocabulary=vocabulary.load(root, zone), addresses=addresses.load(root, zone))
    if cache and keep and changed + len(memory.keys() - fresh.keys()) >= min(FEW, len(fresh)):
        _remember(cache, root, zone, fresh, lists)
    return Content(
        root=root,
        folders=folders,
        vocabulary=lists.vocabulary,
        addresses=lists.addresses,
        strays=tuple(strays),
    )


def _seen(places: Iterable[tuple[str, list[os.DirEntry[str]]]]) -> Iterator[tuple[str, Identity]]:
    """Yield the path and identity of each version in the folders of articles."""
    for path, names in places:
        for entry in names:
            if entry.name in NAMES and (seen := identity_of(entry)):
                yield f"{path}/{entry.name}", seen


def _read_apart(root: Path, zone: timezone, new: Mapping[str, Identity]) -> Mapping[str, tuple[Identity, Document]]:
    """Read many files in several processes, which pack them for the cache; none where that is no gain, or not safe."""
    parts = [{path: new[path] for path in paths} for paths in shelf.batches(new)]
    packed = forked.each(partial(_read_and_pack, root, zone), parts, chunk=4)
    return shelf.unpack(list(chain.from_iterable(packed))) if packed is not None else {}


def _read_and_pack(root: Path, zone: timezone, new: Mapping[str, Identity]) -> shelf.Packed:
    return shelf.pack({path: (seen, read(root, path, zone)) for path, seen in new.items()})


def _folder(
    root: Path,
    path: str,
    names: Iterable[os.DirEntry[str]],
    strays: list[tuple[str, Defect]],
    document: Callable[[str, os.DirEntry[str]], Document],
) -> Folder | None:
    """Return an article's folder, whose versions ``document`` reads; None where there is none. Note what is out of place."""
    documents: list[Document] = []
    files: list[str] = []
    records: list[str] = []
    if not SLUG.fullmatch(path.rpartition("/")[2]):
        strays.append((path, Defect("slug", 1, found=path.rpartition("/")[2])))
    for entry in names:
        name = entry.name
        where = f"{path}/{name}"
        if name in NAMES:
            documents.append(document(where, entry))
        elif INDEX.fullmatch(name):
            strays.append((where, Defect("language", 1, found=name.split(".")[1])))
        elif entry.is_symlink():
            strays.append((where, Defect("link", 1, found=_target(entry.path))))
        elif entry.is_dir(follow_symlinks=False):
            strays.append((where, Defect("subfolder", 1, found=name)))
        else:
            (records if name in RECORDS else files).append(name)
    if not documents:
        strays.append((path, Defect("no-article", 1, found=path)))
        return None
    return Folder(path=path, documents=tuple(documents), files=tuple(files), records=tuple(records))


def _read(root: Path, zone: timezone, where: str, entry: os.DirEntry[str]) -> Document:
    """Read a version; one that vanished meanwhile cannot be read."""
    return read(root, where, zone) if identity_of(entry) else unreadable(where, Defect("unreadable", 1))


def article_folders(root: Path, strays: list[tuple[str, Defect]]) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """Yield (path, entries) of every folder that can hold an article, sorted; note what is out of place."""
    for year in inside(str(root)):
        if year.name in FOLDERS and year.is_dir(follow_symlinks=False):
            continue
        if not year.is_dir(follow_symlinks=False) or not YEAR.fullmatch(year.name):
            kind = "link" if year.is_symlink() else "stray"
            strays.append((year.name, Defect(kind, 1, found=_target(year.path) if kind == "link" else year.name)))
            continue
        for slug in inside(year.path):
            path = f"{year.name}/{slug.name}"
            if slug.is_symlink():
                strays.append((path, Defect("link", 1, found=_target(slug.path))))
            elif not slug.is_dir(follow_symlinks=False):
                strays.append((path, Defect("stray", 1, found=slug.name)))
            else:
                yield path, inside(slug.path)


def inside(folder: str) -> list[os.DirEntry[str]]:
    """Return what lies in a folder, sorted by name, without hidden files and those of file managers and editors."""
    try:
        with os.scandir(folder) as found:
            return sorted([entry for entry in found if not entry.name.startswith(HIDDEN)], key=attrgetter("name"))
    except OSError:
        return []


def within(path: str, places: Collection[str]) -> bool:
    """Tell whether ``path`` is one of ``places`` or lies in one; ``.`` is the content folder, and no places are all."""
    return not places or any(place in ("", ".") or path == place or path.startswith(place + "/") for place in places)


def identity_of(entry: os.DirEntry[str]) -> Identity | None:
    """Return what changes when a file does; None where it is gone."""
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return identity(status)


def _listed(root: Path) -> tuple[tuple[str, Identity], ...]:
    """Return the identities of the folders that hold no articles, and of everything in them."""
    found: list[tuple[str, Identity]] = []
    for name in sorted(LISTS):
        for folder, folders, files in os.walk(root / name):
            for path in (folder, *(os.path.join(folder, name) for name in sorted((*folders, *files)))):
                status = os.lstat(path) if os.path.lexists(path) else None
                if status is None or stat.S_ISLNK(status.st_mode):  # what a link leads to changes unseen
                    found.append((path, (0, time.time_ns(), 0, 0)))
                else:
                    found.append((path, (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)))
    return tuple(found)


def _target(path: str) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return "?"


def _place(root: Path, cache: Path | None) -> Path | None:
    """Return the cache of a content folder: several may be read from one project."""
    return cache / f"content-{hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:12]}.pickle" if cache else None


def _key(root: Path, zone: timezone) -> str:
    """Return what a cache must have been made with to be of use: code, Python, folder and time zone."""
    made = (sys.version, pydantic.VERSION, yaml.__version__, root.resolve(), zone)
    digest = hashlib.sha256("\0".join(map(str, made)).encode())
    here = Path(__file__).parent
    for module in sorted(here.glob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()


def _recall(cache: Path, root: Path, zone: timezone) -> tuple[dict[str, tuple[Identity, Document]], Lists | None]:
    """Return what the cache holds, without entries that may be stale; a broken or foreign cache is empty."""
    try:
        with cache.open("rb") as file:
            if pickle.load(file) != _key(root, zone):
                return {}, None
            written, packed, lists = pickle.load(file)
        known = {path: kept for path, kept in shelf.unpack(packed).items() if settled(kept[0], written)}
        return known, lists if all(settled(seen, written) for _, seen in lists.files) else None
    except Exception:  # a cache can be broken in any way, and is never worth more than a new one
        return {}, None


def _remember(cache: Path, root: Path, zone: timezone, entries: shelf.Entries, lists: Lists) -> None:
    """Write the cache, whole or not at all; a folder that cannot be written costs time, nothing else."""
    with suppress(OSError):
        cache.parent.mkdir(parents=True, exist_ok=True)
        data = pickle.dumps((time.time_ns(), shelf.pack(entries), lists), protocol=5)
        atomic.write(cache, pickle.dumps(_key(root, zone), protocol=5) + data)


@contextmanager
def quiet_collector() -> Iterator[None]:
    """Keep the garbage collector away while a million objects are made that all stay, and from them afterwards.

    Without it, the first collection after reading 20,000 files walks them all, which takes as long as unpickling them.
    """
    enabled = gc.isenabled()
    if gc.get_freeze_count():  # a preview reads again and again: what the last reading left must go
        gc.unfreeze()
        gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
