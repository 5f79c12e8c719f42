"""Pictures in the sizes that browsers choose from: which there are, that they look like the picture, and that each is made once."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageStat

from test_camera import LABEL, SEEDS, XMP, drawing, exif, photo, spoil
from twinpress import darkroom, lens, picture, rendition
from twinpress.outputs import media
from twinpress.picture import Picture
from twinpress.rendition import Rendition


def saved(image: Image.Image, format_: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def lay(tmp_path: Path, name: str, data: bytes, cache: Path | None = None) -> dict[str, bytes]:
    """Publish a picture, and return what is in the site then."""
    root, site = tmp_path / "content", tmp_path / "site"
    (root / "2025/a").mkdir(parents=True, exist_ok=True)
    (root / "2025/a" / name).write_bytes(data)
    laid = media.lay(root, [f"2025/a/{name}"], site, cache)
    found = {path.name: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert [f"2025/a/{file}" for file in found] == [] or sorted(found) == sorted(
        path.rpartition("/")[2] for path in laid[f"2025/a/{name}"]
    )
    return found


def shapes(found: dict[str, bytes]) -> list[tuple[str, tuple[int, int]]]:
    """Return format and size of each, by width."""
    images = sorted((Image.open(io.BytesIO(data)) for data in found.values()), key=lambda image: image.width)
    return [(image.format or "", image.size) for image in images]


def known(width: int, height: int, **more: object) -> Picture:
    return Picture(bytes=1, format="JPEG", width=width, height=height, published=1, digest="d", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("width", "height", "widths"),
    [
        (3000, 2000, (400, 800, 1600)),
        (1600, 900, (400, 800, 1600)),
        (1200, 900, (400, 800, 1200)),
        (900, 900, (400, 900)),
        (450, 300, (450,)),
        (400, 300, ()),
        (1080, 20_000, (400, 800)),
        (9000, 9000, ()),
    ],
)
def test_the_widths_follow_from_the_size(width: int, height: int, widths: tuple[int, ...]) -> None:
    assert rendition.widths(known(width, height)) == widths


def test_a_name_says_width_picture_and_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = rendition.of("opening.day.jpg", known(800, 600))
    assert small.name == f"opening.day.400.{small.key[:16]}.webp"
    assert rendition.key(f"2025/a/{small.name}") == small.key != large.key
    assert rendition.key("2025/a/opening.webp") is None
    monkeypatch.setattr(rendition, "RECIPE", "another Pillow")
    assert rendition.of("opening.day.jpg", known(800, 600))[0].key != small.key


def test_what_moves_is_drawn_or_broken_is_offered_as_it_is(tmp_path: Path) -> None:
    frames = [drawing((600, 400)), drawing((600, 400)).rotate(180)]
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"/>'
    for name, data in (
        ("a.gif", saved(frames[0], "GIF", save_all=True, append_images=frames[1:])),
        ("a.webp", saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])),
        ("a.svg", svg),
        ("a.jpg", saved(drawing((600, 400)), "JPEG")[:-2]),
    ):
        assert list(lay(tmp_path / name, name, data)) == [name]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_in_every_size(tmp_path: Path, orientation: int) -> None:
    upright = drawing((900, 600))
    turned = upright.transpose(_back(orientation)) if orientation > 1 else upright
    found = lay(tmp_path, "a.jpg", saved(turned, "JPEG", quality=95, exif=exif(orientation)))
    assert picture.size(tmp_path / "content/2025/a/a.jpg") == (900, 600)
    image = Image.open(io.BytesIO(next(data for name, data in found.items() if ".400." in name)))
    assert image.size == (400, 267)
    assert _near(image, upright.resize((400, 267)))
    assert [len(Image.open(io.BytesIO(data)).getexif()) for name, data in found.items() if name != "a.jpg"] == [0, 0]


def _back(orientation: int) -> Image.Transpose:
    """Return what turns an upright picture as a camera that was held otherwise has it."""
    there = lens.TURNS[orientation]
    swapped = {
        Image.Transpose.ROTATE_90: Image.Transpose.ROTATE_270,
        Image.Transpose.ROTATE_270: Image.Transpose.ROTATE_90,
    }
    return swapped.get(there, there)


def _near(one: Image.Image, other: Image.Image, most: float = 6) -> bool:
    """Tell whether two pictures look the same."""
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(ImageStat.Stat(difference).mean) < most


def _deep() -> bytes:
    """Return a grey PNG with 16 bits a sample: dark at the left, light at the right."""
    ramp = Image.linear_gradient("L").transpose(Image.Transpose.ROTATE_90).resize((600, 400))
    rows = [
        b"\x00" + b"".join(struct.pack(">H", value * 257) for value in ramp.crop((0, y, 600, y + 1)).tobytes())
        for y in range(400)
    ]
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 600, 400, 16, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(rows))),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))
        for kind, inside in chunks
    )


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("cmyk.jpg", lambda: saved(drawing((600, 400)).convert("CMYK"), "JPEG")),
        ("grey.jpg", lambda: saved(drawing((600, 400)).convert("L"), "JPEG")),
        ("palette.png", lambda: saved(drawing((600, 400)).quantize(8), "PNG")),
        ("two.png", lambda: saved(drawing((600, 400)).convert("1"), "PNG")),
        ("deep.png", _deep),
        ("still.gif", lambda: saved(drawing((600, 400)), "GIF")),
        ("plain.webp", lambda: saved(drawing((600, 400)), "WEBP")),
        ("two-in-one.jpg", lambda: saved(drawing((600, 400)), "MPO", save_all=True, append_images=[drawing((90, 60))])),
    ],
)
def test_every_kind_of_picture_keeps_its_looks(tmp_path: Path, name: str, make: Callable[[], bytes]) -> None:
    data = make()
    found = lay(tmp_path, name, data)
    assert [shape for shape in shapes(found) if shape[0] == "WEBP"][-1] == ("WEBP", (600, 400))
    with Image.open(io.BytesIO(data)) as image:
        wanted = (
            image.convert("RGB") if name != "deep.png" else Image.linear_gradient("L").rotate(90).resize((600, 400))
        )
    large = next(Image.open(io.BytesIO(made)) for file, made in found.items() if ".600." in file)
    assert _near(large, wanted, 12)


def test_a_profile_becomes_the_colours_that_it_means(tmp_path: Path) -> None:
    """In a profile of Lab values, a red is another triple of numbers."""
    lab = ImageCms.createProfile("LAB")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"?XYZ").replace(b"bXYZ", b"rXYZ").replace(b"?XYZ", b"bXYZ")
    assert lab
    assert swapped != profile
    found = lay(tmp_path, "a.png", saved(Image.new("RGB", (600, 400), (255, 0, 0)), "PNG", icc_profile=swapped))
    large = Image.open(io.BytesIO(next(data for name, data in found.items() if ".600." in name)))
    red, _, blue = large.convert("RGB").getpixel((300, 200))  # type: ignore[misc]
    assert (red < 60, blue > 200) == (True, True)
    assert "icc_profile" not in large.info


def test_a_broken_profile_changes_nothing(tmp_path: Path) -> None:
    found = lay(tmp_path, "a.png", saved(drawing((600, 400)), "PNG", icc_profile=b"no profile"))
    assert _near(
        Image.open(io.BytesIO(next(data for name, data in found.items() if ".600." in name))), drawing((600, 400)), 1
    )


def test_drawings_stay_crisp_and_clear_where_they_are(tmp_path: Path) -> None:
    image = drawing((600, 400)).convert("RGBA")
    image.paste((0, 0, 0, 0), (250, 150, 350, 250))
    for mode in ("RGBA", "P"):
        data = saved(image if mode == "RGBA" else image.quantize(16, Image.Quantize.FASTOCTREE), "PNG")
        found = lay(tmp_path / mode, "a.png", data)
        large = Image.open(io.BytesIO(next(made for name, made in found.items() if ".600." in name)))
        assert large.mode == "RGBA"
        assert [large.getpixel(at)[3] for at in ((300, 200), (10, 10))] == [0, 255]  # type: ignore[index]
        assert ImageChops.difference(large.convert("RGBA"), image).getbbox() is None, "not a pixel differs"


def test_the_label_of_what_was_made_with_ai_goes_into_every_size(tmp_path: Path) -> None:
    label = b'<TC260:AIGC>{"Label": "1", "ContentProducer": "001191110000", "ProduceID": "a-1"}</TC260:AIGC>'
    found = lay(tmp_path, "a.jpg", saved(drawing((600, 400)), "JPEG", xmp=XMP % label))
    assert len(found) == 3
    assert all(
        f'"ProduceID": "{LABEL["ProduceID"]}"'.encode() in data and b"GPS" not in data for data in found.values()
    )


def test_pixels_that_cannot_be_read_are_as_broken_in_every_size(tmp_path: Path) -> None:
    data = bytearray(saved(drawing((600, 400)), "PNG"))
    at = data.index(b"IDAT")
    data[at + 8 : at + 40] = bytes(32)
    found = lay(tmp_path, "a.png", bytes(data))
    assert len(found) == 3
    assert set(found.values()) == {bytes(data)}


@pytest.fixture
def developed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Digests of the pictures that are made smaller."""
    names: list[str] = []
    develop = lens.develop

    def noted(data: bytes, found: Picture) -> object:
        names.append(found.digest)
        return develop(data, found)

    monkeypatch.setattr(lens, "develop", noted)
    return names


