"""The pages of the archive, as HTML. Those of ``docs/`` MkDocs makes itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from twinpress.outputs.output import Output
from twinpress.pages import Page
from twinpress.publication import Publication

Render = Callable[[Page], bytes]
"""Renders a page: ``Workshop.render``."""


def files(publication: Publication, language: str, render: Render) -> Iterator[Output]:
    """Yield the pages of one language."""
    for page in publication.pages[language]:
        if page.source is None:
            yield file(page, render)


def file(page: Page, render: Render) -> Output:
    """Return one page."""
    return Output(path=page.file, make=partial(render, page), files=page.files, given=page.given)
