"""The vocabulary of the corpus: invented people, bodies and places, as many as an archive of that size would have.

The first entries of a list are the same in an archive of any size. ``example.org`` and its kin belong to nobody (RFC 2606).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import indent
from typing import Any, NamedTuple

from bench import notation
from bench.bilingual import Both
from bench.chance import Chance, Ranked


class Entry(NamedTuple):
    """An entry of the vocabulary."""

    id: str
    spoken: Both
    """Its name within a sentence."""
    record: dict[str, Any]
    """What stands in its file."""


DESK = "haiyue-desk"
SECTIONS = """
services 服务 Services 工作动态 14
trainings 培训 Trainings 工作动态 14
families 家庭 Families 工作动态 14
neighbourhoods 社区 Neighbourhoods 工作动态 14
exchange 交流 Exchange 工作动态 30
meetings 会议 Meetings 工作动态 30
voices 人物 Voices 在线访谈 60
pictures 影像 Pictures 工作动态 90
policy 政策 Policy 政策文件 180
notices 通知 Notices 通知公告 180
"""
TOPICS = """
child-friendly-city 儿童友好城市 Child-friendly city -
child-friendly-space 儿童友好空间 Child-friendly space child-friendly-city
streets 街道与路口 Streets and crossings child-friendly-space
playgrounds 游戏场地 Playgrounds child-friendly-space
family-education 家庭教育 Family education -
reading 亲子阅读 Reading together family-education
childcare 托育 Childcare -
affordable-childcare 普惠托育 Affordable childcare childcare
health 妇幼健康 Health of mothers and children -
nutrition 营养 Nutrition health
mental-health 心理健康 Mental health health
employment 妇女就业 Women’s employment -
start-ups 女性创业 Women’s start-ups employment
crafts 手工艺 Crafts employment
rights 妇女权益 Women’s rights -
legal-aid 法律援助 Legal aid rights
equality 性别平等 Gender equality rights
safety 儿童安全 Children’s safety -
safety-online 网络安全 Safety online safety
road-safety 交通安全 Road safety safety
grassroots 基层组织 Grassroots organisations -
volunteers 志愿服务 Volunteering grassroots
social-work 社会工作 Social work grassroots
countryside 乡村振兴 Rural revitalisation -
heritage 文化传承 Cultural heritage -
science 女童与科学 Girls in science -
sports 体育 Sports -
elderly 老年照护 Care for the elderly -
inclusion 残障融合 Inclusion -
friendship 民间友好 People-to-people friendship -
environment 绿色家庭 Green homes -
site-affairs 本站事务 About this archive -
"""
ROLES = """
speaker 主讲人 speaker
host 主持人 host
guest 嘉宾 guest
interviewee 受访者 interviewee
organiser 组织者 organiser
volunteer 志愿者代表 volunteers’ delegate
"""
CITIES = """
yunxi 云溪 Yunxi
linlan 临澜 Linlan
qingyu 青屿 Qingyu
songling 松岭 Songling
bailu 白鹭 Bailu
jinsui 金穗 Jinsui
nanting 南汀 Nanting
beiyuan 北苑 Beiyuan
"""
DISTRICTS = ("东dong 西xi 安an 清qing 石shi 柳liu 梅mei 文wen", "湖hu 桥qiao 山shan 园yuan 河he 坪ping 塘tang 门men")
"""First and second half of the districts' names; the first half tells the city."""
BODIES = """
womens-federation 妇女联合会 妇联 Women’s_Federation mass-organisation 1
wcwc-office 妇女儿童工作委员会办公室 妇儿工委办 Office_for_Women_and_Children government 2
childrens-centre 儿童活动中心 儿童中心 Children’s_Centre education 1
social-work 社会工作服务中心 社工中心 Social_Work_Centre ngo -
education-bureau 教育局 教育局 Education_Bureau government 2
volunteers 志愿者协会 志协 Volunteers’_Association ngo -
library 图书馆 图书馆 Library education -
health-centre 妇幼保健院 妇幼院 Health_Centre_for_Mothers_and_Children government 2
home-services 家政服务有限公司 家政公司 Home_Services_Company company -
first-school 第一小学 一小 First_Primary_School education -
culture-centre 文化馆 文化馆 Culture_Centre education 2
crafts 巧手合作社 巧手社 Crafts_Cooperative company -
weekly 周报 周报 Weekly media 4
reading 阅读促进会 阅促会 Reading_Society ngo -
"""
SPECIAL = (
    (DESK, "海岳女声编辑部", "", "Haiyue Desk", "", "editorial", None),
    ("haiyue-womens-federation", "海岳省妇女联合会", "省妇联", "Haiyue Women’s Federation", "HWF", "mass-organisation", None),
    ("haiyue-government", "海岳省人民政府", "省政府", "Haiyue Provincial Government", "", "government", None),
    ("childrens-friends", "国际儿童之友协会", "儿童之友", "International Association of Children’s Friends", "IACF", "international", None),
    ("haiyue-daily", "海岳日报", "", "Haiyue Daily", "", "media", None),
    ("haiyue-university", "海岳大学", "海大", "Haiyue University", "HYU", "education", "haiyue-government"),
    ("haiyue-foundation", "海岳儿童基金会", "", "Haiyue Children’s Foundation", "", "ngo", None),
    ("haiyue-works", "海岳纺织厂", "海纺", "Haiyue Textile Works", "", "company", None),
)  # fmt: skip
"""Bodies of the province: id, Chinese name and short name, English name and short name, kind, parent."""
SURNAMES = (
    "王wang 李li 张zhang 刘liu 陈chen 杨yang 赵zhao 黄huang 周zhou 吴wu 徐xu 孙sun 胡hu 朱zhu 高gao 林lin 何he 郭guo 马ma 罗luo "
    "梁liang 宋song 郑zheng 谢xie 韩han 唐tang 冯feng 于yu 董dong 萧xiao 程cheng 曹cao 袁yuan 邓deng 傅fu 沈shen 曾zeng 彭peng "
    "苏su 卢lu 蒋jiang 蔡cai 贾jia 丁ding 魏wei 薛xue 叶ye 阎yan 潘pan 杜du 戴dai 夏xia 钟zhong 田tian 任ren 范fan 方fang 石shi "
    "姚yao 谭tan 廖liao 邹zou 熊xiong 金jin 孔kong 白bai 崔cui 康kang 毛mao 邱qiu 秦qin 顾gu 侯hou 邵shao 孟meng 龙long 万wan "
    "段duan 雷lei 钱qian"
)
GIVEN = (
    "晓xiao 梅mei 兰lan 芳fang 婷ting 静jing 雪xue 慧hui 玉yu 春chun 红hong 丽li 娟juan 敏min 文wen 思si 佳jia 明ming 建jian 国guo "
    "志zhi 海hai 林lin 云yun 秀xiu 凤feng 洁jie 倩qian 蓉rong 淑shu 珍zhen 宁ning 欣xin 诗shi 曼man 若ruo 素su 清qing 彤tong "
    "菲fei 萌meng 苗miao 璐lu 珂ke 博bo 浩hao 伟wei 强qiang 刚gang 超chao 鹏peng 晨chen 东dong 平ping 华hua 俊jun 诚cheng 瑞rui "
    "凯kai 磊lei 涛tao 德de 永yong 正zheng 光guang 少shao 友you"
)
"""No two characters are spelt alike and none begins with a vowel, so that no two people are either."""
SERIES = (
    ("{}访谈录", "Conversations on {}"),
    ("{}手记", "Notes on {}"),
    ("百姓说{}", "People speak of {}"),
    ("走进{}", "A closer look at {}"),
    ("{}案例选", "Cases: {}"),
)
TITLES = (
    Both("主任", "Director"),
    Both("副主任", "Deputy Director"),
    Both("秘书长", "Secretary-General"),
    Both("研究员", "Researcher"),
    Both("社会工作者", "Social Worker"),
    Both("主席", "President"),
)
GLOSSARY = """\
id,zh,en,en_allowed,en_forbidden,kind,case,first_mention,short_form,numeric,source_url,status,note
gender-equality,性别平等,gender equality,equality|equality between women and men,sex equality,term,insensitive,no,,no,,approved,
affordable-childcare,普惠托育,affordable childcare,,universal entrusted education,term,insensitive,no,,no,,approved,价格由政府指导
neighbourhood-governance,社区治理,neighbourhood governance,,,term,insensitive,no,,no,,approved,
rural-revitalisation,乡村振兴,rural revitalisation,,village vitality,term,insensitive,no,,no,,approved,
legal-aid,法律援助,legal aid,,law aid,term,insensitive,no,,no,,approved,
urban-renewal,城市更新,urban renewal,,city update,term,insensitive,no,,no,,proposed,
mental-health,心理健康,mental health,,psychological health,term,insensitive,no,,no,,approved,
haiyue-womens-federation,海岳省妇女联合会,Haiyue Women’s Federation,HWF|the federation,Haiyue Women’s Union,organisation,sensitive,yes,HWF,no,https://federation.example.org/,approved,
three-ones,三个一行动,Three Ones campaign,,,term,sensitive,no,,yes,,approved,一本书、一堂课、一次走访
"""  # fmt: skip


