"""Codes of findings about a translation, with their explanations."""

from __future__ import annotations

from dataclasses import dataclass, replace

from twinpress.finding import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class Code:
    """What one code means."""

    code: str
    severity: Severity
    zh: str
    en: str
    summary: Severity | None
    """Its severity in a translation that is a summary, which may leave out and may not invent; None is not reported."""
    says: tuple[str, str] = ("", "")
    """What a finding says in Chinese and in English, with ``{original}``, ``{translation}`` and ``{right}``: what to type."""


MISSING = Code(
    "TRN001",
    ERROR,
    "原文中的数字、日期或比例在译文中找不到。",
    "A figure, date or share of the original is nowhere in the translation.",
    None,
    ("译文缺少原文的“{original}”，请补上“{right}”", "“{original}” is missing in the translation; add {right}"),
)
CHANGED = Code(
    "TRN002",
    ERROR,
    "译文中的数字、日期或比例与原文不同。",
    "A figure, date or share of the translation is not that of the original.",
    ERROR,
    (
        "与原文不符：原文“{original}”，译文“{translation}”，应为“{right}”",
        "not what the original says: “{original}” became “{translation}”; type {right}",
    ),
)
MAGNITUDE = Code(
    "TRN003",
    ERROR,
    "译文中的数字与原文相差十倍、百倍、万倍等：万、亿与 thousand、million、billion 换算有误。",
    "A figure is off by a power of ten: 万 is ten thousand, 亿 is a hundred million.",
    ERROR,
    (
        "数量级不符：原文“{original}”，译文“{translation}”，应为“{right}”",
        "off by a power of ten: “{original}” became “{translation}”; type {right}",
    ),
)
EXTRA = Code(
    "TRN004",
    WARNING,
    "译文中的数字在原文中没有依据。",
    "A figure of the translation has no source in the original.",
    WARNING,
    (
        "译文中的“{translation}”在原文中没有依据，请核对",
        "“{translation}” has no source in the original; compare them",
    ),
)
HAN = Code("TRN005", ERROR, "译文中留有汉字。", "Chinese characters are left in the translation.", ERROR)
WIDE = Code("TRN006", ERROR, "译文中留有全角标点、字母或数字。", "Full-width marks are left in the translation.", ERROR)
ADAPTED = Code(
    "TRN007",
    INFO,
    "原文的日期在译文中可能改写成了星期或“去年”等说法，请核对。",
    "A date may have become a weekday, or “last year”: compare them.",
    None,
    (
        "译文没有原文的“{original}”，可能改写成了星期或“去年”等说法，请核对",
        "“{original}” is not in the translation; it may have become a weekday, or “last year”: compare them",
    ),
)
TORN = Code(
    "TRN008",
    ERROR,
    "表中的一行不是“原文、制表符、译文”。",
    "A row of a table is not original, tab, translation.",
    ERROR,
)
NAME = Code(
    "TRN009",
    WARNING,
    "译文中的人名与原文不符，或者没有译出。",
    "A person’s name is not that of the original, or is missing.",
    WARNING,
    (
        "人名拼写不符：原文“{original}”，译文“{translation}”，按汉语拼音应为“{right}”",
        "another name: “{original}” became “{translation}”; in Pinyin it is {right}",
    ),
)
UNNAMED = replace(
    NAME,
    summary=None,
    says=(
        "译文缺少人名：原文“{original}”，名单中为“{right}”，请补上",
        "a name is missing: “{original}” is “{right}” in the list of people; add it",
    ),
)
"""The list of people has a name that the translation leaves out."""
MISNAMED = replace(
    NAME,
    severity=ERROR,
    summary=ERROR,
    says=(
        "人名与名单不符：原文“{original}”，译文“{translation}”，名单中为“{right}”，请照名单改正",
        "not the name in the list of people: “{original}” became “{translation}”; type {right}",
    ),
)
"""The list of people has a name that the translation writes otherwise."""
PROMOTED = Code(
    "TRN010",
    WARNING,
    "译文中的职务级别与原文不同：副职译成了正职，或者相反。",
    "A rank is not that of the original: a deputy became the head, or the other way round.",
    WARNING,
    (
        "职务级别不符：原文“{original}”是副职，译文“{translation}”是正职，应为“{right}”",
        "a promotion: “{original}” is a deputy, “{translation}” is not; type {right}",
    ),
)
DEMOTED = replace(
    PROMOTED,
    says=(
        "职务级别不符：原文“{original}”是正职，译文“{translation}”是副职，应为“{right}”",
        "a demotion: “{original}” is no deputy, “{translation}” is one; type {right}",
    ),
)
STATE_LOST = replace(
    PROMOTED,
    says=(
        "职务不符：原文“{original}”，译文没有“{right}”，请补上",
        "not the same office: the original says “{original}”; add {right}",
    ),
)
STATE_ADDED = replace(
    PROMOTED,
    says=(
        "职务不符：译文“{translation}”中的限定词在原文中没有依据，请删去",
        "not the same office: “{translation}” has a word that has no source in the original; take it out",
    ),
)
TERM = Code(
    "TRN011",
    WARNING,
    "原文中的术语或机构名称在译文中没有规定的译名。",
    "A term or a body of the original has none of its forms in the translation.",
    None,
    (
        "译文没有“{original}”的规定译名，请用“{right}”",
        "no known form of “{original}” is in the translation; type {right}",
    ),
)
FORBIDDEN = Code(
    "TRN012",
    ERROR,
    "译文用了术语表禁用的译名。",
    "The translation has a form that the glossary forbids.",
    ERROR,
    (
        "禁用的译名：原文“{original}”，译文“{translation}”，应为“{right}”",
        "the glossary forbids “{translation}” for “{original}”; type {right}",
    ),
)
SHORTENED = Code(
    "TRN013",
    INFO,
    "首次出现应写全称，其后可用简称。",
    "The full form comes first; the short one may follow.",
    None,
    (
        "“{original}”首次出现即用简称“{translation}”，请先写全称“{right}”",
        "“{original}” is short at its first mention: “{translation}”; type {right} first",
    ),
)
DENIAL_LOST = Code(
    "TRN014",
    INFO,
    "原文的否定、禁止或要求在译文中没有体现。",
    "What the original denies, forbids or demands, the translation does not.",
    None,
    (
        "原文有“{original}”，译文没有表示否定的词（如“{right}”），请核对",
        "the original has “{original}”, the translation no word that denies, such as “{right}”: compare them",
    ),
)
DEMAND_LOST = replace(
    DENIAL_LOST,
    says=(
        "原文有“{original}”，译文没有表示要求的词（如“{right}”），请核对",
        "the original has “{original}”, the translation no word that demands, such as “{right}”: compare them",
    ),
)
MARKS = Code(
    "TRN015",
    WARNING,
    "译文的引号或括号不成对。",
    "A quotation mark or a bracket of the translation has no partner.",
    WARNING,
    (
        "译文中的“{translation}”没有配对，请补上“{right}”",
        "“{translation}” has no partner in the translation; add {right}",
    ),
)
LENGTH = Code(
    "TRN016",
    INFO,
    "译文与原文的长短之比远离通常的范围，可能有遗漏或增添。",
    "The translation is far shorter or longer than usual: something may be missing, or too much.",
    None,
)
UNTRANSLATED = Code(
    "TRN017",
    WARNING,
    "原文有一段在全译中没有对应的译文。",
    "A block of the original has no counterpart in a full translation.",
    None,
    (
        "原文这一段没有译文：“{original}”，请补译；若只译要点，请在译文开头写 mode: summary",
        "nothing translates this block: “{original}”; translate it, or write mode: summary if only the main points are given",
    ),
)
STRUCTURE = Code(
    "TRN018",
    WARNING,
    "译文的标题、列表、表格、提示框、引文、代码或脚注与原文的个数或大小不同。",
    "The translation has other headings, lists, tables, boxes, quotes, code or footnotes than the original.",
    None,
)
PARITY = Code(
    "TRN019",
    WARNING,
    "译文的链接、图片或附件与原文不同。",
    "The translation has other links, pictures or attachments than the original.",
    WARNING,
)
CODES = {
    code.code: code
    for code in (
        *(MISSING, CHANGED, MAGNITUDE, EXTRA, HAN, WIDE, ADAPTED, TORN),
        *(NAME, PROMOTED, TERM, FORBIDDEN, SHORTENED, DENIAL_LOST, MARKS, LENGTH),
        *(UNTRANSLATED, STRUCTURE, PARITY),
    )
}
"""All codes, each with its usual severity."""
