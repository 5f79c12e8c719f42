"""The build: rendered aside, delivered into its place, and not at all where nothing changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import distributions
from pathlib import Path

from twinpress import atomic, content, lock, schedule
from twinpress.archive import Archive
from twinpress.check import check
from twinpress.content import RACY
from twinpress.delivery import Delivery, deliver, entries
from twinpress.finding import Finding, Severity
from twinpress.moment import now
from twinpress.publication import Publication
from twinpress.shard import Shard, merge
from twinpress.site import Site

Render = Callable[[Path, Shard], int]
"""Renders a part of the site into a folder that does not exist yet and returns an exit status."""

SHARD_SIZE = 250
"""Pages for which a process of their own is worth its start, which takes about as long."""


@dataclass(frozen=True, kw_only=True)
class Build:
    """What a build did."""

    status: int
    """Exit status; of anything but 0, the site is as it was."""
    findings: tuple[Finding, ...] = ()
    """What the checks found, if they were run."""
    pages: int = 0
    """HTML files of the site."""
    delivery: Delivery | None = None
    """None where nothing had changed, or the build failed."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What the last build was made from, and what it left; written last of all, so that a build cut short is none."""

    inputs: str
    """Digest of everything that the site is made from; empty where it cannot be relied upon."""
    output: str
    """Digest of the files' identities in the site's folder."""
    as_of: str
    until: str
    """The moments from which and before which the site would look the same; ``until`` may be empty: for ever."""
    pages: int


def build(
    site: Site, as_of: datetime, place: Path, render: Render, *, clean: bool = False, workers: int | None = None
) -> Build:
    """Bring the site in the folder ``place`` to what it should be at ``as_of``; ``clean``: whatever it was before.

    ``workers``: processes at the same time, by default one for each processor that is worth it. Raises lock.BusyError where another build is at work there, and OSError where the folder cannot be written.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    memory = _memory(site, place)
    with lock.alone(lock.of_build(place, site.cache)):
        started = time.time_ns()
        inputs, newest = _inputs(site)
        known = None if clean else _recall(memory)
        if known and _holds(known, inputs, as_of, place):
            return Build(status=0, pages=known.pages)
        archive = Archive(content.load(site.content, site.zone, site.cache), as_of)
        with _aside(place) as folder:
            order = [page.path for pages in Publication(archive, site).pages.values() for page in pages]
            count = max(1, min(workers or os.cpu_count() or 1, len(order) // SHARD_SIZE))
            shards = [Shard(number, count) for number in range(count)]
            with ThreadPoolExecutor(count) as executor:  # each waits for a process
                statuses = executor.map(lambda shard: render(folder / str(shard.number), shard), shards)
                findings = tuple(check(archive.present(now(site.zone)), site))
                status = next(filter(None, statuses), 0)  # a process that was killed has a negative one
            if status or any(finding.severity is Severity.ERROR for finding in findings):
                return Build(status=max(status, 1), findings=findings)
            made = merge([folder / str(shard.number) for shard in shards], order)
            pages = sum(entry.name.endswith(".html") for entry in entries(made))
            if memory:
                memory.unlink(missing_ok=True)
            place.mkdir(exist_ok=True)
            delivery = deliver(made, place)
        if memory:
            # a file that changed while, or just before, we looked may have changed after it was read
            reliable = newest < started - RACY and _inputs(site)[0] == inputs
            change = schedule.next_change(archive.content, site, as_of)
            record = Record(
                inputs=inputs if reliable else "",
                output=_digest(place)[0],
                as_of=as_of.isoformat(),
                until=change.at.isoformat() if change else "",
                pages=pages,
            )
            atomic.write(memory, json.dumps(vars(record)).encode())
        return Build(status=0, findings=findings, pages=pages, delivery=delivery)


def _holds(record: Record, inputs: str, as_of: datetime, place: Path) -> bool:
    """Tell whether the site still is what a build would make."""
    return (
        record.inputs == inputs
        and datetime.fromisoformat(record.as_of) <= as_of
        and (not record.until or as_of < datetime.fromisoformat(record.until))
        and record.output == _digest(place)[0]
    )


def _memory(site: Site, place: Path) -> Path | None:
    """Return the file with the record of a place; a site without a cache folder has none."""
    return lock.of_build(place, site.cache).with_suffix(".json") if site.cache else None


def _recall(memory: Path | None) -> Record | None:
    """Return the record; None where there is none that can be understood."""
    try:
        return Record(**json.loads(memory.read_bytes())) if memory else None
    except (OSError, ValueError, TypeError):
        return None


def _inputs(site: Site) -> tuple[str, int]:
    """Return a digest of everything that a site is made from, and the time of the newest file (ns)."""
    said = site.settings.value if site.settings else {}
    custom = (said.get("theme") or {}).get("custom_dir") if isinstance(said.get("theme"), dict) else None
    programs = sorted(f"{item.name}=={item.version}" for item in distributions())
    whole = hashlib.sha256(repr((sys.version, programs, said, site.url, str(site.content))).encode())
    newest = 0
    hooks = [site.root / str(name) for name in said.get("hooks") or ()]
    for folder in (site.content, site.docs, *([site.root / custom] if custom else []), Path(__file__).parent, *hooks):
        digest, latest = _digest(folder)
        whole.update(f"{folder}\0{digest}\0".encode())
        newest = max(newest, latest)
    return whole.hexdigest(), newest


def _digest(folder: Path) -> tuple[str, int]:
    """Return a digest of the identities of all files in a folder, or of a file's, and the time of the newest (ns)."""
    digest = hashlib.sha256()
    newest = 0
    found: Iterator[tuple[str, os.stat_result]]
    if folder.is_file():
        found = iter([(str(folder), folder.stat())])
    else:
        found = ((entry.path, entry.stat(follow_symlinks=False)) for entry in entries(folder))
    for path, status in found:
        if path.endswith(".pyc"):
            continue
        digest.update(
            f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}\0{status.st_ino}\n".encode()
        )
        newest = max(newest, status.st_mtime_ns, status.st_ctime_ns)
    return digest.hexdigest(), newest


@contextmanager
def _aside(place: Path) -> Iterator[Path]:
    """Make a folder beside the place, on the same file system; clear away what builds that were cut short left there."""
    prefix = f".{place.name}-build-"
    for left in place.parent.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(dir=place.parent, prefix=prefix))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
