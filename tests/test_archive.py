"""What the public sees at a moment, and what stands beside what."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SITE
from twinpress import content
from twinpress.archive import Archive, State
from twinpress.kinds import BEIJING
from twinpress.pages.paging import numbered, slices


def at(when: str, root: Path = SITE / "content") -> Archive:
    return Archive(content.load(root, BEIJING), datetime.fromisoformat(when).replace(tzinfo=BEIJING))


@pytest.fixture(scope="module")
def archive() -> Archive:
    return at("2026-01-01 00:00")


def paths(articles: object) -> list[str]:
    return [article.path for article in articles]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "before", "when", "after"),
    [
        ("2026/scheduled-news", State.HIDDEN, "2026-02-01 08:00", State.PUBLIC),
        ("2023/expired-call", State.PUBLIC, "2023-02-02 00:00", State.EXPIRED),
        ("2023/withdrawn-news", State.PUBLIC, "2023-04-01 00:00", State.WITHDRAWN),
        ("2023/removed-news", State.PUBLIC, "2023-06-01 00:00", State.REMOVED),
    ],
)
def test_a_state_begins_at_its_minute(path: str, before: State, when: str, after: State) -> None:
    now, just_before = at(when), at((datetime.fromisoformat(when) - timedelta(minutes=1)).isoformat())
    assert just_before.state(just_before.by_path[path]) is before
    assert now.state(now.by_path[path]) is after


def test_lists_hold_public_articles_newest_first(archive: Archive) -> None:
    assert paths(archive.listed) == [
        "2025/half-translated",
        "2025/second-talk",
        "2025/first-talk",
        "2024/meeting",
        "2024/course-3",
        "2024/course-2",
        "2024/course-1",
    ]
    assert paths(archive.by_section["meetings"]) == ["2025/half-translated", "2024/meeting"]


def test_a_language_has_a_page_where_its_version_is_published(archive: Archive) -> None:
    languages = {path: archive.languages(article) for path, article in archive.by_path.items()}
    assert languages["2025/first-talk"] == ("zh", "en")
    assert languages["2025/second-talk"] == ("en", "zh")
    assert languages["2025/half-translated"] == ("zh",)
    assert languages["2025/draft-news"] == ()


def test_an_article_is_not_read_before_its_date() -> None:
    before, on_the_minute = at("2025-03-01 09:29"), at("2025-03-01 09:31")
    assert before.state(before.by_path["2025/first-talk"]) is State.HIDDEN
    assert on_the_minute.state(on_the_minute.by_path["2025/first-talk"]) is State.PUBLIC


@pytest.mark.parametrize(
    "gate", ["status: Draft", "publish_at: soon", "expires: 2025-02-30", "withdrawn: {date: 2025-02-01, kind: remove}"]
)
def test_a_mistyped_gate_hides_an_article(tmp_path: Path, gate: str) -> None:
    folder = tmp_path / "2025" / "story"
    folder.mkdir(parents=True)
    text = (SITE / "content/2024/meeting/index.zh.md").read_text("utf-8")
    (folder / "index.zh.md").write_text(text.replace("editor:", f"{gate}\neditor:"), "utf-8")
    archive = at("2026-01-01 00:00", tmp_path)
    assert archive.state(archive.by_path["2025/story"]) is State.HIDDEN
    assert archive.reachable == ()


def test_a_preview_may_show_what_is_not_public_yet() -> None:
    preview = Archive(content.load(SITE / "content", BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING), drafts=True)
    assert preview.state(preview.by_path["2025/draft-news"]) is State.PUBLIC
    assert preview.state(preview.by_path["2026/scheduled-news"]) is State.PUBLIC
    assert preview.languages(preview.by_path["2025/half-translated"]) == ("zh", "en")
    assert preview.state(preview.by_path["2023/removed-news"]) is State.REMOVED


def test_neighbours_are_those_of_the_section(archive: Archive) -> None:
    newer, older = archive.neighbours(archive.by_path["2024/meeting"])
    assert newer is archive.by_path["2025/half-translated"]
    assert older is None
    assert archive.neighbours(archive.by_path["2023/expired-call"]) == (None, None)


def test_related_are_the_series_then_the_nearest_of_the_section(archive: Archive) -> None:
    related = archive.related(archive.by_path["2025/first-talk"])
    assert paths(related) == ["2025/second-talk", "2024/course-3", "2024/course-2", "2024/course-1"]


def test_a_version_without_what_it_needs_is_not_published(tmp_path: Path) -> None:
    folder = tmp_path / "2025" / "broken"
    folder.mkdir(parents=True)
    (folder / "index.zh.md").write_text("---\ntitle: 没有编号\ndate: 2025-01-01\n---\n\n正文\n", "utf-8")
    broken = at("2026-01-01 00:00", tmp_path)
    assert paths(broken.articles) == ["2025/broken"]
    assert broken.reachable == ()


@given(total=st.integers(0, 200), size=st.integers(2, 20))
def test_numbered_pages_never_shift_when_an_article_is_added(total: int, size: int) -> None:
    def cut(count: int) -> dict[int | None, list[int]]:
        return {number: list(part) for number, part in slices(range(count, 0, -1), size)}

    before, after = cut(total), cut(total + 1)
    assert sorted(item for part in before.values() for item in part) == list(range(1, total + 1))
    for number, part in before.items():
        if number is not None:
            assert after[number] == part
            assert len(part) == size
    assert len(before) == numbered(total, size) + 1
    assert total < size or size <= len(before[None]) < 2 * size
