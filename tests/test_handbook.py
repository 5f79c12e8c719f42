"""Code, handbook and schemas tell the same story."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from twinpress import handbook
from twinpress.frontmatter import parse
from twinpress.kinds import SLUG
from twinpress.model import Original, Translation
from twinpress.rules import RULES


def test_generated_files_are_current() -> None:
    assert handbook.write(ROOT, verify=True) == [], "run: make generate"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_rules_page_and_registry_and_fixtures_are_the_same_list(language: str) -> None:
    page = (ROOT / f"docs/handbook/rules.{language}.md").read_text("utf-8")
    listed = re.findall(r"^### (\w+) `([\w-]+)`", page, re.M)
    assert sorted(listed) == sorted((rule.code, rule.name) for rule in RULES.values())
    fixtures = {folder.name for folder in (ROOT / "tests/rules").iterdir() if folder.is_dir() and folder.name != "base"}
    assert fixtures == {f"{rule.code}-{rule.name}" for rule in RULES.values()}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_is_in_the_table(language: str) -> None:
    page = (ROOT / f"docs/handbook/editors/fields.{language}.md").read_text("utf-8")
    for record in (Original, Translation):
        for item in fields(record):
            name = "as" if item.name == "wordings" else item.name
            assert f"| `{name}` |" in page


def load(path: str) -> Any:
    return json.loads((ROOT / handbook.SCHEMAS / path).read_text("utf-8"))


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if "$ref" in value else set()
        return own.union(*(references(part) for part in value.values()))
    if isinstance(value, list):
        return set().union(*(references(part) for part in value))
    return set()


def test_schemas_refer_to_what_they_define() -> None:
    for file in sorted((ROOT / handbook.SCHEMAS).glob("*.json")):
        schema = json.loads(file.read_text("utf-8"))
        known = {f"#/definitions/{name}" for name in schema["definitions"]}
        assert references(schema) <= known, file.name


def test_schema_knows_originals_from_translations() -> None:
    schema = load("article.schema.json")
    assert schema["if"] == {"required": ["date"]}
    original = schema["definitions"]["Original"]
    assert set(original["required"]) == {"title", "description", "id", "date", "section", "source"}
    assert original["additionalProperties"] is False
    assert "as" in original["properties"]
    assert "date" not in schema["definitions"]["Translation"]["properties"]


def test_vocabulary_of_the_stories_fits_its_schemas() -> None:
    """Every property written in the committed vocabulary is one that the schema offers to editors' programs."""
    for kind in ("people", "organisations"):
        properties = set(load(f"{kind}.schema.json")["properties"])
        for file in sorted((ROOT / "content/vocabulary" / kind).glob("*.yml")):
            assert SLUG.fullmatch(file.stem)
            assert set(parse(file.read_text("utf-8")).values) <= properties


def test_vscode_is_wired_to_every_schema() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    wired = {Path(name).name for name in settings["yaml.schemas"]}
    assert wired == {file.name for file in (ROOT / handbook.SCHEMAS).glob("*.json")}


def test_the_architecture_page_names_every_module() -> None:
    page = (ROOT / "docs/handbook/developers/architecture.en.md").read_text("utf-8")
    modules = {file.name for file in (ROOT / "scripts/twinpress").glob("*.py") if not file.name.startswith("__")}
    assert {name for name in modules if f"`{name}`" not in page} == set()


def test_every_dependency_says_why_it_is_there() -> None:
    page = (ROOT / "docs/handbook/developers/dependencies.en.md").read_text("utf-8").casefold()
    for file in ("requirements.in", "requirements-dev.in", "requirements-bench.in"):
        for line in (ROOT / file).read_text("utf-8").splitlines():
            name = re.match(r"[a-z][a-z0-9-]+", line)
            assert name is None or re.search(rf"^\|.*(?<![\w-]){name[0]}(?![\w-]).*\|.*\|$", page, re.M), name[0]


def test_no_table_says_a_thing_twice() -> None:
    twice = []
    for path in sorted((ROOT / "docs" / "handbook").rglob("*.md")):
        for table in re.split(r"\n(?!\|)", path.read_text("utf-8")):
            rows = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| `")]
            twice += [f"{path.relative_to(ROOT)}: {row}" for row in set(rows) if rows.count(row) > 1]
    assert twice == []
