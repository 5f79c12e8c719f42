"""The text of an item: the body, and around it what a reader must know who does not open the page.

Before it: that it is a summary, what was made with AI, the editor's note, the lead picture unless the body shows it, when
and where. After it: files, corrections, and where it comes from. People, related articles and neighbours stay on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from html import escape

from twinpress import wording
from twinpress.pages import Edition
from twinpress.pages.view import Event, Image, Note, Story, Text

WORDS = {
    "colon": {"zh": "：", "en": ": "},
    "comma": wording.COMMA,
    "clause": {"zh": "，", "en": ", "},
    "brackets": {"zh": "（{}）", "en": " ({})"},
    "summary": {"zh": "这是摘要。", "en": "This is a summary. "},
    "original": {"zh": "原文", "en": "Original"},
    "story.note": {"zh": "编者按", "en": "Editor’s note"},
    "event": {"zh": "活动", "en": "Event"},
    "story.attachments": {"zh": "附件", "en": "Attachments"},
    "change.correction": {"zh": "更正", "en": "Correction"},
    "change.clarification": {"zh": "说明", "en": "Clarification"},
    "change.update": {"zh": "更新", "en": "Update"},
    "story.source": {"zh": "来源", "en": "Source"},
    "story.source.title": {"zh": "原题", "en": "Original title"},
    "story.source.author": {"zh": "原作者", "en": "Original author"},
    "story.source.time": {"zh": "原载时间", "en": "First published"},
    "story.authors": {"zh": "作者", "en": "By"},
    "story.editor": {"zh": "编辑", "en": "Editor"},
    "story.translator": {"zh": "翻译", "en": "Translation"},
    "story.rights": {"zh": "版权", "en": "Rights"},
    "unconfirmed": {"zh": "（音）", "en": "（音）"},
}
"""Feeds are written without templates, where the theme keeps its words; a test holds those under one key to be the same."""
plain = partial(escape, quote=False)
"""Escapes words that stand between tags; ``escape`` those in attributes."""


def write(edition: Edition, story: Story, body: str) -> str:
    """Return the text of an item as HTML; ``body``: the article's, with absolute links."""
    return "\n".join(filter(None, _Text(edition, story).parts(body)))


class _Text:
    """Writes one text in one language."""

    def __init__(self, edition: Edition, story: Story):
        self.edition = edition
        self.story = story

    def parts(self, body: str) -> Iterator[str]:
        """Yield the paragraphs in their order, some of them empty."""
        story = self.story
        if story.subtitle:
            yield f"<p><strong>{plain(story.subtitle)}</strong></p>"
        if story.summary:
            yield f"<p>{self.word('summary')}{self.original()}</p>"
        if story.ai:
            yield f"<p><em>{plain(story.ai)}</em></p>"
        if story.note and story.note.position == "top":
            yield self.note(story.note)
        if story.lead:
            yield self.figure(story.lead)
        if story.event:
            yield self.event(story.event)
        if story.dateline:
            yield f"<p>{plain(story.dateline)}</p>"
        yield body
        yield from self.attachments()
        yield from self.changes()
        if story.note and story.note.position == "bottom":
            yield self.note(story.note)
        yield f"<p>{' · '.join(self.credits())}</p>"

    def note(self, note: Note) -> str:
        """Return the editor's note."""
        return f"<p><strong>{self.label('story.note')}</strong>{plain(note.text)}</p>"

    def figure(self, image: Image) -> str:
        """Return a picture with its caption and credit."""
        size = f' width="{image.width}" height="{image.height}"' if image.width and image.height else ""
        words = [self.text(Text(text=image.caption, lang=image.lang))] if image.caption else []
        words += [self.text(image.credit)] if image.credit else []
        caption = f"<figcaption>{' '.join(words)}</figcaption>" if words else ""
        source, alt = escape(self.edition.site.url + image.path), escape(image.alt)
        return f'<figure><img src="{source}" alt="{alt}"{self.lang(image.lang)}{size} />{caption}</figure>'

    def event(self, event: Event) -> str:
        """Return when and where, and whether it takes place as planned, in one line."""
        where = [self.text(event.place)] if event.place else []
        where += [plain(event.venue)] if event.venue else []
        status = self.brackets(event.status) if event.status else ""
        line = self.word("clause").join([plain(event.when.text) + status, *where])
        return f"<p><strong>{self.label('event')}</strong>{line}</p>"

    def attachments(self) -> Iterator[str]:
        """Yield the list of files to download."""
        if self.story.attachments:
            items = (
                f"<li>{self.text(file.title)}{self.brackets(file.kind, file.size)}</li>"
                for file in self.story.attachments
            )
            yield f"<p><strong>{self.label('story.attachments').strip()}</strong></p>\n<ul>{''.join(items)}</ul>"

    def changes(self) -> Iterator[str]:
        """Yield the corrections and updates, which those who read the article before want to see."""
        for change in self.story.changes:
            head = self.word(f"change.{change.kind}") + self.brackets(change.time.text)
            note = self.word("colon") + plain(change.note) if change.note else ""
            yield f"<p><strong>{head}</strong>{note}</p>"

    def credits(self) -> Iterator[str]:
        """Yield where the text comes from and who made it."""
        story, source = self.story, self.story.source
        if source:
            yield self.label("story.source") + self.text(source.name, source.url)
            if source.title:
                yield self.label("story.source.title") + self.text(source.title)
            if source.author:
                yield self.label("story.source.author") + self.text(source.author)
            if source.time:
                yield self.label("story.source.time") + plain(source.time.text)
        if story.authors:
            yield self.label("story.authors") + self.texts(story.authors)
        if story.editor:
            yield self.label("story.editor") + self.text(story.editor)
        if story.translator:
            yield self.label("story.translator") + self.text(story.translator)
        if story.original and not story.summary:
            yield self.original()
        if story.rights:
            yield self.label("story.rights") + plain(story.rights)

    def original(self) -> str:
        """Return the way to the original; empty on an original."""
        return self.label("original") + self.text(self.story.original) if self.story.original else ""

    # --- words -------------------------------------------------------------------------------------------------

    def word(self, key: str) -> str:
        """Return one of our words in the text's language."""
        return WORDS[key][self.edition.language]

    def label(self, key: str) -> str:
        """Return one of our words with a colon."""
        return self.word(key) + self.word("colon")

    def brackets(self, *words: str) -> str:
        """Return words in brackets, to stand behind others."""
        return self.word("brackets").format(self.word("clause").join(map(plain, words)))

    def lang(self, lang: str) -> str:
        """Return the attribute that words in another language need."""
        return f' lang="{lang}"' if lang != self.edition.lang else ""

    def text(self, text: Text, url: str | None = None) -> str:
        """Return words in their own language, linked to ``url``, else to their own address where they have one.

        The path is that of a page or an attachment, below the site's root.
        """
        words, lang = plain(text.text), self.lang(text.lang)
        if text.unconfirmed and text.lang.startswith("zh"):
            words += self.word("unconfirmed")
        href = url or (self.edition.site.url + text.path if text.path is not None else None)
        if href:
            words = f'<a href="{escape(href)}"{lang}>{words}</a>'
        elif lang:
            words = f"<span{lang}>{words}</span>"
        return words

    def texts(self, texts: Iterable[Text]) -> str:
        """Return several in a row."""
        return self.word("comma").join(self.text(text) for text in texts)
