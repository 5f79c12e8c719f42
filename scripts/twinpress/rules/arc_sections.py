"""ARC006 to ARC008, ARC013: series without gaps, and sections with something in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from twinpress.archive import Article, sound
from twinpress.content import FOLDERS
from twinpress.document import LANGUAGES
from twinpress.finding import Severity
from twinpress.rules.arc_vocabulary import at_field
from twinpress.rules.rule import Context, Report, rule

RESERVED = frozenset(
    {"people", "organisations", "topics", "places", "series", "sections", "assets", "search", "archive", "api"}
    | {"handbook", "sitemap", "feed", "feeds", "index", "404", "page", *FOLDERS, *LANGUAGES}
)
"""First parts of addresses that the site uses itself, or will."""


def _unknown_articles(context: Context) -> bool:
    """Tell whether some article cannot be read: it may be the one that seems to be lacking."""
    archive = context.archive
    return len(archive.by_path) < len(archive.content.folders) or any(
        not sound(story.original) or "series" in story.original.unsound for story in archive.articles
    )


@rule("ARC006", scope="archive", rests_on=("facts",))
def series_parts(context: Context) -> Iterator[Report]:
    """The parts of a series follow each other: none is there twice, and none is lacking in between.

    系列的各篇序号连续：不重复，中间不缺。

    Why: a reader who goes from part two to part four believes that the site lost something.

    为什么：读者从第二篇直接跳到第四篇，会以为网站丢了内容。

    Bad:
        series: {series: diplomacy, part: 1}     then     series: {series: diplomacy, part: 3}
    Good:
        series: {series: diplomacy, part: 1}     then     series: {series: diplomacy, part: 2}
    """
    groups: dict[str, list[Article]] = defaultdict(list)
    for story in reversed(context.archive.articles):
        if (
            story.facts.series
            and story.facts.series.part
            and story.facts.series.series in context.archive.vocabulary.series
        ):
            groups[story.facts.series.series].append(story)
    broken = context.archive.vocabulary.series.broken  # its first and last part are not known
    blind = _unknown_articles(context)
    for name, stories in sorted(groups.items()):
        if name not in broken:
            yield from _series(context, name, stories, blind)


def _series(context: Context, name: str, stories: list[Article], blind: bool) -> Iterator[Report]:
    """Yield what is wrong with the parts of one series; ``blind``: what seems to be lacking may be there unread."""
    entry = context.archive.vocabulary.series[name]
    first: dict[int, Article] = {}
    for story in stories:
        part = _part(story)
        if part in first:
            other = first[part].original.path
            yield _at(
                story,
                f"系列 {name} 的第 {part} 篇已是 {other}。请改正序号。",
                f"Part {part} of {name} is {other} already. Correct the number.",
            )
        elif part < entry.first or (entry.parts and part > entry.parts):
            last = f"{entry.parts}" if entry.parts else "…"
            yield _at(
                story,
                f"系列 {name} 的序号须在 {entry.first} 至 {last} 之间，现为 {part}。请改正序号，或改 series.yml。",
                f"Parts of {name} run from {entry.first} to {last}; found {part}. Correct the number, or series.yml.",
            )
            continue
        first.setdefault(part, story)
    if blind:
        return
    expected = entry.first
    for part in sorted(first):
        if part > expected:
            lacking = f"{expected}" if part == expected + 1 else f"{expected}–{part - 1}"
            yield _at(
                first[part],
                f"系列 {name} 缺第 {lacking} 篇。请补上，或改正序号；若本站从第 {part} 篇起收录，请在 series.yml 写 first: {part}。",
                f"The series {name} lacks part {lacking}. Add it or correct the number; "
                f"if this archive begins with part {part}, write first: {part} in series.yml.",
            )
        expected = part + 1


def _part(story: Article) -> int:
    return story.facts.series.part or 0 if story.facts.series else 0


def _at(story: Article, zh: str, en: str) -> Report:
    return Report(zh=zh, en=en, path=story.original.path, field="series.part", line=story.original.line("series.part"))


@rule("ARC007", Severity.WARNING, scope="archive", rests_on=("facts",))
def empty_section(context: Context) -> Iterator[Report]:
    """Every section has an article that readers can see.

    每个栏目都有读者能看到的文章。

    Why: a menu entry that leads to an empty page makes the whole site look abandoned.

    为什么：点开是空的栏目，会让整个网站显得无人打理。

    Bad:
        sections.yml names research, and no article has section: research
    Good:
        every section of sections.yml has an article
    """
    if _unknown_articles(context):
        return
    sections = context.archive.vocabulary.sections
    if any(story.facts.section not in sections for story in context.archive.articles):
        return  # a section that was renamed, or mistyped in an article, is no empty one: ART014 says so
    for identifier in sections:
        if identifier not in context.archive.by_section:
            path, line = sections.places[identifier]
            yield Report(
                zh=f"栏目 {identifier} 还没有公开的文章。请发布一篇，或把栏目从词表中删去。",
                en=f"The section {identifier} has no public article. Publish one, or take the section out of the vocabulary.",
                path=path,
                line=line,
            )


@rule("ARC008", Severity.WARNING, scope="archive")
def silent_section(context: Context) -> Iterator[Report]:
    """With `--freshness`: every section has an article younger than its `freshness_days`.

    使用 --freshness 时：每个栏目最近的文章不早于 freshness_days 规定的天数。

    Why: official sites are inspected for sections that fall silent, and readers stop coming.

    为什么：栏目长期不更新会在网站检查中被通报，读者也不再来。

    Bad:
        freshness_days: 14, and the last article is two months old
    Good:
        freshness_days: 14, and the last article is of last week
    """
    if not context.freshness:
        return
    sections = context.archive.vocabulary.sections
    for identifier, section in sections.items():
        articles = context.archive.by_section.get(identifier)
        if not section.freshness_days or not articles:
            continue
        newest = articles[0].facts.date
        if newest.end + timedelta(days=section.freshness_days) < context.as_of:
            days = (context.as_of - newest.at).days
            yield at_field(
                context,
                "sections",
                identifier,
                "freshness_days",
                f"栏目 {identifier} 已 {days} 天没有新文章（规定不超过 {section.freshness_days} 天）。请发布新文章。",
                f"The section {identifier} has had no article for {days} days (at most {section.freshness_days}). Publish one.",
            )


@rule("ARC013", scope="archive", ignorable=False, rests_on=("facts",))
def reserved_section_id(context: Context) -> Iterator[Report]:
    """No section has an id that the site uses as an address itself: a list, a language, a standing page.

    栏目编号不能与网站自用的地址相同，如列表页、语言代码、常设页面。

    Why: the section's list and the page of that name would stand at one address.

    为什么：栏目列表会与同名页面争用一个地址。

    Bad:
        people:
          name: {zh: 人物}
    Good:
        portraits:
          name: {zh: 人物}
    """
    sections = context.archive.vocabulary.sections
    standing, calendar = _standing(context), context.site.options.calendar
    for identifier in sections:
        if identifier in RESERVED or identifier in standing or (calendar and identifier == "calendar"):
            path, line = sections.places[identifier]
            yield Report(
                zh=f"栏目编号“{identifier}”是网站自用的地址。请改用别的编号，如 {identifier}-news。",
                en=f"The section id “{identifier}” is an address that the site uses itself. "
                f"Choose another, such as {identifier}-news.",
                path=path,
                line=line,
            )


def _standing(context: Context) -> set[str]:
    """Return the names of files and folders in docs: the first parts of the standing pages' addresses."""
    try:
        return {child.name.partition(".")[0] for child in context.site.docs.iterdir() if not child.name.startswith(".")}
    except OSError:
        return set()
