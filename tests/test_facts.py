"""Figures that cannot drift: what is right stays quiet, what is wrong is named."""

from __future__ import annotations

import json
from datetime import UTC
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from twinpress import vocabulary
from twinpress.command import main
from twinpress.facts import chinese, numerals, pinyin, table, wording
from twinpress.facts.code import CODES
from twinpress.facts.comparison import compare, compare_pair
from twinpress.facts.fact import Kind
from twinpress.facts.lexicon import Entry, Lexicon, Sort
from twinpress.facts.spoken import number

FOLDER = ROOT / "tests/facts"


def pairs(name: str) -> list[tuple[str, str, str]]:
    rows = [row.split("\t") for row in table.rows((FOLDER / name).read_text("utf-8"))]
    return [(original, translation, note) for original, translation, note in rows]


@pytest.mark.parametrize(("original", "translation", "note"), pairs("right.tsv"))
def test_a_right_translation_draws_no_finding(original: str, translation: str, note: str) -> None:
    assert [each.message for each in compare_pair(original, translation)] == []


@pytest.mark.parametrize(("original", "translation", "expected"), pairs("wrong.tsv"))
def test_a_wrong_translation_draws_one_finding(original: str, translation: str, expected: str) -> None:
    assert [f"{each.code.code} {each.suggestion or '-'}" for each in compare_pair(original, translation)] == [expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一亿两千万", 120_000_000),
        ("1亿2千万", 120_000_000),
        ("1.2万亿", 1_200_000_000_000),
        ("三点五亿", 350_000_000),
        ("300余万", 3_000_000),
        ("三万五", 35_000),
        ("一百五", 150),
        ("一百零五", 105),
        ("10万8千", 108_000),
        ("三万五千亿", 3_500_000_000_000),
        ("二〇二五", 2025),
        ("廿五", 25),
        ("十", 10),
        ("百万", 1_000_000),
        ("零", 0),
    ],
)
def test_numerals_are_read(text: str, value: int) -> None:
    assert numerals.read(text) == value


@pytest.mark.parametrize("text", ["三五", "七八十", "点", "元"])
def test_approximations_are_no_numeral(text: str) -> None:
    assert numerals.read(text) is None


def test_approximations_have_several_values() -> None:
    assert numerals.several("三四十万") == [300_000, 400_000]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twenty-five thousand three hundred and one", [25_301]),
        ("one hundred and twenty million", [120_000_000]),
        ("five two", [5, 2]),
        ("three and seven", [3, 7]),
        ("a hundred", [100]),
        ("3.5 million", [3_500_000]),
        ("1.2 hundred million", [120_000_000]),
    ],
)
def test_english_words_are_read(text: str, values: list[int]) -> None:
    assert number(text) == values


DIGITS = "零一二三四五六七八九"


def han(value: int) -> str:
    """Write a number in Chinese, as a clerk does."""
    if value < 10:
        return DIGITS[value]
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if value >= unit:
            high, low = divmod(value, unit)
            gap = "零" if 0 < low < unit // 10 else ""
            return han(high) + name + gap + (han(low) if low else "")
    raise AssertionError(value)


def chinese_forms(value: int) -> list[str]:
    forms = [str(value), f"{value:,}", han(value)]
    for unit, name in ((10**4, "万"), (10**8, "亿")):
        if value >= unit and (short := wording.decimal(Fraction(value, unit)).replace(",", "")):
            forms.append(short + name)
    return forms


SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
WORDS = [*SMALL.split(), "eighteen", "nineteen"]
TENS = [*["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]]


def spoken(value: int) -> str:
    """Write a number in English words."""
    if value < 20:
        return WORDS[value]
    if value < 100:
        return TENS[value // 10] + (f"-{WORDS[value % 10]}" if value % 10 else "")
    for unit, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= unit:
            high, low = divmod(value, unit)
            return f"{spoken(high)} {name}" + (
                f" and {spoken(low)}" if 0 < low < 100 else f" {spoken(low)}" if low else ""
            )
    raise AssertionError(value)


def english_forms(value: int) -> list[str]:
    return [str(value), f"{value:,}", wording.amount(Fraction(value)), spoken(value)]


NUMBERS = st.one_of(
    st.integers(10, 9_999_999), st.integers(2, 99).flatmap(lambda n: st.sampled_from([n * 10**4, n * 10**8]))
)


@given(NUMBERS, st.data())
def test_a_number_written_in_any_way_compares_equal(value: int, data: st.DataObject) -> None:
    original = f"共有{data.draw(st.sampled_from(chinese_forms(value)))}人参加。"
    translation = f"In all, {data.draw(st.sampled_from(english_forms(value)))} people took part."
    assert [each.message for each in compare_pair(original, translation)] == []


@given(NUMBERS, NUMBERS, st.data())
def test_another_number_is_always_found(value: int, other: int, data: st.DataObject) -> None:
    if value == other:
        return
    original = f"共有{data.draw(st.sampled_from(chinese_forms(value)))}人参加。"
    translation = f"In all, {data.draw(st.sampled_from(english_forms(other)))} people took part."
    codes = [each.code.code for each in compare_pair(original, translation)]
    power = Fraction(other, value)
    slip = any(power == Fraction(10) ** step for step in range(-12, 13))
    assert codes == ["TRN003" if slip else "TRN002"]


@given(st.text(), st.text())
def test_any_text_can_be_compared(original: str, translation: str) -> None:
    for difference in compare_pair(original, translation):
        assert difference.code.code in CODES
        assert set(difference.row(1)) >= {"row", "code", "severity", "kind", "original", "translation", "suggestion"}


def test_facts_say_where_they_stand() -> None:
    text = "2025年有300余万人"
    assert [(fact.kind, fact.text, text[fact.start :][: len(fact.text)]) for fact in chinese.facts(text)] == [
        (Kind.DATE, "2025年", "2025年"),
        (Kind.NUMBER, "300余万", "300余万"),
    ]


def test_a_slip_is_named_with_both_figures() -> None:
    (slip,) = compare_pair("捐款300万元。", "They gave 300 million yuan.")
    assert slip.kind is Kind.MAGNITUDE
    assert slip.zh == "数量级不符：原文“300万”，译文“300 million”，应为“3 million”"
    assert slip.en == "off by a power of ten: “300万” became “300 million”; type 3 million"


def test_a_figure_that_is_repeated_may_be_said_once() -> None:
    assert compare_pair("20日电：20日下午开会。", "On the 20th a meeting was held in the afternoon.") == []


PAGE = [
    ("有45人参加。会后，120名学员参观了展览。", "45 people came."),
    ("展览开放至3月8日。", "Afterwards 120 trainees saw the exhibition. It is open until March 8."),
]


def test_what_moved_to_another_block_of_the_page_is_no_finding() -> None:
    assert list(compare(PAGE)) == []
    assert [f"{each.code.code} {each.original}" for each in compare_pair(*PAGE[0])] == ["TRN001 120"]
    assert [f"{each.code.code} {each.translation}" for each in compare_pair(*PAGE[1])] == ["TRN004 120"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("副主席李娜到会。", "She came."), ("她很高兴。", "The vice chair was glad.")),
        (("馆内严禁吸烟。", "Come in."), ("请进。", "Smoking is prohibited.")),
        (("他说：“好。很好。”", "He said, “Good."), ("就这样。", "Very good.” That was it.")),
        (("主席到会。", "The vice chair came."), ("副主席也到会。", "The chair came too.")),
    ],
)
def test_what_is_said_in_the_block_beside_is_no_finding(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert list(compare([first, second])) == []


def test_a_sentence_that_moved_to_the_block_beside_is_no_length() -> None:
    short, long = (
        "It was a long day.",
        "The meeting was held at the weekend in a hall downtown, and they spoke of community services. ",
    )
    assert list(compare([(SENTENCE, short), (SENTENCE, long * 4)])) == []
    assert [(number, each.code.code) for number, each in compare([(SENTENCE, short), ("好。", "Good.")])] == [
        (0, "TRN016")
    ]


def test_findings_of_a_page_say_which_block_they_are_of() -> None:
    pages = [PAGE[0], (PAGE[1][0], PAGE[1][1].replace("120", "210"))]
    assert [(number, each.code.code, each.original or each.translation) for number, each in compare(pages)] == [
        (0, "TRN001", "120"),
        (1, "TRN004", "210"),
    ]


@pytest.mark.parametrize(
    ("original", "translation", "note"), [row for row in pairs("right.tsv") if "one way" not in row[2]]
)
def test_a_right_pair_is_right_the_other_way_round(original: str, translation: str, note: str) -> None:
    assert [each.message for each in compare_pair(translation, original, language="en")] == []


@pytest.mark.parametrize(("original", "translation", "expected"), pairs("wrong-en.tsv"))
def test_a_wrong_chinese_translation_draws_one_finding(original: str, translation: str, expected: str) -> None:
    found = compare_pair(original, translation, language="en")
    assert [f"{each.code.code} {each.suggestion or '-'}" for each in found] == [expected]


def test_terms_of_the_glossary_are_left_alone() -> None:
    known = Lexicon.of_terms(
        vocabulary.terms("id,zh,en,en_allowed,numeric\nx,九十九间房,Nine-Nine House,The 99 Rooms,yes\n")
    )
    assert compare_pair("参观九十九间房", "A visit to the 99 Rooms", known) == []
    assert compare_pair("参观九十九间房", "A visit to Nine-Nine House", known) == []


PEOPLE = Lexicon(
    (
        Entry(Sort.PERSON, ("吴胜", "老吴"), ("Wu Sheng",)),
        Entry(Sort.PERSON, ("单伟",), ("Shan Wei",)),
        Entry(Sort.PERSON, ("吕娜",), ("Lü Na",)),
        Entry(Sort.PERSON, ("玛丽·史密斯",), ("Mary Smith",)),
        Entry(Sort.PERSON, ("无名氏",), ()),
    )
)


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("吴胜到会。", "Wu Sheng came."),
        ("吴胜到会。", "WU Sheng came."),
        ("吴胜到会。", "Sheng Wu came."),
        ("吴胜到会。", "Mr Wu’s coming was told."),
        ("老吴到会。", "Wu Sheng came."),
        ("吕娜到会。", "Lyu Na came."),
        ("玛丽·史密斯到会。", "Professor Smith came."),
        ("无名氏到会。", "Somebody came."),
    ],
)
def test_a_name_of_the_list_of_people_may_be_written_in_every_usual_way(original: str, translation: str) -> None:
    assert [each.message for each in compare_pair(original, translation, PEOPLE)] == []


