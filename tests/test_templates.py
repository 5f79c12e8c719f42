"""The templates: their words, as they are written, and Material's page around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from jinja2 import DictLoader, Environment, FileSystemLoader, nodes

from conftest import ROOT
from twinpress.pages import Page
from twinpress.pages.view import View
from twinpress.plugin import Frames
from twinpress.theme import Shell, Theme, bases

THEME = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=False)  # as MkDocs has it
ASKING = ("fact", "names", "roles", "mention", "counted")
"""Pieces of ``show`` whose first argument is the key of a word."""


def words(language: str) -> Mapping[str, str]:
    """Return the theme's words in a language."""
    found: Mapping[str, str] = getattr(THEME.get_template(f"partials/words/{language}.html").module, "words")  # noqa: B009
    return found


def keys(template: nodes.Template) -> Iterator[nodes.Expr]:
    """Yield every expression that says which word is printed."""
    for item in template.find_all(nodes.Getitem):
        if isinstance(item.node, nodes.Name) and item.node.name in ("words", "zh", "en"):
            yield item.arg
    for call in template.find_all(nodes.Call):
        if isinstance(call.node, nodes.Getattr) and call.node.attr in ASKING:
            yield call.args[0]


def constants(expression: nodes.Expr) -> Iterator[str]:
    """Yield the strings in an expression: ``"change."`` of ``"change." ~ change.kind``."""
    for node in (expression, *expression.find_all(nodes.Const)):
        if isinstance(node, nodes.Const) and isinstance(node.value, str):
            yield node.value


def test_every_word_that_a_template_prints_is_known() -> None:
    """One that nobody wrote would be missing without a sound. A key that is put together must at least begin like one."""
    known = words("zh")
    found = {
        (name, constant)
        for name in THEME.list_templates(["html"])
        for key in keys(THEME.parse((ROOT / "overrides" / name).read_text("utf-8")))
        for constant in constants(key)
    }
    assert len(found) > 80
    assert [
        (name, constant)
        for name, constant in sorted(found)
        if constant not in known and not (constant.endswith(".") and any(key.startswith(constant) for key in known))
    ] == []


def test_both_languages_have_the_same_words() -> None:
    assert list(words("zh")) == list(words("en"))


def test_material_s_page_is_made_once_a_depth_and_knows_no_page() -> None:
    frame = "{{ base_url }}: {{ page.url }} {{ page.title }}{{ view }}{{ mkdocs_version }} {{ made() }}<!-- cut -->end"
    page = '{% set view = "a view" %}{{ frame() | join(" … ") }}'
    env = Environment(loader=DictLoader({"partials/frame.html": frame, "page.html": page}), autoescape=False)
    rounds = count(1)
    frames = Frames(env)
    env.globals.update(frame=frames.of, made=lambda: next(rounds))

    def render(base: str, page: object) -> str:
        return env.get_template("page.html").render(
            base_url=base, page=page, view="view", config={}, mkdocs_version="9"
        )

    assert render("../..", SimpleNamespace(url="2025/one/", title="One")) == "../..: x/x/ 9 1 … end"
    assert render("../..", SimpleNamespace(url="2025/two/", title="Two")) == "../..: x/x/ 9 1 … end"
    assert render("..", SimpleNamespace(url="news/", title="News")) == "..: x/ 9 2 … end"
    assert render("/archive/", None) == "/archive/:  9 3 … end"


def test_a_piece_is_made_once_and_leads_to_the_root_from_every_depth(tmp_path: Path) -> None:
    """Where it leads is filled in when its page is finished; a page at the root has a way of its own."""
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials/show.html").write_text(
        "{% macro link(path) %}{{ view }}{{ words['no'] }} {{ made() }}: {{ path | url }}{% endmacro %}{% set link = remembered(link) %}"
    )
    (tmp_path / "page.html").write_text(
        "{% set words = {'no': '№'} %}{% set show = pieces() %}{{ show.link('a/') }}, {{ show.link('b/') }}, {{ show.link('a/') }}"
    )
    ways = dict.fromkeys(bases(), ())
    theme = Theme(Shell(folders=(str(tmp_path),), plugins=(), frames={"zh": ways, "en": ways}), None)
    rounds = count(1)
    theme._env.globals["made"] = lambda: next(rounds)

    def render(path: str, language: str) -> str:
        page = SimpleNamespace(path=path, language=language, template="page.html")
        return theme.render(cast(Page, page), cast(View, "a view"), "")

    assert render("2025/one/", "zh") == "№ 1: ../../a/, № 2: ../../b/, № 1: ../../a/"
    assert render("news/page/2/", "zh") == "№ 1: ../../../a/, № 2: ../../../b/, № 1: ../../../a/"
    assert render("en/2025/one/", "en") == "№ 3: ../../../a/, № 4: ../../../b/, № 3: ../../../a/"
    assert render("", "zh") == "№ 5: a/, № 6: b/, № 5: a/"


def test_the_style_page_shows_every_part_of_an_article() -> None:
    """A component that nobody can look at is forgotten when the stylesheet changes."""
    page = (ROOT / "overrides/style.html").read_text("utf-8")
    parts = {path.name for path in (ROOT / "overrides/partials/story").iterdir()}
    assert {name for name in parts if f"partials/story/{name}" not in page} == set()


def test_a_site_without_letters_and_comments_has_no_byte_of_them_in_its_articles() -> None:
    written = (ROOT / "overrides/article.html").read_text("utf-8")
    behind = written[written.index('<div class="after">') : written.index('{% include "partials/story/onward.html" %}')]
    assert "letter.html" in behind
    assert "comments.html" in behind
    assert THEME.from_string(behind).render(story=SimpleNamespace()) == '<div class="after">\n      '


def test_a_picture_is_loaded_ahead_in_the_size_in_which_it_is_shown() -> None:
    """Anything else, even another order, is another request."""
    env = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=False)
    env.filters["url"] = lambda path: f"../{path}"
    env.globals["remembered"] = lambda macro: macro
    show: Any = env.get_template("partials/show.html").make_module({"words": words("zh")})
    sizes = [SimpleNamespace(path=f"a&{width}.webp", width=width) for width in (400, 800)]
    picture = SimpleNamespace(path="a&b.png", sizes=sizes, places={"lead": "50vw"}, width=800, height=500)
    (shown,) = re.findall(
        r'<source type="image/webp" sizes="([^"]+)" srcset="([^"]+)">', show.image(picture, "lead", alt="")
    )
    ahead = show.preload(picture, "lead")
    assert re.findall(r'type="image/webp" .*imagesizes="([^"]+)" imagesrcset="([^"]+)">', ahead) == [shown]
    assert shown == ("50vw", "../a&amp;400.webp 400w, ../a&amp;800.webp 800w")
    picture.sizes = []
    assert show.preload(picture) == '<link rel="preload" as="image" fetchpriority="high" href="../a&amp;b.png">'
