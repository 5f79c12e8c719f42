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
CODES = {code.code: code for code in (MISSING, CHANGED, MAGNITUDE, EXTRA, HAN, WIDE, ADAPTED, TORN, UNTRANSLATED)}
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
    summary=INFO,
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
CODES = {code.code: code for code in (MISSING, CHANGED, MAGNITUDE, EXTRA, HAN, WIDE, ADAPTED, TORN, NAME)}
"""All codes. They are not rules of ``check`` yet: a rule needs pages, and a record of what was confirmed."""

STRUCTURE = Code(
    "TRN018",
    Severity.WARNING,
    "译文的标题、列表、表格、提示框、引文、代码或脚注与原文的个数或大小不同。",
    "The translation has other headings, lists, tables, boxes, quotes, code or footnotes than the original.",
)
PARITY = Code(
    "TRN019",
    Severity.WARNING,
    "译文的链接、图片或附件与原文不同。",
    "The translation has other links, pictures or attachments than the original.",
)
CODES |= {code.code: code for code in (STRUCTURE, PARITY)}
