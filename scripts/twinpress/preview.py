"""The preview: the site as it is being written, each file made when a browser asks for it.

Nothing is made beforehand, so the first page of a large archive is there as soon as one page takes. An article that a
browser asks for is looked at on disk in that moment, and read again if it was saved; so are, several times a second, those
that were asked for lately. The server is MkDocs' (``plugin.py``): it serves what MkDocs makes, and asks here for the rest.
"""

from __future__ import annotations

import os
import posixpath
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from bisect import bisect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from pathlib import Path

from twinpress import content, docs, picture, rendition
from twinpress.answers import Answers
from twinpress.archive import Archive, Article, State
from twinpress.attachment import UNKNOWN
from twinpress.catalogue import Catalogue
from twinpress.darkroom import Darkroom
from twinpress.finding import Finding
from twinpress.illustration import is_picture
from twinpress.moment import now
from twinpress.outputs import search
from twinpress.pages import Page, backlog
from twinpress.pages.view import Remark, Remarks
from twinpress.publication import Publication
from twinpress.reports import shown, text
from twinpress.reports.words import SEVERITIES
from twinpress.search.story import Entry
from twinpress.server import TYPES
from twinpress.site import Site
from twinpress.theme import Shell
from twinpress.trace import Question
from twinpress.translation import status
from twinpress.watch import AROUND, Watch
from twinpress.workshop import Workshop

