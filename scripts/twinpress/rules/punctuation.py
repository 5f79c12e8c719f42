"""Rules of the family TXT on punctuation."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from twinpress.archive import Article
from twinpress.document import Document
from twinpress.finding import Severity
from twinpress.han import HAN
from twinpress.passage import Passage
from twinpress.prose import MARK
from twinpress.rules.rule import Context, Report, rule
from twinpress.typography import (
    DOUBLES,
    FULL_WIDTH,
    HALF_WIDTH,
    SPACED,
    STRAIGHT_MARKS,
    WIDE_ALNUM,
    Edit,
    Finder,
    doubled,
    full_width,
    half_width,
    straight_quotes,
    stray_spaces,
    wide_alphanumerics,
)


@rule("TXT001", fixable=True)
def half_width_punctuation(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """Punctuation between Chinese characters must be full-width: ，。；：？！（）; so are brackets behind Chinese.

    中文之间应使用全角标点：，。；：？！（）；中文之后的括号也用全角，如“联合国（UN）”。

    Why: GB/T 15834 asks for it, and a half-width comma sticks to the character before it and tears the line.
    Times (16:10), ratios (3:1), decimals, item numbers (1.), code, addresses and English names keep their half-width
    marks. Between the parts of a foreign name stands ·.
    为什么：国家标准《标点符号用法》（GB/T 15834）有此规定；半角逗号紧贴前字，行文疏密不匀。
    时间（16:10）、比例（3:1）、小数、序号（1.）、代码、网址和英文名称中的半角标点不受影响。外国人名中间用“·”。

    Bad:
        培训聚焦规划,空间和服务(见附件)。
    Good:
        培训聚焦规划，空间和服务（见附件）。
    """
    if document.language == "zh":
        yield from _edits(
            document,
            context,
            half_width,
            HALF_WIDTH,
            "中文之间须用全角标点",
            "punctuation between Chinese characters must be full-width",
        )


@rule("TXT002", fixable=True)
def full_width_in_english(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """English text must use half-width letters, digits and punctuation; Chinese names in it keep theirs.

    英文中的字母、数字和标点须为半角；文中引用的中文名称不受影响。整篇是中文的，须译成英文。

    Why: Full-width marks are left over from the Chinese keyboard. They take the room of a whole character, break words
    at wrong places, and a figure written with them is not found by a search.
    为什么：全角符号多为中文输入法所遗留，占一个汉字宽，会在不该换行处换行，其中的数字也检索不到。

    Bad:
        More than ８０ people came，from every district。
    Good:
        More than 80 people came, from every district. They call it 《人民日报》.
    """
    if document.language != "en":
        return
    chinese = [p for p in context.passages(document, HAN_SIGN) if p.field in OWN_WORDS and _is_chinese(p)]
    if chinese:
        first = min(chinese, key=lambda passage: passage.field != "")
        found = HAN_RUN.search(first.words)
        at = found.start() if found else 0
        shown = first.prose.text[at : at + 12].partition("\n")[0]
        yield Report(
            field=first.field,
            line=first.line(at),
            zh=f"英文稿（{document.path.rpartition('/')[2]}）里是中文：{shown}…"
            "请译成英文；原稿是中文的，文件名应为 index.zh.md。",
            en=f"this text is Chinese: “{shown}…”. Translate it, or name the file index.zh.md.",
        )
    yield from _edits(
        document,
        context,
        full_width,
        FULL_WIDTH,
        "英文中须用半角字母、数字和标点",
        "English text must use half-width characters",
        without=chinese,
    )


HAN_SIGN = re.compile(f"[{HAN}]")
HAN_RUN = re.compile(f"[{HAN}]+")
OWN_WORDS = ("", "title", "description", "subtitle")
"""What is to be translated; the title of an attachment may be Chinese."""
LATIN = re.compile("[A-Za-z]")
SHORTEST = 8
"""Han characters below which a field or body is no Chinese text: a name, a motto."""


def _is_chinese(passage: Passage) -> bool:
    """Tell whether a passage is mostly Chinese."""
    characters = sum(len(run) for run in HAN_RUN.findall(passage.words))
    return characters >= SHORTEST and characters > len(LATIN.findall(passage.words))


@rule("TXT003", Severity.WARNING, fixable=True)
def full_width_alphanumerics(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """Digits and letters in Chinese text should be half-width.

    中文里的数字和字母应为半角。

    Why: ２０２５ is not found by somebody who searches 2025, and a table with both looks uneven.
    为什么：写成“２０２５”，检索“2025”便找不到；与半角混排也不整齐。

    Bad:
        ２０２５年，８０多人参加。
    Good:
        2025年，80多人参加。
    """
    if document.language == "zh":
        yield from _edits(
            document,
            context,
            wide_alphanumerics,
            WIDE_ALNUM,
            "数字和字母应为半角",
            "digits and letters should be half-width",
        )


@rule("TXT010", Severity.WARNING)
def doubled_punctuation_or_space(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """Punctuation should not be doubled, and there should be no space between two Chinese characters of a sentence.

    标点不应重复，句中两个汉字之间不应有空格。

    Why: Both are slips of the keyboard that spell checkers do not see. Headlines of two halves, names in a row, and words
    in quotes may have their space.
    为什么：两者都是击键失误，拼写检查发现不了。两段式标题、人名排列、引号内的空格不受影响。

    Bad:
        培训在北京举行，，各区的同志都 参加了。
    Good:
        培训在北京举行，各区的同志都参加了，主题是“凝心聚力 共创未来”。……
    """
    if document.language == "zh":
        yield from _edits(document, context, doubled, DOUBLES, "标点不应重复", "punctuation should not be doubled")
        yield from _edits(
            document,
            context,
            stray_spaces,
            SPACED,
            "句中汉字之间不应有空格",
            "there should be no space between two characters",
        )


@rule("TXT015", Severity.WARNING, fixable=True)
def straight_quotes_around_chinese(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """Quotes around Chinese words should be “” or ‘’.

    中文引号应为“”或‘’。

    Why: GB/T 15834 knows no straight quotes, and they do not tell beginning from end.
    为什么：国家标准中没有直引号，直引号也分不出起止。

    Bad:
        让"儿童优先"成为共识。
    Good:
        让“儿童优先”成为共识。屏幕为24"和27"两种。
    """
    if document.language == "zh":
        yield from _edits(
            document, context, straight_quotes, STRAIGHT_MARKS, "中文引号应为“”", "quotes around Chinese should be “”"
        )


PAIRS = dict(zip("《“（", "》”）", strict=True))
BRACKETS = re.compile("[《》“”（）]")
BRACKET_OR_END = re.compile(r"[《》“”（）\n]")
PAIRED = re.compile(r"(?:\n|《(?:“”|（）)*+》|“(?:《》|（）)*+”|（(?:《》|“”)*+）)*+")
"""Brackets and ends of lines of a text in which all come in pairs within their lines: no paragraph is looked at closer."""
NUMBERED = re.compile(r"[0-9A-Za-z一二三四五六七八九十①-⑳]\Z")
"""What stands before the closing bracket of a numbered item: ``1）``."""


@rule("TXT012", Severity.WARNING)
def unbalanced_quotes(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """Within a paragraph 《》, “” and （） should come in pairs.

    同一段落中，《》“”（）应成对出现。

    Why: A missing mark makes the rest of the paragraph a quotation or a title. A quotation of several paragraphs may open
    each of them with “ and close only the last.
    为什么：缺了一半，后文全成了引语或书名。多段引文可每段起首用“，仅末段用”。

    Bad:
        他说：“培训很及时。
    Good:
        他说：“培训很及时。”
    """
    for passage in context.passages(document, BRACKETS):
        if PAIRED.fullmatch("".join(BRACKET_OR_END.findall(passage.words))):
            continue
        for start, end, last in _paragraphs(passage.words):
            at = _unpaired(passage.words, start, end, last)
            if at >= 0:
                mark = passage.words[at]
                partner = PAIRS.get(mark) or next(o for o, c in PAIRS.items() if c == mark)
                excerpt = passage.excerpt(at, at + 1, 8)
                yield Report(
                    field=passage.field,
                    line=passage.line(at),
                    zh=f"标点 {mark} 没有配对：{excerpt} 请在同一段落补上 {partner} ，或删去 {mark} 。",
                    en=f"{mark} has no partner in “{excerpt}”. Add {partner} in the same paragraph or take {mark} away.",
                )


def _paragraphs(words: str) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, whether a multi-paragraph quotation may not go on behind it)."""
    starts = [match.end() for match in re.finditer(r"\A\s*|\n[ \t]*\n\s*", words)]
    ends = [*starts[1:], len(words)]
    for start, end in zip(starts, ends, strict=True):
        yield start, end, not words[end:].lstrip(MARK + "> ").startswith("“") if end < len(words) else True


