"""The letter: an issue as an e-mail message with HTML and text.

The same archive, options and moment give the same bytes: a message is dated by the moment at which the archive was looked
at, and known by what it tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UniqueAddressHeader, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime
from hashlib import blake2b
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import css_inline
import jinja2

from twinpress.newsletter import plain
from twinpress.newsletter.frame import Frame, frame, leaving
from twinpress.newsletter.issue import Issue, Item
from twinpress.pages.edition import Edition
from twinpress.services import Newsletter

TEMPLATE = "newsletter/letter.html"
"""In the theme's folder."""
WORDS = "partials/words/{}.html"
PREHEADER = 100
"""Characters that mail programs show beside the subject, at most."""


class Bracketed(UnstructuredHeader, BaseHeader):
    """An address in angle brackets: on one line, since the library would encode a long one, and no program reads that."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header as it is sent."""
        return f"{self.name}: {self}{policy.linesep}"


class Subject(UnstructuredHeader, BaseHeader):
    """Words: Python's newer library encodes the long ones piece by piece, and a space between two pieces is lost (RFC 2047, 6.2)."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header as it is sent."""
        return f"{self.name}: {_encoded(str(self), self.name, policy)}{policy.linesep}"


class Sender(UniqueAddressHeader, BaseHeader):  # type: ignore[misc]  # as the registry itself puts them together
    """An address with a name, which is encoded as a subject is."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header as it is sent."""
        (address,) = self.addresses
        if _is_plain(address.display_name):
            return str(super().fold(policy=policy))
        name = _encoded(address.display_name, self.name, policy)
        return f"{self.name}: {name}{policy.linesep} <{address.addr_spec}>{policy.linesep}"


def _is_plain(words: str) -> bool:
    return words.isascii() and "=?" not in words  # which begins what is encoded


def _encoded(words: str, name: str, policy: Policy) -> str:
    """Return words in lines of at most 76 octets, encoded as a whole where they are not plain."""
    charset = "us-ascii" if _is_plain(words) else "utf-8"
    return Header(words, charset, header_name=name).encode(linesep=policy.linesep)


HEADERS = HeaderRegistry()
HEADERS.map_to_type("Subject", Subject)
HEADERS.map_to_type("From", Sender)
for name in ("List-Id", "List-Archive", "List-Unsubscribe"):
    HEADERS.map_to_type(name, Bracketed)
POLICY = SMTP.clone(cte_type="7bit", header_factory=HEADERS)
"""Not every server takes eight bits, and none takes lines of more than 998 octets (RFC 5321, 4.5.3.1.6)."""


class TemplateError(Exception):
    """The theme's template of the letter is missing or cannot be used."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter, ready but for its recipient."""

    key: str
    """By which it is known, whoever gets it: two letters that tell the same articles in the same language are one."""
    articles: tuple[str, ...]
    name: str
    """Of the sender."""
    subject: str
    lang: str
    text: str
    html: str
    date: datetime
    newsletter: Newsletter
    leave: str
    """As ``Frame.leave``."""
    site: str
    """Absolute address of the site."""
    home: str


