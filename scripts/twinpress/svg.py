"""SVG files: their size, and what in them could run, load or expand.

Expat reads them without resolving anything; a document type or an entity ends the reading, so there is nothing to expand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

NAMESPACE = "http://www.w3.org/2000/svg"
XHTML = "http://www.w3.org/1999/xhtml"
FORBIDDEN = {"script", "foreignobject", "iframe", "object", "embed", "handler", "listener"}
REFERENCE = re.compile(r"url\(\s*[\"']?\s*(?!#)([^)\"'\s]+)|@import\b[^;]*", re.I)
"""An address in a style that leads out of the file."""
RUNS = re.compile(r"^[\s\x00-\x20]*(?:j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|v\s*b\s*s\s*c\s*r\s*i\s*p\s*t)\s*:", re.I)
INLINE_PICTURE = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp|avif)[;,]", re.I)
LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*")


@dataclass(frozen=True, slots=True)
class Danger:
    """Something that an SVG must not hold."""

    kind: str
    """``script``, ``event``, ``foreign``, ``external`` or ``entity``."""
    line: int
    found: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is known of an SVG."""

    width: int = 0
    height: int = 0
    dangers: tuple[Danger, ...] = ()


class _StopError(Exception):
    """Ends the reading at a document type with entities."""


def looks_like(head: bytes) -> bool:
    """Tell whether a file begins like an SVG."""
    return b"<svg" in head.replace(b"\x00", b"")


def read(data: bytes) -> Drawing | None:
    """Read an SVG; None where it is no well-formed SVG."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except _StopError:
        pass
    except (expat.ExpatError, ValueError, LookupError):
        return None
    if not reader.is_svg and not reader.dangers:
        return None
    return Drawing(reader.width, reader.height, tuple(reader.dangers))


class _Reader:
    """Expat's handlers."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.element
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.EntityDeclHandler = self.entity
        self.parser.ExternalEntityRefHandler = self.external
        self.parser.ProcessingInstructionHandler = self.instruction
        self.dangers: list[Danger] = []
        self.width = self.height = 0
        self.is_svg = False
        self.depth = 0
        self.in_style = False

    def report(self, kind: str, found: str) -> None:
        self.dangers.append(Danger(kind, self.parser.CurrentLineNumber, found[:80]))

    def entity(self, name: str, *_: object) -> None:
        self.report("entity", f"<!ENTITY {name}>")
        raise _StopError

    def external(self, *_: object) -> int:
        self.report("entity", "external entity")
        raise _StopError

    def instruction(self, target: str, data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self.report("external", f"<?{target} {data}?>")

    def element(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        tag = local.lower()
        if self.depth == 0:
            self.is_svg = tag == "svg" and namespace in ("", NAMESPACE)
            self.measure(attributes)
        self.depth += 1
        self.in_style = tag == "style"
        if tag in FORBIDDEN or namespace == XHTML:
            self.report("foreign" if tag == "foreignobject" or namespace == XHTML else "script", f"<{local}>")
            return
        for key, value in attributes.items():
            self.attribute(tag, key.rpartition(" ")[2].lower(), value)

    def attribute(self, tag: str, key: str, value: str) -> None:
        if key.startswith("on"):
            self.report("event", f"{key}={value}")
        elif RUNS.match(value) or (tag in ("set", "animate") and "script:" in value.lower()):
            self.report("script", f"{key}={value}")
        elif key in ("href", "src"):
            inside = value.strip().startswith("#") or INLINE_PICTURE.match(value) or not value.strip()
            if not inside and not (tag == "a" and re.match(r"\s*https?://", value)):
                self.report("external", f"{key}={value}")
        elif match := REFERENCE.search(value):
            self.report("external", match[0])

    def text(self, text: str) -> None:
        if self.in_style and (match := REFERENCE.search(text)) and not INLINE_PICTURE.match(match[1] or ""):
            self.report("external", match[0])

    def end(self, name: str) -> None:
        self.depth -= 1
        self.in_style = False

    def measure(self, attributes: dict[str, str]) -> None:
        width, height = (LENGTH.fullmatch(attributes.get(key, "")) for key in ("width", "height"))
        box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
        try:
            if width and height:
                self.width, self.height = round(float(width[1])), round(float(height[1]))
            elif len(box) == 4:
                self.width, self.height = round(float(box[2])), round(float(box[3]))
        except (ValueError, OverflowError):
            return
