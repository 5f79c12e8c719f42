"""twinpress publish: releases that are whole or not there, a way back, and no way back to what was removed."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import BASE, SITE, mkdocs_build
from twinpress import lock, twin
from twinpress.command import main
from twinpress.release import RefusedError, publish, rollback
from twinpress.search import index
from twinpress.search.results import Search
from twinpress.search.story import Story, entry

LONG = "一段长长的文字。" * 200
SMALL = {"index.html": "home", "2025/a/index.html": f"a {LONG}", "2025/a/a.png": "picture", "rss.xml": "feed"}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links and locks as on a server")


def write(folder: Path, tree: dict[str, str]) -> Path:
    """Make a folder hold these files and no others, as a build does: what is the same stays untouched."""
    folder.mkdir(exist_ok=True)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(folder).as_posix() not in tree:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for name, text in tree.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = zlib.compress(text.encode()) if name.endswith(".bin") else text.encode()
        if not path.exists() or path.read_bytes() != data:
            path.unlink(missing_ok=True)
            path.write_bytes(data)
    return folder


def search(*texts: str, names: str = "", language: str = "zh") -> dict[str, str]:
    """Return a search index: a folder for each text, named by it, and the directory."""
    place = f"search/{language}"
    digests = {text: hashlib.sha256(text.encode()).hexdigest()[:16] for text in (*texts, names)}
    tree = {f"{place}/{digests[text]}/b0.bin": text for text in texts}
    directory = {"version": 1, "segments": [{"name": digests[text], "documents": 1, "buckets": 1} for text in texts]}
    if names:
        directory["names"] = {"name": digests[names], "buckets": 1}
        tree[f"{place}/{digests[names]}/n0.bin"] = names
    return {**tree, f"{place}/directory.json": json.dumps(directory)}


def shown(dest: Path) -> dict[str, str]:
    return whole(dest / "current/")


def whole(folder: Path) -> dict[str, str]:
    """Return what a release holds, unpacked, without twins, which are held to what they must be."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    tree = {}
    for name, path in found.items():
        if name.endswith(".gz"):
            assert gzip.decompress(path.read_bytes()) == found[name[:-3]].read_bytes(), name
        else:
            data = path.read_bytes()
            tree[name] = (zlib.decompress(data) if name.endswith(".bin") else data).decode("utf-8")
            large = len(data) >= 1024 and not name.endswith((".png", ".bin"))
            assert (f"{name}.gz" in found) is large, name
    return tree


def names(dest: Path) -> list[str]:
    return sorted(path.name for path in (dest / "releases").iterdir())


@pytest.fixture
def dest(tmp_path: Path) -> Path:
    return tmp_path / "srv/news"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return write(tmp_path / "site", SMALL)


# --- releases ------------------------------------------------------------------------------------------------------


def test_the_first_release(made: Path, dest: Path) -> None:
    done = publish(made, dest, keep=5)
    assert (done.release, done.previous, done.kept, done.removed) == ("1", None, ("1",), ())
    assert done.changed == ("2025/a/a.png", "2025/a/index.html", "index.html", "rss.xml")
    assert os.readlink(dest / "current") == "releases/1"
    assert shown(dest) == SMALL
    assert (dest / "current/2025/a/index.html.gz").exists()
    assert {path.name for path in dest.iterdir()} == {".lock", "current", "releases"}


def test_what_is_the_same_takes_no_room_and_the_site_is_its_own(made: Path, dest: Path) -> None:
    publish(made, dest, keep=5)
    write(made, {**SMALL, "index.html": "new", "more.txt": "more"})
    (made / "rss.xml").unlink()
    done = publish(made, dest, keep=5)
    assert (done.release, done.previous, done.kept) == ("2", "1", ("2", "1"))
    assert (done.changed, done.removed) == (("index.html", "more.txt"), ("rss.xml",))
    for name in ("2025/a/index.html", "2025/a/index.html.gz", "2025/a/a.png"):
        assert os.path.samefile(dest / "releases/1" / name, dest / "releases/2" / name)
        assert not os.path.samefile(made / name.removesuffix(".gz"), dest / "releases/2" / name)
    assert whole(dest / "releases/1") == SMALL
    with (made / "2025/a/index.html").open("a") as file:
        file.write("an edit in place")
    assert shown(dest)["2025/a/index.html"] == SMALL["2025/a/index.html"]


def test_bytes_decide_and_not_times(made: Path, dest: Path) -> None:
    publish(made, dest, keep=5)
    for path in made.rglob("*"):
        os.utime(path, (0, 0))
    assert publish(made, dest, keep=5).release == "1", "the same bytes with other times"
    (made / "rss.xml").write_text("FEED")
    os.utime(made / "rss.xml", (0, 0))
    assert publish(made, dest, keep=5).changed == ("rss.xml",), "as many other bytes with the same time"


def test_nothing_changed_is_no_release(made: Path, dest: Path) -> None:
    publish(made, dest, keep=5)
    done = publish(made, dest, keep=5)
    assert (done.release, done.previous, done.changed, done.removed) == ("1", "1", (), ())
    assert names(dest) == ["1"]


