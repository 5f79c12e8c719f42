"""The style page: every component of the theme with made-up words, in previews alone.

Whoever changes the stylesheet looks here first: at the tokens, and at each component on light and on dark paper. The other
language has the same page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from twinpress import citation, wording
from twinpress.pages import view
from twinpress.pages.edition import Edition
from twinpress.pages.page import Page, path_of
from twinpress.pages.view import Image, Style, Teaser, Text, Time, View
from twinpress.site import TAGS

KIND = "style"
TEMPLATE = "style.html"
ADDRESS = "style/"
TITLES = {"zh": "样式", "en": "Style"}
ADDRESSEE = "editor@example.org"
HOST = "https://comments.example.org"
"""Of comments that nobody can fetch: the policy of a page names the hosts of the configuration alone."""
WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "kicker": "样例专题",
        "title": "一条样例标题：看字形、断行，也看 2025 年和 Latin 字母怎样排在一起",
        "short": ("样例短题一则", "第二条样例，题目要长到换行才看得出行距合不合适", "第三条样例"),
        "subtitle": "副题比正题轻，只在需要时出现",
        "description": "导语是正文之前的一两句话，说清何人、何时、何地、何事。这里的文字都是样例。",
        "date": "2025-11-20 16:10",
        "day": "2025-11-20",
        "section": "样例栏目",
        "source": "样例日报",
        "original": "Sample original title",
        "people": (("样例甲", "主讲人", "样例研究院研究员"), ("样例乙", "主持人", None)),
        "bodies": ("样例妇女联合会", "样例区发展和改革委员会"),
        "place": "样例市",
        "when": "2025年11月18日至19日",
        "attendance": "80余人",
        "series": "样例系列",
        "note": "编者按写在正文之前或之后，说明来历、删改和译法。",
        "change": "第三段的人数由八十人改为八十余人。",
        "ai": "本文图片含人工智能生成内容。",
        "file": "样例表格",
        "caption": "图说写明图中是谁、在哪里、在做什么。",
        "credit": "样例通讯员",
        "month": "11月",
        "withdrawn": "活动改期，通知不再有效。",
        "replaced": "新的通知",
        "explanation": "请看新的通知。",
        "profile": "样例机构，设在样例市。",
    },
    "en": {
        "kicker": "Sample topic",
        "title": "A sample headline: look at its letters, its line breaks, and how 中文 and figures such as 2025 stand in it",
        "short": (
            "A short headline",
            "A second sample, long enough to break, so that the leading can be judged",
            "A third",
        ),
        "subtitle": "A subtitle is lighter than the headline, and there only where it is needed",
        "description": "A standfirst is one or two sentences before the text: who, when, where and what. All words here are samples.",
        "date": "20 November 2025, 16:10",
        "day": "20 November 2025",
        "section": "Sample section",
        "source": "The Daily Sample",
        "original": "样例原题",
        "people": (("Ann Sample", "speaker", "researcher, Sample Institute"), ("Ben Sample", "chair", None)),
        "bodies": ("Sample Women’s Federation", "Sample District Commission of Development and Reform"),
        "place": "Sampleton",
        "when": "18–19 November 2025",
        "attendance": "more than 80",
        "series": "A sample series",
        "note": "An editor’s note stands before or after the text: where it comes from, what was cut, how it was translated.",
        "change": "The number of people in the third paragraph is now “more than eighty”.",
        "ai": "Contains pictures made with AI.",
        "file": "A sample table",
        "caption": "A caption says who is in the picture, where, and what they do.",
        "credit": "A. Photographer",
        "month": "Nov",
        "withdrawn": "The event was put off; this notice no longer holds.",
        "replaced": "The new notice",
        "explanation": "See the new notice.",
        "profile": "A sample body in Sampleton.",
    },
}


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the page in previews."""
    if edition.survey is None:
        return
    title = TITLES[edition.language]

    def view_() -> View:
        page = edition.view(kind=KIND, title=title, address=ADDRESS, noindex=True, breadcrumb=(edition.home,))
        style = _style(edition)
        return replace(page, style=style, profile=_profile(style), listing=_listing(style, page.path))

    yield Page(
        kind=KIND,
        language=edition.language,
        address=ADDRESS,
        template=TEMPLATE,
        title=title,
        view=view_,
        listed=False,
    )


