"""An article as the JSON API tells it: what its pages show, as data.

Words come from versions that the public may read, and files are those that are published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import Literal, cast
from urllib.parse import quote

from twinpress import attachment, model, picture, trace
from twinpress.archive import Archive, Article
from twinpress.document import LANGUAGES
from twinpress.kinds import Attendance
from twinpress.model import Original, Translation
from twinpress.outputs.api import records
from twinpress.pages.page import path_of
from twinpress.site import Site
from twinpress.vocabulary import Language

PRECISION: dict[str, Literal["exact", "more-than", "about"]] = {"": "exact", "+": "more-than", "~": "about"}
"""What the marks of an attendance mean."""

Front = Original | Translation


def offered(article: Article, archive: Archive) -> bool:
    """Tell whether the API tells of ``article``: it is listed, and search engines may know it.

    Search engines read these files as well, and a file cannot say ``noindex`` of one of its parts.
    """
    return archive.is_listed(article) and not article.facts.noindex


class Telling:
    """One article, and how it is told."""

    def __init__(self, article: Article, archive: Archive, site: Site):
        self.article = article
        self.facts = article.facts
        self.archive = archive
        self.site = site

    @cached_property
    def versions(self) -> dict[Language, Front]:
        """The front matter of every version that has a page."""
        public = self.archive.languages(self.article)
        return {
            cast(Language, language): cast(Front, self.article.words(language))
            for language in LANGUAGES
            if language in public
        }

    def record(self) -> records.Article:
        """Return the article's record."""
        trace.ask("article", self.article.path)
        facts, pictures = self.facts, self.pictures()
        return records.Article(
            id=facts.id,
            address=self.article.address,
            original=cast(Language, self.article.original.language),
            versions={language: self.version(language, front) for language, front in self.versions.items()},
            date=facts.date.iso,
            updated=facts.updated.iso if facts.updated else None,
            changes=tuple(self.changes()),
            section=facts.section,
            type=facts.type,
            topics=facts.topics,
            people=tuple(map(self.participant, facts.people)),
            organisations=facts.organisations,
            places=facts.places,
            series=self.series(),
            event=self.event(),
            source=self.source(),
            authors=tuple(map(self.party, facts.authors)),
            editor=self.party(facts.editor) if facts.editor else None,
            image=facts.image if facts.image in pictures else None,
            gallery=tuple(name for name in facts.gallery if name in pictures),
            pictures=pictures,
            video=self.video(),
            attachments=tuple(filter(None, map(self.attachment, facts.attachments))),
            doc_number=facts.doc_number,
            index_number=facts.index_number,
            related=tuple(self.related()),
            legacy=self.legacy(),
        )

    def words(self, get: Callable[[Front], str | None]) -> dict[Language, str] | None:
        """Return what ``get`` finds in each version; None where it finds nothing."""
        found = ((language, get(front)) for language, front in self.versions.items())
        return {language: text for language, text in found if text} or None

    def party(self, written: str) -> records.Party:
        """Return whom an id or a name stands for."""
        if written in self.archive.vocabulary.people:
            return records.Party(person=written)
        if written in self.archive.vocabulary.organisations:
            return records.Party(organisation=written)
        return records.Party(name=written)

    def parties(self) -> Iterator[records.Party]:
        """Yield everybody who published, wrote, edited, translated or photographed something for the article."""
        written = [self.facts.source.name, *self.facts.authors, self.facts.editor]
        written += [front.translator for front in self.versions.values() if isinstance(front, Translation)]
        written += [item.credit for item in self.facts.pictures.values()]
        yield from (self.party(name) for name in written if name)

    def url(self, name: str) -> str:
        """Return the address of a file beside the article."""
        return self.site.url + quote(f"{self.article.path}/{name}")

    def version(self, language: Language, front: Front) -> records.LanguageVersion:
        """Return the article in one language."""
        translation = front if isinstance(front, Translation) else None
        return records.LanguageVersion(
            url=self.site.url + path_of(self.article.address, language),
            title=front.title,
            description=front.description,
            title_short=front.title_short,
            kicker=front.kicker,
            subtitle=front.subtitle,
            dateline=front.dateline,
            editors_note=front.editors_note.text if front.editors_note else None,
            mode=translation.mode if translation else None,
            translator=self.party(translation.translator) if translation and translation.translator else None,
            rights=front.rights,
            ai=front.ai if front.ai and (front.ai.text or front.ai.images) else None,
        )

    def changes(self) -> Iterator[records.Change]:
        """Yield the change log, newest first, each entry with its note in both languages."""
        written = enumerate(self.article.facts.changes)
        for number, change in sorted(written, key=lambda item: item[1].date, reverse=True):
            note = partial(self.note, number)
            yield records.Change(date=change.date.iso, kind=change.kind, note=self.words(note))

    def note(self, number: int, front: Front) -> str | None:
        """Return what a version says of an entry of the change log."""
        return self.article.notes(front)[number]

    def participant(self, item: model.Participant) -> records.Participant:
        """Return a person named."""
        wording = self.words(lambda front: front.wordings.get(item.person))
        return records.Participant(person=item.person, role=item.role, wording=wording)

    def series(self) -> records.SeriesPart | None:
        """Return the place in a series."""
        part = self.facts.series
        return records.SeriesPart(series=part.series, part=part.part, label=part.label) if part else None

    def event(self) -> records.Event | None:
        """Return the event."""
        event = self.facts.event
        if event is None:
            return None
        return records.Event(
            start=event.start.iso,
            end=event.end.iso if event.end else None,
            status=event.status,
            place=event.place,
            venue=self.words(lambda front: front.event.venue if front.event else None),
            organisers=event.organisers,
            co_organisers=event.co_organisers,
            attendance=_attendance(event.attendance) if event.attendance else None,
            url=event.url,
        )

    def source(self) -> records.Source:
        """Return where the article comes from."""
        source = self.facts.source
        return records.Source(
            name=self.party(source.name),
            url=source.url,
            title=source.title,
            author=source.author,
            date=source.date.iso if source.date else None,
            licence=source.licence,
        )

    def pictures(self) -> dict[str, records.Picture]:
        """Return the pictures that the front matter names, in its order."""
        names = dict.fromkeys([self.facts.image, *self.facts.gallery, *self.facts.pictures])
        return {name: self.picture(name) for name in names if name and name in self.article.files}

    def picture(self, name: str) -> records.Picture:
        """Return one picture."""
        facts = self.facts.pictures.get(name) or model.Picture()
        trace.ask("file", f"{self.article.path}/{name}")
        size = picture.size(self.archive.root / self.article.path / name)
        unknown = model.PictureWords()
        return records.Picture(
            url=self.url(name),
            alt=self.words(lambda front: front.pictures.get(name, unknown).alt),
            caption=self.words(lambda front: front.pictures.get(name, unknown).caption),
            credit=self.party(facts.credit) if facts.credit else None,
            width=size[0] if size else None,
            height=size[1] if size else None,
            map_approval=facts.map_approval,
            ai=facts.ai,
        )

    def video(self) -> records.Video | None:
        """Return the video with those of its files that are there."""
        video = self.facts.video
        if video is None or video.src not in self.article.files:
            return None
        poster, captions, transcript = (
            self.url(name) if name and name in self.article.files else None
            for name in (video.poster, video.captions, video.transcript)
        )
        return records.Video(src=self.url(video.src), poster=poster, captions=captions, transcript=transcript)

    def attachment(self, item: model.Attachment) -> records.Attachment | None:
        """Return a file to download, or None where it is not there."""

        def title(front: Front) -> str | None:
            return {own.file: own.title for own in front.attachments}.get(item.file)

        trace.ask("file", f"{self.article.path}/{item.file}")
        file = attachment.read(self.archive.root / self.article.path / item.file)
        if file is None:
            return None
        return records.Attachment(
            url=self.url(item.file),
            title=self.words(title),
            media_type=file.media_type,
            bytes=file.bytes,
            sha256=file.sha256,
        )

    def related(self) -> Iterator[str]:
        """Yield the ids that the editors name, of articles that the API tells of: an id must not betray a hidden one."""
        for identifier in self.facts.related:
            other = self.archive.identified(identifier)
            if other and other is not self.article and offered(other, self.archive):
                yield identifier

    def legacy(self) -> records.Legacy | None:
        """Return where an imported article stood before."""
        legacy = self.facts.legacy
        if legacy is None or legacy == model.Legacy():
            return None
        return records.Legacy(
            url=legacy.url,
            id=legacy.id,
            captured=legacy.captured.iso if legacy.captured else None,
            sha256=legacy.sha256,
            views=legacy.views,
        )


def _attendance(heads: Attendance) -> records.Attendance:
    return records.Attendance(number=heads.number, precision=PRECISION[heads.qualifier])
