"""Punctuation as it should be: what stands wrong in a text, and what should stand there instead.

Each function takes masked words (``Prose.words``) and yields edits; the rules report them, and ``twinpress check --fix``
makes them. The words have the same offsets as the source, so an edit found in the one is made in the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from twinpress.han import HAN, is_han
from twinpress.prose import HIDDEN, MARK, Prose

OPENING = "“‘《〈「『（【〔"
CLOSING = "”’》〉」』）】〕"
POINTS = "，。、；：？！"
WIDE = dict(zip(",;:?!().．", "，；：？！（）。。", strict=True))

HALF = re.compile(r"[,;:?!]+")
BRACKETS = re.compile(r"\(([^()\n]*+)\)")
STOP = re.compile(
    f"(?<![.．])[.．](?![.．])(?!(?:公司|公益|政务|网络|网址|中国)(?![{HAN}])|[{HAN}]{{1,20}}\\.[A-Za-z0-9])"
)
"""A half-width (``.``) or full-width (``．``) full stop that is part of no ellipsis, Chinese domain or file name (``附件.方案.pdf``)."""
NUMERAL = re.compile(r"[#>*+\s\x00|-]*[（(]?第?[一二三四五六七八九十]{1,3}[）)]?")
"""What stands before the stop of a numbered item: ``一.总则``."""
DATED = re.compile(r"\d{1,4}[年月日时]")
TRANSLITERATING = (
    "阿埃艾安奥巴贝本比伯布查达戴德迪蒂丁杜恩尔法菲费夫弗福富戈格古哈汉赫亨霍基吉加贾杰卡凯康科克库拉莱兰劳勒雷里利莉琳卢鲁路伦"
    "罗洛马玛麦迈曼梅蒙米密莫姆穆娜纳内尼妮诺帕派佩皮普奇乔琼萨塞赛桑沙史斯苏塔泰坦特汤托瓦威韦维温文沃乌西希谢辛雅亚扬伊英尤约泽詹珍朱佐翰"
)
FOREIGN_NAME = (re.compile(f"[{TRANSLITERATING}]{{2}}"), re.compile(f"[\x00]*[{TRANSLITERATING}]{{2}}"))
"""Characters that foreign names are written with: between two such pairs stands ``·``, and no full stop."""
UNPAIRED = "〈〉《》「」『』"
"""Marks that have no half-width form."""
_FULL = "\uff01-\uff5e\u3000\u3001\u3002\u3010\u3011\u3014\u3015"
FULL = re.compile(f"(?=[{UNPAIRED}{_FULL}])(?:[{UNPAIRED}]+|[{_FULL}]+)")  # most characters shall cost one comparison
"""Full-width letters, digits and punctuation, the ideographic space, and Chinese punctuation."""
CHINESE_RUN = re.compile(
    f"[{HAN}](?:[{HAN}\x00\uff01-\uff5e\u3000-\u3002\u3008-\u3011\u3014\u3015·…—“”‘’0-9A-Za-z]*[{HAN}])?"
)
"""From the first Han character to the last of a gloss."""
WIDE_ALNUM = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")

# What stands in every text in which the functions below find something. Each begins with a set of characters, which the
# regular expressions of Python look for ten times as fast as for anything else.
HALF_WIDTH = re.compile(rf"[,;:?!(.．](?:(?<=\()|(?<=[{HAN}{CLOSING}\x00][,;:?!.．]))")
FULL_WIDTH = re.compile(f"[{UNPAIRED}{_FULL}]")
DOUBLES = re.compile("[，、；：。][，、；：。]")
STRAIGHT_MARKS = re.compile("[\"']")
SPACED = re.compile(f"[ \xa0](?<=[{HAN}\x00 \xa0][ \xa0])\x00*+[{HAN}]")
STRAIGHT = re.compile(r"\"([^\"\n]+)\"|(?<![A-Za-z0-9\"'])'([^'\n]+)'(?![A-Za-z0-9])")
DOUBLED = re.compile("(?=[，、；：。])(?:，{2,}|、{2,}|；{2,}|：{2,}|。{2,}|[，、；：][，。、；：]+|。[，、；：]|，。)")
SPACES = re.compile("[ \xa0]+")


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement: the characters from ``start`` to ``end`` become ``new``; what has no better form stays as it is."""

    start: int
    end: int
    new: str


Finder = Callable[[str], Iterator[Edit]]


def before(words: str, at: int) -> str:
    """Return the visible character before ``at``; empty at the beginning of a line."""
    at -= 1
    while at >= 0 and words[at] == MARK:
        at -= 1
    return words[at] if at >= 0 and words[at] != "\n" else ""


