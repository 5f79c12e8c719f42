"""Patterns of sentences, headlines and headings, each in both languages.

A slot such as ``{thing}`` takes a word of that kind (``scene.py`` has the kinds); ``{thing2}`` takes another one. Both
halves of a pattern have the same slots, so that figures, days and names are the same in both languages.
"""

from __future__ import annotations

from bench.bilingual import Both


def _patterns(text: str) -> tuple[Both, ...]:
    """Return patterns from pairs of lines."""
    lines = text.strip().splitlines()
    return tuple(Both(zh, en) for zh, en in zip(lines[::2], lines[1::2], strict=True))


SENTENCES = _patterns("""
活动聚焦{aim}和{aim2}，内容包括{thing}、{thing2}的使用和维护。
The programme was about {aim} and {aim2}, and about the use and upkeep of {thing} and {thing2}.
{person}表示，要{manner}{deed}{thing}，让更多{group}受益。
{person} said that the aim was to {deed} {thing} {manner}, to the benefit of more {group}.
据介绍，{place}现有{count}个{thing}，比上年增加{percent}。
{place} now has {count} {thing}, {percent} more than a year ago.
项目总投资{money}，计划用{years}年时间{effort}{aim}。
The project costs {money}; within {years} years it is to {effort} {aim}.
“{thing}离家近了，{group}的心也近了。”{person}说。
“{thing} closer to home bring {group} closer, too,” said {person}.
下一步，{body}将会同{body2}，{manner}{deed}{thing}。
Next, {body} and {body2} will {deed} {thing} {manner}.
{years}年来，{place}的{group}一直在{deed}{thing}。
For {years} years, the {group} of {place} have worked to {deed} {thing}.
问卷调查显示，{percent}的{group}希望{deed}{thing}。
In a survey, {percent} of {group} wished to {deed} {thing}.
{group}还参观了{thing}，听取了关于{aim}的介绍。
The {group} also saw {thing} and heard about {aim}.
{body}负责人介绍，{place}已有{n}名{group}接受过{aim}方面的培训。
According to {body}, {n} {group} in {place} have been trained in {aim}.
会上，{n}名{group}就{aim}提出{years}条意见。
At the meeting, {n} {group} made {years} proposals on {aim}.
从{thing}到{thing2}，变化看得见。
From {thing} to {thing2}, the change can be seen.
{person}在{place}工作了{years}年，最熟悉的是{thing}。
{person} has worked in {place} for {years} years and knows {thing} best.
为{effort}{aim}，{place}拿出{money}，用于购置{thing}。
To {effort} {aim}, {place} set {money} aside for {thing}.
每逢周末，{group}都会来到{place}，{manner}{deed}{thing}。
Every weekend, {group} come to {place} to {deed} {thing} {manner}.
{body}提醒，使用{thing}时请注意{aim}。
Of those who use {thing}, {body} asks to keep {aim} in mind.
这是{place}{nth}次举办这样的{occasion}。
It was the {nth} time that {place} held such {occasion}.
截至目前，{place}共有{thing}{count}个，服务{group}{n}名。
So far, {place} has {count} {thing}, which serve {n} {group}.
{place}的做法是：{manner}{deed}{thing}，{manner2}{effort2}{aim}。
The way of {place} is to {deed} {thing} {manner}, and to {effort2} {aim} {manner2}.
有{group}提出，{thing}还不够多，希望{deed}{thing2}。
Some {group} said that there were still too few {thing}, and asked to {deed} {thing2}.
相关工作得到{body}的支持。
The work has the support of {body}.
{day}起，{thing}向{group}开放，每天可接待{count}人。
From {day}, {thing} are open to {group}, to {count} of them a day.
记者在{place}看到，{group}正在{deed}{thing}。
In {place}, our reporter met {group} who had come to {deed} {thing}.
对{group}来说，{aim}不是一句口号。
To {group}, {aim} is more than a slogan.
{aim}与{aim2}相辅相成，都离不开{group}。
Neither {aim} nor {aim2} can do without {group}.
今年的预算中，{thing}占{share}，{thing2}占{share2}。
In this year’s budget, {thing} have a share of {share} and {thing2} one of {share2}.
{person}和{group}一起{deed}{thing}，一做就是{years}年。
Together with {group}, {person} has worked to {deed} {thing} for {years} years.
报名首日，{n}名{group}选择了{thing}，{n2}名选择了{thing2}。
On the first day, {n} {group} put their names down for {thing} and {n2} for {thing2}.
在{place}，{thing}与{thing2}只隔一条街。
In {place}, a street is all that lies between {thing} and {thing2}.
{body}与{body2}签署协议，{effort}{aim}。
An agreement between {body} and {body2} is to {effort} {aim}.
“我们先{deed}{thing}，再谈{aim}。”{person}说。
“First we {deed} {thing}, then we talk of {aim},” said {person}.
不少{group}认为，{thing}比{thing2}更急需。
Many {group} think that {thing} are needed more than {thing2}.
""")

