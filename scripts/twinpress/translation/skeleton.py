"""Skeletons: a translation before it is written, with the structure of its original and placeholders for the words.

What has to be translated stands in comments: those of YAML in the front matter, those of HTML in the text, where no page
shows them. The structure is the original's own source, in which the words alone are replaced, and that is proved: the
skeleton has the blocks of the original, one by one.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import starmap
from pathlib import Path

from twinpress.archive import Article
from twinpress.document import Document
from twinpress.model import Original, Picture
from twinpress.prose import Link, Prose
from twinpress.scaffold import PLACEHOLDER, RefusedError
from twinpress.translation.block import FRONT, Block, of_text, plain, render
from twinpress.translation.brief import other
from twinpress.translation.source import written
from twinpress.translation.terms import Terms

KINDS = re.compile(r"(?P<list>[-*+][ \t]|\d+\.[ \t])|(?P<quote>>)|(?P<within>[ \t])")
"""How a line begins that may belong to what stands before an empty line: items to a list, quotes to a quote, and whatever
is indented."""
DASHES = re.compile("-(?=-)")
ALT = re.compile(r"(?<=!\[)[^\]\n]+(?=\][(\[])")
REFERENCE = re.compile(r"(?<!!)\[(?P<text>[^\[\]\n]+)\]\[(?P<name>[^\[\]\n]*)\]")
NOTE = re.compile(r"\[\^[^\]\s]+\](?!:)")
COMMENT = re.compile(r"<!--.*?-->", re.S)
SPACE = re.compile(r"\s+")
PLAIN_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


def skeleton(root: Path, article: Article, terms: Terms) -> str:
    """Write the skeleton of an article's translation and return its path below the content folder; overwrite nothing.

    Raises RefusedError where there is a translation, OSError where it cannot be written.
    """
    language = other(article.original.language)
    path = f"{article.path}/index.{language}.md"
    words = text(root, article.original, terms)
    try:
        with open(root / path, "x", encoding="utf-8", newline="\n") as file:  # neither over a file nor through a link
            file.write(words)
    except FileExistsError:
        raise RefusedError(f"已有译文，不会覆盖 · there is a translation, which is left as it is: {path}") from None
    return path


def text(root: Path, original: Document, terms: Terms) -> str:
    """Return the text of a skeleton; the original's front matter can be read, or there is no article."""
    head = "\n".join(_Head(original, terms).lines())
    return f"---\n{head}\n---\n\n{_Body(root, original, terms).text()}"


class _Words:
    """What is said of the words to translate, and what stands for them."""

    def __init__(self, language: str, terms: Terms):
        self.language = language
        self.terms = terms
        self.todo = PLACEHOLDER[other(language)]

    def known(self, words: str) -> Sequence[str]:
        """Return a line with the names and terms in some words, if there are any."""
        found = [f"{term.form} = {term.use or '?'}" for term in self.terms.within(words, self.language)]
        return [f"  {'; '.join(found)}"] if found else []


class _Head:
    """The front matter: whatever the original says in words, with its words above."""

    def __init__(self, original: Document, terms: Terms):
        assert isinstance(original.front, Original)
        self.front = original.front
        self.words = _Words(original.language, terms)

    def lines(self) -> Iterator[str]:
        """Yield its lines."""
        front = self.front
        for name in ("title", "title_short", "kicker", "subtitle", "description", "dateline", "rights"):
            if value := getattr(front, name):
                yield from self._field(name, value)
        yield "# translator: 译者 · who translates"
        yield "status: draft"
        if note := front.editors_note:
            yield from ("editors_note:", *self._field("text", note.text, 1))
            if note.position != "top":
                yield f"  position: {note.position}"
        yield from _group("as", (self._field(person, words, 1) for person, words in front.wordings.items()))
        yield from _group("pictures", starmap(self._picture, front.pictures.items()))
        yield from _group(
            "attachments",
            (self._listed("file", _key(one.file), "title", one.title) for one in front.attachments if one.title),
        )
        if front.event and front.event.venue:
            yield from ("event:", *self._field("venue", front.event.venue, 1))
        yield from _group(
            "changes", (self._listed("date", one.date.iso, "note", one.note) for one in front.changes if one.note)
        )
        if front.withdrawn and front.withdrawn.explanation:
            yield from ("withdrawn:", *self._field("explanation", front.withdrawn.explanation, 1))

    def _field(self, name: str, words: str, depth: int = 0) -> Iterator[str]:
        indent = "  " * depth
        for line in (plain(words), *self.words.known(plain(words))):
            yield f"{indent}# {line}"
        yield f"{indent}{_key(name)}: {self.words.todo}"

    def _picture(self, file: str, picture: Picture) -> Iterator[str]:
        if picture.alt or picture.caption:
            yield f"  {_key(file)}:"
            for name, words in (("alt", picture.alt), ("caption", picture.caption)):
                if words:
                    yield from self._field(name, words, 2)

    def _listed(self, name: str, value: str, field: str, words: str) -> Iterator[str]:
        yield f"  - {name}: {value}"
        yield from self._field(field, words, 2)


