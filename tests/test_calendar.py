"""The calendar of events: its pages, what of them stays, and what a build makes again."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, SITE
from test_builds import MkDocs, tree
from twinpress import content, events, schedule, site
from twinpress.archive import Archive
from twinpress.build import build
from twinpress.forwarding import Forwarding, possible
from twinpress.kinds import BEIJING
from twinpress.model import Event
from twinpress.moment import Moment
from twinpress.outputs import sitemap
from twinpress.pages.view import SHOWN, Calendar, Day, Occasion, Sheet, Text, View
from twinpress.publication import Publication
from twinpress.site import Site

CALENDAR = Path(__file__).parent / "calendar"
CONFIGURED = site.load(CALENDAR / "mkdocs.yml")
NOW = datetime(2026, 1, 1, tzinfo=BEIJING)
LECTURE = "2025/open-lecture/index.en.md"


def published(root: Path = CALENDAR / "content", as_of: datetime = NOW, configured: Site = CONFIGURED) -> Publication:
    return Publication(Archive(content.load(root, BEIJING), as_of), configured)


def view(publication: Publication, address: str, language: str = "zh") -> View:
    return publication.view(next(page for page in publication.others[language] if page.address == address))


def calendar(publication: Publication, address: str, language: str = "zh") -> Calendar:
    found = view(publication, address, language).calendar
    assert found is not None
    return found


def addresses(publication: Publication, language: str = "zh") -> list[str]:
    return [page.address for page in publication.others[language] if page.address.startswith("calendar/")]


def drawn(sheet: Sheet | None) -> list[str]:
    """Return a sheet as somebody would draw it: a line for each week, and for each day how many events it has."""
    assert sheet is not None
    cells = ([f"{day.number}{'*' * len(day.items)}" if day else "" for day in week] for week in sheet.weeks)
    return [" ".join(f"{cell:<4}" for cell in week).rstrip() for week in cells]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the small site, to be changed."""
    root = tmp_path / "project"
    shutil.copytree(CALENDAR, root)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("../../overrides", "overrides")
    config.write_text(text.replace('cache_dir: ""', "cache_dir: .cache"), "utf-8")
    return root


def rewrite(file: Path, pattern: str, text: str) -> None:
    before = file.read_text("utf-8")
    after = re.sub(pattern, text, before, count=1, flags=re.M)
    assert after != before
    file.write_text(after, "utf-8")


# --- days and months ---------------------------------------------------------------------------------------------------


def event(start: str, end: str | None = None) -> Event:
    return Event(start=Moment.parse(start, BEIJING), end=Moment.parse(end, BEIJING) if end else None)


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2025-11-18", None, "2025-11-18", "2025-11-18"),
        ("2025-11-18", "2025-11-19", "2025-11-18", "2025-11-19"),
        ("2025-11-18 20:00", "2025-11-19 00:00", "2025-11-18", "2025-11-18"),
        ("2025-11-18 20:00", "2025-11-19 00:01", "2025-11-18", "2025-11-19"),
        ("2025-11-18 00:00", "2025-11-18 00:00", "2025-11-18", "2025-11-18"),
        ("2025-11-18", "2025-11-02", "2025-11-18", "2025-11-18"),  # a rule reports it
        ("0001-01-01", "0001-01-01 00:00", "0001-01-01", "0001-01-01"),
        ("9999-12-30", "9999-12-31", "9999-12-30", "9999-12-31"),
    ],
)
def test_an_event_lasts_from_its_first_day_to_its_last(start: str, end: str | None, first: str, last: str) -> None:
    assert events.days(event(start, end)) == (date.fromisoformat(first), date.fromisoformat(last))


def test_an_event_counts_in_every_month_and_in_twelve_at_most() -> None:
    assert list(events.months(event("2025-11-18"))) == ["2025/11"]
    assert list(events.months(event("2025-12-31", "2026-01-01"))) == ["2025/12", "2026/01"]
    assert list(events.months(event("0999-12-31", "1000-01-01"))) == ["0999/12", "1000/01"]
    assert list(events.months(event("9999-11-01", "9999-12-31"))) == ["9999/11", "9999/12"]
    endless = list(events.months(event("2025-11-18", "9999-12-31")))
    assert (endless[0], endless[-1], len(endless)) == ("2025/11", "2026/10", 12)


