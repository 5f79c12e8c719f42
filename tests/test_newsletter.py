"""The newsletter: what is in an issue, and the letter that is made of it, to the letter, in both languages."""

from __future__ import annotations

import email
import email.policy
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from playwright.sync_api import Browser, Page

from conftest import ROOT
from test_browser import CHROMIUM, browser
from twinpress import content, site
from twinpress.archive import Archive
from twinpress.command import main
from twinpress.kinds import BEIJING, CONTROL, MAIL_ADDRESS
from twinpress.moment import Moment
from twinpress.newsletter import letter as letters
from twinpress.newsletter.issue import Issue, compile_issue
from twinpress.newsletter.letter import Letter
from twinpress.options import options
from twinpress.outputs import media
from twinpress.publication import Publication

__all__ = ["browser"]

HERE = Path(__file__).parent / "newsletter"
GOLDEN = HERE / "golden"
CONFIG = str(HERE / "mkdocs.yml")
AS_OF = "2026-03-08 09:00"
WEEK = ("--as-of", AS_OF, "--since", "2026-03-01", "--until", "2026-03-07")
LANGUAGES = ("zh", "en")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["digest", "--config", CONFIG, *arguments])


@cache
def publication(as_of: str = AS_OF) -> Publication:
    found = site.load(Path(CONFIG))
    moment = datetime.fromisoformat(as_of).replace(tzinfo=BEIJING)
    return Publication(Archive(content.load(found.content, BEIJING), moment), found)


def issue(language: str, since: str = "2026-03-01", until: str | None = "2026-03-07", *sections: str) -> Issue | None:
    last = Moment.parse(until, BEIJING) if until else None
    return compile_issue(publication().editions[language], Moment.parse(since, BEIJING), last, sections)


@cache
def letter(language: str, **changes: object) -> Letter:
    edition = publication().editions[language]
    told = issue(language)
    newsletter = edition.site.options.newsletter
    assert told is not None
    assert newsletter is not None
    return letters.compose(edition, told, replace(newsletter, **changes), ROOT / "overrides")  # type: ignore[arg-type]


def read(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


# --- what is in it ---------------------------------------------------------------------------------------------------


def test_an_issue_holds_what_was_published_in_its_days() -> None:
    told = issue("zh")
    assert told is not None
    assert told.lead.title.text == "孩子们画出心中的儿童友好街道"
    assert [(box.title.text, [item.title.text for item in box.items]) for box in told.boxes] == [
        ("会议", ["春季家长会推迟举行"]),
        ("培训", ["家长课堂"]),
    ]
    assert [item.title.text for item in told.foreign] == ["A visitor from Berlin"]
    assert [(event.title.text, event.when, event.status) for event in told.occasions] == [
        ("春季家长会推迟举行", "2026年3月10日 14:00至16:30", "已推迟"),
        ("家长课堂", "2026年3月20日至21日", None),
    ]
    assert told.count == 3


def test_an_article_without_a_page_in_the_language_stands_at_the_end_in_its_own() -> None:
    told = issue("en")
    assert told is not None
    assert [(item.title.text, item.title.lang, item.title.href) for item in told.foreign] == [
        ("春季家长会推迟举行", "zh-Hans", "https://news.example/archive/2026/parents-meeting/")
    ]
    assert told.lead.title.href == "https://news.example/archive/en/2026/child-friendly-street/"


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("2026-03-01", "2026-03-01", ["parents-course"]),
        ("2026-03-02", "2026-03-04", ["parents-meeting"]),
        ("2026-02-28", "2026-02-28", ["old-news"]),
        ("2026-03-05 16:10", None, ["child-friendly-street", "eighth-day", "visitor"]),
        ("2026-03-05 16:11", None, ["eighth-day", "visitor"]),
        ("2026-03-05", "2026-03-05 16:10", None),
        ("2026-03-05", "2026-03-05 16:11", ["child-friendly-street"]),
        ("2026-03-09", None, None),
    ],
)
def test_days_are_whole_and_moments_are_moments(since: str, until: str | None, told: list[str] | None) -> None:
    """Weeks that follow each other tell everything once."""
    found = issue("zh", since, until)
    assert (found and [path.removeprefix("2026/") for path in found.articles]) == told


