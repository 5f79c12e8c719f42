"""Articles as XLIFF 1.2 (OASIS), the format that every translation program takes.

A ``file`` an article, a ``trans-unit`` a block. Marks around words are ``g``, things without words are ``x``; ``equiv-text``
has their Markdown. The id of a unit holds the digests of the original's block and of the translation's: ids come back from
all programs, elements of our own do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from twinpress.exchange import tree
from twinpress.exchange.pair import Pair, Unit
from twinpress.exchange.refusal import RefusedError
from twinpress.exchange.segment import BETWEEN, Mark, Part, Piece, line, markdown
from twinpress.site import TAGS

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
MIXED = frozenset({"source", "target", "note"})
UNFINISHED = frozenset({"new", "needs-translation", "needs-adaptation", "needs-l10n"})
"""States of a target that is no translation yet."""
DOUBTFUL = frozenset({"needs-review-translation", "needs-review-adaptation", "needs-review-l10n"})
"""States of a translation that nobody has read yet."""
ID = re.compile(r"(?P<number>\d{1,7})-(?P<source>[0-9a-f]{8})(?:-(?P<target>[0-9a-f]{8}))?")
TRANSPARENT = frozenset({"mrk"})
"""Elements that programs put around words; the words are what counts."""


@dataclass(frozen=True)
class Returned:
    """A unit that came back."""

    number: int
    name: str
    source_digest: str
    target_digest: str
    """Of the translation at the export; empty where there was none."""
    pieces: Sequence[Piece] | None
    """The translation; None where there is none."""
    finished: bool = False
    """Whether its state says that nothing is left to do."""
    strange: str = ""
    """An inline element that is not ours."""


@dataclass(frozen=True)
class File:
    """An article that came back."""

    path: str
    source: str
    """Language of the original, as in the file: ``zh-Hans``."""
    target: str
    units: Sequence[Returned]


def write(articles: Iterable[tuple[Pair, Sequence[Unit]]]) -> bytes:
    """Return an XLIFF file of some articles, each with the units that shall be translated."""
    root = Element("xliff", {"xmlns": NAMESPACE, "version": "1.2"})
    for pair, units in articles:
        source, target = (TAGS[language] for language in pair.languages)
        attributes = {"source-language": source, "target-language": target, "datatype": "x-markdown"}
        file = SubElement(root, "file", {"original": pair.path, **attributes})
        body = SubElement(file, "body")
        for unit in units:
            _write_unit(body, unit, pair)
    return tree.write(root, MIXED)


def _write_unit(body: Element, unit: Unit, pair: Pair) -> None:
    attributes = {"id": unit.id, "resname": unit.name, tree.SPACE: "preserve"}
    if not unit.open:
        attributes["translate"] = "no"
    element = SubElement(body, "trans-unit", attributes)
    _fill(SubElement(element, "source", {tree.LANG: TAGS[pair.languages[0]]}), unit.pieces)
    if unit.target is not None and pair.translation:
        front = pair.translation.document.front
        state = "translated" if front and front.status == "published" else "needs-review-translation"
        attributes = {tree.LANG: TAGS[pair.languages[1]], "state": state}
        _fill(SubElement(element, "target", attributes), unit.translation)
    place = SubElement(element, "context-group", {"purpose": "location"})
    SubElement(place, "context", {"context-type": "sourcefile"}).text = pair.original.document.path
    SubElement(place, "context", {"context-type": "linenumber"}).text = str(unit.source.line)


def _fill(element: Element, pieces: Sequence[Piece]) -> None:
    last: Element | None = None
    for piece in pieces:
        if isinstance(piece, Part):
            attributes = {"id": str(piece.number), "ctype": piece.mark.kind, "equiv-text": piece.mark.written}
            last = SubElement(element, "g" if piece.mark.close else "x", attributes)
            _fill(last, piece.parts)
        elif last is None:
            element.text = (element.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece


def read(root: Element) -> Sequence[File]:
    """Return the articles of an XLIFF file; raises RefusedError."""
    version = root.get("version", "")
    if version != "1.2":
        raise RefusedError(
            f"XLIFF 版本须为 1.2，现为 {version or '（无）'}；请另存为 XLIFF 1.2 · "
            f"the XLIFF version must be 1.2, not {version or '(none)'}; save it as XLIFF 1.2"
        )
    return [_file(element) for element in tree.named(root, "file")]


def _file(element: Element) -> File:
    path = element.get("original", "")
    units = [_unit(unit, path) for unit in element.iter("trans-unit")]
    return File(path, element.get("source-language", ""), element.get("target-language", ""), units)


def _unit(element: Element, path: str) -> Returned:
    identifier = element.get("id", "")
    match = ID.fullmatch(identifier)
    if match is None:
        raise RefusedError(
            f"{path}：单元 id “{identifier[:60]}”不是 twinpress exchange export 写的；请从导出的文件重新翻译 · "
            f"{path}: the unit id “{identifier[:60]}” was not written by twinpress exchange export; start from an exported file"
        )
    source, target = element.find("source"), element.find("target")
    name = element.get("resname", "")
    empty = Returned(int(match["number"]), name, match["source"], match["target"] or "", None)
    if target is None or element.get("translate") == "no":
        return empty
    state = target.get("state", "")
    marks = {**_marks(target), **(_marks(source) if source is not None else {})}
    try:
        pieces = _pieces(target, marks)
        words = line(markdown(pieces))
        original = line(markdown(_pieces(source, marks))) if source is not None else ""
    except _StrangeError as error:
        return Returned(empty.number, name, empty.source_digest, empty.target_digest, (), strange=str(error))
    if (
        not words or state in UNFINISHED or (words == original and not state)
    ):  # many programs copy what is not translated
        return empty
    return Returned(empty.number, name, empty.source_digest, empty.target_digest, pieces, state not in DOUBTFUL)


class _StrangeError(Exception):
    """An element in the words is not ours."""


def _marks(element: Element) -> Mapping[str, Mark]:
    """Return the marks of an element by the number of the part."""
    marks: dict[str, Mark] = {}
    for part in element.iter():
        kind, text = part.get("ctype", ""), part.get("equiv-text", "")
        if part.tag == "g" and BETWEEN in text:
            opened, _, closed = text.partition(BETWEEN)
            marks[f"g{part.get('id')}"] = Mark(kind, opened, closed)
        elif part.tag == "x" and text:
            marks[f"x{part.get('id')}"] = Mark(kind, text)
    return marks


def _pieces(element: Element, marks: Mapping[str, Mark]) -> Sequence[Piece]:
    pieces: list[Piece] = [element.text or ""]
    for child in element:
        tag = str(child.tag)
        identifier = child.get("id", "")
        if tag in TRANSPARENT:
            pieces += _pieces(child, marks)
        elif (mark := marks.get(f"{tag}{identifier}")) is None or not identifier.isdecimal():
            raise _StrangeError(f'<{tag} id="{identifier[:20]}">')
        else:
            pieces.append(Part(int(identifier), mark, _pieces(child, marks) if tag == "g" else ()))
        pieces.append(child.tail or "")
    return tuple(piece for piece in pieces if piece != "")
