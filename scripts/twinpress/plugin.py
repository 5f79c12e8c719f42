"""The MkDocs plugin: hands the pages of the archive to MkDocs. The only module that imports it.

Each event says why it is this event and this priority; ``docs/handbook/developers/architecture.en.md`` has the whole story.
All build events run once per language: static-i18n calls MkDocs' build again for every other language from inside its
own ``on_post_build``. The archive is read in the first pass and kept for the others.
"""

from __future__ import annotations

import logging
import os
import posixpath
import sys
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

import jinja2
from jinja2.runtime import Context
from mkdocs.__main__ import cli
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.exceptions import ConfigurationError as MkDocsConfigurationError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from twinpress import content, dialect, docs, outputs, site
from twinpress.archive import Archive
from twinpress.check import check
from twinpress.figures import Figures
from twinpress.finding import Severity
from twinpress.moment import now
from twinpress.pages import Page, missing
from twinpress.publication import Publication
from twinpress.shard import WHOLE, Shard
from twinpress.site import DEFAULT_LANGUAGE, Site

log = logging.getLogger("mkdocs.plugins.twinpress")


class PluginConfig(Config):  # type: ignore[no-untyped-call]
    """Nothing of its own: ``site.Options`` knows the options, for MkDocs and for the command line."""


class TwinpressPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Pages from the archive, as virtual Markdown files."""

    site: Site
    publication: Publication

    def __init__(self) -> None:
        self.command = "build"
        self.shard = WHOLE
        self.figures = Figures()
        """Of pages of ``docs/``, which MkDocs renders."""
        self.pages: dict[str, Page] = {}
        """The pages of this pass, by source path."""

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
        self.shard = Shard.parse(os.environ.get(site.SHARD) or str(WHOLE))
        if os.environ.get(site.QUIET):
            logging.getLogger("mkdocs").setLevel(logging.WARNING)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the archive in the first pass and report what the checks find, once."""
        if self._first_pass(config):
            self._read(config)
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
        if config.site_url != (self.site.url or None) and self.command == "serve":
            self.site = self.site.at(config.site_url or "")
        found = content.load(self.site.content, self.site.zone, self.site.cache)
        drafts = self.command == "serve" and bool(os.environ.get(site.DRAFTS))
        archive = Archive(found, as_of, drafts=drafts)
        self.publication = Publication(archive, self.site, preview=self.command == "serve")
        if os.environ.get(site.SHARD):
            return  # whoever started this run, for a part or for all, looks at the whole himself
        findings = check(archive.present(now(self.site.zone)), self.site)
        for finding in findings:
            # ERROR, because --strict counts what is logged, and --quiet logs nothing less
            level = logging.ERROR if finding.severity is Severity.ERROR else logging.INFO
            place = f"{posixpath.normpath(f'{self.site.content.name}/{finding.path}')}:{finding.line}"
            log.log(level, f"{place}: {finding.code} {finding.zh} · {finding.en}")
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        if errors and config.strict and self.command != "serve":
            # now, before MkDocs empties the site folder: a build that fails must leave the site as it was
            raise Abort(f"{errors} 个错误，网站未改动 · {errors} errors, the site is as it was")

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the archive's pages and pictures before static-i18n sorts files into languages (it works at -100).

        Pages are files that do not exist, under ``docs/``: static-i18n makes a File anew from each path, so text in
        memory would be lost, and a path outside ``docs/`` is dropped. ``on_page_read_source`` has the text.
        """
        if self.command != "serve":
            for file in list(files):
                if file.src_uri.startswith(docs.HANDBOOK):
                    files.remove(file)
        if not self.shard.first:
            for file in list(files):
                if not file.is_documentation_page():
                    files.remove(file)  # the theme's
        current = self._current(config)
        self.pages = {}
        media: set[str] = set()
        for language, pages in self.publication.pages.items():
            for page in pages:
                uri = page.source or f"{page.address}index.{language}.md"
                if not self.shard.holds(page.address):
                    if page.source and (written := files.get_file_from_path(uri)):
                        files.remove(written)
                    continue
                if page.source is None:
                    files.append(self._file(uri, config.docs_dir, config))
                if language == current:
                    self.pages[uri] = page
                    media.update(page.files())
        for name in sorted(media):
            files.append(self._file(name, str(self.site.content), config))
        return files

    @staticmethod
    def _file(uri: str, folder: str, config: MkDocsConfig) -> File:
        return File(uri, folder, config.site_dir, config.use_directory_urls, inclusion=InclusionLevel.NOT_IN_NAV)

    def on_env(self, env: jinja2.Environment, /, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Give the templates of this pass Material's page in pieces; keep compiled ones between passes and runs.

        The indentation of their tags stays in them: it was a twentieth of a page. Tags' line ends go into the page
        (``trim_blocks`` is off): some stand between words. Jinja compares a template's source before it takes a compiled
        one, but not how it was told to compile.
        """
        env.globals["frame"] = framing(env)
        env.lstrip_blocks = True
        if self.site.cache:
            folder = self.site.cache / f"templates-{jinja2.__version__}-lstrip"
            folder.mkdir(parents=True, exist_ok=True)
            env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(folder))
        return env

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        """Answer for a page that is not on disk: its text comes later, rendered."""
        ours = self.pages.get(page.file.src_uri)
        return "" if ours is not None and ours.source is None else None

    def on_page_markdown(self, markdown: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str | None:
        """Give the page its title and template, and say where its text is shown."""
        ours = self.pages.get(page.file.src_uri)
        self.figures.place = self.publication.place(ours) if ours else None
        if ours is None:
            return None
        # Material's search prints titles as HTML; our templates print view.title, escaped
        page.meta.update(title=escape(ours.title), template=ours.template)
        if not ours.searchable:
            page.meta["search"] = {"exclude": True}
        return None

    def on_page_content(self, html: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str | None:
        """Give an article's page its text; the one renderer makes it, which feeds use as well."""
        ours = self.pages.get(page.file.src_uri)
        return self.publication.text(ours) if ours is not None and ours.source is None else None

    def on_page_context(
        self, context: TemplateContext, /, *, page: MkDocsPage, config: MkDocsConfig, nav: Any
    ) -> TemplateContext:
        """Hand the template its record."""
        ours = self.pages.get(page.file.src_uri)
        if ours is not None:
            context["view"] = self.publication.view(ours)  # type: ignore[typeddict-unknown-key]
        return context

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Hand the 404 page its record."""
        if template_name == "404.html":
            context["view"] = missing.view(self.publication.editions[self._current(config)])  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_template(self, output_content: str, /, *, template_name: str, config: MkDocsConfig) -> str | None:
        """Keep MkDocs from writing a sitemap and from writing a second 404 page over the first.

        Its sitemap would have the build's date in it, and the .gz the build's time: ``sitemap.py`` makes ours. The 404 page
        of another language goes where servers that can choose look for it.
        """
        if template_name == "sitemap.xml" or not self.shard.first:
            return ""
        if template_name == "404.html" and not self._first_pass(config):
            place = Path(config.site_dir, self._current(config), "404.html")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(output_content, "utf-8", newline="\n")
            return ""
        return output_content

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Count the pages of this pass; write what is no page, once, in the first pass.

        An exit status of 0 proves nothing: combinations of plugins have dropped every page without a word.
        """
        for page in self.pages.values():
            if not Path(config.site_dir, page.path, "index.html").is_file():
                log.error(f"页面没有生成 · this page was not made: /{page.path}")
        if not self._first_pass(config):
            return
        for path, data in outputs.files(self.publication, self.shard):
            place = Path(config.site_dir, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the content folder: articles are no files of ``docs/``."""
        server.watch(str(self.site.content))
        return server

    @staticmethod
    def _current(config: MkDocsConfig) -> str:
        """Return the language of this pass (an undocumented attribute of static-i18n: read here only)."""
        i18n = config.plugins.get("i18n")
        return str(getattr(i18n, "current_language", None) or DEFAULT_LANGUAGE)

    @staticmethod
    def _first_pass(config: MkDocsConfig) -> bool:
        """Tell whether this is the pass that MkDocs started (undocumented as well)."""
        return not getattr(config.plugins.get("i18n"), "building", False)


def framing(env: jinja2.Environment) -> Callable[[Context], Sequence[str]]:
    """Return the function that gives a template Material's page in pieces, to stand in the gaps (``partials/frame.html``).

    Material's base.html took a third of the time of a page. It is rendered once a depth, and not for a page, but for one that
    has nothing besides its address: nothing of one page can get into another.
    """
    made: dict[str, Sequence[str]] = {}

    @jinja2.pass_context
    def frame(context: Context) -> Sequence[str]:
        base, page = context["base_url"], context["page"]
        if base not in made:
            common = {name: context[name] for name in ("base_url", "config", "mkdocs_version")}
            nothing = SimpleNamespace(url=page.url) if page else None
            made[base] = env.get_template("partials/frame.html").render(common, page=nothing).split("<!-- cut -->")
        return made[base]

    return frame


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
