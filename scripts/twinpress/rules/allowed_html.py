"""The rule on raw HTML: what articles may use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from twinpress.archive import Article
from twinpress.document import Document
from twinpress.hazards import Attributes, attribute_lists, hidden_hazards
from twinpress.prose import HIDDEN, INWARD, MARK, TAG, Prose
from twinpress.rules.rule import Context, Report, rule

GLOBAL = frozenset({"lang", "dir", "title", "class", "id", "role", "markdown"})
"""Attributes that every allowed tag may have; ``aria-…`` too."""
PLAIN = (
    "abbr b bdi bdo blockquote br caption cite code dd del dfn div dl dt em figcaption figure hr i ins kbd mark p pre q rb "
    "rp rt ruby s samp section small span strong sub summary sup table tbody tfoot thead tr u ul var wbr"
)
ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        PLAIN.split(" "),
        frozenset(),
    ),
    "details": frozenset({"open"}),
    "time": frozenset({"datetime"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "li": frozenset({"value"}),
    "th": frozenset({"colspan", "rowspan", "scope", "headers", "abbr"}),
    "td": frozenset({"colspan", "rowspan", "headers"}),
    "a": frozenset({"href", "hreflang", "rel"}),
}
INSTEAD = {
    "a": ("[文字](地址)", "[words](address)"),
    "img": ("![](文件名)", "![](file)"),
    "script": ("（网站不运行文中的脚本）", "(no scripts in articles)"),
    "style": ("（样式由模板决定）", "(looks belong to the theme)"),
    "video": ("元数据中的 video", "the field video"),
    "font": ("（样式由模板决定）", "(looks belong to the theme)"),
    "h1": ("## 标题", "## Heading"),
    "h2": ("## 标题", "## Heading"),
    "h3": ("### 标题", "### Heading"),
    "center": ("（样式由模板决定）", "(looks belong to the theme)"),
}
BROKEN = re.compile(r"<(?:script|style|iframe|object|embed|form|svg|math|base|link|meta)\b|<[?!](?=[A-Za-z\[])", re.I)
"""What a browser takes for the beginning of something dangerous, even if its ``>`` never comes."""


class _Attributes(HTMLParser):
    """Reads the attributes of one tag."""

    def __init__(self, tag: str):
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.feed(tag)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the names of attributes."""
        self.found += [name.lower() for name, _ in attrs]


@rule("TXT006")
def raw_html(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """Raw HTML must be on the list of what articles may use: no script, style, iframe, form, event handler or style.

    正文只可使用少数 HTML 标签，不得有 script、style、iframe、form、事件属性（on…）和 style 属性。

    Why: An article must be readable in ten years under another theme, and must run nothing on a reader's machine.
    Allowed are span, abbr, sub, sup, br, ruby, figure, details, div, tables and lists with lang, title, class and id.
    Attributes in braces (``{: … }``) may be #id, .class, lang, title, width and height.
    为什么：文章十年后换了模板也要能读，更不得在读者的设备上运行程序。可用的有 span、abbr、sub、sup、br、ruby、figure、
    details、div、表格和列表，属性限 lang、title、class、id 等。花括号里的属性（``{: … }``）限 #编号、.类名、lang、title、
    width、height。

    Bad:
        <font color="red">重要</font>
    Good:
        **重要**，<span lang="en">Her Beijing</span>，H<sub>2</sub>O
    """
    prose = context.prose(document)
    source = prose.source
    for line, what in hidden_hazards(prose):
        yield Report(
            line=line,
            zh=f"此处的代码没有被识别为代码，网页中会真的出现 {what}。请检查反引号和缩进，或用 ``` 包住代码。",
            en=f"this code is not read as code, and {what} would be live in the page. Check backticks and indents, or put "
            "``` around it.",
        )
    for found in attribute_lists(prose):
        yield _braces(prose, found)
    if "<" not in source:
        return
    covered = 0
    places = sorted({m.start(): m for pattern in (BROKEN, TAG) for m in pattern.finditer(source)}.items())
    for start, match in places:
        if start < covered:
            continue
        tag = match[0]
        covered = match.end()
        name_match = re.match(r"</?([A-Za-z][A-Za-z0-9]*)(?![A-Za-z0-9]*[:@.])", tag)
        if name_match is None:
            if tag.startswith(("<?", "<!")):
                yield _refused(prose, start, tag, "", "")
            continue  # <https://…>, <somebody@example.org>
        if tag.startswith("</"):
            continue  # its opening tag was reported
        name = name_match[1].lower()
        if name not in ALLOWED:
            yield _refused(prose, start, f"<{name}>", *INSTEAD.get(name, ("", "")))
            continue
        wrong = [
            attribute
            for attribute in dict.fromkeys(_Attributes(tag).found)
            if attribute not in GLOBAL | ALLOWED[name] and not attribute.startswith("aria-")
        ]
        if name == "a" and INWARD.match(prose.text, start):
            yield _refused(prose, start, "<a href>", *INSTEAD["a"])
        elif wrong:
            yield _refused(prose, start, f"<{name} {' '.join(wrong)}>", "", "")


def _braces(prose: Prose, found: Attributes) -> Report:
    """Report a list of attributes in braces."""
    written, names = found.written[:60], ", ".join(found.names)[:60]
    if found.words:
        zh = f"花括号里的文字会成为 HTML 属性，页面上看不到：{written}。请改用圆括号。"
        en = f"words in braces become attributes and vanish from the page: “{written}”. Write them in round brackets."
    else:
        zh = (
            f"花括号里只可写 #编号、.类名、lang、title、width、height：{written}。"
            f"请删去 {names or '其余属性'}；地址写在 [文字](地址) 的圆括号里。"
        )
        en = (
            f"braces must hold only #id, .class, lang, title, width and height: “{written}”. "
            f"Take “{names or 'the rest'}” away; an address stands in the round brackets of [words](address)."
        )
    return Report(line=prose.line_at(found.start), zh=zh, en=en)


def _refused(prose: Prose, start: int, found: str, instead_zh: str, instead_en: str) -> Report:
    found = found.replace(MARK, "").replace(HIDDEN, "")[:60]
    return Report(
        line=prose.line_at(start),
        zh=f"正文不得使用 {found}。请删去"
        + (f"{'' if instead_zh[0] == '（' else '，改用'}{instead_zh}。" if instead_zh else "，或改用 Markdown。"),
        en=f"raw HTML must be on the list of allowed tags and attributes: “{found}”. Take it away"
        + (f"{' ' if instead_en[0] == '(' else ', use '}{instead_en}." if instead_en else " or write Markdown."),
    )
