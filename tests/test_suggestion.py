"""“Did you mean …?”: the likeliest word, and none where nothing is like it."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinpress.suggestion import LIKENESS, closest

WORDS = st.text(alphabet="abc-", max_size=8)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025/spring-traning", "2025/spring-training"),
        ("2025/Spring_Training", "2025/spring-training"),
        ("2024/autumn", "2024/autumn-course"),
        ("about", None),
    ],
)
def test_the_likeliest_address_is_meant(written: str, meant: str | None) -> None:
    assert closest(written, ["2024/autumn-course", "2025/spring-training", "2024/spring-training"]) == meant


@given(WORDS, st.lists(WORDS, max_size=12, unique=True))
def test_nothing_likelier_is_passed_over(written: str, known: list[str]) -> None:
    best = [written] if written in known else difflib.get_close_matches(written, known, n=1, cutoff=LIKENESS)
    assert closest(written, known) == (best[0] if best else None)
