"""The family TXT: text and typography. The rules stand in modules by what they look at."""

from twinpress.rules import allowed_html, markup, punctuation, weekday, wording
from twinpress.typography import mend_full_width, mend_half_width, mend_straight_quotes, mend_wide_alphanumerics

MENDERS = {
    "zh": (mend_wide_alphanumerics, mend_straight_quotes, mend_half_width),
    "en": (mend_full_width,),
}
"""What ``--fix`` applies to a text, by language; ``typography.mended`` is all of them."""

__all__ = ["MENDERS", "allowed_html", "markup", "punctuation", "weekday", "wording"]
