"""The commands of the figures of use: ``twinpress views import`` and ``report``."""

from __future__ import annotations

import hashlib
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from twinpress.reports import shown
from twinpress.site import Site
from twinpress.terminal import Fault, archive_of, common, moment_of, site_of

if TYPE_CHECKING:
    from twinpress.views.intake import Intake


BROKEN = ("不是此格式的日志行", "no line of such a log")
FUTURE = ("时间在将来，请核对时钟或 --as-of", "from the future: look at the clocks, and at --as-of")
"""Why a line cannot be counted."""


@click.group()
def views() -> None:
    """Count readers from the logs of your own servers. 由自有服务器的日志统计阅读次数。"""


@views.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@common
@click.option(
    "--format",
    "form",
    type=click.Choice(["auto", "nginx", "caddy", "goatcounter"]),
    default="auto",
    show_default=True,
    help="What the files are; auto: their first line tells. 日志格式，auto 由首行判断。",
)
@click.option(
    "--source",
    default="log",
    show_default=True,
    metavar="NAME",
    help="Which log: each server has its own name. 日志名称，每台服务器各用一个。",
)
@click.option("--dry-run", is_flag=True, help="Say what would be counted, write nothing. 只显示结果，不写入。")
def take_in(
    files: tuple[str, ...], config: str, content: str | None, as_of: str | None, form: str, source: str, dry_run: bool
) -> None:
    """Count what logs say of articles. 导入日志，统计文章阅读次数。

    FILE: an access log of nginx or Apache ("combined"), of Caddy (JSON), or an export of GoatCounter (CSV); packed with gzip or
    not; - is standard input. What was counted before does not count again, and nothing of a reader is kept.
    """
    from twinpress import lock
    from twinpress.views import intake, log, tally
    from twinpress.views.formats import Form

    if not tally.SOURCE.fullmatch(source):
        raise Fault(
            f"--source 须为字母、数字、点、横线或下划线，最多 64 个，如 web1，现为：{source} · "
            f"--source must be letters, digits, dots, hyphens or underscores, at most 64, such as web1, not: {source}"
        )
    found = site_of(config, content)
    moment = moment_of(found, as_of)
    try:
        with nullcontext() if dry_run else lock.alone(_lock(found)):
            archive = archive_of(found, moment)
            before = archive.tally
            if before.defects:
                raise Fault(
                    "content/views/ 有无法读取之处，请先运行 twinpress check · mend content/views/ first: twinpress check"
                )
            kind = None if form == "auto" else cast(Form, form)
            pages = intake.pages(archive, found)
            after, result = intake.take(files, kind, source, before, pages, found, moment)
            changed = () if dry_run else tally.save(found.content, after, found.zone)
    except lock.BusyError:
        raise Fault("另一个导入正在进行，请稍后再试 · another import is at work: try again when it is done") from None
    except log.UnreadableError as error:
        raise Fault(
            f"无法读到末尾，未计入任何内容：{error} · cannot be read to its end, nothing was counted: {error}"
        ) from None
    except OSError as error:
        raise Fault(f"无法写入 · cannot write: {error}") from None
    show = shown(found.content, content)
    for path in changed:
        click.echo(show(path))
    _tell(result, source)


def _lock(found: Site) -> Path:
    """Return the lock of a content folder, beside which no import may run."""
    folder = found.content.resolve()
    name = f"views-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}.lock"
    return found.cache / name if found.cache else folder.parent / f".{folder.name}-views.lock"


def _tell(result: Intake, source: str) -> None:
    """Say what was counted, and what was not."""
    robots = sum(result.robots.values())
    click.echo(
        f"阅读 {result.views} 次（{result.articles} 篇文章），机器人 {robots} 次 · "
        f"{result.views} views of {result.articles} articles, {robots} loads by robots",
        err=True,
    )
    if result.skipped:
        click.echo(
            f"跳过 {result.skipped} 行：“{source}”已计到更晚的时刻；若是另一台服务器的日志，请用另一个 --source · "
            f"{result.skipped} lines skipped: “{source}” was counted to a later moment; give another server's log another --source",
            err=True,
        )
    if result.broken:
        click.echo(f"无法计入 {result.broken} 行 · {result.broken} lines cannot be counted:", err=True)
        for file, line, future in result.named:
            zh, en = FUTURE if future else BROKEN
            click.echo(f"  {file}:{line}: {zh} · {en}", err=True)
        if result.broken == result.lines:
            click.echo(
                "没有一行可以计入：请查看服务器的日志格式（log_format），或用 --format 指明 · "
                "not one line can be counted: look at the log's format in the server (log_format), or say --format",
                err=True,
            )
            sys.exit(1)


@views.command("report")
@common
@click.option("--since", metavar="DATE", help="First day that counts. 起始日期。")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="Articles. 文章数。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def tell(config: str, content: str | None, as_of: str | None, since: str | None, limit: int, form: str) -> None:
    """List what was read most. 列出最常阅读的文章。"""
    from datetime import date

    from twinpress.views import report

    try:
        first = date.fromisoformat(since) if since else None
    except ValueError:
        raise Fault(
            f"--since 须写作 2026-11-20，现为：{since} · --since must be written 2026-11-20, not: {since}"
        ) from None
    found = site_of(config, content)
    archive = archive_of(found, moment_of(found, as_of))
    if archive.tally.defects:
        click.echo(
            "content/views/ 有无法读取之处，未计入 · what cannot be read in content/views/ is left out: twinpress check",
            err=True,
        )
    done = report.report(archive.tally, archive, first, limit)
    click.echo(report.as_json(done) if form == "json" else report.as_text(done), nl=False)
