"""What a rule is, and how it is registered.

A rule is one function with a code. Its docstring is its manual: the first paragraph says in English what must hold, the
second says it in Chinese; then ``Why:`` and ``为什么：``; then ``Bad:`` and ``Good:`` with an indented example each.
``twinpress check --explain CODE`` prints it, and the handbook's page of rules is made from it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from twinpress.archive import Archive, Article
from twinpress.document import Document
from twinpress.finding import Severity
from twinpress.links import Target, resolve
from twinpress.passage import Passage, passages
from twinpress.prose import Prose
from twinpress.site import Site

if TYPE_CHECKING:
    from twinpress.publication import Publication

Scope = Literal["document", "article", "archive", "site"]
Ground = Literal["facts", "words", "docs", "cited"]
"""What a rule on the whole archive may rest on. ``facts``: what front matter decides, vocabulary, configuration, names of
files, recorded addresses. ``words``: what front matter only tells (``document.TELLING``). ``docs``: the texts in the docs
folder. ``cited``: bodies beside which a file was published."""
FAMILIES = {
    "ART": ("front matter", "文章元数据"),
    "TXT": ("text and typography", "文字与排版"),
    "LNK": ("links and files", "链接与文件"),
    "IMG": ("pictures", "图片"),
    "ARC": ("the archive as a whole", "整个档案"),
    "SITE": ("configuration and standing pages", "网站配置与常设页面"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a rule yields: the words, and the place as far as the engine does not know it."""

    zh: str
    en: str
    field: str = ""
    """Dotted front-matter name; its line is looked up where ``line`` is 0."""
    line: int = 0
    path: str = ""
    """Default: the document's path, or the original's for rules on articles."""
    fix: str = ""


class Context:
    """What rules see beside the thing they check: the archive, the site, and the text of bodies."""

    def __init__(self, archive: Archive, site: Site, freshness: bool = False):
        self.archive = archive
        self.site = site
        self.freshness = freshness
        """Whether sections are asked for recent articles (nightly; committed stories may be old)."""
        self.followed: set[str] = set()
        """Link targets that rules have asked about since this was last emptied."""
        self._folder = ""
        self._prose: dict[str, Prose] = {}
        self._passages: dict[str, tuple[Passage, ...]] = {}

    @property
    def as_of(self) -> datetime:
        """The moment at which the archive is looked at."""
        return self.archive.as_of

    def prose(self, document: Document) -> Prose:
        """Return the body of a document as prose; those of one article are kept, because all its rules ask in a row."""
        self._enter(document)
        if document.path not in self._prose:
            self._prose[document.path] = Prose(document.body(self.archive.root), document.body_line)
        return self._prose[document.path]

    def passages(self, document: Document) -> tuple[Passage, ...]:
        """Return the words of a document, body and front matter, as passages."""
        self._enter(document)
        if document.path not in self._passages:
            self._passages[document.path] = passages(document, self.prose(document))
        return self._passages[document.path]

    def _enter(self, document: Document) -> None:
        """Forget the texts of the article before."""
        folder = document.path.rpartition("/")[0]
        if folder != self._folder:
            self._folder, self._prose, self._passages = folder, {}, {}

    @cached_property
    def files(self) -> dict[str, frozenset[str]]:
        """Names of the files beside each article, by folder (``2025/a-slug``)."""
        return {folder.path: frozenset(folder.files) for folder in self.archive.content.folders}

    @cached_property
    def publication(self) -> Publication:
        """The site that the archive makes; few rules ask for it, and it takes long to import."""
        from twinpress.publication import Publication

        return Publication(self.archive, self.site)

    @property
    def pages(self) -> Mapping[str, Sequence[str]]:
        """Languages of standing and list pages, by address."""
        return self.publication.addresses

    @cached_property
    def made(self) -> Collection[str]:
        """Addresses of the pages that are made of the archive and are no articles: home and lists."""
        pages = (page for pages in self.publication.pages.values() for page in pages)
        return {page.address for page in pages if page.article is None and page.source is None}

    def resolve(self, target: str, article: Article) -> Target:
        """Return what a link target written in ``article`` leads to."""
        self.followed.add(target)
        return resolve(target, article, self.archive, self.site, _Pages(self))


@dataclass(frozen=True)
class _Pages:
    """The addresses of pages that are no articles, found when a link is asked about that leads to none."""

    context: Context

    def __contains__(self, address: object) -> bool:
        return address in self.context.pages


Check = Callable[..., Iterator[Report]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A check with its code, its severity and its manual."""

    code: str
    severity: Severity
    scope: Scope
    check: Check
    needs: tuple[str, ...] = ()
    """Fields that must be sound for the check to make sense: one mistake gives one finding."""
    ignorable: bool = True
    """Whether an article may say ``ignore: {CODE: reason}``."""
    fixable: bool = False
    """Whether ``twinpress check --fix`` mends it."""
    rests_on: tuple[Ground, ...] | None = None
    """Of the scopes archive and site: all that its findings rest on; None: anything, so that it is asked each time."""
    clock: bool = False
    """Of the scopes document and article: whether its findings name the present moment, so that none is remembered."""

    @property
    def name(self) -> str:
        """Readable identity: ``date-in-future``."""
        return self.check.__name__.replace("_", "-")

    @property
    def manual(self) -> Manual:
        """The docstring, cut into its parts."""
        return Manual.parse(inspect.getdoc(self.check) or "")


@dataclass(frozen=True, kw_only=True)
class Manual:
    """A rule's docstring in its parts."""

    en: str
    zh: str
    why_en: str
    why_zh: str
    bad: str = ""
    good: str = ""

    @classmethod
    def parse(cls, text: str) -> Manual:
        """Cut a docstring; missing parts are empty (a test refuses them)."""
        parts = re.split(r"^(Why|为什么|Bad|Good)[:：][ \t]*", text, flags=re.M)
        head = [paragraph.strip() for paragraph in parts[0].split("\n\n") if paragraph.strip()]
        named = dict(zip(parts[1::2], parts[2::2], strict=True))

        def block(name: str) -> str:
            return inspect.cleandoc("\n" + named.get(name, "").strip("\n")).strip("\n")

        return cls(
            en=" ".join(head[0].split()) if head else "",
            zh="".join(head[1].split("\n")) if len(head) > 1 else "",
            why_en=" ".join(named.get("Why", "").split()),
            why_zh="".join(line.strip() for line in named.get("为什么", "").splitlines()),
            bad=block("Bad"),
            good=block("Good"),
        )


RULES: dict[str, Rule] = {}
"""Every rule by its code."""


def rule(
    code: str,
    severity: Severity = Severity.ERROR,
    *,
    scope: Scope = "document",
    needs: tuple[str, ...] = (),
    ignorable: bool = True,
    fixable: bool = False,
    rests_on: tuple[Ground, ...] | None = None,
    clock: bool = False,
) -> Callable[[Check], Check]:
    """Register a check under ``code``.

    The function takes, by scope: ``(document, article, context)``, where ``article`` is None if no original can be
    read; ``(article, context)``; ``(context)``; or ``(settings, context)``, only for a site that has a configuration and
    its own content. It yields a Report for each mistake.
    """

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"two rules with the code {code}")
        RULES[code] = Rule(
            check=check,
            code=code,
            severity=severity,
            scope=scope,
            needs=needs,
            ignorable=ignorable,
            fixable=fixable,
            rests_on=rests_on,
            clock=clock,
        )
        return check

    return register
