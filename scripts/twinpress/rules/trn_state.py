"""TRN020 to TRN023: is what was confirmed readable, and does it still hold?"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.archive import Article
from twinpress.finding import Severity
from twinpress.frontmatter import Defect
from twinpress.rules.rule import Context, Report, rule
from twinpress.translation.record import NAME
from twinpress.translation.state import State, worded

DEFECTS = {
    "version": ("这不是本程序认识的版本", "it has a version that this program does not know"),
    "line": ("blocks 下有一行无法读懂", "a line below blocks cannot be read"),
    "waiver": ("waivers 下有一行无法读懂", "a line below waivers cannot be read"),
    "not-a-file": ("它不是普通文件", "it is no ordinary file"),
    "encoding": ("它不是 UTF-8 文本", "it is no UTF-8 text"),
    "size": ("它太大了", "it is far too large"),
    "unreadable": ("它无法读取", "it cannot be read"),
}
OTHER = ("它不是有效的 YAML，可能有未解决的合并冲突", "it is no YAML, perhaps because of a merge conflict")


@rule("TRN020", scope="article", ignorable=False)
def record_not_readable(article: Article, context: Context) -> Iterator[Report]:
    """What was confirmed of a translation (`translation.yml`) can be read.

    译文的确认记录 `translation.yml` 可以读取。

    Why: after a merge conflict nobody knows which paragraphs are out of date.

    为什么：合并冲突之后，就不知道哪几段已经过时。

    Bad:
        <<<<<<< HEAD
        - title 3f2a91c0 = 91c0aa12 2025-11-21
    Good:
        - title 3f2a91c0 = 91c0aa12 2025-11-21
    """
    known = context.desk.record(article)
    for defect in known.defects[:1] if known else ():
        yield unreadable(article, defect)


def unreadable(article: Article, defect: Defect) -> Report:
    """Return what is wrong with the record of an article."""
    zh, en = DEFECTS.get(defect.kind, OTHER)
    quoted = defect.found if defect.kind in DEFECTS else ""  # else it is what the parser says
    found_zh, found_en = (f"（现为：{quoted}）", f": {quoted}") if quoted else ("", "")
    return Report(
        path=f"{article.path}/{NAME}",
        line=defect.line,
        zh=f"{NAME} 须为 twinpress confirm 写下的样子，但{zh}{found_zh}。冲突时两边的行都可保留；否则请删去此文件，重新确认。",
        en=f"{NAME} must be as twinpress confirm wrote it, but {en}{found_en}. Of a conflict, lines of both sides may stay; "
        "else delete the file and confirm again.",
    )


@rule("TRN021", Severity.WARNING, scope="article", ignorable=False)
def facts_behind(article: Article, context: Context) -> Iterator[Report]:
    """A translation has the figures, dates and names that the original has now.

    译文的数字、日期和姓名与现在的原文一致。

    Why: its readers see a notice from today on, until it is brought up to date. It stops nobody from correcting the original.

    为什么：从现在起，译文读者会看到提示，直到译文更新为止。修改原文不受影响。

    Bad:
        原文已改为 210 人，译文仍为 120。
    Good:
        译文改为 210，然后运行 twinpress confirm。
    """
    yield from _behind(article, context, State.STALE_FACTS)


@rule("TRN022", Severity.INFO, scope="article", ignorable=False)
def prose_behind(article: Article, context: Context) -> Iterator[Report]:
    """A translation says what the original says now.

    译文与现在的原文一致。

    Why: after some weeks (`stale_after_days`) its readers are told.

    为什么：过一段时间（`stale_after_days`）后，译文读者会看到提示。

    Bad:
        原文增加了一段，译文没有。
    Good:
        译文也增加一段，然后运行 twinpress confirm。
    """
    yield from _behind(article, context, State.STALE_PROSE)


def _behind(article: Article, context: Context, state: State) -> Iterator[Report]:
    case = context.case(article)
    if case is None:
        return
    standing = context.standing(case)
    if standing.state is not state:
        return
    count = max(len(standing.changed), len(standing.gone))
    lost = standing.lost
    said_zh, said_en = (f"（{worded(lost, 'zh')}）", f" ({worded(lost, 'en')})") if lost else ("", "")
    what_zh, what_en = ("含数字或姓名", ", figures or names among it") if lost else ("数字未变", ", but no figure")
    yield Report(
        path=article.documents[1].path,
        line=1,
        zh=f"确认译文之后，原文有 {count} 处改动，{what_zh}{said_zh}。改了什么：twinpress brief {article.path}；"
        f"译好后：twinpress confirm {article.path}",
        en=f"the original has changed in {count} {'place' if count == 1 else 'places'} since this was confirmed{what_en}{said_en}. What has changed: "
        f"twinpress brief {article.path}; when it is translated: twinpress confirm {article.path}",
    )


@rule("TRN023", Severity.WARNING, scope="article", ignorable=False)
def waiver_ended(article: Article, context: Context) -> Iterator[Report]:
    """A waiver is for words that are still there.

    豁免的文字还在。

    Why: a waiver says that certain words are right; other words have to be looked at again.

    为什么：豁免只说明某处文字无误；文字改了，就要重新核对。

    Bad:
        - {code: "TRN004", found: "3rd", original: "", translation: "0f0f0f0f", reason: "…"}
    Good:
        - {code: "TRN004", found: "3rd", original: "", translation: "91c0aa12", reason: "…"}
    """
    case = context.case(article)
    if case is None:
        return
    ours = {"", *(block.digest for block in case.original)}
    theirs = {"", *(block.digest for block in case.translation)}
    for waiver in case.record.waivers:
        if waiver.original not in ours or waiver.translation not in theirs:
            yield Report(
                path=f"{article.path}/{NAME}",
                line=1,
                zh=f"{waiver.code} 的豁免“{waiver.found}”已失效：那段文字已经改动。运行 twinpress confirm {article.path} 即可清除",
                en=f"the waiver of {waiver.code} for “{waiver.found}” has ended, because its words changed; "
                f"twinpress confirm {article.path} takes it out",
            )
