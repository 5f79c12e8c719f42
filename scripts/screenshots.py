"""Take pictures of every kind of page: ``make screenshots``.

Builds the committed stories as of a fixed moment and opens them in headless Chromium (Debian: ``apt-get install chromium
fonts-noto-cjk``): each kind on a telephone and on a desk, in both languages, light and dark. The whole pages go into
``.cache/screenshots``, which is not committed, with a sheet for each device that shows all of them at one glance; what README
shows is cut from the same pictures. The same site gives the same bytes on the same machine: no animation, no caret, no clock.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from PIL import Image, ImageDraw, ImageFont, ImageOps
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bench.program import CHROMIUM
from bench.speed.host import serving
from bench.speed.page import ARTICLE, LANGUAGES
from bench.workbench import ROOT

AS_OF = "2025-12-01"
FOLDER = ROOT / ".cache/screenshots"
KINDS = {
    "home": "",
    "article": ARTICLE,
    "list": "trainings/",
    "dossier": "organisations/beijing-womens-federation/",
    "side-by-side": f"{ARTICLE}?side",
    "search": "search/?q={query}",
}
"""Their addresses, below that of the language."""
QUERIES = {"zh": "儿童友好", "en": "child-friendly"}
DEVICES: Mapping[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "desktop": {"width": 1280, "height": 960},
}
Scheme = Literal["light", "dark"]
SCHEMES: Sequence[Scheme] = ("light", "dark")
LOOKS = 20
"""How often one looks at a page, at most, until it is twice the same."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-lcd-text",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
)
"""What makes pictures of one page the same each time."""


@dataclass(frozen=True)
class Shot:
    """One picture of a page."""

    kind: str
    device: str
    language: str
    scheme: Scheme

    @property
    def address(self) -> str:
        """Where the page is, below the site's root."""
        return LANGUAGES[self.language] + KINDS[self.kind].format(query=quote(QUERIES[self.language]))

    @property
    def file(self) -> Path:
        """Where the picture goes."""
        return FOLDER / f"{self.kind}.{self.device}.{self.language}.{self.scheme}.png"


SHOTS = tuple(
    Shot(kind, device, language, scheme)
    for kind, device, language, scheme in product(KINDS, DEVICES, LANGUAGES, SCHEMES)
)
COMMITTED = {
    "docs/handbook/home.png": Shot("home", "desktop", "zh", "light"),
    "docs/handbook/side-by-side.png": Shot("side-by-side", "desktop", "zh", "light"),
}
"""What README shows: of each page what is seen before one scrolls."""
COLOURS = 128
"""A palette of this many colours halves the files, and nobody sees it on flat drawings."""
HAIRLINE = "#8a8a8a"
"""Round a window: its edge is seen on a white page and on a black one."""
THUMBS = {"phone": (240, 720), "desktop": (480, 600)}
"""On a sheet: the width of a page, and how much of its height is shown."""
PAPER, INK = "#d8d8d8", "#202020"
EDGE = 24
"""On a sheet: pixels between pictures."""


# --- taking ----------------------------------------------------------------------------------------------------------


def main() -> None:
    """Build, serve, look, save."""
    if CHROMIUM is None:
        sys.exit("没有找到 Chromium · no Chromium on this machine: apt-get install chromium")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        environment = {**os.environ, "TWINPRESS_AS_OF": AS_OF, "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(site)]
        subprocess.run(command, env=environment, cwd=ROOT, check=True)
        with (
            serving({"site": site}, Path(folder) / "host", nginx=None) as addresses,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for shot in SHOTS:
                shot.file.write_bytes(take(browser, addresses["site"], shot))
            browser.close()
    made = [*sheets(), *committed()]
    print(
        f"{len(SHOTS)} 张截图 · screenshots: {FOLDER.relative_to(ROOT)}/",
        *(str(file.relative_to(ROOT)) for file in made),
        sep="\n",
    )


def take(browser: Browser, site: str, shot: Shot) -> bytes:
    """Return a picture of a whole page. Raises playwright's errors where it does not open."""
    context = browser.new_context(
        viewport=DEVICES[shot.device],
        is_mobile=shot.device == "phone",
        has_touch=shot.device == "phone",
        color_scheme=shot.scheme,
        reduced_motion="reduce",
        locale={"zh": "zh-CN", "en": "en-GB"}[shot.language],
        timezone_id="Asia/Shanghai",
    )
    page = context.new_page()
    page.goto(site + shot.address)
    # what waits for somebody to scroll down
    page.evaluate("for (const one of document.querySelectorAll('[loading=lazy]')) one.loading = 'eager'")
    page.wait_for_load_state("networkidle")
    looks = _looks(page)
    picture = next(looks)
    for again in looks:
        if again == picture:
            break
        picture = again
    context.close()
    return picture


def _looks(page: Page) -> Iterator[bytes]:
    for _ in range(LOOKS):
        yield page.screenshot(full_page=True, animations="disabled")


# --- showing ---------------------------------------------------------------------------------------------------------


def sheets() -> Iterator[Path]:
    """Yield a sheet for each device: a column for each kind of page, a row for each language and scheme."""
    for device, thumb in THUMBS.items():
        rows = [
            [Shot(kind, device, language, scheme) for kind in KINDS] for language, scheme in product(LANGUAGES, SCHEMES)
        ]
        pictures = [
            [(f"{one.kind} · {one.language} · {one.scheme}", one.file.read_bytes()) for one in row] for row in rows
        ]
        file = FOLDER / f"sheet.{device}.png"
        sheet(pictures, thumb).save(file)
        yield file


def sheet(rows: Sequence[Sequence[tuple[str, bytes]]], thumb: tuple[int, int]) -> Image.Image:
    """Return (name, picture) as a table: of each picture the upper part, ``thumb`` pixels wide and high."""
    width, height = thumb
    across, down = width + EDGE, height + 2 * EDGE
    made = Image.new("RGB", (EDGE + max(map(len, rows)) * across, EDGE + len(rows) * down), PAPER)
    draw, font = ImageDraw.Draw(made), ImageFont.load_default(EDGE * 2 // 3)
    for number, row in enumerate(rows):
        for place, (name, picture) in enumerate(row):
            left, top = EDGE + place * across, 2 * EDGE + number * down
            draw.text((left, top - EDGE), name, INK, font)
            with Image.open(BytesIO(picture)) as image:
                small = image.convert("RGB").resize((width, round(image.height * width / image.width)))
            made.paste(small.crop((0, 0, width, min(height, small.height))), (left, top))
    return made


def committed() -> Iterator[Path]:
    """Write what README shows; yield the files."""
    for name, shot in COMMITTED.items():
        with Image.open(shot.file) as image:
            window(image.convert("RGB"), DEVICES[shot.device]).save(ROOT / name, optimize=True)
        yield ROOT / name


def window(page: Image.Image, size: ViewportSize) -> Image.Image:
    """Return what is seen of a page before one scrolls, with a hairline round it, in few colours."""
    seen = page.crop((0, 0, size["width"], size["height"]))
    return ImageOps.expand(seen, 1, HAIRLINE).quantize(COLOURS)


if __name__ == "__main__":
    main()
