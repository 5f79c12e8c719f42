"""The texts that everybody makes an index of: ``python -m bench.search.record DIR --articles N``.

The made-up archive as plain text, a paragraph a line, with what ``planting.py`` adds: ``zh.jsonl`` and ``en.jsonl``, an
article a line; and the names of its vocabulary, ``names.json``, of which only our search makes anything. What the public may
not see is in it as well; there is no site here.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from bench.lexicon import BUILT_IN
from bench.newsroom import Newsroom
from bench.registry import Registry
from bench.search import planting
from bench.search.bench import LANGUAGES
from bench.story import Article
from bench.workbench import SEED
from twinpress.search.names import Name
from twinpress.search.story import Story

_MARKUP = (
    (re.compile(r"^\|[ :|-]+\|$\n?", re.M), ""),  # the line below the head of a table
    (re.compile(r"^\| (.*) \|$", re.M), lambda row: row[1].replace(" | ", "; ") + "."),
    (re.compile(r"!\[[^]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^]^]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"^ *(?:#+|>|[-*]|\d+\.) ?| *\{#\w+\}$|^\[\^\d+\]: |\[\^\d+\]|\*", re.M), ""),
    (re.compile(r"\n{2,}"), "\n"),
)  # fmt: skip
"""What the archive's Markdown consists of, and what readers see of it."""


NAMES = "names.json"


def stories(articles: int, registry: Registry) -> Iterator[tuple[str, Story]]:
    """Yield (language, story) of an archive of so many articles; its series come into the registry meanwhile."""
    room = Newsroom(SEED, registry, BUILT_IN, full=True)
    for number in range(articles):
        yield from _versions(room.write(), number)


def plain(markdown: str) -> str:
    """Return what readers see of a text, a paragraph a line."""
    for pattern, shown in _MARKUP:
        markdown = pattern.sub(shown, markdown)
    return markdown.strip()


def write(folder: Path, articles: int) -> None:
    """Write the texts of an archive of so many articles into ``folder``, a file for each language."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {language: (folder / f"{language}.jsonl").open("w", encoding="utf-8") for language in LANGUAGES}
    registry = Registry(articles)
    for language, story in stories(articles, registry):
        files[language].write(json.dumps(asdict(story), ensure_ascii=False) + "\n")
    for file in files.values():
        file.close()
    (folder / NAMES).write_text(json.dumps([*_forms(registry)], ensure_ascii=False), "utf-8")


def read(file: Path) -> Iterator[Story]:
    """Yield the stories of a file."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            facets = {name: tuple(ids) for name, ids in fields["facets"].items()}
            yield Story(**{**fields, "head": tuple(fields["head"]), "facets": facets})


def names(file: Path, language: str) -> Iterator[tuple[str, Name]]:
    """Yield (id, name) of every entry of the vocabulary, as the search of a language knows it."""
    (other,) = set(LANGUAGES) - {language}
    for kind, identifier, forms in json.loads(file.read_text("utf-8")):
        own, others = (tuple(forms.get(one, ())) for one in (language, other))
        label, path = (own or others)[0], f"{kind}/{identifier}/"
        yield identifier, Name(kind=kind, label=label, path=path, own=own or others, other=others if own else ())


def _forms(registry: Registry) -> Iterator[tuple[str, str, Mapping[str, Sequence[str]]]]:
    """Yield kind, id, and by language the forms of the name of every entry."""
    kinds = {
        "section": registry.sections,
        "topic": registry.topics,
        "person": registry.people,
        "organisation": registry.bodies,
        "place": registry.places,
        "series": registry.series,
    }
    for kind, entries in kinds.items():
        for entry in entries:
            record = entry.record
            forms: dict[str, list[str]] = {}
            for language in LANGUAGES:
                one = [names[language] for names in (record["name"], record.get("short", {})) if language in names]
                if one or language in record.get("aliases", {}):
                    forms[language] = [*one, *record.get("aliases", {}).get(language, ())]
            yield kind, entry.id, forms


def _versions(article: Article, number: int) -> Iterator[tuple[str, Story]]:
    """Yield the story in each language; facts stand in the original alone."""
    parts = {}
    for language in LANGUAGES:
        front, _, body = article.files[f"index.{language}.md"].decode()[4:].partition("\n---\n")
        parts[language] = yaml.load(front, yaml.CSafeLoader), body
    facts: dict[str, Any] = {}
    for front, _ in parts.values():
        facts |= front
    planted = planting.paragraph(number)
    for language, (front, body) in parts.items():
        captions = (picture.get("caption") for picture in front.get("pictures", {}).values())
        yield (
            language,
            Story(
                path=f"{'' if language == 'zh' else f'{language}/'}{article.path}/",
                title=str(front["title"]),
                date=str(facts["date"]),
                section=facts["section"],
                head=(front["description"], *filter(None, captions)),
                body=f"{plain(body)}\n{planted.get(language)}",
                facets={
                    "section": (facts["section"],),
                    "topic": tuple(facts["topics"]),
                    "person": tuple(one["person"] for one in facts.get("people", ())),
                    "organisation": tuple(facts["organisations"]),
                },
            ),
        )


def main() -> None:
    """Write the texts as the command line asks for them."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search.record", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--articles", type=int, required=True, metavar="N")
    options = parser.parse_args()
    write(options.folder, options.articles)


if __name__ == "__main__":
    main()
