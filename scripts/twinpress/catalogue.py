"""The search of a preview: an index in memory, brought up to date when a browser asks for its directory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Lock

from twinpress.outputs import search
from twinpress.pages import Page, article
from twinpress.publication import Publication
from twinpress.search import index
from twinpress.search.index import Index
from twinpress.search.story import Entry, Story, entry

FULL_TEXT = 500
"""Articles up to which a preview searches their texts; of more it knows titles and summaries, because nobody would wait."""


class Catalogue:
    """The index of each language of a publication that changes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: dict[str, Publication] = {}
        """What each index was last brought up to date with."""
        self._digests: dict[str, tuple[bytes, ...]] = {}
        """Of the versions of the article behind each page, when the index took it in."""
        self._indexes: dict[str, Index] = {}
        self._files: dict[str, Mapping[str, bytes]] = {}

    def answer(
        self, publication: Publication, theirs: Sequence[Entry], path: str, entry_of: Callable[[Page], Entry | None]
    ) -> bytes | None:
        """Return a file below the site's root; None where it is none of the search.

        ``theirs``: what MkDocs' pages tell the search; ``entry_of`` returns what a page tells it.
        """
        language = next((one for one in publication.editions if path.startswith(search.folder(one))), None)
        if language is None:
            return None
        name = path.removeprefix(search.folder(language))
        with self._lock:
            if name == index.DIRECTORY:
                self._update(publication, theirs, language, entry_of)
            return self._files.get(language, {}).get(name)

    def _update(
        self,
        publication: Publication,
        theirs: Sequence[Entry],
        language: str,
        entry_of: Callable[[Page], Entry | None],
    ) -> None:
        """Take in what is new since the last time."""
        edition = publication.editions[language]
        known = self._indexes.get(language, Index())
        renamed = self._seen.get(language) is not publication
        listed = [story for story in publication.archive.listed if language in publication.archive.languages(story)]
        whole = len(listed) <= FULL_TEXT
        new, left = [*theirs], set[str]()
        for story in listed:
            page = article.page(edition, story)
            digests = tuple(document.digest for document in story.documents)
            if self._digests.get(page.path) == digests:
                left.add(page.path)
            elif told := entry_of(page) if whole else _summary(page):
                new.append(told)
                self._digests[page.path] = digests
        files = self._files.get(language, {})
        found, made = search.update(edition, new, known, left, files.__getitem__, renamed=renamed)
        self._files[language] = {path: made.get(path) or files[path] for path in found.files()}
        self._indexes[language] = found
        self._seen[language] = publication


def _summary(page: Page) -> Entry:
    """Return what is quickly said of a page."""
    words = page.article.words(page.language) if page.article else None
    date = page.article.facts.date.iso if page.article else ""
    section = page.article.facts.section if page.article else ""
    head = (words.description,) if words else ()
    return entry(Story(path=page.path, title=page.title, date=date, section=section, head=head))
