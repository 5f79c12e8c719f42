"""Configurations of web servers for what ``twinpress publish`` shows: the files in ``servers/``, filled in."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from twinpress import picture, policy
from twinpress.attachment import MEDIA_TYPES
from twinpress.site import Site

SERVERS = {"nginx": "nginx.conf", "caddy": "Caddyfile"}
"""The file of each server."""
LOG_FORMATS = {
    "nginx": """\
# what nginx calls "combined", and what a browser loads before anybody has asked for it
log_format twinpress-{host} '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
                            '"$http_referer" "$http_user_agent" "$http_sec_purpose"';

""",
    "caddy": "",
}
LOGS = {
    "nginx": """
    # `twinpress views import` reads it; the system rotates what lies here: see the handbook on how long to keep it
    access_log /var/log/nginx/{host}.access.log twinpress-{host};
""",
    "caddy": """\
	# `twinpress views import` reads it; 4416h are 184 days: see the handbook on how long to keep it
	log {
		output file /var/log/caddy/{host}.access.log {
			roll_keep 1000
			roll_keep_for 4416h
		}
		format json
	}
""",
}
"""Access logs of each server, for sites that show how often articles were read."""
TYPES = {
    **MEDIA_TYPES,
    **{ending[1:]: picture.TYPES[kind] for kind, endings in picture.FORMATS.items() for ending in endings},
    "html": "text/html",
    "htm": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "map": "application/json",
    "webmanifest": "application/manifest+json",
    "ico": "image/x-icon",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "m4a": "audio/mp4",
    "vtt": "text/vtt",
    "webm": "video/webm",
    "bin": "application/octet-stream",
}
"""Media types by ending, of all that a site may hold."""
HTML = "text/html"
MARKUP = ("application/xml", "image/svg+xml")
"""Texts by another name."""


def configuration(server: str, place: Path, site: Site) -> str:
    """Return the configuration of a server for the releases in ``place``. Raises ValueError where it cannot be written."""
    text = (Path(__file__).parent / "servers" / SERVERS[server]).read_text("utf-8")
    counted = site.options.views is not None
    text = text.replace("{log_format}", LOG_FORMATS[server] if counted else "").replace(
        "{log}", LOGS[server] if counted else ""
    )
    values = {"dest": place.resolve().as_posix(), "base": site.base, "host": site.domain or "localhost"}
    for name, value in values.items():
        if not all(char.isalnum() or char in "/._-+~" for char in value):  # the rest means something to servers
            raise ValueError(value)
        text = text.replace(f"{{{name}}}", value)
    texts = sorted({kind for kind in TYPES.values() if kind.startswith("text/") and kind != HTML} | {*MARKUP})
    text = text.replace("{policy}", policy.header(site.options)).replace("{opener}", policy.opener(site.options))
    return text.replace("{types}", _types()).replace("{texts}", " ".join(texts))


def _types() -> str:
    """Return the lines of nginx' table of media types."""
    endings = defaultdict(list)
    for ending, kind in TYPES.items():
        endings[kind].append(ending)
    return "\n".join(f"        {kind} {' '.join(sorted(found))};" for kind, found in sorted(endings.items()))
