"""A page before it is rendered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from twinpress.archive import Article
from twinpress.document import LANGUAGES, Document
from twinpress.pages.view import View
from twinpress.site import path_of

__all__ = ["Page", "figures_of", "path_of", "relative"]


def relative(path: str, here: str) -> str:
    """Return the way from the page at ``here`` to the page or file at ``path``, both below the site's root.

    It leads over the root, so that what pages of one depth have in common is the same on all of them.
    """
    return "../" * here.count("/") + path or "./"


def figures_of(year: str) -> str:
    """Return the path of the file that says how often the articles of a year were read (``outputs/views.py``)."""
    return f"views/{year}.json"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page in one language. Its view is made when it is rendered, and only then; ``publication.py`` renders its text."""

    kind: str
    language: str
    address: str
    """Below the language's home: ``2025/a-slug/``, ``trainings/``, empty for the home page."""
    template: str
    title: str
    view: Callable[[], View]
    document: Document | None = None
    """The version whose body the page shows."""
    source: str | None = None
    """Path below ``docs/`` of a page whose text MkDocs reads and renders itself."""
    files: Callable[[], tuple[str, ...]] = field(default=lambda: ())
    """Files published with it, relative to the content folder."""
    languages: Sequence[str] = LANGUAGES
    """Those in which this very page exists."""
    article: Article | None = None
    given: object = None
    """What ``view`` was given that it asks nobody about; equal if its ``repr`` is (``trace.py``)."""
    entry: tuple[str, str] | None = None
    """(list of the vocabulary, id) of the entry whose list the page shows."""
    listed: bool = True
    """Whether sitemaps name it."""
    searchable: bool = False
    lasting: bool = True
    """Whether its address stays for ever: numbered pages of a list come and go with its length."""

    @property
    def path(self) -> str:
        """Address below the site's root."""
        return path_of(self.address, self.language)

    @property
    def file(self) -> str:
        """Path of its file below the site's root."""
        return f"{self.path}index.html"
