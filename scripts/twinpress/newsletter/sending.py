"""Sending: what ``twinpress digest --send`` asks of whoever types it, and what it tells."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twinpress.site import Site
from twinpress.terminal import Fault, read_text

if TYPE_CHECKING:
    from twinpress.newsletter.journal import Journal, Run
    from twinpress.newsletter.letter import Letter
    from twinpress.newsletter.post import Post, Server
    from twinpress.newsletter.round import Round
    from twinpress.services import Newsletter

URL = "TWINPRESS_SMTP_URL"
"""Environment variable with the mail server."""
PASSWORD = "TWINPRESS_SMTP_PASSWORD"
"""Environment variable with its password, which stands nowhere else: whoever lists processes reads command lines."""
WANTED = """\
mkdocs.yml 没有写明{what_zh}，请在其中加上 · mkdocs.yml does not say {what_en}; add to it:
{lines}"""
LIST_OPTION = """\
plugins:
  - twinpress:
      newsletter:
        list: all@lists.example.org"""
WORDS = {
    "refused": ("拒收", "refused"),
    "postponed": ("暂不接收", "postponed"),
    "uncertain": ("结果不明", "uncertain"),
}
"""What became of a letter that was not taken, by ``State``."""


def recipients_of(found: Site, newsletter: Newsletter, listed: str | None) -> tuple[str, ...]:
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


def journal_of(found: Site, listed: str | None, journal: str | None) -> Path:
    """Return the place of the journal."""
    if journal is None and (listed is None or listed == "-"):
        raise Fault(
            "没有名单文件时，请用 --journal FILE 指定发送记录 · without a list file, say with --journal FILE where it is "
            "noted what was sent"
        )
    place = Path(journal if journal is not None else f"{listed}.journal")
    _private(place, found)
    if listed is not None and place.exists() and Path(listed).exists() and place.samefile(listed):
        raise Fault(
            f"--journal 不能是名单 {listed}，请写另一个文件 · --journal is the list {listed}: name another file"
        )
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


def server_of(smtp: str | None, *, plaintext: bool) -> Server:
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


@dataclass(frozen=True, kw_only=True)
class Sending:
    """A letter, those who get it, and the way there."""

    letter: Letter
    recipients: tuple[str, ...]
    place: Path
    """Of the journal."""
    server: Server
    per_minute: int
    retry_refused: bool
    retry_uncertain: bool
    anyway: bool
    """Whether an earlier letter with some of the same articles does not matter."""

    def run(self, *, dry_run: bool) -> None:
        """Send the letter to all who have not got it, or say to how many; exit status 1 where somebody has not got it."""
        from twinpress.lock import BusyError
        from twinpress.newsletter import journal

        try:
            if dry_run:
                self._foretell(self._round(journal.peek(self.place)))
            else:
                with journal.kept(self.place) as open_journal:
                    self._send(self._round(open_journal))
        except BusyError:
            raise Fault(f"另一个发送正在进行 · another run is sending: {self.place}") from None
        except journal.DamagedError as error:
            raise Fault(
                f"{self.place}:{error}: 发送记录已损坏，为免重发，没有发送；请恢复备份，或另用 --journal · the journal is "
                "damaged, and nothing is sent, so that nobody gets it twice: restore it, or use another --journal"
            ) from None
        except OSError as error:
            raise Fault(f"无法读写发送记录 · cannot read or write the journal: {error}") from None

    def _round(self, journal: Journal) -> Round:
        """Return the round; refuse one whose letter tells again what some have read."""
        from twinpress.newsletter.round import Round

        before = None if self.anyway else journal.overlapping(self.letter.key, self.letter.lang, self.letter.articles)
        if before:
            raise Fault(self._repeated(before))
        return Round(
            letter=self.letter,
            recipients=self.recipients,
            journal=journal,
            retry_refused=self.retry_refused,
            retry_uncertain=self.retry_uncertain,
        )

    def _repeated(self, before: Run) -> str:
        """Say which letter has told some of this one's articles, and what can be done."""
        if not before.ended:
            return (
                f'上一封邮件没有发完，其中有些文章与这一封相同，有人会收到两次。请先用 --as-of "{before.as_of}" 把它发完，或加上 '
                f"--anyway · an earlier letter with some of the same articles was interrupted, and some would get them "
                f'twice: finish it with --as-of "{before.as_of}", or say --anyway'
            )
        count, same = len(self.letter.articles), len(before.articles.intersection(self.letter.articles))
        return (
            f"这一封的 {count} 篇文章中，有 {same} 篇已在 {before.as_of} 的邮件里发过。请改用较晚的 --since；给新加入名单的人补发那一封，"
            f'请用 --as-of "{before.as_of}"；确要再发，请加上 --anyway · {same} of the {count} articles were in the letter of '
            f'{before.as_of}: say a later --since, or --as-of "{before.as_of}" for those who are new on the list, or --anyway'
        )

    def _minutes(self, left: int) -> int:
        return -(-left // self.per_minute)

    def _foretell(self, tour: Round) -> None:
        left = len(tour.left)
        click.echo(f"主题 · subject: {self.letter.subject}")
        click.echo(f"文章 · articles: {len(self.letter.articles)}")
        click.echo(f"发送者 · sender: {self.letter.newsletter.sender}")
        click.echo(f"服务器 · server: {self.server}")
        click.echo(f"收件人 · recipients: {left}/{len(self.recipients)}")
        click.echo(f"约需 {self._minutes(left)} 分钟 · about {self._minutes(left)} min")
        click.echo("没有发送 · nothing was sent", err=True)

    def _send(self, tour: Round) -> None:
        from twinpress.newsletter.post import Post

        left = tour.left
        for to, state in tour.states.items():
            if state in WORDS and to not in left:
                _tell(to, f"{WORDS[state][0]}（以前）", f"{WORDS[state][1]} before")
        if left:
            minutes = self._minutes(len(left))
            click.echo(
                f"正在发送 {len(left)} 封，约需 {minutes} 分钟 · sending {len(left)}, about {minutes} min", err=True
            )
        post = Post(self.server, self.letter.newsletter.sender, os.environ.get(PASSWORD))
        try:
            trouble = self._go(tour, post)
        finally:
            post.close()
        _conclude(tour)
        if trouble:
            raise Fault(" · ".join(trouble))
        if len(tour.sent) < len(self.recipients):
            sys.exit(1)

    def _go(self, tour: Round, post: Post) -> tuple[str, str] | None:
        """Send; return what stopped it, in (zh, en)."""
        from twinpress.newsletter.post import SenderError, UnreachableError
        from twinpress.newsletter.round import Pace, RowError

        try:
            for to, answer in tour.go(post, Pace(per_minute=self.per_minute), _wait):
                if answer.state in WORDS:
                    zh, en = WORDS[answer.state]
                    _tell(to, zh, f"{en}: {answer.code or ''} {answer.words}")
        except UnreachableError as error:
            return f"无法连接或登录邮件服务器 {self.server}", f"cannot reach or log in to {self.server}: {error}"
        except SenderError as error:
            return f"服务器不接受发送者 {post.sender}", f"the server refuses the sender {post.sender}: {error}"
        except RowError as error:
            return (
                "服务器连续拒收，已停止；改正后请加上 --retry-refused",
                f"the server refuses one after the other, so this stopped; mend it, and say --retry-refused: {error}",
            )
        return None


def _tell(to: str, zh: str, en: str) -> None:
    click.echo(f"{to}: {zh} · {' '.join(en.split())}", err=True)


def _wait(count: int, seconds: int) -> None:
    minutes = seconds // 60
    click.echo(
        f"{count} 位的服务器暂不接收，{minutes} 分钟后再试 · "
        f"{count} postponed by their servers, trying again in {minutes} min",
        err=True,
    )


def _conclude(tour: Round) -> None:
    """Say how many have it, and how many have not."""
    states: list[str | None] = [*tour.states.values()]
    sent, everybody = len(tour.sent), len(tour.recipients)
    click.echo(f"{everybody} 位收件人，{sent} 位已送达服务器 · {sent} of {everybody} handed over", err=True)
    for state, (zh, en) in WORDS.items():
        if count := states.count(state):
            click.echo(f"{zh} {count} · {en} {count}", err=True)
    if untried := states.count(None):
        click.echo(
            f"尚未尝试 {untried}，再运行同一条命令即可继续 · not tried yet {untried}: the same command goes on",
            err=True,
        )
