"""The command line as an editor meets it: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import junitparser
import pytest
from click.testing import CliRunner, Result

from conftest import ROOT, SITE
from twinpress import site
from twinpress.command import main
from twinpress.reports import FORMATS

STORY = """---
id: 01BBBBBBB1
title: 一次培训
description: 这是摘要。
date: 2025-05-06
section: trainings
source: {name: federation}
editor: 王编辑
---

正文。
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one faultless article; commands run inside it."""
    shutil.copy(SITE / "mkdocs.yml", tmp_path)
    shutil.copytree(SITE / "content" / "vocabulary", tmp_path / "content" / "vocabulary")
    for name in ("organisations/hall", "organisations/parks-office", "people/su-qing"):  # unsound without the rest
        (tmp_path / f"content/vocabulary/{name}.yml").unlink()
    for name in ("series", "places", "topics", "roles"):
        (tmp_path / f"content/vocabulary/{name}.yml").write_text("{}\n")
    sections = tmp_path / "content/vocabulary/sections.yml"
    sections.write_text(sections.read_text("utf-8").partition("meetings:")[0], "utf-8")
    write(tmp_path, STORY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TWINPRESS_AS_OF", "2026-01-01")
    return tmp_path


def write(project: Path, text: str, path: str = "2025/story/index.zh.md") -> Path:
    file = project / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def broken(project: Path) -> None:
    write(project, STORY.replace("section: trainings", "section: traning").replace("title:", "titel:"))


def test_a_sound_archive_prints_nothing_at_all(project: Path) -> None:
    result = run("check")
    assert (result.exit_code, result.output) == (0, "")


def test_findings_name_file_line_and_code_in_both_languages(project: Path) -> None:
    broken(project)
    result = run("check")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert re.fullmatch(r"content/2025/story/index\.zh\.md:\d+: ART\d{3} 错误 error", lines[0])
    assert re.search("[\u4e00-\u9fff]", lines[1])
    assert re.search("[a-z]{3}", lines[2])
    assert re.fullmatch(r"\d 个错误.* · \d errors.*\n", result.stderr)


@pytest.mark.parametrize(("lang", "severity"), [("zh", "错误"), ("en", "error")])
def test_messages_come_in_the_language_asked_for(project: Path, lang: str, severity: str) -> None:
    broken(project)
    result = run("check", "--lang", lang)
    assert re.search(rf"ART\d+ {severity}$", result.stdout, re.M)
    assert "错误 error" not in result.stdout


def test_json_is_one_array_of_objects(project: Path) -> None:
    broken(project)
    rows = json.loads(run("check", "--format", "json").stdout)
    assert rows == sorted(rows, key=lambda row: (row["path"], row["line"], row["code"]))
    for row in rows:
        assert set(row) - {"fix"} == {"code", "severity", "path", "line", "field", "message"}
        assert row["severity"] in ("error", "warning", "info")
        assert row["line"] >= 1
        assert set(row["message"]) == {"zh", "en"}
    assert {"section"} <= {row["field"] for row in rows}
    assert json.loads(run("check", "--format", "json", "--select", "IMG").stdout) == []


def test_github_annotations_escape_what_github_would_read(project: Path) -> None:
    broken(project)
    first = run("check", "--format", "github").stdout.splitlines()[0]
    assert re.match(r"::error file=content/2025/story/index\.zh\.md,line=\d+,title=ART\d{3}::.+%0A.+", first)


def test_sarif_and_junit_name_files_from_here(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(project)
    for folder, place in ((project, "content/2025/story/index.zh.md"), (project / "content", "2025/story/index.zh.md")):
        monkeypatch.chdir(folder)
        config = ("--config", str(project / "mkdocs.yml"))
        sarif = run("check", *config, "--format", "sarif")
        junit = run("check", *config, "--format", "junit")
        assert [(result.exit_code, result.stderr) for result in (sarif, junit)] == [(1, ""), (1, "")]
        results = json.loads(sarif.stdout)["runs"][0]["results"]
        locations = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results]
        assert set(locations) == {place}
        [suite] = junitparser.JUnitXml.fromstring(junit.stdout.encode())
        assert (suite.name, suite.failures) == (place, len(results))


@pytest.mark.parametrize("form", FORMATS)
def test_a_name_that_is_no_text_is_written_out(project: Path, form: str) -> None:
    try:
        os.mkdir(os.fsencode(project / "content/2025") + b"/caf\xe9")
    except OSError:
        pytest.skip("the file system takes no such names")
    result = run("check", "--format", form)
    assert result.exit_code == 1
    assert "caf\\udce9" in result.stdout_bytes.decode("utf-8").replace("%5C", "\\")


def test_select_limits_codes_and_refuses_unknown_ones(project: Path) -> None:
    broken(project)
    codes = {row["code"] for row in json.loads(run("check", "--format", "json", "--select", "ART014").stdout)}
    assert codes == {"ART014"}
    result = run("check", "--select", "ART999")
    assert result.exit_code == 2
    assert "ART999" in result.stderr


def test_paths_limit_what_is_reported(project: Path) -> None:
    broken(project)
    write(project, STORY.replace("01BBBBBBB1", "01BBBBBBB2").replace("一次", "又一次"), "2025/other/index.zh.md")
    assert run("check", "content/2025/other").exit_code == 0
    assert run("check", "content/2025/other/index.zh.md", "content/2025/story").exit_code == 1
    assert run("check", "2025/story").exit_code == 1
    result = run("check", "content/2025/nowhere")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr


def test_findings_of_the_configuration_name_a_file_that_can_be_opened(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8").replace("font: false", "font: {text: Roboto}")
    config.write_text(text, "utf-8")
    line = text.split("\n").index("  font: {text: Roboto}") + 1
    (project / "docs").mkdir()
    (project / "docs/about.zh.md").write_text("# 关于\n\n[旧闻](/2020/none/)\n", "utf-8")
    (project / "docs/about.en.md").write_text("# About\n", "utf-8")
    first = ["docs/about.zh.md:3: SITE015 错误 error", f"mkdocs.yml:{line}: SITE009 错误 error"]
    assert [row for row in run("check").stdout.splitlines() if row[0] != " "] == first
    assert [row for row in run("check", "--select", "SITE").stdout.splitlines() if row[0] != " "] == first
    assert run("check", "content/2025").exit_code == 0, "what is not asked for is not reported"
    rows = json.loads(run("check", "--format", "json").stdout)
    assert [(row["path"], row["line"]) for row in rows] == [("docs/about.zh.md", 3), ("mkdocs.yml", line)]
    assert f"::error file=mkdocs.yml,line={line},title=SITE009::" in run("check", "--format", "github").stdout
    monkeypatch.chdir(project / "content")
    rows = json.loads(run("check", "--config", "../mkdocs.yml", "--format", "json").stdout)
    assert [row["path"] for row in rows] == ["../docs/about.zh.md", "../mkdocs.yml"]


def test_a_configuration_says_nothing_of_another_content_folder(project: Path) -> None:
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("font: false", "font: {text: Roboto}"), "utf-8")
    shutil.copytree(project / "content", project / "elsewhere")
    assert run("check", "--content", "elsewhere").exit_code == 0
    assert run("check", "--content", "content").exit_code == 1


def test_fail_on_decides_the_exit_status(project: Path) -> None:
    write(project, STORY.replace("editor: 王编辑\n", ""))
    assert run("check").exit_code == 0
    assert "警告 warning" in run("check").stdout
    assert run("check", "--fail-on", "warning").exit_code == 1


def test_another_content_folder_needs_no_configuration(project: Path, tmp_path: Path) -> None:
    broken(project)
    (project / "mkdocs.yml").unlink()
    assert run("check").exit_code == 2
    result = run("check", "--content", str(project / "content"), "--format", "json")
    assert result.exit_code == 1
    errors = {row["path"] for row in json.loads(result.stdout) if row["severity"] == "error"}
    assert errors == {str(project / "content/2025/story/index.zh.md")}
    assert not (project / ".cache").exists()
    assert run("check", "--content", str(project / "nothing")).exit_code == 2


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("plugins: [", "mkdocs.yml"),
        ("- a\n", "mkdocs.yml"),
        ("plugins:\n  - twinpress: {utc_offset: eight}\n", "utc_offset"),
        ("plugins:\n  - twinpress: {utc_offset: '+99:00'}\n", "utc_offset"),
        ("plugins:\n  - twinpress: {lists: 3}\n", "lists"),
        ("INHERIT: base.yml\n", "base.yml"),
        ("INHERIT: mkdocs.yml\n", "INHERIT"),
        ("plugins:\n  - twinpress: {footer: {sponsor: desk}}\n", "sponsors"),
    ],
)
def test_a_broken_configuration_is_said_in_a_line(project: Path, text: str, word: str) -> None:
    (project / "mkdocs.yml").write_text(text)
    result = run("check")
    assert result.exit_code == 2
    assert word in result.stderr
    assert "Traceback" not in result.output


def test_a_configuration_may_inherit(project: Path) -> None:
    (project / "mkdocs.yml").rename(project / "base.yml")
    (project / "mkdocs.yml").write_text("INHERIT: base.yml\nsite_name: 分站\n", "utf-8")
    found = site.load(project / "mkdocs.yml")
    assert (found.url, found.options.list_size, found.names["en"]) == ("https://news.example/archive/", 2, "Trial")


def test_findings_survive_a_terminal_that_knows_no_chinese(project: Path) -> None:
    broken(project)
    command = [sys.executable, "-m", "twinpress", "check"]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, check=False)
    assert (done.returncode, "错误" in done.stdout.decode("utf-8")) == (1, True)


def test_a_content_folder_may_be_the_present_one(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(project)
    monkeypatch.chdir(project / "content")
    rows = json.loads(run("check", "--content", ".", "--format", "json").stdout)
    assert {row["path"] for row in rows if row["severity"] == "error"} == {"2025/story/index.zh.md"}


@pytest.mark.parametrize("line", ["site_url: nope", "plugins: [no-such-plugin, twinpress]"])
def test_a_configuration_that_mkdocs_refuses_is_exit_status_two(project: Path, line: str) -> None:
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    assert run("build", "--site-dir", "out").exit_code == 2
    assert not (project / "out").exists()


def test_languages_other_than_the_two_are_refused(project: Path) -> None:
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("locale: en", "locale: fr"), "utf-8")
    result = run("check")
    assert (result.exit_code, "fr" in result.stderr) == (2, True)


def test_as_of_moves_the_present(project: Path) -> None:
    assert run("check", "--as-of", "2025-05-05").exit_code == 1
    assert run("check", "--as-of", "2025-05-06").exit_code == 0
    assert run("check", "--as-of", "tomorrow").exit_code == 2


def test_explain_prints_the_manual(project: Path) -> None:
    result = run("check", "--explain", "art014")
    assert result.exit_code == 0
    assert "Why:" in result.stdout
    assert "为什么：" in result.stdout
    assert "Why:" not in run("check", "--explain", "ART014", "--lang", "zh").stdout
    assert not re.search("[一-鿿]", run("check", "--explain", "ART001", "--lang", "en").stdout.partition("Bad:")[0])
    assert run("check", "--explain", "ART0").exit_code == 2


def test_fix_mends_and_says_what(project: Path) -> None:
    file = write(project, "\ufeff" + STORY.replace("\n", "\r\n"))
    assert run("check").exit_code == 1
    result = run("check", "--fix")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "已修正 · mended: content/2025/story/index.zh.md\n"
    assert file.read_bytes() == STORY.encode()
    assert run("check", "--fix").output == ""


def test_new_makes_a_folder_that_waits_for_its_words(project: Path) -> None:
    result = run("new", "spring-training", "--as-of", "2026-03-01 09:30")
    assert (result.exit_code, result.stdout) == (0, "content/2026/spring-training/index.zh.md\n")
    text = (project / result.stdout.strip()).read_text("utf-8")
    assert re.search(r"^id: [0-9A-HJKMNP-TV-Z]{26}$", text, re.M)
    assert "date: 2026-03-01 09:30\n" in text
    assert run("check", "content/2026", "--as-of", "2026-03-02").exit_code == 0
    write(project, text.replace("status: draft\n", ""), "2026/spring-training/index.zh.md")
    found = json.loads(run("check", "content/2026", "--as-of", "2026-03-02", "--format", "json").stdout)
    assert {row["code"] for row in found} == {"TXT007"}
    again = run("new", "spring-training", "--as-of", "2026-03-01 09:30")
    assert again.exit_code == 2
    assert run("new", "Spring Training").exit_code == 2
    assert run("new", "x", "--section", "none").exit_code == 2


def test_wrong_use_is_exit_status_two(project: Path) -> None:
    assert run("check", "--format", "xml").exit_code == 2
    assert run("chek").exit_code == 2


def test_build_is_the_strict_build(project: Path) -> None:
    (project / "docs").mkdir()
    shutil.copytree(ROOT / "overrides", project / "overrides")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../overrides", "overrides"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "from twinpress.command import main; main()", "build", "--site-dir", "out"],
        capture_output=True,
    )
    assert (done.returncode, done.stdout) == (0, b"")
    assert re.fullmatch(
        r"共 \d+ 页，写入 \d+ 个文件，删除 0 个 · \d+ pages, \d+ files written, 0 removed \(\d+\.\d s\)\n",
        done.stderr.decode(),
    ), "one line, and nothing else"
    assert "一次培训" in (project / "out/2025/story/index.html").read_text("utf-8")
    lost = project / "docs/lost.zh.md"
    lost.write_text("---\ntitle: 迷路\n---\n\n[没有](none.txt)\n", "utf-8")
    assert run("build", "--site-dir", "out").exit_code == 1, "a warning of MkDocs' own counts"
    lost.unlink()
    broken(project)
    assert run("build", "--site-dir", "out").exit_code == 1
    assert "一次培训" in (project / "out/2025/story/index.html").read_text("utf-8"), "a failed build touched the site"


def test_the_committed_stories_have_no_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = run("check")
    assert (result.exit_code, result.output) == (0, "")
