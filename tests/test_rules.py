"""Every rule on the fixtures that show it failing and passing.

A fixture is a folder ``tests/rules/CODE-name/`` with two small content folders, ``bad`` and ``good`` (and others such as
``bad-unread``, where one article's mistake would change what is said of the rest). Each is laid over
``tests/rules/base`` (a vocabulary and one article without faults) and checked at the first moment of 2026. What is
expected stands on the failing line, ``# expect: ART015`` in fields and ``<!-- expect: TXT004 -->`` in text; where a line
cannot say it, a line ``path:line CODE`` in ``expect.txt`` does. *All* findings must be as expected, whatever the rule.

A tree with a ``mkdocs.yml`` in it is a whole site: ``mkdocs.yml``, ``docs/``, and ``content/`` where the base's is not
enough. It may say ``INHERIT: base.yml`` (``tests/rules/base.yml``, a configuration without faults).

Translations are examined in the fixtures of the rules on translations alone: in the others, texts need not say the same.

``options.yml`` beside ``bad`` and ``good`` may set ``freshness: true``, ``site_url:``, ``docs: [about.zh.md]`` (standing
pages) and ``options:`` (of the plugin). Files that Git or editors would spoil are made by ``SPOILED``.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from twinpress import content, site
from twinpress.archive import Archive
from twinpress.check import TRANSLATIONS, check
from twinpress.finding import Finding
from twinpress.rules import RULES
from twinpress.rules.art_fields import VOCABULARY
from twinpress.rules.known import LISTS
from twinpress.rules.rule import FAMILIES
from twinpress.site import Options, Site

HERE = Path(__file__).parent / "rules"
BASE = HERE / "base"
CONFIG = "mkdocs.yml"
FIXTURES = sorted(folder for folder in HERE.iterdir() if folder.is_dir() and folder != BASE)
BAD = sorted(tree for folder in FIXTURES for tree in folder.glob("bad*"))
MARKER = re.compile(r"[ \t]*(?:#|<!--|/\*) expect:((?: [A-Z]+\d{3})+)(?: -->| \*/)?[ \t]*$", re.M)
TEXT = {".md", ".yml", ".csv", ".txt", ".vtt", ".css"}
HAN = re.compile(r"[\u3400-\u9fff]")
SITE_URL = "https://example.org/news/"

Expected = list[tuple[str, int, str]]


def as_windows(file: Path) -> None:
    """Write the file as Windows' editor does: a byte-order mark, and CRLF."""
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))


def as_gbk(file: Path) -> None:
    """Write the file in the old Chinese encoding."""
    file.write_bytes(file.read_text("utf-8").encode("gb18030"))


def with_nul(file: Path) -> None:
    """Put a NUL into the last line."""
    file.write_bytes(file.read_bytes().rstrip(b"\n") + b"\0\n")


def as_folder(file: Path) -> None:
    """Replace the file by a folder of its name."""
    file.unlink(missing_ok=True)
    file.mkdir(parents=True)


