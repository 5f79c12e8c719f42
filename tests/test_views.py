"""Figures of use: what is counted from logs, what is kept, and what readers see of it.

``tests/views/`` holds a log of each kind, of a server that shows the small site at ``/archive/`` on the first day of December.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import AS_OF, PATIENCE, ROOT, SITE
from test_builds import MkDocs, tree
from test_servers import Server, needed, printed
from twinpress import content, outputs
from twinpress.archive import Archive
from twinpress.build import build
from twinpress.command import main
from twinpress.kinds import BEIJING
from twinpress.lock import alone
from twinpress.publication import Publication
from twinpress.release import publish
from twinpress.site import bare, load
from twinpress.views import intake, tally
from twinpress.views.commands import _lock
from twinpress.views.log import UnreadableError
from twinpress.views.tally import Tally
from twinpress.views.visits import Visits

LOGS = Path(__file__).parent / "views"
NOW = datetime.fromisoformat(AS_OF).replace(tzinfo=BEIJING)
SECONDS = {"until": "2025-12-01T09:00:08+08:00", "lines": [1, 1, 0, 1, 1, 0, 2, 2, 4]}
"""How far the log of nginx was counted; the last seconds may not have been complete."""
COMBINED = {
    "read": {
        "2025-11-30": {"2025/first-talk": [1, 0]},
        "2025-12-01": {
            "2018/park-opening": [1, 1],
            "2023/withdrawn-news": [1, 0],
            "2024/meeting": [2, 0],
            "2025/first-talk": [3, 1],
            "2025/second-talk": [1, 0],
        },
    },
    "robots": {"2025-12-01": 4},
    "sources": {"log": SECONDS},
}
"""What the log of nginx says. Not counted are what was loaded ahead, another load within half an hour, what led on (301), was
not there, was sent elsewhere (POST), or stands outside the site."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the small site with its configuration, which shows figures."""
    root = tmp_path / "project"
    shutil.copytree(SITE, root)
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8").replace('cache_dir: ""', "cache_dir: .cache, views: {most_read: 3}")
    config.write_text(text, "utf-8")
    return root


def run(project: Path, *arguments: str, stdin: bytes | None = None) -> Result:
    command = ["views", *arguments, "--config", str(project / "mkdocs.yml"), "--as-of", AS_OF]
    return CliRunner().invoke(main, command, input=stdin)


def take(project: Path, *arguments: str, stdin: bytes | None = None) -> str:
    """Import logs; return what was said."""
    result = run(project, "import", *arguments, stdin=stdin)
    assert result.exit_code == 0, result.stderr
    return result.stderr


def kept(project: Path) -> dict[str, object]:
    """Return what stands in the folder of the figures, by file."""
    found = sorted((project / "content/views").iterdir())
    return {file.name: json.loads(file.read_text("utf-8")) for file in found}


# --- what is counted -----------------------------------------------------------------------------------------------------


def test_a_log_of_nginx(project: Path) -> None:
    result = run(project, "import", str(LOGS / "combined.log"))
    assert result.exit_code == 0
    assert result.stdout.endswith("content/views/2025.json\n")
    assert result.stderr.splitlines() == [
        "阅读 11 次（5 篇文章），机器人 4 次 · 11 views of 5 articles, 4 loads by robots",
        "无法计入 3 行 · 3 lines cannot be counted:",
        f"  {LOGS}/combined.log:23: 不是此格式的日志行 · no line of such a log",
        f"  {LOGS}/combined.log:25: 不是此格式的日志行 · no line of such a log",
        f"  {LOGS}/combined.log:26: 时间在将来，请核对时钟或 --as-of · from the future: look at the clocks, and at --as-of",
    ]
    assert kept(project) == {"2025.json": COMBINED}


def test_a_log_of_caddy(project: Path) -> None:
    assert take(project, str(LOGS / "caddy.log"), "--source", "web1").splitlines()[:2] == [
        "阅读 4 次（3 篇文章），机器人 2 次 · 4 views of 3 articles, 2 loads by robots",
        "无法计入 2 行 · 2 lines cannot be counted:",
    ]
    figures = {"2024/meeting": [1, 0], "2025/first-talk": [1, 1], "2025/second-talk": [1, 0]}
    mark = {"until": "2025-12-01T09:00:06+08:00", "lines": [1, 1, 1, 1, 2, 1, 2]}
    said = {"read": {"2025-12-01": figures}, "robots": {"2025-12-01": 2}, "sources": {"web1": mark}}
    assert kept(project) == {"2025.json": said}


