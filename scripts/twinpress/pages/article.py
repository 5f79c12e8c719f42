"""Article pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from urllib.parse import quote, urlsplit

from twinpress import attachment, citation, letter, trace, wording
from twinpress.archive import Article, State
from twinpress.document import LANGUAGES, Document
from twinpress.model import Event, Original, Translation, Words
from twinpress.pages import view
from twinpress.pages.agenda import SINGLE
from twinpress.pages.edition import Edition
from twinpress.pages.occasion import venue
from twinpress.pages.page import Page, figures_of, path_of
from twinpress.site import TAGS
from twinpress.translation import desk
from twinpress.translation.state import State as Drift

HAN = re.compile("[\u4e00-\u9fff]")
KIND = "article"
TEMPLATE = "article.html"


def pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for every article that has an address and a version in the edition's language."""
    for article in edition.archive.reachable:
        if edition.language in edition.archive.languages(article):
            yield page(edition, article)


def page(edition: Edition, article: Article) -> Page:
    """Return the page of one article."""
    removed = edition.archive.state(article) is State.REMOVED
    words = article.words(edition.language)
    document = article.document(edition.language) or article.original
    return Page(
        kind=KIND,
        language=edition.language,
        address=article.address,
        template=TEMPLATE,
        title=wording.REMOVED[edition.language] if removed else words.title,
        view=lambda: _view(edition, article, document, words),
        document=None if removed else document,
        files=lambda: () if removed else files(edition, article),
        languages=edition.archive.languages(article),
        article=article,
        listed=edition.archive.is_listed(article) and not article.facts.noindex,
        searchable=edition.archive.is_listed(article),
    )


def files(edition: Edition, article: Article) -> tuple[str, ...]:
    """Return the files published with an article, relative to the content folder: those that a public version names."""
    archive, facts = edition.archive, article.facts
    names = {facts.image, *facts.gallery, *facts.pictures, *(attachment.file for attachment in facts.attachments)}
    if facts.video:
        names |= {facts.video.src, facts.video.poster, facts.video.captions, facts.video.transcript}
    found = {f"{article.path}/{name}" for name in names.intersection(article.files)}
    for language in archive.languages(article):
        if document := article.document(language):
            found |= edition.bodies.named(article, document).files
    return tuple(sorted(found))


def _view(edition: Edition, article: Article, document: Document, words: Words) -> view.View:
    """Return what the template sees."""
    archive = edition.archive
    state = archive.state(article)
    removed = state is State.REMOVED
    section = edition.entry("sections", article.facts.section)
    year = edition.period(f"{article.facts.date.at:%Y}")
    page = edition.view(
        kind=KIND,
        title=wording.REMOVED[edition.language] if removed else words.title,
        address=article.address,
        languages=archive.languages(article),
        description=None if removed else words.description,
        noindex=state is not State.PUBLIC or article.facts.noindex,
        breadcrumb=(edition.home, section, year),
        section=f"{article.facts.section}/",
    )
    if removed:
        facts = article.facts
        story = view.Story(
            title=page.title,
            time=edition.time(facts.date),
            source=None,
            withdrawal=_withdrawal(edition, article, document),
            permanent=page.canonical,
        )
    else:
        story = _story(edition, article, document, words, page.canonical)
    return replace(page, story=story)


