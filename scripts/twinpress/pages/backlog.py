"""What there is to translate: a page for translators, which previews have and no build makes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from twinpress import wording
from twinpress.pages.edition import Edition
from twinpress.pages.page import Page, path_of
from twinpress.pages.view import Backlog, Count, Pile, Task, Text, Time, View
from twinpress.site import TAGS
from twinpress.translation import listing
from twinpress.translation.state import State, worded
from twinpress.translation.status import OPEN, Row, grouped, slug, total

KIND = "backlog"
TEMPLATE = "backlog.html"
ADDRESS = "translations/"
MOST = 200
"""Articles of one state that the page shows: more than anybody translates before he looks again."""
TITLES = {"zh": "待译文章", "en": "What to translate"}


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the page in previews; it is the last kind, so that a section of that name has its own page."""
    survey = edition.survey
    if survey is None:
        return
    title = TITLES[edition.language]

    def view() -> View:
        page = edition.view(kind=KIND, title=title, address=ADDRESS, noindex=True, breadcrumb=(edition.home,))
        return replace(page, backlog=backlog(edition, survey.rows, OPEN, MOST))

    yield Page(
        kind=KIND,
        language=edition.language,
        address=ADDRESS,
        template=TEMPLATE,
        title=title,
        view=view,
        listed=False,
    )


def backlog(edition: Edition, rows: Sequence[Row], chosen: Collection[State], limit: int) -> Backlog:
    """Return the totals of some rows, and those in the chosen states, at most ``limit`` articles of each; 0: all of them."""
    waiting = [row for row in rows if row.state in chosen]
    vocabulary = edition.archive.content.vocabulary
    by_section, by_age = grouped(waiting, lambda row: row.section), grouped(waiting, lambda row: row.span)
    return Backlog(
        states=tuple(
            _count(
                edition, listing.STATES[state][edition.language], group, f"#{slug(state)}" if state in chosen else None
            )
            for state, group in grouped(rows, lambda row: row.state).items()
        ),
        sections=tuple(
            _count(edition, listing.section_name(vocabulary, section, edition.language), by_section[section])
            for section in listing.sections(vocabulary, by_section)
        ),
        ages=tuple(
            _count(edition, listing.AGES[span][edition.language], by_age[span])
            for span in listing.AGES
            if span in by_age
        ),
        piles=tuple(
            Pile(
                key=slug(state),
                name=listing.STATES[state][edition.language],
                total=f"{len(group):,}",
                tasks=tuple(_task(edition, row) for row in (group[:limit] if limit else group)),
                more=f"{len(group) - limit:,}" if 0 < limit < len(group) else "",
            )
            for state, group in grouped(waiting, lambda row: row.state).items()
        ),
    )


def _count(edition: Edition, name: str, rows: Collection[Row], path: str | None = None) -> Count:
    found = total(rows)
    return Count(
        name=Text(text=name, lang=edition.lang, path=path),
        articles=f"{found.rows:,}",
        characters=f"{found.characters:,}",
        words=f"{found.words:,}",
    )


def _task(edition: Edition, row: Row) -> Task:
    language = edition.language
    path = None
    if story := edition.archive.by_path.get(row.path):
        path = path_of(story.address, edition.language_for(story))
    known = edition.record("sections", row.section) if row.section else None
    return Task(
        title=Text(text=row.title, lang=TAGS[row.language], path=path),
        since=_day(row.since, language) if row.since else None,
        age=listing.days(row, language),
        amount=listing.amount(row, language),
        section=edition.text(known.name) if known else None,
        notes=tuple(note[language] for note in listing.notes(row)),
        lost=worded(row.lost, language),
        step=listing.step(row),
    )


def _day(day: date, language: str) -> Time:
    return Time(text=day.isoformat() if language == "zh" else wording.day(day), iso=day.isoformat())
