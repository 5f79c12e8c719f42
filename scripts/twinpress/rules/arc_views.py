"""ARC017: what was counted of readers can be read."""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.rules.rule import Context, Report, rule

VIEWS = {
    "stranger": (
        "这里只有形如 2026.json 的年份文件；“{found}”无人读取。请移走。",
        "Here are files of years (2026.json) alone; nobody reads “{found}”. Move it.",
    ),
    "unreadable": (
        "无法读取这个文件（须为 JSON）：{found}。请从 Git 或备份恢复。",
        "This file cannot be read (it must be JSON): {found}. Restore it from Git, or from a backup.",
    ),
    "twice": (
        "“{found}”在同一处写了两次，无法判断以哪个为准。请删去一个。",
        "“{found}” stands twice in one place, and nobody can tell which one is meant. Delete one.",
    ),
    "figure": (
        "这一项不是导入程序所写的样子：{found}。请从 Git 或备份恢复，或删去这一项。",
        "This is nothing that an import writes: {found}. Restore it from Git or from a backup, or delete it.",
    ),
}


@rule("ARC017", scope="archive", ignorable=False, rests_on=("views",))
def reader_figures(context: Context) -> Iterator[Report]:
    """The figures of use in `content/views/` can be read.

    content/views/ 中的阅读数据可以读取。

    Why: what cannot be read counts for nothing, and the next import could not tell what was counted already.

    为什么：读不懂的数据不计入，下次导入也无法判断哪些已经计过。

    Bad:
        views/2026.json     "2026-11-20": {"2025/spring-training": "many"}
    Good:
        views/2026.json     "2026-11-20": {"2025/spring-training": [12, 3]}
    """
    for path, defect in context.archive.tally.defects:
        zh, en = VIEWS[defect.kind]
        yield Report(zh=zh.format(found=defect.found), en=en.format(found=defect.found), path=path, line=defect.line)