@dataclass(frozen=True)
class Post:
    """An office, with the years in which it is held."""

    title: Both
    body: str
    since: str | int
    until: str | int | None = None

    @property
    def record(self) -> dict[str, Any]:
        """What stands in the person's file."""
        end = {} if self.until is None else {"to": self.until}
        return {"title": _names(self.title), "organisation": self.body, "from": self.since, **end}


class Registry:
    """The closed lists, with how often each entry is named."""

    def __init__(self, articles: int):
        self.sections = [_section(line.split()) for line in SECTIONS.strip().splitlines()]
        self.topics = [_topic(line) for line in TOPICS.strip().splitlines()]
        self.roles = [_role(line) for line in ROLES.strip().splitlines()]
        self.places = list(_places())
        self.bodies = [_body(number, self.places) for number in range(bodies_at(articles))]
        self.people = [_person(number, self.bodies) for number in range(people_at(articles))]
        self.series: list[Entry] = []
        """Grows with the articles (``begin``)."""
        self.ranked_topics = Ranked(self.topics)
        self.ranked_bodies = Ranked(self.bodies)
        self.ranked_people = Ranked(self.people)
        self.ranked_places = Ranked(self.places[1:])
        self.ranked_roles = Ranked(self.roles)

    def begin(self, parts: int, first: int) -> str:
        """Begin a series with ``parts`` parts in this archive, of which the first has the number ``first``; return its id."""
        number = len(self.series)
        topic = self.topics[number % len(self.topics)].spoken
        zh, en = SERIES[number // len(self.topics) % len(SERIES)]
        volume = number // (len(self.topics) * len(SERIES))
        name = Both(zh.format(topic.zh), en.format(topic.en))
        if volume:
            name = Both(f"{name.zh}（第{volume + 1}辑）", f"{name.en}, volume {volume + 1}")
        record: dict[str, Any] = {"name": _names(name)}
        if number % 3 == 0:
            record["description"] = {
                "zh": f"关于{topic.zh}的系列报道，自第{first}篇起收录。",
                "en": f"A series on {topic.en}; this archive begins with part {first}.",
            }
        if number % 2 == 0:
            record["parts"] = first + parts - 1
        if first > 1:
            record["first"] = first
        self.series.append(Entry(f"series-{number + 1:03}", name, record))
        return self.series[-1].id

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield (path, text) of every file of the vocabulary."""
        for name in ("sections", "topics", "places", "roles", "series"):
            entries: list[Entry] = getattr(self, name)
            if entries:
                texts = (f"{entry.id}:\n{indent(notation.fields(entry.record), '  ')}" for entry in entries)
                yield f"vocabulary/{name}.yml", "".join(texts)
        for name in ("people", "organisations"):
            entries = self.people if name == "people" else self.bodies
            for entry in entries:
                yield f"vocabulary/{name}/{entry.id}.yml", notation.fields(entry.record)
        yield "vocabulary/glossary.csv", GLOSSARY


def people_at(articles: int) -> int:
    """Return how many people are known when an archive has so many articles."""
    return 40 + articles // 20


def bodies_at(articles: int) -> int:
    """Return how many bodies are known when an archive has so many articles."""
    return min(40 + articles // 60, len(SPECIAL) + len(BODIES.strip().splitlines()) * PLACES)


def _names(name: Both) -> dict[str, str]:
    return {"zh": name.zh, "en": name.en}


def _section(words: list[str]) -> Entry:
    identifier, zh, en, column, days = words
    record = {
        "name": {"zh": zh, "en": en},
        "description": {
            "zh": f"{zh}栏目，关注妇女、儿童与家庭。",
            "en": f"{en}: news on women, children and families.",
        },
        "keywords": {"zh": [zh, "妇女", "儿童"], "en": [en, "women", "children"]},
        "column_type": column,
        "freshness_days": int(days),
    }
    return Entry(identifier, Both(zh, en), record)


def _topic(line: str) -> Entry:
    identifier, zh, rest = line.split(" ", 2)
    en, broader = rest.rsplit(" ", 1)
    record: dict[str, Any] = {"name": {"zh": zh, "en": en}}
    if broader == "-":
        record["description"] = {"zh": f"与{zh}有关的报道。", "en": f"All on {en}."}
    else:
        record["broader"] = broader
    return Entry(identifier, Both(zh, en[:1].lower() + en[1:]), record)


def _role(line: str) -> Entry:
    identifier, zh, en = line.split(" ", 2)
    return Entry(identifier, Both(zh, en), {"name": {"zh": zh, "en": en}})


def _places() -> Iterator[Entry]:
    """Yield the province, then each city with its districts and a building."""
    yield _place("haiyue", Both("海岳省", "Haiyue Province"), None)
    firsts, seconds = ([(half[0], half[1:]) for half in text.split()] for text in DISTRICTS)
    for line, first in zip(CITIES.strip().splitlines(), firsts, strict=True):
        city, zh, en = line.split()
        yield _place(city, Both(f"{zh}市", en), "haiyue")
        for second in seconds:
            name = first[1] + second[1]
            yield _place(name, Both(f"{first[0]}{second[0]}区", f"{name.capitalize()} District"), city)
        yield _place(f"{city}-civic-centre", Both(f"{zh}市民中心", f"{en} Civic Centre"), city)


PLACES = 72
"""Cities and districts, each of which can have one of the ``BODIES``."""


def _place(identifier: str, name: Both, around: str | None) -> Entry:
    record: dict[str, Any] = {"name": _names(name)}
    if around:
        record["part_of"] = around
    return Entry(identifier, name, record)


def _body(number: int, places: list[Entry]) -> Entry:
    """Return a body: first those of the province, then one of another kind and another place each time."""
    if number < len(SPECIAL):
        identifier, zh, short_zh, en, short_en, kind, parent = SPECIAL[number]
        around = "haiyue"
    else:
        kinds = BODIES.strip().splitlines()
        towns = [place for place in places[1:] if not place.id.endswith("-civic-centre")]
        at = number - len(SPECIAL)
        word, zh, short_zh, en, kind, above = kinds[at % len(kinds)].split()
        place = towns[(at // len(kinds) + at % len(kinds) * 5) % PLACES]
        zh, short_zh = place.spoken.zh + zh, place.spoken.zh + short_zh
        en, short_en, around = f"{place.spoken.en} {en.replace('_', ' ')}", "", place.id
        identifier, parent = f"{place.id}-{word}", None if above == "-" else SPECIAL[int(above)][0]
    short = {language: name for language, name in (("zh", short_zh), ("en", short_en)) if name}
    record: dict[str, Any] = {"name": {"zh": zh, "en": en}}
    if short and short_zh != zh:
        record["short"] = short
    if number % 7 == 5:
        record["unconfirmed"] = ["zh"] if number % 2 else ["en"]
    if number % 6 == 1:
        record["aliases"] = {"zh": [f"{zh}机关"], "en": [f"{en} Office", f"{en}, main office"]}
    record["kind"] = kind
    if parent:
        record["parent"] = parent
    record["place"] = around
    if number % 4 == 1:
        record["url"] = f"https://{identifier}.example.org/"
    if number % 11 == 6:
        record["note"] = "名称以其网站为准。"
    article = "" if kind in ("media", "education") and number < len(SPECIAL) else "the "
    return Entry(identifier, Both(zh, article + en), record)


def _person(number: int, bodies: list[Entry]) -> Entry:
    """Return a person whose name nobody else has, in neither language."""
    surnames, given = ([(half[0], half[1:]) for half in text.split()] for text in (SURNAMES, GIVEN))
    mixed = (number * 104_729 + 12_345) % (len(surnames) * len(given) ** 2)  # a prime: every name comes once
    rest, first = divmod(mixed, len(surnames))
    second, third = divmod(rest, len(given))
    family, one, two = surnames[first], given[second], given[third]
    zh, en = family[0] + one[0] + two[0], f"{family[1].capitalize()} {(one[1] + two[1]).capitalize()}"
    name = {"zh": zh, "en": en}
    if number % 23 == 11:
        del name["zh"]
    elif number % 29 == 13:
        del name["en"]
    record: dict[str, Any] = {"name": name}
    if number % 9 == 4 and len(name) == 2:
        record["unconfirmed"] = ["zh"] if number % 2 else ["en"]
    record["page"] = number % 3 == 0
    if number % 5 == 2:
        record["aliases"] = {
            "zh": [f"{two[0]}{two[0]}"],
            "en": [f"{(one[1] + two[1]).capitalize()} {family[1].capitalize()}"],
        }
    chance = Chance("person", number)
    known = bodies[: bodies_at(max(0, number - people_at(0)) * 20)]
    posts = [Post(chance.pick(TITLES), chance.pick(known).id, chance.between(2006, 2020))]
    if number % 4 == 0:
        year = chance.between(2010, 2020)
        posts[0] = Post(posts[0].title, posts[0].body, chance.between(2000, 2009), f"{year}-06-30")
        posts.append(Post(chance.pick(TITLES), chance.pick(known).id, f"{year}-07-01"))
    if number % 6 != 5:
        record["posts"] = [post.record for post in posts]
    if number % 13 == 3:
        record["note"] = "任职年份以任免公告为准。"
    return Entry(f"{family[1]}-{one[1]}{two[1]}", Both(zh, en), record)
