"""The rule on weekdays: a date and the day of the week beside it must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from twinpress.archive import Article
from twinpress.document import Document
from twinpress.leap import leaps
from twinpress.rules.rule import Context, Report, rule

ZH = "一二三四五六日"
EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NEAR = 120
"""Days from the article's date within which a date without a year is taken to be of the nearest year."""

_ZH_DATE = r"(?:(?P<{0}year>\d{{4}})\s{{0,2}}年\s{{0,2}})?(?<!\d)(?P<{0}month>\d{{1,2}})\s{{0,2}}月\s{{0,2}}(?P<{0}day>\d{{1,2}})\s{{0,2}}[日号]"
_ISO = r"(?<![\d./-])(?P<{0}year>(?:19|20)\d\d)(?P<{0}mark>[-/.])(?P<{0}month>\d{{1,2}})(?P={0}mark)(?P<{0}day>\d{{1,2}})(?![\d/-])"
_ZH_WEEKDAY = r"(?:星期|周|礼拜)(?P<{}>[一二三四五六日天])(?!\s*[期刊报年])"
_TO = r"\s*[至到、和与及\-—–~～]\s*"
_ZH_HOUR = (
    r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|晚|夜间|全天|当天)?\s?"
    r"(?:\d{1,2}(?:[时点](?:\d{1,2}分|半)?|[:：]\d\d))?"
)
_WEEKDAY = r"(?P<{}>Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_MONTH = r"(?P<{}>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{{0,6}}\b\.?"

# What every pattern asks for (most texts name no day of the week), and what patterns begin with.
CHINESE_DAY = re.compile(_ZH_WEEKDAY.format("weekday"))
ENGLISH_DAY = re.compile(_WEEKDAY.format("weekday"))
MONTH = re.compile(_MONTH.format("month"))
CHINESE_DATE = re.compile(r"\d(?=\d{0,3}\s{0,2}[年月])")
ENGLISH_DATE = re.compile(r"\d(?=\d?(?:[a-z]{2})?[\s–—-])")
ISO_DATE = re.compile(r"\d(?=\d{3}[-/.])")

CHINESE = (
    # 2025年11月18日（星期二）, 11月18日下午2时（星期二）
    (
        CHINESE_DATE,
        _ZH_DATE.format("") + r"\s{0,2}" + _ZH_HOUR + r"\s?[（(，,]?\s{0,2}" + _ZH_WEEKDAY.format("weekday")
        + r"(?!\s*[至到、和\-—–~～])",
    ),
    # 2025-11-18（星期二）
    (ISO_DATE, _ISO.format("") + r"\s{0,2}[（(，,]?\s{0,2}" + _ZH_WEEKDAY.format("weekday") + r"(?!\s*[至到、和\-—–~～])"),
    # 星期二（11月18日）
    (
        CHINESE_DAY,
        r"(?<![每逢至到、和与及—–~～-])" + _ZH_WEEKDAY.format("weekday") + r"\s?[（(]\s?(?:" + _ZH_DATE.format("") + "|"
        + _ISO.format("iso_") + rf")(?!{_TO}\d)",
    ),
    # 11月18日、19日（星期二、星期三）, 11月18日至20日（星期二至四）
    (
        CHINESE_DATE,
        _ZH_DATE.format("") + _TO + r"(?:(?P<month2>\d{1,2})\s?月\s?)?(?P<day2>\d{1,2})\s?[日号]\s{0,2}[（(，,]?\s{0,2}"
        + _ZH_WEEKDAY.format("weekday") + _TO + r"(?:星期|周|礼拜)?(?P<weekday2>[一二三四五六日天])(?![一二三四五六日天期刊报年])"
        + rf"(?!{_TO}(?:星期|周|礼拜))",
    ),
)  # fmt: skip
"""What a claim begins with, and the whole of it."""
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?\b"
_YEAR = r"(?:,?\s(?P<{}>\d{{4}})\b)?"
_AND = r"(?:\s?[–—-]\s?|\s(?:to|and|until)\s)"
_FIRST = rf"\b{_WEEKDAY.format('weekday')}(?:{_AND}{_WEEKDAY.format('weekday2')})?"
_DAYS = rf"{_DAY.format('day')}(?:{_AND}{_DAY.format('day2')})?"
_LAST = (
    rf"(?:,?\s\(|,\s(?:a\s)?){_WEEKDAY.format('weekday')}(?:{_AND}{_WEEKDAY.format('weekday2')})?"
    r"(?!\s(?:to|and|until|[A-Z])|\s?[–—-])"
)
ENGLISH = (
    # Tuesday, 18 November 2025; Tuesday (18 November); Tuesday–Wednesday, 18–19 November 2025
    (ENGLISH_DAY, rf"{_FIRST},?\s\(?(?:the\s)?{_DAYS}\s(?:of\s)?{_MONTH.format('month')}{_YEAR.format('year')}"),
    # Tuesday, November 18, 2025
    (ENGLISH_DAY, rf"{_FIRST},?\s\(?{_MONTH.format('month')}\s{_DAYS}{_YEAR.format('year')}"),
    # 18 November 2025 (Tuesday); 18 November, Tuesday; 18 November 2025, a Tuesday
    (ENGLISH_DATE, rf"(?<![\d–—-]){_DAYS}\s(?:of\s)?{_MONTH.format('month')}{_YEAR.format('year')}{_LAST}"),
    # November 18, 2025 (Tuesday)
    (MONTH, rf"\b{_MONTH.format('month')}\s{_DAYS}{_YEAR.format('year')}{_LAST}"),
    # 2025-11-18 (Tuesday)
    (ISO_DATE, _ISO.format("") + _LAST),
    # Tuesday (2025-11-18)
    (ENGLISH_DAY, rf"\b{_WEEKDAY.format('weekday')},?\s\(?{_ISO.format('')}"),
)
FORMS = {
    language: tuple((beginning, re.compile(whole)) for beginning, whole in forms)
    for language, forms in (("zh", CHINESE), ("en", ENGLISH))
}
DAYS = {"zh": CHINESE_DAY, "en": ENGLISH_DAY}
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
    for passage in context.passages(document, DAYS[document.language]):
        words = passage.words
        for claims in _claims(words, document.language):
            wrong = [
                (claim, days[0])
                for claim in claims
                if (days := _days(claim, article, words)) and all(day.weekday() != claim.weekday for day in days)
            ]
            if not wrong:
                continue
            claim, day = wrong[0]
            zh = f"{day.year}年{day.month}月{day.day}日是星期{ZH[day.weekday()]}，不是星期{ZH[claim.weekday]}"
            en = f"{day.day} {day:%B} {day.year} is a {EN[day.weekday()]}, not a {EN[claim.weekday]}"
            yield Report(
                field=passage.field,
                line=passage.line(claim.start),
                zh=f"星期与日期不符：{claim.text}。{zh}，请改正其一。",
                en=f"weekday does not fit the date: “{claim.text}”. {en}: correct one of them.",
            )


def _claims(words: str, language: str) -> Iterator[tuple[_Claim, ...]]:
    """Yield what the text says: one claim, or those of a first and a last day."""
    for beginning, pattern in FORMS[language]:
        for match in leaps(beginning, pattern, words):
            part = match.groupdict()
            year = part.get("year") or part.get("iso_year")
            month = _month(part.get("month") or part.get("iso_month") or "")
            days = [(month, part.get("day") or part.get("iso_day") or "", part["weekday"])]
            behind = bool(part.get("day")) and match.start("weekday") > match.start("day")
            if part.get("weekday2"):
                if behind and not part.get("day2"):
                    continue  # 18 November, Monday to Friday: opening hours
                if part.get("day2"):
                    days.append((_month(part.get("month2") or "") or month, part["day2"], part["weekday2"]))
                else:
                    days = [(month, days[0][1], part["weekday2"])]  # Monday and Tuesday, 18 November
            elif part.get("day2") and behind:
                continue  # 18–19 November (Wednesday): which of the two?
            text = match[0].strip("，, （(")
            first = int(year) if year else 0
            yield tuple(
                _Claim(match.start(), text, first + (m < month) if first else None, m, int(day), _weekday(weekday))
                for m, day, weekday in days
            )


def _month(written: str) -> int:
    """Return the number of a month; 0 where none is written."""
    return int(written) if written.isdigit() else MONTHS.index(written[:3].lower()) + 1 if written else 0


def _weekday(written: str) -> int:
    if not written.isascii():
        return ZH.index(written.replace("天", "日"))
    return next(n for n, name in enumerate(EN) if name.startswith(written[:3]))


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
