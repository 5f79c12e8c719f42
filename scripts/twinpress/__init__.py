"""Twinpress 双刊: from Markdown articles in two languages to a news site and its archive."""

__version__ = "0.1.0"
