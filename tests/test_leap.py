"""Leaps and signs: what is looked for quickly is what would be found slowly."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinpress import lists, typography
from twinpress.leap import leaps
from twinpress.prose import Prose
from twinpress.rules import punctuation, weekday, wording
from twinpress.rules.rule import BETWEEN

PIECES = (
    "训", "练", "12", "3", "a", "X", "x", " ", "\n", "\n\n", "\x00", "\x01", ",", ".", "．", "(", ")", "，", "。", "“",
    "”", "（", "）",
    "《", "》", '"', "'", "２", "ａ", "【", "…", "[", "]", "舉", "約翰", "约", "近", "余", "左右", "待补", "此处插入", "TODO", "TBD",
    "XXX",
    "Lorem ipsum", "insert text here", "placeholder text", "[title]", "2025年", "11月18日", "（星期三）", "周二", "至",
    "2025-11-18",
    "Tuesday", "18", "November", "2025", ", ", "–", " (Wed)", "Sat.", "- ", "1. ", "1）", "• ", "| ", "---", "> ",
    "```", "    ", "!!! x", "===",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(texts)
def test_leaps_find_what_a_search_finds(text: str) -> None:
    for beginning, pattern in (*weekday.FORMS["zh"], *weekday.FORMS["en"]):
        slowly = [match.span() for match in pattern.finditer(text)]
        assert [match.span() for match in leaps(beginning, pattern, text)] == slowly


def test_leaps_stay_in_their_part_of_the_text() -> None:
    found = leaps(re.compile("a"), re.compile("a+"), "aaa baa ca", 1, 6)
    assert [match.span() for match in found] == [(1, 3), (5, 6)]


FINDERS = [
    (typography.HALF_WIDTH, typography.half_width),
    (typography.FULL_WIDTH, typography.full_width),
    (typography.WIDE_ALNUM, typography.wide_alphanumerics),
    (typography.STRAIGHT_MARKS, typography.straight_quotes),
    (typography.DOUBLES, typography.doubled),
    (typography.SPACED, typography.stray_spaces),
    (wording.PLACEHOLDERS, wording.PLACEHOLDER.finditer),
    (wording.PLACEHOLDERS, wording.CROSSES.finditer),
    (wording.PLACEHOLDERS, wording.LONELY.finditer),
    (wording.ABOUT, wording.APPROXIMATE.finditer),
    (weekday.CHINESE_DAY, lambda words: weekday._claims(words, "zh")),
    (weekday.ENGLISH_DAY, lambda words: weekday._claims(words, "en")),
]


@pytest.mark.parametrize(("sign", "find"), FINDERS, ids=[f"{number}" for number in range(len(FINDERS))])
@given(text=texts, others=st.tuples(texts, texts))
def test_a_sign_is_wherever_something_is_found(sign, find, text, others) -> None:  # type: ignore[no-untyped-def]
    if any(True for _ in find(text)):
        assert sign.search(text)
        assert sign.search(BETWEEN.join((others[0], text, others[1])))


@given(texts)
def test_brackets_that_come_in_pairs_leave_none_without_a_partner(text: str) -> None:
    if punctuation.PAIRED.fullmatch("".join(punctuation.BRACKET_OR_END.findall(text))):
        assert all(punctuation._unpaired(text, *part) < 0 for part in punctuation._paragraphs(text))


@given(texts)
def test_nothing_is_lost_where_no_line_begins_as_a_list(text: str) -> None:
    read = lists._read_lines(Prose(text))
    assert list(lists.lost(Prose(text))) == list(read)
