"""ART014, ART020, ART023, ART025, ART026: do the facts name things that exist, once each?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from twinpress.archive import Article
from twinpress.document import Document
from twinpress.kinds import ARTICLE_ID, SLUG
from twinpress.model import Original
from twinpress.rules.known import LISTS, how_to_add, meant, missing, references
from twinpress.rules.rule import Context, Report, rule
from twinpress.suggestion import closest, question

PLACEHOLDER_YEARS = (1, 9999)
"""Years that nobody means: 0001-01-01 and 9999-12-31 are what programs write where they know no date."""


def second_original(document: Document, story: Article | None) -> bool:
    """Tell whether a version carries ``date`` although another one is the original: ART012 says so, once for all facts."""
    return document.original and story is not None and document is not story.original


def of_original(document: Document, story: Article | None) -> Original | None:
    """Return the facts, if the document is its article's original."""
    return story.facts if story is not None and document is story.original else None


@rule("ART014", ignorable=False)
def unknown_vocabulary_id(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """Every section, topic, person, role, organisation, place and series that an article names stands in the vocabulary.

    文章提到的栏目、专题、人物、角色、机构、地点和系列，都须在词表中有其编号。

    Why: names, pages and translations come from the vocabulary; an unknown id would show as a bare code.

    为什么：名称、页面和译名都取自词表；未知的编号只会显示成一串代码。

    Bad:
        section: trainigns
    Good:
        section: trainings
    """
    facts = of_original(document, story)
    if facts is None:
        return
    vocabulary = context.archive.vocabulary
    for reference in references(facts):
        if reference.field.split(".")[0] in document.unsound and reference.field == "section":
            continue  # a stand-in
        if missing(vocabulary, reference.list, reference.id):
            what_zh, what_en = LISTS[reference.list]
            near = meant(vocabulary, reference.list, reference.id)
            near_zh, near_en = question(near)
            add_zh, add_en = how_to_add(reference.list, reference.id)
            yield Report(
                zh=f"{reference.field}：词表中没有{what_zh}“{reference.id}”。{near_zh}{add_zh}。",
                en=f"{reference.field}: the vocabulary has no {what_en} “{reference.id}”. {near_en}{' ' if near else ''}{add_en}.".replace(
                    "  ", " "
                ),
                field=reference.field,
                fix=near or "",
            )


@rule("ART020", scope="archive", ignorable=False, rests_on=("facts",))
def unknown_article(context: Context) -> Iterator[Report]:
    """Every id in `related` and in `withdrawn.replaced_by` is that of another article.

    related 与 withdrawn.replaced_by 中的编号，须是另一篇文章的编号。

    Why: a link to an article that is not there leads nobody anywhere.

    为什么：指向不存在的文章，读者无处可去。

    Bad:
        related: [01JD7Q3W8X]
    Good:
        related: [01JD7Q3W8M]
    """
    known = context.archive.by_id
    # An article that cannot be read, or without a right id, may be the one that is meant: its mistake is told there.
    blind = any(_without_id(context.archive.by_path.get(folder.path)) for folder in context.archive.content.folders)
    for story in context.archive.articles:
        for field, identifier in _named_articles(story.facts):
            if identifier == story.facts.id and "id" not in story.original.unsound:
                zh, en = "这是本文自己的编号，请删去。", "This is the article's own id. Delete it."
            elif identifier in known or blind:
                continue
            else:
                near_zh, near_en = question(closest(identifier, known))
                zh = f"没有编号为“{identifier}”的文章。{near_zh or '请核对编号，或删去。'}"
                en = f"No article has the id “{identifier}”. {near_en or 'Look the id up, or delete it.'}"
            yield Report(
                zh=f"{field}：{zh}",
                en=f"{field}: {en}",
                field=field,
                path=story.original.path,
                line=story.original.line(field),
            )


def _named_articles(facts: Original) -> Iterator[tuple[str, str]]:
    """Yield (field, id) of the articles that an article names."""
    for number, identifier in enumerate(facts.related):
        yield f"related.{number}", identifier
    replacement = facts.withdrawn.replaced_by if facts.withdrawn else None
    if replacement and ARTICLE_ID.fullmatch(replacement):
        yield "withdrawn.replaced_by", replacement


def _without_id(story: Article | None) -> bool:
    """Tell whether it is not known which id an article has."""
    return story is None or "id" in story.original.unsound or len(set(story.facts.id)) == 1


@rule("ART023")
def repeated_entry(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """A list names each topic, person with a role, organisation, place, article, address and file once.

    列表中的专题、人物（同一角色）、机构、地点、文章、旧地址和文件，各只列一次。

    Why: what stands twice is shown and counted twice.

    为什么：写两次就会显示两次、统计两次。

    Bad:
        topics: [child-friendly-city, child-friendly-city]
    Good:
        topics: [child-friendly-city]
    """
    facts = of_original(document, story)
    if facts is None:
        return
    for name, items in _lists(facts):
        seen: dict[str, int] = {}
        for number, item in enumerate(items):
            if item in seen:
                yield Report(
                    zh=f"{name} 中“{item}”重复了。请删去一个。",
                    en=f"“{item}” stands in {name} twice. Delete one.",
                    field=f"{name}.{number}",
                )
            seen.setdefault(item, number)


def _lists(facts: Original) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield every list of an article, each item as one text."""
    for name in ("topics", "authors", "organisations", "places", "gallery", "related", "aliases"):
        yield name, getattr(facts, name)
    if facts.event:
        yield "event.organisers", facts.event.organisers
        yield "event.co_organisers", facts.event.co_organisers
    yield "people", [f"{item.person} ({item.role})" for item in facts.people]
    yield "attachments", [item.file for item in facts.attachments]


@rule("ART025")
def unknown_name(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """A source, editor, author, reviewer or translator that is written like an id is one of the vocabulary's.

    来源、编辑、作者、审核、译者若写成编号的样子，须是词表中的编号。

    Why: these fields take plain text as well, so a mistyped id would be printed as it stands.

    为什么：这些字段也接受普通文字，编号写错了会原样印出来。

    Bad:
        editor: twinpress-dsek
    Good:
        editor: twinpress-desk
    """
    front = document.front
    if front is None or second_original(document, story):
        return
    vocabulary = context.archive.vocabulary
    for field, written in _named_people(front):
        if not SLUG.fullmatch(written) or vocabulary.names(written):
            continue
        if not missing(vocabulary, "people", written) or not missing(vocabulary, "organisations", written):
            continue
        near = closest(written, [*vocabulary.people, *vocabulary.organisations])
        if "-" in written or near:
            near_zh, near_en = question(near)
            yield Report(
                zh=f"{field}：词表中没有人物或机构“{written}”。{near_zh}若是名称，请写成平常的文字，如“李梅”。",
                en=f"{field}: the vocabulary has no person or organisation “{written}”. {near_en}{' ' if near else ''}"
                "If it is a name, write it as people do: “Li Mei”.",
                field=field,
                fix=near or "",
            )


def _named_people(front: object) -> Iterator[tuple[str, str]]:
    """Yield (field, text) of the fields that take an id or a name."""
    for name in ("editor", "reviewer", "translator"):
        if written := getattr(front, name, None):
            yield name, written
    if isinstance(front, Original):
        if front.source.name != "-":
            yield "source.name", front.source.name
        for number, author in enumerate(front.authors):
            yield f"authors.{number}", author


@rule("ART026", ignorable=False)
def stand_in(document: Document, story: Article | None, context: Context) -> Iterator[Report]:
    """The id is a real one, and the date a real day: no zeros, no 9999-12-31.

    编号须是真实编号，日期须是真实日期：不能是一串零，也不能是 9999-12-31。

    Why: whoever wrote a stand-in meant to come back; once published, id and date stay for ever.

    为什么：占位的值本打算回头再改；一旦发布，编号和日期就再也不能变。

    Bad:
        id: 0000000000
        date: 9999-12-31
    Good:
        id: 01JD7Q3W8M
        date: 2025-11-20
    """
    facts = of_original(document, story)
    if facts is None:
        return
    if "id" not in document.unsound and len(set(facts.id)) == 1:
        yield Report(
            zh=f"id 不能是占位的“{facts.id}”。请运行 twinpress new 取得新编号。",
            en=f"The id must not be the stand-in “{facts.id}”. Run twinpress new to get a new one.",
            field="id",
        )
    if "date" not in document.unsound and placeholder(facts):
        yield Report(
            zh=f"date 不能是占位日期“{facts.date}”。请写真实的发布日期，如 2025-11-20。",
            en=f"The date must not be the stand-in “{facts.date}”. Write the real one, such as 2025-11-20.",
            field="date",
        )


def placeholder(facts: Original) -> bool:
    """Tell whether the date is one that nobody means."""
    return facts.date.at.year in PLACEHOLDER_YEARS