def _story(edition: Edition, article: Article, document: Document, words: Words, canonical: str) -> view.Story:
    """Return the article's facts and words around its body."""
    archive, facts = edition.archive, article.facts
    translation = words if isinstance(words, Translation) else None
    newer, older = archive.neighbours(article)
    years = edition.site.options.old_after_years
    video = _video(edition, article)
    shown = _shown(edition, article, document, video)
    lead = _lead(edition, article, shown)
    return view.Story(
        title=words.title,
        kicker=words.kicker,
        subtitle=words.subtitle,
        description=words.description,
        dateline=words.dateline,
        time=edition.time(facts.date),
        updated=edition.time(facts.updated) if facts.updated else None,
        old=years if archive.is_old(article, years) else None,
        behind=_behind(edition, article) if translation else None,
        source=_source(edition, article),
        draft=archive.unpublished(article, words),
        summary=bool(translation and translation.mode == "summary"),
        original=_original(article) if translation else None,
        authors=tuple(edition.name(author, article) for author in facts.authors),
        editor=edition.name(facts.editor, article) if facts.editor else None,
        reviewer=edition.name(facts.reviewer, article) if facts.reviewer else None,
        translator=edition.name(translation.translator, article) if translation and translation.translator else None,
        note=view.Note(text=words.editors_note.text, position=words.editors_note.position)
        if words.editors_note
        else None,
        withdrawal=_withdrawal(edition, article, document),
        ai=_ai(words, facts, edition.language),
        lead=lead,
        video=video,
        gallery=_gallery(edition, article, {*shown, facts.image}),
        event=_event(edition, article, words),
        series=_series(edition, article),
        people=_people(edition, article, words),
        organisations=tuple(edition.entry("organisations", identifier) for identifier in facts.organisations),
        places=tuple(edition.entry("places", place) for place in facts.places),
        topics=tuple(edition.entry("topics", topic) for topic in facts.topics),
        attachments=_attachments(edition, article, words),
        changes=_changes(edition, article, words),
        doc_number=facts.doc_number,
        index_number=facts.index_number,
        rights=words.rights,
        former=_former(edition, article),
        newer=edition.teaser(newer) if newer else None,
        older=edition.teaser(older) if older else None,
        related=tuple(edition.teaser(other) for other in archive.related(article)),
        permanent=canonical,
        work=_work(edition, article, words, canonical) if canonical else None,
        letter=_letter(edition, words, canonical),
        comments=_comments(edition, article, words, canonical),
        reads=_reads(edition, article) if edition.site.options.views else None,
    )


def _letter(edition: Edition, words: Words, canonical: str) -> view.Letter | None:
    """Return the way to write a letter about an article, where the site takes letters."""
    letters = edition.site.options.letters
    if letters is None:
        return None
    href = letter.link(letters.address, words.title, canonical, edition.language)
    return view.Letter(address=letters.address, href=href)


def _comments(edition: Edition, article: Article, words: Words, canonical: str) -> view.Comments | None:
    """Return where the comments on an article are kept, if it takes any: what is not in force is not discussed.

    Each language has a thread of its own, whose key is its page's own path. Programs take the key for an address and lead
    moderators there, so a key that both languages share would lead nowhere for a story without an original in Chinese;
    and what is said of a text is understood by those who read it.
    """
    comments, facts = edition.site.options.comments, article.facts
    if comments is None or not facts.comments or facts.section in comments.closed:
        return None
    if edition.archive.state(article) is not State.PUBLIC or edition.archive.unpublished(article, words):
        return None
    return view.Comments(
        system=comments.system,
        server=comments.server.rstrip("/"),
        host=urlsplit(comments.server).netloc,
        key=urlsplit(canonical).path or f"/{path_of(article.address, edition.language)}",
        site=edition.site.names["zh"],
    )


def _reads(edition: Edition, article: Article) -> view.Reads:
    """Return where the page finds how often it was read."""
    file = figures_of(article.path[:4])
    return view.Reads(file=file, article=article.path, place=LANGUAGES.index(edition.language))


def _work(edition: Edition, article: Article, words: Words, canonical: str) -> citation.Work:
    """Return what a citation tells of an article: its authors, of a reprint the original's, else who published it."""
    facts = article.facts
    if facts.authors or not facts.source.author:
        authors = tuple(_cited(edition, article, author) for author in facts.authors or (facts.source.name,))
    else:
        authors = (citation.Name(whole=facts.source.author),)
    translator = words.translator if isinstance(words, Translation) else None
    return citation.Work(
        title=words.title,
        authors=authors,
        day=facts.date.at.date(),
        site=edition.site.names[edition.language],
        url=canonical,
        key=f"{article.address.strip('/').partition('/')[2]}-{facts.date.at.year}-{edition.language}",
        language=edition.language,
        translators=(_cited(edition, article, translator),) if translator else (),
        withdrawn=edition.archive.state(article) is State.WITHDRAWN,
    )


def _cited(edition: Edition, article: Article, written: str) -> citation.Name:
    """Return a name as it is cited: of a person, the vocabulary tells what comes first."""
    whole = edition.name(written, article).text
    person = edition.record("people", written) if edition.kind(written) == "people" else None
    return citation.name(whole, person.name.zh) if person else citation.Name(whole=whole)


