"""Facts of a Chinese text.

Readings stand in the order in which they are tried. Which figures are strong is the decision of this module; the handbook
page ``facts.en.md`` lists the reasons.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from twinpress.facts import idioms, numerals
from twinpress.facts.fact import Fact, Kind, Scale, Value, plain
from twinpress.facts.numerals import ARABIC, read, string
from twinpress.facts.reader import (
    CODE,
    DATE,
    LONG,
    SECTION,
    SQUARED,
    URL,
    Reader,
    Readings,
    clock,
    plains,
    squeeze,
    whole,
)

HAN = "零〇○一二三四五六七八九十百千万亿两廿卅"
STEP = r"(?:十|百(?![帕分])|千(?![克米瓦卡赫帕伏焦])|万|亿|兆(?![瓦赫帕字欧]))"
"""A unit of counting; 千 in 千克 is none."""
NUMERAL = rf"(?:{ARABIC}(?: ?[多余几来]?{STEP}+(?:{ARABIC}{STEP}+)*(?:(?<=[万亿])[0-9]{{3,4}}(?![0-9.]))?)?|[{HAN}]+(?:点[{HAN}]+)?(?:[多余几来]{STEP}+)?)"
START = r"(?<![0-9A-Za-z])(?<![0-9][.,])"
DASH = r"(?: ?[-–—~～至到]+ ?)"
CENTURY = re.compile(rf"([0-9]{{1,2}}|[{HAN}]{{1,3}}) ?世纪(?:([0-9]0|[{HAN}]{{1,3}}) ?年代)?")
DECADE = re.compile(rf"(上个?世纪)?((?:1[5-9]|20)[0-9]0|[0-9][05]|[{HAN}]{{2,4}}) ?(?:年代|[后後](?=[^面续])|[后後]$)")
YEARS = re.compile(rf"(?<![0-9])([12][0-9]{{3}}){DASH}([12][0-9]{{3}}) ?年(?![多余来])")
YEAR = re.compile(r"(?<![0-9.])([12][0-9]{3}|[0-9]{2}) ?年(?!级)|([一二][零〇○一二三四五六七八九]{3}) ?年")
MONTHS = re.compile(rf"(?<![0-9{HAN}])(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]){DASH}(1[0-2]|0?[1-9]) ?月(?!龄)")
LISTED_MONTHS = re.compile(
    r"(?<![0-9.])(1[0-2]|[1-9])(?=(?:、(?:1[0-2]|[1-9]))+ ?[两三四]?个?月)|(?<=、)(?:1[0-2]|[1-9])(?=[两三四]个?月)"
)
"""2、3月份, 7、8两月."""
MOON = re.compile(r"[农阴]历|月初[一二三四五六七八九十]")
"""Months of the moon are counted in English: the seventh lunar month."""
MONTH = re.compile(rf"(?<![0-9.{HAN}几])(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九正]) ?月(?![龄饼亮])")
DAYS = re.compile(rf"(?<![0-9.])([12]?[0-9]|3[01])(?:{DASH}|、)(?=(?:[12]?[0-9]|3[01]) ?[日号])")
DAY = re.compile(rf"(?<![0-9.])([0-9]{{1,2}}) ?日|(?<![{HAN}])([{HAN}]{{2,3}})日")
PART = r"(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|当晚|夜里|深夜|晚)?"
TIME = re.compile(
    rf"{PART} ?(?<![0-9:.])([01]?[0-9]|2[0-4]) ?(?:[点时](?!间|期|代)|:(?=[0-5][0-9]))(?: ?([0-5]?[0-9])(?![0-9]) ?分?(?!钟)|(半)|([一三]刻))?(?!小时)"
)
SPOKEN_TIME = re.compile(
    rf"{PART} ?(?<![{HAN}])(十[一二]?|[一二两三四五六七八九])点(?:(半)|([一三]刻)|([零二三四五]?十?[{HAN}])分?|(整|钟)|(?![{HAN}]))"
)
"""Times in words: 下午两点, 七点四十分; without a part of the day or more than the hour, 两点 are two points."""
METRES = re.compile(r"(?<![0-9.])([0-9]{1,2})(米|元|块)([0-9]{1,2})(?![0-9.万亿])")
"""One measure in two figures: 1米75."""
BASIS = re.compile(rf"({NUMERAL}) ?个?(?:基点|BP|bp)")
RATE = re.compile(rf"{START}({ARABIC}) ?厘(?!米)")
"""Interest in Hong Kong: 3.5厘 is 3.5 %."""
COLD = re.compile(r"(?:零下|-|−|摄氏零下)(?:摄氏)?$")
AGES = re.compile("|".join(idioms.AGES))
QUARTERS_OF_HOURS = re.compile("([一两三])刻钟")
LUNAR = re.compile("腊月|冬月")
ASIDE = re.compile(
    r"(?:[社网报讯台]|日报|记者)[^,，。;；!！?？\n]{0,16}?[0-9]{1,2}月[0-9]{1,2}日(?=[电讯]|消息)"
    r"|[(（] ?(?:约合?|折合|合|相当于|大约|即|北京时间|当地时间|格林尼治)[^()（）]*[)）]"
    r"|(?:周[一二三四五六日]|星期[一二三四五六日天]|[昨今明前当][日天])[(（][0-9月日号]+[)）]"
    r"|(?<![0-9])0时?[-–—~至]24时|(?<![0-9])31个?省"
    r"|(?<![0-9])(?:110|119|120|122)(?=报警|急救|指挥|民警|警|电话|救护)|(?<=[打报了])(?:110|119|120|122)(?![0-9])"
)
"""What English may leave out: where and when an agency sent the text; what was converted for readers in brackets; the date of a
day that has a name; the whole day and all provinces; numbers for help."""
INDEX = re.compile(r"(?:指数|PMI)[^,，。;；!！?？]*$")
"""Purchasing managers: Chinese gives their index in percent, English in points."""
PERCENT = re.compile(rf"{START}({ARABIC}) ?(%|‰)|百分之? ?({NUMERAL})|千分之 ?({NUMERAL})")
PERCENTS = re.compile(rf"{START}({ARABIC}){DASH}(?={ARABIC} ?%)")
SHARED = re.compile(
    rf"{START}({ARABIC})(?=(?:(?:个?(?:和|及|与|、|至|到)|,|，)[^0-9,，。;；%]{{0,6}}{ARABIC})+ ?(%|个?百分点))"
)
"""A figure of a list whose last one has the unit: 0.1个和高3.8个百分点."""
POINTS = re.compile(rf"({NUMERAL}) ?个?百分点")
TENTHS = re.compile(
    rf"(?<![0-9{HAN}])([{HAN}]|[0-9])成(?:([一二三四五六七八九半])(?![{HAN}个名位人]))?(?![为功立果长员都本就绩效千百熟语年交品分])"
)
FRACTION = re.compile(rf"({NUMERAL})分之({NUMERAL})")
SLASH = re.compile(r"(?<![0-9./])([0-9]{1,3})/([0-9]{1,4})(?![0-9/])")
SECONDS = re.compile(r"(?<![0-9.])([0-9]{1,2})秒([0-9]{1,3})(?![0-9])")
"""Times of races: 9秒92."""
DOTTED = re.compile(r"(?<![0-9.])(1[0-2]|[1-9])[·•]([12][0-9]|3[01]|[1-9])(?![0-9])")
"""A day that gave something its name: 3·15."""
HALF = re.compile(r"一半|半数|对半|减半|过半|半个?(?P<unit>小时|月|年|天)?")
MIXED = re.compile("个?半(小时|月|年|天)|(小时|年|天)半")
"""Behind a numeral: 一个半小时, 两年半."""
TIMES = re.compile(rf"{START}({NUMERAL})[多余]?倍")
GREW = re.compile(r"(?:增长|增加|提高|上升|扩大|上涨|多|高|大|翻)(?:了|出|近|约|超过|逾|超)*$")
DOUBLED = re.compile(r"翻(?:了)?([一二两三四])?[番倍]")
NTH = re.compile(rf"第 ?({NUMERAL}) ?([届次批期]?)")
SESSION = re.compile(rf"(?<![0-9{HAN}])([{HAN}]{{1,3}}|[0-9]{{1,4}}) ?届(?=[^满])")
RANGE = re.compile(rf"{START}({NUMERAL})[%％]?{DASH}(?=({NUMERAL}))")
AMOUNT = re.compile(rf"(?:(?:零下)|(?<![0-9A-Za-z)\]]))?(?<![0-9.])(?!千[克米瓦卡赫帕伏焦]|百帕|兆[瓦赫帕])({NUMERAL})")
MEASURE = (
    *"个名位人年月天日岁元块次项件条家所座场只种类户辆台套起例处米里克斤吨亩升度届批期号级层楼页篇部本册支枚周句株分秒时",
    *(
        "小时",
        "公里",
        "公斤",
        "公顷",
        "平方",
        "立方",
        "毫",
        "厘",
        "美元",
        "欧元",
        "港元",
        "英镑",
        "余",
        "多",
        "来",
        "几",
        "强",
    ),
)
"""What follows a numeral in words that counts."""
COUNTS = re.compile(rf" ?(?:{'|'.join(sorted(MEASURE, key=len, reverse=True))})")
SQUARE, KILO = Scale.AREA, Scale.MASS
UNITS: dict[str, tuple[Scale, Fraction]] = {
    "平方公里": (SQUARE, Fraction(10**6)),
    "公顷": (SQUARE, Fraction(10**4)),
    "亩": (SQUARE, Fraction(2000, 3)),
    "公斤": (KILO, Fraction(1)),
    "千克": (KILO, Fraction(1)),
    "斤": (KILO, Fraction(1, 2)),
    "两": (KILO, Fraction(1, 20)),
    "吨": (KILO, Fraction(1000)),
    "公里": (Scale.LENGTH, Fraction(1000)),
    "千米": (Scale.LENGTH, Fraction(1000)),
    "里": (Scale.LENGTH, Fraction(500)),
    "米": (Scale.LENGTH, Fraction(1)),
    "厘米": (Scale.LENGTH, Fraction(1, 100)),
    "毫米": (Scale.LENGTH, Fraction(1, 1000)),
    "英里": (Scale.LENGTH, Fraction(1609344, 1000)),
    "英尺": (Scale.LENGTH, Fraction(3048, 10000)),
    "英寸": (Scale.LENGTH, Fraction(254, 10000)),
    "英亩": (SQUARE, Fraction(40468564224, 10**7)),
    "平方米": (SQUARE, Fraction(1)),
    "平方英里": (SQUARE, Fraction(1609344, 1000) ** 2),
    "平方英尺": (SQUARE, Fraction(3048, 10000) ** 2),
    "磅": (KILO, Fraction(45359237, 10**8)),
    "秒": (Scale.HOURS, Fraction(1, 3600)),
    "分钟": (Scale.HOURS, Fraction(1, 60)),
    "小时": (Scale.HOURS, Fraction(1)),
    "个小时": (Scale.HOURS, Fraction(1)),
    "天": (Scale.HOURS, Fraction(24)),
    "周": (Scale.HOURS, Fraction(24 * 7)),
    "个月": (Scale.MONTHS, Fraction(1)),
    "年": (Scale.MONTHS, Fraction(12)),
    "瓦": (Scale.POWER, Fraction(1)),
    "千瓦": (Scale.POWER, Fraction(1000)),
    "兆瓦": (Scale.POWER, Fraction(10**6)),
    "吉瓦": (Scale.POWER, Fraction(10**9)),
    "千瓦时": (Scale.ENERGY, Fraction(1000)),
    "度电": (Scale.ENERGY, Fraction(1000)),
}
"""Measures that either language converts: 1 亩 is 1/15 ha, 1 斤 is 0.5 kg, 1 里 is 0.5 km (the market units of 1959)."""
UNIT = re.compile(rf"[多余来]? ?({'|'.join(sorted(UNITS, key=len, reverse=True))})")
QUARTERS = frozenset({15, 30, 45})
"""Minutes that English may call parts of an hour."""
SPANS = {(Fraction(7), "天"): "week", (Fraction(14), "天"): "fortnight", (Fraction(12), "个月"): "year"}
SPANS |= {(Fraction(10), "年"): "decade", (Fraction(10), "余"): "decade", (Fraction(10), "多"): "decade"}
SPANS |= {(Fraction(100), count): "century" for count in "年周多余"} | {(Fraction(30), "天"): "month"}
SPANS |= {(Fraction(24), "小时"): "day"}
"""Spans of time for which English has a word: (count, what follows)."""
VAGUE = "几数上成好近"
"""Before a unit, these make it vague: 数百, 上千."""
MORNING = frozenset({"凌晨", "清晨", "早上", "早晨", "上午"})
IDIOMS = re.compile(
    rf"(?<![0-9{HAN}])(?:{'|'.join(sorted(map(re.escape, idioms.WORDS), key=len, reverse=True))})(?!钟)"
)


ANYTHING = re.compile(rf"[0-9{HAN}半番倍]|{AGES.pattern}|{LUNAR.pattern}")
"""A text without these has no facts."""


def facts(text: str, terms: Sequence[str] = ()) -> tuple[Fact, ...]:
    """Return the facts of a Chinese text in its order; ``terms`` are masked."""
    reader = Reader(text)
    for term in terms:
        reader.each(whole(term), lambda match: None)
    reader.each(URL, lambda match: None)
    if not ANYTHING.search(reader.rest):
        return ()
    _Chinese(reader).read()
    return reader.done()


class _Chinese(Readings):
    """The readings."""

    def read(self) -> None:
        each = self.reader.each
        aside = [match.span() for match in ASIDE.finditer(self.reader.rest)]
        each(SQUARED, lambda match: None)
        each(DATE, self.date)
        each(CODE, self.word)
        each(LONG, self.word)
        each(SECTION, self.word)
        each(SHARED, self.shared)
        each(POINTS, self.points)
        each(PERCENTS, self.percents)
        each(PERCENT, self.percent)
        each(FRACTION, self.fraction)
        each(BASIS, self.basis)
        each(RATE, self.rate)
        each(IDIOMS, lambda match: None)
        each(SLASH, self.slash)
        each(DOTTED, self.dotted)
        each(SECONDS, self.seconds)
        each(CENTURY, self.century)
        each(DECADE, self.decade)
        each(YEARS, self.years)
        each(YEAR, self.year)
        each(LISTED_MONTHS, self.listed)
        each(MONTHS, self.months)
        each(MONTH, self.month)
        each(DAYS, self.days)
        each(DAY, self.day)
        each(AGES, self.age)
        each(QUARTERS_OF_HOURS, self.quarters)
        each(LUNAR, self.lunar)
        each(SPOKEN_TIME, self.spoken_time)
        each(TIME, self.time)
        each(METRES, self.metres)
        each(TENTHS, self.tenths)
        each(TIMES, self.times)
        each(DOUBLED, self.doubled)
        each(HALF, self.half)
        each(NTH, self.nth)
        each(SESSION, self.session)
        each(RANGE, self.range)
        each(AMOUNT, self.amount)
        self.reader.set_aside(aside)

    def half(self, match: re.Match[str]) -> None:
        half = Fraction(1, 2)
        share = Value(Scale.SHARE, half)
        if unit := match["unit"]:
            scale, factor = UNITS["个月" if unit == "月" else unit]
            others = [Value(scale, half * factor, str(factor)), *(plains((15,)) if unit == "月" else [])]
            self.reader.add(Kind.NUMBER, plain(half), match.span(), share, *others, strong=False)
        else:
            self.reader.add(Kind.PERCENT, share, match.span(), plain(half), strong=False)

    def points(self, match: re.Match[str]) -> bool | None:
        amount = read(match[1])
        if amount is None:
            return False
        self.reader.add(Kind.PERCENT, Value(Scale.POINTS, amount), match.span())
        return None

    def basis(self, match: re.Match[str]) -> bool | None:
        amount = read(match[1])
        if amount is None:
            return False
        self.reader.add(Kind.PERCENT, Value(Scale.POINTS, amount / 100), match.span(), plain(amount))
        return None

    def rate(self, match: re.Match[str]) -> None:
        amount = numerals.arabic(match[1])
        self.reader.add(Kind.PERCENT, Value(Scale.SHARE, amount / 100), match.span(), plain(amount))

    def percents(self, match: re.Match[str]) -> None:
        amount = numerals.arabic(match[1])
        self.reader.add(Kind.PERCENT, Value(Scale.SHARE, amount / 100), match.span(1), plain(amount))

    def percent(self, match: re.Match[str]) -> bool | None:
        written = match[1] or match[3] or match[4]
        amount = read(written)
        if amount is None:
            for each in numerals.several(written):
                self.reader.add(Kind.PERCENT, Value(Scale.SHARE, each / 100), match.span())
            return None
        base = 1000 if match[2] == "‰" or match[4] else 100
        strong = match[1] is not None or "之" in match[0]
        others = [plain(amount)] if INDEX.search(self.reader.rest, 0, match.start()) else []
        self.reader.add(Kind.PERCENT, Value(Scale.SHARE, amount / base), match.span(), *others, strong=strong)
        return None

    def fraction(self, match: re.Match[str]) -> bool | None:
        below, above = read(match[1]), read(match[2])
        if not below or above is None:
            return False
        others = plains((above,)) if below > 1000 and above > 1 else []  # parts per million
        self.reader.add(Kind.PERCENT, Value(Scale.SHARE, above / below), match.span(), *others, strong=below > 4)
        return None

    def slash(self, match: re.Match[str]) -> None:
        above, below = int(match[1]), int(match[2])
        others = [Value(Scale.SHARE, Fraction(above, below))] if below else []
        if self.reader.rest.startswith("决赛", match.end()):
            others.append(plain(2 * below))  # 1/8决赛: the last sixteen
        word = Value(Scale.WORD, Fraction(0), squeeze(match[0]))
        self.reader.add(Kind.NUMBER, word, match.span(), *others, plain(above), strong=below > 4)

    def dotted(self, match: re.Match[str]) -> None:
        word = Value(Scale.WORD, Fraction(0), squeeze(match[0]))
        month, day = Value(Scale.MONTH, Fraction(match[1])), plain(int(match[2]))
        joined = plain(int(match[1] + match[2]))  # 6·18 is the 618 festival
        self.reader.add(Kind.DATE, month, match.span(), word, plain(int(match[1])), joined)
        self.reader.add(Kind.DATE, day, match.span(), word, joined)

    def seconds(self, match: re.Match[str]) -> None:
        self.reader.add(Kind.NUMBER, plain(Fraction(f"{match[1]}.{match[2]}")), match.span())

    def century(self, match: re.Match[str]) -> bool | None:
        number = read(match[1])
        if number is None or number.denominator > 1:
            return False
        if match[2]:
            tens = read(match[2])
            for each in numerals.several(match[2]) if tens is None else [tens]:
                self.reader.add(Kind.DATE, plain((number - 1) * 100 + each), match.span(), plain(each))
        else:
            self.reader.add(Kind.DATE, plain(number), match.span())
        return None

    def decade(self, match: re.Match[str]) -> bool | None:
        written = match[2]
        digits = string(written) if len(written) == 2 and written[1] in "零〇○" else None
        number = Fraction(digits) if digits is not None else read(written)
        if number is None or number % 5 or not (number or written == "00"):
            return False
        if match[1] and number < 100:
            number += 1900
        others = plains((number % 100,)) if number > 100 else plains((1900 + number, 2000 + number))
        self.reader.add(Kind.DATE, plain(number), match.span(), *others)
        return None

    def years(self, match: re.Match[str]) -> None:
        for group in (1, 2):
            self.reader.add(Kind.DATE, plain(int(match[group])), match.span(group))

    def year(self, match: re.Match[str]) -> None:
        digits = string(match[2]) if match[2] else int(match[1])
        number = digits or 0
        short = match[1] and len(match[1]) == 2
        others = plains((1900 + number, 2000 + number)) if short else []
        if short and (span_of_time := SPANS.get((Fraction(number), "年"))):
            others.append(Value(Scale.WORD, Fraction(0), span_of_time))
        self.reader.add(Kind.NUMBER if short else Kind.DATE, plain(number), match.span(), *others)

    def months(self, match: re.Match[str]) -> None:
        first, last = read(match[1]), read(match[2])
        if first == 1 and last:  # 1—8月: the first eight months
            self.reader.add(Kind.DATE, Value(Scale.MONTH, first), match.span(1), strong=False)
            self.reader.add(Kind.DATE, Value(Scale.MONTH, last), match.span(2), plain(last))
            return
        for group in (1, 2):
            self._month(match[group], match.span(group))

    def month(self, match: re.Match[str]) -> None:
        self._month(match[1], match.span())

    def _month(self, written: str, span: tuple[int, int]) -> None:
        number = Fraction(1) if written == "正" else read(written) or Fraction(1)
        lunar = MOON.search(self.reader.rest[max(0, span[0] - 3) : span[1] + 2])
        others = plains((number,)) if lunar else []
        self.reader.add(Kind.DATE, Value(Scale.MONTH, number), span, *others, strong=written != "正")

    def listed(self, match: re.Match[str]) -> None:
        number = Fraction(match[0])
        self.reader.add(Kind.DATE, Value(Scale.MONTH, number), match.span(), plain(number))

    def days(self, match: re.Match[str]) -> None:
        self.reader.add(Kind.DATE, plain(int(match[1])), match.span(1))

    def day(self, match: re.Match[str]) -> bool | None:
        number = read(match[1] or match[2])
        if number is None or not 0 < number < 32:
            return False
        self.reader.add(Kind.DATE, plain(number), match.span())
        return None

    def time(self, match: re.Match[str]) -> None:
        hour, minute = int(match[2]), int(match[3] or 0)
        minute = 30 if match[4] else 15 if match[5] == "一刻" else 45 if match[5] else minute
        part = _part(match[1], hour)
        value, *others = clock(hour, minute, part)
        whole = not (match[3] or match[4] or match[5])
        if whole:
            others += plains({hour, hour % 12 or 12})
        else:
            others += [Value(Scale.CLOCK, value.amount % 720)] if not part and hour > 12 else []
            others += plains({hour}) if match[1] is None and match[3] else []
        self.reader.add(Kind.TIME, value, match.span(), *others, strong=bool(match[3]) or hour > 1)
        if not match[1] and ":" in match[0]:  # 21:15 may be a score
            self.reader.add(Kind.NUMBER, plain(minute), match.span(3), strong=False)

    def spoken_time(self, match: re.Match[str]) -> bool | None:
        part, written, half, quarter, minutes, whole = match.groups()
        hour = int(read(written) or 0)
        minute = 30 if half else 15 if quarter == "一刻" else 45 if quarter else int(read(minutes or "零") or 0)
        if not (part or half or quarter or whole or (minutes and match[0].endswith("分"))) or minute > 59:
            return False
        value, *others = clock(hour, minute, _part(part, hour))
        others += [] if minute else plains({hour})
        self.reader.add(Kind.TIME, value, match.span(), *others, strong=bool(part) or hour > 1)
        return None

    def age(self, match: re.Match[str]) -> None:
        self.reader.add(Kind.NUMBER, plain(idioms.AGES[match[0]]), match.span(), strong=False)

    def quarters(self, match: re.Match[str]) -> None:
        count = read(match[1]) or Fraction(1)
        span = Value(Scale.HOURS, count / 4, "1/4")
        self.reader.add(Kind.NUMBER, plain(count), match.span(), span, Value(Scale.SHARE, count / 4), strong=False)

    def lunar(self, match: re.Match[str]) -> None:
        number = 12 if match[0] == "腊月" else 11
        self.reader.add(Kind.DATE, Value(Scale.MONTH, Fraction(number)), match.span(), plain(number), strong=False)

    def metres(self, match: re.Match[str]) -> None:
        amount = Fraction(f"{match[1]}.{match[3]}")
        unit = [Value(Scale.LENGTH, amount, "1")] if match[2] == "米" else []
        self.reader.add(Kind.NUMBER, plain(amount), match.span(), *unit)

    def tenths(self, match: re.Match[str]) -> bool | None:
        amount, more = read(match[1]), Fraction(5) if match[2] == "半" else read(match[2] or "零")
        if amount is None or more is None or not 0 < amount <= 10:
            return False
        strong = amount < 10 and not self.reader.rest[: match.start()].endswith(("一", "这", "那"))
        self.reader.add(Kind.PERCENT, Value(Scale.SHARE, (amount * 10 + more) / 100), match.span(), strong=strong)
        return None

    def times(self, match: re.Match[str]) -> bool | None:
        amount = read(match[1])
        if amount is None:
            return False
        others = [plain(amount), Value(Scale.SHARE, amount)]
        if GREW.search(self.reader.rest[: match.start()]):
            others += [Value(Scale.TIMES, amount + 1), plain(amount + 1)]
        strong = amount >= 10 or (amount.denominator > 1 and match[1][0].isascii())
        self.reader.add(Kind.NUMBER, Value(Scale.TIMES, amount), match.span(), *others, strong=strong)
        return None

    def doubled(self, match: re.Match[str]) -> None:
        amount = Fraction(2) ** int(read(match[1] or "一") or 1)
        self.reader.add(Kind.NUMBER, Value(Scale.TIMES, amount), match.span(), plain(amount), strong=False)

    def nth(self, match: re.Match[str]) -> bool | None:
        amount = read(match[1])
        if amount is None:
            return False
        strong = amount >= 10 or (amount > 1 and match[1].isascii()) or (match[2] == "届" and amount > 1)
        self.reader.add(Kind.ORDINAL, plain(amount), match.span(), strong=strong)
        return None

    def session(self, match: re.Match[str]) -> bool | None:
        amount = read(match[1])
        if amount is None:
            return False
        self.reader.add(Kind.ORDINAL, plain(amount), match.span(), strong=amount > 2)
        return None

    def range(self, match: re.Match[str]) -> bool | None:
        low, high = read(match[1]), read(match[2])
        if low is None or high is None:
            return False
        # 3至5万: the unit of the end holds for the beginning
        unit = re.search(rf"{STEP}+$", match[2])
        others: list[Value] = []
        if unit and match[1][-1] not in "十百千万亿兆" and low < high:
            scaled = low * (read(unit[0]) or 1)
            others = [plain(scaled)] if scaled <= high else []
        self._amount(match[1], low, match.span(1), match.end(2), others)
        return None

    def amount(self, match: re.Match[str]) -> bool | None:
        written = match[1]
        amount = read(written)
        parts = numerals.several(written)
        if amount is None or len(parts) == len(written) > 1:
            self._vague(parts, match.span(1))
        if amount is not None:
            self._amount(written, amount, match.span(1), match.end(), [])
        return None

    def _vague(self, parts: list[Fraction], span: tuple[int, int]) -> None:
        """Keep what English may say for an approximation (三五个), a list (三四五年级) or a day (六四)."""
        for part in parts:
            self.reader.add(Kind.NUMBER, plain(part), span, strong=False)
        if len(parts) == 2 and parts[0] < 10:
            self.reader.add(Kind.DATE, Value(Scale.MONTH, parts[0]), span, strong=False)

    def _amount(self, written: str, amount: Fraction, span: tuple[int, int], end: int, others: list[Value]) -> None:
        rest = self.reader.rest[end : end + 6]
        if unit := UNIT.match(rest):
            scale, factor = UNITS[unit[1]]
            others = [*others, Value(scale, amount * factor, str(factor))]
        if mixed := MIXED.match(rest):
            unit_of_time = mixed[1] or mixed[2]
            scale, factor = UNITS["个月" if unit_of_time == "月" else unit_of_time]
            whole = amount + Fraction(1, 2)
            others = [*others, plain(whole), Value(scale, whole * factor, str(factor))]
        if rest.startswith(("角", "毛")):
            others = [*others, plain(amount * 10)]
        if rest.startswith(("多", "余", "来")) and amount in (10, 20):
            others = [*others, plain(amount * 12 / 10)]  # a dozen
        if rest.startswith(("摄氏", "℃")) or self.reader.rest[: span[0]].endswith("摄氏"):
            cold = COLD.search(self.reader.rest, 0, span[0])
            others = [*others, Value(Scale.HEAT, -amount if cold else amount, "C")]
        if rest.startswith("分") and amount in QUARTERS:
            others = [*others, Value(Scale.SHARE, amount / 60)]
        if rest.startswith("旬"):
            others = [*others, plain(amount * 10)]
        for length in (1, 2):
            if span_of_time := SPANS.get((amount, rest.lstrip()[:length])):
                others = [*others, Value(Scale.WORD, Fraction(0), span_of_time)]
        before = self.reader.rest[max(0, span[0] - 1) : span[0]]
        if written[0].isascii():
            strong = amount not in (0, 1)
        elif (
            (before and before in VAGUE)
            or rest.startswith("几")
            or "几" in written
            or string(written) is not None
            or written[0] in "百千万亿"
            or amount < 10
        ):
            strong = False
        else:
            steps = sum(character in "十百千万亿" for character in written)
            strong = bool(COUNTS.match(rest)) or (steps and len(written) > 2) or steps > 1 or len(written) > 3
        self.reader.add(Kind.NUMBER, plain(amount), (span[0], span[1]), *others, strong=strong)


def _part(word: str | None, hour: int) -> str | None:
    """Return ``am`` or ``pm`` where the word says so; nights are before midnight or after it."""
    if word in MORNING:
        return "am"
    if word in ("下午", "傍晚") or (word == "中午" and hour < 4) or (word and word != "中午" and 5 <= hour < 12):
        return "pm"
    return None
