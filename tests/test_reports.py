"""Findings in every format, read back by what reads such files: JSON, lxml, junitparser, Python-Markdown."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import jsonschema
import junitparser
import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from conftest import ROOT
from twinpress import __version__
from twinpress.finding import Finding, Severity
from twinpress.reports import FORMATS, github, junit, sarif, words, writer
from twinpress.rules import RULES

TOPIC = Finding(
    path="2026/spring-training/index.zh.md",
    line=7,
    code="ART014",
    severity=Severity.ERROR,
    field="topics.0",
    zh="词表中没有专题“reeding”。若是新条目，请加一行 reeding: {name: {zh: …}}",
    en="the vocabulary has no topic “reeding”. If it is new, add a line reeding: {name: {zh: …}}",
    fix="reading",
)
CREDIT = replace(
    TOPIC, line=12, code="IMG010", severity=Severity.WARNING, field="", zh="词表中没有李梅。", en="no Li Mei", fix=""
)
NAME = replace(
    CREDIT,
    path="vocabulary/people/李 梅.yml",
    line=1,
    code="ARC012",
    severity=Severity.INFO,
    zh="还没有英文名称。",
    en="no name in English <yet>",
)
FOUND = [TOPIC, replace(TOPIC, line=9), CREDIT, NAME]
LANGUAGES = st.sampled_from([None, "zh", "en"])
# what files and writers may bring: control characters, bytes of a name that are no text, marks of XML, JSON and URIs
ANYTHING = st.text(st.one_of(st.characters(), st.sampled_from("\0\a\v\r\n\t\ufffe\udc80\udcff<>&\"'%:{}[]\\")))
FINDINGS = st.lists(
    st.builds(
        Finding,
        path=ANYTHING,
        line=st.integers(1, 10**6),
        code=st.sampled_from(sorted(RULES)),
        severity=st.sampled_from(Severity),
        field=ANYTHING.filter(lambda field: "(" not in field),  # “(2)” could be a second case, or a field of that name
        zh=ANYTHING.filter(bool),
        en=ANYTHING.filter(bool),
        fix=ANYTHING,
    )
)


def shown(path: str) -> str:
    return f"content/{path}"


# --- all formats ---------------------------------------------------------------------------------------------------


def test_every_module_is_a_format() -> None:
    modules = {file.stem for file in (ROOT / "scripts/twinpress/reports").glob("*.py")}
    assert modules - {"__init__", "words"} == set(FORMATS)


@given(findings=FINDINGS, language=LANGUAGES)
def test_json_gives_every_finding_back(findings: list[Finding], language: str | None) -> None:
    rows = json.loads(writer("json")(findings, str, language))
    assert [Finding(**row.pop("message"), **{**row, "severity": Severity(row["severity"])}) for row in rows] == findings


@given(findings=FINDINGS, language=LANGUAGES)
def test_a_github_annotation_is_one_line(findings: list[Finding], language: str | None) -> None:
    lines = re.split("[\r\n]", github.report(findings, shown, language))
    assert [line.partition(" file=")[0] for line in lines] == [
        *("::" + {"error": "error", "warning": "warning", "info": "notice"}[finding.severity] for finding in findings),
        "",
    ]


@pytest.mark.parametrize("code", sorted(RULES))
@pytest.mark.parametrize("language", [None, "zh", "en"])
def test_a_manual_is_markdown_with_its_examples_as_code(code: str, language: str | None) -> None:
    rendered = markdown.markdown(words.manual(RULES[code], language))
    blocks = re.findall("<pre><code>(.*?)</code></pre>", rendered, re.S)
    assert [html.unescape(block).rstrip() for block in blocks] == [RULES[code].manual.bad, RULES[code].manual.good]


# --- SARIF ---------------------------------------------------------------------------------------------------------


def strict(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """Return the schema of an object that has these properties and no others."""
    properties = {**required, **optional}
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


def texts(limit: int | None = None) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, **({"maxLength": limit} if limit else {})}


def listed(items: dict[str, Any], *, least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": least}


LEVEL = {"enum": ["none", "note", "warning", "error"]}
# Section numbers are those of SARIF 2.1.0; what GitHub requires beyond it, and its limits, are in its documentation,
# “SARIF support for code scanning”.
RULE = strict(  # 3.49
    {
        "id": texts(),
        "name": texts(255),
        "shortDescription": strict({"text": texts(1024)}),  # 3.12
        "fullDescription": strict({"text": texts(1024)}),
        "help": strict({"text": texts(), "markdown": texts()}),
        "defaultConfiguration": strict({"level": LEVEL}),  # 3.50
    }
)
URI = {
    "type": "string",  # RFC 3986: unreserved and reserved characters, and bytes written %XX
    "pattern": r"^([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+$",
    "not": {"pattern": r"^/"},  # 3.4.3
}
ARTIFACT = {  # 3.4
    "oneOf": [
        strict({"uri": {**URI, "not": {"pattern": r"^/|^[^/]*:"}}, "uriBaseId": texts()}),
        strict({"uri": {**URI, "pattern": "^file:///"}}),
    ]
}
RESULT = strict(  # 3.27
    {
        "ruleId": texts(),
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": strict({"text": texts()}),  # 3.11
        "locations": listed(  # 3.28, 3.29, 3.30
            strict(
                {
                    "physicalLocation": strict(
                        {
                            "artifactLocation": ARTIFACT,
                            "region": strict({"startLine": {"type": "integer", "minimum": 1}}),
                        }
                    )
                }
            ),
            least=1,
        ),
        "partialFingerprints": strict({"primaryLocationLineHash": texts()}),
    }
)
DRIVER = strict({"name": texts(), "version": texts(), "rules": {"type": "array"}})  # 3.19; its rules are all alike
RUN = strict(  # 3.14
    {"tool": strict({"driver": DRIVER}), "results": listed(RESULT)},
    language={"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
)
LOG = strict(
    {"$schema": texts(), "version": {"const": "2.1.0"}, "runs": {**listed(RUN, least=1), "maxItems": 1}}
)  # 3.13
VALIDATOR = jsonschema.Draft202012Validator(LOG)


def run_of(findings: list[Finding], language: str | None = None) -> dict[str, Any]:
    # the command line writes bytes that are no text as backslash escapes, which are JSON's own
    log = json.loads(sarif.report(findings, shown, language).encode("utf-8", "backslashreplace"))
    VALIDATOR.validate(log)
    run: dict[str, Any] = log["runs"][0]
    return run


def test_a_sarif_result_says_what_is_wrong_where() -> None:
    run = run_of(FOUND)
    codes = sorted(RULES)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == codes
    for result, fingerprint in zip(run["results"], sarif.fingerprints(FOUND), strict=True):
        assert codes[result.pop("ruleIndex")] == result["ruleId"]
        assert result.pop("partialFingerprints") == {"primaryLocationLineHash": fingerprint}
    spring = {"uri": "content/2026/spring-training/index.zh.md", "uriBaseId": "%SRCROOT%"}
    people = {"uri": "content/vocabulary/people/%E6%9D%8E%20%E6%A2%85.yml", "uriBaseId": "%SRCROOT%"}
    topic = (
        "词表中没有专题“reeding”。若是新条目，请加一行 reeding: {name: {zh: …}}\n"
        "the vocabulary has no topic “reeding”. If it is new, add a line reeding: {name: {zh: …}}\n"
        "→ reading"
    )
    assert run["results"] == [
        {
            "ruleId": code,
            "level": level,
            "message": {"text": text},
            "locations": [{"physicalLocation": {"artifactLocation": file, "region": {"startLine": line}}}],
        }
        for code, level, text, file, line in [
            ("ART014", "error", topic, spring, 7),
            ("ART014", "error", topic, spring, 9),
            ("IMG010", "warning", "词表中没有李梅。\nno Li Mei", spring, 12),
            ("ARC012", "note", "还没有英文名称。\nno name in English <yet>", people, 1),
        ]
    ]
    assert "language" not in run


@pytest.mark.parametrize("language", [None, "zh", "en"])
def test_the_sarif_driver_describes_rules_as_github_wants_them(language: str | None) -> None:
    jsonschema.validate(run_of([], language)["tool"]["driver"]["rules"], listed(RULE, least=1))


def test_the_sarif_driver_explains_the_rules() -> None:
    driver = run_of([])["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("Twinpress", __version__)
    manual = RULES["ART014"].manual
    explained = words.manual(RULES["ART014"], None)
    assert next(rule for rule in driver["rules"] if rule["id"] == "ART014") == {
        "id": "ART014",
        "name": "unknown-vocabulary-id",
        "shortDescription": {"text": f"{manual.zh} · {manual.en}"},
        "fullDescription": {
            "text": f"{manual.zh}\n为什么：{manual.why_zh}\n\n{manual.en}\nWhy: {manual.why_en}",
        },
        "help": {"text": explained, "markdown": explained},
        "defaultConfiguration": {"level": "error"},
    }
    assert {rule["id"]: rule["defaultConfiguration"]["level"] for rule in driver["rules"]} == {
        code: {"error": "error", "warning": "warning", "info": "note"}[rule.severity] for code, rule in RULES.items()
    }


def test_sarif_speaks_the_language_asked_for() -> None:
    run = run_of(FOUND, "en")
    assert run["language"] == "en"
    assert [result["message"]["text"] for result in run["results"]] == [
        f"{TOPIC.en}\n→ reading",
        f"{TOPIC.en}\n→ reading",
        "no Li Mei",
        "no name in English <yet>",
    ]
    rule = next(rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "ART014")
    assert rule["shortDescription"]["text"] == RULES["ART014"].manual.en


def test_a_content_folder_named_whole_gives_whole_uris() -> None:
    log = json.loads(sarif.report([NAME], lambda path: f"/srv/新闻/{path}", None))
    VALIDATOR.validate(log)
    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "file:///srv/%E6%96%B0%E9%97%BB/vocabulary/people/%E6%9D%8E%20%E6%A2%85.yml"}


@given(findings=FINDINGS, language=LANGUAGES)
def test_any_findings_make_a_sarif_log(findings: list[Finding], language: str | None) -> None:
    results = run_of(findings, language)["results"]
    assert [(result["ruleId"], result["message"]["text"]) for result in results] == [
        (finding.code, "\n".join(words.sentences(finding, language))) for finding in findings
    ]
    places = [result["locations"][0]["physicalLocation"] for result in results]
    assert [(unquote(place["artifactLocation"]["uri"]), place["region"]["startLine"]) for place in places] == [
        (shown(finding.path).encode("utf-8", "backslashreplace").decode(), finding.line) for finding in findings
    ]


@given(findings=FINDINGS, moved=st.integers(0, 50))
def test_a_finding_keeps_its_fingerprint_when_lines_move(findings: list[Finding], moved: int) -> None:
    known = list(sarif.fingerprints(findings))
    assert len(set(known)) == len(findings)
    assert list(sarif.fingerprints([replace(finding, line=finding.line + moved) for finding in findings])) == known


def test_a_fingerprint_tells_findings_apart_and_does_not_count_days_or_lines() -> None:
    [known] = sarif.fingerprints([TOPIC])
    others = [
        replace(TOPIC, code="ART015"),
        replace(TOPIC, path="2026/spring-training/index.en.md"),
        replace(TOPIC, field="topics.1"),
        replace(TOPIC, en="the vocabulary has no topic “riding”."),
    ]
    assert [known, *(fingerprint for other in others for fingerprint in sarif.fingerprints([other]))].count(known) == 1
    third, fourteenth = (replace(TOPIC, en=f"The field title stands twice, first in line {line}.") for line in (3, 14))
    assert list(sarif.fingerprints([third])) == list(sarif.fingerprints([fourteenth]))


def test_mending_one_finding_leaves_the_fingerprints_of_the_others() -> None:
    topic, again, credit, name = sarif.fingerprints(FOUND)
    assert list(sarif.fingerprints([TOPIC, CREDIT, NAME])) == [topic, credit, name]
    assert list(sarif.fingerprints([TOPIC, TOPIC, NAME])) == [topic, again, name]


# --- JUnit ---------------------------------------------------------------------------------------------------------


def test_junit_has_a_suite_for_a_file_and_a_case_for_a_finding() -> None:
    assert (
        junit.report(FOUND, shown, "en")
        == """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="4" failures="2" errors="0" skipped="2">
  <testsuite name="content/2026/spring-training/index.zh.md" tests="3" failures="2" errors="0" skipped="1">
    <testcase classname="content/2026/spring-training/index.zh.md" name="ART014 unknown-vocabulary-id topics.0" file="content/2026/spring-training/index.zh.md" line="7">
      <failure type="ART014" message="the vocabulary has no topic “reeding”. If it is new, add a line reeding: {name: {zh: …}}">content/2026/spring-training/index.zh.md:7: ART014 error
    the vocabulary has no topic “reeding”. If it is new, add a line reeding: {name: {zh: …}}
    → reading
