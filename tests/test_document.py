"""Article files: good ones, and everything that can be wrong with a file; one mistake is one defect."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from twinpress import content, site
from twinpress.archive import Archive
from twinpress.check import check
from twinpress.document import Document, decode, digest_of
from twinpress.document import read as read_file
from twinpress.model import Original, Translation
from twinpress.rules.fields import slots

BEIJING = timezone(timedelta(hours=8))
HEAD = """\
---
id: 01JD7Q3W8M
title: 北京市举办2025年妇女儿童工作业务培训
description: 两天培训聚焦儿童友好城市建设，八十余名各区代表参加。
date: 2025-11-20 16:10:16 +08:00
section: trainings
source: {name: beijing-womens-federation}
"""
BODY = "\n正文第一段。\n\n---\n\n正文第二段。\n"


def read(text: str | bytes, path: str = "2025/training/index.zh.md") -> Document:
    return decode(path, text if isinstance(text, bytes) else text.encode("utf-8"), BEIJING)


def defects(document: Document) -> list[tuple[str, int, str]]:
    return [(defect.kind, defect.line, defect.field) for defect in document.defects]


def original(*lines: str) -> Document:
    return read(HEAD + "".join(f"{line}\n" for line in lines) + "---\n" + BODY)


def test_the_version_with_a_date_is_the_original() -> None:
    document = original("event: {start: 2025-11-18, end: 2025-11-19, attendance: 80+}")
    assert defects(document) == []
    assert isinstance(document.front, Original)
    assert document.front.section == "trainings"
    assert str(document.front.date) == "2025-11-20 16:10:16 +08:00"
    assert document.front.event is not None
    assert str(document.front.event.attendance) == "80+"
    assert (document.line("title"), document.line("event.end"), document.line("event.nothing"), document.line("x")) == (
        3,
        8,
        8,
        1,
    )


def test_the_other_version_is_a_translation() -> None:
    document = read("---\ntitle: Training\ndescription: Two days.\n---\nText.\n", "2025/training/index.en.md")
    assert defects(document) == []
    assert isinstance(document.front, Translation)
    assert (document.language, document.original) == ("en", False)


def test_digests_tell_an_edit_of_the_body_from_one_of_the_fields() -> None:
    text = HEAD + "---\n" + BODY
    first, same = read(text), read(text)
    body, fields = read(text.replace("第二段", "末段")), read(text.replace("培训聚焦", "培训关注"))
    assert (first.digest, first.front_digest) == (same.digest, same.front_digest)
    assert len({first.digest, body.digest, fields.digest}) == 3
    assert body.front_digest == first.front_digest != fields.front_digest
    ends = read(text.replace("\n", "\r\n"))
    assert ends.front_digest == first.front_digest
    assert ends.digest != first.digest


def test_a_file_of_which_nothing_can_be_used_has_the_digest_of_its_bytes_alone(tmp_path: Path) -> None:
    unreadable = read(HEAD)
    assert unreadable.digest == digest_of(HEAD.encode())
    assert unreadable.front_digest == b""
    missing = read_file(tmp_path, "2025/training/index.zh.md", BEIJING)
    assert (missing.digest, missing.front_digest) == (b"", b"")


def test_the_body_is_what_stands_below_the_second_fence(tmp_path: Path) -> None:
    file = tmp_path / "2025" / "training" / "index.zh.md"
    file.parent.mkdir(parents=True)
    file.write_bytes((HEAD + "---\n" + BODY).replace("\n", "\r\n").encode("utf-8"))
    document = read(file.read_bytes())
    assert document.body(tmp_path) == BODY
    assert document.body_line == 9
    file.unlink()
    assert document.body(tmp_path) == ""


def test_lines_of_the_body_are_not_moved_by_invisible_separators(tmp_path: Path) -> None:
    """``str.splitlines`` cuts at U+2028 and U+0085 as well; editors do not."""
    file = tmp_path / "2025" / "training" / "index.zh.md"
    file.parent.mkdir(parents=True)
    file.write_text(HEAD + "---\n一\u2028二\n三\n", "utf-8")
    assert read(file.read_bytes()).body(tmp_path) == "一\u2028二\n三\n"


@pytest.mark.parametrize(
    ("name", "data", "kind", "line"),
    [
        ("GBK", (HEAD + "---\n").encode("gb18030"), "encoding", 3),
        ("UTF-16", (HEAD + "---\n").encode("utf-16"), "encoding", 1),
        ("NUL", (HEAD + "---\n\n正文\0。\n").encode(), "control", 10),
        ("an escape character", (HEAD + "kicker: \x1b[31m\n---\n").encode(), "control", 8),
        ("a line separator in a title", (HEAD + "kicker: 上\u2028下\n---\n").encode(), "control", 8),
        ("nothing", b"", "fence", 1),
        ("no fence", b"title: x\n\ntext\n", "fence", 1),
        ("a fence that is never closed", HEAD.encode(), "fence-end", 1),
        ("a long front matter", (HEAD + "note: " + "x" * 70_000 + "\n---\n").encode(), "front-matter-size", 1),
        ("a tab", (HEAD + "event:\n\tstart: 2025-11-18\n---\n").encode(), "syntax", 9),
        ("a list", b"---\n- title\n---\n", "not-a-mapping", 2),
    ],
)
def test_an_unreadable_file_is_one_defect_and_no_front_matter(name: str, data: bytes, kind: str, line: int) -> None:
    document = read(data)
    assert [(defect.kind, defect.line) for defect in document.defects] == [(kind, line)], name
    assert document.front is None


def test_a_mark_or_windows_line_ends_are_defects_of_a_readable_file() -> None:
    document = read(b"\xef\xbb\xbf" + (HEAD + "---\n" + BODY).encode())
    assert defects(document) == [("bom", 1, "")]
    assert document.front is not None
    document = read((HEAD + "---\n" + BODY).replace("\n", "\r\n"))
    assert defects(document) == [("line-ends", 1, "")]
    assert document.front is not None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("type: newz", ("literal_error", "type")),
        ("topics: child-friendly-city", ("tuple_type", "topics")),
        ("topics: [Child Friendly]", ("slug", "topics.0")),
        ("event: {start: soon}", ("moment", "event.start")),
        ("event: {start: 2025-11-18, attendance: many}", ("attendance", "event.attendance")),
        ("event: {place: beijing}", ("missing", "event.start")),
        ("event: {start: 2025-11-18, organizer: x}", ("unknown", "event.organizer")),
        ("event:", ("empty", "event")),
        ("event: {start: }", ("unfilled", "event.start")),
        ("people: [{person: wu-sheng}]", ("missing", "people.0.role")),
        ("people: [{person: wu-sheng, role: }]", ("unfilled", "people.0.role")),
        ("people: [wu-sheng]", ("dataclass_type", "people.0")),
        ("pictures: {a/b.jpg: {alt: x}}", ("file", "pictures.a/b.jpg")),
        ("pictures: {a.jpg: {alt: 1}}", ("text", "pictures.a.jpg.alt")),
        ("pictures: {a.jpg: {focal: [0.5]}}", ("focal", "pictures.a.jpg.focal")),
        ("pictures: {a.jpg: {focal: [50, 30]}}", ("focal", "pictures.a.jpg.focal")),
        ("pictures: {a.jpg: {focal: centre}}", ("focal", "pictures.a.jpg.focal")),
        ("attachments: [{file: a.pdf}]", ("missing", "attachments.0.title")),
        ('attachments: [{file: a.pdf, title: ""}]', ("unfilled", "attachments.0.title")),
        ("changes: [{date: 2025-11-21, kind: update}]", ("missing", "changes.0.note")),
        ("event: {start: [null]}", ("unfilled", "event.start")),
        ("people: [{}]", ("empty", "people.0")),
        ("editors_note: {text: {zh: }}", ("text", "editors_note.text")),
        ("event:\n  start：2025-11-18", ("colon", "event")),
        ("pinned: yes", ("bool_type", "pinned")),
        ('series: {series: a, part: "6"}', ("int_type", "series.part")),
        ("related: [abc]", ("article_id", "related.0")),
        ("legacy: {sha256: abc}", ("string_pattern_mismatch", "legacy.sha256")),
        ("aliases: [1]", ("text", "aliases.0")),
        ('kicker: "a\\0b"', ("control", "kicker")),
        ("kicker: |\n  a\n  b", ("one_line", "kicker")),
        ("sectoin: trainings", ("unknown", "sectoin")),
        ("translator: li-mei", ("unknown", "translator")),
        ("ignore: {ART015: }", ("empty", "ignore.ART015")),
        ("kicker: *title", ("alias", "kicker")),
        ("kicker: a\nkicker: b", ("duplicate", "kicker")),
    ],
)
def test_a_wrong_field_is_one_defect_and_leaves_the_rest(line: str, expected: tuple[str, str]) -> None:
    document = original(line)
    assert [(defect.kind, defect.field) for defect in document.defects] == [expected]
    assert document.front is not None
    assert document.front.title == "北京市举办2025年妇女儿童工作业务培训"
    assert all(defect.line >= 8 for defect in document.defects)


def test_what_is_right_beside_a_wrong_value_is_kept() -> None:
    document = original("event: {start: 2025-11-18, end: never, place: beijing}")
    assert isinstance(document.front, Original)
    assert document.front.event is not None
    assert (document.front.event.place, document.front.event.end) == ("beijing", None)
    assert document.unsound == {"event"}


@pytest.mark.parametrize(("line", "spoilt"), [("picturs: {a.jpg: {alt: x}}", "pictures"), ("colour: red", None)])
def test_a_mistyped_field_spoils_the_one_that_was_meant(line: str, spoilt: str | None) -> None:
    """Rules that need it are not run: its absence is no second mistake."""
    assert original(line).unsound == ({spoilt} if spoilt else set())


@pytest.mark.parametrize("field", ["id", "title", "description", "section", "source"])
def test_a_required_field_that_is_missing_is_told_once(field: str) -> None:
    text = "".join(line for line in HEAD.splitlines(keepends=True) if not line.startswith(f"{field}:")) + "---\n"
    document = read(text)
    assert defects(document) == [("missing", 2, field)]
    assert document.unsound == {field}


def test_a_fact_in_a_translation_is_told_and_dropped() -> None:
    document = read("---\ntitle: T\ndescription: D\nsection: trainings\npictures: {a.jpg: {alt: A, credit: B}}\n---\n")
    assert defects(document) == [("shared", 5, "pictures.a.jpg.credit"), ("shared", 4, "section")]
    assert isinstance(document.front, Translation)
    assert document.front.pictures["a.jpg"].alt == "A"


@given(st.binary(max_size=2000))
def test_any_bytes_are_a_document(data: bytes) -> None:
    document = read(data)
    assert document.front is not None or document.defects


@given(st.text(max_size=500), st.text(max_size=200))
def test_any_text_in_the_front_matter_is_a_document(head: str, body: str) -> None:
    document = read(f"---\n{head}\n---\n{body}".encode("utf-8", "replace"))
    assert document.front is not None or document.defects


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.dictionaries(st.sampled_from([*slots(Original), *slots(Translation), "sectoin"]), VALUES, max_size=6)


def valid(**more: Any) -> dict[str, Any]:
    return {**yaml.safe_load(HEAD.strip("-\n")), "date": "2025-11-20", **more}


@given(FIELDS, FIELDS)
@settings(max_examples=3 * settings().max_examples // 2)
def test_any_values_in_the_fields_end_in_findings(first: dict[str, Any], second: dict[str, Any]) -> None:
    """Whatever stands in a field, in either version: every rule comes to an end, and no rule raises."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "content"
        place = root / "2025" / "training"
        place.mkdir(parents=True)
        for name, values in (
            ("index.zh.md", valid(**first)),
            ("index.en.md", {"title": "T", "description": "D", **second}),
        ):
            (place / name).write_text(f"---\n{yaml.safe_dump(values, allow_unicode=True)}---\n正文。\n", "utf-8")
        bare = site.bare(root)
        archive = Archive(content.load(root, bare.zone), datetime(2026, 1, 1, tzinfo=BEIJING))
        for finding in check(archive, bare, freshness=True):
            assert finding.line >= 1
            assert finding.zh
            assert finding.en
