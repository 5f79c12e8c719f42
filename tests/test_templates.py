"""The templates: their words, as they are written, and Material's page around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from types import SimpleNamespace

from jinja2 import DictLoader, Environment, FileSystemLoader, nodes

from conftest import ROOT
from twinpress.plugin import Frames

THEME = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=False)  # as MkDocs has it
ASKING = ("fact", "names")
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
