"""The rules, by family. A rule is one function; importing its module registers it."""

from twinpress.rules import arc, art, img, lnk, site, trn, txt
from twinpress.rules.rule import RULES, Rule

__all__ = ["RULES", "Rule", "arc", "art", "img", "lnk", "site", "trn", "txt"]
