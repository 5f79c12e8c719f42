"""The benchmark of translations: what it makes wrong, what it counts, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import drift, staleness
from bench.mistakes import mistakes

ZH = ["培训有80人参加。", "捐款300万元。", "今天开会。", "明天还开会。"]
EN = [
    "The training had 80 participants.",
    "They gave 3 million yuan.",
    "A meeting was held today.",
    "There is one more.",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with four segments and two translations, the second with a wrong figure."""
    (tmp_path / "source.zh.txt").write_text("\n".join(ZH) + "\n", "utf-8")
    (tmp_path / "reference-a.en.txt").write_text("\n".join(EN) + "\n", "utf-8")
    wrong = [EN[0].replace("80", "90"), *EN[1:]]
    (tmp_path / "reference-b.en.txt").write_text("\n".join(wrong) + "\n", "utf-8")
    return tmp_path


def test_mistakes_are_made_of_figures_that_stand_once() -> None:
    assert list(mistakes(ZH[1], EN[1])) == [
        ("figure", "They gave 10 million yuan."),
        ("magnitude", "They gave 300 million yuan."),
        ("lost", "They gave some yuan."),
    ]
    assert list(mistakes(ZH[2], EN[2])) == []


def test_right_and_wrong_texts_are_counted(folder: Path) -> None:
    right, wrong = drift.measure(folder)
    assert (right.name, right.pairs, right.strong, list(right.errors)) == ("A", 4, 2, [])
    assert (wrong.name, wrong.strong, list(wrong.errors), wrong.codes) == ("B", 2, [1], {"TRN002": 1})
    assert right.families["figure"] == (2, 2)
    assert wrong.families["figure"] == (1, 1)
    assert right.families["magnitude"] == right.families[drift.NAMED] == (1, 1)


def test_tables_tell_both_translations_and_the_lines_that_were_judged(folder: Path) -> None:
    text = drift.tables(drift.measure(folder), {"a figure changed": (9, 10)})
    assert "| of these, with an error | 0 of 2 (0.00%) | 1 of 2 (50.00%) |" in text
    assert "| a figure changed | 9 | 10 |" in text
    assert all(f"| {row['line']} | {row['references']} | {row['why']} |" in text for row in drift.judged())


def test_a_folder_without_translations_is_refused(tmp_path: Path) -> None:
    (tmp_path / "source.zh.txt").write_text("甲\n", "utf-8")
    with pytest.raises(ValueError, match="reference"):
        drift.measure(tmp_path)


def test_every_edit_of_made_up_articles_leaves_the_right_state(tmp_path: Path) -> None:
    outcome = staleness.measure(tmp_path / "content", 40)
    assert {family: tried for family, (_, tried) in outcome.items() if tried < 3} == {}
    assert {family: share for family, share in outcome.items() if share[0] != share[1]} == {}