def test_an_export_of_goatcounter(project: Path) -> None:
    assert take(project, str(LOGS / "goatcounter.csv")).splitlines()[:2] == [
        "阅读 3 次（2 篇文章），机器人 1 次 · 3 views of 2 articles, 1 loads by robots",
        "无法计入 2 行 · 2 lines cannot be counted:",
    ]
    days = {"2025-12-01": {"2025/first-talk": [1, 1]}, "2025-12-02": {"2024/meeting": [1, 0]}}
    mark = {"until": "2025-12-02T01:00:00+08:00", "lines": [1]}
    said = {"read": days, "robots": {"2025-12-01": 1}, "sources": {"log": mark}}
    assert kept(project) == {"2025.json": said}


def test_columns_of_goatcounter_are_found_by_their_names(project: Path) -> None:
    """Version 1 had them in another order."""
    export = (
        "1Path,Title,Event,Bot,Session,FirstVisit,Referrer,Referrer scheme,Browser,Screen size,Location,Date\r\n"
        "/archive/2024/meeting/,会议,false,0,1,true,,,Firefox,,CN,2025-12-01T01:00:00Z\r\n"
    )
    assert "阅读 1 次" in take(project, "-", stdin=export.encode())


def test_a_file_of_which_nothing_can_be_counted_is_no_such_log(project: Path) -> None:
    result = run(project, "import", "-", "--format", "goatcounter", stdin=b"Path,Title\n/archive/2024/meeting/,x\n")
    assert (result.exit_code, result.stdout, result.stderr.splitlines()[1:]) == (
        1,
        "",
        [
            "无法计入 2 行 · 2 lines cannot be counted:",
            "  -:1: 不是此格式的日志行 · no line of such a log",
            "  -:2: 不是此格式的日志行 · no line of such a log",
            "没有一行可以计入：请查看服务器的日志格式（log_format），或用 --format 指明 · "
            "not one line can be counted: look at the log's format in the server (log_format), or say --format",
        ],
    )


def test_packed_logs_and_standard_input_are_read_as_well(project: Path, tmp_path: Path) -> None:
    data = (LOGS / "combined.log").read_bytes()
    take(project, "-", "--source", "log", stdin=gzip.compress(data))
    assert kept(project) == {"2025.json": COMBINED}
    shutil.rmtree(project / "content/views")
    (tmp_path / "access.log.1.gz").write_bytes(gzip.compress(data))
    take(project, str(tmp_path / "access.log.1.gz"))
    assert kept(project) == {"2025.json": COMBINED}


def test_a_log_that_breaks_off_counts_for_nothing(project: Path, tmp_path: Path) -> None:
    data = (LOGS / "combined.log").read_bytes()
    (tmp_path / "a.log").write_bytes(data)
    (tmp_path / "b.log.gz").write_bytes(gzip.compress(data * 50)[:-200])
    for files in (["a.log", "b.log.gz"], ["a.log", "none.log"]):
        result = run(project, "import", *(str(tmp_path / name) for name in files))
        assert result.exit_code == 2
        assert f"无法读到末尾，未计入任何内容：{tmp_path / files[1]}: " in result.stderr
        assert f"cannot be read to its end, nothing was counted: {tmp_path / files[1]}: " in result.stderr
    assert not (project / "content/views").exists()


def test_a_dry_run_writes_nothing(project: Path) -> None:
    before = sorted(project.rglob("*"))
    assert "阅读 11 次" in take(project, str(LOGS / "combined.log"), "--dry-run")
    assert [path for path in sorted(project.rglob("*")) if ".cache" not in path.parts] == before


# --- nothing twice, nothing half ------------------------------------------------------------------------------------------


def test_what_was_counted_does_not_count_again(project: Path) -> None:
    take(project, str(LOGS / "combined.log"))
    before = (project / "content/views/2025.json").read_bytes()
    result = run(project, "import", str(LOGS / "combined.log"))
    assert (result.stdout, result.stderr.splitlines()[:2]) == (
        "",
        [
            "阅读 0 次（0 篇文章），机器人 0 次 · 0 views of 0 articles, 0 loads by robots",
            "跳过 25 行：“log”已计到更晚的时刻；若是另一台服务器的日志，请用另一个 --source · "
            "25 lines skipped: “log” was counted to a later moment; give another server's log another --source",
        ],
    )
    assert (project / "content/views/2025.json").read_bytes() == before
    take(project, str(LOGS / "combined.log"), str(LOGS / "combined.log"))
    assert (project / "content/views/2025.json").read_bytes() == before


