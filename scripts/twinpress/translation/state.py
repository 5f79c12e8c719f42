"""States: how a translation stands to its original, by comparison with what was confirmed, and with nothing else.

Neither dates of files nor commits count: a squashed history, a shallow clone and a folder without Git give the same answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from twinpress.translation.block import Block, total
from twinpress.translation.record import Line, Record
from twinpress.wording import MONTHS

NOBODY: Mapping[str, Iterable[str]] = {}


class State(StrEnum):
    """How a translation stands to its original."""

    ORPHAN = "orphan"
    """A translation without an original."""
    MISSING = "missing"
    """No translation, and nobody said that none is needed."""
    STALE_FACTS = "stale: facts"
    """A figure or a name that it was made from is not what the original says now."""
    STALE_PROSE = "stale: prose"
    """Other words of the original changed."""
    CHANGED = "translation changed"
    """Only the translation changed since it was confirmed."""
    UNVERIFIED = "unverified"
    """Nobody confirmed it."""
    FRESH = "fresh"
    """Both are what was confirmed."""
    NEEDLESS = "not needed"

    @property
    def stale(self) -> bool:
        """Whether the original has gone on."""
        return self in (State.STALE_FACTS, State.STALE_PROSE)


@dataclass(frozen=True)
class Standing:
    """A state, and what it comes from."""

    state: State
    changed: tuple[int, ...] = ()
    """Places of the original's blocks that are new or other than confirmed; of a translation that is missing, all."""
    edited: tuple[int, ...] = ()
    """The same of the translation's blocks."""
    gone: tuple[Line, ...] = ()
    """What was confirmed and is not in the original any more."""
    lost: tuple[str, ...] = ()
    """Facts of theirs that make it ``STALE_FACTS``."""
    confirmed: date | None = None
    """The newest day on which one of ``gone``, or else anything, was confirmed."""


def facts(text: str, language: str, people: Mapping[str, Iterable[str]] = NOBODY) -> tuple[str, ...]:
    """Return what a text says in figures and names, as the record holds it, sorted.

    ``80``, ``share=3/10``, ``month=11``; with ``~`` in front what need not be written in figures (两天); ``@wu-sheng`` for
    a person of the vocabulary (``people``: forms of the name in this language by id). One of anything says nothing: 一个.
    """
    from twinpress.facts import chinese, english  # they take long to import, and most pages need none of their facts
    from twinpress.facts.fact import Scale

    found = set()
    for fact in (chinese if language == "zh" else english).facts(text):
        value = fact.value
        scale = "" if value.scale is Scale.PLAIN else f"{value.scale}="
        told = f"{scale}{value.word if value.scale is Scale.WORD else value.amount}"
        if fact.strong or told != "1":
            found.add(told if fact.strong else f"~{told}")
    found |= {f"@{identifier}" for identifier, forms in people.items() if any(form in text for form in forms)}
    return tuple(sorted(found))


def worded(told: Iterable[str], language: str | None = None) -> str:
    """Return facts of the record as people write them: ``80, 30%, 4月 · April``; months in ``language``, else in both."""
    return ", ".join(dict.fromkeys(_worded(fact.removeprefix("~"), language) for fact in told))


def _worded(fact: str, language: str | None) -> str:
    scale, _, value = fact.rpartition("=")
    if scale == "month":
        named = {"zh": f"{value}月", "en": MONTHS[int(value) - 1]}
        return named[language] if language else " · ".join(named.values())
    if scale == "clock":
        return f"{int(value) // 60}:{int(value) % 60:02}"
    if scale == "share":
        return f"{float(Fraction(value) * 100):g}%"
    if scale == "times":
        return f"{float(Fraction(value)):g}×"
    return value.removeprefix("@") if scale == "word" or "/" not in value else f"{float(Fraction(value)):g}"


def compare(
    record: Record,
    original: Sequence[Block],
    translation: Sequence[Block],
    read: Callable[[Block], tuple[str, ...]],
    shown: Callable[[Block], tuple[str, ...]] | None = None,
) -> Standing:
    """Return how a translation stands; ``read`` returns the facts of a block of the original.

    ``shown``, of a summary: returns the facts of a block of the translation; what it never said cannot be out of date.
    """
    if not record.confirmed or record.defects:  # of what cannot be read nobody knows what it said
        return Standing(State.UNVERIFIED)
    gone, changed = _other([line.original for line in record.lines], original)
    dropped, edited = _other([line.translation for line in record.lines], translation)
    lines = tuple(record.lines[number] for number in gone)
    if lines or changed:
        lost = _lost(lines, changed, original, read)
        if shown:
            said = {fact for block in translation for fact in shown(block)}
            lost = tuple(fact for fact in lost if fact in said)
        state = State.STALE_FACTS if lost else State.STALE_PROSE
        return Standing(state, changed, edited, lines, lost, max(line.day for line in lines or record.lines))
    state = State.CHANGED if dropped or edited else State.FRESH
    return Standing(state, edited=edited, confirmed=max(line.day for line in record.lines))


def _other(confirmed: Sequence[tuple[str, ...]], blocks: Sequence[Block]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the numbers of groups that are not there as they were confirmed, and the places of blocks that belong to none.

    Both are empty where the same sentences stand in other paragraphs.
    """
    places: dict[str, list[int]] = {}
    for place in reversed(range(len(blocks))):
        places.setdefault(blocks[place].digest, []).append(place)
    gone = []
    for number, digests in enumerate(confirmed):
        if all(len(places.get(digest, ())) >= count for digest, count in Counter(digests).items()):
            for digest in digests:
                places[digest].pop()
        else:
            gone.append(number)
    left = tuple(sorted(place for waiting in places.values() for place in waiting))
    before = total(int(digest, 16) for number in gone for digest in confirmed[number])
    return (
        ((), ()) if gone and before == total(int(blocks[place].digest, 16) for place in left) else (tuple(gone), left)
    )


def _lost(
    gone: Iterable[Line],
    changed: Iterable[int],
    original: Sequence[Block],
    read: Callable[[Block], tuple[str, ...]],
) -> tuple[str, ...]:
    """Return the facts that were confirmed and are not what the original says now.

    What was only said once less, with nothing new in its place, is no other fact; nor is one less of what need not be
    written in figures, unless such a one took its place.
    """
    before = Counter(fact for line in gone for fact in line.facts)
    now = Counter(fact for place in changed for fact in read(original[place]))
    missing, new = before - now, now - before
    here = {fact for block in original for fact in read(block)} if missing else set()
    counted = any(fact.startswith("~") or fact[0].isdigit() for fact in new)

    def lost(fact: str) -> bool:
        return counted if fact.startswith("~") else bool(new) or fact not in here

    return tuple(sorted(filter(lost, missing)))
