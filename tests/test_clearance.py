"""Clearances save work and never a finding: with them the checks find what they find without."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SITE
from twinpress import clearance, content, site
from twinpress.archive import Archive, Article
from twinpress.check import check
from twinpress.document import Document
from twinpress.finding import Finding
from twinpress.kinds import BEIJING
from twinpress.rules import RULES
from twinpress.rules.rule import Context, Report

AS_OF = datetime(2026, 1, 1, tzinfo=BEIJING)


def write(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        file = root / path
        if file.is_file():
            file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    edit.__name__ = f"{path}: {old} → {new}"
    return edit


def remove(path: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        place = root / path
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)

    edit.__name__ = f"{path}: gone"
    return edit


EDITS = [
    write("2025/first-talk/index.zh.md", "第一段。", "第一段,中文。"),
    write("2025/first-talk/index.zh.md", "第一段,中文。", "第一段。"),
    write("2025/first-talk/index.en.md", "/2024/meeting/#result", "/2024/meeting/#nothing"),
    write("2024/meeting/index.zh.md", "result", "outcome"),
    write("2024/meeting/index.zh.md", "section: meetings", "status: draft\nsection: meetings"),
    write("2025/second-talk/index.zh.md", "mode: summary", "mode: sumary"),
    write("vocabulary/topics.yml", "city:", "town:"),
    write("vocabulary/topics.yml", "town:", "city:"),
    remove("2025/second-talk"),
    remove("2025/second-talk/index.zh.md"),
    remove("2025/first-talk/street.png"),
    remove("2025/first-talk/plan.txt"),
    remove("2024/meeting"),
    remove("vocabulary/people/li-ming.yml"),
]


def found(root: Path, cache: str, as_of: datetime = AS_OF) -> list[Finding]:
    configured = site.load(SITE / "mkdocs.yml").reading(root)
    configured = replace(configured, options=configured.options.model_copy(update={"cache_dir": cache}))
    return check(Archive(content.load(root, BEIJING), as_of), configured)


@pytest.fixture(autouse=True, scope="module")
def _patient() -> object:
    """Take files for settled at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clearance, "RACY", -(10**12))
        yield


@settings(max_examples=25)
@given(st.lists(st.sampled_from(EDITS), min_size=1, max_size=4))
def test_after_any_edits_the_findings_are_those_of_a_check_from_nothing(edits: list[Callable[[Path], None]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root, cache = Path(name, "content"), str(Path(name, "cache"))
        shutil.copytree(SITE / "content", root)
        assert found(root, cache) == found(root, "")
        for edit in edits:
            edit(root)
            assert found(root, cache) == found(root, "")


def test_a_day_later_everything_is_looked_at_again(tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    shutil.copytree(SITE / "content", tmp_path / "content")
    for later in range(0, 60, 20):
        moment = AS_OF + timedelta(days=later)
        assert found(tmp_path / "content", cache, moment) == found(tmp_path / "content", "", moment)


def test_what_was_cleared_is_not_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = str(tmp_path / "cache")
    shutil.copytree(SITE / "content", tmp_path / "content")
    told = {finding.path.rpartition("/")[0] for finding in found(tmp_path / "content", cache)}
    seen: set[str] = set()
    rule = RULES["TXT001"]

    def spy(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
        seen.add(document.path.rpartition("/")[0])
        return rule.check(document, story, context)

    monkeypatch.setitem(RULES, "TXT001", replace(rule, check=spy))
    found(tmp_path / "content", cache)
    assert seen, "an article with findings is looked at each time"
    assert seen <= told


def test_a_broken_cache_is_no_cache(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    shutil.copytree(SITE / "content", tmp_path / "content")
    expected = found(tmp_path / "content", str(cache))
    for file in cache.glob("clearances-*"):
        file.write_bytes(b"\x80nothing")
    assert found(tmp_path / "content", str(cache)) == expected
