"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from twinpress.finding import Finding, Severity
from twinpress.reports import Shown
from twinpress.reports.words import sentences

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(findings: Sequence[Finding], shown: Shown, language: str | None) -> str:
    """Return a command for each finding."""
    lines: list[str] = []
    for finding in findings:
        place = f"file={_property(shown(finding.path))},line={finding.line},title={_property(finding.code)}"
        message = _data("\n".join(sentences(finding, language)))
        lines.append(f"::{COMMANDS[finding.severity]} {place}::{message}\n")
    return "".join(lines)


def _data(text: str) -> str:
    """Escape the text of a workflow command (GitHub's toolkit: %, CR, LF)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property of a workflow command (also colon and comma)."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
