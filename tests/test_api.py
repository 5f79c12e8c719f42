"""The archive as JSON: what programs of others read, and what they must never find."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from conftest import BASE, ROOT, SITE
from twinpress import content, site
from twinpress.archive import Archive
from twinpress.kinds import BEIJING
from twinpress.outputs import api
from twinpress.publication import Publication

GOLDEN = Path(__file__).parent / "golden" / "api"
YEARS = ("archive/2018.json", "archive/2024.json", "archive/2025.json")
FILES = ("archive.json", *YEARS, "archive/vocabulary.json")
SCHEMA = ROOT / "scripts/twinpress/schemas/archive/schema.json"


def files(root: Path, url: str = BASE) -> dict[str, bytes]:
    """Return what the API publishes of a content folder."""
    configured = site.load(SITE / "mkdocs.yml").reading(root).at(url)
    archive = Archive(content.load(root, BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING))
    return {output.path: output.make() for output in api.files(Publication(archive, configured))}


def load(built: Path, path: str) -> Any:
    return json.loads((built / path).read_text("utf-8"))


def validator(schema: Any) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def copied(tmp_path: Path, *articles: str) -> Path:
    """Return a content folder with the vocabulary of tests/site and some of its articles."""
    root = tmp_path / "content"
    for path in ("vocabulary", *articles):
        shutil.copytree(SITE / "content" / path, root / path)
    return root


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


def golden(name: str, text: str) -> None:
    """Compare to the letter. After a wanted change: delete tests/golden/api, run, read the diff."""
    file = GOLDEN / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        pytest.fail(f"{file} was missing and is written: read it, commit it")
    assert text == file.read_text("utf-8")


# --- what is published ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES)
def test_every_file_fits_the_published_schema(built: Path, path: str) -> None:
    assert [
        error.message for error in validator(load(built, "archive/schema.json")).iter_errors(load(built, path))
    ] == []


def test_the_published_schema_is_the_committed_one(built: Path) -> None:
    assert (built / "archive/schema.json").read_bytes() == SCHEMA.read_bytes()


@pytest.mark.parametrize("path", FILES)
def test_files_to_the_letter(built: Path, path: str) -> None:
    golden(path.removeprefix("archive/"), (built / path).read_bytes().decode("utf-8"))


def test_every_listed_article_stands_once_in_the_year_of_its_address(built: Path) -> None:
    found = {path: [item["address"] for item in load(built, path)["articles"]] for path in YEARS}
    assert found == {
        "archive/2018.json": ["2018/park-opening/"],
        "archive/2024.json": ["2024/course-1/", "2024/course-2/", "2024/course-3/", "2024/meeting/"],
        "archive/2025.json": ["2025/first-talk/", "2025/half-translated/", "2025/second-talk/"],
    }


def addresses(value: Any) -> Iterator[str]:
    """Yield every address of this site in a file."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from addresses(part)
    if isinstance(value, str) and value.startswith(BASE):
        yield value


def test_every_address_leads_to_a_page_or_file(built: Path) -> None:
    for path in FILES:
        found = list(addresses(load(built, path)))
        assert found
        for address in found:
            place = built / unquote(address.removeprefix(BASE))
            assert (place / "index.html" if address.endswith("/") else place).is_file(), address


def test_digests_are_those_of_the_published_files(built: Path) -> None:
    (item,) = load(built, "archive/2025.json")["articles"][0]["attachments"]
    data = (built / item["url"].removeprefix(BASE)).read_bytes()
    assert (item["bytes"], item["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


# --- what the schema refuses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"colour": "red"},
        {"kicker": "words belong to a version"},
        {"editor": None},
        {"topics": []},
        {"pictures": {}},
        {"pictures": {"../street.png": {"url": "https://news.example/street.png"}}},
        {"editor": {"person": "li-ming", "name": "Li Ming"}},
        {"editor": {}},
        {"date": "2025-11-20 16:10"},
        {"date": "2025"},
        {"original": "fr"},
        {"versions": {"zh-Hans": {"url": "https://news.example/", "title": "x", "description": "x"}}},
        {"series": {"part": 1}},
    ],
    ids=str,
)
def test_the_schema_refuses_what_is_never_published(built: Path, change: dict[str, Any]) -> None:
    year = load(built, "archive/2025.json")
    check = validator(load(built, "archive/schema.json"))
    assert check.is_valid(year)
    year["articles"][0] |= change
    assert not check.is_valid(year)


