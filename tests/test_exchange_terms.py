"""The glossary goes to terminology programs and comes back: no row and no column is lost, and no newer one overwritten."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree.ElementTree import fromstring, tostring

import pytest

from test_exchange import HERE, bring, content, export
from twinpress.vocabulary import Term

__all__ = ["content"]
GLOSSARY = "vocabulary/glossary.csv"


def rows(file: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))


def change(file: Path, identifier: str, column: str, value: str, mark: str = "\ufeff", ends: str = "\r\n") -> None:
    """Change a cell as a spreadsheet does, which writes CRLF."""
    found = rows(file)
    next(row for row in found if row["id"] == identifier)[column] = value
    save(file, found, mark, ends)


def save(file: Path, found: list[dict[str, str]], mark: str = "", ends: str = "\n") -> None:
    """Write a CSV file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(found[0]), lineterminator=ends)
    writer.writeheader()
    writer.writerows(found)
    file.write_bytes((mark + text.getvalue()).encode())


def test_a_table_has_every_column(content: Path) -> None:
    file = export(content, form="csv", name="terms.csv")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfid,zh,en,")
    before = rows(content / GLOSSARY)
    found = rows(file)
    assert {*Term.__dataclass_fields__, "asked", "exported"} == set(found[0])
    assert [{key: value for key, value in row.items() if key != "exported"} for row in found] == before
    assert len({row["exported"] for row in found}) == len(before)


@pytest.mark.parametrize(("form", "name"), [("csv", "terms.csv"), ("tbx", "terms.tbx")])
def test_what_comes_back_as_it_was_changes_nothing(content: Path, form: str, name: str) -> None:
    file = export(content, form=form, name=name)
    assert bring(content, file) == "没有写入文件 · no file was written\n"
    assert (content / GLOSSARY).read_bytes() == (HERE / "content" / GLOSSARY).read_bytes()


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_changed_cell_comes_back(content: Path, mark: str, ends: str) -> None:
    before = (content / GLOSSARY).read_text("utf-8")
    file = export(content, form="csv", name="terms.csv")
    change(file, "child-friendly", "en_allowed", "friendly to children", mark, ends)
    assert bring(content, file) == f"content/{GLOSSARY}\n"
    after = before.replace("child-friendly,,kid-friendly", "child-friendly,friendly to children,kid-friendly")
    assert (content / GLOSSARY).read_text("utf-8") == after


def test_rows_that_did_not_come_back_stay_and_new_ones_are_added(content: Path) -> None:
    before = (content / GLOSSARY).read_text("utf-8")
    file = export(content, form="csv", name="terms.csv")
    found = rows(file)
    new = {**dict.fromkeys(found[0], ""), "id": "street", "zh": "街道", "en": "street"}
    save(file, [found[2], new])
    bring(content, file)
    assert (content / GLOSSARY).read_text("utf-8") == before + "street,街道,street,,,,,,,,,,,\n"


def test_a_row_that_was_changed_here_meanwhile_stays(content: Path) -> None:
    file = export(content, form="csv", name="terms.csv")
    change(file, "child-friendly", "en", "friendly to children")
    glossary = content / GLOSSARY
    newer = glossary.read_text("utf-8").replace("kid-friendly", "kids-friendly")
    glossary.write_text(newer, "utf-8")
    said = bring(content, file, status=1)
    assert said == (
        f"content/{GLOSSARY}:4: child-friendly（来件第 4 行）：导出之后术语表改过，或来件没有 exported 一列，未写入。"
        "en 现为“child-friendly”，送回的是“friendly to children”；确要覆盖，请加 --force\n"
        "    child-friendly (row 4 of the file): the glossary was changed after the export, or the file has no column exported: "
        "not written. en is now “child-friendly”, what came back is “friendly to children”; "
        "to write it all the same, add --force\n没有写入文件 · no file was written\n"
    )
    assert glossary.read_text("utf-8") == newer
    bring(content, file, "--force")
    assert "child-friendly,儿童友好,friendly to children,,kid-friendly" in glossary.read_text("utf-8")


def test_a_row_that_was_taken_out_meanwhile_stays_out(content: Path) -> None:
    file = export(content, form="csv", name="terms.csv")
    glossary = content / GLOSSARY
    shorter = "\n".join(glossary.read_text("utf-8").splitlines()[:3]) + "\n"
    glossary.write_text(shorter, "utf-8")
    assert "术语表里已删去这一行" in bring(content, file, status=1)
    assert glossary.read_text("utf-8") == shorter


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("No Id,甲,a", "编号须为小写英文"),
        ("a,甲,a\na,乙,b", "出现了两次"),
        ("a,,a", "zh 和 en 都要填写"),
        ("a,甲\x07,a", "控制字符"),
    ],
)
def test_rows_that_are_none_are_told(content: Path, row: str, said: str) -> None:
    file = content.parent / "terms.csv"
    file.write_text(f"id,zh,en\n{row}\n", "utf-8")
    assert said in bring(content, file, status=1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("编号,中文\na,b\n".encode(), "第一行须有 id、zh、en 各列"),
        (b"id;zh;en\na;b;c\n", "第一行须有 id、zh、en 各列"),
        ("id,zh,en\n甲,乙,丙\n".encode("gb18030"), "CSV UTF-8"),
        (b"id,zh,en\na,b,c,d\n", "第 2 行的格数多于第一行"),
        (b'id,zh,en\na,"b', "不是 CSV"),
        (b"id,zh,en,en\n", "重复的列名"),
        (b"", "第一行须有"),
    ],
)
def test_a_file_that_is_no_glossary_is_refused_in_words(content: Path, data: bytes, said: str) -> None:
    file = content.parent / "terms.csv"
    file.write_bytes(data)
    assert said in bring(content, file, status=2)


def test_without_a_glossary_there_is_nothing_to_exchange(content: Path) -> None:
    file = export(content, form="csv", name="terms.csv")
    (content / GLOSSARY).unlink()
    assert "无法读取术语表" in bring(content, file, status=2)


def test_terms_in_tbx_say_what_is_preferred(content: Path) -> None:
    root = fromstring(export(content, form="tbx", name="terms.tbx").read_bytes())
    entry = next(root.iter("termEntry"))
    assert entry.get("id") == "term-womens-federation"
    assert [
        (group.findtext("term"), [note.text for note in group.iter("termNote")]) for group in entry.iter("tig")
    ] == [
        ("妇女联合会", ["preferredTerm-admn-sts"]),
        ("women’s federation", ["preferredTerm-admn-sts"]),
        ("Women’s Federation", ["admittedTerm-admn-sts"]),
        ("federation", ["admittedTerm-admn-sts"]),
        ("women’s union", ["deprecatedTerm-admn-sts"]),
        ("federation", ["admittedTerm-admn-sts", "shortForm"]),
    ]


def test_a_term_changed_in_tbx_keeps_the_columns_that_tbx_has_not(content: Path) -> None:
    before = (content / GLOSSARY).read_text("utf-8")
    file = export(content, form="tbx", name="terms.tbx")
    root = fromstring(file.read_bytes())
    for term in root.iter("term"):
        if term.text == "15th Five-Year Plan":
            term.text = "Fifteenth Five-Year Plan"
    file.write_bytes(tostring(root, encoding="utf-8"))
    bring(content, file)
    assert (content / GLOSSARY).read_text("utf-8") == before.replace('"十五五，规划",15th', "十五五，规划,Fifteenth")
