"""ART015 to ART019: dates that cannot be, and facts that dates bring with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from twinpress.archive import Article
from twinpress.document import Document
from twinpress.model import Original
from twinpress.moment import Moment
from twinpress.rules.art_facts import of_original, placeholder
from twinpress.rules.rule import Context, Report, rule
from twinpress.site import path_of


def _horizon(facts: Original, context: Context) -> datetime | None:
    """Return the last instant that a date of the article may name; None where there is none yet.

    A draft may bear the day on which it is to appear, and a scheduled article the moment it does.
    """
    if facts.status != "published":
        return None
    return max(context.as_of, facts.publish_at.at) if facts.publish_at else context.as_of


def _in_future(facts: Original, context: Context) -> bool:
    horizon = _horizon(facts, context)
    return horizon is not None and facts.date.at > horizon


@rule("ART015", clock=True)
def date_in_future(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """No date of a published article lies in the future; an article that is to appear later says so with `publish_at`.

    已发布文章的日期不能晚于现在；要定时发布，请用 publish_at。

    Why: an article of tomorrow stands on top of every list until tomorrow has come and gone.

    为什么：日期写成将来的文章会一直排在所有列表最前面。

    Bad:
        date: 2052-11-20
    Good:
        date: 2025-11-20
    """
    facts = of_original(document, story)
    horizon = _horizon(facts, context) if facts else None
    if facts is None or horizon is None or placeholder(facts):
        return
    for field, moment in _past(facts):
        if moment.at > horizon:
            hint_zh = "；若要定时发布，请加 publish_at" if field == "date" else ""
            hint_en = ", or add publish_at if the article is to appear then" if field == "date" else ""
            yield Report(
                zh=f"{field} 不能晚于现在（{context.as_of:%Y-%m-%d %H:%M}）；现为 {moment}。请改正日期{hint_zh}。",
                en=f"{field} must not be later than now ({context.as_of:%Y-%m-%d %H:%M}); found {moment}. "
                f"Correct the date{hint_en}.",
                field=field,
            )


def _past(facts: Original) -> Iterator[tuple[str, Moment]]:
    """Yield the dates that only the past can have."""
    yield "date", facts.date
    if facts.updated:
        yield "updated", facts.updated
    for number, change in enumerate(facts.changes):
        yield f"changes.{number}.date", change.date
    if facts.source.date:
        yield "source.date", facts.source.date
    if facts.legacy and facts.legacy.captured:
        yield "legacy.captured", facts.legacy.captured


@rule("ART016")
def order_of_dates(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """An event ends after it starts, and an article is published before it is updated, withdrawn or expires.

    活动先开始后结束；文章先发布，后更新、撤回或失效。

    Why: one of two dates in the wrong order is mistyped, and readers rely on both.

    为什么：先后颠倒的两个日期，必有一个写错，而读者两个都会用到。

    Bad:
        event: {start: 2025-11-18, end: 2025-11-17}
    Good:
        event: {start: 2025-11-18, end: 2025-11-19}
    """
    facts = of_original(document, story)
    if facts is None:
        return
    told: set[str] = set()
    dated = "date" not in document.unsound and not placeholder(facts) and not _in_future(facts, context)
    for late, later, early, earlier in _pairs(facts):
        if late in told or not (dated or early != "date"):
            continue
        if later.at < earlier.at and later.end <= earlier.at:
            told.add(late)
            yield Report(
                zh=f"{late}（{later}）不能早于 {early}（{earlier}）。请改正其中一个。",
                en=f"{late} ({later}) must not be before {early} ({earlier}). Correct one of them.",
                field=late,
            )


def _pairs(facts: Original) -> Iterator[tuple[str, Moment, str, Moment]]:
    """Yield (field, moment) of what comes later, then of what comes earlier."""
    date = ("date", facts.date)
    if facts.event and facts.event.end:
        yield "event.end", facts.event.end, "event.start", facts.event.start
    if facts.expires:
        yield "expires", facts.expires, *date
        if facts.publish_at:
            yield "expires", facts.expires, "publish_at", facts.publish_at
    if facts.updated:
        yield "updated", facts.updated, *date
    for number, change in enumerate(facts.changes):
        yield f"changes.{number}.date", change.date, *date
    if facts.withdrawn:
        yield "withdrawn.date", facts.withdrawn.date, *date


@rule("ART017", needs=("date",))
def folder_year(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """A new article lies in the folder of its date's year.

    新文章须放在其日期所属年份的文件夹中。

    Why: the folder is the address; a year in it that differs from the date's misleads everybody who sees the link.

    为什么：文件夹就是网址；网址里的年份与日期不符，会误导看到链接的人。

    Bad:
        2024/spring-training/index.zh.md     date: 2025-11-20
    Good:
        2025/spring-training/index.zh.md     date: 2025-11-20
    """
    facts = of_original(document, story)
    if facts is None or placeholder(facts) or _in_future(facts, context):
        return
    if story and f"/{path_of(story.address, document.language)}" in context.archive.content.addresses.recorded:
        return  # published: the address stays, whatever date turns out to be right
    year, _, slug = document.path.rpartition("/")[0].partition("/")
    if year != f"{facts.date.at.year:04}":
        yield Report(
            zh=f"文章在 {year} 文件夹中，日期却是 {facts.date}。请改日期，或把文件夹移到 {facts.date.at.year}/{slug}。",
            en=f"The article lies in folder {year}, and its date is {facts.date}. "
            f"Correct the date, or move the folder to {facts.date.at.year}/{slug}.",
            field="date",
        )


@rule("ART018", needs=("type", "event"))
def event_without_dates(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """An article of the type event says in `event` when it takes place.

    类型为 event 的文章，须用 event 写明活动时间。

    Why: the calendar, and the box with time and place, are made from it.

    为什么：活动日历和“时间地点”框都由此生成。

    Bad:
        type: event
    Good:
        type: event
        event: {start: 2025-11-18}
    """
    facts = of_original(document, story)
    if facts and facts.type == "event" and facts.event is None:
        yield Report(
            zh="type 为 event，却没有写活动时间。请加：event: {start: 2025-11-18}，或改 type。",
            en="The type is event, and nothing says when it takes place. Add event: {start: 2025-11-18}, or change the type.",
            field="type",
            fix="event: {start: 2025-11-18}",
        )


@rule("ART019", needs=("updated", "changes"))
def updated_without_change(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """`updated` stands together with an entry in `changes` that says what was changed and why.

    updated 须与 changes 中的说明同时出现：改了什么、为什么改。

    Why: a reader who sees a new date wants to know what is different; a silent change costs trust.

    为什么：读者看到更新时间，就想知道改了什么；不声不响地修改，会失去信任。

    Bad:
        updated: 2025-11-21
    Good:
        updated: 2025-11-21
        changes: [{date: 2025-11-21, kind: correction, note: 更正参加人数。}]
    """
    facts = of_original(document, story)
    if facts is None or bool(facts.updated) == bool(facts.changes):
        return
    if facts.updated:
        day = facts.updated.iso[:10]
        yield Report(
            zh=f"有 updated，却没有说明改了什么。请加：changes: [{{date: {day}, kind: correction, note: …}}]",
            en=f"There is updated, and nothing says what changed. Add: changes: [{{date: {day}, kind: correction, note: …}}]",
            field="updated",
        )
    else:
        day = max(change.date for change in facts.changes).iso[:10]
        yield Report(
            zh=f"有 changes，却没有更新时间。请加：updated: {day}",
            en=f"There are changes, and no time of the last one. Add: updated: {day}",
            field="changes",
            fix=f"updated: {day}",
        )
