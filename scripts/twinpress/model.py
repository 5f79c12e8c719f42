"""The front matter of an article: every field, once.

``Original`` is what the version that carries ``date`` may say: facts that are the same in every language, and its own
words. ``Translation`` is what the other version may say: words alone. The handbook's field table and the editors'
JSON Schemas are made from these classes (``twinpress generate``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, StrictBool, StrictInt

from twinpress.kinds import ArticleId, FileName, Heads, Line, Means, Prose, Slug, Url, When

ArticleType = Literal["news", "event", "notice", "document", "gallery", "video", "interview"]
Status = Literal["draft", "review", "published"]
EventStatus = Literal["scheduled", "cancelled", "postponed", "rescheduled", "moved-online"]
ChangeKind = Literal["correction", "clarification", "update"]
WithdrawalKind = Literal["notice", "removed"]
Share = Annotated[float, Field(ge=0, le=1, strict=True)]


class Compact:
    """Base of frozen dataclasses that are pickled by the ten thousand: only what differs from the default is kept.

    Most of the 45 fields are empty in most articles; a default that is left out is found on the class.
    """

    def __getstate__(self) -> dict[str, Any]:
        cls = type(self)
        return {key: value for key, value in vars(self).items() if getattr(cls, key, _UNSET) != value}


_UNSET = object()  # fields without a default have no class attribute


class Record(Compact):
    """Base of all records of front matter and vocabulary: no unknown fields."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True)
class Source(Record):
    """Where an article comes from."""

    name: Annotated[Line, Means("organisation id, or the name as text", "机构编号，或名称文字", "E")]
    url: Annotated[Url | None, Means("address of the source page", "来源网页地址")] = None
    title: Annotated[Line | None, Means("title of the original publication", "原标题")] = None
    author: Annotated[Line | None, Means("author of the original publication", "原作者")] = None
    date: Annotated[When | None, Means("when the source published it", "来源发布时间")] = None
    licence: Annotated[Line | None, Means("terms under which it is reprinted", "转载许可")] = None


@dataclass(frozen=True, kw_only=True)
class EventWords(Record):
    """What a language version says of the event."""

    venue: Annotated[Line | None, Means("the hall or building, in words", "会场名称")] = None


@dataclass(frozen=True, kw_only=True)
class Event(EventWords):
    """What took place, or will."""

    start: Annotated[When, Means("first day or moment", "开始日期或时间", "E")]
    end: Annotated[When | None, Means("last day or moment", "结束日期或时间")] = None
    place: Annotated[Slug | None, Means("place id", "地点编号")] = None
    organisers: Annotated[tuple[Slug, ...], Means("organisation ids", "主办机构编号")] = ()
    co_organisers: Annotated[tuple[Slug, ...], Means("organisation ids", "协办机构编号")] = ()
    attendance: Annotated[Heads | None, Means("people: 80, 80+ or ~80", "人数：80、80+ 或 ~80")] = None
    status: Annotated[EventStatus, Means("scheduled unless something changed", "默认 scheduled（如期）")] = "scheduled"
    url: Annotated[Url | None, Means("page of the event", "活动网页")] = None


@dataclass(frozen=True, kw_only=True)
class Participant(Record):
    """A person with the role played in this article."""

    person: Annotated[Slug, Means("person id", "人物编号", "E")]
    role: Annotated[Slug, Means("role id from roles.yml", "roles.yml 中的角色编号", "E")]


@dataclass(frozen=True, kw_only=True)
class SeriesPart(Record):
    """The article's place in a series."""

    series: Annotated[Slug, Means("series id", "系列编号", "E")]
    part: Annotated[StrictInt | None, Field(ge=1), Means("number, from 1", "第几篇，从 1 起")] = None
    label: Annotated[Line | None, Means("as printed: (VI), 之六", "显示的序号：（六）、之六")] = None


@dataclass(frozen=True, kw_only=True)
class PictureWords(Record):
    """What a language version says of a picture."""

    alt: Annotated[Line | None, Means("what the picture shows, for those who do not see it", "替代文字", "E")] = None
    caption: Annotated[Line | None, Means("line under the picture", "图片说明")] = None


@dataclass(frozen=True, kw_only=True)
class Picture(PictureWords):
    """A picture file of the article."""

    credit: Annotated[Line | None, Means("who made it: person or organisation id, or text", "署名", "E")] = None
    focal: Annotated[
        tuple[Share, Share] | None,
        Means("what must stay in view when cropped, from the left and the top: [0.5, 0.3]", "裁剪焦点（左、上）"),
    ] = None
    map_approval: Annotated[Line | None, Means("approval number of a map", "审图号")] = None
    ai: Annotated[StrictBool, Means("made with AI", "由人工智能生成")] = False
    minors_consent: Annotated[StrictBool, Means("guardians of the children shown agreed", "已获监护人同意")] = False


