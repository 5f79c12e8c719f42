"""Dates as editors write them, and what the archive understands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinpress.moment import Moment, now, offset

BEIJING = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("written", "iso", "normal"),
    [
        ("2025-11-20", "2025-11-20", "2025-11-20"),
        ("2025-1-2", "2025-01-02", "2025-01-02"),
        ("2025-11-20 16:10", "2025-11-20T16:10+08:00", "2025-11-20 16:10 +08:00"),
        ("2025-11-20T16:10", "2025-11-20T16:10+08:00", "2025-11-20 16:10 +08:00"),
        ("2025-11-20 16:10:16 +08:00", "2025-11-20T16:10:16+08:00", "2025-11-20 16:10:16 +08:00"),
        ("2025-11-20 8:10 -0500", "2025-11-20T08:10-05:00", "2025-11-20 08:10 -05:00"),
        ("2025-11-20T16:10:16Z", "2025-11-20T16:10:16+00:00", "2025-11-20 16:10:16 +00:00"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
    ],
)
def test_keeps_the_precision_it_was_written_in(written: str, iso: str, normal: str) -> None:
    moment = Moment.parse(written, BEIJING)
    assert (moment.iso, str(moment)) == (iso, normal)
    assert Moment.parse(normal, UTC).iso == iso


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "2025", "2025-11", "2025-13-01", "2025-02-29", "2025-11-20 25:00", "2025-11-20 16:60", "20251120",
     "2025/11/20", "2025年11月20日", "2025-11-20 16", "2025-11-20 16:10 +99:99", "2025-11-20 16:10 Beijing", "0000-01-01"],
)  # fmt: skip
def test_refuses_what_is_no_date(written: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day|hour|minute|offset|year"):
        Moment.parse(written, BEIJING)


def test_a_day_lasts_until_the_next_one_and_a_minute_is_an_instant() -> None:
    assert Moment.parse("2025-11-20", BEIJING).end == datetime(2025, 11, 21, tzinfo=BEIJING)
    assert Moment.parse("2025-11-20 16:10", BEIJING).end == datetime(2025, 11, 20, 16, 10, tzinfo=BEIJING)
    assert Moment.parse("9999-12-31", BEIJING).end == datetime(9999, 12, 31, tzinfo=BEIJING), "no day after it"


def test_moments_are_ordered_by_instant_not_by_wall_clock() -> None:
    beijing, london = Moment.parse("2025-11-20 16:10", BEIJING), Moment.parse("2025-11-20 08:11 Z", BEIJING)
    assert beijing < london


def test_now_is_rounded_to_the_minute() -> None:
    assert (now(BEIJING).second, now(BEIJING).microsecond) == (0, 0)


@pytest.mark.parametrize("text", ["8", "+8", "+08:0", "CST", "+25:00:00"])
def test_an_offset_has_hours_and_minutes(text: str) -> None:
    with pytest.raises(ValueError, match="offset"):
        offset(text)


@given(st.datetimes(min_value=datetime(1000, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_every_second_is_read_back_as_it_was_written(at: datetime, minutes: int) -> None:
    whole = at.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    moment = Moment(at=whole, precision="second")
    assert Moment.parse(str(moment), BEIJING) == moment
