"""Differences: what is wrong with a translation, for people and programs."""

from __future__ import annotations

from dataclasses import dataclass

from twinpress.facts.code import Code
from twinpress.facts.fact import Kind
from twinpress.finding import Severity


@dataclass(frozen=True, slots=True)
class Difference:
    """One finding about a pair of texts."""

    code: Code
    kind: Kind
    original: str
    """Excerpt of the original, empty if nothing in it belongs to the finding."""
    translation: str
    """Excerpt of the translation, or empty."""
    suggestion: str
    """What to type, or empty."""
    zh: str
    en: str

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.code.severity

    @property
    def message(self) -> str:
        """What was found, what must hold and what to type, in both languages."""
        return f"{self.zh} · {self.en}"

    def row(self, number: int) -> dict[str, object]:
        """Return it as a row of data; ``number`` is that of the pair, from 1."""
        return {
            "row": number,
            "code": self.code.code,
            "severity": self.severity.value,
            "kind": self.kind.value,
            "original": self.original,
            "translation": self.translation,
            "suggestion": self.suggestion,
            "message": self.message,
        }


def tell(code: Code, kind: Kind, original: str = "", translation: str = "", right: str = "") -> Difference:
    """Return a finding in the words of its code; ``right`` is what to type."""
    zh, en = (words.format(original=original, translation=translation, right=right) for words in code.says)
    return Difference(code, kind, original, translation, right, zh, en)