def compose(edition: Edition, issue: Issue, newsletter: Newsletter, theme: Path, subject: str | None = None) -> Letter:
    """Make the letter of an issue; ``theme``: the folder of the templates. Raises TemplateError."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(theme), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    around = frame(edition, newsletter)
    try:
        words: dict[str, str] = vars(env.get_template(WORDS.format(issue.language)).module)["words"]
        title = subject or _subject(issue, around, words)
        given: dict[str, Any] = {"issue": issue, "frame": around, "words": words, "subject": title}
        html = _inlined(env.get_template(TEMPLATE).render(**given, preheader=_preheader(issue)))
        text = plain.text(issue, around, words)
    except Exception as error:  # a template is a program, and may raise anything
        raise TemplateError(f"{type(error).__name__}: {error}") from None
    return Letter(
        key=_key(edition.site.url, issue),
        articles=issue.articles,
        name=around.name,
        subject=title,
        lang=issue.lang,
        text=text,
        html=html,
        date=edition.archive.as_of,
        newsletter=newsletter,
        leave=around.leave,
        site=edition.site.url,
        home=issue.home,
    )


def message(letter: Letter, recipient: str | None = None) -> EmailMessage:
    """Return the letter as a message, to one recipient or to nobody in particular.

    Raises ValueError for a recipient that is no address.
    """
    newsletter = letter.newsletter
    made = EmailMessage(policy=POLICY)
    made["From"] = Address(display_name=letter.name, addr_spec=newsletter.sender)
    if recipient:
        made["To"] = Address(addr_spec=recipient)
    if newsletter.reply_to:
        made["Reply-To"] = Address(addr_spec=newsletter.reply_to)
    made["Subject"] = letter.subject
    made["Date"] = format_datetime(letter.date)
    made["Message-ID"] = f"<{'.'.join(filter(None, (letter.key, _digest(recipient))))}@{_domain(letter)}>"
    if recipient is None or recipient != newsletter.list:  # its program writes its own, and takes these for a loop
        for name, value in _bulk(letter, recipient):
            made[name] = value
    leave, wanted = letter.leave, leaving(letter.leave, recipient)
    made.set_content(letter.text.replace(leave, wanted))
    made.add_alternative(letter.html.replace(escape(leave, quote=False), escape(wanted, quote=False)), subtype="html")
    made["Content-Language"] = letter.lang
    made.set_boundary(f"=_{letter.key}")  # the library's own would be another one each time
    return made


def written(letter: Letter, recipient: str | None = None) -> bytes:
    """Return the message as bytes, with CRLF at the end of each line."""
    return message(letter, recipient).as_bytes()


def _bulk(letter: Letter, recipient: str | None) -> Iterator[tuple[str, str]]:
    """Yield what tells programs that a message goes to many, and how somebody is taken off the list."""
    yield "List-Id", f"<newsletter-{letter.lang.lower()}.{urlsplit(letter.site).hostname}>"  # RFC 2919
    yield "List-Archive", f"<{letter.home}>"
    yield "List-Unsubscribe", f"<{leaving(letter.leave, recipient)}>"  # RFC 2369
    if letter.newsletter.one_click and recipient:
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"  # RFC 8058
    yield "Auto-Submitted", "auto-generated"  # RFC 3834: no notice of absence comes back
    yield "Precedence", "bulk"  # the same, for older programs


def _subject(issue: Issue, around: Frame, words: dict[str, str]) -> str:
    title = " ".join(issue.lead.title.text.split())  # U+2028 and its like end a line in a header, not in an article
    if issue.count > 1:
        title = (
            words["letter.more"]
            .replace("#1", title)
            .replace("#2", str(issue.count - 1 if issue.language == "en" else issue.count))
        )
    return words["letter.subject"].replace("#1", around.name).replace("#2", title)


def _preheader(issue: Issue) -> str:
    """Return what mail programs show beside the subject: the other articles, since the subject has said the first one."""
    items: list[Item] = [item for box in issue.boxes for item in box.items]
    words = " · ".join(item.title.text for item in items) or issue.lead.description or ""
    return words if len(words) <= PREHEADER else words[: PREHEADER - 1] + "…"


def _inlined(html: str) -> str:
    """Write the rules of ``<style>`` into the elements; nothing is fetched."""
    return css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline(html)


def _key(site: str, issue: Issue) -> str:
    return blake2b(repr((site, issue.language, issue.articles)).encode(), digest_size=16).hexdigest()


def _digest(recipient: str | None) -> str:
    return blake2b(recipient.encode(), digest_size=8).hexdigest() if recipient else ""


def _domain(letter: Letter) -> str:
    return letter.newsletter.sender.rpartition("@")[2]
