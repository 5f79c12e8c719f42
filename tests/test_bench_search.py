"""The benchmark of searches: its texts, its questions, what it takes for the truth, and how it counts. No test times anything."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import platform
import tarfile
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Browser

from bench import program
from bench.measurement import Measurement
from bench.registry import Registry
from bench.search import asking, host, ours, page, planting, query, reader, record, report
from bench.search.answer import Answer, precision
from bench.search.bench import LANGUAGES, Bench
from bench.search.contender import CONTENDERS, named, taking_part
from bench.search.host import Host, Traffic
from bench.search.report import Outcome
from bench.search.truth import Truth
from test_browser import CHROMIUM, browser
from twinpress.search.names import Name
from twinpress.search.story import Story

__all__ = ["browser"]

# --- texts -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stories() -> dict[str, list[Story]]:
    found: dict[str, list[Story]] = {language: [] for language in LANGUAGES}
    for language, story in record.stories(400, Registry(400)):
        found[language].append(story)
    return found


def test_of_markdown_stays_what_readers_see() -> None:
    assert (
        record.plain(
            "\n**问：谁来？**\n\n答：见[《通知》](/2024/a/#next)。[^1]\n\n![](hall.png)\n\n## 下一步 {#next}\n\n"
            "1. 时间；\n    - 地点。\n\n| 项目 | 数量 |\n| --- | ---: |\n| 讲座 | 2 |\n\n> 一句话。\n>\n> ——郭晓\n\n[^1]: 数据。\n"
        )
        == "问：谁来？\n答：见《通知》。\n下一步\n时间；\n地点。\n项目; 数量.\n讲座; 2.\n一句话。\n——郭晓\n数据。"
    )


def test_both_languages_have_every_article_with_the_same_facts(stories: dict[str, list[Story]]) -> None:
    zh, en = stories["zh"], stories["en"]
    assert [(f"en/{one.path}", one.date, one.section) for one in zh] == [
        (one.path, one.date, one.section) for one in en
    ]
    assert not {mark for story in (*zh, *en) for mark in ("](", "**", "[^", "{#", "| ") if mark in story.body}


def test_stories_are_read_as_they_were_written(stories: dict[str, list[Story]], tmp_path: Path) -> None:
    record.write(tmp_path, 20)
    for language in LANGUAGES:
        read = list(record.read(tmp_path / f"{language}.jsonl"))
        assert read == stories[language][:20]


def test_names_of_the_vocabulary_are_known_in_both_languages(tmp_path: Path) -> None:
    record.write(tmp_path, 20)
    zh, en = (dict(record.names(tmp_path / record.NAMES, language)) for language in LANGUAGES)
    assert zh["yunxi"] == Name(kind="place", label="云溪市", path="place/yunxi/", own=("云溪市",), other=("Yunxi",))
    federation = en["haiyue-womens-federation"]
    assert federation.own[:2] == ("Haiyue Women’s Federation", "HWF")
    assert federation.other[:2] == ("海岳省妇女联合会", "省妇联")
    assert {name.kind for name in zh.values()} == {"section", "topic", "person", "organisation", "place", "series"}


def test_no_two_people_have_one_name() -> None:
    people = [planting.person(number) for number in range(planting.PEOPLE)]
    assert len({name.zh for name in people}) == len({name.en for name in people}) == planting.PEOPLE
    assert {len(name.zh) for name in people} == {2, 3}


def test_pages_hold_what_the_stories_hold(tmp_path: Path) -> None:
    story = Story(path="2025/a/", title="一<二", date="2025", section="news", head=("说明",), body="第一段\n第二段")
    page.write([story], tmp_path, "zh")
    text = (tmp_path / "2025/a/index.html").read_text("utf-8")
    assert '<html lang="zh">' in text
    assert '<h1 id="title">一&lt;二</h1>\n<p>说明</p>\n<p>第一段</p>\n<p>第二段</p>\n' in text


# --- questions and truth ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_about_something_that_the_archive_holds(
    stories: dict[str, list[Story]], language: str
) -> None:
    truth = Truth(stories[language])
    queries = query.load(language)
    assert [one.text for one in queries if not truth.must(one.text)] == []
    assert [one.text for one in queries if not truth.must(one.text) <= truth.may(one.text)] == []
    assert {one.kind for one in queries} <= set(query.KINDS)
    assert len({one.text for one in queries}) == len(queries)


def test_there_are_enough_questions_of_every_kind() -> None:
    both = [one for language in LANGUAGES for one in query.load(language)]
    assert {kind: sum(one.kind == kind for one in both) >= 3 for kind in query.KINDS} == dict.fromkeys(
        query.KINDS, True
    )


@pytest.mark.parametrize(
    ("asked", "must", "may"),
    [
        ("女联", "a", "a"),
        ("婦女聯合會", "a", "a"),
        ("妇女 培训", "a", "a"),
        ("妇女培训", "", ""),
        ("BWF培训", "a", "a"),
        ("ｂｗｆ", "a", "a"),
        ("1月15日", "b", "b"),
        ("月15日", "ab", "ab"),
        ("5G", "b", "b"),
        ("family", "c", "c"),
        ("organised", "c", "cd"),
        ("reading families", "", ""),
        ('"two families"', "c", "c"),
        ('"families two"', "", ""),
        ("child-friendly", "d", "d"),
        ("2024", "c", "c"),
        ("2025", "", ""),
    ],
)
def test_what_a_question_should_find(asked: str, must: str, may: str) -> None:
    texts = {
        "a": ("妇女联合会", "BWF 培训在11月15日"),
        "b": ("会议", "1月15日，5G网络"),
        "c": ("Two families", "Organised in 2024"),
        "d": ("A child-friendly city", "which organises"),
    }
    truth = Truth(
        Story(path=path, title=title, date="", section="", body=body) for path, (title, body) in texts.items()
    )
    assert ["".join(sorted(found(asked))) for found in (truth.must, truth.may)] == [must, may]


# --- counting --------------------------------------------------------------------------------------------------------


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Host]:
    (tmp_path / "open").mkdir()
    (tmp_path / "open/list.json").write_text("[" + "0," * 999 + "0]", "utf-8")
    (tmp_path / "open/list.bin").write_bytes(b"0" * 999)
    (tmp_path / "secret.bin").write_bytes(b"0")
    with host.serving({"open": tmp_path / "open"}) as server:
        yield server


def get(server: Host, path: str) -> bytes:
    with urllib.request.urlopen(server.address + path) as answer:
        data: bytes = answer.read()
        return gzip.decompress(data) if answer.headers["Content-Encoding"] == "gzip" else data


def test_texts_are_counted_as_they_are_sent_with_gzip(server: Host, tmp_path: Path) -> None:
    text = get(server, "open/list.json")
    assert len(json.loads(text)) == 1000
    size = len(host.sent(tmp_path / "open/list.json"))
    assert size < len(text) / 10
    assert server.traffic == Traffic(1, size)
    assert get(server, "open/list.bin") == b"0" * 999
    assert server.traffic == Traffic(2, size + 999)
    server.restart()
    assert server.traffic == Traffic()


@pytest.mark.parametrize("path", ["open/none", "open/../secret.bin", "secret.bin", "open/", "other/list.bin"])
def test_nothing_else_is_served(server: Host, path: str) -> None:
    with pytest.raises(HTTPError, match="404") as error:
        get(server, path)
    error.value.close()
    assert server.traffic == Traffic(1, 0, (f"/{path}",))


# --- the contest -----------------------------------------------------------------------------------------------------

ANSWER = Answer(
    text="郭晓", must=10, found=8, right=6, fair=6, shown=6, shown_fair=6,
    sent=40_000, requests=9, rounds=3, warm=0.5, phone=1.25,
)  # fmt: skip
NOTHING = replace(ANSWER, text="女联", found=0, right=0, fair=0, shown=0, shown_fair=0, sent=60_000, requests=12)


def test_what_is_found_and_should_be_is_counted() -> None:
    assert (ANSWER.recall, ANSWER.precision, ANSWER.shown_precision) == (0.6, 0.75, 1.0)
    assert NOTHING.recall == 0
    assert precision([ANSWER, NOTHING]) == 0.75, "who finds nothing is as wrong as can be, and says so elsewhere"


def test_tables_compare_with_the_newest_pagefind() -> None:
    outcome = Outcome(
        runs=[Measurement(seconds=3, processor=4, peak=200_000_000)],
        files=1200,
        size=3_400_000,
        answers=[ANSWER, NOTHING],
    )
    slow = replace(outcome, runs=[Measurement(seconds=9, processor=10, peak=2_000_000_000)])
    text = report.tables({"zh": {"twinpress": outcome, "pagefind-newest": slow}}, 1000)
    assert [line for line in text.splitlines() if line.startswith(("###", "| Twinpress", "| names", "| across"))] == [
        "### Chinese, 1,000 made-up articles, 2 questions",
        "| Twinpress | 4.00 | 0.40 | 200 | 0.10 | 3.4 | 1,200 |",
        "| Twinpress | 0.300 | 0.750 | 1.000 | 2 | 1 |",
        "| Twinpress | 50 | 60 | 10.5 | 12 | 3 | 3 | 0.50 | 0.50 | 1.25 | 1.25 |",
        "| names of people and places | 0.60 | 0.60 |",
        "| across the border of two words: no words themselves | 0.00 | 0.00 |",
    ]


def test_who_cannot_bear_a_size_stays_out() -> None:
    assert [one.name for one in named(["stock", "twinpress"])] == ["twinpress", "stock"]
    assert "twinpress" in [one.name for one in taking_part(10**6)]
    assert "stock" not in [one.name for one in taking_part(10**6)]
    for one in CONTENDERS:
        assert (Path(report.__file__).parent / f"{one.reader}.js").is_file()


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package as npm brings it, in an environment where nothing is yet."""
    package = tmp_path / "package.tgz"
    with tarfile.open(package, "w:gz") as archive:
        about = tarfile.TarInfo("package/bin/pagefind_extended")
        about.size = 3
        archive.addfile(about, io.BytesIO(b"bin"))
    script = tmp_path / "npm"
    script.write_text(f'#!/bin/sh\ncp "{package}" "$4"\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(program, "ENVIRONMENT", tmp_path / "contenders")
    monkeypatch.setattr(program, "NPM", script)
    return package


def test_a_program_of_npm_is_taken_if_it_is_what_it_should_be(npm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = base64.b64encode(hashlib.sha512(npm.read_bytes()).digest()).decode()
    here = (platform.system(), platform.machine())
    monkeypatch.setattr(program, "PACKAGES", {here: ("some-system", digest[::-1])})
    with pytest.raises(ValueError, match="some-system"):
        program.newest_pagefind()
    assert not program.ENVIRONMENT.exists()
    monkeypatch.setattr(program, "PACKAGES", {here: ("some-system", digest)})
    file = program.newest_pagefind()
    assert file is not None
    assert file.read_bytes() == b"bin"
    assert program.newest_pagefind() == file
    monkeypatch.setattr(program, "PACKAGES", {})
    file.unlink()
    assert program.newest_pagefind() is None


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")
def test_our_search_is_asked_in_a_browser(browser: Browser, stories: dict[str, list[Story]], tmp_path: Path) -> None:
    bench = Bench(tmp_path, 400)
    ours.write(stories["zh"], (), bench.index("zh", "twinpress"))
    (contender,) = named(["twinpress"])
    with (
        host.serving(reader.folders(bench)) as server,
        closing(reader.Reader(browser, server, bench, contender, "zh")) as somebody,
    ):
        (answer,) = asking.answers(somebody, Truth(stories["zh"]), ["郭晓"])
    assert answer.recall == answer.shown_precision == 1
    assert 0 < answer.requests <= 30
    assert 2 <= answer.rounds <= 4
    assert 0 < answer.sent < 300_000
