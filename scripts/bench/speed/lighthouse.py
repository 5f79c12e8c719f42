"""Lighthouse on the same pages: its four scores, and the audits that fail. npm brings it, where npm is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.measurement import TAIL, FailedError

CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "SEO",
}
"""What is scored, by its name in a report."""
PASSED = 0.9
"""Score from which on Lighthouse shows an audit in green: ``core/lib/lighthouse-compatibility``, ``report/renderer/util.js``."""
SILENT = frozenset({"informative", "manual", "notApplicable", "error"})
"""Ways of showing an audit that say nothing against a page."""


@dataclass(frozen=True, kw_only=True, order=True)
class Failure:
    """An audit that a page does not pass."""

    category: str
    audit: str
    weight: float
    """What it counts in the score; 0: it is advice."""
    title: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """What Lighthouse says of a page."""

    scores: Mapping[str, int]
    """By category, of 100."""
    lcp: float
    """Seconds, reckoned from a visit that was not slowed down."""
    failures: tuple[Failure, ...]


def read(said: Mapping[str, Any]) -> Report:
    """Read a report. Raises ValueError with the reason where Lighthouse could not judge the page."""
    if "runtimeError" in said:
        raise ValueError(said["runtimeError"]["message"])
    categories = said["categories"]
    return Report(
        scores={name: round(100 * (categories[name]["score"] or 0)) for name in CATEGORIES},
        lcp=said["audits"]["largest-contentful-paint"]["numericValue"] / 1000,
        failures=tuple(sorted(set(_failures(said)))),
    )


def _failures(said: Mapping[str, Any]) -> Iterator[Failure]:
    for name in CATEGORIES:
        for reference in said["categories"][name]["auditRefs"]:
            audit = said["audits"][reference["id"]]
            score = audit["score"]
            if score is not None and score < PASSED and audit["scoreDisplayMode"] not in SILENT:
                yield Failure(category=name, audit=reference["id"], weight=reference["weight"], title=audit["title"])


def judge(program: Path, browser: str, address: str, folder: Path) -> Report:
    """Let Lighthouse judge a page as on a telephone; what it writes goes into ``folder``. Raises FailedError."""
    file = folder / "lighthouse.json"
    options = ("--output=json", f"--output-path={file}", "--quiet", "--no-enable-error-reporting")
    done = subprocess.run(
        [str(shutil.which("node")), program, address, *options, "--chrome-flags=--headless=new --no-sandbox --disable-gpu"],
        cwd=folder, env={**os.environ, "CHROME_PATH": browser}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise FailedError(f"lighthouse {address}: {done.stderr[-TAIL:]}")
    try:
        return read(json.loads(file.read_text("utf-8")))
    except ValueError as error:
        raise FailedError(f"lighthouse {address}: {error}") from error
