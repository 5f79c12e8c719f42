"""The plan of a build: which outputs have to be made, and which are what they would be made again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from twinpress.answers import COUNTED, FILES, Answers, digest
from twinpress.identity import Identity
from twinpress.record import Memory, unpack
from twinpress.trace import Question
from twinpress.views.tally import FOLDER
from twinpress.workshop import Workshop


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What has to be made."""

    paths: Sequence[str]
    """Outputs to be made, in the order of the site."""
    kept: Collection[str]
    """Outputs that stay as they are."""


def whole(workshop: Workshop) -> Plan:
    """Plan everything."""
    return Plan(paths=tuple(workshop.outputs), kept=())


def is_small(memory: Memory, answers: Answers) -> bool:
    """Tell whether nothing but files has changed: bodies, pictures, attachments."""
    return answers.everything == memory.everything


def changed(memory: Memory, answers: Answers, files: Mapping[str, Identity]) -> frozenset[int]:
    """Return the numbers of the questions that are answered otherwise than by the build before.

    ``files``: what the content folder holds now.
    """
    few = is_small(memory, answers)
    touched = {path for path, _ in memory.files.items() ^ files.items()}
    counted = any(path.startswith(f"{FOLDER}/") for path in touched)

    def may_differ(question: Question) -> bool:
        if question[0] in FILES:
            return question[1] in touched
        return not few or (counted and question[0] in COUNTED)

    return frozenset(
        number
        for number, (question, answer) in enumerate(zip(memory.questions, memory.answers, strict=True))
        if may_differ(question) and answers(question) != answer
    )


def difference(memory: Memory, answers: Answers, numbers: frozenset[int], workshop: Workshop) -> Plan:
    """Plan what rests on a question that is answered otherwise (``numbers``), or on something else that it was given."""
    stale = {path for path, origin in memory.origins.items() if not numbers.isdisjoint(unpack(origin.asked))}
    if is_small(memory, answers):  # so there are the same outputs, made from the same lists
        return Plan(paths=sorted(stale), kept=memory.origins.keys() - stale)
    paths, kept = [], set()
    for path, output in workshop.outputs.items():
        origin = memory.origins.get(path)
        if origin is None or path in stale or origin.given != digest(output.given):
            paths.append(path)
        else:
            kept.add(path)
    return Plan(paths=paths, kept=kept)
