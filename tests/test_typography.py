"""Mending punctuation: what changes, what stays, and that a second time changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twinpress.typography import (
    mend_full_width,
    mend_half_width,
    mend_straight_quotes,
    mend_wide_alphanumerics,
    mended,
)

Mend = Callable[[str], str]


@pytest.mark.parametrize(
    ("mend", "before", "after"),
    [
        (mend_half_width, "培训,交流", "培训，交流"),
        (mend_half_width, "你好, 世界!", "你好，世界！"),
        (mend_half_width, "**妇联**,上海", "**妇联**，上海"),
        (mend_half_width, "[北京](/a,b/),上海", "[北京](/a,b/)，上海"),
        (mend_half_width, "时间:10时", "时间：10时"),
        (mend_half_width, "邱红(音)说", "邱红（音）说"),
        (mend_half_width, "(一)会议", "（一）会议"),
        (mend_half_width, "“培训”,全市", "“培训”，全市"),
        (mend_half_width, "甲!!乙", "甲！！乙"),
        (mend_half_width, "会议结束.大家离开.", "会议结束。大家离开。"),
        (mend_half_width, "结束．大家 “好”. 会后.2025年", "结束。大家 “好”。会后。2025年"),
        (mend_half_width, "约翰.史密斯", "约翰·史密斯"),
        (mend_half_width, "联合国(UN)会议，公式(1)", "联合国（UN）会议，公式（1）"),
        (mend_full_width, "in Beijing，which", "in Beijing, which"),
        (mend_full_width, "Wu Sheng（吴升）said", "Wu Sheng (吴升) said"),
        (mend_full_width, "Names 吴升。", "Names 吴升."),
        (mend_full_width, "８０ people", "80 people"),
        (mend_wide_alphanumerics, "２０２５年ＡＢ", "2025年AB"),
        (mend_straight_quotes, '他说"儿童优先"好', "他说“儿童优先”好"),
        (mend_straight_quotes, "'儿童'", "‘儿童’"),
        (mend_straight_quotes, "'\"中\"'", "‘“中”’"),
    ],
)
def test_mended(mend: Mend, before: str, after: str) -> None:
    assert mend(before) == after
    assert mend(after) == after


@pytest.mark.parametrize(
    ("mend", "text"),
    [
        (mend_half_width, "比分3:1，16:10开始，共1,200人"),
        (mend_half_width, "(Beijing)是U.S.,的，f(x)的值，网站(https://a.cn)的"),
        (mend_half_width, "`中,文` https://a.cn/a,b <b title='中,文'>x</b>"),
        (mend_half_width, "见http://a.cn/中,文,好 和www.a.cn/a?x=中.文"),
        (
            mend_half_width,
            "1.总则\n一.总则\n## （二）.总则\n3.5万 报名表.docx 附件.方案.pdf 妇联.公益 结束...大家 U.S.会议",
        ),
        (mend_full_width, "the motto “儿童优先。” was"),
        (mend_full_width, "《人民日报》 says (吴升，邱红)"),
        (mend_full_width, "《Book》 and 「x」"),
        (mend_straight_quotes, "24\"和27\"显示器，Women's 妇女 children's"),
        (mend_straight_quotes, '!!! note "标题"'),
    ],
)
def test_left_alone(mend: Mend, text: str) -> None:
    assert mend(text) == text


@pytest.mark.parametrize("mend", [mend_half_width, mend_full_width, mend_wide_alphanumerics, mend_straight_quotes])
@given(text=st.text(alphabet="中文史a1 ,.．;:?!()（）\"'，。、：“”《》２Ａ*_`[]\n|", max_size=60))
@example(text="(中:)")
@settings(max_examples=4 * settings().max_examples)
def test_a_second_time_changes_nothing(mend: Mend, text: str) -> None:
    once = mend(text)
    assert mend(once) == once


@given(
    st.text(alphabet="中文史a1 ,.．;:?!()（）\"'，。、：“”《》２Ａ*_`[]\n|", max_size=60), st.sampled_from(["zh", "en"])
)
@settings(max_examples=4 * settings().max_examples)
def test_all_of_it_a_second_time_changes_nothing(text: str, language: str) -> None:
    once = mended(text, language)
    assert mended(once, language) == once
    assert once.count("\n") == text.count("\n")
