"""The command of the newsletter: ``twinpress digest``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twinpress.moment import Moment
from twinpress.site import Site
from twinpress.terminal import Fault, archive_of, common, moment_of, read_text, site_of

if TYPE_CHECKING:
    from twinpress.newsletter.journal import Journal, State
    from twinpress.newsletter.letter import Letter
    from twinpress.newsletter.post import Answer, Post, Server
    from twinpress.newsletter.round import Pace, Round
    from twinpress.pages import Edition
    from twinpress.services import Newsletter

URL = "TWINPRESS_SMTP_URL"
"""Environment variable with the mail server."""
PASSWORD = "TWINPRESS_SMTP_PASSWORD"
"""Environment variable with its password, which stands nowhere else: whoever lists processes reads command lines."""
PER_MINUTE = 30
WANTED = """\
mkdocs.yml 没有写明{what_zh}，请在其中加上 · mkdocs.yml does not say {what_en}; add to it:
{lines}"""
SITE_URL = "site_url: https://news.example.org/"
OPTION = """\
plugins:
  - twinpress:
      newsletter:
        sender: news@example.org
        unsubscribe: https://lists.example.org/leave # 或一个电子邮件地址 · or an e-mail address"""
LIST_OPTION = """\
plugins:
  - twinpress:
      newsletter:
        list: all@lists.example.org"""


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
@click.option("--retry-uncertain", is_flag=True, help="Send again where nobody knows. 结果不明的也重发。")
@click.option("--anyway", is_flag=True, help="Even after an interrupted run with other contents. 忽略未完成的上一封。")
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
    recipients = _recipients(found, newsletter, listed)
    place = _journal(found, listed, journal)
    server = _server(smtp, plaintext)
    _send(letter, recipients, place, server, per_minute, retry_uncertain, anyway, dry_run)


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
        raise Fault(f"词表中没有栏目 {section}。{zh} · the vocabulary has no section {section}. {en}".rstrip())


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


def _recipients(found: Site, newsletter: Newsletter, listed: str | None) -> tuple[str, ...]:
    """Return those who get it; says what is wrong with a list, and ends, before anything is sent."""
    from twinpress.newsletter.recipients import read

    if listed is None:
        if newsletter.list is None:
            raise Fault(WANTED.format(what_zh="邮件列表的地址", what_en="the address of the list", lines=LIST_OPTION))
        return (newsletter.list,)
    if listed != "-":
        _private(Path(listed), found)
    said = read(read_text(listed))
    for mistake in said.mistakes:
        click.echo(f"{listed}:{mistake.line}: {mistake.zh} · {mistake.en}")
    if said.mistakes:
        click.echo("没有发送任何邮件，请先改正名单 · nothing was sent: mend the list first", err=True)
        sys.exit(1)
    if not said.addresses:
        raise Fault(f"{listed} 中没有地址 · there is no address in {listed}")
    if said.repeated:
        click.echo(f"{said.repeated} 行地址重复，只发一次 · {said.repeated} repeated lines count once", err=True)
    return said.addresses


def _journal(found: Site, listed: str | None, journal: str | None) -> Path:
    """Return the place of the journal."""
    if journal is None and (listed is None or listed == "-"):
        raise Fault(
            "没有名单文件时，请用 --journal FILE 指定发送记录 · without a list file, say with --journal FILE where it is "
            "noted what was sent"
        )
    place = Path(journal if journal is not None else f"{listed}.journal")
    _private(place, found)
    if not place.parent.is_dir():
        raise Fault(f"没有文件夹 {place.parent} · there is no folder {place.parent}")
    return place


def _private(file: Path, found: Site) -> None:
    """Refuse a file of people's addresses among those that are published."""
    for folder in (found.content, found.docs, found.output):
        if file.resolve().is_relative_to(folder.resolve()):
            raise Fault(
                f"{file} 位于会发布的文件夹 {folder} 中，请移到别处 · {file} is in {folder}, which is published: "
                "keep it elsewhere"
            )


def _server(smtp: str | None, plaintext: bool) -> Server:
    """Return the mail server that is meant."""
    from twinpress.newsletter.post import AddressError, server

    if not smtp:
        raise Fault(
            f"请用 --smtp 或环境变量 {URL} 指定邮件服务器，如 smtps://news@mail.example.org:465 · name the mail server with "
            f"--smtp or the environment variable {URL}, such as smtps://news@mail.example.org:465"
        )
    try:
        found = server(smtp, plain=plaintext)
    except AddressError as error:
        raise Fault(str(error)) from None
    if found.user and not os.environ.get(PASSWORD):
        raise Fault(
            f"请把 {found.user} 的密码放进环境变量 {PASSWORD} · put the password of {found.user} into the environment "
            f"variable {PASSWORD}"
        )
    return found


