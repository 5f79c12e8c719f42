"""SITE014 to SITE017: the standing pages in ``docs/``: which there are, what they are called, and what they link to."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from twinpress import docs
from twinpress.archive import State
from twinpress.document import LANGUAGES
from twinpress.finding import Severity
from twinpress.links import SCHEME, Target, plain, resolve
from twinpress.prose import Link
from twinpress.rules.docs_pages import DocsPage, files, published
from twinpress.rules.outside import at, place
from twinpress.rules.rule import Context, Report, rule
from twinpress.rules.site_languages import NAMES
from twinpress.settings import Setting
from twinpress.site import DEFAULT_LANGUAGE
from twinpress.suggestion import closest, question

EXPECTED = {
    "about/": ("关于本站", "about the site"),
    "accessibility/": ("无障碍", "accessibility"),
    "privacy/": ("隐私", "privacy"),
}
"""Standing pages that an organisation's site has."""
MADE = {".xml", ".json", ".ics", ".txt"}
"""Ends of what is made of the archive and is no page: sitemaps, feeds, calendars."""

UNSEEN = (State.HIDDEN, State.REMOVED)


@rule("SITE014", Severity.WARNING, scope="site", ignorable=False)
def standing_page_missing(settings: Setting, context: Context) -> Iterator[Report]:
    """The site of an organisation has an about, an accessibility and a privacy page, in both languages.

    机构的网站应有“关于本站”“无障碍”“隐私”三个页面，中英文都有。

    Why: Who publishes this, what is done with my data, whom do I tell that I cannot read it: readers, the law on personal
    information and inspections ask all three. A site is an organisation's when its options name a publisher, the official
    profile or a footer.
    为什么：谁办的网站、怎样处理个人信息、读不了找谁，读者会问，个人信息保护法和网站检查也会问。选项中写了 publisher、official
    或 footer 的，即为机构的网站。

    Bad:
        docs/about.zh.md, docs/about.en.md, docs/privacy.zh.md
    Good:
        docs/about.zh.md, docs/about.en.md, docs/accessibility.zh.md, docs/accessibility.en.md, docs/privacy.zh.md, …
    """
    found: dict[str, dict[str, DocsPage]] = {}
    for page in published(context.site):
        found.setdefault(page.address, {})[page.language] = page
    for address, (zh, en) in EXPECTED.items():
        versions, stem = found.get(address, {}), address.rstrip("/")
        lacking = [language for language in LANGUAGES if language not in versions]
        if not versions and context.site.options.answered_for:
            yield at(
                settings.get("docs_dir"),
                context,
                f"没有“{zh}”页面。请新建 docs/{stem}.zh.md 和 docs/{stem}.en.md。",
                f"there should be a page on {en}. Make docs/{stem}.zh.md and docs/{stem}.en.md.",
            )
        elif versions and lacking:
            word_zh, word_en = NAMES[lacking[0]]
            yield Report(
                path=place(next(iter(versions.values())).file, context),
                line=1,
                zh=f"“{zh}”页面没有{word_zh}版。请新建 docs/{stem}.{lacking[0]}.md。",
                en=f"the page on {en} should exist in {word_en} too. Make docs/{stem}.{lacking[0]}.md.",
            )


@rule("SITE015", scope="site", ignorable=False, rests_on=("facts", "docs"))
def standing_page_link(settings: Setting, context: Context) -> Iterator[Report]:
    """A link in a standing page leads to an article, a page or a file that exists.

    常设页面中的链接须指向存在的文章、页面或文件。

    Why: MkDocs is told to leave links to us, because it cannot know the archive. Pictures and files need the language in
    their name as pages do: an English page finds plan.en.pdf, and not plan.pdf.
    为什么：MkDocs 不认识档案，链接检查交由本工具。图片和附件同页面一样，文件名须带语言：英文页面找得到 plan.en.pdf，找不到 plan.pdf。

    Bad:
        [how we work](/2024/reading-rom/), [plan](plan.pdf)
    Good:
        [how we work](/2024/reading-room/), [plan](plan.en.pdf)
    """
    for page in published(context.site):
        for link in page.prose.links:
            written = plain(link.target)
            if said := _wrong(written, link, page, context):
                yield Report(path=place(page.file, context), line=link.line, zh=said[0], en=said[1], fix=said[2])


