"""How often articles were read: a file for each year of their addresses, which pages fetch and never hold.

``views/2025.json``: ``{"2025/a-slug": [1234, 56]}``, how often in Chinese and in English. New figures so are new small files, and
no page is made again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from twinpress.outputs.output import Output
from twinpress.pages.page import figures_of
from twinpress.publication import Publication


def files(publication: Publication) -> Iterator[Output]:
    """Yield the file of each year in which there are articles, whether or not they were read, if the site shows it."""
    if publication.site.options.views:
        for year in sorted({article.path[:4] for article in publication.archive.reachable}):
            yield Output(path=figures_of(year), make=partial(_file, publication, year))


def _file(publication: Publication, year: str) -> bytes:
    figures = sorted(publication.archive.figures(year).items())
    lines = [f"{json.dumps(path)}: {json.dumps(counts)}" for path, counts in figures]
    return ("{\n" + ",\n".join(lines) + "\n}\n" if lines else "{}\n").encode()