def test_each_is_made_once_and_a_cache_that_is_broken_is_made_anew(tmp_path: Path, developed: list[str]) -> None:
    cache, data = tmp_path / "cache", saved(drawing((600, 400)), "JPEG")
    first = lay(tmp_path / "1", "a.jpg", data, cache)
    assert lay(tmp_path / "2", "b.jpg", data, cache).keys() == {name.replace("a.", "b.", 1) for name in first}
    assert len(developed) == 1
    kept = sorted(path for path in cache.rglob("*") if path.is_file())
    assert len(kept) == 2
    for spoilt in (b"", kept[0].read_bytes()[:-1], kept[1].read_bytes()):
        kept[0].write_bytes(spoilt)
        assert lay(tmp_path / "3", "a.jpg", data, cache) == first
    assert len(developed) == 4
    darkroom.Darkroom(cache).forget(f"2025/a/{name}" for name in first)
    assert [path for path in cache.rglob("*") if path.is_file()] == []


def test_without_a_cache_the_bytes_are_the_same(tmp_path: Path) -> None:
    data = saved(drawing((600, 400)), "JPEG")
    assert lay(tmp_path / "1", "a.jpg", data) == lay(tmp_path / "2", "a.jpg", data, tmp_path / "cache")


def test_many_are_made_by_several_processes_to_the_same_bytes(tmp_path: Path, developed: list[str]) -> None:
    names = [f"2025/a/{number}.jpg" for number in range(media.FEW)]
    for name in names:
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_bytes(saved(drawing((500 + len(developed), 400)), "JPEG"))
    many = media.lay(tmp_path / "content", names, tmp_path / "many", None)
    one = {name: media.lay(tmp_path / "content", [name], tmp_path / "one", None)[name] for name in names}
    assert many == one
    for paths in many.values():
        for path in paths:
            assert (tmp_path / "many" / path).read_bytes() == (tmp_path / "one" / path).read_bytes()