def _send(
    letter: Letter,
    recipients: tuple[str, ...],
    place: Path,
    server: Server,
    per_minute: int,
    retry_uncertain: bool,
    anyway: bool,
    dry_run: bool,
) -> None:
    """Send the letter to all who have not got it, and say what became of it."""
    from twinpress.lock import BusyError
    from twinpress.newsletter.journal import DamagedError, kept, peek
    from twinpress.newsletter.post import Post
    from twinpress.newsletter.round import Pace, Round

    try:
        if dry_run:
            journal = peek(place)
            _permit(letter, journal, anyway)
            _foretell(
                Round(letter=letter, recipients=recipients, journal=journal, retry_uncertain=retry_uncertain),
                server,
                per_minute,
            )
            return
        with kept(place) as journal:
            _permit(letter, journal, anyway)
            tour = Round(letter=letter, recipients=recipients, journal=journal, retry_uncertain=retry_uncertain)
            post = Post(server, letter.newsletter.sender, os.environ.get(PASSWORD))
            try:
                trouble = _go(tour, post, Pace(per_minute=per_minute))
            finally:
                post.close()
            _conclude(tour, trouble)
    except BusyError:
        raise Fault(f"另一个发送正在进行 · another run is sending: {place}") from None
    except DamagedError as error:
        raise Fault(
            f"{place}:{error}: 发送记录已损坏，为免重发，没有发送；请恢复备份，或另用 --journal · the journal is damaged, and "
            "nothing is sent, so that nobody gets it twice: restore it, or use another --journal"
        ) from None
    except OSError as error:
        raise Fault(f"无法读写发送记录 · cannot read or write the journal: {error}") from None


def _permit(letter: Letter, journal: Journal, anyway: bool) -> None:
    """Refuse a letter of which some have read a part already, because a run was interrupted and something new was added."""
    before = None if anyway else journal.overlapping(letter.key, letter.articles)
    if before:
        raise Fault(
            f'上一封邮件没有发完，其中有些文章与这一封相同，有人会收到两次。请先用 --as-of "{before.as_of}" 把它发完，或加上 '
            f"--anyway · an earlier letter with some of the same articles was interrupted, and some would get them twice: "
            f'finish it with --as-of "{before.as_of}", or say --anyway'
        )


def _foretell(tour: Round, server: Server, per_minute: int) -> None:
    """Say what would be done."""
    left = len(tour.left)
    minutes = -(-left // per_minute)
    click.echo(f"主题 · subject: {tour.letter.subject}")
    click.echo(f"文章 · articles: {len(tour.letter.articles)}")
    click.echo(f"发送者 · sender: {tour.letter.newsletter.sender}")
    click.echo(f"服务器 · server: {server}")
    click.echo(f"收件人 · recipients: {left}/{len(tour.recipients)}")
    click.echo(f"约需 {minutes} 分钟 · about {minutes} min")
    click.echo("没有发送 · nothing was sent", err=True)


def _go(tour: Round, post: Post, pace: Pace) -> tuple[str, str] | None:
    """Send; return what stopped it, in (zh, en)."""
    from twinpress.newsletter.post import SenderError, UnreachableError
    from twinpress.newsletter.round import RowError

    def wait(count: int, seconds: int) -> None:
        minutes = seconds // 60
        click.echo(
            f"{count} 位的服务器暂不接收，{minutes} 分钟后再试 · {count} postponed by their servers, trying again in {minutes} min",
            err=True,
        )

    if left := len(tour.left):
        minutes = -(-left // pace.per_minute)
        click.echo(f"正在发送 {left} 封，约需 {minutes} 分钟 · sending {left}, about {minutes} min", err=True)
    try:
        for to, answer in tour.go(post, pace, wait):
            _tell(to, answer)
    except UnreachableError as error:
        return f"无法连接或登录邮件服务器 {post.server}", f"cannot reach or log in to {post.server}: {error}"
    except SenderError as error:
        return f"服务器不接受发送者 {post.sender}", f"the server refuses the sender {post.sender}: {error}"
    except RowError as error:
        return "服务器连续拒收，已停止", f"the server refuses one after the other, so this stopped: {error}"
    return None


WORDS = {
    "refused": ("拒收", "refused"),
    "postponed": ("暂不接收", "postponed"),
    "uncertain": ("结果不明", "uncertain"),
}


def _tell(to: str, answer: Answer) -> None:
    """Say what became of a letter that was not taken."""
    if answer.state in WORDS:
        zh, en = WORDS[answer.state]
        said = " ".join(filter(None, (str(answer.code or ""), answer.words)))
        click.echo(f"{to}: {zh} · {en}: {said}", err=True)


def _conclude(tour: Round, trouble: tuple[str, str] | None) -> None:
    """Say how many have it, and end with status 1 where somebody has not."""
    tally: dict[State | None, int] = dict(tour.tally)
    sent = sum(count for state, count in tally.items() if state == "sent")
    click.echo(
        f"{len(tour.recipients)} 位收件人，{sent} 位已送达服务器 · {sent} of {len(tour.recipients)} handed over",
        err=True,
    )
    for state, count in sorted(tally.items(), key=str):
        if state is not None and state in WORDS:
            zh, en = WORDS[state]
            click.echo(f"{zh} {count} · {en} {count}", err=True)
    if tally.get(None):
        click.echo(f"尚未尝试 {tally[None]} · not tried yet {tally[None]}", err=True)
    if trouble:
        raise Fault(" · ".join(trouble))
    if sent < len(tour.recipients):
        sys.exit(1)
