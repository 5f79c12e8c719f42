"""Findings as JUnit XML, which GitLab shows in a merge request, and most CI servers among their tests.

A suite is a file, a case a finding. Errors are failures; warnings and infos are skipped cases: they are listed with
their words, and turn nothing red, just as they do not block. GitLab tells failures that are new from those of the target
branch by the names of suite and case, so a name holds no line and no words that change.

Files without a finding get no case. A reviewer would learn nothing from ten thousand of them, and the report would grow
with the archive. The one exception is a run that finds nothing at all, because some servers refuse an empty report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from twinpress.finding import Finding, Severity
from twinpress.reports import Shown, text
from twinpress.reports.words import either
from twinpress.rules import RULES

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
PASSED = '    <testcase classname="twinpress" name="check"/>\n'
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even as a reference (section 2.2, Char)."""


def report(findings: Sequence[Finding], shown: Shown, language: str | None) -> str:
    """Return a document with a suite for each file that has findings."""
    files: dict[str, list[Finding]] = {}
    for finding in findings:
        files.setdefault(_plain(shown(finding.path)), []).append(finding)
    suites = [_suite(path, found, _cases(path, found, shown, language)) for path, found in files.items()]
    parts = "".join(suites) or _suite("twinpress", [], PASSED)
    return f"{HEAD}<testsuites{_counts(findings)}>\n{parts}</testsuites>\n"


def _suite(name: str, findings: Sequence[Finding], cases: str) -> str:
    return f"  <testsuite name={quoteattr(name)}{_counts(findings)}>\n{cases}  </testsuite>\n"


def _counts(findings: Sequence[Finding]) -> str:
    """Return the attributes that count cases."""
    failures = sum(finding.severity is Severity.ERROR for finding in findings)
    return f' tests="{len(findings) or 1}" failures="{failures}" errors="0" skipped="{len(findings) - failures}"'


def _cases(path: str, findings: Sequence[Finding], shown: Shown, language: str | None) -> str:
    """Return the cases of a file, each under a name of its own: of cases with one name, GitLab keeps one."""
    alike: Counter[str] = Counter()
    cases = ""
    for finding in findings:
        name = _plain(f"{finding.code} {RULES[finding.code].name} {finding.field}").rstrip()
        alike[name] += 1
        number = f" ({alike[name]})" if alike[name] > 1 else ""
        cases += (
            f"    <testcase classname={quoteattr(path)} name={quoteattr(name + number)}"
            f' file={quoteattr(path)} line="{finding.line}">\n'
            f"      {_outcome(finding, shown, language)}\n    </testcase>\n"
        )
    return cases


def _outcome(finding: Finding, shown: Shown, language: str | None) -> str:
    """Return what came of a case; all there is to say is in its text, because GitLab drops the message."""
    message = quoteattr(_plain(either(language, finding.zh, finding.en, " · ")))
    words = escape(_plain(text.report([finding], shown, language)), {"\r": "&#13;"})
    if finding.severity is Severity.ERROR:
        return f'<failure type="{finding.code}" message={message}>{words}</failure>'
    return f"<skipped message={message}>{words}</skipped>"


def _plain(words: str) -> str:
    r"""Write out what XML cannot hold: ``\x07``."""
    return NO_XML.sub(lambda found: found[0].encode("unicode_escape").decode(), words)
