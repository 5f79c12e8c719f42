"""The inheritance: search files of the release before, for readers who opened the search just before a publication.

The index of a language is a directory, and the folders that it names, each named by its content:

    search/zh/directory.json            names 0123456789abcdef
    search/zh/0123456789abcdef/b0.bin

A release also holds the folders that the directory of the release before names. So its own directory tells what is its
own from what was left to it, which is no change of the site, and is not left to the next release again.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from twinpress import delivery
from twinpress.document import LANGUAGES
from twinpress.purge import SEARCH, removes
from twinpress.search.index import DIRECTORY, VERSION

NAME = re.compile("[0-9a-f]{16}")
"""Name of a folder: the digest of ``search/segment.py``."""


def left(before: Path, made: Path) -> set[str]:
    """Return the files that the release ``before`` leaves to a release of the site ``made``, which has nothing in their place.

    Nothing where the site says that something is gone by law which the release may hold: its index has the text.
    """
    if removes(made, before):
        return set()
    old, new = _named(before), _named(made)
    return {
        path
        for place in old.keys() & new.keys()
        for name in old[place] - new[place]
        if not os.path.lexists(made / place / name)
        for path in _files(before, f"{place}/{name}")
    }


def held(release: Path) -> set[str]:
    """Return the files of a release that the one before left to it."""
    return {
        path
        for place, names in _named(release).items()
        for name in set(os.listdir(release / place)) - names
        if NAME.fullmatch(name)
        for path in _files(release, f"{place}/{name}")
    }


def _named(site: Path) -> Mapping[str, set[str]]:
    """Return the names in the directory of each language, by its place; none of a place where it cannot be understood."""
    places = (f"{SEARCH}/{language}" for language in LANGUAGES)
    return {place: names for place in places if (names := _read(site / place / DIRECTORY)) is not None}


def _read(directory: Path) -> set[str] | None:
    if not directory.is_file():
        return None
    try:
        found = json.loads(directory.read_bytes())
        if found["version"] != VERSION:
            return None
        names = {segment["name"] for segment in found["segments"]}
        if "names" in found:
            names.add(found["names"]["name"])
        return names if all(map(NAME.fullmatch, names)) else None  # else it might lead anywhere
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _files(site: Path, folder: str) -> set[str]:
    if not (site / folder).is_dir():
        return set()
    return {f"{folder}/{path}" for path in delivery.files(site / folder)}
