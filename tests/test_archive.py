"""What the public sees at a moment, and what stands beside what."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SITE
from twinpress import content
from twinpress.archive import Archive, State, old_from
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
        "2018/park-opening",
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


def write(root: Path, *fields: str) -> None:
    """Write the one article of an archive: that of tests/site with other fields at its top."""
    folder = root / "2025" / "story"
    folder.mkdir(parents=True)
    text = (SITE / "content/2024/meeting/index.zh.md").read_text("utf-8")
    if any(field.startswith("date:") for field in fields):
        text = text.replace("date: 2024-05-06 10:00\n", "")
    (folder / "index.zh.md").write_text(text.replace("editor:", "\n".join([*fields, "editor:"]), 1), "utf-8")


@pytest.mark.parametrize(
    "gate", ["status: Draft", "publish_at: soon", "expires: 2025-02-30", "withdrawn: {date: 2025-02-01, kind: remove}"]
)
def test_a_mistyped_gate_hides_an_article(tmp_path: Path, gate: str) -> None:
    write(tmp_path, gate)
    archive = at("2026-01-01 00:00", tmp_path)
    assert archive.state(archive.by_path["2025/story"]) is State.HIDDEN
    assert archive.reachable == ()


def test_a_preview_may_show_what_is_not_public_yet() -> None:
    preview = Archive(content.load(SITE / "content", BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING), drafts=True)
    assert preview.state(preview.by_path["2025/draft-news"]) is State.PUBLIC
    assert preview.state(preview.by_path["2026/scheduled-news"]) is State.PUBLIC
    assert preview.languages(preview.by_path["2025/half-translated"]) == ("zh", "en")
    assert preview.state(preview.by_path["2023/removed-news"]) is State.REMOVED


@pytest.mark.parametrize(
    ("date", "years", "moment"),
    [
        ("2018-05-06 09:00", 5, "2023-05-06 09:00"),
        ("2018-05-06", 1, "2019-05-06 00:00"),
        ("2020-02-29 10:00", 4, "2024-02-29 10:00"),
        ("2020-02-29 10:00", 5, "2025-03-01 10:00"),
        ("9999-01-01", 1, None),
        ("2018-05-06", 0, None),
    ],
)
def test_news_is_old_from_its_anniversary_on(tmp_path: Path, date: str, years: int, moment: str | None) -> None:
    write(tmp_path, f"date: {date}")
    item = at("2026-01-01 00:00", tmp_path).by_path["2025/story"]
    assert old_from(item, years) == (datetime.fromisoformat(moment).replace(tzinfo=BEIJING) if moment else None)
    if moment:
        now, before = at(moment, tmp_path), at(str(datetime.fromisoformat(moment) - timedelta(minutes=1)), tmp_path)
        assert now.is_old(now.articles[0], years)
        assert not before.is_old(before.articles[0], years)


@pytest.mark.parametrize(
    ("field", "old"),
    [
        ("type: interview", True),
        ("type: notice", False),
        ("type: document", False),
        ("expires: 2020-01-01", False),
        ("withdrawn: {date: 2020-01-01}", False),
    ],
)
def test_what_holds_or_says_more_is_not_called_old(tmp_path: Path, field: str, old: bool) -> None:
    """A notice holds until it expires; where an article expired or was withdrawn, that is what readers need to know."""
    write(tmp_path, f"date: 2018-05-06\n{field}")
    archive = at("2026-01-01 00:00", tmp_path)
    assert archive.is_old(archive.articles[0], 5) is old


def test_lists_keep_their_addresses_but_nothing_is_left_of_a_person(archive: Archive) -> None:
    assert sorted(archive.once_mentioned["topics"]) == ["calls", "city", "small-parks"]
    assert sorted(archive.mentions["topics"]) == ["city", "small-parks"]
    assert "gao-fan" not in archive.once_mentioned["people"]  # named by what was removed, alone
    assert [period for period in archive.once_by_period if period not in archive.by_period] == [
        "2023",
        "2023/05",
        "2023/03",
        "2023/01",
    ]


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
