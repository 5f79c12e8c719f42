"""The shelf: parsed documents in a cache file, their front matter packed in batches that are opened when asked for.

Most of what is parsed is asked for by nobody: whoever edits one article wants its neighbours' addresses, not their
pictures. What archives sort and compare by stands outside the batches.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from twinpress.document import PACKED, Document
from twinpress.identity import Identity

Entries = Mapping[str, tuple[Identity, Document]]
"""Documents by path, each with the identity of the file that it was read from."""
Row = tuple[str, Identity, dict[str, Any]]
"""Path and identity of a file, and what is at hand of its document."""
Packed = list[tuple[bytes, bytes]]
"""(rows, values of ``PACKED``) of each batch, pickled."""


class Batch:
    """Some documents, packed."""

    def __init__(self, rows: bytes, rest: bytes):
        self.packed = (rows, rest)

    @cached_property
    def rows(self) -> list[Row]:
        """What is at hand, of each document."""
        found: list[Row] = pickle.loads(self.packed[0])
        return found

    @cached_property
    def rest(self) -> list[tuple[Any, bytes]]:
        """The values of ``PACKED``, of each document."""
        found: list[tuple[Any, bytes]] = pickle.loads(self.packed[1])
        return found


def batches(paths: Iterable[str]) -> Collection[Sequence[str]]:
    """Return which documents are packed together."""
    groups: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        groups[path[:6]].append(path)  # a year, and the first letter of the article
    return groups.values()


def pack(entries: Entries) -> Packed:
    """Return what a cache file holds; a batch of which no document changed stays as it is."""
    packed: Packed = []
    for paths in batches(entries):
        documents = [entries[path][1] for path in paths]
        batch = documents[0].batch
        if batch and len(batch.rows) == len(paths) and all(document.batch is batch for document in documents):
            packed.append(batch.packed)
            continue
        rows = [(path, entries[path][0], document.at_hand()) for path, document in zip(paths, documents, strict=True)]
        rest = [tuple(getattr(document, name) for name in PACKED) for document in documents]
        packed.append((pickle.dumps(rows, protocol=5), pickle.dumps(rest, protocol=5)))
    return packed


def unpack(packed: Packed) -> dict[str, tuple[Identity, Document]]:
    """Return the documents; raises whatever a broken cache can raise."""
    found: dict[str, tuple[Identity, Document]] = {}
    for batch in (Batch(*parts) for parts in packed):
        for place, (path, identity, known) in enumerate(batch.rows):
            found[path] = (identity, Document.packed(known, batch, place))
    return found
