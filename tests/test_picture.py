"""Picture files: what they are, and what in them must not be published."""

from __future__ import annotations

import io
import os
import struct
import zlib
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from twinpress import picture, svg

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 80 60"{}>{}</svg>'
)


def made(format_: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), (200, 120, 60)).save(out, format_, **options)
    return out.getvalue()


def read(tmp_path: Path, name: str, data: bytes) -> picture.Picture:
    (tmp_path / name).write_bytes(data)
    found = picture.read(tmp_path / name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "format_"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.gif", "GIF"), ("a.avif", "AVIF")]
)
def test_bitmaps(tmp_path: Path, name: str, format_: str) -> None:
    data = made(format_)
    found = read(tmp_path, name, data)
    assert (found.format, found.width, found.height, found.moving, found.broken) == (format_, 8, 6, False, "")
    assert (found.bytes, found.published, found.digest) == (
        len(data),
        len(data),
        blake2b(data, digest_size=16).hexdigest(),
    )
    assert picture.Picture.of(found.facts) == found
    assert picture.size(tmp_path / name) == (8, 6)


@pytest.mark.parametrize(
    ("name", "data", "broken"),
    [
        ("a.jpg", b"", "empty"),
        ("a.jpg", b"nothing of the kind", "unreadable"),
        ("a.svg", b"<svg", "unreadable"),
        ("a.svg", b"<html/>", "unreadable"),
        ("a.jpg", made("JPEG")[:-2], "truncated"),
        ("a.png", made("PNG")[:-20], "truncated"),
        ("a.webp", made("WEBP")[:-4], "unreadable"),
    ],
)
def test_broken(tmp_path: Path, name: str, data: bytes, broken: str) -> None:
    assert read(tmp_path, name, data).broken == broken


def test_missing(tmp_path: Path) -> None:
    assert picture.read(tmp_path / "none.jpg") is None
    assert picture.size(tmp_path / "none.jpg") is None


def test_wrong_ending_is_seen(tmp_path: Path) -> None:
    assert read(tmp_path, "a.jpg", made("PNG")).format == "PNG"
    assert read(tmp_path, "a.png", SVG.format("", "").encode()).format == "SVG"
    assert read(tmp_path, "a.svg", made("PNG")).format == "PNG"


def with_place(*, whole: bool) -> bytes:
    image = Image.new("RGB", (8, 6))
    exif = image.getexif()
    place = exif.get_ifd(0x8825)
    place[0] = b"\2\3\0\0"
    if whole:
        place[1], place[2], place[3], place[4] = "N", (39.0, 54.0, 20.0), "E", (116.0, 23.0, 29.0)
    return exif.tobytes()


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r exif:GPSLatitude="39,54.3N"/></x:xmpmeta>'


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_in_exif(tmp_path: Path, format_: str) -> None:
    name = f"a.{format_.lower()}"
    assert read(tmp_path, name, made(format_, exif=with_place(whole=True))).located
    assert not read(tmp_path, f"b{name}", made(format_, exif=with_place(whole=False))).located


@pytest.mark.parametrize("format_", ["JPEG", "WEBP"])
def test_place_in_xmp(tmp_path: Path, format_: str) -> None:
    assert read(tmp_path, f"a.{format_.lower()}", made(format_, xmp=XMP)).located


def bomb(width: int, height: int) -> bytes:
    """Return a small PNG that says it is large."""
    data = bytearray(made("PNG"))
    data[16:24] = struct.pack(">II", width, height)
    data[29:33] = struct.pack(">I", zlib.crc32(bytes(data[12:29])))
    return bytes(data)


@pytest.mark.parametrize(("width", "height"), [(7000, 6000), (10_000, 10_000), (60_000, 60_000)])
def test_a_picture_that_would_fill_the_memory_is_measured_only(tmp_path: Path, width: int, height: int) -> None:
    assert read(tmp_path, "a.png", bomb(width, height)).megapixels > 40


@pytest.mark.parametrize(
    ("attributes", "inside", "kind"),
    [
        ("", "<script>x</script>", "script"),
        (' onload="x()"', "", "event"),
        ("", '<path OnClick="x()"/>', "event"),
        ("", "<foreignObject/>", "foreign"),
        ("", '<p xmlns="http://www.w3.org/1999/xhtml">x</p>', "foreign"),
        ("", '<image xlink:href="https://example.org/a.png"/>', "external"),
        ("", '<image href="//example.org/a.png"/>', "external"),
        ("", '<use href="other.svg#a"/>', "external"),
        ("", '<a href="java&#x0A;script:x"/>', "script"),
        ("", '<set attributeName="href" to="javascript:x"/>', "script"),
        ("", '<path style="fill:url(https://example.org/a)"/>', "external"),
        ("", "<style>@import 'a.css';</style>", "external"),
        ("", '<image href="data:image/svg+xml;base64,AAAA"/>', "external"),
    ],
)
def test_unsafe_svg(attributes: str, inside: str, kind: str) -> None:
    drawing = svg.read(SVG.format(attributes, inside).encode())
    assert drawing is not None
    assert [danger.kind for danger in drawing.dangers] == [kind]


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE svg [<!ENTITY a "a"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg [<!ENTITY % a SYSTEM "https://example.org/a.dtd">%a;]>',
    ],
)
def test_entities_end_the_reading(head: str) -> None:
    drawing = svg.read((head + SVG.format("", "")).encode())
    assert drawing is not None
    assert [danger.kind for danger in drawing.dangers] == ["entity"]


def test_safe_svg() -> None:
    inside = (
        '<style>path{fill:url(#g)}</style><use xlink:href="#g"/><image href="data:image/png;base64,AAAA"/>'
        '<a href="https://example.org/"><text>javascript: onload</text></a>'
    )
    drawing = svg.read(('<?xml version="1.0"?>' + SVG.format("", inside)).encode())
    assert drawing == svg.Drawing(width=80, height=60)
    sized = svg.read(SVG.format(' width="40" height="30px"', "").encode())
    assert sized == svg.Drawing(width=40, height=30)


@given(st.binary(max_size=300) | st.binary(max_size=100).map(lambda data: made("JPEG")[:40] + data))
@settings(max_examples=2 * settings().max_examples)
def test_any_bytes_are_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("a.jpg", "a.svg"):
        (folder / name).write_bytes(data)
        assert picture.read(folder / name) is not None


def test_a_pipe_a_link_and_a_folder_are_no_pictures(tmp_path: Path) -> None:
    """Opening a pipe that nobody writes to would never end."""
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "real.jpg").write_bytes(made("JPEG"))
    (tmp_path / "link.jpg").symlink_to("real.jpg")
    (tmp_path / "folder.jpg").mkdir()
    assert picture.read(tmp_path / "real.jpg") is not None
    for name in ("pipe.jpg", "link.jpg", "folder.jpg", "none.jpg"):
        assert picture.read(tmp_path / name) is None
        assert picture.size(tmp_path / name) is None
