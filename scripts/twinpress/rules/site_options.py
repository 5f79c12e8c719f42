"""SITE010 to SITE013: do the options of the plugin fit the vocabulary, and the rules for official sites?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from twinpress.finding import Severity
from twinpress.options import COLUMN_TYPES, Column
from twinpress.rules.arc_vocabulary import at_field
from twinpress.rules.known import LISTS, how_to_add, meant, missing
from twinpress.rules.outside import at
from twinpress.rules.rule import Context, Report, rule
from twinpress.settings import Setting, plugin
from twinpress.site import TAGS
from twinpress.suggestion import closest, question
from twinpress.vocabulary import Section

ICP = re.compile(
    "[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕甘陇青宁新]"
    r"ICP[备证]\s?(?:[AB][12]-)?\d{6,10}号(?:-\d{1,3})?"
)
"""A province's short name, ICP备 or ICP证, the number, 号, and the number of the site within the filing."""


def _options(settings: Setting) -> Setting:
    """Return the options of our plugin as they are written."""
    return plugin(settings, "twinpress") or settings.get("plugins")


def _at(settings: Setting, option: str) -> Setting:
    """Return an option, by its dotted name."""
    return _options(settings).get(*(int(part) if part.isdigit() else part for part in option.split(".")))


@rule("SITE010", scope="site", ignorable=False)
def unknown_entry(settings: Setting, context: Context) -> Iterator[Report]:
    """What the options name stands in the vocabulary: the bodies in publisher and footer, the sections in comments.closed.

    选项中写的机构（publisher、footer）和栏目（comments.closed）须在词表中。

    Why: Names stand in the vocabulary alone. A page about nobody would be signed by an id, and a section that is misspelt
    would go on taking comments.
    为什么：名称只写在词表里。机构不在词表中，页脚和网页数据里就只剩一个编号；栏目写错一个字母，本想关闭的评论就还开着。

    Bad:
        publisher: city-federaton
    Good:
        publisher: city-federation
    """
    vocabulary, options = context.archive.vocabulary, context.site.options
    for kind, named in (("organisations", options.organisations), ("sections", options.sections)):
        noun_zh, noun_en = LISTS[kind]
        for option, identifier in named.items():
            if not missing(vocabulary, kind, identifier) and kind not in vocabulary.absent:
                continue
            near = meant(vocabulary, kind, identifier)
            zh, en = question(near)
            add_zh, add_en = how_to_add(kind, identifier)
            yield at(
                _at(settings, option),
                context,
                f"{option}：词表中没有{noun_zh}“{identifier}”。{zh or add_zh + '。'}",
                f"{option}: there is no {noun_en} “{identifier}” in the vocabulary. {en or add_en + '.'}",
                field=option,
                fix=near or "",
            )


@rule("SITE011", Severity.WARNING, scope="site", ignorable=False)
def column_data_missing(settings: Setting, context: Context) -> Iterator[Report]:
    """Where the site has the official profile, every column has a description, keywords and a column_type.

    采用官方网站标签（official）的网站，每个栏目都应有说明、关键词和类别。

    Why: 国办发〔2017〕47号 wants ColumnName, ColumnDescription, ColumnKeywords and ColumnType on every page of a column;
    empty ones are left out, and an inspection counts them as missing.
    为什么：《政府网站发展指引》要求栏目页都有 ColumnName、ColumnDescription、ColumnKeywords 和 ColumnType；空的不会输出，检查时即为缺失。

    Bad:
        trainings: {name: {zh: 培训, en: Trainings}}
    Good:
        trainings: {name: …, description: …, keywords: {zh: [培训], en: [training]}, column_type: 工作动态}
    """
    official = context.site.options.official
    if official is None:
        return
    described = context.site.taglines
    for option, lacks in (
        ("official.home", _lacking(official.home, described)),
        ("official.other", _lacking(official.other)),
    ):
        if lacking := ", ".join(lacks):
            yield at(
                _at(settings, option),
                context,
                f"官方标签的栏目数据不全，{option} 缺：{lacking}。请补上。",
                f"{option} should have all column data of the official tags; it lacks {lacking}. Add them.",
                field=option,
            )
    sections = context.archive.vocabulary.sections
    for identifier, section in sections.items():
        lacking = ", ".join(_lacking(section))
        if lacking and identifier not in sections.broken:
            path, line = sections.places[identifier]
            yield Report(
                path=path,
                line=line,
                field=identifier,
                zh=f"官方标签的栏目数据不全，{identifier} 缺：{lacking}。请补上。",
                en=f"the section {identifier} should have all column data of the official tags; it lacks {lacking}. Add them.",
            )


