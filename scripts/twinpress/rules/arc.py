"""Rules of the family ARC: the archive as a whole."""

from twinpress.rules import arc_addresses, arc_places, arc_reading, arc_sections, arc_views, arc_vocabulary

__all__ = ["arc_addresses", "arc_places", "arc_reading", "arc_sections", "arc_views", "arc_vocabulary"]
