"""The newsletter's way: lists, journals, and a real mail server that takes, refuses, postpones and breaks off."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import signal
import ssl
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import PATIENCE
from test_newsletter import CONFIG, HERE, WEEK, body, letter, read
from twinpress.command import main
from twinpress.newsletter import journal as journals
from twinpress.newsletter.journal import DamagedError, State
from twinpress.newsletter.letter import written
from twinpress.newsletter.post import AddressError, Post, Security, Server, server
from twinpress.newsletter.recipients import Mistake, Recipients
from twinpress.newsletter.recipients import read as recipients
from twinpress.newsletter.round import ROW, WAITS, Pace, Round, RowError

ALL = ("li@example.org", "wang@example.org", "zhao@example.org")
PASSWORD = "correct horse"


@dataclass
class Office:
    """What a mail server does, and what it has taken."""

    taken: list[tuple[str, bytes]] = field(default_factory=list)
    """Recipient and message of what was accepted, or may have been."""
    answers: dict[str, list[str]] = field(default_factory=dict)
    """What it answers to RCPT for a recipient, one after the other; then it accepts."""
    after: dict[str, list[str]] = field(default_factory=dict)
    """What it answers to a letter for a recipient; ``break`` takes the letter and breaks off before the answer."""
    meet: Callable[[str, str], None] = lambda step, recipient: None
    """Is told each step, before it is answered."""
    logins: list[str] = field(default_factory=list)
    connections: int = 0

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.answers.get(f"from {address}", ["250 OK"])[0]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.meet("RCPT", address)
        said = self.answers.get(address)
        answer = said.pop(0) if said else "250 OK"
        if answer == "break":
            server.transport.abort()
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        (recipient,) = envelope.rcpt_tos
        self.meet("letter", recipient)
        said = self.after.get(recipient)
        answer = said.pop(0) if said else "250 taken"
        if answer.startswith("250") or answer == "break":
            assert isinstance(envelope.content, bytes)
            self.taken.append((recipient, envelope.content))
        if answer == "break":
            server.transport.abort()
        self.meet("answer", recipient)
        return answer

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append(data.login.decode())
        return AuthResult(success=data.password.decode() == PASSWORD, handled=False)

    @property
    def counts(self) -> Counter[str]:
        return Counter(recipient for recipient, _ in self.taken)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Make a certificate for this machine."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on this machine: apt-get install openssl")
    folder = tmp_path_factory.mktemp("certificate")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
    ]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    return certificate, key


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def port(office: Office) -> Iterator[int]:
    """A server that talks in the clear."""
    with opened(office) as number:
        yield number


@pytest.fixture
def starttls(office: Office, certificate: tuple[Path, Path]) -> Iterator[int]:
    """A server that wants STARTTLS and a password."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with opened(
        office, tls_context=context, require_starttls=True, authenticator=office.authenticate, auth_required=True
    ) as n:
        yield n


@pytest.fixture
def smtps(office: Office, certificate: tuple[Path, Path]) -> Iterator[int]:
    """A server that speaks TLS from the first octet."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with opened(office, ssl_context=context) as number:
        yield number


class Loopback(Controller):
    """A controller whose port the system chooses."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def opened(office: Office, port: int = 0, **options: Any) -> Iterator[int]:
    """Run a mail server on loopback; yield its port."""
    controller = Loopback(office, hostname="127.0.0.1", port=port, ready_timeout=PATIENCE, **options)
    controller.start()
    try:
        office.connections = 0
        yield controller.port
    finally:
        controller.stop()


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A list file, with the remarks that people make."""
    file = tmp_path / "list.txt"
    file.write_text(
        "# readers\nli@example.org\n\nwang@example.org # since May\nzhao@example.org\nzhao@EXAMPLE.org\n", "utf-8"
    )
    return file


def send(listed: Path, url: str, *arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(
        main,
        [
            *("digest", "--config", CONFIG, *WEEK, "--lang", language, "--send", "--to", str(listed)),
            *("--smtp", url, "--per-minute", "60000", *arguments),
        ],
    )


class Clock:
    """Time that passes where somebody waits for it, and nowhere else."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waited: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds

    def pace(self, per_minute: int = 60_000) -> Pace:
        return Pace(per_minute=per_minute, clock=lambda: self.now, sleep=self.sleep)


