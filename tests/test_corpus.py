"""The made-up archive of scripts/bench: it has everything in it, nothing wrong in it, and is always the same."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from bench import corpus
from bench.bilingual import Both
from bench.chance import Ranked
from bench.lexicon import BUILT_IN
from bench.registry import Registry
from conftest import ROOT
from twinpress import content, site
from twinpress.archive import Archive
from twinpress.check import check
from twinpress.content import Content
from twinpress.kinds import BEIJING
from twinpress.model import Original, Record, Translation
from twinpress.vocabulary import KINDS, Term

AS_OF = datetime(2026, 7, 1, tzinfo=BEIJING)
DIGEST = "5cdb1ff5714d2f0448bf859e0b12fcfe7917fa8026d49acbb9d224b294f4312e"
"""SHA-256 over paths and bytes of 50 articles with the seed 1; the same with Python 3.11 to 3.13."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return 300 articles, read."""
    folder = tmp_path_factory.mktemp("corpus")
    corpus.write(folder, 300, 1)
    return Archive(content.load(folder, BEIJING), AS_OF)


def records(hint: Any) -> Iterator[type]:
    """Yield every record that a type is made of."""
    if isinstance(hint, type) and is_dataclass(hint) and issubclass(hint, Record):
        yield hint
        for inner in get_type_hints(hint).values():
            yield from records(inner)
    for inner in get_args(hint):
        yield from records(inner)


KNOWN = list(
    dict.fromkeys(item for root in (Original, Translation, *(k.entry for k in KINDS), Term) for item in records(root))
)


def written(value: Any) -> Iterator[Any]:
    """Yield every record in a value."""
    if isinstance(value, Record):
        yield value
        value = tuple(vars(value).values())
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for inner in value:
            yield from written(inner)


def everything(found: Content) -> Iterator[Any]:
    """Yield every record in an archive."""
    for folder in found.folders:
        for document in folder.documents:
            yield from written(document.front)
    for entries in found.vocabulary.lists.values():
        yield from written(tuple(entries.values()))
    yield from written(found.vocabulary.glossary)


def default(item: Field[Any]) -> Any:
    return item.default_factory() if item.default_factory is not MISSING else item.default


def choices(hint: Any) -> Iterator[Any]:
    """Yield the values that a type lists."""
    if get_origin(hint) is Literal:
        yield from get_args(hint)
    elif not is_dataclass(hint):
        for inner in get_args(hint):
            yield from choices(inner)


def test_every_field_of_every_record_is_used(archive: Archive) -> None:
    used = {
        (type(record), item.name)
        for record in everything(archive.content)
        for item in fields(record)
        if getattr(record, item.name) != default(item)
    }
    assert [(record, item.name) for record in KNOWN for item in fields(record) if (record, item.name) not in used] == []


def test_every_listed_value_occurs(archive: Archive) -> None:
    found: set[tuple[type, str, Any]] = set()
    for record in everything(archive.content):
        for item in fields(record):
            value = getattr(record, item.name)
            found |= {
                (type(record), item.name, part)
                for part in (value if isinstance(value, tuple) else (value,))
                if isinstance(part, str)
            }
    wanted = [
        (record, name, value)
        for record in KNOWN
        for name, hint in get_type_hints(record).items()
        for value in choices(hint)
    ]
    assert len(wanted) > 30  # the types still name their values
    assert [item for item in wanted if item not in found] == []


def test_every_form_of_a_value_occurs(archive: Archive) -> None:
    facts = [story.facts for story in archive.articles]
    assert {item.date.precision for item in facts} == {"day", "minute", "second"}
    assert len({item.date.at.utcoffset() for item in facts}) == 4
    assert {item.event.attendance.qualifier for item in facts if item.event and item.event.attendance} == {"", "+", "~"}
    aliases = [alias for item in facts for alias in item.aliases]
    for mark in (".html", "?", " ", "新闻", "catalog_"):
        assert any(mark in alias for alias in aliases), mark