# --- one article with everything -----------------------------------------------------------------------------------

ORIGINAL = """\
---
id: 01CCCCCCC1
title: 样样俱全
description: 每个字段都写了。
title_short: 俱全
kicker: 引题
subtitle: 副题
dateline: 本刊北京3月1日电
editors_note: {text: "来源的日期存疑。\\n已向来源核实。", position: bottom}
rights: 版权归市妇联所有
ai: {text: false, images: true, tool: Brush}
date: 2025-03-01
updated: 2025-03-03 08:00
changes:
  - {date: 2025-03-02, kind: update, note: 补充了人数。}
  - {date: 2025-03-03 08:00, kind: correction, note: 更正了日期。}
section: trainings
type: event
topics: [city]
source: {name: federation, url: "https://federation.example/1", title: Original title, author: Li, date: 2025-02-28, licence: CC BY 4.0}
authors: [li-ming, 王记者]
editor: hall
reviewer: 不公开的审核人
event: {start: 2025-02-27 09:00, place: beijing, venue: 一号厅, organisers: [federation], attendance: ~80, status: postponed, url: "https://federation.example/e"}
people: [{person: mayor, role: speaker}]
as: {mayor: 时任市长}
organisations: [hall]
places: [beijing]
series: {series: talks, part: 6, label: （六）}
image: 街 景.png
gallery: [map.png, 街 景.png, lost.png]
pictures:
  map.png: {alt: 地图, credit: li-ming, map_approval: 京S（2025）001号, focal: [0.5, 0.5]}
  街 景.png: {alt: 街景, caption: 一条街, credit: 张三, ai: true, minors_consent: true}
video: {src: talk.mp4, poster: map.png, captions: lost.vtt, transcript: talk.txt}
attachments:
  - {file: Plan.PDF, title: 方案, accessible: true}
  - {file: lost.txt, title: 不在}
  - {file: data.xyz, title: 数据}
related: [01AAAAAAA2, 01AAAAAAA9, 01CCCCCCC1]
pinned: true
doc_number: 京妇字〔2025〕6号
index_number: "000014349/2025-00001"
legacy: {url: "/old/6.html?id=6", id: "6", captured: 2024-12-31, sha256: "0000000000000000000000000000000000000000000000000000000000000000", views: 0}
aliases: [/old/6.html]
expires: 2030-01-01
ignore: {TXT001: 不公开的理由}
---

正文不在文件里。
"""
TRANSLATION = """\
---
title: With everything
description: Every field is filled in.
mode: summary
translator: federation
changes: [{date: 2025-03-03 08:00, note: The date was corrected.}]
event: {venue: Hall 1}
as: {mayor: mayor at the time}
pictures: {街 景.png: {alt: A street}}
attachments: [{file: Plan.PDF, title: The plan}]
---

The text is not in the file.
"""
MAYOR = """\
name: {zh: 市长, en: Mayor}
page: true
aliases: {zh: [不公开的别名]}
posts: [{title: {zh: 不公开的任职}}]
note: 不公开的备注
"""


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    root = copied(tmp_path, "2025/second-talk")
    for name, text in {
        "2025/with-everything/index.zh.md": ORIGINAL,
        "2025/with-everything/index.en.md": TRANSLATION,
        "2025/with-everything/Plan.PDF": "%PDF-1.7",
        "2025/with-everything/data.xyz": "1 2 3",
        "2025/with-everything/talk.mp4": "",
        "2025/with-everything/talk.txt": "说的话",
        "vocabulary/people/mayor.yml": MAYOR,
    }.items():
        write(root, name, text)
    for name in ("map.png", "街 景.png"):
        shutil.copy(SITE / "content/2025/first-talk/street.png", root / "2025/with-everything" / name)
    return root


def test_an_article_with_everything(everything: Path) -> None:
    published = files(everything)
    for path in ("archive/2025.json", "archive/vocabulary.json"):
        assert validator(json.loads(SCHEMA.read_text("utf-8"))).is_valid(json.loads(published[path]))
    golden("with-everything.json", published["archive/2025.json"].decode())
    golden("vocabulary-with-everything.json", published["archive/vocabulary.json"].decode())


def test_what_no_page_shows_is_in_no_file(everything: Path) -> None:
    published = files(everything)
    text = (published["archive/2025.json"] + published["archive/vocabulary.json"]).decode()
    for private in ("不公开", "不在", "lost", "focal", "minors_consent", "pinned", "expires", "正文不在", "TXT001"):
        assert private not in text


