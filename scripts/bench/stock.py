"""The same texts as a plain site of Material for MkDocs and static-i18n: ``python -m bench.stock CONTENT DIR``.

Titles, descriptions, texts and pictures, with the navigation that MkDocs derives from the folders, as the documentation of
both proposes it. No lists, no feeds, no names: it is the least that such a site can be.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import yaml

CONFIG = """\
site_name: 双刊
site_url: https://twinpress.example/
theme: {name: material, language: zh, font: false}
markdown_extensions: [abbr, attr_list, footnotes, md_in_html, sane_lists, tables, admonition]
plugins:
  - search
  - i18n:
      docs_structure: suffix
      fallback_to_default: false
      languages:
        - {locale: zh, name: 中文, default: true, build: true}
        - {locale: en, name: English, build: true}
"""
HOME = {"zh": "首页", "en": "Home"}


def convert(content: Path, target: Path) -> None:
    """Write the MkDocs project of a content folder into ``target``, a new folder."""
    target.mkdir(parents=True)
    (target / "mkdocs.yml").write_text(CONFIG, "utf-8")
    docs = target / "docs"
    docs.mkdir()
    for language, name in HOME.items():
        (docs / f"index.{language}.md").write_text(f"# {name}\n", "utf-8")
    for folder in sorted(content.glob("[0-9]*/*")):
        shutil.copytree(folder, docs / folder.relative_to(content))
        for file in (docs / folder.relative_to(content)).glob("index.*.md"):
            head, _, body = file.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
            values = yaml.safe_load(head)
            front = {name: values[name] for name in ("title", "description")}
            file.write_text(f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n{body}", "utf-8", newline="\n")


def main() -> None:
    """Convert as the command line asks for it."""
    parser = argparse.ArgumentParser(prog="python -m bench.stock", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("content", type=Path, help="the content folder")
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the project goes: a new folder")
    options = parser.parse_args()
    if options.folder.exists():
        parser.error(f"文件夹已存在 · the folder exists: {options.folder}")
    convert(options.content, options.folder)


if __name__ == "__main__":
    main()
