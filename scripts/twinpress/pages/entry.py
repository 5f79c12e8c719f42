"""Pages of vocabulary entries: the articles of a section, on a topic, about a place, with a person or body, in a series.

Above the list stands what the vocabulary says publicly of the entry; notes to editors are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from twinpress import wording
from twinpress.document import LANGUAGES
from twinpress.pages import paging
from twinpress.pages.edition import DIRECTORIES, Edition
from twinpress.pages.page import Page
from twinpress.pages.view import Post, Profile, Text
from twinpress.site import TAGS
from twinpress.vocabulary import Aliases, Names, Organisation, Person, Place, Series

TEMPLATE = "list.html"


@dataclass(frozen=True)
class Kind:
    """A kind of entry that has pages: what one page is called, and the list of the vocabulary."""

    name: str
    vocabulary: str


KINDS = (
    Kind("section", "sections"),
    Kind("topic", "topics"),
    Kind("person", "people"),
    Kind("organisation", "organisations"),
    Kind("place", "places"),
    Kind("series", "series"),
)


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the pages of every entry that articles name, or named."""
    for kind in KINDS:
        above = tuple(edition.directory(place) for place, lists in DIRECTORIES.items() if kind.vocabulary in lists)
        for identifier, entry in edition.archive.vocabulary.lists[kind.vocabulary].items():
            if not edition.has_page(kind.vocabulary, identifier):
                continue
            description: Names = getattr(entry, "description", Names())
            listed = paging.List(
                kind=kind.name,
                template=TEMPLATE,
                address=edition.address(kind.vocabulary, identifier),
                name=edition.entry(kind.vocabulary, identifier),
                entry=(kind.vocabulary, identifier),
                description=description.get(edition.language),
                articles=edition.archive.mentions[kind.vocabulary].get(identifier, ()),
                once=len(edition.archive.once_mentioned[kind.vocabulary][identifier]),
                profile=partial(_profile, edition, kind.vocabulary, identifier),
                sections=kind.name != "section",
                above=above,
            )
            yield from paging.pages(edition, listed)


def _profile(edition: Edition, kind: str, identifier: str) -> Profile | None:
    """Return what the vocabulary says of an entry beside its name and description; None where that is nothing."""
    vocabulary = edition.archive.vocabulary
    entry = vocabulary.lists[kind][identifier]
    above = vocabulary.above(kind, identifier)
    below = (edition.entry(kind, item) for item in vocabulary.below[kind].get(identifier, ()))
    profile = Profile(
        name=_other(edition, entry) if isinstance(entry, Person | Organisation | Place) else None,
        above=edition.entry(kind, above) if above else None,
        below=tuple(name for name in below if name.path is not None),
    )
    if isinstance(entry, Person):
        profile = replace(profile, aliases=_aliases(edition, entry.aliases), posts=_posts(edition, entry))
    elif isinstance(entry, Organisation):
        profile = replace(
            profile,
            short=edition.text(entry.short) if entry.short.best(edition.language)[0] else None,
            aliases=_aliases(edition, entry.aliases),
            kind=entry.kind,
            place=edition.entry("places", entry.place) if entry.place else None,
            url=entry.url,
        )
    elif isinstance(entry, Series):
        parts = tuple(edition.teaser(part, section=False) for part in edition.archive.parts(identifier))
        profile = replace(profile, total=entry.parts, parts=parts if len(parts) > 1 else ())
    return profile if profile != Profile() else None


def _other(edition: Edition, entry: Person | Organisation | Place) -> Text | None:
    """Return the name in the other language, where the page has it in its own."""
    other = next(language for language in LANGUAGES if language != edition.language)
    name = entry.name.get(other)
    if not name or not entry.name.get(edition.language):
        return None
    return Text(text=name, lang=TAGS[other], unconfirmed=other in getattr(entry, "unconfirmed", ()))


def _aliases(edition: Edition, aliases: Aliases) -> tuple[Text, ...]:
    """Return other forms of a name, those in the page's language first."""
    ordered = sorted(LANGUAGES, key=lambda language: language != edition.language)
    return tuple(Text(text=form, lang=TAGS[language]) for language in ordered for form in getattr(aliases, language))


def _posts(edition: Edition, person: Person) -> tuple[Post, ...]:
    return tuple(
        Post(
            title=edition.text(post.title),
            organisation=edition.entry("organisations", post.organisation) if post.organisation else None,
            years=wording.years(post.start, post.end, edition.language),
        )
        for post in person.posts
    )
