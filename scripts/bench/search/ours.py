"""Our index of the stories: ``python -m bench.search.ours STORIES DIR``. It is measured as a whole process."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from bench.search import record
from twinpress.han import traditional
from twinpress.search import index
from twinpress.search.segment import Story

TABLE = "traditional.json"
"""What Traditional characters become, for ``twinpress.js``."""


def write(stories: Iterable[Story], folder: Path) -> None:
    """Write the index into a new folder."""
    for path, data in index.files(stories).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (folder / TABLE).write_text(json.dumps([*traditional().items()], ensure_ascii=False), "utf-8")


def main() -> None:
    """Write the index as the command line asks for it."""
    parser = argparse.ArgumentParser(prog="python -m bench.search.ours", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("stories", type=Path, help="a file of record.py")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    options = parser.parse_args()
    write(record.read(options.stories), options.folder)


if __name__ == "__main__":
    main()
