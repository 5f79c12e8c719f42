"""Findings: what a check tells a writer, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The site must not be published like this."""
    WARNING = "warning"
    """The site can be published; somebody should mend it soon."""
    INFO = "info"
    """Good to know."""

    @property
    def rank(self) -> int:
        """Weight for comparisons: 0 info, 1 warning, 2 error."""
        return ("info", "warning", "error").index(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One mistake: where it is, what must hold, what was found, what to type next."""

    path: str
    """File, relative to the content folder, with forward slashes: ``../mkdocs.yml`` lies beside it."""
    line: int
    """From 1."""
    code: str
    """The rule's code: ``ART012``."""
    severity: Severity
    field: str = ""
    """Dotted front-matter name (``event.start``), empty outside the front matter."""
    zh: str
    en: str
    fix: str = ""
    """A command or text to type, where one mends it."""

    @property
    def order(self) -> tuple[str, int, str, str, str]:
        """Sort key: path, line, code, field, message."""
        return (self.path, self.line, self.code, self.field, self.en)

    def message(self, language: str) -> str:
        """Return the message in ``zh`` or ``en``."""
        return self.zh if language == "zh" else self.en
