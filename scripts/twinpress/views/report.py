"""The report: what was read most, for those who run the site."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from twinpress.archive import Archive
from twinpress.document import LANGUAGES
from twinpress.terminal import filled
from twinpress.views.tally import Tally, summed

TITLE = 48
"""Columns of a title on a terminal."""
NUMBER = 10


@dataclass(frozen=True, kw_only=True)
class Line:
    """An article that was read."""

    path: str
    title: str
    """The original's; of an article that is not there any more, its folder."""
    figures: tuple[int, ...]
    """In the order of ``LANGUAGES``."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was read most."""

    since: str
    """The first period that counts: a day, or a whole month where days are not kept any more; empty: nothing was counted."""
    until: str
    lines: tuple[Line, ...]
    languages: tuple[int, ...]
    """Views of all articles, in the order of ``LANGUAGES``."""
    robots: int


def report(tally: Tally, archive: Archive, since: date | None, limit: int) -> Report:
    """Return what was read most since a day: at most so many articles. Days of which the month alone is known count whole."""
    first = since.isoformat() if since else ""
    periods = sorted(period for period in {*tally.read, *tally.robots} if period >= first[: len(period)])
    totals = summed(tally.read.get(period, {}) for period in periods)
    most = sorted(totals.items(), key=lambda item: (-sum(item[1]), item[0]))[:limit]

    def title(path: str) -> str:
        article = archive.by_path.get(path)
        return article.facts.title if article else path

    return Report(
        since=periods[0] if periods else "",
        until=max(periods, default=""),
        lines=tuple(Line(path=path, title=title(path), figures=figures) for path, figures in most),
        languages=tuple(sum(figures[place] for figures in totals.values()) for place in range(len(LANGUAGES))),
        robots=sum(tally.robots.get(period, 0) for period in periods),
    )


def as_json(found: Report) -> str:
    """Write a report for programs."""
    articles = [
        {"path": line.path, "title": line.title, **_named(line.figures), "total": sum(line.figures)}
        for line in found.lines
    ]
    said = {
        "since": found.since,
        "until": found.until,
        "articles": articles,
        **_named(found.languages),
        "robots": found.robots,
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _named(figures: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(LANGUAGES, figures, strict=True))


def as_text(found: Report) -> str:
    """Write a report for people."""
    if not found.since:
        return "这段时间没有阅读数据 · nothing was counted in this time\n"
    head = ("合计 · total", "中文", "English")
    rows = [head, *((f"{sum(line.figures):,}", *(f"{figure:,}" for figure in line.figures)) for line in found.lines)]
    titles = [f"{found.since} – {found.until}", *(f"{line.title}" for line in found.lines)]
    text = "".join(
        "".join(filled(cell, NUMBER + 4, right=True) for cell in row) + f"  {title}\n"
        for row, title in zip(rows, titles, strict=True)
    )
    zh, en = found.languages
    return f"{text}全部文章 · all articles: {zh + en:,}（中文 {zh:,}，English {en:,}）\n机器人 · robots: {found.robots:,}\n"