def test_another_server_has_a_name_of_its_own(project: Path) -> None:
    take(project, str(LOGS / "combined.log"))
    take(project, str(LOGS / "combined.log"), "--source", "web2")
    day = kept(project)["2025.json"]["read"]["2025-12-01"]  # type: ignore[index]
    assert day["2025/first-talk"] == [6, 2]
    result = run(project, "import", str(LOGS / "combined.log"), "--source", "../web2")
    assert result.exit_code == 2
    assert "--source 须为字母" in result.stderr
    assert "--source must be letters" in result.stderr


def line(moment: datetime, path: str, reader: str = "192.0.2.1", agent: str = "Mozilla/5.0 (X11) Firefox/132.0") -> str:
    return f'{reader} - - [{moment:%d/%b/%Y:%H:%M:%S +0800}] "GET {path} HTTP/1.1" 200 1 "-" "{agent}"\n'


def test_files_are_read_in_the_order_of_time_whatever_the_order_of_their_names(project: Path, tmp_path: Path) -> None:
    """A shell names the newest first: access.log, access.log.1, access.log.2.gz."""
    lines = (LOGS / "combined.log").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "access.log").write_text("".join(lines[19:]), "utf-8")
    (tmp_path / "access.log.1").write_text("".join(lines[7:19]), "utf-8")
    (tmp_path / "access.log.2.gz").write_bytes(gzip.compress("".join(lines[:7]).encode()))
    take(project, *map(str, sorted(tmp_path.glob("access.log*"))))
    assert kept(project) == {"2025.json": COMBINED}


def test_what_can_be_read_but_once_is_read_once(project: Path) -> None:
    """A shell hands over ``<(zcat access.log.2.gz)`` as a pipe."""
    lines = (LOGS / "combined.log").read_bytes().splitlines(keepends=True)
    names = []
    with ExitStack() as shell:
        for part in (lines[:13], lines[13:]):  # between eight o'clock and nine
            reader, writer = os.pipe()
            shell.callback(os.close, reader)
            os.write(writer, b"".join(part))
            os.close(writer)
            names.append(f"/dev/fd/{reader}")
        take(project, *names)
    assert kept(project) == {"2025.json": COMBINED}


def test_what_was_kept_of_days_that_nobody_asks_for_is_their_month(project: Path, tmp_path: Path) -> None:
    days = [datetime(2025, 1, 31, 12, tzinfo=BEIJING) + timedelta(days=number) for number in range(335)]
    (tmp_path / "log").write_text("".join(line(day, "/archive/2024/meeting/") for day in days[:-90]), "utf-8")
    take(project, str(tmp_path / "log"))
    (tmp_path / "log").write_text("".join(line(day, "/archive/2024/meeting/") for day in days), "utf-8")
    take(project, str(tmp_path / "log"))
    read = kept(project)["2025.json"]["read"]  # type: ignore[index]
    months = ((1, 1), (2, 28), (3, 31), (4, 30), (5, 31), (6, 30), (7, 31), (8, 31))
    assert read == {
        **{f"2025-{month:02}": {"2024/meeting": [count, 0]} for month, count in months},
        **{f"{day:%Y-%m-%d}": {"2024/meeting": [1, 0]} for day in days if day.month > 8},
    }
    assert days[-1].date() == datetime(2025, 12, 31).date()  # three whole months before December, and more than 90 days


def test_each_year_of_reading_has_a_file(project: Path, tmp_path: Path) -> None:
    eve = datetime(2024, 12, 31, 23, 59, 58, tzinfo=BEIJING)
    lines = [
        line(eve + timedelta(seconds=number), "/archive/2024/meeting/", f"192.0.2.{number}") for number in range(4)
    ]
    (tmp_path / "log").write_text("".join(lines), "utf-8")
    take(project, str(tmp_path / "log"))
    assert kept(project) == {
        "2024.json": {
            "read": {"2024-12-31": {"2024/meeting": [2, 0]}},
            "robots": {},
            "sources": {"log": {"until": "2024-12-31T23:59:59+08:00", "lines": [1, 1]}},
        },
        "2025.json": {
            "read": {"2025-01-01": {"2024/meeting": [2, 0]}},
            "robots": {},
            "sources": {"log": {"until": "2025-01-01T00:00:01+08:00", "lines": [1, 1]}},
        },
    }


