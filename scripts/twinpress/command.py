"""The command line: ``twinpress check``, ``new``, ``build``, ``search``, ``serve``, ``publish`` and more; ``twinpress --help`` lists them.

Exit status everywhere: 0 nothing to report, 1 findings, 2 wrong use or unreadable configuration. Data goes to standard
output, remarks to standard error. Modules that take long to import are imported by the command that needs them.
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from twinpress import __version__, site
from twinpress.exchange.commands import exchange
from twinpress.finding import Severity
from twinpress.newsletter.commands import digest
from twinpress.reports import FORMATS, shown
from twinpress.site import Site
from twinpress.terminal import (
    CONFIG,
    Fault,
    archive_of,
    common,
    configured,
    moment_of,
    optional,
    place_of,
    read_text,
    site_of,
)
from twinpress.translation import commands
from twinpress.views.commands import views

if TYPE_CHECKING:
    from twinpress.release import Report


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(__version__, message="twinpress %(version)s")
def main() -> None:
    """Twinpress 双刊: a bilingual news site and archive from Markdown files.

    \b
    中文说明：docs/handbook/editors/index.zh.md
    """
    for stream in (sys.stdout, sys.stderr):  # a Windows pipe speaks cp1252, and knows no Chinese
        if isinstance(stream, io.TextIOWrapper):  # a file name may hold bytes that are no text
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


for other in (commands.status, commands.brief, commands.confirm, commands.waive, digest, exchange, views):
    main.add_command(other)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@common
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="For whom. 输出格式。"
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages; both if not given. 提示语言。")
@click.option(
    "--select", multiple=True, metavar="CODES", help="Only these codes or families: ART,TXT004. 仅查这些代码。"
)
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.ERROR.value,
    show_default=True,
    help="Severity from which the exit status is 1. 达到此级别即返回 1。",
)
@click.option("--freshness", is_flag=True, help="Report sections that fell silent (for nightly jobs). 检查栏目更新。")
@click.option("--explain", metavar="CODE", help="Explain a rule and stop. 解释一条规则。")
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, then check. 先自动修正，再检查。")
def check(
    paths: tuple[str, ...],
    config: str,
    content: str | None,
    as_of: str | None,
    form: str,
    lang: str | None,
    select: tuple[str, ...],
    fail_on: str,
    freshness: bool,
    explain: str | None,
    fix: bool,
) -> None:
    """Check articles and vocabulary. 检查文章与词表。"""
    from twinpress.check import check as run
    from twinpress.reports import words, writer

    if explain is not None:
        click.echo(words.manual(_rule(explain.upper()), lang))
        return
    codes = [code.strip().upper() for part in select for code in part.split(",") if code.strip()]
    for code in codes:
        _family(code)
    found = site_of(config, content)
    places = [place_of(path, found) for path in paths]
    moment = moment_of(found, as_of)
    show = shown(found.content, content)
    if fix:
        from twinpress import mend

        for path in mend.folder(found.content, found.zone, places):
            click.echo(f"已修正 · mended: {show(path)}", err=True)
    findings = run(archive_of(found, moment), found, select=codes, paths=places, freshness=freshness)
    click.echo(writer(form)(findings, show, lang), nl=False)
    if form == "text" and findings:
        click.echo(words.summary(findings, lang), err=True)
    limit = Severity(fail_on).rank
    if any(finding.severity.rank >= limit for finding in findings):
        sys.exit(1)


def _rule(code: str) -> Any:
    """Return the rule with this code, or say which one may be meant."""
    from difflib import get_close_matches

    from twinpress.rules import RULES

    if code in RULES:
        return RULES[code]
    near = get_close_matches(code, RULES, 1)
    hint = f"（{near[0]}？）" if near else ""
    raise Fault(f"没有这条规则{hint} · no such rule: {code}" + (f" (did you mean {near[0]}?)" if near else ""))


def _family(code: str) -> None:
    """Refuse a selection that no rule can meet."""
    from twinpress.rules import RULES

    if not any(known.startswith(code) for known in RULES):
        _rule(code)


@main.command()
@click.argument("slug", metavar="SLUG")
@common
@click.option(
    "--language", type=click.Choice(["zh", "en"]), help="Of the original; zh if not given. 原文语言，默认 zh。"
)
@click.option("--section", metavar="ID", help="Section id. 栏目编号。")
@click.option("--translate", is_flag=True, help="Begin the translation of an article instead. 为已有文章新建译文。")
def new(
    slug: str,
    config: str,
    content: str | None,
    as_of: str | None,
    language: str | None,
    section: str | None,
    translate: bool,
) -> None:
    """Make the folder of a new article, or begin a translation. 新建文章或译文。

    SLUG: the last part of its address, lower-case words with hyphens: spring-training. With --translate, the folder of an
    article: 2025/spring-training. Nothing is ever overwritten.
    """
    from twinpress import scaffold

    found = site_of(config, content)
    try:
        if translate:
            if language or section:
                raise Fault("译文的语言与栏目由原文决定 · a translation has its language and section from the original")
            path = commands.begun(slug, archive_of(found, moment_of(found, as_of)), found)
        else:
            moment = moment_of(found, as_of)
            path = scaffold.article(found, slug, language=language or "zh", section=section, moment=moment)
    except scaffold.RefusedError as error:
        raise Fault(str(error)) from None
    except OSError as error:
        raise Fault(f"无法写入 · cannot write: {error}") from None
    click.echo(shown(found.content, content)(path))


@main.command()
@common
@click.option("--site-dir", metavar="DIR", help="Where the site goes. 网站输出文件夹。")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes at the same time. 并行进程数。")
@click.option(
    "--executor",
    metavar="dask:HOST:PORT",
    help="Processes of a Dask cluster, which shares the disk. 使用 Dask 集群的进程。",
)
@click.option("--clean", is_flag=True, help="Build even if nothing changed. 即使没有变化也重新生成。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def build(
    config: str,
    content: str | None,
    as_of: str | None,
    site_dir: str | None,
    workers: int | None,
    executor: str | None,
    clean: bool,
    form: str,
) -> None:
    """Build the whole site, strictly. 生成网站。

    It is rendered aside and put in its place file by file, each whole or not at all; a build that fails changes nothing.
    Where nothing changed, nothing is done.
    """
    import json
    import time
    from concurrent.futures import BrokenExecutor

    from twinpress import build as works
    from twinpress import progress
    from twinpress.lock import BusyError
    from twinpress.reports import writer

    if workers and executor:
        raise Fault(
            "--workers 只用于本机，请勿与 --executor 同用 · --workers is for this machine; use it without --executor"
        )
    found = site_of(config, content)
    if found.settings is None:  # a content folder alone can be checked, not built
        configured(config)
    place = Path(site_dir) if site_dir else found.output
    moment = moment_of(found, as_of)
    started = time.monotonic()

    def mkdocs(folder: Path, part: Path) -> Callable[[], int]:
        arguments = ["build", "--strict", "--site-dir", str(folder.resolve())]
        command, environment = _mkdocs(arguments, config, content, moment.isoformat(), part.resolve())
        return subprocess.Popen(command, env=environment).wait

    try:
        others = None
        if executor:
            from twinpress.executor import pool

            others = pool(executor)
        with progress.shown(sys.stderr) as bar:
            done = works.build(found, moment, place, mkdocs, clean=clean, workers=workers, pool=others, progress=bar)
    except works.RefusedError as error:
        raise Fault(str(error)) from None
    except BrokenExecutor as error:
        raise Fault(
            f"生成网站的进程意外终止（内存不足？），网站仍为原样，请再次运行：{error} · "
            f"processes that made the site were lost (out of memory?); the site is as it was, run it again: {error}"
        ) from None
    except BusyError:
        raise Fault(f"另一个生成正在进行 · another build is at work in {place}") from None
    except OSError as error:
        raise Fault(f"无法写入 · cannot write: {error}") from None
    errors = [finding for finding in done.findings if finding.severity is Severity.ERROR]
    click.echo(writer("text")(errors, shown(found.content, content), None) if errors else "", nl=False, err=True)
    seconds = round(time.monotonic() - started, 1)
    written, removed = (len(done.delivery.written), len(done.delivery.removed)) if done.delivery else (0, 0)
    if done.status == 0 and form == "json":
        changed = done.delivery.changed if done.delivery else ()
        report: dict[str, object] = {"planned": done.planned, "rendered": done.planned, "reused": done.reused}
        report |= {"written": written, "removed": removed, "seconds": seconds, "changed": list(changed)}
        click.echo(json.dumps(report, ensure_ascii=False))
    if done.status:
        said = f"未能生成，网站仍为原样 · not built, the site is as it was ({seconds} s)"
    elif done.delivery is None:
        said = f"没有变化，共 {done.pages} 页 · nothing changed, {done.pages} pages ({seconds} s)"
    else:
        said = f"共 {done.pages} 页，写入 {written} 个文件，删除 {removed} 个 · "
        said += f"{done.pages} pages, {written} files written, {removed} removed ({seconds} s)"
    click.echo(said, err=True)
    sys.exit(done.status)


@main.command()
@common
@click.option("--drafts", is_flag=True, help="Show drafts and scheduled articles too. 同时显示草稿与定时文章。")
@click.option(
    "--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen. 监听地址。"
)
def serve(config: str, content: str | None, as_of: str | None, drafts: bool, address: str) -> None:
    """Preview the site with live reload. 本地预览。"""
    _, environment = _mkdocs([], config, content, as_of)
    os.environ |= {**environment, site.DRAFTS: "1" if drafts else ""}
    from twinpress import plugin

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends it has it clear away what it leaves
    try:
        sys.exit(plugin.main(["serve", "--dev-addr", address], config))
    except (KeyboardInterrupt, click.Abort):
        sys.exit(0)


def _mkdocs(
    arguments: list[str], config: str, content: str | None, as_of: str | None, part: Path | None = None
) -> tuple[list[str], dict[str, str]]:
    """Return the command, and its environment, that runs MkDocs in a process of its own (``plugin.py`` alone imports it)."""
    found = site_of(config, content)
    moment = moment_of(found, as_of)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", site.QUIET: "1" if part else ""}
    environment[site.PART] = str(part or "")
    if as_of:
        environment[site.AS_OF] = moment.isoformat()
    if content:
        environment[site.CONTENT] = str(Path(content).resolve())
    return [sys.executable, "-m", "twinpress.plugin", config, *arguments], environment


@main.command()
@common
@click.option("--record", is_flag=True, help="Add what is new to content/addresses/. 把新地址记入 content/addresses/。")
def addresses(config: str, content: str | None, as_of: str | None, record: bool) -> None:
    """List the published addresses, or record them. 列出或记录已发布的地址。

    Pages and attachments count. What is recorded never vanishes unnoticed: a check fails if nothing is left at an address.
    """
    from twinpress import addresses as book
    from twinpress.forwarding import Forwarding
    from twinpress.moment import now
    from twinpress.publication import Publication

    found = site_of(config, content)
    moment = moment_of(found, as_of)
    if record and moment > now(found.zone):
        raise Fault("不能记录将来的地址 · what is not public yet cannot be recorded: --as-of lies in the future")
    archive = archive_of(found, moment)
    published = Forwarding(Publication(archive, found)).published()
    if record:
        known = archive.content.addresses
        if known.defects:
            raise Fault("content/addresses/ 有无法读取之处，请先运行 twinpress check · mend content/addresses/ first")
        try:
            published = book.record(found.content, known, published, moment.date())
        except OSError as error:
            raise Fault(f"无法写入 · cannot write: {error}") from None
    for address in published:
        click.echo(book.written(address))


@main.command()
@click.argument("dest", metavar="DEST")
@click.option("--config", default=CONFIG, show_default=True, metavar="FILE", help="Configuration. 配置文件。")
@click.option("--site-dir", metavar="DIR", help="The built site. 已生成的网站文件夹，默认见 mkdocs.yml。")
@click.option(
    "--keep", type=click.IntRange(1), default=5, show_default=True, metavar="N", help="Releases to keep. 保留几个版本。"
)
@click.option(
    "--server", type=click.Choice(["nginx", "caddy"]), help="Print its configuration, no more. 打印服务器配置。"
)
@click.option("--rollback", "back", is_flag=True, help="Show the release before this one. 退回上一版本。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def publish(dest: str, config: str, site_dir: str | None, keep: int, server: str | None, back: bool, form: str) -> None:
    """Show the built site to the public. 发布已生成的网站。

    DEST holds the releases; the link DEST/current, which leads to the newest, is the root for the web server. What is the
    same as before takes no room, and readers see the old site or the new one. Prints the addresses that changed.
    """
    import json
    import time

    from twinpress import release

    # neither going back nor a site that is named should need the project
    found = optional(config) if back or site_dir is not None else configured(config)
    if server:
        _configure(server, Path(dest), found or configured(config))
        return
    started = time.monotonic()
    try:
        if back:
            done = release.rollback(Path(dest))
        else:
            made = Path(site_dir) if site_dir is not None else found.output if found else Path()
            done = release.publish(made, Path(dest), keep=keep, cache=found.cache if found else None)
    except release.RefusedError as error:
        raise Fault(str(error)) from None
    except OSError as error:
        raise Fault(f"无法读写，网站仍为原样 · cannot read or write, the site is as it was: {error}") from None
    seconds = round(time.monotonic() - started, 1)
    changed, removed = (release.addresses(paths, found.url if found else "") for paths in (done.changed, done.removed))
    if form == "json":
        report = {**vars(done), "changed": changed, "removed": removed, "seconds": seconds}
        click.echo(json.dumps(report, ensure_ascii=False))
    else:
        _tell(done, changed, removed, seconds)
    if done.trouble:
        click.echo(
            f"已发布，但旧版本未能清理完毕，请排除问题后再次运行：{done.trouble} · "
            f"published, but older releases were not purged and pruned; mend this and run it again: {done.trouble}",
            err=True,
        )
        sys.exit(1)


def _tell(done: Report, changed: list[str], removed: list[str], seconds: float) -> None:
    """Print the addresses that changed, and say what was done."""
    from twinpress.release import reload

    for address in sorted({*changed, *removed}):
        click.echo(address)
    if done.release == done.previous:
        said = f"没有变化，仍为版本 {done.release} · nothing changed, release {done.release} stays"
    else:
        said = f"现为版本 {done.release}：{len(changed)} 处新增或改动，{len(removed)} 处消失 · "
        said += f"release {done.release} is shown: {len(changed)} addresses changed, {len(removed)} gone"
    click.echo(f"{said} ({seconds} s)", err=True)
    if done.purged:
        numbers = ", ".join(done.purged)
        click.echo(
            f"已从旧版本中清除依法删除的内容 · what was removed by law was purged from releases {numbers}", err=True
        )
    if reload(done):
        click.echo("重定向有变化，请让服务器重新载入配置 · redirects changed: reload the web server", err=True)


def _configure(server: str, place: Path, found: Site) -> None:
    """Print the configuration of a web server."""
    from twinpress.server import configuration

    try:
        click.echo(configuration(server, place, found), nl=False)
    except ValueError as error:
        raise Fault(
            f"服务器配置中写不下这个名称，请只用字母、数字与 . _ - 等：{error} · "
            f"a server's configuration cannot hold this name; use letters, digits, dots and hyphens: {error}"
        ) from None


@main.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Only pages in this language. 只搜一种语言的页面。")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Results at most. 最多几条。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For whom. 输出格式。",
)
@click.option("--site-dir", metavar="DIR", help="Built site. 已生成的网站，默认见 mkdocs.yml。")
@click.option("--config", default=CONFIG, show_default=True, metavar="FILE", help="Configuration. 配置文件。")
def search(query: tuple[str, ...], lang: str | None, limit: int, form: str, site_dir: str | None, config: str) -> None:
    """Search the built site as its readers do. 像读者一样搜索已生成的网站。

    Words are found together, "..." as it stands, -word excludes; write -- before a QUERY that begins with a hyphen. Both
    languages are searched, that of the query first.
    """
    from twinpress import hits

    known = configured(config) if site_dir is None else optional(config)
    place = known.output if known and site_dir is None else Path(site_dir or "")
    try:
        found = hits.found(place, " ".join(query), lang, limit)
    except FileNotFoundError as error:
        raise Fault(
            f"{place} 中没有搜索数据（{error.filename}），请先运行 twinpress build · "
            f"there is no search data in {place} ({error.filename}): run twinpress build"
        ) from None
    except (OSError, ValueError, zlib.error) as error:
        raise Fault(
            f"{place} 中的搜索数据无法读取，请运行 twinpress build --clean：{error} · "
            f"the search data in {place} cannot be read, run twinpress build --clean: {error}"
        ) from None
    base = known.url if known and known.url else "/"
    click.echo(hits.REPORTS[form](found, base), nl=False)
    if not found:
        click.echo("没有找到 · nothing found", err=True)


@main.command()
@click.argument("file", metavar="FILE.tsv")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="For whom. 输出格式。",
)
@click.option(
    "--glossary", metavar="FILE", help="Glossary: forms that must be there, or must not be. 术语表：须用和禁用的译名。"
)
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Language of the originals. 原文的语言。",
)
def compare(file: str, form: str, glossary: str | None, language: str) -> None:
    """Compare originals with translations. 核对原文与译文：数字、人名、职务、术语等。

    FILE.tsv has a pair in each row: original, a tab, translation; - reads standard input.
    """
    from twinpress import vocabulary
    from twinpress.facts import table
    from twinpress.facts.lexicon import EMPTY, Lexicon

    try:
        lexicon = Lexicon.of_terms(vocabulary.terms(read_text(glossary))) if glossary else EMPTY
    except ValueError as error:
        raise Fault(f"无法读取术语表 {glossary}：{error} · cannot read the glossary {glossary}: {error}") from None
    failed = False

    def watched(found: Iterator[table.Found]) -> Iterator[table.Found]:
        nonlocal failed
        for number, difference in found:
            failed |= difference.severity is Severity.ERROR
            yield number, difference

    for line in table.FORMATS[form](watched(table.check(read_text(file), lexicon, language))):
        click.echo(line)
    if failed:
        sys.exit(1)


@main.command()
@click.argument("engine", type=click.Choice(["indexnow", "baidu"]))
@click.option("--told", required=True, metavar="FILE", help="Keeps what was told before. 记录已告知内容的文件。")
@click.option("--accepted", metavar="BATCH", help="The engine took this export; note it. 此导出已被接受，记下来。")
@click.option("--skip", is_flag=True, help="Take everything as told, print nothing. 全部视为已告知。")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Addresses at most. 最多几个网址。")
@click.option("--site-dir", metavar="DIR", help="Built site. 已生成的网站，默认见 mkdocs.yml。")
@click.option("--config", default=CONFIG, show_default=True, metavar="FILE", help="Configuration. 配置文件。")
def push(
    engine: str, told: str, accepted: str | None, skip: bool, limit: int | None, site_dir: str | None, config: str
) -> None:
    """Print what a search engine has not been told yet. 导出尚未告知搜索引擎的网址。

    For curl: nothing is sent from here, and nothing is printed where there is no news. When the engine has taken what was
    printed into a file, name the file with --accepted; until then the next export holds it again.
    """
    from twinpress import announcement

    found = configured(config)
    ledger = announcement.Ledger(Path(told))
    form = announcement.ENGINES[engine]
    key = found.options.push.indexnow if found.options.push else None
    if engine == "indexnow" and not key:
        raise Fault(
            "mkdocs.yml 中没有 push: {indexnow: 密钥} · there is no key in mkdocs.yml: write push: {indexnow: KEY} there"
        )
    if engine == "indexnow" and not found.url:
        raise Fault(
            "mkdocs.yml 中没有 site_url，IndexNow 不知道密钥在哪里 · there is no site_url in mkdocs.yml, by which IndexNow finds "
            "the key: write site_url: https://…/ there"
        )
    try:
        if accepted is not None:
            ledger.accept(Path(accepted))
            return
        stated = announcement.stated(Path(site_dir) if site_dir is not None else found.output)
        if skip:
            ledger.write(stated)
            return
        news = announcement.announcement(ledger.read(), stated, min(limit or form.limit, form.limit), gone=form.gone)
        batch = form.write(news.addresses, key or "", found.url) if news.addresses else ""
        if batch:
            ledger.propose(news.after, batch)
        else:  # nothing is told, and what is gone may be forgotten
            ledger.write(news.after)
    except announcement.RefusedError as error:
        raise Fault(str(error)) from None
    except OSError as error:
        raise Fault(f"无法读写 · cannot read or write: {error}") from None
    click.echo(batch, nl=False)
    said = f"{len(news.addresses)} 个网址，还有 {news.left} 个 · {len(news.addresses)} addresses, {news.left} more"
    click.echo(said if news.addresses else "没有新的网址 · nothing new", err=True)


@main.command("next-change")
@common
def next_change(config: str, content: str | None, as_of: str | None) -> None:
    """Print the next moment at which the public site changes by itself. 下一次自动变化的时刻。

    For cron and CI schedules: build again then. Prints nothing if nothing is to come; what changes goes to standard error.
    """
    from twinpress import schedule

    found = site_of(config, content)
    moment = moment_of(found, as_of)
    archive = archive_of(found, moment)
    changes = (schedule.next_change(archive.content, found, moment), schedule.next_notice(archive, found, moment))
    change = min(filter(None, changes), key=lambda change: change.at, default=None)
    if change is None:
        click.echo("没有定时变化 · nothing changes by itself", err=True)
        return
    click.echo(change.at.astimezone(found.zone).isoformat())
    show = shown(found.content, content)
    for path in change.paths:
        click.echo(show(path), err=True)


@main.command()
@click.option("--check", "verify", is_flag=True, help="Write nothing; exit 1 if a file is out of date. 只核对。")
def generate(verify: bool) -> None:
    """Write the JSON Schemas and the handbook's generated pages. 生成模式文件与手册页。"""
    from twinpress import handbook

    stale = handbook.write(Path(__file__).parents[2], verify=verify)
    for path in stale:
        click.echo(path)
    if verify and stale:
        click.echo("以上文件须重新生成 · these files are out of date, run: twinpress generate", err=True)
        sys.exit(1)