NEEDED = {"id", "title", "description", "date", "section", "source"}
FIELDS = {field.split(":")[0]: field for field in re.findall(r"^\w+:.*\n(?: .*\n)*", ORIGINAL, re.M)}
WRONG = {
    "type": "7",
    "event": "{start: soon, place: beijing}",
    "people": "[{person: mayor}]",
    "series": "talks",
    "ai": "{tool: Brush}",
}


@settings(max_examples=30)
@given(
    names=st.sets(st.sampled_from(sorted(FIELDS.keys() - NEEDED))),
    wrong=st.sampled_from(sorted(WRONG)),
    translated=st.booleans(),
)
def test_whatever_an_article_says_fits_the_schema(names: set[str], wrong: str, translated: bool) -> None:
    """Fields in any combination, one of them wrong: nothing is null or empty, and nothing raises."""
    told = [field for name, field in FIELDS.items() if name in NEEDED | names - {wrong}]
    with TemporaryDirectory() as folder:
        root = copied(Path(folder))
        write(root, "2025/story/index.zh.md", f"---\n{''.join(told)}{wrong}: {WRONG[wrong]}\n---\n\n正文\n")
        write(root, "2025/story/talk.mp4", "")
        if translated:
            write(root, "2025/story/index.en.md", TRANSLATION)
        published = files(root)
    check = validator(json.loads(published.pop("archive/schema.json")))
    assert {path: check.is_valid(json.loads(data)) for path, data in published.items()} == dict.fromkeys(
        ("archive.json", "archive/2025.json", "archive/vocabulary.json"), True
    )


def identifiers(articles: list[Any]) -> dict[str, set[str]]:
    """Return the ids that articles name, by list, as a program that reads the files finds them."""
    found: dict[str, set[str]] = {}

    def note(name: str, *ids: str | None) -> None:
        found.setdefault(name, set()).update(item for item in ids if item)

    for item in articles:
        event, people = item.get("event", {}), item.get("people", [])
        note("sections", item["section"])
        note("topics", *item.get("topics", []))
        note("places", *item.get("places", []), event.get("place"))
        note("series", item.get("series", {}).get("series"))
        note("roles", *(person["role"] for person in people))
        note("people", *(person["person"] for person in people))
        note("organisations", *item.get("organisations", []))
        note("organisations", *event.get("organisers", []), *event.get("co_organisers", []))
        parties = [item["source"]["name"], item.get("editor", {}), *item.get("authors", [])]
        parties += [version.get("translator", {}) for version in item["versions"].values()]
        parties += [picture.get("credit", {}) for picture in item.get("pictures", {}).values()]
        note("people", *(party.get("person") for party in parties))
        note("organisations", *(party.get("organisation") for party in parties))
    return {name: ids for name, ids in found.items() if ids}


def test_every_id_has_its_name_and_no_other_name_is_told(everything: Path, built: Path) -> None:
    published = {path: json.loads(data) for path, data in files(everything).items()}
    trial = {path: load(built, path) for path in FILES}
    for found in (published, trial):
        articles = [item for path, data in found.items() for item in data.get("articles", [])]
        names = {name: set(ids) for name, ids in found["archive/vocabulary.json"].items() if name != "version"}
        assert names == identifiers(articles)


# --- what is not public --------------------------------------------------------------------------------------------

SECRET = """\
---
id: 01DDDDDDD1
title: SECRET title
description: SECRET words.
date: 2025-05-05
section: meetings
topics: [city]
source: {name: federation}
editor: SECRET editor
people: [{person: zhao-an, role: speaker}]
attachments: [{file: SECRET.txt, title: SECRET file}]
---

SECRET text.
"""
NEIGHBOUR = """\
---
id: 01DDDDDDD2
title: 邻居
description: 指向另一篇。
date: 2025-05-06
section: meetings
source: {name: federation}
editor: 王编辑
related: [01DDDDDDD1]
---

正文。
"""
TRACES = (b"SECRET", b"01DDDDDDD1", b"zhao-an", b"speaker", b'"city"')


def neighbourhood(tmp_path: Path, secret: str) -> dict[str, bytes]:
    root = copied(tmp_path)
    write(root, "2025/secret/index.en.md", secret)
    write(root, "2025/secret/SECRET.txt", "SECRET")
    write(root, "2025/neighbour/index.zh.md", NEIGHBOUR)
    return files(root)