@pytest.mark.parametrize(
    ("original", "translation", "expected"),
    [
        ("吴胜到会。", "He came.", "warning Wu Sheng"),
        ("吴胜到会。", "Wu Shen came.", "error Wu Sheng"),
        ("单伟到会。", "Dan Wei came.", "error Shan Wei"),
        ("玛丽·史密斯到会。", "A poet came to Smithtown.", "warning Mary Smith"),
    ],
)
def test_the_list_of_people_decides_how_a_name_is_written(original: str, translation: str, expected: str) -> None:
    (wrong,) = compare_pair(original, translation, PEOPLE)
    assert wrong.code.code == "TRN009"
    assert f"{wrong.severity.value} {wrong.suggestion}" == expected


@pytest.mark.parametrize(
    ("original", "translation", "expected"),
    [
        ("Wu Sheng came.", "吴胜到会。", []),
        ("Wu Sheng came.", "吴女士到会。", []),
        ("Wu Sheng came.", "她到会。", ["warning 吴胜"]),
        ("Wu Sheng came.", "吴声到会。", ["error 吴胜"]),
    ],
)
def test_the_list_of_people_decides_how_a_name_is_written_in_chinese(
    original: str, translation: str, expected: list[str]
) -> None:
    found = compare_pair(original, translation, PEOPLE, "en")
    assert [f"{each.severity.value} {each.suggestion}" for each in found] == expected


