"""Words that are written with numerals and count nothing, and names of days and plans that do.

Kept by hand. A word belongs here if a numeral in it would be taken for a figure; numerals below ten in words are weak
anyway (``chinese.py``), so most idioms need no line.
"""

from __future__ import annotations

WORDS = (
    *(
        "一起",
        "统一",
        "进一步",
        "一旦",
        "唯一",
        "万一",
        "十分",
        "十足",
        "百姓",
        "千方百计",
        "五湖四海",
        "四面八方",
        "成千上万",
    ),
    *(
        "千万别",
        "千万不",
        "千万要",
        "千军万马",
        "千家万户",
        "千千万万",
        "万事",
        "万物",
        "万众",
        "万能",
        "万分",
        "万象",
        "万里长城",
    ),
    *("百货", "百科", "百年大计", "百家争鸣", "百花", "百战", "百炼", "十全十美", "十面埋伏", "九牛一毛", "亿万"),
    *(
        "百度",
        "千岛湖",
        "十堰",
        "万科",
        "万达",
        "三千世界",
        "十字",
        "十足",
        "百叶",
        "千金",
        "千里",
        "千古",
        "千秋",
        "百里",
    ),
    *("三十六计", "四十不惑", "一五一十", "七七八八", "乱七八糟", "八十一难", "九九归一", "三三两两"),
    *("4S店", "五月天"),
    *("老八路", "八路军", "新四军", "六一居士"),
)
"""Idioms and names: masked before figures are read."""

AGES = {"而立之年": 30, "不惑之年": 40, "知天命": 50, "花甲": 60, "古稀": 70, "耄耋": 80, "期颐": 100}
"""Ages that have a name."""

TERMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("三八红旗手", ("March 8th Red-Banner Pacesetter", "March 8 Red-Banner Pacesetter", "March 8th Red Banner")),
    ("三八国际劳动妇女节", ("March 8th International Women's Day", "International Women's Day")),
    ("三八妇女节", ("March 8th Women's Day", "March 8 Women's Day", "Women's Day")),
    ("六一儿童节", ("June 1 Children's Day", "Children's Day")),
    ("五四运动", ("May Fourth Movement", "May 4th Movement", "May 4 Movement")),
    ("九二共识", ("1992 Consensus",)),
    ("十四五", ("14th Five-Year Plan", "Fourteenth Five-Year Plan")),
    ("十三五", ("13th Five-Year Plan", "Thirteenth Five-Year Plan")),
    ("十五五", ("15th Five-Year Plan", "Fifteenth Five-Year Plan")),
    ("党的二十大", ("20th CPC National Congress", "20th National Congress", "20th Party Congress")),
    ("党的十九大", ("19th CPC National Congress", "19th National Congress", "19th Party Congress")),
    ("党的十八大", ("18th CPC National Congress", "18th National Congress", "18th Party Congress")),
    ("二月二", ("February 2",)),
    ("三月三", ("March 3",)),
    ("七月七", ("July 7",)),
    ("九月九", ("September 9",)),
    ("双十一", ("Double Eleven", "Double 11", "Singles' Day")),
    ("双11", ("Double Eleven", "Double 11", "Singles' Day")),
    ("双十二", ("Double Twelve", "Double 12")),
    ("九一八", ("September 18", "September 18th", "18 September")),
    ("七七事变", ("July 7 Incident",)),
    ("一二·九", ("December 9th",)),
    ("二十国集团", ("G20", "Group of 20", "Group of Twenty")),
    ("七国集团", ("G7", "Group of Seven")),
    ("七十七国集团", ("Group of 77",)),
)
"""Terms with numerals, and what English calls them: both are masked. A site adds its own with ``numeric`` in the glossary."""
