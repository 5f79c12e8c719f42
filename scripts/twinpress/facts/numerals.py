"""Chinese numerals, pure and mixed with Arabic ones: 一亿两千万, 1.2万亿, 三万五, 二〇二五."""

from __future__ import annotations

import re
from fractions import Fraction

DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
TENS = {"十": 10, "廿": 20, "卅": 30}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
"""A number in figures."""
TOKEN = re.compile(rf"({ARABIC})|([零〇○一二两三四五六七八九])|([十百千])|([万亿兆])|([廿卅])|(点)|([多余几来])")
STRING = re.compile(r"[零〇○一二三四五六七八九]+")
DECIMAL = re.compile(r"点([零〇○一二三四五六七八九]+)")


def arabic(text: str) -> Fraction:
    """Return the value of a number in figures; commas are thousands separators."""
    return Fraction(text.replace(",", ""))


def string(text: str) -> int | None:
    """Return a number whose digits are written one by one (二〇二五), or None."""
    return int("".join(str(DIGITS[digit]) for digit in text)) if STRING.fullmatch(text) else None


def read(text: str) -> Fraction | None:
    """Return the value of a numeral, or None for what is none (三五: three to five).

    多, 余, 几 and 来 inside (300余万) add nothing. A last digit without its unit counts a tenth of the unit before: 三万五
    is 35,000 (as GB/T 15835-2011 warns editors, it is spoken language).
    """
    text = text.replace(" ", "")
    if len(text) > 2 and (digits := string(text)) is not None:
        return Fraction(digits)
    text = DECIMAL.sub(lambda match: "." + str(string(match[1])).zfill(len(match[1])), text)
    text = re.sub(r"([零〇○一二两三四五六七八九十百]+)(\.[0-9]+)", lambda match: f"{read(match[1])}{match[2]}", text)
    total, section, unit, end = Fraction(0), Fraction(0), 1, 0
    current: Fraction | None = None
    zero = False
    for match in TOKEN.finditer(text):
        if match.start() != end:
            return None
        end = match.end()
        figure, digit, small, large, tens, _, _ = match.groups()
        if figure or digit:
            if current is not None:
                return None
            if digit and DIGITS[digit] == 0:
                zero = True
                if len(text) == 1:
                    return Fraction(0)
                continue
            current = arabic(figure) if figure else Fraction(DIGITS[digit])
        elif tens:
            section, unit = section + TENS[tens], 10
        elif small:
            unit = SMALL[small]
            part = Fraction(1) if current is None else current
            section = section * unit if current is None and section else section + part * unit
            current, zero = None, False
        elif large:
            unit = LARGE[large]
            part = section + (current or 0)
            if not part and not total:
                part = Fraction(1)
            total = (total + part) * unit if total < unit or not part else total + part * unit
            section, current, zero = Fraction(0), None, False
    if end != len(text) or not re.search("[0-9零〇○一二两三四五六七八九十百千万亿兆廿卅]", text):
        return None
    if current is not None:
        spoken = unit > 10 and not zero and current < 10 and text[-1] in DIGITS
        section += current * unit / 10 if spoken else current
    return total + section


def several(text: str) -> list[Fraction]:
    """Return the values of an approximation: 三五 is 3 and 5, 七八十 is 70 and 80, 三四十万 is 300,000 and 400,000."""
    if teens := re.fullmatch(r"([二三四五六七八九]?十)([一二三四五六七八九]{2,})", text):  # 十五六
        return [(read(teens[1]) or Fraction(0)) + DIGITS[digit] for digit in teens[2]]
    digits = re.match(r"[一二两三四五六七八九]{2,}", text)
    if digits is None:
        return []
    unit = read(text[digits.end() :]) if text[digits.end() :] else Fraction(1)
    return [Fraction(DIGITS[digit]) * unit for digit in digits[0]] if unit else []
