"""ART007 to ART010: are the fields there, known, of the right kind, and filled in?"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.archive import Article
from twinpress.document import Document
from twinpress.finding import Severity
from twinpress.frontmatter import Defect
from twinpress.model import FACTS, Original, Translation
from twinpress.rules.art_facts import second_original
from twinpress.rules.art_file import CHARACTERS, FILES, MARKS
from twinpress.rules.art_yaml import FENCES, YAML
from twinpress.rules.fields import around, choice, meaning, required, root_of, slots
from twinpress.rules.forms import EXAMPLES_OF, said
from twinpress.rules.known import meant
from twinpress.rules.rule import Context, Report, rule
from twinpress.suggestion import field_meant, question

EXAMPLES = {
    "title": "title: …",
    "description": "description: …",
    "date": "date: 2025-11-20",
    "section": "section: trainings",
    "source": "source: {name: …}",
    "editor": "editor: …",
}
"""What to type for a missing field."""
VOCABULARY = {
    "section": "sections",
    "topics": "topics",
    "places": "places",
    "place": "places",
    "organisations": "organisations",
    "organisers": "organisations",
    "co_organisers": "organisations",
    "person": "people",
    "role": "roles",
    "series": "series",
    "as": "people",
}
"""The list that an id in a field must stand in."""
ELSEWHERE = {
    *FILES, *CHARACTERS, *MARKS, *FENCES, *YAML, "duplicate", "missing", "unfilled", "unknown", "shared", "empty"
}  # fmt: skip
"""Kinds of defect that other rules speak of; every other one is a wrong value."""


def misspelt(document: Document, story: Article | None = None) -> dict[str, str]:
    """Return the dotted names of unknown fields with the names that were meant."""
    result = {}
    for defect in document.defects:
        if defect.kind == "unknown":
            record = around(defect.field, root_of(document.original))[0]
            known = set(slots(record))
            if record is Translation and story is None:  # its date may be what is misspelt
                known |= set(slots(Original))
            if near := field_meant(defect.found, sorted(known)):
                result[defect.field] = defect.field.removesuffix(defect.found) + near
    return result


@rule("ART007", ignorable=False)
def required_field_missing(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """Every required field is there and filled in.

    必填字段齐全，并已填写。

    Why: a page without a title, a summary, a section or a source cannot be shown or found.

    为什么：没有标题、摘要、栏目或来源的文章，无法显示，也无法查找。

    Bad:
        title: 春季培训
        section:
    Good:
        title: 春季培训
        section: trainings
    """
    meant_fields = set(misspelt(document, story).values())
    second = second_original(document, story)
    for defect in document.defects:
        if defect.kind not in ("missing", "unfilled") and not _empty_record(defect, document):
            continue
        if defect.field in meant_fields:  # the one mistake is its name: ART008
            continue
        if second and not required(defect.field, Translation):  # a fact, which the translation needs not have
            continue
        if defect.kind == "missing":
            zh, en = f"缺少必填字段 {defect.field}", f"The required field {defect.field} is missing"
        else:
            zh, en = (
                f"必填字段 {defect.field} 是空的，须填写",
                f"The required field {defect.field} is empty and must be filled in",
            )
        means = meaning(defect.field, root_of(document.original))
        example = _example(defect.field)
        way_zh, way_en = (f"请写：{example}", f"Write: {example}") if example else NEW_ID
        yield Report(
            zh=f"{zh}（{means.zh}）。{way_zh}" if means.zh else f"{zh}。{way_zh}",
            en=f"{en} ({means.en}). {way_en}" if means.en else f"{en}. {way_en}",
            field=defect.field,
            line=defect.line,
            fix=example,
        )


NEW_ID = (
    "编号不能自己编，也不能照抄别的文章：请运行 twinpress new，用它写入的 id。",
    "Do not make one up or copy one: run twinpress new, and take the id that it writes.",
)


def _example(field: str) -> str:
    """Return what to type for a missing field; nothing for the id, which only the program can give."""
    if field == "id":
        return ""
    name = next(part for part in reversed(field.split(".")) if not part.isdigit())
    return EXAMPLES.get(field) or EXAMPLES_OF.get(name) or f"{name}: …"


def _empty_record(defect: Defect, document: Document) -> bool:
    """Tell whether an entry of a list that is made of parts was left empty: the whole list cannot be read for it."""
    record, name = around(defect.field, root_of(document.original))
    slot = slots(record).get(name)
    last = defect.field.rpartition(".")[2]
    return defect.kind == "empty" and last.isdigit() and slot is not None and slot.record is not None


@rule("ART008", ignorable=False)
def unknown_field(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """Every field is one that the handbook's table of fields names.

    每个字段都须是手册“文章字段一览”中列出的字段。

    Why: a mistyped field is read by nobody, and what it says is silently lost.

    为什么：字段名写错，内容就没有人读取，悄悄丢失。

    Bad:
        sectoin: trainings
    Good:
        section: trainings
    """
    near = misspelt(document, story)
    for defect in document.defects:
        if defect.kind != "unknown":
            continue
        record = around(defect.field, root_of(document.original))[0]
        if record is Original and defect.found in slots(Translation):
            if second_original(document, story):
                continue  # it is right in a translation, and this is one: ART012
            zh, en, fix = "它只用在译文中，请移到译文文件。", "It belongs in the translation alone: move it there.", ""
        else:
            fix = near.get(defect.field, "").rpartition(".")[2]
            zh, en = question(fix) if fix else choice(record)
        yield Report(
            zh=f"没有名为“{defect.field}”的字段。{zh}",
            en=f"There is no field “{defect.field}”. {en}",
            field=defect.field,
            line=defect.line,
            fix=fix,
        )


@rule("ART009", ignorable=False)
def wrong_value(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """Every value is of the kind that its field asks for: a date, an id, a list, true or false.

    每个值都须符合字段的要求：日期、编号、列表、true 或 false 等。

    Why: a wrong value is shown wrongly or not at all.

    为什么：值不对，网页上就会显示错误或缺失。

    Bad:
        date: 2025-13-40
        topics: child-friendly-city
    Good:
        date: 2025-11-20
        topics: [child-friendly-city]
    """
    second = second_original(document, story)
    for defect in document.defects:
        if defect.kind in ELSEWHERE and (defect.kind != "control" or not defect.field):
            continue
        if second and defect.field.partition(".")[0] in FACTS[""]:
            continue
        zh, en, fix = said(defect.kind, defect.field, defect.found)
        near = None if fix else _entry_meant(defect, context)
        if near:
            (more_zh, more_en), fix = question(near), near
            zh, en = f"{zh.rstrip('。')}。{more_zh}", f"{en} {more_en}"
        yield Report(zh=zh, en=en, field=defect.field, line=defect.line, fix=fix)


def _entry_meant(defect: Defect, context: Context) -> str | None:
    """Return the vocabulary id that somebody meant who wrote a name or a mistyped id."""
    if defect.kind != "slug":
        return None
    name = next((part for part in reversed(defect.field.split(".")) if part in VOCABULARY), None)
    return meant(context.archive.vocabulary, VOCABULARY[name], defect.found) if name else None


@rule("ART010", Severity.WARNING)
def empty_field(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """A field that is written down has a value; one that is not needed is left out.

    写了的字段须有值；用不到的字段不写。

    Why: an empty field looks like something forgotten, and the next editor cannot tell.

    为什么：空字段看起来像漏填，接手的编辑无从判断。

    Bad:
        subtitle:
        title: 春季培训
    Good:
        title: 春季培训
    """
    for defect in document.defects:
        if defect.kind != "empty" or _empty_record(defect, document):
            continue
        if defect.field.startswith("ignore."):
            code = defect.field.partition(".")[2]
            zh = f"忽略 {code} 须写明理由。请写：{code}: 理由"
            en = f"Ignoring {code} needs a reason. Write: “{code}: why”"
        else:
            zh = f"字段 {defect.field} 是空的。请填写，或删去这一项。"
            en = f"The field {defect.field} is empty. Fill it in or delete it."
        yield Report(zh=zh, en=en, field=defect.field, line=defect.line)