def test_an_import_that_is_cut_short_has_counted_whole_years_and_goes_on_where_it_stopped(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eve = datetime(2024, 12, 31, 23, 59, 58, tzinfo=BEIJING)
    lines = [
        line(eve + timedelta(seconds=20 * number - 25), "/archive/2024/meeting/", f"192.0.2.{number}")
        for number in range(4)
    ]
    log = tmp_path / "log"
    log.write_text(lines[0], "utf-8")
    take(project, str(log))
    log.write_text("".join(lines), "utf-8")
    write = tally.atomic.write

    def full(path: Path, data: bytes) -> None:
        if path.name == "2025.json":
            raise OSError("No space left on device")
        write(path, data)

    monkeypatch.setattr(tally.atomic, "write", full)
    result = run(project, "import", str(log))
    assert (result.exit_code, sorted(kept(project))) == (2, ["2024.json"])
    assert "无法写入 · cannot write" in result.stderr
    monkeypatch.undo()
    assert "阅读 2 次" in take(project, str(log))
    assert tally.load(project / "content").totals == {"2024/meeting": (4, 0)}


def test_two_imports_do_not_run_at_once(project: Path) -> None:
    with alone(_lock(load(project / "mkdocs.yml"))):
        result = run(project, "import", str(LOGS / "combined.log"))
    assert result.exit_code == 2
    assert "另一个导入正在进行，请稍后再试 · another import is at work" in result.stderr
    assert not (project / "content/views").exists()


def test_figures_that_cannot_be_read_are_not_written_over(project: Path) -> None:
    (project / "content/views").mkdir()
    (project / "content/views/2025.json").write_text("<<<<<<< HEAD\n", "utf-8")
    result = run(project, "import", str(LOGS / "combined.log"))
    assert result.exit_code == 2
    assert "content/views/ 有无法读取之处，请先运行 twinpress check · mend content/views/ first" in result.stderr
    assert (project / "content/views/2025.json").read_text("utf-8") == "<<<<<<< HEAD\n"


def test_what_was_mended_by_hand_is_found_at_once(project: Path) -> None:
    """The checks remember what they found, and that it rests on these files alone."""
    folder = project / "content/views"
    folder.mkdir()
    found = []
    for text in ("{}", '{"read": 5}', "{}"):
        (folder / "2025.json").write_text(text, "utf-8")
        command = [
            "check",
            "--config",
            str(project / "mkdocs.yml"),
            "--as-of",
            AS_OF,
            "--select",
            "ARC017",
            "--format",
            "json",
        ]
        found.append([one["code"] for one in json.loads(CliRunner().invoke(main, command).stdout)])
    assert found == [[], ["ARC017"], []]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{days: 91}", "views.days 须为不大于 90 的整数，现为 91"),
        ("{days: 91}", "views.days must be a whole number of at most 90, not 91"),
        ("{most_read: 21}", "views.most_read must be a whole number of at most 20, not 21"),
        ("{most: 5}", "there is no option views.most"),
        ("5", "views must be lines of name: value, not 5"),
    ],
)
def test_a_wrong_option_says_what_it_must_be(project: Path, written: str, said: str) -> None:
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("{most_read: 3}", written), "utf-8")
    result = run(project, "report")
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


# --- nothing of a reader -------------------------------------------------------------------------------------------------