def _source(edition: Edition, article: Article) -> view.Source:
    source = article.facts.source
    name = edition.name(source.name, article)
    return view.Source(
        name=replace(name, path=None) if source.url else name,  # one link: to what was published there
        url=source.url,
        title=_foreign(source.title),
        author=_foreign(source.author),
        time=edition.time(source.date) if source.date else None,
        licence=_foreign(source.licence),
    )


def _foreign(text: str | None) -> view.Text | None:
    """Return words taken from a source: their language is that of their script, whatever the article's."""
    return view.Text(text=text, lang=TAGS["zh" if HAN.search(text) else "en"]) if text else None


def _original(article: Article) -> view.Text:
    """Return the way from a translation to its original."""
    language = article.original.language
    return view.Text(text=article.facts.title, lang=TAGS[language], path=path_of(article.address, language))


def _withdrawal(edition: Edition, article: Article, document: Document) -> view.Withdrawal | None:
    """Return the notice of an article that is expired, withdrawn or removed."""
    state, facts = edition.archive.state(article), article.facts
    if state is State.EXPIRED and facts.expires:
        return view.Withdrawal(kind="expired", time=edition.time(facts.expires))
    if state not in (State.WITHDRAWN, State.REMOVED) or not facts.withdrawn:
        return None
    own = document.front.withdrawn if document.front else None
    other = edition.archive.identified(facts.withdrawn.replaced_by or "")
    replacement = edition.link(other) if other and edition.archive.state(other) is State.PUBLIC else None
    return view.Withdrawal(
        kind=facts.withdrawn.kind,
        time=edition.time(facts.withdrawn.date),
        explanation=own.explanation if own else None,
        replaced_by=replacement,
    )


def _behind(edition: Edition, article: Article) -> str | None:
    """Return what of the original a translation no longer says, where its readers should know: figures at once."""
    if edition.archive.state(article) is not State.PUBLIC:
        return None  # a notice says more
    standing = edition.desk.behind(article)
    if standing.state is Drift.STALE_FACTS:
        return "facts"
    due = desk.due(article, standing, edition.site.options.stale_after_days)
    return "prose" if due and edition.archive.past(due) else None


def _ai(words: Words, facts: Original, language: str) -> str | None:
    """Return the visible label that the measures for labelling AI content (2025-09-01) ask for."""
    text = bool(words.ai and words.ai.text)
    images = bool(words.ai and words.ai.images) or any(picture.ai for picture in facts.pictures.values())
    if not text and not images:
        return None
    tool = words.ai.tool if words.ai else None
    if language == "zh":
        what = "、".join(name for name, made in (("文字", text), ("图片", images)) if made)
        return f"本文{what}含人工智能生成内容" + (f"（{tool}）" if tool else "") + "。"
    what = " and ".join(name for name, made in (("text", text), ("pictures", images)) if made)
    return f"Contains {what} made with AI" + (f" ({tool})" if tool else "") + "."


def _shown(edition: Edition, article: Article, document: Document, video: view.Video | None) -> frozenset[str]:
    """Return the names of the article's own pictures that its body or its video shows."""
    paths = set(edition.bodies.named(article, document).pictures)
    if video and article.facts.video and article.facts.video.poster:
        paths.add(f"{article.path}/{article.facts.video.poster}")
    return frozenset(name for name in article.files if f"{article.path}/{name}" in paths)


def _lead(edition: Edition, article: Article, shown: Collection[str]) -> view.Image | None:
    """Return the lead picture unless it is shown anyway."""
    name = article.facts.image
    return edition.image(article, name) if name and name in article.files and name not in shown else None


def _gallery(edition: Edition, article: Article, shown: Collection[str | None]) -> tuple[view.Image, ...]:
    """Return the pictures of the gallery that stand nowhere else on the page."""
    names = (name for name in dict.fromkeys(article.facts.gallery) if name in article.files and name not in shown)
    return tuple(edition.image(article, name) for name in names)


