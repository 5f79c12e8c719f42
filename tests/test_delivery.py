"""Delivery: the place ends as what was made, untouched where it was the same, and nothing is ever half a file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from twinpress.delivery import deliver, files

names = st.sampled_from(["a", "b", "c.html", "index.html"])
paths = st.lists(names, min_size=1, max_size=3).map("/".join)
trees = st.dictionaries(paths, st.binary(max_size=3), max_size=6).filter(
    lambda tree: not any(other.startswith(f"{path}/") for path in tree for other in tree)
)


def write(folder: Path, tree: dict[str, bytes]) -> None:
    for path, data in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def read(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in files(folder)}


@given(old=trees, new=trees)
def test_the_place_ends_as_what_was_made(old: dict[str, bytes], new: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as name:
        made, place = Path(name, "made"), Path(name, "place")
        for folder, tree in ((made, new), (place, old)):
            folder.mkdir()
            write(folder, tree)
        before = {path: (place / path).stat().st_ino for path in old}
        done = deliver(made, place)
        assert read(place) == new
        assert done.written == tuple(sorted(path for path in new if old.get(path) != new[path]))
        assert done.removed == tuple(sorted(set(old) - set(new)))
        assert done.kept == len(new) - len(done.written)
        same = [path for path in new if old.get(path) == new[path]]
        assert [path for path in same if (place / path).stat().st_ino != before[path]] == [], "left alone"
        assert not [folder for folder in place.rglob("*") if folder.is_dir() and not list(folder.iterdir())]


def test_what_is_hidden_at_the_top_of_the_place_is_left_alone(tmp_path: Path) -> None:
    made, place = tmp_path / "made", tmp_path / "place"
    write(made, {"index.html": b"new"})
    write(place, {".well-known/security.txt": b"x", ".git/HEAD": b"y", "gone.html": b"z"})
    assert deliver(made, place).removed == ("gone.html",)
    assert (place / ".well-known/security.txt").read_bytes() == b"x"
    assert (place / ".git/HEAD").read_bytes() == b"y"


def test_addresses_of_changed_pages(tmp_path: Path) -> None:
    made, place = tmp_path / "made", tmp_path / "place"
    write(made, {"index.html": b"1", "2025/a/index.html": b"2", "404.html": b"3", "2025/a/plan.pdf": b"4"})
    write(place, {"index.html": b"1", "2024/b/index.html": b"5", "rss.xml": b"6"})
    assert deliver(made, place).changed == ("2024/b/", "2025/a/", "404.html")
