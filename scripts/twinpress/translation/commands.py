"""The commands of the translation desk: ``twinpress status``, ``brief``, ``confirm`` and ``waive``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from twinpress.document import LANGUAGES
from twinpress.finding import Finding, Severity
from twinpress.reports import shown, writer
from twinpress.site import Site
from twinpress.terminal import Fault, archive_of, common, moment_of, place_of, site_of

if TYPE_CHECKING:
    from twinpress.archive import Archive, Article
    from twinpress.rules.rule import Context
    from twinpress.translation.desk import Case
    from twinpress.translation.record import Record


@click.command()
@click.argument("article")
@common
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="For whom. 输出格式。",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages; both if not given. 提示语言。")
@click.option("--all", "whole", is_flag=True, help="All blocks, not only those that changed. 列出全部段落。")
@click.option(
    "--memory/--no-memory",
    "remembered",
    default=True,
    help="Whether to look for similar blocks of other articles. 是否查找以前译过的类似段落。",
)
def brief(
    article: str,
    config: str,
    content: str | None,
    as_of: str | None,
    form: str,
    lang: str | None,
    whole: bool,
    remembered: bool,
) -> None:
    """Show a translator what changed in the original. 列出译者要改的段落。

    ARTICLE: a folder of content/, such as 2025/spring-training. Each block that changed since the translation was
    confirmed, with its old and new words, its translation, where to write, the terms to use, and similar blocks.
    """
    from twinpress import progress
    from twinpress.archive import sound
    from twinpress.translation import brief as briefs
    from twinpress.translation import memory as memories
    from twinpress.translation import sheet
    from twinpress.translation.desk import Desk
    from twinpress.translation.terms import Terms

    found = site_of(config, content)
    archive = archive_of(found, moment_of(found, as_of))
    show = shown(found.content, content)
    chosen = _one(article, archive, found)
    if chosen.translation and not sound(chosen.translation):
        raise Fault(
            f"{show(chosen.translation.path)} 无法读取或有字段未填，请先运行 twinpress check · cannot be read, or lacks "
            "fields: run twinpress check first"
        )
    desk = Desk(archive)
    record = desk.record(chosen)
    if record and record.defects:
        raise Fault(UNREADABLE.format(show(f"{chosen.path}/translation.yml")))
    memory = None
    if remembered:
        with progress.shown(sys.stderr) as bar:
            memory = memories.memory(archive, found.cache, _remembering, bar)
    made = briefs.brief(desk, chosen, Terms(archive.content.vocabulary), memory, found.zone, whole=whole)
    if form == "json":
        said = sheet.data(made, show)
    elif form == "markdown":
        said = sheet.markdown(made, show, lang)
    else:
        marked = sheet.coloured if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else sheet.bracketed
        said = sheet.text(made, show, lang, marked)
    click.echo(said, nl=False)


def begun(place: str, archive: Archive, found: Site) -> str:
    """Begin the translation of the article that is meant; return its path. Raises RefusedError and OSError."""
    from twinpress.translation.skeleton import skeleton
    from twinpress.translation.terms import Terms

    return skeleton(archive.root, _one(place, archive, found), Terms(archive.content.vocabulary))


def _remembering(count: int) -> None:
    click.echo(
        f"正在读取 {count} 篇译过的文章，仅此一次 · reading {count} articles that were translated before, this once",
        err=True,
    )


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@common
@click.option("--none", "needless", is_flag=True, help="The article needs no translation. 此文无需翻译。")
@click.option("--reason", metavar="TEXT", help="Why it needs none. 无需翻译的理由。")
def confirm(
    articles: tuple[str, ...], config: str, content: str | None, as_of: str | None, needless: bool, reason: str | None
) -> None:
    """Confirm that a translation says what its original says. 确认译文与原文一致。

    ARTICLE: a folder of content/, such as 2025/spring-training; 2025 means all of that year. What stands there now is
    written into its translation.yml, which belongs into the same commit. A translation with a mistake is not confirmed.
    """
    from twinpress.rules.rule import Context
    from twinpress.translation import confirmation

    if needless != (reason is not None):
        raise Fault("--none 与 --reason 须同用 · --none and --reason belong together: say why no translation is needed")
    found = site_of(config, content)
    moment = moment_of(found, as_of)
    archive = archive_of(found, moment)
    context = Context(archive, found)
    show = shown(found.content, content)
    failed = False
    for article in _chosen(articles, archive, found):
        if needless:
            if article.translation:
                raise Fault(
                    f"{show(article.path)} 已有译文；若确实不要，请先删去译文文件 · it has a translation: delete that "
                    "file first, if none is wanted"
                )
            record = confirmation.needless(reason or "")
        else:
            case = context.case(article)
            if case is None:
                if len(articles) == 1 and article.path in articles[0]:
                    raise Fault(
                        f"{show(article.path)} 没有可以读取的译文；若无需翻译，请用 --none 说明 · it has no translation that "
                        "can be read; say with --none if none is needed"
                    )
                continue
            refused = list(_refused(context, case))
            if refused:
                click.echo(writer("text")(refused, show, None), nl=False)
                failed = True
                continue
            record = confirmation.confirmed(context.desk, case, moment.astimezone(found.zone).date())
        _write(archive, article, record, show(f"{article.path}/translation.yml"))
    if failed:
        sys.exit(1)


@click.command()
@click.argument("article")
@click.argument("code", metavar="CODE")
@common
@click.option("--reason", required=True, metavar="TEXT", help="Why it is right as it is. 为何无误。")
@click.option("--found", "excerpt", metavar="TEXT", help="Which one, where there are several. 有几处时指明哪一处。")
def waive(
    article: str, code: str, config: str, content: str | None, as_of: str | None, reason: str, excerpt: str | None
) -> None:
    """Say that a finding about a translation is right as it is. 说明译文的一处提示其实无误。

    The waiver is written into translation.yml, holds for this finding in these words alone, and ends when they change.
    """
    from twinpress.rules.rule import Context
    from twinpress.translation import confirmation

    found = site_of(config, content)
    archive = archive_of(found, moment_of(found, as_of))
    context = Context(archive, found)
    chosen = list(_chosen((article,), archive, found))
    case = context.case(chosen[0]) if len(chosen) == 1 else None
    if case is None:
        raise Fault(f"{article} 不是一篇有译文的文章 · this is no article with a translation: {article}")
    if case.record.defects:
        raise Fault(UNREADABLE.format(shown(found.content, content)(f"{case.article.path}/translation.yml")))
    there = context.remarks(case.article)
    remarks = [remark for remark in there if remark.difference.code.code == code.upper()]
    if not remarks:
        known = ", ".join(sorted({remark.difference.code.code for remark in there})) or "—"
        raise Fault(f"这篇译文没有 {code} 的提示，现有：{known} · nothing to waive for {code}; it has: {known}")
    if excerpt is not None:
        remarks = [remark for remark in remarks if excerpt in remark.found]
    if len(remarks) != 1:
        places = "".join(f'\n  --found "{remark.found}"' for remark in remarks or there)
        raise Fault(f"请用 --found 指明哪一处 · say which one with --found:{places}")
    record = confirmation.waived(case.record, remarks, reason)
    _write(archive, case.article, record, shown(found.content, content)(f"{case.article.path}/translation.yml"))


STATES = ("stale-facts", "missing", "stale-prose", "unverified", "changed", "orphan", "fresh", "needless")
"""As ``status.SEVERITY``, which takes long to import."""
LIMITS = {"text": 20, "json": 0, "html": 200}
"""Rows of each state that a format shows; 0: all of them."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@common
@click.option(
    "--format", "form", type=click.Choice([*LIMITS]), default="text", show_default=True, help="For whom. 输出格式。"
)
@click.option(
    "--state", "states", multiple=True, type=click.Choice(STATES), help="Only in these states. 只列这些状态。"
)
@click.option("--section", metavar="ID", help="Only this section. 只列此栏目。")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the list; both if not given. 列表的语言。")
@click.option(
    "--limit", type=click.IntRange(0), metavar="N", help="Rows of each state; 0: all. 每种状态最多几篇，0 为全部。"
)
def status(
    paths: tuple[str, ...],
    config: str,
    content: str | None,
    as_of: str | None,
    form: str,
    states: tuple[str, ...],
    section: str | None,
    lang: str | None,
    limit: int | None,
) -> None:
    """List what there is to translate. 列出要翻译的文章。

    Without --state: all states in which there is something to do. What hurts readers most comes first, then what is oldest.
    """
    from twinpress.content import quiet_collector, within
    from twinpress.translation import listing
    from twinpress.translation.status import MANY, OPEN, SEVERITY, Survey, slug

    found = site_of(config, content)
    moment = moment_of(found, as_of)
    places = [place_of(path, found) for path in paths]
    with quiet_collector():
        archive = archive_of(found, moment)
        known = archive.content.vocabulary
        if section is not None and section not in known.sections:
            ids = ", ".join(known.sections) or "—"
            raise Fault(f"没有栏目 {section}，现有：{ids} · no such section: {section}; there are: {ids}")
        survey = Survey(archive, found.cache)
        unread = len(survey.unread)
    if unread >= MANY:
        click.echo(f"正在阅读 {unread} 篇文章 · reading {unread} articles", err=True)
    rows = [row for row in survey.rows if within(row.path, places) and (section is None or row.section == section)]
    chosen = [state for state in SEVERITY if (slug(state) in states if states else state in OPEN)]
    most = LIMITS[form] if limit is None else limit
    if form == "html":
        from twinpress.translation.dashboard import html

        languages = [lang] if lang else [*LANGUAGES]
        click.echo(html(rows, chosen, archive, found, languages, most), nl=False)
    else:
        writer = listing.text if form == "text" else listing.as_json
        click.echo(writer(rows, chosen, known, moment, lang, most), nl=False)


