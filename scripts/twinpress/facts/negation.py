"""Negation and obligation: what the original forbids or demands, and the translation does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twinpress.facts import code
from twinpress.facts.difference import tell
from twinpress.facts.fact import Kind
from twinpress.facts.page import Found, Page

HARMLESS = re.compile(
    "不仅|不但|不光|不只|不止|不断|不同|不少|不久|不过|不妨|不论|不管|不已|不禁|不愧|不外|不乏|不凡|不菲|不俗|不停|不懈|不约而同|不由|"
    "不得了|不得不|不可或缺|不可缺少|不可开交|不可思议|不锈钢|不动产|不二|不失|不亚于|不下|不等|不够|不错|不惜|不料|不成|不足|不时|"
    "记不得|必不可少|不甘|不忘|不朽|不畏|不负|不辞|不遗余力|不亦乐乎|不一定|不见得|对不起|了不起|差不多|来不及|忍不住|说不定|要不|无不|无非|莫不|"
    "不是吗|是不是|好不好|能不能|会不会|有没有|可不可|对不对|不好意思|不可避免|不容置疑|不舍|不用说|不知不觉|不言而喻|"
    "不一样|不良|不饱和|不快|不堪|不胜|不招摇|不谋而合|不折不扣|不言自明|不约而|不屑|不尽|不容易|不见了|不定期|不日|不遑|不啻|不愿意放|各不相同|少不了|免不了|"
    "迫不及待|经久不衰|赞不绝口|坚定不移|矢志不渝|不在话下|一丝不苟|层出不穷|络绎不绝|目不暇接|美不胜收|势不可[挡当]|生生不息|自强不息|川流不息|"
    "百折不挠|坚持不懈|供不应求|爱不释手|念念不忘|滔滔不绝|孜孜不倦|不择手段|不翼而飞|不期而遇|不计其数|数不胜数|数不清|不速之客|不动声色|无处不|无所不|"
    "没收|没问题|没办法|没的说|没想到|没完没了|没错|没落|"
    "没有中断|没有间断|没有问题|未来|未必|未婚|未成年|未知|从未|未免|方兴未艾|前所未有|史无前例|无论|无人机|无数|无穷|无限|无比|无疑|无线|无锡|无障碍|"
    "非常|非洲|非遗|非物质|非凡|非典|非公|除非|莫非|没准|没事|没关系|没错|别墅|别人|别的|特别|区别|分别|个别|性别|级别|告别|类别|差别"
)
"""Words that deny nothing, or that English says without a negation."""
DENIED = re.compile(
    "不得|严禁|禁止|不准|不许|切勿|请勿|不可|不应|不能|不宜|不予|绝不|决不|从不|并不|并非|不会|不再|不是|没有|没能|未能|未经|尚未|"
    "无法|无权|无须|不必|不需|未(?=[\u4e00-\u9fff])|不要|无(?=[力可人])|没|不(?=[\u4e00-\u9fff])"
)
"""Words that deny, forbid or keep from; in the end any 不, 没 and 未 that ``HARMLESS`` does not know."""
DENIAL = re.compile(
    r"\b(?:not|no|nor|none|nobody|nothing|nowhere|never|neither|cannot|without|prohibit\w*|forbid\w*|forbade|ban|bans|banned|"
    r"fail\w*|refus\w*|den(?:y|ies|ied|ying)|avoid\w*|prevent\w*|lack\w*|absen\w*|free of|far from|instead|rather than|only|"
    r"few|little|hardly|barely|scarcely|rarely|seldom|unless|exclud\w*|reject\w*|declin\w*|disallow\w*|barred|difficult\w*|hard\w*|miss(?:ed|es|ing)?|lost|gone|stop\w*|out of|too|otherwise|other than|more than|(?:leav|left)\w* out|omit\w*|except\w*|aside from|apart from|"
    r"un(?!it|der|iv|ion|iq|til|if)[a-z]{3,}|il(?=l)[a-z]{4,}|ir(?=r)[a-z]{4,}|non-?[a-z]{3,}|"
    r"dis(?!tric|tan|play|trib|cuss|ease|aster|cov|tinct|cip|ciple|patch|h)[a-z]{3,}|im(?=poss|perf|prop|part|pat|pass|mat)[a-z]{4,}|"
    r"in(?=acc|ade|app|cap|compl|conv|corr|def|dep|dir|eff|equa|evit|exp|fin|just|sec|sens|sep|signif|suff|tol|val|vis|flex|ab)[a-z]{4,})"
    r"\b|n't\b|n’t\b|less\b",
    re.I,
)
"""What English may say for it."""
DEMANDED = re.compile("必须|应当(?!事)|务必|须(?=[在于经由按向持提保具遵依凭])")
DEMAND = re.compile(
    r"\b(?:must|should|shall|ought|ha(?:ve|s|d|ving) to|need\w*|requir\w*|oblig\w*|necess\w*|essential\w*|mandatory|compulsory|"
    r"(?:is|are|was|were|be) to|imperative|supposed|bound to|sure|ensure\w*|insist\w*|demand\w*|call\w* (?:for|on)|urge\w*|"
    r"only|will|duty|vital|crucial|got to|gotta|indispensable|never|necessity|important|let|make|please|subject to|cannot|can't)\b",
    re.I,
)
NOT = re.compile(r"\b(?:not|never|cannot|prohibited|forbidden)\b|n['’]t\b", re.I)
NO = re.compile("[不没無无未非別别勿莫否禁免拒缺难勿毋弗防戒严避休停外只仅才除少失]")


CHECKS = {
    "zh": ((DENIED, DENIAL, code.DENIAL_LOST, "not"), (DEMANDED, DEMAND, code.DEMAND_LOST, "must")),
    "en": ((NOT, NO, code.DENIAL_LOST, "不"),),
}
"""For each language of the original: what it says, what the translation may say for it, the code, an example of it."""


def find(page: Page) -> Iterator[Found]:
    """Yield a negation or an obligation of which the translation has nothing at all.

    It may have moved to a block beside, of which the original has none.
    """
    for number, (original, translation) in enumerate(page.pairs):
        plain = HARMLESS.sub("\n", original)
        for says, said, lost, example in CHECKS[page.language]:
            if not (match := says.search(plain)) or said.search(translation):
                continue
            beside = [page.pairs[other] for other in page.beside(number)]
            if not any(said.search(theirs) and not says.search(HARMLESS.sub("\n", ours)) for ours, theirs in beside):
                yield number, tell(lost, Kind.NEGATION, match[0], "", example)
