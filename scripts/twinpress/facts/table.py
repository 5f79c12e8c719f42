"""Tables of texts and their translations, a pair in each row: original, tab, translation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from twinpress.facts import code
from twinpress.facts.comparison import compare_pair
from twinpress.facts.difference import Difference
from twinpress.facts.fact import Kind
from twinpress.facts.lexicon import EMPTY, Lexicon

Found = tuple[int, Difference]
"""The number of a row, from 1, and what is wrong in it."""


def rows(text: str) -> list[str]:
    """Return the rows of a table; what is no line feed (U+2028, a form feed) is text."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def check(text: str, lexicon: Lexicon = EMPTY, language: str = "zh") -> Iterator[Found]:
    """Yield what is wrong in a table, row by row; columns after the second are notes, empty rows are passed over."""
    for number, row in enumerate(rows(text), 1):
        original, tab, rest = row.partition("\t")
        if not tab:
            if row.strip():
                yield number, _torn(row)
            continue
        for difference in compare_pair(original, rest.partition("\t")[0], lexicon, language):
            yield number, difference


def _torn(row: str) -> Difference:
    return Difference(
        code.TORN,
        Kind.STRUCTURE,
        row[:60],
        "",
        "",
        "这一行没有制表符，应为：原文、制表符、译文",
        "this row has no tab; write the original, a tab, the translation",
    )


def jsonl(found: Iterable[Found]) -> Iterator[str]:
    """Yield a line of JSON for each finding."""
    for number, difference in found:
        yield json.dumps(difference.row(number), ensure_ascii=False)


SEVERITIES = {"error": "错误 error", "warning": "警告 warning", "info": "提示 info"}


def text(found: Iterable[Found]) -> Iterator[str]:
    """Yield lines for people: where, what, in both languages."""
    for number, difference in found:
        yield f"{number}: {difference.code.code} {SEVERITIES[difference.severity.value]}"
        yield f"    {difference.zh}"
        yield f"    {difference.en}"


FORMATS = {"text": text, "jsonl": jsonl}
