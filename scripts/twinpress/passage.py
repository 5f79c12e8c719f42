"""Passages: every stretch of words that a language version consists of, with the place where each stands.

The body is one passage; so is each field of the front matter that holds words. Rules on words read passages and need not
know where they come from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from twinpress.document import Document
from twinpress.han import is_han
from twinpress.model import AttachmentWords, ChangeWords, Original, PictureWords, Translation
from twinpress.prose import Prose

LONGEST_WORD = 24
"""Letters by which an excerpt is widened at most so as not to cut a word."""


class Passage(NamedTuple):
    """A stretch of words."""

    prose: Prose
    words: str
    """Everything that is not words of the document's language is masked: see ``prose``."""
    field: str = ""
    """Dotted front-matter name; empty for the body."""

    def line(self, offset: int) -> int:
        """Return the line of the file for a place in the body; 0 for a field, whose line the engine looks up."""
        return 0 if self.field else self.prose.line_at(offset)

    def excerpt(self, start: int, end: int, around: int = 6) -> str:
        """Return the source from ``start`` to ``end`` with a few characters on each side, on one line."""
        left, right = self.window(start, end, around)
        return self.prose.text[left:right].strip()

    def window(self, start: int, end: int, around: int = 6) -> tuple[int, int]:
        """Return the place of an excerpt: no wider than its line, and with whole words of Latin letters."""
        text = self.prose.text
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        last = len(text) if last < 0 else last
        left, right = max(first, start - around), min(last, end + around)
        for _ in range(LONGEST_WORD):
            if left > first and _in_word(text, left):
                left -= 1
            if right < last and _in_word(text, right):
                right += 1
        return left, right


def _in_word(text: str, at: int) -> bool:
    """Tell whether a cut at ``at`` would go through a word."""
    return _of_word(text[at - 1]) and _of_word(text[at])


def _of_word(character: str) -> bool:
    return character.isalnum() and not is_han(character)


def passages(document: Document, body: Prose) -> tuple[Passage, ...]:
    """Return the body's passage, then those of the front matter; none where it cannot be read."""
    if document.front is None:
        return ()
    named = [("", body), *((name, Prose(text)) for name, text in texts(document))]
    return tuple(Passage(prose, prose.words_in(document.language), name) for name, prose in named)


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield (dotted name, text) of the words in the front matter, leaving out what could not be read."""
    front = document.front
    if front is None:
        return
    for name in ("title", "description", "title_short", "kicker", "subtitle", "dateline", "rights"):
        value = getattr(front, name)
        if value and name not in document.unsound:
            yield name, value
    if front.editors_note:
        yield "editors_note.text", front.editors_note.text
    for person, wording in front.wordings.items():
        yield f"as.{person}", wording
    yield from _nested(front)


def _nested(front: Original | Translation) -> Iterator[tuple[str, str]]:
    if front.event and front.event.venue:
        yield "event.venue", front.event.venue
    pictures: dict[str, PictureWords] = dict(front.pictures)
    for file, picture in pictures.items():
        for name, value in (("alt", picture.alt), ("caption", picture.caption)):
            if value:
                yield f"pictures.{file}.{name}", value
    attachments: tuple[AttachmentWords, ...] = front.attachments
    for number, attachment in enumerate(attachments):
        if attachment.title:
            yield f"attachments.{number}.title", attachment.title
    changes: tuple[ChangeWords, ...] = front.changes
    for number, change in enumerate(changes):
        if change.note:
            yield f"changes.{number}.note", change.note
    if front.withdrawn and front.withdrawn.explanation:
        yield "withdrawn.explanation", front.withdrawn.explanation
