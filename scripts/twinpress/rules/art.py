"""Rules of the family ART: the front matter."""

from twinpress.rules import art_dates, art_facts, art_fields, art_file, art_versions, art_words, art_yaml

__all__ = ["art_dates", "art_facts", "art_fields", "art_file", "art_versions", "art_words", "art_yaml"]
