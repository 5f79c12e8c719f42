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
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from twinpress import picture
from twinpress.archive import Archive, Article
from twinpress.document import Document
from twinpress.finding import Severity
from twinpress.illustration import Use, declared, drawn, is_picture
from twinpress.links import Target, plain, resolve
from twinpress.passage import Passage, passages
from twinpress.picture import Picture
from twinpress.prose import Link, Prose
from twinpress.site import Site

if TYPE_CHECKING:  # they take long to import, and a build needs none of them here
    from twinpress.facts.lexicon import Lexicon
    from twinpress.publication import Publication
    from twinpress.translation.desk import Case, Desk
    from twinpress.translation.examination import Remark
    from twinpress.translation.state import Standing

Scope = Literal["document", "article", "archive", "site"]
Ground = Literal["facts", "words", "docs", "cited", "views"]
"""What a rule on the whole archive may rest on. ``facts``: what front matter decides, vocabulary, configuration, names of
files, recorded addresses. ``words``: what front matter only tells (``document.TELLING``). ``docs``: the texts in the docs
folder. ``cited``: bodies beside which a file was published. ``views``: the
files of the tally of readers."""
FAMILIES = {
    "ART": ("front matter", "文章元数据"),
    "TXT": ("text and typography", "文字与排版"),
    "LNK": ("links and files", "链接与文件"),
    "IMG": ("pictures", "图片"),
    "TRN": ("translations", "译文"),
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
    severity: Severity | None = None
    """Where it is not the rule's: a summary may leave out what a full translation has to say."""


BETWEEN = "\n\n\x01\n\n"
"""Keeps passages apart where all are searched at once: ends of lines, and a sign that is part of no word."""
T = TypeVar("T")


class Followed(NamedTuple):
    """A link, its target as a browser reads it, and what that leads to."""

    link: Link
    written: str
    target: Target


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
        self._kept: dict[tuple[object, str], Any] = {}

    @property
    def as_of(self) -> datetime:
        """The moment at which the archive is looked at."""
        return self.archive.as_of

    def prose(self, document: Document) -> Prose:
        """Return the body of a document as prose."""
        return self._once(Prose, document, lambda: Prose(document.body(self.archive.root), document.body_line))

    def passages(self, document: Document, sign: re.Pattern[str] | None = None) -> Sequence[Passage]:
        """Return the words of a document, body and front matter, as passages; with a ``sign``, those in which it is.

        Most documents have no sign of most mistakes: to look for it in all their words at once, and in C, takes a tenth
        of the time. It must not say what stands around it, but for ends of lines.
        """
        found = self._once(passages, document, lambda: passages(document, self.prose(document)))
        if sign is None:
            return found
        words = self._once(BETWEEN, document, lambda: BETWEEN.join(passage.words for passage in found))
        return [passage for passage in found if sign.search(passage.words)] if sign.search(words) else ()

    def declared(self, article: Article) -> tuple[Use, ...]:
        """Return the files that the front matter of an article names."""
        return self._once(declared, article, lambda: tuple(declared(article)))

    def drawn(self, document: Document) -> tuple[Use, ...]:
        """Return the pictures in the body of a document."""
        return self._once(drawn, document, lambda: tuple(drawn(document, self.prose(document))))

    def uses(self, article: Article) -> tuple[Use, ...]:
        """Return all uses of files in an article, the front matter's first, then the bodies' pictures."""
        bodies = (self.drawn(document) for document in article.documents if document.front is not None)
        return self._once(Use, article, lambda: (*self.declared(article), *chain.from_iterable(bodies)))

    def links(self, document: Document, article: Article) -> tuple[Followed, ...]:
        """Return the links in a version of an article, and what each leads to."""
        return self._once(Followed, document, lambda: tuple(self._follow(document, article)))

    def _follow(self, document: Document, article: Article) -> Iterator[Followed]:
        for link in self.prose(document).links:
            written = plain(link.target)
            yield Followed(link, written, self.resolve(written, article))

    def pictures(self, article: Article) -> tuple[tuple[str, Picture], ...]:
        """Return the picture files beside an article."""
        return self._once(Picture, article, lambda: tuple(self._look_at(article)))

    def _look_at(self, article: Article) -> Iterator[tuple[str, Picture]]:
        for name in article.files:
            if is_picture(name) and (found := picture.read(self.archive.root / article.path / name)):
                yield name, found

    def _once(self, what: object, subject: Document | Article, make: Callable[[], T]) -> T:
        """Return what is made of a document or an article, made once: all rules on one article ask in a row.

        With the first question about the next, everything is forgotten.
        """
        folder = subject.path if isinstance(subject, Article) else subject.path.rpartition("/")[0]
        if folder != self._folder:
            self._folder, self._kept = folder, {}
        key = (what, subject.path)
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    @cached_property
    def files(self) -> dict[str, frozenset[str]]:
        """Names of the files beside each article, by folder (``2025/a-slug``)."""
        return {folder.path: frozenset(folder.files) for folder in self.archive.content.folders}

    @cached_property
    def desk(self) -> Desk:
        """The translation desk."""
        from twinpress.translation.desk import Desk

        return Desk(self.archive)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The names and terms of the vocabulary."""
        from twinpress.facts.lexicon import Lexicon

        return Lexicon.of(self.archive.vocabulary)

    def remarks(self, article: Article) -> Sequence[Remark]:
        """Return what is wrong with the text of a translation and was not waived, in the order of its file."""
        return self._once("remarks", article, lambda: tuple(self._remarks(article)))

    def _remarks(self, article: Article) -> Iterator[Remark]:
        from twinpress.translation.examination import examine

        if case := self.case(article):
            for remark in examine(case, self.standing(case), self):
                if not any(remark.waives(waiver) for waiver in case.record.waivers):
                    yield remark

    def standing(self, case: Case) -> Standing:
        """Return how the translation of an article stands."""
        return self._once("standing", case.article, lambda: self.desk.judge(case))

    def case(self, article: Article) -> Case | None:
        """Return both versions of an article cut into blocks; None where there is no translation that can be read."""
        return self._once("case", article, lambda: self.desk.case(article))

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
        look = partial(resolve, target, article, self.archive, self.site, _Pages(self))
        return self._once((resolve, target), article, look)


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
