"""The letter as plain text, for programs and readers that want no HTML."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from twinpress.newsletter.frame import Frame
from twinpress.newsletter.issue import Issue, Item
from twinpress.terminal import width

COLUMNS = 72
"""Of lines and rules."""


def text(issue: Issue, frame: Frame, words: Mapping[str, str]) -> str:
    """Return the letter as text; an address has a line of its own, so that programs find it."""
    return "\n".join(_lines(issue, frame, words)) + "\n"


def _lines(issue: Issue, frame: Frame, words: Mapping[str, str]) -> Iterator[str]:
    yield from filter(None, (frame.name, frame.tagline, issue.home))
    yield from ("", "=" * COLUMNS, "")
    yield from _item(issue.lead)
    for box in issue.boxes:
        yield from _heading(box.title.text)
        for item in box.items:
            yield from _item(item)
    if issue.occasions:
        yield from _heading(words["letter.occasions"])
        for event in issue.occasions:
            yield from _wrapped(event.title.text, event.title.lang)
            yield event.when + (f" · {event.status}" if event.status else "")
            yield from filter(None, (event.place and event.place.text, event.title.href))
            yield ""
    if issue.foreign:
        yield from _heading(words["letter.foreign"])
        for item in issue.foreign:
            yield from _item(item)
    yield "=" * COLUMNS
    yield ""
    yield words["letter.from"] + words["colon"] + frame.sender
    if frame.contact:
        yield frame.contact.text
    yield words["letter.why"]
    if frame.writes:
        yield f"{words['letter.leave.write']} {frame.writes}"
    else:
        yield words["letter.leave"] + words["colon"] + frame.leave


def _heading(words: str) -> Iterator[str]:
    yield from (words, "-" * width(words), "")


def _item(item: Item) -> Iterator[str]:
    yield from _wrapped(item.title.text, item.title.lang)
    yield item.day
    if item.description:
        yield from _wrapped(item.description, item.title.lang)
    yield from filter(None, (item.title.href,))
    yield ""


def _wrapped(words: str, lang: str) -> Iterator[str]:
    """Yield the lines of a paragraph. Chinese stays whole: a line end in it would be shown as a space where programs reflow."""
    if lang == "en":
        yield from textwrap.wrap(words, COLUMNS, break_long_words=False, break_on_hyphens=False)
    else:
        yield " ".join(words.split())
