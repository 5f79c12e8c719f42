"""All questions to all contenders: ``python -m bench.search.asking FOLDER FILE --contenders NAME,NAME --browser PROGRAM``.

Every question is asked by somebody who opens the search for the first time, and by somebody who has asked it before.
``FILE`` gets the answers as JSON, by language and contender.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from bench.search import host, query, record
from bench.search.answer import Answer
from bench.search.bench import LANGUAGES, Bench
from bench.search.contender import named
from bench.search.finding import findings
from bench.search.reader import Reader, folders
from bench.search.truth import Truth


def answers(reader: Reader, truth: Truth, texts: Sequence[str]) -> list[Answer]:
    """Return what a contender answers to each question."""
    openings, again = reader.openings(texts), reader.asked_again(texts)
    found = findings(reader.contender, reader.place, {text: one.results for text, one in again.items()})
    return [
        Answer(
            text=text,
            must=len(must := truth.must(text)),
            found=len(found[text].found),
            right=len((found[text].found - found[text].dropped) & must),
            fair=len(found[text].found & (may := truth.may(text))),
            shown=len(found[text].shown),
            shown_fair=len(found[text].shown & may),
            sent=openings[text].sent,
            requests=openings[text].requests,
            rounds=openings[text].rounds,
            warm=again[text].milliseconds,
            phone=openings[text].phone,
        )
        for text in texts
    ]


def main() -> None:
    """Ask as the command line says."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search.asking", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("folder", type=Path, help="the folder of a bench whose indexes are built")
    parser.add_argument("file", type=Path, help="where the answers go")
    parser.add_argument("--contenders", required=True, metavar="NAME,NAME")
    parser.add_argument("--browser", required=True, metavar="PROGRAM", help="Chromium")
    options = parser.parse_args()
    bench = Bench(options.folder, 0)
    found: dict[str, dict[str, list[dict[str, Any]]]] = {language: {} for language in LANGUAGES}
    with host.serving(folders(bench)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.browser, args=["--no-sandbox"])
        for language, group in found.items():
            truth = Truth(record.read(bench.texts(language)))
            texts = [one.text for one in query.load(language) if truth.must(one.text)]
            for one in named(options.contenders.split(",")):
                print(language, one.name, file=sys.stderr, flush=True)
                with closing(Reader(browser, server, bench, one, language)) as reader:
                    group[one.name] = [asdict(answer) for answer in answers(reader, truth, texts)]
        browser.close()
    options.file.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
