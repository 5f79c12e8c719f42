"""The contents of an issue: what was published in a time, in one language, as a letter shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from urllib.parse import urljoin

from twinpress.archive import Article
from twinpress.moment import Moment
from twinpress.pages.edition import Edition
from twinpress.pages.home import lead_story
from twinpress.pages.occasion import occasion
from twinpress.pages.view import COLUMN, Image, Text

OCCASIONS = 6
"""Coming events, soonest first."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """Words in one language, with an absolute address where they have one."""

    text: str
    lang: str
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture by its address, in the size in which it is sent."""

    src: str
    alt: str
    lang: str
    width: int | None
    height: int | None
    labels: tuple[Text, ...] = ()
    """What the law wants beside it: the approval number of a map, that it was made with AI."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """An article; description and kicker are in the language of its title."""

    title: Link
    day: str
    kicker: str | None = None
    description: str | None = None
    picture: Picture | None = None


@dataclass(frozen=True, kw_only=True)
class Box:
    """A section with its articles, newest first."""

    title: Link
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """A coming event."""

    title: Link
    when: str
    place: Link | None = None
    status: str | None = None
    """In words, and only where it is not as planned."""


@dataclass(frozen=True, kw_only=True)
class Issue:
    """What a letter tells."""

    language: str
    lang: str
    home: str
    """Absolute address of the language's home page."""
    lead: Item
    boxes: tuple[Box, ...] = ()
    """The other articles, by section in the vocabulary's order."""
    foreign: tuple[Item, ...] = ()
    """Articles that exist in the other language only."""
    occasions: tuple[Occasion, ...] = ()
    articles: tuple[str, ...] = ()
    """Addresses of everything that is told, in order: by them an issue is known."""

    @property
    def count(self) -> int:
        """How many articles it tells in its own language."""
        return len(self.articles) - len(self.foreign)


def compile_issue(edition: Edition, since: Moment, until: Moment | None, sections: Sequence[str] = ()) -> Issue | None:
    """Return what was published from ``since`` to ``until``, both included; None where nothing is new in this language.

    A plain day lasts until the next one begins. ``sections``: their ids; all if there is none.
    """
    archive = edition.archive
    asked = [a for a in archive.listed if not sections or a.facts.section in sections]
    new = [a for a in asked if _within(a, since.at, until.end if until else None)]
    own = [a for a in new if edition.language in archive.languages(a)]
    lead = lead_story(edition, own)
    if lead is None:
        return None
    foreign = [a for a in new if edition.language not in archive.languages(a)]
    return Issue(
        language=edition.language,
        lang=edition.lang,
        home=urljoin(edition.site.url, edition.home.path or ""),
        lead=_item(edition, lead),
        boxes=tuple(_boxes(edition, [a for a in own if a is not lead])),
        foreign=tuple(replace(_item(edition, a), picture=None) for a in foreign),
        occasions=tuple(_occasions(edition, sections)),
        articles=tuple(sorted(a.path for a in new)),
    )


def _within(article: Article, since: datetime, until: datetime | None) -> bool:
    moment = (article.facts.publish_at or article.facts.date).at
    return since <= moment and (until is None or moment < until)


def _boxes(edition: Edition, articles: Sequence[Article]) -> Iterator[Box]:
    for identifier in edition.archive.vocabulary.sections:
        items = tuple(_item(edition, a) for a in articles if a.facts.section == identifier)
        if items:
            yield Box(title=_link(edition, edition.entry("sections", identifier)), items=items)


def _item(edition: Edition, article: Article) -> Item:
    words = article.words(edition.language_for(article))
    image = edition.image(article, article.facts.image) if article.facts.image else None
    return Item(
        title=_link(edition, edition.link(article)),
        day=edition.time(article.facts.date).text,
        kicker=words.kicker,
        description=words.description,
        picture=_picture(edition, image) if image else None,
    )


def _picture(edition: Edition, image: Image) -> Picture:
    """Return a picture no larger than a letter shows it on a sharp screen, with its true proportions."""
    width, height = image.width, image.height
    if width and height and width > COLUMN:
        width, height = COLUMN, max(1, round(height * COLUMN / width))
    return Picture(
        src=urljoin(edition.site.url, image.still),
        alt=image.alt,
        lang=image.lang,
        width=width,
        height=height,
        labels=tuple(label for label in (image.approval, image.ai) if label),
    )


def _occasions(edition: Edition, sections: Sequence[str]) -> Iterator[Occasion]:
    """Yield the next events; one that was cancelled or postponed stands on its day, for those who meant to come."""
    coming = (a for a in edition.archive.coming if not sections or a.facts.section in sections)
    for article in islice(coming, OCCASIONS):
        told = occasion(edition, article)
        yield Occasion(
            title=_link(edition, edition.link(article)),
            when=told.when,
            place=_link(edition, told.place) if told.place else None,
            status=told.status,
        )


def _link(edition: Edition, text: Text) -> Link:
    href = urljoin(edition.site.url, text.path) if text.path is not None else None
    return Link(text=text.text, lang=text.lang, href=href)
