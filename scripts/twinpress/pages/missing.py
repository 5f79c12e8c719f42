"""The 404 page: its words stand in the template, in both languages; its head and masthead are one language's."""

from __future__ import annotations

from dataclasses import replace

from twinpress.pages.edition import Edition
from twinpress.pages.view import View

KIND = "missing"


def view(edition: Edition) -> View:
    """Return the view of the 404 page; its language switch leads to the home pages."""
    return replace(edition.view(kind=KIND, title="404", address="", noindex=True), canonical="")
