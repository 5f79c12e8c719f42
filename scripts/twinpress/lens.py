"""The lens: makes a picture smaller, as WebP, by the recipe of ``rendition.py``.

What cannot be read to its last pixel is as broken in every size: the file itself stands in for its renditions, whose names
stand in pages already.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence

from PIL import Image, ImageCms

from twinpress import camera, rendition
from twinpress.picture import SIDEWAYS, Picture

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What brings a picture of each EXIF orientation upright."""
DEEP = 256
"""Values of a 16-bit sample for each of an 8-bit one."""
REDUCE = 3.0
"""How much coarser pixels may be averaged before the fine work: thrice as fast, and not to be seen."""


def develop(data: bytes, picture: Picture) -> Sequence[bytes]:
    """Return a picture as WebP in each of its widths, smallest first; ``data`` itself where its pixels cannot be read."""
    widths = rendition.widths(picture)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                label = image.info.get("xmp") or b""  # that it was made with AI: ``camera.py`` has left nothing else
                turned = camera.orientation(data)
                _draft(image, (widths[-1], rendition.height(picture, widths[-1])), sideways=turned >= SIDEWAYS)
                whole = _upright(_plain(image), turned)
                lossless = image.format in ("PNG", "GIF")
                # a JPEG has many colours even of a drawing, and its edges are blurred already
                drawn = image.format not in ("JPEG", "MPO") and whole.getcolors(rendition.COLOURS) is not None
            made = []
            for width in reversed(widths):  # each from the one above: the large original is gone through once
                size = (width, rendition.height(picture, width))
                whole = (
                    whole if whole.size == size else whole.resize(size, Image.Resampling.LANCZOS, reducing_gap=REDUCE)
                )
                made.append(_webp(whole, drawn=drawn, lossless=lossless, label=label))
    except Exception:  # Pillow's plugins raise whatever their parsers stumble over
        return [data] * len(widths)
    return made[::-1]


def _draft(image: Image.Image, size: tuple[int, int], *, sideways: bool) -> None:
    """Have a large JPEG decoded at a half, a quarter or an eighth, if that is still as large as anybody wants it."""
    if image.format in ("JPEG", "MPO"):
        image.draft(None, size[::-1] if sideways else size)


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture in sRGB, with transparency if it has any, and nothing else."""
    profile = image.info.get("icc_profile")
    clear = image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info
    if image.mode.startswith("I") or image.mode == "F":
        plain = image.convert("F").point(lambda value: value / DEEP + 0).convert("L")
    else:
        plain = image
    plain = _in_srgb(plain, profile) if profile else plain
    plain = plain.convert("RGBA" if clear else "RGB")
    plain.info = {}
    return plain


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture of which every browser shows the colours that its profile means; as it is where that is broken."""
    mode = "RGBA" if image.mode in ("P", "PA", "RGBa") else image.mode
    target = "RGBA" if mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        found = ImageCms.profileToProfile(
            image.convert(mode), source, ImageCms.createProfile("sRGB"), outputMode=target
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return found or image


def _upright(image: Image.Image, turned: int) -> Image.Image:
    return image.transpose(TURNS[turned]) if turned in TURNS else image


def _webp(image: Image.Image, *, drawn: bool, lossless: bool, label: bytes) -> bytes:
    out = io.BytesIO()
    if drawn:
        image = _few_colours(image)
    quality = rendition.QUALITY_LOSSLESS if lossless else rendition.QUALITY
    image.save(
        out, "WEBP", lossless=drawn, quality=quality, method=rendition.EFFORT, icc_profile=b"", exif=b"", xmp=label
    )
    return out.getvalue()


def _few_colours(image: Image.Image) -> Image.Image:
    method = Image.Quantize.FASTOCTREE if image.mode == "RGBA" else Image.Quantize.MEDIANCUT
    few = image.quantize(rendition.PALETTE, method=method, dither=Image.Dither.NONE)
    return few.convert(image.mode)
