"""Times and numbers as each language writes them."""

from __future__ import annotations

import pytest

from twinpress import wording
from twinpress.kinds import BEIJING, Attendance
from twinpress.moment import Moment


def moment(text: str) -> Moment:
    return Moment.parse(text, BEIJING)


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ("2025-11-20", "2025-11-20", "20 November 2025"),
        ("2025-11-20 16:10", "2025-11-20 16:10", "20 November 2025, 16:10"),
        ("2025-11-20 16:10:16 +08:00", "2025-11-20 16:10", "20 November 2025, 16:10"),
        ("2025-03-05T09:05Z", "2025-03-05 09:05", "5 March 2025, 09:05"),
    ],
)
def test_times_have_the_precision_they_were_written_with(written: str, zh: str, en: str) -> None:
    assert (wording.time(moment(written), "zh"), wording.time(moment(written), "en")) == (zh, en)


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        ("2025-11-18", None, "2025年11月18日", "18 November 2025"),
        ("2025-11-18", "2025-11-18", "2025年11月18日", "18 November 2025"),
        ("2025-11-18", "2025-11-19", "2025年11月18日至19日", "18–19 November 2025"),
        ("2025-11-30", "2025-12-01", "2025年11月30日至12月1日", "30 November – 1 December 2025"),
        ("2025-12-31", "2026-01-01", "2025年12月31日至2026年1月1日", "31 December 2025 – 1 January 2026"),
        ("2024-03-26 09:00", None, "2024年3月26日 09:00", "26 March 2024, 09:00"),
        ("2024-03-26 09:00", "2024-03-26 11:30", "2024年3月26日 09:00至11:30", "26 March 2024, 09:00–11:30"),
        ("2024-03-26 09:00", "2024-03-26", "2024年3月26日 09:00", "26 March 2024, 09:00"),
        (
            "2024-03-26 09:00",
            "2024-03-27 11:30",
            "2024年3月26日 09:00至27日 11:30",
            "26 March 2024, 09:00 – 27 March 2024, 11:30",
        ),
    ],
)
def test_spans(start: str, end: str | None, zh: str, en: str) -> None:
    first, last = moment(start), moment(end) if end else None
    assert (wording.span(first, last, "zh"), wording.span(first, last, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (Attendance(80), "80人", "80"),
        (Attendance(80, "+"), "80余人", "more than 80"),
        (Attendance(1200, "~"), "约1200人", "about 1,200"),
    ],
)
def test_attendance(value: Attendance, zh: str, en: str) -> None:
    assert (wording.attendance(value, "zh"), wording.attendance(value, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("number", "text"), [(8, "8 B"), (999, "999 B"), (1000, "1 kB"), (430_400, "430 kB"), (1_200_000, "1.2 MB")]
)
def test_sizes(number: int, text: str) -> None:
    assert wording.size(number) == text


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ("2025-11-18 10:15", "", ""),
        ("2025-11-18 10:15 +08:00", "", ""),
        ("2025-11-18 10:15 +05:45", "（UTC+5:45）", " (UTC+5:45)"),
        ("2025-11-18 10:15 -03:00", "（UTC-3）", " (UTC-3)"),
        ("2025-11-18 10:15 Z", "（UTC）", " (UTC)"),
        ("2025-11-18", "", ""),
    ],
)
def test_a_time_of_another_zone_says_so(written: str, zh: str, en: str) -> None:
    moment = Moment.parse(written, BEIJING)
    assert (wording.offset(moment, BEIJING, "zh"), wording.offset(moment, BEIJING, "en")) == (zh, en)