LEADS = _patterns("""
{day}，{body}在{place}举办{occasion}，{n}名{group}参加，主题是{aim}。
On {day}, {body} held {occasion} in {place}; {n} {group} came to speak about {aim}.
{day}，{n}名{group}来到{place}，{manner}{deed}{thing}。
On {day}, {n} {group} came to {place} to {deed} {thing} {manner}.
记者{day}从{body}获悉，{place}将新增{count}个{thing}，总投资{money}。
On {day} we learned from {body} that {place} is to have {count} more {thing}, at a cost of {money}.
近日，{body}与{body2}在{place}启动{aim}项目，首批惠及{n}名{group}。
The other day, {body} and {body2} began work on {aim} in {place}; {n} {group} are the first to benefit.
{place}的{group}有了新去处：{count}个{thing}{day}开放。
The {group} of {place} have a new place to go: {count} {thing} opened on {day}.
""")

HEADLINES = _patterns("""
{place}举办{occasion}，{n}名{group}谈{aim}
{n} {group} discuss {aim} at {occasion} in {place}
{place}新增{count}个{thing}
{count} more {thing} for {place}
{n}名{group}在{place}{deed}{thing}
{n} {group} gather in {place} to {deed} {thing}
{aim}怎么做？{place}的{group}有话说
How to go about {aim}: {group} in {place} speak up
{body}将{deed}{thing}，{n}名{group}受益
{body} is to {deed} {thing}, and {n} {group} benefit
从{thing}到{thing2}：{place}的{aim}之路
From {thing} to {thing2}: how {place} works for {aim}
{place}投入{money}用于{thing}
{place} spends {money} on {thing}
调查：{percent}的{group}希望{deed}{thing}
Survey: {percent} of {group} wish to {deed} {thing}
走进{place}，看{group}怎样{deed}{thing}
A look at {place}, where {group} {deed} {thing}
{thing}里的{aim}：{place}的{years}年
{aim} among {thing}: {years} years in {place}
{group}走进{place}，{manner}{deed}{thing}
{group} come to {place} to {deed} {thing} {manner}
{person}和{place}的{thing}
{person} and the {thing} of {place}
""")

TYPED_HEADLINES = {
    "event": _patterns("""
{place}{occasion}：{aim}
{aim}: {occasion} in {place}
{occasion}预告：与{person}一起谈{aim}
{occasion} with {person} on {aim}
{n}名{group}相约{place}，共话{aim}
{n} {group} meet in {place} to speak about {aim}
"""),
    "notice": _patterns("""
关于在{place}举办{occasion}的通知
Notice of {occasion} in {place}
关于{place}{thing}开放时间的通知
Opening hours of {thing} in {place}
关于征集{aim}案例的通知
Call for examples of {aim}
关于面向{group}{deed}{thing}的通知
Notice to {group} who wish to {deed} {thing}
"""),
    "document": _patterns("""
{place}{aim}工作方案（{year}年）
{place}: programme for {aim}, {year}
关于{effort}{aim}的若干意见
Opinions on how to {effort} {aim}
{place}{thing}管理办法
Rules for {thing} in {place}
"""),
    "gallery": _patterns("""
图集：{place}的{thing}和{group}
In pictures: {thing} and {group} of {place}
图集：{group}{deed}{thing}的一天
In pictures: a day with {group} who {deed} {thing}
"""),
    "video": _patterns("""
视频：{person}谈{aim}
Video: {person} on {aim}
视频：{place}的{thing}
Video: the {thing} of {place}
"""),
    "interview": _patterns("""
对话{person}：{aim}要从{thing}做起
{person}: {aim} begins with {thing}
{person}：我为什么{deed}{thing}
{person}: why I {deed} {thing}
"""),
}
"""Headlines of all types but news."""

SUMMARIES = _patterns("""
{n}名{group}参加，话题从{thing}到{thing2}。
{n} {group} came; they spoke of {thing} and {thing2}.
{place}计划投入{money}，{effort}{aim}。
{place} plans to spend {money} to {effort} {aim}.
{body}介绍了{aim}的进展。
What {body} has to say of {aim}.
{percent}的{group}希望{deed}{thing}，{place}给出了回答。
{percent} of {group} wish to {deed} {thing}: the answer of {place}.
{group}怎样{manner}{deed}{thing}，听他们自己说。
In their own words: how {group} {deed} {thing} {manner}.
{place}用{years}年时间{deed}{thing}，{n}名{group}从中受益。
In {years} years of work to {deed} {thing}, {place} has reached {n} {group}.
""")

HEADINGS = _patterns("""
背景
Background
现场
On the spot
做法
How it is done
从{thing}说起
It began with {thing}
{group}怎么看
What {group} think
数字
The figures
{aim}：难在哪里
What is hard about {aim}
{place}的经验
What {place} found out
经费与分工
Money and tasks
两个例子
Two examples
""")

