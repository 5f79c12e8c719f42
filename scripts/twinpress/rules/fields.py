"""The book of fields: what a dotted front-matter name stands for, and which names may stand beside it."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from twinpress.kinds import Means
from twinpress.model import Original, Record, Translation

Shape = Literal["one", "list", "map"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A field as a writer knows it."""

    name: str
    """As it is written: ``as``, not ``wordings``."""
    means: Means
    shape: Shape
    record: type[Record] | None
    """What it is made of, where it has parts."""


@cache
def slots(record: type) -> dict[str, Slot]:
    """Return the fields of a record by their written names, in the order of the model."""
    hints = get_type_hints(record, include_extras=True)
    result = {}
    for item in fields(record):
        extras = hints[item.name].__metadata__ if get_origin(hints[item.name]) is Annotated else ()
        alias = next((extra.alias for extra in extras if isinstance(extra, FieldInfo) and extra.alias), None)
        means = next((extra for extra in extras if isinstance(extra, Means)), Means("", ""))
        shape, inner = _shape(hints[item.name])
        name = alias or item.name
        result[name] = Slot(name=name, means=means, shape=shape, record=inner)
    return result


def _shape(hint: Any) -> tuple[Shape, type[Record] | None]:
    """Return whether a type is a list or a map of something, and the record in it."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _shape(arguments[0])
    if origin in (Union, UnionType):
        return _shape(next(argument for argument in arguments if argument is not type(None)))
    if origin is tuple:
        return "list", _shape(arguments[0])[1]
    if origin is dict:
        return "map", _shape(arguments[1])[1]
    return "one", hint if isinstance(hint, type) and issubclass(hint, Record) else None


def around(field: str, root: type) -> tuple[type, str]:
    """Return (record, name): the record in which the last name of a dotted field stands, and that name.

    Keys of a map may hold dots (``pictures.opening.jpg.alt``): the last part counts if the map holds records.
    """
    record, rest = root, field
    while True:
        name, _, tail = rest.partition(".")
        slot = slots(record).get(name)
        if slot is None or slot.record is None or not tail:
            return record, name if slot is None or not tail else rest
        if slot.shape == "map":
            return slot.record, tail.rpartition(".")[2]
        if slot.shape == "list":
            tail = tail.partition(".")[2]
            if not tail:
                return record, name
        record, rest = slot.record, tail


def required(field: str, root: type) -> bool:
    """Tell whether a record of this kind must have the field that a dotted name stands for."""
    record, name = around(field, root)
    return any(
        item.name == name and item.default is MISSING and item.default_factory is MISSING for item in fields(record)
    )


def meaning(field: str, root: type = Original) -> Means:
    """Return what a dotted field means; empty words where nobody knows it."""
    record, name = around(field, root)
    slot = slots(record).get(name.partition(".")[0])
    return slot.means if slot else Means("", "")


def choice(record: type) -> tuple[str, str]:
    """Say in (zh, en) which fields a record may have; of the many that an article has, the handbook tells."""
    names = slots(record)
    if len(names) > 12:
        return (
            "请改名或删除；可用的字段见手册“文章字段一览”。",
            "Rename or delete it; the handbook has a table of all fields.",
        )
    return f"这里可用：{'、'.join(names)}。请改名或删除。", f"Here may stand: {', '.join(names)}. Rename or delete it."


def root_of(original: bool) -> type:
    """Return the record that a version's front matter is read as."""
    return Original if original else Translation
