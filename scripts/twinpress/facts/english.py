"""Facts of an English text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from twinpress.facts.fact import Fact, Kind, Scale, Value, plain
from twinpress.facts.reader import (
    CODE,
    DATE,
    LONG,
    SECTION,
    SQUARED,
    URL,
    Reader,
    Readings,
    alone,
    clock,
    plains,
    squeeze,
    whole,
)
from twinpress.facts.spoken import FIGURES, NTH, STEPS, UNITS, WORDS, number

LOOSE = {"once": 1, "single": 1, "sole": 1, "another": 1, "both": 2, "twice": 2, "pair": 2, "couple": 2, "couples": 2}
LOOSE |= {"twins": 2, "either": 2, "thrice": 3, "trio": 3, "dozen": 12, "duo": 2, "every other": 2, "back-to-back": 2}
LOOSE |= {"triplets": 3, "threesome": 3, "quartet": 4, "foursome": 4, "quadruplets": 4, "quintet": 5, "quintuplets": 5}
LOOSE |= {"nil": 0, "nought": 0, "scoreless": 0, "goalless": 0, "sexagenarian": 60, "septuagenarian": 70}
LOOSE |= {"octogenarian": 80, "nonagenarian": 90, "centenarian": 100}
NAMED_HOURS = {"noon": 12, "midnight": 0}
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTH_OF = {name: number for number, name in enumerate(MONTHS, 1)}
MONTH_OF |= {name[:3]: number for name, number in MONTH_OF.items()} | {"sept": 9}
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70}
DECADES |= {"eighties": 80, "nineties": 90}
FOLD = {"double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "triple": 3, "tripled": 3, "tripling": 3, "treble": 3}
FOLD |= {"trebled": 3, "quadruple": 4, "quadrupled": 4, "quintupled": 5, "tenfold": 10, "twofold": 2, "threefold": 3}
FOLD |= {"fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8, "ninefold": 9, "redoubled": 4}

WORD = rf"(?:{'|'.join(sorted([*WORDS, *STEPS], key=len, reverse=True))})"
SPOKEN = rf"\b(?:a |an )?{WORD}(?:(?:-|,? (?:and )?| - ){WORD}){{0,14}}\b"
SPOKEN_SMALL = rf"(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})(?:-(?:{'|'.join(WORDS)}))?"
STEP = r"(?:[ -]?(?:hundred|thousand|million|billion|trillion|quadrillion|quintillion)\b(?!s)|(?:k|mn|mln|bn|tn|trn|[mb](?=illion))\b)"
AMOUNT = rf"(?:{FIGURES}){STEP}*"
ANY = rf"(?:{AMOUNT}|{SPOKEN})"
DASH = r"(?: ?[-–—~] ?| to | and | or )"
NAMES = rf"(?:{'|'.join(sorted(MONTH_OF, key=len, reverse=True))})"

MONEY = re.compile(rf"(?<=[$£€¥])({FIGURES}) ?(m|b)\b")
SEASON = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[-–—/]([0-9]{2})(?![0-9]|[.,][0-9])")
"""Two years of which the second is short: 2018-19."""
ROMAN = re.compile(r"\b(?=[IVXL]{2})(X{0,3}|XL|LX{0,3})(IX|IV|V?I{0,3})\b")
DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
DECADE = re.compile(r"(?<![0-9.,])'?((?:1[0-9]|20)?[0-9]0)'?s\b")
DECADE_WORD = re.compile(rf"\b({'|'.join(DECADES)})\b", re.I)
POINTS = re.compile(
    rf"({ANY})(?:{DASH}({ANY}))?[ -]?(?:(?:percentage|percent|per cent|%)[ -]*points?\b|pps?\b|ppts?\b)", re.I
)
BASIS = re.compile(rf"({ANY})[ -]?(?:basis[ -]points?|bps?)\b", re.I)
PART_POINT = re.compile(
    r"\b(?:(?:(three)[- ])?(quarters?)|(half))[- ](?:of )?(?:an? )?(?:(?:percentage|percent|per cent)[- ])?points?\b",
    re.I,
)
"""A quarter of a point, three-quarters of a percentage point, half a percentage point."""
PERCENT = re.compile(rf"({ANY})[ -]?(?:%|‰|percent\b|per cent\b|per ?centum\b|pct\b|in a hundred\b)", re.I)
SHARED = re.compile(
    rf"(?<![0-9.,])({FIGURES})(?=(?:, (?:{FIGURES}))*,? (?:and|or) (?:{FIGURES})[- ]?(percentage points?|%|per ?cent\b|pct\b))",
    re.I,
)
"""A figure of a list whose last one has the unit: 1, 2 and 3 percent."""
HALF_TIME = re.compile(r"\bhalf[- ](?:an? )?(hour|day|month|year)\b", re.I)
LOOSE_POINTS = re.compile("[ -]points?\\b", re.I)
"""Percentage points, of which English may say that they are points."""
TENS = re.compile(r"ty-$", re.I)
PERCENTS = re.compile(rf"({ANY})(?: ?%)?{DASH}(?=(?:{ANY})[ -]?(?:%|percent\b|per cent\b))", re.I)
MONTH = re.compile(rf"\b({NAMES})\b\.?", re.I)
PART = r"(a\.m\b\.?|p\.m\b\.?|am\b|pm\b|a\. m\.|p\. m\.)"
CLOCK = re.compile(rf"(?<![0-9:.])([01]?[0-9]|2[0-4])[:.]([0-5][0-9])(?::[0-5][0-9])?(?![0-9%])(?: ?{PART})?", re.I)
RACE = re.compile(r"(?<![0-9:.])([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9]))?(\.[0-9]{1,3})?(?![0-9:])")
"""A time of a race (2:01:09, 2:03.86), or one of the day with its seconds."""
ZULU = re.compile(r"(?<![0-9:.,])([01][0-9]|2[0-4])([0-5][0-9])(?= ?(?:GMT|UTC|BST|CET|EST|EDT|JST|HKT|hours|hrs)\b)")
DOTTED = re.compile(r"([01]?[0-9]|2[0-4])\.([0-5][0-9])")
HOUR = re.compile(rf"(?<![0-9:.])(1[0-2]|0?[1-9]) ?{PART}", re.I)
HOURS = re.compile(
    rf"(?<![0-9:.])(1[0-2]|0?[1-9])(?=(?: ?[-–—] ?| to | and )(?:1[0-2]|[1-9])(?::[0-5][0-9])? ?{PART})", re.I
)
SHARES = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4, "thirds": 3, "fourths": 4, "fifths": 5, "sixths": 6}
SHARES |= {f"{word}s": n for word, n in NTH.items() if n > 4} | {word: n for word, n in NTH.items() if n > 2}
BIG = {**STEPS, "century": 100, "decade": 10, "dozen": 12}
BIGS = "|".join(BIG)
FRACTION = re.compile(
    rf"\b((?:one|an?|two|three|four|five|six|seven|eight|nine|ten|[0-9]+)(?:-| | and a |-and-a-))"
    rf"({'|'.join(sorted(SHARES, key=len, reverse=True))})\b(?:[ -](?:of (?:an? ))?({BIGS})\b)?",
    re.I,
)
THIRDS = {Fraction(1, 3): (33, Fraction("33.3")), Fraction(2, 3): (66, 67, Fraction("66.7"))}
"""Percentages that are said as thirds."""
AND_A_HALF = re.compile(
    rf"\b(?:an?|one) ({BIGS}|second|minute|hour|day|week|month|year|mile|kilomet(?:er|re)) and a half\b", re.I
)
QUARTER_HOUR = re.compile(
    rf"\b(?:(a )?quarter|half) (past|after|to|before) ({'|'.join(UNITS[1:13])}|1[0-2]|[1-9])\b", re.I
)
ROUND = re.compile(r"\b(quarter|semi)[- ]?final(?:s|ists?)?\b", re.I)
"""Rounds of a cup: eight teams, or four, are left."""
YEAR = re.compile("1[89][0-9]{2}|20[0-9]{2}")
OUT_OF = re.compile(rf"\b({ANY})(?: out of(?: every)?| in(?: every)?) ({ANY})\b", re.I)
PER = re.compile(
    rf"\b({ANY})((?: (?!per\b)[a-z][\w-]*){{0,3}}? (?:per|(?:out of|in|for) every) )(?:1,000|a? ?thousand)\b", re.I
)
"""‰ in words: 5 per 1,000, 5 deaths for every thousand births."""
SLASH = re.compile(r"(?<![0-9./])([0-9]{1,3})/([0-9]{1,4})(?![0-9/])")
DECADE_COUNT = re.compile(
    rf"({ANY})(?: and a half)?[ -](decades?|dozen|centur(?:ies|y)|score|millenni(?:a|um))\b(?!-)", re.I
)
COUNTED = {"decade": 10, "decades": 10, "dozen": 12, "century": 100, "centuries": 100, "score": 20}
COUNTED |= {"millennia": 1000, "millennium": 1000}
HALF_OF = re.compile(rf"\b(half|quarter)[- ](?:an? |of an? )?({BIGS})\b", re.I)
HALF = re.compile(r"\b(?:half|halves|halved|semi|mid)\b|\bhalf-|½", re.I)
QUARTER = re.compile(r"\bquarters?\b", re.I)
TIMES = re.compile(rf"({ANY})(?:[ -]?(?:times|folds?)\b|x\b)", re.I)
FOLDS = re.compile(rf"\b({'|'.join(FOLD)})\b", re.I)
ORDINAL = re.compile(r"(?<![0-9.,])([0-9][0-9,]*) ?(?:st|nd|rd|th)\b", re.I)
SPOKEN_ORDINAL = re.compile(rf"\b(?:({SPOKEN})[- ](?:and )?)?({'|'.join(sorted(NTH, key=len, reverse=True))})\b", re.I)
RANGE = re.compile(rf"(?<![0-9.,])({FIGURES})(?= ?(?:-|–|—|~|to|or|and|through) ?[$¥€£]?(?:{FIGURES})({STEP}+))", re.I)
RANGE_END = re.compile(rf"(?: ?[-–—] ?| to | or | and )(?:{SPOKEN_SMALL})[- ]({'|'.join(STEPS)})\b", re.I)
MEGA = re.compile(
    r"m\b(?! (?:long|high|deep|wide|tall|race|sprint|from|away|below|above)\b)|[ -]?(?:mega|giga)(?:pixels?|tons?|tonnes?|hertz)\b|MP\b",
    re.I,
)
"""Millions that are written with a unit: 7m people, 48 megapixels."""
FIGURE = re.compile(rf"(?<![0-9])({AMOUNT})", re.I)
WORDED = re.compile(rf"({SPOKEN})", re.I)
LOOSELY = re.compile(rf"\b({'|'.join((*LOOSE, *NAMED_HOURS))})\b", re.I)
HUNDREDS = re.compile(
    r"\b(?:hundreds|thousands|millions|billions|dozens|tens|scores)(?: of (?:thousands|millions|billions))?\b", re.I
)
MEASURES: tuple[tuple[str, Scale, Fraction], ...] = (
    (r"square kilomet(?:er|re)s?|sq\.? ?km|km2|km²", Scale.AREA, Fraction(10**6)),
    (r"square met(?:er|re)s?|sq\.? ?m\b", Scale.AREA, Fraction(1)),
    (r"hectares?|ha\b", Scale.AREA, Fraction(10**4)),
    (r"square miles?|sq\.? ?mi(?:les?)?\b", Scale.AREA, Fraction(1609344, 1000) ** 2),
    (r"square (?:feet|foot)|sq\.? ?ft", Scale.AREA, Fraction(3048, 10000) ** 2),
    (r"acres?", Scale.AREA, Fraction(40468564224, 10**7)),
    (r"mu\b", Scale.AREA, Fraction(2000, 3)),
    (r"kilograms?|kilos?\b|kg", Scale.MASS, Fraction(1)),
    (r"grams?\b|g\b", Scale.MASS, Fraction(1, 1000)),
    (r"pounds?\b|lbs?\b", Scale.MASS, Fraction(45359237, 10**8)),
    (r"(?:metric )?tons?|tonnes?", Scale.MASS, Fraction(1000)),
    (r"(?:catt(?:y|ies)|jin)\b", Scale.MASS, Fraction(1, 2)),
    (r"kilomet(?:er|re)s?|km", Scale.LENGTH, Fraction(1000)),
    (r"millimet(?:er|re)s?|mm\b", Scale.LENGTH, Fraction(1, 1000)),
    (r"(?:feet|foot|ft)\b", Scale.LENGTH, Fraction(3048, 10000)),
    (r"inch(?:es)?\b|(?<=[0-9])in\b", Scale.LENGTH, Fraction(254, 10000)),
    (r"miles?|mph", Scale.LENGTH, Fraction(1609344, 1000)),
    (r"(?:kilowatt|kW)[- ]?h(?:ours?)?\b", Scale.ENERGY, Fraction(10**3)),
    (r"(?:megawatt|MW)[- ]?h(?:ours?)?\b", Scale.ENERGY, Fraction(10**6)),
    (r"(?:gigawatt|GW)[- ]?h(?:ours?)?\b", Scale.ENERGY, Fraction(10**9)),
    (r"(?:terawatt|TW)[- ]?h(?:ours?)?\b", Scale.ENERGY, Fraction(10**12)),
    (r"seconds?\b", Scale.HOURS, Fraction(1, 3600)),
    (r"minutes?\b", Scale.HOURS, Fraction(1, 60)),
    (r"hours?\b", Scale.HOURS, Fraction(1)),
    (r"days?\b", Scale.HOURS, Fraction(24)),
    (r"weeks?\b", Scale.HOURS, Fraction(24 * 7)),
    (r"months?\b", Scale.MONTHS, Fraction(1)),
    (r"years?\b(?! old)", Scale.MONTHS, Fraction(12)),
    (r"kilowatts?|kW\b", Scale.POWER, Fraction(10**3)),
    (r"megawatts?|MW\b", Scale.POWER, Fraction(10**6)),
    (r"gigawatts?|GW\b", Scale.POWER, Fraction(10**9)),
    (r"terawatts?|TW\b", Scale.POWER, Fraction(10**12)),
    (r"centimet(?:er|re)s?|cm", Scale.LENGTH, Fraction(1, 100)),
    (r"met(?:er|re)s?|m\b", Scale.LENGTH, Fraction(1)),
)
"""Units of English texts in units of ``Scale``."""
HEAT = re.compile(r" ?(?:°|degrees? |deg )?(Celsius|Fahrenheit|[CF]\b)", re.I)
"""Degrees: those of Fahrenheit are no multiples of the others."""
COLD = re.compile(r"(?:minus |below |[-−])$", re.I)
CONVERSION = re.compile(
    r"(?<=[0-9A-Za-z]) ?\((?:(?:about|around|some|approximately|roughly|nearly|over|more than|or) )?"
    r"(?:[A-Z]{0,3}[$£€¥][0-9.,]+[a-z ]*|[0-9.,]+[\w ]*?(?:dollars?|pounds?|euros?|yuan|yen|USD|RMB|miles|mph|feet|ft"
    r"|in|inches|acres|lbs?|Fahrenheit|Celsius|°?F|km|k?m|kilometers|kilometres|meters|metres|kph|km/h|GMT|UTC))\)",
    re.I,
)
"""An amount in brackets that was converted for its readers: 100 million yuan ($14 million)."""
MEASURE = re.compile("[ -]?(?:" + "|".join(f"({pattern})" for pattern, _, _ in MEASURES) + ")", re.I)


def facts(text: str, terms: Sequence[str] = ()) -> tuple[Fact, ...]:
    """Return the facts of an English text in its order; ``terms`` are masked."""
    reader = Reader(text)
    for term in terms:
        reader.each(whole(term), lambda match: None)
    reader.each(URL, lambda match: None)
    _English(reader).read()
    return reader.done()


class _English(Readings):
    """The readings."""

    def read(self) -> None:
        each = self.reader.each
        aside = [match.span() for match in CONVERSION.finditer(self.reader.rest)]
        each(SQUARED, lambda match: None)
        each(DATE, self.date)
        each(SECTION, self.word)
        each(MONEY, self.money)
        each(SEASON, self.season)
        each(ORDINAL, self.ordinal)
        each(CODE, self.code)
        each(LONG, self.word)
        each(DECADE, self.decade)
        each(DECADE_WORD, self.decade_word)
        each(BASIS, self.basis, "basis", "bp")
        each(PART_POINT, self.part_point, "point")
        each(SHARED, self.shared, "%", "per", "pct")
        each(POINTS, self.points, "point", "pp")
        each(PERCENTS, self.percents, "%", "per")
        each(PERCENT, self.percent, "%", "per", "pct", "‰", "hundred")
        each(RACE, self.race)
        each(ZULU, self.zulu)
        each(QUARTER_HOUR, self.quarter_hour, "half", "quarter")
        each(CLOCK, self.clock)
        each(HOURS, self.hours)
        each(HOUR, self.hour)
        each(OUT_OF, self.out_of, "out of", " in ")
        each(PER, self.per, "per ", "every")
        each(ROUND, self.round, "final")
        each(AND_A_HALF, self.and_a_half, "half")
        each(FRACTION, self.fraction)
        each(HALF_OF, self.half_of, "half", "quarter")
        each(DECADE_COUNT, self.counted, "decade", "dozen", "centur", "score", "millenni")
        each(SLASH, self.slash)
        each(TIMES, self.times, "time", "fold", "x")
        each(FOLDS, self.folds)
        each(SPOKEN_ORDINAL, self.spoken_ordinal)
        each(MONTH, self.month)
        each(HUNDREDS, lambda match: None)
        each(RANGE, self.range)
        each(FIGURE, self.figure)
        each(WORDED, self.worded)
        each(HALF_TIME, self.half_time)
        each(HALF, self.half)
        each(ROMAN, self.roman)
        each(QUARTER, self.quarter)
        each(LOOSELY, self.loosely)
        self.reader.set_aside(aside)

    def money(self, match: re.Match[str]) -> None:
        amount = Fraction(match[1].replace(",", "")) * (10**6 if match[2] == "m" else 10**9)
        self.reader.add(Kind.NUMBER, plain(amount), match.span())

    def season(self, match: re.Match[str]) -> None:
        first, second = int(match[1]), int(match[2])
        self.reader.add(Kind.DATE, plain(first), match.span(1), plain(first % 100))
        self.reader.add(Kind.DATE, plain(first // 100 * 100 + second), match.span(2), plain(second))

    def roman(self, match: re.Match[str]) -> None:
        digits = [DIGITS[letter] for letter in match[0]]
        low = sum(digit for digit, after in pairwise(digits) if digit < after)
        self.reader.add(Kind.ORDINAL, plain(sum(digits) - 2 * low), match.span(), strong=False)

    def code(self, match: re.Match[str]) -> bool | None:
        if re.fullmatch(
            r"(?:RMB|CNY|USD|US|HK|NT|EUR|GBP|No|Nos|AUD|yuan|mid|post|pre|aged|over|about)[.-]?[0-9].*", match[0], re.I
        ):
            return False
        figures = alone(match[0])
        value = Value(Scale.WORD, Fraction(0), squeeze(match[0]))
        self.reader.add(Kind.NUMBER, value, match.span(), *figures, strong=False)
        return None

    def decade(self, match: re.Match[str]) -> None:
        self._decade(int(match[1]), match.span())

    def decade_word(self, match: re.Match[str]) -> None:
        self._decade(DECADES[match[1].casefold()], match.span())

    def _decade(self, amount: int, span: tuple[int, int]) -> None:
        others = plains((amount % 100,)) if amount > 100 else plains((1900 + amount, 2000 + amount))
        if amount > 100 and amount % 100 == 0:
            others += plains((amount // 100 + 1,))
        self.reader.add(Kind.DATE, plain(amount), span, *others)

    def points(self, match: re.Match[str]) -> None:
        for group in (1, 2):
            for amount in number(match[group]) if match[group] else ():
                self.reader.add(Kind.PERCENT, Value(Scale.POINTS, amount), match.span())

    def basis(self, match: re.Match[str]) -> None:
        for amount in number(match[1]):
            self.reader.add(Kind.PERCENT, Value(Scale.POINTS, amount / 100), match.span(), plain(amount))

    def part_point(self, match: re.Match[str]) -> None:
        amount = Fraction(1, 2) if match[3] else Fraction(3 if match[1] else 1, 4)
        self.reader.add(
            Kind.PERCENT, Value(Scale.POINTS, amount), match.span(), plain(amount * 100), Value(Scale.SHARE, amount)
        )

    def percents(self, match: re.Match[str]) -> bool | None:
        if TENS.search(match[0]):  # eighty-five percent
            return False
        for amount in number(match[1]):
            self.reader.add(Kind.PERCENT, Value(Scale.SHARE, amount / 100), match.span(1), plain(amount))
        return None

    def percent(self, match: re.Match[str]) -> None:
        base = 1000 if match[0].endswith("‰") else 100
        for amount in number(match[1]):
            share = amount / base
            self.reader.add(Kind.PERCENT, Value(Scale.SHARE, share), match.span(), Value(Scale.TIMES, share))

    def clock(self, match: re.Match[str]) -> bool | None:
        if "." in match[0][:3] and not match[3]:
            return False
        hour, minute = int(match[1]), int(match[2])
        value, *others = clock(hour, minute, match[3][0].lower() + "m" if match[3] else None)
        others += plains({hour}) if not match[3] else []
        self.reader.add(Kind.TIME, value, match.span(), *others)
        return None

    def race(self, match: re.Match[str]) -> bool | None:
        if not (match[3] or match[4]):
            return False
        first, second = int(match[1]), int(match[2])
        if match[3]:
            values = clock(first, second, None) if first < 25 else []
            self.reader.add(Kind.TIME, plain(first), match.span(), *values)
            self.reader.add(Kind.TIME, plain(second), match.span(2), strong=False)
            last = Fraction(match[3] + (match[4] or ""))
        else:
            self.reader.add(Kind.TIME, plain(first), match.span(1))
            last = Fraction(match[2] + match[4])
        self.reader.add(Kind.TIME, plain(last), (match.start(3) if match[3] else match.start(2), match.end()))
        return None

    def zulu(self, match: re.Match[str]) -> None:
        hour, minute = int(match[1]), int(match[2])
        value, *others = clock(hour, minute, None)
        self.reader.add(Kind.TIME, value, match.span(), *others, *([] if minute else plains({hour})))

    def hours(self, match: re.Match[str]) -> None:
        value, *others = clock(int(match[1]), 0, None)
        self.reader.add(Kind.TIME, value, match.span(), *others, plain(int(match[1])))

    def hour(self, match: re.Match[str]) -> None:
        value, *others = clock(int(match[1]), 0, match[2][0].lower() + "m")
        self.reader.add(Kind.TIME, value, match.span(), *others)

    def out_of(self, match: re.Match[str]) -> bool | None:
        above, below = number(match[1]), number(match[2])
        if len(above) != 1 or len(below) != 1 or not below[0] or above[0] >= below[0]:
            return False
        if below[0] > 100 and (above[0] != 1 or YEAR.fullmatch(match[2])):
            return False
        self.reader.add(Kind.PERCENT, Value(Scale.SHARE, above[0] / below[0]), match.span(), strong=False)
        self.reader.add(Kind.NUMBER, plain(above[0]), match.span(1), strong=False)
        self.reader.add(Kind.NUMBER, plain(below[0]), match.span(2), strong=False)
        return None

    def per(self, match: re.Match[str]) -> bool | None:
        above = number(match[1])
        if len(above) != 1:
            return False
        share = Value(Scale.SHARE, above[0] / 1000)
        self.reader.add(Kind.NUMBER, plain(above[0]), match.span(1), share)
        self.reader.add(Kind.NUMBER, plain(1000), (match.end(2), match.end()), aside=True)
        return None

    def half_of(self, match: re.Match[str]) -> None:
        share = Fraction(1, 2 if match[1].casefold() == "half" else 4)
        amount = plain(BIG[match[2].casefold()] * share)
        self.reader.add(Kind.NUMBER, amount, match.span(), Value(Scale.SHARE, share))

    def and_a_half(self, match: re.Match[str]) -> None:
        amount = Fraction(3, 2)
        others = [Value(Scale.SHARE, Fraction(1, 2)), plain(1)]
        others += _measured(amount, match[1])
        value = plain(amount * BIG.get(match[1].casefold(), 1))
        self.reader.add(Kind.NUMBER, value, match.span(), *others, strong=False)

    def quarter_hour(self, match: re.Match[str]) -> None:
        word = match[3].casefold()
        minutes = 30 if match[0][0] in "hH" else 15
        late = match[2].casefold() in ("past", "after")
        hour = UNITS.index(word) if word in UNITS else int(word)
        time = (hour * 60 + (minutes if late else -minutes)) % 720
        value, *others = clock(time // 60, time % 60, None)
        self.reader.add(Kind.TIME, value, match.span(), *others)

    def round(self, match: re.Match[str]) -> None:
        left, share = (8, Fraction(1, 4)) if match[1].casefold() == "quarter" else (4, Fraction(1, 2))
        self.reader.add(Kind.NUMBER, plain(left), match.span(), Value(Scale.SHARE, share), plain(share), strong=False)

    def counted(self, match: re.Match[str]) -> None:
        unit = COUNTED[match[2].casefold()]
        for amount in number(match[1]):
            self.reader.add(Kind.NUMBER, plain(amount * unit), match.span(), plain(amount), strong=False)

    def fraction(self, match: re.Match[str]) -> bool | None:
        written = match[1].casefold()
        below = SHARES[match[2].casefold()]
        step = BIG[match[3].casefold()] if match[3] else 1
        single = re.match(r"(?:one|an?|1)\b", written)
        if "and" in written:
            (amount,) = number(written) or [Fraction(1)]
            others = plains((amount,))
            amount = (amount + Fraction(1, below)) * step
            others += _measured(amount, self.reader.rest, match.end())
            self.reader.add(Kind.NUMBER, plain(amount), match.span(), *others, strong=step > 100)
            return None
        if not single and match[2].casefold() in NTH:
            return False
        above = Fraction(1) if single else number(written)[0]
        share = above / below
        others = [plain(below)] if match[2].casefold() in NTH else [plain(share)]
        others += [Value(Scale.SHARE, Fraction(percent) / 100) for percent in THIRDS.get(share, ())]
        if step > 1:
            self.reader.add(Kind.NUMBER, plain(share * step), match.span(), Value(Scale.SHARE, share), *others)
        else:
            self.reader.add(Kind.PERCENT, Value(Scale.SHARE, share), match.span(), *others, strong=below > 4)
        return None

    def slash(self, match: re.Match[str]) -> None:
        above, below = int(match[1]), int(match[2])
        others = [Value(Scale.SHARE, Fraction(above, below))] if below else []
        others += [Value(Scale.MONTH, Fraction(part)) for part in (above, below) if 0 < part < 13] + plains((below,))
        word = Value(Scale.WORD, Fraction(0), squeeze(match[0]))
        self.reader.add(Kind.NUMBER, word, match.span(), *others, plain(above), strong=below > 4)

    def times(self, match: re.Match[str]) -> None:
        for amount in number(match[1]):
            others = (plain(amount), Value(Scale.SHARE, amount))
            strong = match[1][0].isdigit()
            self.reader.add(Kind.NUMBER, Value(Scale.TIMES, amount), match.span(), *others, strong=strong)

    def folds(self, match: re.Match[str]) -> None:
        amount = FOLD[match[1].casefold()]
        self.reader.add(Kind.NUMBER, Value(Scale.TIMES, Fraction(amount)), match.span(), strong=False)

    def ordinal(self, match: re.Match[str]) -> None:
        self.reader.add(Kind.ORDINAL, plain(int(match[1].replace(",", "") or 0)), match.span())

    def spoken_ordinal(self, match: re.Match[str]) -> None:
        amount = Fraction(NTH[match[2].casefold()])
        if match[1]:
            *apart, before = number(match[1])
            for other in apart:
                self.reader.add(Kind.NUMBER, plain(other), match.span(1), strong=False)
            if before % 100 >= 20 or before % 100 == 0 or amount >= 100:
                amount = before * amount if amount >= 100 else before + amount
            else:
                self.reader.add(Kind.NUMBER, plain(before), match.span(1), strong=False)
        self.reader.add(Kind.ORDINAL, plain(amount), match.span(), strong=amount >= 10)

    def month(self, match: re.Match[str]) -> bool | None:
        if match[1].islower() or (match[1].casefold() in ("mar", "dec", "jan", "sun", "may") and match[1].isupper()):
            return False
        near = (
            self.reader.rest[max(0, match.start() - 8) : match.start()]
            + "|"
            + self.reader.rest[match.end() : match.end() + 6]
        )
        dated = re.search(
            r"[0-9\ufffc]\S* ?(?:of )?\||\| ?(?:the )?[0-9\ufffc]|\b(?:in|of|since|until|by|last|this|next) \|", near
        )
        if (
            match[1].casefold() == "may"
            and not dated
            and re.search(r"(?:^|[.!?:;“\"]) *$", self.reader.rest[: match.start()])
        ):
            return False
        value = Value(Scale.MONTH, Fraction(MONTH_OF[match[1].casefold()]))
        self.reader.add(Kind.DATE, value, match.span(), strong=bool(dated))
        return None

    def range(self, match: re.Match[str]) -> None:
        (low,) = number(match[1])
        self._amount(low, match.span(1), match.end(1), True, [plain(low * number("1" + match[2])[0])])

    def figure(self, match: re.Match[str]) -> None:
        others = [plain(Fraction(match[1][:-1].replace(",", "")))] if match[1][-1] in "kK" else []  # 4K: screens
        if prefix := MEGA.match(self.reader.rest, match.end()):
            others.append(
                plain(Fraction(match[1].replace(",", "")) * (10**9 if prefix[0].strip(" -")[0] in "gG" else 10**6))
            )
        if dotted := DOTTED.fullmatch(match[1]):
            others += clock(int(dotted[1]), int(dotted[2]), None)
        for amount in number(_apart(match[1])):
            self._amount(amount, match.span(1), match.end(1), True, others)

    def worded(self, match: re.Match[str]) -> None:
        end = RANGE_END.match(self.reader.rest, match.end())
        for amount in number(match[1]):
            others = [plain(amount * STEPS[end[1].casefold()])] if end and amount < 1000 else []
            strong = amount >= 10 and match[1].casefold() not in STEPS
            self._amount(amount, match.span(1), match.end(1), strong, others)

    def _amount(self, amount: Fraction, span: tuple[int, int], end: int, strong: bool, others: list[Value]) -> None:
        if heat := HEAT.match(self.reader.rest, end):
            degrees = -amount if COLD.search(self.reader.rest, 0, span[0]) else amount
            letter = heat[1][0].upper()
            others = [*others, Value(Scale.HEAT, degrees if letter == "C" else (degrees - 32) * 5 / 9, letter)]
        else:
            others = [*others, *_measured(amount, self.reader.rest, end)]
        if LOOSE_POINTS.match(self.reader.rest, end):
            others = [*others, Value(Scale.POINTS, amount)]
        self.reader.add(Kind.NUMBER, plain(amount), span, *others, strong=strong)

    def half_time(self, match: re.Match[str]) -> None:
        half = Fraction(1, 2)
        share = Value(Scale.SHARE, half)
        self.reader.add(Kind.NUMBER, plain(half), match.span(), share, *_measured(half, match[1]), strong=False)

    def half(self, match: re.Match[str]) -> None:
        half = Fraction(1, 2)
        self.reader.add(Kind.PERCENT, Value(Scale.SHARE, half), match.span(), plain(half), strong=False)

    def quarter(self, match: re.Match[str]) -> None:
        self.reader.add(Kind.PERCENT, Value(Scale.SHARE, Fraction(1, 4)), match.span(), strong=False)

    def loosely(self, match: re.Match[str]) -> None:
        word = match[1].casefold()
        if word in NAMED_HOURS:
            value = Value(Scale.CLOCK, Fraction(NAMED_HOURS[word] * 60))
            start = Value(Scale.CLOCK, Fraction(0))
            self.reader.add(
                Kind.TIME, value, match.span(), plain(12), *([start] if word == "midnight" else []), strong=False
            )
            return
        self.reader.add(Kind.NUMBER, plain(LOOSE[word]), match.span(), strong=False)


def _measured(amount: Fraction, text: str, start: int = 0) -> list[Value]:
    """Return an amount in the unit that stands at a place of a text; none if that is no unit."""
    if not (unit := MEASURE.match(text, start)) or unit.lastindex is None:
        return []
    _, scale, factor = MEASURES[unit.lastindex - 1]
    return [Value(scale, amount * factor, str(factor))]


def _apart(text: str) -> str:
    """Part figures from letters: 300k."""
    return re.sub(r"(?<=[0-9])(?=[A-Za-z])", " ", text)
