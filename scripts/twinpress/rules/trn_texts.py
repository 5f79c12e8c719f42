"""TRN001 to TRN019: does a translation say what its original says?

``translation.examination`` finds it, all of it at once; each rule tells what has its code. Marks that are left
(TRN006) and unbalanced quotation marks (TRN015) are said by TXT002 and TXT012, and in tables alone by ``twinpress compare``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from twinpress.archive import Article
from twinpress.finding import Severity
from twinpress.rules.rule import Context, Report, rule

if TYPE_CHECKING:
    from twinpress.translation.examination import Remark


def told(code: str, context: Context, article: Article) -> Iterator[Report]:
    """Yield what has a code, with the way to waive it."""
    for remark in context.remarks(article):
        if remark.difference.code.code == code:
            yield report(article, remark)


def report(article: Article, remark: Remark) -> Report:
    """Return what a remark tells a translator."""
    waive = f"twinpress waive {article.path} {remark.difference.code.code} --reason …"
    return Report(
        path=article.documents[1].path,
        line=remark.line,
        field=remark.field,
        zh=f"{remark.difference.zh}。若本来无误：{waive}",
        en=f"{remark.difference.en}. If it is right as it is: {waive}",
        fix=remark.difference.suggestion,
        severity=remark.severity,
    )


@rule("TRN001", scope="article", ignorable=False)
def figure_missing(article: Article, context: Context) -> Iterator[Report]:
    """Figures, dates and shares of the original are in the translation.

    原文中的数字、日期和比例，译文中都要有。

    Why: a reader abroad knows the figures from the translation alone.

    为什么：外国读者只能从译文得知这些数字。

    Bad:
        原文：培训有80人参加。
        译文：People took part in the training.
    Good:
        原文：培训有80人参加。
        译文：Eighty people took part in the training.
    """
    yield from told("TRN001", context, article)


@rule("TRN002", scope="article", ignorable=False)
def figure_changed(article: Article, context: Context) -> Iterator[Report]:
    """Figures, dates and shares of the translation are those of the original.

    译文中的数字、日期和比例与原文一致。

    Why: a wrong figure of a public body ends up in the newspapers.

    为什么：公共机构的错误数字，会出现在媒体报道中。

    Bad:
        原文：3月25日
        译文：26 March
    Good:
        原文：3月25日
        译文：25 March
    """
    yield from told("TRN002", context, article)


@rule("TRN003", scope="article", ignorable=False)
def magnitude_slip(article: Article, context: Context) -> Iterator[Report]:
    """Large numbers keep their size: 万 is ten thousand, 亿 a hundred million.

    数量级不变：万是 ten thousand，亿是 a hundred million。

    Why: 300万 is three million, and 300 million is a hundred times as much.

    为什么：300万是 three million，写成 300 million 就大了一百倍。

    Bad:
        原文：捐款300万元
        译文：donations of 300 million yuan
    Good:
        原文：捐款300万元
        译文：donations of 3 million yuan
    """
    yield from told("TRN003", context, article)


@rule("TRN004", Severity.WARNING, scope="article", ignorable=False)
def figure_without_source(article: Article, context: Context) -> Iterator[Report]:
    """A figure of the translation has its source in the original.

    译文中的数字，原文中要有依据。

    Why: a translation adds nothing to what was published.

    为什么：译文不增添原文没有的内容。

    Bad:
        原文：培训在图书馆举行。
        译文：The 3rd training took place in the library.
    Good:
        原文：培训在图书馆举行。
        译文：The training took place in the library.
    """
    yield from told("TRN004", context, article)


@rule("TRN005", scope="article", ignorable=False)
def chinese_left(article: Article, context: Context) -> Iterator[Report]:
    """No Chinese words are left in an English text, but for a name's original form in brackets.

    英文译文中不留汉字；名称的原文可以写在括号里。

    Why: whoever needs the translation cannot read them.

    为什么：需要译文的读者看不懂汉字。

    Bad:
        The 妇联 held a training.
    Good:
        The federation (妇联) held a training.
    """
    yield from told("TRN005", context, article)


@rule("TRN007", Severity.INFO, scope="article", ignorable=False)
def date_adapted(article: Article, context: Context) -> Iterator[Report]:
    """A date that became a weekday or “last year” is the same day.

    日期改写成星期或“去年”等说法时，须为同一天。

    Why: the words mean another day for whoever reads them a year later.

    为什么：一年后再读，这样的说法指的就是另一天了。

    Bad:
        原文：3月23日开幕。
        译文：It opened on Wednesday.
    Good:
        原文：3月23日开幕。
        译文：It opened on 23 March.
    """
    yield from told("TRN007", context, article)


@rule("TRN009", Severity.WARNING, scope="article", ignorable=False)
def name_differs(article: Article, context: Context) -> Iterator[Report]:
    """People have the names of the vocabulary, or of the pinyin of their characters.

    人名与词表一致；词表中没有的，与汉字的拼音一致。

    Why: a person who is not found by his name is not found at all.

    为什么：名字写错，就再也搜不到这个人。

    Bad:
        原文：李梅主讲。
        译文：Li Mai gave the talk.
    Good:
        原文：李梅主讲。
        译文：Li Mei gave the talk.
    """
    yield from told("TRN009", context, article)


@rule("TRN010", Severity.WARNING, scope="article", ignorable=False)
def rank_differs(article: Article, context: Context) -> Iterator[Report]:
    """A deputy stays a deputy, and nobody becomes one.

    副职仍为副职，正职仍为正职。

    Why: it is the error that the person concerned sees first.

    为什么：当事人第一眼看到的就是这样的错误。

    Bad:
        原文：市妇联副主席李梅
        译文：Li Mei, president of the federation
    Good:
        原文：市妇联副主席李梅
        译文：Li Mei, vice-president of the federation
    """
    yield from told("TRN010", context, article)


@rule("TRN011", Severity.WARNING, scope="article", ignorable=False)
def term_missing(article: Article, context: Context) -> Iterator[Report]:
    """Organisations and terms have the English of the vocabulary and the glossary.

    机构与术语用词表和术语表中的英文。

    Why: a body with three English names is three bodies to its readers.

    为什么：一个机构有三个英文名，在读者看来就是三个机构。

    Bad:
        原文：市妇联
        译文：the women’s union of the city
    Good:
        原文：市妇联
        译文：City Women’s Federation
    """
    yield from told("TRN011", context, article)


@rule("TRN012", scope="article", ignorable=False)
def term_forbidden(article: Article, context: Context) -> Iterator[Report]:
    """No form stands in a translation that the glossary forbids.

    译文中不出现术语表禁用的译法。

    Why: it was forbidden because it was printed once too often.

    为什么：之所以禁用，是因为已经错过一次。

    Bad:
        原文：儿童友好城市
        译文：child-safe city
    Good:
        原文：儿童友好城市
        译文：child-friendly city
    """
    yield from told("TRN012", context, article)


@rule("TRN013", Severity.INFO, scope="article", ignorable=False)
def full_form_first(article: Article, context: Context) -> Iterator[Report]:
    """A term has its full form where it is first mentioned.

    术语首次出现时用全称。

    Why: a short form says nothing to whoever has not met the long one.

    为什么：没见过全称的读者，看不懂简称。

    Bad:
        The ACWF met. The All-China Women’s Federation decided …
    Good:
        The All-China Women’s Federation (ACWF) met. The ACWF decided …
    """
    yield from told("TRN013", context, article)


@rule("TRN014", Severity.INFO, scope="article", ignorable=False)
def negation_lost(article: Article, context: Context) -> Iterator[Report]:
    """What the original forbids or demands, the translation forbids or demands.

    原文的禁止与要求，译文中同样是禁止与要求。

    Why: “must not” without its “not” says the opposite.

    为什么：“不得”没有译出，意思就相反了。

    Bad:
        原文：不得收费。
        译文：Fees are charged.
    Good:
        原文：不得收费。
        译文：No fees may be charged.
    """
    yield from told("TRN014", context, article)


@rule("TRN016", Severity.INFO, scope="article", ignorable=False)
def length_unusual(article: Article, context: Context) -> Iterator[Report]:
    """A translation is about as long as its original.

    译文与原文的长度相称。

    Why: a sentence was left out, or one was added.

    为什么：多半是漏译或多译了一句。

    Bad:
        原文有三句，译文只有一句。
    Good:
        原文有三句，译文也把三句都说了。
    """
    yield from told("TRN016", context, article)


@rule("TRN017", Severity.WARNING, scope="article", ignorable=False)
def block_untranslated(article: Article, context: Context) -> Iterator[Report]:
    """A full translation has every block of the original.

    全译须译出原文的每一段。

    Why: what is left out unsaid is missing without a trace; a summary says that it is one.

    为什么：漏译一段，读者无从得知；摘译则会说明是摘译。

    Bad:
        原文有三段，译文有两段。
    Good:
        译文有三段；或在译文开头写明 mode: summary。
    """
    yield from told("TRN017", context, article)


@rule("TRN018", Severity.WARNING, scope="article", ignorable=False)
def structure(article: Article, context: Context) -> Iterator[Report]:
    """A full translation has the headings, lists, tables, boxes, quotes and footnotes of its original.

    全译的标题、列表、表格、提示框、引文和脚注与原文相同。

    Why: whoever reads both side by side finds the same things in the same places; a row that is lacking was forgotten.

    为什么：对照阅读时，同样的内容应在同样的位置；少了一行，多半是漏译。

    Bad:
        原文的列表有三项，译文有两项。
    Good:
        两边都是三项。
    """
    yield from told("TRN018", context, article)


@rule("TRN019", Severity.WARNING, scope="article", ignorable=False)
def parity(article: Article, context: Context) -> Iterator[Report]:
    """A translation shows the pictures of its original and leads where its links lead.

    译文的图片与原文相同，链接指向同样的地方。

    Why: readers of both languages are told the same, and by the same sources.

    为什么：两种语言的读者得到同样的内容，看到同样的出处。

    Bad:
        原文：见[第一讲](/2025/first-talk/)。
        译文：See the first talk.
    Good:
        原文：见[第一讲](/2025/first-talk/)。
        译文：See [the first talk](/2025/first-talk/).
    """
    yield from told("TRN019", context, article)
