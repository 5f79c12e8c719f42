"""Rules of the family TXT on the structure of the text: lists, tables, headings."""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.archive import Article
from twinpress.document import Document
from twinpress.finding import Severity
from twinpress.lists import lost
from twinpress.prose import HIDDEN, MARK
from twinpress.rules.rule import Context, Report, rule

LOST = {
    "list": (
        "列表前须有空行，否则整段连成一行：{found}。请在上面加一个空行。",
        "a list needs an empty line before it, or it becomes part of the paragraph: “{found}”. Add an empty line above.",
    ),
    "other-list": (
        "两种列表之间须有空行，否则第二种并入上一项：{found}。请在上面加一个空行，或统一列表符号。",
        "two kinds of list need an empty line between them, or the second becomes part of the item above: “{found}”. "
        "Add an empty line above, or use one kind of mark.",
    ),
    "nested": (
        "下级列表须缩进四个空格，否则成为同级：{found}。请在行首写四个空格。",
        "a list within a list needs four spaces before it, or it is lost: “{found}”. Begin the line with four spaces.",
    ),
    "shallow": (
        "回到上级列表之前须有空行，否则并入下级列表：{found}。请在上面加一个空行。",
        "the next item of the outer list needs an empty line before it, or it joins the inner one: “{found}”. "
        "Add an empty line above.",
    ),
    "after-table": (
        "表格之后须有空行，否则成为表格的一行：{found}。请在上面加一个空行。",
        "a table needs an empty line after it, or what follows becomes a row: “{found}”. Add an empty line above.",
    ),
    "numbers": (
        "“{rule}”不是列表符号，各行会连成一段：{found}。请写作“1. ”，或在各行之间加空行。",
        "“{rule}” makes no list, the lines run together: “{found}”. Write '1. ', or put empty lines between them.",
    ),
    "bullets": (
        "“{rule}”不是列表符号，各行会连成一段：{found}。请写作“- ”，或在各行之间加空行。",
        "“{rule}” makes no list, the lines run together: “{found}”. Write '- ', or put empty lines between them.",
    ),
    "table": (
        "表格前须有空行，否则成为普通文字：{found}。请在上面加一个空行。",
        "a table needs an empty line before it, or it becomes part of the paragraph: “{found}”. Add an empty line above.",
    ),
    "no-rule": (
        "表格第二行须为分隔行，且列数与第一行相同：{found}。请在第一行下面写 {rule}",
        "the second line of a table must be its rule, with as many columns as the first: “{found}”. Write below the first "
        "line: {rule}",
    ),
    "fence": (
        "代码块前须有空行，否则版面错乱：{found}。请在上面加一个空行。",
        "a code block needs an empty line before it: “{found}”. Add an empty line above.",
    ),
    "open-fence": (
        "代码块没有结尾：{found}。请在代码后另起一行写 {rule}",
        "the code block has no end: {found}. Write on a line of its own behind the code: {rule}",
    ),
}


@rule("TXT004")
def list_or_table_lost(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """A list, table or code block must stand so that the renderer sees it: behind an empty line, nested by four spaces.

    列表、表格、代码块须写得能被识别：前有空行，下级列表缩进四个空格。

    Why: GitHub and most editors show a list directly below a line of text; Python-Markdown, which makes our pages, runs
    it into the paragraph, and nobody notices before the page is public.
    为什么：GitHub 和多数编辑器会显示成列表，而生成网页的 Python-Markdown 会把它并入上一段，发布后才会发现。

    Bad:
        培训内容：
        - 政策
        - 空间
    Good:
        培训内容：

        - 政策
        - 空间
            - 街区
    """
    prose = context.prose(document)
    for mistake in lost(prose):
        zh, en = LOST[mistake.kind]
        found = prose.lines[mistake.row].strip()
        found = found if len(found) <= 30 else found[:29] + "…"
        words = {"found": found, "rule": mistake.rule}
        yield Report(line=prose.first_line + mistake.row, zh=zh.format(**words), en=en.format(**words))


@rule("TXT009", Severity.WARNING)
def heading_levels(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """Headings in the body begin with ##, go down one level at a time, and have words.

    正文标题从 ## 起，逐级使用，不得为空。

    Why: The title of the article is the page's only first-level heading; screen readers go from heading to heading, and
    a level that is missing sounds like a part that is missing. A line that begins with # (#话题#) is a heading, too.
    为什么：文章标题是页面唯一的一级标题；读屏软件按标题跳读，缺级如同缺页。行首的 #（如“#话题#”）也会成为标题。

    Bad:
        # 四堂课
    Good:
        ## 四堂课
        ### 政策
    """
    level = 1
    for heading in context.prose(document).headings:
        text = heading.text.replace(HIDDEN, "…").replace(MARK, "").strip()
        if not text:
            yield Report(
                line=heading.line,
                zh="标题不应为空。请写上文字或删去这一行。",
                en="a heading should have words. Add them or delete the line.",
            )
            continue
        if heading.level == 1:
            yield Report(
                line=heading.line,
                zh=f"正文不应有一级标题：{text[:30]}。请写作“## {text[:30]}”；话题标签请勿放在行首。",
                en=f"the body should have no first-level heading: “{text[:30]}”. Write “## {text[:30]}”; a #topic must not "
                "begin a line.",
            )
        elif heading.level > level + 1:
            marks = "#" * (level + 1)
            yield Report(
                line=heading.line,
                zh=f"标题应逐级使用，此处从第{level}级跳到第{heading.level}级：{text[:30]}。请写作“{marks} {text[:30]}”。",
                en=f"headings should go down one level at a time, this one goes from {level} to {heading.level}: "
                f"“{text[:30]}”. Write “{marks} {text[:30]}”.",
            )
        level = max(heading.level, 2) if heading.level == 1 else heading.level


@rule("TXT011")
def body_empty(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """An article must have a text, but for galleries, videos and documents that have their files.

    文章须有正文；图集、视频、文件类文章有相应文件的除外。

    Why: A page with a headline and nothing below it looks broken, and search engines treat it so. Drafts may be empty.
    为什么：只有标题的页面像是坏了，搜索引擎也不收录。草稿可以为空。

    Bad:
        ---
        title: 通知
        ---
    Good:
        ---
        title: 通知
        ---
        办公室元旦期间值班安排如下。
    """
    if document.front is None or (article and "draft" in (article.facts.status, document.front.status)):
        return
    if article:
        facts = article.facts
        files = {"gallery": facts.gallery, "video": facts.video, "document": facts.attachments}.get(facts.type)
        if files or (facts.withdrawn and facts.withdrawn.kind == "removed"):
            return
    prose = context.prose(document)
    if not prose.words.strip(MARK + " \t\n") and not any(link.image for link in prose.links):
        yield Report(
            line=max(document.body_line - 1, 1),
            zh="文章须有正文，“---”之后没有内容。请写上正文；尚未写完的请设 status: draft。",
            en="an article must have a text; nothing stands below '---'. Write it, or set status: draft.",
        )
