"""What the JSON files of the archive hold: every record and field, once.

The published schema and the handbook's table are made from these classes. A field with a default is left out where there
is nothing to say: nothing in these files is null or empty. Programs of others read them, so fields are only ever added;
anything else is a new ``VERSION``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from twinpress.kinds import ArticleId, FileName, Line, Means, Prose, Slug, Url
from twinpress.model import Ai, ArticleType, ChangeKind, EventStatus, Record
from twinpress.vocabulary import Language

VERSION: Final = 1
"""Number of the format; it rises when a field goes or changes its meaning."""

Version = Annotated[Literal[1], Means("number of the format", "格式版本号")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?[+-]\d{2}:\d{2})?$")]
"""ISO 8601 with the precision known: a day, a minute or a second."""
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0)]
Pixels = Annotated[int, Field(ge=1)]
Words = Annotated[dict[Language, Prose], Field(min_length=1)]
"""Words in one language or both."""
Urls = Annotated[dict[Language, Url], Field(min_length=1)]


@dataclass(frozen=True, kw_only=True)
class Party(Record):
    """Somebody who did something for an article: exactly one of the three."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", json_schema_extra={"minProperties": 1, "maxProperties": 1}
    )

    person: Annotated[Slug | None, Means("person of the vocabulary", "词表中的人物编号")] = None
    organisation: Annotated[Slug | None, Means("organisation of the vocabulary", "词表中的机构编号")] = None
    name: Annotated[Line | None, Means("name as it was written", "未入词表的名称文字")] = None


@dataclass(frozen=True, kw_only=True)
class LanguageVersion(Record):
    """An article in one language."""

    url: Annotated[Url, Means("address of the page", "网页地址")]
    title: Annotated[Line, Means("headline", "标题")]
    description: Annotated[Line, Means("one sentence about it", "摘要")]
    title_short: Annotated[Line | None, Means("headline for lists", "列表用短标题")] = None
    kicker: Annotated[Line | None, Means("line above the headline", "引题")] = None
    subtitle: Annotated[Line | None, Means("line below the headline", "副题")] = None
    dateline: Annotated[Line | None, Means("place and day before the first sentence", "电头")] = None
    editors_note: Annotated[
        Prose | None, Means("a word of the editor, such as what is uncertain", "编者按，如存疑之处")
    ] = None
    mode: Annotated[
        Literal["full", "summary"] | None,
        Means("of a translation: whether it is full or a summary", "译文：全译或摘译"),
    ] = None
    translator: Annotated[Party | None, Means("who translated it", "译者")] = None
    rights: Annotated[Line | None, Means("copyright line, where it differs from the site's", "版权说明")] = None
    ai: Annotated[Ai | None, Means("what was made with AI", "人工智能标识")] = None


@dataclass(frozen=True, kw_only=True)
class Change(Record):
    """An entry of the public change log."""

    date: Annotated[Day, Means("when", "日期")]
    kind: Annotated[ChangeKind, Means("correction, clarification or update", "更正、澄清或更新")]
    note: Annotated[Words | None, Means("what changed and why", "改了什么、为什么")] = None


@dataclass(frozen=True, kw_only=True)
class Participant(Record):
    """A person named in an article, with the role there."""

    person: Annotated[Slug, Means("person id", "人物编号")]
    role: Annotated[Slug, Means("role id", "角色编号")]
    wording: Annotated[Words | None, Means("the office as this article words it", "本文对职务的写法")] = None


@dataclass(frozen=True, kw_only=True)
class SeriesPart(Record):
    """The place of an article in a series."""

    series: Annotated[Slug, Means("series id", "系列编号")]
    part: Annotated[int | None, Field(ge=1), Means("number, from 1", "第几篇")] = None
    label: Annotated[Line | None, Means("the number as printed", "显示的序号")] = None


@dataclass(frozen=True, kw_only=True)
class Attendance(Record):
    """How many people came."""

    number: Annotated[int, Field(ge=1), Means("people", "人数")]
    precision: Annotated[Literal["exact", "more-than", "about"], Means("how exactly it is known", "确数、多于或约数")]


@dataclass(frozen=True, kw_only=True)
class Event(Record):
    """What took place, or will."""

    start: Annotated[Day, Means("first day or moment", "开始日期或时间")]
    end: Annotated[Day | None, Means("last day or moment", "结束日期或时间")] = None
    status: Annotated[EventStatus, Means("scheduled unless something changed", "未变更时为 scheduled")]
    place: Annotated[Slug | None, Means("place id", "地点编号")] = None
    venue: Annotated[Words | None, Means("the hall or building", "会场名称")] = None
    organisers: Annotated[tuple[Slug, ...], Means("organisation ids", "主办机构编号")] = ()
    co_organisers: Annotated[tuple[Slug, ...], Means("organisation ids", "协办机构编号")] = ()
    attendance: Annotated[Attendance | None, Means("how many came", "人数")] = None
    url: Annotated[Url | None, Means("page of the event", "活动网页")] = None


