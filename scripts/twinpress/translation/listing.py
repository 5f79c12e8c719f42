"""The list of what there is to translate, for people and for programs: ``twinpress status``."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from twinpress.document import LANGUAGES
from twinpress.reports.words import either
from twinpress.terminal import filled, fitted, width
from twinpress.translation.state import State, worded
from twinpress.translation.status import SEVERITY, Row, grouped, slug, total
from twinpress.vocabulary import Vocabulary

Said = Mapping[str, str]
"""Words by language."""

STATES: Mapping[State, Said] = {
    State.STALE_FACTS: {"zh": "原文数字或姓名已改", "en": "Figures or names changed"},
    State.MISSING: {"zh": "没有译文", "en": "No translation"},
    State.STALE_PROSE: {"zh": "原文其他文字已改", "en": "Other words changed"},
    State.UNVERIFIED: {"zh": "译文未经确认", "en": "Never confirmed"},
    State.CHANGED: {"zh": "确认后译文又改", "en": "Translation edited since"},
    State.ORPHAN: {"zh": "有译文，没有原文", "en": "Without an original"},
    State.FRESH: {"zh": "与原文一致", "en": "Up to date"},
    State.NEEDLESS: {"zh": "无需翻译", "en": "Not needed"},
}
STEPS: Mapping[State, str] = {
    State.STALE_FACTS: "twinpress brief {}",
    State.MISSING: "twinpress new --translate {}",
    State.STALE_PROSE: "twinpress brief {}",
    State.UNVERIFIED: "twinpress confirm {}",
    State.CHANGED: "twinpress confirm {}",
    State.ORPHAN: "twinpress check {}",
}
"""What to type next."""
AGES: Mapping[int | None, Said] = {
    7: {"zh": "7 天以内", "en": "7 days or less"},
    30: {"zh": "30 天以内", "en": "30 days or less"},
    365: {"zh": "365 天以内", "en": "365 days or less"},
    0: {"zh": "更久", "en": "Longer"},
    None: {"zh": "日期不明", "en": "No date"},
}
"""Ages as ``Row.span`` tells them."""
KEYS = {7: "7", 30: "30", 365: "365", 0: "longer", None: "unknown"}
"""The same for programs."""
NOTES: Mapping[str, Said] = {"draft": {"zh": "草稿", "en": "draft"}, "summary": {"zh": "摘译", "en": "summary"}}
TITLE = {"zh": "翻译情况", "en": "Translations"}
WITHOUT = {
    "zh": "不含未发布、已撤回和已过期的文章",
    "en": "without articles that are not public, withdrawn or expired",
}
NUMBERS: Sequence[tuple[Said, int]] = (
    ({"zh": "篇数", "en": "no."}, 11),
    ({"zh": "汉字", "en": "chars"}, 14),
    ({"zh": "词", "en": "words"}, 12),
)
"""What stands above the numbers of a total, and columns."""
STATE, SECTION, AGE = (
    {"zh": "状态", "en": "State"},
    {"zh": "待办：按栏目", "en": "To do, by section"},
    {"zh": "待办：按时间", "en": "To do, by age"},
)
MORE = {"zh": "另有 {0} 篇", "en": "{0} more"}
LOST = {"zh": "原文已无", "en": "gone from the original"}
NOTHING = {"zh": "没有要做的", "en": "Nothing to do"}
UNITS: Mapping[str | None, Said] = {
    "zh": {"zh": "字", "en": "词"},
    "en": {"zh": "chars", "en": "words"},
    None: {"zh": "字", "en": "words"},
}
"""What is counted of an original, by the language of the list and of the original."""
WIDTH = 100
"""Columns of a terminal; a Chinese character takes two."""
INDENT = 35
"""Columns of what stands before the address of an article."""


def step(row: Row) -> str:
    """Return what to type; empty where nothing is to be done."""
    return STEPS.get(row.state, "").format(row.path)


def notes(row: Row) -> Iterator[Said]:
    """Yield what is to be known of a translation: that it is a draft, or a summary."""
    yield from (NOTES[note] for note in (row.page, row.mode) if note in NOTES)


def days(row: Row, language: str) -> str:
    """Return the age of a row in words."""
    if row.age is None:
        return ""
    return f"{row.age:,} 天" if language == "zh" else f"{row.age:,} day{'s' * (row.age != 1)}"


def amount(row: Row, language: str) -> str:
    """Return how much is to be translated, in words; empty where nothing is."""
    if not row.words:
        return ""
    if language == "zh":
        return f"{row.words:,} {'字' if row.language == 'zh' else '词'}"
    return f"{row.words:,} {'character' if row.language == 'zh' else 'word'}{'s' * (row.words != 1)}"


def sections(vocabulary: Vocabulary, there: Collection[str]) -> Sequence[str]:
    """Return the ids of sections that are there, in the vocabulary's order; what it does not know comes behind."""
    return [*(one for one in vocabulary.sections if one in there), *sorted(set(there) - set(vocabulary.sections))]


def section_name(vocabulary: Vocabulary, section: str, language: str) -> str:
    """Return the name of a section; its id where the vocabulary does not know it, and a dash where there is none."""
    known = vocabulary.sections.get(section)
    return known.name.best(language)[0] if known else section or "—"


