"""SITE009: does a page ask another host for anything?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from twinpress.document import clean
from twinpress.links import SCHEME, plain
from twinpress.rules.docs_pages import published
from twinpress.rules.outside import at, place
from twinpress.rules.rule import Context, Report, rule
from twinpress.settings import Setting, plugin
from twinpress.site import Site

BANNED = re.compile(
    r"(?:^|\.)(?:google|googleapis|gstatic|googletagmanager|google-analytics|googlevideo|youtube|youtube-nocookie|ytimg|"
    r"recaptcha)\.[a-z]{2,3}(?:\.[a-z]{2})?$|(?:^|\.)(?:unpkg\.com|jsdelivr\.net|cdnjs\.cloudflare\.com|giscus\.app|youtu\.be)$"
)
"""Hosts that are blocked or slow on the mainland."""
LOADED = re.compile(r"""(?:@import\s+(?:url\(\s*)?|url\(\s*)["']?\s*((?:https?:)?//[^\s"')]+)""", re.I)
"""What a stylesheet loads from elsewhere."""


class Asked(NamedTuple):
    """Something that a page asks of another host."""

    host: str
    written: str
    setting: Setting
    field: str
    cure: tuple[str, str]


@rule("SITE009", scope="site", ignorable=False)
def other_host(settings: Setting, context: Context) -> Iterator[Report]:
    """A page asks no other host for anything: fonts, styles, scripts and pictures lie in the project.

    页面不向其他主机请求任何东西：字体、样式、脚本和图片都放在本项目中。

    Why: The other host learns who reads what, and the reader waits for it; fonts and scripts from Google or a public CDN
    are blocked or slow on the mainland, and the page stays blank meanwhile. Without theme.font: false the theme asks
    Google for its fonts.
    为什么：对方会知道谁在读什么，读者还得等它；谷歌字体和公共 CDN 在中国大陆常被阻断或很慢，页面会长时间空白。
    不写 theme.font: false，主题就会向谷歌要字体。

    Bad:
        extra_css: ["https://fonts.googleapis.com/css?family=Noto+Sans+SC"]
    Good:
        extra_css: [assets/fonts.css]
    """
    for asked in (*_theme(settings), *_extra(settings), *_analytics(settings)):
        if host := _foreign(asked.host, context.site):
            yield at(asked.setting, context, *_said(asked.written, host, asked.cure), field=asked.field)
    yield from _styles(settings, context)
    yield from _pages(context)


def _theme(settings: Setting) -> Iterator[Asked]:
    theme, font = settings.get("theme"), settings.get("theme", "font")
    name = theme.value if isinstance(theme.value, str) else theme.get("name").value
    if name == "material" and font.value is not False:
        host = "fonts.googleapis.com"
        yield Asked(
            host, "theme.font", font, "theme.font", ("请写：theme: {font: false}", "Write theme: {font: false}")
        )
    icon = settings.get("theme", "favicon")
    if host := _host(icon.value):
        yield Asked(host, str(icon.value), icon, "theme.favicon", HERE)


HERE = (
    "请把文件放进 docs/assets/，写它的路径。",
    "Put the file into docs/assets/ and write its path.",
)
"""What to do about a file that lies elsewhere."""


def _extra(settings: Setting) -> Iterator[Asked]:
    """Yield styles and scripts: names, or mappings with a ``path``."""
    for key in ("extra_css", "extra_javascript"):
        for item in settings.get(key).items():
            path = item.value.get("path") if isinstance(item.value, dict) else item.value
            if host := _host(path):
                yield Asked(host, str(path), item, key, HERE)


def _analytics(settings: Setting) -> Iterator[Asked]:
    """Yield Google's statistics, the only ones that the theme brings with it."""
    i18n = plugin(settings, "i18n")
    for said in (settings, *(i18n.get("languages").items() if i18n else ())):
        provider = said.get("extra", "analytics", "provider")
        if provider.value == "google":
            cure = (
                "请删去 extra.analytics；访问量可从服务器日志统计。",
                "Take extra.analytics away; the server's log can be counted instead.",
            )
            yield Asked("www.googletagmanager.com", "extra.analytics", provider, "extra.analytics.provider", cure)


def _styles(settings: Setting, context: Context) -> Iterator[Report]:
    """Report what our own stylesheets load from elsewhere."""
    custom = settings.get("theme", "custom_dir")
    folders = [context.site.docs, *([context.site.root / str(custom.value)] if custom.value else [])]
    for item in settings.get("extra_css").items():
        if not isinstance(item.value, str) or _host(item.value):
            continue
        for file in (folder / item.value for folder in folders):
            for number, line in enumerate(_lines(file), 1):
                for match in LOADED.finditer(line):
                    if host := _foreign(_host(match[1]), context.site):
                        zh, en = _said(match[1], host, HERE)
                        yield Report(path=place(file, context), line=number, zh=zh, en=en)


def _lines(file: Path) -> list[str]:
    try:
        return clean(file.read_bytes().decode("utf-8", "replace")).split("\n") if file.is_file() else []
    except (OSError, ValueError):  # a name that no file can have
        return []


def _pages(context: Context) -> Iterator[Report]:
    """Report pictures, frames and scripts from elsewhere in standing pages."""
    for page in published(context.site):
        for link in page.prose.links:
            loads = link.image or (link.html and link.refused)  # any tag but <a>
            if loads and (host := _foreign(_host(plain(link.target)), context.site)):
                zh, en = _said(link.target, host, HERE)
                yield Report(path=place(page.file, context), line=link.line, zh=zh, en=en)


def _host(written: object) -> str:
    """Return the host that an address names; empty where it names none."""
    text = str(written or "").strip()
    if not (SCHEME.match(text) or text.startswith("//")):
        return ""
    try:
        return urlsplit(text).hostname or ""
    except ValueError:
        return ""


def _foreign(host: str, site: Site) -> str:
    """Return a host that is not our own, else nothing."""
    return "" if host == urlsplit(site.url).hostname else host


def _said(written: str, host: str, cure: tuple[str, str]) -> tuple[str, str]:
    blocked = BANNED.search(host)
    return (
        f"页面不得向其他主机请求内容：“{written}”会请求 {host}"
        + ("，该主机在中国大陆常被阻断或很慢" if blocked else "")
        + f"。{cure[0]}",
        f"a page must not ask another host for anything: “{written}” asks {host}"
        + (", which is blocked or slow on the mainland" if blocked else "")
        + f". {cure[1]}",
    )
