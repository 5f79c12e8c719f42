"""The preview of a large archive that no cache knows: pages at once, made of what is read by then."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from conftest import ROOT, SITE
from test_camera import exif
from twinpress import catalogue, site
from twinpress import preview as previews
from twinpress.pages import Page
from twinpress.preview import Preview
from twinpress.search import index
from twinpress.search.results import Search
from twinpress.theme import Shell, bases

FRAMES = {language: {base: [""] * 6 for base in bases()} for language in ("zh", "en")}
PARTIAL = ("档案还没有读完", "The archive is still being read")


@pytest.fixture
def preview(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Preview:
    """A preview of tests/site that takes it for large, and reads two articles at a time."""
    monkeypatch.setattr(previews, "MANY", 3)
    monkeypatch.setattr(previews, "SAMPLE", 2)
    monkeypatch.setenv(site.AS_OF, "2026-01-01 00:00")
    preview = Preview(drafts=False, say=lambda words: None)
    found = site.load(SITE / "mkdocs.yml")
    publication = preview.open(found, found)
    shell = Shell(folders=(str(ROOT / "overrides"),), plugins=(), frames=FRAMES)
    preview.dress(shell, tmp_path, publication, (), ())
    return preview


def page(preview: Preview, path: str) -> tuple[str, str]:
    answer = preview.answer(path)
    assert answer
    return answer.status, answer.body.decode()


def test_pages_are_there_before_the_archive_is_read_and_say_so(preview: Preview) -> None:
    assert preview.partial
    for path, words in (("2024/course-2/", PARTIAL[0]), ("en/2018/park-opening/", PARTIAL[1]), ("", PARTIAL[0])):
        status, text = page(preview, path)
        assert status == "200 OK"
        assert words in text
    assert len(preview.publication.archive.articles) < 6
    status, text = page(preview, "2024/page/1/")  # what is not known yet may be there all the same
    assert (status, PARTIAL[0] in text, PARTIAL[1] in text) == ("503 Service Unavailable", True, True)


def test_a_picture_is_made_smaller_when_a_browser_asks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(SITE, root)
    place = root / "content/2025/first-talk/street.png"
    Image.new("RGB", (900, 600), "red").save(place, exif=exif())
    monkeypatch.setenv(site.AS_OF, "2026-01-01 00:00")
    preview = Preview(drafts=False, say=lambda words: None)
    preview.open(found := site.load(root / "mkdocs.yml"), found)
    preview.dress(
        Shell(folders=(str(ROOT / "overrides"),), plugins=(), frames=FRAMES), tmp_path, preview.publication, (), ()
    )
    text = page(preview, "2025/first-talk/")[1]
    offered = sorted(set(re.findall(r"2025/first-talk/street\.\d+\.\w+\.webp", text)))
    assert len(offered) == 2
    for path, width in zip(offered, (400, 900), strict=True):
        answer = preview.answer(path)
        assert answer
        assert (answer.kind, Image.open(io.BytesIO(answer.body)).width) == ("image/webp", width)
    whole = preview.answer("2025/first-talk/street.png")
    assert whole
    assert b"Pocket 7" not in whole.body
    for path in ("2025/first-talk/street.900.0123456789abcdef.webp", "2025/none/street.900.0123456789abcdef.webp"):
        assert preview.answer(path) is None


def test_pages_are_not_prepared_for_a_search_that_nobody_made(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Page] = []
    monkeypatch.setattr("twinpress.outputs.search.told", lambda edition, page, view, text: asked.append(page))
    assert page(preview, "2024/course-2/")[0] == "200 OK"
    assert asked == []
    assert preview.answer("search/zh/directory.json")
    assert "2024/course-2/" in [page.path for page in asked]


def test_they_are_whole_when_it_is(preview: Preview) -> None:
    page(preview, "2024/course-2/")
    reloaded = Event()
    preview.start(reload=reloaded.set, rebuild=lambda: None)
    try:
        assert reloaded.wait(60)
        assert not preview.partial
        status, text = page(preview, "2024/course-2/")
        assert status == "200 OK"
        assert PARTIAL[0] not in text
        assert page(preview, "2024/page/1/")[0] == "200 OK"
    finally:
        preview.stop()


def test_an_archive_that_the_cache_knows_is_read_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(previews, "MANY", 3)
    monkeypatch.setattr(previews.content, "is_known", lambda root, zone, cache: True)
    found = site.load(SITE / "mkdocs.yml")
    preview = Preview(drafts=False)
    preview.open(found, found)
    assert not preview.partial
    assert len(preview.publication.archive.articles) > 6


def test_the_search_of_a_small_archive_knows_every_text(preview: Preview) -> None:
    assert found(preview, "水池在这里") == ["2018/park-opening/"]


def test_that_of_a_large_one_knows_titles_and_summaries(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "FULL_TEXT", 1)
    assert found(preview, "课程2") == ["2024/course-2/"]
    assert found(preview, "第2次课程") == ["2024/course-2/"]
    assert found(preview, "水池在这里") == []


def found(preview: Preview, query: str) -> list[str]:
    """Return the paths of what a reader finds, once all is read."""
    if preview.partial:
        preview._complete()

    def fetch(path: str) -> bytes:
        answer = preview.answer(f"search/zh/{path}")
        assert answer is not None
        return answer.body

    return [one.path for one in Search(index.engine(fetch), query)]
