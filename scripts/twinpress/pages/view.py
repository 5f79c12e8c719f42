"""What a template sees: plain records with finished words, addresses and times.

A template loops over these records and decides looks; it computes nothing. Every text that can be in
another language than its page carries its own ``lang``. A ``path`` is the address below the site's root,
without a leading slash (``en/2025/a-slug/``); templates make it relative with MkDocs' ``url`` filter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from twinpress.citation import Citation, Work, citations
from twinpress.qr import Code, code

PLACES: Mapping[str, str] = {
    "column": "(max-width: 43em) calc(100vw - 2.5em), 41em",
    "gallery": "(max-width: 34em) calc(100vw - 2.5em), 20em",
    "lead": "(max-width: 40em) calc(100vw - 2.5em), (max-width: 77em) 56vw, 43em",
    "teaser": "(max-width: 40em) 6.5em, 12.5em",
    "box": "(max-width: 40em) calc(100vw - 2.5em), (max-width: 71em) 47vw, 17em",
}
"""How wide pictures are shown in each place: attributes ``sizes``, by which a browser chooses a file before it has read the
stylesheet (twinpress.css) that decides it. 1em is 16 pixels there."""
COLUMN = 800
"""Pixels above which a picture has more to show than the column of an article does."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """Words in one language, with the page's address where they name something that has one."""

    text: str
    lang: str  # BCP 47: "zh-Hans" or "en"
    path: str | None = None
    unconfirmed: bool = False  # only our own transcription of a name is known


@dataclass(frozen=True, kw_only=True)
class Time:
    """A moment as people read it and as machines read it."""

    text: str  # "2025-11-20 16:10", "20 November 2025, 16:10"
    iso: str  # "2025-11-20T16:10:16+08:00", "2025-11-20"


@dataclass(frozen=True, kw_only=True)
class Size:
    """A rendition of a picture (``rendition.py``)."""

    path: str
    width: int  # pixels


@dataclass(frozen=True, kw_only=True)
class Image:
    """A picture with everything that an ``<img>`` and its ``<figcaption>`` need."""

    path: str
    alt: str
    lang: str
    width: int | None = None  # pixels
    height: int | None = None
    sizes: tuple[Size, ...] = ()  # as WebP, smallest first; none where the picture is offered as it is
    caption: str | None = None
    credit: Text | None = None
    approval: Text | None = None  # approval number of a map, with its label: the law wants both printed beside it
    ai: Text | None = None  # the label of a picture made with AI

    @property
    def places(self) -> Mapping[str, str]:
        """How wide it is shown, by the place where it stands."""
        return PLACES

    @property
    def still(self) -> str:
        """Path of the file that stands for a video, which can offer but one: as wide as the column, if there is such a size."""
        return next((size.path for size in reversed(self.sizes) if size.width <= COLUMN), self.path)

    @property
    def ample(self) -> bool:
        """Whether there is more to see in the whole file than a column shows."""
        return (self.width or 0) > COLUMN

    @property
    def legend(self) -> tuple[tuple[str, Text], ...]:
        """What stands under the picture, in order: (class, words); the one answer for the theme's figures and the bodies'."""
        caption = Text(text=self.caption, lang=self.lang) if self.caption else None
        parts = (("caption", caption), ("credit", self.credit), ("map", self.approval), ("ai", self.ai))
        return tuple((name, words) for name, words in parts if words)


@dataclass(frozen=True, kw_only=True)
class Video:
    """A video with what makes it accessible."""

    path: str
    kind: str  # "MP4"
    size: str  # "12.3 MB"
    poster: Image | None = None
    captions: str | None = None  # path of the WebVTT file
    lang: str = ""  # of what is said, and so of captions and transcript
    transcript: str | None = None  # path


