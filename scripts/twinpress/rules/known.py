"""What the vocabulary knows: ids, what was probably meant, and how a new entry is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from twinpress.model import Original
from twinpress.suggestion import closest
from twinpress.vocabulary import KINDS, Names, Vocabulary

FOLDERS = {kind.name for kind in KINDS if kind.folder}
UNREADABLE = frozenset(
    {
        "syntax",
        "colon",
        "bracket",
        "bare",
        "width",
        "indent",
        "documents",
        "key",
        "depth",
        "not-a-mapping",
        "encoding",
        "control",
        "size",
        "not-a-file",
        "unreadable",
    }
)
"""Defects after which nothing is known of a vocabulary file."""
LISTS = {
    "sections": ("栏目", "section"),
    "topics": ("专题", "topic"),
    "people": ("人物", "person"),
    "roles": ("角色", "role"),
    "organisations": ("机构", "organisation"),
    "places": ("地点", "place"),
    "series": ("系列", "series"),
}


class Reference(NamedTuple):
    """An id in the front matter: its dotted field, the list it must stand in, and the id."""

    field: str
    list: str
    id: str


def references(facts: Original) -> Iterator[Reference]:
    """Yield every vocabulary id that an article names, in the order of the model."""
    yield Reference("section", "sections", facts.section)
    for number, topic in enumerate(facts.topics):
        yield Reference(f"topics.{number}", "topics", topic)
    if event := facts.event:
        if event.place:
            yield Reference("event.place", "places", event.place)
        for name, ids in (("organisers", event.organisers), ("co_organisers", event.co_organisers)):
            for number, organisation in enumerate(ids):
                yield Reference(f"event.{name}.{number}", "organisations", organisation)
    for number, participant in enumerate(facts.people):
        yield Reference(f"people.{number}.person", "people", participant.person)
        yield Reference(f"people.{number}.role", "roles", participant.role)
    for number, organisation in enumerate(facts.organisations):
        yield Reference(f"organisations.{number}", "organisations", organisation)
    for number, place in enumerate(facts.places):
        yield Reference(f"places.{number}", "places", place)
    if facts.series:
        yield Reference("series.series", "series", facts.series.series)


def missing(vocabulary: Vocabulary, name: str, identifier: str) -> bool:
    """Tell whether a list lacks an id, and not merely because its file is lacking or unreadable (that is ARC002's)."""
    if identifier in vocabulary.lists[name] or name in vocabulary.absent:
        return False
    folder = name in FOLDERS
    home = f"vocabulary/{name}/{identifier}." if folder else f"vocabulary/{name}.yml"
    return not any(
        path.startswith(home) and (folder or defect.kind in UNREADABLE or defect.field == identifier)
        for path, defect in vocabulary.defects
    )


def meant(vocabulary: Vocabulary, name: str, written: str) -> str | None:
    """Return the id that ``written`` probably stands for: by a name of the entry, else by likeness."""
    known = vocabulary.lists[name]
    for identifier, entry in known.items():
        short = getattr(entry, "short", Names())
        if written in (entry.name.zh, entry.name.en, short.zh, short.en):
            return identifier
    return closest(written, known)


def how_to_add(name: str, identifier: str) -> tuple[str, str]:
    """Say in (zh, en) how a new entry is made."""
    if name in FOLDERS:
        path = f"vocabulary/{name}/{identifier}.yml"
        return f"若是新条目，请新建 {path}，写 name: {{zh: …}}", f"If it is new, make {path} with name: {{zh: …}}"
    path = f"vocabulary/{name}.yml"
    return (
        f"若是新条目，请在 {path} 中加一行 {identifier}: {{name: {{zh: …}}}}",
        f"If it is new, add a line {identifier}: {{name: {{zh: …}}}} to {path}",
    )
