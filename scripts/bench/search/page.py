"""The stories as a folder of HTML, for programs that read that: ``python -m bench.search.page STORIES DIR``.

The least that a page can be: what every contender knows of an article, and nothing around it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from html import escape
from pathlib import Path

from bench.search import record
from twinpress.search.story import Story


def content(story: Story) -> str:
    """Return a story as HTML."""
    paragraphs = "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in (*story.head, *story.body.split("\n")))
    return f'<h1 id="title">{escape(story.title, quote=False)}</h1>\n{paragraphs}\n'


def write(stories: Iterable[Story], folder: Path, language: str) -> None:
    """Write a page for each story, at its address below ``folder``."""
    for story in stories:
        place = folder / story.path
        place.mkdir(parents=True)
        (place / "index.html").write_text(
            f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
            f"<title>{escape(story.title)}</title></head>\n<body>\n<main>\n{content(story)}</main>\n</body>\n</html>\n",
            encoding="utf-8",
        )


def main() -> None:
    """Write the pages as the command line asks for them."""
    parser = argparse.ArgumentParser(prog="python -m bench.search.page", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("stories", type=Path, help="a file of record.py")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    options = parser.parse_args()
    write(record.read(options.stories), options.folder, options.stories.stem)


if __name__ == "__main__":
    main()
