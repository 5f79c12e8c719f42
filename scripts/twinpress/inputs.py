"""The inputs of a build: everything that a site is made from, by the identities of the files, and listings of folders."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

from twinpress.delivery import entries
from twinpress.identity import Identity, identity
from twinpress.site import Site


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What the site is made from, as digests of the files' identities."""

    content: str
    surroundings: str
    """Everything but the content: code, templates, configuration, standing pages."""
    newest: int
    newest_around: int
    """Time of the newest file of each (ns)."""

    @property
    def whole(self) -> str:
        """Digest of both."""
        return hashlib.sha256(f"{self.content}{self.surroundings}".encode()).hexdigest()


def look(site: Site) -> Inputs:
    """Look at everything that a site is made from."""
    said = site.settings.value if site.settings else {}
    custom = (said.get("theme") or {}).get("custom_dir") if isinstance(said.get("theme"), dict) else None
    programs = sorted(f"{item.name}=={item.version}" for item in distributions())
    whole = hashlib.sha256(repr((sys.version, programs, said, site.url, str(site.content))).encode())
    latest = 0
    hooks = [site.root / str(name) for name in said.get("hooks") or ()]
    for folder in (site.docs, *([site.root / custom] if custom else []), Path(__file__).parent, *hooks):
        found = listing(folder)
        whole.update(f"{folder}\0{digest(found)}\0".encode())
        latest = max(latest, newest(found))
    found = listing(site.content)
    return Inputs(content=digest(found), surroundings=whole.hexdigest(), newest=newest(found), newest_around=latest)


def listing(folder: Path) -> dict[str, Identity]:
    """Return the identity of every file in a folder, by its path below it; of a file alone, its own."""
    if folder.is_file():
        return {"": identity(folder.stat())}
    start = len(str(folder)) + 1
    return {
        entry.path[start:]: identity(entry.stat(follow_symlinks=False))
        for entry in entries(folder)
        if not entry.path.endswith(".pyc")
    }


def digest(found: Mapping[str, Identity]) -> str:
    """Return a digest of a listing."""
    return hashlib.sha256(repr(sorted(found.items())).encode("utf-8", "surrogateescape")).hexdigest()


def newest(found: Mapping[str, Identity]) -> int:
    """Return the time of the newest file of a listing (ns)."""
    return max((max(changed, touched) for _, changed, touched, _ in found.values()), default=0)
