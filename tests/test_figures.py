"""What the Markdown extension does to an article's body."""

from __future__ import annotations

from datetime import datetime

import pytest

from conftest import SITE
from twinpress import content, dialect, site
from twinpress.archive import Archive
from twinpress.figures import Figures
from twinpress.kinds import BEIJING
from twinpress.publication import Publication

ARCHIVE = Archive(content.load(SITE / "content", BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING))
CONFIGURED = site.load(SITE / "mkdocs.yml")


PUBLICATION = Publication(ARCHIVE, CONFIGURED)


def render(text: str, language: str = "en", *, absolute: bool = False) -> str:
    figures = Figures()
    (page,) = (page for page in PUBLICATION.pages[language] if page.address == "2025/first-talk/")
    figures.place = PUBLICATION.place(page, CONFIGURED.url if absolute else None)
    return dialect.convert(text, figures)


def test_a_picture_alone_becomes_a_figure_one_in_a_sentence_does_not() -> None:
    source = 'src="../../../2025/first-talk/street.png" width="16"'
    assert render("![](street.png)") == (
        f'<figure><img alt="A street" decoding="async" fetchpriority="high" height="10" {source} />'
        '<figcaption><span class="caption">Children cross it</span> <span class="credit">City Women\'s Federation</span></figcaption></figure>'
    )
    lazy = f'<img alt="a road" decoding="async" height="10" loading="lazy" {source} />'
    assert render("![](street.png)\n\nSee ![a road](street.png).").endswith(f"<p>See {lazy}.</p>"), (
        "only the first is seen at once"
    )


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


def test_in_a_feed_every_link_and_picture_is_absolute() -> None:
    page = "https://news.example/archive/"
    for written, html in (
        ("[x](/about/)", f'<p><a href="{page}en/about/">x</a></p>'),
        ("[x](../../2024/meeting/#result)", f'<p><a href="{page}2024/meeting/#result" hreflang="zh-Hans">x</a></p>'),
        ("[x](plan.txt)", f'<p><a href="{page}2025/first-talk/plan.txt">x</a></p>'),
        ("[x](#end)", f'<p><a href="{page}en/2025/first-talk/#end">x</a></p>'),
        ("[x](/)", f'<p><a href="{page}en/">x</a></p>'),
        ("[x](https://a.example/)", '<p><a href="https://a.example/">x</a></p>'),
    ):
        assert render(written, absolute=True) == html
    assert f'src="{page}2025/first-talk/street.png"' in render("![](street.png)", absolute=True)
