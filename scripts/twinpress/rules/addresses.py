"""Rules of the family LNK on how a link is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote

from twinpress.archive import Article
from twinpress.document import Document
from twinpress.finding import Severity
from twinpress.han import is_han
from twinpress.links import plain
from twinpress.prose import Prose
from twinpress.rules.rule import Context, Report, rule
from twinpress.suggestion import closest

CONTROL = re.compile(r"[\x00-\x20\x7f]+")


@rule("LNK004")
def absolute_link_to_own_site(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """A link to our own site must be written without its host: /2025/slug/.

    指向本站的链接须省去域名，写作 /2025/slug/。

    Why: It is checked then, leads to the reader's language, and survives a new domain, a preview and a copy on disk.
    为什么：这样才能检查，才会指向读者所用语言的页面，换域名、预览或离线阅读时也不会失效。

    Bad:
        [培训](https://twinpress.example/2025/training/)
    Good:
        [培训](/2025/training/)
    """
    if article is None:
        return
    if document is article.original:
        yield from _own_fields(article, context)
    for link, _, target in context.links(document, article):
        if target.kind == "own" and not link.refused:
            path = re.sub(r"^/?en/", "/", "/" + target.path.lstrip("/"))
            better = quote(path, safe="/-._~") + (f"#{target.fragment}" if target.fragment else "")
            yield Report(
                line=link.line,
                zh=f"指向本站的链接须省去域名：{link.target}。请写作 {better}",
                en=f"a link to our own site must be written without its host: “{link.target}”. Write {better}",
                fix=better,
            )


def _own_fields(article: Article, context: Context) -> Iterator[Report]:
    """Report addresses of our own site in fields that name pages of others."""
    facts = article.facts
    for field, url in (
        ("source.url", facts.source.url if facts.source else None),
        ("event.url", facts.event.url if facts.event else None),
    ):
        if not url or context.resolve(url, article).kind != "own":
            continue
        path = context.resolve(url, article).path.strip("/").removeprefix("en/")
        other = context.archive.by_path.get(path)
        related = f"related: [{other.facts.id}]" if other and other is not article else "related: [id]"
        yield Report(
            field=field,
            zh=f"{field} 不得指向本站：{url}。请删去这一项；与本站文章有关的，写 {related}",
            en=f"{field} must not lead to our own site: “{url}”. Take it away; for an article of ours write {related}",
        )


KNOWN = ("https", "http", "mailto", "tel", "sms", "geo", "ftp")
"""Schemes that may have been meant."""
HOSTILE = {"javascript", "vbscript", "data", "file", "blob", "about", "filesystem", "view-source", "jar", "ms-appx"}
SCHEME_NAME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
"""Two letters or more: ``C:`` is a disk."""


def _unknown(target: str) -> tuple[str, str, str] | None:
    """Return (zh, en, fix) for a target whose scheme is no known one, without being known as dangerous."""
    match = SCHEME_NAME.match(target)
    scheme = match[1].lower() if match else ""
    if match is None or scheme in HOSTILE or scheme in KNOWN:
        return None
    rest = target[match.end() :]
    near = closest(scheme, KNOWN)
    if near and rest.startswith("//") != near.startswith(("http", "ftp")):
        near = None
    near = "https" if near == "http" else near
    better = f"{near}:{rest}" if near else ""
    shown = target[:60]
    zh = f"不认识的地址形式：{shown}。" + (f"是否想写 {better[:60]}？" if better else "网页地址以 https:// 开头。")
    en = f"unknown address form: “{shown}”. " + (
        f"Did you mean {better[:60]}?" if better else "A web address begins with https://."
    )
    return zh, en, better


@rule("LNK005", ignorable=False)
def unsafe_link(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """A link must lead to a page, a file or a mail address: no javascript:, data:, vbscript:, file: and no local path.

    链接须指向网页、文件或邮箱，不得使用 javascript:、data:、vbscript:、file: 或本机路径。

    Why: Such links run on the reader's machine, or lead to the editor's.
    为什么：这类链接会在读者的设备上运行，或指向编辑自己的电脑。

    Bad:
        [下载](file:///C:/Users/li/plan.pdf)
    Good:
        [下载](plan.pdf)
    """
    if article is None:
        return
    for link, written, target in context.links(document, article):
        if target.kind == "unsafe" and not link.refused:
            if unknown := _unknown(written):
                zh, en, fix = unknown
                yield Report(line=link.line, zh=zh, en=en, fix=fix)
                continue
            yield Report(
                line=link.line,
                zh=f"链接不安全：{link.target[:60]}。请改为网页地址（https://…）、本站地址（/2025/…/）或文章旁的文件名。",
                en=f"link must not run or open anything on the reader's machine: “{link.target[:60]}”. Write a web address "
                "(https://…), an address of this site (/2025/…/) or the name of a file beside the article.",
            )


@rule("LNK007")
def empty_link(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """A link must have words and a target.

    链接须有文字，也须有地址。

    Why: A link without words cannot be clicked or read aloud; one without a target leads nowhere.
    为什么：没有文字的链接点不到，读屏软件也读不出；没有地址的链接无处可去。

    Bad:
        见[培训方案]()。
    Good:
        见[培训方案](plan.pdf)。
    """
    prose = context.prose(document)
    for link in prose.links:
        if link.html:
            continue
        if not plain(link.target):
            shown = link.text.strip() or ("![]()" if link.image else "[]()")
            yield Report(
                line=link.line,
                zh=f"链接须有地址：{shown}。请在圆括号中写上地址或文件名。",
                en=f"a link must have a target: “{shown}”. Write an address or a file name in the round brackets.",
            )
        elif not link.image and not link.text.strip():
            yield Report(
                line=link.line,
                zh=f"链接须有文字：[]({link.target})。请在方括号中写上链接文字。",
                en=f"a link must have words: “[]({link.target})”. Write them in the square brackets.",
            )


WIDE = re.compile("[\u3000-\u303f\uff00-\uff60“”‘’]")
"""Chinese punctuation and full-width forms: never part of an address."""
BARE = re.compile(
    r"(?<![A-Za-z0-9])(?:https?|ftp)(?:://|[：:]／／|：//|:／／)[^\s<>\"()\[\]]*|(?<![A-Za-z0-9.])www[．。][^\s<>\"()\[\]]+"
)
SCHEME = re.compile(r"https?://[A-Za-z0-9]")


@rule("LNK009", Severity.WARNING)
def address_with_odd_characters(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """An address should hold no spaces, full-width characters or Chinese punctuation.

    网址中不应有空格、全角字符或中文标点。

    Why: They come from the keyboard or from the sentence around the address, and the address does not open.
    为什么：多因输入法或把句中标点一并写入所致，链接会打不开。

    Bad:
        [方案](https://example.org/plan，2025)
    Good:
        [方案](https://example.org/plan)，2025年
    """
    prose = context.prose(document)
    reported: set[int] = set()
    for link in prose.links:
        target = unescape(link.target).strip()
        if link.refused:
            continue  # TXT006
        if article and context.resolve(plain(link.target), article).kind == "unsafe":
            continue  # LNK005
        if re.search(r"\s", target) or WIDE.search(target):
            reported.add(link.line)
            yield _odd(link.line, target)
    for line, found in _bare(prose):
        if line not in reported:
            reported.add(line)
            yield _odd(line, found)


def _bare(prose: Prose) -> Iterator[tuple[int, str]]:
    """Yield addresses in running text that go on after a full-width character."""
    if "http" not in prose.source and "www" not in prose.source:
        return
    for match in BARE.finditer(prose.source):
        found = match[0]
        if SCHEME.match(found):
            odd = WIDE.search(found)
            # a mark behind the address belongs to the sentence; one in it, before more of an address, does not
            if odd is None or not _goes_on(found[odd.end() :]) or unicodedata.normalize("NFKC", odd[0]) == odd[0]:
                continue
        yield prose.line_at(match.start()), found


def _goes_on(rest: str) -> bool:
    return bool(re.match(r"[A-Za-z0-9._~-]*[/=&?.#]", rest)) and not is_han(rest[:1])


def _odd(line: int, found: str) -> Report:
    better = unicodedata.normalize("NFKC", found.replace("。", "."))
    better = quote(re.sub(r"\s+", "%20", better.strip()), safe="%/:?#[]@!$&'()*+,;=-._~")
    return Report(
        line=line,
        zh=f"网址中不应有空格、全角字符或中文标点：{found[:80]}。请核对，空格写作 %20，中文标点移到链接之外。",
        en=f"an address should hold no spaces, full-width characters or Chinese punctuation: “{found[:80]}”. Check it; write "
        "%20 for a space, and put the punctuation of the sentence behind the link.",
        fix=better if "，" not in found and "。" not in found else "",
    )