def go(
    port: int, place: Path, to: tuple[str, ...] = ALL, *, retry: bool = False, pace: Pace | None = None
) -> dict[str, State]:
    """Send a letter to some people; return what became of each this time, the last word counts."""
    post = Post(Server(host="127.0.0.1", port=port, user=None, security=Security.NONE), "news@news.example")
    with journals.kept(place) as journal:
        tour = Round(letter=letter("en"), recipients=to, journal=journal, retry_uncertain=retry)
        try:
            return {
                who: answer.state for who, answer in tour.go(post, pace or Clock().pace(), lambda count, seconds: None)
            }
        finally:
            post.close()


# --- through the command, with TLS -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_gets_a_message_of_his_own_and_none_twice(
    office: Office,
    starttls: int,
    listed: Path,
    language: str,
    certificate: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    monkeypatch.setenv("TWINPRESS_SMTP_PASSWORD", PASSWORD)
    url = f"smtp://news%40news.example@localhost:{starttls}"
    done = send(listed, url, language=language)
    assert done.exit_code == 0, done.output
    assert done.stderr == (
        "1 行地址重复，只发一次 · 1 repeated lines count once\n"
        "正在发送 3 封，约需 1 分钟 · sending 3, about 1 min\n"
        "3 位收件人，3 位已送达服务器 · 3 of 3 handed over\n"
    )
    assert office.counts == Counter(ALL)
    assert office.logins == ["news@news.example"]
    for recipient, data in office.taken:
        message = read(data)
        assert message["To"] == recipient
        assert body(message, "plain") == body(read(written(letter(language), recipient)), "plain")
        assert data == written(letter(language), recipient)
    assert send(listed, url, language=language).exit_code == 0
    assert office.counts == Counter(ALL)
    assert PASSWORD not in done.output + (listed.parent / "list.txt.journal").read_text("utf-8")


