"""The words of the corpus, by rank.

``BUILT_IN`` is written for it. Another source, such as the entries of a dictionary with their frequencies, is another
``Lexicon``: hand it to ``corpus.write``. All English nouns are plural or without number, so that every pattern of
``phrases.py`` takes every one of them; verbs are plain (``maintain``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bench.bilingual import Both
from bench.chance import Ranked


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Words with their ranks, by what they do in a sentence."""

    things: Ranked[Both]
    """What can be counted, opened, given: 绘本 picture books."""
    traits: Ranked[Both]
    """What stands before a thing: 社区 community."""
    aims: Ranked[Both]
    """What is worked for, without number: 儿童健康 children’s health."""
    deeds: Ranked[Both]
    """What is done to things: 维护 maintain."""
    efforts: Ranked[Both]
    """What is done for aims: 促进 promote."""
    groups: Ranked[Both]
    """People: 志愿者 volunteers."""
    occasions: Ranked[Both]
    """What is held: 培训班 training courses."""
    manners: Ranked[Both]
    """How something is done: 逐步 step by step."""


def ranked(lines: Iterable[str]) -> Ranked[Both]:
    """Return words, the commonest first, from lines of a Chinese word, a space and the English."""
    words = (line.partition(" ") for line in lines)
    return Ranked([Both(zh, en) for zh, _, en in words])


def _words(text: str) -> Ranked[Both]:
    return ranked(text.strip().splitlines())


THINGS = """
课程 courses
服务站 service points
项目 projects
活动室 activity rooms
图书 books
热线 hotlines
阅读室 reading rooms
讲座 talks
绘本 picture books
托育点 childcare centres
公园 parks
案例 cases
手册 handbooks
母婴室 nursing rooms
路口 crossings
门诊 clinics
展览 exhibitions
操场 playgrounds
班车 school buses
工作室 studios
合作社 cooperatives
网站 websites
奖学金 scholarships
菜园 vegetable gardens
夏令营 summer camps
问卷 questionnaires
书架 bookshelves
滑梯 slides
长椅 benches
自行车道 cycle lanes
路灯 street lamps
餐桌 dining tables
食堂 canteens
病房 wards
疫苗 vaccines
剧场 theatres
合唱团 choirs
球队 teams
乐器 instruments
实验室 laboratories
电脑 computers
平台 platforms
短片 short films
照片 photographs
信件 letters
车间 workshops
订单 orders
小店 shops
市场 markets
果园 orchards
茶园 tea gardens
农场 farms
宿舍 dormitories
楼梯 stairways
电梯 lifts
坡道 ramps
扶手 handrails
饮水点 drinking fountains
洗手间 washrooms
雨棚 shelters
花坛 flower beds
沙坑 sandpits
秋千 swings
树屋 tree houses
步道 footpaths
小桥 footbridges
站台 platforms for buses
地铁站 underground stations
停车位 parking spaces
信号灯 traffic lights
斑马线 zebra crossings
护栏 railings
墙报 wall newspapers
画册 albums
录音 recordings
剧本 plays
诗集 collections of poems
词典 dictionaries
地图 maps
模型 models
机器人 robots
望远镜 telescopes
显微镜 microscopes
种子 seeds
书包 satchels
校服 school uniforms
棉衣 winter coats
药箱 medicine chests
急救包 first-aid kits
轮椅 wheelchairs
助听器 hearing aids
眼镜 glasses
玩具 toys
积木 building blocks
拼图 jigsaw puzzles
风筝 kites
灯笼 lanterns
剪纸 paper cuts
刺绣 embroideries
陶器 pottery
竹编 bamboo baskets
布鞋 cloth shoes
围巾 scarves
糕点 pastries
早餐 breakfasts
证书 certificates
合同 contracts
章程 statutes
报表 returns
账目 accounts
档案 files
名册 registers
提案 motions
判例 judgments
调解书 settlements
保险 insurance policies
贷款 loans
补贴 allowances
礼物 presents
奖牌 medals
横幅 banners
座位 seats
帐篷 tents
展台 stands
话筒 microphones
屏幕 screens
摄像机 cameras
直播间 live-streaming rooms
快递柜 parcel lockers
驿站 rest stations
充电桩 charging points
头盔 helmets
反光衣 reflective vests
考场 examination rooms
试卷 test papers
黑板 blackboards
壁画 murals
雕塑 sculptures
钟楼 clock towers
祠堂 ancestral halls
老屋 old houses
渡口 ferries
码头 piers
渔船 fishing boats
粮仓 granaries
水井 wells
磨坊 mills
"""

