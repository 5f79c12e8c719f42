"""Promises about the project itself."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT
from twinpress.command import main

PACKAGE = ROOT / "scripts" / "twinpress"


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_one_module_imports_mkdocs() -> None:
    users = [
        file.name
        for file in sorted(PACKAGE.rglob("*.py"))
        if any(name.split(".")[0].startswith("mkdocs") for name in imports(file))
    ]
    assert users == ["plugin.py"]


def test_the_core_does_not_know_the_plugin() -> None:
    users = [file.name for file in sorted(PACKAGE.rglob("*.py")) if "twinpress.plugin" in imports(file)]
    assert users == []


def test_requirements_are_pinned_with_hashes_and_name_no_host() -> None:
    for name in (
        "requirements.txt",
        "requirements-dev.txt",
        "requirements-cluster.txt",
        "requirements-bench.txt",
        "requirements-isso.txt",
    ):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        assert "--index" not in text
        pins = re.split(r"\n(?=\S)", text.strip())
        assert pins
        for pin in pins:
            assert re.match(r"[\w.-]+(\[[\w,]+\])?==\S+", pin), pin
            assert "--hash=sha256:" in pin, pin


def test_top_level_holds_what_the_design_names() -> None:
    wanted = {"mkdocs.yml", "docs", "content", "scripts", "overrides", "tests", "README.md"}
    tools = {
        "Makefile", "pyproject.toml", "requirements.in", "requirements.txt", "requirements-dev.in", "requirements-dev.txt",
        "requirements-cluster.in", "requirements-cluster.txt", "requirements-bench.in", "requirements-bench.txt",
        "requirements-isso.in", "requirements-isso.txt",
        ".ci", ".github", ".gitlab-ci.yml", ".vscode", ".gitattributes", ".gitignore", ".pre-commit-config.yaml", "LICENSE", "CHANGELOG.md",
    }  # fmt: skip
    assert {file.relative_to(ROOT).parts[0] for file in tracked()} <= wanted | tools


def test_templates_ask_no_other_host() -> None:
    for file in (ROOT / "overrides").rglob("*"):
        if file.suffix in (".html", ".css", ".js", ".mjs"):
            hosts = re.findall(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+", file.read_text("utf-8"))
            assert [host for host in hosts if "www.w3.org" not in host] == [], file.name


# --- continuous integration ----------------------------------------------------------------------------------------

GITHUB = (ROOT / ".github/workflows/publish.yml").read_text("utf-8")
GITLAB = (ROOT / ".gitlab-ci.yml").read_text("utf-8")


def gitlab_jobs() -> dict[str, dict[str, Any]]:
    config: dict[str, dict[str, Any]] = yaml.safe_load(GITLAB)
    return {name: job for name, job in config.items() if name not in ("default", "variables", "workflow")}


def scripts() -> list[str]:
    """Return the command lines of both files."""
    steps = [step for job in yaml.safe_load(GITHUB)["jobs"].values() for step in job["steps"]]
    lines = [line for job in gitlab_jobs().values() for line in job["script"]]
    return sorted({step["run"] for step in steps if "run" in step}.union(lines))


@pytest.mark.parametrize("line", scripts())
def test_ci_calls_what_exists(line: str) -> None:
    """Words up to a redirection or ``||`` are a command of this project that takes them."""
    match shlex.split(re.split(r"[>|]", line)[0]):
        case ["make", *targets]:
            assert targets
            assert set(targets) <= set(re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
        case [".venv/bin/twinpress", name, *arguments]:
            main.commands[name].make_context(name, arguments)  # raises what the command line would say
        case [".ci/run"]:
            assert os.access(ROOT / ".ci/run", os.X_OK)
        case words:
            assert words == ["mv", "site", "public"]


def test_ci_needs_no_secret() -> None:
    """Neither file uses a variable that somebody would have to set."""
    assert set(re.findall(r"\$\{\{ *([^ }]+)", GITHUB)) == {
        "github.event_name",
        "github.ref",
        "steps.deployment.outputs.page_url",
    }
    assert set(re.findall(r"\$\{?(\w+)", GITLAB)) == {
        "CI_COMMIT_BRANCH", "CI_DEFAULT_BRANCH", "CI_PIPELINE_SOURCE", "CI_PROJECT_DIR",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "branch", "wanted"),
    [
        ("merge_request_event", None, {"check", "code"}),
        ("push", "main", {"check", "code", "pages"}),
        ("schedule", "main", {"check", "pages"}),
        ("push", "spring-training", set()),
    ],
)
def test_gitlab_runs_what_github_runs(source: str, branch: str | None, wanted: set[str]) -> None:
    known = {"$CI_PIPELINE_SOURCE": source, "$CI_COMMIT_BRANCH": branch, "$CI_DEFAULT_BRANCH": "main"}

    def runs(rules: list[dict[str, str]]) -> bool:
        for rule in rules:
            left, _, right = rule.get("if", "").partition(" == ")
            if known.get(left, left) == known.get(right, right.strip('"')):
                return rule.get("when") != "never"
        return False

    started = runs(yaml.safe_load(GITLAB)["workflow"]["rules"])
    assert {name for name, job in gitlab_jobs().items() if started and runs(job.get("rules", [{}]))} == wanted


def test_gitlab_publishes_what_was_checked() -> None:
    jobs = gitlab_jobs()
    assert jobs["pages"]["needs"] == ["check"]
    assert jobs["check"]["artifacts"]["paths"] == [yaml.safe_load(GITHUB)["jobs"]["check"]["steps"][-1]["with"]["path"]]
    assert jobs["pages"]["artifacts"] == {"paths": ["public"]}
    report = jobs["check"]["artifacts"]["reports"]["junit"]
    assert f".venv/bin/twinpress check --format junit > {report} || true" in jobs["check"]["script"]
    assert jobs["check"]["artifacts"]["when"] == "always"