@given(st.datetimes(), st.integers(0, 800 * 24 * 60), st.sampled_from(["day", "minute"]))
def test_the_months_are_those_of_the_days(start: datetime, minutes: int, precision: str) -> None:
    begin = Moment(at=start.replace(tzinfo=BEIJING), precision=precision)
    try:
        end = Moment(at=begin.at + timedelta(minutes=minutes), precision=precision)
    except OverflowError:
        return
    first, last = events.days(Event(start=begin, end=end))
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    months = list(dict.fromkeys(f"{day.year:04}/{day.month:02}" for day in days))
    assert list(events.months(Event(start=begin, end=end))) == months[:12]


# --- the pages ---------------------------------------------------------------------------------------------------------


def test_there_is_a_page_for_each_month_with_events_in_both_languages() -> None:
    months = ["2024/02/", "2024/03/", "2025/12/", "2026/01/", "2026/02/", "2026/03/"]
    publication = published()
    assert addresses(publication) == ["calendar/", *(f"calendar/{month}" for month in months)]
    assert addresses(publication, "en") == addresses(publication)


def test_a_leap_february_and_an_event_over_the_end_of_a_month() -> None:
    publication = published()
    assert drawn(calendar(publication, "calendar/2024/02/").sheet) == [
        "               1    2    3    4",
        "5    6    7    8    9    10   11",
        "12   13   14   15   16   17   18",
        "19   20   21   22   23   24   25",
        "26   27   28*  29*",
    ]
    assert drawn(calendar(publication, "calendar/2024/03/").sheet)[0] == "                    1*   2    3"


def test_a_month_that_begins_on_a_monday_and_one_on_a_sunday() -> None:
    publication = published()
    assert drawn(calendar(publication, "calendar/2025/12/").sheet) == [
        "1    2    3    4    5    6    7",
        "8    9    10   11   12   13   14",
        "15   16   17   18   19   20   21",
        "22   23   24   25   26   27   28",
        "29   30*  31*",
    ]
    assert drawn(calendar(publication, "calendar/2026/02/").sheet) == [
        "                              1*",
        "2*   3*** 4*   5*   6*   7*   8*",
        "9*   10*  11*  12*  13*  14*  15*",
        "16*  17*  18*  19*  20*  21*  22*",
        "23*  24*  25*  26*  27*  28**",
    ]


def test_an_event_over_the_end_of_the_year_ends_at_midnight() -> None:
    sheet = calendar(published(), "calendar/2026/01/").sheet
    assert drawn(sheet)[0] == "               1*   2    3    4"
    assert sheet is not None
    assert [(day.short, day.name) for day in sheet.weekdays][::6] == [("一", "星期一"), ("日", "星期日")]


def told(found: Calendar) -> list[tuple[str, list[tuple[str, str, str | None]], list[str]]]:
    """Return a month's list: each day with what begins (title, when, status) and what goes on."""
    return [
        (
            day.title,
            [(item.title.text, item.when, item.status) for item in day.begins],
            [item.title.text for item in day.lasts],
        )
        for day in found.programme
    ]


def test_the_list_tells_what_begins_and_what_goes_on_with_the_status_in_words() -> None:
    publication = published()
    assert told(calendar(publication, "calendar/2026/02/", "en")) == [
        ("Sunday, 1 February", [("The long exhibition", "5 January – 2 March 2026", None)], []),
        (
            "Tuesday, 3 February",
            [
                ("The cancelled course", "3 February 2026, 09:30–11:30", "cancelled"),
                ("推迟的课", "3 February 2026, 20:00", "postponed"),
            ],
            ["The long exhibition"],
        ),
        (
            "Saturday, 28 February",
            [("Open lecture", "28 February 2026, 22:00 – 1 March 2026, 01:00 (UTC)", None)],
            ["The long exhibition"],
        ),
    ]
    assert [line[0] for line in told(calendar(publication, "calendar/2026/02/"))] == [
        "2月1日 星期日",
        "2月3日 星期二",
        "2月28日 星期六",
    ]


def test_an_event_in_the_other_language_alone_is_shown_in_it() -> None:
    publication = published()
    for language, title, lang in (("zh", "Open lecture", "en"), ("en", "推迟的课", "zh-Hans")):
        items = calendar(publication, "calendar/2026/02/", language).items
        item = next(item for item in items if item.title.text == title)
        assert (item.title.lang, item.foreign, item.held) == (lang, True, language == "zh")
    (exhibition,) = calendar(publication, "calendar/2025/12/", "en").items
    assert (exhibition.title.path, exhibition.section and exhibition.section.text) == ("2025/new-year/", "Exhibitions")


