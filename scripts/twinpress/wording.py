"""How times, numbers and sizes are written in each language."""

from __future__ import annotations

from datetime import date, timezone

from twinpress.kinds import Attendance
from twinpress.moment import Moment

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

WEEKDAYS = {
    "zh": [(day, f"星期{day}") for day in "一二三四五六日"],
    "en": [(name[:3], name) for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")],
}
"""Days of the week, Monday first: short, and in full."""
EVENT_STATUS = {
    "cancelled": {"zh": "已取消", "en": "cancelled"},
    "postponed": {"zh": "已推迟", "en": "postponed"},
    "rescheduled": {"zh": "已改期", "en": "rescheduled"},
    "moved-online": {"zh": "改为线上举行", "en": "moved online"},
}
MAP_APPROVAL = {"zh": "审图号：{}", "en": "Map approval number {}"}
AI_PICTURE = {"zh": "图片由人工智能生成", "en": "Picture made with AI"}
COMMA = {"zh": "、", "en": ", "}
"""What stands between names in a row."""
REMOVED = {"zh": "此文章已删除", "en": "This article has been removed"}


def time(moment: Moment, language: str) -> str:
    """Write a moment for readers: ``2025-11-20 16:10`` (the official form, 国办发〔2017〕47号) or ``20 November 2025, 16:10``.

    Seconds are left to machines.
    """
    clock = "" if moment.precision == "day" else f"{moment.at:%H:%M}"
    if language == "zh":
        return f"{moment.at:%Y-%m-%d} {clock}".strip()
    return ", ".join(filter(None, (day(moment.at.date()), clock)))


def day(value: date) -> str:
    """Write a day in English: ``20 November 2025``."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def span(start: Moment, end: Moment | None, language: str) -> str:
    """Write when an event takes place: ``2025年11月18日至19日`` or ``18–19 November 2025``, with times where they are known."""
    if language == "zh":
        return _span_zh(start, end)
    return _span_en(start, end)


def offset(moment: Moment, zone: timezone, language: str) -> str:
    """Write how far a time is from UTC: ``（UTC+5:45）`` or `` (UTC+5:45)``; empty where it is as far as the readers' ``zone``."""
    apart = moment.at.utcoffset()
    if moment.precision == "day" or apart is None or apart == zone.utcoffset(None):
        return ""
    minutes = round(apart.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    text = "UTC" + (f"{'-' if minutes < 0 else '+'}{hours}" if minutes else "") + (f":{rest:02}" if rest else "")
    return f"（{text}）" if language == "zh" else f" ({text})"


def _span_zh(start: Moment, end: Moment | None) -> str:
    first = start.at
    text = f"{first.year}年{first.month}月{first.day}日" + _clock(start)
    if end is None or end == start:
        return text
    last = end.at
    if last.date() == first.date():
        return f"{text}至{last:%H:%M}" if end.precision != "day" else text
    tail = f"{last.day}日"
    if (last.year, last.month) != (first.year, first.month):
        tail = f"{last.month}月{tail}"
    if last.year != first.year:
        tail = f"{last.year}年{tail}"
    return f"{text}至{tail}{_clock(end)}"


def _span_en(start: Moment, end: Moment | None) -> str:
    first = start.at.date()
    if end is None or end == start:
        return ", ".join(filter(None, (day(first), _clock(start).strip())))
    last = end.at.date()
    if first == last:
        if end.precision == "day":
            return ", ".join(filter(None, (day(first), _clock(start).strip())))
        return f"{day(first)}, {start.at:%H:%M}–{end.at:%H:%M}"
    if start.precision != "day" or end.precision != "day":
        return " – ".join(", ".join(filter(None, (day(m.at.date()), _clock(m).strip()))) for m in (start, end))
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def _clock(moment: Moment) -> str:
    return "" if moment.precision == "day" else f" {moment.at:%H:%M}"


def attendance(value: Attendance, language: str) -> str:
    """Write a number of people: ``80余人``, ``more than 80``."""
    forms = {
        ("", "zh"): "{}人",
        ("", "en"): "{}",
        ("+", "zh"): "{}余人",
        ("+", "en"): "more than {}",
        ("~", "zh"): "约{}人",
        ("~", "en"): "about {}",
    }
    number = f"{value.number:,}" if language == "en" else str(value.number)
    return forms[value.qualifier, language].format(number)


def event_status(status: str, language: str) -> str | None:
    """Write the status of an event; None where it is as planned, which nobody has to be told."""
    return EVENT_STATUS[status][language] if status in EVENT_STATUS else None


def size(number: int) -> str:
    """Write a file size in decimal units, as file managers do: ``1.2 MB``, ``430 kB``."""
    if number >= 1_000_000:
        return f"{number / 1_000_000:.1f} MB"
    return f"{round(number / 1000)} kB" if number >= 1000 else f"{number} B"


def period(text: str, language: str) -> str:
    """Write a year (``2025``) or a month (``2025/03``): ``2025年3月``, ``March 2025``."""
    year, _, month = text.partition("/")
    if language == "zh":
        return f"{year}年{int(month)}月" if month else f"{year}年"
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def division(text: str, language: str) -> str:
    """Write a year or a month where its list says the rest: ``2025年``, ``2025``; ``3月``, ``March``."""
    _, _, month = text.partition("/")
    if not month:
        return period(text, language)
    return f"{int(month)}月" if language == "zh" else MONTHS[int(month) - 1]


def years(start: Moment | int | None, end: Moment | int | None, language: str) -> str | None:
    """Write the years of an office: ``2019–2023``, ``2019年起``, ``until 2023``; None where none is known."""
    first, last = (item.at.year if isinstance(item, Moment) else item for item in (start, end))
    if first and last:
        span = str(first) if first == last else f"{first}–{last}"
        return f"{span}年" if language == "zh" else span
    if first:
        return f"{first}年起" if language == "zh" else f"since {first}"
    if last:
        return f"至{last}年" if language == "zh" else f"until {last}"
    return None


def month(value: date, language: str) -> str:
    """Write a month for a calendar leaf: ``11月``, ``Nov``."""
    return f"{value.month}月" if language == "zh" else MONTHS[value.month - 1][:3]


def weekday(value: date, language: str) -> str:
    """Write a day of a month that is known, with its day of the week: ``11月18日 星期二``, ``Tuesday, 18 November``."""
    _, name = WEEKDAYS[language][value.weekday()]
    if language == "zh":
        return f"{value.month}月{value.day}日 {name}"
    return f"{name}, {value.day} {MONTHS[value.month - 1]}"
