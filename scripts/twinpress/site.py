"""The site's configuration: what ``mkdocs.yml`` says, for everything that runs without MkDocs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]

from twinpress.moment import Moment, now, offset

TAGS = {"zh": "zh-Hans", "en": "en"}
"""BCP 47 tag of each language."""
DEFAULT_LANGUAGE = "zh"
"""The language without a prefix in its addresses (mkdocs-static-i18n #306: it cannot have one)."""
AS_OF = "TWINPRESS_AS_OF"
"""Environment variable with the moment at which plain ``mkdocs build`` shows the site."""
CONTENT = "TWINPRESS_CONTENT"
"""Environment variable with another content folder: how ``twinpress build --content`` tells MkDocs."""
DRAFTS = "TWINPRESS_DRAFTS"
"""Environment variable that shows drafts and scheduled articles in a preview: ``twinpress serve --drafts``."""


class ConfigurationError(Exception):
    """The configuration cannot be used; the message says why, in both languages."""


def _offset(text: str) -> str:
    """Refuse what is no offset."""
    offset(text)
    return text


class Options(BaseModel):
    """Options of the ``twinpress`` plugin in ``mkdocs.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    content_dir: str = "content"
    """Folder of the articles, relative to ``mkdocs.yml``."""
    cache_dir: str = ".cache/twinpress"
    """Folder for what can be made again at any time."""
    utc_offset: Annotated[str, AfterValidator(_offset)] = "+08:00"
    """Offset of dates that are written without one."""
    list_size: Annotated[int, Field(ge=2, le=500)] = 20
    """N: a numbered list page has N items, a list's front page N to 2N-1."""
    picture_limit_kb: Annotated[int, Field(ge=1)] = 1500
    """Largest picture file in kB (1 kB = 1000 bytes) that editors may commit."""


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

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.elsewhere or self.root / self.options.content_dir

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


class _Loader(yaml.SafeLoader):
    """Reads ``mkdocs.yml`` without running what its tags ask for."""


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: suffix)
_Loader.add_multi_constructor("!", lambda loader, suffix, node: suffix)


def load(path: Path) -> Site:
    """Read ``mkdocs.yml``; raise ConfigurationError if it is missing or cannot be used."""
    return make(_values(path), path.resolve().parent)


def _values(path: Path) -> dict[str, Any]:
    """Return what a configuration file says, on top of the one that it inherits from (``INHERIT: base.yml``)."""
    try:
        values = yaml.load(path.read_text("utf-8"), _Loader)
    except FileNotFoundError:
        raise ConfigurationError(
            f"找不到配置文件 {path}：请在项目文件夹中运行，或用 --config 指定 · "
            f"no configuration at {path}: run this in the project's folder or name it with --config"
        ) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError(f"无法读取 {path} · cannot read {path}: {error}") from None
    if not isinstance(values, dict):
        raise ConfigurationError(f"{path} 须为键值形式 · {path} must be a mapping of names to values")
    parent = values.pop("INHERIT", None)
    return _merged(_values(path.parent / str(parent)), values) if parent else values


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Lay one configuration over another, as MkDocs does: mappings are merged, everything else is replaced."""
    result = dict(below)
    for key, value in above.items():
        old = result.get(key)
        result[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return result


def make(values: Mapping[str, Any], root: Path) -> Site:
    """Make the site of MkDocs' configuration ``values``; raise ConfigurationError where our options are wrong."""
    languages = {
        str(language.get("locale")): language
        for language in _plugin(values, "i18n").get("languages", [])
        if isinstance(language, dict)
    }
    if unknown := sorted(set(languages) - set(TAGS)):
        raise ConfigurationError(
            f"i18n 插件的语言只能是 zh 与 en，现有：{', '.join(unknown)} · "
            f"the languages of the i18n plugin must be zh and en, not: {', '.join(unknown)}"
        )
    name, tagline = str(values.get("site_name") or ""), str(values.get("site_description") or "")
    url = str(values.get("site_url") or "")
    return Site(
        root=root,
        url=url.rstrip("/") + "/" if url else "",
        names={key: str(languages.get(key, {}).get("site_name") or name) for key in TAGS},
        taglines={key: str(languages.get(key, {}).get("site_description") or tagline) for key in TAGS},
        options=options(_plugin(values, "twinpress")),
        docs=root / str(values.get("docs_dir") or "docs"),
        elsewhere=Path(os.environ[CONTENT]) if os.environ.get(CONTENT) else None,
    )


def options(values: Mapping[str, Any]) -> Options:
    """Check the plugin's options; raise ConfigurationError naming each one that is wrong."""
    try:
        return Options.model_validate(dict(values))
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_url=False))
        raise ConfigurationError(
            f"mkdocs.yml 中 twinpress 插件的选项有误 · wrong options of the twinpress plugin: {wrong}"
        ) from None


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


def _plugin(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the options of a plugin: ``plugins`` is a list of names and mappings, or a mapping."""
    plugins = values.get("plugins") or []
    found = plugins.get(name) if isinstance(plugins, dict) else None
    if isinstance(plugins, list):
        found = next((item[name] for item in plugins if isinstance(item, dict) and name in item), None)
    return found if isinstance(found, dict) else {}
