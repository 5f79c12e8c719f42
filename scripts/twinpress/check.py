"""Run the rules over an archive and collect what they find."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from twinpress import forked, picture
from twinpress.archive import Archive, Article
from twinpress.clearance import Clearance, Clearances
from twinpress.content import Folder, within
from twinpress.document import Document
from twinpress.finding import Finding
from twinpress.rules import RULES
from twinpress.rules.rule import Context, Report, Rule
from twinpress.site import Site

TRANSLATIONS = "TRN"
"""Family of the rules on translations."""


def check(
    archive: Archive,
    site: Site,
    *,
    select: Collection[str] = (),
    paths: Collection[str] = (),
    freshness: bool = False,
    translations: bool = True,
) -> list[Finding]:
    """Return all findings, sorted by path and line.

    ``select``: codes or the beginnings of codes (``ART``, ``TXT00``); empty: all. ``paths``: folders or files relative
    to the content folder to which findings are limited; empty: everything, the site's configuration too.
    ``translations``: whether to examine those as well, which takes longest, and which no build waits for: what is wrong
    with a translation never keeps a site from being built.
    """
    picture.remember(site.cache)
    context = Context(archive, site, freshness)
    rules = [rule for code, rule in sorted(RULES.items()) if not select or code.startswith(tuple(select))]
    found: list[Finding] = []
    clearances = None if select else Clearances(context)
    chosen = [
        folder
        for folder in archive.content.folders
        if within(folder.path, paths) or any(within(path, [folder.path]) for path in paths)
    ]
    look = _Look(context, rules, clearances, translations)
    look.ahead(chosen)
    for folder in chosen:
        found += look(folder)
    for rule in rules:
        judge = partial(_of_archive, rule, context)
        told = list(clearances.judge(rule, judge) if clearances else judge())
        found += [finding for finding in told if not _ignored(finding, archive)]
    if clearances:
        clearances.keep()
    picture.keep()
    return sorted({finding for finding in found if within(finding.path, paths)}, key=lambda finding: finding.order)


Told = tuple[tuple[Finding, ...], frozenset[str]]
"""What is found, and the targets of links that it rests on."""


class _Look:
    """A look at one folder after the other: what was found before is found again, as far as it still holds."""

    def __init__(
        self, context: Context, rules: Collection[Rule], clearances: Clearances | None, translations: bool
    ) -> None:
        self.context = context
        self.archive = context.archive
        self.clearances = clearances
        self.translations = translations
        self.rules = {
            wanted: [rule for rule in rules if rule.code.startswith(TRANSLATIONS) == wanted] for wanted in (True, False)
        }
        self.apart: dict[str, Told] = {}
        """What was found in translations already, by folder."""

    def __call__(self, folder: Folder) -> Iterator[Finding]:
        """Yield what is found in a folder."""
        known = self._known(folder)
        own, followed = (
            (known.findings, frozenset(lead.written for lead in known.leads)) if known else self.told(folder, False)
        )
        theirs = known.translations if known else None
        new = known is None
        if self.translations and theirs is None:
            theirs, more = self.apart.get(folder.path) or self.told(folder, True)
            followed |= more
            new = True
        found = (*own, *(theirs if self.translations and theirs else ()))
        if self.clearances and new and not any(RULES[finding.code].clock for finding in found):
            self.clearances.give(folder, self._story(folder), followed, own, theirs)
        yield from found

    def told(self, folder: Folder, wanted: bool) -> Told:
        """Return what the rules on translations find in a folder, or all the others."""
        self.context.followed.clear()
        found = _of_folder(folder, self._story(folder), self.rules[wanted], self.context)
        return tuple(finding for finding in found if not _ignored(finding, self.archive)), frozenset(
            self.context.followed
        )

    def ahead(self, folders: Collection[Folder]) -> None:
        """Examine many translations in several processes, where there are any to examine and that is safe."""
        if not (self.translations and self.rules[True]):
            return
        new = [folder for folder in folders if len(folder.documents) > 1 and self._unseen(folder)]
        if len(new) >= MANY and (told := forked.each(partial(self.told, wanted=True), new, chunk=PART)) is not None:
            self.apart = dict(zip((folder.path for folder in new), told, strict=True))

    def _story(self, folder: Folder) -> Article | None:
        return self.archive.by_path.get(folder.path)

    def _known(self, folder: Folder) -> Clearance | None:
        return self.clearances.recall(folder, self._story(folder)) if self.clearances else None

    def _unseen(self, folder: Folder) -> bool:
        known = self._known(folder)
        return known is None or known.translations is None


MANY = 100
"""Translations that are examined in less time by several processes, their start included."""
PART = 25
"""Translations that a process examines in one go."""


def _of_archive(rule: Rule, context: Context) -> Iterator[Finding]:
    """Yield what a rule on the archive as a whole, or on the configuration, finds; others find nothing here."""
    site = context.site
    if rule.scope == "archive":
        yield from findings(rule, rule.check(context), None)
    elif rule.scope == "site" and site.settings is not None and site.own:
        yield from findings(rule, rule.check(site.settings, context), None)


def _of_folder(folder: Folder, story: Article | None, rules: Collection[Rule], context: Context) -> Iterator[Finding]:
    """Yield what the rules on documents and articles find in one folder."""
    for document in folder.documents:
        for rule in rules:
            if rule.scope == "document" and _applies(rule, document):
                yield from findings(rule, rule.check(document, story, context), document)
    if story:
        for rule in rules:
            if rule.scope == "article" and _applies(rule, story.original):
                yield from findings(rule, rule.check(story, context), story.original)


def _applies(rule: Rule, document: Document) -> bool:
    """Tell whether a document has what a rule needs: unreadable ones meet only the rules that need nothing."""
    return not rule.needs or (document.readable and not document.unsound.intersection(rule.needs))


def findings(rule: Rule, reports: Iterator[Report], document: Document | None) -> Iterator[Finding]:
    """Yield the findings of a rule's reports; ``document`` is the one they are about where they do not say."""
    for report in reports:
        path = report.path or (document.path if document else "")
        line = report.line
        if not line and document and path == document.path and report.field:
            line = document.line(report.field)
        yield Finding(
            path=path,
            line=max(line, 1),
            code=rule.code,
            severity=report.severity or rule.severity,
            field=report.field,
            zh=report.zh,
            en=report.en,
            fix=report.fix,
        )


def _ignored(finding: Finding, archive: Archive) -> bool:
    """Tell whether the document of a finding gives a reason to ignore it."""
    if not RULES[finding.code].ignorable:
        return False
    folder, _, name = finding.path.rpartition("/")
    story: Article | None = archive.by_path.get(folder)
    document = story.document(name.split(".")[1]) if story and name.startswith("index.") else None
    return bool(document and document.front and finding.code in document.front.ignore)
