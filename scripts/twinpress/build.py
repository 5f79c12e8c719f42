"""The build: what has changed is made aside (``work.py``), delivered into its place, and nothing is done where nothing changed."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from twinpress import identity, inputs, lock
from twinpress.delivery import Delivery, deliver
from twinpress.identity import Identity
from twinpress.record import Ledger, Record
from twinpress.site import Site

if TYPE_CHECKING:
    from twinpress.finding import Finding
    from twinpress.work import MkDocs, Pool, Progress


class RefusedError(Exception):
    """Processes that cannot be used; says why, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Build:
    """What a build did."""

    status: int
    """Exit status; of anything but 0, the site is as it was."""
    findings: tuple[Finding, ...] = ()
    """What the checks found, if they were run."""
    pages: int = 0
    """HTML files of the site."""
    planned: int = 0
    """Files that come from the archive and were made anew."""
    reused: int = 0
    """Those that were not."""
    delivery: Delivery | None = None
    """None where nothing had changed, or the build failed."""


def build(
    site: Site,
    as_of: datetime,
    place: Path,
    mkdocs: MkDocs,
    *,
    clean: bool = False,
    workers: int | None = None,
    pool: Pool | None = None,
    progress: Progress = lambda done, planned: None,
) -> Build:
    """Bring the site in the folder ``place`` to what it should be at ``as_of``; ``clean``: whatever it was before.

    ``workers``: processes at the same time, by default one for each processor that is worth it; ``pool``: other processes
    than those of this machine. Raises lock.BusyError where another build is at work there, OSError where the folder cannot
    be written, and BrokenExecutor where processes are lost; the site is then as it was.
    """
    place = place.absolute()
    place.parent.mkdir(parents=True, exist_ok=True)
    held = lock.of_build(place, site.cache)
    ledger = Ledger(held.with_suffix(".json") if site.cache else None)
    with lock.alone(held):
        started = time.time_ns()
        seen = inputs.look(site)
        record = None if clean else ledger.record()
        before = inputs.listing(place) if record else {}
        if record and record.output != inputs.digest(before):
            record = None
        if record and record.inputs == seen.whole and record.lasts(as_of):
            return Build(status=0, pages=record.pages)
        # not before: importing what makes pages takes as long as finding out that there is nothing to make
        from twinpress.content import quiet_collector
        from twinpress.work import Again, Work, failed
        from twinpress.workshop import Project

        memory = ledger.memory() if record else None
        if memory and (not memory.surroundings or memory.surroundings != seen.surroundings):
            memory = None
        project = Project(
            config=(site.settings.file if site.settings else site.root / "mkdocs.yml").resolve(),
            content=site.content.resolve(),
            as_of=as_of,
            inputs=seen.whole,
        )
        with quiet_collector(), _aside(place) as folder:
            if record and memory:
                work: Work = Again(site, seen, project, folder, mkdocs, record, memory)
            else:
                work = Work(site, seen, project, folder, mkdocs)
            status = work.prepare()
            if status:
                return Build(status=max(status, 1))  # a process that was killed has a negative one
            findings = work.make(workers, pool, progress)
            if failed(findings):
                return Build(status=1, findings=findings)
            work.complete(place)
            ledger.clear()
            place.mkdir(exist_ok=True)
            delivery = deliver(work.made, place, work.keep, before if work.known else None)
            after = _after(place, before, delivery) if work.known else inputs.listing(place)
            # What changes after we looked is another file the next time we look. What changed just before may change once
            # more within the clock's tick, and look the same.
            settled = started - identity.RACY
            reliable = max(seen.newest, seen.newest_around) < settled
            ledger.keep(
                Record(
                    inputs=seen.whole if reliable else "",
                    output=inputs.digest(after),
                    as_of=as_of.isoformat(),
                    until=work.until(),
                    pages=work.pages,
                ),
                work.memory(seen.surroundings if seen.newest_around < settled else "", started),
            )
        return Build(
            status=0,
            findings=findings,
            pages=work.pages,
            planned=len(work.plan.paths),
            reused=len(work.plan.kept),
            delivery=delivery,
        )


def _after(place: Path, before: Mapping[str, Identity], delivery: Delivery) -> Mapping[str, Identity]:
    """Return the files that are in the place now; what was neither written nor removed is as it was."""
    removed = set(delivery.removed)
    left = {path: seen for path, seen in before.items() if path not in removed}
    return left | {path: identity.identity(os.lstat(place / path)) for path in delivery.written}


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
