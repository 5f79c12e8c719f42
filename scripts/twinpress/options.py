"""The options of the ``twinpress`` plugin: what a site says of itself, of its publisher and of its foot.

Values alone: templates print them. Every option is explained in ``docs/handbook/developers/configuration.en.md``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, ValidationError

from twinpress.document import UNEXPECTED, defect_of
from twinpress.kinds import Line, Slug, refuse
from twinpress.model import Record
from twinpress.moment import offset
from twinpress.services import Comments, Letters, Newsletter, Push, Views
from twinpress.settings import ConfigurationError
from twinpress.suggestion import closest
from twinpress.vocabulary import Aliases, Names

ICP_REGISTER = "https://beian.miit.gov.cn/"
"""Where the ICP number in the foot of a page has to lead (非经营性互联网信息服务备案管理办法)."""
POLICE_REGISTER = "https://beian.mps.gov.cn/#/query/webSearch?code="
"""Where the number of the public-security filing leads, with its 14 digits behind."""
SITE_CODE = re.compile(r"\d{10}|bm\d{8}")
"""网站标识码 of a local body, or of a ministry (国办发〔2017〕47号)."""
HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
POLICE_CODE = re.compile(r"(?<!\d)\d{14}(?!\d)")
COLUMN_TYPES = (
    "首页", "概况信息", "机构职能", "负责人信息", "工作动态", "政策文件", "信息公开指南", "信息公开目录", "信息公开年报",
    "依法申请公开", "数据发布", "数据开放", "政策解读", "回应关切", "办事服务", "咨询投诉", "征集调查", "在线访谈",
)  # fmt: skip
"""The words for ColumnType of 国办发〔2017〕47号, an open list."""


def _offset(text: str) -> str:
    try:
        offset(text)
    except ValueError:
        raise refuse("offset", text) from None
    return text


def _site_code(text: str) -> str:
    if not SITE_CODE.fullmatch(text):
        raise refuse("site_code", text)
    return text


def _host(text: str) -> str:
    if not HOST.fullmatch(text):
        raise refuse("host", text)
    return text.lower()


def _police(text: str) -> str:
    if len(POLICE_CODE.findall(text)) != 1:
        raise refuse("police", text)
    return text


@dataclass(frozen=True, kw_only=True)
class Column(Record):
    """Column data of the official meta tags; its fields have the names of ``vocabulary.Section``."""

    name: Names = field(default=Names())
    """ColumnName."""
    description: Names = field(default=Names())
    """ColumnDescription: purpose and content."""
    keywords: Aliases = field(default=Aliases())
    """ColumnKeywords."""
    column_type: Line | None = None
    """ColumnType, the same in both languages: see ``COLUMN_TYPES``."""


@dataclass(frozen=True, kw_only=True)
class Home(Column):
    """Column data of the home page; its description is the site's where it has none of its own."""

    name: Names = field(default=Names(zh="首页", en="Home"))
    column_type: Line | None = "首页"


@dataclass(frozen=True, kw_only=True)
class Official(Record):
    """The profile of Chinese official sites: what the meta tags of 国办发〔2017〕47号 need beside the vocabulary.

    SiteName is the site's name; sections carry their own column data.
    """

    site_code: Annotated[Line, AfterValidator(_site_code)] | None = None
    """SiteIDCode, 网站标识码."""
    domain: Annotated[Line, AfterValidator(_host)] | None = None
    """SiteDomain; default: the host of ``site_url`` (``Site.domain``)."""
    home: Home = Home()
    """Column data of the home page."""
    other: Column = Column()
    """Column data of pages that belong to no section: standing pages, people, topics, years."""


@dataclass(frozen=True, kw_only=True)
class Footer(Record):
    """The foot of every page: who answers for the site, and its filings."""

    icp: Line | None = None
    """ICP 备案号 as it was given, which leads to ``ICP_REGISTER``."""
    police: Annotated[Line, AfterValidator(_police)] | None = None
    """公安备案号 as it was given, with 14 digits in it, which leads to ``police_url``."""
    sponsors: tuple[Slug, ...] = ()
    """主办单位: organisation ids."""
    organisers: tuple[Slug, ...] = ()
    """承办单位: organisation ids."""
    contact: Names = field(default=Names())
    """How to reach those who run the site."""

    @property
    def police_url(self) -> str:
        """Address of the public-security filing in its register; empty where there is none."""
        code = POLICE_CODE.search(self.police or "")
        return POLICE_REGISTER + code[0] if code else ""


