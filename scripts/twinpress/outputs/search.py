"""The search of the site: what its pages tell it, and where its files lie.

Entries are made with the pages (``workshop.py``), wherever that is, and put together when all pages are made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from twinpress.archive import ENTRIES, Article
from twinpress.document import LANGUAGES
from twinpress.han import traditional
from twinpress.outputs.output import Output
from twinpress.pages import Edition, Page
from twinpress.pages import view as views
from twinpress.publication import Publication
from twinpress.search import index
from twinpress.search.index import Index
from twinpress.search.names import Name
from twinpress.search.segment import ENDING, Fetch, packed
from twinpress.search.story import Entry, Story, entry, plain
from twinpress.site import DEFAULT_LANGUAGE, TAGS
from twinpress.vocabulary import Names, Organisation, Person

FOLDER = "search"
TRADITIONAL = f"{FOLDER}/traditional{ENDING}"
"""Pairs of a Traditional character and its Simplified form: a reader needs them for a query with uncommon characters."""
KINDS = {
    "section": "sections",
    "topic": "topics",
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "series": "series",
}
"""Lists of the vocabulary by what one entry is called in the search; the first four are its facets."""


def folder(language: str) -> str:
    """Return the folder of a language's index, below the site's root."""
    return f"{FOLDER}/{language}/"


def files(publication: Publication) -> Iterator[Output]:
    """Yield what the search needs beside the index."""
    if publication.site.searched:
        yield Output(path=TRADITIONAL, make=table)


def table() -> bytes:
    """Return the Simplified forms of Traditional characters, as a file that a browser reads."""
    return packed("".join(map("".join, traditional().items())).encode())


def told(edition: Edition, page: Page, view: views.View | None, text: str) -> Entry | None:
    """Return what a page tells the search; None if it is not to be found. ``text``: its text as HTML."""
    if not page.searchable:
        return None
    story = view.story if view else None
    article = page.article
    return entry(
        Story(
            path=page.path,
            title=page.title,
            date=article.facts.date.iso if article else "",
            section=article.facts.section if article else "",
            head=tuple(dict.fromkeys(filter(None, _head(story)))) if story else (),
            body=plain(text),
            facets=dict(_facets(edition, article)) if article else {},
        )
    )


def _head(story: views.Story) -> Iterator[str | None]:
    """Yield what stands around an article's text."""
    yield story.description
    yield from (story.kicker, story.subtitle, story.dateline, story.note.text if story.note else None)
    for image in (story.lead, story.video.poster if story.video else None, *story.gallery):
        yield image.caption if image else None
    for person in story.people:
        yield " ".join(filter(None, (person.wording or (person.role.text if person.role else None), person.name.text)))
    event = (*story.event.organisers, *story.event.co_organisers) if story.event else ()
    for name in (*story.organisations, *event, *story.places, *story.topics, *story.authors):
        yield name.text
    if story.event:
        yield from (story.event.place.text if story.event.place else None, story.event.venue)
    if story.source:
        yield from (name.text for name in (story.source.name, story.source.title, story.source.author) if name)
    yield from (attachment.title.text for attachment in story.attachments)
    yield from (story.doc_number, story.index_number)


def _facets(edition: Edition, article: Article) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what an article can be narrowed to; of people only those who have a page of their own."""
    for facet in index.FACETS:
        kind = KINDS[facet]
        identifiers = tuple(dict.fromkeys(ENTRIES[kind](article.facts)))
        if facet == "person":
            identifiers = tuple(one for one in identifiers if getattr(edition.record(kind, one), "page", False))
        if identifiers:
            yield facet, identifiers


def names(edition: Edition) -> Iterator[Name]:
    """Yield what a query can mean: entries of the vocabulary that listed articles name."""
    other = next(language for language in LANGUAGES if language != edition.language)
    for facet, kind in KINDS.items():
        for identifier, record in edition.archive.vocabulary.lists[kind].items():
            if identifier in edition.archive.mentions[kind]:
                shown = edition.entry(kind, identifier)
                own, others = _forms(record, edition.language), _forms(record, other)
                yield Name(
                    kind=facet, label=shown.text, path=shown.path, own=own or others, other=others if own else ()
                )


def _forms(record: Person | Organisation, language: str) -> tuple[str, ...]:
    """Return the forms of a name in a language, the official one first."""
    forms = [record.name.get(language), getattr(record, "short", Names()).get(language)]
    aliases = getattr(record, "aliases", None)
    return tuple(dict.fromkeys(filter(None, (*forms, *(getattr(aliases, language) if aliases else ())))))


def labels(edition: Edition) -> Mapping[str, Mapping[str, str]]:
    """Return what facets are called, by facet and id."""
    lists = edition.archive.vocabulary.lists
    return {
        facet: {one: edition.entry(KINDS[facet], one).text for one in lists[KINDS[facet]]} for facet in index.FACETS
    }


def update(
    edition: Edition, entries: Iterable[Entry], known: Index, left: Collection[str], fetch: Fetch, *, renamed: bool
) -> tuple[Index, Mapping[str, bytes]]:
    """Return the index of a language, and the files of it that are new, by their paths below its folder.

    ``entries``: what pages have told, in whatever language; ``known``: the index that there is, whose files ``fetch`` returns; of its stories those at the paths ``left`` stay.
    ``renamed``: whether the vocabulary may say something new. Raises OSError.
    """
    return index.build(
        (entry for entry in entries if _language_of(entry.key[1]) == edition.language),
        names(edition) if renamed else None,
        labels(edition) if renamed else {},
        known,
        fetch,
        {path for path in known.paths if path not in left},
    )


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder. Raises OSError."""
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def paths(indexes: Mapping[str, Index]) -> Iterable[str]:
    """Return the path of every file of indexes, below the site's root."""
    return chain.from_iterable(map(folder(language).__add__, found.files()) for language, found in indexes.items())


def fetch(folder: Path) -> Fetch:
    """Return the function that reads files of the index in a folder."""
    return lambda path: (folder / path).read_bytes()


def _language_of(path: str) -> str:
    """Return the language of the page at a path below the site's root."""
    first = path.partition("/")[0]
    return first if first in TAGS and first != DEFAULT_LANGUAGE else DEFAULT_LANGUAGE
