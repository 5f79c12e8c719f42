"""The archive in one language: names, times, teasers and addresses as that language's pages show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import quote

from twinpress import docs, picture, rendition, trace, wording
from twinpress.archive import Article, State
from twinpress.bodies import Bodies
from twinpress.document import LANGUAGES
from twinpress.model import Event
from twinpress.moment import Moment
from twinpress.options import ICP_REGISTER
from twinpress.pages import agenda
from twinpress.pages.agenda import Agenda
from twinpress.pages.channel import NEWEST, Channel
from twinpress.pages.page import path_of
from twinpress.pages.view import (
    Alternate,
    Feed,
    Image,
    Imprint,
    MostRead,
    Outward,
    Ranked,
    Size,
    Switch,
    Teaser,
    Text,
    Time,
    View,
)
from twinpress.site import DEFAULT_LANGUAGE, TAGS, Site
from twinpress.trace import Memo
from twinpress.translation.desk import Desk
from twinpress.translation.status import Survey
from twinpress.vocabulary import Entry, Names

LABELS = {"zh": "中文", "en": "English"}
"""What each language calls itself."""
DIRECTORIES = {
    "topics": ("topics", "series"),
    "organisations": ("people", "organisations", "places"),
    "archive": (),
}
"""Directories by address, with the vocabulary's lists that stand in each; the archive lists years."""
DIRECTORY_NAMES = {
    "topics": {"zh": "专题", "en": "Topics"},
    "organisations": {"zh": "人物与机构", "en": "People and bodies"},
    "archive": {"zh": "档案", "en": "Archive"},
}
CALENDAR = "calendar/"
"""Address of the calendar of events."""
CALENDAR_NAME = {"zh": "活动日历", "en": "Calendar"}
HOME = {"zh": "首页", "en": "Home"}
OEMBED, OPENSEARCH = "oembed.json", "opensearch.xml"
"""Names of files for other sites and for browsers, beside an article's page and at a language's home."""
SEARCH = "search/"
"""Address of the search page."""


def alternates(site: Site, address: str, languages: Sequence[str]) -> tuple[Alternate, ...]:
    """Return the absolute addresses of a page in each language it exists in, and the one for everybody else."""
    if not languages:
        return ()
    ordered = sorted(languages, key=LANGUAGES.index)
    default = DEFAULT_LANGUAGE if DEFAULT_LANGUAGE in ordered else ordered[0]
    tagged = [*((TAGS[language], language) for language in ordered), ("x-default", default)]
    return tuple(Alternate(hreflang=tag, href=site.url + path_of(address, language)) for tag, language in tagged)


def emblem(images: Sequence[Image]) -> Image | None:
    """Return the picture that stands for an article elsewhere: the first that is no SVG, which hardly anybody else draws."""
    return next((image for image in images if not image.path.lower().endswith(".svg")), None)


