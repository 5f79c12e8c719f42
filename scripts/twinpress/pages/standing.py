"""Standing pages: about, accessibility, privacy. ``docs.py`` finds them; MkDocs reads and renders their text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from twinpress import trace
from twinpress.docs import StandingPage
from twinpress.pages.edition import Edition
from twinpress.pages.page import Page, path_of
from twinpress.pages.view import Joining, Offer, Subscribable, Subscription, View

KIND = "standing"
TEMPLATE = "standing.html"
SUBSCRIBE = "subscribe/"
"""Address of the page whose text says what a feed is; its template has the newsletter's form and lists the site's feeds."""
PRIVACY = "privacy/"
"""Address of the page that says what becomes of readers' data."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the standing pages that exist in the edition's language; the handbook's are for previews."""
    for standing in edition.standing:
        if edition.language in standing.languages:
            yield _page(edition, standing)


def _page(edition: Edition, standing: StandingPage) -> Page:
    language = edition.language
    title = standing.titles[language]
    subscribe = standing.address == SUBSCRIBE

    def view() -> View:
        page = edition.view(
            kind=KIND,
            title=title,
            address=standing.address,
            languages=standing.languages,
            description=standing.descriptions.get(language),
            noindex=not standing.published,
            breadcrumb=(edition.home,),
        )
        if not subscribe:
            return page
        return replace(page, offers=tuple(_offers(edition)), agendas=_agendas(edition), form=_form(edition))

    return Page(
        kind=KIND,
        language=language,
        address=standing.address,
        template="subscribe.html" if subscribe else TEMPLATE,
        title=title,
        view=view,
        source=standing.sources[language],
        languages=standing.languages,
        listed=standing.published,
        searchable=True,
    )


def _form(edition: Edition) -> Joining | None:
    """Return the form of the newsletter; None where the site has none."""
    newsletter, language = edition.site.options.newsletter, edition.language
    if newsletter is None or newsletter.form is None:
        return None
    said = newsletter.form
    privacy = path_of(PRIVACY, language)
    return Joining(
        action=said.action,
        field=said.field,
        hidden=tuple(said.hidden.items()),
        purpose=said.purpose.best(language)[0],
        retention=said.retention.best(language)[0],
        leave=said.leave.best(language)[0],
        privacy=next((page for page in edition.footer if page.path == privacy), None),
    )


def _offers(edition: Edition) -> Iterator[Offer]:
    """Yield everything that can be subscribed to: the whole site, sections, topics."""
    trace.ask("channels", edition.language)
    with trace.pause():
        channels = edition.channels.values()
    for kind in dict.fromkeys(channel.kind for channel in channels):
        yield Offer(
            key=kind or "subscribe.all",
            items=tuple(
                Subscription(name=channel.name, feeds=channel.feeds(edition.site.url))
                for channel in channels
                if channel.kind == kind
            ),
        )


def _agendas(edition: Edition) -> tuple[Subscribable, ...]:
    """Return what calendar programs can subscribe to: all events, and those of each section that has any."""
    trace.ask("agendas", edition.language)
    with trace.pause():
        agendas = edition.agendas.values()
    return tuple(agenda.offer(edition.site.url) for agenda in agendas if agenda.articles)
