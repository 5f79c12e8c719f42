"""Findings for people."""

from __future__ import annotations

from collections.abc import Sequence

from twinpress.finding import Finding
from twinpress.reports import Shown
from twinpress.reports.words import SEVERITIES, either, sentences


def report(findings: Sequence[Finding], shown: Shown, language: str | None) -> str:
    """Return a line with place, code and severity for each finding, and below it what the finding says."""
    lines: list[str] = []
    for finding in findings:
        zh, en = SEVERITIES[finding.severity]
        lines.append(f"{shown(finding.path)}:{finding.line}: {finding.code} {either(language, zh, en, ' ')}")
        lines += [f"    {sentence}" for sentence in sentences(finding, language)]
    return "".join(line + "\n" for line in lines)
