"""What cameras and programs leave in picture files beside the picture: where and when it was taken, by whom, with what.

It is cut out segment by segment, and the pixels are not touched: they are worth no second compression. What stays is what
the picture needs to look as it does (colour profile, orientation), and the label of what was made with AI, which the law
forbids to take away (《人工智能生成合成内容标识办法》, Art. 10).
"""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
"""Chunks that pixels, colours and animation are made of (PNG, third edition). The rest is texts, times, EXIF, or unknown."""
WEBP_KEPT = frozenset((b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"))
WEBP_EXIF, WEBP_XMP = 0x08, 0x04
"""Flags of the chunk VP8X (RFC 9649, 2.7)."""
GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
"""Applications whose data a browser needs: how often an animation runs, colours."""
START, END, SCAN = 0xD8, 0xD9, 0xDA
JPEG_KEPT = frozenset((*range(0xC0, 0xD0), SCAN, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF))
"""Tables, frames and scans (ITU-T T.81, table B.1); of what applications write, ``_jpeg`` knows three."""
AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The next segment: in what is coded, 0xFF is followed by 0, and restarts by D0 to D7."""
ORIENTATION = 0x0112
SHORT = 3
"""TIFF's type of the orientation."""
XMP_KEY = b"http://ns.adobe.com/xap/1.0/\x00"
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/">'
    "<TC260:AIGC>{}</TC260:AIGC></rdf:Description></rdf:RDF></x:xmpmeta>"
)
LABEL = re.compile(r"AIGC\b[^{]{0,40}(?=\{)")
LABEL_FIELDS = (
    "Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2",
)  # fmt: skip
"""Those of GB 45438—2025, annex E; nothing else comes through."""


class _StrangeError(Exception):
    """A file that is not built as its format wants it."""


Part = tuple[bytes, bytes, bytes]
"""Kind of a segment, what is in it, and how it stands in the file."""


def clean(data: bytes) -> bytes | None:
    """Return a JPEG, PNG, WebP or GIF without what is not the picture; None where it is none, or not built as one."""
    try:
        if data.startswith(b"\xff\xd8"):
            return _clean_jpeg(data)
        if data.startswith(PNG_SIGNATURE):
            return _clean_png(data)
        if _is_webp(data):
            return _clean_webp(data)
        if data.startswith((b"GIF87a", b"GIF89a")):
            return b"".join(_gif(data))
    except (_StrangeError, struct.error, IndexError, ValueError):
        pass
    return None


def orientation(data: bytes) -> int:
    """Return how a picture is to be turned when it is shown, 1 to 8 as EXIF has it; 1: not at all.

    As browsers do it: EXIF counts, whatever XMP says, and counts in a JPEG or PNG; in a WebP, Chromium passes over it.
    """
    try:
        for kind, inside, _ in _parts(data):
            if kind in (b"Exif", b"eXIf"):
                return _turned(inside)
            if kind == b"SCAN":
                break
    except (_StrangeError, struct.error, IndexError):
        pass
    return 1


def _parts(data: bytes) -> Iterator[Part]:
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    if data.startswith(PNG_SIGNATURE):
        return _png(data)
    return iter(())


# --- JPEG ------------------------------------------------------------------------------------------------------------


def _jpeg(data: bytes) -> Iterator[Part]:
    """Yield the segments between the start and the end of a picture; what comes behind is another one, or no picture at all."""
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            raise _StrangeError
        marker = data[at + 1]
        if marker == 0xFF:  # fill bytes
            at += 1
            continue
        if marker == END:
            yield b"END", b"", data[at : at + 2]
            return
        if marker == START or 0xD0 <= marker <= 0xD7 or marker <= 1:
            at += 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if length < 2 or (end > len(data) and marker != SCAN):
            raise _StrangeError
        inside = data[at + 4 : end]
        if marker == SCAN:
            found = AFTER_SCAN.search(data, end)
            end = found.start() if found else len(data)
        yield _kind(marker, inside), inside, data[at:end]
        at = end


def _kind(marker: int, inside: bytes) -> bytes:
    """Return what a segment is: ``KEPT``, ``SCAN``, ``JFIF``, ``Exif``, or empty for what is of no use to readers."""
    if marker == SCAN:
        return b"SCAN"
    if marker == 0xE0 and inside.startswith(b"JFIF\x00") and len(inside) >= 14:
        return b"JFIF"
    if marker == 0xE1 and inside.startswith(b"Exif\x00"):
        return b"Exif"
    colours = (marker == 0xE2 and inside.startswith(b"ICC_PROFILE\x00")) or (
        marker == 0xEE and inside.startswith(b"Adobe")
    )
    return b"KEPT" if colours or marker in JPEG_KEPT else b""


def _clean_jpeg(data: bytes) -> bytes:
    parts = list(_jpeg(data))
    head = [b"\xff\xd8"]
    for _, inside, _ in (part for part in parts if part[0] == b"JFIF"):
        head.append(_segment(0xE0, inside[:12] + b"\x00\x00"))  # without its thumbnail
        break
    turned = next((_turned(inside) for kind, inside, _ in parts if kind == b"Exif"), 1)
    if turned != 1:
        head.append(_segment(0xE1, b"Exif\x00\x00" + _exif(turned)))
    if label := _label(inside for kind, inside, _ in parts if kind in (b"", b"Exif")):
        head.append(_segment(0xE1, XMP_KEY + label))
    return b"".join([*head, *(whole for kind, _, whole in parts if kind in (b"KEPT", b"SCAN", b"END"))])


def _segment(marker: int, inside: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(inside) + 2) + inside


# --- PNG -------------------------------------------------------------------------------------------------------------


def _png(data: bytes) -> Iterator[Part]:
    at = len(PNG_SIGNATURE)
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data) and kind != b"IDAT":  # the end of the file is missing
            raise _StrangeError
        yield kind, data[at + 8 : end - 4], data[at:end]
        if kind == b"IEND":
            return
        at = end