def test_no_address_and_no_program_of_a_reader_is_written_or_said_anywhere(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every byte that an import wrote or printed is looked at, and every name that it gave a file."""
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    said = b""
    for log in ("combined.log", "caddy.log", "goatcounter.csv"):
        result = run(project, "import", str(LOGS / log), "--source", log)
        said += result.stdout_bytes + result.stderr_bytes
    new = {path: path.read_bytes() for path in project.rglob("*") if path.is_file() and path not in before}
    assert [path.relative_to(project).as_posix() for path in new if ".cache" not in path.parts] == [
        "content/views/2025.json"
    ]
    assert {path: path.read_bytes() for path in before} == before
    written = (
        b"".join(
            (str(path).encode() + data for path, data in new.items()),
        )
        + said
    )
    traces = [
        "192.0.2.",
        "2001:db8",
        "198.51.100.",
        "203.0.113.",
        "Firefox",
        "MicroMessenger",
        "Baiduspider",
        "Mozilla",
    ]
    traces += ["editor one", "wechat", "3b3c1f2e", "Windows", "Android"]
    logs = "".join((LOGS / name).read_text("utf-8") for name in ("combined.log", "caddy.log", "goatcounter.csv"))
    assert [trace for trace in traces if trace not in logs] == []
    assert [trace for trace in traces if trace.encode() in written] == []


def test_readers_are_told_apart_by_a_key_of_each_run() -> None:
    first, second = Visits(), Visits()
    for visits in (first, second):
        assert visits.begins("192.0.2.1", "a", "/", 1000)
        assert not visits.begins("192.0.2.1", "a", "/", 1000 + 29 * 60)
        assert visits.begins("192.0.2.1", "a", "/", 1000 + 59 * 60)
    assert not first._young.keys() & second._young.keys()


# --- a real server -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_what_the_printed_configuration_writes_down_is_counted(
    kind: str, project: Path, built: Path, tmp_path: Path
) -> None:
    needed(kind)
    publish(built, tmp_path / "dest", keep=5)
    text = printed(kind, tmp_path / "dest", project / "mkdocs.yml")
    server = Server(kind, tmp_path, text.replace(f"/var/log/{kind}/", f"{tmp_path}/"))
    firefox = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"}
    quoted = {"User-Agent": 'Mozilla/5.0 (X11) "quoted" \\ Firefox/131.0'}
    for method, path, headers in (
        ("GET", "2025/first-talk/", firefox),
        ("GET", "2025/first-talk/", firefox),
        ("GET", "2025/first-talk/", quoted),
        ("GET", "en/2025/first-talk/?from=mail", firefox),
        ("GET", "2025/second-talk", firefox),  # the slash is added, and the browser asks again
        ("GET", "2025/second-talk/", firefox),
        ("GET", "old/talks/2.html", firefox),  # moved
        ("GET", "2024/meeting/", firefox | {"Sec-Purpose": "prefetch;prerender"}),
        ("GET", "2024/meeting/", {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        ("GET", "2024/meeting/", {}),
        ("HEAD", "2024/meeting/", firefox),
        ("GET", "2023/removed-news/", firefox),
        ("GET", "2025/nothing/", firefox),
        ("GET", "assets/stylesheets/twinpress.css", firefox),
    ):
        asked = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        asked.request(method, f"/archive/{path}", headers=headers)
        asked.getresponse().read()
        asked.close()
    server.stop()
    command = ["views", "import", str(tmp_path / "news.example.access.log"), "--config", str(project / "mkdocs.yml")]
    result = CliRunner().invoke(main, command)  # at the moment that the server's clock shows
    assert (result.exit_code, result.stderr) == (
        0,
        "阅读 4 次（2 篇文章），机器人 3 次 · 4 views of 2 articles, 3 loads by robots\n",
    )
    found = tally.load(project / "content")
    assert (found.totals, sum(found.robots.values())) == ({"2025/first-talk": (2, 1), "2025/second-talk": (1, 0)}, 3)


# --- the site ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def building(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site where it can be built; what changes is seen at once."""
    shutil.copytree(ROOT / "overrides", project / "overrides")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../overrides", "overrides"), "utf-8")
    monkeypatch.setattr("twinpress.identity.RACY", -(10**12))
    return project


def publication(project: Path, as_of: datetime = NOW) -> Publication:
    site = load(project / "mkdocs.yml")
    return Publication(Archive(content.load(site.content, site.zone), as_of), site)


def made(project: Path) -> dict[str, str]:
    return {output.path: output.make().decode() for output in outputs.views.files(publication(project))}


def test_a_site_has_a_file_of_figures_for_each_year_of_its_addresses(project: Path) -> None:
    years = ("2018", "2023", "2024", "2025")
    assert made(project) == {f"views/{year}.json": "{}\n" for year in years}
    take(project, str(LOGS / "combined.log"))
    old = project / "content/2018/park-opening/index.zh.md"
    old.write_text(old.read_text("utf-8").replace("legacy: {", "legacy: {views: 1200, "), "utf-8")
    assert (
        made(project)
        == {
            "views/2018.json": '{\n"2018/park-opening": [1201, 1]\n}\n',  # what the old site counted stands with the original
            "views/2023.json": '{\n"2023/withdrawn-news": [1, 0]\n}\n',
            "views/2024.json": '{\n"2024/meeting": [2, 0]\n}\n',
            "views/2025.json": '{\n"2025/first-talk": [4, 1],\n"2025/second-talk": [1, 0]\n}\n',
        }
    )


def test_what_is_not_public_has_no_figure(project: Path) -> None:
    """Removed articles and drafts may have been read before; whoever takes away a translation takes its figure."""
    reads = dict.fromkeys(
        ("2023/removed-news", "2025/draft-news", "2026/scheduled-news", "2024/meeting", "2020/gone"), (5, 5)
    )
    tally.save(project / "content", Tally(read={"2025-12-01": reads}), BEIJING)
    found = {path: text for path, text in made(project).items() if text != "{}\n"}
    assert found == {"views/2024.json": '{\n"2024/meeting": [5, 0]\n}\n'}


def test_a_site_that_shows_no_figures_has_none(project: Path) -> None:
    config = project / "mkdocs.yml"
    take(project, str(LOGS / "combined.log"))
    config.write_text(config.read_text("utf-8").replace(", views: {most_read: 3}", ""), "utf-8")
    assert made(project) == {}
    pages = publication(project)
    shown = [pages.view(page) for page in pages.pages["zh"] if page.kind in ("home", "section", "article")]
    assert [view.front.most for view in shown if view.front] == [None]
    assert {view.listing.most for view in shown if view.listing} == {None}
    assert {view.story.reads for view in shown if view.story} == {None}


def most(project: Path, address: str, language: str = "zh") -> list[tuple[str, int, bool]]:
    pages = publication(project)
    view = next(pages.view(page) for page in pages.pages[language] if page.address == address)
    found = view.front.most if view.front else view.listing.most if view.listing else None
    return [(ranked.item.title.text, ranked.count, ranked.item.foreign) for ranked in found.items] if found else []


def test_what_was_read_most_stands_on_home_and_on_the_front_pages_of_sections(project: Path) -> None:
    """What left the lists is not there; as many as the option says; the newer of two that were read as often."""
    assert most(project, "") == []
    take(project, str(LOGS / "combined.log"))
    assert most(project, "") == [("第一讲", 5, False), ("只有中文的会议", 2, False), ("公园开放了", 2, False)]
    assert most(project, "", "en") == [
        ("First talk: the street", 5, False),
        ("只有中文的会议", 2, True),
        ("The park is open", 2, False),
    ]
    assert most(project, "trainings/") == [
        ("第一讲", 5, False),
        ("第二讲", 1, False),
    ]
    assert [most(project, address) for address in ("trainings/page/1/", "2025/", "topics/city/")] == [[], [], []]


def test_the_last_days_are_those_before_the_newest_that_was_counted(project: Path) -> None:
    """Nothing changes because time passes."""
    config = project / "mkdocs.yml"
    reads = {
        "2025-11-30": {"2025/first-talk": (7, 0)},
        "2025-12-01": {"2024/meeting": (1, 0)},
        "2025-10": {"2024/meeting": (9, 0)},
    }
    tally.save(project / "content", Tally(read=reads), BEIJING)
    assert most(project, "") == [("第一讲", 7, False), ("只有中文的会议", 1, False)]
    config.write_text(config.read_text("utf-8").replace("most_read: 3", "most_read: 3, days: 1"), "utf-8")
    assert most(project, "") == [("只有中文的会议", 1, False)]


def test_new_figures_make_again_their_files_and_the_pages_with_the_box_and_nothing_else(building: Path) -> None:
    mkdocs, place = MkDocs(), building / "site"
    site = load(building / "mkdocs.yml")
    assert build(site, NOW, place, mkdocs).status == 0
    take(building, str(LOGS / "combined.log"))
    second = build(site, NOW, place, mkdocs)
    assert second.delivery is not None
    fronts = ("", "en/", "meetings/", "en/meetings/", "parks/", "en/parks/", "trainings/", "en/trainings/")
    files = {f"views/{year}.json" for year in (2018, 2023, 2024, 2025)}
    assert set(second.delivery.written) == files | {f"{path}index.html" for path in fronts}
    assert (second.planned, mkdocs.calls) == (12, 1)
    after = tree(place)
    reads = {"2025-12-02": {"2023/withdrawn-news": (1, 0)}}  # it stands in no list
    before = tally.load(building / "content")
    tally.save(building / "content", Tally(read={**before.read, **reads}, sources=before.sources), BEIJING)
    third = build(site, NOW, place, mkdocs)
    assert third.delivery is not None
    assert set(third.delivery.written) == {"views/2023.json"}
    assert {path: data for path, data in tree(place).items() if path != "views/2023.json"} == {
        path: data for path, data in after.items() if path != "views/2023.json"
    }
    clean = tree(place)
    assert build(site, NOW, building / "other", mkdocs, clean=True).status == 0
    assert tree(building / "other") == clean
    shutil.rmtree(building / "content/views")
    build(site, NOW, place, mkdocs)
    assert build(site, NOW, building / "other", mkdocs, clean=True).status == 0
    assert tree(building / "other") == tree(place)


def test_figures_that_come_while_a_site_is_built_are_in_the_next_one(
    building: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mkdocs, place = MkDocs(), building / "site"
    site = load(building / "mkdocs.yml")
    read, found = tally.load, []

    def late(root: Path) -> Tally:
        found.append(read(root))
        if len(found) == 2:  # the checks have read it, and what makes the site
            (root / "views").mkdir()
            (root / "views/2025.json").write_text(json.dumps(COMBINED), "utf-8")
        return found[-1]

    monkeypatch.setattr(tally, "load", late)
    build(site, NOW, place, mkdocs)
    assert (place / "views/2024.json").read_text("utf-8") == "{}\n"
    build(site, NOW, place, mkdocs)
    assert (place / "views/2024.json").read_text("utf-8") == '{\n"2024/meeting": [2, 0]\n}\n'
    build(site, NOW, building / "other", mkdocs, clean=True)
    assert tree(building / "other") == tree(place)


def test_what_was_read_most_is_told_to_those_who_run_the_site(project: Path) -> None:
    assert run(project, "report").stdout == "这段时间没有阅读数据 · nothing was counted in this time\n"
    take(project, str(LOGS / "combined.log"))
    assert run(project, "report", "--limit", "2").stdout == (
        "  合计 · total          中文       English  2025-11-30 – 2025-12-01\n"
        "             5             4             1  第一讲谈街道\n"
        "             2             1             1  公园开放了\n"
        "全部文章 · all articles: 11（中文 9，English 2）\n"
        "机器人 · robots: 4\n"
    )
    said = run(project, "report", "--since", "2025-12-01", "--limit", "1", "--format", "json").stdout
    assert json.loads(said) == {
        "since": "2025-12-01",
        "until": "2025-12-01",
        "articles": [{"path": "2025/first-talk", "title": "第一讲谈街道", "zh": 3, "en": 1, "total": 4}],
        "zh": 8,
        "en": 2,
        "robots": 4,
    }
    result = run(project, "report", "--since", "spring")
    assert (result.exit_code, "--since 须写作 2026-11-20" in result.stderr) == (2, True)


# --- any log -------------------------------------------------------------------------------------------------------------

PAGES = {"/a/": ("2025/a", 0), "/en/a/": ("2025/a", 1), "/b/": ("2025/b", 0)}


def counted(parts: Sequence[bytes], folder: Path) -> Tally:
    """Import logs one after the other; return what is kept in the end."""
    site = bare(folder)
    for data in parts:
        (folder / "log").write_bytes(data)
        after, _ = intake.take([str(folder / "log")], None, "log", tally.load(folder), PAGES, site, NOW)
        tally.save(folder, after, site.zone)
    return tally.load(folder)


LINES = st.builds(
    lambda second, path, reader, agent: line(
        datetime(2025, 12, 31, 23, 50, tzinfo=BEIJING) + timedelta(seconds=second), path, f"192.0.2.{reader}", agent
    ).encode(),
    st.integers(-3000, 590) | st.integers(-20, 20),
    st.sampled_from([*PAGES, "/style.css"]),
    st.integers(1, 3),
    st.sampled_from(["Mozilla/5.0 (X11) Firefox/132.0", "Googlebot/2.1", "-"]),
)


@settings(max_examples=settings().max_examples // 2)
@given(lines=st.lists(LINES, max_size=25), cuts=st.lists(st.integers(0, 25), max_size=4), ordered=st.booleans())
def test_a_log_that_is_imported_again_and_again_while_it_grows_counts_as_if_it_were_imported_once(
    lines: list[bytes], cuts: list[int], ordered: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if ordered:
        lines.sort(key=lambda found: found.partition(b"[")[2])
    grown = [b"".join(lines[:cut]) for cut in sorted(cuts)]
    folder = tmp_path_factory.mktemp("log")
    whole = counted([b"".join(lines)], folder)
    for file in folder.glob("views/*"):
        file.unlink()
    assert counted([*grown, b"".join(lines)], folder) == whole
    assert counted([b"".join(lines)], folder) == whole


@settings(max_examples=settings().max_examples // 2)
@given(lines=st.lists(LINES, max_size=25), cut=st.integers(0, 25))
def test_a_log_that_was_rotated_counts_as_if_it_were_whole_where_both_parts_are_imported_together(
    lines: list[bytes], cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines.sort(key=lambda found: found.partition(b"[")[2])
    cut = next(
        (
            n
            for n in range(cut, len(lines))
            if n and lines[n].partition(b"[")[2][:20] != lines[n - 1].partition(b"[")[2][:20]
        ),
        0,
    )
    folder = tmp_path_factory.mktemp("log")
    whole = counted([b"".join(lines)], folder)
    names = [str(folder / "access.log"), str(folder / "access.log.1")]
    for name, part in zip(names, (lines[cut:], lines[:cut]), strict=True):
        Path(name).write_bytes(b"".join(part))
    site = bare(folder)
    after, result = intake.take(names, None, "log", Tally(), PAGES, site, NOW)
    assert (result.skipped, result.broken) == (0, 0)
    assert (after.read, after.robots, after.sources) == (whole.read, whole.robots, whole.sources)


@given(
    data=st.binary(max_size=400) | st.lists(LINES | st.binary(max_size=40), max_size=8).map(b"".join),
    form=st.sampled_from([None, "nginx", "caddy", "goatcounter"]),
)
@example(data=b"\x1f\x8bno gzip", form=None)
@example(data=b'{"ts": 1e999, "request": {"method": "GET", "uri": "/a/"}, "status": 200}', form=None)
@example(data=b'{"ts": NaN, "request": {"headers": {"a": 5}, "method": "GET"}, "status": 200}', form=None)
@example(data=b"[" * 50_000, form="caddy")
@example(data=b'{"a":' * 50_000, form=None)
@example(data=b"a" * 200_000 + b"\n" + b"b\n", form=None)
@example(data=b'2Path,Event,Bot,FirstVisit,Date\n"' + b"a\n" * 90_000, form=None)
@example(data=b"2Path,Event,Bot,FirstVisit,Date\n/a/,false,0,true,9999-12-31T23:59:59-23:59\n", form=None)
@example(data=b"2Path,Event,Bot,FirstVisit,Date\n\0,false,0,true,2025-01-01\n", form=None)
@example(data=b'- - - [01/Jan/0001:00:00:00 +2359] "GET /a/ HTTP/1.1" 200 1 "-" "-"', form=None)
@example(data=b"- - " + b"[" * 60_000, form="nginx")
@example(data=b'- - - [01/Jan/2025:00:00:00 +0000] "' + b"\\" * 60_000, form="nginx")
def test_any_bytes_are_a_log(data: bytes, form: str | None, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("log")
    (folder / "log").write_bytes(data)
    site = bare(folder)
    try:
        after, _ = intake.take([str(folder / "log")], form, "log", Tally(), PAGES, site, NOW)  # type: ignore[arg-type]
    except UnreadableError:
        assert data[:2] == b"\x1f\x8b"
        return
    tally.save(folder, after, site.zone)
    found = tally.load(folder)
    assert (found.defects, found.read, found.robots) == ((), after.read, after.robots)


@given(
    text=st.text(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["read", "robots", "sources", "2025-12-01", "2025-12", "2025/a", "log", "until", "lines"]
                )
                | st.text(max_size=5),
                inner,
                max_size=3,
            )
        ),
    ).map(json.dumps)
)
@example(text="[" * 100_000)
@example(text='{"read": {"2025-12": {"2025/a": [' + "9" * 5000 + ", 1]}}}")
@example(text='{"sources": {"log": {"until": "9999-12-31T23:59:59-23:59", "lines": [1, 1, 1]}}}')
@example(text='{"sources": {"log": {"until": "1970-01-01T00:00:00+00:00", "lines": [1, 1, 1]}}}')
@example(text="\ud800")
def test_any_text_in_the_folder_is_read_or_found_wrong(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("content")
    (folder / "views").mkdir()
    (folder / "views/2025.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    found = tally.load(folder)
    if not found.defects:
        assert tally.load(folder) == found
        tally.save(folder, found, BEIJING)
        again = tally.load(folder)
        assert (again.totals, sum(again.robots.values())) == (found.totals, sum(found.robots.values()))