def after(words: str, at: int, skip: str = MARK) -> str:
    """Return the visible character at ``at`` or behind it; empty at the end of a line."""
    while at < len(words) and words[at] in skip:
        at += 1
    return words[at] if at < len(words) and words[at] != "\n" else ""


def half_width(words: str) -> Iterator[Edit]:
    """Find half-width punctuation between Chinese characters: ``培训,交流``."""
    brackets = list(_brackets(words))
    yield from brackets
    words = _made(words, brackets)  # what stands beside a bracket that will be Chinese is beside a Chinese one
    for match in HALF.finditer(words):
        left = before(words, match.start())
        right = after(words, match.end(), MARK + " ")
        chinese = is_han(left) and (
            right == "" or is_han(right) or right in OPENING + CLOSING + POINTS or right.isdigit()
        )
        if chinese or (left and left in CLOSING and is_han(right)):
            end = match.end()
            while right and words[end : end + 1] == " ":
                end += 1  # the space after the comma goes with it
            yield Edit(match.start(), end, "".join(WIDE[mark] for mark in match[0]))
    yield from _stops(words)


def _brackets(words: str) -> Iterator[Edit]:
    """Find half-width brackets around or beside Chinese."""
    if "(" not in words:
        return
    for match in BRACKETS.finditer(words):
        inside = match[1].strip(MARK + " ")
        if not inside:
            continue
        left, right = before(words, match.start()), after(words, match.end())
        chinese = is_han(inside[0]) or is_han(inside[-1])
        # 联合国(UN)会议, but neither f(x) nor (1) at the beginning of an item
        if not chinese and (HIDDEN in (inside[0], inside[-1]) or not (is_han(left) or (left and left in CLOSING))):
            continue
        if not (_belongs(left) and _belongs(right)) or (left == right == "" and not is_han(inside[0])):
            continue
        yield Edit(match.start(), match.start() + 1, "（")
        yield Edit(match.end() - 1, match.end(), "）")


def _stops(words: str) -> Iterator[Edit]:
    """Find half-width full stops in Chinese: ``会议结束.大家离开``; in foreign names they should be ``·``."""
    if "." not in words and "．" not in words:
        return
    for match in STOP.finditer(words):
        start, end = match.span()
        left, right = before(words, start), after(words, end, MARK + " ")
        if not (is_han(left) or (left and left in CLOSING)):
            continue
        if not (right == "" or is_han(right) or right in OPENING + CLOSING or DATED.match(words, end)):
            continue
        line = max(words.rfind("\n", max(0, start - 30), start) + 1, start - 30)
        if NUMERAL.fullmatch(words, line, start):
            continue
        name, rest = FOREIGN_NAME
        if name.match(words, start - 2, start) and rest.match(words, end):
            yield Edit(start, end, "·")
            continue
        while right and words[end : end + 1] == " ":
            end += 1
        yield Edit(start, end, "。")


def _belongs(neighbour: str) -> bool:
    """Tell whether brackets beside this character can be Chinese ones."""
    return neighbour == "" or is_han(neighbour) or neighbour in OPENING + CLOSING + POINTS


def full_width(words: str) -> Iterator[Edit]:
    """Find full-width characters in English; inside a Chinese gloss they are at home."""
    found = list(FULL.finditer(words))
    if not found:
        return
    glosses = [_gloss(words, match) for match in CHINESE_RUN.finditer(words)]
    at = 0
    for match in found:
        start, end = match.span()
        while at < len(glosses) and glosses[at][1] <= start:
            at += 1
        if at < len(glosses) and glosses[at][0] <= start:
            start = max(start, glosses[at][1])  # what lies behind the gloss may still be wrong
        elif at < len(glosses):
            end = min(end, glosses[at][0])
        if start < end and words[start] in UNPAIRED:
            yield Edit(start, end, words[start:end])
        elif start < end:
            space = " " if words[start] == "（" and before(words, start).isalnum() else ""
            yield Edit(start, end, space + narrow(words[start:end], after(words, end)))


def _gloss(words: str, match: re.Match[str]) -> tuple[int, int]:
    """Widen a run of Chinese by the marks that belong to it: title marks, and a full stop before a closing quote."""
    start, end = match.span()
    while words[start - 1 : start] and words[start - 1] in "《〈「『【〔" + MARK:
        start -= 1
    while words[end : end + 1] and words[end] in "》〉」』】〕" + MARK:
        end += 1
    if words[end : end + 1] and words[end] in "。？！" and after(words, end + 1) in ("”", "’", '"'):
        end += 1
    return start, end


def narrow(text: str, following: str) -> str:
    """Return full-width text in half-width form; a comma before a word gets its space."""
    result = "".join(
        {"。": ".", "、": ",", "〔": "[", "〕": "]", "【": "[", "】": "]"}.get(c) or unicodedata.normalize("NFKC", c)
        for c in text
    )
    return result + " " if result[-1] in ",.;:?!)" and text[-1] in POINTS + "）" and following.isalnum() else result