def as_loop(file: Path) -> None:
    """Replace the file by a link to itself."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    file.symlink_to(file.name)


def huge(file: Path) -> None:
    """Fill the file up to 10 MB."""
    with file.open("a", encoding="utf-8") as out:
        out.write("培训内容。\n" * 650_000)


SPOILED: dict[str, tuple[tuple[str, Callable[[Path], None]], ...]] = {
    "ART001": (
        ("2025/a-folder/index.zh.md", as_folder),
        ("2025/a-link/index.zh.md", as_loop),
        ("2025/ten-megabytes/index.zh.md", huge),
    ),
    "ART002": (("2025/old-encoding/index.zh.md", as_gbk), ("2025/pasted-nul/index.zh.md", with_nul)),
    "ART003": (("2025/from-windows/index.zh.md", as_windows),),
    "ARC001": (("2025/a-shortcut", as_loop),),
}
"""What is done to files of the tree ``bad`` before it is checked, by code."""


def lay_out(fixture: Path, tree: str, root: Path) -> Expected:
    """Copy a fixture's tree over the base into ``root``; take out the markers and return what they expect."""
    shutil.copytree(BASE, root / "content")
    whole = (fixture / tree / CONFIG).exists()
    if whole:
        shutil.copy(HERE / "base.yml", root)
    shutil.copytree(fixture / tree, root if whole else root / "content", dirs_exist_ok=True, symlinks=True)
    expected: Expected = []
    for file in written(root):
        path = Path(os.path.relpath(file, root / "content")).as_posix()
        if file.name == "expect.txt":
            for line in file.read_text("utf-8").splitlines():
                if line.strip():
                    place, _, code = line.rpartition(" ")
                    where, _, number = place.rpartition(":")
                    expected.append((where, int(number), code))
            file.unlink()
        elif file.suffix in TEXT:
            text = file.read_text("utf-8")
            for match in MARKER.finditer(text):
                number = text.count("\n", 0, match.start()) + 1
                expected += [(path, number, code) for code in match[1].split()]
            file.write_text(MARKER.sub("", text), "utf-8", newline="")
    return sorted(expected)


def written(root: Path) -> list[Path]:
    """Return the files of a laid-out tree."""
    return [file for file in sorted(root.rglob("*")) if file.is_file()]


def findings(fixture: Path, root: Path) -> list[Finding]:
    """Check the content folder in ``root`` with the fixture's options."""
    return run(root, load_options(fixture), translations=fixture.name.startswith(TRANSLATIONS))


def load_options(fixture: Path) -> dict[str, Any]:
    """Return what ``options.yml`` says."""
    file = fixture / "options.yml"
    return yaml.safe_load(file.read_text("utf-8")) if file.exists() else {}


def run(root: Path, options: dict[str, Any], *, translations: bool = True) -> list[Finding]:
    """Check ``root/content`` at the first moment of 2026."""
    place = make_site(root, options)
    archive = Archive(content.load(root / "content", place.zone), datetime(2026, 1, 1, tzinfo=place.zone))
    return check(archive, place, freshness=options.get("freshness", False), translations=translations)


def make_site(root: Path, options: dict[str, Any]) -> Site:
    """Return the site that a fixture is checked for."""
    if (root / CONFIG).exists():
        return site.load(root / CONFIG)
    for name in options.get("docs", []):
        (root / "docs").mkdir(exist_ok=True)
        (root / "docs" / name).write_text("# …\n", "utf-8")
    plain = site.bare(root / "content")
    given = Options.model_validate({"content_dir": "content", **options.get("options", {})})
    return replace(plain, url=options.get("site_url", SITE_URL), options=given)


def spoil(fixture: Path, root: Path) -> None:
    """Make the files that cannot be kept in Git."""
    for path, change in SPOILED.get(fixture.name.partition("-")[0], ()):
        change(root / "content" / path)


def listed(found: list[Finding]) -> Expected:
    return sorted((finding.path, finding.line, finding.code) for finding in found)


@pytest.mark.parametrize("tree", BAD, ids=lambda tree: f"{tree.parent.name}/{tree.name}")
def test_bad_tree_gives_exactly_what_it_expects(tree: Path, tmp_path: Path) -> None:
    fixture = tree.parent
    expected = lay_out(fixture, tree.name, tmp_path)
    if tree.name == "bad":
        spoil(fixture, tmp_path)
    found = findings(fixture, tmp_path)
    assert listed(found) == expected, "\n".join(f"{f.path}:{f.line} {f.code} {f.en}" for f in found)
    assert fixture.name.partition("-")[0] in {code for _, _, code in expected}


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda folder: folder.name)
def test_good_tree_gives_nothing(fixture: Path, tmp_path: Path) -> None:
    assert lay_out(fixture, "good", tmp_path) == []
    found = findings(fixture, tmp_path)
    assert found == [], "\n".join(f"{f.path}:{f.line} {f.code} {f.en}" for f in found)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda folder: folder.name)
