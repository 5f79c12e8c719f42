"""The commands of the exchange: ``twinpress exchange export`` and ``import``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from twinpress.exchange import FORMATS, TERMS
from twinpress.reports import shown
from twinpress.terminal import Fault, common, place_of, site_of


@click.group()
def exchange() -> None:
    """Work with agencies and their translation programs. 与翻译公司及其软件交换文件。"""


@exchange.command("export")
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@common
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="xliff",
    show_default=True,
    help="xliff, tmx: articles; csv, tbx: the glossary. 前两种为文章，后两种为术语表。",
)
@click.option("-o", "--output", metavar="FILE", help="File; standard output if not given. 输出文件。")
@click.option("--changed", is_flag=True, help="Only what has to be translated. 只含须翻译的段落。")
def export(
    articles: tuple[str, ...],
    config: str,
    content: str | None,
    as_of: str | None,
    form: str,
    output: str | None,
    changed: bool,
) -> None:
    """Write articles or the glossary for others. 导出文章或术语表。

    ARTICLE: a folder such as 2025/spring-training, or a year; all articles if there is none.
    """
    from twinpress import atomic
    from twinpress.exchange import files
    from twinpress.exchange.refusal import RefusedError

    if form in TERMS and (articles or changed):
        raise Fault(
            f"--format {form} 导出整个术语表，请勿写文章或 --changed · "
            f"--format {form} writes the whole glossary: leave out articles and --changed"
        )
    if form == "tmx" and changed:
        raise Fault("--changed 只用于 xliff · --changed is for xliff only")
    found = site_of(config, content)
    places = [place_of(path, found) for path in articles]
    try:
        done = files.exported(found, form, places, changed=changed)
    except RefusedError as error:
        raise Fault(str(error)) from None
    try:
        if not done.count:
            click.echo("没有可导出的内容 · there is nothing to export", err=True)
        elif output is None:
            click.echo(done.data, nl=False)
        else:
            atomic.write(Path(output), done.data)
    except OSError as error:
        raise Fault(f"无法写入 {output} · cannot write {output}: {error}") from None
    show = shown(found.content, content)
    for path in done.skipped:
        click.echo(f"{show(path)}: 无法读取，请先运行 twinpress check · cannot be read, run twinpress check", err=True)
    what = ("行术语", "terms") if form in TERMS else ("篇文章", "articles")
    if done.count:
        click.echo(f"已导出 {done.count} {what[0]} · exported {done.count} {what[1]}", err=True)
    if done.skipped:
        sys.exit(1)


@exchange.command("import")
@click.argument("file", metavar="FILE")
@common
@click.option("--force", is_flag=True, help="Write over newer texts. 覆盖导出之后的改动。")
def take_in(file: str, config: str, content: str | None, as_of: str | None, force: bool) -> None:
    """Take over translations or terms that came back. 导入送回的译文或术语。

    FILE: XLIFF, or a glossary as CSV or TBX. What was changed here after the export stays, and is told.
    """
    from twinpress.exchange import files
    from twinpress.exchange.refusal import RefusedError

    found = site_of(config, content)
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise Fault(f"无法读取 {file} · cannot read {file}: {error}") from None
    try:
        done = files.imported(found, file, data, force=force)
    except RefusedError as error:
        raise Fault(f"{file}: {error}") from None
    except OSError as error:
        raise Fault(f"无法写入 · cannot write: {error}") from None
    show = shown(found.content, content)
    for path in done.written:
        click.echo(show(path))
    for refusal in done.refusals:
        click.echo(f"{show(refusal.path)}:{refusal.line}: {refusal.zh}\n    {refusal.en}", err=True)
    if not done.written:
        click.echo("没有写入文件 · no file was written", err=True)
    if done.refusals:
        sys.exit(1)
