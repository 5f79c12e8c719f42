"""Words in a front matter: put where others stand, or where there are none, and all else left as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import yaml

from twinpress.frontmatter import parse

Value: TypeAlias = "str | Mapping[str, Value] | Sequence[Mapping[str, Value]]"
"""Words, a group, or a list of groups."""
SAFE_KEY = re.compile(r"[^\W\d][\w.-]*")
"""Names that need no quotation marks."""
UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that YAML wants written by their numbers."""


def replaced(head: str, words: Mapping[str, str]) -> str:
    """Return a front matter in which fields, by their dotted names, have other words; those that are not there are left out."""
    edits: list[tuple[int, int, str]] = []
    try:
        root = yaml.compose(head, Loader=yaml.SafeLoader)
    except yaml.YAMLError:  # ours, in C, could read it; this one alone knows where a value ends
        return head
    for name, text in words.items():
        found = _find(root, name)
        if found is not None:
            node, flow = found
            block = node.style in ("|", ">")
            edits.append((node.start_mark.index, node.end_mark.index, scalar(text, flow=flow) + "\n" * block))
    for start, end, text in sorted(edits, reverse=True):
        head = head[:start] + text + head[end:]
    return head


def has(head: str, name: str) -> bool:
    """Tell whether a front matter has a field at its top."""
    return name in parse(head).values


def written(values: Mapping[str, Value]) -> str:
    """Return a front matter with these values."""
    return "".join(line + "\n" for line in _lines(values))


def scalar(text: str, *, flow: bool = False) -> str:
    """Return words as a value: plain where YAML lets them be, else in quotation marks. ``flow``: within brackets."""
    read = parse(f"k: {{k: {text}}}\n" if flow else f"k: {text}\n")
    value = read.values.get("k") if read.readable and not read.defects else None
    return text if value == ({"k": text} if flow else text) else _quoted(text)


def _quoted(text: str) -> str:
    """Return words in quotation marks, in which YAML knows what JSON does, but for characters that it takes for line ends."""
    return UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _find(root: Any, name: str) -> tuple[yaml.ScalarNode, bool] | None:
    """Return the value of a dotted name, and whether brackets are around it; names of files have dots themselves."""
    node, rest, flow = root, name, False
    while rest:
        flow = flow or bool(getattr(node, "flow_style", False))
        if isinstance(node, yaml.SequenceNode):
            first, _, rest = rest.partition(".")
            if not first.isdecimal() or int(first) >= len(node.value):
                return None
            node = node.value[int(first)]
            continue
        if not isinstance(node, yaml.MappingNode):
            return None
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and (rest == key.value or rest.startswith(key.value + ".")):
                rest = rest[len(key.value) + 1 :]
                node = value
                break
        else:
            return None
    return (node, flow) if isinstance(node, yaml.ScalarNode) else None


def _lines(values: Mapping[str, Value]) -> Iterator[str]:
    for key, value in values.items():
        name = key if SAFE_KEY.fullmatch(key) else _quoted(key)
        if isinstance(value, str):
            yield f"{name}: {scalar(value)}"
        elif isinstance(value, Mapping):
            yield f"{name}:"
            yield from (f"  {line}" for line in _lines(value))
        else:
            yield f"{name}:"
            for item in value:
                for number, line in enumerate(_lines(item)):
                    yield f"  {'  ' if number else '- '}{line}"
