"""Search: what stands in an article is found, whatever its words; what does not is hardly ever."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from twinpress.search import index, pinyin, postings, proof, tokens
from twinpress.search.engine import Engine
from twinpress.search.folding import fold, whole
from twinpress.search.index import DIRECTORY, Index, engine
from twinpress.search.names import Meant, Name, key
from twinpress.search.query import Clause, Part, clauses, parse
from twinpress.search.results import WINDOW, Search
from twinpress.search.segment import Built, bucket_of, opened, segment
from twinpress.search.story import Story, entry, folded, plain

STORIES = (
    Story(
        path="2024/reading-room/",
        title="市妇联开放阅读室",
        date="2024-03-08",
        section="news",
        head=("王润杰为读者介绍新书。",),
        body="新阅读室每天开放。\n王小雨和润杰同学一起整理了两百册图书。",
    ),
    Story(
        path="2025/badminton/",
        title="BWF 培训在长江大桥旁举行",
        date="2025-06-01",
        section="trainings",
        body="2024年报名的学员完成了5G网络课程，女联代表王润杰到场。",
    ),
    Story(
        path="en/2025/child-friendly/",
        title="Child-friendly streets open",
        date="2025-09-09",
        section="news",
        head=("Huang Tingwan, who leads the federation, opened two.",),
        body="Families in Xi'an walked the new streets.",
    ),
)


NAMES = (
    Name(kind="person", label="王润杰", path=None, own=("王润杰",), other=("Wang Runjie",)),
    Name(kind="person", label="黄婷婉", path="people/huang-tingwan/", own=("黄婷婉",), other=("Huang Tingwan",)),
    Name(
        kind="organisation",
        label="全国妇联",
        path="organisations/acwf/",
        own=("中华全国妇女联合会", "全国妇联"),
        other=("ACWF",),
    ),
)


@pytest.fixture(scope="module")
def whole_engine() -> Engine:
    return over(*STORIES)


def made(stories: Iterable[Story], names: Sequence[Name] = ()) -> Mapping[str, bytes]:
    """Return the files of an index that was made from nothing."""
    return index.build(map(entry, stories), names, {})[1]


def over(*stories: Story, names: Sequence[Name] = ()) -> Engine:
    return engine(made(stories, names).__getitem__)


def found(engine: Engine, query: str) -> list[str]:
    """Return the paths of what the index finds, whether or not it can be proved."""
    return [str(engine.story(hit)["path"]) for hit in Search(engine, query).hits]


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("王润杰", ["2024/reading-room/", "2025/badminton/"]),  # in the head before in the text
        ("女联", ["2025/badminton/"]),
        ("江大", ["2025/badminton/"]),
        ("桥", ["2025/badminton/"]),
        ("2024年", ["2025/badminton/"]),
        ("024年", []),
        ("BWF培训", ["2025/badminton/"]),
        ("bwf 培训", ["2025/badminton/"]),
        ("５Ｇ網絡", ["2025/badminton/"]),
        ("阅读室 王", ["2024/reading-room/"]),
        ("王润杰 -阅读室", ["2025/badminton/"]),
        ("阅读 -阅读", []),
        ("-阅读", []),
        ("child friendly", ["en/2025/child-friendly/"]),
        ('"child-friendly street"', ["en/2025/child-friendly/"]),
        ('"street child-friendly"', []),
        ("family", ["en/2025/child-friendly/"]),
        ("xian", ["en/2025/child-friendly/"]),
        ("Xi’an", ["en/2025/child-friendly/"]),
        ("没有的词", []),
        ("", []),
        (" - “”🙂 ", []),
    ],
)
def test_a_query_finds(whole_engine: Engine, query: str, paths: list[str]) -> None:
    assert found(whole_engine, query) == paths


def test_characters_that_only_stand_far_apart_are_no_name() -> None:
    story = Story(path="x/", title="", date="2025-01-01", section="news", body="王润在前。" + "，" * 99 + "润杰在后。")
    assert found(over(story), "王润杰") == []


def test_a_name_in_a_title_comes_first_and_of_equals_the_latest() -> None:
    stories = [
        Story(path=f"{day}/", title="王润杰" if day == 2 else "", date=f"2025-01-0{day}", section="news", body="王润杰")
        for day in (1, 2, 3, 4)
    ]
    assert found(over(*stories), "王润杰") == ["2/", "4/", "3/", "1/"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ＡＢＣ", "abc"),
        ("學習", "学习"),
        ("ﬁlm", "film"),
        ("e\u0301", "é"),
        ("İ", "i̇"),
        ("乾隆", "乾隆"),
        ("㈱", "(株)"),
    ],
)
def test_folding(text: str, said: str) -> None:
    assert fold(whole(text)) == said


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [("families", "family"), ("courses", "course"), ("trainings", "training"), ("bus", "bus"), ("glass", "glass"),
     ("virus", "virus"), ("shoes", "shoe"), ("2024s", "2024s"), ("éclairs", "éclairs"), ("is", "is")],
)  # fmt: skip
def test_stems(word: str, stemmed: str) -> None:
    assert tokens.stem(word) == stemmed


def test_a_query_is_cut_into_parts() -> None:
    assert parse('五社联动 "BWF 培训" -工会 “长江') == (
        Part("五社联动", (("五社", 0), ("社联", 1), ("联动", 2))),
        Part("bwf培训", (("bwf培", 0), ("培训", 1)), exact=True),
        Part("工会", (("工会", 0),), excluded=True),
        Part("长江", (("长江", 0),), exact=True),
    )


LETTERS = st.sampled_from(
    ["王", "润", "杰", "联", "𠮷", "學", "a", "B", "5", "’", "-", ".", " ", "，", "\n", "🙂", "é"]
)
TEXTS = st.text(LETTERS, max_size=40)


@given(st.lists(TEXTS, min_size=1, max_size=4))
@example(["润杰a王 a"])
def test_what_stands_in_a_text_is_found(texts: list[str]) -> None:
    stories = [Story(path=f"{n}/", title="", date="2025", section="news", body=text) for n, text in enumerate(texts)]
    engine = over(*stories)
    for number, text in enumerate(map(folded, texts)):
        whole_ones = [piece for piece in re.split(r"[^\w’.-]+", text) if any(map(str.isalnum, piece))]
        for piece in (*whole_ones, *chain.from_iterable(map(substrings, re.findall("[王润杰联学𠮷]+", text)))):
            assert f"{number}/" in found(engine, f'"{piece}"'), piece


def substrings(text: str) -> set[str]:
    return {text[start:end] for start in range(len(text)) for end in range(start + 1, len(text) + 1)}


@given(st.dictionaries(st.integers(0, 10**6), st.integers(1, 65535), min_size=1, max_size=20))
def test_lists_are_read_as_they_were_written(marks: dict[int, int]) -> None:
    assert postings.decode(postings.encode([number << 16 | marks[number] for number in sorted(marks)])) == marks


@given(st.permutations(STORIES))
def test_the_same_stories_make_the_same_files(stories: Sequence[Story]) -> None:
    assert made(stories) == made(STORIES)


def yearly(*years: int, body: str = "王润杰") -> list[Story]:
    return [
        Story(path=f"{year}/story/", title="会议", date=f"{year}-01-02", section="news", body=body) for year in years
    ]


def test_an_edit_rewrites_the_segment_of_its_years_alone() -> None:
    about = Story(path="about/", title="关于王润杰", date="", section="")
    stories = [*yearly(2019, 2020, 2023, 2024, 2025), about]
    before = made(stories)
    after = made([*(story for story in stories if story.path != "2025/story/"), *yearly(2025, body="王润杰说")])
    (recent, count), (older, rest) = segments_of(before)
    assert (count, rest) == (1, 5)
    assert segments_of(after)[1] == (older, rest)
    assert segments_of(after)[0][0] != recent
    assert {path for path in before if path not in after} == {path for path in before if path.startswith(recent)}
    assert all(after[path] == before[path] for path in before.keys() & after.keys() if path != DIRECTORY)
    ordered = ["about/", "2025/story/", "2024/story/", "2023/story/", "2020/story/", "2019/story/"]
    assert found(engine(before.__getitem__), "王润杰") == ordered


def segments_of(files: Mapping[str, bytes]) -> list[tuple[str, int]]:
    """Return name and number of stories of each segment, as the directory has them."""
    return [(place["name"], place["documents"]) for place in json.loads(files[DIRECTORY])["segments"]]


@st.composite
def archives(draw: st.DrawFn) -> dict[str, Story]:
    """Return stories of three years by their paths."""
    count = draw(st.integers(0, 9))
    return {
        (path := f"{draw(st.sampled_from(['2023', '2024', '2025']))}/{number}/"): Story(
            path=path,
            title=draw(TEXTS),
            date=draw(st.sampled_from(["2023-05-01", "2024-01-01", "2024-01-02", "2025-12-31"])),
            section="news",
            body=draw(TEXTS),
            facets={"section": ("news",), "person": draw(st.sampled_from([("a",), ("a", "b"), ()]))},
        )
        for number in range(count)
    }


@given(archives(), archives(), archives())
def test_an_index_that_was_brought_up_to_date_is_one_made_from_nothing(
    first: dict[str, Story], second: dict[str, Story], third: dict[str, Story]
) -> None:
    """Whatever came, went and changed, years that turned included."""
    known, files = index.build(map(entry, first.values()), NAMES, {})
    before = first
    for now in (second, third):
        new = [entry(story) for path, story in now.items() if before.get(path) != story]
        gone = before.keys() - now.keys()
        known, written = index.build(new, None, {}, known, files.__getitem__, gone)
        whole = {path: written.get(path) or files[path] for path in known.files()}
        assert whole == made(now.values(), NAMES)
        files, before = whole, now


def test_a_story_more_leaves_the_groups_before_it_as_they_are() -> None:
    stories = [
        Story(path=f"2025/{n:02}/", title=f"第{n}期", date=f"2025-01-{n:02}", section="news") for n in range(1, 11)
    ]
    place = segment(map(entry, stories))
    built = Built(place.place, place.keys, place.written().__getitem__)
    more = segment([entry(replace(stories[0], path="2025/11/", date="2025-01-11"))], built)
    assert [more.files[f"g{n}.bin"] == place.files[f"g{n}.bin"] for n in range(3)] == [True, True, False]
    assert more == segment(map(entry, [*stories, replace(stories[0], path="2025/11/", date="2025-01-11")]))


@pytest.mark.parametrize(
    ("query", "paths", "named"),
    [
        ("王润杰", ["2024/reading-room/", "2025/badminton/"], []),
        ("Wang Runjie", ["2024/reading-room/", "2025/badminton/"], []),
        ("wangrunjie", ["2024/reading-room/", "2025/badminton/"], []),
        ("Runjie Wang", ["2024/reading-room/", "2025/badminton/"], []),
        ("wrj", ["2024/reading-room/", "2025/badminton/"], []),
        ("WRJ 女联", ["2025/badminton/"], []),
        ("wrj -女联", ["2024/reading-room/"], []),
        ('"wrj"', [], []),
        ("黃婷婉", ["en/2025/child-friendly/"], ["people/huang-tingwan/"]),
        ("全国妇联", [], ["organisations/acwf/"]),
        ("中华全国妇女联合会 王润杰", [], ["organisations/acwf/"]),
    ],
)
def test_a_name_is_found_as_it_is_typed(query: str, paths: list[str], named: list[str]) -> None:
    met = replace(STORIES[2], body="Families met 黄婷婉 in Xi'an.")
    search = Search(over(*STORIES[:2], met, names=NAMES), query)
    assert [one.path for one in search] == paths
    assert [one.path for one in search.names] == named


def test_an_english_page_is_found_by_a_chinese_name() -> None:
    names = [Name(kind="person", label="Huang Tingwan", path=None, own=("Huang Tingwan",), other=("黄婷婉",))]
    engine = over(STORIES[2], names=names)
    for query in ("黄婷婉", "huangtingwan", "htw", "tingwan huang", "Huang Tingwan"):
        assert [one.path for one in Search(engine, query)] == ["en/2025/child-friendly/"], query
    (one,) = Search(engine, "黄婷婉")
    assert one.snippet[0] == ("Huang Tingwan", True)


def test_what_a_query_means() -> None:
    parts = parse("wrj 培训")
    runjie = Meant(kind="person", label="王润杰", path=None, ways=("王润杰",))
    assert clauses(parts, lambda key: [runjie] if key == "wrj" else []) == (
        Clause(((parts[0],), (Part("王润杰", (("王润", 0), ("润杰", 1)), exact=True),))),
        Clause(((parts[1],),)),
    )


@pytest.mark.parametrize(
    ("latin", "forms", "keys"),
    [
        ("Huang Tingwan", ("黄婷婉",), ["tingwanhuang", "htw"]),
        ("Xi’an Li", ("李西安",), ["lixian", "xal"]),
        ("Ouyang Xiu", ("欧阳修",), ["xiuouyang", "oyx"]),
        ("Lü Xian", ("吕西安", "吕先"), ["xianlv", "lx", "lxa"]),
        ("Sima Xiangru", ("司马相如",), ["xiangrusima", "smxr"]),
        ("Olena Zelenska", ("泽连斯卡",), ["zelenskaolena"]),
        ("ACWF", ("全国妇联",), []),
        ("黄婷婉", ("黄婷婉",), []),
    ],
)
def test_pinyin(latin: str, forms: tuple[str, ...], keys: list[str]) -> None:
    assert list(pinyin.keys(latin, forms)) == keys


def test_the_letters_of_a_name() -> None:
    assert [key(form) for form in ("Huang Tingwan", "Xi’an", "黃 婷婉", "“URKIDS”·甲_")] == [
        "huangtingwan", "xian", "黄婷婉", "urkids甲"
    ]  # fmt: skip


def test_what_is_no_name_is_hardly_ever_asked_for() -> None:
    table = index.build((), NAMES, {})[0].names
    assert table
    assert all(table.may_know(form) for name in NAMES for form, _ in name.keys())  # noqa: SIM118
    strangers = [f"第{number}次" for number in range(1000)]
    assert sum(map(table.may_know, strangers)) < 250


def test_results_with_the_whole_phrase_come_first_within_a_window() -> None:
    bodies = ["妇联开会，主席到场", "妇联主席", "主席来自妇联"]
    stories = [
        Story(path=f"{n}/", title="", date=f"2025-01-0{n + 1}", section="news", body=body)
        for n, body in enumerate(bodies)
    ]
    search = Search(over(*stories), "妇联 主席")
    assert len(search.hits) == 3
    assert next(iter(search)).path == "1/"


def test_what_does_not_hold_the_query_is_not_shown_and_the_next_window_is() -> None:
    apart = [
        Story(path=f"{n:02}/", title="", date="2025-02-01", section="news", body="王润在前，要再过整整十二步后才是润杰")
        for n in range(WINDOW)
    ]
    held = Story(path="last/", title="", date="2025-01-01", section="news", body="王润杰")
    search = Search(over(*apart, held), "王润杰")
    assert len(search.hits) == WINDOW + 1
    assert [one.path for one in search] == ["last/"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>一行\n两行</p>\n<p>Two\nlines</p>", "一行两行\nTwo lines"),
        ("<ul>\n<li>甲</li><li>乙&amp;丙</li></ul>", "甲\n乙&丙"),
        ('<p>见注<sup id="fnref:1"><a href="#fn:1">1</a></sup>。</p>', "见注。"),
        ("<p>the <em>child</em>-friendly <a href='x'>city</a></p>", "the child-friendly city"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("", ""),
    ],
)
def test_the_text_of_a_page(html: str, text: str) -> None:
    assert plain(html) == text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("王润杰", "2024年报名的学员完成了5G网络课程，女联代表[王润杰]到场。"),
        ("5g網絡 代表", "2024年报名的学员完成了[5G网络]课程，女联[代表]王润杰到场。"),
        ("徐汇", "2024年报名的学员完成了5G网络课程，女联代表王润杰到场。"),
    ],
)
def test_a_snippet_shows_what_was_found(query: str, shown: str) -> None:
    pieces = proof.snippet(proof.text(STORIES[1].body), parse(query))
    assert "".join(f"[{piece}]" if marked else piece for piece, marked in pieces) == shown


def test_a_snippet_is_cut_from_a_long_text() -> None:
    text = proof.text("前" * 100 + "在 BWF 培训 中" + "后" * 100)
    assert proof.snippet(text, parse("bwf培训")) == (
        ("…", False), ("前" * 38 + "在 ", False), ("BWF 培训", True), (" 中" + "后" * 38, False), ("…", False)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "text", "held"),
    [
        ("王润杰", "王润在前，润杰在后", False),
        ("王潤杰", "嘉宾王润杰", True),
        ("BWF培训", "ＢＷＦ 培训", True),
        ("family", "Families first", True),
        ('"family first"', "Families first", True),
        ('"first family"', "Families first", False),
        ("families -first", "Families first", False),
        ("child-friendly", "a child friendly city", True),
    ],
)
def test_proof(query: str, text: str, held: bool) -> None:
    asked = clauses(parse(query), lambda key: ())
    assert proof.holds([proof.text("标题"), proof.text(text)], asked) is held


@given(TEXTS)
def test_every_folded_character_has_its_place(written: str) -> None:
    text = proof.text(written)
    assert text.folded == folded(written)
    assert list(text.places) == sorted(text.places)
    assert [fold(text.shown[place]) for place in text.places] == list(text.folded)


def test_an_archive_without_articles_can_be_asked() -> None:
    files = made(())
    assert [path.partition("/")[2] or path for path in files] == ["n0.bin", "labels.bin", DIRECTORY]
    assert found(engine(files.__getitem__), "王润杰") == []


def test_a_segment_without_stories_can_be_asked() -> None:
    empty = segment(())
    assert (empty.place.documents, set(empty.files)) == (0, {"b0.bin", "facets.bin"})


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="2"):
        engine({DIRECTORY: b'{"version": 2}'}.__getitem__)


def test_what_was_known_is_what_the_files_are(tmp_path: Path) -> None:
    known, files = index.build(map(entry, STORIES), NAMES, {"section": {"news": "要闻"}})
    assert set(known.files()) == set(files)
    assert index.build((), None, {}, known, files.__getitem__) == (known, {DIRECTORY: files[DIRECTORY]})
    assert index.build((), None, {}, Index()) == (Index(segments=[]), {DIRECTORY: b'{"version":1,"segments":[]}\n'})


def test_a_token_lies_in_the_bucket_of_its_hash() -> None:
    body = "".join(map(chr, range(0x4E00, 0x9000)))
    one = segment([entry(Story(path="0/", title="", date="2025", section="news", body=body))])
    assert one.place.buckets > 1
    for number in range(one.place.buckets):
        assert all(bucket_of(token, one.place.buckets) == number for token in opened(one.files[f"b{number}.bin"]))
    assert bucket_of("123456789", 1 << 32) == 0xCBF43926  # the check value of CRC-32
