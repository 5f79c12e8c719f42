"""The command of the newsletter: ``twinpress digest``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twinpress.moment import Moment
from twinpress.newsletter.sending import URL, WANTED, Sending, journal_of, recipients_of, server_of
from twinpress.site import Site
from twinpress.terminal import Fault, archive_of, common, moment_of, site_of

if TYPE_CHECKING:
    from twinpress.newsletter.letter import Letter
    from twinpress.pages import Edition
    from twinpress.services import Newsletter

PER_MINUTE = 30
SITE_URL = "site_url: https://news.example.org/"
OPTION = """\
plugins:
  - twinpress:
      newsletter:
        sender: news@example.org
        unsubscribe: https://lists.example.org/leave # 或一个电子邮件地址 · or an e-mail address"""


@click.command()
@common
@click.option("--since", required=True, metavar="DATE", help="First day, or moment, of what is told. 起始日期。")
@click.option("--until", metavar="DATE", help="Last day; now if not given. 截止日期（含当日），默认现在。")
@click.option("--section", "sections", multiple=True, metavar="ID", help="Only this section; repeatable. 只含此栏目。")
@click.option("--lang", type=click.Choice(["zh", "en"]), required=True, help="Language of the letter. 邮件语言。")
@click.option("--subject", metavar="TEXT", help="The lead story's title if not given. 主题，默认为头条标题。")
@click.option("--eml", metavar="FILE", help="Write the message to a file; - is standard output. 写入文件。")
@click.option("--send", is_flag=True, help="Send it. 发送。")
@click.option("--to", "listed", metavar="FILE", help="Recipients, an address a line. 收件人名单，每行一个地址。")
@click.option(
    "--to-list", is_flag=True, help="To the mailing list that mkdocs.yml names. 发到 mkdocs.yml 中的邮件列表。"
)
@click.option("--smtp", envvar=URL, metavar="URL", help=f"smtps://user@host:465; or ${URL}. 邮件服务器。")
@click.option("--plaintext", is_flag=True, help="Without TLS: this very machine only. 不加密，仅限本机。")
@click.option(
    "--per-minute", type=click.IntRange(1), default=PER_MINUTE, show_default=True, metavar="N", help="每分钟最多几封。"
)
@click.option("--journal", metavar="FILE", help="What was sent; beside the list if not given. 发送记录。")
@click.option("--retry-refused", is_flag=True, help="Send again to whom the server refused. 拒收的也重发。")
@click.option("--retry-uncertain", is_flag=True, help="Send again where nobody knows. 结果不明的也重发。")
@click.option("--anyway", is_flag=True, help="Even if some articles were in an earlier letter. 有些文章发过也照发。")
@click.option("--dry-run", is_flag=True, help="Say what would be done; connects nowhere. 只说明，不发送。")
def digest(
    config: str,
    content: str | None,
    as_of: str | None,
    since: str,
    until: str | None,
    sections: tuple[str, ...],
    lang: str,
    subject: str | None,
    eml: str | None,
    send: bool,
    listed: str | None,
    to_list: bool,
    smtp: str | None,
    plaintext: bool,
    per_minute: int,
    journal: str | None,
    retry_refused: bool,
    retry_uncertain: bool,
    anyway: bool,
    dry_run: bool,
) -> None:
    """Make a newsletter of what is new, and send it. 把新内容编成邮件并发送。

    Everybody gets a message of his own, and none twice: the journal knows who has it. Run the same command again after
    whatever went wrong. The password of the mail server is taken from TWINPRESS_SMTP_PASSWORD.
    """
    if (eml is None) == (not send):
        raise Fault("请在 --eml FILE 与 --send 中选一个 · say either --eml FILE or --send")
    if send and (listed is None) == (not to_list):
        raise Fault("--send 须与 --to FILE 或 --to-list 之一同用 · --send needs either --to FILE or --to-list")
    if not send and (listed is not None or to_list):
        raise Fault("--to 与 --to-list 只与 --send 同用 · --to and --to-list belong to --send")
    found = site_of(config, content)
    newsletter = _newsletter(found)
    letter = _letter(found, newsletter, since, until, sections, lang, subject, as_of)
    if letter is None:
        click.echo("没有新内容，未生成邮件 · nothing is new, so there is no letter", err=True)
        sys.exit(1 if eml is not None else 0)
    if eml is not None:
        _write(letter, eml, dry_run)
        return
    Sending(
        letter=letter,
        recipients=recipients_of(found, newsletter, listed),
        place=journal_of(found, listed, journal),
        server=server_of(smtp, plaintext=plaintext),
        per_minute=per_minute,
        retry_refused=retry_refused,
        retry_uncertain=retry_uncertain,
        anyway=anyway,
    ).run(dry_run=dry_run)


