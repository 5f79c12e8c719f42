"""What the Markdown extension does to an article's body."""

from __future__ import annotations

from datetime import datetime

import pytest
from markdown import Markdown

from conftest import SITE
from twinpress import content, site
from twinpress.archive import Archive
from twinpress.figures import Figures
from twinpress.kinds import BEIJING
from twinpress.pages import Edition

ARCHIVE = Archive(content.load(SITE / "content", BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING))
CONFIGURED = site.load(SITE / "mkdocs.yml")


def render(text: str, language: str = "en") -> str:
    figures = Figures()
    figures.enter(Edition(ARCHIVE, CONFIGURED, language), ARCHIVE.by_path["2025/first-talk"])
    return Markdown(extensions=["attr_list", figures]).convert(text)


def test_a_picture_alone_becomes_a_figure_one_in_a_sentence_does_not() -> None:
    size = 'height="10" loading="lazy" src="street.png" width="16"'
    assert render("![](street.png)") == (
        f'<figure><img alt="A street" decoding="async" {size} />'
        '<figcaption>Children cross it <span class="credit">City Women\'s Federation</span></figcaption></figure>'
    )
    assert render("See ![a road](street.png).") == f'<p>See <img alt="a road" decoding="async" {size} />.</p>'


def test_words_that_only_the_other_language_has_carry_its_lang() -> None:
    assert '<img alt="一条街"' in render("![](street.png)", "zh")
    assert "lang=" not in render("![](street.png)", "zh")


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ('[x](/about/){: href="javascript:alert(1)" }', "<p><a>x</a></p>"),
        ('[x](https://a.example/){: onclick="alert(1)" }', '<p><a href="https://a.example/">x</a></p>'),
        ('*x*{: style="position:fixed" .soft }', '<p><em class="soft">x</em></p>'),
        ("[x](java&#115;cript:alert(1))", "<p><a>x</a></p>"),
        ("[x](data:text/html,x)", "<p><a>x</a></p>"),
    ],
)
def test_nothing_that_runs_gets_through(written: str, html: str) -> None:
    assert render(written) == html
