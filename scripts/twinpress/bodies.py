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

    def named(self, article: Article, document: Document) -> Named:
        """Return the files that the body of a version names; none of them lies beside an article that is hidden."""
        return self._named.get(document.path, lambda: self._read(article, document))

    def _read(self, article: Article, document: Document) -> Named:
        trace.ask("body", document.path)
        body = document.body(self.archive.root)
        if not LEADING.search(body):
            return NOTHING
        files: set[str] = set()
        pictures: set[str] = set()
        for link in Prose(body).links:
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


NOTHING = Named()
"""What most bodies name."""
