"""Translate Toolkit, which many translation programs rest on, reads what we write, and what it writes comes back."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from test_exchange import ENGLISH, bring, confirm, content, export, with_english
from test_exchange_terms import GLOSSARY

__all__ = ["content"]


def store(module: str, name: str, file: Path) -> Any:
    """Return a file as the toolkit reads it."""
    found = getattr(importlib.import_module(f"translate.storage.{module}"), name)
    return found.parsestring(file.read_bytes())


def test_it_reads_units_and_marks(content: Path) -> None:
    with_english(content)
    known = store("xliff", "Xliff1File", export(content, "2025/street"))
    assert known.getfilenames() == ["2025/street"]
    units = [unit for unit in known.units if unit.istranslatable()]
    assert [unit.target for unit in units[:2]] == ["How children cross a street", "First talk"]
    paragraph = next(unit for unit in known.units if unit.xmlelement.get("resname") == "paragraph")
    assert [type(part).__name__ for part in paragraph.rich_source[0].sub] == [
        "StringElem", "G", "StringElem", "G", "StringElem", "G", "X", "StringElem",
    ]  # fmt: skip


def test_what_it_saves_unchanged_changes_nothing(content: Path) -> None:
    before = with_english(content)
    file = export(content, "2025/street")
    file.write_bytes(bytes(store("xliff", "Xliff1File", file)))
    assert bring(content, file) == "没有写入文件 · no file was written\n"
    assert (content / ENGLISH).read_bytes() == before


def test_what_it_translates_comes_back(content: Path) -> None:
    before = with_english(content).decode()
    file = export(content, "2025/street")
    known = store("xliff", "Xliff1File", file)
    unit = next(unit for unit in known.units if unit.target == "Three things")
    unit.target = "Three ideas"
    file.write_bytes(bytes(known))
    bring(content, file)
    assert (content / ENGLISH).read_text("utf-8") == before.replace("Three things", "Three ideas")


def test_it_reads_the_memory(content: Path) -> None:
    with_english(content)
    confirm(content)
    known = store("tmx", "tmxfile", export(content, form="tmx", name="out.tmx"))
    assert known.units[0].source == "孩子怎样过街"
    assert known.units[0].target == "How children cross a street"


def test_it_reads_and_saves_terms(content: Path) -> None:
    before = (content / GLOSSARY).read_bytes()
    file = export(content, form="tbx", name="terms.tbx")
    known = store("tbx", "tbxfile", file)
    assert (known.units[0].source, known.units[0].target) == ("妇女联合会", "women’s federation")
    file.write_bytes(bytes(known))
    assert bring(content, file) == "没有写入文件 · no file was written\n"
    assert (content / GLOSSARY).read_bytes() == before
