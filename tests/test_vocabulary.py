"""The closed lists: what is read, and what is said of entries that are wrong."""

from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinpress import vocabulary
from twinpress.vocabulary import KINDS, Vocabulary

BEIJING = timezone(timedelta(hours=8))
PERSON = """\
name: {zh: 吴升, en: Wu Sheng}
unconfirmed: [zh]
posts:
  - {title: {zh: 副处长}, organisation: beijing-drc, from: 2019, to: 2024-05-01}
"""
PLACES = """\
beijing:
  name: {zh: 北京, en: Beijing}
chaoyang:
  name: {zh: 朝阳区}
  part_of: beijing
"""
GLOSSARY = """\
id,zh,en,en_allowed,numeric,our_own_column
working-committee,妇儿工委,Working Committee on Women and Children,WCWC | the committee,no,x
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "people/wu-sheng.yml", PERSON)
    write(tmp_path, "places.yml", PLACES)
    write(tmp_path, "glossary.csv", GLOSSARY)
    return tmp_path


def write(root: Path, name: str, text: str | bytes) -> None:
    file = root / "vocabulary" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))


def load(root: Path) -> Vocabulary:
    return vocabulary.load(root, BEIJING)


def defects(root: Path) -> list[tuple[str, str, int]]:
    return [(path.removeprefix("vocabulary/"), defect.kind, defect.line) for path, defect in load(root).defects]


def test_reads_entries_and_remembers_where_they_stand(root: Path) -> None:
    known = load(root)
    assert known.defects == ()
    person = known.people["wu-sheng"]
    assert (person.name.zh, person.name.en, person.page, person.unconfirmed) == ("吴升", "Wu Sheng", False, ("zh",))
    assert person.posts[0].start == 2019
    assert str(person.posts[0].end) == "2024-05-01"
    assert list(known.places) == ["beijing", "chaoyang"], "the order of the file"
    assert known.people.places["wu-sheng"] == ("vocabulary/people/wu-sheng.yml", 1)
    assert known.places.places["chaoyang"] == ("vocabulary/places.yml", 3)
    assert known.names("wu-sheng") is person
    assert known.names("吴升") is None


def test_a_name_in_one_language_is_shown_in_that_language(root: Path) -> None:
    name = load(root).places["chaoyang"].name
    assert name.best("en") == ("朝阳区", "zh")
    assert name.best("zh") == ("朝阳区", "zh")


def test_reads_the_glossary(root: Path) -> None:
    (term,) = load(root).glossary
    assert (term.id, term.zh, term.numeric) == ("working-committee", "妇儿工委", False)
    assert term.en_allowed == ("WCWC", "the committee")


def test_a_folder_without_a_vocabulary_has_an_empty_one(tmp_path: Path) -> None:
    known = load(tmp_path)
    assert known.defects == ()
    assert [len(getattr(known, kind.name)) for kind in KINDS] == [0] * len(KINDS)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("people/li-mei.yml", "name: 李梅\n", ("dataclass_type", 1)),
        ("people/li-mei.yml", "page: true\nname: {}\n", ("nameless", 2)),
        ("people/li-mei.yml", "page: true\n", ("missing", 1)),
        ("people/li-mei.yml", "name: {zh: 李梅}\npgae: true\n", ("unknown", 2)),
        ("people/li-mei.yml", "name: {zh: 李梅}\npage: yes\n", ("bool_type", 2)),
        ("people/li-mei.yml", "name: {zh: 李梅, fr: Li}\n", ("unknown", 1)),
        ("people/li-mei.yml", "name: {zh: 李梅}\nposts:\n  - title: {zh: 馆长}\n    from: lately\n", ("moment", 4)),
        ("people/li-mei.yml", "- 李梅\n", ("not-a-mapping", 1)),
        ("people/li-mei.yml", "", ("not-a-mapping", 1)),
        ("people/li-mei.yml", "name: {zh: 李梅}\nname: {zh: 李美}\n", ("duplicate", 2)),
        ("people/li-mei.yml", "name:\n\tzh: 李梅\n", ("syntax", 2)),
        ("people/li-mei.yml", "name: {zh: 李梅}\n".encode("gb18030"), ("encoding", 1)),
        ("people/li-mei.yml", b"name: {zh: a}\n\0", ("control", 2)),
        ("people/li-mei.yml", b"# " + b"x" * (1 << 21), ("size", 1)),
        ("people/Li_Mei.yml", "name: {zh: 李梅}\n", ("slug", 1)),
        ("people/li-mei.yaml", "name: {zh: 李梅}\n", ("not-an-entry", 1)),
        ("topics.yml", "Reading:\n  name: {zh: 阅读}\n", ("slug", 1)),
        ("topics.yml", "reading: 阅读\n", ("entry", 1)),
        ("topics.yml", "reading: &r {name: {zh: 阅读}}\n", ("alias", 1)),
        ("topics.yml", "a: &a {nmae: {zh: 甲}}\n", ("alias", 1)),
        ("people/li-mei.yml", "a: &a\n", ("alias", 1)),
        ("people/li-mei.yml", "name：{zh: 李梅}\n", ("colon", 1)),
        ("people/li-mei.yml", "page: true\nname:\n  zh：李梅\n", ("dataclass_type", 3)),
        ("topics.yml", "reading:\n  name：{zh: 阅读}\n", ("colon", 2)),
        ("series.yml", "a:\n  name: {zh: 甲}\n  parts: 0\n", ("greater_than_equal", 3)),
        ("topic.yml", "reading:\n  name: {zh: 阅读}\n", ("not-a-list", 1)),
        ("glossary.csv", "id,zh\na,甲\n", ("csv-header", 1)),
        ("glossary.csv", "id,zh,en\na,甲,\n", ("csv-row", 2)),
        ("glossary.csv", "id,zh,en\nA B,甲,a\n", ("csv-row", 2)),
        ("glossary.csv", "id,zh,en\na,甲,a\na,乙,b\n", ("duplicate", 3)),
        ("glossary.csv", 'id,zh,en\na,"甲,a\n', ("csv-row", 2)),
        ("glossary.csv", "", ("csv-header", 1)),
    ],
)  # fmt: skip
def test_one_mistake_is_one_defect_and_the_others_are_read(
    root: Path, name: str, text: str | bytes, expected: tuple[str, int]
) -> None:
    write(root, name, text)
    assert defects(root) == [(name, *expected)]
    assert "wu-sheng" in load(root).people


def test_lists_that_are_not_there_and_entries_that_are_broken_are_known(root: Path) -> None:
    write(root, "series.yml", "a: {name: {zh: 甲}, frist: 2}\nb: {name: {zh: 乙}}\n")
    known = load(root)
    assert known.absent == {"organisations", "sections", "topics", "roles"}
    assert (known.series.broken, known.people.broken) == ({"a"}, set())


def test_folders_and_links_in_place_of_files(root: Path) -> None:
    (root / "vocabulary" / "people" / "li-mei.yml").mkdir()
    (root / "vocabulary" / "topics.yml").symlink_to("topics.yml")
    (root / "vocabulary" / "glossary.csv").unlink()
    (root / "vocabulary" / "glossary.csv").symlink_to("nowhere.csv")
    assert sorted(defects(root)) == [
        ("glossary.csv", "not-a-file", 1),
        ("people/li-mei.yml", "not-a-file", 1),
        ("topics.yml", "not-a-file", 1),
    ]


@given(
    st.sampled_from(["people/a.yml", "topics.yml", "glossary.csv"]), st.binary(max_size=400) | st.text().map(str.encode)
)
@settings(deadline=None)
def test_any_bytes_are_a_vocabulary(tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes) -> None:
    root = tmp_path_factory.mktemp("any")
    write(root, name, data)
    assert all(defect.line >= 1 for _, defect in load(root).defects)
