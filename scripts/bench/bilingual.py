"""Text in both languages at once: what is said is drawn once and written twice."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

WEEKDAYS = tuple(
    zip("一二三四五六日", ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], strict=True)
)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""English ones, whatever the machine's language."""


class Both(NamedTuple):
    """The same in Chinese and in English."""

    zh: str
    en: str

    def get(self, language: str) -> str:
        """Return the text in ``language``: ``zh`` or ``en``."""
        return self.zh if language == "zh" else self.en


def join(parts: list[Both]) -> Both:
    """Return sentences as a paragraph."""
    return Both("".join(part.zh for part in parts), " ".join(part.en for part in parts))


def capital(text: str) -> str:
    """Return English text with a capital at its beginning, be it a quotation's."""
    at = 1 if text.startswith("“") else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def number(value: int) -> Both:
    """Write a number: ``1.2万`` and ``12,000``, the same value in both."""
    thousands, rest = divmod(value, 1000)
    if value < 10_000 or rest:
        return Both(str(value), f"{value:,}")
    whole, tenth = divmod(thousands, 10)
    return Both(f"{whole}.{tenth}万" if tenth else f"{whole}万", f"{value:,}")


def money(tens_of_thousands: int) -> Both:
    """Write an amount, given in 万元: ``350万元`` and ``3.5 million yuan``."""
    millions, rest = divmod(tens_of_thousands, 100)
    english = f"{tens_of_thousands * 10_000:,} yuan"
    if rest % 10 == 0 and millions:
        english = f"{millions}.{rest // 10} million yuan" if rest else f"{millions} million yuan"
    return Both(f"{tens_of_thousands}万元", english)


def day(value: date, *, year: bool = False, weekday: bool = False) -> Both:
    """Write a day: ``6月3日（星期三）`` and ``Wednesday, 3 June``."""
    zh, en = f"{value.month}月{value.day}日", f"{value.day} {MONTHS[value.month - 1]}"
    if year:
        zh, en = f"{value.year}年{zh}", f"{en} {value.year}"
    if weekday:
        name = WEEKDAYS[value.weekday()]
        zh, en = f"{zh}（星期{name[0]}）", f"{name[1]}, {en}"
    return Both(zh, en)
