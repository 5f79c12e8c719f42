"""Side by side: the blocks of a translation bear the numbers of those of its original."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SITE
from twinpress import content, dialect, sides, site
from twinpress.archive import Archive
from twinpress.figures import Figures
from twinpress.kinds import BEIJING
from twinpress.publication import Publication

ARCHIVE = Archive(content.load(SITE / "content", BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING))
PUBLICATION = Publication(ARCHIVE, site.load(SITE / "mkdocs.yml"))
NUMBERED = re.compile(r'^<([a-z0-9]+)(?: [a-z]+="[^"]*")* data-block="([0-9 ]+)"', re.M)
COUNTERPART = sides.Counterpart()


def blocks(text: str, original: str | None = None, language: str = "en") -> list[str]:
    """Return the blocks of a rendered text that bear numbers, with these: ``p 1``."""
    figures = Figures()
    (page,) = (page for page in PUBLICATION.pages[language] if page.address == "2025/first-talk/")
    place = replace(PUBLICATION.place(page), counted=True)
    if original is not None:
        place = replace(place, original=COUNTERPART.blocks(dedent(original)))
    figures.place = place
    return [" ".join(block) for block in NUMBERED.findall(dialect.convert(dedent(text), figures))]


EVERYTHING = """\
    A first paragraph
    of two lines.

    ## A heading

    - one
    - two

    ![](street.png)

    | a | b |
    | --- | --- |
    | 1 | 2 |

    > said

    ```
    code
    ```

    !!! note
        A box.

    <div>html</div>
    """


def test_the_blocks_of_an_original_are_counted_whatever_they_are() -> None:
    assert blocks(EVERYTHING) == [
        "p 1", "h2 2", "ul 3", "figure 4", "table 5", "blockquote 6", "div 7", "div 8", "div 9",
    ]  # fmt: skip


JOINED = """\
    The federation met in Beijing on 3 March with 80 people from 16 districts.

    Wu Sheng spoke of streets and of the 14 schools along them.

    ## What comes next

    The second meeting is in May.

    It is open to everybody, and costs nothing.
    """


@pytest.mark.parametrize(
    ("translation", "found"),
    [
        (  # two paragraphs became one
            """\
            3月3日，妇联在北京开会，16个区的80人参加。吴升（Wu Sheng）谈了街道和沿街的14所学校。

            ## 下一步

            第二次会议在5月举行。

            会议向所有人开放，不收费用。
            """,
            ["p 1 2", "h2 3", "p 4", "p 5"],
        ),
        (  # one became two
            """\
            3月3日，妇联在北京开会。

            16个区的80人参加。

            吴升（Wu Sheng）谈了街道和沿街的14所学校。

            ## 下一步

            第二次会议在5月举行。

            会议向所有人开放，不收费用。
            """,
            ["p 1", "p 1", "p 2", "h2 3", "p 4", "p 5"],
        ),
        (  # a heading was left out, and a list was put at the end
            """\
            3月3日，妇联在北京开会，16个区的80人参加。

            吴升（Wu Sheng）谈了街道和沿街的14所学校。

            第二次会议在5月举行。

            会议向所有人开放，不收费用。

            - 译者注：地点未定，时间也可能改变，请以主办单位的通知为准
            - 译者又注：报名方式另行通知，名额有限，先到先得，额满为止
            """,
            ["p 1", "p 2", "p 4", "p 5"],
        ),
    ],
)
def test_the_blocks_of_a_translation_bear_the_numbers_of_the_original_s(translation: str, found: list[str]) -> None:
    assert blocks(translation, JOINED, "zh") == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Two\nlines.\n\n## Heading\n\nText.", "一行。\n\n## 标题\n\n文字。", True),
        ("- a\n- b\n- c\n\nText", "- 甲\n- 乙\n\n文字", True),
        ("1. a\n2. b", "1. 甲\n2. 乙\n3. 丙", True),
        ("One.\n\nTwo.", "一。二。", False),
        ("## Heading\n\nText", "**标题**\n\n文字", False),
        ("![](a.jpg)\n\nText", "文字\n\n![](a.jpg)", False),
        ("Heading\n---\n\nText", "标题\n\n文字", False),
        ("a | b\n--- | ---\n1 | 2", "甲 乙\n\n1 2", False),
        ("Text\n\n    code", "文字\n\n文字", False),
    ],
)
def test_outlines_tell_texts_with_other_blocks_apart(one: str, other: str, same: bool) -> None:
    assert (sides.outline(one) == sides.outline(other)) is same


WORDS = st.sampled_from(["Text.", "Text\nof two lines.", "## Heading", "- item\n- item", "1. item", "> said", "![](a.jpg)", "| a |\n| --- |\n| b |", "```\ncode\n```", "***", "    indented", "!!! note\n    box", "Term\n:   what it is"])  # fmt: skip


@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8))
def test_texts_of_one_outline_have_the_same_blocks(one: list[str], other: list[str]) -> None:
    first, second = "\n\n".join(one), "\n\n".join(other)
    if sides.outline(first) == sides.outline(second):
        kinds = [[block.kind for block in COUNTERPART.blocks(text)] for text in (first, second)]
        assert kinds[0] == kinds[1]


def test_an_original_s_page_knows_nothing_of_its_translation_and_a_summary_has_no_numbers() -> None:
    def shown(address: str, language: str) -> str:
        (page,) = (page for page in PUBLICATION.pages[language] if page.address == address)
        return PUBLICATION.text(page)

    assert re.findall(r'data-block="([^"]*)"', shown("2025/first-talk/", "zh")) == ["1", "2", "3", "4"]
    assert re.findall(r'data-block="([^"]*)"', shown("2025/first-talk/", "en")) == ["1", "2"]
    assert 'data-block="1"' in shown("2025/second-talk/", "en")
    assert "data-block" not in shown("2025/second-talk/", "zh")
    (page,) = (page for page in PUBLICATION.pages["zh"] if page.address == "2025/first-talk/")
    assert "data-block" not in PUBLICATION.text(page, absolute=True)


def test_a_text_that_cannot_be_read_has_no_blocks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    counterpart = sides.Counterpart()
    assert len(counterpart.blocks("Text.")) == 1
    monkeypatch.setattr(counterpart._markdown, "convert", lambda text: 1 / 0)
    assert counterpart.blocks("Text.") == ()
