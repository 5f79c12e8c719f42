"""The pictures of the site: those that README shows, and how sheets are put together. No page is opened here."""

from __future__ import annotations

import re
from io import BytesIO

from PIL import Image

import screenshots
from conftest import ROOT

MOST = 150_000
"""Bytes of a picture in README."""


def page(colour: str, width: int, height: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


def test_readme_begins_with_two_small_pictures_that_are_made_here() -> None:
    text = (ROOT / "README.md").read_text("utf-8").partition("\n## ")[0]
    shown = re.findall(r"^!\[.{20,}\]\((.+)\)$", text, re.M)
    assert shown == list(screenshots.COMMITTED)
    for name in shown:
        with Image.open(ROOT / name) as image:
            assert image.mode == "P", f"{name}: a palette"
        assert (ROOT / name).stat().st_size <= MOST, name


def test_every_kind_is_taken_on_every_device_in_both_languages_and_schemes() -> None:
    assert len(screenshots.SHOTS) == len({shot.file for shot in screenshots.SHOTS}) == 6 * 2 * 2 * 2
    assert {shot.address for shot in screenshots.SHOTS if shot.kind in ("search", "side-by-side")} == {
        "2025/child-friendly-city-training/?side",
        "en/2025/child-friendly-city-training/?side",
        "search/?q=%E5%84%BF%E7%AB%A5%E5%8F%8B%E5%A5%BD",
        "en/search/?q=child-friendly",
    }
    assert set(screenshots.COMMITTED.values()) <= set(screenshots.SHOTS)


def test_a_sheet_is_a_table_of_the_upper_parts_of_pages() -> None:
    rows = [[("long", page("red", 200, 1000)), ("short", page("lime", 200, 50))], [("large", page("blue", 400, 400))]]
    made = screenshots.sheet(rows, (100, 80))
    edge = screenshots.EDGE
    assert made.size == (edge + 2 * (100 + edge), edge + 2 * (80 + 2 * edge))
    second = 2 * edge + 80 + 2 * edge
    assert [
        made.getpixel((edge + 99, 2 * edge + 79)),
        made.getpixel((edge + 100 + edge, 2 * edge + 24)),
        made.getpixel((edge, second)),
    ] == [(255, 0, 0), (0, 255, 0), (0, 0, 255)]
    paper = made.getpixel((0, 0))
    assert [
        made.getpixel((edge + 50, 2 * edge + 80)),
        made.getpixel((edge + 100 + edge, 2 * edge + 25)),
        made.getpixel((edge + 100 + edge, second)),
    ] == [paper] * 3


def test_a_window_is_what_is_seen_before_one_scrolls_with_a_hairline_round_it() -> None:
    with Image.open(BytesIO(page("red", 40, 100))) as whole:
        made = screenshots.window(whole, {"width": 40, "height": 60})
    assert (made.mode, made.size) == ("P", (42, 62))
    colours = made.convert("RGB")
    assert [colours.getpixel(place) for place in ((0, 30), (1, 1), (40, 60), (41, 61))] == [
        (138, 138, 138), (255, 0, 0), (255, 0, 0), (138, 138, 138),
    ]  # fmt: skip
