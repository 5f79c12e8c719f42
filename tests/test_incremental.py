"""Whatever is edited, in whatever order: what a build makes of what was there is what a build from nothing makes.

An edit is a function that changes the project as an editor or a developer would; it may break a rule, and then nothing is
delivered until it is mended, so the checks are left out here.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from conftest import ROOT, SERVICES, SITE, mkdocs_build
from test_builds import MkDocs, tree
from twinpress import content
from twinpress import site as sites
from twinpress.archive import Archive
from twinpress.build import build
from twinpress.kinds import BEIJING
from twinpress.translation import confirmation
from twinpress.translation import desk as translation

SEQUENCES = int(os.environ.get("TWINPRESS_SEQUENCES", "6"))
LENGTH = 10


@dataclass
class Desk:
    """A project, the moment at which it is looked at, and chance."""

    root: Path
    chance: random.Random
    moment: datetime = datetime(2026, 1, 1, tzinfo=BEIJING)
    done: list[str] = field(default_factory=list)

    @property
    def content(self) -> Path:
        return self.root / "content"

    def folder(self) -> Path:
        return self.chance.choice(sorted(path.parent for path in self.content.glob("2*/*/index.*.md")))

    def file(self, pattern: str = "index.*.md") -> Path:
        return self.chance.choice(sorted(self.content.glob(f"2*/*/{pattern}")))

    def replace(self, file: Path, pattern: str, text: str) -> None:
        """Replace the first match of a pattern, if there is one."""
        file.write_text(re.sub(pattern, text, file.read_text("utf-8"), count=1, flags=re.M), "utf-8")


def body(desk: Desk) -> None:
    file = desk.file()
    file.write_text(f"{file.read_text('utf-8')}\n第{desk.chance.randrange(1000)}段。\n", "utf-8")


def link(desk: Desk) -> None:
    file, other = desk.file(), desk.folder()
    target = desk.chance.choice(
        [f"/{other.parent.name}/{other.name}/", "/about/", "/topics/city/", "plan.txt", "/2024/"]
    )
    file.write_text(f"{file.read_text('utf-8')}\n见[那里]({target})。\n", "utf-8")


def title(desk: Desk) -> None:
    desk.replace(desk.file(), r"^title: .*$", f"title: 题目{desk.chance.randrange(1000)}")


def redate(desk: Desk) -> None:
    day = datetime(2024, 1, 1) + timedelta(days=desk.chance.randrange(900))
    desk.replace(desk.file(), r"^date: .*$", f"date: {day:%Y-%m-%d}")


def status(desk: Desk) -> None:
    value = desk.chance.choice(["draft", "published", "review"])
    desk.replace(desk.file(), r"^(status: .*\n)?(title: .*)$", rf"status: {value}\n\2")


def section(desk: Desk) -> None:
    desk.replace(desk.file(), r"^section: .*$", f"section: {desk.chance.choice(['meetings', 'trainings'])}")


def topics(desk: Desk) -> None:
    desk.replace(desk.file(), r"^(topics: .*\n)?(title: .*)$", r"topics: [city]\n\2")


def withdraw(desk: Desk) -> None:
    kind = desk.chance.choice(["{date: 2025-12-01}", "{date: 2025-12-01, kind: removed}"])
    desk.replace(desk.file(), r"^(withdrawn: .*\n)?(title: .*)$", rf"withdrawn: {kind}\n\2")


def move(desk: Desk) -> None:
    folder = desk.folder()
    folder.rename(folder.with_name(f"moved-{len(desk.done)}"))


def delete(desk: Desk) -> None:
    if len(list(desk.content.glob("2*/*"))) > 4:
        shutil.rmtree(desk.folder())


def delete_translation(desk: Desk) -> None:
    desk.file("index.en.md").unlink()


def add(desk: Desk) -> None:
    folder = desk.folder()
    copy = folder.with_name(f"added-{len(desk.done)}")
    shutil.copytree(folder, copy)
    for file in copy.glob("index.*.md"):
        desk.replace(file, r"^id: .*$", f"id: 01ADDED{len(desk.done):03}")
        desk.replace(file, r"^title: .*$", f"title: 新闻{len(desk.done)}")


def picture(desk: Desk) -> None:
    street = SITE / "content/2025/first-talk/street.png"
    folder = desk.folder()
    shutil.copyfile(street, folder / "street.png")
    for file in folder.glob("index.zh.md"):
        file.write_text(f"{file.read_text('utf-8')}\n![街](street.png)\n", "utf-8")


def photo(desk: Desk) -> None:
    """A picture that is large enough to be offered in several sizes; the second time, another one under its name."""
    folder = desk.folder()
    colour = tuple(desk.chance.randrange(256) for _ in range(3))
    Image.new("RGB", (desk.chance.choice([300, 500, 900]), 400), colour).save(folder / "photo.png")
    for file in folder.glob("index.zh.md"):
        if "photo.png" not in file.read_text("utf-8"):
            file.write_text(f"{file.read_text('utf-8')}\n![照片](photo.png)\n", "utf-8")


def other_picture(desk: Desk) -> None:
    for file in desk.content.glob("2*/*/street.png"):
        file.write_bytes((ROOT / "overrides/assets/images/favicon.svg").read_bytes())


def picture_gone(desk: Desk) -> None:
    for file in list(desk.content.glob("2*/*/street.png"))[:1]:
        file.unlink()


def attachment(desk: Desk) -> None:
    for file in desk.content.glob("2*/*/plan.txt"):
        file.write_text(f"提纲{desk.chance.randrange(1000)}\n" * desk.chance.randrange(1, 5), "utf-8")


def entry(desk: Desk) -> None:
    file = desk.chance.choice([desk.content / "vocabulary/topics.yml", desk.content / "vocabulary/sections.yml"])
    desk.replace(file, r"zh: [^,}\n]+", f"zh: 名{desk.chance.randrange(1000)}")


def new_entry(desk: Desk) -> None:
    name = f"t{len(desk.done)}"
    file = desk.content / "vocabulary/topics.yml"
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n{name}: {{name: {{zh: 新专题, en: New topic}}}}\n", "utf-8")
    desk.replace(desk.file("index.zh.md"), r"^(topics: .*\n)?(title: .*)$", rf"topics: [{name}]\n\2")


def template(desk: Desk) -> None:
    file = desk.root / "overrides" / desk.chance.choice(["list.html", "article.html", "partials/footer.html"])
    file.write_text(f"{file.read_text('utf-8')}<!-- {desk.chance.randrange(1000)} -->\n", "utf-8")


def configuration(desk: Desk) -> None:
    desk.replace(desk.root / "mkdocs.yml", r"list_size: \d+", f"list_size: {desk.chance.randrange(2, 6)}")


def confirm(desk: Desk) -> None:
    """Write down that the translations match, as ``twinpress confirm`` does; later edits leave some of them behind."""
    moment = desk.moment - timedelta(days=desk.chance.randrange(40))
    archive = Archive(content.load(desk.content, BEIJING), desk.moment)
    translators = translation.Desk(archive)
    for article in archive.articles:
        if desk.chance.random() < 0.7 and (case := translators.case(article)):
            confirmation.write(archive.root, article.path, confirmation.confirmed(translators, case, moment.date()))


def correct(desk: Desk) -> None:
    desk.replace(desk.file("index.zh.md"), r"(\d)(人|日|场|年|万)", rf"{desk.chance.randrange(1, 9)}\2")


def event(desk: Desk) -> None:
    day = desk.moment + timedelta(days=desk.chance.randrange(-90, 90))
    last = day + timedelta(days=desk.chance.choice([0, 1, 40]))
    kind = desk.chance.choice(["scheduled", "cancelled", "postponed"])
    told = f"event: {{start: {day:%Y-%m-%d}, end: {last:%Y-%m-%d}, status: {kind}}}"
    desk.replace(desk.file("index.zh.md"), r"^(event: .*\n)?(title: .*)$", rf"{told}\n\2")


def figures(desk: Desk) -> None:
    """What an import of logs leaves."""
    read = {
        f"{folder.parent.name}/{folder.name}": [desk.chance.randrange(9)] * 2 for folder in desk.content.glob("2*/*")
    }
    (desk.content / "views").mkdir(exist_ok=True)
    said = {"read": {f"{desk.moment:%Y-%m-%d}": read}, "robots": {}, "sources": {}}
    (desk.content / f"views/{desk.moment:%Y}.json").write_text(json.dumps(said), "utf-8")


def silence(desk: Desk) -> None:
    desk.replace(desk.file("index.zh.md"), r"^(comments: .*\n)?(title: .*)$", r"comments: false\n\2")


def time_passes(desk: Desk) -> None:
    desk.moment += timedelta(days=desk.chance.randrange(1, 60))


EDITS: tuple[Callable[[Desk], None], ...] = (
    *(
        body,
        body,
        body,
        link,
        title,
        title,
        redate,
        status,
        section,
        topics,
        withdraw,
        move,
        delete,
        delete_translation,
    ),
    *(
        add,
        add,
        picture,
        photo,
        other_picture,
        picture_gone,
        attachment,
        entry,
        new_entry,
        template,
        configuration,
        confirm,
        confirm,
        correct,
        event,
        event,
        figures,
        silence,
        time_passes,
    ),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(SITE, root)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("../../overrides", "overrides")
    config.write_text(text.replace('cache_dir: ""', "cache_dir: .cache"), "utf-8")
    return root


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make sites of what no check would let pass, and take files for settled at once."""
    monkeypatch.setattr("twinpress.work.check", lambda archive, site, translations: [])
    monkeypatch.setattr("twinpress.identity.RACY", -(10**12))


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_whatever_is_edited_the_site_is_that_of_a_clean_build(project: Path, seed: int) -> None:
    desk = Desk(project, random.Random(seed))
    if seed % 2:
        desk.replace(project / "mkdocs.yml", r"cache_dir: \.cache", f"cache_dir: .cache, {SERVICES}")
    place, clean = project / "site", project / "clean"
    build(sites.load(project / "mkdocs.yml"), desk.moment, place, shell(project))
    reused = 0
    for _ in range(LENGTH):
        for edit in desk.chance.sample(EDITS, desk.chance.choice([1, 1, 1, 2, 3])):
            try:
                edit(desk)
            except IndexError:
                continue  # nothing left of that kind
            desk.done.append(edit.__name__)
        site = sites.load(project / "mkdocs.yml")
        done = build(site, desk.moment, place, shell(project))
        reused += done.reused
        build(site, desk.moment, clean, shell(project), clean=True)
        mine, whole = tree(place), tree(clean)
        assert sorted(mine) == sorted(whole), desk.done
        assert [path for path in mine if mine[path] != whole[path]] == [], desk.done
    assert reused > 0


def shell(project: Path) -> MkDocs:
    """MkDocs with frames alone, and with the project's own templates."""
    return MkDocs(folders=(str(project / "overrides"),))


@pytest.mark.slow
@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("workers", [1, 2, 3])
def test_with_mkdocs_and_in_any_number_of_processes(
    project: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from twinpress.command import main

    monkeypatch.chdir(project)
    monkeypatch.setattr("twinpress.work.WORTHWHILE", 10)
    monkeypatch.setattr("twinpress.work.PART_SIZE", 7)
    desk = Desk(project, random.Random(workers))
    kinds = (body, title, add, link, template, picture, photo)
    for edit in kinds:
        edit(desk)
        moment = f"{desk.moment:%Y-%m-%d}"
        arguments = ["build", "--workers", str(workers), "--as-of", moment]
        assert CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code == 0
        mkdocs_build(project / "mkdocs.yml", project / "clean", as_of=moment, strict=False)
        mine, whole = tree(project / "site"), tree(project / "clean")
        assert sorted(mine) == sorted(whole), edit
        assert [path for path in mine if mine[path] != whole[path]] == [], edit
