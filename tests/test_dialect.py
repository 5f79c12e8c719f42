"""The dialect: what is done to render it quickly changes nothing."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown

from twinpress import dialect

PIECES = st.sampled_from(
    [
        "会议在北京举行", "“会议”", "2025年", "\n12 ", "The meeting", "CEDAW", "\n[TOC]\n", "\n??? note\n    ", "{#x data-toc-label='y'}", " ", "  ", "\n", "  \n", "\n\n", "\n\n    ", "\n- ", "\n1. ", "\n# ", "\n> ",
        "*", "**", "_", "__", "`", "``", "\\", "\\*", "[", "]", "](/about/)", "![", "](a.png)", "[^1]", "\n\n[^1]: ", "[a]: /b ",
        "<", ">", "<b>", "</b>", "<br>", "<http://a.cn>", "<a@b.cn>", "&", "&amp;", "&#8212;", "{#x}", "{: .y}", "|", "\n---|---\n",
        "\n\n*[CEDAW]: Convention\n\n", "\n```\n", "\n!!! note\n    ", "<div markdown>\n", "\n</div>", "~~", "==", ":", "!", "#", "^",
    ]
)  # fmt: skip


def test_every_inline_pattern_begins_with_what_marks_a_text_as_not_plain() -> None:
    begun = {
        "backtick": "`", "escape": "\\", "footnote": "[", "reference": "[", "link": "[", "image_link": "!",
        "image_reference": "!", "short_reference": "[", "short_image_ref": "!", "autolink": "<", "automail": "<",
        "linebreak": "  \n", "html": "<", "entity": "&", "em_strong": "*",
    }  # fmt: skip
    patterns = dialect.renderer().inlinePatterns
    assert [name for name in begun if name in patterns] == list(begun)
    assert len(patterns) == len(begun)  # a new one: does INLINE know what it begins with?
    assert all(dialect.INLINE.match(start) for start in begun.values())
    assert {name: start[0] for name, start in dialect.BEGUN.items()} == {name: begun[name] for name in dialect.BEGUN}


def test_every_block_but_a_paragraph_begins_with_what_marks_a_line_as_not_of_words() -> None:
    begun = {
        "words": None, "markdown_block": "\x02", "admonition": "!!! note", "details": "??? note", "empty": "", "indent": "    a",
        "code": "    a", "table": "a|b\n-|-", "hashheader": "#", "setextheader": "a\n=", "hr": "---", "olist": "12. a", "ulist": "- a",
        "quote": "> a", "footnote": "[^1]: a", "abbr": "*[A]: a", "reference": "[a]: /b", "paragraph": None,
    }  # fmt: skip
    assert [name for name in begun if name in dialect.renderer().parser.blockprocessors] == list(begun)
    assert len(dialect.renderer().parser.blockprocessors) == len(begun)
    assert not any(
        dialect.WORDS.fullmatch(f"{before}{start}") for start in begun.values() if start for before in ("", "a\n")
    )


@given(st.lists(PIECES, max_size=25).map("".join))
@example("CEDAW\n\n*[CEDAW]: Convention")
@example("a\n- CEDAW *b* c\n\n*[CEDAW]: Convention")
def test_plain_texts_are_rendered_as_python_markdown_renders_them(text: str) -> None:
    options = {name: dict(values) for name, values in dialect.CONFIGURATION.items()}
    try:
        expected = Markdown(extensions=list(dialect.EXTENSIONS), extension_configs=options).convert(text)
    except Exception:  # one of its bugs
        expected = ""
    assert dialect.convert(text) == expected
