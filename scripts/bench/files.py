"""Files beside articles: real pictures, documents and subtitles, small, and the same bytes wherever they are made.

Encoders differ between versions of their libraries, so nothing here asks one: PNG data is stored, not compressed, and the
JPEG was made once.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Sequence
from functools import cache

from bench.bilingual import Both

WIDTH, HEIGHT = 120, 80
COLOURS = ((0xF4, 0xEE, 0xE2), (0x2F, 0x5D, 0x62), (0xC8, 0x6B, 0x4A), (0x8F, 0xB3, 0x9A))
"""Paper, ink and two paints: two bits for each pixel."""
JPEG = base64.b64decode("""
/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9//
j/2wBDASstLTw1PHZBQXb4pYyl+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj/wAARCABQAHgDASIAAhEBAxEB
/8QAGQABAAMBAQAAAAAAAAAAAAAAAAECAwUE/8QAJBABAAIBAwQCAwEAAAAAAAAAAAECAxEToRIxUmEEQSJRgTL/xAAYAQEBAQEBAAAAAAAAAAAAAAAAAg
MBBP/EABsRAQEBAQADAQAAAAAAAAAAAAABEQIDEjEh/9oADAMBAAIRAxEAPwDoAKSAAAAAAAACYhLPrySXFTnVRMwhXPU6n45ZgApwAAB5/k5uiOik/lPe
f0W4Sa0rnrbNOONdY+2jlxOk6x3e74+bdrpbTqjlM61fXOfGwCkAALCIlLyWWXK2l0VWmVWvil+o7oA2QAplyRip1T/IBXPmjFXSP9T2eCZ1nWe6b3m95t
bvKGdutuecE1tNbRas6TCBKnRxZa5a6x3+4/S7m4sk4r9Uf2HRpeL0i1e0tZdY9c4kB1IAAAAADy72Ty4Z5Nck62tM6Ax2kuK7cezbj2sOO+1V249m3HtY
D2qu3HtfHa2PWK2nSfpAae1rTeyeXBvZPLhmO7UtN7J5cG9k8uGYbRpvZPLg3snlwzDaNN7J5cDMNoAOAAAAAAAAAAAAAAD/2Q==
""")
"""A house under the sun."""


def picture(name: str) -> bytes:
    """Return the picture file of that name: a handful of different ones, by its stem and ending."""
    stem, _, ending = name.rpartition(".")
    drawing = STEMS.index(stem) % len(DRAWINGS)
    return JPEG if ending == "jpg" else svg(drawing) if ending == "svg" else png(drawing)


@cache
def png(number: int) -> bytes:
    """Return a drawing of four colours."""
    rows = b"".join(b"\0" + bytes(_byte(DRAWINGS[number], x, y) for x in range(0, WIDTH, 4)) for y in range(HEIGHT))
    header = WIDTH.to_bytes(4, "big") + HEIGHT.to_bytes(4, "big") + bytes((2, 3, 0, 0, 0))
    palette = b"".join(map(bytes, COLOURS))
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", _stored(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


DRAWINGS: tuple[Callable[[int, int], int], ...] = (
    lambda x, y: 1 if y > 60 else 2 if (x - 60) ** 2 + (y - 40) ** 2 < 400 else 0,  # a sun above the sea
    lambda x, y: 3 if y > 64 else 1 if 20 < x % 40 < 34 and y > 24 else 0,  # three houses
    lambda x, y: 2 if (x + y) % 24 < 6 else 0,  # stripes
    lambda x, y: 1 if abs(x - 60) + abs(y - 40) < 30 else 3,  # a kite
)
"""Each returns the colour of a pixel."""


def _byte(drawing: Callable[[int, int], int], x: int, y: int) -> int:
    """Return four pixels."""
    return sum(drawing(x + at, y) << (6 - 2 * at) for at in range(4))


def _stored(data: bytes) -> bytes:
    """Return a zlib stream of one block that is stored as it is (RFC 1951, 3.2.4): at most 65,535 bytes."""
    size = len(data).to_bytes(2, "little")
    return b"\x78\x01\x01" + size + bytes(byte ^ 0xFF for byte in size) + data + zlib.adler32(data).to_bytes(4, "big")


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def svg(number: int) -> bytes:
    """Return a drawing of lines."""
    path = ("M10 70h100V30z", "M10 70h100v-40h-100z", "M10 10l100 60M10 70l100-60", "M60 10l50 30-50 30-50-30z")[number]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="{path}" fill="#2f5d62"/></svg>\n'
    ).encode()


@cache
def pdf(pages: int) -> bytes:
    """Return a PDF with so many pages, the number of each on it."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        font,
    ]
    for page in range(pages):
        text = f"BT /F1 24 Tf 72 720 Td (Page {page + 1}) Tj ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * page} 0 R >>"
        )
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + end).encode("ascii")


def table(rows: Sequence[Both]) -> bytes:
    """Return a CSV file with a line for each row, its words in both languages."""
    return "".join(["zh,en\n", *(f"{row.zh},{row.en}\n" for row in rows)]).encode()


MP4 = (
    b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"
    b"\x00\x00\x00\x08free"
    b"\x00\x00\x00\x10mdat" + b"\x00" * 8
)  # fmt: skip
"""A video file with nothing to see in it: what it weighs is not what is measured."""


def subtitles(lines: Sequence[str]) -> bytes:
    """Return a WebVTT file with five seconds for each line."""
    cues = (
        f"00:{at // 12:02}:{at % 12 * 5:02}.000 --> 00:{at // 12:02}:{at % 12 * 5 + 4:02}.000\n{line}\n"
        for at, line in enumerate(lines)
    )
    return ("WEBVTT\n\n" + "\n".join(cues)).encode()


SUBJECTS = (
    ("hall.png", Both("会场里坐满听众，台上一人正在讲话", "A full hall, and a speaker on the stage")),
    ("street.png", Both("大人牵着孩子走过斑马线", "A grown-up takes a child across a zebra crossing")),
    ("reading.png", Both("几个孩子围坐在地毯上看书", "Some children sit on a carpet and read")),
    ("garden.png", Both("老人和孩子在菜园里浇水", "An old man and a child water a garden")),
    ("workshop.jpg", Both("一排缝纫机前，几位妇女低头做工", "Women at work behind a row of sewing machines")),
    ("table.png", Both("圆桌旁坐着八个人，桌上放着文件", "Eight people at a round table with papers on it")),
    ("playground.jpg", Both("滑梯下排着一队孩子", "A line of children below a slide")),
    ("clinic.png", Both("护士蹲下来同一个小女孩说话", "A nurse kneels to speak with a little girl")),
    ("plan.svg", Both("街区平面图，标出道路、绿地和操场", "Plan of a neighbourhood with roads, green space and a playground")),
    ("market.png", Both("集市上摆满竹编和布鞋", "A market with bamboo baskets and cloth shoes")),
    ("choir.png", Both("孩子们站成三排唱歌", "Children stand in three rows and sing")),
    ("bridge.svg", Both("示意图：一座桥连着两岸", "Drawing: a bridge that joins two banks")),
)  # fmt: skip
"""Picture files with what can be seen in them."""
STEMS = [name.rpartition(".")[0] for name, _ in SUBJECTS]
