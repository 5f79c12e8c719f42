"""The purge: what was removed for a lawful reason leaves older releases too, so that no rollback brings it back.

The newest release knows what is gone: its ``_redirects`` answers 410 for it. In an older release

- whatever stands at such an address or below it, in any language, becomes what it is in the newest one: the notice, or
  nothing. So do the search index, which holds the text in pieces, and the lists of redirects;
- whatever names a removed article (lists, feeds with the full text, neighbours, data for programs) becomes what it is in the
  newest one, or goes where that has nothing of the kind.

So nothing in it says more of the article than the newest release does. The lists of redirects come last: a release whose
own list says that an address is gone has nothing of it, and a purge that was cut short is done again.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from twinpress import twin
from twinpress.document import LANGUAGES
from twinpress.outputs import redirects

LISTS = (redirects.NGINX, redirects.CADDY, redirects.STATIC)
"""In the order in which they are replaced: the last one is the record of the purge."""
SEARCH = "search"
FOLDED = ".ics"
FOLD = re.compile(rb"\r?\n[ \t]")
"""Files for calendar programs break their lines anywhere, also within an address (RFC 5545, 3.1)."""
Lines = frozenset[tuple[str, str]]


def purge(old: Path, new: Path) -> bool:
    """Take out of the release ``old`` what the release ``new`` says is gone; tell whether there was anything to do.

    Only names change hands, never bytes: a file that other releases share stays theirs. Raises OSError.
    """
    gone = _gone(new) - _gone(old)
    if not gone:
        return False
    places, removed = _places(gone, _base(new, gone) or "/")
    mirrored = re.compile(f"(?:{'|'.join(map(re.escape, sorted(places)))})(?:/.*)?", re.DOTALL)
    names = _Names(removed)
    before, after = set(twin.files(old)), set(twin.files(new))
    concerned = {path for path in twin.firsts(before | after) if path not in LISTS and mirrored.fullmatch(path)}
    concerned |= {path for path in twin.firsts(before) if path not in LISTS and names.stand_in(old, path)}
    for path in sorted(concerned - after):
        twin.remove(f"{old}/{path}")
    for path in sorted(concerned & after):
        with suppress(FileExistsError, NotADirectoryError):  # a file of the old release stands where a folder would be
            twin.replace(f"{new}/{path}", f"{old}/{path}")
    for name in LISTS:
        if (new / name).exists():
            twin.replace(f"{new}/{name}", f"{old}/{name}")
    return True


def removes(new: Path, old: Path) -> bool:
    """Tell whether a release or site says that something is gone of which another may still hold the text."""
    return bool(_gone(new) - _gone(old))


def _gone(release: Path) -> Lines:
    try:
        return redirects.gone((release / redirects.STATIC).read_bytes())
    except FileNotFoundError:
        return frozenset()


def is_clear(release: Path) -> bool:
    """Tell whether the files can be found that a release says are gone, which it names from the host's root."""
    gone = _gone(release)
    return not gone or _base(release, gone) is not None


def _base(release: Path, gone: Lines) -> str | None:
    """Return the path of the site on its host, ``/`` or ``/news/``: what stands before the page that each notice is."""
    for _, shown in sorted(gone):
        for at in (match.end() for match in re.finditer("/", shown)):
            page = shown[at:] + ("index.html" if shown.endswith("/") else "")
            if at < len(shown) and (release / page).is_file():
                return shown[:at]
    return None


def _places(gone: Lines, base: str) -> tuple[set[str], set[str]]:
    """Return the places of all that is gone, files or folders, and the addresses of the removed articles: ``2025/a-slug``."""
    places, removed = {SEARCH, *(f"{language}/{SEARCH}" for language in LANGUAGES)}, set()
    for address, shown in gone:
        places.add(address.removeprefix(base).strip("/"))
        if shown.endswith("/"):  # its own notice, where other things show the page of what is not found
            article = _bare(shown.removeprefix(base).strip("/"))
            removed.add(article)
            places |= {article, *(f"{language}/{article}" for language in LANGUAGES)}
    return places - {""}, removed


def _bare(address: str) -> str:
    """Return an address without its language: pictures of an article lie at one address for both."""
    first, _, rest = address.partition("/")
    return rest if first in LANGUAGES else address


class _Names:
    """The addresses of removed articles, as other pages write them: from the root, and from within their year."""

    def __init__(self, articles: Collection[str]):
        self.slugs = [article.rpartition("/")[2].encode() for article in articles]
        years: dict[str, list[str]] = {}
        for article in articles:
            year, _, slug = article.rpartition("/")
            years.setdefault(year, []).append(slug)
        whole = "|".join(f"{re.escape(year)}/(?:{'|'.join(map(re.escape, slugs))})" for year, slugs in years.items())
        self.anywhere = re.compile(rf"(?<![\w-])(?:{whole})(?![\w-])".encode()) if whole else None
        self.within = {
            year: re.compile(rf"(?:\.\./|[\"'=(])(?:{'|'.join(map(re.escape, slugs))})(?![\w-])".encode())
            for year, slugs in years.items()
        }

    def stand_in(self, folder: Path, path: str) -> bool:
        """Tell whether a text names one of them."""
        if self.anywhere is None or not twin.is_text(path):
            return False
        with open(f"{folder}/{path}", "rb") as file:
            data = file.read()
        if path.endswith(FOLDED):
            data = FOLD.sub(b"", data)
        if not any(slug in data for slug in self.slugs):  # much sooner said than by an expression
            return False
        near = self.within.get(_bare(path).partition("/")[0])
        return bool(self.anywhere.search(data) or (near and near.search(data)))
