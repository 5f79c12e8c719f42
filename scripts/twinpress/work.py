"""The work of a build: what has changed is made in a folder aside, and what the next build has to know is put together."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any

from twinpress import plan, schedule
from twinpress.answers import COUNTED, FILES, Answers
from twinpress.check import check
from twinpress.darkroom import Darkroom
from twinpress.delivery import files
from twinpress.finding import Finding, Severity
from twinpress.identity import identify
from twinpress.inputs import Inputs, listing
from twinpress.moment import now
from twinpress.outputs import media, search
from twinpress.record import Memory, Numbers, Origin, Piece, Questions, Record, pack, unpack
from twinpress.search.index import Index
from twinpress.search.story import Entry
from twinpress.site import Site
from twinpress.theme import ASKED, SHELL, TOLD
from twinpress.trace import Question
from twinpress.views import tally
from twinpress.workshop import Made, Part, Project, make, publication, workshop

MkDocs = Callable[[Path, Path], Callable[[], int]]
"""Starts MkDocs, which makes its own part of the site in the first folder, and leaves what the rest needs in the second
(``site.PART``); returns the function that waits for its exit status."""
Pool = Callable[[int, Part], AbstractContextManager[Executor]]
"""Gives processes, so many or as many as there are, in which such a part can be made."""
Progress = Callable[[int, int], None]
"""Is told how many outputs are made, and how many will be; in any thread, but not in two at once."""

PART_SIZE = 200
"""Outputs that are made in one go: what is lost with a process, and a step of a progress bar."""
WORTHWHILE = 250
"""Outputs for which a process of their own is worth its start."""


class Work:
    """A build of which nothing is known from before."""

    known: Memory | None = None
    """What the build before has left."""

    def __init__(self, site: Site, seen: Inputs, project: Project, folder: Path, mkdocs: MkDocs):
        self.site = site
        self.seen = seen
        self.project = project
        self.shell = folder / SHELL
        self.folder = folder
        self.made = folder / "site"
        """What is made anew."""
        self.mkdocs = mkdocs
        self.called = False
        """Whether MkDocs has made its part anew."""
        self.epoch = project.as_of.isoformat()
        self.questions = Questions()
        self.origins: dict[str, Origin] = {}
        self.pieces: dict[tuple[str, ...], Piece] = {}
        self.entries: list[Entry] = []
        """What is made anew tells the search."""
        self.search: dict[str, Index] = {}
        self.theirs: frozenset[str] = frozenset()
        self.asked: Numbers = b""
        self.media: Mapping[str, Sequence[str]] = {}
        """The files beside articles that are published, with the paths of what each becomes in the site."""

    # --- before ------------------------------------------------------------------------------------------------------

    def prepare(self) -> int:
        """Read the archive, have MkDocs do its part, plan the rest; return MkDocs' exit status."""
        self._read()  # first: what is parsed here lies in the cache for MkDocs
        wait = self._call()
        _ = self.publication.pages  # put together meanwhile
        status = wait()
        if status == 0:
            self._take()
            self.plan = plan.whole(workshop(self.project, self.shell))
        return status

    def _read(self) -> None:
        self.publication = publication(self.project)
        self.answers = Answers(self.publication, self.epoch, self.seen.files.get)

    def _call(self) -> Callable[[], int]:
        self.called = True
        return self.mkdocs(self.made, self.folder)

    def _take(self) -> None:
        """Take in what MkDocs has left."""
        self.theirs = frozenset(files(self.made))
        asked = json.loads((self.folder / ASKED).read_bytes())
        self.asked = self.questions.add(tuple(question) for question in asked)
        self.entries += pickle.loads((self.folder / TOLD).read_bytes())

    # --- the work ----------------------------------------------------------------------------------------------------

    def make(self, workers: int | None, pool: Pool | None, progress: Progress) -> tuple[Finding, ...]:
        """Make what is planned, and check meanwhile; return what the checks find: errors end the work."""
        paths = self.plan.paths
        worth = len(paths) // WORTHWHILE
        count = min(workers or os.cpu_count() or 1, worth)
        parts = [
            Part(project=self.project, shell=self.shell, paths=paths[start : start + PART_SIZE], folder=self.made)
            for start in range(0, len(paths), PART_SIZE)
        ]
        finished = 0
        counting = Lock()

        def count_up(part: Part) -> None:
            nonlocal finished
            with counting:
                finished += len(part.paths)
                progress(finished, len(paths))

        def completed(future: Future[Made], part: Part) -> None:
            if not future.cancelled() and future.exception() is None:
                count_up(part)

        progress(0, len(paths))
        few = self.known is not None and worth < 2  # others would read the whole archive for them
        if count < 2 if pool is None else few or not parts:
            findings = self._check()
            for part in parts if not failed(findings) else ():
                self._add(make(part))
                count_up(part)
            return findings
        with (pool or _processes)(count, parts[0]) as executor:
            futures: list[Future[Made]] = []
            try:
                for part in parts:
                    futures.append(executor.submit(make, part))
                    futures[-1].add_done_callback(partial(completed, part=part))
                findings = self._check()
                for future in futures if not failed(findings) else ():
                    self._add(future.result())
            finally:
                executor.shutdown(cancel_futures=True)
        return findings

    def _check(self) -> tuple[Finding, ...]:
        return tuple(check(self.publication.archive.present(now(self.site.zone)), self.site, translations=False))

    def _add(self, made: Made) -> None:
        """Take in what became of a part."""
        numbers = unpack(self.questions.add(made.questions))
        for path, origin in made.origins.items():
            self.origins[path] = replace(origin, asked=pack(numbers[number] for number in unpack(origin.asked)))
        for key, piece in made.pieces.items():
            self.pieces[key] = replace(piece, asked=pack(numbers[number] for number in unpack(piece.asked)))
        self.entries += made.entries

    # --- afterwards --------------------------------------------------------------------------------------------------

    def complete(self, place: Path) -> None:
        """Add what is neither a page nor planned: the files beside articles, and the search. Raises OSError."""
        self.made.mkdir(exist_ok=True)
        if self.called:
            ours = self.theirs.intersection(self.origins)  # the home page that MkDocs wants, where ours stays as it is
            for path in ours.difference(self.plan.paths):
                (self.made / path).unlink(missing_ok=True)
            self.theirs -= ours
        wanted = {name for origin in self.origins.values() for name in origin.files}
        known = self._known_media()
        laid = media.lay(self.site.content, sorted(wanted - known.keys()), self.made, self.site.cache)
        self.media = {name: laid[name] if name in laid else known[name] for name in wanted}
        if self.known:
            Darkroom(self.site.cache).forget({*chain(*self.known.media.values())}.difference(*self.media.values()))
        if self.site.searched:
            self._index(place)

    def _index(self, place: Path) -> None:
        """Bring the search to what it should be."""
        stay = set(self.plan.kept) | (self.theirs if not self.called else set())
        left = {path.removesuffix("index.html") for path in stay}
        known = self._searched()
        for language, edition in self.publication.editions.items():
            folder = search.folder(language)
            self.search[language], files = search.update(
                edition,
                self.entries,
                known.get(language, Index()),
                left,
                search.fetch(place / folder),
                renamed=self._renamed,
            )
            search.write(files, self.made / folder)

    def _searched(self) -> Mapping[str, Index]:
        """Return the indexes that are in the place."""
        return {}

    @property
    def _renamed(self) -> bool:
        """Whether the vocabulary may say something new."""
        return True

    def _known_media(self) -> Mapping[str, Sequence[str]]:
        """Return what is in the place as it would be made now."""
        return {}

    @cached_property
    def keep(self) -> set[str]:
        """Everything that is to be in the place; known when the work is complete."""
        return {*self.origins, *chain(*self.media.values()), *self.theirs, *search.paths(self.search)}

    @cached_property
    def pages(self) -> int:
        """HTML files of the site."""
        return sum(path.endswith(".html") for path in self.keep)

    def until(self) -> str:
        """Return the next moment at which the site changes by itself; empty: never."""
        asked = (moment for kind, *moments in self.questions.numbers if kind == "past" for moment in moments)
        moments = map(datetime.fromisoformat, filter(None, (self._scheduled(), *asked)))
        coming = min((moment for moment in moments if moment > self.project.as_of), default=None)
        return coming.isoformat() if coming else ""

    def _scheduled(self) -> str:
        """Return the next moment that front matter decides."""
        change = schedule.next_change(self.publication.archive.content, self.site, self.project.as_of)
        return change.at.isoformat() if change else ""

    def memory(self, surroundings: str, looked: int) -> Memory:
        """Return what the next build has to know; what had just changed when we ``looked`` (ns) is not relied upon."""
        questions = tuple(self.questions.numbers)
        answers = self._answered(questions)
        for number in self._torn(questions):
            answers[number] = b""  # what any answer differs from
        return Memory(
            surroundings=surroundings,
            epoch=self.epoch,
            everything=self.answers.everything,
            questions=questions,
            answers=answers,
            origins=self.origins,
            pieces=self.pieces,
            indexes=self._indexes(),
            media=self.media,
            search=self.search,
            shell=self.shell.read_text("utf-8"),
            theirs=self.theirs,
            asked=self.asked,
            files=self.seen.settled(looked),
        )

    def _indexes(self) -> Mapping[str, bytes]:
        return self.publication.archive.packed()

    def _torn(self, questions: Sequence[Question]) -> Iterator[int]:
        """Yield the numbers of questions on files that changed after we looked: nobody knows what was read in them."""
        counted = {path: seen for path, seen in self.seen.files.items() if path.startswith(f"{tally.FOLDER}/")}
        here = {f"{tally.FOLDER}/{path}": seen for path, seen in listing(self.site.content / tally.FOLDER).items()}
        for number in set(unpack(self.asked)).union(*(unpack(self.origins[path].asked) for path in self.plan.paths)):
            kind, *path = questions[number]
            torn = kind in FILES and identify(f"{self.site.content}/{path[0]}") != self.seen.files.get(path[0])
            if torn or (kind in COUNTED and here != counted):
                yield number

    def _answered(self, questions: Sequence[Question]) -> list[bytes]:
        return [self.answers(question) for question in questions]


