"""Front matter and vocabulary as editors write them: plain YAML, quoted only where it must be.

A record is written from one tree for both languages. Its leaves are facts, which the original alone has, and ``Both``, of
which each version has its half; a ``Key`` says to which fact the words beside it belong, and stands in both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.bilingual import Both

Tree = Mapping[str, Any]
"""Field names to facts, ``Both``, ``Key``, or lists and trees of these."""

PLAIN = re.compile(r"[\w~“（《][\w +/.()“”‘’《》，。、；：？！（）…·—–%~-]*(?<! )")
"""Text that YAML takes as it stands, in brackets as well."""
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?( [+-]\d\d:\d\d)?")
OTHER = re.compile(r"[-+]?[0-9.]+|true|false|null|~", re.I)
"""Text that would be read as something else."""


@dataclass(frozen=True)
class Key:
    """A value that stands beside words in both versions."""

    value: str


def written(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        plain = (PLAIN.fullmatch(value) and not OTHER.fullmatch(value)) or MOMENT.fullmatch(value)
        return value if plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_name(name)}: {written(item)}" for name, item in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(written, value)) + "]"
    return str(value)


def fields(values: Tree) -> str:
    """Return lines ``name: value``; a group of groups has a line for each of them."""
    lines = []
    for name, value in values.items():
        if isinstance(value, Mapping) and value and all(isinstance(item, Mapping) for item in value.values()):
            lines.append(f"{_name(name)}:\n")
            lines += [f"  {_name(key)}: {written(item)}\n" for key, item in value.items()]
        else:
            lines.append(f"{_name(name)}: {written(value)}\n")
    return "".join(lines)


def _name(name: str) -> str:
    return name if PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def original(tree: Tree, language: str) -> dict[str, Any]:
    """Return everything in ``tree``, its words in ``language``."""
    return {name: _whole(value, language) for name, value in tree.items()}


def translation(tree: Tree, language: str) -> dict[str, Any]:
    """Return the words in ``tree`` alone, in ``language``."""
    return {name: _words(value, language) for name, value in tree.items() if _speaks(value)}


def _whole(value: Any, language: str) -> Any:
    if isinstance(value, Both):
        return value.get(language)
    if isinstance(value, Key):
        return value.value
    if isinstance(value, Mapping):
        return original(value, language)
    if isinstance(value, list | tuple):
        return [_whole(item, language) for item in value]
    return value


def _words(value: Any, language: str) -> Any:
    if isinstance(value, Mapping):
        return {name: _words(item, language) for name, item in value.items() if isinstance(item, Key) or _speaks(item)}
    if isinstance(value, list) and not isinstance(value, Both):
        return [_words(item, language) for item in value if _speaks(item)]
    return _whole(value, language)


def _speaks(value: Any) -> bool:
    """Tell whether there are words in a value."""
    if isinstance(value, Both):
        return True
    if isinstance(value, Mapping):
        return any(map(_speaks, value.values()))
    return isinstance(value, list) and any(map(_speaks, value))
