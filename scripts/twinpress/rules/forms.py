"""What a value must look like, by the kind of mistake: the words of ART009 and ARC002 in both languages.

The kinds are those of ``kinds.py`` and of pydantic; one that is missing here still gets a sentence (``FALLBACK``).
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import NamedTuple

from twinpress.moment import Moment
from twinpress.suggestion import closest


class Form(NamedTuple):
    """A legal form in words, with an example."""

    zh: str
    en: str
    example: str = ""


FALLBACK = Form("符合字段说明的值（见手册“文章字段一览”）", "a value as the handbook's table of fields describes it")
FORMS = {
    "text": Form("一段文字（用引号括起的数字也算文字）", "text (a number in quotation marks is text, too)", '"2025"'),
    "string_type": Form("一段文字", "text", '"2025"'),
    "blank": Form("非空白的文字", "text that is more than spaces"),
    "control": Form("不含不可见控制字符的文字", "text without invisible control characters"),
    "one_line": Form("一行文字，中间不换行", "text on one line"),
    "slug": Form(
        "编号：小写英文、数字与连字符，不能全是数字", "an id: lower-case letters, digits and hyphens, not digits alone"
    ),
    "focal": Form(
        "两个 0 到 1 之间的数（从左、从上的比例），写在方括号里",
        "two numbers from 0 to 1 in square brackets: how far from the left and from the top",
        "[0.5, 0.3]",
    ),
    "article_id": Form(
        "文章编号：10 至 26 位大写字母与数字（不用 I、L、O、U），由 twinpress new 写入，引用时照抄",
        "an article id: 10 to 26 capital letters and digits (no I, L, O, U), as twinpress new wrote it",
    ),
    "url": Form(
        "以 https:// 或 http:// 开头的完整网址",
        "a full web address that begins with https://",
        "https://example.org/news",
    ),
    "file": Form(
        "文章文件夹内的文件名，不含路径", "the name of a file beside the article, without a path", "opening.jpg"
    ),
    "moment": Form("日期或时间，且这一天确实存在", "a date, or a date and time, that exists", "2025-11-20 16:10"),
    "attendance": Form(
        "人数：80、80+（以上）或 ~80（约）", "a number of people: 80, 80+ (more than) or ~80 (about)", "80+"
    ),
    "bool_type": Form("true 或 false", "true or false", "true"),
    "int_type": Form("整数，不加引号", "a whole number without quotation marks", "6"),
    "int_from_float": Form("整数", "a whole number", "6"),
    "float_type": Form("0 到 1 之间的小数", "a number from 0 to 1", "0.5"),
    "greater_than_equal": Form("不小于下限的数", "a number that is not too small", "1"),
    "less_than_equal": Form("不大于上限的数", "a number that is not too large", "1"),
    "tuple_type": Form(
        "列表，写在方括号里，用逗号隔开",
        "a list in square brackets, with commas between its items",
    ),
    "dict_type": Form("“名称: 值”的组合，每行一对", "pairs of a name and a value, one on each line"),
    "dataclass_type": Form("由几个部分组成，每部分一行“名称: 值”", "made of parts, each on a line as name: value"),
    "string_pattern_mismatch": Form(
        "规定格式的文字（SHA-256 为 64 位小写十六进制）",
        "text of the set form (SHA-256: 64 lower-case hexadecimal digits)",
    ),
    "too_long": Form("不超过规定个数或字数", "no longer than allowed"),
    "string_too_long": Form("不超过 160 字", "at most 160 characters"),
    "entry": Form(
        "一个条目，下面各行写“名称: 值”", "an entry: lines of name: value below it", "{name: {zh: 北京, en: Beijing}}"
    ),
}
PARTS = {
    "source": "{name: beijing-womens-federation}",
    "event": "{start: 2025-11-18, place: beijing}",
    "people": "[{person: wu-sheng, role: speaker}]",
    "series": "{series: people-to-people-diplomacy, part: 6}",
    "pictures": "{opening.jpg: {alt: …, credit: …}}",
    "video": "{src: opening.mp4}",
    "attachments": "[{file: programme.pdf, title: …}]",
    "changes": "[{date: 2025-11-21, kind: correction, note: …}]",
    "editors_note": "{text: …}",
    "withdrawn": "{date: 2025-12-01, explanation: …}",
    "ai": "{text: true}",
    "legacy": "{url: …}",
    "name": "{zh: …, en: …}",
}
"""How a field with parts is written."""
EXAMPLES_OF = {
    **{name: f"{name}: {form}" for name, form in PARTS.items() if name != "name"},
    "section": "section: trainings",
    "topics": "topics: [child-friendly-city]",
    "places": "places: [beijing, hangzhou]",
    "place": "place: beijing",
    "organisations": "organisations: [beijing-womens-federation]",
    "organisers": "organisers: [beijing-womens-federation]",
    "co_organisers": "co_organisers: [beijing-womens-federation]",
    "person": "{person: wu-sheng, role: speaker}",
    "role": "{person: wu-sheng, role: speaker}",
    "authors": "authors: [李梅]",
    "gallery": "gallery: [opening.jpg, hall.jpg]",
    "aliases": "aliases: [/news/2019/0412.html]",
    "as": "as: {wu-sheng: …}",
    "ignore": "ignore: {ART015: …}",
    "focal": "focal: [0.5, 0.3]",
    "date": "date: 2025-11-20",
    "start": "start: 2025-11-18",
    "posts": "posts: [{title: {zh: …}, organisation: beijing-drc}]",
    "part_of": "part_of: beijing",
}
"""How a field is written, by the last of its names."""
LISTS = re.compile(r"[，、；;]|^[［【]")
"""What somebody writes who does not know how lists are separated."""
DAY = re.compile(r"(\d{4})(?:\s*[-/.年]\s*|(?=\d{4}$))(\d{1,2})(?:\s*[-/.月]\s*|(?<=^\d{6}))(\d{1,2})\s*日?[T\s]*(.*)")


def said(kind: str, field: str, found: str) -> tuple[str, str, str]:
    """Return (zh, en, fix): what must hold for ``field``, what was found there, and what to type instead."""
    if kind in ("literal_error", "enum"):
        return _choice(field, found)
    if kind in ("too_long", "string_too_long") and "|" in found:
        return _length(field, found)
    form = FORMS.get(kind, FALLBACK)
    zh, en = f"{field} 须为{form.zh}；现为“{found}”。", f"{field} must be {form.en}; found “{found}”."
    if kind in ("slug", "tuple_type") and LISTS.search(found):
        fix = _list(found)
        return (
            f"{zh}逗号和括号须用半角，请写：{fix}",
            f"{en} Commas and brackets must be the plain ones. Write: “{fix}”",
            fix,
        )
    if kind == "moment" and (fix := _day(found)):
        return f"{zh}请写：{fix}", f"{en} Write: “{fix}”", fix
    if kind == "text" and _quotable(field, found):
        fix = f'"{found}"'
        return f"{zh}若是文字，请加引号：{fix}", f"{en} If it is text, put it in quotation marks: “{fix}”", fix
    example = _example(kind, field, form)
    return zh + (f"例：{example}" if example else ""), en + (f" Example: “{example}”" if example else ""), ""


def _example(kind: str, field: str, form: Form) -> str:
    """Return an example that fits the field: of a whole record, else of the field, else of the kind of value."""
    top = field.partition(".")[0]
    if kind in ("dataclass_type", "dict_type") and top in PARTS and field.count(".") <= 1:
        return f"{top}: {PARTS[top]}"
    name = next((part for part in reversed(field.split(".")) if not part.isdigit()), "")
    if kind in ("slug", "text", "tuple_type", "dict_type", "dataclass_type", "focal") and name in EXAMPLES_OF:
        return EXAMPLES_OF[name]
    return f"{name}: {form.example}" if form.example and name and kind not in ("text", "entry") else form.example


def _list(found: str) -> str:
    """Return a list as it should have been written, of items with full-width commas and brackets."""
    items = [item.strip(" \t[]［］【】") for item in re.split(r"[，、；;,]", found)]
    return f"[{', '.join(item for item in items if item)}]"


def _quotable(field: str, found: str) -> bool:
    """Tell whether a value may be meant as text: a number, or a headline in brackets."""
    name = field.rpartition(".")[2]
    return '"' not in found and found not in ("", "{}", "[]") and (found[0] not in "[{" or name in HEADLINES)


HEADLINES = {"title", "description", "title_short", "kicker", "subtitle", "caption", "alt", "note", "text"}


def _day(found: str) -> str:
    """Return a date as it should have been written: of 2025/11/20, 2025年11月20日, 2025.11.20 or 20251120."""
    match = DAY.fullmatch(found.strip().replace("：", ":"))
    if match is None:
        return ""
    day = f"{match[1]}-{match[2]:0>2}-{match[3]:0>2} {match[4]}".strip()
    try:
        return str(Moment.parse(day, UTC) and day)
    except (ValueError, OverflowError):
        return ""


def _choice(field: str, found: str) -> tuple[str, str, str]:
    """Say which words are allowed; pydantic lists them as ``'a', 'b' or 'c'``."""
    value, _, expected = found.rpartition("|")
    words = [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]
    near = closest(value, words)
    zh = f"{field} 只能是 {'、'.join(words)} 之一；现为“{value}”。" + (
        f"是否想写 {near}？" if near else "请改为其中之一。"
    )
    en = f"{field} must be one of {', '.join(words)}; found “{value}”. " + (
        f"Did you mean {near}?" if near else "Write one of them."
    )
    return zh, en, f"{field.rpartition('.')[2]}: {near}" if near else ""


def _length(field: str, found: str) -> tuple[str, str, str]:
    actual, _, limit = found.partition("|")
    zh = f"{field} 至多 {limit} 个；现有 {actual} 个，请删减。"
    en = f"{field} must have at most {limit}; found {actual}. Shorten it."
    if field.endswith("description"):
        zh = f"{field} 至多 {limit} 字；现有 {actual} 字，请删减到一句话。"
        en = f"{field} must have at most {limit} characters; found {actual}. Cut it to one sentence."
    return zh, en, ""
