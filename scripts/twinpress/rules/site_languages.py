"""SITE005 to SITE008: are both languages built, each as itself?"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.finding import Severity
from twinpress.frontmatter import written
from twinpress.rules.outside import at
from twinpress.rules.rule import Context, Report, rule
from twinpress.settings import Setting, plugin
from twinpress.site import DEFAULT_LANGUAGE, TAGS

NAMES = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}
"""Languages, as messages name them."""


def _languages(i18n: Setting) -> dict[str, Setting]:
    """Return the settings of each language that the plugin is told of."""
    return {
        str(language.value.get("locale")): language
        for language in i18n.get("languages").items()
        if isinstance(language.value, dict)
    }


@rule("SITE005", scope="site", ignorable=False)
def language_not_built(settings: Setting, context: Context) -> Iterator[Report]:
    """Both languages are built: zh, which is the default, and en, told apart by the names of files.

    两种语言都须生成：zh 为默认语言，en 为另一种，凭文件名区分。

    Why: All addresses are made for Chinese at / and English below /en/. A language that is not built, for a quick look
    perhaps, takes all its pages off the site with the next publication.
    为什么：所有地址都以中文在 /、英文在 /en/ 为前提。为图快而暂时关掉一种语言，一旦发布，该语言的页面就全部消失。

    Bad:
        - {locale: en, name: English, build: false}
    Good:
        - {locale: en, name: English, build: true}
    """
    i18n = plugin(settings, "i18n")
    if i18n is None:
        return
    only, structure = i18n.get("build_only_locale"), i18n.get("docs_structure")
    if only.value is not None:
        yield at(
            only,
            context,
            f"build_only_locale 只生成一种语言（{written(only.value)}）。请删去这一行。",
            f"both languages must be built; build_only_locale builds “{written(only.value)}” alone. Take the line away.",
            field="plugins.i18n.build_only_locale",
        )
    if structure.value not in (None, "suffix"):
        yield at(
            structure,
            context,
            f"docs_structure 须为 suffix（语言写在文件名里），现为“{written(structure.value)}”。请改为 suffix。",
            f"docs_structure must be suffix, the language in the name of the file; found “{written(structure.value)}”. Write suffix.",
            field="plugins.i18n.docs_structure",
        )
    known = _languages(i18n)
    for language, (zh, en) in NAMES.items():
        found = known.get(language)
        default = language == DEFAULT_LANGUAGE
        if found is None:
            yield at(
                i18n.get("languages"),
                context,
                f"languages 中没有{zh}。请加上：locale: {language}",
                f"languages must name {en}, and does not. Add locale: {language}",
                field="plugins.i18n.languages",
            )
        elif found.get("build").value is False:
            yield at(
                found.get("build"),
                context,
                f"{zh}须生成，现为 build: false。请改为 true，或删去这一项。",
                f"{en} must be built; found “build: false”. Write true, or take it away.",
                field="plugins.i18n.languages.build",
            )
        elif (found.get("default").value is True) != default:
            word = "true" if default else "false"
            yield at(
                found.get("default"),
                context,
                f"默认语言须是中文：{language} 的 default 须为 {word}。请改正。",
                f"Chinese must be the default language: default of {language} must be {word}. Correct it.",
                field="plugins.i18n.languages.default",
                fix=f"default: {word}",
            )


@rule("SITE006", scope="site", ignorable=False)
def language_fallback(settings: Setting, context: Context) -> Iterator[Report]:
    """A page in one language never stands in for one in the other: fallback_to_default is false.

    一种语言的页面不得冒充另一种语言：fallback_to_default 须为 false。

    Why: The plugin's own default is true: it publishes Chinese standing pages at English addresses and tells browsers,
    search engines and screen readers that they are English.
    为什么：插件默认是 true，会把中文的常设页面发布在英文地址上，并向浏览器、搜索引擎和读屏软件声称那是英文。

    Bad:
        fallback_to_default: true
    Good:
        fallback_to_default: false
    """
    i18n = plugin(settings, "i18n")
    if i18n is None:
        return
    found = i18n.get("fallback_to_default")
    if found.value is not False:
        yield at(
            found,
            context,
            f"i18n 插件的 fallback_to_default 须为 false，{'没有写时按 true' if found.value is None else '现为 true'}。"
            "请写：fallback_to_default: false",
            "fallback_to_default of the i18n plugin must be false; it is "
            f"{'not there, which means true' if found.value is None else 'true'}. Write fallback_to_default: false",
            field="plugins.i18n.fallback_to_default",
            fix="fallback_to_default: false",
        )


@rule("SITE007", scope="site", ignorable=False)
def interface_language(settings: Setting, context: Context) -> Iterator[Report]:
    """The words of the interface are in the language of the page: theme.language of each language is its own.

    界面文字须与页面语言一致：每种语言的 theme.language 就是它自己。

    Why: Language entries are copied, and then one word in them is forgotten: English pages get a Chinese menu, and dates
    and labels that their readers cannot read.
    为什么：语言配置多是复制来的，容易漏改这一个词；英文页面就会出现中文菜单和按钮。

    Bad:
        - {locale: en, name: English, theme: {language: zh}}
    Good:
        - {locale: en, name: English, theme: {language: en}}
    """
    i18n = plugin(settings, "i18n")
    if i18n is None:
        return
    by_itself = i18n.get("reconfigure_material").value is not False
    for language, found in _languages(i18n).items():
        own = found.get("theme", "language")
        # static-i18n sets it to the locale, unless told not to; Material's own default is English
        says = own.value or (language if by_itself else settings.get("theme", "language").value or "en")
        if says != language and language in TAGS:
            yield at(
                own,
                context,
                f"{language} 页面的 theme.language 须为 {language}，现为“{written(says)}”。请写：theme: {{language: {language}}}",
                f"theme.language of {language} must be {language}; found “{written(says)}”. Write theme: {{language: {language}}}",
                field="plugins.i18n.languages.theme.language",
                fix=f"theme: {{language: {language}}}",
            )


@rule("SITE008", Severity.WARNING, scope="site", ignorable=False)
def name_in_each_language(settings: Setting, context: Context) -> Iterator[Report]:
    """The site has a name and a description in each language.

    网站在每种语言中都应有名称和简介。

    Why: What a language does not have it takes from the other: the English pages, their titles, feeds and search results
    then carry a Chinese name.
    为什么：缺了就用另一种语言的代替；英文页面的标题、订阅源和搜索结果都会挂着中文名。

    Bad:
        - {locale: en, name: English}
    Good:
        - {locale: en, name: English, site_name: Twinpress, site_description: News archive}
    """
    i18n = plugin(settings, "i18n")
    for language, found in (_languages(i18n) if i18n else {}).items():
        for key, zh, en in (("site_name", "名称", "name"), ("site_description", "简介", "description")):
            if found.get(key).value or (language == DEFAULT_LANGUAGE and settings.get(key).value):
                continue
            word_zh, word_en = NAMES[language]
            yield at(
                found.get(key),
                context,
                f"网站没有{word_zh}{zh}。请在 {language} 下写：{key}: …",
                f"the site should have {'an' if word_en == 'English' else 'a'} {word_en} {en}. Write below {language}: {key}: …",
                field=f"plugins.i18n.languages.{key}",
            )
