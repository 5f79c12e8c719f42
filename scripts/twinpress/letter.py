"""A letter to those who write, about one article: what a reader's mail program is given to begin with (RFC 6068)."""

from __future__ import annotations

from urllib.parse import quote

LINE_END = "\r\n"
"""Of a body: RFC 6068, §5, wants ``%0D%0A``."""
INVITATION = {
    "zh": "（请把您的意见或发现的差错写在这里；希望得到答复的，请留下联系方式。）",
    "en": "(Write here what you think, or what is wrong in the article. If you would like an answer, say how to reach you.)",
}
ADDRESS = {"zh": "网址：", "en": "Address: "}


def link(to: str, title: str, url: str, language: str) -> str:
    """Return the ``mailto:`` address of a letter about the article ``title`` at ``url``, which may be empty.

    Everything is percent-encoded, in UTF-8. A title ends no line, whatever is in it: in a subject, a line end would begin
    another header.
    """
    lines = [f"{ADDRESS[language]}{url}", ""] if url else []
    body = LINE_END.join([*lines, INVITATION[language], "", ""])
    return f"mailto:{quote(to, safe='@')}?subject={_encoded(' '.join(title.split()))}&body={_encoded(body)}"


def _encoded(text: str) -> str:
    """Encode all but RFC 3986's unreserved characters, whatever a mail program makes of the rest; ``+`` is no space there."""
    return quote(text, safe="")
