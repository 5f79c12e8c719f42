"""The home page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from twinpress import wording
from twinpress.archive import Article
from twinpress.pages.edition import Edition
from twinpress.pages.page import Page
from twinpress.pages.view import Box, Home, Occasion, Text, View

KIND = "home"
TEMPLATE = "home.html"
LATEST = 6
"""Articles under "latest"."""
PER_SECTION = 3
"""Articles under each section."""
OCCASIONS = 4
"""Events in the calendar."""
NOT_HELD = ("cancelled", "postponed")
"""Status of an event that does not take place on its day."""
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
    archive = edition.archive
    lead = _lead(edition)
    rest = [article for article in archive.listed[: LATEST + 1] if article is not lead][:LATEST]
    return Home(
        lead=edition.teaser(lead, short=False) if lead else None,
        latest=Box(
            title=Text(text=TITLES[edition.language], lang=edition.lang),
            items=tuple(edition.teaser(article) for article in rest),
        ),
        sections=tuple(
            Box(
                title=edition.entry("sections", identifier),
                items=tuple(edition.teaser(article, section=False) for article in articles),
            )
            for identifier in archive.vocabulary.sections
            if (
                articles := [a for a in archive.by_section.get(identifier, ())[: PER_SECTION + 1] if a is not lead][
                    :PER_SECTION
                ]
            )
        ),
        occasions=_occasions(edition),
    )


def _lead(edition: Edition) -> Article | None:
    """Return the newest pinned article, else the newest with a picture and a version in this language, else the newest."""
    listed = edition.archive.listed
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
    archive = edition.archive
    dated = [(a, a.facts.event) for a in archive.listed if a.facts.event]
    coming = sorted(
        ((a, e) for a, e in dated if not archive.is_over(e)),
        key=lambda pair: (pair[1].start.at, pair[0].path),
    )
    past = sorted(
        ((a, e) for a, e in dated if archive.is_over(e) and e.status not in NOT_HELD),
        key=lambda pair: (pair[1].start.at, pair[0].path),
        reverse=True,
    )
    chosen = [(a, e, False) for a, e in coming[:OCCASIONS]]
    chosen += [(a, e, True) for a, e in past[: OCCASIONS - len(chosen)]]
    result = []
    for article, event, over in chosen:
        result.append(
            Occasion(
                title=edition.link(article, short=True),
                day=str(event.start.at.day),
                month=wording.month(event.start.at.date(), edition.language),
                year=str(event.start.at.year),
                place=edition.entry("places", event.place) if event.place else None,
                iso=event.start.iso,
                past=over,
                status=wording.event_status(event.status, edition.language),
            )
        )
    return tuple(result)