def test_a_name_is_compared_wherever_it_stands() -> None:
    pages = [("吴胜到会。", "Wu Sheng came."), ("吴胜很高兴。", "Wu Shen was glad.")]
    assert [(number, each.severity.value) for number, each in compare(pages, PEOPLE)] == [(1, "error")]


def test_a_name_may_stand_in_any_block_of_the_page() -> None:
    assert list(compare([("吴胜到会。", "He came."), ("他很高兴。", "Wu Sheng was glad.")], PEOPLE)) == []


@pytest.mark.parametrize(
    ("name", "like", "written"),
    [
        ("欧阳文", (), "Ouyang Wen"),
        ("李安娥", (), "Li An'e"),
        ("陈西安", (), "Chen Xi'an"),
        ("吕律", (), "Lü Lü"),
        ("曾重", (), "Zeng Zhong"),
        ("曾重", ("zeng", "chon"), "Zeng Chong"),
    ],
)
def test_names_are_written_as_the_standard_says(name: str, like: tuple[str, ...], written: str) -> None:
    assert pinyin.write(name, like) == written


GLOSSARY = """\
id,zh,en,en_allowed,en_forbidden,kind,case,first_mention,short_form,numeric
federation,妇女联合会,women’s federation,,women’s union|federation of women,term,insensitive,,,
women,妇女,women,,females,term,insensitive,,,
committee,妇女儿童工作委员会,Working Committee on Women and Children,WCWC,Committee on Females,organisation,sensitive,yes,WCWC,
family,家庭,family,household,,term,insensitive,,,
"""
TERMS = Lexicon.of_terms(vocabulary.terms(GLOSSARY))


@pytest.mark.parametrize(
    ("original", "translation", "expected"),
    [
        ("妇女联合会和家庭", "the Women's Federation and families", []),
        ("妇女联合会", "the women’s federations’ work", []),
        ("妇女联合会", "the body", ["TRN011 women’s federation"]),
        ("妇女联合会", "the females' federation", ["TRN011 women’s federation"]),
        ("妇女联合会", "the women's federation, a women's union", ["TRN012 women’s federation"]),
        ("妇女", "females", ["TRN011 women", "TRN012 women"]),
        ("家庭", "house-holds", ["TRN011 family"]),
        (
            "妇女儿童工作委员会",
            "the working committee on women and children",
            ["TRN011 Working Committee on Women and Children"],
        ),
        ("妇女儿童工作委员会", "the Working Committee on Women and Children (WCWC)", []),
        ("妇女儿童工作委员会", "the WCWC", ["TRN013 Working Committee on Women and Children"]),
        (
            "妇女儿童工作委员会",
            "the WCWC, or Working Committee on Women and Children",
            ["TRN013 Working Committee on Women and Children"],
        ),
    ],
)
def test_terms_have_the_forms_of_the_glossary(original: str, translation: str, expected: list[str]) -> None:
    found = compare_pair(original, translation, TERMS)
    assert [f"{each.code.code} {each.suggestion}" for each in found] == expected


def test_the_full_form_of_a_term_stands_in_the_first_block_that_has_it() -> None:
    pages = [
        ("妇女儿童工作委员会开会。", "The WCWC met."),
        ("妇女儿童工作委员会很忙。", "The Working Committee on Women and Children is busy."),
    ]
    assert [(number, each.code.code) for number, each in compare(pages, TERMS)] == [(0, "TRN013")]
    assert list(compare([(pages[0][0], pages[1][1]), (pages[1][0], pages[0][1])], TERMS)) == []