@dataclass(frozen=True, kw_only=True)
class Teaser:
    """An article as lists show it; kicker and description are in the language of the title."""

    title: Text  # with the path; its lang differs from the page's where there is no translation
    time: Time
    section: Text | None
    kicker: str | None = None
    description: str | None = None
    image: Image | None = None
    foreign: bool = False  # the article exists in the other language only
    current: bool = False  # the article of the page that shows this teaser


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person named in an article, with the role there."""

    name: Text
    role: Text | None = None
    wording: str | None = None  # the office as this article words it


@dataclass(frozen=True, kw_only=True)
class Event:
    """The event box of an article."""

    when: Time  # the whole span in words; the machine's form is that of its beginning
    status: str | None = None  # in words, and only when it is not as planned
    place: Text | None = None
    venue: str | None = None
    organisers: tuple[Text, ...] = ()
    co_organisers: tuple[Text, ...] = ()
    attendance: str | None = None
    url: str | None = None
    file: str | None = None  # path of the file for calendar programs


@dataclass(frozen=True, kw_only=True)
class Series:
    """The series box of an article: all parts, the present one marked."""

    name: Text
    label: str | None = None  # "(VI)"
    part: int | None = None
    parts: tuple[Teaser, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where an article comes from."""

    name: Text
    url: str | None = None
    title: Text | None = None
    author: Text | None = None
    time: Time | None = None
    licence: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file to download."""

    title: Text  # with the path
    kind: str  # "PDF"
    size: str  # "1.2 MB"
    sha256: str
    accessible: bool | None = None  # with a screen reader; None: not said


@dataclass(frozen=True, kw_only=True)
class Change:
    """A dated entry of the article's change log."""

    time: Time
    kind: str  # "correction", "clarification", "update"
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """The notice on a page that left the archive's lists."""

    kind: str  # "expired", "notice", "removed"
    time: Time
    explanation: str | None = None
    replaced_by: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Former:
    """Where an imported article stood before: not linked, because nobody knows what is there today."""

    address: str
    time: Time | None = None  # when it was copied


@dataclass(frozen=True, kw_only=True)
class Note:
    """The editor's note."""

    text: str
    position: str  # "top" or "bottom"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The way to write to those who wrote an article."""

    address: str  # to read
    href: str  # for mail programs, with subject and text


@dataclass(frozen=True, kw_only=True)
class Comments:
    """Where the comments on an article are kept; they are fetched when somebody asks for them."""

    system: str  # "artalk", "isso" or "waline"
    server: str
    host: str  # of the server, to read
    key: str  # of the thread: the path of the page's permanent address
    site: str  # the site's name, for programs that keep the comments of several


@dataclass(frozen=True, kw_only=True)
class Reads:
    """Where a page finds how often it was read: it does not say so itself, or each reader would make it another page."""

    file: str  # path: "views/2025.json"
    article: str  # its name there: "2025/a-slug"
    place: int  # of the page's language among its figures
    count: int | None = None  # a made-up figure, on the style page


