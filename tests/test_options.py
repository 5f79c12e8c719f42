"""The options of the plugin: what they are when nothing is written, and how a wrong one is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SITE
from twinpress import site
from twinpress.options import COLUMN_TYPES, Footer, Official, Options, options
from twinpress.settings import ConfigurationError
from twinpress.vocabulary import Names

REFUSED = [
    ({"lists": 3}, "没有选项 lists（是否想写 list_size？）", "there is no option lists (did you mean list_size?)"),
    ({"list_size": 1}, "list_size 须为不小于 2 的整数，现为 1", "list_size must be a whole number of at least 2, not 1"),
    ({"list_size": 501}, "list_size 须为不大于 500 的整数，现为 501", "list_size must be a whole number of at most 500, not 501"),
    ({"list_size": "20"}, "list_size 须为整数，不加引号，现为 20", "list_size must be a whole number without quotation marks, not 20"),
    ({"content_dir": ["a"]}, "content_dir 须为一段文字（数字请加引号），现为 [a]", "content_dir must be text (a number in quotation marks), not [a]"),
    ({"utc_offset": "eight"}, 'utc_offset 须为与标准时间的时差，写作 "+08:00"，现为 eight', 'utc_offset must be an offset from UTC, written "+08:00", not eight'),
    ({"publisher": "The Desk"}, "publisher 须为词表中的编号，如 beijing-womens-federation，现为 The Desk", "publisher must be an id of the vocabulary, such as beijing-womens-federation, not The Desk"),
    ({"old_after_years": -1}, "old_after_years 须为不小于 0 的整数，现为 -1", "old_after_years must be a whole number of at least 0, not -1"),
    ({"old_after_years": True}, "old_after_years 须为整数，不加引号，现为 true", "old_after_years must be a whole number without quotation marks, not true"),
    ({"official": True}, "official 须为几行“名称: 值”，现为 true", "official must be lines of name: value, not true"),
    ({"official": {"site_code": 1100000001}}, "official.site_code 须为一段文字（数字请加引号），现为 1100000001", "official.site_code must be text (a number in quotation marks), not 1100000001"),
    ({"official": {"site_code": "bm1"}}, "official.site_code 须为网站标识码：10 位数字，或 bm 加 8 位数字，现为 bm1", "official.site_code must be a site code: 10 digits, or bm and 8 digits, not bm1"),
    ({"official": {"domain": "https://a.cn"}}, "official.domain 须为域名，不带 https://，如 www.example.org，现为 https://a.cn", "official.domain must be a host without https://, such as www.example.org, not https://a.cn"),
    ({"official": {"home": {"keywords": {"zh": "妇女"}}}}, "official.home.keywords.zh 须为列表，写作 […, …]，现为 妇女", "official.home.keywords.zh must be a list, written […, …], not 妇女"),
    ({"official": {"other": {"column": "a"}}}, "没有选项 official.other.column（是否想写 column_type？）", "there is no option official.other.column (did you mean column_type?)"),
    ({"footer": {"police": "京公网安备 123号"}}, "footer.police 须为公安备案号，其中有且只有一组 14 位数字，如 京公网安备 11010502030000号，现为 京公网安备 123号", "footer.police must be the number of the public-security filing with its 14 digits, such as 京公网安备 11010502030000号, not 京公网安备 123号"),
    ({"footer": {"contact": "", "sponsors": "a"}}, "footer.sponsors 须为列表，写作 […, …]，现为 a；footer.contact 须为几行“名称: 值”，现为 空", "footer.sponsors must be a list, written […, …], not a; footer.contact must be lines of name: value, not empty"),
    ({"calendar": "yes"}, "calendar 须为 true 或 false，现为 yes", "calendar must be true or false, not yes"),
    ({"newsletter": {"sender": "news", "unsubscribe": "leave"}}, "newsletter.sender 须为一个电子邮件地址，如 news@example.org，现为 news；newsletter.unsubscribe 须为以 https:// 开头、不超过 200 个字符的网址，或电子邮件地址，现为 leave", "newsletter.sender must be an e-mail address, such as news@example.org, not news; newsletter.unsubscribe must be a web address that begins with https:// and has at most 200 characters, or an e-mail address, not leave"),
    ({"newsletter": {"sender": "news@a.org", "unsubscribe": "https://a.org/leave", "one_click": True}}, "newsletter.one_click 须为 false，除非 unsubscribe 是含 {address} 的网址：不知道是谁，就无法为谁退订，现为 true", "newsletter.one_click must be false unless unsubscribe is a web address with {address} in it: it has to say who leaves, not true"),
    ({"newsletter": {"sender": "news@a.org", "unsubscribe": "https://a.org/?leave=你"}}, "newsletter.unsubscribe 须为以 https:// 开头、不超过 200 个字符的网址，或电子邮件地址，现为 https://a.org/?leave=你", "newsletter.unsubscribe must be a web address that begins with https:// and has at most 200 characters, or an e-mail address, not https://a.org/?leave=你"),
    ({"newsletter": {"sender": "news@a.org", "unsubscribe": "leave@a.org", "form": {"action": "https://a.org/", "purpose": {"zh": "寄信"}, "retention": {"zh": "至退订", "en": "until you leave"}, "leave": {"zh": "写信", "en": "write"}}}}, "newsletter.form.purpose 须为中英文各一句，写作 {zh: …, en: …}，现为 寄信", "newsletter.form.purpose must be words in both languages, written {zh: …, en: …}, not 寄信"),
    ({"comments": {"system": "disqus"}}, "comments.system 须为 'artalk', 'isso' or 'waline' 之一，现为 disqus；缺少 comments.server", "comments.system must be one of 'artalk', 'isso' or 'waline', not disqus; comments.server is missing"),
    ({"comments": {"system": "isso", "server": "http://a.org"}}, "comments.server 须为以 https:// 开头的网址，域名只用字母、数字、点和连字符（中文域名写 xn-- 形式），现为 http://a.org", "comments.server must be a web address that begins with https://, its host in letters, digits, dots and hyphens (xn--… for Chinese ones), not http://a.org"),
    ({"footer": {"icp": "a\nb"}}, "footer.icp 须为一行文字，现为 a …", "footer.icp must be text on one line, not a …"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "zh", "en"), REFUSED)
def test_a_wrong_value_is_refused_in_both_languages(written: dict[str, Any], zh: str, en: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        options(written)
    assert str(error.value) == (
        f"mkdocs.yml 中 twinpress 插件的选项有误：{zh} · wrong options of the twinpress plugin in mkdocs.yml: {en}"
    )


def test_an_alias_within_itself_is_refused() -> None:
    loop: dict[str, Any] = {}
    loop["footer"] = loop
    with pytest.raises(ConfigurationError, match="别名"):
        options(loop)


NAMES = st.sampled_from(
    ["home", "other", "name", "keywords", "zh", "en", "police", "icp", "sponsors", "contact", "domain"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(list(Options.model_fields)), VALUES, max_size=4))
def test_any_values_are_options_or_one_line(written: dict[str, Any]) -> None:
    try:
        made: object = options(written)
    except ConfigurationError as error:
        made = error
    assert isinstance(made, Options) or "wrong options of the twinpress plugin" in str(made)


def test_nothing_written_means_no_organisation() -> None:
    plain = options({})
    assert (plain.publisher, plain.old_after_years, plain.official, plain.footer) == (None, 5, None, Footer())
    assert plain.organisations == {}
    assert not plain.answered_for
    assert options({"footer": None, "publisher": None}) == plain


def test_whoever_signs_answers_for_the_site() -> None:
    for written in ({"publisher": "desk"}, {"official": {}}, {"footer": {"icp": "京ICP备12345678号"}}):
        assert options(written).answered_for


def test_ids_are_known_by_their_option() -> None:
    made = options({"publisher": "a", "footer": {"sponsors": ["b", "c"], "organisers": ["d"]}})
    assert made.organisations == {
        "publisher": "a",
        "footer.sponsors.0": "b",
        "footer.sponsors.1": "c",
        "footer.organisers.0": "d",
    }


def test_the_police_number_leads_to_its_entry() -> None:
    footer = options({"footer": {"police": "京公网安备 11010502030000号"}}).footer
    assert footer.police_url == "https://beian.mps.gov.cn/#/query/webSearch?code=11010502030000"
    assert Footer().police_url == ""


def test_the_home_page_is_a_column_by_itself() -> None:
    official = options({"official": {"home": {"keywords": {"zh": ["妇女"]}}}}).official
    assert official is not None
    assert (official.home.name, official.home.column_type) == (Names(zh="首页", en="Home"), "首页")
    assert official.home.column_type in COLUMN_TYPES
    assert Official().other.name == Names()


@pytest.mark.parametrize(
    ("address", "domain"),
    [("https://www.example.org/news/", "www.example.org"), ("www.example.org", ""), ("http://[broken", ""), (None, "")],
)
def test_the_domain_is_the_host_of_the_site(address: str | None, domain: str) -> None:
    small = site.load(SITE / "mkdocs.yml")
    assert small.at(site.absolute(address)).domain == domain


def test_the_domain_may_be_said() -> None:
    made = options({"official": {"domain": "WWW.Example.gov.cn"}})
    assert replace(site.load(SITE / "mkdocs.yml"), options=made).domain == "www.example.gov.cn"