def test_the_last_ones_are_kept(made: Path, dest: Path) -> None:
    for text in "abcd":
        publish(write(made, {"index.html": text}), dest, keep=3)
    assert names(dest) == ["2", "3", "4"]
    assert publish(made, dest, keep=1).kept == ("4",)
    with pytest.raises(RefusedError, match="no earlier release"):
        rollback(dest)


def test_back_and_further_back_and_on(made: Path, dest: Path) -> None:
    for text in "abc":
        publish(write(made, {"index.html": text, f"{text}.txt": ""}), dest, keep=5)
    done = rollback(dest)
    assert (done.release, done.previous, done.kept) == ("2", "3", ("2", "1"))
    assert (done.changed, done.removed) == (("b.txt", "index.html"), ("c.txt",))
    assert rollback(dest).release == "1"
    assert shown(dest) == {"index.html": "a", "a.txt": ""}
    done = publish(write(made, {"index.html": "d"}), dest, keep=5)
    assert (done.release, done.previous, done.kept) == ("4", "1", ("4", "1")), "what was rolled back is no way back"
    assert rollback(dest).release == "1"
    assert publish(made, dest, keep=5).release == "5"


def test_the_same_site_after_going_back_changes_nothing(made: Path, dest: Path) -> None:
    for text in "abc":
        publish(write(made, {"index.html": text}), dest, keep=5)
    rollback(dest)
    done = publish(write(made, {"index.html": "b"}), dest, keep=1)
    assert (done.release, done.previous, done.kept) == ("2", "2", ("2",))
    assert shown(dest) == {"index.html": "b"}


def test_hidden_files_are_not_published_but_for_the_well_known(made: Path, dest: Path) -> None:
    for name in (".well-known/security.txt", ".git/HEAD", ".nojekyll"):
        (made / name).parent.mkdir(exist_ok=True)
        (made / name).write_text("x")
    publish(made, dest, keep=5)
    assert set(shown(dest)) == {*SMALL, ".well-known/security.txt"}


def test_a_site_may_have_a_packed_file_of_its_own(made: Path, dest: Path) -> None:
    own = gzip.compress(LONG.encode(), 1, mtime=7)
    (made / "list.txt").write_text(LONG)
    (made / "list.txt.gz").write_bytes(own)
    for text in "ab":
        (made / "index.html").write_text(text)
        publish(made, dest, keep=5)
        assert (dest / "current/list.txt.gz").read_bytes() == own
    assert publish(made, dest, keep=5).release == "2"


