"""The archive as data: an index, a file for each year's articles, the names behind their ids, and the schema of all.

A year's file is made of the articles whose *address* is in that year, because an address never moves, and in the order
of addresses, so that a new article is one insertion and a corrected date moves nothing. Names stand in a file of their
own: a corrected name changes no year. The index holds no counts: a new article leaves it as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, cast

from twinpress.archive import ENTRIES
from twinpress.outputs.api import records
from twinpress.outputs.api.article import Telling, offered
from twinpress.outputs.output import Output
from twinpress.pages.page import path_of
from twinpress.publication import Publication
from twinpress.site import TAGS, Site
from twinpress.trace import EVERYTHING, ask
from twinpress.vocabulary import KINDS, Language

INDEX = "archive.json"
YEAR = "archive/{}.json"
VOCABULARY = "archive/vocabulary.json"
SCHEMA = "archive/schema.json"


def files(publication: Publication) -> Iterator[Output]:
    """Yield the JSON files; none without a ``site_url``, because every address in them is absolute."""
    if not publication.site.url:
        return
    years = by_year(publication)
    yield Output(path=INDEX, make=lambda: records.write(index(publication.site, years)), given=tuple(years))
    for name, tellings in years.items():
        given = tuple(telling.article.path for telling in tellings)
        yield Output(path=YEAR.format(name), make=partial(_year, name, tellings), given=given)
    yield Output(path=VOCABULARY, make=lambda: records.write(vocabulary(publication, chain(*years.values()))))
    yield Output(path=SCHEMA, make=lambda: records.schema().encode())


def by_year(publication: Publication) -> Mapping[str, Sequence[Telling]]:
    """Return the articles that the API tells of, in the order of their addresses, by the year in the address."""
    archive, site = publication.archive, publication.site
    found: dict[str, list[Telling]] = defaultdict(list)
    for article in sorted(archive.listed, key=lambda article: article.path):
        if offered(article, archive):
            found[article.path.partition("/")[0]].append(Telling(article, archive, site))
    return found


def index(site: Site, years: Iterable[str]) -> records.Index:
    """Return the record of where everything is."""
    return records.Index(
        version=records.VERSION,
        url=site.url,
        languages={
            cast(Language, language): records.Home(name=name, tag=TAGS[language], url=site.url + path_of("", language))
            for language, name in site.names.items()
        },
        schema=site.url + SCHEMA,
        vocabulary=site.url + VOCABULARY,
        years=tuple(records.YearFile(year=int(name), url=site.url + YEAR.format(name)) for name in years),
    )


def _year(name: str, tellings: Iterable[Telling]) -> bytes:
    return records.write(year(name, tellings))


def year(name: str, tellings: Iterable[Telling]) -> records.Year:
    """Return the record of a year's articles."""
    return records.Year(
        version=records.VERSION, year=int(name), articles=tuple(telling.record() for telling in tellings)
    )


def vocabulary(publication: Publication, tellings: Iterable[Telling]) -> records.Vocabulary:
    """Return the names of the entries that these articles name, and of no others."""
    ask(*EVERYTHING)
    named = _named(tellings)
    lists: dict[str, Any] = {
        kind.name: {
            identifier: _entry(publication, kind.name, identifier)
            for identifier in publication.archive.vocabulary.lists[kind.name]
            if identifier in named[kind.name]
        }
        for kind in KINDS
    }
    return records.Vocabulary(version=records.VERSION, **lists)


def _named(tellings: Iterable[Telling]) -> Mapping[str, set[str | None]]:
    """Return the ids that articles name, by list."""
    named: dict[str, set[str | None]] = defaultdict(set)
    for telling in tellings:
        for name, identifiers in ENTRIES.items():
            named[name].update(identifiers(telling.facts))
        named["roles"].update(item.role for item in telling.facts.people)
        for party in telling.parties():
            named["people"].add(party.person)
            named["organisations"].add(party.organisation)
    return named


def _entry(publication: Publication, name: str, identifier: str) -> records.Entry:
    """Return the names of an entry, and its pages if it has any: nothing else of a person is published."""
    entry = publication.archive.vocabulary.lists[name][identifier]
    pages = {
        cast(Language, language): publication.site.url + path
        for language, edition in publication.editions.items()
        if name in ENTRIES and (path := edition.entry(name, identifier).path) is not None
    }
    return records.Entry(
        name={cast(Language, language): text for language in TAGS if (text := entry.name.get(language))},
        unconfirmed=getattr(entry, "unconfirmed", ()),
        urls=pages or None,
    )
