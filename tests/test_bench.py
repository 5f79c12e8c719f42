"""The benchmark: what it says of its figures is right, and the sites that it compares are the same archive. No test times anything."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from bench import contender, corpus, edit, hugo, measurement, program, report, run, stock, workbench
from bench.measurement import FailedError, Measurement, Ratio
from conftest import ROOT
from twinpress import content, site
from twinpress.archive import Archive
from twinpress.check import check
from twinpress.kinds import BEIJING
from twinpress.publication import Publication

AS_OF = "2026-07-01"
HUGO = program.hugo()


def taken(*seconds: float) -> list[Measurement]:
    return [Measurement(seconds=one, processor=2 * one, peak=80_000_000, files=1200, size=3_400_000) for one in seconds]


# --- measuring -------------------------------------------------------------------------------------------------------


def test_what_a_program_wrote_is_counted_and_what_it_left_alone_is_not(tmp_path: Path) -> None:
    site_folder = tmp_path / "site"
    (site_folder / "deep").mkdir(parents=True)
    (site_folder / "kept.txt").write_text("old", "utf-8")
    (site_folder / "again.txt").write_text("same", "utf-8")
    os.utime(site_folder / "again.txt", (1, 1))
    script = "import pathlib; [pathlib.Path('site', n).write_text('same') for n in ('again.txt', 'deep/new.txt')]"
    found = measurement.take([sys.executable, "-c", script], tmp_path, os.environ, site_folder)
    assert (found.files, found.size) == (2, 8)


def test_a_program_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="3\nno such thing"):
        measurement.take(
            [sys.executable, "-c", "import sys; print('no such thing'); sys.exit(3)"], tmp_path, os.environ
        )


def test_programs_are_compared_round_by_round() -> None:
    """The second round was slow for both: their ratio does not show it, and the ratio of the medians would."""
    assert measurement.ratio(taken(1, 10, 3), taken(2, 40, 3)) == Ratio(middle=0.5, least=0.25, most=1)


def test_programs_of_different_rounds_are_not_compared() -> None:
    with pytest.raises(ValueError, match="zip"):
        measurement.ratio(taken(1, 2), taken(1))


# --- telling ---------------------------------------------------------------------------------------------------------


def test_tables_begin_with_ratios_and_end_with_growth() -> None:
    results = {
        1000: {"mkdocs": taken(40, 50, 60), "hugo": taken(4, 4, 6), "check": taken(2, 2, 2)},
        5000: {"mkdocs": taken(250, 250, 250), "check": taken(9, 9, 9)},
    }
    assert (
        report.tables(results)
        == """\
### 1,000 pairs

|  | times `mkdocs build` | times Hugo, an equal site | seconds | processor seconds | peak MB | files written | MB written |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| `mkdocs build` | 1 | 10.0 (10.0–12.5) | 50.0 | 100 | 80 | 1,200 | 3.4 |
| Hugo, an equal site | 0.10 (0.080–0.10) | 1 | 4.00 | 8.00 | 80 | 1,200 | 3.4 |

|  | times `twinpress check`, nothing read before | seconds | processor seconds | peak MB |
| --- | ---: | ---: | ---: | ---: |
| `twinpress check`, nothing read before | 1 | 2.00 | 4.00 | 80 |

### 5,000 pairs

|  | times `mkdocs build` | seconds | processor seconds | peak MB | files written | MB written |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
| `mkdocs build` | 1 | 250 | 500 | 80 | 1,200 | 3.4 |

|  | times `twinpress check`, nothing read before | seconds | processor seconds | peak MB |
| --- | ---: | ---: | ---: | ---: |
| `twinpress check`, nothing read before | 1 | 9.00 | 18.0 | 80 |

### Growth

