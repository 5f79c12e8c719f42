"""``twinpress check --fix``: write the normal form, and mend what is safe to mend.

Front matter: LF line ends, no byte-order mark, fields in the order of the handbook's table, no trailing spaces. Body: the
typography rules that have a ``mend`` function, on prose alone. Values of fields never change: where they would, the front
matter is left as it is. Mending twice changes nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import timezone
from pathlib import Path

from twinpress import atomic, typography
from twinpress.content import article_folders, within
from twinpress.document import INDEX, LANGUAGES, SIZE_LIMIT, clean, decode, language_of
from twinpress.frontmatter import parse

ORDER = [
    "id",
    "title",
    "description",
    "title_short",
    "kicker",
    "subtitle",
    "mode",
    "date",
    "updated",
    "changes",
    "section",
    "topics",
    "type",
    "source",
    "authors",
    "editor",
    "reviewer",
    "translator",
    "dateline",
    "editors_note",
    "rights",
    "event",
    "people",
    "as",
    "organisations",
    "places",
    "series",
    "image",
    "gallery",
    "pictures",
    "video",
    "attachments",
    "related",
    "pinned",
    "listed",
    "noindex",
    "comments",
    "doc_number",
    "index_number",
    "ai",
    "status",
    "publish_at",
    "expires",
    "withdrawn",
    "aliases",
    "legacy",
    "ignore",
]
"""The normal order of fields: that of the design's table (a test holds it against the model)."""
KEY = re.compile(r"[A-Za-z_][\w-]*(?=\s*:)")


def folder(root: Path, zone: timezone, places: Collection[str] = ()) -> Iterator[str]:
    """Mend the articles of a content folder, or those at ``places`` in it; yield the path of each file rewritten."""
    for path, entries in article_folders(root, []):
        for entry in entries:
            where = f"{path}/{entry.name}"
            if not within(where, places) or entry.is_symlink():
                continue
            if not INDEX.fullmatch(entry.name) or language_of(where) not in LANGUAGES:
                continue
            if file(root, where, zone):
                yield where


def file(root: Path, path: str, zone: timezone) -> bool:
    """Mend one file; return whether it was rewritten. Files that cannot be read are left to the checks."""
    place = root / path
    try:
        if not place.is_file() or place.stat().st_size > SIZE_LIMIT:
            return False
        data = place.read_bytes()
        mended = text(path, data, zone).encode("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    if mended == data:
        return False
    try:
        atomic.write(place, mended)
    except OSError:
        return False
    return True


def text(path: str, data: bytes, zone: timezone) -> str:
    """Return the mended text of an article file; raise UnicodeDecodeError where it is no UTF-8."""
    whole = clean(data.decode("utf-8"))
    document = decode(path, whole.encode("utf-8"), zone)
    if document.front is None:
        return whole
    lines = whole.split("\n")
    close = document.body_line - 2
    head = front_matter("\n".join(lines[1:close]) + "\n")
    return f"---\n{head}---\n{body(chr(10).join(lines[close + 1 :]), document.language)}"


def front_matter(head: str) -> str:
    """Return a front matter in normal form, or as it is where a value would change."""
    before = parse(head)
    tidy = "".join(line.rstrip() + "\n" for line in head.split("\n")[:-1])
    for candidate in (ordered(tidy), ordered(head), tidy):
        after = parse(candidate)
        if before.readable and not before.defects and not after.defects and after.values == before.values:
            return candidate
    return head


def ordered(head: str) -> str:
    """Return the fields of a front matter in normal order, each with its lines and the comments above it."""
    chunks: list[tuple[str, list[str]]] = [("", [])]
    loose: list[str] = []  # comments and blank lines: they belong to the field below
    for line in head.split("\n")[:-1]:
        match = KEY.match(line)
        if match:
            chunks.append((match[0], [*loose, line]))
            loose = []
        elif line.startswith("#") or not line.strip():
            loose.append(line)
        else:
            chunks[-1][1].extend([*loose, line])
            loose = []
    rank = {name: number for number, name in enumerate(ORDER)}
    chunks.sort(key=lambda chunk: -1 if not chunk[0] else rank.get(chunk[0], len(rank)))
    return "".join(line + "\n" for _, part in chunks for line in part) + "".join(line + "\n" for line in loose)


def body(markdown: str, language: str) -> str:
    """Return a body with its typography mended and one line end at its end."""
    mended = typography.mended(markdown, language).strip("\n")
    return f"\n{mended}\n" if mended else ""
