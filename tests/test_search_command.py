"""``twinpress search``: the built site, searched from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import SITE
from twinpress.command import main

SITE_URL = "https://news.example/archive/"


def search(built: Path, *words: str) -> Result:
    config = str(SITE / "mkdocs.yml")
    return CliRunner().invoke(
        main, ["search", "--config", config, "--site-dir", str(built), *words], catch_exceptions=False
    )


def test_results_for_people(built: Path) -> None:
    result = search(built, "街道", "提纲")
    assert result.exit_code == 0
    assert (
        result.stdout
        == f"""\
2025-03-01T09:30:15+08:00  trainings  第一讲谈街道
    {SITE_URL}2025/first-talk/
    第一段。见第二讲和关于。 孩子过街 市妇女联合会 小结 项 数 街道 14
"""
    )
    assert result.stderr == ""


def test_results_for_programs(built: Path) -> None:
    result = search(built, "水池", "--format", "json", "--limit", "1")
    assert json.loads(result.stdout) == [
        {
            "url": f"{SITE_URL}2018/park-opening/",
            "title": "公园开放了",
            "date": "2018-05-06T09:00+08:00",
            "section": "parks",
            "snippet": "水池在这里。 水池边 市妇女联合会 地图附后。 公园在城东 园林处 审图号：GS（2…",
        }
    ]


def test_the_language_of_the_query_comes_first_and_the_other_behind(built: Path) -> None:
    def urls(*words: str) -> list[str]:
        return [
            one["url"].removeprefix(SITE_URL) for one in json.loads(search(built, "--format", "json", *words).stdout)
        ]

    found = urls("苏青")
    assert {"2018/park-opening/", "en/2018/park-opening/"} == set(found)
    assert [path.startswith("en/") for path in found] == sorted(path.startswith("en/") for path in found)
    found = urls("Su Qing")
    assert [path.startswith("en/") for path in found] == sorted(
        (path.startswith("en/") for path in found), reverse=True
    )
    assert set(urls("sq", "--lang", "zh")) == {path for path in found if not path.startswith("en/")}
    assert len(urls("苏青", "--limit", "1")) == 1


def test_nothing_found(built: Path) -> None:
    result = search(built, "没有的词")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "没有找到 · nothing found\n")
    assert json.loads(search(built, "没有的词", "--format", "json").stdout) == []


def test_a_folder_without_a_configuration_is_searched(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(built / "search", tmp_path / "site/search")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["search", "水池", "--site-dir", "site"], catch_exceptions=False)
    assert "    /2018/park-opening/\n" in result.stdout


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (None, "", "没有搜索数据"),
        ("search/zh/directory.json", "{", "无法读取"),
        ("search/zh/directory.json", '{"version": 99}', "无法读取"),
        ("search/zh/directory.json", "[]", "无法读取"),
    ],
)
def test_a_site_that_cannot_be_searched_is_said_to_be_so(
    tmp_path: Path, path: str | None, text: str, said: str
) -> None:
    if path:
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text, "utf-8")
    result = search(tmp_path, "水池")
    assert result.exit_code == 2
    assert said in result.stderr
    assert "twinpress build" in result.stderr
    assert "Traceback" not in result.stderr