def test_what_is_in_the_other_language_alone_is_no_news() -> None:
    assert issue("zh", "2026-03-07", "2026-03-07") is None
    assert issue("en", "2026-03-07", "2026-03-07") is not None


def test_a_section_alone() -> None:
    told = issue("zh", "2026-03-01", "2026-03-07", "meetings")
    assert told is not None
    assert told.articles == ("2026/parents-meeting", "2026/visitor")
    assert [event.title.text for event in told.occasions] == ["春季家长会推迟举行"]


# --- the letter ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_golden_letters(language: str, tmp_path: Path) -> None:
    """Head and text of a message as its reader's program decodes them, and its HTML; the pictures are made by the build.

    After a wanted change: delete tests/newsletter/golden, run, read the diff.
    """
    file = tmp_path / "week.eml"
    done = run(*WEEK, "--lang", language, "--eml", str(file))
    assert done.exit_code == 0, done.output
    message = read(file.read_bytes())
    head = "".join(f"{name}: {value}\n" for name, value in message.items())
    page = re.sub(
        r"\.800\.[0-9a-f]{16}\.webp", ".800.DIGEST.webp", body(message, "html")
    )  # another Pillow, another digest
    for name, found in (("txt", f"{head}\n{body(message, 'plain')}"), ("html", page)):
        golden = GOLDEN / f"{language}.{name}"
        if not golden.exists():
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(found, "utf-8")
        assert found == golden.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_archive_gives_the_same_bytes(language: str) -> None:
    first, second = (run(*WEEK, "--lang", language, "--eml", "-").stdout_bytes for _ in range(2))
    assert first == second
    assert all(len(line) <= 998 for line in first.split(b"\r\n"))
    assert first.count(b"\n") == first.count(b"\r\n")
    assert first.isascii()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_and_links_are_those_of_the_site(language: str) -> None:
    """Every picture is a file that the build makes, every link below the site an address that it has."""
    tree = html.fromstring(letter(language).html)
    whole = publication()
    pages = {page.path for made in whole.pages.values() for page in made}
    files = set(media.names(whole))
    for address in tree.xpath("//a/@href"):
        if address.startswith("https://news.example/archive/"):
            assert address.removeprefix("https://news.example/archive/") in pages
    for image in tree.xpath("//img"):
        path = image.get("src").removeprefix("https://news.example/archive/")
        assert re.sub(r"\.800\.[0-9a-f]{16}\.webp$", ".png", path) in files
        assert (image.get("width"), image.get("height")) == ("560", "373")
        assert image.get("alt")
    assert len(tree.xpath("//img")) == 1


def test_each_message_names_its_recipient_and_his_way_out() -> None:
    made = read(letters.written(letter("en"), "li+ming@example.org"))
    other = read(letters.written(letter("en"), "wang@example.org"))
    leave = "https://lists.news.example/leave?list=7&who=li%2Bming%40example.org"
    assert (made["To"], made["List-Unsubscribe"]) == ("li+ming@example.org", f"<{leave}>")
    assert made["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert html.fromstring(body(made, "html")).xpath("//footer//a/@href") == [leave]
    assert body(made, "plain").rstrip().endswith(leave)
    assert made["Message-ID"] != other["Message-ID"]
    assert made["Message-ID"].partition(".")[0] == other["Message-ID"].partition(".")[0]


def test_the_way_out_may_have_any_sign_that_an_address_has() -> None:
    unsubscribe = "https://lists.news.example/leave?a=1&who=('{address}')"
    made = read(letters.written(letter("en", unsubscribe=unsubscribe), "li@example.org"))
    leave = unsubscribe.replace("{address}", "li%40example.org")
    assert made["List-Unsubscribe"] == f"<{leave}>"
    assert html.fromstring(body(made, "html")).xpath("//footer//a/@href") == [leave]
    assert body(made, "plain").rstrip().endswith(leave)


@pytest.mark.parametrize("end", ["\r", "\u0085", "\u2028", "\u2029"])
def test_a_title_is_one_line_of_a_header(end: str) -> None:
    told = issue("en")
    assert told is not None
    title = replace(told.lead.title, text=f"Spring{end}Bcc: c@d.cn")
    edition = publication().editions["en"]
    assert edition.site.options.newsletter is not None
    made = letters.compose(
        edition,
        replace(told, lead=replace(told.lead, title=title)),
        edition.site.options.newsletter,
        ROOT / "overrides",
    )
    message = read(letters.written(made))
    assert "Spring Bcc: c@d.cn" in message["Subject"]
    assert message["Bcc"] is None


def test_who_leaves_by_mail_is_told_where_to_write() -> None:
    made = read(letters.written(letter("zh", unsubscribe="leave@news.example", one_click=False), "li@example.org"))
    assert made["List-Unsubscribe"] == "<mailto:leave@news.example?subject=unsubscribe>"
    assert made["List-Unsubscribe-Post"] is None
    assert body(made, "plain").splitlines()[-1] == "要退订，请写信至 leave@news.example"


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=300).map(
    lambda text: " ".join(CONTROL.sub("", text).split())
)


