"""Front matter as editors type it: what is read, with which lines, and what is refused."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from twinpress.frontmatter import mended, parse, written

STORY = """\
title: 北京市举办2025年妇女儿童工作业务培训
date: 2025-11-20 16:10
pinned: true
topics: [child-friendly-city, reading]
event:
  start: 2025-11-18
  attendance: 80+
people:
  - {person: wu-sheng, role: speaker}
  - person: qiu-hong
    role: speaker
related: no
"""


def test_reads_values_and_remembers_their_lines() -> None:
    mapping = parse(STORY, first_line=2)
    assert mapping.readable
    assert mapping.defects == []
    assert mapping.values == {
        "title": "北京市举办2025年妇女儿童工作业务培训",
        "date": "2025-11-20 16:10",
        "pinned": True,
        "topics": ("child-friendly-city", "reading"),
        "event": {"start": "2025-11-18", "attendance": "80+"},
        "people": ({"person": "wu-sheng", "role": "speaker"}, {"person": "qiu-hong", "role": "speaker"}),
        "related": "no",
    }
    assert mapping.lines == {
        "title": 2, "date": 3, "pinned": 4, "topics": 5, "topics.0": 5, "topics.1": 5, "event": 6, "event.start": 7,
        "event.attendance": 8, "people": 9, "people.0": 10, "people.0.person": 10, "people.0.role": 10, "people.1": 11,
        "people.1.person": 11, "people.1.role": 12, "related": 13,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("80", 80), ("-3", -3), ("1.50", 1.5), ("true", True), ("false", False), ("null", None), ("~", None), ("", None),
        ('""', ""), ('"80"', "80"), ("'true'", "true"), ("no", "no"), ("on", "on"), ("16:10", "16:10"), ("010", "010"),
        ("0x1F", "0x1F"), ("1e3", "1e3"), ("2025-11-20", "2025-11-20"), ("80+", "80+"), ("9" * 30, "9" * 30),
        ("=", "="), ("<<", "<<"), (".inf", ".inf"), ("一二三", "一二三"),
    ],
)  # fmt: skip
def test_plain_words_stay_words(text: str, value: object) -> None:
    assert parse(f"field: {text}").values == {"field": value}


@pytest.mark.parametrize(
    ("name", "text", "kind", "line"),
    [
        ("a tab", "title: a\nsource:\n\tname: b\n", "syntax", 4),
        ("a second colon", "title: a\nkicker: b: c\n", "syntax", 3),
        ("a quotation mark not closed", 'title: a\nkicker: "春\ndate: 2025\nx: y\n', "syntax", 3),
        ("a bracket not closed", "title: a\ntopics: [a, b\ndate: c\n", "bracket", 3),
        ("a bracket not closed at the end", "title: a\ntopics: [a, b\n", "bracket", 3),
        ("a full-width colon", "title: a\nsection：b\ndate: c\n", "colon", 3),
        ("a full-width colon at the end", "title: a\nsection：b\n", "colon", 3),
        ("a full-width colon at the start", "title：a\nsection: b\n", "colon", 2),
        ("a full-width colon above a group", "title: a\nevent：\n  start: b\n", "colon", 3),
        ("a full-width colon in braces", "title: a\nsource: {name：b}\n", "colon", 3),
        ("a full-width colon before braces", "title: a\nsource：{name: b}\n", "colon", 3),
        ("no space before braces", "title: a\nsource:{name: b}\n", "colon", 3),
        ("a full-width colon and another", "title：通知: 明天\ndate: b\n", "colon", 2),
        ("no space after a colon", "title: a\nsection:b\ndate: c\n", "colon", 3),
        ("text after a bracket", "title: [a] b\ndate: c\n", "bare", 2),
        ("text after a quotation", 'title: "a" b\ndate: c\n', "bare", 2),
        ("a quotation mark not closed before another", 'title: "a\nkicker: "b"\n', "syntax", 2),
        ("a full-width comma in braces", "title: a\nevent: {start: b，place: c}\n", "width", 3),
        ("a line too far right", "title: a\n date: b\n", "indent", 3),
        ("a doubled key", "title: a\ndate: b\ntitle: c\n", "duplicate", 4),
        ("a doubled key within", "event:\n  start: a\n  start: b\n", "duplicate", 4),
        ("two documents", "title: a\n---\ntitle: b\n", "documents", 3),
        ("a list", "- a\n- b\n", "not-a-mapping", 2),
        ("a sentence", "Hello there\n", "not-a-mapping", 2),
        ("nothing", "", "not-a-mapping", 2),
        ("a comment", "# nothing yet\n", "not-a-mapping", 2),
        ("a list as a key", "title: a\n? [b]\n: c\n", "key", 3),
        ("a tag", "title: a\nkicker: !!python/object/apply:os.system [ls]\n", "tag", 3),
        ("an anchor", "title: &a b\n", "alias", 2),
        ("too deep", "title: a\nx: [[[[[[[[1]]]]]]]]\n", "depth", 3),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_defect_with_its_line(name: str, text: str, kind: str, line: int) -> None:
    assert [(defect.kind, defect.line) for defect in parse(text, first_line=2).defects] == [(kind, line)], name


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("section：trainings\ntitle: a\n", "section: trainings"),
        ("section:trainings\ntitle: a\n", "section: trainings"),
        ("title: [重要] 通知\n", 'title: "[重要] 通知"'),
        ('title: "重要" 通知\n', "title: '\"重要\" 通知'"),
        ("title: [a\n", ""),
    ],
)
def test_what_was_meant_is_offered(text: str, meant: str) -> None:
    (defect,) = parse(text).defects
    assert mended(defect.kind, defect.found) == meant


def test_of_a_doubled_key_the_first_value_counts() -> None:
    assert parse("title: first\ntitle: second\ntopics: [a]\n").values == {"title": "first", "topics": ("a",)}


def test_an_alias_bomb_costs_nothing() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    started = time.perf_counter()
    mapping = parse("\n".join(lines))
    assert time.perf_counter() - started < 1
    assert {defect.kind for defect in mapping.defects} == {"alias"}
    assert mapping.values["a11"] == (None,) * 10


@pytest.mark.parametrize(
    "text", ["x: " + "[" * 100_000, "x: " + "{a: " * 100_000, "\n".join("  " * n + "a:" for n in range(2000))]
)
def test_deep_nesting_ends_early(text: str) -> None:
    started = time.perf_counter()
    assert [defect.kind for defect in parse(text).defects] == ["depth"]
    assert time.perf_counter() - started < 1


@example("\r0")
@example("*0")
@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    mapping = parse(text)
    assert mapping.readable or mapping.defects
    assert all(defect.line >= 1 for defect in mapping.defects)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)


@given(
    st.dictionaries(
        WORDS, st.booleans() | st.integers(-(10**9), 10**9) | WORDS | st.lists(WORDS, max_size=3), min_size=1
    )
)
def test_what_yaml_writes_is_read_back(values: dict[str, object]) -> None:
    text = yaml.safe_dump(values, allow_unicode=True, default_style='"', width=10**6)
    mapping = parse(text.replace('!!bool "', '"').replace('!!int "', '"'))
    expected = {
        key: tuple(value) if isinstance(value, list) else value if isinstance(value, str) else str(value).lower()
        for key, value in values.items()
    }
    assert mapping.defects == []
    assert mapping.values == expected
    assert set(values) <= set(mapping.lines)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "true"), (80, "80"), (("a", "b"), "[a, b]"), ({"zh": "培训", "en": None}, "{zh: 培训, en: }")],
)
def test_values_are_shown_as_they_were_written(value: object, text: str) -> None:
    assert written(value) == text
