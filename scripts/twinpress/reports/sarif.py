"""Findings as a SARIF log, the format in which tools hand results to code hosts and editors.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0; what GitHub makes of it: “SARIF support for code scanning”.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from twinpress import __version__
from twinpress.finding import Finding, Severity
from twinpress.reports import Shown
from twinpress.reports.words import either, manual, reason, sentences
from twinpress.rules import RULES
from twinpress.rules.rule import Rule

VERSION = "2.1.0"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
ROOT = "%SRCROOT%"
"""What a relative URI starts from; by custom the root of the source code, which is where people run ``twinpress``."""
FINGERPRINT = "primaryLocationLineHash"
"""The one fingerprint that GitHub compares."""


def report(findings: Sequence[Finding], shown: Shown, language: str | None) -> str:
    """Return a log with one run: all rules with their manuals, and a result for each finding."""
    rules = [rule for _, rule in sorted(RULES.items())]
    index = {rule.code: number for number, rule in enumerate(rules)}
    results = [
        {
            "ruleId": finding.code,
            "ruleIndex": index[finding.code],
            "level": LEVELS[finding.severity],
            # Braces stay as they are, though section 3.11.5 doubles them: readers undo that only in a text with
            # arguments, and ours say what to type.
            "message": {"text": "\n".join(sentences(finding, language))},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": _artifact(shown(finding.path)),
                        "region": {"startLine": finding.line},
                    }
                }
            ],
            "partialFingerprints": {FINGERPRINT: fingerprint},
        }
        for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
    ]
    driver = {"name": "Twinpress", "version": __version__, "rules": [_rule(rule, language) for rule in rules]}
    run: dict[str, Any] = {"tool": {"driver": driver}, "results": results}
    if language:
        run["language"] = language
    return json.dumps({"$schema": SCHEMA, "version": VERSION, "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def fingerprints(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield what each finding is known by when lines move: a hash of what is wrong where, and its number among its like.

    Neither the language nor the working directory matters. Numbers in messages are left out: some name lines or days.
    """
    alike: Counter[str] = Counter()
    for finding in findings:
        facts = (finding.code, finding.path, finding.field, re.sub(r"\d+", "", finding.en))
        known = sha256("\0".join(facts).encode("utf-8", "backslashreplace")).hexdigest()[:16]
        alike[known] += 1
        yield f"{known}:{alike[known]}"


def _rule(rule: Rule, language: str | None) -> dict[str, Any]:
    """Return the description of a rule (section 3.49)."""
    words = manual(rule, language)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": either(language, rule.manual.zh, rule.manual.en, " · ")},
        "fullDescription": {"text": reason(rule, language)},
        "help": {"text": words, "markdown": words},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _artifact(place: str) -> dict[str, str]:
    """Return the location of a file: relative if its path is, else whole (section 3.4)."""
    text = place.encode("utf-8", "backslashreplace").decode()  # a file name may hold bytes that are no text
    path = Path(text)
    return {"uri": path.as_uri()} if path.is_absolute() else {"uri": quote(text), "uriBaseId": ROOT}
