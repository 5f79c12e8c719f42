"""Recipients: a text file with an address a line, ``#`` before remarks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from twinpress.kinds import MAIL_ADDRESS

REMARK = re.compile(r"(?:^|\s)#.*")
"""Not a ``#`` within an address, where it is allowed."""
LINE_END = re.compile(r"\r\n?|\n")
"""As editors count lines."""
LONGEST = 254
"""Octets of an address (RFC 5321, 4.5.3.1.3, less the angle brackets)."""


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """A line that is no address."""

    line: int
    """From 1."""
    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Recipients:
    """Those who get the letter, each once, in the order of the file."""

    addresses: tuple[str, ...]
    mistakes: tuple[Mistake, ...] = ()
    repeated: int = 0
    """Lines whose address stands further above."""


def read(text: str) -> Recipients:
    """Read a list. The case of a host means nothing, that of what stands before the ``@`` is the host's own business."""
    found: dict[str, str] = {}
    mistakes: list[Mistake] = []
    repeated = 0
    for number, line in enumerate(LINE_END.split(text.removeprefix("\ufeff")), 1):
        written = REMARK.sub("", line).strip()
        if not written:
            continue
        if not MAIL_ADDRESS.fullmatch(written) or len(written) > LONGEST:
            mistakes.append(_mistake(number, written))
            continue
        repeated += known(written) in found
        found.setdefault(known(written), written)
    return Recipients(addresses=tuple(found.values()), mistakes=tuple(mistakes), repeated=repeated)


def known(address: str) -> str:
    """Return an address as it is compared with others."""
    name, _, host = address.rpartition("@")
    return f"{name}@{host.lower()}"


def _mistake(number: int, written: str) -> Mistake:
    written = "".join(character if character.isprintable() else "\ufffd" for character in written)
    return Mistake(
        line=number,
        zh=f"每行须为一个电子邮件地址，如 li@example.org，现为：{written}",
        en=f"a line must be one e-mail address, such as li@example.org, not: {written}",
    )