PLACE = re.compile(r"(?:en/)?(\d{4}/[^./][^/]*)(?:/.*)?")
"""An address below the site's root that an article's folder stands behind."""
MANY = 1000
"""Articles that are read before the first page even where no cache knows them: it takes less than a second."""
SAMPLE = 150
"""Articles that stand for the others while these are being read."""
LOOK = 0.2
"""Seconds between two looks at what is on the screen."""
SHARE = 10
"""Looking at everything takes at most one part in so many of the time."""
LONGEST = 2.0
"""Seconds for which it is put off, at most."""
WHOLE = 3.0
"""Seconds after the start at which everything is checked: somebody waits for the first page."""
QUIET = 0.4
"""Seconds without a request after which something else may be done: Python does one thing at a time."""
ON_SCREEN = 16
"""Articles that were asked for lately and are looked at often."""
HTML = "text/html"
FAILED = ("网页无法生成", "This page cannot be made")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the server says to a browser."""

    status: str
    """``200 OK``."""
    kind: str
    """Media type."""
    body: bytes


class Studio(Workshop):
    """The workshop of a preview: its pages carry remarks, and tell the search when they are asked, not when they are made."""

    def __init__(self, publication: Publication, shell: Shell, remarks: Callable[[Page], Remarks | None]):
        super().__init__(publication, shell)
        self._remarks = remarks

    def render(self, page: Page) -> bytes:
        """Return a page as HTML."""
        text, view = self.publication.text(page), self.publication.view(page)
        return self.theme.render(page, view, text, self._remarks(page)).encode()

    def told(self, page: Page) -> Entry | None:
        """Return what a page tells the search."""
        edition = self.publication.editions[page.language]
        return search.told(edition, page, self.publication.view(page), self.publication.text(page))


class Preview:
    """A publication that follows its content folder.

    ``say`` prints to the terminal. Browsers' requests come in threads of their own, beside those that watch and check.
    """

    publication: Publication

    def __init__(self, *, drafts: bool, say: Callable[[str], None] = lambda words: print(words, flush=True)):
        self.drafts = drafts
        self.say = say
        self.trouble: Sequence[str] = ()
        """Why MkDocs could not make its part; pages say so until it can."""
        self.partial = False
        """Whether only some of the articles have been read yet."""
        self.handbook = False
        """Whether MkDocs is to make the handbook, which takes it longer than all the rest: somebody has asked for it."""
        self._site: Site | None = None
        self._shell: Shell | None = None
        self._workshop: Studio | None = None
        self._folder = Path()
        self._theirs: Publication | None = None
        """The publication that MkDocs' pages show."""
        self._asked: Collection[Question] = ()
        """What they asked of it."""
        self._answers: Mapping[Question, bytes] = {}
        """What was answered; filled in when there is time."""
        self._theirs_told: Sequence[Entry] = ()
        """What they tell the search."""
        self._catalogue = Catalogue()
        self._lock = threading.RLock()
        """Held by whoever makes a page or changes what pages are made from."""
        self._stop = threading.Event()
        self._busy: set[int] = set()
        """Threads that answer a request."""
        self._last = 0.0
        """When the last one was."""
        self._on_screen: dict[str, None] = {}
        self._findings: dict[str, Sequence[Finding]] = {}
        self._waiting: queue.Queue[str] = queue.Queue()
        """Articles to be checked; ``AROUND``: MkDocs' pages may not hold any more."""
        self._checked: set[str] = set()
        self._present: tuple[Archive, Archive] | None = None
        self._processes: dict[str, subprocess.Popen[str]] = {}
        """What runs beside, by command."""
        self._surveyed: Publication | None = None
        """The publication whose translations a process has read."""
        self._surveying = False
        self._reload: Callable[[], None] = lambda: None
        self._rebuild: Callable[[], None] = lambda: None

    # --- what is shown -----------------------------------------------------------------------------------------

    def open(self, site: Site, served: Site) -> Publication:
        """Read a site, or read it again with another configuration; ``served``: the same at the preview's address.

        A large archive that no cache knows is read later; until then, pages are made of the articles around those asked for.
        """
        with self._lock:
            anew = self._site is None or (self._site.content, self._site.zone) != (site.content, site.zone)
            self._site, self._served = site, served
            if anew:
                self._watch = Watch(site.content, time.time_ns())
                large = sum(len(content.inside(f"{site.content}/{year}")) for year in _years(site.content)) > MANY
                self.partial = large and not content.is_known(site.content, site.zone, site.cache)
                read = content.around if self.partial else partial(content.load, cache=site.cache, keep=False)
                self._content = read(site.content, site.zone)
            self._publish()
            return self.publication

    def _read_around(self, place: str) -> None:
        """Read an article, and those whose folders lie beside it, while the archive is partial."""
        root, zone = self._content.root, self._served.zone
        year, _, slug = place.partition("/")
        slugs = [entry.name for entry in content.inside(f"{root}/{year}")]
        at = max(bisect(slugs, slug) - SAMPLE // 2, 0)
        self._content = content.again(self._content, zone, {f"{year}/{slug}" for slug in slugs[at : at + SAMPLE]})
        self._publish()

    def _publish(self) -> None:
        """Make the publication of what is known now."""
        archive = Archive(self._content, self._served.moment(), drafts=self.drafts)
        self.publication = Publication(archive, self._served, preview=True)
        self._checked.clear()
        if self._shell:
            self._workshop = Studio(self.publication, self._shell, self._remarks)
        self._waiting.put(AROUND)

    def dress(
        self, shell: Shell, folder: Path, publication: Publication, asked: Iterable[Question], told: Sequence[Entry]
    ) -> None:
        """Take in what MkDocs has made in ``folder``, what its pages ``asked`` of which publication, and ``told`` the search."""
        with self._lock:
            self._shell, self._folder = shell, folder
            self._theirs, self._asked, self._answers = publication, frozenset(asked), {}
            self._theirs_told = told
            self._workshop = Studio(self.publication, shell, self._remarks)
            self._waiting.put(AROUND)

    # --- answers -----------------------------------------------------------------------------------------------

    def answer(self, path: str) -> Answer | None:
        """Return the file at a path below the site's root, as it stands now; None where there is none."""
        self._busy.add(threading.get_ident())
        try:
            return self._answer(path)
        finally:
            self._last = time.monotonic()
            self._busy.discard(threading.get_ident())

    def _answer(self, path: str) -> Answer | None:
        if self.trouble:
            return _page("500 Internal Server Error", *FAILED, self.trouble)
        path = posixpath.normpath(f"/{path}").lstrip("/") + ("/" if path.endswith("/") and path.strip("/") else "")
        if path.startswith(f"{search.FOLDER}/"):
            found = self._catalogue.answer(self.publication, self._theirs_told, path, self._told)
            if found is not None:
                return Answer(status="200 OK", kind=_kind(path), body=found)
        if not self.handbook and path.removeprefix("en/").startswith(docs.HANDBOOK):
            self.handbook = True
            self._rebuild()
            zh, en = "手册正在生成，完成后页面自动刷新", "The handbook is being made; the page reloads when it is there"
            return _page("503 Service Unavailable", zh, en, ())
        if path.removeprefix("en/") == backlog.ADDRESS and not self._survey():
            zh, en = "正在统计译文，完成后页面自动刷新", "Translations are being read; the page reloads when they are"
            return _page("503 Service Unavailable", zh, en, ())
        name = path + "index.html" if not path or path.endswith("/") else path
        match = PLACE.fullmatch(path)
        if match and (made := self._rendition(match[1], name)):  # outside the lock: it takes a while, and pages wait
            return made
        with self._lock:
            if match:
                self._follow(match[1])
            elif self.partial and not self._content.folders:
                self._read_around(f"{max(_years(self._content.root))}/~")
            try:
                return self._find(path, name, match[1] if match else "")
            except Exception as error:  # whatever it is, the next page may be sound, and the server stays
                where = match[1] if match else name
                self.say("\n    ".join([" · ".join(FAILED), reason(error, where)]))
                return _page("500 Internal Server Error", *FAILED, [reason(error, where)])

    def _find(self, path: str, name: str, place: str) -> Answer | None:
        story = self.publication.archive.by_path.get(place)
        if story and (found := self._file(story, name)):
            return found
        if self._workshop:
            with suppress(KeyError):
                made = self._workshop.output(name).make()
                return Answer(status="200 OK", kind=_kind(name), body=made)
            with suppress(KeyError):
                self._workshop.output(f"{name}/index.html")
                return Answer(status="302 Found", kind="", body=b"")
        if self.partial and name.endswith("index.html"):
            zh, en = (
                "档案还没有读完，读完后页面自动刷新",
                "The archive is still being read; the page reloads when it is",
            )
            return _page("503 Service Unavailable", zh, en, ())
        return self._absent(place, story) if place and name.endswith("/index.html") else None

    def _file(self, story: Article, name: str) -> Answer | None:
        """Return a picture or attachment beside an article that has a page."""
        folder, _, file = name.rpartition("/")
        if folder != story.path or file not in story.files:
            return None
        if self.publication.archive.state(story) in (State.HIDDEN, State.REMOVED):
            return None
        place = self.publication.archive.root / story.path / file
        data = picture.develop(place)[1] if is_picture(file) else place.read_bytes()
        return None if data is None else Answer(status="200 OK", kind=_kind(name), body=data)

    def _rendition(self, place: str, name: str) -> Answer | None:
        """Return a picture of an article in one of the widths that its page offers."""
        archive = self.publication.archive
        story = archive.by_path.get(place)
        if not rendition.key(name) or story is None or archive.state(story) in (State.HIDDEN, State.REMOVED):
            return None
        wanted = name.removeprefix(f"{place}/")
        for file in story.files:
            if is_picture(file) and wanted.startswith(f"{file.rpartition('.')[0]}."):
                with suppress(OSError):
                    if data := Darkroom(self._served.cache).one(archive.root / place / file, wanted):
                        return Answer(status="200 OK", kind="image/webp", body=data)
        return None

    def _absent(self, place: str, story: Article | None) -> Answer | None:
        """Return the page that says why an article has none."""
        if place not in self.publication.archive.folders:
            return None
        lines = [
            f"{item.place}: {item.code} {item.severity}: {item.text}" + (f" → {item.fix}" if item.fix else "")
            for language in ("zh", "en")
            for item in self._items(place, language)
        ]
        if not self.drafts and not lines:
            lines = [
                "它可能是草稿、待审稿或定时文章，或者没有这种语言的版本；用 twinpress serve --drafts 可以看到前三种。",
                "It may be a draft, under review or scheduled, or have no version in this language; twinpress serve --drafts "
                "shows the first three.",
            ]
        return _page("404 Not Found", f"文章 {place} 没有网页", f"The article {place} has no page", lines)

    def _told(self, page: Page) -> Entry | None:
        """Return what an article's page tells the search."""
        with self._lock:
            workshop = self._workshop
            return workshop.told(page) if workshop else None

    # --- what is remarked --------------------------------------------------------------------------------------

    def _remarks(self, page: Page) -> Remarks | None:
        items = self._items(page.article.path, page.language) if page.article else ()
        return Remarks(items=items, partial=self.partial) if items or self.partial else None

    def _items(self, place: str, language: str) -> tuple[Remark, ...]:
        """Return what the checks have found in an article."""
        path = shown(self._served.content)
        return tuple(
            Remark(
                place=f"{path(finding.path)}:{finding.line}",
                code=finding.code,
                severity=SEVERITIES[finding.severity][language != "zh"],
                text=finding.message(language),
                fix=finding.fix,
            )
            for finding in self._findings.get(place, ())
        )

    # --- what changes ------------------------------------------------------------------------------------------

    def start(self, *, reload: Callable[[], None], rebuild: Callable[[], None]) -> None:
        """Watch and check from now on. ``reload``: has browsers load their page again; ``rebuild``: runs MkDocs again."""
        self._reload, self._rebuild = reload, rebuild
        for task in (self._attend, self._check):
            threading.Thread(target=task, daemon=True).start()

    def stop(self) -> None:
        """End what was started."""
        self._stop.set()
        for process in self._processes.values():
            if process.poll() is not None:
                continue
            if sys.platform == "win32":
                process.terminate()
            else:
                with suppress(OSError):  # it has just ended
                    os.killpg(process.pid, signal.SIGTERM)  # with those that it has started itself

    def _follow(self, place: str) -> None:
        """Take in an article that a browser asks for, as it is now, and keep an eye on it."""
        changed = self._watch.look([place, AROUND])
        if place not in self.publication.archive.folders:
            if not any((self._served.content / place / name).is_file() for name in content.NAMES):
                self._take_in(changed - {place})
                return  # 2025/03 is a month
            if self.partial:
                self._read_around(place)
            else:
                changed.add(place)
        self._take_in(changed)
        self._on_screen.pop(place, None)
        self._on_screen[place] = None
        for old in list(self._on_screen)[:-ON_SCREEN]:
            del self._on_screen[old]
        self._ask_for(place)

    def _take_in(self, changed: set[str]) -> None:
        """Read again what has changed, and have browsers show it."""
        if not changed:
            return
        with self._lock:
            root, zone = self._content.root, self._served.zone
            self._content = content.again(self._content, zone, changed - {AROUND})
            if AROUND in changed:
                around = content.around(root, zone)
                self._content = replace(self._content, vocabulary=around.vocabulary, addresses=around.addresses)
            self._publish()
        for place in {*list(self._on_screen), *(changed - {AROUND} if len(changed) <= ON_SCREEN else ())}:
            self._ask_for(place)
        self._reload()

    def _attend(self) -> None:
        """Read what is left to be read, then keep looking."""
        if self.partial:
            self._complete()
        threading.Thread(target=self._check_everything, daemon=True).start()
        rest, last = 1.0, time.monotonic()
        while not self._stop.wait(LOOK):
            try:
                self._take_in(self._watch.look([*self._on_screen, AROUND]))
                if time.monotonic() - last > rest + (LONGEST if self._is_asked() else 0):
                    started = time.monotonic()
                    changed = self._watch.look_everywhere([folder.path for folder in self._content.folders])
                    last = time.monotonic()
                    rest = SHARE * (last - started)
                    self._take_in(changed)
            except Exception as error:  # a folder may vanish under our eyes; the next look will tell
                self.say(f"预览暂时无法更新 · the preview cannot be updated at present: {error}")

    def _complete(self) -> None:
        """Read the whole archive, which no cache knew."""
        site = self._served
        watch = Watch(site.content, time.time_ns())
        found = content.load(site.content, site.zone, site.cache)
        with self._lock:
            self._watch, self._content, self.partial = watch, found, False
            self._publish()
        for place in self._on_screen:
            self._ask_for(place)
        self.say(f"档案已读完，共 {len(found.folders)} 篇 · the archive is read: {len(found.folders)} articles")
        self._reload()

    def _compare(self) -> None:
        """Have MkDocs make its pages again where what they show of the archive has changed."""
        with self._lock:
            publication, theirs, asked = self.publication, self._theirs, self._asked
        if theirs and not self._answers:
            answered = Answers(theirs, "")
            self._answers = {question: answered(question) for question in asked}
        if theirs is None or publication is theirs:
            return
        answers = Answers(publication, "")
        if any(answers(question) != answer for question, answer in self._answers.items()):
            self._theirs = None  # until they are made again
            self._rebuild()

    def _rest(self) -> bool:
        """Wait until browsers have what they asked for, but not for ever; return whether the preview goes on."""
        end = time.monotonic() + LONGEST
        while self._is_asked() and time.monotonic() < end:
            if self._stop.wait(LOOK):
                return False
        return not self._stop.is_set()

    def _is_asked(self) -> bool:
        return bool(self._busy) or time.monotonic() - self._last < QUIET

    # --- checks ------------------------------------------------------------------------------------------------

    def _ask_for(self, place: str) -> None:
        """Have an article checked, once as long as nothing changes."""
        if place not in self._checked and not self.partial:
            self._checked.add(place)
            self._waiting.put(place)

    def _check(self) -> None:
        """Do what can wait: check the articles that are asked for; print what is found, and show it."""
        while True:
            place = self._waiting.get()
            if not self._rest():
                return
            try:
                if place == AROUND:
                    self._compare()
                    continue
                found = self._look_into(place)
            except Exception as error:
                self.say(f"无法检查 {place} · cannot check it: {error}")
                continue
            before = self._findings.get(place, ())
            if found == before:
                continue
            self._findings[place] = found
            show = shown(self._served.content)
            clean = f"{show(place)}: 没有问题 · nothing to report"
            self.say(text.report(found, show, None).rstrip("\n") if found else clean)
            self._reload()

    def _look_into(self, place: str) -> Sequence[Finding]:
        """Return what the checks find in one article."""
        from twinpress.check import check  # the rules take long to import, and no page waits for them

        archive = self.publication.archive
        if self._present is None or self._present[0] is not archive:
            self._present = (archive, archive.present(now(self._served.zone)))
        assert self._site is not None
        return check(self._present[1], self._site, paths=[place])

    def _check_everything(self) -> None:
        """Run the whole check in a process of its own, whose work slows no page down; print what it says."""
        if self._stop.wait(WHOLE) or not self._rest():
            return
        words = self._beside("check")
        if words is not None and not self._stop.is_set():
            self.say(words.rstrip("\n") or "已检查全部内容，没有问题 · everything is checked: nothing to report")

    def _beside(self, *command: str) -> str | None:
        """Run a command of ours in a process of its own and return what it says; None where it cannot be run."""
        site = self._site
        if site is None or site.settings is None:
            return None
        moment = max(now(site.zone), self.publication.archive.as_of).isoformat()
        line = [sys.executable, "-m", "twinpress", *command, "--config", str(site.settings.file)]
        line += [*(["--content", os.path.relpath(site.content)] if site.elsewhere else []), "--as-of", moment]
        try:
            process = subprocess.Popen(
                line,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                start_new_session=True,
            )
        except OSError:
            return None
        self._processes[command[0]] = process
        if sys.platform != "win32":
            with suppress(OSError):  # it may have ended
                os.setpriority(os.PRIO_PROCESS, process.pid, 10)
        return process.communicate()[0]

    # --- translations ------------------------------------------------------------------------------------------

    def _survey(self) -> bool:
        """Read what the page on translations shows, while other pages are made; tell whether it can be made now.

        What no cache knows and takes long is read by a process, which fills the cache.
        """
        with self._lock:
            publication = self.publication
            survey = next(edition.survey for edition in publication.editions.values())
            if survey is None or self.partial:
                return False
        if len(survey.unread) < status.MANY or self._surveyed is publication:
            _ = survey.rows
            return True
        with self._lock:
            if not self._surveying:
                self._surveying = True
                threading.Thread(target=self._survey_beside, daemon=True).start()
        return False

    def _survey_beside(self) -> None:
        """Have a process read all translations, then show them."""
        try:
            self._beside("status", "--limit", "1")
        finally:
            with self._lock:
                self._publish()
                self._surveyed = self.publication  # what is unread now cannot be kept: it is read when it is shown
                self._surveying = False
            self._reload()


def _years(root: Path) -> list[str]:
    return [entry.name for entry in content.inside(str(root)) if content.YEAR.fullmatch(entry.name)]


def _kind(name: str) -> str:
    """Return the media type of a file: that which servers send, whatever this machine knows."""
    return TYPES.get(name.rpartition(".")[2].lower(), UNKNOWN)


def reason(error: BaseException, where: str = "") -> str:
    """Return what is said of an error; templates know their file and line."""
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if file:
        where = shown(Path())(os.path.relpath(file)) + (f":{line}" if line else "")
    return f"{where}: {type(error).__name__}: {error}".removeprefix(": ")


def _page(status: str, zh: str, en: str, lines: Iterable[str]) -> Answer:
    """Return a page that needs no template: one may be what is wrong."""
    items = "".join(f"<li>{escape(line)}</li>\n" for line in lines)
    body = (
        '<!doctype html>\n<html lang="zh-Hans">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(zh)}</title>\n<body style="font-family: system-ui; max-width: 45em; margin: 3em auto; padding: 0 1em">\n'
        f'<h1>{escape(zh)}</h1>\n<p lang="en">{escape(en)}</p>\n<ul>\n{items}</ul>\n</body>\n</html>\n'
    )
    return Answer(status=status, kind=HTML, body=body.encode())
