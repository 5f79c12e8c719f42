"""What was measured of pages, as tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median

from bench.report import NONE, number, table
from bench.speed.lighthouse import CATEGORIES, Failure
from bench.speed.lighthouse import Report as Judgement
from bench.speed.page import ARCHIVE, BARE, OURS, STOCK, STORIES, Page
from bench.speed.visit import Visit

GOAL = 1.5
"""Seconds until the largest part of a page is there, at most: what this project wants of its own pages."""
SITES = {
    STORIES: "the committed stories",
    ARCHIVE: "a made-up archive",
    STOCK: "the committed stories",
    BARE: "one article",
}
BASES = {BARE: "the bare page", STOCK: "Material"}
"""With whose article pages are compared."""
HEADS = ("LCP, s", "of a", "FCP, s", "TBT, ms", "CLS", "KB", "requests")


def tables(visits: Mapping[Page, Sequence[Visit]], judgements: Mapping[Page, Sequence[Judgement]]) -> str:
    """Return every table, as Markdown."""
    parts = ["### Opened on a slow telephone\n", _opened(visits), _goal(visits)]
    if judgements:
        parts += [
            "### Lighthouse\n",
            _scores(judgements),
            "### Audits that fail in Lighthouse\n",
            _failures(judgements),
        ]
    return "\n".join(parts)


def _opened(visits: Mapping[Page, Sequence[Visit]]) -> str:
    heads = ["page", "site", *(f"LCP, times {name}" for name in BASES.values()), *HEADS]
    return table(heads, [[page.title, SITES[page.site], *_row(page, visits)] for page in visits])


def _row(page: Page, visits: Mapping[Page, Sequence[Visit]]) -> Iterator[str]:
    own = visits[page]
    for site in BASES:
        base = visits.get(_base(page, site, visits) or page)
        yield NONE if base is None else _ratio(own, base)
    yield number(_middle(own, lambda visit: visit.lcp))
    yield " or ".join(sorted({"picture" if visit.picture else "text" for visit in own}))
    yield number(_middle(own, lambda visit: visit.fcp))
    yield f"{_middle(own, lambda visit: visit.tbt) * 1000:.0f}"
    yield f"{_middle(own, lambda visit: visit.cls):.3f}"
    yield number(_middle(own, lambda visit: visit.sent) / 1000)
    yield f"{_middle(own, lambda visit: visit.requests):g}"


def _base(page: Page, site: str, visits: Mapping[Page, Sequence[Visit]]) -> Page | None:
    """Return the article with which a page is compared: that of its language, or the Chinese one."""
    language = page.language or "zh"
    return next((one for one in visits if (one.site, one.language) == (site, language)), None)


def _ratio(own: Sequence[Visit], base: Sequence[Visit]) -> str:
    """Return how many times as long a page takes: the median of the rounds, with the least and the most."""
    if own is base:
        return "1"
    found = [one.lcp / other.lcp for one, other in zip(own, base, strict=True)]
    return number(median(found)) + (f" ({number(min(found))}–{number(max(found))})" if len(found) > 1 else "")


def _goal(visits: Mapping[Page, Sequence[Visit]]) -> str:
    late = {
        page: seconds
        for page, seen in visits.items()
        if page.site in OURS and (seconds := _middle(seen, lambda visit: visit.lcp)) > GOAL
    }
    if not late:
        return f"Every page of ours is there within {GOAL:g} s.\n"
    named = ", ".join(f"{page.title} ({SITES[page.site]}) {number(seconds)} s" for page, seconds in late.items())
    return f"Later than {GOAL:g} s: {named}.\n"


def _scores(judgements: Mapping[Page, Sequence[Judgement]]) -> str:
    rows = [
        [
            page.title,
            SITES[page.site],
            *(f"{median(one.scores[name] for one in found):g}" for name in CATEGORIES),
            number(median(one.lcp for one in found)),
        ]
        for page, found in judgements.items()
    ]
    return table(["page", "site", *CATEGORIES.values(), "LCP as reckoned, s"], rows)


def _failures(judgements: Mapping[Page, Sequence[Judgement]]) -> str:
    """Return which audits our pages do not pass, and which pages."""
    where: dict[Failure, list[str]] = defaultdict(list)
    ours = {page: found for page, found in judgements.items() if page.site in OURS}
    for page, found in ours.items():
        for failure in sorted({failure for one in found for failure in one.failures}):
            where[failure].append(page.name)
    if not where:
        return "None.\n"
    rows = [
        [f"`{one.audit}`: {one.title}", CATEGORIES[one.category], f"{one.weight:.3g}" if one.weight else "advice",
         "all" if len(names) == len(ours) else ", ".join(f"`{name}`" for name in names)]
        for one, names in sorted(where.items())
    ]  # fmt: skip
    return table(["audit", "category", "weight", "pages"], rows)


def _middle(visits: Sequence[Visit], value: Callable[[Visit], float]) -> float:
    return median(map(value, visits))
