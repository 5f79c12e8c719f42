"""Clearances save work and never a finding: with them the checks find what they find without."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
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
from twinpress.rules.rule import Context, Report, Rule

AS_OF = datetime(2026, 1, 1, tzinfo=BEIJING)
FIXTURES = Path(__file__).parent / "rules"
BASE = FIXTURES / "base"


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


def rename(path: str, other: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        if (root / path).is_dir() and not (root / other).exists():
            (root / path).rename(root / other)

    edit.__name__ = f"{path} → {other}"
    return edit


def record(*lines: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        (root / "addresses").mkdir(exist_ok=True)
        (root / "addresses/pages.txt").write_text("".join(f"{line}\n" for line in lines), "utf-8")

    edit.__name__ = f"recorded: {lines}"
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
    write("2025/first-talk/index.zh.md", "title: ", "title: 又"),
    write("2025/first-talk/index.zh.md", "title: ", "kicker: 本报\ntitle: "),
    write("2024/meeting/index.en.md", "title: ", "title: Other "),
    write("2024/meeting/index.zh.md", "date: 20", "date: 29"),
    write("2024/meeting/index.zh.md", "date: 2024", "date: 2023"),
    write("2025/second-talk/index.zh.md", "section: ", "aliases: [/2024/meeting/, /old.html]\nsection: "),
    write("2025/second-talk/index.zh.md", "section: ", "publish_at: 2027-01-01\nsection: "),
    write("vocabulary/sections.yml", "talks:", "lectures:"),
    rename("2024/meeting", "2024/gathering"),
    rename("2024/gathering", "2024/meeting"),
    rename("2025/second-talk", "2025/third-talk"),
    record("/2024/meeting/ 2025-01-01", "/2025/first-talk/plan.txt 2025-01-01", "/en/2025/lost/ 2026-01-10"),
    remove("vocabulary/people/li-ming.yml"),
]


def found(root: Path, cache: str, as_of: datetime = AS_OF) -> list[Finding]:
    configured = site.load(SITE / "mkdocs.yml").reading(root)
    configured = replace(configured, options=configured.options.model_copy(update={"cache_dir": cache}))
    return check(Archive(content.load(root, BEIJING, configured.cache), as_of), configured)


@pytest.fixture(autouse=True, scope="module")
def _patient() -> object:
    """Take files for settled at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("twinpress.identity.RACY", -(10**12))
        patch.setattr(clearance, "FEW", 1)
        patch.setattr(content, "FEW", 1)
        yield


