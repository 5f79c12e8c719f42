"""The intake: counts what logs say, and adds it to the tally."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from twinpress.archive import Archive, State
from twinpress.document import LANGUAGES
from twinpress.site import Site, path_of
from twinpress.views.formats import BrokenError, Form
from twinpress.views.log import beginning, loads
from twinpress.views.mark import Mark
from twinpress.views.tally import Reads, Tally, summed, year_of
from twinpress.views.visits import Visits, is_robot

TOLERANCE = timedelta(minutes=5)
"""How far the clock of a server may be ahead. A line from later would have all that follows taken for old; it waits."""
NAMED = 5
"""Broken lines that are named."""
EPOCH = date(1970, 1, 1)
DAY = 24 * 60 * 60

Pages = Mapping[str, tuple[str, int]]
"""(folder of the article, place of the language in ``LANGUAGES``) by the path that a server is asked for."""


@dataclass(kw_only=True)
class Intake:
    """What came of it."""

    read: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    """By day and article."""
    robots: dict[str, int] = field(default_factory=dict)
    views: int = 0
    lines: int = 0
    """All that say something."""
    skipped: int = 0
    """Lines that were counted before, or may have been."""
    broken: int = 0
    named: list[tuple[str, int, bool]] = field(default_factory=list)
    """(file, line, whether it is only the moment that cannot be) of the first few broken ones."""

    @property
    def articles(self) -> int:
        """Articles that were read."""
        return len({article for reads in self.read.values() for article in reads})


def pages(archive: Archive, site: Site) -> Pages:
    """Return the pages of articles that count, by their paths."""
    found = {}
    for article in archive.reachable:
        for language in archive.languages(article) if archive.state(article) is not State.REMOVED else ():
            path = site.base + path_of(article.address, language)
            found[path] = found[f"{path}index.html"] = (article.path, LANGUAGES.index(language))
    return found


def take(
    names: Sequence[str], form: Form | None, source: str, tally: Tally, pages: Pages, site: Site, now: datetime
) -> tuple[Tally, Intake]:
    """Return the tally with what these files of one log add to it, and what came of it. Raises log.UnreadableError.

    ``-`` is standard input. Files are read in the order of their beginnings, whatever the order in which a shell names them;
    what can be read but once, a pipe, after them.
    """
    result, visits = Intake(), Visits()
    lines = tally.sources.get(source, {})
    latest = int((now + TOLERANCE).timestamp())
    for name in _ordered(names, form):
        mark = Mark(lines, partial(year_of, zone=site.zone))
        _count(name, form, mark, visits, result, pages, int(site.zone.utcoffset(None).total_seconds()), latest)
        lines = mark.lines
    sources = {**tally.sources, source: lines} if lines else tally.sources
    return Tally(
        read=_added(tally.read, result.read), robots=_more(tally.robots, result.robots), sources=sources
    ), result


def _ordered(names: Sequence[str], form: Form | None) -> Iterable[str]:
    if len(names) < 2:
        return names
    starts = [
        (start is None, start or 0, number) for number, start in enumerate(beginning(name, form) for name in names)
    ]
    return [names[number] for _, _, number in sorted(starts)]


def _count(
    name: str, form: Form | None, mark: Mark, visits: Visits, result: Intake, pages: Pages, offset: int, latest: int
) -> None:
    """Count what one file says; ``offset``: of the site's days from UTC (s), ``latest``: the second after which nothing can be."""
    days: dict[int, str] = {}
    for line, load in loads(name, form):
        result.lines += 1
        future = not isinstance(load, BrokenError) and load.second > latest
        if isinstance(load, BrokenError) or future or load.second < 0:
            result.broken += 1
            if len(result.named) < NAMED:
                result.named.append((name, line, future))
            continue
        counts = mark.passes(load.second)
        result.skipped += not counts
        page = pages.get(load.path)
        if page is None:
            continue
        robot = is_robot(load.agent) if load.robot is None else load.robot
        # what was counted before is remembered all the same: who was reading then may be reading still
        begins = robot or load.robot is False or visits.begins(load.address, load.agent, load.path, load.second)
        if not counts or not begins:
            continue
        number = (load.second + offset) // DAY
        day = days.get(number) or days.setdefault(number, (EPOCH + timedelta(days=number)).isoformat())
        if robot:
            result.robots[day] = result.robots.get(day, 0) + 1
        else:
            article, place = page
            result.read.setdefault(day, {}).setdefault(article, [0] * len(LANGUAGES))[place] += 1
            result.views += 1


def _added(before: Mapping[str, Reads], read: Mapping[str, Mapping[str, Sequence[int]]]) -> Mapping[str, Reads]:
    new = {day: {article: tuple(figures) for article, figures in reads.items()} for day, reads in read.items()}
    return {**before, **{day: summed((before.get(day, {}), reads)) for day, reads in new.items()}}


def _more(before: Mapping[str, int], robots: Mapping[str, int]) -> Mapping[str, int]:
    return {**before, **{day: before.get(day, 0) + count for day, count in robots.items()}}