class Options(BaseModel):
    """Options of the ``twinpress`` plugin in ``mkdocs.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    content_dir: str = "content"
    """Folder of the articles, relative to ``mkdocs.yml``."""
    cache_dir: str = ".cache/twinpress"
    """Folder for what can be made again at any time."""
    utc_offset: Annotated[str, AfterValidator(_offset)] = "+08:00"
    """Offset of dates that are written without one."""
    list_size: Annotated[StrictInt, Field(ge=2, le=500)] = 20
    """N: a numbered list page has N items, a list's front page N to 2N-1."""
    picture_limit_kb: Annotated[StrictInt, Field(ge=1)] = 1500
    """Largest picture file in kB (1 kB = 1000 bytes) that editors may commit."""
    publisher: Slug | None = None
    """Organisation id of the body that publishes the site."""
    old_after_years: Annotated[StrictInt, Field(ge=0)] = 5
    """Years after which an article says that it is old; 0: never."""
    stale_after_days: Annotated[StrictInt, Field(ge=0)] = 30
    """Days after which a translation says that its original has other words now (other figures: at once); 0: never."""
    official: Official | None = None
    """The profile of Chinese official sites; None: no such tags."""
    footer: Footer = Footer()
    """What the foot of every page says."""
    calendar: StrictBool = False
    """Whether events have a calendar, and files for calendar programs."""
    newsletter: Newsletter | None = None
    views: Views | None = None
    letters: Letters | None = None
    comments: Comments | None = None
    oembed: StrictBool = False
    """Whether articles say how other sites show them (oembed.com)."""
    opensearch: StrictBool = False
    """Whether browsers can take the site's search among theirs."""
    push: Push | None = None

    @property
    def organisations(self) -> dict[str, str]:
        """Every organisation id that the options name, by its dotted option."""
        named = {f"footer.sponsors.{number}": name for number, name in enumerate(self.footer.sponsors)}
        named |= {f"footer.organisers.{number}": name for number, name in enumerate(self.footer.organisers)}
        return ({"publisher": self.publisher} if self.publisher else {}) | named

    @property
    def sections(self) -> dict[str, str]:
        """Every section id that the options name, by its dotted option."""
        closed = self.comments.closed if self.comments else ()
        return {f"comments.closed.{number}": name for number, name in enumerate(closed)}

    @property
    def answered_for(self) -> bool:
        """Whether an organisation says, in whatever way, that the site is its own."""
        return bool(self.organisations or self.official or self.footer != Footer())