@dataclass(frozen=True, kw_only=True)
class Story:
    """An article page beside its body, which MkDocs renders into ``page.content``."""

    title: str
    time: Time
    source: Source | None
    updated: Time | None = None
    old: int | None = None  # years that have passed, where readers should know
    behind: str | None = None  # "facts" or "prose": what of the original a translation no longer says
    kicker: str | None = None
    subtitle: str | None = None
    description: str | None = None
    dateline: str | None = None
    draft: bool = False  # a preview shows what is not public yet
    summary: bool = False  # the translation is a summary
    original: Text | None = None  # link to the original, on a translation
    authors: tuple[Text, ...] = ()
    editor: Text | None = None
    reviewer: Text | None = None
    translator: Text | None = None
    note: Note | None = None
    withdrawal: Withdrawal | None = None
    ai: str | None = None  # the visible label, a sentence
    lead: Image | None = None  # only when the body does not show it
    video: Video | None = None
    gallery: tuple[Image, ...] = ()  # without what body and lead show
    event: Event | None = None
    series: Series | None = None
    people: tuple[Person, ...] = ()
    organisations: tuple[Text, ...] = ()
    places: tuple[Text, ...] = ()
    topics: tuple[Text, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    changes: tuple[Change, ...] = ()
    doc_number: str | None = None
    index_number: str | None = None
    rights: str | None = None
    former: Former | None = None
    newer: Teaser | None = None  # neighbours in the section
    older: Teaser | None = None
    related: tuple[Teaser, ...] = ()
    permanent: str = ""  # the absolute address
    work: Work | None = None  # what citations tell
    letter: Letter | None = None  # None: the site takes none
    comments: Comments | None = None  # None: the article takes none
    reads: Reads | None = None  # where the site shows how often articles were read

    # a page alone shows these, and feeds, search and API make the same record
    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """The citations in each style."""
        return citations(self.work) if self.work else ()

    @cached_property
    def code(self) -> Code | None:
        """The QR code of the permanent address."""
        return code(self.permanent) if self.permanent else None


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """The items of one year, or of one month, on a list page."""

    items: tuple[Teaser, ...]
    title: str | None = None  # None: the list is not divided
    anchor: str = ""  # of its first item on this page: "2023", "2023-05"


@dataclass(frozen=True, kw_only=True)
class Step:
    """A year or a month on the rail of a list, and where its newest article stands."""

    name: str  # "2023", "5月", "May"
    label: str = ""  # the same where it stands alone: "2023年5月", "May 2023"; empty: the name says it
    path: str | None = None  # of the page; None: this one
    anchor: str = ""  # on that page
    count: int | None = None  # on the front page only
    share: int | None = None  # percent of the step with the most
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """An article with how often it was read."""

    item: Teaser
    count: int


@dataclass(frozen=True, kw_only=True)
class MostRead:
    """What was read most, on home and on the front pages of sections."""

    days: int  # within which
    items: tuple[Ranked, ...]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list page: its items and the way to its other pages, numbered from the oldest."""

    stretches: tuple[Stretch, ...]
    total: int | None = None  # on the front page only
    number: int | None = None  # of a numbered page; None on the front page
    newer: str | None = None  # path of the next page towards the front page
    older: str | None = None
    numbers: tuple[
        Text, ...
    ] = ()  # on the front page: the way to numbered pages, newest first; no path: those left out
    rail: tuple[Step, ...] = ()  # the years of the list; on a numbered page those of that page alone
    front: str | None = None  # on a numbered page: path of the front page, where the rail is whole
    most: MostRead | None = None

    @property
    def items(self) -> tuple[Teaser, ...]:
        """All items of the page."""
        return tuple(item for stretch in self.stretches for item in stretch.items)


@dataclass(frozen=True, kw_only=True)
class Post:
    """An office that a person holds or held."""

    title: Text
    organisation: Text | None = None
    years: str | None = None  # "2019–2023", "since 2019"


@dataclass(frozen=True, kw_only=True)
class Mention:
    """An article that names an entry, with its day."""

    title: Text
    time: Time


@dataclass(frozen=True, kw_only=True)
class Role:
    """As what articles name a person or a body, or how they word an office."""

    name: Text | None  # None: ``key`` says it
    years: str  # "2018", "2018–2020"
    count: int
    key: str = ""  # of a body: "organisers", "co_organisers", "source"


@dataclass(frozen=True, kw_only=True)
class Companion:
    """An entry that is named in the same articles."""

    name: Text
    count: int  # of those articles


@dataclass(frozen=True, kw_only=True)
class Company:
    """The companions from one list of the vocabulary, the most frequent first."""

    key: str  # "people", "organisations", "topics", "places"
    items: tuple[Companion, ...]


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What the vocabulary says of the entry whose articles are listed, and what these articles say together."""

    name: Text | None = None  # in the other language
    short: Text | None = None
    aliases: tuple[Text, ...] = ()
    kind: str | None = None  # of a body, as the vocabulary has it: "government"
    posts: tuple[Post, ...] = ()
    above: Text | None = None  # the body, place or topic that it belongs to
    below: tuple[Text, ...] = ()  # those that belong to it and have pages
    place: Text | None = None
    url: str | None = None
    total: int | None = None  # parts of a series, where known
    parts: tuple[Teaser, ...] = ()  # of a series, in order
    first: Mention | None = None
    last: Mention | None = None
    roles: tuple[Role, ...] = ()
    wordings: tuple[Role, ...] = ()  # of a person's office
    together: tuple[Company, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Box:
    """A titled group of teasers on the home page."""

    title: Text  # with the path of its list
    items: tuple[Teaser, ...]


@dataclass(frozen=True, kw_only=True)
class Group:
    """A titled group of names in a directory."""

    items: tuple[Text, ...]
    title: Text | None = None
    key: str = ""  # of the title in the theme's words, where it is no name


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """An event in a calendar."""

    title: Text
    day: str  # "18"
    month: str  # "11月", "Nov"
    year: str
    when: str  # the whole span in words
    place: Text | None
    iso: str
    past: bool
    venue: Text | None = None
    section: Text | None = None
    status: str | None = None  # in words, and only when it is not as planned
    held: bool = True  # not cancelled, and not put off to a day that nobody knows
    foreign: bool = False  # the article exists in the other language only


@dataclass(frozen=True, kw_only=True)
class Weekday:
    """The head of a column of a month's sheet."""

    short: str  # "一", "Mon"
    name: str


SHOWN = 4
"""Events of a day on a month's sheet; the list below it tells of all."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day on a month's sheet."""

    number: int
    iso: str
    items: tuple[Occasion, ...] = ()
    anchor: str = ""  # where the month's list tells of it; empty: nothing takes place

    @property
    def shown(self) -> tuple[Occasion, ...]:
        """Those that have room on the sheet."""
        return self.items[:SHOWN]

    @property
    def more(self) -> int:
        """How many have none."""
        return len(self.items) - len(self.shown)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A month on one sheet: a line for each week, nothing where a day belongs to another month."""

    name: str  # "2025年11月", "November 2025"
    path: str | None  # of the page with the month's list; None: this one
    weekdays: tuple[Weekday, ...]
    weeks: tuple[tuple[Day | None, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A day in a month's list."""

    title: str  # "11月18日 星期二"
    iso: str
    anchor: str
    begins: tuple[Occasion, ...]
    lasts: tuple[Occasion, ...] = ()  # what began on an earlier day of the month


@dataclass(frozen=True, kw_only=True)
class Subscribable:
    """What a calendar program can subscribe to."""

    name: Text  # with the path of its list
    href: str  # absolute: people copy it
    webcal: str  # the same, for the program that is at home on the reader's machine


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """A page of the calendar: its front page, or that of a month."""

    sheet: Sheet | None
    coming: tuple[Occasion, ...] = ()
    more: bool = False  # whether there are more of them
    past: tuple[Occasion, ...] = ()
    years: tuple[Group, ...] = ()  # the months with events
    offer: Subscribable | None = None
    programme: tuple[Programme, ...] = ()  # of a month
    earlier: Text | None = None  # the way to the month before with events
    later: Text | None = None

    @property
    def items(self) -> tuple[Occasion, ...]:
        """All events of the page, in its order."""
        return (*self.coming, *self.past, *(item for day in self.programme for item in day.begins))


@dataclass(frozen=True, kw_only=True)
class Run:
    """A series on the home page."""

    name: Text
    count: int  # parts that can be read
    latest: Teaser  # the newest of them


@dataclass(frozen=True, kw_only=True)
class Home:
    """The front page."""

    lead: Teaser | None
    latest: Box
    sections: tuple[Box, ...]
    series: tuple[Run, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    most: MostRead | None = None
    calendar: str | None = None  # path of the whole calendar


@dataclass(frozen=True, kw_only=True)
class Finder:
    """The search page: what its script begins with, and the ways for those who have no script."""

    directory: str  # path of the index's directory
    lists: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Alternate:
    """One ``<link rel="alternate">``: absolute, only for versions that exist."""

    hreflang: str  # "zh-Hans", "en", "x-default"
    href: str


@dataclass(frozen=True, kw_only=True)
class Feed:
    """One ``<link rel="alternate">`` to a feed."""

    format: str  # "RSS", "Atom", "JSON Feed"
    type: str  # "application/rss+xml"
    title: str  # "Twinpress · Trainings"
    href: str  # absolute: people copy it


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """What can be subscribed to, in every format."""

    name: Text  # with the path of its list
    feeds: tuple[Feed, ...]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A titled group of subscriptions."""

    key: str  # of the title in the theme's words
    items: tuple[Subscription, ...]


@dataclass(frozen=True, kw_only=True)
class Joining:
    """The form that asks for the newsletter."""

    action: str  # absolute
    field: str  # name of the address
    hidden: tuple[tuple[str, str], ...]  # names and values
    purpose: str
    retention: str
    leave: str
    privacy: Text | None = None  # the page on privacy


@dataclass(frozen=True, kw_only=True)
class Switch:
    """One entry of the language switch."""

    language: str  # "zh", "en"
    lang: str
    label: str  # in its own language
    path: str | None  # None: this page does not exist in that language
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Outward:
    """Words that lead to another host where they have an address there."""

    text: str
    lang: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """Who answers for the site, and its filings."""

    sponsors: tuple[Outward, ...] = ()  # 主办单位
    organisers: tuple[Outward, ...] = ()  # 承办单位
    contact: Outward | None = None
    icp: Outward | None = None
    police: Outward | None = None


@dataclass(frozen=True, kw_only=True)
class Meta:
    """One ``<meta>`` of a page's head."""

    name: str  # "og:title", "DC.title", "description"
    content: str
    attribute: str = "name"  # which one holds the name: OpenGraph's stands in "property"


@dataclass(frozen=True, kw_only=True)
class Relation:
    """One ``<link>`` of a page's head that only machines follow."""

    rel: str  # "schema.DC", "DCTERMS.isVersionOf"
    href: str
    type: str = ""  # media type of a file that programs offer to their user
    title: str = ""  # under which name they do


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many articles of a state, a section or an age there are, and how much of them is to be translated."""

    name: Text  # with the way to the articles of a state
    articles: str
    characters: str  # Chinese
    words: str  # English


@dataclass(frozen=True, kw_only=True)
class Task:
    """An article that waits for its translator."""

    title: Text  # with the path of its page, if it has one
    since: Time | None
    age: str  # "647 天", "647 days"
    amount: str  # "38 字", "21 words"
    section: Text | None = None
    notes: tuple[str, ...] = ()  # that the translation is a draft, a summary
    lost: str = ""  # figures and names that the original does not say any more
    step: str = ""  # what to type


@dataclass(frozen=True, kw_only=True)
class Pile:
    """Articles in one state, the oldest first."""

    key: str  # "stale-facts", the anchor
    name: str
    total: str
    tasks: tuple[Task, ...]
    more: str = ""  # how many are not shown


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """What there is to translate."""

    states: tuple[Count, ...]
    sections: tuple[Count, ...]
    ages: tuple[Count, ...]
    piles: tuple[Pile, ...]


@dataclass(frozen=True, kw_only=True)
class Style:
    """Made-up records for every component of the theme: the style page of previews."""

    story: Story
    teasers: tuple[Teaser, ...]
    occasions: tuple[Occasion, ...]
    most: MostRead
    sheet: Sheet


@dataclass(frozen=True, kw_only=True)
class View:
    """Everything a template needs for one page."""

    kind: str  # "home", "article", "section", "standing", ...
    language: str
    lang: str
    title: str
    title_lang: str
    path: str
    canonical: str  # absolute; empty where there is none
    site_name: str
    tagline: str
    home: str  # path of the language's home page
    description: str | None = None
    noindex: bool = False
    alternates: tuple[Alternate, ...] = ()
    metas: tuple[Meta, ...] = ()
    relations: tuple[Relation, ...] = ()
    graph: str = ""  # JSON-LD, ready to stand in a <script>
    feeds: tuple[Feed, ...] = ()  # the page's own first, then the site's
    switch: tuple[Switch, ...] = ()
    menu: tuple[Text, ...] = ()  # sections
    search: str | None = None  # path of the search page, where there is one
    section: str | None = None  # path of the menu's present entry
    breadcrumb: tuple[Text, ...] = ()
    footer: tuple[Text, ...] = ()  # standing pages
    imprint: Imprint | None = None
    commented: bool = False  # articles take comments: whoever writes one may be given a cookie
    story: Story | None = None
    listing: Listing | None = None
    profile: Profile | None = None
    directory: tuple[Group, ...] = ()
    calendar: Calendar | None = None
    front: Home | None = None
    finder: Finder | None = None
    offers: tuple[Offer, ...] = ()
    form: Joining | None = None
    agendas: tuple[Subscribable, ...] = ()
    backlog: Backlog | None = None
    style: Style | None = None


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A finding."""

    place: str  # "content/2025/a-slug/index.zh.md:3"
    code: str
    severity: str
    text: str
    fix: str = ""


@dataclass(frozen=True, kw_only=True)
class Remarks:
    """What a preview shows above a page, and a build never does."""

    items: tuple[Remark, ...] = ()
    partial: bool = False  # the archive has not been read to its end