def test_a_public_article_leaves_its_traces(tmp_path: Path) -> None:
    text = b"".join(neighbourhood(tmp_path, SECRET).values())
    assert [trace for trace in TRACES if trace not in text] == []
    assert text.count(b"01DDDDDDD1") == 2


@pytest.mark.parametrize(
    "gate",
    [
        "status: draft",
        "status: review",
        "status: Published",
        "publish_at: 2026-01-01 00:01",
        "expires: 2025-12-31",
        "withdrawn: {date: 2025-06-01}",
        "withdrawn: {date: 2025-06-01, kind: removed}",
        "listed: false",
        "noindex: true",
    ],
)
def test_what_lists_or_search_engines_may_not_show_leaves_no_trace(tmp_path: Path, gate: str) -> None:
    text = b"".join(neighbourhood(tmp_path, SECRET.replace("editor:", f"{gate}\neditor:")).values())
    assert [trace for trace in TRACES if trace in text] == []
    assert "邻居".encode() in text


def test_tomorrow_s_article_leaves_no_trace(tmp_path: Path) -> None:
    text = b"".join(neighbourhood(tmp_path, SECRET.replace("date: 2025-05-05", "date: 2026-01-02")).values())
    assert [trace for trace in TRACES if trace in text] == []


def test_an_unpublished_translation_leaves_no_trace(tmp_path: Path) -> None:
    root = copied(tmp_path, "2025/first-talk", "2025/second-talk")
    english = root / "2025/first-talk/index.en.md"
    english.write_text(english.read_text("utf-8").replace("title: ", "status: review\ntitle: ", 1), "utf-8")
    (article, _) = json.loads(files(root)["archive/2025.json"])["articles"]
    assert list(article["versions"]) == ["zh"]
    assert article["changes"][0]["note"] == {"zh": "更正了听众人数。"}
    assert article["event"]["venue"] == {"zh": "一号会议室"}
    assert article["people"][0]["wording"] == {"zh": "街道设计师"}
    assert article["pictures"]["street.png"]["alt"] == {"zh": "一条街"}
    assert article["attachments"][0]["title"] == {"zh": "讲稿提纲"}


# --- what stays ----------------------------------------------------------------------------------------------------


def test_a_year_is_made_of_its_own_articles_alone(built: Path, tmp_path: Path) -> None:
    root = copied(tmp_path, "2025/first-talk", "2025/half-translated", "2025/second-talk")
    assert files(root)["archive/2025.json"] == (built / "archive/2025.json").read_bytes()


def test_a_new_article_changes_its_year_and_nothing_else(tmp_path: Path) -> None:
    root = copied(tmp_path, "2024/course-1", "2024/meeting", "2025/first-talk")
    before = files(root)
    shutil.copytree(SITE / "content/2024/course-2", root / "2024/course-2")
    after = files(root)
    assert [path for path in after if after[path] != before.get(path)] == ["archive/2024.json"]
    old, new = (iter(published["archive/2024.json"].splitlines()) for published in (before, after))
    assert [line for line in old if line not in new] == []  # every old line is met again, in the same order


def test_a_corrected_date_moves_nothing(tmp_path: Path) -> None:
    root = copied(tmp_path, "2024/course-1", "2024/course-2")
    file = root / "2024/course-1/index.zh.md"
    file.write_text(file.read_text("utf-8").replace("date: 2024-01-01", "date: 2025-06-01 08:30"), "utf-8")
    published = files(root)
    assert [path for path in published if path[8:12].isdigit()] == ["archive/2024.json"]
    first, second = json.loads(published["archive/2024.json"])["articles"]
    assert (first["address"], first["date"]) == ("2024/course-1/", "2025-06-01T08:30+08:00")
    assert second["address"] == "2024/course-2/"


def test_an_empty_archive_has_an_index_and_a_vocabulary_without_names(tmp_path: Path) -> None:
    published = files(copied(tmp_path))
    assert list(published) == ["archive.json", "archive/vocabulary.json", "archive/schema.json"]
    assert "years" not in json.loads(published["archive.json"])
    assert json.loads(published["archive/vocabulary.json"]) == {"version": 1}


def test_a_site_without_an_address_has_no_api() -> None:
    assert files(SITE / "content", url="") == {}