@dataclass(frozen=True, kw_only=True)
class Source(Record):
    """Where an article comes from."""

    name: Annotated[Party, Means("who published it first", "来源名称")]
    url: Annotated[Url | None, Means("address of the source page", "来源网页地址")] = None
    title: Annotated[Line | None, Means("title of the original publication", "原标题")] = None
    author: Annotated[Line | None, Means("author of the original publication", "原作者")] = None
    date: Annotated[Day | None, Means("when the source published it", "来源发布时间")] = None
    licence: Annotated[Line | None, Means("terms under which it is reprinted", "转载许可")] = None


@dataclass(frozen=True, kw_only=True)
class Picture(Record):
    """A picture file."""

    url: Annotated[Url, Means("address of the file", "文件地址")]
    alt: Annotated[Words | None, Means("what the picture shows", "替代文字")] = None
    caption: Annotated[Words | None, Means("line under the picture", "图片说明")] = None
    credit: Annotated[Party | None, Means("who made it", "署名")] = None
    width: Annotated[Pixels | None, Means("pixels", "宽（像素）")] = None
    height: Annotated[Pixels | None, Means("pixels", "高（像素）")] = None
    map_approval: Annotated[Line | None, Means("approval number of a map", "审图号")] = None
    ai: Annotated[bool, Means("made with AI", "由人工智能生成")] = False


@dataclass(frozen=True, kw_only=True)
class Video(Record):
    """A video."""

    src: Annotated[Url, Means("address of the video file", "视频文件地址")]
    poster: Annotated[Url | None, Means("still picture", "封面图片")] = None
    captions: Annotated[Url | None, Means("WebVTT file", "字幕文件（WebVTT）")] = None
    transcript: Annotated[Url | None, Means("text of what is said", "文字稿")] = None


@dataclass(frozen=True, kw_only=True)
class Attachment(Record):
    """A file to download."""

    url: Annotated[Url, Means("address of the file", "文件地址")]
    title: Annotated[Words | None, Means("what it is", "附件标题")] = None
    media_type: Annotated[str, Field(pattern="^[a-z]+/[a-z0-9.+-]+$"), Means("media type", "媒体类型")]
    bytes: Annotated[Count, Means("size in bytes", "字节数")]
    sha256: Annotated[Sha256, Means("digest of the file", "文件的 SHA-256")]


@dataclass(frozen=True, kw_only=True)
class Legacy(Record):
    """Where an imported article stood before."""

    url: Annotated[Line | None, Means("old address", "旧地址")] = None
    id: Annotated[Line | None, Means("old id", "旧编号")] = None
    captured: Annotated[Day | None, Means("when it was copied", "采集时间")] = None
    sha256: Annotated[Sha256 | None, Means("digest of the copy", "采集文件的 SHA-256")] = None
    views: Annotated[Count | None, Means("readers counted there", "旧站浏览数")] = None


@dataclass(frozen=True, kw_only=True)
class Article(Record):
    """An article: its facts, and its words in each language."""

    id: Annotated[ArticleId, Means("permanent identity", "永久编号")]
    address: Annotated[
        str,
        Field(pattern="^[0-9]{4}/[a-z0-9-]+/$"),
        Means("permanent address below a language's home", "永久地址（各语言首页之下）"),
    ]
    original: Annotated[Language, Means("language it was first written in", "原文语言")]
    versions: Annotated[
        dict[Language, LanguageVersion], Field(min_length=1), Means("its pages, by language", "各语言版本")
    ]
    date: Annotated[Day, Means("publication", "发布日期")]
    updated: Annotated[Day | None, Means("last change of substance", "更新时间")] = None
    changes: Annotated[tuple[Change, ...], Means("change log, newest first", "修改记录，新的在前")] = ()
    section: Annotated[Slug, Means("section id", "栏目编号")]
    type: Annotated[ArticleType, Means("what kind of article", "文章类型")]
    topics: Annotated[tuple[Slug, ...], Means("topic ids", "专题编号")] = ()
    people: Annotated[tuple[Participant, ...], Means("persons named, with their roles", "人物与角色")] = ()
    organisations: Annotated[tuple[Slug, ...], Means("organisation ids", "机构编号")] = ()
    places: Annotated[tuple[Slug, ...], Means("place ids", "地点编号")] = ()
    series: Annotated[SeriesPart | None, Means("part of a series", "所属系列")] = None
    event: Annotated[Event | None, Means("what took place", "活动")] = None
    source: Annotated[Source, Means("where it comes from", "来源")]
    authors: Annotated[tuple[Party, ...], Means("who wrote it", "作者")] = ()
    editor: Annotated[Party | None, Means("who edited it", "责任编辑")] = None
    image: Annotated[FileName | None, Means("lead picture: a key of `pictures`", "题图：pictures 的键")] = None
    gallery: Annotated[tuple[FileName, ...], Means("pictures in order: keys of `pictures`", "图集：pictures 的键")] = ()
    pictures: Annotated[dict[FileName, Picture], Means("pictures by file name", "图片，以文件名为键")] = field(
        default_factory=dict
    )
    video: Annotated[Video | None, Means("a video", "视频")] = None
    attachments: Annotated[tuple[Attachment, ...], Means("files to download", "附件")] = ()
    doc_number: Annotated[Line | None, Means("number of an official document", "文号")] = None
    index_number: Annotated[Line | None, Means("number in the register of public information", "索引号")] = None
    related: Annotated[
        tuple[ArticleId, ...], Means("ids of articles that the editors name", "编者指定的相关文章编号")
    ] = ()
    legacy: Annotated[Legacy | None, Means("where it stood before", "迁移前信息")] = None


