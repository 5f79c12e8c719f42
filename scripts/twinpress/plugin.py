"""The MkDocs plugin: takes Material's page from MkDocs and puts the archive into it. The only module that imports it.

MkDocs itself renders the pages of ``docs/``, the 404 pages and the theme's files. What comes from the archive is written
when it has done that: the pages, from the templates of the theme (``theme.py``), and all other files (``outputs/``).

Each event says why it is this event and this priority; ``docs/handbook/developers/architecture.en.md`` has the whole story.
All build events run once per language: static-i18n calls MkDocs' build again for every other language from inside its
own ``on_post_build``. The archive is read in the first pass and kept for the others.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import posixpath
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal
from urllib.parse import quote

import jinja2
from jinja2.runtime import Context
from mkdocs.__main__ import cli
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.exceptions import ConfigurationError as MkDocsConfigurationError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from twinpress import content, dialect, docs, outputs, policy, site, theme
from twinpress.archive import Archive
from twinpress.figures import Figures
from twinpress.finding import Severity
from twinpress.moment import now
from twinpress.outputs import search
from twinpress.pages import Page, missing, standing
from twinpress.pages.page import path_of
from twinpress.preview import HTML, Preview, reason
from twinpress.publication import Publication
from twinpress.search.index import Index
from twinpress.search.story import Entry
from twinpress.services import SCRIPTS
from twinpress.site import DEFAULT_LANGUAGE, Site
from twinpress.theme import ASKED, SHELL, TOLD, Shell
from twinpress.trace import Question, tracing
from twinpress.workshop import Workshop

log = logging.getLogger("mkdocs.plugins.twinpress")

UNUSED = re.compile(
    r"^assets/(?:javascripts/(?:lunr|workers)/|stylesheets/(?:main|palette)\.|images/favicon\.png)|\.(?:css|js)\.map$"
)
"""Material's files that no page of ours asks for: its stylesheets, its search, and what only those who change them need."""


class PluginConfig(Config):  # type: ignore[no-untyped-call]
    """Nothing of its own: ``site.Options`` knows the options, for MkDocs and for the command line."""


class TwinpressPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Material's page for our templates, and the archive for the pages of ``docs/``."""

    site: Site
    publication: Publication
    frames: Frames

    def __init__(self) -> None:
        self.command = "build"
        self.part: Path | None = None
        """The folder for what ``build.py`` needs to know, which makes what comes from the archive itself."""
        self.preview: Preview | None = None
        """Makes what comes from the archive when a browser asks for it: in ``serve``, which writes none of it."""
        self.asked: set[Question] = set()
        """What the pages of ``docs/`` asked of the archive."""
        self.told: list[Entry] = []
        """What they tell the search."""
        self.figures = Figures(self.asked)
        """Of pages of ``docs/``, which MkDocs renders."""
        self.pages: dict[str, Page] = {}
        """The pages of ``docs/`` in this pass, by source path."""
        self.shell: Shell | None = None

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Check our options with the same model that the command line uses."""
        self.config = PluginConfig()
        try:
            site.options(options)
        except site.ConfigurationError as error:
            return [("twinpress", error)], []
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview; the method's presence keeps the plugin alive between rebuilds."""
        self.command = command
        self.preview = Preview(drafts=bool(os.environ.get(site.DRAFTS))) if command == "serve" else None
        self.part = Path(os.environ[site.PART]) if os.environ.get(site.PART) else None
        if os.environ.get(site.QUIET):
            logging.getLogger("mkdocs").setLevel(logging.WARNING)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the archive in the first pass and report what the checks find, once."""
        if self._first_pass(config):
            self._read(config)
            self.told = []
        extensions: list[Any] = [
            *dialect.EXTENSIONS,
            self.figures,
        ]  # MkDocs says names, Python-Markdown takes objects too
        config.markdown_extensions = extensions
        config.mdx_configs = {name: dict(options) for name, options in dialect.CONFIGURATION.items()}
        return config

    def _read(self, config: MkDocsConfig) -> None:
        """Read the content folder and make the publication."""
        try:
            self.site = site.load(Path(config.config_file_path))
            as_of = self.site.moment()
        except site.ConfigurationError as error:
            raise MkDocsConfigurationError(str(error)) from None
        if self.preview:
            configured, self.site = self.site, self.site.at(config.site_url or "")
            self.publication = self.preview.open(configured, self.site)
            return
        archive = Archive(content.load(self.site.content, self.site.zone, self.site.cache), as_of)
        self.publication = Publication(archive, self.site)
        if self.part:
            return  # whoever started this run looks at the whole himself
        from twinpress.check import check  # the rules take long to import

        findings = check(archive.present(now(self.site.zone)), self.site, translations=False)
        for finding in findings:
            # ERROR, because --strict counts what is logged, and --quiet logs nothing less
            level = logging.ERROR if finding.severity is Severity.ERROR else logging.INFO
            place = f"{posixpath.normpath(f'{self.site.content.name}/{finding.path}')}:{finding.line}"
            log.log(level, f"{place}: {finding.code} {finding.zh} · {finding.en}")
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        if errors and config.strict:
            # now, before MkDocs empties the site folder: a build that fails must leave the site as it was
            raise Abort(f"{errors} 个错误，网站未改动 · {errors} errors, the site is as it was")

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave the handbook to previews in which somebody reads it, and give MkDocs the home page that it wants in every run: ours replaces it.

        Before static-i18n sorts files into languages (it works at -100).
        """
        if self.preview is None or not self.preview.handbook:
            for file in list(files):
                if file.src_uri.startswith(docs.HANDBOOK):
                    files.remove(file)
        off = {path for option, path in SCRIPTS.items() if getattr(self.site.options, option) is None}
        for file in list(files):
            if UNUSED.search(file.src_uri) or file.src_uri in off:
                files.remove(file)
        for language in self.publication.editions:
            if files.get_file_from_path(home(language)) is None:
                files.append(
                    File(home(language), config.docs_dir, config.site_dir, True, inclusion=InclusionLevel.NOT_IN_NAV)
                )
        found = standing.pages(self.publication.editions[self._current(config)])
        self.pages = {page.source: page for page in found if page.source and files.get_file_from_path(page.source)}
        return files

    def on_env(self, env: jinja2.Environment, /, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Have Material's page in pieces for MkDocs' pages; ours get the same (``on_post_build``)."""
        theme.prepare(env, self.site.cache)
        for name in site.SEARCHES.intersection(config.plugins):
            theirs: Any = config.plugins[name]  # stays empty: static-i18n falls over where it is not there
            theirs.search_index.add_entry_from_context = lambda page: None
        self.frames = Frames(env)
        env.globals["frame"] = self.frames.of
        # none in a preview: MkDocs' server writes a script into every page
        env.globals["policy"] = "" if self.preview else policy.meta(self.site.options)
        return env

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        """Answer for the home page, which is not on disk."""
        return "" if page.file.src_uri == home(self._current(config)) else None

    def on_page_markdown(self, markdown: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str | None:
        """Give the page its title and template, and say where its text is shown."""
        ours = self.pages.get(page.file.src_uri)
        handbook = page.file.src_uri.startswith(docs.HANDBOOK)  # it is no part of the site
        self.figures.place = self.publication.place(ours) if ours and not handbook else None
        if ours is not None:
            # Material's search prints titles as HTML; our templates print view.title, escaped
            page.meta.update(title=escape(ours.title), template=ours.template)
        return None

    def on_page_content(self, html: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str | None:
        """Tell the search of the page's text."""
        ours = self.pages.get(page.file.src_uri)
        if ours is not None and not page.file.src_uri.startswith(docs.HANDBOOK):
            edition = self.publication.editions[ours.language]
            if entry := search.told(edition, ours, None, html):
                self.told.append(entry)
        return None

    def on_page_context(
        self, context: TemplateContext, /, *, page: MkDocsPage, config: MkDocsConfig, nav: Any
    ) -> TemplateContext:
        """Hand the template its record."""
        ours = self.pages.get(page.file.src_uri)
        if ours is not None:
            with tracing() as asked:
                context["view"] = self.publication.view(ours)  # type: ignore[typeddict-unknown-key]
            self.asked |= asked
        return context

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Hand the 404 page its record."""
        if template_name == "404.html":
            with tracing() as asked:
                edition = self.publication.editions[self._current(config)]
                context["view"] = missing.view(edition)  # type: ignore[typeddict-unknown-key]
            self.asked |= asked
        return context

    def on_post_template(self, output_content: str, /, *, template_name: str, config: MkDocsConfig) -> str | None:
        """Keep MkDocs from writing a sitemap and from writing a second 404 page over the first.

        Its sitemap would have the build's date in it, and the .gz the build's time: ``sitemap.py`` makes ours. The 404 page
        of another language goes where servers that can choose look for it.
        """
        if template_name == "sitemap.xml":
            return ""
        if template_name == "404.html" and not self._first_pass(config):
            place = Path(config.site_dir, self._current(config), "404.html")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(output_content, "utf-8", newline="\n")
            return ""
        return output_content

    @event_priority(50)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what comes from the archive: the pages of this pass, and in the first pass what is no page.

        An exit status of 0 proves nothing: combinations of plugins have dropped pages without a word, so MkDocs' are counted.
        """
        for page in self.pages.values():
            if not Path(config.site_dir, page.file).is_file():
                log.error(f"页面没有生成 · this page was not made: /{page.path}")
        language, folder = self._current(config), Path(config.site_dir)
        frames = {language: {base: self.frames.get(base, config) for base in theme.bases()}}
        folders = tuple(os.path.abspath(folder) for folder in config.theme.dirs)  # workers start in other folders
        shell = Shell(folders=folders, plugins=tuple(config.plugins), frames=frames)
        self.shell = shell if self.shell is None or self._first_pass(config) else self.shell + shell
        if self.part:
            self.shell.write(self.part / SHELL)
            asked = sorted(self.asked)
            (self.part / ASKED).write_text(json.dumps(asked), "utf-8")
            (self.part / TOLD).write_bytes(pickle.dumps(self.told))
            return
        if self.preview:
            (folder / path_of("index.html", language)).unlink(missing_ok=True)  # the home page that MkDocs wants
            if self.shell.frames.keys() == self.publication.editions.keys():  # the last pass
                self.preview.dress(self.shell, folder, self.publication, self.asked, self.told)
            return
        workshop = Workshop(self.publication, self.shell)
        for output in outputs.pages.files(self.publication, language, workshop.render):
            output.write(folder)
        if self.site.searched:
            edition = self.publication.editions[language]
            entries = [*self.told, *workshop.entries]
            place = folder / search.folder(language)
            _, files = search.update(edition, entries, Index(), (), search.fetch(place), renamed=True)
            search.write(files, place)
        if self._first_pass(config):
            for output in outputs.files(self.publication):
                output.write(folder)
            outputs.media.lay(self.site.content, outputs.media.names(self.publication), folder, self.site.cache)

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Have the server ask the preview for what MkDocs has not made, and have the preview watch the content folder."""
        if self.preview is None:  # serve --clean
            server.watch(str(self.site.content))
            return server
        root = self.site.content.resolve()
        # MkDocs would take half a second of each for a look at ten thousand articles, and run for every change
        config.watch = [path for path in config.watch if not Path(path).resolve().is_relative_to(root)]
        serve(server, self.preview)
        return server

    def on_shutdown(self) -> None:
        """End what the preview does behind."""
        if self.preview:
            self.preview.stop()

    @staticmethod
    def _current(config: MkDocsConfig) -> str:
        """Return the language of this pass (an undocumented attribute of static-i18n: read here only)."""
        i18n = config.plugins.get("i18n")
        return str(getattr(i18n, "current_language", None) or DEFAULT_LANGUAGE)

    @staticmethod
    def _first_pass(config: MkDocsConfig) -> bool:
        """Tell whether this is the pass that MkDocs started (undocumented as well)."""
        return not getattr(config.plugins.get("i18n"), "building", False)


def home(language: str) -> str:
    """Return the source path of a language's home page."""
    return f"index.{language}.md"


class Frames:
    """Material's page in pieces, to stand in the gaps (``partials/frame.html``), by the way to the site's root.

    It took a third of the time of a page. It is rendered once a depth, for no page, but for one that has nothing besides its
    depth: nothing of one page can get into another.
    """

    def __init__(self, env: jinja2.Environment):
        self.env = env
        self.version = ""
        """The name under which MkDocs, or a fork of it, speaks of itself; known from the first template on."""
        self._made: dict[str, Sequence[str]] = {}

    def get(self, base: str, config: MkDocsConfig) -> Sequence[str]:
        """Return the pieces for pages from which ``base`` leads to the root; a 404 page's way there is an absolute one."""
        if base not in self._made:
            nothing = SimpleNamespace(url="x/" * base.count("..")) if base.startswith(".") else None
            context = {"base_url": base, "config": config, "mkdocs_version": self.version, "page": nothing}
            text = self.env.get_template("partials/frame.html").render(context)
            self._made[base] = text.split("<!-- cut -->")
        return self._made[base]

    @jinja2.pass_context
    def of(self, context: Context) -> Sequence[str]:
        """Return the pieces for the page that is being rendered."""
        self.version = context["mkdocs_version"]
        return self.get(context["base_url"], context["config"])


class Heard(logging.Handler):
    """Listens to errors: MkDocs logs what is wrong with a configuration, and says no more than that something is."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.messages.append(record.getMessage())


def serve(server: LiveReloadServer, preview: Preview) -> None:
    """Join MkDocs' server and the preview: its files go first, its script goes into our pages, one epoch reloads both."""
    build, files = server.builder, server.serve_request

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        asked = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        path = asked.removeprefix(server.mount_path)
        file = Path(server.root, path + "index.html" if path.endswith("/") else path)
        ours = asked.startswith(server.mount_path) and not file.is_file()
        ours &= not asked.startswith("/livereload/")  # MkDocs' script waits there
        epoch = server._visible_epoch  # before the page is made: what changes meanwhile reloads it
        found = preview.answer(path) if ours else None
        if found is None:
            return files(environ, start)
        body = found.body
        headers = [("Content-Type", found.kind)]
        if found.status.startswith("302"):
            headers = [("Location", quote(asked) + "/")]
        elif found.kind == HTML:
            body = server._inject_js_into_html(body, epoch)  # type: ignore[no-untyped-call]
        start(found.status, [*headers, ("Content-Length", str(len(body)))])
        return [body]

    def rebuild() -> None:
        heard = Heard()
        logging.getLogger("mkdocs").addHandler(heard)
        try:
            build()
            preview.trouble = ()
        except (Exception, SystemExit) as error:  # an editor's slip in a template must not end the preview
            log.error(reason(error))
            preview.trouble = tuple(heard.messages)
        finally:
            logging.getLogger("mkdocs").removeHandler(heard)

    def reload() -> None:
        with server._epoch_cond:
            if server._visible_epoch == server._wanted_epoch:  # else MkDocs is at work, and reloads when it is done
                server._visible_epoch = server._wanted_epoch = max(
                    server._visible_epoch + 1, round(time.monotonic() * 1000)
                )
                server._epoch_cond.notify_all()

    def run_again() -> None:
        with server._rebuild_cond:
            server._want_rebuild = True
            server._rebuild_cond.notify_all()

    server.builder = rebuild
    server.set_app(answer)
    preview.start(reload=reload, rebuild=run_again)


def main(arguments: list[str], config: str) -> int:
    """Run MkDocs' own command line; return 0, 1 (findings, a failed build) or 2 (a configuration that cannot be used)."""
    try:
        load_config(config_file=config)
    except (Abort, MkDocsConfigurationError) as error:
        print(error, file=sys.stderr)
        return 2
    try:
        cli.main([*arguments, "--config-file", config], standalone_mode=False)
    except (Abort, MkDocsException) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"无法运行 · cannot run: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[2:], sys.argv[1]))