Said = tuple[str, str, str]
"""What is wrong with a link, in Chinese and in English, and what to type."""


def _wrong(written: str, link: Link, page: DocsPage, context: Context) -> Said | None:
    """Return what is wrong with a link, None where it leads somewhere."""
    target = _target(written, context)
    if link.image and written.startswith("data:image/"):  # the picture itself
        return None
    if target.kind == "unsafe":
        return (
            f"链接指向编辑自己的电脑，或会在读者的设备上运行：“{written[:60]}”。请改为网页地址或文件名。",
            f"a link must not lead to the editor's own machine or run anything on the reader's: “{written[:60]}”. Write a "
            "web address or the name of a file.",
            "",
        )
    if target.kind == "article" and target.article and context.archive.state(target.article) in UNSEEN:
        return (
            f"链接的文章尚未公开或已删除：“{written}”。请删去链接，保留文字即可。",
            f"a link must lead to a public article; “{written}” is not public, or was removed. Take the link away and keep "
            "its words.",
            "",
        )
    suffix = posixpath.splitext(target.path)[1]
    if target.kind != "dead" or suffix in MADE:
        return None
    if written.startswith("/") or SCHEME.match(written):
        return None if _asset(target.path, context) else _nowhere(written, page, context)
    if suffix:  # MkDocs leaves raw HTML alone: what a browser makes of it is another matter
        return None if link.html or _source(target.path, page, context) else _nowhere(written, page, context)
    address = posixpath.normpath(posixpath.join("/" + page.address, target.path)).strip("/")
    there = written and page.language in _languages(f"{address}/" if address else "", context)
    return None if there else _nowhere(written, page, context)


def _target(written: str, context: Context) -> Target:
    """Return what an address leads to, also one with our host or the site's own path before it."""

    def lead(target: str) -> Target:
        return resolve(target, None, context.archive, context.site, context.pages)

    target = lead(written)
    if target.kind == "own":
        return lead(target.path)
    if target.kind == "dead" and context.site.base != "/" and written.startswith(context.site.base):
        return lead(written[len(context.site.base) - 1 :])
    return target


def _languages(address: str, context: Context) -> Collection[str]:
    """Return the languages in which there is a page at an address."""
    article = context.archive.by_path.get(address.rstrip("/"))
    return context.archive.languages(article) if article else context.pages.get(address, ())


def _source(path: str, page: DocsPage, context: Context) -> bool:
    """Tell whether MkDocs finds the source file of a relative link: one in the page's language, its suffix said or not."""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page.source), path))
    folder, name = posixpath.split(joined)
    stem, suffix = posixpath.splitext(joined)
    beside = context.archive.by_path.get(folder)
    if joined.startswith("..") or (beside and name in beside.files):  # pictures of articles have one version for all
        return not joined.startswith("..")
    for candidate in (f"{stem}.{page.language}{suffix}", joined):
        if known := docs.address(candidate):
            if known[1] == page.language and page.language in _languages(known[0], context):
                return True
        elif _asset(candidate, context) and _language_of(candidate) == page.language:
            return True
    return False


def _asset(path: str, context: Context) -> bool:
    """Tell whether there is a file in ``docs/`` that is published as it is."""
    return not path.endswith(".md") and os.path.isfile(context.site.docs / path)


def _language_of(path: str) -> str:
    """Return the language that static-i18n takes a file for: that in its name, else the default."""
    language = posixpath.splitext(posixpath.splitext(path)[0])[1][1:]
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def _nowhere(written: str, page: DocsPage, context: Context) -> Said:
    """Say of a target that nothing is there: of a file how it must be called, of an address which one may be meant."""
    if not written:
        return (
            "链接没有地址。请写上地址或文件名。",
            "a link must have a target. Write an address or the name of a file.",
            "",
        )
    path, mark, fragment = written.partition("#")
    stem, suffix = posixpath.splitext(unquote(path))
    zh, en = "请核对地址，文章的地址写作 /2025/slug/。", "Check it; an article is written /2025/slug/."
    near = None
    if path.startswith("/"):
        near = closest(path, [f"/{folder}/" for folder in context.archive.by_path] + [f"/{at}" for at in context.pages])
        zh, en = question(near) if near else (zh, en)
    elif suffix and not SCHEME.match(path):
        name = f"{stem.removesuffix('.' + _language_of(path))}.{page.language}{suffix}"
        zh = f"请核对；文件须在 docs/ 中，文件名须带语言：{name}。"
        en = f"Check it; the file must lie in docs/, with the language in its name: {name}."
    return (
        f"链接无处可去：“{written}”。{zh}",
        f"a link must lead to something that exists; found “{written}”. {en}",
        f"{near}{mark}{fragment}" if near else "",
    )