def test_everybody_can_read_a_release(made: Path, dest: Path) -> None:
    (made / "rss.xml").chmod(0o600)
    before = os.umask(0o077)
    try:
        publish(made, dest, keep=5)
    finally:
        os.umask(before)
    for path in (dest / "releases").rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def test_a_file_system_without_hard_links_gets_copies(made: Path, dest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    first, then = ({**SMALL, "index.html": text, **search(text)} for text in ("old", "new"))
    publish(write(made, first), dest, keep=5)
    publish(write(made, then), dest, keep=5)
    assert shown(dest) == {**first, **then}


# --- the search of the release before ---------------------------------------------------------------------------------

YEARS = search("all before", "this year", names="people")
YEARS_LATER = search("all before", "this year, and a story", names="people and more")
YEARS_LAST = search("all before", "this year, and two stories", names="people and more")


def folders(tree: dict[str, str]) -> set[str]:
    """Return the files of an index that are named by their content."""
    return {path for path in tree if path.endswith(".bin")}


def searched(tree: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in tree.items() if path.startswith("search/")}


def test_the_search_files_of_the_release_before_stay_until_the_next(made: Path, dest: Path) -> None:
    first, then, last = ({**SMALL, **found} for found in (YEARS, YEARS_LATER, YEARS_LAST))
    publish(write(made, first), dest, keep=5)
    done = publish(write(made, then), dest, keep=5)
    assert shown(dest) == {**first, **then}
    assert set(done.changed) == {"search/zh/directory.json", *folders(then) - folders(first)}
    assert done.removed == (), "it is still there"
    for path in folders(first):
        assert os.path.samefile(dest / "releases/1" / path, dest / "releases/2" / path)
    assert publish(made, dest, keep=5).release == "2", "nothing changed"

    done = publish(write(made, last), dest, keep=1)
    assert shown(dest) == {**then, **last}, "nothing of the first is left, but for what both have; nothing adds up"
    assert (done.kept, done.removed) == (("3",), ())
    assert publish(made, dest, keep=1).release == "3"


def test_going_back_and_on_with_a_search(made: Path, dest: Path) -> None:
    first, then, last = ({**SMALL, **found} for found in (YEARS, YEARS_LATER, YEARS_LAST))
    for site in (first, then, last):
        publish(write(made, site), dest, keep=5)
    done = rollback(dest)
    assert shown(dest) == {**first, **then}, "a release stays what it was"
    assert (done.changed, set(done.removed)) == (("search/zh/directory.json",), folders(last) - folders(then))
    assert publish(write(made, then), dest, keep=5).release == "2", "nothing changed"
    done = publish(write(made, first), dest, keep=5)
    assert (done.release, done.changed, done.removed) == ("4", ("search/zh/directory.json",), ())
    assert shown(dest) == {**then, **first}
    done = rollback(dest)
    assert (done.changed, done.removed) == (("search/zh/directory.json",), ())


def test_a_search_that_ends_leaves_nothing(made: Path, dest: Path) -> None:
    english = search("English", language="en")
    publish(write(made, {**SMALL, **YEARS, **english}), dest, keep=5)
    done = publish(write(made, {**SMALL, **YEARS_LATER}), dest, keep=5)
    assert shown(dest) == {**SMALL, **YEARS, **YEARS_LATER}
    assert done.removed == tuple(sorted(english))
    done = publish(write(made, SMALL), dest, keep=5)
    assert shown(dest) == SMALL
    assert done.removed == tuple(sorted(YEARS_LATER))
    publish(write(made, {**SMALL, **YEARS}), dest, keep=5)
    assert shown(dest) == {**SMALL, **YEARS}


@pytest.mark.parametrize(
    "directory",
    [
        "",
        "{",
        "7",
        "[]",
        "{}",
        "[" * 100_000,
        '{"version": 1}',
        '{"version": 2, "segments": []}',
        '{"version": 1, "segments": 7}',
        '{"version": 1, "segments": ["name"]}',
        '{"version": 1, "segments": [{"name": 7}]}',
        '{"version": 1, "segments": [{"name": []}]}',
        '{"version": 1, "segments": [{"name": "../../../../releases"}]}',
        '{"version": 1, "segments": [{"name": "0123456789ABCDEF"}]}',
        '{"version": 1, "segments": [], "names": null}',
    ],
)
def test_a_directory_that_cannot_be_understood_leaves_nothing(made: Path, dest: Path, directory: str) -> None:
    broken = {**SMALL, **YEARS, "search/zh/directory.json": directory}
    for site, removed in (
        (broken, set[str]()),
        ({**SMALL, **YEARS_LATER}, folders(YEARS) - folders(YEARS_LATER)),
        (broken, folders(YEARS_LATER) - folders(YEARS)),
        ({**SMALL, "search/zh/directory.json": directory}, folders(YEARS)),
    ):
        done = publish(write(made, site), dest, keep=5)
        assert (shown(dest), set(done.removed)) == (site, removed)
        assert publish(made, dest, keep=5).release == done.release, "nothing changed"


def test_a_site_that_is_not_as_its_directory_says_is_left_as_it_is(made: Path, dest: Path) -> None:
    one, other = "search/zh/0123456789abcdef", "search/zh/fedcba9876543210"
    names_one, names_other = (
        {**SMALL, "search/zh/directory.json": f'{{"version": 1, "segments": [{{"name": "{name[-16:]}"}}]}}'}
        for name in (one, other)
    )
    for site in (
        {**names_one, f"{one}/b0.bin": "text"},
        names_one,  # what it names is not there
        {**names_one, one: "a file where a folder should be"},
        names_other,
        {**names_one, f"{one}/b0.bin": "text"},
        {**names_other, one: "a file that nobody names"},
        {**names_one, f"{one}/b0.bin": "text"},
        {**names_other, f"{one}/b0.bin": "another text"},
    ):
        done = publish(write(made, site), dest, keep=5)
        assert shown(dest) == site
        assert publish(made, dest, keep=5).release == done.release, "nothing changed"


def test_whoever_opened_the_search_goes_on(made: Path, dest: Path) -> None:
    def publish_story(body: str) -> None:
        story = Story(path="2025/a/", title="春天", date="2025-03-01", section="news", body=body)
        tree = {f"search/zh/{path}": data for path, data in index.build([entry(story)], (), {})[1].items()}
        shutil.rmtree(made / "search", ignore_errors=True)
        for path, data in tree.items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_bytes(data)
        publish(made, dest, keep=1)

    publish_story("公园开放了。")
    early, late = (index.engine(lambda path: (dest / "current/search/zh" / path).read_bytes()) for _ in range(2))
    publish_story("公园又开放了。")
    assert [one.snippet for one in Search(early, "公园")] == [(("公园", True), ("开放了。", False))]
    publish_story("公园关闭了。")
    with pytest.raises(FileNotFoundError):
        list(Search(late, "公园"))


# --- what was removed ----------------------------------------------------------------------------------------------

CASE = {
    "index.html": '<a href="2025/case/">The case</a> <a href="2025/spring/">Spring</a>',
    "404.html": "not found",
    "2025/index.html": '<a href="case/">The case</a>',
    "2025/case/index.html": "the case",
    "2025/case/court.png": "picture",
    "2025/case/court.400.0123456789abcdef.webp": "picture in one of its sizes",
    "2025/case/ruling.pdf": "ruling",
    "en/2025/case/index.html": "the case in English",
    "2025/case-study/index.html": "another address",
    "2025/spring/index.html": '<a href="../winter/">older</a>',
    "2025/summer/index.html": '<a href="../case/">older</a>',
    "2024/case/index.html": "an article of another year",
    "old/case.html": "moved to ../2025/case/",
    "page/9/index.html": '<a href="../../2025/case/">The case</a>',
    "rss.xml": "<item>/2025/case/ the whole text</item>",
    "search/part.json": "the ca",
    **search("all before", "the case"),
    **search("the case in English", language="en"),
    "people/li/index.html": "Li",
    "about/index.html": "We have been asked about /2025/case/.",
    "redirects.nginx.conf": "old",
}
CASE_REMOVED = {
    "index.html": '<a href="2025/autumn/">Autumn</a> <a href="2025/spring/">Spring</a>',
    "404.html": "not found",
    "2025/index.html": "nothing",
    "2025/case/index.html": "notice",
    "2025/case-study/index.html": "another address, and another text",
    "2025/autumn/index.html": "new",
    "2025/spring/index.html": '<a href="../winter/">older, and another text</a>',
    "2025/summer/index.html": "summer",
    "2024/case/index.html": "an article of another year, and another text",
    "rss.xml": "<item>autumn</item>",
    "search/new.json": "autu",
    **search("all before", "autumn"),
    "about/index.html": "We have been asked about /2025/case/.",
    "redirects.nginx.conf": "new",
    "_redirects": "/2025/case/ /2025/case/ 410!\n/people/li/ /404.html 410!\n",
}


def deleted(tree: dict[str, str]) -> dict[str, str]:
    """Return a site without what holds the article or names it, and without search: nothing says that it is gone by law."""
    return {path: text for path, text in tree.items() if "case" not in path + text and not path.startswith("search/")}


@pytest.mark.parametrize("base", ["/", "/news/"])
def test_what_was_removed_leaves_older_releases(tmp_path: Path, dest: Path, base: str) -> None:
    made = tmp_path / "site"
    after = {**CASE_REMOVED, "_redirects": re.sub(r"(^| )/", rf"\1{base}", CASE_REMOVED["_redirects"], flags=re.M)}
    publish(write(made, CASE), dest, keep=5)
    done = publish(write(made, after), dest, keep=5)
    assert done.purged == ("1",)
    assert rollback(dest).release == "1"
    assert shown(dest) == {
        "index.html": after["index.html"],
        "404.html": "not found",
        "2025/index.html": "nothing",
        "2025/case/index.html": "notice",
        "2025/case-study/index.html": "another address",
        "2025/spring/index.html": '<a href="../winter/">older</a>',
        "2025/summer/index.html": "summer",
        "2024/case/index.html": "an article of another year",
        "rss.xml": after["rss.xml"],
        "search/new.json": "autu",
        **search("all before", "autumn"),
        "about/index.html": after["about/index.html"],
        "redirects.nginx.conf": "new",
        "_redirects": after["_redirects"],
    }


def test_an_address_is_found_in_a_calendar_file_whose_lines_break_within_it(tmp_path: Path, dest: Path) -> None:
    event = "BEGIN:VEVENT\r\nSUMMARY:the case\r\nURL:https://news.example/2025/ca\r\n se/\r\nEND:VEVENT\r\n"
    publish(write(tmp_path / "site", {**CASE, "calendar/events.ics": event}), dest, keep=5)
    publish(write(tmp_path / "site", {**CASE_REMOVED, "calendar/events.ics": "no events"}), dest, keep=5)
    assert rollback(dest).release == "1"
    assert shown(dest)["calendar/events.ics"] == "no events"


def test_no_release_holds_the_search_of_what_was_removed(tmp_path: Path, dest: Path) -> None:
    """First an article is only deleted, so that a release has its index from the one before; then it is removed by law."""

    def told() -> dict[str, set[str]]:
        """Return the files of each release that hold the text."""
        releases = {number: whole(dest / "releases" / number) for number in names(dest)}
        return {
            number: {path for path, text in tree.items() if "the case" in text} for number, tree in releases.items()
        }

    made = tmp_path / "site"
    unlisted = {
        **deleted(CASE),
        "index.html": "home",
        **search("all before", "summer"),
        **search("English", language="en"),
    }
    removed = {**CASE_REMOVED, **search("English, and autumn", language="en")}
    later = {**removed, **search("all before", "autumn and winter")}
    secret = folders(search("the case")) | folders(search("the case in English", language="en"))

    publish(write(made, CASE), dest, keep=5)
    publish(write(made, unlisted), dest, keep=5)
    assert told()["1"] > secret
    assert told()["2"] == secret, "the release before left them"
    done = publish(write(made, removed), dest, keep=5)
    assert (done.purged, shown(dest)) == (("1", "2"), removed), "the release before leaves nothing"
    publish(write(made, later), dest, keep=5)
    assert shown(dest) == {**removed, **later}, "and now it does"
    assert told() == {number: set() for number in "1234"}
    for number in "12":
        assert searched(whole(dest / "releases" / number)) == searched(removed)
    for number in "321":
        assert rollback(dest).release == number
    assert publish(write(made, later), dest, keep=5).purged == ()
    assert told() == {number: set() for number in names(dest)}


def test_older_releases_that_learn_late_of_a_removal(
    tmp_path: Path, dest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The purge fails twice while releases go on; they get the newest's search, with what was left to it."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    made = tmp_path / "site"
    later = {**CASE_REMOVED, **search("all before", "autumn and winter")}
    for site in (CASE, {**CASE, **search("all before", "the case, and summer")}):
        publish(write(made, site), dest, keep=5)
    with monkeypatch.context() as patch:
        patch.setattr(twin, "replace", refuse)
        for site in (CASE_REMOVED, later):
            assert publish(write(made, site), dest, keep=5).trouble
    assert shown(dest) == {**CASE_REMOVED, **later}
    assert publish(made, dest, keep=5).purged == ("1", "2")
    found = {number: searched(whole(dest / "releases" / number)) for number in names(dest)}
    last = searched({**CASE_REMOVED, **later})
    assert found == {"1": last, "2": last, "3": searched(CASE_REMOVED), "4": last}


def test_an_ordinary_change_is_not_purged(tmp_path: Path, dest: Path) -> None:
    made = tmp_path / "site"
    publish(write(made, CASE), dest, keep=5)
    assert publish(write(made, {**CASE_REMOVED, "_redirects": ""}), dest, keep=5).purged == ()
    assert whole(dest / "releases/1") == CASE


def test_a_purge_touches_no_bytes_that_others_share(tmp_path: Path, dest: Path) -> None:
    made = tmp_path / "site"
    publish(write(made, CASE), dest, keep=5)
    kept = tmp_path / "kept.html"
    os.link(dest / "releases/1/2025/case/index.html", kept)
    publish(write(made, CASE_REMOVED), dest, keep=5)
    assert kept.read_text() == "the case"
    assert os.path.samefile(dest / "releases/1/rss.xml", dest / "releases/2/rss.xml")


@pytest.mark.parametrize("moment", range(12))
def test_a_purge_that_was_cut_short_lets_nothing_through(
    tmp_path: Path, dest: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    made, replaced = tmp_path / "site", twin.replace
    for place in (dest, tmp_path / "whole"):
        publish(write(made, CASE), place, keep=5)
    publish(write(made, CASE_REMOVED), tmp_path / "whole", keep=5)
    left = iter(range(moment))

    def replace(source: str, target: str) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        replaced(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(twin, "replace", replace)
        done = publish(made, dest, keep=5)
    assert (done.release, done.kept, done.changed != ()) == ("2", ("2", "1"), True)
    assert done.trouble == "[Errno 28] No space left on device"
    assert os.readlink(dest / "current") == "releases/2"
    assert rollback(dest).purged == ("1",)
    assert shown(dest) == whole(tmp_path / "whole/releases/1")


def test_a_list_of_what_is_gone_must_belong_to_the_site(tmp_path: Path, dest: Path) -> None:
    made = write(tmp_path / "site", {**CASE_REMOVED, "_redirects": "/a/ /elsewhere/a/ 410!\n"})
    with pytest.raises(RefusedError, match="--clean"):
        publish(made, dest, keep=5)


@pytest.fixture(scope="module")
def former(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site as it was before an article was removed: with its text in both languages, picture and file."""
    root = tmp_path_factory.mktemp("former")
    shutil.copytree(SITE, root / "site")
    config = root / "site/mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("../../overrides", str(SITE.parent.parent / "overrides")), "utf-8"
    )
    folder = root / "site/content/2023/removed-news"
    text = (folder / "index.zh.md").read_text("utf-8")
    text = re.sub(r"^withdrawn:.*\n", "attachments: [{file: list.pdf, title: 删除名单}]\n", text, flags=re.M)
    (folder / "index.zh.md").write_text(text + "\n![](gone.png)\n", "utf-8")
    (folder / "list.pdf").write_text("删除名单", "utf-8")
    words = "title: Deleted title\ndescription: Deleted summary.\npictures: {gone.png: {alt: Deleted}}\n"
    words += "attachments: [{file: list.pdf, title: Deleted list}]\n"
    (folder / "index.en.md").write_text(f"---\n{words}---\n\nDeleted body.\n", "utf-8")
    mkdocs_build(config, root / "built")
    return root / "built"


def test_nothing_of_a_real_article_can_be_brought_back(former: Path, built: Path, dest: Path) -> None:
    secret = re.compile("删除[标摘正图名]|Deleted")
    publish(former, dest, keep=5)
    texts = whole_texts(dest / "releases/1")
    told = [name for name, text in texts.items() if secret.search(text)]
    assert {"2023/removed-news/index.html", "en/2023/removed-news/index.html", "2023/removed-news/list.pdf"} < set(told)
    assert {"rss.xml", "archive/2023.json", "meetings/index.html"} < set(told)
    assert any(name.startswith("search/zh/") for name in told)
    assert publish(built, dest, keep=5).purged == ("1",)
    rollback(dest)
    texts = whole_texts(dest / "current/")
    assert [name for name, text in texts.items() if secret.search(text)] == []
    assert not (dest / "current/2023/removed-news/gone.png").exists()
    assert not (dest / "current/2023/removed-news/list.pdf").exists()
    assert "依法删除。" in texts["2023/removed-news/index.html"]
    assert texts["_redirects"] == (built / "_redirects").read_text("utf-8")


def whole_texts(folder: Path) -> dict[str, str]:
    """Return all texts of a release, unpacked ones and packed ones."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix not in (".png", ".webm", ".ico"):
            data = path.read_bytes()
            data = {".gz": gzip.decompress, ".bin": zlib.decompress}.get(path.suffix, bytes)(data)
            found[path.relative_to(folder).as_posix()] = data.decode(
                "utf-8", "replace"
            )  # lists of the search are no text
    return found


ARTICLES = ("spring", "summer", "autumn")
acts = st.one_of(
    st.tuples(st.sampled_from(["edit", "remove", "restore"]), st.sampled_from(ARTICLES)),
    st.tuples(st.just("publish"), st.integers(1, 4)),
    st.tuples(st.just("rollback"), st.none()),
)


def small_site(versions: dict[str, int], removed: set[str]) -> dict[str, str]:
    tree = {"index.html": "home", "404.html": "", "about/index.html": f"about {sum(versions.values())}"}
    tree["rss.xml"] = "".join(
        f"/2025/{slug}/ text of {slug} {versions[slug]}\n" for slug in ARTICLES if slug not in removed
    )
    for slug in ARTICLES:
        tree[f"2025/{slug}/index.html"] = "notice" if slug in removed else f"text of {slug} {versions[slug]} {LONG}"
        if slug not in removed:
            tree[f"2025/{slug}/picture.png"] = f"text of {slug}"
    tree["_redirects"] = "".join(f"/2025/{slug}/ /2025/{slug}/ 410!\n" for slug in sorted(removed))
    held = [f"text of {slug} {versions[slug]}" for slug in ARTICLES if slug not in removed]
    return {**tree, **search("all before", *held[1:], names="of " + "".join(held[:1]))}


def left(before: dict[str, str], site: dict[str, str]) -> dict[str, str]:
    """Return what a release of a site has from the release before."""
    if not set(site["_redirects"].splitlines()) <= set(before["_redirects"].splitlines()):
        return {}
    directory = before["search/zh/directory.json"]
    return {path: text for path, text in before.items() if path.endswith(".bin") and path.split("/")[2] in directory}


@given(story=st.lists(acts, max_size=25))
def test_any_story_of_editing_removing_publishing_and_going_back(story: list[tuple[str, object]]) -> None:
    versions, removed = dict.fromkeys(ARTICLES, 0), set[str]()
    chain: list[tuple[str, dict[str, str]]] = []
    """What was shown, one after the other: number and site; the last one is shown now."""
    gone = set[str]()
    """What the newest release that is there says is removed."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "sync", lambda: None)
        made, dest = Path(name, "site"), Path(name, "dest")
        for act, value in story:
            if act == "edit":
                versions[str(value)] += 1
            elif act == "remove":
                removed.add(str(value))
            elif act == "restore":
                removed.discard(str(value))
            elif act == "publish":
                assert isinstance(value, int)
                site = small_site(versions, removed)
                before = shown(dest) if chain else None
                done = publish(write(made, site), dest, keep=value)
                if chain and done.release == chain[-1][0]:
                    assert shown(dest) == before
                else:
                    assert shown(dest) == ({**left(before, site), **site} if before else site)
                    chain.append((done.release, site))
                    gone = set(removed)
                chain = chain[-value:]
                assert done.kept == tuple(number for number, _ in reversed(chain))
            elif len(chain) < 2:
                with pytest.raises(RefusedError):
                    rollback(dest)
            else:
                chain.pop()
                assert rollback(dest).release == chain[-1][0]
            for number, site in chain:
                found = whole(dest / "releases" / number)
                for slug in ARTICLES:
                    if slug in gone:
                        assert f"text of {slug}" not in "".join(found.values())
                    elif site["_redirects"] == found["_redirects"]:  # never purged
                        assert found[f"2025/{slug}/index.html"] == site[f"2025/{slug}/index.html"]
                assert found["about/index.html"] == site["about/index.html"], "what has nothing to do with it stays"
            if chain:
                assert os.readlink(dest / "current") == f"releases/{chain[-1][0]}"


# --- cut short -----------------------------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path
from twinpress.release import publish
TOUCHES = {"os.link", "os.rename", "os.symlink", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.copyfile"}
for line in sys.stdin:
    child = os.fork()
    if child:
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
        continue
    left = int(line)
    def count(event, arguments):
        global left
        if event in TOUCHES:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(count)
    publish(Path(sys.argv[1]), Path(sys.argv[2]), keep=2)
    os._exit(0)
"""
"""Publishes again and again, each time in a process that is killed before it touches the file system for the n-th time."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "sites",
    [
        [CASE, {**deleted(CASE), "index.html": f"later {LONG}", **search("all before", "later")}, CASE_REMOVED],
        [{"index.html": LONG, **YEARS}, {"index.html": LONG, **YEARS_LATER}, {"index.html": "new", **YEARS_LAST}],
    ],
    ids=["a removal", "a change"],
)
def test_killed_anywhere_the_public_sees_a_whole_site_and_the_next_run_heals(
    tmp_path: Path, dest: Path, sites: list[dict[str, str]]
) -> None:
    made, start, purged = (tmp_path / name for name in ("site", "start", "purged"))
    fresh = {}
    for number, site in zip("123", sites, strict=True):
        publish(write(made, site), purged, keep=5)
        fresh[number] = shown(purged)
        if number < "3":
            publish(made, start, keep=2)
    clean = {number: whole(purged / "releases" / number) for number in fresh}
    command = [sys.executable, "-c", KILLED, str(made), str(dest)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as killer:
        assert killer.stdin
        assert killer.stdout
        for moment in range(10**6):
            shutil.rmtree(dest, ignore_errors=True)
            shutil.copytree(start, dest, symlinks=True)
            print(moment, file=killer.stdin, flush=True)
            status = int(killer.stdout.readline())
            now = os.readlink(dest / "current").rpartition("/")[2]
            assert now in "23"
            assert shown(dest) == fresh[now], moment
            if status == 0:
                break
            assert status == -signal.SIGKILL
            back = tmp_path / "back"  # the story goes on in two ways: one goes back, the other tries again
            shutil.rmtree(back, ignore_errors=True)
            shutil.copytree(dest, back, symlinks=True)
            for number in reversed([number for number in names(back) if number < now and number.isdigit()]):
                rollback(back)
                is_known = "3" in names(back)
                assert shown(back) == (clean if is_known else fresh)[number], moment
            done = publish(made, dest, keep=2)
            assert shown(dest) == fresh["3"]
            assert names(dest) == sorted(done.kept), moment
            assert len(done.kept) == 2
            assert {path.name for path in dest.iterdir()} == {".lock", "current", "releases"}
            assert whole(dest / "releases/2") == clean["2"]
        assert moment > 30, "nothing was counted"


def test_a_full_disk_leaves_what_is_shown(made: Path, dest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(made, dest, keep=5)
    written = shutil.copyfile

    def full(source: str, target: str) -> None:
        written(source, target)
        raise OSError(errno.ENOSPC, "No space left on device", target)

    monkeypatch.setattr(shutil, "copyfile", full)
    result = run("publish", str(dest), "--site-dir", str(write(made, {**SMALL, "index.html": "new"})))
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert (shown(dest), names(dest)) == (SMALL, ["1"])


def test_what_changed_is_told_even_where_older_releases_cannot_be_cleaned(
    made: Path, dest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    publish(made, dest, keep=5)
    command = ["publish", str(dest), "--site-dir", str(write(made, {"index.html": "new"})), "--keep", "1"]
    with monkeypatch.context() as patch:
        patch.setattr("twinpress.release.Shelf.drop", refuse)
        result = run(*command)
    assert (result.exit_code, result.stdout.splitlines()[0].endswith("/")) == (1, True)
    assert "run it again: [Errno 13] Permission denied" in result.stderr
    assert shown(dest) == {"index.html": "new"}
    assert run(*command).exit_code == 0
    assert names(dest) == ["2"]


# --- the command ---------------------------------------------------------------------------------------------------


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a built site: no command in these tests builds one."""
    (tmp_path / "mkdocs.yml").write_text("site_url: https://news.example/archive/\nplugins: [twinpress]\n")
    write(tmp_path / "site", {**SMALL, "旧闻/a b.html": ""})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_addresses_go_to_programs_and_remarks_to_people(project: Path) -> None:
    result = run("publish", "dest")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        BASE,
        BASE + "%E6%97%A7%E9%97%BB/a%20b.html",
        BASE + "2025/a/",
        BASE + "2025/a/a.png",
        BASE + "rss.xml",
    ]
    assert re.fullmatch(
        r"现为版本 1：5 处新增或改动，0 处消失 · release 1 is shown: 5 addresses changed, 0 gone \(\d+\.\d s\)\n",
        result.stderr,
    )
    write(project / "site", {**SMALL, "index.html": "new", "_redirects": ""})
    result = run("publish", "dest", "--format", "json")
    report = json.loads(result.stdout)
    assert isinstance(report.pop("seconds"), float)
    assert report == {
        "release": "2",
        "previous": "1",
        "changed": [BASE],
        "removed": [BASE + "%E6%97%A7%E9%97%BB/a%20b.html"],
        "kept": ["2", "1"],
        "purged": [],
        "trouble": None,
    }
    result = run("publish", "dest")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing changed, release 2 stays" in result.stderr
    result = run("publish", "dest", "--rollback")
    assert result.stdout.splitlines() == [BASE, BASE + "%E6%97%A7%E9%97%BB/a%20b.html"]
    assert "release 1 is shown" in result.stderr
    assert "redirects changed: reload" in result.stderr


def test_neither_going_back_nor_a_site_that_is_named_needs_the_project(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (project / "mkdocs.yml").unlink()
    assert run("publish", "dest", "--site-dir", "site").stdout.splitlines()[0] == "/"
    write(project / "site", {"index.html": "new"})
    assert run("publish", "dest", "--site-dir", "site").exit_code == 0
    assert run("publish", "dest", "--rollback").stdout.splitlines()[0] == "/"
    assert run("publish", "dest").exit_code == 2
    assert run("publish", "dest", "--config", "other.yml", "--rollback").exit_code == 2


def a_file(project: Path) -> str:
    (project / "dest").write_text("")
    return "is not a folder"


def no_site(project: Path) -> str:
    shutil.rmtree(project / "site")
    return "run twinpress build first"


def half_a_site(project: Path) -> str:
    (project / "site/index.html").unlink()
    return f"there is no index.html in {project}/site"


def inside_the_site(project: Path) -> str:
    (project / "dest").symlink_to("site")
    return "must lie apart"


def a_real_folder(project: Path) -> str:
    (project / "dest/current").mkdir(parents=True)
    return "dest/current must be a symbolic link"


def a_link_elsewhere(project: Path) -> str:
    (project / "dest").mkdir()
    (project / "dest/current").symlink_to("/var")
    return "dest/current must be a symbolic link"


def a_file_for_the_releases(project: Path) -> str:
    (project / "dest").mkdir()
    (project / "dest/releases").write_text("")
    return "cannot read or write"


def a_link_to_nothing(project: Path) -> str:
    (project / "site/lost.txt").symlink_to("nowhere")
    return "site/lost.txt"


def a_pipe(project: Path) -> str:
    os.mkfifo(project / "site/pipe")
    return "site/pipe is not a regular file"


TROUBLE = [
    a_file, no_site, half_a_site, inside_the_site, a_real_folder, a_link_elsewhere, a_file_for_the_releases,
    a_link_to_nothing, a_pipe,
]  # fmt: skip


@pytest.mark.parametrize("trouble", TROUBLE)
def test_trouble_is_said_in_a_line(project: Path, trouble: object) -> None:
    assert callable(trouble)
    words = trouble(project)
    before = sorted(os.listdir(project / "dest")) if (project / "dest").is_dir() else None
    result = run("publish", "dest")
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert re.search("[一-鿿]", result.stderr)
    if before is not None and trouble not in (a_link_to_nothing, a_pipe):
        assert [name for name in sorted(os.listdir(project / "dest")) if name not in (".lock", "releases")] == [
            name for name in before if name != "releases"
        ]


def test_where_no_links_can_be_made_nothing_is_published(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "symlink", refuse)
    result = run("publish", "dest")
    assert (result.exit_code, "Developer Mode" in result.stderr) == (2, True)
    assert names(project / "dest") == []


def test_a_place_that_cannot_be_written(project: Path) -> None:
    (project / "dest").mkdir(mode=0o500)
    if os.access(project / "dest", os.W_OK):
        pytest.skip("root may write anywhere")
    result = run("publish", "dest")
    assert (result.exit_code, "cannot read or write" in result.stderr) == (2, True)


def test_nothing_to_go_back_to(project: Path) -> None:
    assert "nothing was published in dest" in run("publish", "dest", "--rollback").stderr
    run("publish", "dest")
    result = run("publish", "dest", "--rollback")
    assert (result.exit_code, "no earlier release" in result.stderr) == (2, True)


def test_a_link_that_was_lost_is_made_anew(project: Path) -> None:
    run("publish", "dest")
    (project / "dest/current").unlink()
    assert json.loads(run("publish", "dest", "--format", "json").stdout)["release"] == "2"
    shutil.rmtree(project / "dest/releases/2")
    assert run("publish", "dest").exit_code == 0
    assert names(project / "dest") == ["1", "2"]


def test_builds_and_publications_do_not_meet(project: Path) -> None:
    building = lock.of_build(project / "site", project / ".cache/twinpress")
    with lock.alone(building):
        assert f"a build is at work in {project}/site" in run("publish", "dest").stderr
    assert "was cut short: run twinpress build" in run("publish", "dest").stderr
    building.with_suffix(".json").write_text("{}")
    assert run("publish", "dest").exit_code == 0
    with lock.alone(project / "dest/.lock"):
        assert "another publication is at work in dest" in run("publish", "dest").stderr


def test_a_site_that_changes_while_it_is_read_is_not_published(
    made: Path, dest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(made, dest, keep=5)
    copied = shutil.copyfile

    def build(source: str, target: str) -> None:
        copied(source, target)
        (made / "rss.xml").write_text("a newer feed")

    monkeypatch.setattr(shutil, "copyfile", build)
    with pytest.raises(RefusedError, match="changed while it was read"):
        publish(write(made, {**SMALL, "index.html": "new"}), dest, keep=5)
    assert (shown(dest), names(dest)) == (SMALL, ["1"])