def _unpaired(words: str, start: int, end: int, last: bool) -> int:
    """Return the offset of the first mark without a partner, or -1."""
    open_marks: list[int] = []
    for match in BRACKETS.finditer(words, start, end):
        mark, at = match[0], match.start()
        if mark in PAIRS:
            open_marks.append(at)
        elif open_marks and PAIRS[words[open_marks[-1]]] == mark:
            open_marks.pop()
        elif mark == "）" and NUMBERED.search(words, max(start, at - 1), at):
            continue
        else:
            return open_marks[-1] if open_marks else at
    if open_marks and words[open_marks[0]] == "“" and not last and not words[start : open_marks[0]].strip(MARK + "> "):
        return -1
    return open_marks[0] if open_marks else -1


def _edits(
    document: Document,
    context: Context,
    finder: Finder,
    sign: re.Pattern[str],
    zh: str,
    en: str,
    without: Collection[Passage] = (),
) -> Iterator[Report]:
    """Report the edits that a finder proposes: one finding for each line of the body and each field.

    ``sign`` is in every text in which the finder finds something.
    """
    for passage in context.passages(document, sign):
        if passage in without:
            continue
        lines: dict[int, list[Edit]] = {}
        odd: dict[int, Edit] = {}
        for edit in finder(passage.words):
            line = passage.line(edit.start)
            if passage.words[edit.start : edit.end] == edit.new:
                odd.setdefault(line, edit)
            else:
                lines.setdefault(line, []).append(edit)
        for line, edit in odd.items():
            found = passage.excerpt(edit.start, edit.end, 8)
            yield Report(
                field=passage.field,
                line=line,
                zh=f"英文中不用 {edit.new}：{found} 书名请用斜体（*Book*），引语请用引号（“…”）。",
                en=f"“{edit.new}” has no place in English: “{found}”. Put a title in italics (*Book*), words in “quotes”.",
            )
        for line, edits in lines.items():
            found, better = _shown(passage, edits)
            more_zh = f"（本行共{len(edits)}处）" if len(edits) > 2 else ""
            more_en = f" ({len(edits)} places on this line)" if len(edits) > 2 else ""
            yield Report(
                field=passage.field,
                line=line,
                zh=f"{zh}{more_zh}：{found} 请写作：{better}",
                en=f"{en}{more_en}: “{found}”. Write “{better}”.",
                fix=better,
            )


def _shown(passage: Passage, edits: list[Edit]) -> tuple[str, str]:
    """Return the first mistake with its neighbourhood, as it is and as it should be."""
    text = passage.prose.text
    first = edits[0]
    last = edits[1] if len(edits) == 2 and edits[1].start - first.end < 24 else first
    left, right = passage.window(first.start, last.end)
    better, at = "", left
    for edit in edits:
        if edit.end <= right:
            better += text[at : edit.start] + edit.new
            at = edit.end
    return text[left:right].strip(), (better + text[at:right]).strip()
