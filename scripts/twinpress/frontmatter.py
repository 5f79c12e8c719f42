"""Front matter: from the text between two fences to plain values that know their lines.

Values are built from PyYAML's *events*, not with its constructors: the events carry line numbers, cannot be
expanded by alias bombs, and let us stop at a depth (libyaml needs 24 s for 100,000 nested brackets). Scalars follow
the YAML 1.2 core schema, so that ``no`` stays a word, ``16:10`` a time and dates keep the precision they were written in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml: five times faster

DEPTH = 6
"""Deepest nesting that any field needs, with room to spare."""

INTEGER = re.compile(r"[-+]?(?:0|[1-9]\d{0,17})")
FLOAT = re.compile(r"[-+]?\d+\.\d+")
CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Defect:
    """Something that keeps a file, or a part of it, from being read; a rule turns it into a finding."""

    kind: str
    line: int
    field: str = ""
    found: str = ""


@dataclass(slots=True)
class Mapping:
    """Values of a YAML mapping, the line of every dotted name in it, and what could not be read."""

    values: dict[str, Any] = field(default_factory=dict)
    """Strings, integers, floats, booleans, None, tuples and dictionaries."""
    lines: dict[str, int] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)
    readable: bool = True
    """False: the text is no YAML mapping, and ``values`` means nothing."""


def scalar(text: str) -> Any:
    """Return the value of a plain scalar: None, bool, int, float or the text itself."""
    if text in CONSTANTS:
        return CONSTANTS[text]
    if text[0] in "+-0123456789":
        if INTEGER.fullmatch(text):
            return int(text)
        if FLOAT.fullmatch(text):
            return float(text)
    return text


def written(value: Any) -> str:
    """Return a value as a writer would have put it into YAML, on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(written(item) for item in value) + "]"
    return str(value)


def parse(text: str, first_line: int = 1) -> Mapping:
    """Read a YAML mapping. Never raises; ``first_line`` is the line of the file on which ``text`` starts."""
    builder = _Builder(first_line)
    try:
        for event in yaml.parse(text, Loader=Loader):
            builder.take(event)
        builder.finish()
    except _UnreadableError:
        pass
    except yaml.YAMLError as error:
        line = _line_of(error, text)
        problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error).strip()
        last = text.rstrip("\n").count("\n")
        builder.result.defects.append(Defect("syntax", first_line + min(line, last), found=problem))
        builder.result.readable = False
    return builder.result


def _line_of(error: yaml.YAMLError, text: str) -> int:
    """Return the line (from 0) to show for an error of the YAML parser."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    if context and "end of stream" in str(getattr(error, "problem", "")):
        mark = context  # a quotation mark that is never closed: show where it opens
    if mark:
        return int(mark.line)
    position = getattr(error, "position", None)  # libyaml's reader counts bytes
    return text.encode("utf-8", "replace").count(b"\n", 0, position) if position is not None else 0


class _UnreadableError(Exception):
    """The text is no mapping that we read; the defect is noted."""


class _Container:
    """A mapping or sequence under construction."""

    __slots__ = ("key", "path", "value")

    def __init__(self, value: dict[str, Any] | list[Any], path: str):
        self.value = value
        self.path = path
        """Dotted name with a dot at the end; empty at the top."""
        self.key: str | None = None
        """Of a mapping: the key that waits for its value."""

    def store(self, value: Any) -> None:
        """Put a finished value where it belongs; the value of a doubled key is dropped."""
        if isinstance(self.value, list):
            self.value.append(value)
            return
        key, self.key = self.key, None
        if key is not None and key is not DOUBLED:
            self.value[key] = value


DOUBLED = "\0"
"""Stands for a key that was there before (libyaml lets no NUL into a real one)."""


class _Builder:
    """Builds a ``Mapping`` from YAML events, without recursion: nesting costs no stack."""

    def __init__(self, first_line: int):
        self.first_line = first_line
        self.result = Mapping()
        self.stack: list[_Container] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the stream."""
        line = self.first_line + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, yaml.ScalarEvent):
            if not self._is_key(event.value, line):
                value = scalar(event.value) if event.implicit[0] else event.value
                self._value(value, event.value, line, event)
        elif isinstance(event, yaml.CollectionStartEvent):
            if self._awaits_key():
                self._fail("key", line)
            self._value({} if isinstance(event, yaml.MappingStartEvent) else [], "[…]", line, event)
        elif isinstance(event, yaml.AliasEvent):
            if self._awaits_key():
                self._fail("key", line)
            self._note_anchor(self._place(line), line, event)
            self.stack[-1].store(None)
        elif isinstance(event, yaml.CollectionEndEvent):
            container = self.stack.pop()
            if self.stack:
                self.stack[-1].store(tuple(container.value) if isinstance(container.value, list) else container.value)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._fail("documents", line)

    def finish(self) -> None:
        """Say that the stream ended."""
        if not self.documents:
            self._fail("not-a-mapping", self.first_line)

    def _fail(self, kind: str, line: int, found: str = "") -> None:
        self.result.defects.append(Defect(kind, line, found=found))
        self.result.readable = False
        raise _UnreadableError

    def _awaits_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def _is_key(self, name: str, line: int) -> bool:
        """Take a scalar as a key if one is due."""
        if not self._awaits_key():
            return False
        parent = self.stack[-1]
        path = f"{parent.path}{name}"
        if name in parent.value:
            self.result.defects.append(Defect("duplicate", line, path, name))
            parent.key = DOUBLED
        else:
            self.result.lines[path] = line
            parent.key = name
        return True

    def _place(self, line: int) -> str:
        """Return the dotted name of the value that comes next; remember the line of a list's item."""
        parent = self.stack[-1]
        if isinstance(parent.value, dict):
            return f"{parent.path}{parent.key}"
        path = f"{parent.path}{len(parent.value)}"
        self.result.lines[path] = line
        return path

    def _note_anchor(self, path: str, line: int, event: yaml.NodeEvent) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self.result.defects.append(Defect("alias", line, path, f"{mark}{event.anchor}"))

    def _value(self, value: Any, shown: str, line: int, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        """Take a scalar or the start of a collection as a value."""
        if not self.stack:
            if not isinstance(value, dict):
                self._fail("not-a-mapping", line, shown)
            self.result.values = value
            self.stack.append(_Container(value, ""))
            return
        path = self._place(line)
        self._note_anchor(path, line, event)
        if event.tag:
            self.result.defects.append(Defect("tag", line, path, event.tag))
        if not isinstance(value, dict | list):
            self.stack[-1].store(value)
        elif len(self.stack) >= DEPTH:
            self._fail("depth", line, str(DEPTH))
        else:
            self.stack.append(_Container(value, path + "."))
