"""The rule on weekdays: a date and the day of the week beside it must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from twinpress.archive import Article
from twinpress.document import Document
from twinpress.rules.rule import Context, Report, rule

ZH = "一二三四五六日"
EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NEAR = 120
"""Days from the article's date within which a date without a year is taken to be of the nearest year."""

CHINESE = re.compile(
    r"(?:(?P<year>\d{4})\s{0,2}年\s{0,2})?(?<!\d)(?P<month>\d{1,2})\s{0,2}月\s{0,2}(?P<day>\d{1,2})\s{0,2}[日号]\s{0,2}"
    r"[（(，,]?\s{0,2}(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])(?!\s*[至到、和期刊报年\-—–~～])"
)
_WEEKDAY = r"(?P<{}>Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_MONTH = r"(?P<{}>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{{0,6}}\b\.?"
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?\b"
_YEAR = r"(?:,?\s(?P<{}>\d{{4}})\b)?"
ENGLISH = (
    # Wednesday, 18 November 2025; Wednesday (18 November)
    re.compile(
        r"\b"
        + _WEEKDAY.format("weekday")
        + r",?\s\(?(?:the\s)?"
        + _DAY.format("day")
        + r"\s(?:of\s)?"
        + _MONTH.format("month")
        + _YEAR.format("year")
    ),
    # Wednesday, November 18, 2025
    re.compile(
        r"\b"
        + _WEEKDAY.format("weekday")
        + r",?\s\(?"
        + _MONTH.format("month")
        + r"\s"
        + _DAY.format("day")
        + _YEAR.format("year")
    ),
    # 18 November 2025 (Wednesday); 18 November, Wednesday
    re.compile(
        r"(?<![\d–—-])"
        + _DAY.format("day")
        + r"\s(?:of\s)?"
        + _MONTH.format("month")
        + _YEAR.format("year")
        + r"(?:,?\s\(|,\s)"
        + _WEEKDAY.format("weekday")
        + r"(?!\s(?:to|and|until|[A-Z])|\s?[–—-])"
    ),
    # November 18, 2025 (Wednesday)
    re.compile(
        r"\b"
        + _MONTH.format("month")
        + r"\s"
        + _DAY.format("day")
        + _YEAR.format("year")
        + r"(?:,?\s\(|,\s)"
        + _WEEKDAY.format("weekday")
        + r"(?!\s(?:to|and|until|[A-Z])|\s?[–—-])"
    ),
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class _Claim:
    """What a text says: a date, perhaps without its year, and a day of the week (0 Monday … 6 Sunday)."""

    start: int
    text: str
    year: int | None
    month: int
    day: int
    weekday: int


@rule("TXT008")
def weekday_does_not_fit(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """A day of the week must fit the date it stands beside; a date without a year counts from the article's date.

    日期旁的星期须与日期相符；没有写年份的，按文章日期推算。

    Why: One of the two is wrong, and readers who come on the wrong day never know which. A date far from the article's
    own that names no year is left alone: its year is anybody's guess.
    为什么：两者必有一错，读者可能白跑一趟。没有写年份、又离文章日期较远的，年份无从判断，不检查。

    Bad:
        培训于2025年11月18日（星期三）开班。
    Good:
        培训于2025年11月18日（星期二）开班。
    """
    for passage in context.passages(document):
        words = passage.words
        if document.language == "zh":
            if not any(sign in words for sign in ("星期", "周", "礼拜")):
                continue
        elif "day" not in words and not re.search(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)", words):
            continue
        for claim in _claims(words, document.language):
            days = _days(claim, article, words)
            if not days or any(day.weekday() == claim.weekday for day in days):
                continue
            day = days[0]
            zh = f"{day.year}年{day.month}月{day.day}日是星期{ZH[day.weekday()]}，不是星期{ZH[claim.weekday]}"
            en = f"{day.day} {day:%B} {day.year} is a {EN[day.weekday()]}, not a {EN[claim.weekday]}"
            yield Report(
                field=passage.field,
                line=passage.line(claim.start),
                zh=f"星期与日期不符：{claim.text}。{zh}，请改正其一。",
                en=f"weekday does not fit the date: “{claim.text}”. {en}: correct one of them.",
            )


def _claims(words: str, language: str) -> Iterator[_Claim]:
    for pattern in (CHINESE,) if language == "zh" else ENGLISH:
        for match in pattern.finditer(words):
            if language == "zh":
                month, weekday = int(match["month"]), ZH.index(match["weekday"].replace("天", "日"))
            else:
                month = MONTHS.index(match["month"][:3].lower()) + 1
                weekday = next(n for n, name in enumerate(EN) if name.startswith(match["weekday"][:3]))
            year = int(match["year"]) if match["year"] else None
            yield _Claim(match.start(), match[0].strip("，, （("), year, month, int(match["day"]), weekday)


def _days(claim: _Claim, article: Article | None, words: str) -> list[date]:
    """Return the days that a claim can mean, the likeliest first; none where that cannot be told."""
    if claim.year:
        return _existing([claim.year], claim)
    if article is None or "date" in article.original.unsound:
        return []
    anchor = article.facts.date.at.date()
    nearest = sorted(
        _existing([anchor.year - 1, anchor.year, anchor.year + 1], claim), key=lambda day: abs((day - anchor).days)
    )[:1]
    if not nearest or abs((nearest[0] - anchor).days) > NEAR:
        return []
    start = words.rfind("\n\n", 0, claim.start) + 1
    end = words.find("\n\n", claim.start)
    named = [int(year[0]) for year in YEAR.finditer(words, start, len(words) if end < 0 else end)]
    return nearest + _existing(named, claim)


def _existing(years: list[int], claim: _Claim) -> list[date]:
    days = []
    for year in dict.fromkeys(years):
        try:
            days.append(date(year, claim.month, claim.day))
        except ValueError:
            continue  # 30 February: another rule's matter, if anybody's
    return days
