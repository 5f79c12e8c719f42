"""Rules of the family LNK on what a link leads to."""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.anchors import anchors, leads
from twinpress.archive import Article, State, sound
from twinpress.document import Document
from twinpress.finding import Severity
from twinpress.han import is_han
from twinpress.links import Target
from twinpress.prose import Link
from twinpress.rules.rule import Context, Report, rule
from twinpress.suggestion import closest, question


def _targets(document: Document, article: Article | None, context: Context) -> Iterator[tuple[Link, str, Target]]:
    """Yield the links of a version that have a target, and what each leads to."""
    if article is None:
        return
    for link, written, target in context.links(document, article):
        if written and not link.refused:
            yield link, written, target


def names_a_file(written: str) -> bool:
    """Tell whether a target names a file beside the article, and no address."""
    path = written.partition("#")[0].partition("?")[0]
    return "/" not in path.removeprefix("./") and not path.startswith("index.")


@rule("LNK001")
def dead_internal_link(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """A link within the site must lead to an article or page that exists.

    站内链接须指向存在的文章或页面。

    Why: The reader lands on “not found”, and dead links cost points in every inspection.
    为什么：读者会看到“页面不存在”；死链也是历次网站检查的扣分项。

    Bad:
        [去年的培训](/2024/traning/)
    Good:
        [去年的培训](/2024/training/)
    """
    for link, written, target in _targets(document, article, context):
        if target.kind != "dead" or link.image or names_a_file(written):
            continue
        near = _near(written, context)
        zh, en = question(near)
        yield Report(
            line=link.line,
            zh=f"站内没有这个页面：{written}。{zh or '请核对地址，文章的地址写作 /2025/slug/。'}",
            en=f"link must lead to a page that exists: “{written}”. {en or 'Check it; an article is written /2025/slug/.'}",
            fix=near or "",
        )


def _near(written: str, context: Context) -> str | None:
    """Return the address that was probably meant: the same folder in another year, else the likeliest spelling."""
    path = written.partition("#")[0].partition("?")[0]
    path = path.removesuffix("index.zh.md").removesuffix("index.en.md").strip("/.")
    path = path.removeprefix("en/").removeprefix("../")
    slug = path.rpartition("/")[2]
    known = context.archive.by_path
    same = sorted(folder for folder in known if folder.endswith("/" + slug))
    near = same[-1] if same else closest(path if "/" in path else f"2025/{path}", known)
    return f"/{near}/" if near else None


@rule("LNK002")
def dead_anchor(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """The part of a link behind # must be the id of a heading of the page it leads to.

    链接中 # 之后的部分须是目标页面里某个标题的编号。

    Why: The reader lands at the top of the page and looks for the place in vain. Ids are made of the heading's words, in
    lower case with hyphens; ``## 标题 {#plan}`` gives one that stays when the words change.
    为什么：读者只会停在页首，找不到所指之处。编号由标题文字生成；写作 ``## 标题 {#plan}`` 则改标题也不变。

    Bad:
        见[四堂课](#四节课)。
    Good:
        见[四堂课](#四堂课)。
    """
    for link, written, target in _targets(document, article, context):
        if not target.fragment or target.kind not in ("anchor", "article"):
            continue
        page = document
        if target.article is not None:
            page = target.article.document(target.language or document.language) or target.article.original
        body = context.prose(document).text if page is document else page.body(context.archive.root)
        if leads(target.fragment, body):
            continue
        ids = anchors(body)
        near = closest(target.fragment, ids)
        zh, en = question(f"#{near}" if near else None)
        listed = "、".join(sorted(ids)[:6])
        yield Report(
            line=link.line,
            zh=f"{page.path} 中没有编号为 {target.fragment} 的标题：{written}。{zh or (f'现有：{listed}。' if listed else '请删去 # 及其后的部分。')}",
            en=f"the page {page.path} must have a heading with the id “{target.fragment}”. "
            f"{en or (f'It has “{listed}”.' if listed else 'Take # and what follows away.')}",
            fix=written.partition("#")[0] + f"#{near}" if near else "",
        )


@rule("LNK006")
def link_to_unpublished(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """A published article must not link to one that is a draft, is scheduled for later, or was removed.

    已发布的文章不得链接草稿、待审、定时发布或已删除的文章。

    Why: The link is dead for the public, and it gives away that the other article exists.
    为什么：公众点开是死链，也泄露了尚未公开的文章。

    Bad:
        [下一期](/2026/next-training/)  （status: draft）
    Good:
        先发布那篇文章，再加链接。
    """
    if article is None or context.archive.state(article) is State.HIDDEN:
        return
    for link, written, target in _targets(document, article, context):
        if target.article is None or target.article is article:
            continue
        state = context.archive.state(target.article)
        if state not in (State.HIDDEN, State.REMOVED) or not sound(target.article.original):
            continue  # an article with errors: its own findings say so
        facts = target.article.facts
        if facts.status == "published" and not facts.publish_at and state is State.HIDDEN:
            continue  # its date is in the future: ART015
        if state is State.REMOVED:
            yield Report(
                line=link.line,
                zh=f"链接的文章已删除：{written}。请删去链接，保留文字即可。",
                en=f"link must lead to a public article, this one was removed: “{written}”. Take the link away and keep "
                "its words.",
            )
            continue
        if facts.status != "published":
            zh, en = {"draft": ("草稿", "a draft"), "review": ("待审", "under review")}[facts.status]
        else:
            zh, en = f"定于 {facts.publish_at} 发布", f"scheduled for {facts.publish_at}"
        yield Report(
            line=link.line,
            zh=f"链接的文章尚未公开（{zh}）：{written}。请删去链接，或等该文公开后再发布本文。",
            en=f"link must lead to a public article, this one is {en}: “{written}”. Take the link away, or publish this "
            "article after the other.",
        )


@rule("LNK008", Severity.WARNING)
def link_to_other_language(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """Chinese text should link to an article's Chinese page where there is one; the address without /en/ finds it.

    中文稿应链接文章的中文页；地址不带 /en/ 即可。

    Why: The reader is thrown into the other language in the middle of reading. A link whose words are English
    ([English version](/en/2025/slug/)) is meant so.
    为什么：读者读着中文突然跳到英文页。链接文字本身是英文的（如 [English version](/en/2025/slug/)）不受影响。

    Bad:
        见[去年的培训](/en/2024/training/)。
    Good:
        见[去年的培训](/2024/training/)。
    """
    if document.language != "zh":
        return
    for link, written, target in _targets(document, article, context):
        if target.article is None or target.kind != "article" or target.language != "en":
            continue
        if not any(map(is_han, link.text)) or "zh" not in context.archive.languages(target.article):
            continue
        better = "/" + target.article.address + (f"#{target.fragment}" if target.fragment else "")
        yield Report(
            line=link.line,
            zh=f"中文稿应链接中文页：{written}。请写作 {better}",
            en=f"Chinese text should link to the Chinese page: “{written}”. Write {better}",
            fix=better,
        )
