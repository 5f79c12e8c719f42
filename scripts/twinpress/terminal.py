"""What all commands share: which site is meant and when, wrong use, files named by whoever types, and columns."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from twinpress import site as sites
from twinpress.site import Site

if TYPE_CHECKING:
    from twinpress.archive import Archive

CONFIG = "mkdocs.yml"
Function = TypeVar("Function", bound=Callable[..., Any])


class Fault(click.ClickException):
    """Wrong use or a configuration that cannot be used: said in one line, exit status 2."""

    exit_code = 2


def configured(config: str) -> Site:
    """Load the configuration."""
    try:
        return sites.load(Path(config))
    except sites.ConfigurationError as error:
        raise Fault(str(error)) from None


def optional(config: str) -> Site | None:
    """Load the configuration where a folder was named that needs none: None if there is none, and nobody has named one."""
    return None if config == CONFIG and not Path(config).exists() else configured(config)


def common(function: Function) -> Function:
    """Add the options that say which site is meant and when."""
    for option in (
        click.option("--as-of", metavar="TIME", help="Moment at which the site is looked at. 查看时刻，默认现在。"),
        click.option("--content", metavar="DIR", help="Content folder. 内容文件夹，默认见 mkdocs.yml。"),
        click.option("--config", default=CONFIG, show_default=True, metavar="FILE", help="Configuration. 配置文件。"),
    ):
        function = option(function)
    return function


def site_of(config: str, content: str | None) -> Site:
    """Load the configuration; a content folder of its own needs none."""
    if content is not None and not Path(content).is_dir():
        raise Fault(f"没有这个内容文件夹 · no such content folder: {content}")
    if content is None:
        found = configured(config)
    else:
        known = optional(config)
        if known is None:
            return sites.bare(Path(content))
        found = known.reading(Path(content).resolve())
    if not found.content.is_dir():
        raise Fault(f"没有内容文件夹 · there is no content folder: {found.content}")
    return found


def archive_of(found: Site, moment: datetime) -> Archive:
    """Read the archive as it is at a moment."""
    from twinpress.archive import Archive
    from twinpress.content import load

    return Archive(load(found.content, found.zone, found.cache), moment)


def place_of(path: str, found: Site) -> str:
    """Return a path relative to the content folder; it may be given from here or from there."""
    for base in (Path.cwd(), found.content):
        place = Path(os.path.normpath(base / path))
        if os.path.lexists(place) and place.is_relative_to(found.content):
            return place.relative_to(found.content).as_posix()
        real = place.resolve()
        if os.path.lexists(place) and real.is_relative_to(found.content.resolve()):
            return real.relative_to(found.content.resolve()).as_posix()
    raise Fault(f"内容文件夹中没有 {path} · nothing at {path} in the content folder {found.content}")


def moment_of(found: Site, as_of: str | None) -> datetime:
    """Return the moment that is asked for, else now."""
    try:
        return found.moment(as_of)
    except sites.ConfigurationError as error:
        raise Fault(str(error)) from None


def read_text(file: str) -> str:
    """Return the text of a file, or of standard input."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8")
    except (OSError, ValueError) as error:
        raise Fault(f"无法读取 {file}，须为 UTF-8 文本：{error} · cannot read {file} as UTF-8 text: {error}") from None


def width(text: str) -> int:
    """Return the columns that a text takes on a terminal: a Chinese character takes two."""
    return sum(_columns(character) for character in text)


def fitted(text: str, columns: int) -> str:
    """Return a text, cut off where it takes more columns."""
    if width(text) <= columns:
        return text
    kept, room = "", columns - 1
    for character in text:
        room -= _columns(character)
        if room < 0:
            break
        kept += character
    return kept + "…"


def filled(text: str, columns: int, *, right: bool = False) -> str:
    """Return a text that takes so many columns, with spaces behind or, at the ``right``, before it."""
    kept = fitted(text, columns)
    spaces = " " * (columns - width(kept))
    return spaces + kept if right else kept + spaces


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