def test_messages_are_whole_in_both_languages(fixture: Path, tmp_path: Path) -> None:
    lay_out(fixture, "bad", tmp_path)
    words = "".join(file.read_text("utf-8") for file in written(tmp_path) if file.suffix in TEXT)
    spoil(fixture, tmp_path)
    for finding in findings(fixture, tmp_path):
        assert HAN.search(finding.zh), finding
        assert re.search(r"[A-Za-z]+ [A-Za-z]+ [A-Za-z]+", finding.en), finding
        for chinese in re.findall(r"[\u3400-\u9fff]+", re.sub(r"“[^”]*”", "", finding.en)):
            assert chinese in words + finding.fix, f"neither quoted nor the editor's own words: {chinese} in {finding}"
        for text in (finding.zh, finding.en):
            assert "\n" not in text, finding
            assert "None" not in text, finding
            assert not re.search(r"\{(?:found|zh|en|cure_zh|cure_en|folders)\}", text), finding
            assert "  " not in text, finding
        assert finding.en[-1] not in " :,", finding


def with_base(tmp_path: Path) -> Path:
    """Return the base's copy, to be spoilt."""
    shutil.copytree(BASE, tmp_path / "content")
    return tmp_path / "content"


ARTICLE = """\
---
id: 01JPSPRNG1
title: 春季业务培训举行
description: 八十余名社区工作者参加了两天的春季业务培训。
date: 2025-03-20
section: trainings
source: {name: city-federation}
editor: li-mei
topics: [reading, child-friendly-city]
people: [{person: li-mei, role: speaker}]
---

春季业务培训在市图书馆举行。
"""


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        (["topics.yml"], ["vocabulary/topics.yml"]),
        (["people"], ["vocabulary/people"]),
        (["people", "roles.yml"], ["vocabulary/people", "vocabulary/roles.yml"]),
        (["places.yml", "glossary.csv"], []),
        ([""], ["vocabulary"]),
    ],
)
def test_a_list_that_is_gone_is_one_finding_where_something_needs_it(
    gone: list[str], expected: list[str], tmp_path: Path
) -> None:
    root = with_base(tmp_path)
    (root / "2025" / "spring").mkdir(parents=True)
    (root / "2025" / "spring" / "index.zh.md").write_text(ARTICLE, "utf-8")
    for name in gone:
        path = root / "vocabulary" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert listed(run(tmp_path, {})) == [(path, 1, "ARC002") for path in expected]


def test_no_vocabulary_and_no_articles_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert run(tmp_path, {}) == []


def test_a_renamed_section_is_told_where_articles_name_it(tmp_path: Path) -> None:
    root = with_base(tmp_path)
    (root / "vocabulary" / "sections.yml").write_text("training:\n  name: {zh: 培训, en: Trainings}\n", "utf-8")
    assert listed(run(tmp_path, {})) == [("2024/reading-room/index.zh.md", 6, "ART014")]


@pytest.fixture
def alarm() -> Iterator[None]:
    """Turn a hang into a failure."""

    def ring(*_: object) -> None:
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("alarm")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("2025/spring/index.zh.md", "ART001"),
        ("2024/reading-room/index.en.md", "ART001"),
        ("vocabulary/people/zhao-qing.yml", "ARC002"),
        ("vocabulary/topics.yml", "ARC002"),
        ("vocabulary/glossary.csv", "ARC002"),
    ],
)
def test_a_pipe_is_not_read(name: str, code: str, tmp_path: Path) -> None:
    """Reading a pipe to which nobody writes never ends."""
    root = with_base(tmp_path)
    original = root / "2025" / "naming" / "index.zh.md"
    original.parent.mkdir(parents=True)
    original.write_text(ARTICLE.replace("topics:", "related: [01JPBR0KEN]\ntopics:"), "utf-8")
    (root / name).unlink(missing_ok=True)
    (root / name).parent.mkdir(exist_ok=True)
    os.mkfifo(root / name)
    found = [place for place in listed(run(tmp_path, {})) if place[2] != "ART020"]
    assert found == [(name, 1, code)]


