"""Alignment: which paragraphs of two versions belong together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinpress.translation.alignment import Group, align
from twinpress.translation.block import Block

TITLE = Block("title", "题")
ZH = [
    "培训在市图书馆举行，来自16个区的社区工作者参加。",
    "他们交流了各自的经验，也谈到遇到的困难，讨论了两个小时。",
    "李梅介绍了2024年的安排，并回答了大家的问题。",
    "下午，大家参观了三个社区，看到了新建的儿童活动室。",
]
EN = [
    "The training took place in the city library, with community workers of 16 districts.",
    "They talked for two hours about their experience and about the difficulties that they had met.",
    "Li Mei explained the plans for 2024 and answered everybody’s questions.",
    "In the afternoon they visited three communities and saw new rooms for children.",
]


def groups(original: list[str], translation: list[str]) -> list[str]:
    """Return groups of paragraphs as ``0=0 1+2=1``."""
    found = align([Block("paragraph", text) for text in original], [Block("paragraph", text) for text in translation])
    return ["=".join("+".join(map(str, part)) for part in group) for group in found]


def test_the_same_kinds_in_order_are_side_by_side() -> None:
    assert groups(ZH, EN) == ["0=0", "1=1", "2=2", "3=3"]


@pytest.mark.parametrize(
    ("original", "translation", "expected"),
    [
        (ZH, [EN[0], EN[1], EN[3]], ["0=0", "1=1", "2=", "3=2"]),
        (ZH, EN[1:], ["0=", "1=0", "2=1", "3=2"]),
        ([*ZH[:2], ZH[3]], EN, ["0=0", "1=1", "=2", "2=3"]),
        ([ZH[0], ZH[1] + ZH[2], ZH[3]], EN, ["0=0", "1=1+2", "2=3"]),
        (ZH, [EN[0], f"{EN[1]} {EN[2]}", EN[3]], ["0=0", "1+2=1", "3=2"]),
        ([], EN[:1], ["=0"]),
        (ZH[:1], [], ["0="]),
    ],
)
def test_what_was_left_out_added_joined_or_split_is_found(
    original: list[str], translation: list[str], expected: list[str]
) -> None:
    assert groups(original, translation) == expected


def test_headings_hold_a_text_together() -> None:
    original = [Block("heading", "一"), Block("paragraph", ZH[0]), Block("heading", "二"), Block("item", ZH[1])]
    translation = [Block("heading", "I"), Block("heading", "II"), Block("item", EN[1])]
    assert align(original, translation) == (
        Group((0,), (0,)),
        Group((1,), ()),
        Group((2,), (1,)),
        Group((3,), (2,)),
    )


def test_front_matter_is_paired_by_its_names() -> None:
    original = [TITLE, Block("caption", "甲", "a.jpg"), Block("caption", "乙", "b.jpg"), Block("paragraph", "丙")]
    translation = [Block("title", "T"), Block("caption", "B", "b.jpg"), Block("kicker", "K"), Block("paragraph", "C")]
    assert align(original, translation) == (
        Group((0,), (0,)),
        Group((1,), ()),
        Group((2,), (1,)),
        Group((), (2,)),
        Group((3,), (3,)),
    )


BLOCKS = st.lists(
    st.builds(Block, st.sampled_from(["paragraph", "heading", "item"]), st.text("甲乙12 a。.", max_size=12)), max_size=8
)


@given(BLOCKS, BLOCKS)
def test_every_block_is_in_one_group(original: list[Block], translation: list[Block]) -> None:
    found = align(original, translation)
    assert [place for group in found for place in group.original] == list(range(len(original)))
    assert [place for group in found for place in group.translation] == list(range(len(translation)))
