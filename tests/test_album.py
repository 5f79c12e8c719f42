"""The album: a picture is opened once, by whoever asks first, and again only when it changes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from twinpress import album, picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 60" onload="run()"><path d="M0 0"/></svg>'


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with pictures, and an album that may rely on them although they are new."""
    monkeypatch.setattr("twinpress.identity.RACY", -(10**12))
    drawn(tmp_path / "opening.png", 8)
    (tmp_path / "plan.svg").write_text(SVG)
    (tmp_path / "cut-off.jpg").write_bytes(b"nothing of the kind")
    return tmp_path


def drawn(path: Path, width: int) -> None:
    out = io.BytesIO()
    Image.new("RGB", (width, 6)).save(out, "PNG")
    path.write_bytes(out.getvalue())


def another_process(site: Path) -> None:
    """Forget what this process knows, but not what stands in the cache."""
    picture.remember(None)
    picture.remember(site / "cache")


def all_of(site: Path) -> list[picture.Picture | None]:
    return [picture.read(site / name) for name in ("opening.png", "plan.svg", "cut-off.jpg", "gone.png")]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the pictures that are opened."""
    names: list[str] = []
    read = picture._read

    def noted(path: Path, length: int) -> picture.Picture:
        names.append(path.name)
        return read(path, length)

    monkeypatch.setattr(picture, "_read", noted)
    return names


def test_no_picture_is_opened_twice(site: Path, opened: list[str]) -> None:
    another_process(site)
    found = all_of(site)
    assert [known and (known.format, known.width, known.broken, known.unsafe != ()) for known in found] == [
        ("PNG", 8, "", False),
        ("SVG", 80, "", True),
        ("", 0, "unreadable", False),
        None,
    ]
    assert all_of(site) == found
    assert opened == ["opening.png", "plan.svg", "cut-off.jpg"]

    picture.keep()
    another_process(site)
    assert all_of(site) == found
    assert len(opened) == 3


def test_one_that_changed_is_opened_again(site: Path, opened: list[str]) -> None:
    another_process(site)
    all_of(site)
    picture.keep()
    opened.clear()
    drawn(site / "opening.png", 9)
    another_process(site)
    assert [known and known.width for known in all_of(site)] == [9, 80, 0, None]
    assert opened == ["opening.png"]


def test_a_young_picture_is_known_to_this_process_alone(
    site: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may change again within the clock's tick, and look the same."""
    another_process(site)
    all_of(site)
    monkeypatch.setattr("twinpress.identity.RACY", 10**12)
    drawn(site / "opening.png", 9)
    assert [picture.size(site / "opening.png") for _ in range(2)] == [(9, 6), (9, 6)]
    picture.keep()
    opened.clear()
    another_process(site)
    all_of(site)
    assert opened == ["opening.png"]


@pytest.mark.parametrize("written", [b"", b"nothing of the kind", None])
def test_an_album_that_cannot_be_read_is_a_new_one(site: Path, opened: list[str], written: bytes | None) -> None:
    """``None``: it was cut off behind the digest of the programs that wrote it."""
    another_process(site)
    found = all_of(site)
    picture.keep()
    file = site / "cache/pictures/facts.marshal"
    file.write_bytes(file.read_bytes()[:20] if written is None else written)
    another_process(site)
    assert all_of(site) == found
    assert len(opened) == 6


def test_what_other_programs_read_is_of_no_use(site: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    another_process(site)
    all_of(site)
    picture.keep()
    monkeypatch.setattr(picture, "_KEY", bytes(16))
    another_process(site)
    all_of(site)
    assert len(opened) == 6


def test_what_others_wrote_meanwhile_stays_and_what_is_gone_goes(site: Path, opened: list[str]) -> None:
    another_process(site)
    mine = picture._album
    picture.read(site / "opening.png")
    picture.remember(None)
    another_process(site)
    picture.read(site / "plan.svg")
    picture.read(site / "cut-off.jpg")
    picture.keep()
    (site / "cut-off.jpg").unlink()
    mine.keep()
    opened.clear()

    another_process(site)
    all_of(site)
    assert opened == []
    assert set(picture._album._known or ()) == {str(site / "opening.png"), str(site / "plan.svg")}


def test_few_new_pictures_are_not_worth_the_writing(site: Path) -> None:
    another_process(site)
    for number in range(album.FEW * 2):
        drawn(site / f"{number}.png", 8)
        picture.read(site / f"{number}.png")
    picture.keep()
    file = site / "cache/pictures/facts.marshal"
    before = file.stat().st_ino
    another_process(site)
    all_of(site)
    picture.keep()
    assert file.stat().st_ino == before


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(site: Path) -> None:
    (site / "cache").write_text("a file")
    another_process(site)
    all_of(site)
    picture.keep()
    assert picture.size(site / "opening.png") == (8, 6)
