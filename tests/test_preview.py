"""The preview of a large archive that no cache knows: pages at once, made of what is read by then."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event

import pytest

from conftest import ROOT, SITE
from twinpress import preview as previews
from twinpress import site
from twinpress.preview import Preview
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
    preview.dress(shell, tmp_path, publication, ())
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


def test_the_search_of_a_large_archive_knows_titles_and_summaries(
    preview: Preview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previews, "FULL_TEXT", 1)
    (tmp_path / "search").mkdir()
    (tmp_path / "search/search_index.json").write_text('{"config": {}, "docs": []}')
    page(preview, "2024/course-2/")
    entries = {entry["location"]: entry for entry in json.loads(page(preview, "search/search_index.json")[1])["docs"]}
    assert entries["2024/course-2/"]["title"] == "课程2"
    assert entries["2024/course-2/"]["text"] == "第2次课程。"
