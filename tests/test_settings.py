"""What mkdocs.yml says, and where it says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from twinpress import settings
from twinpress.settings import ConfigurationError, Setting, plugin

BASE = """\
site_name: 双刊
theme:
  name: material
  font: false
plugins:
  search:
  twinpress:
    list_size: 20
extra_css: [a.css]
"""
CHILD = """\
# our own
INHERIT: base.yml
theme:
  font: {text: Roboto}
plugins:
  twinpress:
    cache_dir: ""
extra_css:
  - b.css
  - c.css
"""


def place(setting: Setting) -> tuple[object, str, int]:
    return setting.value, setting.file.name, setting.line


@pytest.fixture
def inherited(tmp_path: Path) -> Setting:
    (tmp_path / "base.yml").write_text(BASE, "utf-8")
    (tmp_path / "mkdocs.yml").write_text(CHILD, "utf-8")
    return settings.load(tmp_path / "mkdocs.yml")


def test_a_setting_stands_in_the_file_that_says_it(inherited: Setting) -> None:
    assert place(inherited.get("site_name")) == ("双刊", "base.yml", 1)
    assert place(inherited.get("theme", "name")) == ("material", "base.yml", 3)
    assert place(inherited.get("theme", "font")) == ({"text": "Roboto"}, "mkdocs.yml", 4)
    assert place(inherited.get("plugins", "twinpress", "list_size")) == (20, "base.yml", 8)
    assert [place(item) for item in inherited.get("extra_css").items()] == [
        ("b.css", "mkdocs.yml", 9),
        ("c.css", "mkdocs.yml", 10),
    ]
    assert inherited.get("INHERIT").value is None


def test_what_is_not_there_stands_where_it_would(inherited: Setting) -> None:
    assert place(inherited.get("theme", "favicon")) == (None, "mkdocs.yml", 3)
    assert place(inherited.get("theme", "font", "code", "size")) == (None, "mkdocs.yml", 4)
    assert place(inherited.get("site_url")) == (None, "mkdocs.yml", 1)
    assert place(inherited.get("extra_css", 7)) == (None, "mkdocs.yml", 8)
    assert inherited.get("theme").items() == ()


@pytest.mark.parametrize(
    ("plugins", "found"),
    [
        ("plugins:\n  - search\n  - twinpress: {list_size: 3}\n", ({"list_size": 3}, 3)),
        ("plugins:\n  - search\n  - twinpress\n", (None, 3)),
        ("plugins:\n  search: {}\n  twinpress:\n    list_size: 3\n", ({"list_size": 3}, 3)),
        ("plugins: [search]\n", None),
        ("plugins: search\n", None),
        ("site_name: a\n", None),
    ],
)
def test_plugins_are_a_list_or_a_mapping(plugins: str, found: object, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(plugins)
    setting = plugin(settings.load(tmp_path / "mkdocs.yml"), "twinpress")
    assert (setting and (setting.value, setting.line)) == found


def test_tags_are_read_and_nothing_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADDRESS", "https://example.org/")
    (tmp_path / "mkdocs.yml").write_text(
        "site_url: !ENV ADDRESS\nslugify: !!python/object/apply:os.system {kwds: {command: exit}}\nlist: !ENV [NO, [a]]\n"
    )
    said = settings.load(tmp_path / "mkdocs.yml")
    assert said.value == {"site_url": "https://example.org/", "slugify": "object/apply:os.system", "list": ["a"]}
    assert said.get("slugify", "kwds").value is None


def test_the_last_of_two_keys_counts(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_url: a\nsite_url: b\n")
    assert place(settings.load(tmp_path / "mkdocs.yml").get("site_url")) == ("b", "mkdocs.yml", 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n",
        "plugins: [",
        "a: !!int x\n",
        "a: 2025-99-99\n",
        "a: !!timestamp x\n",
        "? [a]\n: b\n",
        "!!python/name:os.system {a: b}\n",
        "a: \x00\n",
        "INHERIT: mkdocs.yml\n",
        "INHERIT: [a, b]\n",
        "INHERIT: none.yml\n",
        "a: " + "[" * 5000 + "\n",
    ],
)
def test_what_cannot_be_used_is_said_in_both_languages_on_one_line(text: str, tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text(text)
    with pytest.raises(ConfigurationError) as error:
        settings.load(file)
    assert str(tmp_path) in str(error.value)
    assert " · " in str(error.value)
    assert "\n" not in str(error.value)
