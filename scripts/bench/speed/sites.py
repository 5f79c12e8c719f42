"""The sites whose pages are opened, built from nothing: ours with two contents, and two that show the same article."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import sys
from pathlib import Path

import markdown
import yaml

from bench import measurement, stock
from bench.speed.page import ARCHIVE, ARTICLE, BARE, LANGUAGES, STOCK, STORIES
from bench.workbench import AS_OF, ROOT, SEED, project

PAIRS = 500
"""Articles of the made-up archive, each in both languages: enough for full lists, and built in seconds."""
PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)[^\n]*\n", re.M)


def build(folder: Path) -> dict[str, Path]:
    """Build every site into a new folder; return where each lies. Raises FailedError where a program fails."""
    shutil.copytree(ROOT / "content", folder / STORIES / "content")
    size = ["--articles", str(PAIRS), "--seed", str(SEED), "--full"]
    _run(folder, "bench.corpus", str(folder / ARCHIVE / "content"), *size)
    for name in (STORIES, ARCHIVE):
        project(folder / name, (ROOT / "mkdocs.yml").read_text("utf-8"))
        _run(folder / name, "twinpress", "build")
    stock.convert(ROOT / "content", folder / STOCK)
    _run(folder / STOCK, "mkdocs", "build", "--quiet")
    made = folder / STOCK / "site"
    for picture in (made / ARTICLE).glob("*.png"):  # static-i18n leaves them with the default language alone
        shutil.copy(picture, made / LANGUAGES["en"] / ARTICLE)
    for language, start in LANGUAGES.items():
        target = folder / BARE / "site" / start / ARTICLE / "index.html"
        target.parent.mkdir(parents=True)
        source = folder / STOCK / "docs" / ARTICLE / f"index.{language}.md"
        target.write_text(bare(source.read_text("utf-8"), language), "utf-8")
    (folder / BARE / "site/index.html").write_text("", "utf-8")  # nothing is published without a home page
    return {name: folder / name / "site" for name in (STORIES, ARCHIVE, STOCK, BARE)}


def bare(text: str, language: str) -> str:
    """Return an article of the plain site as HTML that has its words and nothing else."""
    front, _, body = text.removeprefix("---\n").partition("\n---\n")
    title = html.escape(json.loads(front)["title"])
    words = markdown.markdown(PICTURE.sub("", body), extensions=yaml.safe_load(stock.CONFIG)["markdown_extensions"])
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<link rel="icon" href="data:,"><title>{title}</title>'  # or the browser asks for one
    )
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body><h1>{title}</h1>\n{words}</body></html>\n'


def _run(folder: Path, *words: str) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "scripts"),
        "TWINPRESS_AS_OF": AS_OF,
        "NO_MKDOCS_2_WARNING": "1",
    }
    measurement.take([sys.executable, "-m", *words], folder, environment)
