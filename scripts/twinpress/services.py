"""The options of the services around the archive: calendar, newsletter, figures of use, letters, comments, machines.

Values alone. Each service is off until its option is written, and nothing of it is in the site then.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StrictBool, StrictInt, ValidationInfo

from twinpress.kinds import MAIL_ADDRESS, Line, MailAddress, Slug, Url, refuse
from twinpress.model import Record
from twinpress.views.tally import DAYS
from twinpress.vocabulary import Names

System = Literal["artalk", "isso", "waline"]
"""Programs for comments that an organisation can run itself."""


HOST = re.compile(r"[A-Za-z0-9.-]+(:\d+)?")
"""Host and port; a Content-Security-Policy takes Chinese names in their ASCII form alone (xn--…), and ends at ``;``."""
SCRIPTS = {name: f"assets/javascripts/{name}.js" for name in ("comments", "views")}
"""Scripts that a site has only where the option of their service is written."""


def _secure(url: str) -> str:
    """Refuse a plain address of another host: what readers type goes there. Of a host, refuse what means more in a policy."""
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1"):
        raise refuse("secure", url)
    if not HOST.fullmatch(parts.netloc):
        raise refuse("secure", url)
    return url


def _base(url: str) -> str:
    """Refuse what no path can follow: a program's files have their addresses below it."""
    if "?" in url or "#" in url:
        raise refuse("base", url)
    return url


def _leave(written: str) -> str:
    """Accept a page, or an address to write to."""
    if not MAIL_ADDRESS.fullmatch(written) and not WEB_PAGE.fullmatch(written):
        raise refuse("leave", written)
    return written


def _key(written: str) -> str:
    """Accept what IndexNow takes for a key (indexnow.org, "Key requirements")."""
    if not re.fullmatch("[A-Za-z0-9-]{8,128}", written):
        raise refuse("key", written)
    return written


def _one_click(said: bool, info: ValidationInfo) -> bool:
    """Refuse a bare POST to a page that cannot know whom it is about (RFC 8058, section 3.1)."""
    if said and READER not in info.data.get("unsubscribe", READER):
        raise refuse("one_click", said)
    return said


def _both(names: Names) -> Names:
    """Refuse words in one language alone: who consents has to understand to what."""
    if not (names.zh and names.en):
        raise refuse("both", names.zh or names.en or "")
    return names


READER = "{address}"
"""Stands in the address of a page for that of the reader who leaves."""
WEB_PAGE = re.compile(r"(?=.{1,200}$)https://[A-Za-z0-9.-]+(?::\d+)?(?:[/?][!#-;=?-~]*)?")
"""In ASCII, as a header of a message holds it between angle brackets (RFC 2369), in a line of at most 998 octets."""
BothNames = Annotated[Names, AfterValidator(_both)]
SecureUrl = Annotated[Url, AfterValidator(_secure)]


def origin(url: str) -> str:
    """Return the scheme and host of an address, as a Content-Security-Policy names it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, kw_only=True)
class Form(Record):
    """The form on the page on subscribing: one field, and what those who fill it in have to know."""

    action: SecureUrl
    """Where the address goes: the mailing-list program of the organisation."""
    hidden: Mapping[Line, Line] = field(default_factory=dict)
    """What that program wants sent along, such as the list's number."""
    field: Line = "email"
    """Name of the field in which that program expects the address."""
    purpose: BothNames
    """What the address is used for."""
    retention: BothNames
    """How long it is kept."""
    leave: BothNames
    """How to leave."""


@dataclass(frozen=True, kw_only=True)
class Newsletter(Record):
    """The newsletter: who sends it, and how readers join and leave."""

    sender: MailAddress
    """The address that it comes from; its name is the site's."""
    reply_to: MailAddress | None = None
    """Where answers go, if not to the sender."""
    list: MailAddress | None = None
    """The address of a mailing list, whose program sends it on and takes people off."""
    unsubscribe: Annotated[Line, AfterValidator(_leave)]
    """Where a reader leaves: a page, or an address to write to. Mail programs show it as a button (RFC 2369).

    ``READER`` in the address of a page becomes that of the recipient.
    """
    one_click: Annotated[StrictBool, AfterValidator(_one_click)] = False
    """Whether that page takes somebody off for a bare POST (RFC 8058)."""
    form: Form | None = None


@dataclass(frozen=True, kw_only=True)
class Views(Record):
    """Figures of use: how often an article was read."""

    most_read: Annotated[StrictInt, Field(ge=0, le=20)] = 0
    """Articles in the box "most read" of home and section pages; 0: no box."""
    days: Annotated[StrictInt, Field(ge=1, le=DAYS)] = 30
    """Days that count for that box, the newest that was counted included."""


@dataclass(frozen=True, kw_only=True)
class Letters(Record):
    """Letters to those who write: a link below each article."""

    address: MailAddress


@dataclass(frozen=True, kw_only=True)
class Comments(Record):
    """Comments, kept by a program on a host of the organisation's own, and fetched when a reader asks for them."""

    system: System
    server: Annotated[SecureUrl, AfterValidator(_base)]
    closed: tuple[Slug, ...] = ()
    """Sections whose articles take no comments; of a single article, its field ``comments`` says so."""


@dataclass(frozen=True, kw_only=True)
class Push(Record):
    """What is told to search engines that want to hear of changes; the site itself asks nobody for anything."""

    indexnow: Annotated[Line, AfterValidator(_key)] | None = None
    """The key that proves that the site is ours: a file of its name stands at the root."""