@dataclass(frozen=True, kw_only=True)
class Video(Record):
    """A video file with what makes it accessible."""

    src: Annotated[FileName, Means("video file", "视频文件", "E")]
    poster: Annotated[FileName | None, Means("still picture", "封面图片")] = None
    captions: Annotated[FileName | None, Means("WebVTT file", "字幕文件（WebVTT）")] = None
    transcript: Annotated[FileName | None, Means("text of what is said", "文字稿")] = None


@dataclass(frozen=True, kw_only=True)
class AttachmentWords(Record):
    """What a language version calls an attachment."""

    file: Annotated[FileName, Means("file beside the article", "文章旁的文件", "E")]
    title: Annotated[Line | None, Means("what it is", "附件标题", "E")] = None


@dataclass(frozen=True, kw_only=True)
class Attachment(AttachmentWords):
    """A file to download."""

    accessible: Annotated[StrictBool | None, Means("readable with a screen reader", "可用读屏软件阅读")] = None


@dataclass(frozen=True, kw_only=True)
class ChangeWords(Record):
    """What a language version says of a change."""

    date: Annotated[When, Means("when", "日期", "E")]
    note: Annotated[Prose | None, Means("what changed and why", "改了什么、为什么", "E")] = None


@dataclass(frozen=True, kw_only=True)
class Change(ChangeWords):
    """A public entry in the article's change log."""

    kind: Annotated[ChangeKind, Means("correction, clarification or update", "更正、澄清或更新", "E")]


@dataclass(frozen=True, kw_only=True)
class EditorsNote(Record):
    """A word of the editor before or after the text."""

    text: Annotated[Prose, Means("the note", "编者按内容", "E")]
    position: Annotated[Literal["top", "bottom"], Means("top (default) or bottom", "文首（默认）或文末")] = "top"


@dataclass(frozen=True, kw_only=True)
class WithdrawalWords(Record):
    """Why an article was withdrawn, in words."""

    explanation: Annotated[Prose | None, Means("why, for readers", "给读者的说明")] = None


@dataclass(frozen=True, kw_only=True)
class Withdrawal(WithdrawalWords):
    """An article that left the archive's lists and keeps its address."""

    date: Annotated[When, Means("from when", "自何时起", "E")]
    kind: Annotated[
        WithdrawalKind,
        Means("notice: still readable under a notice; removed: nothing of it is left", "notice 加注保留，removed 删除"),
    ] = "notice"
    replaced_by: Annotated[ArticleId | None, Means("id of the article that takes its place", "替代文章的编号")] = None


@dataclass(frozen=True, kw_only=True)
class Ai(Record):
    """What was made with AI."""

    text: Annotated[StrictBool, Means("the text", "正文")] = False
    images: Annotated[StrictBool, Means("pictures", "图片")] = False
    tool: Annotated[Line | None, Means("with what", "所用工具")] = None


@dataclass(frozen=True, kw_only=True)
class Legacy(Record):
    """Where an imported article stood before."""

    url: Annotated[Line | None, Means("old address", "旧地址")] = None
    id: Annotated[Line | None, Means("old id", "旧编号")] = None
    captured: Annotated[When | None, Means("when it was copied", "采集时间")] = None
    sha256: Annotated[Line | None, Field(pattern="^[0-9a-f]{64}$"), Means("of the copy", "采集文件的 SHA-256")] = None
    views: Annotated[StrictInt | None, Field(ge=0), Means("readers counted there", "旧站浏览数")] = None


