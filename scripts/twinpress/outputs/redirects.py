"""Redirects: a page at each old address that leads to the new one, and the same as real redirects for servers.

Hosts without a configuration serve the pages. ``_redirects`` is read by Netlify, Cloudflare Pages, GitLab Pages and IPFS
gateways, each of which passes over lines that it does not know; ``redirects.nginx.conf`` is for nginx, ``redirects.caddy``
for Caddy. These also know addresses with a query string, and what is gone (410).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from html import escape
from urllib.parse import quote, unquote

from twinpress.forwarding import Forwarding, Gone, Moved
from twinpress.outputs.output import Output
from twinpress.pages.page import relative
from twinpress.publication import Publication
from twinpress.site import TAGS, Site

STATIC = "_redirects"
NGINX = "redirects.nginx.conf"
CADDY = "redirects.caddy"
LONGEST_NAME = 255
"""Bytes in a name that file systems can hold."""
LINE = 64
"""Bytes in a line of a processor's cache, of which nginx makes its buckets."""


def files(publication: Publication) -> Iterator[Output]:
    """Yield a page for each old address, and the lists for servers."""
    forwarding = Forwarding(publication)
    moved, gone = forwarding.moved, forwarding.gone
    names = {place(item.source) for item in moved}
    above = {name[:at] for name in names if name for at in range(len(name)) if name[at] == "/"}
    for item in moved:
        name = place(item.source)
        if name is not None:
            if name in above:  # another old address lies below this one: a file cannot be a folder
                name = f"{name}/index.html"
            yield Output(
                path=name,
                make=partial(_stub, item, name, publication.site),
                given=(item.source, item.page.path, item.page.title),
            )
    table = (
        [(item.source, item.page.path) for item in moved],
        [(item.source, item.notice and item.notice.path) for item in gone],
    )
    if moved or gone:
        yield Output(path=STATIC, make=partial(_static, moved, gone, publication.site), given=table)
    # empty, too: the configurations of servers name these files
    yield Output(path=NGINX, make=partial(_nginx, moved, gone, publication.site), given=table)
    yield Output(path=CADDY, make=partial(_caddy, moved, gone, publication.site), given=table)


def place(source: str) -> str | None:
    """Return the file that answers for an old address, or None where no file can: a query, a name too long.

    A server looks for ``index.html`` in a folder and asks nobody about its name: ``/show.asp`` becomes a folder,
    because a file of that name would be downloaded and not shown.
    """
    path, query, _ = source.partition("?")
    if query or any(len(part.encode()) > LONGEST_NAME for part in path.split("/")):
        return None
    if path.endswith((".html", ".htm")):
        return path[1:]
    return f"{path.strip('/')}/index.html"


def _stub(item: Moved, name: str, site: Site) -> bytes:
    """Return the page at an old address: it moves on by itself, and has a link for those whose browser does not."""
    way = escape(relative(item.page.path, name.rpartition("/")[0] + "/" if "/" in name else ""))
    title = escape(item.page.title)
    canonical = f'<link rel="canonical" href="{escape(site.url + item.page.path)}">\n' if site.url else ""
    return (
        f'<!doctype html>\n<html lang="{TAGS[item.page.language]}">\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'{canonical}<meta name="robots" content="noindex">\n<meta http-equiv="refresh" content="0; url={way}">\n'
        f'<main><h1><a href="{way}">{title}</a></h1></main>\n</html>\n'
    ).encode()