@pytest.mark.parametrize(
    ("original", "translation", "expected"),
    [
        ("The women’s federation came.", "妇女联合会来了。", []),
        ("The women’s federation came.", "妇女来了。", ["TRN011 妇女联合会"]),
        ("A household", "住户", []),
        ("The women’s federation’s work", "妇女的工作", ["TRN011 妇女联合会"]),
    ],
)
def test_terms_of_an_english_original_are_those_it_prefers(
    original: str, translation: str, expected: list[str]
) -> None:
    found = compare_pair(original, translation, TERMS, "en")
    assert [f"{each.code.code} {each.suggestion}" for each in found] == expected


def test_a_vocabulary_makes_a_lexicon(tmp_path: Path) -> None:
    folder = tmp_path / "vocabulary"
    for name, text in {
        "people/wu-sheng.yml": "name: {zh: 吴胜, en: Wu Sheng}\naliases: {zh: [老吴]}\n",
        "people/nobody.yml": "name: {en: Nobody}\n",
        "organisations/federation.yml": "name: {zh: 北京市妇女联合会, en: Beijing Women’s Federation}\nshort: {en: BWF}\n",
        "places.yml": "beijing:\n  name: {zh: 北京市, en: Beijing}\n",
        "glossary.csv": GLOSSARY,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    known = Lexicon.of(vocabulary.load(tmp_path, UTC))
    text = "老吴在北京市妇女联合会见到北京市的妇女。"
    assert [(text[place:][: len(form)], entries[0].sort.value) for place, form, entries in known.chinese(text)] == [
        ("老吴", "person"),
        ("北京市妇女联合会", "organisation"),
        ("北京市", "place"),
        ("妇女", "term"),
    ]
    text = "Wu Sheng of the BEIJING Women's Federation met women of Beijing."
    assert [form for _, form, _ in known.english(text)] == [
        "Wu Sheng",
        "BEIJING Women's Federation",
        "women",
        "Beijing",
    ]


SENTENCE = "会议于周末在市中心的礼堂举行，大家讨论了社区服务和儿童阅读，并听取了志愿者的意见，还商定了今后的计划。"


def test_a_translation_that_is_far_too_short_is_told() -> None:
    whole = "The meeting was held at the weekend in a hall downtown; they spoke of community services and of reading for children, heard what volunteers think, and agreed on plans."
    assert compare_pair(SENTENCE, whole) == []
    (short,) = compare_pair(SENTENCE, "The meeting was held at the weekend in a hall downtown.")
    assert (short.code.code, short.zh) == ("TRN016", "译文过短：原文 47 字，译文 11 词，请核对是否有遗漏")
    assert [each.code.code for each in compare_pair(SENTENCE, whole + whole)] == ["TRN016"]
    assert [each.code.code for each in compare_pair(whole + whole, SENTENCE, language="en")] == ["TRN016"]


def test_a_summary_may_leave_out_and_may_not_invent() -> None:
    left_out = {code for code, each in CODES.items() if each.summary is None}
    assert left_out == {"TRN001", "TRN007", "TRN011", "TRN013", "TRN014", "TRN016", "TRN017", "TRN018"}
    assert all(each.summary == each.severity for code, each in CODES.items() if code not in left_out)


@given(st.lists(st.tuples(st.text(), st.text())), st.sampled_from(["zh", "en"]))
def test_any_page_can_be_compared(pages: list[tuple[str, str]], language: str) -> None:
    found = list(compare(pages, SITE, language))
    assert found == list(compare(pages, SITE, language))
    assert [number for number, _ in found] == sorted(number for number, _ in found)
    assert all(0 <= number < len(pages) for number, _ in found)


SITE = Lexicon((*PEOPLE.entries, *TERMS.entries))
WORDS_OF_PAGES = st.sampled_from(
    [
        "吴胜",
        "妇女",
        "副主席",
        "主席",
        "3万",
        "12%",
        "不得",
        "《",
        "”",
        "，",
        "Wu",
        "Sheng",
        "Shen",
        "women",
        "vice",
        "chair",
        "30,000",
        "not",
        "(",
        " ",
    ]
)


@given(st.lists(WORDS_OF_PAGES), st.lists(WORDS_OF_PAGES), st.sampled_from(["zh", "en"]))
def test_words_in_any_order_can_be_compared(one: list[str], other: list[str], language: str) -> None:
    for each in compare_pair("".join(one), " ".join(other), SITE, language):
        assert each.zh
        assert each.en


def run(*arguments: str, text: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["compare", *arguments], input=text, catch_exceptions=False)


def test_the_command_prints_an_object_for_each_finding(tmp_path: Path) -> None:
    file = tmp_path / "pairs.tsv"
    file.write_text("有45人。\t45 people came.\n\n有45人。\t54 people came.\n没有制表符\n", "utf-8")
    result = run(str(file), "--format", "jsonl")
    assert result.exit_code == 1
    first, second = map(json.loads, result.stdout.splitlines())
    message = first.pop("message")
    assert first == {
        "row": 3,
        "code": "TRN002",
        "severity": "error",
        "kind": "number",
        "original": "45",
        "translation": "54",
        "suggestion": "45",
    }
    assert message.startswith("与原文不符")
    assert "type 45" in message
    assert (second["row"], second["code"], second["kind"]) == (4, "TRN008", "structure")


def test_the_command_speaks_to_people_in_both_languages() -> None:
    result = run("-", text="有45人。\t54 people came.".encode())
    assert result.stdout.splitlines() == [
        "1: TRN002 错误 error",
        "    与原文不符：原文“45”，译文“54”，应为“45”",
        "    not what the original says: “45” became “54”; type 45",
    ]


def test_the_command_takes_english_originals_and_a_glossary(tmp_path: Path) -> None:
    (tmp_path / "glossary.csv").write_text(GLOSSARY, "utf-8")
    glossary = str(tmp_path / "glossary.csv")
    text = "The women’s federation has 45 members.\t妇女有54名成员。".encode()
    assert run("-", "--glossary", glossary, "--language", "en", text=text).stdout.splitlines()[::3] == [
        "1: TRN002 错误 error",
        "1: TRN011 警告 warning",
    ]


def test_a_warning_alone_is_no_failure() -> None:
    assert run("-", text="有人。\t45 people came.".encode()).exit_code == 0


@pytest.mark.parametrize("data", [b"\xff\xfe\t", None])
def test_what_cannot_be_read_is_said_in_one_line(data: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "pairs.tsv"
    if data is not None:
        file.write_bytes(data)
    result = run(str(file))
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "UTF-8" in result.stderr


def test_a_glossary_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "glossary.csv").write_text("a,b\n", "utf-8")
    result = run("-", "--glossary", str(tmp_path / "glossary.csv"), text=b"")
    assert result.exit_code == 2
    assert "glossary" in result.stderr


def test_a_name_that_is_not_known_in_a_language_is_not_asked_for(tmp_path: Path) -> None:
    """The vocabulary may know a nickname, and not yet the name."""
    people = tmp_path / "vocabulary" / "people"
    people.mkdir(parents=True)
    entry = people / "tian-minxiao.yml"
    pairs = [("Tian Minxiao gave the talk in the library.", "主讲人在图书馆作了介绍。")]
    entry.write_text("name: {en: Tian Minxiao}\naliases: {zh: [晓晓]}\n", "utf-8")
    assert list(compare(pairs, Lexicon.of(vocabulary.load(tmp_path, UTC)), "en")) == []
    entry.write_text("name: {en: Tian Minxiao, zh: 田敏晓}\n", "utf-8")
    assert [told.suggestion for _, told in compare(pairs, Lexicon.of(vocabulary.load(tmp_path, UTC)), "en")] == [
        "田敏晓"
    ]
