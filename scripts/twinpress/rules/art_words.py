"""ART021, ART022, ART024: words that belong to nothing, and nothing where words belong."""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.archive import Article
from twinpress.document import Document
from twinpress.finding import Severity
from twinpress.model import Translation
from twinpress.rules.art_facts import of_original
from twinpress.rules.rule import RULES, Context, Report, rule
from twinpress.suggestion import closest, question


@rule("ART021", ignorable=False)
def ignore_of_nothing(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """`ignore` names codes of rules that exist and may be ignored.

    ignore 中须是存在的、允许忽略的规则代码。

    Why: a mistyped code ignores nothing, and what cannot be published cannot be ignored either.

    为什么：代码写错，就什么也没有忽略；无法发布的错误也不能靠忽略放行。

    Bad:
        ignore: {ART15: 预告文章}
    Good:
        ignore: {ART015: 预告文章}
    """
    if document.front is None:
        return
    for code in document.front.ignore:
        if code not in RULES:
            near_zh, near_en = question(closest(code, RULES))
            zh, en = (
                f"没有代码为“{code}”的检查。{near_zh or '请删去。'}",
                f"There is no rule “{code}”. {near_en or 'Delete it.'}",
            )
        elif not RULES[code].ignorable:
            zh = f"{code} 不能忽略。请改正它指出的错误，并删去这一项。"
            en = f"{code} cannot be ignored. Mend what it reports, and delete this."
        else:
            continue
        yield Report(zh=zh, en=en, field=f"ignore.{code}")


@rule("ART022", ignorable=False)
def words_for_nothing(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """Words about a picture, an attachment, a change or a person belong to one that the original names.

    图片、附件、修改记录和人物职务的文字，须对应原文中列出的图片、附件、修改记录和人物。

    Why: they would be shown nowhere; mostly a file name or a date is mistyped.

    为什么：这些文字不会显示在任何地方，多半是文件名或日期写错了。

    Bad:
        pictures: {openning.jpg: {alt: Opening of the training}}
    Good:
        pictures: {opening.jpg: {alt: Opening of the training}}
    """
    if story is None or document.front is None:
        return
    if document is story.original:
        names: tuple[tuple[str, dict[str, str], set[str]], ...] = ()
    elif isinstance(document.front, Translation):
        names = tuple(_translated(document.front, story))
    else:
        return
    for field in ("event", "withdrawn"):
        if (
            getattr(document.front, field, None)
            and not getattr(story.facts, field)
            and field not in story.original.unsound
        ):
            yield Report(
                zh=f"原文没有 {field}，这里的文字无处显示。请删去，或在原文中补上 {field}。",
                en=f"The original has no {field}, and these words are shown nowhere. Delete them, or add {field} to the original.",
                field=field,
            )
    persons = {participant.person for participant in story.facts.people}
    for field, written, known in (*names, ("people", {f"as.{key}": key for key in document.front.wordings}, persons)):
        if not written or field in story.original.unsound:
            continue
        if field == "people" and not persons <= context.archive.vocabulary.people.keys():
            continue  # wrong in the original, or a person that nobody knows: ART014 says so
        for place, value in written.items():
            if value in known or (field in FILES and _told(field, value, known, story, context)):
                continue
            near = closest(value, known)
            near_zh, near_en = question(near)
            yield Report(
                zh=f"{place}：原文的 {field} 中没有“{value}”。{near_zh or '请核对，或删去这一项。'}",
                en=f"{place}: the original's {field} has no “{value}”. {near_en or 'Look it up, or delete this.'}",
                field=place,
                fix=near or "",
            )


def _told(field: str, name: str, known: set[str], story: Article, context: Context) -> bool:
    """Tell whether it is the original that has a file wrong.

    It misspells the name (LNK003), or forgot to list a picture that the page shows (IMG005).
    """
    if name in story.files and closest(name, known - set(story.files)):
        return True
    return field == "pictures" and any(use.shown and use.name == name for use in context.uses(story))


def _translated(words: Translation, story: Article) -> Iterator[tuple[str, dict[str, str], set[str]]]:
    """Yield (field of the original, {place: what is worded}, what the original names)."""
    facts = story.facts
    yield "pictures", {f"pictures.{name}": name for name in words.pictures}, set(facts.pictures)
    files = {f"attachments.{number}.file": item.file for number, item in enumerate(words.attachments)}
    yield "attachments", files, {item.file for item in facts.attachments}
    days = {f"changes.{number}.date": str(item.date) for number, item in enumerate(words.changes)}
    yield "changes", days, {str(item.date) for item in facts.changes}


FILES = {"pictures", "attachments"}


@rule("ART024", Severity.WARNING, needs=("withdrawn",))
def withdrawn_without_explanation(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """An article that is withdrawn with a notice tells readers why.

    以“加注保留”方式撤回的文章，须向读者说明原因。

    Why: without a reason readers suspect the worst.

    为什么：不说明原因，读者只会往坏处想。

    Bad:
        withdrawn: {date: 2025-12-01}
    Good:
        withdrawn: {date: 2025-12-01, explanation: 数字有误，以更正后的文章为准。}
    """
    facts = of_original(document, story)
    if facts and facts.withdrawn and facts.withdrawn.kind == "notice" and not facts.withdrawn.explanation:
        yield Report(
            zh="撤回的文章须说明原因。请在 withdrawn 中加：explanation: …",
            en="A withdrawn article must say why. Add to withdrawn: explanation: …",
            field="withdrawn",
            fix="explanation: …",
        )
