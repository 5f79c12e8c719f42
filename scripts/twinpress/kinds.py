"""The kinds of value that front matter and vocabulary are made of: text, ids, dates, addresses, numbers of people.

Each is a type for pydantic: it accepts the written form, refuses everything else with an error *kind* (a short name
under which ``rules/art.py`` keeps the words in both languages), and describes itself in the JSON Schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from twinpress.frontmatter import written
from twinpress.moment import Moment

BEIJING = timezone(timedelta(hours=8))
"""Offset where neither the text nor the site's configuration gives one."""

SLUG = re.compile(r"(?!\d+$)[a-z0-9]+(?:-[a-z0-9]+)*")
"""Not digits alone: ``/2025/11/`` is the page of a month."""
ARTICLE_ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{10,26}")
"""Crockford's base 32: ten characters are the time part of a ULID, twenty-six a whole one."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""Characters that XML, and so a feed, cannot hold."""
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
MAIL_ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@){ATOM}(?:\.{ATOM})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
"""One address as browsers take it in a form (HTML, "valid e-mail address") and mail servers too (RFC 5321, "Dot-string"), on a
host with a dot."""
DESCRIPTION_LENGTH = 160
"""Characters; what result pages of search engines show, and the design's limit."""


def refuse(kind: str, found: object) -> PydanticCustomError:
    """Return the error that a value is not of ``kind``."""
    return PydanticCustomError(kind, "{found}", {"found": written(found)})


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise refuse("text", value)
    if not value.strip():
        raise refuse("blank", value)
    if control := CONTROL.search(value):  # "\0" in double quotes; no feed or page may carry it
        raise refuse("control", f"U+{ord(control[0]):04X}")
    return value


def _line(value: Any) -> str:
    text = _text(value)
    if "\n" in text.strip():
        raise refuse("one_line", text.strip().splitlines()[0] + " …")
    return text.strip()


def _prose(value: Any) -> str:
    return _text(value).strip()


def _matching(pattern: re.Pattern[str], kind: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise refuse(kind, value)
        return value

    return check


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", value)
    except ValueError:
        sound = False
    if not sound:
        raise refuse("url", value)
    return value


def _file(value: str) -> str:
    if "/" in value or "\\" in value or value.startswith(".") or re.search(r"[\x00-\x1f\x7f]", value):
        raise refuse("file", value)
    return value


def _moment(value: Any, info: ValidationInfo) -> Moment:
    if isinstance(value, Moment):
        return value
    zone = (info.context or {}).get("zone", BEIJING)
    try:
        return Moment.parse(value, zone)
    except (TypeError, ValueError, OverflowError, AttributeError):
        raise refuse("moment", value) from None


@dataclass(frozen=True)
class Attendance:
    """How many came: ``80``, more than that (``80+``) or about that (``~80``)."""

    number: int
    qualifier: str = ""  # "", "+" or "~"

    def __str__(self) -> str:
        return f"~{self.number}" if self.qualifier == "~" else f"{self.number}{self.qualifier}"


def _attendance(value: Any) -> Attendance:
    if isinstance(value, Attendance):
        return value
    match = re.fullmatch(r"(~?)([1-9]\d{0,8})(\+?)", str(value))
    if match is None or (match[1] and match[3]) or isinstance(value, bool):
        raise refuse("attendance", value)
    return Attendance(int(match[2]), match[1] or match[3])


Line = Annotated[str, BeforeValidator(_line), WithJsonSchema({"type": "string", "minLength": 1})]
"""Text on one line."""

Prose = Annotated[str, BeforeValidator(_prose), WithJsonSchema({"type": "string", "minLength": 1})]
"""Text that may run over several lines."""

Slug = Annotated[
    Line,
    AfterValidator(_matching(SLUG, "slug")),
    WithJsonSchema({"type": "string", "pattern": f"^{SLUG.pattern}$"}),
]
"""An id of the vocabulary: lower-case ASCII words with hyphens."""

ArticleId = Annotated[
    Line,
    AfterValidator(_matching(ARTICLE_ID, "article_id")),
    WithJsonSchema({"type": "string", "pattern": f"^{ARTICLE_ID.pattern}$"}),
]
"""The permanent id of an article."""

Url = Annotated[Line, AfterValidator(_url), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
"""An absolute web address."""

MailAddress = Annotated[
    Line,
    AfterValidator(_matching(MAIL_ADDRESS, "mail")),
    WithJsonSchema({"type": "string", "pattern": f"^{MAIL_ADDRESS.pattern}$"}),
]
"""One e-mail address, without a name."""

FileName = Annotated[Line, AfterValidator(_file), WithJsonSchema({"type": "string", "pattern": r"^[^./\\][^/\\]*$"})]
"""The name of a file beside the article."""

When = Annotated[
    Moment,
    BeforeValidator(_moment),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{2}(:\d{2})?\s*([Zz]|[+-]\d{2}:?\d{2})?)?$",
            "examples": ["2025-11-20", "2025-11-20 16:10", "2025-11-20 16:10:16 +08:00"],
        }
    ),
]
"""A date, or a date and time with or without offset."""


def _moment_or_year(value: Any, info: ValidationInfo) -> Moment | int:
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
        return value
    return _moment(value, info)


WhenOrYear = Annotated[
    Moment | int,
    PlainValidator(_moment_or_year),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1000, "maximum": 9999},
                {"type": "string", "pattern": r"^\d{4}-\d{1,2}-\d{1,2}$"},
            ]
        }
    ),
]
"""A date or a year."""

Heads = Annotated[
    Attendance,
    BeforeValidator(_attendance),
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": r"^(~[1-9]\d*|[1-9]\d*\+?)$"}]}
    ),
]
"""A number of people."""


@dataclass(frozen=True)
class Means:
    """What a field means, in both languages, and how much it is needed: the words of handbook and JSON Schema."""

    en: str
    zh: str
    need: str = ""  # "E": its absence is an error, "W": a warning

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler(source)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        result = handler(schema)
        words = f"{self.zh} · {self.en}"
        if "$ref" in result:
            return {"allOf": [result], "description": words}
        return {**result, "description": words}
