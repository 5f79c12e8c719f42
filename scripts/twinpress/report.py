"""Findings as text, JSON and GitHub annotations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from twinpress.finding import Finding, Severity
from twinpress.rules.rule import Rule

Shown = Callable[[str], str]
"""Turns a path relative to the content folder into one that the user can open."""
Formatter = Callable[[Sequence[Finding], Shown, str | None], str]

SEVERITIES = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("警告", "warning"),
    Severity.INFO: ("提示", "info"),
}


def text(findings: Sequence[Finding], shown: Shown, language: str | None) -> str:
    """Return findings for people: place, code, message in one language or both, and what to type."""
    lines: list[str] = []
    for finding in findings:
        zh, en = SEVERITIES[finding.severity]
        lines.append(f"{shown(finding.path)}:{finding.line}: {finding.code} {_either(language, zh, en, ' ')}")
        messages = [finding.message(language)] if language else [finding.zh, finding.en]
        lines += [f"    {message}" for message in messages]
        if finding.fix:
            lines.append(f"    → {finding.fix}")
    return "".join(line + "\n" for line in lines)


def as_json(findings: Sequence[Finding], shown: Shown, language: str | None) -> str:
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


def github(findings: Sequence[Finding], shown: Shown, language: str | None) -> str:
    """Return workflow commands that GitHub shows beside the lines of a pull request."""
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    lines: list[str] = []
    for finding in findings:
        messages = [finding.message(language)] if language else [finding.zh, finding.en]
        message = _data("\n".join([*messages, *([f"→ {finding.fix}"] if finding.fix else [])]))
        place = f"file={_property(shown(finding.path))},line={finding.line},title={_property(finding.code)}"
        lines.append(f"::{names[finding.severity]} {place}::{message}\n")
    return "".join(lines)


def _data(text: str) -> str:
    """Escape the text of a workflow command (GitHub's toolkit: %, CR, LF)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property of a workflow command (also colon and comma)."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Formatter] = {"text": text, "json": as_json, "github": github}


def summary(findings: Sequence[Finding], language: str | None) -> str:
    """Return one line that counts the findings."""
    count = Counter(finding.severity for finding in findings)
    zh = "，".join(f"{count[severity]} 个{words[0]}" for severity, words in SEVERITIES.items() if count[severity])
    en = ", ".join(
        f"{count[severity]} {words[1]}{'s' if count[severity] > 1 and severity is not Severity.INFO else ''}"
        for severity, words in SEVERITIES.items()
        if count[severity]
    )
    return _either(language, zh, en, " · ")


def manual(rule: Rule, language: str | None) -> str:
    """Return a rule's manual."""
    words = rule.manual
    zh, en = SEVERITIES[rule.severity]
    parts = [f"{rule.code} {rule.name} ({_either(language, zh, en, ' ')})", ""]
    if language != "en":
        parts += [words.zh, f"为什么：{words.why_zh}", ""]
    if language != "zh":
        parts += [words.en, f"Why: {words.why_en}", ""]
    for title_zh, title_en, example in (("错误写法", "Bad", words.bad), ("正确写法", "Good", words.good)):
        title = _either(language, title_zh, title_en, " · ")
        parts += [f"{title}:", *(f"    {line}".rstrip() for line in example.splitlines()), ""]
    return "\n".join(parts).rstrip()


def _either(language: str | None, zh: str, en: str, between: str) -> str:
    """Return the words in the language asked for, else both."""
    return {"zh": zh, "en": en}.get(language or "", f"{zh}{between}{en}")
