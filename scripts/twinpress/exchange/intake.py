"""What comes back from translators, and becomes a translation file: block by block, and never over a newer text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timezone
from itertools import pairwise
from pathlib import Path
from typing import Any

from twinpress import atomic, mend
from twinpress.document import clean, decode
from twinpress.exchange import front
from twinpress.exchange.pair import Pair, Unit, Version, digest_of, pair
from twinpress.exchange.refusal import Refusal
from twinpress.exchange.segment import NEEDED, every, line, markdown
from twinpress.exchange.xliff import File, Returned
from twinpress.kinds import CONTROL, DESCRIPTION_LENGTH
from twinpress.passage import texts
from twinpress.site import TAGS
from twinpress.translation.block import Block, of_text, render
from twinpress.translation.source import Written, said

REQUIRED = ("title", "description")
"""Fields that every version must have: those of the original stand in until they are translated."""


FOLDER = re.compile(r"\d{4}/\w[\w-]*")
"""The path of an article's folder; other names are none, as ``twinpress check`` says."""
LONG = frozenset({"note", "change", "explanation"})
"""Kinds of block in the front matter that may have several lines."""


@dataclass
class Outcome:
    """What became of a file that came back."""

    written: list[str] = field(default_factory=list)
    """Paths of the files that were written, below the content folder."""
    refusals: list[Refusal] = field(default_factory=list)


def take(root: Path, zone: timezone, files: Sequence[File], *, force: bool) -> Outcome:
    """Write the translations that came back; raises OSError where a file cannot be written."""
    outcome = Outcome()
    for file in files:
        found = pair(root, file.path, zone) if _is_article(root, file.path) else None
        if found is None:
            outcome.refusals.append(
                Refusal(
                    file.path[:200] or "?",
                    1,
                    "内容文件夹里没有这篇可以读取的文章，未写入。请核对 <file original=…>，并先运行 twinpress check",
                    "there is no such article that can be read, nothing was written; look at <file original=…> and run twinpress check",
                )
            )
            continue
        source, target = (TAGS[language] for language in found.languages)
        if not file.source.startswith(source[:2]) or not (file.target or target).startswith(target[:2]):
            outcome.refusals.append(
                Refusal(
                    found.file,
                    1,
                    f"语言应为 {source} → {target}，文件中是 {file.source[:20]} → {file.target[:20]}，未写入",
                    f"the languages must be {source} → {target}, the file says {file.source[:20]} → {file.target[:20]}: not written",
                )
            )
            continue
        if _Intake(root, zone, found, outcome, force).take(file.units):
            outcome.written.append(found.file)
    return outcome


def _is_article(root: Path, path: str) -> bool:
    """Tell whether a path from outside is that of an article's folder: a year and a name, and no way out."""
    return bool(FOLDER.fullmatch(path)) and (root / path).is_dir() and not (root / path).is_symlink()


@dataclass(frozen=True)
class _Edit:
    """A unit with its new words."""

    unit: Unit
    words: str