def options(values: Mapping[str, Any]) -> Options:
    """Check the plugin's options; raise ConfigurationError naming each one that is wrong."""
    try:
        return Options.model_validate(_given(values))
    except ValidationError as error:
        said = [_said(dict(item)) for item in error.errors(include_url=False)]
    except RecursionError:  # an alias within what it stands for
        said = [("YAML 别名指向了自身", "a YAML alias stands within itself")]
    zh, en = "；".join(zh for zh, _ in said), "; ".join(en for _, en in said)
    raise ConfigurationError(
        f"mkdocs.yml 中 twinpress 插件的选项有误：{zh} · wrong options of the twinpress plugin in mkdocs.yml: {en}"
    )


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values without what was left empty: ``footer:`` with nothing behind it says nothing."""
    return {
        name: _given(value) if isinstance(value, Mapping) else value
        for name, value in values.items()
        if value is not None
    }


FORMS = {
    "string_type": ("一段文字（数字请加引号）", "text (a number in quotation marks)"),
    "text": ("一段文字（数字请加引号）", "text (a number in quotation marks)"),
    "blank": ("非空白的文字", "text that is more than spaces"),
    "control": ("不含不可见控制字符的文字", "text without invisible control characters"),
    "one_line": ("一行文字", "text on one line"),
    "slug": (
        "词表中的编号，如 beijing-womens-federation",
        "an id of the vocabulary, such as beijing-womens-federation",
    ),
    "int_type": ("整数，不加引号", "a whole number without quotation marks"),
    "greater_than_equal": ("不小于 {ge} 的整数", "a whole number of at least {ge}"),
    "less_than_equal": ("不大于 {le} 的整数", "a whole number of at most {le}"),
    "tuple_type": ("列表，写作 […, …]", "a list, written […, …]"),
    "dataclass_type": ("几行“名称: 值”", "lines of name: value"),
    "bool_type": (" true 或 false", "true or false"),
    "literal_error": (" {expected} 之一", "one of {expected}"),
    "mail": ("一个电子邮件地址，如 news@example.org", "an e-mail address, such as news@example.org"),
    "url": ("完整网址，以 https:// 开头", "a whole web address that begins with https://"),
    "leave": (
        "以 https:// 开头、不超过 200 个字符的网址，或电子邮件地址",
        "a web address that begins with https:// and has at most 200 characters, or an e-mail address",
    ),
    "key": ("字母、数字或连字符，8 至 128 个", "8 to 128 letters, digits and hyphens"),
    "secure": (
        "以 https:// 开头的网址，域名只用字母、数字、点和连字符（中文域名写 xn-- 形式）",
        "a web address that begins with https://, its host in letters, digits, dots and hyphens (xn--… for Chinese ones)",
    ),
    "base": ("不含 ? 和 # 的网址", "a web address without ? and #"),
    "one_click": (
        " false，除非 unsubscribe 是含 {{address}} 的网址：不知道是谁，就无法为谁退订",
        "false unless unsubscribe is a web address with {{address}} in it: it has to say who leaves",
    ),
    "both": ("中英文各一句，写作 {{zh: …, en: …}}", "words in both languages, written {{zh: …, en: …}}"),
    "offset": ('与标准时间的时差，写作 "+08:00"', 'an offset from UTC, written "+08:00"'),
    "site_code": ("网站标识码：10 位数字，或 bm 加 8 位数字", "a site code: 10 digits, or bm and 8 digits"),
    "host": ("域名，不带 https://，如 www.example.org", "a host without https://, such as www.example.org"),
    "police": (
        "公安备案号，其中有且只有一组 14 位数字，如 京公网安备 11010502030000号",
        "the number of the public-security filing with its 14 digits, such as 京公网安备 11010502030000号",
    ),
}
"""What a value must be, by the kind of mistake; ``{ge}`` and ``{le}`` are the limits."""


def _said(item: dict[str, Any]) -> tuple[str, str]:
    """Return one error of pydantic in (zh, en): what must hold, and what was found."""
    wrong = defect_of(item)
    if item["type"] in UNEXPECTED:
        near = closest(wrong.found, _known(item["loc"][:-1]))
        return (
            f"没有选项 {wrong.field}" + (f"（是否想写 {near}？）" if near else ""),
            f"there is no option {wrong.field}" + (f" (did you mean {near}?)" if near else ""),
        )
    if item["type"] == "missing":
        return f"缺少 {wrong.field}", f"{wrong.field} is missing"
    zh, en = FORMS.get(item["type"], ("手册中说明的值", "a value as the handbook describes it"))
    limits = item.get("ctx") or {}
    found = wrong.found.partition("|")[0] if item["type"] == "literal_error" else wrong.found
    return (
        f"{wrong.field} 须为{zh.format(**limits)}，现为 {found or '空'}",
        f"{wrong.field} must be {en.format(**limits)}, not {found or 'empty'}",
    )


def _known(way: tuple[int | str, ...]) -> list[str]:
    """Return the names that there are at a place within the options."""
    place: Any = Options(official=Official())
    for name in way:
        place = getattr(place, str(name), None)
    return list(Options.model_fields if isinstance(place, Options) else getattr(place, "__dataclass_fields__", ()))
