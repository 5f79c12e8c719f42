"""Films: whether they say where they were made, in whatever box a telephone or a camera writes it."""

from __future__ import annotations

import struct
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinpress import footage


def box(kind: bytes, inside: bytes = b"", *, large: bool = False) -> bytes:
    if large:
        return struct.pack(">I4sQ", 1, kind, 16 + len(inside)) + inside
    return struct.pack(">I4s", 8 + len(inside), kind) + inside


TYPE = box(b"ftyp", b"isom\0\0\2\0isommp41")
PLACE = box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+39.9042+116.4074/"))
KEY = b"\0\0\0\0\0\0\0\1" + box(b"mdta", b"com.apple.quicktime.location.ISO6709")
NO_KEY = b"\0\0\0\0\0\0\0\1" + box(b"mdta", b"com.apple.quicktime.software")
HANDLER = box(b"hdlr", bytes(25))
GPMD = b"\0\0\0\0\0\0\0\1" + box(b"gpmd", bytes(8))
AVC = b"\0\0\0\0\0\0\0\1" + box(b"avc1", bytes(78))


def track(entry: bytes) -> bytes:
    return box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", box(b"stsd", entry)))))


TELL = {
    "Android": box(b"moov", PLACE),
    "3GPP": box(b"moov", box(b"udta", box(b"loci", bytes(20)))),
    "in a track": box(b"moov", box(b"trak", PLACE)),
    "iPhone, QuickTime": box(b"moov", box(b"meta", HANDLER + box(b"keys", KEY))),
    "iPhone, MP4": box(b"moov", box(b"meta", bytes(4) + HANDLER + box(b"keys", KEY))),
    "XMP": box(b"uuid", bytes(16) + b'<x exif:GPSLatitude="39,54.2N"/>'),
    "action camera": box(b"moov", track(AVC) + track(GPMD)),
    "behind the pictures": box(b"mdat", bytes(5000), large=True) + box(b"moov", PLACE),
    "a box to the end of the file": struct.pack(">I4s", 0, b"moov") + PLACE,
}
SAY_NOTHING = {
    "plain": box(b"moov", box(b"udta", box(b"\xa9too", b"\0\5\x15\xc7Lavf1"))),
    "the letters in the pictures": box(b"mdat", b"\0\0\0\x08\xa9xyz" * 3),
    "other keys": box(b"moov", box(b"meta", HANDLER + box(b"keys", NO_KEY))),
    "XMP without a place": box(b"uuid", bytes(16) + b"<x dc:title='a'/>"),
    "pictures alone": box(b"moov", track(AVC)),
    "cut off": box(b"moov", PLACE)[:20],
    "nothing": b"",
}


@pytest.mark.parametrize("name", TELL)
def test_a_film_that_says_where_it_was_made_is_found(name: str, tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(TYPE + TELL[name])
    assert footage.located(tmp_path / "film.mp4")


@pytest.mark.parametrize("name", SAY_NOTHING)
def test_a_film_that_does_not_is_let_through(name: str, tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(TYPE + SAY_NOTHING[name])
    assert not footage.located(tmp_path / "film.mp4")


BOXES = st.recursive(
    st.binary(max_size=12),
    lambda inner: st.lists(
        st.builds(box, st.sampled_from([*footage.CONTAINERS, b"keys", b"uuid", b"stsd", b"abcd"]), inner), max_size=4
    ).map(b"".join),
)


@given(BOXES, st.integers(0, 60), st.binary(max_size=4))
def test_any_bytes_are_read_to_an_end(data: bytes, at: int, spoilt: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "film.mp4")
        path.write_bytes(data[:at] + spoilt + data[at + len(spoilt) :])
        assert footage.located(path) in (True, False)
