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
BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
"""Everything that YAML takes for the end of a line: its line numbers must be ours."""
CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}

COLON = re.compile(r"(\s*(?:- +)?[\w-]+)\s*(?:：\s*|:(?=[^\s/]))")
"""A name whose colon is full-width, or has no space after it (not ``https://``)."""
FIELD = re.compile(r"(\s*(?:- +)?)[A-Za-z_][\w-]*:(?:\s|$)")
HALF_QUOTED = re.compile(r"""\s*(?:- +)?[\w-]+:\s+(?:"(?:[^"\\]|\\.)*|'[^']*)$""")
"""A value that begins with a quotation mark and has no second one in its line."""
BARE = re.compile(r"""\s*(?:- +)?[\w-]+:\s+(?:(?:\[[^\]]*\]|\{[^}]*\}|"[^"]*"|'[^']*')\s*[^\s#,\]}]|[*&!%@`>|-]).*""")
"""A value that begins as a list, a group or a quotation and goes on as text, or begins with a character that YAML keeps."""
WIDE = str.maketrans("｛｝［］，：", "{}[],:")
"""Full-width characters that stand where YAML needs the plain ones."""


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
    starts: dict[str, int] = field(default_factory=dict)
    """Lines of the scalars that begin below their name."""
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


def nearest(lines: dict[str, int], name: str, default: int) -> int:
    """Return the line of a dotted name, else of the nearest name around it, else ``default``."""
    while name not in lines and "." in name:
        name = name.rpartition(".")[0]
    return lines.get(name, default)


def parse(text: str, first_line: int = 1) -> Mapping:
    """Read a YAML mapping. Never raises; ``first_line`` is the line of the file on which ``text`` starts."""
    text = BREAKS.sub("\n", text)
    builder = _Builder(first_line)
    try:
        for event in yaml.parse(text, Loader=Loader):
            builder.take(event)
        builder.finish()
    except _UnreadableError:
        last = builder.result.defects[-1]
        first = text.split("\n")[last.line - first_line]
        if last.kind in ("not-a-mapping", "colon") and COLON.match(first):  # it is taken for text, and the rest with it
            builder.result.defects[-1] = Defect("colon", last.line, found=first.strip())
    except yaml.YAMLError as error:
        kind, line, found = _diagnosis(error, text)
        builder.result.defects.append(Defect(kind, first_line + line, found=found))
        builder.result.readable = False
    return builder.result


def _diagnosis(error: yaml.YAMLError, text: str) -> tuple[str, int, str]:
    """Return (kind, line from 0, what was found): what a writer did where YAML's parser gave up, often lines below.

    ``section：trainings`` is an error of the *next* line to the parser, and a bracket that is never closed one of the
    last; writers look where they are sent.
    """
    lines = text.rstrip("\n").split("\n")
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error).strip()
    at = min(_line_of(error, text), len(lines) - 1)
    opened = getattr(error, "context_mark", None)
    start = min(opened.line, at) if opened else at
    for line in range(at + 1):
        if HALF_QUOTED.fullmatch(lines[line]) and (line + 1 == len(lines) or FIELD.match(lines[line + 1])):
            return "syntax", line, "unexpected end of stream"  # as of a quotation that no other one follows
    simple = "simple key" in str(getattr(error, "context", ""))  # the parser waits for its colon
    alone = "mapping values" in problem and len(re.findall(r":(?:\s|$)", lines[at])) == 1  # its one colon is right
    for line in (start if simple else at, at, at - 1 if alone else -1):
        if line >= 0 and COLON.match(lines[line]):
            return "colon", line, lines[line].strip()
    if "',' or" in problem and any(FIELD.match(line) for line in lines[start + 1 : at + 1]):
        return "bracket", start, lines[start].strip()
    if wide := next((character for character in lines[at] if ord(character) in WIDE), ""):
        return "width", at, wide
    if "',' or" in problem and any(lines[at].count(a) > lines[at].count(b) for a, b in ("[]", "{}")):
        return "bracket", start, lines[start].strip()
    if BARE.fullmatch(lines[at]):
        return "bare", at, lines[at].strip()
    if alone and lines[at][:1] == " ":
        return "indent", at, lines[at].strip()
    return "syntax", start if simple else at, problem


def mended(kind: str, found: str) -> str:
    """Return what a writer meant by a line that could not be read, where that can be told; else nothing."""
    name, colon, value = found.partition(": ")
    if kind == "colon":
        return COLON.sub(lambda match: f"{match[1]}: ", found, count=1).strip()
    if kind == "bare" and colon and not {"'", '"'} <= set(value):
        mark = "'" if '"' in value else '"'
        return f"{name}: {mark}{value.strip()}{mark}"
    return found.translate(WIDE) if kind == "width" else ""


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
        self.colon = False
        """Whether the key that waits for its value holds what should have been its colon."""

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the stream."""
        line = self.first_line + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, yaml.ScalarEvent):
            if not self._is_key(event.value, line, event.implicit[0]):
                value = scalar(event.value) if event.implicit[0] else event.value
                self._value(value, event.value, line, event)
        elif isinstance(event, yaml.CollectionStartEvent):
            if self._awaits_key():
                self._fail("key", line)
            self._value({} if isinstance(event, yaml.MappingStartEvent) else [], "[…]", line, event)
        elif isinstance(event, yaml.AliasEvent):
            if not self.stack:
                self._fail("not-a-mapping", line, f"*{event.anchor}")
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

    def _is_key(self, name: str, line: int, plain: bool) -> bool:
        """Take a scalar as a key if one is due."""
        if not self._awaits_key():
            return False
        parent = self.stack[-1]
        path = f"{parent.path}{name}"
        colon = COLON.match(name) if plain else None
        if colon and (not parent.path or name[colon.end() :][:1] in ("{", "[")):
            self._fail("colon", line, name)  # to YAML, source：{name: x} is a field “source：{name”
        self.colon = colon is not None
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
        parent = self.stack[-1]
        if self.colon and value is None and shown == "" and parent.key is not None:  # {name：x} is a name without value
            self._fail("colon", self.result.lines.get(f"{parent.path}{parent.key}", line), parent.key)
        self.colon = False
        path = self._place(line)
        if not isinstance(value, dict | list) and line > self.result.lines.get(path, line):
            self.result.starts[path] = line
        self._note_anchor(path, line, event)
        if event.tag:
            self.result.defects.append(Defect("tag", line, path, event.tag))
        if not isinstance(value, dict | list):
            self.stack[-1].store(value)
        elif len(self.stack) >= DEPTH:
            self._fail("depth", line, str(DEPTH))
        else:
            self.stack.append(_Container(value, path + "."))
