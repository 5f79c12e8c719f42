"""Events for calendar programs: read back with a library that shares no code with the one that writes them."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from test_calendar import CALENDAR, LECTURE, NOW, published, rewrite
from test_calendar import project as project  # a fixture
from twinpress import site
from twinpress.kinds import CONTROL
from twinpress.outputs import agendas
from twinpress.pages.agenda import PAST
from twinpress.server import TYPES

GOLDEN = Path(__file__).parent / "golden"
ALL = "calendar/events.ics"


def files(root: Path = CALENDAR / "content", as_of: datetime = NOW) -> Mapping[str, bytes]:
    return {output.path: output.make() for output in agendas.files(published(root, as_of))}


def read(data: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(data.decode())


def only(data: bytes) -> Event:
    (event,) = read(data).events
    return event


@pytest.mark.parametrize("name", ["calendar/events.ics", "en/2025/cancelled-course/event.ics"])
def test_a_file_of_each_kind_to_the_letter(name: str) -> None:
    golden = GOLDEN / name.replace("/", "-")
    assert files()[name] == golden.read_bytes().replace(b"\n", b"\r\n")


def test_there_is_a_file_for_each_event_each_section_and_all_in_each_language() -> None:
    stories = ["2024/leap-day/", "2025/year-long/", "2025/cancelled-course/"]
    lists = ["calendar/", "trainings/", "exhibitions/"]
    assert sorted(files()) == sorted(
        [
            *(f"{language}{place}events.ics" for place in lists for language in ("", "en/")),
            *(f"{language}{place}event.ics" for place in stories for language in ("", "en/")),
            "2025/new-year/event.ics",
            "2025/postponed-course/event.ics",
            "en/2025/open-lecture/event.ics",
        ]
    )


@pytest.mark.parametrize("name", sorted(files()))
def test_every_file_is_what_the_format_wants(name: str) -> None:
    """RFC 5545, 3.1 and 3.6: lines end with CRLF, none is longer than 75 octets, and none ends within a character."""
    data = files()[name]
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    found = read(data)
    assert (found.version, found.prodid) == ("2.0", agendas.PRODUCT)
    assert all(event.dtstamp and event.uid for event in found.events)


def test_what_is_told_of_an_event() -> None:
    event = only(files()["en/2025/cancelled-course/event.ics"])
    assert (event.summary, event.status, event.sequence) == ("[cancelled] The cancelled course", "CANCELLED", 1)
    address = "https://news.example/archive/en/2025/cancelled-course/"
    assert (event.description, str(event.url)) == (f"The teacher is ill.\n\n{address}", address)
    assert (event.dtstart, event.dtend) == (
        datetime(2026, 2, 3, 1, 30, tzinfo=UTC),
        datetime(2026, 2, 3, 3, 30, tzinfo=UTC),
    )
    assert event.dtstamp == event.last_modified == datetime(2025, 12, 23, tzinfo=UTC)
    assert (event.location, event.categories, event.organizer) == (None, ["Trainings"], None)
    assert only(files()["2024/leap-day/event.ics"]).location == "一号会议室，北京"
    assert only(files()["2025/postponed-course/event.ics"]).status == "TENTATIVE"


def test_an_event_has_one_name_in_both_languages_and_in_every_file() -> None:
    made = files()
    names: dict[str, set[str | None]] = {}
    for data in made.values():
        for event in read(data).events:
            names.setdefault(str(event.url).replace("/en/", "/"), set()).add(event.uid)
    assert [len(found) for found in names.values()] == [1] * 6
    assert only(made["en/2025/open-lecture/event.ics"]).uid == "urn:twinpress:01CA7ENDR6:event"


def test_both_subscriptions_hold_the_same_events_each_in_a_language_it_has() -> None:
    made = files()
    zh, en = read(made[ALL]), read(made[f"en/{ALL}"])
    assert [event.uid for event in zh.events] == [event.uid for event in en.events]
    assert [event.summary for event in en.events] == [
        "A course of three days",
        "新年展",
        "The long exhibition",
        "[cancelled] The cancelled course",
        "【已推迟】推迟的课",
        "Open lecture",
    ]
    text = made[f"en/{ALL}"].decode()
    assert "SUMMARY;LANGUAGE=zh-Hans:新年展\r\n" in text
    assert "SUMMARY;LANGUAGE=en:Open lecture\r\n" in text
    assert [event.summary for event in read(made["exhibitions/events.ics"]).events] == ["新年展", "全年展"]


def test_a_subscription_says_what_it_is_and_when_to_ask_again() -> None:
    lines = files()["en/trainings/events.ics"].decode().split("\r\n")
    assert lines[:10] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Twinpress//Twinpress//EN",
        "CALSCALE:GREGORIAN",
        "NAME;LANGUAGE=en:Meetings · Trainings",
        "X-WR-CALNAME:Meetings · Trainings",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "SOURCE;VALUE=URI:https://news.example/archive/en/trainings/events.ics",
        "URL:https://news.example/archive/en/trainings/",
        "X-PUBLISHED-TTL:PT12H",
    ]


def test_a_subscription_does_not_grow_with_the_archive(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project / "content"
    story = (root / "2025/new-year/index.zh.md").read_text("utf-8")
    for number in range(PAST + 3):
        folder = root / f"2025/old-{number}"
        folder.mkdir()
        day = date(2025, 1, 1) + timedelta(days=number)
        text = story.replace("01CA7ENDR2", f"01CA7{number:05}").replace("2025-12-30, end: 2026-01-02 00:00", f"{day}")
        (folder / "index.zh.md").write_text(text, "utf-8")
    found = read(files(root)[ALL]).events
    assert len(found) == PAST + 5
    assert found[0].dtstart == date(2025, 1, 4)
    monkeypatch.setattr("twinpress.pages.agenda.COMING", 1)
    assert len(read(files(root)[ALL]).events) == PAST + 1


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("start: 2026-05-01", date(2026, 5, 1), date(2026, 5, 2)),
        ("start: 2026-05-01, end: 2026-05-03", date(2026, 5, 1), date(2026, 5, 4)),
        ("start: 2026-05-01, end: 2026-05-03 12:00", date(2026, 5, 1), date(2026, 5, 4)),
        ("start: 2026-05-01, end: 2026-05-03 00:00", date(2026, 5, 1), date(2026, 5, 3)),
        ("start: 2026-05-01 09:00, end: 2026-05-01", datetime(2026, 5, 1, 1, tzinfo=UTC), datetime(2026, 5, 1, 16, tzinfo=UTC)),
        ("start: 2026-05-01 09:00:30 +00:00", datetime(2026, 5, 1, 9, 0, 30, tzinfo=UTC), None),
        ("start: 9999-12-30 23:00 -05:00", datetime(9999, 12, 31, 4, tzinfo=UTC), None),
    ],
)  # fmt: skip
def test_days_stay_days_and_moments_are_told_in_utc(project: Path, written: str, start: object, end: object) -> None:
    rewrite(project / "content" / LECTURE, "^event: .*", f"event: {{{written}}}")
    event = only(files(project / "content")["en/2025/open-lecture/event.ics"])
    assert (event.dtstart, event.dtend) == (start, end)


@pytest.mark.parametrize("written", ["0001-01-01", "0001-01-01 00:00", "9999-12-31", "9999-12-31 23:59 -12:00"])
def test_no_day_is_too_early_or_too_late(project: Path, written: str) -> None:
    rewrite(project / "content" / LECTURE, "^event: .*", f"event: {{start: {written}, end: 9999-12-31}}")
    data = files(project / "content")["en/2025/open-lecture/event.ics"].decode()
    assert re.search(rf"DTSTART[^:]*:{written[:4]}\d{{4}}", data)


LINES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=60).filter(
    lambda text: text == text.strip() and not CONTROL.search(text)
)
"""What a writer can put into a field of one line."""


def line(text: str) -> str:
    """Return a text as calendar programs show it: what they would take for the end of a line is a space."""
    return text.translate(dict.fromkeys(map(ord, "\r\x85\u2028\u2029"), " "))


@example(title="会议；a;b,c\\n😀" * 9, description="字" * 160, venue='"1:2",\\')
@given(title=LINES, description=LINES, venue=LINES)
def test_any_words_come_back(title: str, description: str, venue: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "vocabulary").mkdir()
        (root / "vocabulary/sections.yml").write_text("trainings:\n  name: {zh: 培训, en: Trainings}\n", "utf-8")
        folder = root / "2025/a-course"
        folder.mkdir(parents=True)
        fields = {
            "id": "01CA7ENDR1", "title": title, "description": description, "date": "2025-12-20", "section": "trainings",
            "source": {"name": "某报"}, "event": {"start": "2026-05-01", "venue": venue},
        }  # fmt: skip
        (folder / "index.zh.md").write_text(f"---\n{yaml.safe_dump(fields)}---\n\n正文。\n", "utf-8")
        publication = published(root)
        data = next(output.make() for output in agendas.files(publication) if output.path == "2025/a-course/event.ics")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    event = only(data)
    assert (event.summary, event.location) == (line(title), line(venue))
    assert event.description == f"{line(description)}\n\nhttps://news.example/archive/2025/a-course/"


def test_who_lays_a_file_beside_an_article_has_made_it_himself(project: Path) -> None:
    (project / "content/2025/year-long/event.ics").write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    publication = published(project / "content")
    assert not any("year-long" in output.path for output in agendas.files(publication))
    page = next(page for page in publication.pages["zh"] if page.address == "2025/year-long/")
    story = publication.view(page).story
    assert story is not None
    assert story.event is not None
    assert story.event.file is None


def test_what_is_not_public_has_no_file(project: Path) -> None:
    root = project / "content"
    rewrite(root / "2025/new-year/index.zh.md", "^section", "withdrawn: {date: 2026-01-01, kind: removed}\nsection")
    rewrite(root / "2025/postponed-course/index.zh.md", "^section", "status: draft\nsection")
    rewrite(root / "2025/cancelled-course/index.zh.md", "^section", "expires: 2025-12-25\nsection")
    rewrite(root / "2025/year-long/index.zh.md", "^section", "listed: false\nsection")
    made = files(root)
    assert [name for name in made if name.endswith("/event.ics")] == [
        "2024/leap-day/event.ics",
        "2025/year-long/event.ics",
        "en/2024/leap-day/event.ics",
        "en/2025/year-long/event.ics",
        "en/2025/open-lecture/event.ics",
    ]
    assert [event.uid for event in read(made[ALL]).events] == [f"urn:twinpress:01CA7ENDR{n}:event" for n in (1, 6)]


def test_without_an_address_of_the_site_there_are_no_files(project: Path) -> None:
    config = project / "mkdocs.yml"
    rewrite(config, "^site_url: .*", "")
    publication = published(configured=site.load(config))
    assert (list(agendas.files(publication)), publication.editions["zh"].agendas) == ([], {})


def test_nothing_is_written_twice_and_time_alone_changes_no_bytes() -> None:
    assert files() == files(as_of=NOW + timedelta(hours=20))
    later = files(as_of=NOW + timedelta(days=400))
    single = {name for name in later if name.endswith("/event.ics")}
    assert {name: later[name] for name in single} == {name: files()[name] for name in single}


def test_servers_send_them_as_what_they_are() -> None:
    assert TYPES["ics"] == "text/calendar"