class Edition:
    """The archive in one language."""

    def __init__(self, bodies: Bodies, language: str, *, preview: bool = False, survey: Survey | None = None):
        self.archive = bodies.archive
        self.site = site = bodies.site
        self.bodies = bodies
        self.standing = tuple(page for page in docs.load(site) if preview or page.published)
        """The pages of ``docs/``; the handbook only in a ``preview``."""
        self.desk = Desk(bodies.archive)
        self.survey = survey
        """What is to be translated, for previews and those who ask."""
        self._entries: dict[tuple[str, str], Text] = {}
        self._teasers: Memo[tuple[str, bool], Teaser] = Memo()
        """Names by (list, id), teasers by (article, short): dozens of pages show the same, and an archive never changes."""
        self._images: Memo[tuple[str, str], Image] = Memo()
        """Pictures by (article, file)."""
        self.language = language
        self.lang = TAGS[language]

    # --- words -------------------------------------------------------------------------------------------------

    def text(self, names: Names, address: str | None = None, unconfirmed: Sequence[str] = ()) -> Text:
        """Return a bilingual name in this language, else in the other one with its own ``lang``."""
        words, language = names.best(self.language)
        path = path_of(address, self.language) if address is not None else None
        return Text(text=words, lang=TAGS[language], path=path, unconfirmed=language in unconfirmed)

    def name(self, written: str, article: Article) -> Text:
        """Return the name behind a person's or organisation's id; plain text is shown as it was written."""
        kind = self.kind(written)
        return self.entry(kind, written) if kind else Text(text=written, lang=TAGS[article.original.language])

    def kind(self, written: str) -> str | None:
        """Return the list in which a person's or organisation's id stands; None: it is a name as it was written."""
        trace.ask("kind", written)
        lists = self.archive.content.vocabulary.lists
        return next((kind for kind in ("people", "organisations") if written in lists[kind]), None)

    def record(self, kind: str, identifier: str) -> Entry | None:
        """Return what the vocabulary says of an entry; None where it does not know the id."""
        trace.ask("entry", kind, identifier)
        entry: Entry | None = self.archive.content.vocabulary.lists[kind].get(identifier)
        return entry

    def address(self, kind: str, identifier: str) -> str:
        """Return the address of an entry's list: sections stand at the top, other lists below their name."""
        return f"{identifier}/" if kind == "sections" else f"{kind}/{identifier}/"

    def entry(self, kind: str, identifier: str) -> Text:
        """Return the name of an entry of the vocabulary's list ``kind``, with the address of its page if readers are led there.

        They are if listed articles name it; to a person only where the entry says ``page: true``. The page itself lasts
        longer (``has_page``).
        """
        trace.ask("entry", kind, identifier)
        known = self._entries.get((kind, identifier))
        if known is None:
            with trace.pause():
                known = self._entries[kind, identifier] = self._entry(kind, identifier)
        return known

    def _entry(self, kind: str, identifier: str) -> Text:
        entry = self.archive.vocabulary.lists[kind].get(identifier)
        if entry is None:
            return Text(text=identifier, lang="en")  # a rule reports it
        filled = identifier in self.archive.mentions[kind] and self.has_page(kind, identifier)
        return self.text(
            entry.name,
            self.address(kind, identifier) if filled else None,
            unconfirmed=getattr(entry, "unconfirmed", ()),
        )

    def has_page(self, kind: str, identifier: str) -> bool:
        """Tell whether an entry has a page: from its first listed article on, for ever; a person only if ``page: true``."""
        entry = self.archive.vocabulary.lists[kind][identifier]
        return identifier in self.archive.once_mentioned[kind] and getattr(entry, "page", True)

    def entries(self, kind: str) -> Iterator[Text]:
        """Yield the entries of a list that readers are led to, in the vocabulary's order."""
        names = (self.entry(kind, identifier) for identifier in self.archive.vocabulary.lists[kind])
        yield from (name for name in names if name.path is not None)

    def directory(self, name: str) -> Text:
        """Return the name of a directory, with its address if there is anything in it."""
        kinds = DIRECTORIES[name]
        filled = any(True for kind in kinds for _ in self.entries(kind)) if kinds else bool(self.archive.by_period)
        path = path_of(f"{name}/", self.language) if filled else None
        return Text(text=DIRECTORY_NAMES[name][self.language], lang=self.lang, path=path)

    @property
    def calendar(self) -> Text:
        """Return the name of the calendar of events, with its address if the site has one and there is anything in it."""
        filled = self.site.options.calendar and self.archive.events
        path = path_of(CALENDAR, self.language) if filled else None
        return Text(text=CALENDAR_NAME[self.language], lang=self.lang, path=path)

    def period(self, period: str) -> Text:
        """Return the words of a year (``2025``) or month (``2025/03``), with the address of its page if anything is listed."""
        trace.ask("period", period)
        with trace.pause():
            path = path_of(f"{period}/", self.language) if period in self.archive.by_period else None
        return Text(text=wording.period(period, self.language), lang=self.lang, path=path)

    def time(self, moment: Moment) -> Time:
        """Return a moment for readers and machines."""
        return Time(text=wording.time(moment, self.language), iso=moment.iso)

    def when(self, event: Event) -> str:
        """Return when an event takes place, for readers; a time that was written for another zone than the site's says so."""
        text = wording.span(event.start, event.end, self.language)
        return text + wording.offset(event.start, self.site.zone, self.language)

    # --- articles ----------------------------------------------------------------------------------------------

    def language_for(self, article: Article) -> str:
        """Return the language in which this edition shows an article: its own where there is a page, else the original's."""
        trace.ask("article", article.path)
        return self.language if self.language in self.archive.languages(article) else article.original.language

    def link(self, article: Article, short: bool = False) -> Text:
        """Return an article's title with the address of its page, in this language where it exists."""
        language = self.language_for(article)
        words = article.words(language)
        title = (words.title_short or words.title) if short else words.title
        return Text(text=title, lang=TAGS[language], path=path_of(article.address, language))

    def teaser(self, article: Article, *, short: bool = True, current: bool = False, section: bool = True) -> Teaser:
        """Return an article as lists show it: with its short title, marked as current, with its section."""
        teaser = self._teasers.get((article.path, short), lambda: self._teaser(article, short))
        if section and not current:
            return teaser
        return replace(teaser, section=teaser.section if section else None, current=current)

    def _teaser(self, article: Article, short: bool) -> Teaser:
        language = self.language_for(article)
        words = article.words(language)
        return Teaser(
            title=self.link(article, short),
            time=self.time(article.facts.date),
            section=self.entry("sections", article.facts.section),
            kicker=words.kicker,
            description=words.description,
            image=self.image(article, article.facts.image) if article.facts.image else None,
            foreign=language != self.language,
        )

    def most_read(self, section: str = "") -> MostRead | None:
        """Return what was read most of late, in a section or of all; None where the site shows it not, or nobody read."""
        wanted = self.site.options.views
        if wanted is None or not wanted.most_read:
            return None
        found = self.archive.most_read(section, wanted.days, wanted.most_read)
        items = tuple(Ranked(item=self.teaser(article, section=False), count=count) for article, count in found)
        return MostRead(days=wanted.days, items=items) if items else None

    def image(self, article: Article, name: str) -> Image:
        """Return a picture of an article with its words in this language, else in the original's."""
        return self._images.get((article.path, name), lambda: self._image(article, name))

    def _image(self, article: Article, name: str) -> Image:
        language = self.language_for(article)
        document = article.document(language)
        words = getattr(document.front, "pictures", {}).get(name) if document else None
        facts = article.facts.pictures.get(name)
        if words is None or not words.alt:
            words, language = facts, article.original.language
        trace.ask("file", f"{article.path}/{name}")
        found = picture.read(self.archive.root / article.path / name)
        credit = self.name(facts.credit, article) if facts and facts.credit else None
        return Image(
            path=quote(f"{article.path}/{name}"),
            alt=(words.alt if words else None) or "",
            lang=TAGS[language],
            width=found.width if found and found.height else None,
            height=found.height if found and found.width else None,
            sizes=tuple(
                Size(path=quote(f"{article.path}/{size.name}"), width=size.width)
                for size in (rendition.of(name, found) if found else ())
            ),
            caption=words.caption if words else None,
            credit=replace(credit, path=None) if credit else None,  # a caption is read, not followed
            approval=self._label(wording.MAP_APPROVAL, facts.map_approval) if facts and facts.map_approval else None,
            ai=self._label(wording.AI_PICTURE) if facts and facts.ai else None,
        )

    def images(self, article: Article) -> tuple[Image, ...]:
        """Return the pictures of an article, the lead picture first; those whose file is there."""
        facts = article.facts
        names = dict.fromkeys((facts.image, *facts.gallery, *facts.pictures))
        return tuple(self.image(article, name) for name in names if name and name in article.files)

    # --- what machines are offered, where an option says so ----------------------------------------------------------

    def oembed(self, article: Article) -> str | None:
        """Return the path of the file that says how other sites show an article, in this language; None where there is none."""
        archive = self.archive
        offered = self.site.options.oembed and self.site.url and not article.facts.noindex
        if not offered or archive.state(article) is not State.PUBLIC or self.language not in archive.languages(article):
            return None
        return f"{path_of(article.address, self.language)}{OEMBED}"

    @property
    def opensearch(self) -> str | None:
        """Path of the file by which browsers take the site's search among theirs; None where there is none."""
        offered = self.site.options.opensearch and self.site.url and self.search is not None
        return path_of(OPENSEARCH, self.language) if offered else None

    # --- what can be subscribed to ---------------------------------------------------------------------------------

    @cached_property
    def channels(self) -> Mapping[str, Channel]:
        """Everything, then each section and each topic that has a list, by address; none without a ``site_url``.

        A list that holds nothing in this language has its channel all the same: whoever waits for the first translation
        can subscribe, and the address of a feed does not vanish with its last article.
        """
        if not self.site.url:
            return {}
        whole = Text(text=self.site.names[self.language], lang=self.lang, path=path_of("", self.language))
        found = [self._channel("", "", whole, None, self.archive.listed)]
        for kind in ("sections", "topics"):
            for identifier, entry in self.archive.vocabulary.lists[kind].items():
                if self.has_page(kind, identifier):
                    name, address = self.entry(kind, identifier), self.address(kind, identifier)
                    articles = self.archive.mentions[kind].get(identifier, ())
                    found.append(self._channel(kind, address, name, entry.description.get(self.language), articles))
        return {channel.address: channel for channel in found}

    def _channel(
        self, kind: str, address: str, name: Text, description: str | None, articles: Sequence[Article]
    ) -> Channel:
        title = f"{self.site.names[self.language]} · {name.text}" if kind else name.text
        own = (article for article in articles if self.language in self.archive.languages(article))
        return Channel(
            language=self.language,
            kind=kind,
            address=address,
            title=title,
            name=name,
            description=description or self.site.taglines[self.language] or title,
            articles=tuple(islice(own, NEWEST)),
        )

    @cached_property
    def agendas(self) -> Mapping[str, Agenda]:
        """All events, then those of each section that has a list, by address; none without the option and a ``site_url``.

        They are there from the first event of the archive on; as with channels, one without events then is there as well.
        """
        if not self.site.url or not self.site.options.calendar or not self.archive.once_by_event_month:
            return {}
        coming, past = self.archive.coming, self.archive.bygone
        found = [self._agenda(CALENDAR, self.calendar, coming, past)]
        for identifier in self.archive.vocabulary.sections:
            if self.has_page("sections", identifier):
                own = ([a for a in articles if a.facts.section == identifier] for articles in (coming, past))
                found.append(self._agenda(f"{identifier}/", self.entry("sections", identifier), *own))
        return {item.address: item for item in found}

    def _agenda(self, address: str, name: Text, coming: Sequence[Article], past: Sequence[Article]) -> Agenda:
        return Agenda(
            language=self.language,
            address=address,
            title=f"{self.site.names[self.language]} · {name.text}",
            name=name,
            articles=(*reversed(past[: agenda.PAST]), *coming[: agenda.COMING]),
        )

    def feeds(self, address: str) -> tuple[Feed, ...]:
        """Return the feeds of the list at ``address``; empty where it has none."""
        trace.ask("feeds", self.language, address)
        with trace.pause():
            return self._feeds.get(address, ())

    @cached_property
    def _feeds(self) -> Mapping[str, tuple[Feed, ...]]:
        return {address: channel.feeds(self.site.url) for address, channel in self.channels.items()}

    def _label(self, words: Mapping[str, str], value: str = "") -> Text:
        return Text(text=words[self.language].format(value), lang=self.lang)

    # --- what every page has -----------------------------------------------------------------------------------

    @cached_property
    def surroundings(self) -> Mapping[str, Any]:
        """What stands around every page, by its name in the view."""
        with trace.pause():
            return {
                "menu": self.menu,
                "search": self.search,
                "footer": self.footer,
                "imprint": self.imprint,
                "commented": self.site.options.comments is not None,
            }

    @cached_property
    def menu(self) -> tuple[Text, ...]:
        """Home, the sections that have articles, in the vocabulary's order, the calendar, and the directories."""
        directories = (self.calendar, *(self.directory(name) for name in DIRECTORIES))
        return (self.home, *self.entries("sections"), *(name for name in directories if name.path is not None))

    @property
    def search(self) -> str | None:
        """Path of the search page; None where the site has no search."""
        return path_of(SEARCH, self.language) if self.site.searched else None

    @cached_property
    def footer(self) -> tuple[Text, ...]:
        """The standing pages that exist in this language, by address."""
        return tuple(
            Text(text=page.titles[self.language], lang=self.lang, path=path_of(page.address, self.language))
            for page in self.standing
            if page.published and self.language in page.titles
        )

    @cached_property
    def imprint(self) -> Imprint | None:
        """What the option ``footer`` says; None where it says nothing."""
        footer = self.site.options.footer
        filings = TAGS["zh"]  # a filing's number is Chinese in both languages
        contact, language = footer.contact.best(self.language)
        imprint = Imprint(
            sponsors=tuple(self._body(identifier) for identifier in footer.sponsors),
            organisers=tuple(self._body(identifier) for identifier in footer.organisers),
            contact=Outward(text=contact, lang=TAGS[language]) if contact else None,
            icp=Outward(text=footer.icp, lang=filings, href=ICP_REGISTER) if footer.icp else None,
            police=Outward(text=footer.police, lang=filings, href=footer.police_url) if footer.police else None,
        )
        return imprint if imprint != Imprint() else None

    def _body(self, identifier: str) -> Outward:
        """Return an organisation with its own site; never with its page here, which would change every page when it comes."""
        name = self.entry("organisations", identifier)
        entry = self.archive.vocabulary.organisations.get(identifier)
        return Outward(text=name.text, lang=name.lang, href=(entry.url if entry else None) or "")

    @property
    def home(self) -> Text:
        """The way home."""
        return Text(text=HOME[self.language], lang=self.lang, path=path_of("", self.language))

    def view(
        self,
        *,
        kind: str,
        title: str,
        title_lang: str | None = None,
        address: str,
        languages: Sequence[str] = LANGUAGES,
        description: str | None = None,
        noindex: bool = False,
        breadcrumb: tuple[Text, ...] = (),
        section: str | None = None,
        channel: str = "",
    ) -> View:
        """Return what every page has.

        ``languages``: those in which this very page exists. ``channel``: address of the list whose feeds the page announces
        beside those of the whole site.
        """
        trace.ask("surroundings", self.language)
        return View(
            kind=kind,
            language=self.language,
            lang=self.lang,
            title=title,
            title_lang=title_lang or self.lang,
            path=path_of(address, self.language),
            canonical=self.site.url + path_of(address, self.language) if self.site.url else "",
            site_name=self.site.names[self.language],
            tagline=self.site.taglines[self.language],
            home=path_of("", self.language),
            description=description,
            noindex=noindex,
            alternates=alternates(self.site, address, languages) if self.site.url and not noindex else (),
            feeds=(*(self.feeds(channel) if channel else ()), *self.feeds("")),
            switch=tuple(
                Switch(
                    language=x,
                    lang=TAGS[x],
                    label=LABELS[x],
                    path=path_of(address, x) if x in languages else None,
                    current=x == self.language,
                )
                for x in LANGUAGES
            ),
            section=path_of(section, self.language) if section is not None else None,
            breadcrumb=breadcrumb,
            **self.surroundings,
        )
