"""The post: a mail server, and letters handed to it one by one.

Only over TLS with a certificate that proves the server, or in the clear to this very machine. Between the last octet of a
letter and the server's answer nobody knows whether it was taken; everything else is known.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from twinpress.newsletter.journal import State

PORTS = {"smtps": 465, "smtp": 587}
"""For programs that hand in letters (RFC 8314; RFC 6409)."""
PLAIN_PORT = 25
TIMEOUT = 60
"""Seconds after which a server that says nothing counts as gone."""
TIMEOUT_LETTER = 600
"""Seconds for the answer to a letter, after which nobody would know what became of it (RFC 5321, 4.5.3.2.6)."""
LETTERS = 100
"""Handed over in one connection; many servers end one that lasts."""
CONTROL = re.compile(r"[^\x20-\x7e]+")
LINE_START = re.compile(rb"^\.", re.M)


class Security(StrEnum):
    """How a connection is kept from others."""

    TLS = "TLS"
    STARTTLS = "STARTTLS"
    NONE = "none"


class AddressError(Exception):
    """An address of a mail server that cannot be used; the message says why, in both languages."""


class UnreachableError(Exception):
    """The server cannot be reached or does not let us in."""


class SenderError(Exception):
    """The server takes nothing from our sender's address."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """A mail server."""

    host: str
    port: int
    user: str | None
    security: Security

    def __str__(self) -> str:
        return f"{self.host}:{self.port}" + (f" ({self.security})" if self.security is not Security.NONE else "")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What became of a letter."""

    state: State
    code: int = 0
    """The server's; 0: it gave none."""
    words: str = ""
    """The server's own, on one line."""


def server(url: str, *, plain: bool = False) -> Server:
    """Read ``smtps://user@host:465`` or, with STARTTLS, ``smtp://user@host:587``; raise AddressError.

    ``plain``: without TLS, which only this very machine may have.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or parts.scheme not in PORTS or parts.path.strip("/") or parts.query or parts.fragment:
        raise AddressError(
            "邮件服务器须写作 smtps://用户@主机:465 或 smtp://用户@主机:587 · "
            "a mail server is written smtps://user@host:465 or smtp://user@host:587"
        )
    if parts.password is not None:
        raise AddressError(
            "地址中不能有密码，请改用环境变量 TWINPRESS_SMTP_PASSWORD · "
            "no password belongs into the address: put it into the environment variable TWINPRESS_SMTP_PASSWORD"
        )
    if plain and (parts.scheme != "smtp" or not _is_here(host)):
        raise AddressError(
            "--plaintext 只用于本机，如 smtp://127.0.0.1:25 · --plaintext is for this very machine, as smtp://127.0.0.1:25"
        )
    security = Security.NONE if plain else Security.TLS if parts.scheme == "smtps" else Security.STARTTLS
    usual = PLAIN_PORT if plain else PORTS[parts.scheme]
    user = unquote(parts.username) if parts.username else None
    return Server(host=host, port=port or usual, user=user, security=security)


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class Post:
    """A way to hand letters to a server, which opens connections when it needs them."""

    def __init__(self, server: Server, sender: str, password: str | None = None):
        self.server = server
        self.sender = sender
        self._password = password
        self._smtp: smtplib.SMTP | None = None
        self._handed = 0

    def open(self) -> smtplib.SMTP:
        """Return a connection that takes another letter; raise UnreachableError."""
        if self._smtp is not None and self._handed >= LETTERS:
            self.close()
        if self._smtp is None:
            self._smtp, self._handed = self._connected(), 0
        return self._smtp

    def close(self) -> None:
        """End the connection, politely where that is possible."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except OSError:
                smtp.close()

    def hand(self, recipient: str, letter: bytes, sending: Callable[[], None]) -> Answer:
        """Hand over a letter; ``sending`` is called before its first octet leaves.

        Raises UnreachableError, SenderError, and what ``sending`` raises; nothing of the letter is sent then.
        """
        smtp = self.open()
        self._handed += 1
        try:
            code, said = smtp.mail(self.sender)
            if code // 100 == 5:
                raise SenderError(_answer(code, said).words)
            if code == 250:
                code, said = smtp.rcpt(recipient)
            if code in (250, 251):
                code, said = smtp.docmd("DATA")
            if code != 354:
                self._handed = LETTERS if code == 421 else self._handed  # 421: the server ends the connection
                smtp.rset()
                return _answer(code, said)
        except OSError as error:  # smtplib's own among them
            self._drop()
            return Answer(state=State.POSTPONED, words=_line(str(error)))
        except SenderError:
            self.close()
            raise
        return self._send(smtp, letter, sending)

    def _send(self, smtp: smtplib.SMTP, letter: bytes, sending: Callable[[], None]) -> Answer:
        """Send the letter itself, which the server waits for."""
        try:
            sending()
            smtp.send(LINE_START.sub(b"..", letter) + b".\r\n")
            _patience(smtp, TIMEOUT_LETTER)
            answer = _answer(*smtp.getreply(), letter=True)
            _patience(smtp, TIMEOUT)
        except smtplib.SMTPException as error:  # whatever happens to the connection has become one
            self._drop()
            return Answer(state=State.UNCERTAIN, words=_line(str(error)))
        except BaseException:
            self._drop()
            raise
        return answer

    def _drop(self) -> None:
        """Leave without a word: what the server has not got whole, it does not take."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        host, port = self.server.host, self.server.port
        smtp: smtplib.SMTP | None = None
        try:
            if self.server.security is Security.TLS:
                smtp = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
            else:
                smtp = smtplib.SMTP(host, port, timeout=TIMEOUT)
            if self.server.security is Security.STARTTLS:
                smtp.starttls(context=context)
            if self.server.user:
                smtp.login(self.server.user, self._password or "")
            smtp.ehlo_or_helo_if_needed()
        except (OSError, ValueError) as error:  # smtplib's own among them
            if smtp is not None:
                smtp.close()
            words = (
                "not ASCII" if isinstance(error, UnicodeError) else _line(str(error))
            )  # else a piece of the password
            raise UnreachableError(words) from None
        return smtp


def _patience(smtp: smtplib.SMTP, seconds: float) -> None:
    if smtp.sock is not None:
        smtp.sock.settimeout(seconds)


def _answer(code: int, said: bytes, *, letter: bool = False) -> Answer:
    """Return what an answer means; ``letter``: it is that to the letter itself, the only one after which it is sent."""
    words = _line(said.decode("ascii", "replace"))
    match code // 100:
        case 5:
            state = State.REFUSED
        case 2 if letter:
            state = State.SENT
        case _:
            state = State.UNCERTAIN if letter and code // 100 != 4 else State.POSTPONED
    return Answer(state=state, code=max(code, 0), words=words)


def _line(words: str) -> str:
    """Return words of a stranger as a terminal may show them."""
    return " ".join(CONTROL.sub(" ", words).split())[:200]