def test_the_shares_are_realistic(archive: Archive) -> None:
    stories = archive.articles
    assert Counter(archive.state(story).value for story in stories) == {
        "public": 271,
        "hidden": 13,
        "expired": 11,
        "withdrawn": 3,
        "removed": 2,
    }
    assert Counter(story.facts.type for story in stories) == {
        "news": 168,
        "event": 48,
        "notice": 24,
        "interview": 24,
        "document": 12,
        "gallery": 12,
        "video": 12,
    }
    assert Counter(story.original.language for story in stories) == {"zh": 285, "en": 15}
    modes = Counter(getattr(story.translation.front, "mode", "") if story.translation else "none" for story in stories)
    assert modes == {"full": 166, "summary": 26, "none": 108}
    years = Counter(story.facts.date.at.year for story in stories)
    assert (min(years), max(years)) == (2007, 2026)
    assert sum(years[year] for year in range(2021, 2027)) > 150
    coming = [story for story in archive.listed if story.facts.event and story.facts.event.start.at > AS_OF]
    assert len(coming) == 5


@pytest.mark.parametrize(("seed", "full"), [(1, False), (1, True), (2, False)])
def test_the_check_finds_no_mistake(tmp_path: Path, seed: int, full: bool) -> None:
    corpus.write(tmp_path, 300, seed, full=full)
    found = Archive(content.load(tmp_path, BEIJING), AS_OF)
    told = [
        f"{finding.path}:{finding.line} {finding.code}"
        for finding in check(found, site.bare(tmp_path))
        if finding.code != "ARC012"
    ]
    assert told == []  # ARC012: some names are known in one language only, as everywhere


def test_the_vocabulary_of_a_large_archive_has_no_mistake(tmp_path: Path) -> None:
    for path, text in Registry(50_000).files():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    found = Archive(content.load(tmp_path, BEIJING), AS_OF)
    assert len(found.vocabulary.people) == 2540
    assert len(found.vocabulary.organisations) == 873
    told = [f"{finding.path} {finding.code}" for finding in check(found, site.bare(tmp_path), select=["ARC"])]
    assert [item for item in told if not item.endswith(("ARC012", "sections.yml ARC007"))] == []


def test_full_gives_every_article_its_translation(tmp_path: Path) -> None:
    corpus.write(tmp_path, 60, 1, full=True)
    assert {len(folder.documents) for folder in content.load(tmp_path, BEIJING).folders} == {2}


def tree(folder: Path) -> dict[str, bytes]:
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {name: (folder / name).read_bytes() for name in names}


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    """Everywhere and for ever: results of benchmarks are compared over years. A change of the corpus changes the digest."""
    corpus.write(tmp_path / "a", 50, 1)
    corpus.write(tmp_path / "b", 50, 1)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    digest = hashlib.sha256()
    for path, data in tree(tmp_path / "a").items():
        digest.update(f"{path}\0{len(data)}\0".encode() + data)
    assert digest.hexdigest() == DIGEST


def test_words_come_from_the_lexicon_that_is_handed_in(tmp_path: Path) -> None:
    things = Ranked([Both("螺旋桨", "propellers"), Both("罗盘", "compasses")], [1000, 1])
    corpus.write(tmp_path, 20, 1, lexicon=replace(BUILT_IN, things=things))
    words = b"".join(tree(tmp_path).values()).decode("utf-8", "ignore").lower()
    assert words.count("螺旋桨") > 200
    assert words.count("propellers") > 100
    assert "阅读室" not in words
    assert "reading rooms" not in words


def test_another_seed_gives_other_articles(tmp_path: Path) -> None:
    corpus.write(tmp_path / "a", 20, 1)
    corpus.write(tmp_path / "b", 20, 2)
    articles = [{path for path in tree(tmp_path / name) if not path.startswith("vocabulary/")} for name in "ab"]
    assert {path for path in articles[0] & articles[1] if path.endswith(".md")} == set()


def test_a_small_archive_is_the_beginning_of_a_large_one(tmp_path: Path) -> None:
    corpus.write(tmp_path / "small", 40, 1)
    corpus.write(tmp_path / "large", 200, 1)
    small, large = tree(tmp_path / "small"), tree(tmp_path / "large")
    assert {path for path in small if small[path] != large[path]} == {"vocabulary/series.yml"}


def test_the_command_line_writes_the_same_and_refuses_a_folder_with_something_in_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.corpus", str(tmp_path / "new"), "--articles", "3", "--seed", "1"]

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=ROOT / "scripts", capture_output=True, text=True, check=False)

    assert run().returncode == 0
    corpus.write(tmp_path / "other", 3, 1)
    assert tree(tmp_path / "new") == tree(tmp_path / "other")
    again = run()
    assert again.returncode == 2
    assert "文件夹须为空 · the folder must be empty" in again.stderr
    assert tree(tmp_path / "new") == tree(tmp_path / "other")
