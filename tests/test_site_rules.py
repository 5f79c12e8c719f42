"""The rules on the configuration, whatever is written there; what they say stands in tests/rules."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT, SITE
from twinpress import content, site
from twinpress.archive import Archive
from twinpress.check import check
from twinpress.kinds import BEIJING
from twinpress.rules.site_hosts import BANNED
from twinpress.settings import ConfigurationError

RULES = Path(__file__).parent / "rules"
CONFIGURATION = yaml.safe_load((RULES / "base.yml").read_text("utf-8")) | {
    "docs_dir": "docs",
    "extra": {"analytics": {"provider": "custom"}},
    "extra_css": ["a.css", {"path": "b.css"}],
    "use_directory_urls": True,
}
LINKS = """---
title: a
[a](b) ![](https://[x) <a href='//[x'>a</a> [a]( http://é.x ) [](%00) [x](/%00/) [z](../../..) [y](.) [](LONG.pdf)
"""
"""A front matter that never ends, and addresses that are none."""


def ways(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value."""
    if way:
        yield way
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from ways(value[key], (*way, key))


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=6)
KNOWN = st.sampled_from(["zh", "en", "i18n", "https://a.b/", "http://[x", "//x", "\x01", "google", "a" * 300])
KEYS = st.sampled_from(["zh", "locale", "path", "languages", "provider", "analytics", "theme", "language"])
VALUES = st.recursive(
    SCALARS | KNOWN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project whose standing pages and configuration anything may stand in."""
    root = tmp_path_factory.mktemp("project")
    (root / "docs").mkdir()
    (root / "docs/about.zh.md").write_text(LINKS.replace("LONG", "a" * 5000), "utf-8")
    (root / "docs/stray.md").write_text("\x00")
    (root / "docs/folder.zh.md").mkdir()
    return root


ARCHIVE = Archive(content.load(RULES / "base", BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(list(ways(CONFIGURATION))), VALUES)
def test_any_value_at_any_place_ends_in_findings(project: Path, way: tuple[Any, ...], value: Any) -> None:
    written = copy.deepcopy(CONFIGURATION)
    place = written
    for key in way[:-1]:
        place = place[key]
    place[way[-1]] = value
    (project / "mkdocs.yml").write_text(yaml.safe_dump(written, allow_unicode=True), "utf-8")
    try:
        found = check(ARCHIVE, site.load(project / "mkdocs.yml"), select=["SITE"])
    except ConfigurationError:
        return
    assert {finding.code for finding in found} >= {"SITE016"} or way == ("docs_dir",)
    assert [finding for finding in found if "None" in finding.en or "\n" in finding.en] == []


@pytest.mark.parametrize("config", [ROOT / "mkdocs.yml", SITE / "mkdocs.yml"], ids=["this site", "tests/site"])
def test_our_own_sites_have_no_findings(config: Path) -> None:
    own = site.load(config)
    archive = Archive(content.load(own.content, own.zone), datetime(2026, 1, 1, tzinfo=own.zone))
    assert check(archive, own, select=["SITE"]) == []


@pytest.mark.parametrize(
    ("host", "banned"),
    [
        ("fonts.googleapis.com", True),
        ("fonts.gstatic.com", True),
        ("www.google.com.hk", True),
        ("www.youtube-nocookie.com", True),
        ("youtu.be", True),
        ("unpkg.com", True),
        ("cdn.jsdelivr.net", True),
        ("cdnjs.cloudflare.com", True),
        ("giscus.app", True),
        ("www.cloudflare.com", False),
        ("google.example.org", False),
        ("notgoogle.com", False),
        ("beian.miit.gov.cn", False),
    ],
)
def test_hosts_that_are_named_specially(host: str, banned: bool) -> None:
    assert bool(BANNED.search(host)) is banned