def test_what_is_to_be_typed_fits_the_field(tmp_path: Path) -> None:
    """A writer copies the example: it must be one of this field, and never another article's id."""
    root = with_base(tmp_path)
    (root / "2025" / "spring").mkdir(parents=True)
    text = (
        ARTICLE.replace("id: 01JPSPRNG1\n", "").replace("trainings", "[trainings]").replace("2025-03-20", "2025/3/20")
    )
    text = (
        text.replace("topics: [reading, ", "topics: [reading，")
        .replace("- role", "")
        .replace("title: 春", "title: 2025")
    )
    (root / "2025" / "spring" / "index.zh.md").write_text(text.replace("季业务培训举行", "", 1), "utf-8")
    found = {finding.field: finding for finding in run(tmp_path, {})}
    assert "twinpress new" in found["id"].zh
    assert not re.search(r"01[0-9A-Z]{8}", found["id"].zh + found["id"].en)
    assert "section: trainings" in found["section"].zh
    assert found["date"].fix == "2025-03-20"
    assert found["topics.0"].fix == "[reading, child-friendly-city]"
    assert found["title"].fix == '"2025"'


def test_base_has_no_faults(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "content")
    assert run(tmp_path, {}) == []


def test_rules_and_fixtures_are_the_same_list() -> None:
    assert [folder.name for folder in FIXTURES] == sorted(f"{rule.code}-{rule.name}" for rule in RULES.values())


@pytest.mark.parametrize("code", sorted(RULES))
def test_manual_is_complete(code: str) -> None:
    manual = RULES[code].manual
    for english in (manual.en, manual.why_en):
        assert len(re.findall(r"[A-Za-z]+", english)) >= 4
        assert len(HAN.findall(english)) < len(english) / 4, "examples may be Chinese, the manual's English is not"
    assert HAN.search(manual.zh)
    assert HAN.search(manual.why_zh)
    assert manual.bad
    assert manual.good
    assert manual.bad != manual.good


def test_codes_are_numbered_by_family() -> None:
    for code in RULES:
        assert code[:-3] in FAMILIES
        assert re.fullmatch(r"[A-Z]{3,4}\d{3}", code)


def test_every_list_of_the_vocabulary_is_known_to_the_rule_of_wrong_values() -> None:
    assert set(VOCABULARY.values()) == set(LISTS)


def test_all_rules_run_on_one_wholly_bad_tree(tmp_path: Path) -> None:
    """Lay the bad trees of all rules on articles side by side: no rule keeps another from speaking."""
    expected: set[str] = set()
    whole = tmp_path / "content"
    shutil.copytree(BASE, whole)
    # links first: their targets keep their names, the others give way to what lies there already
    for fixture in sorted(FIXTURES, key=lambda folder: (not folder.name.startswith("LNK"), folder.name)):
        if fixture.name.startswith(("ARC", "SITE")) or load_options(fixture):  # two archives' faults would make a third
            continue
        part = tmp_path / fixture.name / "content"
        expected |= {code for _, _, code in lay_out(fixture, "bad", tmp_path / fixture.name)}
        spoil(fixture, tmp_path / fixture.name)
        for folder in sorted(part.glob("2*/*")):
            if (BASE / folder.relative_to(part)).exists() or not folder.is_dir():
                continue
            place = whole / folder.relative_to(part)
            if place.exists():
                place = place.with_name(f"{fixture.name[:6].lower()}-{place.name}")
            shutil.copytree(folder, place, symlinks=True)
        for name in ("people", "organisations"):
            shutil.copytree(part / "vocabulary" / name, whole / "vocabulary" / name, dirs_exist_ok=True)
    found = run(tmp_path, {})
    assert expected - {finding.code for finding in found} == set()
    assert [finding.order for finding in found] == sorted(finding.order for finding in found)
