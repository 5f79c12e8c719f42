"""Parity: a translation has the structure of its original, and its pictures, links and attachments.

What the rules of the families LNK and IMG say of each version by itself (links that lead nowhere, pictures without
alternative text) is not said again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, zip_longest

from twinpress.archive import Article
from twinpress.facts import code
from twinpress.facts.difference import Difference
from twinpress.facts.fact import Kind
from twinpress.facts.leftover import GLOSS, LEFT
from twinpress.links import plain
from twinpress.model import Original, Translation
from twinpress.prose import Prose
from twinpress.translation.block import render
from twinpress.translation.destination import Destination, Destinations, Resolve, destination
from twinpress.translation.outline import Form, Shape, outline

FORMS = {
    Form.HEADING: ("标题", "（{}级）", "headings", " (levels {})"),
    Form.LIST: ("列表", "（{}项）", "lists", " (items {})"),
    Form.TABLE: ("表格", "（行×列：{}）", "tables", " (rows × columns {})"),
    Form.BOX: ("提示框或折叠块", "（{}）", "admonitions and details", " ({})"),
    Form.QUOTE: ("引文块", "", "block quotes", ""),
    Form.CODE: ("代码块", "", "code blocks", ""),
    Form.NOTE: ("脚注", "", "footnotes", ""),
}
"""What shapes are called, and how their sizes are said, in both languages."""
MOST = 8
"""Sizes that are listed; a longer list says nothing to anybody."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version of an article, as far as it is compared."""

    language: str
    front: Original | Translation
    body: Prose

    @cached_property
    def outline(self) -> Sequence[Shape]:
        """Headings, lists, tables and the like; rendered for it, because most comparisons need none."""
        return outline(render(self.body.text), self.body)

    @cached_property
    def headings(self) -> Sequence[Shape]:
        """The headings among them."""
        return [shape for shape in self.outline if shape.form is Form.HEADING]

    @cached_property
    def _lines(self) -> Sequence[int]:
        return [heading.line for heading in self.headings]

    @cached_property
    def begin(self) -> int:
        """The first line of the body that is not empty."""
        lines = self.body.lines
        return self.body.first_line + next((number for number, line in enumerate(lines) if line.strip()), 0)

    def section(self, line: int) -> int:
        """Return the number of headings above a line."""
        return bisect_right(self._lines, line)

    def opening(self, section: int) -> int:
        """Return the line on which a section begins."""
        return self.headings[section - 1].line if section else self.begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A difference, and its place in the file of the translation."""

    difference: Difference
    line: int = 0
    """In the body; 0: see ``field``."""
    field: str = ""
    """Dotted front-matter name."""


def differences(
    original: Version,
    translation: Version,
    article: Article,
    resolve: Resolve,
    languages: Callable[[Article], Collection[str]],
    *,
    structure: bool = True,
) -> Sequence[Placed]:
    """Return in what a translation differs from its original, but for its words.

    ``resolve`` returns what a target written in ``article`` leads to, ``languages`` those in which an article has a page
    (``Archive.languages``). What a summary leaves out is no difference, but for the titles of attachments, which its page
    shows; what it adds is one. ``structure``: whether to compare that; somebody may have confirmed another one.
    """
    summary = isinstance(translation.front, Translation) and translation.front.mode == "summary"
    return (
        *(_structure(original, translation) if structure and not summary else ()),
        *_destinations(original, translation, article, resolve, summary=summary),
        *_astray(translation, article, resolve, languages),
        *_alternatives(translation),
        *_attachments(original.front, translation.front),
    )


# --- structure -------------------------------------------------------------------------------------------------------


def _structure(original: Version, translation: Version) -> Iterator[Placed]:
    """Yield a difference for each form of which there are more, fewer, or others."""
    parallel = len(original.headings) == len(translation.headings)
    for form in Form:
        ours, theirs = (
            [shape for shape in version.outline if shape.form is form] for version in (original, translation)
        )
        if [shape.size for shape in ours] == [shape.size for shape in theirs]:
            continue
        first, second, section = _first(ours, theirs, parallel and form is not Form.HEADING)
        known = second or (theirs[-1] if theirs and not section else None)
        yield Placed(
            difference=Difference(
                code.STRUCTURE,
                Kind.STRUCTURE,
                first.excerpt if first else "",
                second.excerpt if second else "",
                f"{'#' * first.level} {second.words}" if first and second and form is Form.HEADING else "",
                *_told(form, ours, theirs, first, second),
            ),
            line=known.line if known else translation.opening(section),
        )


def _first(ours: Sequence[Shape], theirs: Sequence[Shape], parallel: bool) -> tuple[Shape | None, Shape | None, int]:
    """Return the first shape of the original and of the translation that differ, and the section in which they stand.

    Sections are compared one by one where they are ``parallel``; else what comes after the first shape that is missing
    would differ as well.
    """
    here: dict[int, tuple[list[Shape], list[Shape]]] = defaultdict(lambda: ([], []))
    for side, shapes in enumerate((ours, theirs)):
        for shape in shapes:
            here[shape.section if parallel else 0][side].append(shape)
    for section in sorted(here):
        for first, second in zip_longest(*here[section]):
            if first is None or second is None or first.size != second.size:
                return first, second, section
    raise AssertionError("shapes are the same in all sections, and differ")


def _told(
    form: Form, ours: Sequence[Shape], theirs: Sequence[Shape], first: Shape | None, second: Shape | None
) -> tuple[str, str]:
    """Return what is said of shapes that differ, in both languages."""
    zh, sizes_zh, en, sizes_en = FORMS[form]
    found = (("原文", "original", first), ("译文", "translation", second))
    here = "，".join(f"{name}“{shape.excerpt}”" for name, _, shape in found if shape)
    there = " and ".join(f"“{shape.excerpt}” in the {name}" for _, name, shape in found if shape)
    return (
        f"{zh}与原文不同：原文{len(ours)}个{_sizes(ours, sizes_zh, '、')}，"
        f"译文{len(theirs)}个{_sizes(theirs, sizes_zh, '、')}；第一处在{here}。"
        "请照原文改正；只译大意的，请写 mode: summary",
        f"{en} must be those of the original, which has {len(ours)}{_sizes(ours, sizes_en, ', ')}; "
        f"the translation has {len(theirs)}{_sizes(theirs, sizes_en, ', ')}. "
        f"They first differ at {there}. Mend it; a translation that only sums up says mode: summary",
    )


def _sizes(shapes: Sequence[Shape], form: str, comma: str) -> str:
    """Return what is compared of shapes, for people; empty where only their number is."""
    found = [shape.size for shape in shapes if shape.size]
    more = ["…"] if len(found) > MOST else []
    return form.format(comma.join([*found[:MOST], *more])) if found else ""


# --- links and pictures ----------------------------------------------------------------------------------------------


def _destinations(
    original: Version, translation: Version, article: Article, resolve: Resolve, *, summary: bool
) -> Iterator[Placed]:
    """Yield a difference for each link and picture that one version has and the other has not."""
    ours, _ = _led(original, article, resolve)
    theirs, lost = _led(translation, article, resolve)
    listed = {item.file for item in article.facts.attachments}  # a page has these in both languages
    known, reached = Destinations(ours), Destinations(theirs)
    invented: dict[str, deque[Destination]] = defaultdict(deque)
    for one in theirs:
        if one not in known and one.written not in listed:
            invented[one.kin].append(one)
    for one in ours if not summary else ():
        if one in reached:
            continue
        if invented[one.kin]:
            yield _other(one, invented[one.kin].popleft())
        elif lost[one.kind]:
            lost[one.kind] -= 1  # misspelt in the translation, which is a rule's matter
        else:
            parallel = len(original.headings) == len(translation.headings)
            yield _missing(one, translation.opening(original.section(one.link.line) if parallel else 0))
    yield from map(_invented, chain.from_iterable(invented.values()))


def _led(version: Version, article: Article, resolve: Resolve) -> tuple[Sequence[Destination], Counter[str]]:
    """Return where the links of a version lead, each destination once, and the kinds of those that lead nowhere."""
    found: dict[tuple[str, str], Destination] = {}
    lost: Counter[str] = Counter()
    for link in version.body.links:
        if link.refused or not link.target.strip():
            continue
        if led := destination(link, article, resolve):
            found.setdefault((led.kind, led.key), led)
        elif link.image or resolve(plain(link.target)).kind in ("dead", "unsafe"):
            lost["picture" if link.image else "internal"] += 1
    return list(found.values()), lost


THINGS = {
    "picture": (Kind.PICTURE, "图片", "picture"),
    "internal": (Kind.LINK, "链接", "link"),
    "external": (Kind.LINK, "链接", "link"),
}
"""What destinations are, and what they are called in both languages, by their kind."""


def _missing(one: Destination, line: int) -> Placed:
    kind, zh, en = THINGS[one.kind]
    suggestion = f"![]({one.written})" if one.kind == "picture" else f"[…]({one.written})"
    return Placed(
        difference=Difference(
            code.PARITY,
            kind,
            _shown(one),
            "",
            suggestion,
            f"译文中没有原文的{zh} {_shown(one)}，请在相应的地方写 {suggestion}",
            f"the translation must have the original’s {en} {_shown(one)}; write {suggestion} where it belongs",
        ),
        line=line,
    )


def _other(one: Destination, meant: Destination) -> Placed:
    kind, zh, en = THINGS[one.kind]
    return Placed(
        difference=Difference(
            code.PARITY,
            kind,
            _shown(one),
            _shown(meant),
            one.written,
            f"译文的{zh} {_shown(meant)} 与原文的 {_shown(one)} 不同，请改为 {one.written}",
            f"the {en} {_shown(meant)} must be the original’s, {_shown(one)}; write {one.written}",
        ),
        line=meant.link.line,
    )


def _invented(one: Destination) -> Placed:
    kind, zh, en = THINGS[one.kind]
    return Placed(
        difference=Difference(
            code.PARITY,
            kind,
            "",
            _shown(one),
            "",
            f"译文的{zh} {_shown(one)} 在原文中没有，请删去，或在原文中补上",
            f"the {en} {_shown(one)} of the translation is not in the original; take it out, or add it there",
        ),
        line=one.link.line,
    )


def _shown(one: Destination) -> str:
    """Return a link as it is written, on one line."""
    return f"{'!' * one.link.image}[{' '.join(one.link.text.split())}]({one.link.target})"


def _astray(
    translation: Version, article: Article, resolve: Resolve, languages: Callable[[Article], Collection[str]]
) -> Iterator[Placed]:
    """Yield the links of an English translation that lead to a Chinese page in spite of an English one.

    Of Chinese ones, LNK008 speaks. Who says that the page is Chinese means it.
    """
    for link in translation.body.links if translation.language == "en" else ():
        target = resolve(plain(link.target))
        if link.refused or target.kind != "article" or target.article is None or target.article is article:
            continue
        meant = "chinese" in link.text.casefold() or LEFT.search(link.text)
        if target.language != "zh" or meant or "en" not in languages(target.article):
            continue
        better = "/" + target.article.address
        yield Placed(
            difference=Difference(
                code.PARITY,
                Kind.LINK,
                "",
                link.target,
                better,
                f"链接通往中文页，而该文有英文页：{link.target}，请写 {better}",
                f"a link must lead to the English page where there is one: {link.target}; write {better}",
            ),
            line=link.line,
        )


def _alternatives(translation: Version) -> Iterator[Placed]:
    """Yield the alternative texts in an English body that are Chinese; those of the front matter are blocks."""
    for link in translation.body.links if translation.language == "en" else ():
        if link.image and LEFT.search(GLOSS.sub("", link.text)):
            yield Placed(
                difference=Difference(
                    code.PARITY,
                    Kind.PICTURE,
                    "",
                    link.text,
                    "",
                    f"{link.target} 的替代文字是中文：“{link.text}”，请译成英文",
                    f"the alternative text of {link.target} is Chinese, “{link.text}”; translate it",
                ),
                line=link.line,
            )


# --- attachments -----------------------------------------------------------------------------------------------------


def _attachments(original: Original | Translation, translation: Original | Translation) -> Iterator[Placed]:
    """Yield the attachments that have no title in the translation."""
    told = {item.file: number for number, item in enumerate(translation.attachments)}
    missing = [
        item
        for item in original.attachments
        if item.file not in told or not translation.attachments[told[item.file]].title
    ]
    if len(told.keys() - {item.file for item in original.attachments}) >= len(missing):
        return  # their titles stand under names that nothing has: ART022
    for item in missing:
        suggestion = f"{{file: {item.file}, title: …}}"
        yield Placed(
            difference=Difference(
                code.PARITY,
                Kind.ATTACHMENT,
                item.title or "",
                "",
                suggestion,
                f"附件 {item.file} 没有译出标题，请在译文的 attachments 中写 {suggestion}",
                f"the attachment {item.file} must have a title in the translation; write under attachments: {suggestion}",
            ),
            field=f"attachments.{told[item.file]}" if item.file in told else "attachments",
        )