@settings(max_examples=settings().max_examples // 4)
@given(st.lists(st.sampled_from(EDITS), min_size=1, max_size=4))
def test_after_any_edits_the_findings_are_those_of_a_check_from_nothing(edits: list[Callable[[Path], None]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root, cache = Path(name, "content"), str(Path(name, "cache"))
        shutil.copytree(SITE / "content", root)
        assert found(root, cache) == found(root, "")
        for days, edit in enumerate(edits):
            edit(root)
            later = AS_OF + timedelta(days=10 * days)
            assert found(root, cache, later) == found(root, "", later)


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
    assert {finding.path.rpartition("/")[0] for finding in found(tmp_path / "content", cache)} == told
    assert seen == set(), "findings are remembered, too"
    write("2024/meeting/index.zh.md", "title: ", "title: 又一个")(tmp_path / "content")
    found(tmp_path / "content", cache)
    assert seen == {"2024/meeting", "2025/first-talk"}, "an article, and what links to it"


def test_rules_on_the_whole_archive_are_asked_again_where_what_they_rest_on_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = str(tmp_path / "cache")
    shutil.copytree(SITE / "content", tmp_path / "content")
    found(tmp_path / "content", cache)
    asked: list[str] = []

    def spy(context: Context, check: Callable[[Context], Iterator[Report]], code: str) -> Iterator[Report]:
        asked.append(code)
        return check(context)

    for code in ("ARC003", "ARC004"):
        monkeypatch.setitem(RULES, code, replace(RULES[code], check=partial(spy, check=RULES[code].check, code=code)))
    told: list[list[str]] = []
    for old, new in (
        ("", ""),
        ("第一段。", "首段。"),
        ("\ntitle: ", "\ntitle: 又"),
        ("\nsection: ", "\npinned: true\nsection: "),
    ):
        write("2025/first-talk/index.zh.md", old, new)(tmp_path / "content") if old else None
        asked.clear()
        found(tmp_path / "content", cache)
        told.append(list(asked))
    assert told == [[], [], ["ARC004"], ["ARC003", "ARC004"]]


WIDE = [rule for rule in RULES.values() if rule.rests_on is not None]


def test_what_rules_say_that_they_rest_on_is_known() -> None:
    assert {rule.scope for rule in WIDE} == {"archive", "site"}
    assert [rule.code for rule in RULES.values() if rule.clock and rule.scope not in ("document", "article")] == []


@pytest.mark.parametrize("rule", WIDE, ids=lambda rule: rule.code)
@pytest.mark.parametrize("tree", ["tests/site", "bad"])
def test_a_rule_rests_on_nothing_but_what_it_says(rule: Rule, tree: str, tmp_path: Path) -> None:
    """Let all words and bodies say something else: a rule that does not rest on them finds the same."""
    root, config = tmp_path / "content", SITE / "mkdocs.yml"
    shutil.copytree(SITE / "content" if tree == "tests/site" else BASE, root)
    if tree == "bad":
        bad = next(FIXTURES.glob(f"{rule.code}-*/bad"))
        whole = (bad / "mkdocs.yml").exists()
        shutil.copytree(bad, tmp_path if whole else root, dirs_exist_ok=True)
        shutil.copy(FIXTURES / "base.yml", tmp_path)
        config = tmp_path / "mkdocs.yml" if whole else config
    configured = site.load(config) if rule.scope == "site" else site.load(config).reading(root)

    def told() -> list[tuple[str, int, str]]:
        archive = Archive(content.load(root, BEIJING), AS_OF)
        reports = (
            rule.check(Context(archive, configured))
            if rule.scope == "archive"
            else (rule.check(configured.settings, Context(archive, configured)))
        )
        return [(report.path, report.line, report.zh) for report in reports]

    before = told()
    for file in root.glob("2*/*/index.*.md"):
        text = file.read_text("utf-8", "replace")
        if rule.rests_on and "words" not in rule.rests_on:
            text = re.sub(r"(?m)^(title|description|kicker|subtitle|rights): .*$", r"\1: 别的说法", text)
        if rule.rests_on and "cited" not in rule.rests_on and text.count("\n---\n") == 1:
            text = text.partition("\n---\n")[0] + "\n---\n\n别的话。[无处](/nowhere/) ![](nothing.png)\n"
        file.write_text(text, "utf-8")
    assert told() == before


def test_a_broken_cache_is_no_cache(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    shutil.copytree(SITE / "content", tmp_path / "content")
    expected = found(tmp_path / "content", str(cache))
    for file in cache.glob("*.pickle"):
        file.write_bytes(b"\x80nothing")
    assert found(tmp_path / "content", str(cache)) == expected


def test_several_processes_examine_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Translations are examined apart where there are many; what is found, and remembered, is the same."""
    root = tmp_path / "content"
    fixtures = Path(__file__).parent / "rules"
    for name in ("TRN001-figure-missing", "TRN002-figure-changed", "TRN019-parity"):
        for tree in ("bad", "good"):
            for story in sorted((fixtures / name / tree / "2025").iterdir()):
                shutil.copytree(story, root / "2025" / f"{name[:6].lower()}-{tree}-{story.name}")
    shutil.copytree(fixtures / "base" / "vocabulary", root / "vocabulary")
    archive = Archive(content.load(root, BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING))
    here = check(archive, site.bare(root), select=["TRN"])
    monkeypatch.setattr("twinpress.check.MANY", 2)
    monkeypatch.setattr("twinpress.forked.processes", lambda: 2)
    assert check(archive, site.bare(root), select=["TRN"]) == here
    assert len(here) > 5
