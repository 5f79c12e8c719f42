"""Destinations: what the links of two versions lead to, in whatever language that is shown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from urllib.parse import urlsplit

from twinpress.archive import Article
from twinpress.illustration import is_picture
from twinpress.links import Target, plain
from twinpress.prose import Link

Resolve = Callable[[str], Target]
"""Returns what a target written in the article leads to."""

LANGUAGES = frozenset(
    {"zh", "cn", "en", "eng", "english", "chinese", "zhongwen", "zh-cn", "zh-hans", "zh-hant", "en-us", "en-gb", "zh_cn", "en_us"}
)  # fmt: skip
"""Words by which addresses name one of the two languages."""
GENERAL = frozenset({"www", "m", "wap"})
"""Labels of hosts that say nothing."""
WORD = re.compile(r"[a-z]+(?:[-_](?:cn|hans|hant|us|gb)(?![a-z]))?", re.I)
OF_FILE = re.compile(r"[._-](?:zh|cn|en)(?=\.[A-Za-z0-9]+$)", re.I)
"""The language in the name of a file: ``chart.en.png``."""


@dataclass(frozen=True)
class Destination:
    """What a link of a version leads to."""

    kind: Literal["picture", "internal", "external"]
    key: str
    """The same in both languages: ``/2025/slug/``, ``/2025/slug/plan.pdf``, an address."""
    written: str
    """What a writer types, in any version of the article."""
    link: Link

    @cached_property
    def kin(self) -> str:
        """What it has in common with another that may have been meant: the host, without its language."""
        return _host(self.key) if self.kind == "external" else self.kind


def destination(link: Link, home: Article, resolve: Resolve) -> Destination | None:
    """Return what a link written in ``home`` leads to; None where it leads nowhere, or to the article itself.

    A picture that is not the article's own is none: IMG005.
    """
    target = resolve(plain(link.target))
    if target.kind == "own":
        target = resolve(target.path)
    if target.kind == "file" and target.article:
        name = target.path if target.article is home else f"/{target.article.path}/{target.path}"
        key = f"/{target.article.path}/{OF_FILE.sub('', target.path)}"
        picture = link.image or (link.definition and is_picture(target.path))
        if picture and target.article is not home:
            return None
        return Destination("picture" if picture else "internal", key, name, link)
    if target.article is home or link.image:
        return None
    if target.kind in ("article", "page", "broken"):
        address = "/" + target.path.strip("/") + "/" if target.path else "/"
        return Destination("internal", address, address, link)
    return Destination("external", target.path, target.path, link) if target.kind == "external" else None


class Destinations:
    """Where a version leads to, ready to be asked: an article may have a hundred thousand links."""

    def __init__(self, found: Iterable[Destination]):
        self._known: set[tuple[str, str]] = set()
        self._languages: dict[str, set[frozenset[str]]] = defaultdict(set)
        """The languages that addresses of a site name, by site."""
        for one in found:
            self._known.add((one.kind, _without_language(one)))
            self._languages[one.kin].add(_languages(one.key))

    def __contains__(self, one: object) -> bool:
        """Tell whether a destination is among them: the same, or the same site's in another language."""
        if not isinstance(one, Destination):
            return False
        if (one.kind, _without_language(one)) in self._known:
            return True
        return one.kind == "external" and bool(self._languages.get(one.kin, set()) - {_languages(one.key)})


def _host(address: str) -> str:
    """Return the host of an address without the labels that name a language; its scheme, where there is none."""
    try:
        parts = urlsplit(address)
    except ValueError:  # https://[broken
        return address
    labels = (parts.hostname or "").split(".")
    while len(labels) > 2 and labels[0] in GENERAL | LANGUAGES:
        labels = labels[1:]
    return ".".join(labels) or parts.scheme.lower()


def _without_language(one: Destination) -> str:
    """Return an address as far as it is the same in all languages: without scheme, fragment, slash at the end."""
    if one.kind != "external":
        return one.key
    try:
        parts = urlsplit(one.key)
    except ValueError:
        return one.key
    return f"{one.kin}/{parts.path.strip('/')}?{parts.query}"


def _languages(address: str) -> frozenset[str]:
    """Return the words of an address that name a language; the end of a host names a country."""
    host, _, rest = address.partition("://")[2].partition("/")
    words = WORD.findall(f"{host.rpartition('.')[0]}/{rest}")
    return LANGUAGES.intersection(word.casefold() for word in words)
