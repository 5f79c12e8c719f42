"""New article folders, filled in as far as is known."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from twinpress import vocabulary
from twinpress.kinds import SLUG
from twinpress.site import Site

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32."""

PLACEHOLDER = {
    "zh": "待补",
    "en": "TODO",
}
"""What the rule TXT007 refuses: a scaffold cannot be published by mistake."""
WAITING = re.compile(rf"(?:\s|{'|'.join(PLACEHOLDER.values())})+")


class RefusedError(Exception):
    """The folder cannot be made; the message says why, in both languages."""


def identity(moment: datetime) -> str:
    """Return a new permanent id: 26 characters of Crockford's base 32, as in a ULID (48 bits of time, 80 random)."""
    number = int(moment.timestamp() * 1000) << 80 | secrets.randbits(80)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def waits(words: str) -> bool:
    """Tell whether some words are placeholders and nothing else."""
    return bool(WAITING.fullmatch(words))


def article(site: Site, slug: str, *, language: str, section: str | None, moment: datetime) -> str:
    """Make the folder of a new article and return its path below the content folder; never overwrite anything."""
    if not SLUG.fullmatch(slug):
        raise RefusedError(
            f"文件夹名须为小写英文、数字与连字符，如 spring-training，现为：{slug} · "
            f"a folder name must be lower-case words with hyphens, such as spring-training, not: {slug}"
        )
    known = vocabulary.load(site.content, site.zone)
    if section is None:
        section = next(iter(known.sections), "news")
    elif section not in known.sections:
        sections = ", ".join(known.sections)
        raise RefusedError(f"没有栏目 {section}，可用：{sections} · no section {section}; there are: {sections}")
    path = f"{moment.year}/{slug}"
    folder = site.content / path
    if folder.exists():
        raise RefusedError(f"已有此文件夹 · this folder exists already: {path}")
    folder.mkdir(parents=True)
    file = folder / f"index.{language}.md"
    file.write_text(front_matter(identity(moment), language, section, moment), "utf-8", newline="\n")
    return f"{path}/{file.name}"


def front_matter(identifier: str, language: str, section: str, moment: datetime) -> str:
    """Return the text of a new article."""
    todo = PLACEHOLDER[language]
    return (
        "---\n"
        f"id: {identifier}\n"
        f"title: {todo}\n"
        f"description: {todo}\n"
        f"date: {moment:%Y-%m-%d %H:%M}\n"
        f"section: {section}\n"
        f"status: draft\n"
        f"source: {{name: {todo}}}\n"
        f"editor: {todo}\n"
        "---\n\n"
        f"{todo}\n"
    )
