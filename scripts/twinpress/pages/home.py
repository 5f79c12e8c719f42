"""The home page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from twinpress.archive import Article
from twinpress.pages.edition import Edition
from twinpress.pages.occasion import held, occasion
from twinpress.pages.page import Page
from twinpress.pages.view import Box, Home, Occasion, Run, Text, View

KIND = "home"
TEMPLATE = "home.html"
LATEST = 8
"""Articles under "latest"."""
PER_SECTION = 3
"""Articles under each section."""
SERIES = 3
"""Series, those with the newest parts."""
OCCASIONS = 4
"""Events in the calendar."""
TITLES = {"zh": "最新", "en": "Latest"}


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the home page."""

    def view() -> View:
        page = edition.view(
            kind=KIND,
            title=edition.site.names[edition.language],
            address="",
            description=edition.site.taglines[edition.language],
            section="",
        )
        return replace(page, front=_front(edition))

    yield Page(
        kind=KIND,
        language=edition.language,
        address="",
        template=TEMPLATE,
        title=edition.site.names[edition.language],
        view=view,
    )


def _front(edition: Edition) -> Home:
    listed = edition.archive.listed
    lead = lead_story(edition, listed)
    latest = [article for article in listed[: LATEST + 1] if article is not lead][:LATEST]
    sections = tuple(_sections(edition, lead))
    shown = {article.path for _, articles in sections for article in articles}
    if len(listed) <= LATEST + 1 and shown.issuperset(article.path for article in latest):
        latest = []  # a young site: its sections say it all
    return Home(
        lead=edition.teaser(lead, short=False) if lead else None,
        latest=Box(
            title=Text(text=TITLES[edition.language], lang=edition.lang),
            items=tuple(edition.teaser(article) for article in latest),
        ),
        sections=tuple(
            Box(title=name, items=tuple(edition.teaser(article, section=False) for article in articles))
            for name, articles in sections
        ),
        series=_series(edition),
        occasions=_occasions(edition),
        most=edition.most_read(),
        calendar=edition.calendar.path,
    )


def _sections(edition: Edition, lead: Article | None) -> Iterator[tuple[Text, list[Article]]]:
    """Yield the newest articles of each section that has any beside the lead story, one with a picture first; as the menu."""
    for identifier in edition.archive.vocabulary.sections:
        newest = edition.archive.by_section.get(identifier, ())[: PER_SECTION + 1]
        articles = [article for article in newest if article is not lead][:PER_SECTION]
        if articles:
            shown = next((article for article in articles if article.facts.image), articles[0])
            rest = (article for article in articles if article is not shown)
            yield edition.entry("sections", identifier), [shown, *rest]


def _series(edition: Edition) -> tuple[Run, ...]:
    """Return the series whose newest parts are the newest."""
    archive = edition.archive
    newest = {
        identifier: max(parts, key=lambda part: part.order)
        for identifier, parts in archive.by_series.items()
        if identifier in archive.vocabulary.series
    }
    chosen = sorted(newest, key=lambda identifier: newest[identifier].order, reverse=True)[:SERIES]
    return tuple(
        Run(
            name=edition.entry("series", identifier),
            count=len(archive.by_series[identifier]),
            latest=edition.teaser(newest[identifier], section=False),
        )
        for identifier in chosen
    )


def lead_story(edition: Edition, listed: Sequence[Article]) -> Article | None:
    """Return the newest pinned article, else the newest with a picture and a version in this language, else the newest.

    ``listed``: the newest first.
    """
    recent = listed[:50]  # a lead story is recent; the archive may be large
    own = [a for a in recent if edition.language in edition.archive.languages(a)]
    for group in ([a for a in listed if a.facts.pinned], [a for a in own if a.facts.image], own, recent):
        if group:
            return group[0]
    return None


def _occasions(edition: Edition) -> tuple[Occasion, ...]:
    """Return the next events, soonest first, then the latest past ones.

    One that was cancelled or postponed keeps its day until that has passed, with the word: whoever meant to come looks
    for it there. Afterwards it did not take place.
    """
    coming = edition.archive.coming[:OCCASIONS]
    past = [article for article in edition.archive.bygone if held(article)][: OCCASIONS - len(coming)]
    return tuple(occasion(edition, article) for article in (*coming, *past))
