"""What an editor or a developer does between two builds, as a change of files. Nothing here is measured.

Each change is another one in each round, and as large in the last as in the first. The archive stays without mistakes.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

NAME = "index.zh.md"
SPECIAL = re.compile(
    r"^(status|withdrawn|expires|publish_at|listed|aliases|legacy|series|related|pinned|changes|ignore):", re.M
)
"""Fields of articles that are not chosen: they are hidden, in no list, or would say the same thing twice when copied."""
CHANGED = re.compile(r"\n\n本段第\d+次修改。\n$")
TITLE = re.compile(r"^title: ([\"']?)(.*?)(?:（第\d+版）)?\1$", re.M)


def article(content: Path) -> Path:
    """Return the folder of an ordinary article of the newest year, with a version in each language.

    Raises LookupError where there is none.
    """
    for year in sorted((folder for folder in content.glob("[0-9]*") if folder.is_dir()), reverse=True):
        for place in sorted(year.iterdir()):
            if (place / NAME).is_file() and (place / "index.en.md").is_file() and not place.name.startswith("bench-"):
                front = (place / NAME).read_text("utf-8").split("\n---\n", 1)[0]
                if re.search("^date:", front, re.M) and not SPECIAL.search(front):
                    return place
    raise LookupError(f"no ordinary article in {content}")


def body(content: Path, number: int) -> None:
    """Change the last paragraph of an article."""
    place = article(content) / NAME
    text = CHANGED.sub("\n", place.read_text("utf-8"))
    place.write_text(f"{text}\n本段第{number}次修改。\n", "utf-8", newline="\n")


def title(content: Path, number: int) -> None:
    """Change the title of an article."""
    place = article(content) / NAME
    text = TITLE.sub(rf"title: \1\2（第{number}版）\1", place.read_text("utf-8"), count=1)
    place.write_text(text, "utf-8", newline="\n")


def addition(content: Path, number: int) -> None:
    """Add an article, the newest of all, in both languages."""
    model = article(content)
    place = model.with_name(f"bench-{number}")
    shutil.copytree(model, place)
    text = (place / NAME).read_text("utf-8")
    text = re.sub(r"^id: .*$", f"id: 01KZBENCH{number:08}", text, count=1, flags=re.M)
    text = re.sub(r"^date: .*$", f"date: 2026-06-30 23:{number % 60:02}", text, count=1, flags=re.M)
    (place / NAME).write_text(text, "utf-8", newline="\n")


def template(project: Path, number: int) -> None:
    """Change the foot of every page."""
    place = project / "overrides/partials/footer.html"
    text = re.sub(r"<!-- \d+ -->\n$", "", place.read_text("utf-8"))
    place.write_text(f"{text}<!-- {number} -->\n", "utf-8", newline="\n")
