"""The list of what there is to translate as a page that needs nothing beside it: ``twinpress status --format html``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from types import SimpleNamespace

import jinja2

from twinpress import theme
from twinpress.archive import Archive
from twinpress.pages import backlog
from twinpress.publication import Publication
from twinpress.site import TAGS, Site
from twinpress.translation.state import State
from twinpress.translation.status import Row

TEMPLATES = Path(__file__).parents[3] / "overrides"
STYLES = "assets/stylesheets/twinpress.css"


def html(
    rows: Sequence[Row], chosen: Collection[State], archive: Archive, site: Site, languages: Sequence[str], limit: int
) -> str:
    """Return a page with a part for each language, at most ``limit`` rows of each state; 0: all. Links lead to the published site."""
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES))
    theme.prepare(env, None)
    editions = Publication(archive, site).editions
    return "".join(
        env.get_template("status.html").render(
            config=SimpleNamespace(theme=SimpleNamespace(language=language)),
            base_url=site.url.rstrip("/") or ".",
            first=not number,
            style=(TEMPLATES / STYLES).read_text("utf-8"),
            lang=TAGS[language],
            title=backlog.TITLES[language],
            day=archive.as_of.date().isoformat(),
            backlog=backlog.backlog(editions[language], rows, chosen, limit),
        )
        for number, language in enumerate(languages)
    )