NOTHING: Mapping[str, str] = {}


def _lacking(column: Column | Section, instead: Mapping[str, str] = NOTHING) -> Iterator[str]:
    """Yield the dotted names of what a column does not say; ``instead``: what is said where it has no description."""
    if isinstance(column, Column):  # a section without a name has a finding already
        yield from (f"name.{language}" for language in TAGS if not column.name.get(language))
    for language in TAGS:
        if not column.description.get(language) and not instead.get(language):
            yield f"description.{language}"
    yield from (f"keywords.{language}" for language in TAGS if not getattr(column.keywords, language))
    if not column.column_type:
        yield "column_type"


@rule("SITE012", Severity.INFO, scope="site", ignorable=False)
def column_type_unknown(settings: Setting, context: Context) -> Iterator[Report]:
    """Where the site has the official profile, a column_type is one of the words of 国办发〔2017〕47号.

    采用官方网站标签（official）的网站，栏目类别宜用《政府网站发展指引》所列的词。

    Why: Those who gather from many sites sort by these words. The list is open: if none of them fits, leave it.
    为什么：汇集各网站内容的平台按这些词归类。词表是开放的，确实都不合适时可不改。

    Bad:
        column_type: 动态
    Good:
        column_type: 工作动态
    """
    official = context.site.options.official
    if official is None:
        return
    for option, column in (("official.home", official.home), ("official.other", official.other)):
        if column.column_type and column.column_type not in COLUMN_TYPES:
            zh, en, near = _meant(column.column_type)
            yield at(_at(settings, f"{option}.column_type"), context, zh, en, field=f"{option}.column_type", fix=near)
    sections = context.archive.vocabulary.sections
    for identifier, section in sections.items():
        if section.column_type and section.column_type not in COLUMN_TYPES and identifier not in sections.broken:
            zh, en, near = _meant(section.column_type)
            yield replace(at_field(context, "sections", identifier, "column_type", zh, en), fix=near)


def _meant(written: str) -> tuple[str, str, str]:
    """Return (zh, en, the word that was probably meant)."""
    near = next((word for word in COLUMN_TYPES if written in word), closest(written, COLUMN_TYPES))
    zh = f"是否想写“{near}”？" if near else f"所列的词：{'、'.join(COLUMN_TYPES)}。"
    en = f"Did you mean “{near}”?" if near else "The handbook's page on configuration lists them."
    return (
        f"“{written}”不在《政府网站发展指引》所列的栏目类别中。{zh}",
        f"“{written}” is none of the column types of the guidelines. {en}",
        near or "",
    )


@rule("SITE013", Severity.WARNING, scope="site", ignorable=False)
def icp_number(settings: Setting, context: Context) -> Iterator[Report]:
    """The ICP number has the form in which it was given: a province, ICP备, digits, 号.

    ICP 备案号应照主管部门所给的写法：省份简称、ICP备、数字、号。

    Why: Inspectors look it up as it is printed; a placeholder or a lost digit means a site without a filing.
    为什么：检查人员按页脚所印的号码查询；占位文字或漏掉一位数字，就等于没有备案。

    Bad:
        icp: ICP备案号 12345678
    Good:
        icp: 京ICP备12345678号-1
    """
    number = context.site.options.footer.icp
    if number and not ICP.fullmatch(number):
        yield at(
            _at(settings, "footer.icp"),
            context,
            f"ICP 备案号的写法不对：“{number}”。请照备案通知填写，如 京ICP备12345678号-1。",
            f"the ICP number should be written as it was given, like “京ICP备12345678号-1”; found “{number}”. Correct it.",
            field="footer.icp",
        )