class _Intake:
    """The units of one article."""

    def __init__(self, root: Path, zone: timezone, found: Pair, outcome: Outcome, force: bool):
        self.root = root
        self.zone = zone
        self.pair = found
        self.outcome = outcome
        self.force = force
        self.done: set[int] = set()
        """Numbers of the units whose translation is finished."""

    def take(self, units: Sequence[Returned]) -> bool:
        """Write what can be written; return whether the file changed."""
        places = self._places(units)
        edits: dict[int, _Edit] = {}
        for number, returned in enumerate(units):
            if returned.pieces is None:
                continue
            edit = self._edit(returned, places.get(number))
            if edit:
                edits[edit.unit.number] = edit
        if not edits:
            return False
        known = self.pair.translation
        return self._renew(known, edits) if known else self._make(edits)

    def _places(self, units: Sequence[Returned]) -> Mapping[int, Unit]:
        """Return the unit that each returned one is today, by its place in the file: blocks may have moved.

        Blocks whose words stand nowhere else say how far; those between them have moved as far as a neighbour.
        """
        now = [unit.source.block.digest for unit in self.pair.units]
        known = Counter(now)
        once = {digest: number for number, digest in enumerate(now) if known[digest] == 1}
        order = sorted(range(len(units)), key=lambda place: units[place].number)
        found: dict[int, int] = {}
        for walk in (order, order[::-1]):
            taken = set(found.values())
            moved = 0
            for place in walk:
                unit = units[place]
                number = once.get(unit.source_digest, unit.number + moved)
                moved = number - unit.number
                if place in found or number in taken or not 0 <= number < len(now):
                    continue
                if now[number] == unit.source_digest:
                    found[place] = number
                    taken.add(number)
        return {place: self.pair.units[number] for place, number in found.items()}

    def _edit(self, returned: Returned, unit: Unit | None) -> _Edit | None:
        """Return what shall be written for a returned unit; None if nothing, or if it is refused."""
        words = markdown(returned.pieces or ())
        if digest_of(words) == returned.target_digest:  # the translator left it as it was
            self.done |= {unit.number} if unit and returned.finished else set()
            return None
        if unit is None:
            unit = self._stale(returned)
            if unit is None:
                return None
        words = _fitting(unit, words)
        if unit.target is not None and words == _fitting(unit, markdown(unit.translation)) and not returned.strange:
            self.done |= {unit.number} if returned.finished else set()
            return None
        if not unit.open:
            if words != _fitting(unit, markdown(unit.pieces)):
                self._by_hand(_Edit(unit, words))
            return None
        if told := _unfit(unit, returned, words) or (None if self.force else _risky(unit, returned, words)):
            self._refuse(unit, *told)
            return None
        if returned.finished:
            self.done.add(unit.number)
        return _Edit(unit, words)

    def _stale(self, returned: Returned) -> Unit | None:
        """Refuse a unit whose original is another one by now; return it if it shall be written all the same."""
        units = self.pair.units
        unit = units[returned.number] if returned.number < len(units) else None
        if unit is not None and unit.name == returned.name and self.force:
            return unit
        words = _short(markdown(returned.pieces or ()))
        now = _short(markdown(unit.pieces)) if unit else ""
        self.outcome.refusals.append(
            Refusal(
                self.pair.original.document.path,
                unit.source.line if unit else 1,
                f"导出之后原文改过，未写入。原文现为：{now or '（已删去）'}；送回的译文：{words}。请重新导出并翻译"
                + ("，或加 --force" if unit and not self.force else ""),
                f"the original was changed after the export: not written. It is now: {now or '(gone)'}; "
                f"the translation that came back: {words}. Export and translate it again"
                + (", or add --force" if unit and not self.force else ""),
            )
        )
        return None

    def _refuse(self, unit: Unit, zh: str, en: str) -> None:
        known = unit.target
        path = self.pair.file if known else self.pair.original.document.path
        self.outcome.refusals.append(Refusal(path, known.line if known else unit.source.line, zh, en))

    def _by_hand(self, edit: _Edit) -> None:
        self._refuse(
            edit.unit,
            f"这一段不能自动替换，请手工写入：{edit.words}",
            f"this block cannot be replaced by a program; write it in by hand: {edit.words}",
        )

    def _make(self, edits: Mapping[int, _Edit]) -> bool:
        """Write a new translation: the original's body with other words, and a front matter of words alone."""
        original = self.pair.original
        spans = {edit.unit.source: edit for edit in edits.values() if not edit.unit.source.field}
        body, kept = self._body(original, spans)
        fields = {
            unit.number: edits[unit.number].words
            for unit in self.pair.units
            if unit.number in edits and unit.source.field
        }
        rest = [unit for unit in self.pair.units if _says_something(unit)]
        finished = all(unit.number in self.done for unit in rest) and len(kept) == len(spans)
        head = front.written(self._front(fields, finished=finished))
        text = f"---\n{head}---\n{body}"
        if decode(self.pair.file, text.encode(), self.zone).defects:
            self._unreadable(1)
            return False
        atomic.write(self.root / self.pair.file, text.encode())
        return True

    def _front(self, fields: Mapping[int, str], *, finished: bool) -> dict[str, front.Value]:
        """Return the front matter of a new translation, in the usual order."""
        original = self.pair.original.document.front
        unsound = self.pair.original.document.unsound
        values = {name: getattr(original, name) for name in REQUIRED if name not in unsound} | self._values(fields)
        if not finished:
            values["status"] = "draft"
        order = {name: number for number, name in enumerate(mend.ORDER)}
        return dict(sorted(values.items(), key=lambda item: order[item[0]]))

    def _values(self, fields: Mapping[int, str]) -> dict[str, front.Value]:
        """Return the fields of a translation that hold some words, by the numbers of their units."""
        original: Any = self.pair.original.document.front
        values: dict[str, Any] = {}
        for number, words in fields.items():
            item = self.pair.units[number].source
            kind, name = item.block.kind, item.block.name
            if kind in ("alt", "caption"):
                values.setdefault("pictures", {}).setdefault(name, {})[kind] = words
            elif kind == "wording":
                values.setdefault("as", {})[name] = words
            elif kind == "attachment":
                values.setdefault("attachments", []).append({"file": name, "title": words})
            elif kind == "change":
                values.setdefault("changes", []).append({"date": name, "note": words})
            elif kind == "note":
                below = {"position": "bottom"} if original.editors_note.position == "bottom" else {}
                values["editors_note"] = {"text": words, **below}
            elif kind == "venue":
                values["event"] = {"venue": words}
            elif kind == "explanation":
                values["withdrawn"] = {"explanation": words}
            else:
                values[kind] = words
        return values

    def _renew(self, known: Version, edits: Mapping[int, _Edit]) -> bool:
        """Put new words into a translation that is there; return whether it changed."""
        place = self.root / self.pair.file
        data = place.read_bytes()
        text = clean(data.decode("utf-8"))
        lines = text.split("\n")
        close = known.document.body_line - 2
        head = "\n".join(lines[1:close]) + "\n"
        words = {
            edit.unit.target.field: edit.words for edit in edits.values() if edit.unit.target and edit.unit.target.field
        }
        spans = {edit.unit.target: edit for edit in edits.values() if edit.unit.target and not edit.unit.target.field}
        added = self._values({n: edit.words for n, edit in edits.items() if self._is_missing(edit.unit, head)})
        for edit in edits.values():
            if edit.unit.target is None and not self._is_missing(edit.unit, head):
                self._refuse(
                    edit.unit,
                    f"译文文件 {self.pair.file} 里没有对应这一段的位置，请手工写入：{edit.words}",
                    f"{self.pair.file} has no place for this block; write it in by hand: {edit.words}",
                )
        body, _ = self._body(known, spans)
        renewed = f"{lines[0]}\n{front.replaced(head, words)}{front.written(added)}{lines[close]}\n{body}"
        if renewed == text:
            return False
        before = {(item.kind, item.field) for item in decode(self.pair.file, text.encode(), self.zone).defects}
        after = decode(self.pair.file, renewed.encode(), self.zone)
        if after.front is None or any((item.kind, item.field) not in before for item in after.defects):
            self._unreadable(1)
            return False
        fresh = dict(texts(after))
        for edit in edits.values():
            if edit.unit.target and (name := edit.unit.target.field) and fresh.get(name) != edit.words:
                self._by_hand(edit)
        if "\r\n" in data.decode("utf-8"):
            renewed = renewed.replace("\n", "\r\n")
        mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
        atomic.write(place, (mark + renewed).encode())
        return True

    def _is_missing(self, unit: Unit, head: str) -> bool:
        """Tell whether a translation lacks a whole field that the original has, so that it can be added."""
        return (
            bool(unit.source.field) and unit.target is None and not front.has(head, unit.source.field.partition(".")[0])
        )

    def _unreadable(self, number: int) -> None:
        self.outcome.refusals.append(
            Refusal(
                self.pair.file,
                number,
                "写入后文件将无法通过检查，未写入；请看送回的标题、摘要等是否过长或含换行",
                "the file would not pass the checks any more: not written; look whether a title or description is too long or has line ends",
            )
        )

    def _body(self, version: Version, edits: Mapping[Written, _Edit]) -> tuple[str, Collection[Written]]:
        """Return a body with new words, and the blocks that have them; words that change what is around them are refused."""
        words = {item: edit.words for item, edit in edits.items()}
        body = _with(version.body, words)
        if not edits or _is_sound(version, body, words):
            return body, words.keys()
        kept: dict[Written, str] = {}
        for item, edit in edits.items():
            more = {**kept, item: edit.words}
            if _is_sound(version, _with(version.body, more), more):
                kept = more
                continue
            self._refuse(
                edit.unit,
                f"写入后段落结构会变，未写入：{edit.words}。请在 |、#、<、` 等符号前加反斜杠，或去掉开头的编号",
                f"it would change the blocks of the text: not written: {edit.words}. Put a backslash before marks such as | # < `, "
                "or take away a number at the beginning",
            )
        return _with(version.body, kept), kept.keys()


