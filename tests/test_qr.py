"""QR codes: another program reads them, also where a part is spoiled, so nothing in them is merely near enough."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from twinpress import qr

STROKE = re.compile(r"([Mmh])(-?\d+)(?: (-?\d+))?")
PRINTABLE = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=412)


def picture(code: qr.Code) -> Image.Image:
    """Draw a code as browsers do: three dots a module, lines around the middles of their rows."""
    image = Image.new("L", (code.side, code.side), 255)
    for x, y in dark(code):
        image.putpixel((x, y), 0)
    return image.resize((3 * code.side, 3 * code.side), Image.Resampling.NEAREST)


def dark(code: qr.Code) -> Iterator[tuple[int, int]]:
    x = y = 0
    for stroke, across, down in STROKE.findall(code.path):
        if stroke == "M":
            x, y = int(across), int(down)
        elif stroke == "m":
            x, y = x + int(across), y + int(down)
        else:
            for _ in range(int(across)):
                yield x, y
                x += 1


def read(image: Image.Image) -> list[str]:
    return [barcode.text for barcode in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)]


@pytest.mark.parametrize("length", [14, 15, 60, 180, 300, 411, 412])
def test_addresses_of_every_length_are_read(length: int) -> None:
    text = ("https://news.example/2025/first-talk/" * 12)[:length]
    code = qr.code(text)
    assert code is not None
    assert read(picture(code)) == [text]


@given(PRINTABLE)
def test_whatever_an_address_holds_is_read_back(text: str) -> None:
    code = qr.code(text)
    assert code is not None
    assert read(picture(code)) == [text]


@pytest.mark.parametrize("corner", [(26, 26), (16, 20), (20, 14)])
def test_it_is_read_with_a_stain_on_it(corner: tuple[int, int]) -> None:
    """What is spoiled is worked out from the bytes that correct the others."""
    text = "https://news.example/archive/en/2025/child-friendly-city-training/2024/"
    code = qr.code(text)
    assert code is not None
    image = picture(code)
    image.paste(0, (3 * corner[0], 3 * corner[1], 3 * corner[0] + 15, 3 * corner[1] + 15))
    assert read(image) == [text]


def test_an_address_that_nobody_would_scan_has_none() -> None:
    assert qr.code("x" * 413) is None
    assert qr.code("汉" * 137) is not None