def test_behind_the_number_of_a_day_stands_all_that_takes_place_on_it(project: Path) -> None:
    """Whatever the order: a night in New York ends after the morning of the same date in Beijing has begun."""
    content = project / "content"
    for place, span in (
        ("new-year", "start: 2026-02-25 23:30 -05:00, end: 2026-02-26 00:30 -05:00"),
        ("postponed-course", "start: 2026-02-26 09:00"),
    ):
        rewrite(content / f"2025/{place}/index.zh.md", r"start: [^,}]*(, end: [^,}]*)?", span)
    for publication in (published(), published(content)):
        for address in addresses(publication)[1:]:
            found = calendar(publication, address)
            lists = {day.anchor: {item.title.path for item in (*day.begins, *day.lasts)} for day in found.programme}
            assert found.sheet is not None
            for day in (day for week in found.sheet.weeks for day in week if day):
                assert bool(day.anchor) == bool(day.items)
                assert {item.title.path for item in day.items} <= lists.get(day.anchor, set())


def test_the_front_page_has_what_is_coming_then_what_is_over() -> None:
    def titles(as_of: str) -> tuple[list[str], list[str], str | None]:
        found = calendar(published(as_of=datetime.fromisoformat(as_of).replace(tzinfo=BEIJING)), "calendar/")
        return (
            [item.title.text for item in found.coming],
            [item.title.text for item in found.past],
            found.sheet and found.sheet.name,
        )

    coming = ["新年展", "全年展", "取消的课", "推迟的课", "Open lecture"]
    assert titles("2026-01-01") == (coming, ["闰年培训"], "2025年12月")
    assert titles("2026-01-02") == (coming[1:], ["新年展", "闰年培训"], "2026年2月")
    assert titles("2026-03-03") == ([], ["Open lecture", "全年展", "新年展", "闰年培训"], "2026年2月")
    years = calendar(published(), "calendar/").years
    assert [(year.title and year.title.text, [month.text for month in year.items]) for year in years] == [
        ("2026年", ["2026年3月", "2026年2月", "2026年1月"]),
        ("2025年", ["2025年12月"]),
        ("2024年", ["2024年3月", "2024年2月"]),
    ]


def test_months_lead_to_the_next_that_have_events() -> None:
    months = calendar(published(), "calendar/2025/12/", "en")
    assert (months.earlier and months.earlier.text, months.later and months.later.path) == (
        "March 2024",
        "en/calendar/2026/01/",
    )
    assert (
        calendar(published(), "calendar/2024/02/").earlier,
        calendar(published(), "calendar/2026/03/").later,
    ) == (None, None)


def test_menu_and_home_page_lead_to_the_calendar_and_its_pages_say_what_they_are() -> None:
    publication = published()
    home = view(publication, "")
    assert [item.path for item in home.menu] == [
        "",
        "trainings/",
        "exhibitions/",
        "calendar/",
        "organisations/",
        "archive/",
    ]
    assert home.front is not None
    assert home.front.calendar == "calendar/"
    month = view(publication, "calendar/2026/02/", "en")
    assert (month.title, month.noindex, month.section) == ("Events in February 2026", False, "en/calendar/")
    assert [item.path for item in month.breadcrumb] == ["en/", "en/calendar/"]
    assert '"CollectionPage"' in month.graph
    assert '"numberOfItems":4' in month.graph.replace(" ", "")


# --- what stays --------------------------------------------------------------------------------------------------------


def test_a_month_whose_last_event_was_moved_stays_and_says_so(project: Path) -> None:
    root = project / "content"
    (root / "addresses").mkdir()
    lines = "/calendar/ 2026-01-01\n/calendar/2026/03/ 2026-01-01\n/en/calendar/2030/12/ 2026-01-01\n/calendar/2030/13/ 2026-01-01\n"
    (root / "addresses/pages.txt").write_text(lines, "utf-8")
    rewrite(root / "2025/year-long/index.zh.md", "end: 2026-03-02", "end: 2026-01-06")
    rewrite(root / LECTURE, r"start: .*, end: [^,]*,", "start: 2026-02-04,")
    publication = published(root)
    assert addresses(publication)[-3:] == ["calendar/2026/02/", "calendar/2026/03/", "calendar/2030/12/"]
    for language in ("zh", "en"):
        empty = view(publication, "calendar/2026/03/", language)
        assert (empty.noindex, empty.calendar and empty.calendar.programme) == (True, ())
        assert not next(page for page in publication.others[language] if page.address == "calendar/2026/03/").listed
    front = calendar(publication, "calendar/")
    assert "calendar/2026/03/" not in {item.path for year in front.years for item in year.items}
    assert calendar(publication, "calendar/2026/02/").later is None
    assert [address for address, _ in Forwarding(publication).lost] == ["/calendar/2030/13/"]


