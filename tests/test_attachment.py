"""What is known of a file to download."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from test_camera import photo
from twinpress import camera
from twinpress.attachment import Attachment, read


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("plan.txt", "text/plain"),
        ("Plan.PDF", "application/pdf"),
        ("form.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("archive.tar.zip", "application/zip"),
        ("data.xyz", "application/octet-stream"),
        ("README", "application/octet-stream"),
    ],
)
def test_a_file_by_its_ending(tmp_path: Path, name: str, media_type: str) -> None:
    (tmp_path / name).write_bytes(b"outline\n")
    assert read(tmp_path / name) == Attachment(8, hashlib.sha256(b"outline\n").hexdigest(), media_type)


def test_of_a_photo_it_tells_what_is_published(tmp_path: Path) -> None:
    (tmp_path / "hall.jpg").write_bytes(photo("JPEG"))
    cleaned = camera.clean(photo("JPEG"))
    assert cleaned
    assert read(tmp_path / "hall.jpg") == Attachment(len(cleaned), hashlib.sha256(cleaned).hexdigest(), "image/jpeg")


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    for data in (b"one", b"three"):
        file.write_bytes(data)
        assert read(file) == Attachment(len(data), hashlib.sha256(data).hexdigest(), "text/plain")


def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "plan.txt").write_text("plan")
    (tmp_path / "link.txt").symlink_to(tmp_path / "plan.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("folder.pdf", "link.txt", "pipe.txt", "missing.txt"):
        assert read(tmp_path / name) is None
