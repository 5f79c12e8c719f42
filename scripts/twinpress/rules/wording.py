"""Rules of the family TXT on words: what was left over, what is written with the wrong characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from twinpress.archive import Article
from twinpress.document import Document
from twinpress.finding import Severity
from twinpress.han import traditional
from twinpress.prose import MARK
from twinpress.rules.rule import Context, Report, rule


@rule("TXT005")
def traditional_in_simplified(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """Chinese text must be Simplified; a name or quotation in Traditional stands in ``<span lang="zh-Hant">``.

    中文须用规范简化字；确需使用繁体的名称或引文，写在 ``<span lang="zh-Hant">…</span>`` 之中。

    Why: A word in Traditional is not found by those who search for it in Simplified, and is read out wrongly.
    Characters that are standard in names, or used in both scripts, are never meant.
    为什么：繁体字用简体检索不到，读屏软件也会读错。人名中的规范字（喆、堃、昇）和简繁共用的字（乾、著）不在此列。

    Bad:
        北京市舉辦婦女兒童工作培訓。
    Good:
        北京市举办妇女儿童工作培训。书名原作<span lang="zh-Hant">婦女雜誌</span>。
    """
    if document.language != "zh":
        return
    forms = traditional()
    for passage in context.passages(document, _traditional_sign()):
        lines: dict[int, list[int]] = {}
        for at, character in enumerate(passage.words):
            if character in forms:
                lines.setdefault(passage.line(at), []).append(at)
        for line, places in lines.items():
            characters = dict.fromkeys(passage.words[at] for at in places)
            pairs = [f"{character}→{forms[character]}" for character in characters]
            more = "…" if len(pairs) > 8 else ""
            start, end = places[0], places[0] + 1
            while end - start < 8 and passage.words[end : end + 1] in forms:
                end += 1
            yield Report(
                field=passage.field,
                line=line,
                zh=f"须用简化字，此处有繁体字“{passage.excerpt(start, end, 4)}”。请改：{'、'.join(pairs[:8])}{more}；"
                '确为繁体原名的，写作 <span lang="zh-Hant">…</span>。',
                en=f"Chinese must be Simplified; found Traditional in “{passage.excerpt(start, end, 4)}”. "
                f'Change “{", ".join(pairs[:8])}{more}”, or mark an original name with <span lang="zh-Hant">…</span>.',
            )


@cache
def _traditional_sign() -> re.Pattern[str]:
    # those beyond the basic plane, listed one by one, would make the search a hundred times as slow
    basic = "".join(form for form in traditional() if ord(form) < 0x10000)
    return re.compile(f"[{basic}\U00010000-\U0010ffff]")


EDGE = r"(?=[\s\x00，。；：、！？）】》”’,.;:!?)\]]|$)"
BEFORE = r"(?:(?<=[\s\x00，。；：、！？（【《“‘,.;:!?(\[])|(?<=图|片|明|容|文|题|要|据|接|源|者|名|期|点|幕|件|稿|单|录|表)|^)"
PLACEHOLDER = re.compile(
    r"(?=[TFLl待此这在请\[IiAaPp])(?:"  # most characters begin none: they shall cost one comparison
    r"(?<![A-Za-z0-9_-])(?:TODO|TBD|FIXME|TK TK|TKTK)(?![A-Za-z0-9_-])"
    r"|(?i:lorem ipsum)"
    rf"|{BEFORE}(?:待补充?|待补全|待补录|待完善|待定稿|待翻译|待译|待填写?|待插入){EDGE}"
    r"|(?:此处|这里|在此)(?:插入|填写|输入|添加|补充|粘贴)|请在此(?:输入|填写)"
    r"|(?i:\[(?:insert|add|your|title|caption|description|name|date)\b[^\]\n]{0,40}\])"
    r"|(?i:\b(?:insert|add) (?:text|title|caption|description|photo|picture|image|name|date) here\b)"
    r"|(?i:\bplaceholder text\b)"
    r")",
    re.M,
)
"""A sentence such as 短板亟待补齐 or 尚待补充 is none: the word must stand at an edge, or behind what is to be supplied."""
PLACEHOLDERS = re.compile(
    r"[TFXxMmHh待此这在\[【](?:"
    r"(?<=T)(?:ODO|BD|K)|(?<=F)IXME|(?<=X)XX|(?<=x)xx|(?<=[Mm])(?i:\ ipsum)|(?<=\ [Hh])(?i:ere)|(?<=[Rr]\ [Tt][Ee][Xx])(?i:t\b)"
    r"|(?<=待)[补完定翻译填插]|(?<=此)处|(?<=这)里|(?<=在)此|(?<=[\[【]))"
)
"""Stands in every text with a placeholder; it begins with a set of characters, to be found quickly."""
CROSSES = re.compile(r"(?=[Xx])(?<![A-Za-z0-9])(?:X{3,}|x{3,})(?![A-Za-z0-9])")
ROMAN = re.compile(r"(?:\b(?:the|part|volume|vol\.|chapter|book|no\.|section|article|annex|bowl|title)[ ]|第)\Z", re.I)
"""What stands before XXX where it is the number thirty: the XXX Olympiad."""
LONELY = re.compile(
    r"(?:\A|\n[ \t]*\n)[ \t]*(?P<mark>\[(?:…|\.\.\.|……)\]|【(?:…|\.\.\.|……)】)[ \t]*(?=\Z|\n[ \t]*(?:\n|\Z))"
)


@rule("TXT007")
def placeholder_text(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """No placeholder may be left in the words of an article: TODO, TBD, XXX, lorem ipsum, and their Chinese kin.

    文章中不得留有占位文字：TODO、TBD、XXX、lorem ipsum、待补、待定稿、此处插入等。

    Why: It is the mistake that readers photograph. Drafts (``status: draft``) may have them.
    为什么：这是最容易被读者截图的疏漏。草稿（``status: draft``）不检查。

    Bad:
        培训由XXX主讲，图片待补。
    Good:
        培训由邱红主讲。短板亟待补齐。
    """
    if _draft(document, article):
        return
    for passage in context.passages(document, PLACEHOLDERS):
        places = {match.start(): match[0] for match in PLACEHOLDER.finditer(passage.words)}
        if "[" in passage.words or "【" in passage.words:
            places |= {match.start("mark"): match["mark"] for match in LONELY.finditer(passage.words)}
        for match in CROSSES.finditer(passage.words):
            if not (len(match[0]) == 3 and match[0].isupper() and ROMAN.search(passage.words, 0, match.start())):
                places[match.start()] = match[0]
        reported: set[int] = set()
        for at, found in sorted(places.items()):
            line = passage.line(at)
            if line in reported:
                continue
            reported.add(line)
            found = found.strip(MARK)
            yield Report(
                field=passage.field,
                line=line,
                zh=f"占位文字须换成正式内容：{found}（{passage.excerpt(at, at + len(found))}）。"
                "尚未写完的文章请设 status: draft。",
                en=f"placeholder must be replaced by the real words: “{passage.excerpt(at, at + len(found))}”. "
                "An unfinished article has status: draft.",
            )


def _draft(document: Document, article: Article | None) -> bool:
    own = bool(document.front and document.front.status == "draft")
    return own or bool(article and article.facts.status == "draft")


INVISIBLE = re.compile(
    "[\u0080-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0"
    "\ufff9-\ufffd\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
EMOJI = re.compile("[\u200d\U000e0020-\U000e007f\ufe0f]")
"""Joiner and tags: at home between emoji, and nowhere else."""


@rule("TXT013")
def invisible_characters(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """Text must not hold invisible, broken or private characters: zero-width space, soft hyphen, U+FFFD, private use.

    文中不得有不可见字符、乱码字符或私用区字符，如零宽空格、软连字符、U+FFFD。

    Why: They come along when text is copied from a web page or a PDF. Nobody sees them, no search finds the word they
    split, and U+FFFD marks a character that is already lost.
    为什么：多由网页或 PDF 复制而来，肉眼看不见，却使词语检索不到；U+FFFD 说明原字已经丢失。

    Bad:
        妇女<U+200B>儿童
    Good:
        妇女儿童 👩‍🏫
    """
    for passage in context.passages(document):
        text = passage.prose.text
        if text.isascii():
            continue
        reported: set[int] = set()
        for match in INVISIBLE.finditer(text):
            at, line = match.start(), passage.line(match.start())
            if line in reported or (EMOJI.fullmatch(match[0]) and _beside_emoji(text, at)):
                continue
            reported.add(line)
            name = f"U+{ord(match[0]):04X}"
            known = unicodedata.name(match[0], "")
            excerpt = INVISIBLE.sub(lambda m: f"<U+{ord(m[0]):04X}>", passage.excerpt(at, at + 1))
            yield Report(
                field=passage.field,
                line=line,
                zh=f"不得有不可见或损坏的字符，此处有 {name}：{excerpt}。请删去后重新输入前后文字。",
                en=f"text must not hold invisible or broken characters; found {name}{' ' + known if known else ''}: "
                f"“{excerpt}”. Delete it and type the characters around it anew.",
            )


def _beside_emoji(text: str, at: int) -> bool:
    while at > 0 and (EMOJI.fullmatch(text[at - 1]) or "\U0001f3fb" <= text[at - 1] <= "\U0001f3ff"):
        at -= 1
    return at > 0 and unicodedata.category(text[at - 1]) == "So"


ABOUT = re.compile(r"[约近]\d")
APPROXIMATE = re.compile(
    r"(?:大约|约|近|将近)(?P<n>\d[\d,.]*[十百千万亿]*)(?:"
    r"(?P<more>[多余])[十百千万亿]*[\u4e00-\u9fff]?|(?P<unit>[\u4e00-\u9fff]{0,3}?)(?P<about>左右|上下))"
)


@rule("TXT014", Severity.INFO)
def doubled_approximation(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """A number is qualified once: it is either about eighty or some eighty, nearly eighty or eighty-odd, never both.

    概数只用一种说法：约80人或80人左右，不用“约80人左右”；近80人或80余人，不用“近80余人”。

    Why: One word says fewer and the other says more: together the figure means nothing, and a translator must guess.
    为什么：“近”表示不足，“余”表示超出，并用则自相矛盾，译者也无从下笔。

    Bad:
        近80余人参加，历时约两小时，每场约30人左右。
    Good:
        80余人参加，历时约两小时，每场30人左右。
    """
    if document.language != "zh":
        return
    for passage in context.passages(document, ABOUT):
        for match in APPROXIMATE.finditer(passage.words):
            yield Report(
                field=passage.field,
                line=passage.line(match.start()),
                zh=f"概数不必重复修饰：{match[0]}。请只留一种说法。",
                en=f"a number is qualified once: “{match[0]}”. Keep one of the two words.",
            )
