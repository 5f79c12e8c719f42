"""What cameras leave in a file is cut out of it, and no pixel changes."""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageDraw, PngImagePlugin

from twinpress import camera

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" exif:GPSLatitude="39,54.3N" xmp:CreatorTool="Lightbox 3">%s</rdf:Description></rdf:RDF>'
    b"</x:xmpmeta>"
)
LABEL = {"Label": "1", "ContentProducer": "001191110000", "ProduceID": "a-1"}
SECRETS = (b"Pocket 7", b"GPS", b"Lightbox", b"for nobody", b"2025:11")
Save = Callable[..., bytes]


def drawing(size: tuple[int, int] = (32, 24)) -> Image.Image:
    """Return a picture of which each corner looks otherwise."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, size[0] // 3, size[1] // 3), "red")
    pen.rectangle((size[0] * 2 // 3, 0, size[0], size[1] // 3), "green")
    pen.rectangle((0, size[1] * 2 // 3, size[0] // 3, size[1]), "blue")
    return image


def exif(orientation: int = 1, *, place: bool = True) -> bytes:
    """Return EXIF as a telephone writes it."""
    found = Image.Exif()
    found[0x0110], found[0x0112], found[0x0132] = "Pocket 7", orientation, "2025:11:18 09:30:00"
    if place:
        inside = found.get_ifd(0x8825)
        inside[1], inside[2], inside[3], inside[4] = "N", (39.0, 54.0, 20.0), "E", (116.0, 23.0, 29.0)
    return found.tobytes()


def photo(format_: str, orientation: int = 1, *, place: bool = True, xmp: bytes = XMP % b"", **more: object) -> bytes:
    """Return a picture with everything that a camera and a program leave in it."""
    out = io.BytesIO()
    if format_ == "GIF":
        drawing().save(out, format_, comment=b"for nobody", **more)
        data = out.getvalue()
        return data[:-1] + b"\x21\xff\x0bXMP DataXMP\x09GPS 39 54\x00" + b"\x3b"
    if format_ == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", "for nobody")
        words.add_itxt("XML:com.adobe.xmp", xmp.decode())
        more["pnginfo"] = words
    elif format_ == "JPEG":
        more |= {"comment": b"for nobody", "xmp": xmp}
    else:
        more["xmp"] = xmp
    drawing().save(out, format_, exif=exif(orientation, place=place), icc_profile=SRGB, **more)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_a_camera_left_goes_and_no_pixel_changes(format_: str) -> None:
    data = photo(format_)
    cleaned = camera.clean(data)
    assert cleaned is not None
    assert any(secret in data for secret in SECRETS)
    assert [secret for secret in SECRETS if secret in cleaned] == []
    before, after = opened(data), opened(cleaned)
    assert after.format == format_
    assert ImageChops.difference(before.convert("RGB"), after.convert("RGB")).getbbox() is None
    assert dict(after.getexif()) == {}
    assert after.info.get("icc_profile") == (None if format_ == "GIF" else SRGB), "colours stay what they were"
    assert camera.clean(cleaned) == cleaned, "what is clean stays as it is"


@pytest.mark.parametrize("format_", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_of_exif_the_orientation_stays_alone(format_: str, orientation: int) -> None:
    data = photo(format_, orientation)
    cleaned = camera.clean(data)
    assert cleaned is not None
    assert camera.orientation(data) == camera.orientation(cleaned) == orientation
    assert dict(opened(cleaned).getexif()) == ({} if orientation == 1 else {0x0112: orientation})


def test_a_webp_is_not_turned_because_browsers_do_not() -> None:
    cleaned = camera.clean(photo("WEBP", 6))
    assert cleaned is not None
    assert (camera.orientation(photo("WEBP", 6)), dict(opened(cleaned).getexif())) == (1, {})


def test_a_thumbnail_a_second_picture_and_what_lies_behind_the_end_are_gone() -> None:
    out = io.BytesIO()
    drawing((64, 48)).save(out, "MPO", save_all=True, append_images=[drawing((640, 480))])
    head, tail = photo("JPEG")[:20], photo("JPEG")[20:]
    assert head[6:11] == b"JFIF\x00"
    small = bytes(3)
    with_small = head[:4] + struct.pack(">H", 16 + len(small)) + head[6:18] + b"\x01\x01" + small + tail
    for data in (out.getvalue(), with_small, photo("JPEG") + b"MotionPhoto" + bytes(400)):
        cleaned = camera.clean(data)
        assert cleaned is not None
        image = opened(cleaned)
        assert (image.format, cleaned[-2:], b"MPF" in cleaned, b"Motion" in cleaned) == (
            "JPEG", b"\xff\xd9", False, False,
        )  # fmt: skip
        assert cleaned.count(b"\xff\xd8\xff") == 1
    assert cleaned == camera.clean(photo("JPEG"))


def test_what_moves_still_moves() -> None:
    frames = [drawing(), drawing().transpose(Image.Transpose.ROTATE_180), Image.new("RGB", (32, 24), "black")]
    for format_ in ("GIF", "WEBP", "PNG"):
        out = io.BytesIO()
        frames[0].save(out, format_, save_all=True, append_images=frames[1:], duration=80, loop=0)
        cleaned = camera.clean(out.getvalue())
        assert cleaned is not None
        before, after = Image.open(io.BytesIO(out.getvalue())), Image.open(io.BytesIO(cleaned))
        assert (getattr(after, "n_frames", 1), after.info.get("loop")) == (3, before.info.get("loop"))


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    "written",
    [
        b"<TC260:AIGC>" + json.dumps(LABEL).encode() + b"</TC260:AIGC>",
        b"<TC260:AIGC>" + json.dumps(LABEL).replace('"', "&quot;").encode() + b"</TC260:AIGC>",
        b"<x:note>" + json.dumps({"AIGC": {**LABEL, "GPSLatitude": "39"}}).encode() + b"</x:note>",
    ],
)
def test_the_label_of_what_was_made_with_ai_stays(format_: str, written: bytes) -> None:
    cleaned = camera.clean(photo(format_, xmp=XMP % written))
    assert cleaned is not None
    xmp = opened(cleaned).info["xmp"]
    text = xmp if isinstance(xmp, str) else xmp.decode()
    assert json.loads(text[text.index("{") : text.rindex("}") + 1]) == LABEL
    assert "http://www.tc260.org.cn/ns/AIGC/1.0/" in text
    assert [secret for secret in SECRETS if secret in cleaned] == []
    assert camera.clean(cleaned) == cleaned


def test_a_label_in_a_text_of_a_png_stays_too() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("AIGC", json.dumps(LABEL))
    out = io.BytesIO()
    drawing().save(out, "PNG", pnginfo=words)
    cleaned = camera.clean(out.getvalue())
    assert cleaned is not None
    assert b'"ContentProducer": "001191110000"' in cleaned


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        b"\xff\xd8\xff\xe1\xff\xff",
        b"\xff\xd8 no segment",
        camera.PNG_SIGNATURE,
        b"GIF89a",
        b"RIFF\x04\x00\x00\x00WEBP",
    ],
)
def test_what_is_no_picture_is_not_cleaned_or_has_nothing_in_it(data: bytes) -> None:
    assert camera.clean(data) in (None, data)


SEEDS = [photo(format_, 6) for format_ in ("JPEG", "PNG", "WEBP", "GIF")]


def spoil(data: bytes, places: list[tuple[int, int]], cut: int) -> bytes:
    """Return bytes with others in some places, and cut off."""
    spoilt = bytearray(data)
    for at, value in places:
        spoilt[at % len(spoilt)] = value
    return bytes(spoilt[: len(spoilt) - cut % 40])


@given(
    st.builds(
        spoil, st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 900), st.integers(0, 255))), st.integers(0, 80)
    )
)
def test_no_bytes_are_too_strange(data: bytes) -> None:
    cleaned = camera.clean(data)
    assert 1 <= camera.orientation(data) <= 8
    if cleaned is not None:
        assert camera.clean(cleaned) in (cleaned, None)


def test_the_chunks_that_are_written_are_sound() -> None:
    cleaned = camera.clean(photo("PNG", 6))
    assert cleaned is not None
    at, kinds = 8, []
    while at < len(cleaned):
        length, kind = struct.unpack_from(">I4s", cleaned, at)
        inside = cleaned[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", cleaned, at + 8 + length) == (zlib.crc32(kind + inside),)
        kinds.append(kind)
        at += 12 + length
    assert kinds == [b"IHDR", b"eXIf", b"iCCP", b"IDAT", b"IEND"]
