"""The inputs of a build: everything that a site is made from, by the identities of the files, and listings of folders."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from twinpress.delivery import entries
from twinpress.identity import Identity, identity, settled
from twinpress.installation import programs
from twinpress.site import Site


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What the site is made from, by the identities of the files."""

    files: Mapping[str, Identity]
    """Those of the content folder, by path below it."""
    content: str
    """Digest of them."""
    surroundings: str
    """Everything but the content: code, templates, configuration, standing pages."""
    newest: int
    newest_around: int
    """Time of the newest file of each (ns)."""

    @property
    def whole(self) -> str:
        """Digest of both."""
        return hashlib.sha256(f"{self.content}{self.surroundings}".encode()).hexdigest()

    def settled(self, looked: int) -> dict[str, Identity]:
        """Return the files of the content folder that would look otherwise after one more change; ``looked``: when (ns)."""
        return {path: seen for path, seen in self.files.items() if settled(seen, looked)}


def look(site: Site) -> Inputs:
    """Look at everything that a site is made from."""
    said = site.settings.value if site.settings else {}
    custom = (said.get("theme") or {}).get("custom_dir") if isinstance(said.get("theme"), dict) else None
    whole = hashlib.sha256(repr((programs(), said, site.url, str(site.content))).encode())
    latest = 0
    hooks = [site.root / str(name) for name in said.get("hooks") or ()]
    for folder in (site.docs, *([site.root / custom] if custom else []), Path(__file__).parent, *hooks):
        found = listing(folder)
        whole.update(f"{folder}\0{digest(found)}\0".encode())
        latest = max(latest, newest(found))
    found = listing(site.content)
    return Inputs(
        files=found, content=digest(found), surroundings=whole.hexdigest(), newest=newest(found), newest_around=latest
    )


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
    # Version 2 of the format writes equal values as equal bytes; later ones mark what is used elsewhere as well. It is ten
    # times as quick as `repr`.
    return hashlib.sha256(marshal.dumps(sorted(found.items()), 2)).hexdigest()


def newest(found: Mapping[str, Identity]) -> int:
    """Return the time of the newest file of a listing (ns)."""
    return max((max(changed, touched) for _, changed, touched, _ in found.values()), default=0)
