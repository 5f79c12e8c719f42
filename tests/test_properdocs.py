"""tests/site built with ProperDocs, the living fork of MkDocs 1.x: the day MkDocs no longer runs, the site does not change."""

from __future__ import annotations

import re
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from conftest import ROOT, SITE, mkdocs_build

GENERATOR = re.compile(rb'<meta name="generator" content="([^"]*)">')


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def generators(files: dict[str, bytes]) -> set[tuple[bytes, ...]]:
    """Return what the pages say made them; a tuple of one name where a page says it once. Redirects say nothing."""
    pages = (data for name, data in files.items() if name.endswith(".html") and b'http-equiv="refresh"' not in data)
    return {tuple(GENERATOR.findall(data)) for data in pages}


def test_properdocs_makes_the_same_files_with_the_same_bytes(built: Path, tmp_path: Path) -> None:
    mkdocs_build(SITE / "mkdocs.yml", tmp_path / "archive", program="properdocs")
    ours, theirs = tree(built), tree(tmp_path / "archive")
    # it is no comparison unless each was really made by its own program
    theme = f"mkdocs-material-{version('mkdocs-material')}"
    assert generators(ours) == {(f"mkdocs-{version('mkdocs')}, {theme}".encode(),)}
    assert generators(theirs) == {(f"mkdocs-ProperDocs {version('properdocs')}, {theme}".encode(),)}
    assert sorted(theirs) == sorted(ours)
    differing = [name for name in ours if GENERATOR.sub(b"", theirs[name]) != GENERATOR.sub(b"", ours[name])]
    assert differing == []


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
@pytest.mark.parametrize(
    ("file", "before", "after", "message"),
    [
        # a finding of ours is an error; the other is a warning of the program's own, which --strict counts
        ("content/2024/meeting/index.zh.md", "section: meetings", "section: none", r"meeting/index\.zh\.md:6: ART"),
        ("docs/terms.zh.md", "只有中文", "[没有](none.txt)", r"WARNING .*'none\.txt'"),
    ],
)
def test_a_strict_build_stops_at_the_same_mistakes(
    tmp_path: Path, program: str, file: str, before: str, after: str, message: str
) -> None:
    project = tmp_path / "tests" / "site"
    shutil.copytree(SITE, project)
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    text = (project / file).read_text("utf-8")
    assert before in text
    (project / file).write_text(text.replace(before, after), "utf-8")
    with pytest.raises(AssertionError, match=message):
        mkdocs_build(project / "mkdocs.yml", tmp_path / "archive", program=program)
