"""Run the rules over an archive and collect what they find."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from twinpress import picture
from twinpress.archive import Archive, Article
from twinpress.clearance import Clearances
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
    look = partial(_look, rules=rules, context=context, clearances=clearances, translations=translations)
    for folder in archive.content.folders:
        if within(folder.path, paths) or any(within(path, [folder.path]) for path in paths):
            found += look(folder)
    for rule in rules:
        judge = partial(_of_archive, rule, context)
        told = list(clearances.judge(rule, judge) if clearances else judge())
        found += [finding for finding in told if not _ignored(finding, archive)]
    if clearances:
        clearances.keep()
    picture.keep()
    return sorted({finding for finding in found if within(finding.path, paths)}, key=lambda finding: finding.order)


def _look(
    folder: Folder, rules: Collection[Rule], context: Context, clearances: Clearances | None, translations: bool
) -> Iterator[Finding]:
    """Yield what is found in one folder, or was found before."""
    archive = context.archive
    story = archive.by_path.get(folder.path)
    known = clearances.recall(folder, story) if clearances else None
    context.followed.clear()

    def told(wanted: bool) -> list[Finding]:
        """Return what the rules on translations find, or the others."""
        chosen = [rule for rule in rules if rule.code.startswith(TRANSLATIONS) == wanted]
        return [finding for finding in _of_folder(folder, story, chosen, context) if not _ignored(finding, archive)]

    own = known.findings if known else told(False)
    theirs = known.translations if known else None
    new = known is None
    if translations and theirs is None:
        theirs = tuple(told(True))
        new = True
    found = (*own, *(theirs if translations and theirs else ()))
    if clearances and new and not any(RULES[finding.code].clock for finding in found):
        followed = {*context.followed, *(lead.written for lead in (known.leads if known else ()))}
        clearances.give(folder, story, followed, own, theirs)
    yield from found


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