def _clean_png(data: bytes) -> bytes:
    header, *parts = _png(data)
    if header[0] != b"IHDR":
        raise _StrangeError
    head = [PNG_SIGNATURE, header[2]]
    turned = next((_turned(inside) for kind, inside, _ in parts if kind == b"eXIf"), 1)
    if turned != 1:
        head.append(_chunk(b"eXIf", _exif(turned)))
    if label := _label(inside for kind, inside, _ in parts if kind not in PNG_KEPT):
        head.append(_chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + label))
    return b"".join([*head, *(whole for kind, _, whole in parts if kind in PNG_KEPT)])


def _chunk(kind: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))


# --- WebP ------------------------------------------------------------------------------------------------------------


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def _webp(data: bytes) -> Iterator[Part]:
    (length,) = struct.unpack_from("<I", data, 4)
    at, all_of_it = 12, min(8 + length, len(data))
    while at < all_of_it:
        kind, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length
        if end > len(data):
            raise _StrangeError
        yield kind, data[at + 8 : end], data[at:end] + b"\x00" * (length % 2)
        at = end + length % 2


def _clean_webp(data: bytes) -> bytes:
    parts = list(_webp(data))
    kept = [whole for kind, _, whole in parts if kind in WEBP_KEPT]
    if parts and parts[0][0] == b"VP8X":  # without it, there is no place for more
        label = _label(inside for kind, inside, _ in parts if kind not in WEBP_KEPT)
        flags = kept[0][8] & ~(WEBP_EXIF | WEBP_XMP) | (WEBP_XMP if label else 0)
        kept[0] = kept[0][:8] + bytes([flags]) + kept[0][9:]
        kept += [_riff(b"XMP ", label)] if label else []
    return _riff(b"RIFF", b"WEBP" + b"".join(kept))


def _riff(kind: bytes, inside: bytes) -> bytes:
    return kind + struct.pack("<I", len(inside)) + inside + b"\x00" * (len(inside) % 2)


# --- GIF -------------------------------------------------------------------------------------------------------------


def _gif(data: bytes) -> Iterator[bytes]:
    """Yield the blocks that stay."""
    at = 13 + _table(data[10])
    yield data[:at]
    while at < len(data):
        start, kind = at, data[at]
        if kind == 0x3B:
            yield b"\x3b"
            return
        if kind == 0x2C:
            at = _blocks(data, start + 11 + _table(data[start + 9]))
        elif kind == 0x21:
            at = _blocks(data, start + 2)
            label = data[start + 1]
            if label == 0xFE or (label == 0xFF and data[start + 3 : start + 14] not in GIF_KEPT):
                continue
        else:
            raise _StrangeError
        yield data[start:at]


def _table(flags: int) -> int:
    """Return the length of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks(data: bytes, at: int) -> int:
    """Return where a row of blocks ends."""
    while data[at]:
        at += data[at] + 1
    return at + 1


# --- what stays ------------------------------------------------------------------------------------------------------


def _turned(exif: bytes) -> int:
    """Return the orientation that EXIF gives; 1 where it gives none."""
    tiff = exif[6:] if exif.startswith(b"Exif\x00") else exif
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 10:
        return 1
    (at,) = struct.unpack_from(f"{order}I", tiff, 4)
    try:
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for number in range(count):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * number)
            if tag == ORIENTATION:
                return value if kind == SHORT and 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _exif(turned: int) -> bytes:
    """Return EXIF that says nothing but the orientation."""
    return b"MM\x00*\x00\x00\x00\x08" + struct.pack(">HHHIHHI", 1, ORIENTATION, SHORT, 1, turned, 0, 0)


def _label(insides: Iterable[bytes]) -> bytes:
    """Return the label of what was made with AI as XMP, from wherever a program has written it; empty where there is none."""
    for inside in insides:
        if b"AIGC" not in inside:
            continue
        text = unescape(inside.decode("utf-8", "replace"))
        for found in LABEL.finditer(text):
            if label := _said(text[found.end() : found.end() + 4096]):
                return XMP.format(escape(json.dumps(label, ensure_ascii=False), quote=False)).encode()
    return b""


def _said(text: str) -> dict[str, str]:
    """Return the fields of a label that a text begins with."""
    try:
        label, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return {}
    label = label.get("AIGC", label)
    fields: Sequence[str] = LABEL_FIELDS if isinstance(label, dict) and label.get("Label") else ()
    return {name: str(label[name])[:512] for name in fields if isinstance(label.get(name), str | int)}