| time, times | 1,000 → 5,000 (× 5) |
| --- | ---: |
| `mkdocs build` | 5.00 |
| `twinpress check`, nothing read before | 4.50 |
"""
    )


def test_the_handbook_has_a_place_for_the_result(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    shutil.copy(run.PAGE, page)
    for place in (report.BUILDS, report.SEARCH, report.TRANSLATIONS, report.PAGES):
        mark = f"<!-- {place} -->\n"
        before = page.read_text("utf-8").partition(mark)[0]
        report.write(page, "- 77 rounds.\n", place)
        report.write(page, "- 99 rounds.\n", place)
        text = page.read_text("utf-8")
        assert text.startswith(before + mark + "\n- 99 rounds.\n")
        assert "77 rounds" not in text
    page.write_text("# No place\n", "utf-8")
    with pytest.raises(ValueError, match="measured"):
        report.write(page, "")


# --- contenders ------------------------------------------------------------------------------------------------------


def test_contenders_are_chosen_by_name() -> None:
    assert [one.name for one in contender.chosen()] == [
        "mkdocs", "build", "build-same", "build-body", "build-title", "build-article", "build-template", "hugo", "stock",
        "check", "check-same", "check-one", "status-same",
    ]  # fmt: skip
    assert [one.name for one in contender.chosen(["check", "build-body"])] == ["build-body", "check"]
    with pytest.raises(KeyError):
        contender.chosen(["jekyll"])


def test_who_cannot_bear_a_size_or_is_not_installed_stays_out() -> None:
    everybody = contender.chosen()
    small = [one.name for one in run.taking_part(everybody, 250, Path("hugo"))]
    large = [one.name for one in run.taking_part(everybody, 251, None)]
    assert [name for name in small if name not in large] == ["hugo", "stock"]


def test_sites_are_compared_without_a_search() -> None:
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "\n  - search" in text
    assert "\n  - search" not in workbench.without_search(text)
    assert "twinpress" in workbench.without_search(text)
    with pytest.raises(ValueError, match="search × 0"):
        workbench.without_search(workbench.without_search(text))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus.write(tmp_path / "content", 30, 1, full=True)
    return tmp_path / "content"


def texts(place: Path) -> dict[str, str]:
    return {file.relative_to(place).as_posix(): file.read_text("utf-8") for file in sorted(place.rglob("*.md"))}


def mistakes(place: Path) -> list[str]:
    archive = Archive(content.load(place, BEIJING), datetime(2026, 7, 1, tzinfo=BEIJING))
    found = check(archive, site.bare(place), translations=False)  # only the originals are edited
    return [str(finding) for finding in found if finding.severity.value == "error"]


def test_a_changed_text_and_title_change_one_file_and_are_as_long_in_every_round(folder: Path) -> None:
    place = edit.article(folder).relative_to(folder) / edit.NAME
    before = texts(folder)
    for number in (1, 2):
        edit.body(folder, number)
        edit.title(folder, number)
        after = texts(folder)
        assert [path for path in before if before[path] != after[path]] == [place.as_posix()]
        assert mistakes(folder) == []
        old, new = before[place.as_posix()].splitlines(), after[place.as_posix()].splitlines()
        assert new == [f"{line}（第{number}版）" if line.startswith("title: ") else line for line in old] + [
            "", f"本段第{number}次修改。",
        ]  # fmt: skip


def test_a_new_article_is_the_newest_and_has_both_languages(folder: Path) -> None:
    before = set(texts(folder))
    edit.addition(folder, 1)
    edit.addition(folder, 2)
    year = edit.article(folder).parent.name
    assert set(texts(folder)) - before == {
        f"{year}/bench-{number}/index.{language}.md" for number in (1, 2) for language in ("zh", "en")
    }
    archive = Archive(content.load(folder, BEIJING), datetime(2026, 7, 1, tzinfo=BEIJING))
    assert [story.path for story in archive.listed[:2]] == [f"{year}/bench-2", f"{year}/bench-1"]
    assert mistakes(folder) == []


def test_a_changed_template_is_as_long_in_every_round(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    place = tmp_path / "overrides/partials/footer.html"
    before = place.read_text("utf-8")
    edit.template(tmp_path, 1)
    edit.template(tmp_path, 2)
    assert place.read_text("utf-8") == before + "<!-- 2 -->\n"


# --- the same archive elsewhere --------------------------------------------------------------------------------------


def published(place: Path) -> set[str]:
    """Return the addresses of the articles' pages, as Twinpress publishes them."""
    found = site.load(ROOT / "mkdocs.yml").reading(place)
    publication = Publication(Archive(content.load(place, BEIJING), found.moment(AS_OF)), found)
    return {page.path for pages in publication.pages.values() for page in pages if page.article}