def test_tls_from_the_first_octet_to_a_mailing_list(
    office: Office, smtps: int, tmp_path: Path, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    monkeypatch.setenv("TWINPRESS_SMTP_URL", f"smtps://localhost:{smtps}")
    command = ["digest", "--config", CONFIG, *WEEK, "--lang", "zh", "--send", "--to-list"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 2
    assert "--journal FILE" in done.stderr
    done = CliRunner().invoke(main, [*command, "--journal", str(tmp_path / "sent.jsonl")])
    assert done.exit_code == 0, done.output
    assert office.counts == {"all@lists.news.example": 1}
    assert list(read(office.taken[0][1])) == [
        *("From", "To", "Reply-To", "Subject", "Date", "Message-ID"),
        *("MIME-Version", "Content-Type", "Content-Language"),
    ], "the list's program adds its own"


def test_a_server_that_nobody_vouches_for_gets_nothing(office: Office, starttls: int, smtps: int, listed: Path) -> None:
    for url in (f"smtp://localhost:{starttls}", f"smtps://localhost:{smtps}"):
        done = send(listed, url)
        assert done.exit_code == 2
        assert "certificate verify failed" in done.stderr
    assert office.taken == []


def test_a_server_without_tls_gets_nothing_unless_it_is_this_machine(office: Office, port: int, listed: Path) -> None:
    done = send(listed, f"smtp://127.0.0.1:{port}")
    assert done.exit_code == 2
    assert "STARTTLS extension not supported" in done.stderr
    assert office.taken == []
    assert send(listed, f"smtp://127.0.0.1:{port}", "--plaintext").exit_code == 0
    assert office.counts == Counter(ALL)


def test_a_wrong_password_is_said_and_not_shown(
    office: Office, starttls: int, listed: Path, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    done = send(listed, f"smtp://news@localhost:{starttls}")
    assert (done.exit_code, "TWINPRESS_SMTP_PASSWORD" in done.stderr) == (2, True)
    monkeypatch.setenv("TWINPRESS_SMTP_PASSWORD", "wrong horse")
    done = send(listed, f"smtp://news@localhost:{starttls}")
    assert done.exit_code == 2
    assert "535" in done.stderr
    assert "wrong horse" not in done.output
    monkeypatch.setenv("TWINPRESS_SMTP_PASSWORD", "密码")
    done = send(listed, f"smtp://news@localhost:{starttls}")
    assert (done.exit_code, "密码" in done.output, "5bc6" in done.output) == (2, False, False)
    assert office.taken == []


@pytest.mark.parametrize(
    ("url", "plain", "said"),
    [
        ("mail.example.org", False, "smtps://user@host:465"),
        ("http://mail.example.org", False, "smtps://user@host:465"),
        ("smtp://mail.example.org:port", False, "smtps://user@host:465"),
        ("smtps://news:secret@mail.example.org", False, "TWINPRESS_SMTP_PASSWORD"),
        ("smtp://mail.example.org", True, "--plaintext is for this very machine"),
        ("smtps://localhost", True, "--plaintext is for this very machine"),
    ],
)
def test_an_address_of_a_server_that_is_none(url: str, plain: bool, said: str) -> None:
    with pytest.raises(AddressError) as error:
        server(url, plain=plain)
    assert said in str(error.value)
    assert "secret" not in str(error.value)


def test_addresses_of_servers() -> None:
    assert server("smtps://a%40b.cn@mail.example.org") == Server(
        host="mail.example.org", port=465, user="a@b.cn", security=Security.TLS
    )
    assert server("smtp://mail.example.org").port == 587
    assert server("smtp://[::1]:2525", plain=True) == Server(host="::1", port=2525, user=None, security=Security.NONE)


def test_a_dry_run_connects_nowhere_and_writes_nothing(office: Office, port: int, listed: Path) -> None:
    done = send(listed, f"smtp://127.0.0.1:{port}", "--plaintext", "--dry-run", "--per-minute", "2")
    assert done.exit_code == 0
    assert done.stdout == (
        "主题 · subject: The Weekly, “Women & Children”: Children draw the street they want: forty wishes, nine promises, and 2 more\n"
        "文章 · articles: 4\n"
        "发送者 · sender: news@news.example\n"
        f"服务器 · server: 127.0.0.1:{port}\n"
        "收件人 · recipients: 3/3\n"
        "约需 2 分钟 · about 2 min\n"
    )
    assert (office.connections, [path.name for path in listed.parent.iterdir()]) == (0, ["list.txt"])


def test_nothing_is_sent_before_the_list_is_mended(office: Office, port: int, listed: Path) -> None:
    listed.write_text("li@example.org\nwang example.org\nzhao@example.org, \x1b[2Jchen@example.org\n", "utf-8")
    done = send(listed, f"smtp://127.0.0.1:{port}", "--plaintext")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"{listed}:{line}: 每行须为一个电子邮件地址，如 li@example.org，现为：{found} · "
        f"a line must be one e-mail address, such as li@example.org, not: {found}"
        for line, found in ((2, "wang example.org"), (3, "zhao@example.org, \ufffd[2Jchen@example.org"))
    ]
    assert office.connections == 0


@pytest.mark.parametrize("folder", ["content/2026", "docs", "../newsletter/content"])
def test_people_s_addresses_are_not_kept_where_things_are_published(folder: str) -> None:
    done = send(HERE / folder / "list.txt", "smtp://127.0.0.1:1", "--plaintext")
    assert done.exit_code == 2
    assert "which is published: keep it elsewhere" in done.stderr


# --- what servers answer ---------------------------------------------------------------------------------------------


def test_who_is_refused_is_noted_and_never_tried_again(office: Office, port: int, listed: Path) -> None:
    office.answers["wang@example.org"] = ["550 5.1.1 no such user \x1b[31m", "250 OK"]
    done = send(listed, f"smtp://127.0.0.1:{port}", "--plaintext")
    assert done.exit_code == 1
    assert "wang@example.org: 拒收 · refused: 550 5.1.1 no such user [31m\n" in done.stderr
    assert "\n拒收 1 · refused 1\n" in done.stderr
    done = send(listed, f"smtp://127.0.0.1:{port}", "--plaintext")
    assert (done.exit_code, done.stderr.splitlines()[1:]) == (
        1,
        [
            "wang@example.org: 拒收（以前） · refused before",
            "3 位收件人，2 位已送达服务器 · 2 of 3 handed over",
            "拒收 1 · refused 1",
        ],
    )
    assert office.counts == {"li@example.org": 1, "zhao@example.org": 1}


def test_who_is_postponed_is_tried_again_in_the_same_run(office: Office, port: int, tmp_path: Path) -> None:
    office.answers["li@example.org"] = ["451 4.7.1 greylisted", "250 OK"]
    office.after["wang@example.org"] = ["452 4.3.1 full"] * 2
    clock = Clock()
    found = go(port, tmp_path / "journal", pace=clock.pace())
    assert found == dict.fromkeys(ALL, State.SENT)
    assert [seconds for seconds in clock.waited if seconds > 60] == list(WAITS[:2])
    assert office.counts == Counter(ALL)


def test_patience_has_an_end_and_the_next_run_goes_on(office: Office, port: int, tmp_path: Path) -> None:
    office.answers["li@example.org"] = ["451 later"] * (len(WAITS) + 1)
    assert go(port, tmp_path / "journal")["li@example.org"] is State.POSTPONED
    assert go(port, tmp_path / "journal") == {"li@example.org": State.SENT}
    assert office.counts == Counter(ALL)


def test_where_nobody_knows_nothing_is_sent_again_unless_somebody_says_so(
    office: Office, port: int, listed: Path
) -> None:
    office.after["wang@example.org"] = ["break"]
    url = f"smtp://127.0.0.1:{port}"
    for _ in range(2):
        done = send(listed, url, "--plaintext")
        assert (done.exit_code, "结果不明 1 · uncertain 1\n" in done.stderr) == (1, True)
        assert office.counts == Counter(ALL), "it was taken, which the sender cannot know"
    assert send(listed, url, "--plaintext", "--retry-uncertain").exit_code == 0
    assert office.counts == {**Counter(ALL), "wang@example.org": 2}
    first, second = (data for recipient, data in office.taken if recipient == "wang@example.org")
    assert read(first)["Message-ID"] == read(second)["Message-ID"], "programs show one of two that have the same"


def test_a_connection_that_breaks_before_the_letter_costs_nothing(office: Office, port: int, tmp_path: Path) -> None:
    office.answers["li@example.org"] = ["break"]
    office.answers["zhao@example.org"] = ["421 4.3.2 closing"]
    assert go(port, tmp_path / "journal") == dict.fromkeys(ALL, State.SENT)
    assert office.counts == Counter(ALL)


def test_a_connection_is_not_used_for_ever(
    office: Office, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("twinpress.newsletter.post.LETTERS", 2)
    many = tuple(f"reader-{number}@example.org" for number in range(5))
    go(port, tmp_path / "journal", many)
    assert office.counts == Counter(many)
    assert office.connections == 3


def test_a_server_that_refuses_everybody_is_left_alone(office: Office, port: int, tmp_path: Path) -> None:
    many = tuple(f"reader-{number}@example.org" for number in range(2 * ROW))
    office.after = {who: ["554 5.7.1 spam"] for who in many}
    with pytest.raises(RowError, match="spam"):
        go(port, tmp_path / "journal", many)
    assert office.taken == []
    left = journals.peek(tmp_path / "journal")
    assert Counter(left.state(letter("en").key, who) for who in many) == {State.REFUSED: ROW, None: ROW}


def test_who_was_refused_for_the_server_s_sake_gets_it_when_that_is_mended(
    office: Office, port: int, listed: Path
) -> None:
    office.answers["wang@example.org"] = ["554 5.7.1 relay access denied", "250 OK"]
    url = f"smtp://127.0.0.1:{port}"
    assert send(listed, url, "--plaintext").exit_code == 1
    assert send(listed, url, "--plaintext", "--retry-refused").exit_code == 0
    assert office.counts == Counter(ALL)


@pytest.mark.parametrize("text", ["li@example.org", "li@example.org\nwang@example.org"])
def test_a_list_is_no_journal_and_stays_whole(office: Office, port: int, tmp_path: Path, text: str) -> None:
    file = tmp_path / "list.txt"
    file.write_text(text, "utf-8")
    done = send(file, f"smtp://127.0.0.1:{port}", "--plaintext", "--journal", str(file))
    assert (done.exit_code, f"--journal 不能是名单 {file}" in done.stderr) == (2, True)
    with pytest.raises(DamagedError), journals.kept(file):
        pass
    assert file.read_text("utf-8") == text
    assert office.connections == 0


def test_a_sender_who_is_refused_is_nobody_else_s_fault(office: Office, port: int, listed: Path) -> None:
    office.answers["from news@news.example"] = ["550 5.7.1 not from you"]
    done = send(listed, f"smtp://127.0.0.1:{port}", "--plaintext")
    assert done.exit_code == 2
    assert "the server refuses the sender news@news.example: 5.7.1 not from you" in done.stderr
    assert "尚未尝试 3，再运行同一条命令即可继续 · not tried yet 3: the same command goes on" in done.stderr


def test_a_server_that_goes_away_is_waited_for(office: Office, tmp_path: Path) -> None:
    with ExitStack() as first, ExitStack() as second:
        number = first.enter_context(opened(office))
        office.meet = lambda step, who: None
        clock = Clock()

        def sleep(seconds: float) -> None:
            clock.sleep(seconds)
            if seconds >= WAITS[0]:
                second.enter_context(opened(office, number))

        post = Post(Server(host="127.0.0.1", port=number, user=None, security=Security.NONE), "news@news.example")
        with journals.kept(tmp_path / "journal") as journal:
            tour = Round(letter=letter("en"), recipients=ALL, journal=journal)
            states = []
            for _, answer in tour.go(
                post, Pace(per_minute=60_000, clock=lambda: clock.now, sleep=sleep), lambda *_: None
            ):
                states.append(answer.state)
                if len(states) == 1:
                    first.close()
            post.close()
        assert states == [State.SENT, State.POSTPONED, State.SENT, State.SENT]
        assert office.counts == Counter(ALL)


def test_dots_at_the_beginning_of_a_line_arrive(office: Office, port: int) -> None:
    post = Post(Server(host="127.0.0.1", port=port, user=None, security=Security.NONE), "news@news.example")
    data = b"Subject: dots\r\n\r\n.\r\n..\r\n.end\r\n"
    assert post.hand("li@example.org", data, lambda: None).state is State.SENT
    post.close()
    assert office.taken == [("li@example.org", data)]


def test_letters_go_at_an_even_pace() -> None:
    clock = Clock()
    pace = clock.pace(per_minute=30)
    for pause in (0, 0.5, 5, 0):
        clock.now += pause
        pace.wait()
    assert clock.waited == [1.5, 2.0]


# --- the journal -----------------------------------------------------------------------------------------------------


KILLED = """
import os, pickle, signal, smtplib, sys
from pathlib import Path
from twinpress.newsletter import journal as journals
from twinpress.newsletter.post import Post
from twinpress.newsletter.round import Pace, Round
letter, server = pickle.load(sys.stdin.buffer)
print("ready", flush=True)
for line in sys.stdin.buffer:
    child = os.fork()
    if child:
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
        continue
    place, moment, *to = line.decode().split()
    left = int(moment)
    def counted(does):
        def step(*arguments):
            global left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            result = does(*arguments)
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return result
        return step
    os.fsync, smtplib.SMTP.send, smtplib.SMTP.getreply = map(counted, (os.fsync, smtplib.SMTP.send, smtplib.SMTP.getreply))
    with journals.kept(Path(place)) as journal:
        for _ in Round(letter=letter, recipients=to, journal=journal).go(
            Post(server, "news@news.example"), Pace(per_minute=60000, sleep=lambda seconds: None), lambda *_: None
        ):
            pass
    os._exit(0)
"""
"""Sends again and again, each time in a process that is killed before or after the n-th thing that it writes, says or hears."""


def test_killed_anywhere_nobody_gets_it_twice_and_the_next_run_goes_on(
    office: Office, port: int, tmp_path: Path
) -> None:
    here = Server(host="127.0.0.1", port=port, user=None, security=Security.NONE)
    with subprocess.Popen([sys.executable, "-c", KILLED], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as killer:
        assert killer.stdin
        assert killer.stdout
        killer.stdin.write(pickle.dumps((letter("en"), here)))
        killer.stdin.flush()
        assert killer.stdout.readline() == b"ready\n"
        uncertain = 0
        for moment in range(1, 10**6):
            to = tuple(f"{name}.{moment}@example.org" for name in ("li", "wang"))
            place = tmp_path / f"journal.{moment}"
            killer.stdin.write(f"{place} {moment} {' '.join(to)}\n".encode())
            killer.stdin.flush()
            status = int(killer.stdout.readline())
            assert status in (0, -signal.SIGKILL)
            go(port, place, to)
            known = journals.peek(place)
            states = {who: known.state(letter("en").key, who) for who in to}
            assert set(states.values()) <= {State.SENT, State.UNCERTAIN}
            for who, state in states.items():
                assert office.counts[who] == 1 if state is State.SENT else office.counts[who] <= 1, (moment, who)
            uncertain += State.UNCERTAIN in states.values()
            go(port, place, to, retry=True)
            assert all(1 <= office.counts[who] <= (2 if states[who] is State.UNCERTAIN else 1) for who in to), moment
            if status == 0:
                break
        assert moment > 40, "nothing was counted"
        assert 4 <= uncertain <= 14, "only around the letter itself"


@pytest.mark.parametrize("step", ["RCPT", "letter", "answer"])
def test_the_command_itself_is_killed(office: Office, port: int, listed: Path, step: str) -> None:
    command = [sys.executable, "-m", "twinpress", "digest", "--config", CONFIG, *WEEK, "--lang", "en", "--send"]
    command += ["--to", str(listed), "--smtp", f"smtp://127.0.0.1:{port}", "--plaintext", "--per-minute", "60000"]
    running: list[subprocess.Popen[bytes]] = []

    def kill(met: str, who: str) -> None:
        if (met, who) == (step, "wang@example.org"):
            running[0].kill()
            running[0].wait()

    office.meet = kill
    running.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
    assert running[0].wait() == -signal.SIGKILL
    office.meet = lambda met, who: None
    done = send(listed, f"smtp://127.0.0.1:{port}", "--plaintext")
    is_uncertain = step != "RCPT"
    assert done.exit_code == is_uncertain, done.output
    assert office.counts == Counter(ALL), "the server has taken it, which the command did not live to hear"
    assert send(listed, f"smtp://127.0.0.1:{port}", "--plaintext", "--retry-uncertain").exit_code == 0
    assert office.counts["wang@example.org"] == 1 + is_uncertain


def test_two_runs_do_not_send_at_once(office: Office, port: int, listed: Path) -> None:
    with journals.kept(listed.with_name("list.txt.journal")):
        done = send(listed, f"smtp://127.0.0.1:{port}", "--plaintext")
    assert done.exit_code == 2
    assert "another run is sending" in done.stderr
    assert office.connections == 0


def test_the_journal_holds_no_address_and_is_nobody_else_s(office: Office, port: int, listed: Path) -> None:
    send(listed, f"smtp://127.0.0.1:{port}", "--plaintext")
    file = listed.with_name("list.txt.journal")
    assert file.stat().st_mode & 0o777 == 0o600
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [sorted(line) for line in lines] == [
        ["journal", "salt"],
        ["articles", "as_of", "begin", "lang"],
        *[["letter", "state", "to"], ["code", "letter", "state", "to"]] * 3,
        ["end"],
    ]
    assert "@" not in file.read_text("utf-8")


def test_a_line_that_was_cut_short_tells_of_nothing(tmp_path: Path) -> None:
    place = tmp_path / "journal"
    with journals.kept(place) as journal:
        journal.note("a", "li@example.org", State.SENDING)
    whole = place.read_bytes()
    with journals.kept(place) as journal:
        journal.note("a", "li@example.org", State.SENT, 250)
    for end in range(len(whole), len(place.read_bytes())):
        cut = tmp_path / "cut"
        cut.write_bytes(place.read_bytes()[:end])
        assert journals.peek(cut).state("a", "li@example.org") is State.UNCERTAIN
        with journals.kept(cut) as journal:
            assert journal.state("a", "LI@example.org") is None
            assert journal.state("a", "li@EXAMPLE.org") is State.UNCERTAIN
        assert cut.read_bytes() == whole


@pytest.mark.parametrize(
    "line", [b"{}", b"\xff", b"[]", b'{"letter": "a", "to": "b", "state": "eaten"}', b'{"begin": "a"}']
)
def test_a_damaged_journal_sends_nothing(office: Office, port: int, listed: Path, line: bytes) -> None:
    file = listed.with_name("list.txt.journal")
    with journals.kept(file):
        pass
    file.write_bytes(file.read_bytes() + line + b"\n")
    with pytest.raises(DamagedError):
        journals.peek(file)
    done = send(listed, f"smtp://127.0.0.1:{port}", "--plaintext")
    assert done.exit_code == 2
    assert f"{file}:2: 发送记录已损坏" in done.stderr
    assert office.connections == 0


def test_an_interrupted_letter_is_finished_before_one_that_tells_the_same(
    office: Office, port: int, listed: Path
) -> None:
    """A run was killed, then somebody published: the next letter tells the old articles once more."""
    office.answers["from news@news.example"] = ["550 not now"]
    url = f"smtp://127.0.0.1:{port}"
    send(listed, url, "--plaintext")
    office.answers.clear()
    later = [
        "digest", "--config", CONFIG, "--as-of", "2026-03-09", "--since", "2026-03-01", "--lang", "en", "--send",
        "--to", str(listed), "--smtp", url, "--plaintext", "--per-minute", "60000",
    ]  # fmt: skip
    done = CliRunner().invoke(main, later)
    assert done.exit_code == 2
    assert 'finish it with --as-of "2026-03-08 09:00+08:00", or say --anyway' in done.stderr
    assert send(listed, url, "--plaintext").exit_code == 0
    again = CliRunner().invoke(main, later)
    assert (again.exit_code, again.stderr.splitlines(keepends=True)[-1]) == (
        2,
        "Error: 这一封的 5 篇文章中，有 4 篇已在 2026-03-08 09:00+08:00 的邮件里发过。请改用较晚的 --since；给新加入名单的人补发那一封，"
        '请用 --as-of "2026-03-08 09:00+08:00"；确要再发，请加上 --anyway · 4 of the 5 articles were in the letter of '
        '2026-03-08 09:00+08:00: say a later --since, or --as-of "2026-03-08 09:00+08:00" for those who are new on the list, '
        "or --anyway\n",
    )
    assert office.counts == dict.fromkeys(ALL, 1)
    assert CliRunner().invoke(main, [*later, "--anyway"]).exit_code == 0
    assert office.counts == dict.fromkeys(ALL, 2)


def test_a_full_disk_sends_nothing_more(
    office: Office, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be noted is not done."""
    left = 4
    synced = os.fsync

    def full(handle: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(28, "No space left on device")
        synced(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        go(port, tmp_path / "journal")
    monkeypatch.undo()
    assert office.counts == {"li@example.org": 1}
    assert go(port, tmp_path / "journal") == {"wang@example.org": State.SENT, "zhao@example.org": State.SENT}
    assert office.counts == Counter(ALL)


# --- lists -----------------------------------------------------------------------------------------------------------


def test_a_list_as_people_write_it() -> None:
    found = recipients(
        "\ufeff# readers\r\nLi@example.org\r\n\r\n  li@example.org\t# his other\nLi@Example.ORG\na#b@example.org\n.x@example.org\n"
    )
    assert found == Recipients(
        addresses=("Li@example.org", "li@example.org", "a#b@example.org"),
        mistakes=(
            Mistake(
                line=7,
                zh="每行须为一个电子邮件地址，如 li@example.org，现为：.x@example.org",
                en="a line must be one e-mail address, such as li@example.org, not: .x@example.org",
            ),
        ),
        repeated=1,
    )


@given(st.text())
def test_any_text_is_a_list_or_has_mistakes(text: str) -> None:
    found = recipients(text)
    assert len({address.lower() for address in found.addresses}) <= len(found.addresses)
    assert recipients("\n".join(found.addresses)) == Recipients(addresses=found.addresses)
