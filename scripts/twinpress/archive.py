"""The archive: all articles, and every index over them, as they stand at one moment.

It is the only thing that outputs see. It is immutable; indexes are made when first asked for.
"""

from __future__ import annotations

import io
import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from twinpress import dossier, events, trace
from twinpress.content import Content, Folder
from twinpress.document import LANGUAGES, Document
from twinpress.dossier import Dossier, Span, Year
from twinpress.model import Event, Original, Translation, Words
from twinpress.moment import Moment
from twinpress.views import tally
from twinpress.views.tally import Reads, Tally
from twinpress.vocabulary import Vocabulary

RELATED = 4
"""Articles offered at the end of an article."""


def _bodies(facts: Original) -> Iterator[str]:
    yield facts.source.name
    yield from facts.organisations
    if facts.event:
        yield from (*facts.event.organisers, *facts.event.co_organisers)


ENTRIES: dict[str, Callable[[Original], Iterable[str]]] = {
    "sections": lambda facts: (facts.section,),
    "topics": lambda facts: facts.topics,
    "people": lambda facts: (item.person for item in facts.people),
    "organisations": _bodies,
    "places": lambda facts: (*facts.places, *([facts.event.place] if facts.event and facts.event.place else [])),
    "series": lambda facts: [facts.series.series] if facts.series else [],
}
"""The vocabulary's lists, and which ids of each an article names."""

AGEING = frozenset({"news", "event", "gallery", "video", "interview"})
"""Types that tell of their day, and whose readers are warned when that is long ago. A notice or a document holds until it
expires or is withdrawn, however old it is."""

Index = Mapping[str, tuple["Article", ...]]
"""Articles by the id of what they name, or by period."""


T = TypeVar("T")


class Indexed(Generic[T]):
    """An index over the archive: made when first asked for, and to ask for it is to ask for everything (``trace.py``)."""

    def __init__(self, make: Callable[[Archive], T]):
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, archive: Archive, owner: type[Archive]) -> T:
        trace.ask(*trace.EVERYTHING)
        kept = archive.indexes
        if self._name not in kept:
            with trace.pause():
                kept[self._name] = archive.recalled(self._name) or self._make(archive)
        return cast(T, kept[self._name])


class State(StrEnum):
    """What the public may see of an article at a moment."""

    HIDDEN = "hidden"
    """Draft, under review, scheduled, or not readable: no page, no picture, no mention."""
    PUBLIC = "public"
    EXPIRED = "expired"
    """Past its ``expires``: readable at its address under a notice, in no list."""
    WITHDRAWN = "withdrawn"
    """As expired, with the reason."""
    REMOVED = "removed"
    """Removed for a lawful reason: an empty notice at its address."""


@dataclass(frozen=True, kw_only=True)
class Article:
    """One story: the facts, which are the same in every language, and its language versions."""

    path: str
    """Folder and address: ``2025/a-slug``."""
    original: Document
    translation: Document | None = None
    files: tuple[str, ...] = ()

    @property
    def facts(self) -> Original:
        """The original's front matter: every fact stands there."""
        return self.original.front  # type: ignore[return-value]  # asked for at every turn: a cast would double the time

    @property
    def address(self) -> str:
        """Address below a language's home, with a slash at the end."""
        return self.path + "/"

    @property
    def documents(self) -> tuple[Document, ...]:
        """The language versions, the original first."""
        return (self.original, self.translation) if self.translation else (self.original,)

    def document(self, language: str) -> Document | None:
        """Return the version in ``language``, or None."""
        if self.original.language == language:
            return self.original
        return self.translation if self.translation and self.translation.language == language else None

    def words(self, language: str) -> Words:
        """Return the front matter of the version in ``language``, else of the original."""
        document = self.document(language) or self.original
        return cast(Words, document.front or self.original.front)

    def notes(self, words: Words) -> tuple[str | None, ...]:
        """Return what a version says of each entry of the change log: those of one day belong together in their order."""
        own: dict[Moment, list[str | None]] = defaultdict(list)
        for item in getattr(words, "changes", ()):
            own[item.date].append(item.note)
        return tuple(own[change.date].pop(0) if own[change.date] else None for change in self.facts.changes)

    @property
    def order(self) -> tuple[datetime, str]:
        """Sort key: date, then address."""
        return (cast(datetime, self.original.when), self.path)


