"""Published addresses stay: what is recorded, and what the gate says when an article moves, changes or goes."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import SITE
from twinpress import content, site
from twinpress.archive import Archive
from twinpress.check import check
from twinpress.command import main
from twinpress.forwarding import Forwarding
from twinpress.kinds import BEIJING
from twinpress.publication import Publication
from twinpress.site import Site

CONFIGURED = site.load(SITE / "mkdocs.yml")
STORY = "2025/first-talk/index.zh.md"
ENGLISH = "2025/first-talk/index.en.md"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site, all its addresses recorded at the first moment of 2026."""
    shutil.copy(SITE / "mkdocs.yml", tmp_path)
    shutil.copytree(SITE / "docs", tmp_path / "docs")
    shutil.copytree(SITE / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TWINPRESS_AS_OF", "2026-01-01")
    assert run("addresses", "--record").exit_code == 0
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def forwarding(project: Path, as_of: datetime = datetime(2026, 1, 1, tzinfo=BEIJING)) -> Forwarding:
    configured: Site = CONFIGURED.reading(project / "content")
    return Forwarding(Publication(Archive(content.load(project / "content", BEIJING), as_of), configured))


def lost(project: Path) -> list[str]:
    return [address for address, _ in forwarding(project).lost]


def edit(project: Path, path: str, old: str, new: str) -> None:
    file = project / "content" / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_everything_that_lasts_is_recorded_once_with_its_day(project: Path) -> None:
    lines = (project / "content/addresses/2025.txt").read_text("utf-8").splitlines()
    assert lines == sorted(lines)
    assert [line for line in lines if "first-talk" in line] == [
        "/2025/first-talk/ 2026-01-01",
        "/2025/first-talk/plan.txt 2026-01-01",
        "/2025/first-talk/seating%20plan.txt 2026-01-01",
        "/en/2025/first-talk/ 2026-01-01",
    ]
    pages = (project / "content/addresses/pages.txt").read_text("utf-8")
    assert "/en/topics/city/ 2026-01-01\n" in pages
    assert "/meetings/ 2023-05-10\n" in pages, "what was recorded before keeps its day"
    everything = "".join(file.read_text("utf-8") for file in (project / "content/addresses").iterdir())
    assert "/page/" not in everything, "numbered pages come and go with the list"
    assert ".png" not in everything
    assert "draft-news" not in everything
    assert run("addresses", "--record").output == "", "nothing is new"
    assert run("check", "--fail-on", "error").exit_code == 0


def test_the_future_cannot_be_recorded(project: Path) -> None:
    result = run("addresses", "--record", "--as-of", "9000-01-01")
    assert result.exit_code == 2
    assert "--as-of" in result.output


def test_nothing_is_lost_while_nothing_changes(project: Path) -> None:
    assert lost(project) == []


def test_changing_title_section_and_date_moves_nothing(project: Path) -> None:
    edit(project, STORY, "title: 第一讲谈街道", "title: 另一个标题")
    edit(project, STORY, "section: trainings", "section: meetings")
    edit(project, STORY, "date: 2025-03-01 09:30:15 +08:00", "date: 2024-12-31")
    edit(project, STORY, "updated: 2025-03-03\n", "")
    edit(project, STORY, "changes: [{date: 2025-03-03, kind: correction, note: 更正了听众人数。}]\n", "")
    assert [address for address in lost(project) if "first-talk" in address] == []
    archive = Archive(content.load(project / "content", BEIJING), datetime(2026, 1, 1, tzinfo=BEIJING))
    found = check(archive, CONFIGURED.reading(project / "content"), select=["ART017", "ARC014"])
    assert [(item.code, item.path) for item in found if "first-talk" in item.path] == [], (
        "the folder's year is the address"
    )


def test_changing_the_language_of_the_original_moves_nothing(project: Path) -> None:
    folder = project / "content/2025/first-talk"
    chinese, english = (folder / "index.zh.md").read_text("utf-8"), (folder / "index.en.md").read_text("utf-8")
    (folder / "index.en.md").write_text(chinese, "utf-8")
    (folder / "index.zh.md").write_text(english, "utf-8")
    assert lost(project) == []


def test_an_article_that_moved_leaves_an_alias_in_each_language(project: Path) -> None:
    (project / "content/2025/first-talk").rename(project / "content/2025/opening-talk")
    gone = [
        "/2025/first-talk/",
        "/2025/first-talk/plan.txt",
        "/2025/first-talk/seating plan.txt",
        "/en/2025/first-talk/",
    ]
    assert [address for address in lost(project) if "first-talk" in address] == gone
    aliases = "aliases: [/2025/first-talk/, /en/2025/first-talk/, /2025/first-talk/plan.txt, /2025/first-talk/seating plan.txt]"
    edit(project, "2025/opening-talk/index.zh.md", "section:", f"{aliases}\nsection:")
    assert lost(project) == []
    leads = {item.source: item.page.path for item in forwarding(project).moved if "first-talk" in item.source}
    assert leads == {
        "/2025/first-talk/": "2025/opening-talk/",
        "/2025/first-talk/plan.txt": "2025/opening-talk/",
        "/2025/first-talk/seating plan.txt": "2025/opening-talk/",
        "/en/2025/first-talk/": "en/2025/opening-talk/",
    }


def test_an_article_that_is_deleted_is_missed_by_name(project: Path) -> None:
    shutil.rmtree(project / "content/2024/meeting")
    assert "/2024/meeting/" in lost(project)
    result = run("check", "--select", "ARC014", "--lang", "en")
    assert result.exit_code == 1
    assert "content/addresses/2024.txt:" in result.output
    assert "The address /2024/meeting/ has been public since 2026-01-01, and nothing is there now" in result.output
    assert "aliases: [/2024/meeting/]" in result.output


def test_a_translation_that_is_taken_away_leaves_an_alias(project: Path) -> None:
    (project / "content" / ENGLISH).unlink()
    assert "/en/2025/first-talk/" in lost(project)
    edit(project, STORY, "section:", "aliases: [/en/2025/first-talk/]\nsection:")
    assert "/en/2025/first-talk/" not in lost(project)
    found = [item for item in forwarding(project).moved if item.source == "/en/2025/first-talk/"]
    assert [item.page.path for item in found] == ["2025/first-talk/"]


def test_withdrawn_and_expired_articles_stay_at_their_addresses(project: Path) -> None:
    edit(project, STORY, "section:", "withdrawn: {date: 2025-12-01, explanation: 有误。}\nsection:")
    assert [address for address in lost(project) if "first-talk" in address] == []
    edit(project, STORY, "withdrawn: {date: 2025-12-01, explanation: 有误。}", "expires: 2025-12-01")
    assert [address for address in lost(project) if "first-talk" in address] == []


def test_a_removed_article_is_gone_with_all_that_belonged_to_it(project: Path) -> None:
    edit(project, STORY, "section:", "withdrawn: {date: 2025-12-01, kind: removed, explanation: 依法删除。}\nsection:")
    assert [address for address in lost(project) if "first-talk" in address] == []
    gone = {item.source: item.notice and item.notice.path for item in forwarding(project).gone}
    assert {source: notice for source, notice in gone.items() if "first-talk" in source} == {
        "/2025/first-talk/": "2025/first-talk/",
        "/2025/first-talk/plan.txt": "2025/first-talk/",
        "/2025/first-talk/seating plan.txt": "2025/first-talk/",
        "/en/2025/first-talk/": "en/2025/first-talk/",
    }


def test_an_attachment_that_is_taken_away_is_missed(project: Path) -> None:
    edit(project, STORY, "attachments: [{file: plan.txt, title: 讲稿提纲}]\n", "")
    (project / "content/2025/first-talk/plan.txt").unlink()
    assert "/2025/first-talk/plan.txt" in lost(project)


def test_a_build_for_later_misses_it_too_and_one_for_the_past_does_not(project: Path) -> None:
    edit(project, "2024/meeting/index.zh.md", "section:", "status: draft\nsection:")
    later, before = datetime(2030, 1, 1, tzinfo=BEIJING), datetime(2025, 12, 31, tzinfo=BEIJING)
    assert "/2024/meeting/" in [address for address, _ in forwarding(project, later).lost]
    assert "/2024/meeting/" not in [address for address, _ in forwarding(project, before).lost]
