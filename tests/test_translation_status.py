"""The status: what there is to translate in a small archive, and that a cache tells the same."""

from __future__ import annotations

import json
import pickle
import shutil
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from threading import Event

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner, Result
from playwright.sync_api import sync_playwright

from conftest import ROOT
from twinpress import content, site
from twinpress.archive import Archive
from twinpress.command import main
from twinpress.kinds import BEIJING
from twinpress.preview import Preview
from twinpress.publication import Publication
from twinpress.terminal import width
from twinpress.theme import Shell, bases
from twinpress.translation import confirmation, status
from twinpress.translation.commands import STATES
from twinpress.translation.desk import Desk
from twinpress.translation.listing import AGES, KEYS, WIDTH
from twinpress.translation.state import State
from twinpress.translation.status import OPEN, SEVERITY, Row, Survey, measure, slug

AS_OF = "2026-07-01"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SECTIONS = """\
trainings:
  name: {zh: 培训, en: Trainings}
culture:
  name: {zh: 文化, en: Culture}
"""
ARTICLES = {
    "spring-training": {"date": "2026-03-01", "title": "春季培训开班", "text": "共有120人参加。\n\n为期两天。"},
    "open-day": {"date": "2026-06-25", "title": "开放日", "text": "欢迎2026年新生，Welcome！"},
    "library": {"date": "2025-01-05", "title": "A library for all", "text": "It holds 3,000 books – and tea."},
    "reading-club": {"date": "2026-04-01", "title": "读书会", "text": "大家读书。"},
    "choir": {"date": "2026-05-20", "title": "合唱团", "text": "大家唱歌。"},
    "garden": {"date": "2026-02-02", "title": "花园", "text": "花开了。"},
    "kitchen": {"date": "2026-02-03", "title": "厨房", "text": "饭好了。"},
    "notice": {"date": "2026-06-01", "title": "停电通知", "text": "明天停电。"},
    "secret": {"date": "2026-06-02", "title": "草稿", "text": "还没写完。", "more": "status: draft\n"},
    "over": {"date": "2026-06-03", "title": "报名", "text": "报名吧。", "more": "expires: 2026-06-20\n"},
    "gone": {
        "date": "2026-06-04",
        "title": "误报",
        "text": "错了。",
        "more": "withdrawn: {date: 2026-06-05, kind: notice, explanation: 有误。}\n",
    },
}
"""Originals; those with an English title are English."""
TRANSLATIONS = {
    "spring-training": "There were 120 of them.\n\nIt takes two days.",
    "reading-club": "They read.",
    "choir": "They sing.",
    "garden": "It blooms.",
    "kitchen": "Dinner is ready.",
    "leaflet": "Nobody knows what this was.",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Write the archive, have translations confirmed on 10 June, and let some originals go on."""
    root = tmp_path / "content"
    (root / "vocabulary").mkdir(parents=True)
    (root / "vocabulary/sections.yml").write_text(SECTIONS, "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: 双刊\nsite_url: https://news.example/\nplugins:\n  - twinpress\n", "utf-8"
    )
    for number, (name, said) in enumerate(ARTICLES.items()):
        language = "zh" if said["title"][0] > "\u4e00" else "en"
        section = "trainings" if "training" in name else "culture"
        head = f"id: 01AAAAAAA{number:X}\ntitle: {said['title']}\ndescription: {said['title']}\ndate: {said['date']}\n"
        head += f"section: {section}\nsource: {{name: 某报}}\n{said.get('more', '')}"
        write(root / f"2026/{name}/index.{language}.md", f"---\n{head}---\n\n{said['text']}\n")
    for name, text in TRANSLATIONS.items():
        more = {"choir": "status: draft\n", "garden": "mode: summary\n"}.get(name, "")
        write(root / f"2026/{name}/index.en.md", f"---\ntitle: {name}\ndescription: {name}\n{more}---\n\n{text}\n")
    archive = read(tmp_path)
    desk = Desk(archive)
    for name in ("spring-training", "reading-club", "garden", "kitchen"):
        case = desk.case(archive.by_path[f"2026/{name}"])
        assert case
        confirmation.write(root, f"2026/{name}", confirmation.confirmed(desk, case, date(2026, 6, 10)))
    confirmation.write(root, "2026/notice", confirmation.needless("Of no use tomorrow."))
    edit(root / "2026/spring-training/index.zh.md", "120", "210")
    edit(root / "2026/reading-club/index.zh.md", "大家读书。", "大家读书。\n\n新添一段话。")
    edit(
        root / "2026/reading-club/index.zh.md",
        "section:",
        "updated: 2026-06-28\nchanges: [{date: 2026-06-28, kind: update, note: 又一次}]\nsection:",
    )
    edit(root / "2026/garden/index.en.md", "It blooms.", "It is in bloom.")
    return tmp_path


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def read(project: Path) -> Archive:
    moment = datetime.fromisoformat(AS_OF).replace(tzinfo=BEIJING)
    return Archive(content.load(project / "content", BEIJING), moment)


def rows(project: Path) -> Sequence[Row]:
    return Survey(read(project), project / "cache").rows


def brief(found: Sequence[Row]) -> list[tuple[object, ...]]:
    return [(slug(row.state), row.path.removeprefix("2026/"), str(row.since), row.age, row.words) for row in found]


EXPECTED = [
    ("stale-facts", "spring-training", "2026-06-10", 21, 5),
    ("missing", "library", "2025-01-05", 542, 14),
    ("missing", "open-day", "2026-06-25", 6, 11),
    ("stale-prose", "reading-club", "2026-06-28", 3, 8),
    ("unverified", "choir", "2026-05-20", 42, 0),
    ("changed", "garden", "2026-06-10", 21, 0),
    ("orphan", "leaflet", "None", None, 0),
    ("fresh", "kitchen", "2026-06-10", 21, 0),
    ("needless", "notice", "2026-06-01", 30, 0),
]


def test_what_hurts_readers_most_comes_first_then_what_is_oldest(project: Path) -> None:
    found = rows(project)
    assert brief(found) == EXPECTED
    assert found[0] == Row(
        path="2026/spring-training",
        title="春季培训开班",
        language="zh",
        section="trainings",
        date=date(2026, 3, 1),
        state=State.STALE_FACTS,
        page="public",
        mode="full",
        since=date(2026, 6, 10),
        age=21,
        words=5,
        lost=("120",),
    )
    assert [(row.page, row.mode) for row in found if row.path in ("2026/choir", "2026/garden", "2026/open-day")] == [
        ("none", "full"),
        ("draft", "full"),
        ("public", "summary"),
    ]


def test_nobody_translates_a_draft_that_a_preview_shows(project: Path) -> None:
    known = read(project)
    shown = Survey(Archive(known.content, known.as_of, drafts=True), None)
    assert brief(shown.rows) == EXPECTED


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("共有120人参加，Welcome！", "zh", 5),
        ("〇𠮷", "zh", 2),
        ("It’s well-known – 3,000 books.", "en", 4),
        ("", "en", 0),
    ],
)
def test_a_translator_bills_characters_or_words(text: str, language: str, words: int) -> None:
    assert measure(text, language) == words


def test_the_cache_tells_the_same_and_what_changed_is_read_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "settled", lambda seen, looked: True)
    opened: list[str] = []
    plain = Desk.blocks
    monkeypatch.setattr(Desk, "blocks", lambda desk, document: (opened.append(document.path), plain(desk, document))[1])
    assert brief(rows(project)) == EXPECTED
    assert opened
    opened.clear()
    assert brief(rows(project)) == EXPECTED
    assert opened == []
    edit(project / "content/2026/garden/index.zh.md", "花开了。", "花开了两朵。")
    assert ("stale-prose", "garden", "2026-06-10", 21, 5) in brief(rows(project))
    assert set(opened) == {"2026/garden/index.zh.md", "2026/garden/index.en.md"}
    opened.clear()
    (project / "content/2026/kitchen/translation.yml").unlink()
    assert ("unverified", "kitchen", "2026-02-03", 148, 0) in brief(rows(project))
    assert opened == []


def test_a_record_that_may_still_change_is_not_remembered(project: Path) -> None:
    rows(project)
    (file,) = (project / "cache").iterdir()
    _, known = pickle.loads(file.read_bytes())
    assert sorted(known) == ["2026/choir", "2026/library", "2026/open-day"]


def test_names_that_become_known_are_looked_for(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status, "settled", lambda seen, looked: True)
    assert rows(project)[0].lost == ("120",)
    write(project / "content/vocabulary/people/staff.yml", "wu-sheng:\n  name: {zh: 吴升, en: Wu Sheng}\n")
    survey = Survey(read(project), project / "cache")
    assert [one.path for one in survey.unread] == ["2026/reading-club", "2026/spring-training"]


@pytest.mark.parametrize("data", [b"", b"not a pickle", pickle.dumps(("other", {"2026/choir": None}))])
def test_a_broken_or_foreign_cache_is_empty(project: Path, data: bytes) -> None:
    rows(project)
    (file,) = (project / "cache").iterdir()
    file.write_bytes(data)
    assert brief(rows(project)) == EXPECTED


def test_several_processes_tell_the_same(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status, "MANY", 1)
    monkeypatch.setattr("twinpress.forked.processes", lambda: 2)
    assert brief(rows(project)) == EXPECTED


def run(project: Path, *arguments: str) -> Result:
    config = str(project / "mkdocs.yml")
    return CliRunner().invoke(
        main, ["status", "--config", config, "--as-of", AS_OF, *arguments], catch_exceptions=False
    )


def test_the_list_for_people(project: Path) -> None:
    done = run(project, "--limit", "1")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        """\
翻译情况 · Translations  2026-07-01
不含未发布、已撤回和已过期的文章 · without articles that are not public, withdrawn or expired

状态 · State                                                    篇数 · no.  汉字 · chars  词 · words
  stale-facts  原文数字或姓名已改 · Figures or names changed             1             5           0
  missing      没有译文 · No translation                                 2            11          14
  stale-prose  原文其他文字已改 · Other words changed                    1             8           0
  unverified   译文未经确认 · Never confirmed                            1             0           0
  changed      确认后译文又改 · Translation edited since                 1             0           0
  orphan       有译文，没有原文 · Without an original                    1             0           0
  fresh        与原文一致 · Up to date                                   1             0           0
  needless     无需翻译 · Not needed                                     1             0           0

待办：按栏目 · To do, by section                                篇数 · no.  汉字 · chars  词 · words
  trainings  培训 · Trainings                                            1             5           0
  culture  文化 · Culture                                                5            19          14
  —                                                                      1             0           0

待办：按时间 · To do, by age                                    篇数 · no.  汉字 · chars  词 · words
  7 天以内 · 7 days or less                                              2            19           0
  30 天以内 · 30 days or less                                            2             5           0
  365 天以内 · 365 days or less                                          1             0           0
  更久 · Longer                                                          1             0          14
  日期不明 · No date                                                     1             0           0

stale-facts  原文数字或姓名已改 · Figures or names changed  → twinpress brief …
2026-06-10      21        5 字     2026/spring-training
  trainings                        春季培训开班
                                   原文已无 · gone from the original: 120

missing      没有译文 · No translation  → twinpress new --translate …
2025-01-05     542       14 words  2026/library
  culture                          A library for all
  … 另有 1 篇 · 1 more: --state missing --limit 0

stale-prose  原文其他文字已改 · Other words changed  → twinpress brief …
2026-06-28       3        8 字     2026/reading-club
  culture                          读书会

unverified   译文未经确认 · Never confirmed  → twinpress confirm …
2026-05-20      42                 2026/choir
  culture                          合唱团 (草稿 · draft)

changed      确认后译文又改 · Translation edited since  → twinpress confirm …
2026-06-10      21                 2026/garden
  culture                          花园 (摘译 · summary)

orphan       有译文，没有原文 · Without an original  → twinpress check …
                                   2026/leaflet
                                   leaflet (草稿 · draft)
"""
    )


def test_it_fits_a_terminal_in_either_language(project: Path) -> None:
    edit(project / "content/2026/library/index.en.md", "A library for all", "A library for all " * 12)
    for language in ([], ["--lang", "zh"], ["--lang", "en"]):
        lines = run(project, *language).stdout.splitlines()
        assert max(map(width, lines)) == WIDTH


def test_only_what_is_asked_for(project: Path) -> None:
    def listed(*arguments: str) -> list[str]:
        found = json.loads(run(project, "--format", "json", *arguments).stdout)
        return [row["path"].removeprefix("2026/") for row in found["rows"]]

    assert listed("--state", "fresh", "--state", "stale-prose") == ["reading-club", "kitchen"]
    assert listed("--section", "trainings") == ["spring-training"]
    assert listed(str(project / "content/2026/choir"), str(project / "content/2026/library")) == ["library", "choir"]
    assert listed("--state", "missing", "--limit", "1") == ["library"]


def test_the_list_for_programs(project: Path) -> None:
    done = run(project, "--format", "json", "--section", "trainings", "--state", "stale-facts", "--state", "needless")
    nothing = {"articles": 0, "characters": 0, "words": 0}
    one = {"articles": 1, "characters": 5, "words": 0}
    assert json.loads(done.stdout) == {
        "as_of": "2026-07-01T00:00:00+08:00",
        "totals": {
            "states": {**dict.fromkeys(STATES, nothing), "stale-facts": one},
            "sections": {"trainings": one},
            "ages": {**dict.fromkeys(KEYS.values(), nothing), "30": one},
        },
        "rows": [
            {
                "path": "2026/spring-training",
                "title": "春季培训开班",
                "language": "zh",
                "section": "trainings",
                "date": "2026-03-01",
                "state": "stale-facts",
                "page": "public",
                "mode": "full",
                "since": "2026-06-10",
                "age": 21,
                "words": 5,
                "lost": ["120"],
                "next": "twinpress brief 2026/spring-training",
            }
        ],
    }


def test_wrong_use(project: Path) -> None:
    for arguments in (["--section", "nowhere"], ["--state", "bad"], ["no-such-place"], ["--limit", "-1"]):
        assert run(project, *arguments).exit_code == 2, arguments
    assert "no such section: nowhere; there are: trainings, culture" in run(project, "--section", "nowhere").stderr


def test_nothing_to_do(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    done = CliRunner().invoke(main, ["status", "--content", str(tmp_path / "content"), "--lang", "en"])
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "Nothing to do")


def test_the_list_as_a_page_of_its_own(project: Path) -> None:
    text = run(project, "--format", "html", "--limit", "1").stdout
    assert text.startswith('<!doctype html>\n<html lang="zh-Hans"')
    assert [text.count(word) for word in ("<h1>待译文章</h1>", "<h1>What to translate</h1>", "<style>", "<title>")] == [
        1
    ] * 4
    assert '<h3><a href="https://news.example/en/2026/library/">A library for all</a></h3>' in text
    assert '<h3><a href="https://news.example/2026/spring-training/" lang="zh-Hans">' not in text
    assert "另有 1 篇： <code>twinpress status --state missing --limit 0</code>" in text
    assert "English" not in run(project, "--format", "html", "--lang", "zh").stdout.partition("</head>")[2]


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_reads_well_at_any_width(project: Path, language: str, width: int) -> None:
    edit(project / "content/2026/library/index.en.md", "A library for all", "A library for all, " * 12 + "x" * 60)
    file = project / "list.html"
    file.write_text(run(project, "--format", "html", "--lang", language).stdout, "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.click("text=没有译文" if language == "zh" else "text=No translation")
        assert page.evaluate("document.querySelector('#missing').getBoundingClientRect().top") < 900
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        browser.close()


def shown(project: Path, monkeypatch: pytest.MonkeyPatch) -> Preview:
    """Return a preview of the archive, without MkDocs."""
    monkeypatch.setenv(site.AS_OF, AS_OF)
    preview = Preview(drafts=False, say=lambda words: None)
    found = site.load(project / "mkdocs.yml")
    frames = {language: {base: [""] * 6 for base in bases()} for language in ("zh", "en")}
    shell = Shell(folders=(str(ROOT / "overrides"),), plugins=(), frames=frames)
    preview.dress(shell, project, preview.open(found, found), (), ())
    return preview


def asked(preview: Preview, path: str) -> tuple[str, str]:
    answer = preview.answer(path)
    assert answer
    return answer.status, answer.body.decode()


def test_a_preview_shows_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = shown(project, monkeypatch)
    state, text = asked(preview, "en/translations/")
    assert state == "200 OK"
    assert '<h3><a href="../../en/2026/spring-training/" lang="zh-Hans">春季培训开班</a></h3>' in text
    assert [part.partition('"')[0] for part in text.split('<section class="pile" id="')[1:]] == list(STATES[:6])
    assert "<code>twinpress brief 2026/spring-training</code>" in text
    assert '<a href="#missing">No translation</a>' in text
    assert "原文已无：120" in asked(preview, "translations/")[1]


def test_a_page_is_not_longer_than_somebody_reads(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twinpress.pages.backlog.MOST", 1)
    assert (
        "1 more: <code>twinpress status --state missing --limit 0</code>"
        in asked(shown(project, monkeypatch), "en/translations/")[1]
    )


def test_no_build_has_it(project: Path) -> None:
    archive = read(project)
    pages = Publication(archive, site.load(project / "mkdocs.yml")).pages
    assert not [page for made in pages.values() for page in made if page.kind == "backlog"]


def test_what_takes_long_is_read_by_a_process_while_other_pages_are_shown(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "MANY", 1)
    preview = shown(project, monkeypatch)
    reloaded, may_end = Event(), Event()
    commands: list[tuple[str, ...]] = []

    def beside(*command: str) -> str:
        commands.append(command)
        assert may_end.wait(60)
        return ""

    monkeypatch.setattr(preview, "_beside", beside)
    monkeypatch.setattr(preview, "_reload", reloaded.set)
    for _ in range(2):
        state, text = asked(preview, "translations/")
        assert (state, "正在统计译文" in text) == ("503 Service Unavailable", True)
    assert asked(preview, "2026/choir/")[0] == "200 OK"
    may_end.set()
    assert reloaded.wait(60)
    assert commands == [("status", "--limit", "1")]
    assert asked(preview, "translations/")[0] == "200 OK"  # even where no cache could be written


def test_the_command_names_the_states_as_the_status_does() -> None:
    assert tuple(map(slug, SEVERITY)) == STATES
    assert set(OPEN) == set(State) - {State.FRESH, State.NEEDLESS}
    assert list(AGES) == list(KEYS) == [*status.AGES, 0, None]
