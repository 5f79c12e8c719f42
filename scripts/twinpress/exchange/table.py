"""The glossary as CSV for spreadsheets: all of its columns, and one that says what each row was."""

from __future__ import annotations

from twinpress.exchange.glossary import EXPORTED, Table, digest
from twinpress.exchange.glossary import write as text

MARK = "\ufeff"
"""Tells Excel that a file is UTF-8: without it, Chinese turns into other signs."""


def write(table: Table) -> bytes:
    """Return a glossary as CSV."""
    rows = [{**row, EXPORTED: digest(row)} for row in table.rows]
    return (MARK + text([*table.columns, EXPORTED], rows)).encode()