def _newsletter(found: Site) -> Newsletter:
    """Return the option, with everything beside it that a letter needs."""
    newsletter = found.options.newsletter
    if newsletter is None:
        raise Fault(WANTED.format(what_zh="邮件由谁发送", what_en="who sends the newsletter", lines=OPTION))
    if not found.url:
        raise Fault(WANTED.format(what_zh="网站的地址", what_en="the address of the site", lines=SITE_URL))
    return newsletter


def _letter(
    found: Site,
    newsletter: Newsletter,
    since: str,
    until: str | None,
    sections: tuple[str, ...],
    lang: str,
    subject: str | None,
    as_of: str | None,
) -> Letter | None:
    """Return the letter; None where nothing is new."""
    from twinpress.newsletter import letter
    from twinpress.newsletter.issue import compile_issue
    from twinpress.publication import Publication

    if subject is not None and (not subject.strip() or not subject.isprintable()):
        raise Fault("--subject 须为一行文字 · --subject must be text on one line")
    first, last = _moment(since, found, "--since"), _moment(until, found, "--until") if until else None
    if last and last.end <= first.at:
        raise Fault("--until 早于 --since · --until is before --since")
    edition = Publication(archive_of(found, moment_of(found, as_of)), found).editions[lang]
    for section in sections:
        _known(section, edition)
    issue = compile_issue(edition, first, last, sections)
    if issue is None:
        return None
    custom = found.settings.get("theme", "custom_dir").value if found.settings else None
    theme = found.root / str(custom or "overrides")
    try:
        return letter.compose(edition, issue, newsletter, theme, subject.strip() if subject else None)
    except letter.TemplateError as error:
        raise Fault(
            f"无法使用邮件模板 · cannot use the template of the letter: {theme / letter.TEMPLATE}: {error}"
        ) from None


def _moment(text: str, found: Site, option: str) -> Moment:
    try:
        return Moment.parse(text, found.zone)
    except ValueError:
        raise Fault(
            f"{option} 须写作 2025-11-20 或 “2025-11-20 16:10”，现为：{text} · "
            f"{option} must be written 2025-11-20 or '2025-11-20 16:10', not: {text}"
        ) from None


def _known(section: str, edition: Edition) -> None:
    """Refuse a section that there is not."""
    from twinpress.suggestion import closest, question

    known = edition.archive.vocabulary.sections
    if section not in known:
        zh, en = question(closest(section, known))
        zh, en = zh or f"现有：{'、'.join(known)}。", en or f"There are: {', '.join(known)}."
        raise Fault(f"词表中没有栏目 {section}。{zh} · the vocabulary has no section {section}. {en}")


def _write(letter: Letter, eml: str, dry_run: bool) -> None:
    """Write the message to a file."""
    from twinpress import atomic
    from twinpress.newsletter.letter import written

    told = f"{letter.subject}（{len(letter.articles)} 篇）", f"{letter.subject} ({len(letter.articles)} articles)"
    if dry_run:
        click.echo(f"将写入 {eml}：{told[0]} · would write {eml}: {told[1]}", err=True)
    elif eml == "-":
        click.echo(written(letter), nl=False)
    else:
        try:
            atomic.write(Path(eml), written(letter))
        except OSError as error:
            raise Fault(f"无法写入 {eml} · cannot write {eml}: {error}") from None
        click.echo(f"已写入 {eml}：{told[0]} · wrote {eml}: {told[1]}", err=True)
