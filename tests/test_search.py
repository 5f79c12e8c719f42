"""Search: what stands in an article is found, whatever its words; what does not is hardly ever."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from twinpress.search import index, postings, proof, tokens
from twinpress.search.engine import Engine, Place
from twinpress.search.folding import fold, whole
from twinpress.search.postings import Postings
from twinpress.search.query import Part, parse
from twinpress.search.segment import Story, bucket_of, folded, opened, segment

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


@pytest.fixture(scope="module")
def engine() -> Engine:
    return over(*STORIES)


def over(*stories: Story, parts: int = 1) -> Engine:
    """Return an engine over stories, in so many segments."""
    made = [segment(stories[number::parts]) for number in range(parts)]
    return Engine(
        [Place(one.name, len(one.stories), one.buckets) for one in made],
        lambda path: next(one for one in made if one.name == path.partition("/")[0]).files[path.partition("/")[2]],
    )


def found(engine: Engine, query: str) -> list[str]:
    return [str(engine.story(hit)["path"]) for hit in engine.find(parse(query))]


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
        ("family", ["en/2025/child-friendly/"]),
        ("xian", ["en/2025/child-friendly/"]),
        ("Xi’an", ["en/2025/child-friendly/"]),
        ("没有的词", []),
        ("", []),
        (" - “”🙂 ", []),
    ],
)
def test_a_query_finds(engine: Engine, query: str, paths: list[str]) -> None:
    assert found(engine, query) == paths


def test_characters_that_only_stand_far_apart_are_no_name(engine: Engine) -> None:
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
        Part("五社联动", (("五社", "社联", "联动"),)),
        Part("bwf培训", (("bwf培", "培训"),)),
        Part("工会", (("工会",),), excluded=True),
        Part("长江", (("长江",),)),
    )


LETTERS = st.sampled_from(
    ["王", "润", "杰", "联", "𠮷", "學", "a", "B", "5", "’", "-", ".", " ", "，", "\n", "🙂", "é"]
)
TEXTS = st.text(LETTERS, max_size=40)


@given(st.lists(TEXTS, min_size=1, max_size=4), st.integers(1, 3))
@example(["润杰a王 a"], 1)
def test_what_stands_in_a_text_is_found(texts: list[str], parts: int) -> None:
    stories = [Story(path=f"{n}/", title="", date="2025", section="news", body=text) for n, text in enumerate(texts)]
    engine = over(*stories, parts=min(parts, len(texts)))
    for number, text in enumerate(map(folded, texts)):
        whole_ones = [piece for piece in re.split(r"[^\w’.-]+", text) if any(map(str.isalnum, piece))]
        for piece in (*whole_ones, *chain.from_iterable(map(substrings, re.findall("[王润杰联学𠮷]+", text)))):
            assert f"{number}/" in found(engine, f'"{piece}"'), piece


def substrings(text: str) -> set[str]:
    return {text[start:end] for start in range(len(text)) for end in range(start + 1, len(text) + 1)}


@given(st.dictionaries(st.integers(0, 10**6), st.integers(1, 255), max_size=20))
def test_lists_are_read_as_they_were_written(zones: dict[int, int]) -> None:
    written = Postings()
    for number in sorted(zones):
        written.add(number, zones[number])
    assert postings.decode(bytes(written)) == zones


@given(st.permutations(STORIES))
def test_the_same_stories_make_the_same_files(stories: Sequence[Story]) -> None:
    assert index.files(stories) == index.files(STORIES)


def test_an_edit_rewrites_the_segment_of_its_years_alone() -> None:
    stories = [
        Story(path=f"{year}/story/", title="会议", date=f"{year}-01-02", section="news", body="王润杰")
        for year in (2019, 2020, 2023, 2024, 2025)
    ]
    about = Story(path="about/", title="关于王润杰", date="", section="")
    before = index.files([*stories, about])
    after = index.files([*stories[:-1], replace(stories[-1], body="王润杰说"), about])
    recent, *older = segments_of(before)
    assert [number for _, number in (recent, *older)] == [1, 1, 4]
    assert segments_of(after)[1:] == older
    assert segments_of(after)[0] != recent
    assert {path: data for path, data in before.items() if path in after and path != index.DIRECTORY} == {
        path: data for path, data in before.items() if path.startswith(tuple(name for name, _ in older))
    }
    ordered = ["about/", "2025/story/", "2024/story/", "2023/story/", "2020/story/", "2019/story/"]
    assert found(index.engine(before.__getitem__), "王润杰") == ordered


def segments_of(files: Mapping[str, bytes]) -> list[tuple[str, int]]:
    """Return name and number of stories of each segment, as the directory has them."""
    return [(place["name"], place["documents"]) for place in json.loads(files[index.DIRECTORY])["segments"]]


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
    assert proof.holds([proof.text("标题"), proof.text(text)], parse(query)) is held


@given(TEXTS)
def test_every_folded_character_has_its_place(written: str) -> None:
    text = proof.text(written)
    assert text.folded == folded(written)
    assert list(text.places) == sorted(text.places)
    assert [fold(text.shown[place]) for place in text.places] == list(text.folded)


def test_an_archive_without_articles_can_be_asked() -> None:
    files = index.files(())
    assert set(files) == {index.DIRECTORY}
    assert found(index.engine(files.__getitem__), "王润杰") == []


def test_a_segment_without_stories_can_be_asked() -> None:
    assert found(over(), "王润杰") == []


def test_a_token_lies_in_the_bucket_of_its_hash() -> None:
    body = "".join(map(chr, range(0x4E00, 0x9000)))
    made = segment([Story(path="0/", title="", date="2025", section="news", body=body)])
    assert made.buckets > 1
    for number in range(made.buckets):
        assert all(bucket_of(token, made.buckets) == number for token in opened(made.files[f"b{number}"]))
    assert bucket_of("a", 1 << 32) == 0xE40C292C  # as the authors of FNV-1a print it
