"""The Content-Security-Policy: what a page may load and run, so that a slip in a text can do nobody harm.

Nothing comes from another host but what the configuration names (``services.py``), and no script or style stands in a page itself: the theme has them all in files, and texts
cannot hold any (``hazards.py``). So no hashes of inline scripts are needed.
"""

from __future__ import annotations

from twinpress.options import Options
from twinpress.services import origin

DIRECTIVES = {
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""What holds in a page."""
FRAMES = {"frame-ancestors": "'self'"}
"""Who may show the site in a frame; browsers heed it in a header alone (CSP Level 3, §3.3)."""


FORM, FETCHED = "form-action", ("script-src", "style-src", "img-src", "connect-src")
"""Where forms may go; what a program for comments loads from its own host."""


def meta(options: Options) -> str:
    """Return the policy for the ``<meta>`` of a page, which holds wherever the page is served from."""
    return _written(_directives(options))


def header(options: Options) -> str:
    """Return the policy for the header that a web server sends."""
    return _written(_directives(options) | FRAMES)


def _directives(options: Options) -> dict[str, str]:
    """Return what holds in a page, with the hosts that the configuration names: never more than a service needs."""
    result = dict(DIRECTIVES)
    if options.newsletter and options.newsletter.form:
        result[FORM] += f" {origin(options.newsletter.form.action)}"
    if options.comments:
        host = origin(options.comments.server)
        result |= dict.fromkeys(FETCHED, f"'self' {host}")
    return result


def _written(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
