"""A page before it is rendered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from twinpress.archive import Article
from twinpress.document import LANGUAGES
from twinpress.pages.view import View
from twinpress.site import DEFAULT_LANGUAGE


def path_of(address: str, language: str) -> str:
    """Return an address below the site's root: the default language has no prefix."""
    return address if language == DEFAULT_LANGUAGE else f"{language}/{address}"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page in one language. View and body are made when it is rendered, and only then."""

    kind: str
    language: str
    address: str
    """Below the language's home: ``2025/a-slug/``, ``trainings/``, empty for the home page."""
    template: str
    title: str
    view: Callable[[], View]
    body: Callable[[], str] = field(default=lambda: "")
    """Markdown."""
    files: Callable[[], tuple[str, ...]] = field(default=lambda: ())
    """Files published with it, relative to the content folder."""
    languages: Sequence[str] = LANGUAGES
    """Those in which this very page exists."""
    article: Article | None = None
    listed: bool = True
    """Whether sitemaps name it."""
    searchable: bool = False

    @property
    def path(self) -> str:
        """Address below the site's root."""
        return path_of(self.address, self.language)