LAST_HEADING = Both("下一步", "What comes next")

ITEMS = _patterns("""
{manner}{deed}{thing}
{deed} {thing} {manner}
{effort}{aim}，明确{thing}的分工
{effort} {aim}, and settle who looks after {thing}
每季度公布{thing}的数量
say every quarter how many {thing} there are
请{group}参与{deed}{thing}
ask {group} to help and {deed} {thing}
在{place}先行先试
begin in {place}
""")

FACTS = _patterns("""
时间：{day}
When: {day}
地点：{place}
Where: {place}
对象：{group}，限{n}名
Who: {group}, {n} at most
费用：{manner}提供{thing}，不收费
Costs: none; {thing} are provided {manner}
联系：{body}
Contact: {body}
""")

QUOTES = _patterns("""
“孩子们问得最多的是{thing}，而我们最想说的是{aim}。”
“What the children ask about most is {thing}; what we most want to speak of is {aim}.”
“{years}年前，这里没有{thing}。现在，{group}每天都来。”
“{years} years ago there were no {thing} here. Now {group} come every day.”
“{deed}{thing}，听上去是小事，做起来要{n}个人一起使劲。”
“To {deed} {thing} sounds like a small matter; it takes {n} people who pull together.”
""")

QUESTIONS = _patterns("""
您为什么要{deed}{thing}？
Why did you begin to {deed} {thing}?
{place}的{aim}，最难的是什么？
What is hardest about {aim} in {place}?
{group}能做些什么？
What can {group} do?
接下来的{years}年，您有什么打算？
What are your plans for the next {years} years?
""")

FOOTNOTES = _patterns("""
数据由{body}提供，截至{day}。
Figures by {body}, as of {day}.
{thing}的统计不含{place}。
The count of {thing} leaves out {place}.
金额按当年价格计算，合计{money}。
At the prices of the year; {money} in all.
""")

EARLIER = _patterns("""
此前的报道见[《{title}》]({address})。
See our earlier report, [*{title}*]({address}).
关于{aim}，本站曾刊出[《{title}》]({address})。
On {aim}, this site has had [*{title}*]({address}).
这与[此前的做法]({address})一脉相承。
It follows [what was done before]({address}).
""")
"""Sentences that link to an older article."""

KICKERS = _patterns("""
{aim}
{aim}
{place}见闻
Seen in {place}
""")

SUBTITLES = _patterns("""
——{place}{n}名{group}的{years}年
{years} years of {n} {group} in {place}
{body}介绍{aim}进展
{body} on {aim}
""")

CAPTIONS = _patterns("""
{day}，{place}的{group}在{deed}{thing}。
{group} of {place} who {deed} {thing}, {day}.
{place}的{thing}，{n}名{group}常来这里。
{thing} in {place}, where {n} {group} often come.
示意图：{thing}与{aim}。
Drawing: {thing} and {aim}.
""")

NOTES = _patterns("""
本文依据{body}提供的材料写成，数字截至{day}。
Written from material of {body}; figures as of {day}.
本系列介绍{place}的{group}怎样{deed}{thing}。
This series shows how {group} in {place} {deed} {thing}.
""")
"""Editor's notes."""

CHANGES = {
    "correction": Both("更正了参加人数，应为{n}人。", "The number of people who came was corrected: it is {n}."),
    "clarification": Both("说明了{thing}的统计口径。", "It is now said how {thing} are counted."),
    "update": Both("补充了{place}的最新进展。", "The latest from {place} was added."),
}

EXPLANATIONS = _patterns("""
文中关于{thing}的数字有误，以{body}公布的为准。
The figures for {thing} were wrong; those of {body} hold.
应当事人要求撤回。
Withdrawn at the request of those concerned.
""")
"""Why an article was withdrawn."""

VENUES = _patterns("""
{place}市民中心{years}号厅
Hall {years}, {place} Civic Centre
{body}会议室
Meeting room of {body}
""")

POSTS = _patterns("""
项目负责人
head of the project
{place}{group}代表
delegate of the {group} of {place}
{aim}研究者
researcher on {aim}
""")
"""How an article words a person's office."""

ATTACHMENTS = _patterns("""
{aim}工作方案全文
Full text of the programme for {aim}
{occasion}报名表
Registration form for {occasion}
{place}{thing}一览表
List of the {thing} in {place}
""")

APPROXIMATE = Both(
    "老人回忆：“那天来了约{n}人左右，都是来看{thing}的。”",
    "An old man remembers: “That day some {n} people came, more or less, all to see the {thing}.”",
)
"""What TXT014 finds in Chinese, and an article may ignore: it is a quotation."""

LIST_LEADS = _patterns("""
具体安排如下：
These are the arrangements:
{body}提出以下要求：
This is what {body} asks for:
{group}关心的事有这些：
This is what {group} care about:
""")
