"""“Did you mean …?”: the likeliest word, and none where nothing is like it."""

from __future__ import annotations

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
    likeness = max((alike(written, word) for word in known), default=0)
    found = closest(written, known)
    assert (found is not None) == (likeness * 100 >= LIKENESS)
    assert found is None or alike(written, found) == likeness


def alike(one: str, other: str) -> float:
    """Return the share of letters that two words have in common, in the same order."""
    row = [0] * (len(other) + 1)
    for letter in one:
        above = 0
        for place, opposite in enumerate(other, 1):
            above, row[place] = row[place], above + 1 if letter == opposite else max(row[place], row[place - 1])
    return 2 * row[-1] / (len(one) + len(other)) if one or other else 1.0
