"""Letters to those who write: the link below an article, as a mail program reads it and as a page shows it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote

from hypothesis import example, given
from hypothesis import strategies as st

from conftest import BASE, SITE
from test_pages import published, view
from twinpress import letter
from twinpress.options import Options
from twinpress.pages.view import Letter
from twinpress.publication import Publication
from twinpress.services import Letters

ADDRESS = "editor@news.example"
TALK = "2025/first-talk/"


def fields(link: str) -> dict[str, str]:
    """Read a ``mailto:`` address as RFC 6068 says: at ``?``, ``&`` and ``=``, and only then what is percent-encoded."""
    scheme, _, rest = link.partition(":")
    assert scheme == "mailto"
    to, _, headers = rest.partition("?")
    pairs = [header.split("=") for header in headers.split("&")]
    assert [len(pair) for pair in pairs] == [2, 2]
    return {"to": unquote(to), **{name: unquote(text) for name, text in pairs}}


def taking(publication: Publication, letters: Letters | None) -> Publication:
    """Return the same archive on a site that takes letters."""
    site = publication.site
    changed = type(site)(**{**vars(site), "options": Options(letters=letters)})
    return Publication(publication.archive, changed)


def letters(root: Path = SITE / "content") -> Publication:
    return taking(published(root), Letters(address=ADDRESS))


def test_a_letter_is_begun_in_the_language_of_the_page() -> None:
    chinese, english = (view(letters(), TALK, language).story for language in ("zh", "en"))
    assert chinese is not None
    assert chinese.letter is not None
    assert chinese.letter.address == ADDRESS
    assert fields(chinese.letter.href) == {
        "to": ADDRESS,
        "subject": "第一讲谈街道",
        "body": f"网址：{BASE}{TALK}\r\n\r\n"
        "（请把您的意见或发现的差错写在这里；希望得到答复的，请留下联系方式。）\r\n\r\n",
    }
    assert english is not None
    assert english.letter is not None
    assert fields(english.letter.href) == {
        "to": ADDRESS,
        "subject": "First talk: the street",
        "body": f"Address: {BASE}en/{TALK}\r\n\r\n"
        "(Write here what you think, or what is wrong in the article. If you would like an answer, say how to reach you.)"
        "\r\n\r\n",
    }


def test_what_has_a_meaning_in_an_address_is_encoded_letter_by_letter() -> None:
    """Known by heart: quotation marks, the ampersand, the question mark, the percent sign, spaces, line ends."""
    assert letter.link("a+b%c@news.example", "“街”&50%? +1", "", "zh") == (
        "mailto:a%2Bb%25c@news.example?subject=%E2%80%9C%E8%A1%97%E2%80%9D%2650%25%3F%20%2B1"
        "&body=%EF%BC%88%E8%AF%B7%E6%8A%8A%E6%82%A8%E7%9A%84%E6%84%8F%E8%A7%81%E6%88%96%E5%8F%91%E7%8E%B0%E7%9A%84%E5%B7%AE"
        "%E9%94%99%E5%86%99%E5%9C%A8%E8%BF%99%E9%87%8C%EF%BC%9B%E5%B8%8C%E6%9C%9B%E5%BE%97%E5%88%B0%E7%AD%94%E5%A4%8D%E7%9A%84"
        "%EF%BC%8C%E8%AF%B7%E7%95%99%E4%B8%8B%E8%81%94%E7%B3%BB%E6%96%B9%E5%BC%8F%E3%80%82%EF%BC%89%0D%0A%0D%0A"
    )


@given(title=st.text(min_size=1), language=st.sampled_from(["zh", "en"]))
@example(title="题\r\nBcc: all@elsewhere.example", language="zh")
@example(title="a&bcc=all@elsewhere.example&body=", language="en")
@example(title="a\x85Bcc: b\u2028Cc: c\x0bd", language="en")
def test_no_title_writes_another_header(title: str, language: str) -> None:
    """Nor a second recipient, nor another text: there are three fields, and the subject is one line with the same words."""
    link = letter.link(ADDRESS, title, f"{BASE}{TALK}", language)
    assert re.fullmatch(r"mailto:[A-Za-z0-9._~%@-]+\?subject=[A-Za-z0-9._~%-]*&body=[A-Za-z0-9._~%-]+", link)
    read = fields(link)
    assert list(read) == ["to", "subject", "body"]
    assert read["to"] == ADDRESS
    assert len(read["subject"].splitlines()) <= 1
    assert read["subject"] == " ".join(title.split())
    assert read["body"] == fields(letter.link(ADDRESS, "", f"{BASE}{TALK}", language))["body"]


def test_every_article_has_one_but_what_was_removed(tmp_path: Path) -> None:
    """What was withdrawn, or holds no more, is still read and may be asked about; of what was removed nothing is left."""
    found = {
        page.path: bool(story and story.letter)
        for language in ("zh", "en")
        for page in letters().pages[language]
        if page.kind == "article" and (story := page.view().story)
    }
    assert [path for path, has in found.items() if not has] == ["2023/removed-news/"]
    assert {"2023/withdrawn-news/", "2023/expired-call/", "en/2025/second-talk/"} < {
        path for path, has in found.items() if has
    }


def test_a_site_that_takes_no_letters_says_nothing_of_them() -> None:
    stories = (view(taking(published(), None), TALK, language).story for language in ("zh", "en"))
    assert [story.letter for story in stories if story] == [None, None]


def test_the_address_follows_the_title_of_an_edited_article(tmp_path: Path) -> None:
    shutil.copytree(SITE / "content", tmp_path / "content")
    file = tmp_path / "content" / TALK / "index.zh.md"
    file.write_text(file.read_text("utf-8").replace("title: 第一讲谈街道", "title: '“街道”谈什么？'"), "utf-8")
    story = view(letters(tmp_path / "content"), TALK).story
    assert story is not None
    assert isinstance(story.letter, Letter)
    assert fields(story.letter.href)["subject"] == "“街道”谈什么？"
