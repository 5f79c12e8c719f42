"""The Content-Security-Policy: what a page may load and run, so that a slip in a text can do nobody harm.

Nothing comes from another host but what the configuration names (``services.py``), and no script or style stands in a page
itself: the theme has them all in files, and texts cannot hold any (``hazards.py``). So no hashes of inline scripts are needed.
"""

from __future__ import annotations

from collections.abc import Mapping

from twinpress.options import Options
from twinpress.services import System, origin

DIRECTIVES = {
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""What holds in a page."""
FRAMES = {"frame-ancestors": "'self'"}
"""Who may show the site in a frame; browsers heed it in a header alone (CSP Level 3, §3.3)."""


FORM = "form-action"
"""Where forms may go."""
PROGRAM = ("script-src", "style-src", "connect-src")
"""What each program for comments loads from its own host."""
BESIDES: Mapping[System, Mapping[str, str]] = {
    "artalk": {
        "img-src": " data:",  # letters to type, which its server sends within an answer
        "frame-src": "",  # other proofs that somebody is no machine; the desk of those who moderate
        "style-src-attr": "'unsafe-inline'",  # hides what is not needed yet with style="", and its client has no other way
    },
    "isso": {},
    "waline": {"img-src": ""},
}
"""What one of them needs besides. Keywords in quotation marks stand alone, anything else behind the site and that host.

Tried with Artalk 2.9.1, isso 0.14.0, and Waline 3.13.0 and 3.15.2: docs/handbook/services/letters.en.md.
"""


def meta(options: Options) -> str:
    """Return the policy for the ``<meta>`` of a page, which holds wherever the page is served from."""
    return _written(_directives(options))


def header(options: Options) -> str:
    """Return the policy for the header that a web server sends."""
    return _written(_directives(options) | FRAMES)


def opener(options: Options) -> str:
    """Return what a web server sends as Cross-Origin-Opener-Policy.

    Artalk and Waline let readers sign in in a window of their own, which has to tell the page that opened it.
    """
    signing_in = options.comments is not None and options.comments.system != "isso"
    return "same-origin-allow-popups" if signing_in else "same-origin"


def _directives(options: Options) -> dict[str, str]:
    """Return what holds in a page, with the hosts that the configuration names: never more than a service needs."""
    result = dict(DIRECTIVES)
    if options.newsletter and options.newsletter.form:
        result[FORM] += f" {origin(options.newsletter.form.action)}"
    if options.comments:
        host = origin(options.comments.server)
        result |= dict.fromkeys(PROGRAM, f"'self' {host}")
        for name, more in BESIDES[options.comments.system].items():
            result[name] = more if more.startswith("'") else f"'self' {host}{more}"
    return result


def _written(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