def _static(moved: tuple[Moved, ...], gone: tuple[Gone, ...], site: Site) -> bytes:
    """Return ``_redirects``: source, query parameters if any, target, status."""
    lines = []
    for item in moved:
        path, _, query = item.source.partition("?")
        words = [_asked(path, site), *filter(None, query.split("&")), site.base + item.page.path, "301"]
        lines.append(" ".join(words))
    lines += [
        f"{_asked(item.source, site)} {site.base}{item.notice.path if item.notice else '404.html'} 410!"
        for item in gone
        if "?" not in item.source
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def gone(exported: bytes) -> frozenset[tuple[str, str]]:
    """Return (address, what is shown there) of all that a ``_redirects`` says is gone, decoded, from the host's root."""
    lines = (line.split(" ") for line in exported.decode(errors="replace").splitlines())
    return frozenset((unquote(line[0]), unquote(line[1])) for line in lines if len(line) == 3 and line[2] == "410!")


def _asked(path: str, site: Site) -> str:
    """Return a path as a browser sends it (RFC 3986, ``pchar``)."""
    return quote(site.base + path[1:], safe="/:@!$&'()*+,;=~")


def _nginx(moved: tuple[Moved, ...], gone: tuple[Gone, ...], site: Site) -> bytes:
    """Return maps for nginx' ``http`` block, with what to write in the ``server`` block.

    Paths are compared decoded (``$uri``); addresses with a query, which go first, as they were sent (``$request_uri``).
    """
    where = {item.source: site.base + item.page.path for item in moved}
    what = {item.source: site.base + (f"{item.notice.path}index.html" if item.notice else "404.html") for item in gone}
    keys = [key for source in (*where, *what) for key in _keys(source, site)]
    bucket = max((len(key.encode()) for key in keys), default=0) + LINE
    return "\n".join(
        [
            "# Old addresses for nginx. In the http block:  include <this file>;",
            "# In the server block:",
            "#   error_page 410 @twinpress_gone;",
            "#   location @twinpress_gone { rewrite ^ $twinpress_gone break; }",
            "#   if ($twinpress_gone) { return 410; }",
            "#   if ($twinpress_moved) { return 301 $twinpress_moved; }",
            f"map_hash_max_size {max(2048, 4 * len(keys))};",
            f"map_hash_bucket_size {-(-bucket // LINE) * LINE};",
            *_maps("moved", where, what, site),
            *_maps("gone", what, where, site),
            "",
        ]
    ).encode()


def _maps(name: str, entries: Mapping[str, str], others: Mapping[str, str], site: Site) -> Iterator[str]:
    """Yield the map of paths and the map of queries above it, which takes out the queries that are the ``others``'."""
    queries = {source: entries.get(source, "") for source in (*entries, *others) if "?" in source}
    yield from _map("uri", f"{name}_path", '""', {key: value for key, value in entries.items() if "?" not in key}, site)
    yield from _map("request_uri", name, f"$twinpress_{name}_path", queries, site)


def _map(asked: str, name: str, default: str, entries: Mapping[str, str], site: Site) -> Iterator[str]:
    yield f"map ${asked} $twinpress_{name} {{"
    yield f"    default {default};"
    for source, target in entries.items():
        for key in _keys(source, site):
            yield f'    "{key}" "{target}";'
    yield "}"


def _caddy(moved: tuple[Moved, ...], gone: tuple[Gone, ...], site: Site) -> bytes:
    """Return what Caddy imports into a site's block: the maps as for nginx, and the answers 301 and 410.

    Where the page is that an error 410 shows stays in ``{twinpress_gone}``, for ``handle_errors``.
    """
    where = {item.source: site.base + item.page.path for item in moved}
    what = {item.source: site.base + (f"{item.notice.path}index.html" if item.notice else "404.html") for item in gone}
    rows = [(source, f'"{target}" ""') for source, target in where.items()]
    rows += [(source, f'"" "{target}"') for source, target in what.items()]
    rows = [row for row in rows if "{" not in row[0]]  # in a brace Caddy would look for a variable
    lines = ["# Old addresses for Caddy. In the block of the site:  import <this file>"]
    lines += _table("path", "twinpress_path_moved", "twinpress_path_gone", '"" ""', rows, site)
    queries = '"{twinpress_path_moved}" "{twinpress_path_gone}"'
    lines += _table("uri", "twinpress_moved", "twinpress_gone", queries, rows, site)
    for name, answer in (
        ("gone", "error @twinpress_gone 410"),
        ("moved", "redir @twinpress_moved {twinpress_moved} 301"),
    ):
        lines += [f'@twinpress_{name} expression `{{twinpress_{name}}} != ""`', answer]
    return "".join(f"{line}\n" for line in lines).encode()


def _table(asked: str, moved: str, gone: str, default: str, rows: list[tuple[str, str]], site: Site) -> Iterator[str]:
    """Yield a map of Caddy's: of paths, or of addresses with a query, as they were sent."""
    yield f"map {{{asked}}} {{{moved}}} {{{gone}}} {{"
    for source, targets in rows:
        if ("?" in source) is (asked == "uri"):
            yield from (f'\t"{key}" {targets}' for key in _keys(source, site))
    yield f"\tdefault {default}"
    yield "}"


def _keys(source: str, site: Site) -> Iterator[str]:
    """Yield the forms in which nginx meets an address: a folder with and without its slash, quoted for a configuration."""
    path, mark, query = source.partition("?")
    whole = (_asked(path, site) if mark else site.base + path[1:]) + mark + query
    forms = {whole} if mark or place(source) == path[1:] else {whole.rstrip("/") or "/", whole.rstrip("/") + "/"}
    for form in sorted(forms):
        yield form.replace("\\", "\\\\").replace('"', '\\"')