</failure>
    </testcase>
    <testcase classname="content/2026/spring-training/index.zh.md" name="ART014 unknown-vocabulary-id topics.0 (2)" file="content/2026/spring-training/index.zh.md" line="9">
      <failure type="ART014" message="the vocabulary has no topic “reeding”. If it is new, add a line reeding: {name: {zh: …}}">content/2026/spring-training/index.zh.md:9: ART014 error
    the vocabulary has no topic “reeding”. If it is new, add a line reeding: {name: {zh: …}}
    → reading
</failure>
    </testcase>
    <testcase classname="content/2026/spring-training/index.zh.md" name="IMG010 unknown-credit" file="content/2026/spring-training/index.zh.md" line="12">
      <skipped message="no Li Mei">content/2026/spring-training/index.zh.md:12: IMG010 warning
    no Li Mei
</skipped>
    </testcase>
  </testsuite>
  <testsuite name="content/vocabulary/people/李 梅.yml" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="content/vocabulary/people/李 梅.yml" name="ARC012 name-in-one-language" file="content/vocabulary/people/李 梅.yml" line="1">
      <skipped message="no name in English &lt;yet&gt;">content/vocabulary/people/李 梅.yml:1: ARC012 info
    no name in English &lt;yet&gt;
</skipped>
    </testcase>
  </testsuite>
