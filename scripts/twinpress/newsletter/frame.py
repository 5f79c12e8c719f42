"""What stands around an issue: whose letter it is, and how to leave."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from twinpress.newsletter.issue import Link
from twinpress.pages.edition import Edition
from twinpress.services import READER, Newsletter
from twinpress.site import TAGS


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The head and the foot of a letter."""

    name: str
    """The site's, in the letter's language."""
    tagline: str
    sender: str
    """Who answers for it: the publisher, else the site."""
    contact: Link | None
    leave: str
    """Address of the page on which a reader leaves, with ``READER`` in it perhaps, or ``mailto:``."""
    writes: str | None
    """The address to which a reader writes who leaves, where it is no page."""


def frame(edition: Edition, newsletter: Newsletter) -> Frame:
    """Return what stands around the letters of an edition."""
    site = edition.site
    name = " ".join(site.names[edition.language].split())
    publisher = edition.entry("organisations", site.options.publisher) if site.options.publisher else None
    contact, language = site.options.footer.contact.best(edition.language)
    writes = newsletter.unsubscribe if not newsletter.unsubscribe.startswith("https://") else None
    return Frame(
        name=name,
        tagline=" ".join(site.taglines[edition.language].split()),
        sender=publisher.text if publisher else name,
        contact=Link(text=contact, lang=TAGS[language]) if contact else None,
        leave=f"mailto:{writes}?subject=unsubscribe" if writes else newsletter.unsubscribe,
        writes=writes,
    )


def leaving(leave: str, recipient: str | None) -> str:
    """Return where a recipient leaves; empty in the place of an address that is not known."""
    return leave.replace(READER, quote(recipient or "", safe=""))
