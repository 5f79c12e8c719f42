"""ART004 to ART006: are the fields there, between their fences, and can they be read?"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.archive import Article
from twinpress.document import Document
from twinpress.frontmatter import DEPTH, mended
from twinpress.rules.art_file import Words, told
from twinpress.rules.rule import Context, Report, rule

FENCES: Words = {
    "fence": (
        "第一行须为三个减号 ---，其下写文章字段；现为“{found}”。请在最前面加一行 ---。",
        "The first line must be three hyphens ---, with the fields below it; found “{found}”. Put a line --- on top.",
    ),
    "fence-end": (
        "第一行 --- 之后缺少结束的 ---。请在字段之后、正文之前加一行 ---。",
        "The --- of the first line is never closed. Put a line --- after the fields, before the text.",
    ),
    "not-a-mapping": (
        "两行 --- 之间须是“字段: 值”，每行一个，冒号用半角并空一格；现为“{found}”。例：title: 春季培训",
        "Between the two lines of --- there must be lines of field: value, with a space after the colon; "
        "found “{found}”. Example: “title: Spring training”",
    ),
}


@rule("ART004", ignorable=False)
def front_matter_fences(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """An article file begins with its fields, between two lines of three hyphens.

    文章文件以字段开头，写在两行三个减号（---）之间。

    Why: without the two lines nobody can tell the fields from the text.

    为什么：没有这两行，就分不清哪些是字段、哪些是正文。

    Bad:
        title: 春季培训
        正文……
    Good:
        ---
        title: 春季培训
        ---
        正文……
    """
    yield from told(document, FENCES)


YAML: Words = {
    "syntax": (
        "这里的字段写法无法识别（{zh}）。{cure_zh}",
        "The fields cannot be read here ({en}). {cure_en}",
    ),
    "colon": (
        "字段名后的冒号须用半角 : 且后面加空格；现为“{found}”。",
        "The colon after a field’s name must be the plain one (:), with a space after it; found “{found}”.",
    ),
    "bracket": (
        "这里的括号没有关闭：“{found}”。请补上另一半括号。",
        "The bracket that opens here is never closed: “{found}”. Close it.",
    ),
    "bare": (
        "值的开头或其中有 YAML 的特殊符号，须用引号把整个值括起来；现为“{found}”。",
        "A value that begins with a special character of YAML belongs in quotation marks; found “{found}”.",
    ),
    "width": (
        "这里的“{found}”是全角符号，字段中的冒号、逗号和括号须用半角。",
        "The “{found}” here is full-width; colons, commas and brackets of fields must be the plain ones.",
    ),
    "indent": (
        "这一行的缩进与上一行不符：“{found}”。请与同级字段左对齐，用空格缩进。",
        "The indent of this line does not fit the line above: “{found}”. Align it with the fields of its level.",
    ),
    "documents": (
        "字段之间不能再出现文档分隔符。请删除这一行。",
        "There must be one set of fields only; here a second one begins. Delete this line.",
    ),
    "key": (
        "冒号前须是字段名，现为列表或组合。请删去行首的 ? 或括号。",
        "There must be the name of a field before the colon, not a list or a group. Delete the ? or the brackets.",
    ),
    "depth": (
        f"括号或缩进至多 {DEPTH} 层，这里更深。请检查是否多了括号或缩进。",
        f"Brackets or indents may be nested {DEPTH} deep, and here they are deeper. Look for one too many.",
    ),
    "alias": (
        "不支持 YAML 的锚点与引用，这里有“{found}”。请直接写出值；若是文字，请加引号。",
        "Anchors and aliases of YAML are not supported; here is “{found}”. "
        "Write the value itself; if it is text, put it in quotation marks.",
    ),
    "tag": (
        "不支持 YAML 标签，这里有“{found}”。请删去感叹号一段；若是文字，请加引号。",
        "Tags of YAML are not supported; here is “{found}”. "
        "Delete the part with the exclamation mark; if it is text, put it in quotation marks.",
    ),
}
SYNTAX = (
    ("tab character", "有制表符", "a tab", "请把制表符（Tab）换成空格。", "Replace the tab by spaces."),
    (
        "mapping values",
        "一行里有两个冒号加空格",
        "a second colon with a space",
        "值里有冒号加空格时，请用引号把整个值括起来。",
        "A value with a colon and a space in it belongs in quotation marks.",
    ),
    (
        "end of stream",
        "引号或括号没有关闭",
        "a quotation mark or bracket that is never closed",
        "请补上另一半引号或括号。",
        "Close the quotation mark or bracket.",
    ),
    (
        "',' or",
        "括号内缺逗号，或括号没有关闭",
        "a missing comma, or a bracket that is never closed",
        "请补上逗号或括号。",
        "Add the comma or the bracket.",
    ),
    (
        "expected ':'",
        "缺冒号",
        "no colon after the name of a field",
        "请写成“字段: 值”，冒号用半角并空一格。",
        "Write field: value, with a space after the colon.",
    ),
    (
        "cannot start any token",
        "行首有制表符，或值的开头是特殊符号",
        "a tab, or a value that begins with a special character",
        "请把制表符换成空格；若是文字，请用引号括起来。",
        "Replace tabs by spaces; if it is text, put it in quotation marks.",
    ),
    (
        "escape",
        "双引号内有反斜杠",
        "a backslash in double quotation marks",
        "请改用单引号，或写两个反斜杠。",
        "Use single quotation marks, or write two backslashes.",
    ),
)
"""(part of libyaml's words, then zh and en of what is wrong, zh and en of what to do)."""
UNCLEAR = (
    "",
    "格式有误",
    "its form is wrong",
    "请对照手册检查缩进、冒号和引号。",
    "Look at indents, colons and quotation marks.",
)


@rule("ART005", ignorable=False)
def yaml_syntax(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """The fields are plain YAML: names and values, indented with spaces, without anchors, tags or deep nesting.

    字段须是简单的 YAML：名称与值，用空格缩进，不用锚点、标签，不嵌套过深。

    Why: what the program cannot read, it cannot show; and anchors can make a small file explode.

    为什么：程序读不懂就无法显示；锚点还能让一个小文件膨胀到拖垮电脑。

    Bad:
        title: 通知: 明天放假
    Good:
        title: "通知: 明天放假"
    """
    alias = False
    for defect in document.defects:
        if defect.kind == "alias" and alias:
            continue  # one per file: the first stands for all of them
        alias = alias or defect.kind == "alias"
        if defect.kind in YAML:
            zh, en, fix = syntax(defect.kind, defect.found, *YAML[defect.kind])
            yield Report(zh=zh, en=en, field=defect.field, line=defect.line, fix=fix)


@rule("ART006", ignorable=False)
def duplicate_key(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """Every field stands once.

    每个字段只写一次。

    Why: of two values one would be dropped silently, and nobody would know which.

    为什么：同一字段写两次，必有一个被悄悄丢掉，谁也不知道是哪个。

    Bad:
        title: 春季培训
        title: 春季业务培训
    Good:
        title: 春季业务培训
    """
    for defect in document.defects:
        if defect.kind == "duplicate":
            yield Report(
                zh=f"字段 {defect.field} 写了两次，第一次在第 {document.line(defect.field)} 行。请删去其中一个。",
                en=f"The field {defect.field} stands twice, first in line {document.line(defect.field)}. Delete one.",
                field=defect.field,
                line=defect.line,
            )


def syntax(kind: str, found: str, zh: str, en: str) -> tuple[str, str, str]:
    """Fill (zh, en) with what was found and return them with what to type; say what the YAML parser's complaints mean."""
    fix = mended(kind, found)
    _, what_zh, what_en, cure_zh, cure_en = next((item for item in SYNTAX if item[0] in found), UNCLEAR)
    shown = found if len(found) <= 60 else found[:59] + "…"
    more_zh, more_en = (f"请写：{fix}", f" Write: “{fix}”") if fix and len(fix) <= 80 else ("", "")
    return (
        zh.format(found=shown, zh=what_zh, cure_zh=cure_zh) + more_zh,
        en.format(found=shown, en=what_en, cure_en=cure_en) + more_en,
        fix,
    )