@dataclass(frozen=True, kw_only=True)
class Words(Record):
    """Fields that every language version has for itself."""

    title: Annotated[Line, Means("headline", "标题", "E")]
    description: Annotated[
        Line,
        Field(max_length=160),
        Means("one sentence for lists and search engines, at most 160 characters", "摘要，至多 160 字", "E"),
    ]
    title_short: Annotated[Line | None, Means("headline for lists", "列表用短标题")] = None
    kicker: Annotated[Line | None, Means("line above the headline", "引题")] = None
    subtitle: Annotated[Line | None, Means("line below the headline", "副题")] = None
    dateline: Annotated[Line | None, Means("place and day before the first sentence", "电头")] = None
    editors_note: Annotated[EditorsNote | None, Means("a word of the editor", "编者按")] = None
    rights: Annotated[Line | None, Means("copyright line, where it differs from the site's", "版权说明")] = None
    ai: Annotated[Ai | None, Means("what was made with AI: shown as a label", "人工智能标识")] = None
    wordings: Annotated[
        dict[Slug, Line],
        Field(alias="as"),
        Means("how this article words a person's office: `{wu-sheng: …}`", "本文对人物职务的写法：`{wu-sheng: …}`"),
    ] = field(default_factory=dict)
    status: Annotated[Status, Means("draft, review or published (default)", "草稿、待审、发布（默认）")] = "published"
    ignore: Annotated[
        dict[Line, Line], Means("findings that are right as they are: `{CODE: reason}`", "忽略的检查：`{代码: 理由}`")
    ] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Original(Words):
    """Front matter of the version an article was first written in: all facts, and its own words."""

    id: Annotated[
        ArticleId, Means("permanent identity, written by `twinpress new`", "永久编号，由 twinpress new 写入", "E")
    ]
    date: Annotated[When, Means("publication, with the precision known", "发布日期，精度如所知", "E")]
    section: Annotated[Slug, Means("section id", "栏目编号", "E")]
    type: Annotated[ArticleType, Means("what kind of article (default news)", "文章类型（默认 news）")] = "news"
    topics: Annotated[tuple[Slug, ...], Means("topic ids", "专题编号")] = ()
    source: Annotated[Source, Means("where it comes from", "来源", "E")]
    authors: Annotated[tuple[Line, ...], Means("person ids or names", "作者：人物编号或姓名")] = ()
    editor: Annotated[Line | None, Means("person or organisation id, or name", "责任编辑", "W")] = None
    reviewer: Annotated[Line | None, Means("person id or name", "审核")] = None
    updated: Annotated[
        When | None, Means("last change, together with an entry in `changes`", "更新时间，须有 changes 说明")
    ] = None
    changes: Annotated[tuple[Change, ...], Means("public change log", "修改记录")] = ()
    event: Annotated[Event | None, Means("what took place", "活动")] = None
    people: Annotated[tuple[Participant, ...], Means("persons named, with their roles", "人物与角色")] = ()
    organisations: Annotated[tuple[Slug, ...], Means("organisation ids", "机构编号")] = ()
    places: Annotated[tuple[Slug, ...], Means("place ids", "地点编号")] = ()
    series: Annotated[SeriesPart | None, Means("part of a series", "所属系列")] = None
    image: Annotated[FileName | None, Means("lead picture", "题图文件")] = None
    gallery: Annotated[tuple[FileName, ...], Means("picture files", "图集文件")] = ()
    pictures: Annotated[dict[FileName, Picture], Means("every picture with its words", "图片及其说明")] = field(
        default_factory=dict
    )
    video: Annotated[Video | None, Means("a video", "视频")] = None
    attachments: Annotated[tuple[Attachment, ...], Means("files to download", "附件")] = ()
    related: Annotated[tuple[ArticleId, ...], Means("article ids", "相关文章编号")] = ()
    pinned: Annotated[StrictBool, Means("stays on top of the home page", "首页置顶")] = False
    listed: Annotated[StrictBool, Means("false: in no list", "false：不进入任何列表")] = True
    noindex: Annotated[StrictBool, Means("search engines shall not list it", "搜索引擎不收录")] = False
    comments: Annotated[StrictBool, Means("false: takes no comments", "false：不开放评论")] = True
    doc_number: Annotated[Line | None, Means("number of an official document", "文号")] = None
    index_number: Annotated[Line | None, Means("number in the register of public information", "索引号")] = None
    publish_at: Annotated[When | None, Means("public from this moment", "定时发布时间")] = None
    expires: Annotated[
        When | None, Means("out of lists from this moment; a plain date: after that day", "失效时间；只写日期则次日起")
    ] = None
    withdrawn: Annotated[Withdrawal | None, Means("out of lists, with a notice", "撤回")] = None
    aliases: Annotated[tuple[Line, ...], Means("old addresses that lead here", "旧地址")] = ()
    legacy: Annotated[Legacy | None, Means("where it stood before", "迁移前信息")] = None


@dataclass(frozen=True, kw_only=True)
class Translation(Words):
    """Front matter of the other language version: words alone."""

    translator: Annotated[Line | None, Means("person or organisation id, or name", "译者")] = None
    mode: Annotated[Literal["full", "summary"], Means("full (default) or summary", "全译（默认）或摘译")] = "full"
    changes: Annotated[tuple[ChangeWords, ...], Means("notes of the change log, by date", "修改记录的说明")] = ()
    event: Annotated[EventWords | None, Means("the venue in words", "会场名称")] = None
    pictures: Annotated[dict[FileName, PictureWords], Means("alt text and captions, by file", "图片说明")] = field(
        default_factory=dict
    )
    attachments: Annotated[tuple[AttachmentWords, ...], Means("titles of attachments, by file", "附件标题")] = ()
    withdrawn: Annotated[WithdrawalWords | None, Means("the explanation in words", "撤回说明")] = None


def _names(record: type) -> set[str]:
    return {item.name for item in fields(record)}


FACTS: dict[str, frozenset[str]] = {
    name: frozenset(_names(whole) - _names(words))
    for name, whole, words in (
        ("", Original, Translation),
        ("changes", Change, ChangeWords),
        ("event", Event, EventWords),
        ("pictures", Picture, PictureWords),
        ("attachments", Attachment, AttachmentWords),
        ("withdrawn", Withdrawal, WithdrawalWords),
    )
}
"""Names of facts, which stand in the original and nowhere else: of the front matter itself (``""``) and of its fields."""
