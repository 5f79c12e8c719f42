"""English number words: twelve thousand, seventy-five, ninth."""

from __future__ import annotations

import re
from fractions import Fraction

UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
WORDS = {word: number for number, word in enumerate(UNITS)}
WORDS |= {
    word: 10 * n
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
STEPS = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
STEPS |= {"quadrillion": 10**15, "quintillion": 10**18}
SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12, "trn": 10**12}
NTH = {
    word: n
    for n, word in enumerate(
        ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
    )
}
NTH |= {word: n for n, word in enumerate(["tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"], 10)}
NTH |= {word: n for n, word in enumerate(["sixteenth", "seventeenth", "eighteenth", "nineteenth"], 16)}
NTH |= {word: 10 * n for n, word in enumerate(["twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth"], 2)}
NTH |= {"seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100, "thousandth": 1000}
FIGURES = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|(?<![0-9])\.[0-9]+"
"""A number in figures."""


def number(text: str) -> list[Fraction]:
    """Return the values of number words in a row; more than one where they are no single number (five two)."""
    found: list[Fraction] = []
    total: Fraction = Fraction(0)
    section: Fraction = Fraction(0)
    last = 0
    begun = False
    for token in re.findall(rf"{FIGURES}|[a-z]+", text.casefold().replace("-", " ")):
        if token in ("and", "a", "an"):
            continue
        if token in STEPS or token in SHORT:
            unit = STEPS.get(token) or SHORT[token]
            begun = True
            if unit == 100:
                section = (section or Fraction(1)) * 100
            else:
                total += (section or Fraction(0 if total else 1)) * unit
                section = Fraction(0)
            last = unit
            continue
        value = Fraction(WORDS[token]) if token in WORDS else Fraction(token.replace(",", ""))
        fits = not begun or last >= 100 or (20 <= last < 100 and 0 < value < 10)
        if not fits:
            found.append(total + section)
            total = section = Fraction(0)
        section += value
        last, begun = int(value) if int(value) else 1, True
        if value >= 100:
            last = 1
    if begun:
        found.append(total + section)
    return found