def test_a_place_that_cannot_be_taken_out_keeps_the_file_back(tmp_path: Path) -> None:
    located = io.BytesIO()
    drawing().save(located, "AVIF", exif=exif())
    assert lay(tmp_path / "1", "a.avif", located.getvalue()) == {}
    clean = saved(drawing(), "AVIF")
    assert lay(tmp_path / "2", "a.avif", clean) == {"a.avif": clean}
    assert lay(tmp_path / "3", "a.jpg", b"II*\x00 GPS in a TIFF") == {}
    assert lay(tmp_path / "4", "a.jpg", b"") == {}


@given(
    st.binary(max_size=300)
    | st.builds(
        spoil, st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 900), st.integers(0, 255))), st.integers(0, 80)
    )
)
def test_whatever_is_in_a_file_nothing_with_a_place_is_published(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("a.jpg", "a.png"):
        found = lay(folder, name, data)
        for place in (folder / "site").rglob("*.*"):
            after = picture.read(place)
            assert after is not None
            assert not after.located
        assert sorted(found) == sorted(path.name for path in (folder / "site").rglob("*.*"))
        for path in (folder / "site").rglob("*.*"):
            os.unlink(path)


def test_of_a_photo_with_everything_only_the_picture_is_published(tmp_path: Path) -> None:
    found = lay(tmp_path, "a.jpg", photo("JPEG"))
    assert [
        secret for secret in (b"GPS", b"Pocket 7", b"for nobody") for data in found.values() if secret in data
    ] == []
    assert (tmp_path / "content/2025/a/a.jpg").read_bytes() == photo("JPEG"), "the source is never changed"
    assert rendition.of("a.jpg", known(800, 600))[0] == Rendition(
        "a.400." + rendition.of("a.jpg", known(800, 600))[0].key[:16] + ".webp",
        400,
        rendition.of("a.jpg", known(800, 600))[0].key,
    )