ADDRESSES = st.from_regex(
    r"[A-Za-z0-9!#'+]{1,20}(\.[a-z0-9{|}~]{1,20})?@[a-z0-9-]{1,30}(\.[a-z]{2,9}){1,2}", fullmatch=True
)


@given(TEXT.filter(bool), TEXT, ADDRESSES)
def test_any_words_come_back_from_the_message(subject: str, words: str, recipient: str) -> None:
    assert MAIL_ADDRESS.fullmatch(recipient)
    made = Letter(
        key="a" * 32,
        articles=(),
        name=words,
        subject=subject,
        lang="en",
        text=words + "\n",
        html=f"<p>{words}</p>\n",
        date=datetime(2026, 3, 8, tzinfo=BEIJING),
        newsletter=options({"newsletter": {"sender": "a@b.cn", "unsubscribe": f"https://b.cn/{'x' * 180}"}}).newsletter,  # type: ignore[arg-type]
        leave=f"https://b.cn/{'x' * 180}",
        site="https://b.cn/",
        home="https://b.cn/",
    )
    data = letters.written(made, recipient)
    message = read(data)
    old = email.message_from_bytes(
        data
    )  # reads headers as mail programs do: between two encoded words there is no space
    assert str(make_header(decode_header(str(old["Subject"])))).split() == subject.split()
    name, sender = parseaddr(str(old["From"]))
    assert (str(make_header(decode_header(name))).split(), sender) == (words.split(), "a@b.cn")
    assert message["To"].addresses[0].addr_spec.lower() == recipient.lower()
    assert message["List-Unsubscribe"] == f"<https://b.cn/{'x' * 180}>"
    assert body(message, "plain") == words + "\n"
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 998