def _group(name: str, parts: Iterable[Iterable[str]]) -> Iterator[str]:
    lines = [line for part in parts for line in part]
    if lines:
        yield from (f"{name}:", *lines)


def _key(name: str) -> str:
    """Return a name as YAML reads it: JSON is YAML too."""
    return name if PLAIN_KEY.fullmatch(name) else json.dumps(name, ensure_ascii=False)


Edit = tuple[int, int, str]
"""From where to where, and what stands there then."""


class _Body:
    """The body of an original, of which the words are replaced."""

    def __init__(self, root: Path, original: Document, terms: Terms):
        self.words = _Words(original.language, terms)
        self.todo = self.words.todo
        self.body = original.body(root).strip("\n") + "\n"
        found = written(original, self.body, render(self.body))
        self.blocks = [one for one in found if one.block.kind not in FRONT]
        self.source = Prose(self.body).source
        """The body, letter for letter, without what stands in code."""

    def text(self) -> str:
        """Return the skeleton: as much of it as leaves the structure what it is."""
        kinds = [one.block.kind for one in self.blocks]
        ways = (self._replaced(self._structured), self._replaced(lambda words: self.todo), ())
        replaced = next((way for way in ways if _kinds(self._assembled(way)) == kinds), ())
        shown = _shown(self._assembled(replaced))

        def harmless(*places: int) -> bool:
            return _shown(self._assembled((*replaced, *self._comments(places)))) == shown

        places = self._openings()
        if not harmless(*places):  # within something that was not foreseen
            places = [place for place in places if harmless(place)]
            places = places if harmless(*places) else [0]
        return self._assembled((*replaced, *self._comments(places)))

    def _assembled(self, edits: Iterable[Edit]) -> str:
        """Return the body with some edits."""
        parts: list[str] = []
        at = 0
        for start, end, words in sorted(edits, key=lambda edit: edit[:2]):
            parts += (self.body[at:start], words)
            at = end
        return "".join(parts) + self.body[at:]

    def _replaced(self, stands: Callable[[str], str]) -> Sequence[Edit]:
        """Return the edits that replace the words of all blocks, and of pictures, by what stands for them."""
        edits: list[Edit] = []
        for one in self.blocks:
            if one.block.kind == "code" or one.start == one.end:
                continue
            if one.exact:
                edits.append((one.start, one.end, stands(one.words(self.body))))
            else:  # its words are in pieces, so they stay, and are marked
                edits.append((one.start, one.start, f"{self.todo} "))
        covered = sorted((start, end) for start, end, _ in edits)
        for match in ALT.finditer(self.source):
            number = bisect_right(covered, (match.start(), len(self.body)))
            if not number or covered[number - 1][1] <= match.start():
                edits.append((match.start(), match.end(), self.todo))
        return edits

    def _structured(self, words: str) -> str:
        """Return the placeholder of some words, with their links, pictures and marks of footnotes."""
        kept = [_link(link, self.todo) for link in Prose(words).links if not link.html]
        kept += [f"[{self.todo}][{match['name'] or match['text']}]" for match in REFERENCE.finditer(words)]
        return " ".join((self.todo, *kept)) + "".join(NOTE.findall(words))

    def _openings(self) -> list[int]:
        """Return where a comment may stand: before each part of the text that begins anew behind an empty line."""
        found = [0]
        at, empty, before = 0, False, ""
        for line in self.source.split("\n"):
            if line.strip():
                match = KINDS.match(line)
                kind = (match.lastgroup or "") if match else ""
                if empty and kind != "within" and (not kind or kind != before):
                    found.append(at)
                if (empty and kind != "within") or not at:
                    before = kind
            empty = not line.strip()
            at += len(line) + 1
        return found

    def _comments(self, places: Sequence[int]) -> Iterator[Edit]:
        """Yield the comments at some places, each with the blocks up to the next one."""
        parts: dict[int, list[Block]] = {}
        for one in self.blocks:
            number = bisect_right(places, one.start) - 1
            if number >= 0 and one.block.kind != "code":
                parts.setdefault(places[number], []).append(one.block)
        for place, blocks in parts.items():
            lines = [line for block in blocks for line in self._said(block)]
            yield place, place, "\n".join(("<!--", *lines, "-->", "", ""))

    def _said(self, block: Block) -> Iterator[str]:
        """Yield the words of a block, and the names and terms in it."""
        yield f"{self.words.language}: {_uttered(block.text)}"
        yield from map(_uttered, self.words.known(block.text))


def _link(link: Link, todo: str) -> str:
    """Return a link, or a picture, with a placeholder for its words."""
    if link.text == link.target and not link.image:
        return f"<{link.target}>"
    target = f"<{link.target}>" if SPACE.search(link.target) else link.target
    return f"{'!' if link.image else ''}[{todo if link.text else ''}]({target})"


def _uttered(words: str) -> str:
    """Return words as they can stand in a comment: two hyphens could end it."""
    return DASHES.sub("- ", words)


def _kinds(body: str) -> Sequence[str]:
    return [block.kind for block in of_text(render(body))]


def _shown(body: str) -> str:
    """Return what a page shows of a text, whatever its white space."""
    return SPACE.sub(" ", COMMENT.sub("", render(body))).strip()
