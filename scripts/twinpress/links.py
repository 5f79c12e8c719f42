"""Links in articles: what a written target leads to.

Writers name another article by its address (``/2025/a-slug/``), its folder (``../a-slug/``) or its file
(``../a-slug/index.zh.md``), and a file beside their article by its name. The same function serves the checks and the
renderer, so that what was checked is what is published.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container
from dataclasses import dataclass
from html import unescape
from typing import Literal
from urllib.parse import unquote, urlsplit

from twinpress import trace
from twinpress.archive import Archive, Article
from twinpress.document import INDEX, LANGUAGES
from twinpress.site import Site

Kind = Literal["external", "unsafe", "own", "anchor", "article", "page", "file", "broken", "dead"]

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
HARMLESS = {"http", "https", "mailto", "tel", "sms", "geo", "ftp", "ftps", "xmpp", "sip"}
"""Schemes that run nothing and read nothing on the reader's machine."""
LINE_ENDS = re.compile(r"[\t\n\r]")
BLANK = "".join(map(chr, range(33)))
"""What browsers take away at both ends of an address."""
LOCAL = re.compile(r"[A-Za-z]:[\\/]|\\\\|/(?:Users|home|tmp)/")
"""Paths on somebody's own computer."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a link leads to."""

    kind: Kind
    path: str = ""
    """Of ``own``, ``page`` and ``article``: address below a language's home; of ``file``: its name; else as written."""
    fragment: str = ""
    article: Article | None = None
    """Of ``article``: the article; of ``file``: the one it lies beside."""
    language: str | None = None
    """The language asked for: ``/en/2025/slug/`` and ``index.en.md`` name one, ``/2025/slug/`` leaves it to the reader."""


def plain(target: str) -> str:
    """Return a target as a browser reads it: without character references and the line ends hidden in it."""
    return LINE_ENDS.sub("", unescape(target)).strip(BLANK)


def hostile(target: str) -> bool:
    """Tell whether following a target runs something, or reads something on the reader's machine."""
    written = plain(target)
    scheme = SCHEME.match(written)
    return bool(LOCAL.match(written)) or bool(scheme and scheme[0][:-1].lower() not in HARMLESS)


def resolve(target: str, home: Article | None, archive: Archive, site: Site, pages: Container[str]) -> Target:
    """Return what ``target``, written in ``home``, leads to. ``pages``: addresses of standing and list pages.

    ``home`` is None for a page that is no article: what a relative target leads to from there is another matter.
    """
    written = plain(target)
    if not written:
        return Target(kind="dead")
    if hostile(written):
        return Target(kind="unsafe", path=written)
    scheme = SCHEME.match(written)
    if scheme or written.startswith("//"):
        return _absolute(written, site)
    if written.startswith("#"):
        return Target(kind="anchor", fragment=unquote(written[1:]))
    path, _, fragment = written.partition("#")
    path = unquote(path.partition("?")[0])
    if path.startswith("/"):
        return _place(path[1:], fragment, archive, pages)
    if home is None:
        return Target(kind="dead", path=path, fragment=unquote(fragment))
    if "/" not in path and not INDEX.fullmatch(path):
        if path in home.files:
            return Target(kind="file", path=path, fragment=unquote(fragment), article=home)
        return Target(kind="dead", path=path, fragment=unquote(fragment))
    joined = posixpath.normpath(posixpath.join(home.path, path))
    if joined.startswith(".."):
        return Target(kind="dead", path=written)
    folder, name = posixpath.split(joined)
    if INDEX.fullmatch(name):
        return _place(folder, fragment, archive, pages, name.split(".")[1])
    return _place(joined, fragment, archive, pages)


def _absolute(written: str, site: Site) -> Target:
    """Sort out a target that names a scheme or a host."""
    try:
        there, here = urlsplit(written), urlsplit(site.url)
        if here.hostname and there.hostname == here.hostname and there.path.startswith(site.base.rstrip("/")):
            path = unquote(there.path)[len(site.base) - 1 :] or "/"
            return Target(kind="own", path=path, fragment=unquote(there.fragment))
    except ValueError:
        return Target(kind="dead", path=written)
    return Target(kind="external", path=written)


def _place(path: str, fragment: str, archive: Archive, pages: Container[str], language: str | None = None) -> Target:
    """Find the article or page with the address ``path`` (no leading slash)."""
    bare = path.strip("/")
    first, _, rest = bare.partition("/")
    if first in LANGUAGES:
        bare, language = rest, first
    trace.ask("place", bare)
    with trace.pause():
        return _found(path, bare, fragment, archive, pages, language)


def _found(
    path: str, bare: str, fragment: str, archive: Archive, pages: Container[str], language: str | None
) -> Target:
    article = archive.by_path.get(bare)
    if article:
        path = article.address
        return Target(kind="article", path=path, fragment=unquote(fragment), article=article, language=language)
    if bare in archive.folders:
        return Target(kind="broken", path=bare)  # the article cannot be read: its own finding says so
    address = bare + "/" if bare else ""
    if address in pages:
        return Target(kind="page", path=address, fragment=unquote(fragment), language=language)
    folder, _, name = bare.rpartition("/")
    owner = archive.by_path.get(folder)
    if owner and name in owner.files:
        return Target(kind="file", path=name, fragment=unquote(fragment), article=owner)
    return Target(kind="dead", path=path)