def test_an_event_that_left_the_lists_leaves_its_month(project: Path) -> None:
    rewrite(project / "content/2025/new-year/index.zh.md", "^section", "withdrawn: {date: 2026-01-01}\nsection")
    publication = published(project / "content")
    assert "calendar/2025/12/" in addresses(publication)
    assert view(publication, "calendar/2025/12/").noindex


def test_no_alias_can_take_the_place_of_a_file_for_calendars() -> None:
    assert not possible("/trainings/events.ics")
    assert not possible("/2025/year-long/event.ics")


def test_the_addresses_of_the_calendar_are_recorded_and_in_the_sitemap() -> None:
    publication = published()
    pages = [f"/{language}calendar/{month}" for language in ("", "en/") for month in ("", "2026/02/")]
    assert set(pages) < set(Forwarding(publication).published())
    (listed,) = (output.make().decode() for output in sitemap.files(publication) if output.path == "sitemap/pages.xml")
    assert [page for page in pages if f"<loc>https://news.example/archive{page}</loc>" not in listed] == []


def test_without_the_option_there_is_nothing_of_it() -> None:
    off = replace(CONFIGURED, options=CONFIGURED.options.model_copy(update={"calendar": False}))
    publication = published(configured=off)
    assert addresses(publication) == []
    home = view(publication, "")
    assert home.front is not None
    assert (home.front.calendar, "calendar/" in {item.path for item in home.menu}) == (None, False)
    assert view(publication, "subscribe/").agendas == ()


def test_without_events_there_is_nothing_either() -> None:
    publication = published(as_of=datetime(2020, 1, 1, tzinfo=BEIJING))
    assert (addresses(publication), publication.editions["en"].agendas) == ([], {})