class Again(Work):
    """A build after another one, of the same site with the same templates."""

    known: Memory

    def __init__(
        self, site: Site, seen: Inputs, project: Project, folder: Path, mkdocs: MkDocs, record: Record, known: Memory
    ):
        super().__init__(site, seen, project, folder, mkdocs)
        self.record = record
        self.known = known
        self.lasts = record.lasts(project.as_of)
        if self.lasts:
            self.epoch = known.epoch
        self.questions = Questions(known.questions)
        self.theirs = known.theirs
        self.asked = known.asked

    def prepare(self) -> int:
        """Read the archive, find out what has changed, and plan what rests on it."""
        self.shell.write_text(self.known.shell, "utf-8")
        self._read()
        if self._few:
            self.publication.archive.known = self.known.indexes
        self.changed = plan.changed(self.known, self.answers, self.seen.files)
        if not self.changed.isdisjoint(unpack(self.known.asked)):
            if status := self._call()():
                return status
            self._take()
        self.plan = plan.difference(self.known, self.answers, self.changed, workshop(self.project, self.shell))
        self.origins = {path: self.known.origins[path] for path in self.plan.kept}
        self.pieces = {
            key: piece for key, piece in self.known.pieces.items() if self.changed.isdisjoint(unpack(piece.asked))
        }
        self.publication.pieces.recall = self._recall
        return 0

    def _recall(self, key: tuple[str, ...]) -> tuple[Any, Sequence[Question]] | None:
        """Return a piece that is still what it was, and what it rests on."""
        piece = self.pieces.get(key)
        return (
            (pickle.loads(piece.value), [self.known.questions[number] for number in unpack(piece.asked)])
            if piece
            else None
        )

    @property
    def _few(self) -> bool:
        """Whether nothing but files has changed: bodies, pictures, attachments."""
        return plan.is_small(self.known, self.answers)

    def _scheduled(self) -> str:
        return self.record.until if self._few and self.lasts else super()._scheduled()

    def _searched(self) -> Mapping[str, Index]:
        return self.known.search

    @property
    def _renamed(self) -> bool:
        return not self._few

    def _indexes(self) -> Mapping[str, bytes]:
        return self.known.indexes if self._few else super()._indexes()

    def _known_media(self) -> Mapping[str, Sequence[str]]:
        known, seen = self.known.files, self.seen.files
        return {
            name: paths for name, paths in self.known.media.items() if name in seen and known.get(name) == seen[name]
        }

    def _answered(self, questions: Sequence[Question]) -> list[bytes]:
        answers = list(self.known.answers)  # questions keep their numbers
        for number in self.changed:
            answers[number] = self.answers(questions[number])
        return answers + [self.answers(question) for question in questions[len(answers) :]]


def failed(findings: Iterable[Finding]) -> bool:
    """Tell whether there are errors among findings."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def _processes(count: int, part: Part) -> Executor:
    """Return processes of this machine; where it can, each begins with what this one has read already."""
    method = "fork" if sys.platform == "linux" else "spawn"
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context(method))
