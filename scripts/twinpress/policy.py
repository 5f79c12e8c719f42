"""The Content-Security-Policy: what a page may load and run, so that a slip in a text can do nobody harm.

Nothing comes from another host, and no script or style stands in a page itself: the theme has them all in files, and texts
cannot hold any (``hazards.py``). So no hashes of inline scripts are needed.
"""

from __future__ import annotations

DIRECTIVES = {
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""What holds in a page."""
FRAMES = {"frame-ancestors": "'self'"}
"""Who may show the site in a frame; browsers heed it in a header alone (CSP Level 3, §3.3)."""


def meta() -> str:
    """Return the policy for the ``<meta>`` of a page, which holds wherever the page is served from."""
    return _written(DIRECTIVES)


def header() -> str:
    """Return the policy for the header that a web server sends."""
    return _written(DIRECTIVES | FRAMES)


def _written(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
