"""What all formats say alike: severities, messages, the count of findings, the manual of a rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from twinpress.finding import Finding, Severity

if TYPE_CHECKING:  # rules take long to import
    from twinpress.rules.rule import Rule

SEVERITIES = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("警告", "warning"),
    Severity.INFO: ("提示", "info"),
}


def either(language: str | None, zh: str, en: str, between: str) -> str:
    """Return the words in the language asked for, else both."""
    return {"zh": zh, "en": en}.get(language or "", f"{zh}{between}{en}")


def sentences(finding: Finding, language: str | None) -> list[str]:
    """Return what a finding says, a line each: its message in one language or both, then what to type."""
    messages = [finding.message(language)] if language else [finding.zh, finding.en]
    return [*messages, *([f"→ {finding.fix}"] if finding.fix else [])]


def summary(findings: Sequence[Finding], language: str | None) -> str:
    """Return one line that counts the findings."""
    count = Counter(finding.severity for finding in findings)
    zh = "，".join(f"{count[severity]} 个{words[0]}" for severity, words in SEVERITIES.items() if count[severity])
    en = ", ".join(
        f"{count[severity]} {words[1]}{'s' if count[severity] > 1 and severity is not Severity.INFO else ''}"
        for severity, words in SEVERITIES.items()
        if count[severity]
    )
    return either(language, zh, en, " · ")


def reason(rule: Rule, language: str | None) -> str:
    """Return what a rule asks, and why; a paragraph for each language."""
    words = rule.manual
    zh = f"{words.zh}\n为什么：{words.why_zh}"
    return either(language, zh, f"{words.en}\nWhy: {words.why_en}", "\n\n")


def manual(rule: Rule, language: str | None) -> str:
    """Return a rule's manual: text for a terminal that is Markdown too, with the examples as code."""
    zh, en = SEVERITIES[rule.severity]
    parts = [f"{rule.code} {rule.name} ({either(language, zh, en, ' ')})", "", reason(rule, language), ""]
    for title_zh, title_en, example in (("错误写法", "Bad", rule.manual.bad), ("正确写法", "Good", rule.manual.good)):
        title = either(language, title_zh, title_en, " · ")
        parts += [f"{title}:", "", *(f"    {line}".rstrip() for line in example.splitlines()), ""]
    return "\n".join(parts).rstrip()
