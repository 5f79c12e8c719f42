"""The schedule: when the public site changes by itself, with nobody editing anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from twinpress.archive import Archive, Article, old_from
from twinpress.content import Content
from twinpress.site import Site
from twinpress.translation.desk import Desk, due


@dataclass(frozen=True, kw_only=True)
class Change:
    """A moment, and the folders of the articles of which something changes then."""

    at: datetime
    paths: tuple[str, ...]


def next_change(content: Content, site: Site, after: datetime) -> Change | None:
    """Return the first moment later than ``after`` at which the site differs from the one before; None if there is none.

    A date is no change yet: a draft's moment passes unnoticed. So the archive decides anew at each date in question, and
    the first decision that differs counts.
    """
    before = _decisions(Archive(content, after), site)
    for moment in sorted({moment for article in Archive(content, after).articles for moment in _dates(article, site)}):
        if moment > after:
            now = _decisions(Archive(content, moment), site)
            changed = tuple(sorted(path for path in now if now[path] != before[path]))
            if changed:
                return Change(at=moment, paths=changed)
    return None


def next_notice(archive: Archive, site: Site, after: datetime) -> Change | None:
    """Return the first moment later than ``after`` from which readers of translations are told that the originals went on."""
    desk = Desk(archive)
    found: dict[datetime, list[str]] = {}
    for article in archive.reachable:
        if article.translation:
            at = due(article, desk.behind(article), site.options.stale_after_days)
            if at and at > after:
                found.setdefault(at, []).append(article.path)
    return Change(at=min(found), paths=tuple(sorted(found[min(found)]))) if found else None


def _dates(article: Article, site: Site) -> Iterator[datetime]:
    """Yield every moment at which something about an article may be decided differently."""
    facts = article.facts
    yield (facts.publish_at or facts.date).at
    if facts.expires:
        yield facts.expires.end
    if facts.withdrawn:
        yield facts.withdrawn.date.at
    if facts.event:
        yield (facts.event.end or facts.event.start).end
    if old := old_from(article, site.options.old_after_years):
        yield old


def _decisions(archive: Archive, site: Site) -> dict[str, tuple[object, ...]]:
    """Return what is decided about each article at the archive's moment, by its folder."""
    return {article.path: _decision(archive, article, site) for article in archive.articles}


def _decision(archive: Archive, article: Article, site: Site) -> tuple[object, ...]:
    event = article.facts.event if archive.is_listed(article) else None
    return (
        archive.state(article),
        archive.languages(article),
        archive.is_over(event) if event else None,
        archive.is_old(article, site.options.old_after_years),
    )
