"""Forwarding: what became of addresses that are no longer pages. They moved, they are gone for a reason, or they were lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from twinpress import picture
from twinpress.addresses import Recorded
from twinpress.archive import Article, State
from twinpress.document import LANGUAGES
from twinpress.pages import agenda, channel
from twinpress.pages.page import Page, path_of
from twinpress.publication import Publication
from twinpress.site import DEFAULT_LANGUAGE

PICTURES = tuple(ending for endings in picture.FORMATS.values() for ending in endings)
PEOPLE = re.compile(rf"/(?:(?:{'|'.join(LANGUAGES)})/)?people/")


def source(alias: str) -> str:
    """Return what a server is asked for where an alias is followed: decoded path, and query as it is written.

    A whole web address counts for its path: which host answers is no business of the site.
    """
    written = alias.strip()
    if re.match(r"https?://", written):
        parts = urlsplit(written)
        written = parts.path + (f"?{parts.query}" if parts.query else "")
    path, mark, query = written.partition("?")
    return "/" + unquote(path).lstrip("/") + mark + query


def same(address: str) -> str:
    """Return what addresses of one and the same file have in common: ``/a``, ``/a/`` and ``/a/index.html`` are one."""
    path, mark, query = address.partition("?")
    return path.removesuffix("index.html").rstrip("/") + mark + query


OWN = frozenset(
    {"assets", "search", "sitemap", "sitemap.xml", "404.html", "index.html", "_redirects", "redirects.nginx.conf"}
    | {"redirects.caddy", "archive.json", "robots.txt", "opensearch.xml"}
)
"""Names at the site's root, or at a language's home, of files that the site writes itself."""
FEEDS = frozenset(form.file for form in channel.FORMATS) | {agenda.FILE, agenda.SINGLE}
"""Names of files that stand beside lists and articles."""


def possible(address: str) -> bool:
    """Tell whether an address can lead on: a server can be asked for it, and no file of the site itself is there."""
    path, query, _ = address.partition("?")
    parts = path[1:].removesuffix("/").split("/")
    if re.search(r"[\x00-\x1f\x7f\\#]", address) or any(part in ("", ".", "..") for part in parts):
        return bool(query) and parts == [""] and not re.search(r"[\x00-\x20\x7f\\#]", address)
    if parts[0] in LANGUAGES and len(parts) > 1:
        del parts[0]
    own = parts[0] in OWN or parts[-1] in FEEDS or (parts[0] in ("archive", "views") and parts[-1].endswith(".json"))
    return bool(query) or not own


@dataclass(frozen=True, kw_only=True)
class Moved:
    """An address that leads to a page."""

    source: str
    page: Page


@dataclass(frozen=True, kw_only=True)
class Gone:
    """An address with nothing behind it for a lawful reason, and the notice that says so, if there is one."""

    source: str
    notice: Page | None


class Forwarding:
    """All that a publication knows about addresses that are no pages of it (any more)."""

    def __init__(self, publication: Publication):
        self.publication = publication
        self.archive = publication.archive

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every page by its address, as a server is asked for it: ``/en/2025/a-slug/``."""
        return {f"/{page.path}": page for pages in self.publication.pages.values() for page in pages}

    @cached_property
    def _taken(self) -> frozenset[str]:
        return frozenset(map(same, self.pages))

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """Aliases of articles that have a page, and what ``moved.txt`` says, sorted; none is the address of a page."""
        found: dict[str, Moved] = {}
        for article in self.archive.reachable:
            if self.archive.state(article) is State.REMOVED:
                continue
            for alias in article.facts.aliases:
                address = source(alias)
                if possible(address):
                    found.setdefault(same(address), Moved(source=address, page=self._page(article, address)))
        for move in self.archive.content.addresses.moved:
            page = self.pages.get(move.target) if move.target else None
            if page and possible(move.source):
                found.setdefault(same(move.source), Moved(source=move.source, page=page))
        return tuple(found[key] for key in sorted(found) if key not in self._taken)

    def _page(self, article: Article, address: str) -> Page:
        """Return the page of an article that an old address leads to: ``/en/…`` is English, others are Chinese, if there is one."""
        languages = self.archive.languages(article)
        asked = next((language for language in LANGUAGES if address.startswith(f"/{language}/")), DEFAULT_LANGUAGE)
        return self.pages["/" + path_of(article.address, asked if asked in languages else languages[0])]

    @cached_property
    def gone(self) -> tuple[Gone, ...]:
        """What servers should answer with 410: removed articles, all that belonged to them, people without a page."""
        found: dict[str, Gone] = {}
        for article in self.archive.reachable:
            if self.archive.state(article) is not State.REMOVED:
                continue
            for language in self.archive.languages(article):
                address = f"/{path_of(article.address, language)}"
                found[address] = Gone(source=address, notice=self.pages[address])
            for address in filter(possible, map(source, article.facts.aliases)):
                found[address] = Gone(source=address, notice=self._page(article, address))
        for address in self._recorded:
            owner = self._owner(address)
            if address in self.pages or self._forwarded(address):
                continue
            if owner and self.archive.state(owner) is State.REMOVED:
                found.setdefault(address, Gone(source=address, notice=self._page(owner, address)))
            elif PEOPLE.match(address):
                found.setdefault(address, Gone(source=address, notice=None))
        for move in self.archive.content.addresses.moved:
            if move.target is None and possible(move.source):
                found.setdefault(move.source, Gone(source=move.source, notice=None))
        return tuple(found[key] for key in sorted(found))

    @cached_property
    def lost(self) -> tuple[tuple[str, Recorded], ...]:
        """Addresses that were published at this moment or before, and lead nowhere without a reason, sorted."""
        left = {address for address in self._recorded if address not in self.pages and not self._forwarded(address)}
        left -= {item.source for item in self.gone}
        return tuple((address, self._recorded[address]) for address in sorted(left) if not self._is_file(address))

    @cached_property
    def _recorded(self) -> Mapping[str, Recorded]:
        """What had been recorded at the archive's moment: whoever looks at the past does not miss the future."""
        recorded = self.archive.content.addresses.recorded
        return {address: entry for address, entry in recorded.items() if entry.since.at <= self.archive.as_of}

    @cached_property
    def _sources(self) -> frozenset[str]:
        return frozenset(same(item.source) for item in self.moved)

    def _forwarded(self, address: str) -> bool:
        return same(address) in self._sources

    def _owner(self, address: str) -> Article | None:
        """Return the article that an address belongs to: its page's, or that of a file beside it."""
        parts = [part for part in address.split("/") if part]
        if parts and parts[0] in LANGUAGES:
            del parts[0]
        return self.archive.by_path.get("/".join(parts[:2]))

    def _is_file(self, address: str) -> bool:
        """Tell whether a file is published at an address."""
        owner = self._owner(address)
        if owner is None or address.rpartition("/")[2] not in owner.files:
            return False
        languages = self.archive.languages(owner)
        return bool(languages) and address[1:] in self.pages[f"/{path_of(owner.address, languages[0])}"].files()

    def published(self) -> tuple[str, ...]:
        """Return every address to be recorded: lasting pages, and files other than pictures, sorted.

        Pictures are left out: a better photo may replace one, and nobody cites its address.
        """
        found = {address for address, page in self.pages.items() if page.lasting}
        owners = {page.article.path: page for page in self.pages.values() if page.article}
        for page in owners.values():  # files are published once, for all languages
            found |= {f"/{name}" for name in map(unquote, page.files()) if not name.lower().endswith(PICTURES)}
        return tuple(sorted(found))
