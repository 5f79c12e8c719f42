"""When the site changes by itself: nothing changes before that moment, and something does at it."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SITE
from twinpress import content, schedule, site
from twinpress.archive import Archive
from twinpress.command import main
from twinpress.content import Content
from twinpress.kinds import BEIJING
from twinpress.publication import Publication
from twinpress.site import Site

SECTIONS = "trainings:\n  name: {zh: 培训, en: Trainings}\n"
START = datetime(2025, 1, 1, tzinfo=BEIJING)

days = st.integers(0, 40).map(lambda n: (START + timedelta(days=n)).date().isoformat())


@st.composite
def stories(draw: st.DrawFn) -> str:
    """Return the fields of an article of which time decides something."""
    date = draw(days)
    lines = [f"date: {date}"]
    if draw(st.booleans()):
        lines.append(f"publish_at: {draw(days)} 09:00")
    if draw(st.booleans()):
        lines.append(f"expires: {draw(days)}")
    if draw(st.booleans()):
        lines.append(f"withdrawn: {{date: {draw(days)}, kind: {draw(st.sampled_from(['notice', 'removed']))}}}")
    if draw(st.booleans()):
        lines.append(f"event: {{start: {draw(days)}, status: {draw(st.sampled_from(['scheduled', 'cancelled']))}}}")
    lines.append(f"status: {draw(st.sampled_from(['published', 'published', 'draft']))}")
    return "\n".join(lines)


def write(folder: Path, found: list[str]) -> Site:
    (folder / "content/vocabulary").mkdir(parents=True)
    (folder / "content/vocabulary/sections.yml").write_text(SECTIONS, "utf-8")
    for number, fields in enumerate(found):
        path = folder / f"content/2025/story-{number}"
        path.mkdir(parents=True)
        head = f"id: 01AAAAAAA{number}\ntitle: 文章{number}\ndescription: 摘要。\nsection: trainings\nsource: {{name: 某报}}"
        (path / "index.zh.md").write_text(f"---\n{head}\n{fields}\n---\n\n正文。\n", "utf-8")
    return site.bare(folder / "content")


def shown(loaded: Content, configured: Site, as_of: datetime) -> list[object]:
    """Return all that readers see at a moment."""
    publication = Publication(Archive(loaded, as_of), configured)
    return [publication.view(page) for pages in publication.pages.values() for page in pages]


@settings(max_examples=20)
@given(st.lists(stories(), min_size=1, max_size=3))
def test_nothing_changes_before_the_next_change_and_something_at_it(found: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        configured = write(folder, found)
        loaded = content.load(folder / "content", BEIJING)
        after = START
        while (change := schedule.next_change(loaded, configured, after)) is not None:
            assert change.at > after
            before = shown(loaded, configured, after)
            assert shown(loaded, configured, change.at - timedelta(seconds=1)) == before
            assert shown(loaded, configured, change.at) != before
            after = change.at
        assert shown(loaded, configured, START.replace(year=2090)) == shown(loaded, configured, after)


@pytest.mark.parametrize(
    ("as_of", "moment", "path"),
    [
        ("2022-01-01", "2023-01-10T00:00:00+08:00", "2023/expired-call"),
        ("2026-01-01", "2026-02-01T08:00:00+08:00", "2026/scheduled-news"),
    ],
)
def test_command_prints_the_moment_for_cron_and_the_article_for_people(as_of: str, moment: str, path: str) -> None:
    result = CliRunner().invoke(main, ["next-change", "--config", str(SITE / "mkdocs.yml"), "--as-of", as_of])
    assert result.exit_code == 0
    assert result.stdout == moment + "\n"
    assert path in result.stderr


def test_command_prints_nothing_where_nothing_is_to_come() -> None:
    result = CliRunner().invoke(main, ["next-change", "--config", str(SITE / "mkdocs.yml"), "--as-of", "2090-01-01"])
    assert (result.exit_code, result.stdout) == (0, "")