TRAITS = """
社区 community
新 new
免费 free
公共 public
乡村 rural
儿童 children’s
家庭 family
校园 school
流动 mobile
周末 weekend
线上 online
夜间 evening
试点 pilot
示范 model
专业 professional
基层 grassroots
青年 young people’s
女性 women’s
科普 science
亲子 parent-and-child
无障碍 barrier-free
共享 shared
小型 small
大型 large
临时 temporary
长期 long-term
安全 safe
绿色 green
双语 bilingual
传统 traditional
数字 digital
暑期 summer
冬季 winter
街边 roadside
屋顶 rooftop
河畔 riverside
山区 mountain
海岛 island
工业园 industrial-park
医院 hospital
图书馆 library
博物馆 museum
志愿 volunteer
慈善 charitable
合作 joint
自办 self-run
改造后的 rebuilt
闲置 disused
历史 historic
便民 handy
"""

AIMS = """
儿童友好 child-friendliness
儿童健康 children’s health
家庭教育 family education
妇女就业 women’s employment
性别平等 gender equality
儿童安全 children’s safety
阅读 reading
普惠托育 affordable childcare
妇女权益 women’s rights
心理健康 mental health
社区治理 neighbourhood governance
志愿服务 volunteering
乡村振兴 rural revitalisation
家庭和睦 harmony in families
儿童参与 children’s participation
城市更新 urban renewal
科学素养 science literacy
技能提升 better skills
女性创业 women’s enterprise
法律援助 legal aid
国际交流 international exchange
文化传承 cultural heritage
环境保护 protection of the environment
交通安全 road safety
网络安全 safety online
体育锻炼 physical exercise
营养改善 better nutrition
母婴健康 health of mothers and babies
老年照护 care for the elderly
残障融合 inclusion of people with disabilities
育儿减负 relief for parents
困境儿童关爱 care for children in difficulty
反家庭暴力 action against domestic violence
公共空间 public space
艺术教育 arts education
劳动教育 practical work
数字技能 digital skills
邻里互助 neighbourly help
防灾减灾 preparedness for disasters
民间友好 friendship between peoples
"""

DEEDS = """
增设 add
维护 maintain
改造 rebuild
开放 open up
设计 design
检查 inspect
管理 look after
资助 fund
布置 arrange
整理 put in order
更新 renew
展示 show
试用 try out
推荐 recommend
登记 register
评估 evaluate
介绍 present
制作 make
挑选 choose
分享 share
记录 record
清点 count
保留 keep
借用 borrow
捐赠 donate
讲解 explain
拍摄 film
修理 repair
研究 study
规划 plan
"""

EFFORTS = """
促进 promote
支持 support
改善 improve
保障 safeguard
推动 advance
关注 follow
讨论 discuss
宣传 publicise
重视 take seriously
倡导 advocate
研究 study
落实 carry out
参与 take part in
监督 oversee
加强 strengthen
探索 explore
协调 coordinate
服务 serve
"""

GROUPS = """
居民 residents
志愿者 volunteers
儿童 children
家长 parents
教师 teachers
学生 pupils
妇女代表 women delegates
社会工作者 social workers
母亲 mothers
专家 experts
医生 doctors
护士 nurses
青年 young people
老人 elderly people
企业职工 company employees
返乡女性 women who had come home
骑手 delivery riders
创业者 founders of start-ups
手艺人 craftspeople
农户 farmers
法官 judges
律师 lawyers
记者 reporters
学者 scholars
留学生 students from abroad
外国友人 foreign friends
保育员 nursery nurses
网格员 neighbourhood wardens
民警 police officers
消防员 firefighters
工程师 engineers
规划师 planners
设计师 designers
艺术家 artists
运动员 athletes
退休教师 retired teachers
新手父母 new parents
祖父母 grandparents
大学生 university students
讲解员 guides
"""

OCCASIONS = """
培训班 training courses
座谈会 round tables
讲座 lectures
亲子活动 family days
读书会 reading circles
研讨会 seminars
工作会议 working meetings
展览 exhibitions
论坛 forums
走访 visits
义诊 free clinics
招聘会 job fairs
比赛 competitions
晚会 evening galas
开放日 open days
演练 drills
志愿服务日 volunteer days
文化节 festivals
运动会 sports days
交流营 exchange camps
听证会 hearings
沙龙 salons
市集 fairs
音乐会 concerts
电影放映 film evenings
植树活动 tree plantings
口述史访谈 oral-history interviews
手工课 craft lessons
徒步 walks
夏令营 summer camps
"""

MANNERS = """
逐步 step by step
共同 together
定期 regularly
就近 close to home
免费 free of charge
主动 of their own accord
耐心 patiently
及时 in good time
长期 for years to come
因地制宜 in ways that suit the place
按季度 every quarter
面对面 face to face
线上线下 online and on the spot
稳妥 with care
公开 openly
一起 side by side
分批 in batches
持续 without a break
广泛 widely
重点 above all
"""

BUILT_IN = Lexicon(
    things=_words(THINGS),
    traits=_words(TRAITS),
    aims=_words(AIMS),
    deeds=_words(DEEDS),
    efforts=_words(EFFORTS),
    groups=_words(GROUPS),
    occasions=_words(OCCASIONS),
    manners=_words(MANNERS),
)
