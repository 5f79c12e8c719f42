"""Rules of the family IMG on the words of a picture: alternative text, caption, credit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from twinpress.archive import Article
from twinpress.document import Document
from twinpress.finding import Severity
from twinpress.illustration import Use, is_picture
from twinpress.kinds import SLUG
from twinpress.model import PictureWords
from twinpress.rules.known import meant, missing
from twinpress.rules.rule import Context, Report, rule
from twinpress.suggestion import closest, question

CAMERA = re.compile(
    r"(?:img|dsc|dscn|dscf|pic|photo|image|picture|screenshot|mmexport|wechat|微信图片|图片|照片|截图|图)[\s_-]*\d*",
    re.I,
)
"""Alternative text that says nothing: what cameras and telephones call their files."""


def _shown(document: Document, article: Article, context: Context) -> dict[str, Use]:
    """Return the pictures beside the article that the page of a version shows, by name, with the first use of each."""
    found: dict[str, Use] = {}
    for use in (*context.declared(article), *context.drawn(document)):
        if use.shown and use.name in article.files and is_picture(use.name):
            known = found.setdefault(use.name, use)
            if use.alt and not known.alt:
                found[use.name] = use
    return found


def _words(document: Document, name: str) -> PictureWords | None:
    pictures: dict[str, PictureWords] = getattr(document.front, "pictures", {})
    return pictures.get(name)


def _place(document: Document, name: str, use: Use, word: str) -> tuple[str, int]:
    """Return (field, line) of a word of a picture in a version: where it stands, or where it is to be written."""
    if _words(document, name) is not None:
        return f"pictures.{name}.{word}", 0
    if use.document is document:
        return use.field, use.line
    return f"pictures.{name}.{word}", document.line("pictures")


@rule("IMG001", needs=("pictures", "image", "gallery"))
def missing_alt(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """Every picture that a page shows must have an alternative text in the page's language.

    页面上的每张图片，都须有该页语言的替代文字（alt）。

    Why: It is what a blind reader hears and what stands there where the picture does not load. It says what can be seen;
    a file name says nothing.
    为什么：盲人读者听到的、图片打不开时显示的，就是这段文字。应写明画面内容，不能只写文件名。

    Bad:
        pictures:
          opening.jpg: {alt: opening.jpg, credit: 张三}
    Good:
        pictures:
          opening.jpg: {alt: 会场里坐满听课的人，台上一人在讲解, credit: 张三}
    """
    if article is None or document.front is None or not article.files:
        return
    misspelt = {
        closest(name, article.files) for name in getattr(document.front, "pictures", {}) if name not in article.files
    }
    for name, use in _shown(document, article, context).items():
        if name not in article.facts.pictures:
            continue  # IMG005
        if name in misspelt and _words(document, name) is None:
            continue  # its words stand under a misspelt name: ART022
        words = _words(document, name)
        alt = (words.alt if words else None) or (use.alt if use.document is document else "")
        field, line = _place(document, name, use, "alt")
        if not alt:
            yield Report(
                field=field,
                line=line,
                zh=f"{name} 须有替代文字。请在 pictures 的 {name} 下写 alt: 画面内容",
                en=f"“{name}” must have an alternative text. Write under pictures, “{name}”: alt: what can be seen",
            )
        elif _says_nothing(alt, name):
            yield Report(
                field=field,
                line=line,
                zh=f"{name} 的替代文字须说明画面内容，现为：{alt}。请改写 alt。",
                en=f"the alternative text of “{name}” must say what can be seen: “{alt}”. Write it anew.",
            )


def _says_nothing(alt: str, name: str) -> bool:
    plain = alt.strip().casefold()
    stem = PurePosixPath(name).stem.casefold()
    return (
        plain in (name.casefold(), stem, re.sub(r"[_-]+", " ", stem))
        or bool(CAMERA.fullmatch(plain))
        or bool(re.fullmatch(r"[^\s/]+\.(?:jpe?g|png|webp|gif|svg|avif)", plain))
    )


@rule("IMG002", scope="article", needs=("pictures",))
def missing_credit(article: Article, context: Context) -> Iterator[Report]:
    """Every picture must say who made it.

    每张图片须署名（credit）。

    Why: The law gives every author the right to be named, and in ten years nobody else will know.
    为什么：署名是作者的法定权利；十年之后，除此之外无从查考。

    Bad:
        pictures:
          opening.jpg: {alt: 会场}
    Good:
        pictures:
          opening.jpg: {alt: 会场, credit: beijing-womens-federation}
    """
    for name, picture in article.facts.pictures.items():
        if not picture.credit and name in article.files:
            yield Report(
                field=f"pictures.{name}.credit",
                zh=f"{name} 须署名。请在 pictures 的 {name} 下写 credit: 机构或人物编号，或姓名",
                en=f"“{name}” must say who made it. Write under pictures, “{name}”: credit: an id of a person or organisation, "
                "or a name",
            )


@rule("IMG005", scope="article", needs=("pictures",))
def picture_not_listed(article: Article, context: Context) -> Iterator[Report]:
    """A picture that an article uses must be listed under ``pictures`` of the original.

    文章用到的图片，须列入原稿的 ``pictures``。

    Why: There stand its alternative text, its caption and its credit, once for all pages and both languages.
    为什么：替代文字、说明和署名都写在那里，一处填写，处处使用。

    Bad:
        image: opening.jpg
    Good:
        image: opening.jpg
        pictures:
          opening.jpg: {alt: 会场里坐满听课的人, credit: beijing-womens-federation}
    """
    reported: set[str] = set(article.facts.pictures)
    # a key that misspells a file's name is LNK003's
    reported |= {closest(name, article.files) or "" for name in article.facts.pictures if name not in article.files}
    for document in article.documents:
        if document.front is None:
            continue
        for use in (*context.declared(article), *context.drawn(document)):
            target = None if use.field else context.resolve(use.name, article)
            own = use.name in article.files
            elsewhere = target is not None and target.kind == "file" and not own
            if not use.shown or use.name in reported or not (own or elsewhere) or (own and not is_picture(use.name)):
                continue
            reported.add(use.name)
            plain = use.name.rpartition("/")[2]
            zh = "图片属于另一篇文章，请复制到本文旁，再" if elsewhere else "图片未列入 pictures，请"
            en = "the picture belongs to another article; copy it beside this one and " if elsewhere else ""
            listed = f"pictures: {{{plain}: {{alt: …, caption: …, credit: …}}}}"
            yield Report(
                field=use.field,
                line=use.place,
                path=use.document.path,
                zh=f"{use.name}：{zh}在原稿中写 {listed}",
                en=f"“{use.name}”: {en or 'a picture that is used must be listed; '}write in the original {listed}",
            )


@rule("IMG009", Severity.WARNING)
def alt_repeats_caption(document: Document, article: Article | None, context: Context) -> Iterator[Report]:
    """Alternative text should not repeat the caption: it says what can be seen, the caption what it means.

    替代文字不应与图片说明相同：前者写画面内容，后者写事件含义。

    Why: A screen reader reads both, one after the other.
    为什么：读屏软件会把两者连着读两遍。

    Bad:
        opening.jpg: {alt: 培训开班, caption: 培训开班。}
    Good:
        opening.jpg: {alt: 台上一人讲解，台下坐满听众, caption: 11月18日，培训在北京开班。}
    """
    for name, picture in getattr(document.front, "pictures", {}).items():
        if picture.alt and picture.caption and _letters(picture.alt) == _letters(picture.caption):
            yield Report(
                field=f"pictures.{name}.alt",
                zh=f"{name} 的替代文字与图片说明相同。请在 alt 中改写画面内容。",
                en=f"the alternative text of “{name}” should not repeat the caption. Say in alt what can be seen.",
            )


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


@rule("IMG010", scope="article", needs=("pictures",))
def unknown_credit(article: Article, context: Context) -> Iterator[Report]:
    """A credit that is written like an id must be one of a person or organisation of the vocabulary.

    署名写成编号的，须是词表中已有的人物或机构编号。

    Why: Readers would see the bare id. A name is written as it is: 张三, Li Hua.
    为什么：否则读者看到的就是编号本身。姓名可直接写：张三、Li Hua。

    Bad:
        credit: beijing-women-federation
    Good:
        credit: beijing-womens-federation
    """
    vocabulary = context.archive.vocabulary
    for name, picture in article.facts.pictures.items():
        credit = picture.credit
        if not credit or not SLUG.fullmatch(credit) or credit.isdigit():
            continue
        if not (missing(vocabulary, "organisations", credit) and missing(vocabulary, "people", credit)):
            continue
        near = meant(vocabulary, "organisations", credit) or meant(vocabulary, "people", credit)
        zh, en = question(near)
        yield Report(
            field=f"pictures.{name}.credit",
            zh=f"{name} 的署名像是编号，词表中没有：{credit}。{zh or '请改正编号，或直接写姓名、机构名称。'}",
            en=f"the credit of “{name}” must be a known id or a name: “{credit}”. {en or 'Mend the id, or write the name.'}",
            fix=near or "",
        )
