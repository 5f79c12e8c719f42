"""One article in the making: its facts, its words, its files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from bench import files, notation, phrases
from bench.bilingual import MONTHS, Both
from bench.body import ANCHOR, Body, Link
from bench.chance import Chance, Ranked
from bench.notation import Key
from bench.registry import DESK, bodies_at, people_at
from bench.scene import Scene
from bench.story import BEGIN, END, Article, Series, Story

if TYPE_CHECKING:
    from bench.newsroom import Newsroom

T = TypeVar("T")

TYPES = (
    "news", "event", "news", "interview", "news", "notice", "news", "gallery", "news", "event", "news", "document", "news",
    "news", "event", "news", "video", "news", "news", "notice", "news", "news", "event", "news", "interview",
)  # fmt: skip
SECTIONS: Mapping[str, Sequence[str]] = {
    "news": ("services", "families", "neighbourhoods", "exchange"),
    "event": ("trainings", "meetings"),
    "notice": ("notices",),
    "document": ("policy",),
    "gallery": ("pictures",),
    "video": ("pictures",),
    "interview": ("voices",),
}
WRITERS = {
    "interview": Body.interview,
    "notice": Body.notice,
    "document": Body.document,
    "gallery": Body.few_words,
    "video": Body.few_words,
}
"""How the text of articles that are no reports is written."""
EVENT_STATUS = ("scheduled",) * 6 + ("cancelled", "scheduled", "postponed", "rescheduled", "scheduled", "moved-online")
CLOCKS = ("day", "minute", "day", "second", "day", "minute", "day", "minute", "day", "minute") * 2 + ("elsewhere",)
OFFSETS = ("+01:00", "+00:00", "-05:00")
"""Offsets in which correspondents elsewhere write; the site's is +08:00."""
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
CHINESE = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
HIDDEN = ("draft", "review", "scheduled")
"""States in which the public sees nothing of an article."""
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Draft:
    """An article that the newsroom writes."""

    def __init__(self, room: Newsroom, chance: Chance, number: int):
        self.room = room
        self.rota = room.rota
        self.chance = chance
        self.number = number
        self.type = self.rota.next("type", TYPES)
        self.state = self._state()
        self.series, self.part = self._series()
        self.upcoming = self.type == "event" and self.rota.dwindles("upcoming", 0, 2) and self.state == "public"
        self.day = self._day()
        self.language = "en" if self.rota.due("english", 19) else "zh"
        self.other = "zh" if self.language == "en" else "en"
        self.translated = room.full or chance.happens(65)
        self.mode = "summary" if self.rota.due("summary", 70 if room.full else 7) and self.translated else "full"
        registry = room.registry
        known = (people_at(number), bodies_at(number))
        self.people = self._several(registry.ranked_people, chance.between(1, 4), known[0])
        self.bodies = self._several(registry.ranked_bodies, chance.between(2, 4), known[1])
        self.places = self._several(registry.ranked_places, chance.between(1, 3))
        self.topics = self._several(registry.ranked_topics, chance.between(1, 3))
        self.scene = Scene(
            chance, room.lexicon, min(self.day, END), people=self.people, bodies=self.bodies, places=self.places
        )
        self.files: dict[str, bytes] = {}
        self.own: dict[str, dict[str, Any]] = {"zh": {}, "en": {}}
        """What one version alone says."""

    def _state(self) -> str:
        """Return what the public may see of it: every state has its turn."""
        turns = {
            "scheduled": self.rota.dwindles("scheduled", 10),
            "draft": self.rota.dwindles("draft", 13),
            "review": self.rota.dwindles("review", 22),
            "removed": self.rota.due("removed", 131),
            "withdrawn": self.rota.due("withdrawn", 79),
            "expired": self.rota.due("expired", 41),
        }
        return next((state for state, due in turns.items() if due), "public")

    def _series(self) -> tuple[Series | None, int]:
        """Return the series to which it belongs, if any, and which of its parts it is, from 0."""
        if not self.rota.due("series", 6):
            return None, 0
        running = self.room.running
        if len(running) < 4:
            parts, first = self.chance.between(5, 12), self.rota.next("first part", (1, 1, 3))
            begin = BEGIN + timedelta(days=self._days((END - BEGIN).days - 400))
            running.append(Series(self.room.registry.begin(parts, first), begin, first, parts))
            series = running[-1]
        else:
            series = self.rota.next("running series", running)
        series.written += 1
        if series.written == series.parts:
            running.remove(series)
        return series, series.written - 1

    def _days(self, most: int) -> int:
        """Return a number of days below ``most``: half of all lie in the last fifth."""
        return int(max(self.chance.share() for _ in range(3)) * most)

    def _day(self) -> date:
        """Return the day of publication."""
        if self.state == "scheduled":
            return END + timedelta(days=self.chance.between(3, 60))
        if self.state in HIDDEN:
            return END - timedelta(days=self.chance.below(90))
        if self.upcoming:
            return END - timedelta(days=self.chance.below(20))
        if self.series:
            return self.series.begin + timedelta(days=self.part * 30 + self.chance.below(20))
        day = BEGIN + timedelta(days=self._days((END - BEGIN).days + 1))
        weekend = max(0, day.weekday() - 4)
        return day - timedelta(days=weekend) if day > BEGIN + timedelta(days=2) and self.chance.happens(80) else day

    def _several(self, ranked: Ranked[T], count: int, among: int | None = None) -> list[T]:
        """Return so many different things, fewer where the same ones come again and again."""
        found: list[T] = []
        for _ in range(count * 3):
            thing = ranked.draw(self.chance, among)
            if thing not in found and len(found) < count:
                found.append(thing)
        return found

    def article(self) -> Article:
        """Return the folder, and tell the newsroom what later articles need."""
        title = self.room.unique(self._title, self.day)
        path = self.room.folder(title.en, self.day.year)
        identifier = self._id(path)
        links = self._older(self.chance.between(0, 3))
        facts = self._facts(identifier, title, path)
        shown = [name for name in facts.get("pictures", {}) if name not in facts.get("gallery", ())]
        body = Body(self.scene, shown, [self._link(story) for story in links])
        self._write(body)
        versions = self._versions(facts, body)
        if self.state not in (*HIDDEN, "removed"):
            anchored = body.anchored and self.mode == "full"
            story = Story(id=identifier, path=path, title=title, day=self.day, anchored=anchored)
            self.room.stories.append(story)
        return Article(path=path, files={**versions, **self.files})

    def _write(self, body: Body) -> None:
        """Write the text that articles of this type have."""
        writer = WRITERS.get(self.type, Body.news)
        if writer is not Body.few_words or self.mode == "summary" or not self.rota.due("wordless", 3):
            writer(body)
        if "text.pdf" in self.files and self.chance.happens(50):
            body.add(Both("全文见[附件](text.pdf)。", "The full text is [attached](text.pdf)."))
        if self.rota.due("ignore in Chinese", 90) and self.mode == "full":
            body.add(self.scene.say(phrases.APPROXIMATE))
            self.own["zh"]["ignore"] = {"TXT014": "引文照录"}

    def _versions(self, facts: dict[str, Any], body: Body) -> dict[str, bytes]:
        """Return the language versions by file name."""
        front = {**notation.original(facts, self.language), **self.own[self.language]}
        found = {self.language: f"---\n{notation.fields(front)}---\n{body.text(self.language)}"}
        if self.translated:
            words = notation.translation(facts, self.other)
            front = {**words, **self._translators_part(), **self.own[self.other]}
            text = body.text(self.other) if self.mode == "full" else body.summary(self.other)
            found[self.other] = f"---\n{notation.fields(front)}---\n{text}"
        return {f"index.{language}.md": text.encode() for language, text in found.items()}

    def _translators_part(self) -> dict[str, Any]:
        """Return what a translation says of itself."""
        part: dict[str, Any] = {}
        if self.chance.happens(80):
            part["translator"] = self.rota.next(
                "translator", (DESK, self.people[0].id, _text("孙译文", "Li Yi", self.other))
            )
        if self.mode == "summary":
            part["mode"] = "summary"
        if self.rota.due("draft translation", 80 if self.room.full else 30):
            part["status"] = self.rota.next("translation status", ("draft", "review"))
        if self.rota.due("machine translation", 30):
            part["ai"] = {"text": True, "tool": "Lantern Translate 3"}
        return part

    def _title(self) -> Both:
        return self.scene.one_of(phrases.TYPED_HEADLINES.get(self.type, phrases.HEADLINES))

    def _id(self, path: str) -> str:
        """Return a ULID: 48 bits of time and 80 that nobody else has."""
        digest = hashlib.sha256(f"{self.room.seed}/{path}".encode()).digest()
        milliseconds = (self.day - date(1970, 1, 1)).days * 86_400_000 + self.number % 86_400_000
        value = milliseconds << 80 | int.from_bytes(digest[:10], "big")
        return "".join(CROCKFORD[value >> shift & 31] for shift in range(125, -1, -5))

    def _older(self, count: int) -> list[Story]:
        """Return up to ``count`` older articles that the public can read."""
        found: list[Story] = []
        for _ in range(count * 3 if self.room.stories else 0):
            story = self.chance.pick(self.room.stories)
            if story.day < self.day and story not in found and len(found) < count:
                found.append(story)
        return found

    def _link(self, story: Story) -> Link:
        anchor = f"#{ANCHOR}" if story.anchored and self.chance.happens(10) else ""
        return Link(story.title, f"/{story.path}/{anchor}")

    def _facts(self, identifier: str, title: Both, path: str) -> dict[str, Any]:
        """Return the whole front matter in both languages."""
        facts: dict[str, Any] = {"id": identifier, "title": title, "description": self._description()}
        for part in (self._headline(), self._dates(), self._place_in_the_archive(), self._origin(), self._words()):
            facts |= part
        for part in (self._event(), self._cast(), self._media(), self._attachments(), self._flags(), self._past(path)):
            facts |= part
        return facts

    def _description(self) -> Both:
        """Return a sentence of at most 160 characters."""
        for _ in range(5):
            text = self.scene.one_of(phrases.SUMMARIES)
            if len(text.en) <= 160:
                return text
        return Both(text.zh, text.en[:150].rpartition(" ")[0] + " …")

    def _headline(self) -> dict[str, Any]:
        part: dict[str, Any] = {}
        if self.chance.happens(15):
            part["title_short"] = self.scene.say(Both("{place}：{thing}", "{place}: {thing}"))
        if self.chance.happens(20):
            part["kicker"] = self.scene.one_of(phrases.KICKERS)
        if self.chance.happens(8):
            part["subtitle"] = self.scene.one_of(phrases.SUBTITLES)
        return part

    def _moment(self, day: date, clock: str) -> str:
        """Write a moment of a day with the precision named."""
        if clock == "day":
            return f"{day}"
        hour, minute, second = self.chance.between(8, 15), self.chance.below(60), self.chance.below(60)
        if clock == "minute":
            return f"{day} {hour:02}:{minute:02}"
        if clock == "second":
            return f"{day} {hour:02}:{minute:02}:{second:02} +08:00"
        return f"{day} {hour:02}:{minute:02} {self.rota.next('offset', OFFSETS)}"

    def _dates(self) -> dict[str, Any]:
        part: dict[str, Any] = {}
        if self.state == "scheduled":
            part["date"] = part["publish_at"] = f"{self.day} 08:00"
            return part
        part["date"] = self._moment(self.day, self.rota.next("clock", CLOCKS) if self.day < END else "day")
        if self.state in HIDDEN:
            part["status"] = self.state
        if self.chance.happens(6) and self.day < END - timedelta(days=30):
            days = [self.day + timedelta(days=self.chance.between(1, 5))]
            if self.chance.happens(25):
                days.append(days[0] + timedelta(days=self.chance.between(1, 20)))
            part["updated"] = f"{days[-1]}"
            part["changes"] = [self._change(day) for day in days]
        return part

    def _change(self, day: date) -> dict[str, Any]:
        kind = self.rota.next("change", tuple(phrases.CHANGES))
        return {"date": Key(f"{day}"), "kind": kind, "note": self.scene.say(phrases.CHANGES[kind])}

    def _place_in_the_archive(self) -> dict[str, Any]:
        part: dict[str, Any] = {"section": self.chance.pick(SECTIONS[self.type])}
        if self.type != "news" or self.rota.due("type written", 10):
            part["type"] = self.type
        part["topics"] = [topic.id for topic in self.topics]
        if self.series:
            number = self.series.first + self.part
            part["series"] = {"series": self.series.id, "part": number}
            label = self.rota.next("label", ("", "roman", "chinese"))
            if label and number <= len(ROMAN):
                part["series"]["label"] = f"({ROMAN[number - 1]})" if label == "roman" else f"之{CHINESE[number - 1]}"
        return part

    def _origin(self) -> dict[str, Any]:
        """Return where it comes from and who answers for it."""
        body = self.chance.pick(self.bodies)
        source: dict[str, Any] = {"name": DESK if self.chance.happens(30) else body.id}
        if self.chance.happens(40):
            source["url"] = f"https://{body.id}.example.org/{self.day.year}/{self.number}.html"
        if self.chance.happens(20):
            title = self.scene.one_of(phrases.HEADLINES).get(self.language)
            author = self.people[0].spoken.get(self.language)
            source |= {"title": title, "author": author, "date": f"{self.day - timedelta(days=self.chance.below(4))}"}
            if self.rota.due("reprint", 3):
                source["name"] = _text("晨光网", "Morning Light", self.language)
                source["licence"] = _text("经授权转载", "CC BY 4.0", self.language)
        part: dict[str, Any] = {"source": source}
        if self.chance.happens(35):
            part["authors"] = (
                [self.people[0].id] if self.chance.happens(60) else [_text("李青", "Li Qing", self.language)]
            )
            if self.chance.happens(20):
                part["authors"].append(_text("通讯员王小满", "Wang Xiaoman", self.language))
        part["editor"] = DESK if self.chance.happens(70) else _text("周编辑", "Zhou Wen", self.language)
        if self.chance.happens(25):
            part["reviewer"] = self.rota.next(
                "reviewer", (self.people[-1].id, _text("审读组", "Desk of Readers", self.language))
            )
        return part

    def _words(self) -> dict[str, Any]:
        """Return notes and labels."""
        part: dict[str, Any] = {}
        if self.chance.happens(8):
            position = self.rota.next("note", ("top", "bottom", ""))
            note = self.scene.one_of(phrases.NOTES)
            part["editors_note"] = {"text": note, "position": Key(position)} if position else {"text": note}
        if self.chance.happens(15):
            town = self.places[0].spoken
            month = MONTHS[self.day.month - 1]
            zh, en = f"{town.zh}{self.day.month}月{self.day.day}日电", f"{town.en.upper()}, {self.day.day} {month}"
            part["dateline"] = Both(zh, en)
        if self.rota.due("rights", 25):
            part["rights"] = Both("版权归作者所有，转载须经同意。", "Rights with the author; reprints need consent.")
        if self.rota.due("machine text", 60):
            self.own[self.language]["ai"] = {"text": True, "tool": "Lantern Writer 2"}
        return part

    def _event(self) -> dict[str, Any]:
        if self.type != "event" and not (self.type == "news" and self.chance.happens(15)):
            return {}
        status = "scheduled" if self.upcoming else self.rota.next("event status", EVENT_STATUS)
        if self.upcoming:
            start = END + timedelta(days=self.chance.between(2, 100))
        elif self.type == "event" and self.chance.happens(30):
            start = self.day + timedelta(days=self.chance.between(3, 30))
        else:
            start = self.day - timedelta(days=self.chance.below(4))
        clock = self.rota.next("event clock", ("day", "minute"))
        event: dict[str, Any] = {"start": self._moment(start, clock)}
        if self.chance.happens(40):
            end = start + timedelta(days=self.chance.between(1, 3))
            event["end"] = f"{end}" if clock == "day" else f"{end} 17:30"
        if status != "moved-online":
            event["place"] = self.places[0].id
        if self.chance.happens(60):
            event["venue"] = self.scene.one_of(phrases.VENUES)
        event["organisers"] = [self.bodies[0].id]
        if len(self.bodies) > 1 and self.chance.happens(40):
            event["co_organisers"] = [body.id for body in self.bodies[1:3]]
        if start <= self.day and status in ("scheduled", "moved-online"):
            form = self.rota.next("attendance", ("{}", "{}+", "~{}", "{}"))
            heads = self.chance.between(2, 40) * 10
            event["attendance"] = heads if form == "{}" else form.format(heads)
        if status != "scheduled" or self.rota.due("event status written", 8):
            event["status"] = status
        if status == "moved-online" or self.chance.happens(10):
            event["url"] = f"https://{self.bodies[0].id}.example.org/events/{self.number}"
        return {"event": event}

    def _cast(self) -> dict[str, Any]:
        part: dict[str, Any] = {}
        if self.type in ("interview", "video") or self.chance.happens(55):
            roles = self.room.registry.ranked_roles
            part["people"] = [{"person": person.id, "role": roles.draw(self.chance).id} for person in self.people]
            if self.chance.happens(15):
                part["as"] = {self.people[0].id: self.scene.one_of(phrases.POSTS)}
        part["organisations"] = [body.id for body in self.bodies]
        part["places"] = [place.id for place in self.places]
        return part

    def _media(self) -> dict[str, Any]:
        """Return pictures and video, and put their files beside the article."""
        counts = {"gallery": self.chance.between(4, 8), "video": 1, "notice": 0, "document": 0}
        count = counts.get(self.type, self.chance.pick((0, 0, 1, 1, 1, 2, 3)))
        start = self.chance.below(len(files.SUBJECTS))
        subjects = [files.SUBJECTS[(start + at) % len(files.SUBJECTS)] for at in range(count)]
        if not subjects:
            return {}
        part: dict[str, Any] = {"image": subjects[0][0]}
        if self.type == "gallery":
            part["gallery"] = [name for name, _ in subjects]
        part["pictures"] = {name: self._picture(alt) for name, alt in subjects}
        self.files |= {name: files.picture(name) for name, _ in subjects}
        if self.type == "video":
            part["video"] = self._video(subjects[0][0])
        return part

    def _picture(self, alt: Both) -> dict[str, Any]:
        picture: dict[str, Any] = {"alt": alt}
        if self.rota.due("caption like alt", 120) and "en" in self._languages():
            picture["caption"] = Both(f"{alt.zh}，社区里常见。", f"{alt.en}.")
            self.own["en"]["ignore"] = {"IMG009": "The drawing has no more to say."}
        elif self.chance.happens(80):
            picture["caption"] = self.scene.one_of(phrases.CAPTIONS)
        names = (DESK, self.bodies[0].id, _text("林小川", "Lin Xiaochuan", self.language), self.people[0].id)
        picture["credit"] = self.rota.next("credit", names)
        if self.chance.happens(15):
            picture["focal"] = self.rota.next("focal", ([0.5, 0.3], [0.25, 0.6], [0.7, 0.5]))
        if self.rota.due("map", 45):
            picture["map_approval"] = f"GS({self.day.year}){self.number % 9000 + 1000}"
        if self.rota.due("picture made with AI", 35):
            picture["ai"] = True
            label = self.own[self.language].get("ai", {})
            self.own[self.language]["ai"] = {**label, "images": True, "tool": "Lantern Draw"}
        if self.rota.due("minors", 25):
            picture["minors_consent"] = True
        return picture

    def _languages(self) -> tuple[str, ...]:
        return (self.language, self.other) if self.translated else (self.language,)

    def _video(self, poster: str) -> dict[str, Any]:
        video = {"src": "film.mp4", "poster": poster}
        self.files["film.mp4"] = files.MP4
        if self.rota.next("subtitles", (True, True, False)):
            lines = [self.scene.one_of(phrases.SENTENCES).get(self.language) for _ in range(self.chance.between(4, 12))]
            video |= {"captions": "film.vtt", "transcript": "film.txt"}
            self.files |= {"film.vtt": files.subtitles(lines), "film.txt": "\n".join([*lines, ""]).encode()}
        return video

    def _attachments(self) -> dict[str, Any]:
        shares = {"document": 100, "notice": 50}
        if not self.chance.happens(shares.get(self.type, 4)):
            return {}
        pages = self.chance.between(1, 4)
        self.files["text.pdf"] = files.pdf(pages)
        items: list[dict[str, Any]] = [{"file": Key("text.pdf"), "title": self.scene.say(phrases.ATTACHMENTS[0])}]
        accessible = self.rota.next("accessible", (None, True, False))
        if accessible is not None:
            items[0]["accessible"] = accessible
        if self.chance.happens(30):
            self.files["list.csv"] = files.table([self.scene.thing() for _ in range(self.chance.between(5, 20))])
            items.append({"file": Key("list.csv"), "title": self.scene.say(phrases.ATTACHMENTS[2])})
        return {"attachments": items}

    def _flags(self) -> dict[str, Any]:
        part: dict[str, Any] = {}
        related = self._older(self.chance.below(3)) if self.chance.happens(20) else []
        if related:
            part["related"] = [story.id for story in related]
        if self.type == "notice" and self.rota.dwindles("pinned", 0) and self.state == "public":
            part["pinned"] = True
        if self.rota.due("unlisted", 83):
            part["listed"] = False
        if self.rota.due("not for search engines", 73):
            part["noindex"] = True
        if self.rota.due("without comments", 97):
            part["comments"] = False
        if self.type == "document":
            part["doc_number"] = f"海妇发〔{self.day.year}〕{self.number % 60 + 1}号"
            part["index_number"] = f"000014349/{self.day.year}-{self.number:05}"
        return part

    def _past(self, path: str) -> dict[str, Any]:
        """Return what happened to it later, and where it stood before."""
        part: dict[str, Any] = {}
        if self.state == "expired":
            part["expires"] = f"{min(self.day + timedelta(days=30), END)}"
        elif self.type == "notice" and self.chance.happens(30):
            part["expires"] = f"{self.day + timedelta(days=90)} 18:00"
        if self.state in ("withdrawn", "removed"):
            withdrawn: dict[str, Any] = {"date": f"{min(self.day + timedelta(days=60), END)}"}
            if self.state == "removed" or self.rota.due("withdrawal written", 2):
                withdrawn["kind"] = "removed" if self.state == "removed" else "notice"
            if self.room.stories and self.state == "withdrawn":
                withdrawn["replaced_by"] = self.room.stories[-1].id
            withdrawn["explanation"] = self.scene.one_of(phrases.EXPLANATIONS)
            part["withdrawn"] = withdrawn
        if self.day.year < 2018 and self.chance.happens(60):
            part["aliases"] = self._aliases()
            part["legacy"] = self._legacy(path, part["aliases"][0])
        return part

    def _aliases(self) -> list[str]:
        """Return old addresses, of all kinds that servers have been asked for."""
        number, year = self.number, self.day.year
        hexes = hashlib.sha256(f"{self.room.seed}/{number}".encode()).hexdigest()
        forms = (
            f"/news/{year}/{number}.html",
            f"/static/articles/catalog_{hexes[:32]}/article_{hexes[32:]}.html",
            f"/新闻/{year}/第{number}篇/",
            f"/news archive/{year}/item {number}.html",
            f"/show.php?id={number}&lang={self.language}",
        )
        first = self.rota.next("alias", range(len(forms)))
        return [forms[first], *([f"/node/{number}"] if self.chance.happens(15) else [])]

    def _legacy(self, path: str, address: str) -> dict[str, Any]:
        return {
            "url": f"http://old.example.org{address}",
            "id": f"{self.number}",
            "captured": "2019-03-08 02:15:00 +08:00",
            "sha256": hashlib.sha256(path.encode()).hexdigest(),
            "views": self.chance.below(20_000),
        }


def _text(zh: str, en: str, language: str) -> str:
    """Return a name as the original has it."""
    return zh if language == "zh" else en