@rule("SITE016", Severity.WARNING, scope="site", ignorable=False)
def docs_file_without_language(settings: Setting, context: Context) -> Iterator[Report]:
    """The name of a Markdown file in docs/ says its language: about.zh.md, about.en.md.

    docs/ 中的 Markdown 文件，文件名须带语言：about.zh.md、about.en.md。

    Why: A file without it is published as Chinese, whatever it says, and stands in no menu and no sitemap; one in another
    language is not published at all.
    为什么：没写语言的文件一律当作中文发布，却不进页脚菜单和网站地图；写了其他语言的则根本不发布。

    Bad:
        docs/history.md, docs/history.fr.md
    Good:
        docs/history.zh.md, docs/history.en.md
    """
    for file, source in files(context.site):
        if docs.address(source) is None and not _clash(source, context):
            stem = source.rpartition("/")[2].split(".")[0]
            yield Report(
                path=place(file, context),
                line=1,
                zh=f"文件名须带语言：{source}。请改名为 {stem}.zh.md 或 {stem}.en.md；不是页面的，请移出 docs/。",
                en=f"the name of a page must say its language: “{source}”. Rename it to {stem}.zh.md or {stem}.en.md; if it "
                "is no page, move it out of docs/.",
            )


@rule("SITE017", scope="site", ignorable=False, rests_on=("facts",))
def docs_address_taken(settings: Setting, context: Context) -> Iterator[Report]:
    """No file in docs/ has the address of another page: of the home page, a list, an article, or its own Chinese version.

    docs/ 中的文件不得与其他页面同址：首页、列表、文章，或它自己的中文版。

    Why: The home page and lists are made of the archive. A page of that address is dropped without a word, and a file
    without a language beside its Chinese version, docs/index.md for example, stops the build with a message in riddles.
    为什么：首页和列表由档案生成，同址的页面会不声不响地被丢掉；docs/index.md 这类不带语言的文件与中文版相撞，网站就生成不了，报错还看不懂。

    Bad:
        docs/index.md
    Good:
        docs/about.zh.md
    """
    for file, source in files(context.site):
        if clash := _clash(source, context):
            zh, en = clash
            yield Report(path=place(file, context), line=1, zh=zh, en=en)


def _clash(source: str, context: Context) -> tuple[str, str] | None:
    """Return (zh, en) for a file of ``docs/`` that stands at the address of another page."""
    stem = posixpath.splitext(source)[0]
    folder, name = posixpath.split(stem)
    bare, language = posixpath.splitext(name)
    bare = "index" if bare == "README" else bare  # as MkDocs has it
    known = docs.address(posixpath.join(folder, f"{bare}{language if language[1:] in LANGUAGES else '.zh'}.md"))
    address = known[0] if known else ""
    if address in context.made or address.rstrip("/") in context.archive.folders:
        return (
            f"{source} 与网站自动生成的页面 /{address} 同址，不会发布。请改名，或移出 docs/。",
            f"no file may stand at the address of a page that the site makes: “{source}” is at /{address}. Rename it, or "
            "move it out of docs/.",
        )
    twin = f"{stem}.{DEFAULT_LANGUAGE}.md"
    if docs.address(source) is None and os.path.isfile(context.site.docs / twin):
        return (
            f"{source} 没写语言，会与 {twin} 相撞，网站无法生成。请删去其中一个。",
            f"a file without a language is taken for Chinese: “{source}” meets {twin}, and the site cannot be built. Delete "
            "one of them.",
        )
    return None
