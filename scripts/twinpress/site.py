"""The site's configuration: what ``mkdocs.yml`` says, for everything that runs without MkDocs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import urlsplit

from twinpress import settings
from twinpress.moment import Moment, now, offset
from twinpress.options import Options, options
from twinpress.settings import ConfigurationError, Setting, plugin

__all__ = [
    "AS_OF", "CONTENT", "DEFAULT_LANGUAGE", "DRAFTS", "SEARCHES", "TAGS", "ConfigurationError", "Options", "Site", "absolute", "bare",
    "load", "make", "options", "path_of",
]  # fmt: skip

TAGS = {"zh": "zh-Hans", "en": "en"}
"""BCP 47 tag of each language."""
DEFAULT_LANGUAGE = "zh"
"""The language without a prefix in its addresses (mkdocs-static-i18n #306: it cannot have one)."""
SEARCHES = frozenset({"search", "material/search"})
"""Plugins that say that a site is to have a search; what they make is replaced."""
AS_OF = "TWINPRESS_AS_OF"
"""Environment variable with the moment at which plain ``mkdocs build`` shows the site."""
CONTENT = "TWINPRESS_CONTENT"
"""Environment variable with another content folder: how ``twinpress build --content`` tells MkDocs."""
QUIET = "TWINPRESS_QUIET"
"""Environment variable that keeps MkDocs from saying what is no warning. Its own ``--quiet`` drops the warnings too, and
``--strict`` counts what is logged."""
PART = "TWINPRESS_PART"
"""Environment variable that has MkDocs make its own part alone: the folder into which it writes what the rest needs of it."""
DRAFTS = "TWINPRESS_DRAFTS"
"""Environment variable that shows drafts and scheduled articles in a preview: ``twinpress serve --drafts``."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site: its names, its address, its folders and its few settings."""

    root: Path
    """Folder of ``mkdocs.yml``."""
    url: str = ""
    """Absolute address with a slash at the end, or empty."""
    names: Mapping[str, str]
    """The site's name by language."""
    taglines: Mapping[str, str]
    """One line about the site by language."""
    options: Options
    docs: Path
    elsewhere: Path | None = None
    """A content folder other than the configured one."""
    settings: Setting | None = None
    """What ``mkdocs.yml`` says, with lines; None for a content folder without one."""

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.elsewhere or self.root / self.options.content_dir

    @property
    def output(self) -> Path:
        """The folder into which the site is built."""
        return self.root / str((self.settings.get("site_dir").value if self.settings else None) or "site")

    @property
    def cache(self) -> Path | None:
        """The cache folder; a content folder without a project has none."""
        return self.root / self.options.cache_dir if self.options.cache_dir else None

    @property
    def zone(self) -> timezone:
        """Offset of dates that are written without one."""
        return offset(self.options.utc_offset)

    @property
    def base(self) -> str:
        """Path of the site on its host, with a slash at both ends: ``/`` or ``/news/``."""
        return urlsplit(self.url).path.rstrip("/") + "/"

    @property
    def domain(self) -> str:
        """Host of the site, for SiteDomain; empty where nothing names it."""
        official = self.options.official
        return (official.domain if official else None) or urlsplit(self.url).hostname or ""

    @property
    def searched(self) -> bool:
        """Whether the site has a search."""
        return self.settings is not None and any(plugin(self.settings, name) for name in SEARCHES)

    @property
    def own(self) -> bool:
        """Whether the content folder is the configured one: nothing in ``mkdocs.yml`` speaks of another."""
        return self.elsewhere is None or self.elsewhere.resolve() == (self.root / self.options.content_dir).resolve()

    def reading(self, content: Path) -> Site:
        """Return the same site with another content folder."""
        return replace(self, elsewhere=content)

    def at(self, url: str) -> Site:
        """Return the same site at another address: a preview is at the local one."""
        return replace(self, url=url.rstrip("/") + "/" if url else "")

    def moment(self, text: str | None = None) -> datetime:
        """Return the moment that ``text``, else the environment, asks for, else now.

        Raises ConfigurationError where it is no date.
        """
        written = text or os.environ.get(AS_OF)
        if not written:
            return now(self.zone)
        try:
            return Moment.parse(written, self.zone).at
        except ValueError:
            raise ConfigurationError(
                f"时刻须写作 2025-11-20 或 “2025-11-20 16:10”，现为：{written} · "
                f"a moment must be written 2025-11-20 or '2025-11-20 16:10', not: {written}"
            ) from None


def path_of(address: str, language: str) -> str:
    """Return an address below the site's root: the default language has no prefix."""
    return address if language == DEFAULT_LANGUAGE else f"{language}/{address}"


def load(path: Path) -> Site:
    """Read ``mkdocs.yml``; raise ConfigurationError if it is missing or cannot be used."""
    return make(settings.load(path), path.resolve().parent)


def make(said: Setting, root: Path) -> Site:
    """Make the site of a configuration; raise ConfigurationError where our options are wrong."""
    i18n = plugin(said, "i18n")
    languages = {
        str(language.value.get("locale")): language.value
        for language in (i18n.get("languages").items() if i18n else ())
        if isinstance(language.value, dict)
    }
    if unknown := sorted(set(languages) - set(TAGS)):
        raise ConfigurationError(
            f"i18n 插件的语言只能是 zh 与 en，现有：{', '.join(unknown)} · "
            f"the languages of the i18n plugin must be zh and en, not: {', '.join(unknown)}"
        )
    name, tagline = (str(said.get(key).value or "") for key in ("site_name", "site_description"))
    ours = plugin(said, "twinpress")
    return Site(
        root=root,
        url=absolute(said.get("site_url").value),
        names={key: str(languages.get(key, {}).get("site_name") or name) for key in TAGS},
        taglines={key: str(languages.get(key, {}).get("site_description") or tagline) for key in TAGS},
        options=options(ours.value if ours and isinstance(ours.value, dict) else {}),
        docs=root / str(said.get("docs_dir").value or "docs"),
        elsewhere=Path(os.environ[CONTENT]) if os.environ.get(CONTENT) else None,
        settings=said,
    )


def absolute(written: object) -> str:
    """Return a web address with a slash at the end; empty where it is none, with scheme and host."""
    try:
        parts = urlsplit(str(written or ""))
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # http://[broken
        sound = False
    return str(written).rstrip("/") + "/" if sound else ""


def bare(content: Path) -> Site:
    """Return a nameless site for a content folder that has no ``mkdocs.yml``."""
    folder = content.resolve()
    return Site(
        root=folder.parent,
        names=dict.fromkeys(TAGS, ""),
        taglines=dict.fromkeys(TAGS, ""),
        options=Options(cache_dir=""),
        docs=folder.parent / "docs",
        elsewhere=folder,
    )
