"""How a fact of the original is written in the other language."""

from __future__ import annotations

import re
from fractions import Fraction

from twinpress.facts.english import MONTHS
from twinpress.facts.fact import Fact, Kind, Scale

LARGE = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def amount(value: Fraction) -> str:
    """Return a number as English writes it: 3 million, 12,000, 0.5."""
    for unit, word in LARGE:
        if value >= unit and (short := decimal(value / unit)) and len(short.partition(".")[2]) < 4:
            return f"{short} {word}"
    if value.denominator == 1:
        return f"{int(value):,}"
    return decimal(value) or f"{value.numerator}/{value.denominator}"


def decimal(value: Fraction) -> str:
    """Return a decimal number without an end of noughts; empty if it has no end."""
    below = value.denominator
    while below % 2 == 0:
        below //= 2
    while below % 5 == 0:
        below //= 5
    if below != 1:
        return ""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    whole, part = divmod(int(value * 10**places), 10**places)
    return f"{whole:,}" + (f".{part:0{places}}" if places else "")


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def english(fact: Fact) -> str:
    """Return what to type for a fact of the original."""
    value = fact.value
    if value.scale is Scale.MONTH:
        return MONTHS[int(value.amount) - 1].capitalize()
    if value.scale is Scale.CLOCK:
        hour, minute = divmod(int(value.amount), 60)
        return f"{hour}:{minute:02}"
    if value.scale is Scale.SHARE:
        share = decimal(value.amount * 100)
        return f"{share}%" if share else f"{value.amount.numerator}/{value.amount.denominator}"
    if "基点" in fact.text:
        return f"{amount(value.amount * 100)} basis points"
    if value.scale is Scale.POINTS:
        return f"{amount(value.amount)} percentage point{'' if value.amount == 1 else 's'}"
    if value.scale is Scale.TIMES:
        return f"{amount(value.amount)} times"
    if value.scale is Scale.WORD:
        return fact.text
    if fact.kind is Kind.ORDINAL:
        return ordinal(int(value.amount))
    if fact.kind is Kind.DATE:
        return str(value.amount) + ("s" if "代" in fact.text or "后" in fact.text else "")
    if re.fullmatch(r"(?:19|20)[0-9]{2}", fact.text):  # a year of a span: 2018—2019
        return fact.text
    return amount(value.amount)


def chinese(fact: Fact) -> str:
    """Return what to type in Chinese for a fact of an English original."""
    value = fact.value
    if value.scale is Scale.MONTH:
        return f"{value.amount}月"
    if value.scale is Scale.CLOCK:
        hour, minute = divmod(int(value.amount), 60)
        return f"{hour}:{minute:02}"
    if value.scale is Scale.SHARE:
        share = decimal(value.amount * 100)
        return f"{share}%" if share else f"{value.amount.denominator}分之{value.amount.numerator}"
    if "basis" in fact.text:
        return f"{wan(value.amount * 100)}个基点"
    if value.scale is Scale.POINTS:
        return f"{wan(value.amount)}个百分点"
    if value.scale is Scale.TIMES:
        return f"{wan(value.amount)}倍"
    if value.scale is Scale.WORD:
        return fact.text
    if fact.kind is Kind.ORDINAL:
        return f"第{value.amount}"
    if fact.kind is Kind.DATE:
        century, tens = divmod(int(value.amount), 100)
        if fact.text.rstrip("s").isdigit() and not fact.text.endswith("s"):
            return str(value.amount)
        return f"{century + 1}世纪{tens}年代" if century and tens else f"{tens or value.amount}年代"
    return wan(value.amount) if not re.fullmatch(r"(?:19|20)[0-9]{2}", fact.text) else fact.text


def wan(value: Fraction) -> str:
    """Return a number as Chinese writes it: 300万, 1.2亿, 12345."""
    for unit, word in ((10**8, "亿"), (10**4, "万")):
        if value >= unit and (short := decimal(value / unit)) and len(short.partition(".")[2]) < 4:
            return short.replace(",", "") + word
    if value.denominator == 1:
        return str(value.numerator)
    return decimal(value).replace(",", "") or f"{value.denominator}分之{value.numerator}"
