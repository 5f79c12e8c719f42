"""Dossiers: what the articles that name an entry of the vocabulary say of it when they are taken together.

Each is a few ids and numbers, however many the articles are: it is one answer of the archive (``answers.py``), and a page
that shows it changes only if one of them does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twinpress.archive import Article
    from twinpress.model import Original
    from twinpress.vocabulary import Vocabulary

COMPANIONS = 5
"""Entries of each list that are named most often together with one."""
TWICE = 2
"""Articles from which on two entries belong together: what one article names side by side it says itself."""
WORDINGS = 8
"""Wordings of a person's office, those used last."""

ROLES: dict[str, Callable[[Original, str], Iterable[str]]] = {
    "people": lambda facts, own: (item.role for item in facts.people if item.person == own and item.role),
    "organisations": lambda facts, own: _parts(facts, own),
}
"""As what an article names an entry: ids of ``roles.yml`` for persons, fields of the front matter for bodies."""


def _parts(facts: Original, own: str) -> Iterator[str]:
    if facts.event:
        if own in facts.event.organisers:
            yield "organisers"
        if own in facts.event.co_organisers:
            yield "co_organisers"
    if facts.source.name == own:
        yield "source"


@dataclass(frozen=True)
class Span:
    """Something that articles say again and again: how many, and from which year to which."""

    what: str
    first: int
    last: int
    count: int
    language: str = ""
    """In which it is said, where it is words and no id."""


@dataclass(frozen=True)
class Year:
    """A year in which a list has articles."""

    year: int
    count: int
    index: int
    """Where its newest article stands in the list, from 0 for the newest of all."""


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """What the articles of an entry say together; of one article there is nothing more to say."""

    first: str
    """Folder of the article that named it first."""
    last: str
    roles: tuple[Span, ...] = ()
    """As what they name it, the most frequent first."""
    companions: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """The ids that they name most often beside it, with the number of articles, by list."""


def companions(facts: Original, vocabulary: Vocabulary) -> dict[str, Iterable[str]]:
    """Return the ids that an article names, by list.

    Persons only if they have pages: of nobody else a profile is made out of names. Bodies only if the article is about them,
    not if it was merely taken from them.
    """
    bodies, places, event = set(facts.organisations), set(facts.places), facts.event
    if event:
        bodies |= {*event.organisers, *event.co_organisers}
        places |= {event.place} if event.place else set()
    people = {item.person for item in facts.people}
    return {
        "people": [person for person in people if person in vocabulary.people and vocabulary.people[person].page],
        "organisations": bodies,
        "topics": set(facts.topics),
        "places": places,
    }


def compile(  # noqa: A001, what one does with a dossier
    kind: str, identifier: str, articles: Sequence[Article], named: Callable[[Article], Mapping[str, Iterable[str]]]
) -> Dossier | None:
    """Return the dossier of an entry of the list ``kind`` from the articles that name it, newest first; of fewer than two, None.

    ``named``: returns what an article names, as ``companions`` does.
    """
    if len(articles) < TWICE:
        return None
    roles = ROLES.get(kind)
    said = [(role, item, "") for item in articles for role in set(roles(item.facts, identifier))] if roles else []
    found = [named(article) for article in articles]
    beside = {name: Counter(chain.from_iterable(item[name] for item in found)) for name in found[0]}
    beside.get(kind, Counter()).pop(identifier, None)
    return Dossier(
        first=articles[-1].path,
        last=articles[0].path,
        roles=tuple(sorted(_spans(said), key=lambda span: (-span.count, span.what))),
        companions={name: most for name, counts in beside.items() if (most := _most(counts))},
    )


def wordings(person: str, articles: Iterable[Article], language: Callable[[Article], str]) -> tuple[Span, ...]:
    """Return how articles word a person's office, those used last first; ``language``: in which an article is shown."""
    said = (
        (wording, article, tongue)
        for article in articles
        if (wording := article.words(tongue := language(article)).wordings.get(person))
    )
    newest = sorted(_spans(said), key=lambda span: (-span.last, -span.first, -span.count, span.what))
    return tuple(newest[:WORDINGS])


def years(articles: Iterable[Article]) -> tuple[Year, ...]:
    """Return the years of the articles of a list, newest first."""
    found: dict[int, list[int]] = {}
    for index, article in enumerate(articles):
        found.setdefault(article.facts.date.at.year, []).append(index)
    return tuple(Year(year, len(found[year]), found[year][0]) for year in sorted(found, reverse=True))


def _spans(said: Iterable[tuple[str, Article, str]]) -> Iterator[Span]:
    """Yield a span for each thing that is said: (what, in which article, in which language)."""
    found: dict[tuple[str, str], list[int]] = {}
    for what, article, language in said:
        found.setdefault((what, language), []).append(article.facts.date.at.year)
    for (what, language), own in found.items():
        yield Span(what, min(own), max(own), len(own), language)


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Return the entries that are named most often, with their numbers."""
    often = [(identifier, count) for identifier, count in counts.items() if count >= TWICE]
    return tuple(sorted(often, key=lambda item: (-item[1], item[0]))[:COMPANIONS])
