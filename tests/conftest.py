"""What several tests share: the small site of tests/site, built once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
SITE = Path(__file__).parent / "site"
AS_OF = "2026-01-01 00:00"
BASE = "https://news.example/archive/"
SERVICES = (
    "calendar: true, oembed: true, opensearch: true, push: {indexnow: 3f2a77c0}, views: {most_read: 3}, "
    "letters: {address: desk@news.example}, comments: {system: isso, server: 'https://talk.news.example', closed: [parks]}, "
    "newsletter: {sender: post@news.example, unsubscribe: 'https://lists.news.example/leave', form: "
    "{action: 'https://lists.news.example/join', purpose: {zh: 只用于寄送新闻。, en: To send you the news.}, "
    "retention: {zh: 退订后即删除。, en: Until you leave.}, leave: {zh: 每封信末都有退订链接。, en: By the link in each letter.}}}"
)
"""Every service around the archive, as options of the plugin."""
PATIENCE = 60
"""Seconds after which a test gives up on what must come: a machine may be slow. Nothing waits that long where all is well."""

# In CI a red run must be about the change: the same examples each time. Elsewhere new ones; HYPOTHESIS_PROFILE=deep for a
# long look, HYPOTHESIS_PROFILE=quick (make test) for a short one. No deadlines: machines are noisy.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("local", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=25)
settings.register_profile("deep", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "local"))


def mkdocs_build(
    config: Path,
    target: Path,
    as_of: str = AS_OF,
    program: str = "mkdocs",
    content: Path | None = None,
    strict: bool = True,
) -> None:
    """Build a site strictly in a process of its own; what the program says goes into the failure.

    Not with ``--quiet``: it keeps warnings from being logged, and ``--strict`` counts what is logged.
    """
    environment = {**os.environ, "TWINPRESS_AS_OF": as_of, "NO_MKDOCS_2_WARNING": "1"}
    if content is not None:
        environment["TWINPRESS_CONTENT"] = str(content)
    command = [sys.executable, "-m", program, "build", "-f", str(config), "-d", str(target)]
    command += ["--strict"] if strict else []
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built tests/site."""
    target = tmp_path_factory.mktemp("built") / "archive"
    mkdocs_build(SITE / "mkdocs.yml", target)
    return target
