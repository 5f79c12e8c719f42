"""Pages of vocabulary entries: the articles of a section, on a topic, about a place, with a person or body, in a series.

Above the list stands what the vocabulary says publicly of the entry (notes to editors are not), and what the articles that
name it say of it together (``dossier.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from twinpress import trace, wording
from twinpress.document import LANGUAGES
from twinpress.dossier import Span
from twinpress.pages import paging, rail
from twinpress.pages.edition import DIRECTORIES, Edition
from twinpress.pages.page import Page
from twinpress.pages.view import Companion, Company, Mention, Post, Profile, Role, Text
from twinpress.site import TAGS
from twinpress.vocabulary import Aliases, Names, Organisation, Person, Place, Series

TEMPLATE = "list.html"
DOSSIERS = frozenset({"topics", "people", "organisations", "places"})
"""Lists whose entries have a dossier; a section is a shelf, and a series shows its parts."""


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
                by=None if kind.name == "series" else rail.YEAR,  # a series stands in the order of its parts
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
    if kind in DOSSIERS:
        profile = _dossier(edition, kind, identifier, profile)
    return profile if profile != Profile() else None


def _dossier(edition: Edition, kind: str, identifier: str, profile: Profile) -> Profile:
    """Return a profile with what the articles say together."""
    if kind == "people":
        wordings = edition.archive.wordings(identifier, edition.language)
        named = (_role(edition, Text(text=span.what, lang=TAGS[span.language]), span) for span in wordings)
        profile = replace(profile, wordings=tuple(named))
    dossier = edition.archive.dossier(kind, identifier)
    if dossier is None:
        return profile
    company = (Company(key=x, items=tuple(_companions(edition, x, found))) for x, found in dossier.companions.items())
    return replace(
        profile,
        first=_mention(edition, dossier.first),
        last=_mention(edition, dossier.last),
        roles=tuple(_roles(edition, kind, dossier.roles)),
        together=tuple(group for group in company if group.items),
    )


def _roles(edition: Edition, kind: str, spans: Iterable[Span]) -> Iterator[Role]:
    """Yield as what articles name an entry: a person by the vocabulary's roles, a body by its part in events and texts."""
    for span in spans:
        if kind != "people":
            yield _role(edition, None, span)
        elif role := edition.record("roles", span.what):
            yield _role(edition, edition.text(role.name), span)


def _mention(edition: Edition, path: str) -> Mention:
    with trace.pause():  # what it says is asked below, and the dossier which it is
        article = edition.archive.by_path[path]
    return Mention(title=edition.link(article), time=edition.time(article.facts.date))


def _role(edition: Edition, name: Text | None, span: Span) -> Role:
    return Role(
        name=name,
        key="" if name else span.what,
        years=wording.years(span.first, span.last, edition.language) or "",
        count=span.count,
    )


def _companions(edition: Edition, kind: str, found: Iterable[tuple[str, int]]) -> Iterator[Companion]:
    """Yield those that readers are led to."""
    for identifier, count in found:
        name = edition.entry(kind, identifier)
        if name.path is not None:
            yield Companion(name=name, count=count)


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
