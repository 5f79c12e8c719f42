"""Confirmation: writes down that a translation matches its original as both stand, or that none is needed; and waivers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from twinpress.translation import record
from twinpress.translation.alignment import align
from twinpress.translation.block import plain
from twinpress.translation.desk import Case, Desk
from twinpress.translation.examination import Remark
from twinpress.translation.record import EXTRACTOR, Line, Record, Waiver


def confirmed(desk: Desk, case: Case, day: date) -> Record:
    """Return the record that says so of both versions as they stand; what was confirmed before keeps its day and its line."""
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Line]] = {}
    for line in reversed(case.record.lines if case.record.extractor == EXTRACTOR else ()):
        known.setdefault((line.original, line.translation), []).append(line)
    days = {(line.original, line.translation): line.day for line in case.record.lines}
    lines = []
    for group in align(case.original, case.translation):
        blocks = [case.original[place] for place in group.original]
        key = (
            tuple(block.digest for block in blocks),
            tuple(case.translation[place].digest for place in group.translation),
        )
        if known.get(key):
            lines.append(known[key].pop())
            continue
        language = case.article.original.language
        facts = sorted({fact for block in blocks for fact in desk.facts(block, language)})
        kind = (blocks or [case.translation[place] for place in group.translation])[0].kind
        lines.append(Line(kind, *key, days.get(key, day), tuple(facts)))
    return Record(lines=tuple(lines), waivers=tuple(_lasting(case)))


def _lasting(case: Case) -> Iterator[Waiver]:
    """Yield the waivers whose blocks are what they were."""
    ours = {"", *(block.digest for block in case.original)}
    theirs = {"", *(block.digest for block in case.translation)}
    for waiver in case.record.waivers:
        if waiver.original in ours and waiver.translation in theirs:
            yield waiver


def needless(reason: str) -> Record:
    """Return the record that an article needs no translation."""
    return Record(needless=plain(reason))


def waived(known: Record, remarks: Sequence[Remark], reason: str) -> Record:
    """Return the record with waivers for some findings."""
    new = tuple(
        Waiver(
            code=remark.difference.code.code,
            found=remark.found,
            original=remark.original,
            translation=remark.translation,
            reason=plain(reason),
        )
        for remark in remarks
    )
    return replace(known, waivers=(*known.waivers, *new))


def write(root: Path, path: str, new: Record) -> bool:
    """Write the record of the article at ``path``; return whether it said anything new. Raises OSError."""
    return record.write(root / path, new)
