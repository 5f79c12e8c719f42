"""A workbench: one archive of a size, and beside it every tree that a contender builds from it, each made when first needed."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bench import measurement

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2026-07-01"
"""The moment at which the corpus is looked at."""
SEED = 1
SEARCH = re.compile(r"^  - search\b.*\n(?:    .*\n)*", re.M)
"""The plugin that says that there is a search, which is measured by itself (``bench.search``)."""


class Workbench:
    """A folder with the corpus of so many pairs of articles."""

    def __init__(self, folder: Path, pairs: int, hugo: Path | None):
        self.folder = folder
        self.pairs = pairs
        self.hugo = hugo
        """Hugo's own program, where there is one."""

    @property
    def content(self) -> Path:
        """The content folder; changes are made here."""
        return self.tree("twinpress") / "content"

    @property
    def environment(self) -> Mapping[str, str]:
        """What programs find in their environment: this project's modules, and the moment."""
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT / "scripts"),
            "TWINPRESS_AS_OF": AS_OF,
            "NO_MKDOCS_2_WARNING": "1",
        }

    def tree(self, name: str) -> Path:
        """Return the folder of a tree; it is made by a process of its own, so that this one stays small."""
        folder = self.folder / name
        if not folder.exists():
            TREES[name](self, folder)
        return folder

    def site(self, name: str) -> Path:
        """Return the folder into which the site of a tree is built."""
        return self.tree(name) / "site"

    def run(self, command: list[str], folder: Path | None = None) -> None:
        """Run a program that is not measured. Raises FailedError where it fails."""
        measurement.take(command, folder or self.folder, self.environment)

    def remove(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.folder, ignore_errors=True)


def without_search(config: str) -> str:
    """Return ``mkdocs.yml`` without the plugin that says that there is a search. Raises ValueError where it has none."""
    text, count = SEARCH.subn("", config)
    if count != 1:
        raise ValueError(f"mkdocs.yml: plugins: search × {count}")
    return text


def project(folder: Path, config: str) -> None:
    """Make this project in a folder, with another ``mkdocs.yml`` and without content."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "overrides", folder / "overrides")


def _twinpress(bench: Workbench, folder: Path) -> None:
    """Make this project with the corpus as its content."""
    project(folder, without_search((ROOT / "mkdocs.yml").read_text("utf-8")))
    size = ["--articles", str(bench.pairs), "--seed", str(SEED), "--full"]
    bench.run([sys.executable, "-m", "bench.corpus", str(folder / "content"), *size])


def _hugo(bench: Workbench, folder: Path) -> None:
    """Make a Hugo project of the corpus."""
    config = str(bench.tree("twinpress") / "mkdocs.yml")
    bench.run([sys.executable, "-m", "bench.hugo", config, str(bench.content), str(folder), "--as-of", AS_OF])


def _stock(bench: Workbench, folder: Path) -> None:
    """Make a plain Material project of the corpus."""
    bench.run([sys.executable, "-m", "bench.stock", str(bench.content), str(folder)])


TREES: Mapping[str, Callable[[Workbench, Path], None]] = {"twinpress": _twinpress, "hugo": _hugo, "stock": _stock}
"""How each tree is made."""
