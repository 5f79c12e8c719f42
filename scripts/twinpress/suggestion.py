"""“Did you mean …?”: the word that a writer most likely wanted."""

from __future__ import annotations

from collections.abc import Iterable

ELSEWHERE = {
    "tags": "topics", "tag": "topics", "keywords": "topics", "labels": "topics", "标签": "topics", "专题": "topics",
    "column": "section", "category": "section", "categories": "section", "栏目": "section",
    "author": "authors", "byline": "authors", "作者": "authors",
    "organizer": "organisers", "organizers": "organisers", "organiser": "organisers",
    "co_organizers": "co_organisers", "organizations": "organisations",
    "summary": "description", "abstract": "description", "excerpt": "description", "摘要": "description",
    "cover": "image", "thumbnail": "image", "featured_image": "image",
    "lastmod": "updated", "modified": "updated", "last_modified": "updated",
    "publishdate": "date", "pubdate": "date", "published": "date", "日期": "date",
    "draft": "status", "headline": "title", "标题": "title", "来源": "source",
    "责任编辑": "editor", "编辑": "editor", "译者": "translator", "license": "licence", "name": "person",
}  # fmt: skip
"""What editors know from other systems, and what it is called here."""


LIKENESS = 60
"""Percent of letters in common, in the same order, from which on a word may be the one that was meant."""


def field_meant(written: str, known: Iterable[str]) -> str | None:
    """Return the field that a writer means by a name that is none: its name elsewhere, else the one most like it."""
    names = list(known)
    here = ELSEWHERE.get(written.strip().casefold().replace("-", "_"))
    return here if here in names else closest(written, names)


def closest(written: str, known: Iterable[str]) -> str | None:
    """Return the known word most like ``written``, or None where none is near."""
    words = list(known)
    folded = {word.casefold().replace("_", "-"): word for word in reversed(words)}
    wanted = written.strip().casefold().replace("_", "-").replace(" ", "-")
    if wanted in folded:
        return folded[wanted]
    from rapidfuzz import fuzz, process  # not on import: nothing is misspelt in most runs

    found = process.extractOne(wanted, folded.keys(), scorer=fuzz.ratio, processor=None, score_cutoff=LIKENESS)
    return folded[found[0]] if found else None


def question(near: str | None) -> tuple[str, str]:
    """Return “did you mean” in (zh, en), empty where there is nothing near."""
    return (f"是否想写 {near}？", f"Did you mean {near}?") if near else ("", "")
