"""The record ``translation.yml``: what is written is read again, and what somebody spoilt is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinpress.frontmatter import Defect
from twinpress.translation import record
from twinpress.translation.record import Line, Record, Waiver, parsed

DIGEST = st.text("0123456789abcdef", min_size=8, max_size=8)
DIGESTS = st.lists(DIGEST, min_size=1, max_size=3).map(tuple)
FACT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
LINE = st.builds(
    Line,
    st.sampled_from(["title", "paragraph", "title_short"]),
    DIGESTS,
    DIGESTS | st.just(()),
    st.dates(),
    st.lists(FACT, max_size=3).map(tuple),
)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\x85\u2028\u2029"), max_size=20)
WAIVER = st.builds(Waiver, code=st.just("TRN002"), found=WORDS, original=DIGEST, translation=DIGEST, reason=WORDS)


@given(st.lists(LINE, min_size=1, max_size=4).map(tuple), st.lists(WAIVER, max_size=2).map(tuple))
def test_what_is_written_is_read_again(lines: tuple[Line, ...], waivers: tuple[Waiver, ...]) -> None:
    known = Record(lines=lines, waivers=waivers)
    again = parsed(known.text())
    assert again == known
    assert again.defects == ()


@given(st.text(st.sampled_from("version: 1\nblocks:-abc 0123=|{}[]\"'<>waivers#&*!%@`"), max_size=60))
def test_no_text_gives_a_traceback(text: str) -> None:
    parsed(text)
    parsed(f"version: 1\nblocks:\n- {text}")


@pytest.mark.parametrize(
    ("text", "defects"),
    [
        ("version: 2\n", [Defect("version", 1, found="2")]),
        ("", [Defect("not-a-mapping", 1)]),
        (
            "version: 1\nblocks:\n- title 0 = 1 2025-01-01\n- title aaaaaaaa = 2025-13-01\n",
            [Defect("line", 3, found="title 0 = 1 2025-01-01"), Defect("line", 4, found="title aaaaaaaa = 2025-13-01")],
        ),
        ("version: 1\nblocks:\n- title = 2025-01-01\n", [Defect("line", 3, found="title = 2025-01-01")]),
        ("version: 1\nwaivers:\n- {code: TRN001}\n", [Defect("waiver", 3, found="{'code': 'TRN001'}")]),
        ("version: 1\nblocks: x\n", [Defect("line", 2, found="x")]),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, defects: list[Defect]) -> None:
    assert list(parsed(text).defects) == defects


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    assert record.read(tmp_path) is None
    file = tmp_path / record.NAME
    file.write_bytes(b"version: 1\nblocks:\n- \xff\n")
    assert record.read(tmp_path) == Record(defects=(Defect("encoding", 1, found="0xFF"),))
    file.unlink()
    file.mkdir()
    assert record.read(tmp_path) == Record(defects=(Defect("not-a-file", 1),))


def test_a_record_with_the_line_ends_of_windows_is_the_same(tmp_path: Path) -> None:
    known = Record(lines=(Line("title", ("aaaaaaaa",), ("bbbbbbbb",), date(2025, 1, 2), ("80",)),))
    (tmp_path / record.NAME).write_bytes(b"\xef\xbb\xbf" + known.text().replace("\n", "\r\n").encode())
    assert record.read(tmp_path) == known
    assert not record.write(tmp_path, known)
