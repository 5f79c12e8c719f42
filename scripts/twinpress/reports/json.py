"""Findings for programs of our own readers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from twinpress.finding import Finding
from twinpress.reports import Shown


def report(findings: Sequence[Finding], shown: Shown, language: str | None) -> str:
    """Return one array of objects: code, severity, path, line, field, message (by language), fix where there is one."""
    rows: list[dict[str, Any]] = []
    for finding in findings:
        row: dict[str, Any] = {
            "code": finding.code,
            "severity": finding.severity.value,
            "path": shown(finding.path),
            "line": finding.line,
            "field": finding.field,
            "message": {"zh": finding.zh, "en": finding.en},
        }
        if finding.fix:
            row["fix"] = finding.fix
        rows.append(row)
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
