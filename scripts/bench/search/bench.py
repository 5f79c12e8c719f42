"""The place where a search is measured: the texts, what is made of them, and what a browser gets to see."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench import measurement, program
from bench.workbench import ROOT

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Bench:
    """A folder for one size of archive."""

    folder: Path
    articles: int

    def texts(self, language: str) -> Path:
        """Return the file of the stories in a language."""
        return self.folder / f"{language}.jsonl"

    def pages(self, language: str) -> Path:
        """Return the folder of the same as HTML."""
        return self.folder / "pages" / language

    def index(self, language: str, name: str) -> Path:
        """Return the folder in which a contender's index lies."""
        return self.served / language / name

    @property
    def served(self) -> Path:
        """What the browser is served."""
        return self.folder / "served"

    @property
    def environment(self) -> Mapping[str, str]:
        """What programs find in their environment: this project's modules, and jieba where Material's plugin looks for it."""
        return {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, filter(None, (ROOT / "scripts", program.packages())))),
            "NO_MKDOCS_2_WARNING": "1",
        }

    def run(self, *words: str) -> None:
        """Run a module of ours that is not measured. Raises FailedError where it fails."""
        measurement.take([sys.executable, "-m", *words], self.folder, self.environment)
