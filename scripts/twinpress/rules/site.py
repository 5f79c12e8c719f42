"""Rules of the family SITE: the configuration, and the standing pages in ``docs/``."""

from twinpress.rules import site_docs, site_hosts, site_languages, site_options, site_parts

__all__ = ["site_docs", "site_hosts", "site_languages", "site_options", "site_parts"]
