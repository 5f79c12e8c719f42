"""ARC002: can the vocabulary be read?"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.document import SIZE_LIMIT
from twinpress.frontmatter import COLON, Defect
from twinpress.rules.arc_vocabulary import within
from twinpress.rules.art_file import CHARACTERS
from twinpress.rules.art_yaml import YAML, syntax
from twinpress.rules.fields import around, slots
from twinpress.rules.forms import said
from twinpress.rules.known import FOLDERS, LISTS, references
from twinpress.rules.rule import Context, Report, rule
from twinpress.suggestion import closest, field_meant, question
from twinpress.vocabulary import GLOSSARY, KINDS

RECORDS = {kind.name: kind.entry for kind in KINDS}
WORDS = {
    **CHARACTERS,
    **YAML,
    "not-a-file": (
        "这里须是普通文件，现为文件夹或快捷方式。请换成文件本身。",
        "This must be a plain file, and is a folder or a link. Replace it by the file itself.",
    ),
    "unreadable": (
        "无法读取此文件（“{found}”）。请检查文件权限，或重新复制一份。",
        "This file cannot be read (“{found}”). Look at its permissions, or copy it again.",
    ),
    "size": (
        f"词表文件至多 {SIZE_LIMIT >> 20} MiB，现为 {{found}}。请检查是否放错了文件。",
        f"A vocabulary file may have at most {SIZE_LIMIT >> 20} MiB, and has {{found}}. Is it the right file?",
    ),
    "not-a-mapping": (
        "文件内容须是“名称: 值”，每行一个，冒号用半角并空一格；现为“{found}”。",
        "The file must hold lines of name: value, with a space after the colon; found “{found}”.",
    ),
    "nothing": (
        "文件是空的。请写入条目，每行“名称: 值”；若用不到，请删除文件。",
        "The file is empty. Write an entry, lines of name: value, or delete the file if nothing needs it.",
    ),
    "duplicate": ("“{found}”在这里写了两次。请删去其中一个。", "“{found}” stands here twice. Delete one of them."),
    "not-an-entry": (
        "这里只放以 .yml 结尾的条目文件，现有“{found}”。请改名或移走。",
        "Here lie entries alone, files that end with .yml; found “{found}”. Rename or move it.",
    ),
    "slug": (
        "编号须为小写英文、数字与连字符，现为“{found}”。请改名，如 wu-sheng。",
        "An id is made of lower-case letters, digits and hyphens; found “{found}”. Rename it, to wu-sheng for example.",
    ),
    "nameless": (
        "条目至少要有一种语言的名称。请写：name: {{zh: …}}",
        "An entry needs a name in one language at least. Write: name: {{zh: …}}",
    ),
    "csv-header": (
        "术语表第一行须有 id、zh、en 三列，缺“{found}”。请补上列名。",
        "The glossary's first line must name the columns id, zh and en; “{found}” is lacking. Add it.",
    ),
    "csv-row": (
        "术语表这一行须有小写编号 id、中文 zh 和英文 en；现为“{found}”。请补全，或检查引号与逗号。",
        "This line of the glossary must have an id in lower case, zh and en; found “{found}”. "
        "Fill it in, or look at quotation marks and commas.",
    ),
}


@rule("ARC002", scope="archive", ignorable=False, rests_on=("facts",))
def vocabulary_unreadable(context: Context) -> Iterator[Report]:
    """Every file of the vocabulary can be read, and every entry has a name and known fields.

    词表的每个文件都能读取，每个条目都有名称，且只用规定的字段。

    Why: names, menus and translations come from here; one broken entry is missed in every article.

    为什么：名称、菜单和译名都取自词表；一个条目出错，所有文章都受影响。

    Bad:
        name: 吴升
    Good:
        name: {zh: 吴升, en: Wu Sheng}
    """
    yield from _absent(context)
    alias: set[str] = set()
    for path, defect in context.archive.vocabulary.defects:
        if defect.kind == "alias":
            if path in alias:
                continue
            alias.add(path)
        zh, en, fix = _words(path, defect)
        yield Report(zh=zh, en=en, field=defect.field, path=path, line=defect.line, fix=fix)


def _absent(context: Context) -> Iterator[Report]:
    """Yield a report for each list that is not there although something names an entry of it; one if none is there."""
    vocabulary = context.archive.vocabulary
    if not vocabulary.absent:
        return
    wanted: dict[str, str] = {}
    for story in context.archive.articles:
        for reference in references(story.facts):
            if reference.field.partition(".")[0] not in story.original.unsound:
                wanted.setdefault(reference.list, reference.id)
    for _, _, _, name, identifier in within(context.archive.content):
        wanted.setdefault(name, identifier)
    lacking = [kind for kind in KINDS if kind.name in vocabulary.absent and kind.name in wanted]
    if not (context.archive.root / "vocabulary").exists() and lacking:
        yield Report(
            zh="缺少词表文件夹 vocabulary，文章用到的栏目等编号无处可查。请从版本库恢复它。",
            en="The folder vocabulary is lacking, and with it the sections and other entries that articles name. "
            "Restore it from the repository.",
            path="vocabulary",
            line=1,
        )
        return
    for kind in lacking:
        what_zh, what_en = LISTS[kind.name]
        yield Report(
            zh=f"缺少词表 {kind.home}，而文章用到了{what_zh}“{wanted[kind.name]}”。请恢复它，或新建它并写入这一条目。",
            en=f"The vocabulary’s {kind.home} is lacking, and the {what_en} “{wanted[kind.name]}” is named. Restore it, or make it with this entry.",
            path=f"vocabulary/{kind.home}",
            line=1,
        )


def _words(path: str, defect: Defect) -> tuple[str, str, str]:
    """Return (zh, en, fix) for a defect of the vocabulary."""
    kind, found = defect.kind, defect.found
    if kind in ("dataclass_type", "entry") and COLON.match(found):  # parts whose colons are none are one text to YAML
        kind = "colon"
    if kind == "not-a-mapping" and not found:
        kind = "nothing"
    if kind == "not-a-list":
        near = closest(found, [GLOSSARY, *(name if name in FOLDERS else f"{name}.yml" for name in RECORDS)])
        near_zh, near_en = question(near)
        return (
            f"词表中没有“{found}”这一项。{near_zh or '请移走。'}",
            f"The vocabulary has no “{found}”. {near_en or 'Move it.'}",
            "",
        )
    if kind == "unknown":
        record, _ = around(defect.field, RECORDS[path.split("/")[1].removesuffix(".yml")])
        near = field_meant(found, slots(record))
        near_zh, near_en = question(near)
        names = ", ".join(slots(record))
        return (
            f"没有名为“{defect.field}”的字段。{near_zh or f'这里可用：{names}。'}",
            f"There is no field “{defect.field}”. {near_en or f'Here may stand: {names}.'}",
            near or "",
        )
    if kind == "missing":
        return f"缺少 {defect.field}。请补上。", f"{defect.field} is missing. Add it.", ""
    if kind in WORDS and (kind != "slug" or defect.field in ("", found)) and (kind != "control" or not defect.field):
        return syntax(kind, found, *WORDS[kind])
    return said(kind, defect.field, found)
