"""Codes of findings about a translation, with their explanations."""

from __future__ import annotations

from dataclasses import dataclass

from twinpress.finding import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """What one code means."""

    code: str
    severity: Severity
    zh: str
    en: str


MISSING = Code(
    "TRN001",
    Severity.ERROR,
    "原文中的数字、日期或比例在译文中找不到。",
    "A figure, date or share of the original is nowhere in the translation.",
)
CHANGED = Code(
    "TRN002",
    Severity.ERROR,
    "译文中的数字、日期或比例与原文不同。",
    "A figure, date or share of the translation is not that of the original.",
)
MAGNITUDE = Code(
    "TRN003",
    Severity.ERROR,
    "译文中的数字与原文相差十倍、百倍、万倍等：万、亿与 thousand、million、billion 换算有误。",
    "A figure is off by a power of ten: 万 is ten thousand, 亿 is a hundred million.",
)
EXTRA = Code(
    "TRN004",
    Severity.WARNING,
    "译文中的数字在原文中没有依据。",
    "A figure of the translation has no source in the original.",
)
HAN = Code("TRN005", Severity.ERROR, "译文中留有汉字。", "Chinese characters are left in the translation.")
WIDE = Code(
    "TRN006", Severity.ERROR, "译文中留有全角标点、字母或数字。", "Full-width marks are left in the translation."
)
ADAPTED = Code(
    "TRN007",
    Severity.INFO,
    "原文的日期在译文中可能改写成了星期或“去年”等说法，请核对。",
    "A date may have become a weekday, or “last year”: compare them.",
)
TORN = Code(
    "TRN008",
    Severity.ERROR,
    "表中的一行不是“原文、制表符、译文”。",
    "A row of a table is not original, tab, translation.",
)
CODES = {code.code: code for code in (MISSING, CHANGED, MAGNITUDE, EXTRA, HAN, WIDE, ADAPTED, TORN)}
"""All codes. They are not rules of ``check`` yet: a rule needs pages, and a record of what was confirmed."""
