"""SITE001 to SITE004, SITE018: what a site cannot do without, from its address to the search, and what it cannot have."""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.finding import Severity
from twinpress.frontmatter import written
from twinpress.rules.outside import at
from twinpress.rules.rule import Context, Report, rule
from twinpress.settings import Setting, plugin
from twinpress.site import absolute

NEEDED = {
    "twinpress": ("没有它，网站里就没有文章", "without it the site has no articles"),
    "i18n": ("没有它，中英文页面就不会分开", "without it the pages of the two languages are not told apart"),
}
"""Plugins, and what happens without them."""


@rule("SITE001", Severity.WARNING, scope="site", ignorable=False)
def site_address(settings: Setting, context: Context) -> Iterator[Report]:
    """The site says its public address: site_url, with https:// or http:// and a host.

    网站须写明公开地址：site_url，含 https:// 或 http:// 以及域名。

    Why: Feeds, sitemaps, canonical addresses and the links between the two languages must be absolute; without the
    address they are left out.
    为什么：订阅源、网站地图、规范地址和中英文互链都必须是完整网址；不写地址，这些就都没有。

    Bad:
        site_url: www.example.org
    Good:
        site_url: https://www.example.org/
    """
    found = settings.get("site_url")
    if not absolute(found.value):
        there = written(found.value).strip()
        yield at(
            found,
            context,
            f"site_url 须为完整网址，现为“{there}”。请写：site_url: https://…/"
            if there
            else "没有写 site_url。请写上网站的公开地址：site_url: https://…/",
            f"site_url must be a full web address; found “{there}”. Write site_url: https://…/"
            if there
            else "site_url must say the site's public address, and is not there. Write site_url: https://…/",
            field="site_url",
        )


@rule("SITE002", scope="site", ignorable=False)
def plugin_missing(settings: Setting, context: Context) -> Iterator[Report]:
    """The list of plugins has twinpress and i18n in it.

    插件列表中须有 twinpress 与 i18n。

    Why: A file that inherits (INHERIT) and has a list of plugins of its own replaces the whole list; what it leaves out is
    gone without a word, and with it the articles or the English pages.
    为什么：继承（INHERIT）而来的配置若自己写了插件列表，会整个替换原来的；漏写的插件不声不响就没了，文章或英文页面也随之消失。

    Bad:
        plugins: [search]
    Good:
        plugins: [search, twinpress, i18n: {…}]
    """
    for name, (zh, en) in NEEDED.items():
        if plugin(settings, name) is None:
            yield at(
                settings.get("plugins"),
                context,
                f"plugins 中须有 {name}：{zh}。请加上。",
                f"plugins must have {name} in it: {en}. Add it.",
                field=f"plugins.{name}",
            )


@rule("SITE003", Severity.WARNING, scope="site", ignorable=False)
def search_missing(settings: Setting, context: Context) -> Iterator[Report]:
    """The list of plugins has the search in it.

    插件列表中应有 search。

    Why: As soon as there is a list of plugins, MkDocs adds none by itself; the pages then have no search field, and an
    archive that cannot be searched is a cellar.
    为什么：只要写了插件列表，MkDocs 就不再自动加入搜索；页面上便没有搜索框，读者在档案中什么也找不到。

    Bad:
        plugins: [twinpress, i18n: {…}]
    Good:
        plugins: [search, twinpress, i18n: {…}]
    """
    plugins = settings.get("plugins")
    if plugins.value is not None and not any(plugin(settings, name) for name in ("search", "material/search")):
        yield at(
            plugins,
            context,
            "plugins 中应有 search，否则页面上没有搜索框。请加上。",
            "plugins should have search in it; without it the pages have no search field. Add it.",
            field="plugins.search",
        )


@rule("SITE004", scope="site", ignorable=False)
def address_of_a_file(settings: Setting, context: Context) -> Iterator[Report]:
    """Addresses end with a slash: use_directory_urls stays true.

    页面地址以斜线结尾：use_directory_urls 须保持 true。

    Why: Articles are published at /2025/slug/ for ever, and all links say so; with this setting they would lie at
    /2025/slug/index.html, and standing pages at other addresses than those that links lead to.
    为什么：文章的永久地址是 /2025/slug/，所有链接也这样写；改掉这一项，页面会移到别的地址，链接就断了。

    Bad:
        use_directory_urls: false
    Good:
        use_directory_urls: true
    """
    found = settings.get("use_directory_urls")
    if found.value is False:
        yield at(
            found,
            context,
            "use_directory_urls 须为 true，现为 false。请改为 true，或删去这一行。",
            "use_directory_urls must be true; found “false”. Write true, or take the line away.",
            field="use_directory_urls",
        )


@rule("SITE018", Severity.WARNING, scope="site", ignorable=False)
def markdown_extensions(settings: Setting, context: Context) -> Iterator[Report]:
    """The configuration has no markdown_extensions: the dialect of the articles is fixed.

    配置中不写 markdown_extensions：文章所用的 Markdown 写法是固定的。

    Why: Checks, pages and the record of translations must read a text in the same way, so the extensions stand in the
    code; what is written here has no effect, and whoever wrote it waits for one.
    为什么：检查、页面和译文记录须以同一种方式读文章，所以扩展写在程序里；写在这里不起作用，写的人却以为有用。

    Bad:
        markdown_extensions: [pymdownx.emoji]
    Good:
        （不写这一项）
    """
    found = settings.get("markdown_extensions")
    if found.value is not None:
        yield at(
            found,
            context,
            "markdown_extensions 不起作用：Markdown 的写法是固定的，见手册。请删去这一项。",
            "markdown_extensions has no effect: the dialect is fixed, see the handbook. Take it away.",
            field="markdown_extensions",
        )
