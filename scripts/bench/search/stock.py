"""The index of Material's own search plugin: ``python -m bench.search.stock STORIES DIR``, with jieba where it is installed.

The plugin is driven as MkDocs drives it, page after page, and nothing of MkDocs is made around it: templates and navigation
are not what is compared. The folder gets the worker that searches the index, too.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import material  # type: ignore[import-untyped]
from material.plugins.search.plugin import SearchPlugin  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig

from bench.search import page, record

SCRIPTS = Path(material.__file__).parent / "templates/assets/javascripts"


def main() -> None:
    """Write the index and copy the worker."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search.stock", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("stories", type=Path, help="a file of record.py")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    options = parser.parse_args()
    config = MkDocsConfig()
    theme = {"name": "material", "language": options.stories.stem}
    config.load_dict({"site_name": "bench", "theme": theme, "site_dir": str(options.folder), "plugins": []})
    config.validate()
    plugin: Any = SearchPlugin()
    plugin.load_config({})
    plugin.on_startup(command="build", dirty=False)
    plugin.on_config(config)
    for story in record.read(options.stories):
        made = SimpleNamespace(content=page.content(story), meta={}, title=story.title, toc=(), url=story.path)
        plugin.on_page_context({}, page=made, config=config, nav=None)
    plugin.on_post_build(config=config)
    shutil.copytree(SCRIPTS / "lunr", options.folder / "lunr")
    (worker,) = (SCRIPTS / "workers").glob("search.*.min.js")
    (options.folder / "workers").mkdir()
    shutil.copy(worker, options.folder / "workers/search.js")


if __name__ == "__main__":
    main()