def _video(edition: Edition, article: Article) -> view.Video | None:
    """Return the video, with those of its files that are there."""
    video = article.facts.video
    if video is None or video.src not in article.files:
        return None  # a rule reports it

    def path(name: str | None) -> str | None:
        return quote(f"{article.path}/{name}") if name in article.files else None

    trace.ask("file", f"{article.path}/{video.src}")
    try:
        length = (edition.archive.root / article.path / video.src).stat().st_size
    except OSError:
        return None
    return view.Video(
        path=quote(f"{article.path}/{video.src}"),
        kind=_ending(video.src),
        size=wording.size(length),
        poster=edition.image(article, video.poster) if video.poster and video.poster in article.files else None,
        captions=path(video.captions),
        lang=TAGS[article.original.language],
        transcript=path(video.transcript),
    )


def _former(edition: Edition, article: Article) -> view.Former | None:
    """Return where an imported article stood before."""
    legacy = article.facts.legacy
    if legacy is None or legacy.url is None:
        return None
    return view.Former(address=legacy.url, time=edition.time(legacy.captured) if legacy.captured else None)


def _event(edition: Edition, article: Article, words: Words) -> view.Event | None:
    event = article.facts.event
    if event is None:
        return None
    return view.Event(
        when=view.Time(text=edition.when(event), iso=event.start.iso),
        status=wording.event_status(event.status, edition.language),
        place=edition.entry("places", event.place) if event.place else None,
        venue=venue(words),
        organisers=tuple(edition.entry("organisations", identifier) for identifier in event.organisers),
        co_organisers=tuple(edition.entry("organisations", identifier) for identifier in event.co_organisers),
        attendance=wording.attendance(event.attendance, edition.language) if event.attendance else None,
        url=event.url,
        file=path_of(article.address, edition.language) + SINGLE if _offered(edition, article, event) else None,
    )


def _offered(edition: Edition, article: Article, event: Event) -> bool:
    """Tell whether readers can still put an event into their own calendars."""
    if not edition.site.options.calendar or not edition.site.url or SINGLE in article.files:
        return False
    if event.status == "cancelled" or edition.archive.state(article) is not State.PUBLIC:
        return False
    return not edition.archive.is_over(event)


def _series(edition: Edition, article: Article) -> view.Series | None:
    part = article.facts.series
    if part is None or edition.record("series", part.series) is None:
        return None
    parts = edition.archive.parts(part.series)
    return view.Series(
        name=edition.entry("series", part.series),
        label=part.label if part.label and (edition.language == "zh" or not HAN.search(part.label)) else None,
        part=part.part,
        parts=tuple(edition.teaser(other, current=other is article, section=False) for other in parts),
    )


def _people(edition: Edition, article: Article, words: Words) -> tuple[view.Person, ...]:
    roles = {item.role: edition.record("roles", item.role) for item in article.facts.people if item.role}
    return tuple(
        view.Person(
            name=edition.entry("people", item.person),
            role=edition.text(role.name) if (role := roles.get(item.role)) else None,
            wording=words.wordings.get(item.person),
        )
        for item in article.facts.people
    )


def _attachments(edition: Edition, article: Article, words: Words) -> tuple[view.Attachment, ...]:
    own = {item.file: item.title for item in getattr(words, "attachments", ()) if item.title}
    result = []
    for item in article.facts.attachments:
        trace.ask("file", f"{article.path}/{item.file}")
        file = attachment.read(edition.archive.root / article.path / item.file)
        if file is None:
            continue  # a rule reports it
        lang = edition.lang if item.file in own else TAGS[article.original.language]
        title = own.get(item.file) or item.title or item.file
        result.append(
            view.Attachment(
                title=view.Text(text=title, lang=lang, path=quote(f"{article.path}/{item.file}")),
                kind=_ending(item.file),
                size=wording.size(file.bytes),
                sha256=file.sha256,
                accessible=item.accessible,
            )
        )
    return tuple(result)


def _ending(name: str) -> str:
    """Return what kind of file a name says it is: ``PDF``."""
    return name.rpartition(".")[2].upper()


def _changes(edition: Edition, article: Article, words: Words) -> tuple[view.Change, ...]:
    noted = zip(article.facts.changes, article.notes(words), strict=True)
    return tuple(
        view.Change(time=edition.time(item.date), kind=item.kind, note=note)
        for item, note in sorted(noted, key=lambda pair: pair[0].date, reverse=True)
    )