def _style(edition: Edition) -> Style:
    words = WORDS[edition.language]
    here = path_of(ADDRESS, edition.language)
    other = next(tag for tag in TAGS.values() if tag != edition.lang)

    def text(said: str, linked: bool = False, lang: str = "") -> Text:
        return Text(text=said, lang=lang or edition.lang, path=here if linked else None)

    time, day = Time(text=words["date"], iso="2025-11-20T16:10:00+08:00"), Time(text=words["day"], iso="2025-11-20")
    pictures = _pictures(edition, words)
    teasers = tuple(
        Teaser(
            title=text(title, linked=True),
            time=time,
            section=text(words["section"], linked=True),
            kicker=words["kicker"] if not number else None,
            description=words["description"] if number < 2 else None,
            image=pictures[number] if number < len(pictures) else None,
            foreign=number == 2,
            current=number == 1,
        )
        for number, title in enumerate(words["short"])
    )
    event = view.Event(
        when=Time(text=words["when"], iso="2025-11-18"),
        place=text(words["place"], linked=True),
        organisers=(text(words["bodies"][0], linked=True),),
        attendance=words["attendance"],
    )
    story = view.Story(
        title=words["title"],
        time=time,
        updated=day,
        old=3,
        behind="prose",
        kicker=words["kicker"],
        subtitle=words["subtitle"],
        description=words["description"],
        source=view.Source(name=text(words["source"]), title=text(words["original"], lang=other)),
        editor=text(words["people"][1][0]),
        draft=True,
        original=text(words["original"], linked=True, lang=other),
        note=view.Note(text=words["note"], position="top"),
        withdrawal=view.Withdrawal(
            kind="notice",
            time=day,
            explanation=words["withdrawn"],
            replaced_by=text(words["replaced"], linked=True),
        ),
        ai=words["ai"],
        video=view.Video(path=here, kind="MP4", size="12 MB", lang=edition.lang, transcript=here),  # nothing is loaded
        gallery=pictures,
        event=event,
        series=view.Series(name=text(words["series"], linked=True), part=2, parts=teasers),
        people=tuple(
            view.Person(name=text(name, linked=not number), role=text(role), wording=office)
            for number, (name, role, office) in enumerate(words["people"])
        ),
        organisations=tuple(text(name, linked=True) for name in words["bodies"]),
        attachments=(
            view.Attachment(
                title=text(words["file"], linked=True), kind="PDF", size="1.2 MB", sha256="0" * 64, accessible=True
            ),
        ),
        changes=(view.Change(time=day, kind="correction", note=words["change"]),),
        reads=view.Reads(file="", article="", place=0, count=1234),
        newer=teasers[0],
        older=teasers[1],
        related=teasers[:2],
        work=citation.Work(
            title=words["title"],
            authors=(citation.Name(whole=words["people"][0][0]),),
            day=date(2025, 11, 20),
            site=edition.site.names[edition.language],
            url=f"{edition.site.url}{here}",
            key="style-2025",
            language=edition.language,
        ),
        permanent=f"{edition.site.url}{here}",
        letter=view.Letter(address=ADDRESSEE, href=f"mailto:{ADDRESSEE}"),
        comments=view.Comments(system="isso", server=HOST, host=urlsplit(HOST).netloc, key=f"/{here}", site=""),
    )
    occasion = view.Occasion(
        title=text(words["short"][0], linked=True),
        day="18",
        month=words["month"],
        year="2025",
        when=words["when"],
        place=text(words["place"], linked=True),
        iso="2025-11-18",
        past=False,
    )
    return Style(
        story=story,
        teasers=teasers,
        occasions=(
            occasion,
            replace(occasion, past=True, held=False, status=wording.event_status("cancelled", edition.language)),
        ),
        sheet=_sheet(edition, occasion, here),
        most=view.MostRead(
            days=30, items=tuple(view.Ranked(item=item, count=1234 // n) for n, item in enumerate(teasers, 1))
        ),
    )


def _sheet(edition: Edition, occasion: view.Occasion, here: str) -> view.Sheet:
    """Return a month of two weeks with an event on two days."""
    weeks = ((17, 18, 19, 20, 21, 22, 23), (24, 25, 26, 27, 28, 29, 30))
    return view.Sheet(
        name=wording.period("2025/11", edition.language),
        path=here,
        weekdays=tuple(view.Weekday(short=short, name=name) for short, name in wording.WEEKDAYS[edition.language]),
        weeks=tuple(
            tuple(
                view.Day(number=day, iso=f"2025-11-{day}", items=(occasion,) * (day in (18, 19)), anchor="main")
                for day in week
            )
            for week in weeks
        ),
    )


def _profile(style: Style) -> view.Profile:
    """Return a person's dossier."""
    first, last = (view.Mention(title=item.title, time=item.time) for item in style.teasers[:2])
    person, body = style.story.people[0], style.story.organisations[0]
    company = (
        view.Company(key="people", items=(view.Companion(name=style.story.people[1].name, count=3),)),
        view.Company(
            key="organisations",
            items=tuple(
                view.Companion(name=name, count=4 - place) for place, name in enumerate(style.story.organisations)
            ),
        ),
    )
    return view.Profile(
        aliases=(replace(person.name, path=None),),
        posts=(view.Post(title=person.role or person.name, organisation=body, years="2019–2023"),),
        first=first,
        last=last,
        roles=(view.Role(name=person.role, years="2018–2025", count=4),),
        together=company,
    )


def _listing(style: Style, here: str) -> view.Listing:
    """Return a list with its rail and the way to its other pages."""
    steps = (("2025", 12, 100), ("2024", 6, 50), ("2023", 3, 25))
    numbers = (("9", here), ("8", here), ("…", None), ("1", here))
    return view.Listing(
        stretches=(view.Stretch(items=style.teasers),),
        newer=here,
        older=here,
        numbers=tuple(Text(text=number, lang=style.story.organisations[0].lang, path=path) for number, path in numbers),
        rail=tuple(view.Step(name=name, path=here, count=count, share=share) for name, count, share in steps),
    )


def _pictures(edition: Edition, words: dict[str, Any]) -> tuple[Image, ...]:
    """Return the archive's newest pictures, as many as three: this page has none of its own."""
    shown = (article for article in edition.archive.listed[:100] if article.facts.image in article.files)
    found = [
        edition.image(article, article.facts.image)
        for article, _ in zip(shown, range(3), strict=False)
        if article.facts.image
    ]
    credit = Text(text=words["credit"], lang=edition.lang)
    return tuple(replace(image, caption=words["caption"], credit=credit, lang=edition.lang) for image in found)
