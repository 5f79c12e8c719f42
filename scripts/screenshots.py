"""Take the pictures of the site that README and handbook show: ``make screenshots``.

Builds the committed stories at a fixed moment and opens them in headless Chromium (Debian: ``apt-get install chromium``).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
AS_OF = "2025-12-01"
PICTURES = {"docs/handbook/home.png": ("", 1280, 960)}
"""File: (address, width, height of the window)."""
COLOURS = 128
"""A palette of this many colours halves the files, and nobody sees it on flat drawings."""


def main() -> None:
    """Build, serve, look, save."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("没有找到 Chromium · no Chromium on this machine: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TWINPRESS_AS_OF": AS_OF, "NO_MKDOCS_2_WARNING": "1"}
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", folder],
            env=environment,
            cwd=ROOT,
            check=True,
        )
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name, (address, width, height) in PICTURES.items():
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
                page.goto(f"http://127.0.0.1:{server.server_port}/{address}")
                page.wait_for_load_state("networkidle")
                page.screenshot(path=ROOT / name)
                with Image.open(ROOT / name) as image:
                    image.convert("RGB").quantize(COLOURS).save(ROOT / name, optimize=True)
            browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
