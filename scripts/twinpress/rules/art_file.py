"""ART001 to ART003: is the file one that can be read?"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.archive import Article
from twinpress.document import FRONT_MATTER_LIMIT, SIZE_LIMIT, Document
from twinpress.rules.rule import Context, Report, rule

Words = dict[str, tuple[str, str]]
"""By kind of defect: (zh, en) with ``{found}``."""

FILES: Words = {
    "not-a-file": (
        "这里须是一个文章文件，现为文件夹或特殊文件。请删除它，另建同名的文本文件。",
        "This must be an article file, and is a folder or a special file. Delete it and make a text file of this name.",
    ),
    "link": (
        "文章须是普通文件，现为指向“{found}”的快捷方式（符号链接）。请删除它，把文件本身放进来。",
        "An article must be a plain file, and this is a link to “{found}”. Delete it and put the file itself here.",
    ),
    "unreadable": (
        "无法读取此文件（“{found}”）。请检查文件权限，或重新复制一份。",
        "This file cannot be read (“{found}”). Look at its permissions, or copy it again.",
    ),
    "size": (
        f"文章文件至多 {SIZE_LIMIT >> 20} MiB，现为 {{found}}。图片与附件请作为单独文件放在文章旁边。",
        f"An article file may have at most {SIZE_LIMIT >> 20} MiB, and has {{found}}. "
        "Put pictures and attachments beside it as files of their own.",
    ),
    "front-matter-size": (
        f"两行 --- 之间至多 {FRONT_MATTER_LIMIT} 字，现有 {{found}} 字。正文请写在第二行 --- 之后。",
        f"Between the two lines of --- there may be at most {FRONT_MATTER_LIMIT} characters; there are {{found}}. "
        "The text belongs below the second ---.",
    ),
}


@rule("ART001", ignorable=False)
def file_not_readable(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """An article file is a plain text file of at most 1 MiB.

    文章文件须是不超过 1 MiB 的普通文本文件。

    Why: a folder, a link or a huge file named like an article cannot be shown; often something was dropped by mistake.

    为什么：与文章同名的文件夹、链接或超大文件无法显示，多半是误放。

    Bad:
        2025/spring-training/index.zh.md/      (a folder)
    Good:
        2025/spring-training/index.zh.md       (a text file)
    """
    yield from told(document, FILES)


CHARACTERS: Words = {
    "encoding": (
        "文件须以 UTF-8 编码保存，这一行有不属于 UTF-8 的字节 {found}（可能存成了 GBK 或 ANSI）。请在编辑器中“另存为 UTF-8”。",
        "The file must be saved as UTF-8; this line has the byte {found}, which is not UTF-8 "
        "(perhaps it was saved as GBK or ANSI). Save it again as UTF-8.",
    ),
    "control": (
        "文字中不能有不可见的控制字符，这里有 {found}（常随复制粘贴而来）。请删除后重新输入这一处。",
        "Text must not hold invisible control characters; here is {found} (they come with copying and pasting). "
        "Delete the place and type it again.",
    ),
}


@rule("ART002", ignorable=False)
def text_encoding(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """An article file is UTF-8 text without control characters.

    文章文件须为 UTF-8 编码，且不含控制字符。

    Why: other encodings turn Chinese into rubbish on somebody's machine, and no feed can carry control characters.

    为什么：其他编码在别人的电脑上会变成乱码；控制字符会使订阅源无法读取。

    Bad:
        北京 saved as GBK: the bytes B1 B1 BE A9
    Good:
        北京 saved as UTF-8: the bytes E5 8C 97 E4 BA AC
    """
    yield from told(document, CHARACTERS)


MARKS: Words = {
    "bom": (
        "文件开头不能有字节顺序标记（BOM）。请存为“UTF-8（无 BOM）”，或运行 twinpress check --fix。",
        "The file must not begin with a byte-order mark. Save it as “UTF-8 without BOM”, or run twinpress check --fix.",
    ),
    "line-ends": (
        "换行须用 LF，这里是 Windows 或旧 Mac 的换行（CRLF 或 CR）。请运行 twinpress check --fix。",
        "Lines must end with LF; here they end as on Windows or an old Mac (CRLF or CR). Run twinpress check --fix.",
    ),
}


@rule("ART003", ignorable=False, fixable=True)
def byte_order_mark(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """An article file has no byte-order mark, and its lines end with LF.

    文章文件不带字节顺序标记（BOM），换行一律用 LF。

    Why: with two kinds of line ends in one archive, Git shows every line as changed, and nobody can review anything.

    为什么：同一档案混用两种换行，Git 会把每一行都显示为已修改，无法审阅。

    Bad:
        title: 春季培训␍␊
    Good:
        title: 春季培训␊
    """
    for report in told(document, MARKS):
        yield Report(zh=report.zh, en=report.en, line=report.line, fix=f"twinpress check --fix {document.path}")


def told(document: Document, words: Words) -> Iterator[Report]:
    """Yield a report for each defect that has words."""
    for defect in document.defects:
        if defect.kind in words and not defect.field:
            zh, en = words[defect.kind]
            yield Report(zh=zh.format(found=defect.found), en=en.format(found=defect.found), line=defect.line)