# --- what a build makes again ------------------------------------------------------------------------------------------


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make sites of what no check would let pass, and take files for settled at once."""
    monkeypatch.setattr("twinpress.work.check", lambda archive, site, translations: [])
    monkeypatch.setattr("twinpress.identity.RACY", -(10**12))


def shell(project: Path) -> MkDocs:
    return MkDocs(folders=(str(project / "overrides"),))


def written(project: Path, moment: datetime = NOW) -> set[str]:
    """Build on what is there; return what of the calendar was written, and hold it to a build from nothing."""
    configured = site.load(project / "mkdocs.yml")
    done = build(configured, moment, project / "site", shell(project))
    build(configured, moment, project / "clean", shell(project), clean=True)
    mine, whole = tree(project / "site"), tree(project / "clean")
    assert sorted(mine) == sorted(whole)
    assert [path for path in mine if mine[path] != whole[path]] == []
    return {path for path in (done.delivery.written if done.delivery else ()) if "calendar/" in path or ".ics" in path}


@pytest.mark.usefixtures("unchecked")
def test_a_new_event_rewrites_its_month_the_front_page_and_its_neighbours(project: Path) -> None:
    written(project)
    folder = project / "content/2025/new-course"
    folder.mkdir()
    story = (project / "content/2025/new-year/index.zh.md").read_text("utf-8")
    story = story.replace("01CA7ENDR2", "01CA7ENDR9").replace(
        "start: 2025-12-30, end: 2026-01-02 00:00", "start: 2025-06-01"
    )
    (folder / "index.zh.md").write_text(story, "utf-8")
    pages = {
        f"{language}calendar/{month}" for language in ("", "en/") for month in ("", "2024/03/", "2025/06/", "2025/12/")
    }
    files = {f"{language}{place}/events.ics" for language in ("", "en/") for place in ("calendar", "exhibitions")}
    assert written(project) == {*(f"{page}index.html" for page in pages), *files, "2025/new-course/event.ics"}


@pytest.mark.usefixtures("unchecked")
def test_a_new_title_rewrites_where_it_stands(project: Path) -> None:
    written(project)
    rewrite(project / "content/2025/postponed-course/index.zh.md", "^title: .*", "title: 另一堂课")
    pages = {f"{language}calendar/{month}index.html" for language in ("", "en/") for month in ("", "2026/02/")}
    files = {f"{language}{place}/events.ics" for language in ("", "en/") for place in ("calendar", "trainings")}
    files.add("2025/postponed-course/event.ics")
    assert written(project) == files | pages


@pytest.mark.usefixtures("unchecked")
def test_time_rewrites_what_it_decides(project: Path) -> None:
    """The exhibition ends at midnight: its page offers no file any more, and it moves down the front page."""
    written(project)
    change = schedule.next_change(content.load(project / "content", BEIJING), CONFIGURED, NOW)
    assert change is not None
    assert (change.at, change.paths) == (datetime(2026, 1, 2, tzinfo=BEIJING), ("2025/new-year",))
    configured = site.load(project / "mkdocs.yml")
    assert build(configured, change.at - timedelta(minutes=1), project / "site", shell(project)).delivery is None
    offered = b'href="../../2025/new-year/event.ics"'
    assert offered in (project / "site/2025/new-year/index.html").read_bytes()
    found = written(project, change.at)
    assert {name for name in found if "calendar/" in name and name.endswith(".html")} == {
        "calendar/index.html",
        "en/calendar/index.html",
    }
    assert offered not in (project / "site/2025/new-year/index.html").read_bytes()


def shift(project: Path, chance: random.Random) -> None:
    """Move an event, to any month."""
    file = chance.choice(sorted((project / "content").glob("2*/*/index.zh.md")))
    day = date(2025, 1, 1) + timedelta(days=chance.randrange(800))
    text = f"event: {{start: {day}, end: {day + timedelta(days=chance.choice([0, 0, 2, 40]))}, place: beijing}}"
    rewrite(file, "^(event: .*\n)?(title: .*)$", rf"\2 {chance.randrange(100)}")
    rewrite(file, "^section:", f"{text}\nsection:")


def state(project: Path, chance: random.Random) -> None:
    file = chance.choice(sorted((project / "content").glob("2*/*/index.*.md")))
    value = chance.choice(["draft", "published"])
    rewrite(file, r"^(status: .*\n)?(title: .*)$", rf"status: {value}\n\2 {chance.randrange(100)}")


def record(project: Path, chance: random.Random) -> None:
    place = project / "content/addresses"
    place.mkdir(exist_ok=True)
    with (place / "pages.txt").open("a", encoding="utf-8") as file:
        file.write(f"/calendar/2026/{chance.randrange(1, 13):02}/ 2026-01-01\n")


def section(project: Path, chance: random.Random) -> None:
    file = chance.choice(sorted((project / "content").glob("2*/*/index.*.md")))
    text = file.read_text("utf-8")
    other = {"trainings": "exhibitions", "exhibitions": "trainings"}
    file.write_text(re.sub(r"^section: (.*)$", lambda match: f"section: {other[match[1]]}", text, flags=re.M), "utf-8")


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (shift, shift, state, record, section)


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_edited_the_calendar_is_that_of_a_clean_build(project: Path, seed: int) -> None:
    chance = random.Random(seed)
    moment = NOW
    written(project)
    for _ in range(6):
        for edit in chance.sample(EDITS, chance.choice([0, 1, 2])):
            edit(project, chance)
        moment += timedelta(days=chance.choice([0, 0, 20]))
        written(project, moment)


# --- the configuration -------------------------------------------------------------------------------------------------


def test_no_section_is_called_calendar_while_there_is_one(tmp_path: Path) -> None:
    from twinpress.check import check

    root = tmp_path / "content"
    shutil.copytree(SITE / "content", root)
    with (root / "vocabulary/sections.yml").open("a", encoding="utf-8") as file:
        file.write("calendar:\n  name: {zh: 活动, en: Events}\n")
    archive = Archive(content.load(root, BEIJING), NOW)

    def found(configured: Site) -> list[str]:
        return [finding.path for finding in check(archive, configured) if finding.code == "ARC013"]

    off = replace(CONFIGURED, options=CONFIGURED.options.model_copy(update={"calendar": False}))
    assert found(CONFIGURED) == ["vocabulary/sections.yml"]
    assert found(off) == []


@pytest.mark.parametrize(("events", "shown", "more"), [(0, 0, 0), (SHOWN, SHOWN, 0), (SHOWN + 2, SHOWN, 2)])
def test_a_full_day_leads_to_the_list_for_the_rest(events: int, shown: int, more: int) -> None:
    name = Text(text="课", lang="zh-Hans")
    item = Occasion(title=name, day="1", month="2月", year="2026", when="", place=None, iso="", past=False)
    day = Day(number=1, iso="2026-02-01", items=(item,) * events, anchor="day-1")
    assert (len(day.shown), day.more) == (shown, more)