@dataclass(frozen=True, kw_only=True)
class Year(Record):
    """`archive/2025.json`: the articles with an address in that year, by address."""

    version: Version
    year: Annotated[int, Means("year of the addresses", "地址中的年份")]
    articles: Annotated[tuple[Article, ...], Field(min_length=1), Means("articles, by address", "文章，按地址排列")]


@dataclass(frozen=True, kw_only=True)
class Entry(Record):
    """A name behind an id."""

    name: Annotated[Words, Means("name, by language", "各语言名称")]
    unconfirmed: Annotated[
        tuple[Language, ...],
        Means("languages in which the name is only our rendering", "名称仅为本站译法、待核实的语言"),
    ] = ()
    urls: Annotated[Urls | None, Means("its pages, by language", "各语言的网页地址")] = None


Entries = dict[Slug, Entry]


@dataclass(frozen=True, kw_only=True)
class Vocabulary(Record):
    """`archive/vocabulary.json`: the names behind the ids, in the order of the vocabulary."""

    version: Version
    sections: Annotated[Entries, Means("sections by id", "栏目")] = field(default_factory=dict)
    topics: Annotated[Entries, Means("topics by id", "专题")] = field(default_factory=dict)
    people: Annotated[Entries, Means("people by id", "人物")] = field(default_factory=dict)
    organisations: Annotated[Entries, Means("organisations by id", "机构")] = field(default_factory=dict)
    places: Annotated[Entries, Means("places by id", "地点")] = field(default_factory=dict)
    series: Annotated[Entries, Means("series by id", "系列")] = field(default_factory=dict)
    roles: Annotated[Entries, Means("roles by id", "角色")] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Home(Record):
    """The site in one language."""

    name: Annotated[Line, Means("name of the site", "网站名称")]
    tag: Annotated[str, Means("language tag of its pages (BCP 47)", "网页的语言标签（BCP 47）")]
    url: Annotated[Url, Means("home page", "首页地址")]


@dataclass(frozen=True, kw_only=True)
class YearFile(Record):
    """Where a year's articles are."""

    year: Annotated[int, Means("year of the addresses", "地址中的年份")]
    url: Annotated[Url, Means("address of its file", "文件地址")]


@dataclass(frozen=True, kw_only=True)
class Index(Record):
    """`archive.json`: where everything is."""

    version: Version
    url: Annotated[Url, Means("address of the site", "网站地址")]
    languages: Annotated[dict[Language, Home], Field(min_length=1), Means("the site, by language", "各语言的网站")]
    schema: Annotated[Url, Means("address of the schema", "模式文件地址")]
    vocabulary: Annotated[Url, Means("address of the names", "词表文件地址")]
    years: Annotated[tuple[YearFile, ...], Means("files of articles, oldest year first", "各年文章文件，旧的在前")] = ()


FILES: tuple[type[Record], ...] = (Index, Year, Vocabulary)
"""What the files hold."""


@cache  # not on import: it takes a while, and most builds after the first write none of the files
def adapters() -> dict[type[Record], TypeAdapter[Any]]:
    """Return what writes and describes the records, by their class."""
    return {record: TypeAdapter(record) for record in FILES}


def write(record: Index | Year | Vocabulary) -> bytes:
    """Return a file's text: UTF-8, fields in the order of the classes, a line for each, a newline at the end."""
    return adapters()[type(record)].dump_json(record, exclude_defaults=True, indent=1) + b"\n"


def schema() -> str:
    """Return the text of the JSON Schema of all files."""
    references, definitions = TypeAdapter.json_schemas(
        [(record.__name__, "validation", adapter) for record, adapter in adapters().items()],
        schema_generator=_Generator,
    )
    whole = {
        "$schema": _Generator.schema_dialect,
        "title": "Twinpress archive · 双刊档案",
        "anyOf": [references[record.__name__, "validation"] for record in FILES],
        **definitions,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


class _Generator(GenerateJsonSchema):
    """Says that what is empty is left out: no null, no empty list; and that there is nothing but what is named."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Describe what is there."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Describe what is not left out; of a boolean, what it means where it is."""
        inner = self.generate_inner(schema["schema"])
        match inner.get("type"):
            case "array":
                return {**inner, "minItems": 1}
            case "object":
                return {**inner, "minProperties": 1}
            case "boolean":
                return {**inner, "default": schema["default"]}
        return inner

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Refuse keys that do not look like the ids or names they must be."""
        return {"additionalProperties": False, **super().dict_schema(schema)}

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Say no: titles would repeat the names of fields."""
        return False