def _fitting(unit: Unit, words: str) -> str:
    """Return words as their place takes them: on one line, but for the longer texts of a front matter."""
    return words.strip() if unit.source.block.kind in LONG else line(words)


def _unfit(unit: Unit, returned: Returned, words: str) -> tuple[str, str] | None:
    """Return why words cannot be written, in both languages."""
    if returned.strange:
        return (
            f"译文里有不认识的标记 {returned.strange}；只能使用原文里的 <g> 和 <x>，请改正后再导入",
            f"the target has the element {returned.strange}, which is none of the source's <g> and <x>; mend it and import again",
        )
    if CONTROL.search(words):
        return "译文里有控制字符，请删去", "the target holds control characters; take them out"
    if unit.source.field == "description" and len(words) > DESCRIPTION_LENGTH:
        return (
            f"摘要至多 {DESCRIPTION_LENGTH} 个字符，送回的有 {len(words)} 个，未写入：{words}",
            f"a description has at most {DESCRIPTION_LENGTH} characters, this one {len(words)}: not written: {words}",
        )
    return None


def _risky(unit: Unit, returned: Returned, words: str) -> tuple[str, str] | None:
    """Return what would be lost with words that can be written, in both languages."""
    needed = unit.pieces if unit.target is None else unit.translation
    lost = [part.mark.written for part in every(needed) if part.mark.kind in NEEDED]
    for part in every(returned.pieces or ()):
        if part.mark.written in lost:
            lost.remove(part.mark.written)
    if lost:
        return (
            f"译文缺少原文里的 {'、'.join(lost)}；请在译文中放回，或加 --force",
            f"the target lacks {', '.join(lost)} of the source; put it back, or add --force",
        )
    if unit.digest != returned.target_digest:
        now = _short(markdown(unit.translation))
        return (
            f"导出之后译文改过，未写入。现为：{now or '（已删去）'}；送回的是：{_short(words)}。确要覆盖，请加 --force",
            f"the translation was changed after the export: not written. It is now: {now or '(gone)'}; "
            f"what came back: {_short(words)}. To write it all the same, add --force",
        )
    return None


def _says_something(unit: Unit) -> bool:
    """Tell whether a unit has words to translate: figures and code have none."""
    source = unit.source
    return (
        source.block.kind != "code"
        and bool(source.field or source.start < source.end)
        and any(character.isalpha() for character in source.block.text)
    )


def _with(body: str, words: Mapping[Written, str]) -> str:
    """Return a body with other words in the places of some blocks."""
    items = sorted(words, key=lambda item: item.start)
    parts = [body[: items[0].start]] if items else [body]
    for item, following in pairwise([*items, None]):
        if item is not None:
            parts += [words[item], body[item.end : following.start if following else len(body)]]
    return "".join(parts)


def _is_sound(version: Version, body: str, changed: Mapping[Written, str]) -> bool:
    """Tell whether a body has the blocks of a version, with other words for those that were changed."""
    told = dict(zip(changed, said(version.body, list(changed.values())), strict=True))
    before = [
        Block(item.block.kind, (told[item] or "") if item in told else item.block.text)
        for item in version.blocks
        if not item.field
    ]
    return before == list(of_text(render(body)))


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
