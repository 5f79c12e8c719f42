"""The archive in one language: names, times, teasers and addresses as that language's pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from urllib.parse import quote

from twinpress import docs, picture, wording
from twinpress.archive import Archive, Article
from twinpress.document import LANGUAGES, Document
from twinpress.moment import Moment
from twinpress.pages.page import path_of
from twinpress.pages.view import Alternate, Image, Switch, Teaser, Text, Time, View
from twinpress.prose import Prose
from twinpress.site import DEFAULT_LANGUAGE, TAGS, Site
from twinpress.vocabulary import Names, Person

LABELS = {"zh": "中文", "en": "English"}
"""What each language calls itself."""
HOME = {"zh": "首页", "en": "Home"}


def alternates(site: Site, address: str, languages: Sequence[str]) -> tuple[Alternate, ...]:
    """Return the absolute addresses of a page in each language it exists in, and the one for everybody else."""
    if not languages:
        return ()
    ordered = sorted(languages, key=LANGUAGES.index)
    default = DEFAULT_LANGUAGE if DEFAULT_LANGUAGE in ordered else ordered[0]
    tagged = [*((TAGS[language], language) for language in ordered), ("x-default", default)]
    return tuple(Alternate(hreflang=tag, href=site.url + path_of(address, language)) for tag, language in tagged)


class Edition:
    """The archive in one language."""

    def __init__(self, archive: Archive, site: Site, language: str):
        self.archive = archive
        self.site = site
        self.standing = docs.load(site)
        self._prose: tuple[str, Prose] | None = None
        self.language = language
        self.lang = TAGS[language]

    def prose(self, document: Document) -> Prose:
        """Return the body of a version; the last one is kept, because a page asks for it several times."""
        if self._prose is None or self._prose[0] != document.path:
            self._prose = (document.path, Prose(document.body(self.archive.root)))
        return self._prose[1]

    # --- words -------------------------------------------------------------------------------------------------

    def text(self, names: Names, address: str | None = None, unconfirmed: Sequence[str] = ()) -> Text:
        """Return a bilingual name in this language, else in the other one with its own ``lang``."""
        words, language = names.best(self.language)
        path = path_of(address, self.language) if address is not None else None
        return Text(text=words, lang=TAGS[language], path=path, unconfirmed=language in unconfirmed)

    def name(self, written: str, article: Article) -> Text:
        """Return the name behind a person's or organisation's id; plain text is shown as it was written."""
        entry = self.archive.vocabulary.names(written)
        if entry is None:
            return Text(text=written, lang=TAGS[article.original.language])
        return self.text(entry.name, unconfirmed=entry.unconfirmed)

    def organisation(self, identifier: str) -> Text:
        """Return an organisation's name."""
        entry = self.archive.vocabulary.organisations.get(identifier)
        return self.text(entry.name, unconfirmed=entry.unconfirmed) if entry else Text(text=identifier, lang="en")

    def person(self, identifier: str) -> Text:
        """Return a person's name."""
        entry: Person | None = self.archive.vocabulary.people.get(identifier)
        return self.text(entry.name, unconfirmed=entry.unconfirmed) if entry else Text(text=identifier, lang="en")

    def section(self, identifier: str) -> Text | None:
        """Return a section's name, with the address of its list where it has one: an empty section has none."""
        entry = self.archive.vocabulary.sections.get(identifier)
        address = f"{identifier}/" if identifier in self.archive.by_section else None
        return self.text(entry.name, address) if entry else None

    def time(self, moment: Moment) -> Time:
        """Return a moment for readers and machines."""
        return Time(text=wording.time(moment, self.language), iso=moment.iso)

    # --- articles ----------------------------------------------------------------------------------------------

    def language_for(self, article: Article) -> str:
        """Return the language in which this edition shows an article: its own where there is a page, else the original's."""
        return self.language if self.language in self.archive.languages(article) else article.original.language

    def link(self, article: Article, short: bool = False) -> Text:
        """Return an article's title with the address of its page, in this language where it exists."""
        language = self.language_for(article)
        words = article.words(language)
        title = (words.title_short or words.title) if short else words.title
        return Text(text=title, lang=TAGS[language], path=path_of(article.address, language))

    def teaser(self, article: Article, *, short: bool = True, current: bool = False, section: bool = True) -> Teaser:
        """Return an article as lists show it: with its short title, marked as current, with its section."""
        language = self.language_for(article)
        words = article.words(language)
        return Teaser(
            title=self.link(article, short),
            time=self.time(article.facts.date),
            section=self.section(article.facts.section) if section else None,
            kicker=words.kicker,
            description=words.description,
            image=self.image(article, article.facts.image) if article.facts.image else None,
            foreign=language != self.language,
            current=current,
        )

    def image(self, article: Article, name: str) -> Image:
        """Return a picture of an article with its words in this language, else in the original's."""
        language = self.language_for(article)
        document = article.document(language)
        words = getattr(document.front, "pictures", {}).get(name) if document else None
        facts = article.facts.pictures.get(name)
        if words is None or not words.alt:
            words, language = facts, article.original.language
        size = picture.size(self.archive.root / article.path / name)
        return Image(
            path=quote(f"{article.path}/{name}"),
            alt=(words.alt if words else None) or "",
            lang=TAGS[language],
            width=size[0] if size else None,
            height=size[1] if size else None,
            caption=words.caption if words else None,
            credit=self.name(facts.credit, article) if facts and facts.credit else None,
        )

    # --- what every page has -----------------------------------------------------------------------------------

    @cached_property
    def menu(self) -> tuple[Text, ...]:
        """Home, and the sections that have articles, in the vocabulary's order."""
        found = self.archive.by_section
        sections = (
            self.text(entry.name, f"{identifier}/")
            for identifier, entry in self.archive.vocabulary.sections.items()
            if identifier in found
        )
        return (self.home, *sections)

    @cached_property
    def footer(self) -> tuple[Text, ...]:
        """The standing pages that exist in this language, by address."""
        return tuple(
            Text(text=page.titles[self.language], lang=self.lang, path=path_of(page.address, self.language))
            for page in self.standing
            if page.published and self.language in page.titles
        )

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
    ) -> View:
        """Return what every page has. ``languages``: those in which this very page exists."""
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
            menu=self.menu,
            section=path_of(section, self.language) if section is not None else None,
            breadcrumb=breadcrumb,
            footer=self.footer,
        )
