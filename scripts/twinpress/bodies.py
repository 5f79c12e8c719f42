"""The bodies of articles: which files they name. Pages publish those, and show no picture twice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from twinpress import trace
from twinpress.archive import Archive, Article, State
from twinpress.document import Document
from twinpress.links import resolve
from twinpress.prose import Prose
from twinpress.site import Site
from twinpress.trace import Memo

PARAGRAPHS = re.compile(r"\n[ \t]*(?=\n)")
"""What ends every link that is open, as ``prose.py`` reads a text."""
REACHING = re.compile(r"[`<]|~~~|^(?: {4}|\t)", re.M)
"""Begins something that can reach over paragraphs, or makes them something else: code, HTML."""
LEADING = re.compile(r"<|\]:|\]\((?!(?:https?:[^()\s]*|#[^()\s]*|[\w./-]*(?:/|\.md)(?:#[^()\s]*)?)\))")
"""Stands in every text that can name a file: HTML, a reference, a link to anything but a page. Most texts are not parsed."""


@dataclass(frozen=True, slots=True)
class Named:
    """The files beside articles that a body names, by their paths below the content folder."""

    files: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    """Those of them that it shows as pictures."""


class Bodies:
    """The bodies of all articles of an archive.

    Both languages' pages ask each of them several times, and parsing costs most; what was found is kept, and no text. An
    archive is read anew when a file changes, and this with it.
    """

    def __init__(self, archive: Archive, site: Site):
        self.archive = archive
        self.site = site
        self._named: Memo[str, Named] = Memo()
        self._last = ("", "")
        """Path and text of the version that was read last: whoever shows a text has just asked which pictures it shows."""

    def text(self, document: Document) -> str:
        """Return the body of a version."""
        trace.ask("body", document.path)
        path, text = self._last
        if path != document.path:
            text = document.body(self.archive.root)
            self._last = (document.path, text)
        return text

    def named(self, article: Article, document: Document) -> Named:
        """Return the files that the body of a version names; none of them lies beside an article that is hidden."""
        return self._named.get(document.path, lambda: self._read(article, document))

    def _read(self, article: Article, document: Document) -> Named:
        files: set[str] = set()
        pictures: set[str] = set()
        for link in Prose(leading(self.text(document))).links:
            target = resolve(link.target, article, self.archive, self.site, ())
            if target.kind != "file" or target.article is None:
                continue
            if self.archive.state(target.article) in (State.HIDDEN, State.REMOVED):
                continue
            path = f"{target.article.path}/{target.path}"
            files.add(path)
            if link.image:
                pictures.add(path)
        return Named(frozenset(files), frozenset(pictures)) if files else NOTHING


def leading(body: str) -> str:
    """Return the part of a body in which files can be named, with the same links: the paragraphs that hold such a link."""
    if not LEADING.search(body):
        return ""
    if REACHING.search(body):
        return body
    return "\n".join(paragraph for paragraph in PARAGRAPHS.split(body) if LEADING.search(paragraph))


NOTHING = Named()
"""What most bodies name."""
