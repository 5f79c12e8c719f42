"""ARC001, ARC003, ARC004, ARC009: is everything in its place, and there once?"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from twinpress.archive import Article
from twinpress.content import FOLDERS
from twinpress.document import Document
from twinpress.finding import Severity
from twinpress.rules.rule import Context, Report, rule
from twinpress.scaffold import PLACEHOLDER

STRAYS = {
    "stray": (
        "内容文件夹中只能有年份文件夹（如 2025）和 {folders}，年份文件夹中只能有文章文件夹；这里是“{found}”。请移走。",
        "The content folder holds year folders (2025) and {folders} alone, and a year folder holds article folders alone; "
        "this is “{found}”. Move it.",
    ),
    "link": (
        "这里须是文件或文件夹本身，现为指向“{found}”的快捷方式（符号链接）。请换成文件本身。",
        "This must be a file or folder itself, and is a link to “{found}”. Replace it by the file.",
    ),
    "subfolder": (
        "文章文件夹中不能再有文件夹，这里有“{found}”。请把文件移到文章旁边，再删去它。",
        "An article's folder holds no other folder; here is “{found}”. Move its files beside the article and delete it.",
    ),
    "language": (
        "文章文件名须为 index.zh.md（中文）或 index.en.md（英文），现为语言“{found}”。请改名。",
        "An article file is named index.zh.md (Chinese) or index.en.md (English); this one says “{found}”. Rename it.",
    ),
    "no-article": (
        "这个文件夹中没有 index.zh.md 或 index.en.md。请放入文章，或删去文件夹。",
        "There is no index.zh.md or index.en.md in this folder. Put the article here, or delete the folder.",
    ),
    "slug": (
        "文章文件夹名就是网址，须为小写英文、数字与连字符；现为“{found}”。请改名，如 spring-training。",
        "An article's folder is its address: lower-case letters, digits and hyphens; this is “{found}”. "
        "Rename it, to spring-training for example.",
    ),
}


@rule("ARC001", scope="archive", ignorable=False)
def out_of_place(context: Context) -> Iterator[Report]:
    """The content folder holds articles as `2025/a-name/index.zh.md` with their files, and the vocabulary: nothing else.

    content 文件夹中只有形如 2025/文章名/index.zh.md 的文章及其文件，以及词表，别无他物。

    Why: what lies elsewhere is read by nobody, and its writer believes that it is published.

    为什么：放错位置的文件没有人读取，作者却以为已经发布。

    Bad:
        content/spring-training.md
    Good:
        content/2025/spring-training/index.zh.md
    """
    for path, defect in context.archive.content.strays:
        zh, en = STRAYS.get(defect.kind, STRAYS["stray"])
        folders = ", ".join(sorted(FOLDERS))
        yield Report(
            zh=zh.format(found=defect.found, folders=folders),
            en=en.format(found=defect.found, folders=folders),
            path=path,
            line=defect.line,
        )


def _later(context: Context) -> tuple[Article, ...]:
    """Return all articles, oldest first: of two that clash, the later one is told."""
    return tuple(reversed(context.archive.articles))


@rule("ARC003", scope="archive", ignorable=False, rests_on=("facts",))
def duplicate_id(context: Context) -> Iterator[Report]:
    """No two articles have the same id.

    任何两篇文章的编号都不相同。

    Why: feeds, links and statistics know an article by its id; two with one id are one article to them.

    为什么：订阅、链接和统计都凭编号认文章；编号相同就成了同一篇。

    Bad:
        2025/spring-training/index.zh.md     id: 01JD7Q3W8M
        2025/autumn-training/index.zh.md     id: 01JD7Q3W8M
    Good:
        2025/spring-training/index.zh.md     id: 01JD7Q3W8M
        2025/autumn-training/index.zh.md     id: 01JX2B9K4T
    """
    first: dict[str, Article] = {}
    for story in _later(context):
        identifier = story.facts.id
        if "id" in story.original.unsound or len(set(identifier)) == 1:
            continue  # missing, wrong, or a stand-in: other rules say so
        if identifier in first:
            other = first[identifier].original.path
            yield Report(
                zh=f"编号 {identifier} 已被 {other} 使用。若本文由它复制而来，请运行 twinpress new 取得新编号。",
                en=f"The id {identifier} belongs to {other} already. If this is a copy, run twinpress new to get a new id.",
                path=story.original.path,
                field="id",
                line=story.original.line("id"),
            )
        first.setdefault(identifier, story)


@rule("ARC004", Severity.WARNING, scope="archive", rests_on=("facts", "words"))
def duplicate_title(context: Context) -> Iterator[Report]:
    """No two articles have the same title in the same language.

    同一语言中，任何两篇文章的标题都不相同。

    Why: in lists and search results nobody can tell them apart; often one is a copy.

    为什么：在列表和搜索结果中无法区分，往往其中一篇是误复制的。

    Bad:
        2024/notice/index.zh.md     title: 放假通知
        2025/notice/index.zh.md     title: 放假通知
    Good:
        2024/notice/index.zh.md     title: 2024年元旦放假通知
        2025/notice/index.zh.md     title: 2025年元旦放假通知
    """
    first: dict[tuple[str, str], Document] = {}
    for story in _later(context):
        for document in story.documents:
            if not document.readable or "title" in document.unsound or document.title in PLACEHOLDER.values():
                continue
            key = (document.language, document.title)
            if key in first:
                yield Report(
                    zh=f"标题“{document.title}”与 {first[key].path} 相同。请改写其中一个，如加上年份或地点。",
                    en=f"The title “{document.title}” is that of {first[key].path}, too. "
                    "Change one of them: add the year or the place.",
                    path=document.path,
                    field="title",
                    line=document.line("title"),
                )
            first.setdefault(key, document)


@rule("ARC009", Severity.WARNING, scope="article")
def file_not_used(story: Article, context: Context) -> Iterator[Report]:
    """Every file beside an article is named in its fields or in its text.

    文章旁的每个文件，都在字段或正文中提到。

    Why: a photo that nothing names was forgotten in the text, or was not meant to be published.

    为什么：没有提到的照片，要么是正文漏了，要么本不该公开。

    Bad:
        2025/spring-training/     index.zh.md, opening.jpg (named nowhere)
    Good:
        2025/spring-training/     index.zh.md with ![](opening.jpg), opening.jpg
    """
    if any(document.front is None or document.unsound & FILE_FIELDS for document in story.documents):
        return
    left = set(story.files) - _named(story)
    for document in story.documents if left else ():
        left -= {unquote(link.target).partition("#")[0].removeprefix("./") for link in context.prose(document).links}
    for name in sorted(left):
        yield Report(
            zh=f"没有任何字段或正文提到文件“{name}”。请在正文中使用它，或删去文件。",
            en=f"No field and no text names the file “{name}”. Use it in the text, or delete it.",
            path=f"{story.path}/{name}",
        )


FILE_FIELDS = {"image", "gallery", "pictures", "video", "attachments"}


def _named(story: Article) -> set[str]:
    """Return the files that the fields of an article name."""
    facts = story.facts
    names = set(facts.gallery)
    video = facts.video
    single = (facts.image, *((video.src, video.poster, video.captions, video.transcript) if video else ()))
    for document in story.documents:
        if document.front is not None:  # words about a picture that the original forgot: ART022 says so
            names |= {*document.front.pictures, *(item.file for item in document.front.attachments)}
    return names | {name for name in single if name}
