"""XML that programs of others wrote, and that they read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

from twinpress.exchange.refusal import RefusedError

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DEPTH = 100
"""Elements within elements: more than any program writes, less than what takes the room of the stack."""


def parse(data: bytes) -> Element:
    """Return the root of an XML document, its names without their namespaces; entities are refused, nothing is fetched.

    A document type may be named, and is not read. Raises RefusedError.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise RefusedError(f"元素嵌套超过 {DEPTH} 层，不读取 · elements nest deeper than {DEPTH} levels: not read")
        builder.start(_local(name), {_attribute(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(name))

    def refuse(*_: Any) -> Any:
        raise RefusedError(
            "文件中声明了实体（<!ENTITY …>），为安全起见不读取；请用翻译软件另存，不带实体 · "
            "the file declares entities (<!ENTITY …>), which are refused for safety; save it from your program without them"
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.SkippedEntityHandler = refuse
    try:
        parser.Parse(data, True)
        return builder.close()
    except expat.ExpatError as error:
        raise RefusedError(
            f"不是格式正确的 XML：第 {error.lineno} 行，{expat.ErrorString(error.code)} · "
            f"this is no well-formed XML: line {error.lineno}, {expat.ErrorString(error.code)}"
        ) from None
    except (ValueError, LookupError, AssertionError) as error:  # an encoding that Python does not know
        raise RefusedError(
            f"无法读取，请另存为 UTF-8：{error} · it cannot be read; save it as UTF-8: {error}"
        ) from None


def write(root: Element, mixed: Collection[str]) -> bytes:
    """Return a document in UTF-8, indented, but for what stands in elements of the names ``mixed``."""
    _indent(root, mixed)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def text(element: Element | None) -> str:
    """Return all words in an element; nothing where there is none."""
    return "".join(element.itertext()).strip() if element is not None else ""


def named(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name directly in another one."""
    return (child for child in element if child.tag == name)


def typed(element: Element, name: str, kind: str) -> Element | None:
    """Return the first element of a name and a ``type`` directly in another one."""
    return next((child for child in named(element, name) if child.get("type") == kind), None)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _attribute(name: str) -> str:
    """Return the name of an attribute; those of XML itself keep their namespace."""
    return f"{{{name}" if name.startswith("http://www.w3.org/XML/1998/namespace}") else _local(name)


def _indent(element: Element, mixed: Collection[str], level: int = 0) -> None:
    if element.tag in mixed or not len(element):
        return
    element.text = "\n" + "  " * (level + 1)
    for child in element:
        _indent(child, mixed, level + 1)
        child.tail = element.text
    element[-1].tail = "\n" + "  " * level
