"""A bilingual archive of any size, made up: ``python -m bench.corpus DIR --articles N --seed S``.

The same arguments give the same bytes on every machine, and the first articles of a large archive are those of a small
one. It looks like the archive of a provincial women's federation that is nowhere: twenty years up to 30 June 2026, most of
it recent, with every field of front matter and vocabulary in use among 300 articles. Look at it ``--as-of 2026-07-01``.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from bench.lexicon import BUILT_IN, Lexicon
from bench.newsroom import Newsroom
from bench.registry import Registry


def write(folder: Path, articles: int, seed: int, *, full: bool = False, lexicon: Lexicon = BUILT_IN) -> None:
    """Write a content folder with so many articles.

    ``full``: every article has its translation (a few as a summary or a draft), as benchmarks count pairs; otherwise one in
    three has none. Raises FileExistsError where ``folder`` holds something: the result would not be the corpus.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(folder)
    registry = Registry(articles)
    newsroom = Newsroom(seed, registry, lexicon, full=full)
    for _ in range(articles):
        article = newsroom.write()
        place = f"{folder}/{article.path}"
        os.makedirs(place)
        for name, data in article.files.items():
            with open(f"{place}/{name}", "wb") as file:
                file.write(data)
    for path, text in registry.files():  # last: series begin with their first articles
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")


def main() -> None:
    """Write a corpus as the command line asks for it."""
    parser = argparse.ArgumentParser(prog="python -m bench.corpus", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    parser.add_argument("--articles", type=int, required=True, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--full", action="store_true", help="give every article its translation")
    options = parser.parse_args()
    try:
        write(options.folder, options.articles, options.seed, full=options.full)
    except FileExistsError:
        parser.error(f"文件夹须为空 · the folder must be empty: {options.folder}")


if __name__ == "__main__":
    main()
