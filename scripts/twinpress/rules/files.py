"""Rules of the family LNK on files beside an article."""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.archive import Article
from twinpress.illustration import Use
from twinpress.rules.destinations import names_a_file
from twinpress.rules.rule import Context, Report, rule
from twinpress.suggestion import closest, question


@rule("LNK003", scope="article", needs=("id",))
def missing_file(article: Article, context: Context) -> Iterator[Report]:
    """A file that an article names must lie beside it: pictures, gallery, video, attachments, files in the text.

    文章用到的图片、图集、视频、附件以及正文中的文件，须放在文章所在的文件夹里。

    Why: The page would show a hole, and a picture from another host breaks when that host changes and tells it who reads.
    Capitals count: a server finds ``Plan.PDF`` only under that name. A ``.md`` file is a page, not a file to fetch.
    为什么：否则页面上会缺图或打不开；引用他站图片，对方一改就失效，还会把读者的访问告诉对方。文件名区分大小写。
    ``.md`` 文件会被当作页面，不能作为附件。

    Bad:
        image: openning.jpg
    Good:
        image: opening.jpg
    """
    files = frozenset(article.files)
    reported: set[str] = set()
    for use in context.uses(article):
        if use.field and use.document is not article.original:
            continue  # words about a file that the original does not name are ART022's
        if use.field:
            missing = use.name not in files
        else:
            target = context.resolve(use.name, article)
            missing = target.kind in ("dead", "external", "own", "article", "page")
        if use.field.startswith("attachments.") and not missing and use.name.lower().endswith(".md"):
            reported.add(use.name)
            yield _markdown(use)
        if missing and use.name not in reported:
            reported.add(use.name)
            yield _report(use, files, external=not use.field and target.kind == "external")
    for document in article.documents:
        if document.front is None:
            continue
        for link, written, target in context.links(document, article):
            if link.image or link.refused or not written:
                continue
            if target.kind == "file" and target.path.lower().endswith(".md"):
                if target.path not in reported:
                    reported.add(target.path)
                    yield _markdown(Use(target.path, document, line=link.line))
                continue
            if not names_a_file(written):
                continue
            if target.kind == "dead" and target.path not in reported:
                reported.add(target.path)
                yield _report(Use(target.path, document, line=link.line), files)


def _markdown(use: Use) -> Report:
    """Refuse a Markdown file that is no language version: MkDocs would take it for a page, and it is not published."""
    return Report(
        field=use.field,
        line=use.place,
        path=use.document.path,
        zh=f"{use.name}：文章旁的 .md 文件不会发布。请另存为 PDF 或 txt 再链接；要链接文章，请写 /2025/slug/。",
        en=f"“{use.name}”: a .md file beside the article is not published. Save it as PDF or text and link that; "
        "a link to an article is written /2025/slug/.",
    )


def _report(use: Use, files: frozenset[str], external: bool = False) -> Report:
    near = None if external else closest(use.name, files)
    zh, en = question(near)
    if external:
        zh = "图片不得引用其他网站。请下载后放在文章旁，写文件名。"
        en = "a picture must not come from another site. Put the file beside the article and write its name."
    else:
        zh = f"文章旁没有这个文件。{zh or '请把文件放进文章所在的文件夹，或改正文件名（区分大小写）。'}"
        en = f"the file must lie beside the article and does not. {en or 'Put it there, or mend the name; capitals count.'}"
    return Report(
        field=use.field,
        line=use.place,
        path=use.document.path,
        zh=f"{use.name}：{zh}",
        en=f"“{use.name}”: {en}",
        fix=near or "",
    )
