"""Our index of the stories: ``python -m bench.search.ours STORIES DIR``. It is measured as a whole process."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from bench.search import record
from twinpress.outputs import search
from twinpress.search import index
from twinpress.search.index import FACETS
from twinpress.search.names import Name
from twinpress.search.story import Story, entry


def write(stories: Iterable[Story], names: Iterable[tuple[str, Name]], folder: Path) -> None:
    """Write the index into a new folder; ``names``: the vocabulary, each with its id."""
    known = tuple(names)
    labels = {facet: {identifier: name.label for identifier, name in known if name.kind == facet} for facet in FACETS}
    _, files = index.build(map(entry, stories), [name for _, name in known], labels)
    search.write(files, folder)
    (folder.parent / Path(search.TRADITIONAL).name).write_bytes(search.table())


def main() -> None:
    """Write the index as the command line asks for it."""
    parser = argparse.ArgumentParser(prog="python -m bench.search.ours", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("stories", type=Path, help="a file of record.py")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    options = parser.parse_args()
    stories: Path = options.stories
    write(record.read(stories), record.names(stories.with_name(record.NAMES), stories.stem), options.folder)


if __name__ == "__main__":
    main()
