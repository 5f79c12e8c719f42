"""Promises about the project itself."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

from conftest import ROOT

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
    for name in ("requirements.txt", "requirements-dev.txt"):
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
        ".ci", ".github", ".vscode", ".gitattributes", ".gitignore", ".pre-commit-config.yaml", "LICENSE", "CHANGELOG.md",
    }  # fmt: skip
    assert {file.relative_to(ROOT).parts[0] for file in tracked()} <= wanted | tools


def test_every_package_is_installed() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = {".".join(file.parent.relative_to(ROOT / "scripts").parts) for file in PACKAGE.rglob("__init__.py")}
    assert set(config["tool"]["setuptools"]["packages"]) == packages


def test_templates_ask_no_other_host() -> None:
    for file in (ROOT / "overrides").rglob("*"):
        if file.suffix in (".html", ".css", ".js", ".mjs"):
            hosts = re.findall(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+", file.read_text("utf-8"))
            assert [host for host in hosts if "www.w3.org" not in host] == [], file.name
