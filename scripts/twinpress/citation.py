"""Citations of an article: GB/T 7714 (2025, in force since 2026-07-01, `[EB/OL]`), APA (7th edition) and BibTeX.

A style orders what it is told and guesses nothing: who is a person, and which part of his name is the family's, the
vocabulary knows; other names stand as they were written. Titles and names are in the page's language; the words of APA
are English on every page, because it is an English style.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from twinpress.wording import MONTHS

NAMED = 3
"""Authors that GB/T 7714 names before it says that there are more."""
NAMED_APA = 20
"""Authors that APA names (9.8): of more, the first nineteen and the last."""
CHINESE = re.compile("[\u3400-\u9fff]{2,4}")
"""A Chinese name, whose spelling in letters begins with the surname; those of foreigners have a dot (简·史密斯) or are longer."""
HAN = re.compile("[\u3400-\u9fff]")
PARTICLE = re.compile(r"[a-z]")
"""Begins a word that belongs to the surname behind it: van, de."""
ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "&%$#_"},
}  # fmt: skip
"""How TeX writes what means something to it."""
ENDED = ("?", "!", ".", "？", "！", "。", "…")


@dataclass(frozen=True, kw_only=True)
class Name:
    """An author or translator: of a person, what comes first in lists; of others, one name as it is."""

    whole: str
    family: str = ""
    given: str = ""
    spelled: bool = False
    """Whether it is Chinese in letters: GB/T 7714 shortens the given names of others."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """What is told of an article."""

    title: str
    authors: Sequence[Name]
    day: date
    site: str
    """Name of the site."""
    url: str
    key: str
    """By which BibTeX knows it: letters, digits and hyphens."""
    language: str
    """``zh`` or ``en``: of the page."""
    translators: Sequence[Name] = ()
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A citation, with the gap for the day on which the reader has looked at the page; only his browser knows that."""

    style: str
    before: str
    after: str = ""
    seen: str = ""
    """What stands in the gap, # for the day (``2026-03-01``); empty where the style asks for none."""


def name(whole: str, chinese: str | None = None) -> Name:
    """Return the name of a person: ``chinese`` is the Chinese form, which tells whether the surname comes first in letters.

    In Chinese characters no part is shortened or moved, so a name stays one.
    """
    words = whole.split()
    if len(words) < 2 or HAN.search(whole):
        return Name(whole=whole)
    if chinese and CHINESE.fullmatch(chinese):
        return Name(whole=whole, family=words[0], given=" ".join(words[1:]), spelled=True)
    start = next((place for place in range(1, len(words)) if PARTICLE.match(words[place])), len(words) - 1)
    return Name(whole=whole, family=" ".join(words[start:]), given=" ".join(words[:start]))


def citations(work: Work) -> tuple[Citation, ...]:
    """Return the citations of an article in all styles."""
    return _national(work), _apa(work), _bibtex(work)


def _national(work: Work) -> Citation:
    """Write ``Wu Sheng. Title[EB/OL]. (2025-11-20)[2026-03-01]. https://….`` as GB/T 7714 does.

    In Chinese its marks are those of Chinese, but for the full stop and the square brackets (7): ``甲，乙. 题名[EB/OL].
    （2025-11-20）[2026-03-01]. https://….``.
    """
    chinese = work.language == "zh"
    comma = "，" if chinese else ", "
    names = [_surname_first(one) for one in work.authors]
    if len(names) > NAMED:
        names = [*names[:NAMED], "等" if chinese else "et al"]
    title = work.title
    if work.withdrawn:
        title += "（已撤回）" if chinese else " (withdrawn)"
    parts = [_ended(comma.join(names)), f"{title}[EB/OL]."]
    if work.translators:
        parts.append(comma.join((*map(_surname_first, work.translators), "译." if chinese else "trans.")))
    parts.append(f"（{work.day.isoformat()}）" if chinese else f"({work.day.isoformat()})")
    before = " ".join(parts)
    return Citation(style="GB/T 7714", before=before, seen="[#]", after=f". {work.url}.")


def _surname_first(one: Name) -> str:
    """Return a name with its surname first and no capitals but its own: ``Wu Sheng``, ``Smith J M``, ``Sartre J-P``."""
    if not one.family:
        return one.whole
    given = one.given
    if not one.spelled:
        given = " ".join("-".join(part[0] for part in word.split("-") if part) for word in given.split())
    return f"{one.family} {given}"


def _apa(work: Work) -> Citation:
    """Write ``Wu, S. (2025, November 20). Title. Site. https://…`` as APA does (10.16); news does not change, so no day is asked."""
    names = [_initialed(one) for one in work.authors]
    if len(names) > NAMED_APA:
        names = [*names[: NAMED_APA - 1], f"… {names[-1]}"]
    elif len(names) > 1:
        names[-1] = f"& {names[-1]}"
    title = work.title
    if work.translators:
        title += f" ({' & '.join(_initialed(one, first=False) for one in work.translators)}, Trans.)"
    if work.withdrawn:
        title += " [Withdrawn]"
    parts = [
        _ended(", ".join(names)),
        f"({work.day.year}, {MONTHS[work.day.month - 1]} {work.day.day}).",
        _ended(title),
        "" if [one.whole for one in work.authors] == [work.site] else _ended(work.site),
        work.url,
    ]
    return Citation(style="APA 7", before=" ".join(filter(None, parts)))


def _initialed(one: Name, *, first: bool = True) -> str:
    """Return a name with its initials: ``Wu, S.``, or ``S. Wu`` behind the title; one without parts as it is."""
    if not one.family:
        return one.whole
    initials = " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in one.given.split())
    return f"{one.family}, {initials}" if first else f"{initials} {one.family}"


def _ended(text: str) -> str:
    return text if not text or text.endswith(ENDED) else f"{text}."


def _bibtex(work: Work) -> Citation:
    """Write an entry that BibTeX and BibLaTeX read; braces keep names and capitals as they are."""
    fields = {
        "author": " and ".join(
            f"{_tex(one.family)}, {_tex(one.given)}" if one.family else f"{{{_tex(one.whole)}}}" for one in work.authors
        ),
        "title": f"{{{_tex(work.title)}}}",
        "howpublished": _tex(work.site),
        "year": str(work.day.year),
        "month": MONTHS[work.day.month - 1][:3].lower(),
        "day": str(work.day.day),
        "note": _tex("; ".join(_notes(work))),
        "langid": {"zh": "chinese", "en": "english"}[work.language],
        "url": work.url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
    }
    lines = [f"@misc{{{work.key},"]
    for field, value in fields.items():
        if value:  # the months have macros, which are not quoted
            lines.append(f"  {field} = {value}," if field == "month" else f"  {field} = {{{value}}},")
    return Citation(style="BibTeX", before="\n".join(lines) + "\n", seen="  urldate = {#},\n", after="}")


def _notes(work: Work) -> list[str]:
    translators = ", ".join(one.whole for one in work.translators)
    chinese = work.language == "zh"
    notes = [f"{translators}译" if chinese else f"Translated by {translators}"] if translators else []
    return [*notes, "已撤回" if chinese else "Withdrawn"] if work.withdrawn else notes


def _tex(text: str) -> str:
    return "".join(ESCAPES.get(character, character) for character in text)