def text(
    rows: Sequence[Row],
    chosen: Collection[State],
    vocabulary: Vocabulary,
    as_of: datetime,
    language: str | None,
    limit: int,
) -> str:
    """Return the totals of all rows, then the rows in the chosen states, at most ``limit`` of each; 0: all of them."""
    waiting = [row for row in rows if row.state in chosen]
    lines = [f"{_either(TITLE, language)}  {as_of:%Y-%m-%d}", _either(WITHOUT, language), ""]
    states = grouped(rows, lambda row: row.state)
    lines += _table(STATE, {_state(state, language): group for state, group in states.items()}, language)
    if waiting:
        by_section, by_age = grouped(waiting, lambda row: row.section), grouped(waiting, lambda row: row.span)
        named = {_section(vocabulary, one, language): by_section[one] for one in sections(vocabulary, by_section)}
        aged = {_either(AGES[span], language): by_age[span] for span in AGES if span in by_age}
        lines += [*_table(SECTION, named, language), *_table(AGE, aged, language)]
    for state, group in grouped(waiting, lambda row: row.state).items():
        lines.append(_state(state, language) + (f"  → {STEPS[state].format('…')}" if state in STEPS else ""))
        for row in group[:limit] if limit else group:
            lines += _told(row, language)
        if limit and len(group) > limit:
            more = _either(MORE, language).format(f"{len(group) - limit:,}")
            lines.append(f"  … {more}: --state {slug(state)} --limit 0")
        lines.append("")
    return "\n".join(lines if waiting else [*lines, _either(NOTHING, language), ""])


def as_json(
    rows: Sequence[Row],
    chosen: Collection[State],
    vocabulary: Vocabulary,
    as_of: datetime,
    language: str | None,
    limit: int,
) -> str:
    """Return one object: ``as_of``, ``totals`` by ``states``, ``sections`` and ``ages``, and ``rows``, as ``text`` does."""
    waiting = [row for row in rows if row.state in chosen]
    states = grouped(rows, lambda row: row.state)
    by_section, by_age = grouped(waiting, lambda row: row.section), grouped(waiting, lambda row: row.span)
    report = {
        "as_of": as_of.isoformat(),
        "totals": {
            "states": {slug(state): _numbers(states.get(state, ())) for state in SEVERITY},
            "sections": {one: _numbers(by_section[one]) for one in sections(vocabulary, by_section)},
            "ages": {key: _numbers(by_age.get(span, ())) for span, key in KEYS.items()},
        },
        "rows": [
            _fields(row)
            for group in grouped(waiting, lambda row: row.state).values()
            for row in (group[:limit] if limit else group)
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _numbers(rows: Collection[Row]) -> dict[str, int]:
    found = total(rows)
    return {"articles": found.rows, "characters": found.characters, "words": found.words}


def _fields(row: Row) -> dict[str, Any]:
    """Return a row as programs read it: names of fields as in ``Row``, days in the form of ISO 8601."""
    return {
        **vars(row),
        "date": row.date.isoformat() if row.date else None,
        "state": slug(row.state),
        "since": row.since.isoformat() if row.since else None,
        "next": step(row),
    }


def _either(said: Said, language: str | None) -> str:
    return either(language, said["zh"], said["en"], " · ")


def _state(state: State, language: str | None) -> str:
    return filled(slug(state), 13) + _either(STATES[state], language)


def _section(vocabulary: Vocabulary, section: str, language: str | None) -> str:
    names = {one: section_name(vocabulary, section, one) for one in LANGUAGES}
    same = names["zh"] == names["en"]
    return f"{section}  {_either(names, 'en' if same else language)}" if section else names["en"]


def _table(head: Said, groups: Mapping[str, Collection[Row]], language: str | None) -> Iterator[str]:
    """Yield the lines of a table of totals."""
    room = WIDTH - sum(columns for _, columns in NUMBERS)
    yield filled(_either(head, language), room) + "".join(
        filled(_either(said, language), columns, right=True) for said, columns in NUMBERS
    )
    for name, rows in groups.items():
        numbers = zip(total(rows), NUMBERS, strict=True)
        yield filled(f"  {name}", room) + "".join(f"{number:>{columns},}" for number, (_, columns) in numbers)
    yield ""


def _told(row: Row, language: str | None) -> Iterator[str]:
    """Yield the lines of a row: when, how old, how much and where; section and title; what the original does not say."""
    age = "" if row.age is None else f"{row.age:,}"
    much = f"{row.words:,} {filled(UNITS[language][row.language], 5)}" if row.words else ""
    yield f"{filled(str(row.since or ''), 10)}  {age:>6}  {filled(much, INDENT - 22, right=True)}  {row.path}"
    said = "".join(f" ({_either(note, language)})" for note in notes(row))
    yield filled(f"  {row.section}", INDENT) + fitted(row.title, WIDTH - INDENT - width(said)) + said
    if row.lost:
        yield " " * INDENT + fitted(f"{_either(LOST, language)}: {worded(row.lost, language)}", WIDTH - INDENT)
