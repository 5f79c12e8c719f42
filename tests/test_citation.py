"""Citations, letter for letter, as reference lists print them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from conftest import SITE
from twinpress import content, site
from twinpress.archive import Archive
from twinpress.citation import Citation, Name, Work, citations, name
from twinpress.kinds import BEIJING
from twinpress.publication import Publication

WORK = Work(
    title="Two days on how to build a city",
    authors=(name("Wu Sheng", "吴升"),),
    day=date(2025, 11, 20),
    site="Twinpress",
    url="https://news.example/en/2025/two_days/",
    key="two-days-2025-en",
    language="en",
)
ZH = replace(
    WORK,
    title="北京集训两天，学建儿童友好城市",
    authors=(name("吴升", "吴升"),),
    site="双刊",
    url="https://news.example/2025/two-days/",
    language="zh",
    key="two-days-2025-zh",
)


def written(work: Work, day: str = "2026-03-01") -> list[str]:
    """Return what a reader copies on a day."""
    return [one.before + one.seen.replace("#", day) + one.after for one in citations(work)]


def test_an_article_by_a_person_in_english() -> None:
    assert written(WORK) == [
        "Wu Sheng. Two days on how to build a city[EB/OL]. (2025-11-20)[2026-03-01]. https://news.example/en/2025/two_days/.",
        "Wu, S. (2025, November 20). Two days on how to build a city. Twinpress. https://news.example/en/2025/two_days/",
        """@misc{two-days-2025-en,
  author = {Wu, Sheng},
  title = {{Two days on how to build a city}},
  howpublished = {Twinpress},
  year = {2025},
  month = nov,
  day = {20},
  langid = {english},
  url = {https://news.example/en/2025/two_days/},
  urldate = {2026-03-01},
}""",
    ]


def test_an_article_by_a_person_in_chinese() -> None:
    assert written(ZH) == [
        "吴升. 北京集训两天，学建儿童友好城市[EB/OL]. （2025-11-20）[2026-03-01]. https://news.example/2025/two-days/.",
        "吴升. (2025, November 20). 北京集训两天，学建儿童友好城市. 双刊. https://news.example/2025/two-days/",
        """@misc{two-days-2025-zh,
  author = {{吴升}},
  title = {{北京集训两天，学建儿童友好城市}},
  howpublished = {双刊},
  year = {2025},
  month = nov,
  day = {20},
  langid = {chinese},
  url = {https://news.example/2025/two-days/},
  urldate = {2026-03-01},
}""",
    ]


def test_without_a_script_the_day_of_reading_is_left_out() -> None:
    national, apa, bibtex = citations(ZH)
    assert national.before + national.after == (
        "吴升. 北京集训两天，学建儿童友好城市[EB/OL]. （2025-11-20）. https://news.example/2025/two-days/."
    )
    assert apa.seen == ""
    assert "urldate" not in bibtex.before + bibtex.after


@pytest.mark.parametrize(
    ("whole", "chinese", "family", "given", "national", "apa"),
    [
        ("Wu Sheng", "吴升", "Wu", "Sheng", "Wu Sheng", "Wu, S."),
        ("Ouyang Xiaoming", "欧阳小明", "Ouyang", "Xiaoming", "Ouyang Xiaoming", "Ouyang, X."),
        ("Jane M. Smith", "简·史密斯", "Smith", "Jane M.", "Smith J M", "Smith, J. M."),
        ("Vincent van Gogh", None, "van Gogh", "Vincent", "van Gogh V", "van Gogh, V."),
        ("Jean-Paul Sartre", None, "Sartre", "Jean-Paul", "Sartre J-P", "Sartre, J.-P."),
        ("Confucius", "孔子", "", "", "Confucius", "Confucius"),
        ("简·史密斯", "简·史密斯", "", "", "简·史密斯", "简·史密斯"),
    ],
)
def test_names_have_their_surname_where_their_language_has_it(
    whole: str, chinese: str | None, family: str, given: str, national: str, apa: str
) -> None:
    made = name(whole, chinese)
    assert (made.family, made.given) == (family, given)
    first, second, _ = written(replace(WORK, authors=(made,)))
    assert first.startswith(f"{national}. Two days")
    assert second.startswith(f"{apa.removesuffix('.')}. (2025")


def test_many_authors_are_cut_as_each_style_has_it() -> None:
    four = tuple(Name(whole=whole) for whole in ("甲", "乙", "丙", "丁"))
    assert written(replace(ZH, authors=four[:3]))[0].startswith("甲，乙，丙. 北京")
    assert written(replace(ZH, authors=four))[0].startswith("甲，乙，丙，等. 北京")
    national, apa, bibtex = written(replace(WORK, authors=four))
    assert national.startswith("甲, 乙, 丙, et al. Two days")
    assert apa.startswith("甲, 乙, 丙, & 丁. (2025")
    assert "  author = {{甲} and {乙} and {丙} and {丁}},\n" in bibtex
    crowd = tuple(Name(whole=str(number)) for number in range(1, 23))
    apa = written(replace(WORK, authors=crowd))[1]
    assert apa.startswith(", ".join(str(number) for number in range(1, 20)) + ", … 22. (2025")


def test_a_translation_names_its_translator_and_a_site_is_not_named_twice() -> None:
    work = replace(WORK, authors=(Name(whole="Twinpress"),), translators=(name("Li Ming", "李明"),))
    national, apa, bibtex = written(work)
    assert national.startswith("Twinpress. Two days on how to build a city[EB/OL]. Li Ming, trans. (2025-11-20)")
    assert apa == (
        "Twinpress. (2025, November 20). Two days on how to build a city (M. Li, Trans.). https://news.example/en/2025/two_days/"
    )
    assert "  note = {Translated by Li Ming},\n" in bibtex
    chinese = written(replace(ZH, translators=(Name(whole="李明"),)))
    assert "[EB/OL]. 李明，译. （2025-11-20）" in chinese[0]
    assert "  note = {李明译},\n" in chinese[2]


def test_a_withdrawn_article_is_cited_as_one() -> None:
    national, apa, bibtex = written(replace(ZH, withdrawn=True))
    assert "学建儿童友好城市（已撤回）[EB/OL]" in national
    assert "学建儿童友好城市 [Withdrawn]. 双刊" in apa
    assert "  note = {已撤回},\n" in bibtex
    assert "a city (withdrawn)[EB/OL]" in written(replace(WORK, withdrawn=True))[0]


def test_a_title_ends_once_and_means_nothing_to_tex() -> None:
    _, apa, bibtex = written(replace(WORK, title=r"50% & #1_{a}~^\?"))
    assert r"50% & #1_{a}~^\?" + " Twinpress" in apa
    assert r"  title = {{50\% \& \#1\_\{a\}\textasciitilde{}\textasciicircum{}\textbackslash{}?}}," in bibtex


@pytest.fixture(scope="module")
def publication() -> Publication:
    archive = Archive(content.load(SITE / "content", BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING))
    return Publication(archive, site.load(SITE / "mkdocs.yml"))


def of_page(publication: Publication, address: str, language: str) -> tuple[Citation, ...]:
    (page,) = (page for page in publication.pages[language] if page.address == address)
    story = publication.view(page).story
    assert story is not None
    return story.citations


@pytest.mark.parametrize(
    ("address", "language", "begins"),
    [
        (
            "2025/first-talk/",
            "zh",
            "王编辑. 第一讲谈街道[EB/OL]. （2025-03-01）",
        ),  # of a reprint, the original's author
        ("2025/first-talk/", "en", "王编辑. First talk: the street[EB/OL]. 王编辑, trans. (2025-03-01)"),
        (
            "2025/second-talk/",
            "zh",
            "Hall of Friends. 第二讲[EB/OL]. （2025-04-01）",
        ),  # nobody is named: who published it
        ("2023/withdrawn-news/", "zh", "市妇女联合会. 撤回消息（已撤回）[EB/OL]. （2023-03-10）"),
    ],
)
def test_an_article_s_author_is_whoever_is_named_for_it(
    publication: Publication, address: str, language: str, begins: str
) -> None:
    assert of_page(publication, address, language)[0].before.startswith(begins)


def test_what_was_removed_is_not_cited(publication: Publication) -> None:
    assert of_page(publication, "2023/removed-news/", "zh") == ()