def article(folder: Folder) -> Article | None:
    """Return the article of a folder, or None where no version can be its original.

    The original is the version that carries ``date``. Where both do, it is the one with an ``id``, then the Chinese one:
    a rule tells the writer, and the rest is checked under that reading.
    """
    readable = [document for document in folder.documents if document.readable]
    originals = [document for document in readable if document.original]
    if not originals:
        return None
    originals.sort(key=lambda d: ("id" in d.unsound, LANGUAGES.index(d.language)))
    others = [document for document in folder.documents if document is not originals[0]]
    return Article(
        path=folder.path,
        original=originals[0],
        translation=others[0] if others else None,
        files=folder.files,
    )


class Archive:
    """All articles of a content folder, at the moment ``as_of``."""

    def __init__(self, content: Content, as_of: datetime, *, drafts: bool = False):
        self.content = content
        self.as_of = as_of
        self.drafts = drafts
        """Whether drafts and scheduled articles count as public: in previews that ask for them, never in a build."""
        self.indexes: dict[str, Any] = {}
        """Those that were made, by name."""
        self.known: Mapping[str, bytes] = {}
        """What ``packed`` returned for the same articles at a moment when the same was public."""
        self._states: dict[str, State] = {}
        self._languages: dict[str, tuple[str, ...]] = {}
        self._companions: dict[str, Mapping[str, Iterable[str]]] = {}
        self._dossiers: dict[tuple[str, str], Dossier | None] = {}
        self._years: dict[tuple[str, str], tuple[Year, ...]] = {}
        self._tally: Tally | None = None
        self._figures: dict[str, dict[str, tuple[int, ...]]] | None = None

    def packed(self) -> dict[str, bytes]:
        """Return the indexes that were made and take long to make, with paths for articles."""
        return {name: _packed(index) for name, index in self.indexes.items() if name not in QUICK}

    def recalled(self, name: str) -> Any:
        """Return a known index; None where there is none."""
        return _unpacked(self.known[name], self.by_path) if name in self.known else None

    @Indexed
    def articles(self) -> tuple[Article, ...]:
        """Every article whose original can be read, public or not, newest first."""
        found = (article(folder) for folder in self.content.folders)
        return tuple(sorted((a for a in found if a is not None), key=lambda a: a.order, reverse=True))

    def present(self, now: datetime) -> Archive:
        """Return the archive as checks look at it: one that shows the past is not to blame for what came later."""
        return self if now <= self.as_of and not self.drafts else Archive(self.content, max(now, self.as_of))

    @property
    def root(self) -> Path:
        """The content folder."""
        return self.content.root

    @property
    def vocabulary(self) -> Vocabulary:
        """The closed lists."""
        trace.ask("vocabulary")
        return self.content.vocabulary

    def state(self, article: Article) -> State:
        """Return what the public may see of ``article``."""
        trace.ask("article", article.path)
        state = self._states.get(article.path)
        if state is None:
            state = self._states[article.path] = self._state(article)
        return state

    def _state(self, article: Article) -> State:
        facts = article.facts
        if not sound(article.original) or (self.unpublished(article, facts) and not self.drafts):
            return State.HIDDEN
        if facts.withdrawn and facts.withdrawn.date.at <= self.as_of:
            return State.REMOVED if facts.withdrawn.kind == "removed" else State.WITHDRAWN
        if facts.expires and facts.expires.end <= self.as_of:
            return State.EXPIRED
        return State.PUBLIC

    def is_listed(self, article: Article) -> bool:
        """Tell whether lists, feeds, search and sitemap show ``article``."""
        return article.facts.listed and self.state(article) is State.PUBLIC

    def unpublished(self, article: Article, words: Words) -> bool:
        """Tell whether a version with these words is a draft, under review, or waits for its moment.

        Its moment is ``publish_at``, else its date: nobody reads tomorrow's news today.
        """
        trace.ask("article", article.path)
        moment = article.facts.publish_at or article.facts.date
        return words.status != "published" or moment.at > self.as_of

    def past(self, moment: datetime) -> bool:
        """Tell whether a moment has come."""
        trace.ask("past", moment.isoformat())
        return moment <= self.as_of

    def is_over(self, event: Event) -> bool:
        """Tell whether an event has ended."""
        return self.past((event.end or event.start).end)

    def languages(self, article: Article) -> tuple[str, ...]:
        """Return the languages in which ``article`` has a page, the original's first."""
        trace.ask("article", article.path)
        languages = self._languages.get(article.path)
        if languages is None:
            languages = self._languages[article.path] = self._public(article)
        return languages

    def _public(self, article: Article) -> tuple[str, ...]:
        if self.state(article) is State.HIDDEN:
            return ()
        second = article.translation
        if second is None or not isinstance(second.front, Translation) or not sound(second):
            return (article.original.language,)
        if self.unpublished(article, second.front) and not self.drafts:
            return (article.original.language,)
        return (article.original.language, second.language)

    @Indexed
    def reachable(self) -> tuple[Article, ...]:
        """Articles that have an address, notices included, newest first."""
        return tuple(a for a in self.articles if self.state(a) is not State.HIDDEN)

    @Indexed
    def listed(self) -> tuple[Article, ...]:
        """Articles that lists, feeds, search and sitemap show, newest first."""
        return tuple(a for a in self.articles if self.is_listed(a))

    @Indexed
    def folders(self) -> frozenset[str]:
        """Every article folder, readable or not."""
        return frozenset(folder.path for folder in self.content.folders)

    @Indexed
    def by_path(self) -> dict[str, Article]:
        """Every readable article by its folder."""
        return {a.path: a for a in self.articles}

    @Indexed
    def by_id(self) -> dict[str, Article]:
        """Every readable article by its permanent id."""
        return {a.facts.id: a for a in self.articles if "id" not in a.original.unsound}

    @Indexed
    def once_listed(self) -> tuple[Article, ...]:
        """Articles that lists show, or showed until they expired or were withdrawn or removed, newest first."""
        return tuple(a for a in self.reachable if a.facts.listed)

    @Indexed
    def mentions(self) -> Mapping[str, Index]:
        """Listed articles that name a vocabulary entry, by list (``topics``) and id; newest first, a series by its parts."""
        return _mentions(self.listed)

    @Indexed
    def once_mentioned(self) -> Mapping[str, Index]:
        """As ``mentions``, of all that were ever listed: they decide which lists have addresses, because none disappears.

        A removed article leaves nothing of a person.
        """
        found = _mentions(self.once_listed)
        people = {
            person: tuple(a for a in articles if self.state(a) is not State.REMOVED)
            for person, articles in found["people"].items()
        }
        return {**found, "people": {person: articles for person, articles in people.items() if articles}}

    @property
    def by_section(self) -> Index:
        """Listed articles by section id, newest first."""
        return self.mentions["sections"]

    @Indexed
    def by_series(self) -> Index:
        """Listed articles by series id, in the order of their parts."""
        return {series: parts[::-1] for series, parts in self.mentions["series"].items()}

    @Indexed
    def by_period(self) -> Index:
        """Listed articles by year (``2025``) and month (``2025/03``) of their date, newest first."""
        return _periods(self.listed)

    @Indexed
    def once_by_period(self) -> Index:
        """As ``by_period``, of all that were ever listed."""
        return _periods(self.once_listed)

    @Indexed
    def announced(self) -> tuple[Article, ...]:
        """Public articles with an event, in lists or not, by its beginning."""
        found = [(a.facts.event, a) for a in self.reachable if a.facts.event and self.state(a) is State.PUBLIC]
        return tuple(a for _, a in sorted(found, key=lambda pair: (pair[0].start.at, pair[1].path)))

    @Indexed
    def events(self) -> tuple[Article, ...]:
        """Listed articles with an event, by its beginning."""
        return tuple(a for a in self.announced if self.is_listed(a))

    @Indexed
    def coming(self) -> tuple[Article, ...]:
        """Listed articles with an event that is not over, the soonest first."""
        return tuple(a for a in self.events if a.facts.event and not self.is_over(a.facts.event))

    @Indexed
    def bygone(self) -> tuple[Article, ...]:
        """Listed articles with an event that is over, the latest first."""
        return tuple(a for a in reversed(self.events) if a.facts.event and self.is_over(a.facts.event))

    @Indexed
    def by_event_month(self) -> Index:
        """Listed articles by the months (``2025/03``) in which their event takes place, by its beginning."""
        return _event_months(self.events)

    @Indexed
    def once_by_event_month(self) -> Index:
        """As ``by_event_month``, of all that were ever listed, and of every month whose page is recorded."""
        kept = dict.fromkeys(events.recorded(self.content.addresses.recorded), ())
        return {**kept, **_event_months(self.once_listed)}

    def is_old(self, article: Article, years: int) -> bool:
        """Tell whether readers of ``article`` should know that it is more than ``years`` years old; 0: never.

        Where it expired or was withdrawn, the notice says more.
        """
        trace.ask("article", article.path)
        moment = old_from(article, years)
        return moment is not None and moment <= self.as_of and self.state(article) is State.PUBLIC

    @Indexed
    def _rank(self) -> dict[str, int]:
        """Position of each listed article within its section."""
        return {a.path: n for group in self.by_section.values() for n, a in enumerate(group)}

    def neighbours(self, article: Article) -> tuple[Article | None, Article | None]:
        """Return (next newer, next older) among the listed articles of the same section."""
        trace.ask("neighbours", article.path)
        with trace.pause():
            group = self.by_section.get(article.facts.section, ())
            rank = self._rank.get(article.path)
        if rank is None:
            return None, None
        return (group[rank - 1] if rank else None, group[rank + 1] if rank + 1 < len(group) else None)

    def identified(self, identifier: str) -> Article | None:
        """Return the article with a permanent id."""
        trace.ask("identified", identifier)
        with trace.pause():
            return self.by_id.get(identifier)

    def parts(self, series: str) -> tuple[Article, ...]:
        """Return the listed articles of a series, in the order of their parts."""
        trace.ask("parts", series)
        with trace.pause():
            return self.by_series.get(series, ())

    def years(self, kind: str, identifier: str) -> tuple[Year, ...]:
        """Return the years in which the list of an entry has articles, newest first."""
        trace.ask("years", kind, identifier)
        if (kind, identifier) not in self._years:
            with trace.pause():
                self._years[kind, identifier] = dossier.years(self.mentions[kind].get(identifier, ()))
        return self._years[kind, identifier]

    def dossier(self, kind: str, identifier: str) -> Dossier | None:
        """Return what the articles of an entry say together; None where they are fewer than two."""
        trace.ask("dossier", kind, identifier)
        if (kind, identifier) not in self._dossiers:
            with trace.pause():
                articles = self.mentions[kind].get(identifier, ())
                self._dossiers[kind, identifier] = dossier.compile(kind, identifier, articles, self._named)
        return self._dossiers[kind, identifier]

    def _named(self, article: Article) -> Mapping[str, Iterable[str]]:
        found = self._companions.get(article.path)
        if found is None:
            found = self._companions[article.path] = dossier.companions(article.facts, self.content.vocabulary)
        return found

    def wordings(self, person: str, language: str) -> tuple[Span, ...]:
        """Return how articles word a person's office to readers of ``language``, those used last first."""
        trace.ask("wordings", person, language)
        with trace.pause():
            return dossier.wordings(
                person,
                self.mentions["people"].get(person, ()),
                lambda article: language if language in self.languages(article) else article.original.language,
            )

    @property
    def tally(self) -> Tally:
        """How often articles were read; whoever makes an output asks what follows from it, not this."""
        if self._tally is None:
            self._tally = tally.load(self.root)
        return self._tally

    def figures(self, year: str) -> Reads:
        """Return how often the articles in a year's folder were read, of those that readers may see.

        What an old site counted is added to the original, which is what stood there.
        """
        trace.ask("figures", year)
        with trace.pause():
            if self._figures is None:
                self._figures = defaultdict(dict)
                for path, figures in self._figured():
                    self._figures[path[:4]][path] = figures
            return self._figures.get(year, {})

    def _figured(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        for article in self.reachable:
            if self.state(article) is State.REMOVED:
                continue
            counted = self.tally.totals.get(article.path, (0,) * len(LANGUAGES))
            before = article.facts.legacy.views if article.facts.legacy else None
            figures = tuple(
                (figure + ((before or 0) if language == article.original.language else 0))
                if language in self.languages(article)
                else 0
                for language, figure in zip(LANGUAGES, counted, strict=True)
            )
            if any(figures):
                yield article.path, figures

    def most_read(self, section: str, days: int, limit: int) -> tuple[tuple[Article, int], ...]:
        """Return the listed articles that were read most in the last so many days, and how often; ``section`` empty: of all.

        The last day is the newest that was counted.
        """
        trace.ask("most_read", section, str(days), str(limit))
        with trace.pause():
            known = self.by_path
            found = ((known[path], count) for path, count in self.tally.last(days).items() if count and path in known)
            most = sorted(
                ((a, count) for a, count in found if section in ("", a.facts.section) and self.is_listed(a)),
                key=lambda pair: (pair[1], *pair[0].order),
                reverse=True,
            )
            return tuple(most[:limit])

    def related(self, article: Article) -> tuple[Article, ...]:
        """Return up to ``RELATED`` articles: those named, then the series, then the nearest in date within the section.

        The series box lists its parts already, so only the parts next to this one count here.
        """
        trace.ask("related", article.path)
        with trace.pause():
            return self._related(article)

    def _related(self, article: Article) -> tuple[Article, ...]:
        chosen: dict[str, Article] = {}
        for identifier in article.facts.related:
            other = self.by_id.get(identifier)
            if other and self.is_listed(other):
                chosen[other.path] = other
        if article.facts.series:
            parts = self.by_series.get(article.facts.series.series, ())
            at = next((n for n, part in enumerate(parts) if part is article), None)
            if at is not None:
                chosen |= {part.path: part for part in (*parts[max(0, at - 1) : at], *parts[at + 1 : at + 2])}
        group = self.by_section.get(article.facts.section, ())
        rank = self._rank.get(article.path)
        if rank is not None:
            near = [*group[max(0, rank - RELATED) : rank], *group[rank + 1 : rank + 1 + RELATED]]
            near.sort(key=lambda a: (abs(a.facts.date.at - article.facts.date.at), a.path))
            chosen |= {a.path: a for a in near if a.path not in chosen}
        chosen.pop(article.path, None)
        return tuple(chosen.values())[:RELATED]


QUICK = frozenset({"articles", "by_path", "folders"})
"""Indexes for which no article need be unpacked (``shelf.py``)."""


class _Pickler(pickle.Pickler):
    def persistent_id(self, item: object) -> str | None:
        return item.path if isinstance(item, Article) else None


def _packed(index: object) -> bytes:
    file = io.BytesIO()
    _Pickler(file, protocol=5).dump(index)
    return file.getvalue()


def _unpacked(data: bytes, by_path: Mapping[str, Article]) -> Any:
    unpickler = pickle.Unpickler(io.BytesIO(data))
    unpickler.persistent_load = by_path.__getitem__  # type: ignore[method-assign]
    return unpickler.load()


NEEDED = {"title", "description", "id", "date", "section", "source", "status", "publish_at", "expires", "withdrawn"}
"""Fields without which a version has no page: what it cannot do without, and what decides whether it is public. A mistyped
``status: Draft`` must hide an article, not publish it."""


def sound(document: Document) -> bool:
    """Tell whether a version has every field that its page needs, and none of them is wrong."""
    return document.readable and not document.unsound & NEEDED


def old_from(article: Article, years: int) -> datetime | None:
    """Return the moment from which ``article`` is more than ``years`` years old; None if that never counts."""
    facts = article.facts
    if not years or facts.type not in AGEING or facts.date.at.year + years > datetime.max.year:
        return None
    return anniversary(facts.date.at, years)


def anniversary(moment: datetime, years: int) -> datetime:
    """Return ``moment`` so many years later; years from a 29 February are full on 1 March where there is none."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, month=3, day=1)


def _mentions(articles: Iterable[Article]) -> dict[str, Index]:
    """Return the articles, newest first, by list of the vocabulary and by the ids that they name."""
    found: dict[str, dict[str, list[Article]]] = {name: defaultdict(list) for name in ENTRIES}
    lists = [(identifiers, found[name]) for name, identifiers in ENTRIES.items()]
    for item in articles:
        facts = item.facts
        for identifiers, index in lists:
            for identifier in dict.fromkeys(identifiers(facts)):
                index[identifier].append(item)
    for parts in found["series"].values():
        parts.sort(key=_part, reverse=True)
    return {name: {key: tuple(items) for key, items in index.items()} for name, index in found.items()}


def _periods(articles: Iterable[Article]) -> Index:
    """Return the articles, newest first, by the year and by the month of their date."""
    found: dict[str, list[Article]] = defaultdict(list)
    for item in articles:
        day = item.facts.date.at
        found[f"{day.year:04}"].append(item)
        found[f"{day.year:04}/{day.month:02}"].append(item)
    return {period: tuple(items) for period, items in found.items()}


def _event_months(articles: Iterable[Article]) -> Index:
    """Return the articles, in their order, by the months in which their event takes place."""
    found: dict[str, list[Article]] = defaultdict(list)
    for item in articles:
        for month in events.months(item.facts.event) if item.facts.event else ():
            found[month].append(item)
    return {month: tuple(items) for month, items in found.items()}


def _part(item: Article) -> tuple[int, datetime]:
    series = item.facts.series
    return (series.part if series and series.part else 0, item.facts.date.at)