def wide_alphanumerics(words: str) -> Iterator[Edit]:
    """Find full-width digits and letters."""
    for match in WIDE_ALNUM.finditer(words):
        yield Edit(match.start(), match.end(), unicodedata.normalize("NFKC", match[0]))


def straight_quotes(words: str) -> Iterator[Edit]:
    """Find straight quotes around Chinese: ``"儿童优先"``; and, where they are mended, those within."""
    for _ in range(ROUNDS):
        edits: list[Edit] = []
        for match in STRAIGHT.finditer(words):
            inside = match[1] or match[2]
            left, right = before(words, match.start()), after(words, match.end())
            if left.isdigit():
                continue  # 24"和27": inches
            if any(map(is_han, inside)) or (is_han(left) and is_han(right)):
                opening, closing = "“”" if match[1] else "‘’"
                edits.append(Edit(match.start(), match.start() + 1, opening))
                edits.append(Edit(match.end() - 1, match.end(), closing))
        if not edits:
            return
        yield from edits
        words = _made(words, edits)


def doubled(words: str) -> Iterator[Edit]:
    """Find doubled Chinese punctuation; ``。。。`` becomes the ellipsis it stands for."""
    for match in DOUBLED.finditer(words):
        marks = match[0]
        stop = "。" if "。" in marks else marks[0]
        yield Edit(match.start(), match.end(), "……" if marks.startswith("。。。") else stop)


def stray_spaces(words: str) -> Iterator[Edit]:
    """Find spaces between Chinese characters within a sentence.

    Headlines (``凝心聚力 共创未来``), lists of names, words in quotes or brackets, and the beginning of a report
    (``本报讯 记者 张三``) use them rightly: only a space in a line with a full stop, outside all those, counts.
    """
    offset = 0
    for line in words.split("\n"):
        start, offset = offset, offset + len(line) + 1
        if "。" not in line or line.lstrip().startswith(("#", "|", ">")):
            continue
        depth = 0
        at = 0
        for match in SPACES.finditer(line):
            part = line[at : match.start()]
            depth = max(0, depth + sum(map(part.count, "“‘《（「『")) - sum(map(part.count, "”’》）」』")))
            at = match.start()
            if (
                depth
                or match.start() < OPENING_WORDS
                or not (is_han(before(line, at)) and is_han(after(line, match.end())))
            ):
                continue
            if BYLINE_BEFORE.search(line, max(0, at - 10), at) or BYLINE_AFTER.match(line, match.end()):
                continue
            yield Edit(start + at, start + match.end(), "")


OPENING_WORDS = 16
"""Characters at the beginning of a paragraph in which place, paper and reporter may stand with spaces between them."""
BYLINE_BEFORE = re.compile(f"(?:记者|通讯员|(?<!工)作者|摄影|编辑|图|文)[{HAN} ]{{0,4}}\\Z")
BYLINE_AFTER = re.compile("记者|通讯员|作者|摄影|编辑|[图文][ 、/]")
"""Names of those who made the piece stand apart from what they did."""


def mend(text: str, *finders: Finder, language: str = "zh") -> str:
    """Return Markdown with the edits of all finders made in its words; code, addresses and tags stay as they are."""
    for finder in finders:
        text = _made(text, sorted(finder(Prose(text).words_in(language)), key=lambda edit: edit.start))
    return text


def _made(text: str, edits: list[Edit]) -> str:
    """Return a text with edits made that stand in its order."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join(pieces) + text[at:]


def mended(text: str, language: str) -> str:
    """Return Markdown with all its typography mended: a whole body, or any part of one."""
    finders: tuple[Finder, ...] = (full_width,)
    if language == "zh":
        finders = (wide_alphanumerics, straight_quotes, half_width)
    for _ in range(ROUNDS):
        before_round, text = text, mend(text, *finders, language=language)
        if text == before_round:
            break
    return text


ROUNDS = 5
"""A mended mark may show what the one beside it should have been: ``'中:'``."""


def mend_half_width(text: str) -> str:
    """Write Chinese punctuation between Chinese characters (TXT001)."""
    return mend(text, half_width)


def mend_full_width(text: str) -> str:
    """Write half-width letters, digits and punctuation in English (TXT002)."""
    return mend(text, full_width, language="en")


def mend_wide_alphanumerics(text: str) -> str:
    """Write half-width letters and digits in Chinese (TXT003)."""
    return mend(text, wide_alphanumerics)


def mend_straight_quotes(text: str) -> str:
    """Write Chinese quotes around Chinese words (TXT015)."""
    return mend(text, straight_quotes)