</testsuites>
"""
    )


def test_a_case_says_both_languages_unless_asked_for_one() -> None:
    [suite] = junitparser.JUnitXml.fromstring(junit.report([CREDIT], shown, None).encode())
    [case] = suite
    [outcome] = case.result
    assert outcome.message == "词表中没有李梅。 · no Li Mei"
    assert outcome.text == (
        "content/2026/spring-training/index.zh.md:12: IMG010 警告 warning\n    词表中没有李梅。\n    no Li Mei\n"
    )


def test_a_run_without_findings_has_one_case_that_passed() -> None:
    assert (
        junit.report([], shown, None)
        == """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="1" failures="0" errors="0" skipped="0">
  <testsuite name="twinpress" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="twinpress" name="check"/>
  </testsuite>
</testsuites>
"""
    )


def written(text: str) -> str:
    """Return a text as a report may hold it: XML 1.0, section 2.2, names the characters that a document may have."""
    return "".join(
        char
        if char in "\t\n\r" or 0x20 <= ord(char) <= 0xD7FF or 0xE000 <= ord(char) <= 0xFFFD or ord(char) >= 0x10000
        else char.encode("unicode_escape").decode()
        for char in text
    )


@given(findings=FINDINGS, language=LANGUAGES)
def test_any_findings_make_a_junit_report(findings: list[Finding], language: str | None) -> None:
    report = junit.report(findings, shown, language).encode()
    root = etree.fromstring(report)
    assert root.tag == "testsuites"
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    suites = junitparser.JUnitXml.fromstring(report)
    for total in (root.get, lambda name: sum(int(suite.get(name)) for suite in root)):
        assert [int(total(name)) for name in ("tests", "failures", "errors", "skipped")] == [
            len(findings) or 1,
            errors,
            0,
            len(findings) - errors,
        ]
    cases = [case for suite in suites for case in suite]
    assert len({(case.classname, case.name) for case in cases}) == len(cases)
    outcomes = [(case.classname, type(outcome).__name__, outcome.text) for case in cases for outcome in case.result]
    assert sorted(outcomes) == sorted(
        (
            written(shown(finding.path)),
            "Failure" if finding.severity is Severity.ERROR else "Skipped",
            written(writer("text")([finding], shown, language)),
        )
        for finding in findings
    )


@given(findings=FINDINGS, moved=st.integers(0, 50))
def test_a_case_keeps_its_name_when_lines_move(findings: list[Finding], moved: int) -> None:
    def names(found: list[Finding], language: str | None) -> list[tuple[str, str]]:
        suites = junitparser.JUnitXml.fromstring(junit.report(found, shown, language).encode())
        return [(case.classname, case.name) for suite in suites for case in suite]

    later = [replace(finding, line=finding.line + moved) for finding in findings]
    assert names(findings, "zh") == names(later, "en")
