"""The theme: our templates, and Material's page around them, for pages that MkDocs never sees.

MkDocs and Material make the ``Shell`` once a build: what all pages have in common. Every page of the archive is then a
template, a view and a text, and costs nothing more; a site of a hundred thousand pages needs no more of MkDocs than one of ten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import SimpleNamespace

import jinja2
from jinja2.environment import TemplateModule
from jinja2.filters import FILTERS
from jinja2.runtime import Context

from twinpress.pages import Page
from twinpress.pages.view import Remarks, View

SHELL = "shell.json"
ASKED = "asked.json"
TOLD = "told.pickle"
"""Files in which MkDocs' run leaves the shell, the questions that its own pages asked (``trace.py``), and what they tell the
search."""
OUTWARD = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/#?]")
"""Beginnings of addresses that are no paths below the site's root."""
ROOT = "\0"
"""Stands for the way to the site's root in pieces that are the same on pages of every depth, until a page is finished."""
MOST = 20_000
"""Results of one piece that are remembered: some tens of megabytes in each process. An archive may be larger than any memory."""
MARKUP = re.compile("[&<>'\"]")
DEEPEST = 6
"""Folders in the longest address: ``en/organisations/x/page/2/`` has five."""


@dataclass(frozen=True, kw_only=True)
class Shell:
    """What MkDocs and Material give to every page."""

    folders: tuple[str, ...]
    """Of templates, the first first."""
    plugins: tuple[str, ...]
    """Names of the plugins that are configured: a template asks whether there is a search."""
    frames: Mapping[str, Mapping[str, Sequence[str]]]
    """Material's page in pieces, by language and by the way to the site's root (``../..``)."""

    def __add__(self, other: Shell) -> Shell:
        """Return the shell of the languages of both."""
        return Shell(folders=self.folders, plugins=self.plugins, frames={**self.frames, **other.frames})

    @classmethod
    def read(cls, place: Path) -> Shell:
        """Read what ``write`` has written. Raises OSError."""
        return cls(**json.loads(place.read_bytes()))

    def write(self, place: Path) -> None:
        """Write the shell into a file, for other processes and builds. Raises OSError."""
        place.write_text(json.dumps(asdict(self)), "utf-8")


def bases() -> tuple[str, ...]:
    """Return the way to the site's root from pages of every depth, as MkDocs writes it."""
    return (".", *("/".join([".."] * depth) for depth in range(1, DEEPEST + 1)))


class Theme:
    """The templates with a shell, ready to render."""

    def __init__(self, shell: Shell, cache: Path | None):
        self.shell = shell
        self._env = jinja2.Environment(loader=jinja2.FileSystemLoader(shell.folders), auto_reload=False)
        prepare(self._env, cache)
        self._configs = {
            language: SimpleNamespace(theme=SimpleNamespace(language=language), plugins=shell.plugins)
            for language in shell.frames
        }
        """The little that templates ask of MkDocs' configuration."""

    def render(self, page: Page, view: View, text: str, remarks: Remarks | None = None) -> str:
        """Return a page as HTML; ``text``: that of its article, as HTML; ``remarks``: what a preview adds."""
        base = "/".join([".."] * page.path.count("/")) or "."
        frame = self.shell.frames[page.language][base]
        html = self._env.get_template(page.template).render(
            config=self._configs[page.language],
            base_url=base,
            root="." if base == "." else ROOT,
            page=SimpleNamespace(content=text),
            view=view,
            remarks=remarks,
            frame=lambda: frame,
        )
        return html.replace(ROOT, base)


def prepare(env: jinja2.Environment, cache: Path | None) -> None:
    """Set up an environment, MkDocs' as well as ours; compiled templates are kept in the folder ``cache``.

    The indentation of tags stays in the templates: it was a twentieth of a page. Tags' line ends go into the page
    (``trim_blocks`` is off): some stand between words. Jinja compares a template's source before it takes a compiled one,
    but not how it was told to compile.
    """
    env.lstrip_blocks = True
    env.filters["url"] = _url
    env.filters["e"] = _escaped
    env.globals["once"] = _once({})
    env.globals["pieces"] = _pieces({})
    env.globals["remembered"] = _remembered
    if cache:
        folder = cache / f"templates-{jinja2.__version__}-lstrip"
        folder.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(folder))


def _once(kept: dict[tuple[object, ...], str]) -> Callable[..., str]:
    """Return the function with which a template includes another that says the same on all pages of one depth and language.

    What else it depends on stands in the ``key``.
    """

    @jinja2.pass_context
    def once(context: Context, name: str, *key: object) -> str:
        language = context.environment.getattr(context["config"].theme, "language")
        whole = (name, context["base_url"], language, "view" in context, *key)
        if whole not in kept:
            kept[whole] = context.environment.get_template(name).render(context.get_all())
        return kept[whole]

    return once


def _pieces(kept: dict[tuple[str, str], TemplateModule]) -> Callable[..., TemplateModule]:
    """Return the function that gives a page the macros of ``show.html``: one set for all pages of a language.

    Where a page knows that it will be finished here, addresses in them begin with its ``root``, else with its ``base_url``.
    """

    @jinja2.pass_context
    def pieces(context: Context) -> TemplateModule:
        base = context.get("root") or context["base_url"]
        language = context.environment.getattr(context["config"].theme, "language")
        if (base, language) not in kept:
            template = context.environment.get_template("partials/show.html")
            kept[base, language] = template.make_module({"base_url": base, "words": context["words"]})
        return kept[base, language]

    return pieces


def _remembered(macro: Callable[..., str]) -> Callable[..., str]:
    """Return a macro that is not asked the same twice; what it says must depend on nothing but what it is given."""
    kept: dict[object, str] = {}

    def remembered(*given: object, **named: object) -> str:
        key = (given, *named.items())
        said = kept.get(key)
        if said is None:
            said = macro(*given, **named)
            if len(kept) < MOST:
                kept[key] = said
        return said

    return remembered


def _escaped(value: object) -> str:
    """Escape as Jinja does, but leave a text a plain one: nothing is escaped by itself here, so nothing is marked as safe."""
    if type(value) is str and not MARKUP.search(value):
        return value
    return str(FILTERS["e"](value))


@jinja2.pass_context
def _url(context: Context, path: str) -> str:
    """Return the way from the page to a path below the site's root.

    MkDocs' own filter looks for the shortest way, which is another one on each page.
    """
    base: str = context["base_url"]
    if OUTWARD.match(path):
        return path
    return (path or "./") if base == "." else f"{base.removesuffix('/')}/{path}"
