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
    assert {shot for shots in screenshots.COMMITTED.values() for shot in shots} <= set(screenshots.SHOTS)


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


def test_windows_stand_side_by_side_with_a_hairline_and_nothing_between_them() -> None:
    with Image.open(BytesIO(page("red", 40, 100))) as one, Image.open(BytesIO(page("lime", 40, 70))) as other:
        windows = [screenshots.window(each, {"width": 40, "height": 60}) for each in (one, other)]
    assert [each.size for each in windows] == [(42, 62), (42, 62)]
    file = BytesIO()
    screenshots.abreast(windows).save(file, "PNG", optimize=True)
    with Image.open(file) as image:
        made = image.convert("RGBA")
    assert made.size == (84 + screenshots.GAP, 62)
    right = 42 + screenshots.GAP
    assert {place: made.getpixel((place, 30)) for place in (0, 20, 41, right, right + 20, right + 41)} == {
        0: (138, 138, 138, 255), 20: (255, 0, 0, 255), 41: (138, 138, 138, 255),
        right: (138, 138, 138, 255), right + 20: (0, 255, 0, 255), right + 41: (138, 138, 138, 255),
    }  # fmt: skip
    assert {made.getchannel("A").getpixel((place, line)) for place in range(42, right) for line in range(62)} == {0}


def test_a_window_alone_has_no_hole() -> None:
    with Image.open(BytesIO(page("red", 40, 100))) as one:
        flat = screenshots.abreast([screenshots.window(one, {"width": 40, "height": 60})])
    assert "transparency" not in flat.info
