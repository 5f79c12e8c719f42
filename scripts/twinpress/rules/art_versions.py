"""ART011 to ART013: is it clear which version is the original, and does each hold what belongs in it?"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.archive import Article
from twinpress.content import Folder
from twinpress.document import Document
from twinpress.finding import Severity
from twinpress.model import Original
from twinpress.rules.art_fields import EXAMPLES, misspelt
from twinpress.rules.fields import slots
from twinpress.rules.rule import Context, Report, rule


@rule("ART011", ignorable=False)
def fact_in_translation(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """A translation holds words alone; date, section, people and other facts stand in the original.

    译文只写文字；日期、栏目、人物等事实只写在原文中。

    Why: a fact in two places will differ one day, and then nobody knows which is right.

    为什么：同一事实写在两处，迟早会不一致，到时谁也不知道哪个对。

    Bad:
        title: Spring training
        section: trainings
    Good:
        title: Spring training
    """
    if story is None:
        return
    for defect in document.defects:
        if defect.kind == "shared":
            yield Report(
                zh=f"{defect.field} 是事实，只写在原文 {story.original.path} 中。请从译文删去这一项。",
                en=f"{defect.field} is a fact and stands in the original, {story.original.path}, alone. Delete it here.",
                field=defect.field,
                line=defect.line,
            )


@rule("ART012", scope="archive", ignorable=False, rests_on=("facts",))
def original_unclear(context: Context) -> Iterator[Report]:
    """Of an article's language versions exactly one is the original: the one that carries `date`.

    一篇文章的各语言版本中，只有一个是原文，即写有 date 的那个。

    Why: all facts are read from the original; without one, or with two, there is no saying what holds.

    为什么：一切事实都从原文读取；没有原文或有两个原文，就无从判断。

    Bad:
        index.zh.md     title: 春季培训
        index.en.md     title: Spring training
    Good:
        index.zh.md     title: 春季培训
                        date: 2025-11-20
        index.en.md     title: Spring training
    """
    for folder in context.archive.content.folders:
        carriers = [document for document in folder.documents if document.original]
        if len(carriers) > 1:
            story = context.archive.by_path[folder.path]
            second = next(document for document in carriers if document is not story.original)
            yield Report(
                zh=f"date 已写在原文 {story.original.path} 中。请删去这里的 date 和其他事实，只留文字。",
                en=f"The original, {story.original.path}, carries date already. Delete date and other facts here; keep the words.",
                path=second.path,
                field="date",
                line=second.line("date"),
            )
        elif not carriers and all(_dateless(document) for document in folder.documents):
            yield _without_date(folder)


def _dateless(document: Document) -> bool:
    """Tell whether a version can be read and has no date, not even a mistyped one."""
    return document.front is not None and "date" not in misspelt(document).values()


def _without_date(folder: Folder) -> Report:
    """Ask for a date in the version that looks most like the original: it holds facts, or it is the only one."""
    first = max(folder.documents, key=lambda document: sum(defect.kind == "shared" for defect in document.defects))
    return Report(
        zh="这篇文章没有写明日期，无法判断哪个文件是原文。请在原文中写：date: 2025-11-20",
        en="No file of this article carries a date, so none is the original. In the original, write: date: 2025-11-20",
        path=first.path,
        field="date",
        line=2,
        fix="date: 2025-11-20",
    )


@rule("ART013", Severity.WARNING)
def recommended_field_missing(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """An original names those who answer for it: the fields that the handbook recommends are there.

    原文写明责任编辑等手册建议填写的字段。

    Why: official sites must name the editor, and readers with a question need somebody to turn to.

    为什么：政务与机构网站须注明责任编辑，读者有疑问也要找得到人。

    Bad:
        title: 春季培训
    Good:
        title: 春季培训
        editor: 李梅
    """
    if story is None or document is not story.original:
        return
    unwritten = set(slots(Original)) - document.unsound - set(misspelt(document, story).values())
    for slot in slots(Original).values():
        if slot.means.need == "W" and slot.name in unwritten and not getattr(document.front, slot.name):
            example = EXAMPLES.get(slot.name, f"{slot.name}: …")
            yield Report(
                zh=f"建议填写 {slot.name}（{slot.means.zh}）。请写：{example}",
                en=f"The field {slot.name} ({slot.means.en}) is recommended. Write: {example}",
                field=slot.name,
                line=2,
                fix=example,
            )
