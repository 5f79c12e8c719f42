"""The history of a file, as Git knows it: where the words are that the record has digests of.

Nothing rests on it but convenience. Without Git, in a shallow clone or after a squash the words are not at hand; that is
said, and the brief has everything else.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timezone
from enum import StrEnum
from pathlib import Path

from twinpress.document import SIZE_LIMIT, clean, decode
from twinpress.translation.block import Block, blocks, render

VERSIONS = 200
"""Versions of a file that are looked at, the newest first."""
BATCH = 20
"""Versions that are asked for at a time: most changes are recent."""
PATIENCE = 10.0
"""Seconds for one question to Git; a disk of the network may be slow."""
ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE")
"""Variables that lead Git to another repository, as they do within its hooks."""


class Absence(StrEnum):
    """Why old words are not at hand."""

    NO_GIT = "no Git"
    SHALLOW = "shallow clone"
    UNKNOWN = "not in the history"


@dataclass(frozen=True)
class Past:
    """Old blocks of a file."""

    blocks: Mapping[str, Block] = field(default_factory=dict)
    """By digest."""
    absence: Absence | None = None
    """Why some are missing; None where all that were asked for were found."""


def past(root: Path, path: str, digests: Collection[str], zone: timezone) -> Past:
    """Return the blocks with these digests from earlier versions of ``root/path``. Never raises, waits at most minutes."""
    wanted = set(digests)
    if not wanted:
        return Past()
    log = _git(root, "log", f"--max-count={VERSIONS}", "--no-follow", "--no-show-signature", "--format=%H", "--", path)
    if log is None:
        return Past(absence=Absence.NO_GIT)
    found: dict[str, Block] = {}
    for data in _versions(root, path, log.decode("ascii", "replace").split()):
        for block in _blocks(path, data, zone):
            if block.digest in wanted:
                found.setdefault(block.digest, block)
        if found.keys() == wanted:
            return Past(found)
    shallow = (_git(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"
    return Past(found, Absence.SHALLOW if shallow else Absence.UNKNOWN)


def _versions(root: Path, path: str, commits: Sequence[str]) -> Iterator[bytes]:
    """Yield the different versions that a file had at some commits, in their order."""
    seen = set()
    for start in range(0, len(commits), BATCH):
        asked = "".join(f"{commit}:./{path}\n" for commit in commits[start : start + BATCH])
        answer = _git(root, "cat-file", "--batch", given=asked.encode("utf-8", "surrogateescape")) or b""
        at = 0
        while (end := answer.find(b"\n", at)) >= 0:
            said = answer[at:end].split()
            at = end + 1
            if len(said) == 3 and said[1] == b"blob" and said[2].isdigit():  # else it was deleted there
                size = int(said[2])
                if said[0] not in seen and size <= SIZE_LIMIT:
                    seen.add(said[0])
                    yield answer[at : at + size]
                at += size + 1


def _blocks(path: str, data: bytes, zone: timezone) -> Sequence[Block]:
    """Return the blocks of a version; none if it could not be read then."""
    document = decode(path, data, zone)
    if document.front is None:
        return ()
    lines = clean(data.decode("utf-8", "replace")).split("\n", document.body_line - 1)
    return blocks(document.front, render(lines[-1] if len(lines) == document.body_line else ""))


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """Return what Git says in a folder; None where it does not answer, or fails."""
    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    # asking must neither write nor fetch nor wait for a password; a path is a path, whatever is in it
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    environment |= {"GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", "--no-pager", *arguments],
            cwd=root,
            env=environment,
            input=given,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
