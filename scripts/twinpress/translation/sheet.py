"""The sheet: a brief as a translator reads it, on a terminal or in Markdown, and as programs do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click

from twinpress.facts.lexicon import Sort
from twinpress.reports import Shown
from twinpress.reports.words import either
from twinpress.translation.brief import Brief, Item, Place, Task
from twinpress.translation.history import Absence
from twinpress.translation.redline import Mark, Redline
from twinpress.translation.state import State, worded
from twinpress.translation.terms import Term

FORMATS = ("text", "markdown", "json")
KINDS = {
    "title": "标题",
    "title_short": "短标题",
    "kicker": "引题",
    "subtitle": "副题",
    "description": "摘要",
    "dateline": "电头",
    "rights": "版权说明",
    "note": "编者按",
    "wording": "职务写法",
    "alt": "替代文字",
    "caption": "图片说明",
    "attachment": "附件标题",
    "venue": "会场",
    "change": "修改记录",
    "explanation": "撤回说明",
    "heading": "小标题",
    "paragraph": "段落",
    "item": "列表项",
    "term": "词条",
    "definition": "释义",
    "cell": "单元格",
    "legend": "图注",
    "code": "代码",
    "quote": "引文",
}
"""Kinds of block in Chinese."""
SORTS = {Sort.PERSON: "人物", Sort.ORGANISATION: "机构", Sort.PLACE: "地点", Sort.TERM: "术语"}
STATES = {
    State.MISSING: ("还没有译文", "there is no translation yet"),
    State.UNVERIFIED: ("译文尚未确认，请逐段核对", "nobody has confirmed the translation: compare every block"),
    State.STALE_FACTS: (
        "确认译文之后，原文有改动，含数字或姓名",
        "the original has changed since the translation was confirmed, figures or names among it",
    ),
    State.STALE_PROSE: (
        "确认译文之后，原文有改动，数字未变",
        "the original has changed since the translation was confirmed, but no figure",
    ),
    State.CHANGED: (
        "原文没有改动；译文在确认之后改过",
        "the original has not changed; the translation was edited after it was confirmed",
    ),
    State.FRESH: ("译文与原文一致", "the translation is up to date"),
    State.NEEDLESS: ("已说明无需翻译", "it was said that no translation is needed"),
    State.ORPHAN: ("没有原文", "there is no original"),
}
ABSENCES = {
    Absence.NO_GIT: (
        "没有 Git 历史可查，部分旧文无从得知",
        "some old words are not at hand: there is no history here that Git can read",
    ),
    Absence.SHALLOW: (
        "这是浅克隆，部分旧文无从得知（git fetch --unshallow 可补全）",
        "this is a shallow clone: some old words are not at hand (git fetch --unshallow brings them)",
    ),
    Absence.UNKNOWN: (
        "历史中找不到部分旧文：确认时尚未提交，或提交已合并",
        "some old words are not at hand: they were never committed, or the history was squashed",
    ),
}
TASKS = {
    Task.TRANSLATE: ("补译", "translate"),
    Task.UPDATE: ("修改", "edit"),
    Task.COMPARE: ("核对", "compare"),
    Task.DELETE: ("删去", "delete"),
    Task.KEEP: ("无需改动", "nothing to do"),
}
NOT_AT_HAND = ("无从得知", "not at hand")

Marked = Callable[[Mark, str], str]
"""Returns a stretch as it is shown."""


def coloured(mark: Mark, text: str) -> str:
    """Mark by colour, and by a line for those who do not see colours."""
    if mark is Mark.GONE:
        return click.style(text, fg="red", strikethrough=True)
    return click.style(text, fg="green", underline=True) if mark is Mark.NEW else text


def bracketed(mark: Mark, text: str) -> str:
    """Mark by brackets, as ``git diff --word-diff`` does."""
    return {Mark.GONE: f"[-{text}-]", Mark.NEW: f"{{+{text}+}}", Mark.SAME: text}[mark]


def _tagged(mark: Mark, text: str) -> str:
    """Mark as HTML, which Markdown keeps."""
    name = {Mark.GONE: "del", Mark.NEW: "ins", Mark.SAME: ""}[mark]
    return f"<{name}>{_escaped(text)}</{name}>" if name else _escaped(text)


SPECIAL = re.compile(r"[\\`*_\[\]<>#|&~!]")


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", text)


def text(brief: Brief, show: Shown, language: str | None, marked: Marked) -> str:
    """Return a brief for a terminal; nothing in it is longer than its paragraphs are."""
    words = _Words(show, language)
    lines = [f"{show(brief.article)}  {words.head(brief)}", *words.remarks(brief)]
    for number, item in enumerate(brief.items, 1):
        lines += ["", f"{number}/{len(brief.items)}  {words.kind(item)}  {words.place(item.source or item.target)}"]
        rows = words.rows(item, marked)
        lines += [f"  {label}: {value}" for label, value in rows]
        lines.append(f"  → {words.task(item)}")
    return "\n".join([*lines, "", *words.after(brief)]).rstrip("\n") + "\n"


def markdown(brief: Brief, show: Shown, language: str | None) -> str:
    """Return a brief for an issue or a comment."""
    words = _Words(show, language)
    lines = [f"## {_escaped(show(brief.article))}", "", words.head(brief), *words.remarks(brief)]
    for number, item in enumerate(brief.items, 1):
        where = words.place(item.source or item.target)
        lines += ["", f"### {number}. {words.kind(item)} `{where}`", ""]
        lines += [f"- **{label}**: {value}" for label, value in words.rows(item, _tagged, _escaped)]
        lines.append(f"- → {words.task(item, '`')}")
    return "\n".join([*lines, "", *words.after(brief, "`")]).rstrip("\n") + "\n"


def data(brief: Brief, show: Shown) -> str:
    """Return a brief as JSON: paths as for people, ``before`` null where it is not at hand."""
    standing = brief.standing
    found = {
        "article": show(brief.article),
        "languages": brief.languages,
        "mode": brief.mode,
        "state": standing.state.value,
        "lost": standing.lost,
        "absence": brief.absence.value if brief.absence else None,
        "items": [_item(item, show) for item in brief.items],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _item(item: Item, show: Shown) -> dict[str, Any]:
    def placed(place: Place | None) -> dict[str, Any] | None:
        return {"path": show(place.path), "line": place.line, "field": place.field} if place else None

    return {
        "task": item.task.value,
        "kind": item.kind,
        "before": item.before,
        "after": item.after,
        "present": item.present,
        "edited": item.edited,
        "changes": [[stretch.mark.value, stretch.text] for stretch in item.redline],
        "original": placed(item.source),
        "translation": placed(item.target),
        "terms": [{**term._asdict(), "sort": term.sort.value} for term in item.terms],
        "similar": [{**one._asdict(), "article": show(one.article)} for one in item.similar],
    }


class _Words:
    """What a sheet says, in one language or both."""

    def __init__(self, show: Shown, language: str | None):
        self.show = show
        self.language = language

    def said(self, pair: tuple[str, str]) -> str:
        """Return words of both languages."""
        return either(self.language, *pair, " · ")

    def head(self, brief: Brief) -> str:
        """Return how the translation stands."""
        standing = brief.standing
        lost = worded(standing.lost, self.language)
        return self.said(STATES[standing.state]) + (f" ({lost})" if lost else "")

    def remarks(self, brief: Brief) -> Iterator[str]:
        """Yield what is to be known of the whole."""
        if brief.mode == "summary":
            yield self.said(
                ("译文是摘译，可以不译全部段落", "the translation is a summary, which may leave blocks out")
            )
        if brief.absence:
            yield self.said(ABSENCES[brief.absence])

    def kind(self, item: Item) -> str:
        """Return what an item is."""
        place = item.source or item.target
        english = place.field or item.kind
        return english if self.language == "en" else f"{KINDS.get(item.kind, item.kind)} {english}"

    def place(self, place: Place) -> str:
        """Return a place as editors open it."""
        return f"{self.show(place.path)}:{place.line}" if place.line else self.show(place.path)

    def rows(self, item: Item, marked: Marked, plain: Callable[[str], str] = str) -> Iterator[tuple[str, str]]:
        """Yield (label, value) of an item."""
        line = item.redline
        changed = item.task is not Task.KEEP and item.before != item.after
        if changed and item.before is None:
            yield self.said(("原文旧", "before")), self.said(NOT_AT_HAND)
        elif changed and item.before:
            before = _marked(line, Mark.NEW, marked) if line else marked(Mark.GONE, item.before)
            yield self.said(("原文旧", "before")), before
        if item.after:
            after = _marked(line, Mark.GONE, marked) if changed and line else plain(item.after)
            label = ("原文新", "now") if changed and item.before != "" else ("原文", "original")
            yield self.said(label), after
        if item.present:
            edited = self.said(("（确认后改过）", " (edited since)")) if item.edited else ""
            yield self.said(("译文", "translation")) + edited, plain(item.present)
        for term in item.terms:
            yield self.said((SORTS[term.sort], term.sort.value)), plain(self._term(term))
        for one in item.similar:
            share = f"{one.likeness:.0%}"
            yield (
                f"{self.said(('类似', 'similar'))} {share}",
                plain(f"{one.original} = {one.translation}  ({self.show(one.article)})"),
            )

    def _term(self, term: Term) -> str:
        if not term.use:
            return f"{term.form} = ? ({self.said(('词表中还没有', 'not in the vocabulary yet'))})"
        parts = [f"{term.form} = {term.use}"]
        if term.allowed:
            parts.append(f"{self.said(('也可', 'also'))}: {' | '.join(term.allowed)}")
        if term.forbidden:
            parts.append(f"{self.said(('不用', 'never'))}: {' | '.join(term.forbidden)}")
        return "; ".join((*parts, *filter(None, [term.note])))

    def task(self, item: Item, code: str = "") -> str:
        """Return what to do for an item, and where."""
        target = item.target
        field = f" {target.field}" if target.field else ""
        where = f"{code}{self.place(target)}{code}{field}"
        if item.task is not Task.TRANSLATE or item.present or target.field or not target.line:
            return f"{self.said(TASKS[item.task])} {where}"
        return f"{self.said(('补译，写在其后', 'translate, and write it behind'))} {where}"

    def after(self, brief: Brief, code: str = "") -> Sequence[str]:
        """Return what to type when all is done."""
        state = brief.standing.state
        if state in (State.FRESH, State.NEEDLESS):
            return []
        missing = state is State.MISSING
        command = f"twinpress {'new --translate' if missing else 'confirm'} {self.show(brief.article)}"
        begin = self.said(("开始翻译", "to begin") if missing else ("完成后", "when all is done"))
        return [f"{begin}: {code}{command}{code}"]


def _marked(line: Redline, without: Mark, marked: Marked) -> str:
    """Return one side of a redline."""
    return "".join(marked(mark, text) for mark, text in line if mark is not without)
