"""The workshop: makes outputs of a publication, here or in other processes, and says what they rest on."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path

from twinpress import content, outputs
from twinpress import site as sites
from twinpress.answers import digest
from twinpress.archive import Archive
from twinpress.outputs import Output
from twinpress.pages import Page, article, others
from twinpress.publication import Publication
from twinpress.record import Origin, Piece, Questions
from twinpress.search.story import Entry
from twinpress.site import DEFAULT_LANGUAGE, TAGS
from twinpress.theme import Shell, Theme
from twinpress.trace import Question, pause, tracing


@dataclass(frozen=True, kw_only=True)
class Project:
    """What is published, in words that another process understands."""

    config: Path
    """``mkdocs.yml``."""
    content: Path
    as_of: datetime
    inputs: str
    """Digest of everything that the site is made from: who has read it once need not read it again."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """Outputs that are made in one go."""

    project: Project
    shell: Path
    """The file with the shell of this build."""
    paths: Sequence[str]
    folder: Path
    """Where they go; the process that asked for them has the same file system."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """What became of a part."""

    origins: Mapping[str, Origin]
    """What each output rests on, by its path."""
    pieces: Mapping[tuple[str, ...], Piece]
    """What several of them hold, as far as it was made here."""
    questions: Sequence[Question]
    """Those that the origins mean by their numbers."""
    entries: Sequence[Entry]
    """For the search."""


class Workshop:
    """A publication with everything that can be made of it, for one shell."""

    def __init__(self, publication: Publication, shell: Shell):
        self.publication = publication
        self.theme = Theme(shell, publication.site.cache)
        self.entries: list[Entry] = []
        """What the pages that were made tell the search, if there is one."""

    def render(self, page: Page) -> bytes:
        """Return a page as HTML, and keep what it tells the search."""
        text, view = self.publication.text(page), self.publication.view(page)
        if self.publication.site.searched:
            edition = self.publication.editions[page.language]
            if entry := outputs.search.told(edition, page, view, text):
                self.entries.append(entry)
        return self.theme.render(page, view, text).encode()

    @cached_property
    def outputs(self) -> Mapping[str, Output]:
        """Everything that comes from the archive, by path, but the files beside articles."""
        pages = (outputs.pages.files(self.publication, language, self.render) for language in self.publication.editions)
        return {output.path: output for output in chain(*pages, outputs.files(self.publication))}

    @cached_property
    def feeds(self) -> Mapping[str, Output]:
        """The feeds, by path."""
        return {output.path: output for output in outputs.feeds.files(self.publication)}

    def output(self, path: str) -> Output:
        """Return one output; a page, or a feed, without looking at all others. Raises KeyError."""
        if "outputs" not in self.__dict__:
            if page := self._page(path):
                return outputs.pages.file(page, self.render)
            if path in self.feeds:
                return self.feeds[path]
        return self.outputs[path]

    def _page(self, path: str) -> Page | None:
        """Return the page at a path: an article's at once, others as soon as they are met."""
        if path.rpartition("/")[2] != "index.html":
            return None
        first, _, rest = path.partition("/")
        language, address = (first, rest) if first in TAGS else (DEFAULT_LANGUAGE, path)
        edition = self.publication.editions[language]
        story = edition.archive.by_path.get(address.removesuffix("/index.html"))
        if story:
            return article.page(edition, story) if language in edition.archive.languages(story) else None
        with pause():
            return next((page for page in others(edition) if page.file == path and page.source is None), None)

    def make(self, paths: Iterable[str], folder: Path) -> Made:
        """Write outputs into ``folder``; return what they rest on. Raises OSError."""
        origins = {}
        questions = Questions()
        self.entries = []
        for path in paths:
            output = self.output(path)
            with tracing() as asked:
                output.write(folder)
                files = output.files()
            origins[path] = Origin(given=digest(output.given), asked=questions.add(asked), files=files)
        pieces = {
            key: Piece(value=pickle.dumps(value), asked=questions.add(asked))
            for key, value, asked in self.publication.pieces.new()
        }
        return Made(origins=origins, pieces=pieces, questions=tuple(questions.numbers), entries=self.entries)


@lru_cache(maxsize=1)  # a process makes many parts of one project; one that was forked has inherited it
def publication(project: Project) -> Publication:
    """Return the publication of a project."""
    site = sites.load(project.config)
    if project.content != site.content:
        site = site.reading(project.content)
    return Publication(Archive(content.load(site.content, site.zone, site.cache), project.as_of), site)


@lru_cache(maxsize=1)
def workshop(project: Project, shell: Path) -> Workshop:
    """Return the workshop of a project."""
    return Workshop(publication(project), Shell.read(shell))


def make(part: Part) -> Made:
    """Make a part of a site, in whatever process. Raises OSError."""
    return workshop(part.project, part.shell).make(part.paths, part.folder)