UNREADABLE = (
    "{0} 无法读取，可能有未解决的合并冲突，请运行 twinpress check · cannot be read, perhaps because of a merge conflict: "
    "run twinpress check"
)


def _chosen(places: tuple[str, ...], archive: Archive, found: Site) -> Iterator[Article]:
    """Yield the articles that are meant, each once."""
    told = set()
    for place in places:
        path = place_of(place, found)
        inside = [
            article
            for article in archive.articles
            if path == "."
            or article.path == path
            or article.path.startswith(f"{path}/")
            or path.startswith(f"{article.path}/")
        ]
        if not inside:
            raise Fault(f"这里没有可以读取的文章 · there is no article that can be read at {place}")
        for article in inside:
            if article.path not in told:
                told.add(article.path)
                yield article


def _one(place: str, archive: Archive, found: Site) -> Article:
    """Return the article that is meant, if it is one."""
    chosen = list(_chosen((place,), archive, found))
    if len(chosen) > 1:
        raise Fault(f"请指明一篇文章，{place} 中有 {len(chosen)} 篇 · name one article: {place} holds {len(chosen)}")
    return chosen[0]


def _refused(context: Context, case: Case) -> Iterator[Finding]:
    """Yield the errors for which a translation is not confirmed."""
    from twinpress.check import findings
    from twinpress.rules import RULES

    yield from _waiting(context, case)
    for code, rule in sorted(RULES.items()):
        if code.startswith("TRN"):
            reports = rule.check(case.article, context)
            yield from (one for one in findings(rule, reports, case.article.original) if one.severity is Severity.ERROR)


def _waiting(context: Context, case: Case) -> Iterator[Finding]:
    """Yield the placeholders that are left; TXT007 allows them in a draft, but nobody can have compared them."""
    from twinpress.check import findings
    from twinpress.rules import RULES
    from twinpress.rules.rule import Report
    from twinpress.scaffold import waits
    from twinpress.translation.block import render
    from twinpress.translation.source import written

    if not any(waits(block.text) for block in case.translation):
        return
    document = case.article.documents[1]
    body = document.body(context.archive.root)
    reports = [
        Report(
            path=document.path,
            line=one.line,
            field=one.field,
            zh=f"这里还没有译文：{one.block.text}。请译出后再确认",
            en=f"there is no translation here yet: “{one.block.text}”. Translate it, then confirm",
        )
        for one in written(document, body, render(body))
        if waits(one.block.text)
    ]
    yield from findings(RULES["TXT007"], iter(reports), document)


def _write(archive: Archive, article: Article, record: Record, name: str) -> None:
    from twinpress.translation import confirmation

    try:
        if confirmation.write(archive.root, article.path, record):
            click.echo(name)
    except OSError as error:
        raise Fault(f"无法写入 {name} · cannot write: {error}") from None