@pytest.mark.parametrize("full", [True, False])
def test_hugo_gets_the_articles_that_the_public_may_see_in_each_language(tmp_path: Path, full: bool) -> None:
    corpus.write(tmp_path / "content", 20, 1, full=full)
    hugo.convert(ROOT / "mkdocs.yml", tmp_path / "content", tmp_path / "hugo", AS_OF)
    files = (tmp_path / "hugo/content").glob("[0-9]*/*/index.*.md")
    written = {
        ("en/" if file.name == "index.en.md" else "") + f"{file.parent.parent.name}/{file.parent.name}/"
        for file in files
    }
    assert written == published(tmp_path / "content")


def test_hugo_gets_the_facts_in_both_languages_and_each_its_words(folder: Path, tmp_path: Path) -> None:
    hugo.convert(ROOT / "mkdocs.yml", folder, tmp_path / "hugo", AS_OF)
    place = edit.article(folder)
    fronts = [
        json.JSONDecoder().raw_decode((tmp_path / "hugo/content" / place.relative_to(folder) / name).read_text())[0]
        for name in ("index.zh.md", "index.en.md")
    ]
    facts = ("date", "sections", "topics", "organisations", "places", "months")
    assert [fronts[0].get(name) for name in facts] == [fronts[1].get(name) for name in facts]
    assert fronts[0]["title"] != fronts[1]["title"]


def test_the_plain_site_has_every_text_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    stock.convert(folder, tmp_path / "stock")
    own = {path: text.split("\n---\n", 1)[1] for path, text in texts(folder).items()}
    plain = texts(tmp_path / "stock/docs")
    assert {path: text.split("\n---\n", 1)[1] for path, text in plain.items() if "/" in path} == own
    assert [path for path in plain if "/" not in path] == ["index.en.md", "index.zh.md"]


@pytest.mark.slow
@pytest.mark.skipif(HUGO is None, reason="needs Hugo: make .venv/bench")
def test_hugo_builds_the_same_addresses_with_nothing_broken_in_them(folder: Path, tmp_path: Path) -> None:
    hugo.convert(ROOT / "mkdocs.yml", folder, tmp_path / "hugo", AS_OF)
    done = subprocess.run(
        [str(HUGO), "build", "--quiet", "--panicOnWarning", "--destination", str(tmp_path / "site")],
        cwd=tmp_path / "hugo", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {file.relative_to(tmp_path / "site").as_posix(): file for file in (tmp_path / "site").rglob("index.html")}
    articles = re.compile(r"(?:en/)?\d{4}/(?!\d\d/|page/)[^/]+/")
    assert {
        path.removesuffix("index.html") for path in pages if articles.fullmatch(path.removesuffix("index.html"))
    } == published(folder)
    for path, file in pages.items():
        graph = re.search(r'<script type="application/ld\+json">(.*?)</script>', file.read_text("utf-8"))
        assert graph is None or json.loads(graph[1])["@graph"], path
    for file in (tmp_path / "site").rglob("*.xml"):
        etree.parse(file)


@pytest.mark.slow
def test_the_command_line_measures_and_leaves_nothing_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.run", "--sizes", "20", "--rounds", "1", "--contenders", "check,check-one"]
    done = subprocess.run(
        [*command, "--folder", str(tmp_path)], cwd=ROOT / "scripts", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert [re.sub(r"[\d.]+(?= \||$)", "#", line) for line in done.stdout.splitlines() if line.startswith("|")] == [
        "|  | times `twinpress check`, nothing read before | seconds | processor seconds | peak MB |",
        "| --- | ---: | ---: | ---: | ---: |",
        "| `twinpress check`, nothing read before | # | # | # | # |",
        "| `twinpress check ARTICLE` of a changed one | # | # | # | # |",
    ]
    assert list(tmp_path.iterdir()) == []