@pytest.mark.parametrize("wrong", ["a@b.cn\r\nBcc: c@d.cn", "a@b.cn\nBcc: c@d.cn", "a@b.cn, c@d.cn"])
def test_no_header_comes_in_with_an_address(wrong: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the library's own words
        letters.written(letter("en"), wrong)


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((*WEEK, "--lang", "zh"), 2, "请在 --eml FILE 与 --send 中选一个 · say either --eml FILE or --send"),
        ((*WEEK, "--lang", "zh", "--send"), 2, "--send needs either --to FILE or --to-list"),
        ((*WEEK, "--lang", "zh", "--eml", "x", "--to-list"), 2, "--to and --to-list belong to --send"),
        ((*WEEK, "--lang", "zh", "--eml", "x", "--section", "trainigs"), 2, "是否想写 trainings？"),
        (
            (*WEEK, "--lang", "zh", "--eml", "x", "--section", "xx"),
            2,
            "has no section xx. There are: meetings, trainings.",
        ),
        (("--since", "yesterday", "--lang", "zh", "--eml", "x"), 2, "--since must be written 2025-11-20 or"),
        (
            ("--since", "2026-03-02", "--until", "2026-03-01", "--lang", "zh", "--eml", "x"),
            2,
            "--until is before --since",
        ),
        ((*WEEK, "--lang", "zh", "--eml", "x", "--subject", "a\nBcc: x@y.cn"), 2, "--subject must be text on one line"),
        ((*WEEK, "--lang", "zh", "--eml", "no/such/folder/x.eml"), 2, "无法写入 no/such/folder/x.eml"),
        ((*WEEK, "--lang", "zh", "--eml", "x.eml", "--dry-run"), 0, "would write x.eml"),
        (("--as-of", AS_OF, "--since", "2026-03-09", "--lang", "zh", "--eml", "x"), 1, "没有新内容，未生成邮件"),
        (("--as-of", AS_OF, "--since", "2026-03-09", "--lang", "zh", "--send", "--to-list"), 0, "nothing is new"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: tuple[str, ...], status: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code == status, done.output
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ("newsletter", "mkdocs.yml does not say who sends the newsletter; add to it:\nplugins:"),
        ("site_url", "site_url: https://"),
    ],
)
def test_a_site_without_the_option_is_told_what_to_write(without: str, said: str, tmp_path: Path) -> None:
    text = (HERE / "../site/mkdocs.yml").read_text("utf-8")
    option = "newsletter: {sender: a@b.cn, unsubscribe: c@b.cn}, " if without != "newsletter" else ""
    text = text.replace("twinpress: {", "twinpress: {" + option)
    (tmp_path / "mkdocs.yml").write_text(re.sub("site_url: .*", "", text) if without == "site_url" else text, "utf-8")
    shutil.copytree(HERE / "content", tmp_path / "content")
    done = CliRunner().invoke(
        main, ["digest", "--config", str(tmp_path / "mkdocs.yml"), *WEEK, "--lang", "zh", "--eml", str(tmp_path / "x")]
    )
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_theme_of_its_own_changes_the_letter(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "overrides/partials/words", tmp_path / "partials/words")
    (tmp_path / "newsletter").mkdir()
    (tmp_path / "newsletter/letter.html").write_text(
        "<style>p { color: red }</style><p>{{ issue.lead.title.text }}</p>", "utf-8"
    )
    edition, told = publication().editions["zh"], issue("zh")
    newsletter = edition.site.options.newsletter
    assert told is not None
    assert newsletter is not None
    made = letters.compose(edition, told, newsletter, tmp_path)
    assert '<p style="color: red;">孩子们画出心中的儿童友好街道</p>' in made.html
    (tmp_path / "newsletter/letter.html").write_text("{{ issue.lead", "utf-8")
    with pytest.raises(letters.TemplateError, match="unexpected end of template"):
        letters.compose(edition, told, newsletter, tmp_path)


# --- as it is read ---------------------------------------------------------------------------------------------------


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_on_a_phone(phone: Page, language: str, scheme: str) -> None:
    """It scrolls downwards only, asks nobody but the site for pictures, and axe finds nothing."""
    from axe_playwright_python.sync_playwright import Axe

    asked: list[str] = []
    picture = (HERE / "content/2026/child-friendly-street/street.png").read_bytes()
    phone.on("request", lambda request: asked.append(request.url))
    phone.route("https://**", lambda route: route.fulfill(body=picture, content_type="image/png"))
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    phone.set_content(letter(language).html, wait_until="load")
    assert [re.sub(r"[0-9a-f]{16}", "DIGEST", url) for url in asked] == [
        "https://news.example/archive/2026/child-friendly-street/street.800.DIGEST.webp"
    ]
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert (
        phone.evaluate("getComputedStyle(document.body).backgroundColor")
        == {
            "light": "rgb(255, 253, 252)",
            "dark": "rgb(23, 19, 21)",
        }[scheme]
    )
    assert Axe().run(phone).response["violations"] == []


def test_the_site_has_no_form_where_none_is_configured(built: Path) -> None:
    for path in ("subscribe/", "en/subscribe/"):
        assert "joining" not in (built / path / "index.html").read_text("utf-8")
    assert not (built / "newsletter").exists()
