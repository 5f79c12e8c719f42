"""Files made from the code: JSON Schemas for editors' programs, and the handbook's tables of fields and rules.

They are committed, so that an editor has them without running anything; a test and ``make lint`` keep them current.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter

from twinpress.kinds import Means
from twinpress.model import FACTS, Original, Record, Translation
from twinpress.outputs.api import records
from twinpress.reports.words import SEVERITIES
from twinpress.rules import RULES
from twinpress.rules.rule import FAMILIES, Rule
from twinpress.vocabulary import KINDS, Kind, Language

SCHEMAS = "scripts/twinpress/schemas"
DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect that VS Code's YAML support understands best."""
NEED = {
    "zh": {"E": "必填", "W": "建议填写", "": ""},
    "en": {"E": "required", "W": "recommended", "": ""},
}
NOTE = {
    "zh": "<!-- 由 twinpress generate 生成，请勿手改 -->",
    "en": "<!-- made by twinpress generate: do not edit -->",
}


def write(root: Path, *, verify: bool = False) -> list[str]:
    """Write every generated file below ``root`` and return the paths that were out of date; ``verify``: only compare."""
    stale = []
    for path, text in files().items():
        place = root / path
        if place.exists() and place.read_text("utf-8") == text:
            continue
        stale.append(path)
        if not verify:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8", newline="\n")
    return stale


def files() -> dict[str, str]:
    """Return the text of every generated file by its path in the project."""
    result = {f"{SCHEMAS}/article.schema.json": _json(article_schema())}
    for kind in KINDS:
        result[f"{SCHEMAS}/{kind.name}.schema.json"] = _json(vocabulary_schema(kind))
    result[f"{SCHEMAS}/archive/schema.json"] = records.schema()
    result["docs/handbook/developers/api-fields.en.md"] = api_page()
    for language in ("zh", "en"):
        result[f"docs/handbook/editors/fields.{language}.md"] = fields_page(language)
        result[f"docs/handbook/rules.{language}.md"] = rules_page(language)
    return result


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


# --- JSON Schemas --------------------------------------------------------------------------------------------------


def article_schema() -> dict[str, Any]:
    """Return the schema of a front matter: an original where there is a ``date``, else a translation."""
    adapters: list[tuple[str, TypeAdapter[Any]]] = [
        ("original", TypeAdapter(Original)),
        ("translation", TypeAdapter(Translation)),
    ]
    schemas, definitions = TypeAdapter.json_schemas(
        [(name, "validation", adapter) for name, adapter in adapters], ref_template="#/definitions/{model}"
    )
    known = {**definitions.get("$defs", {})}
    branches = {name: schemas[name, "validation"] for name, _ in adapters}
    return {
        "$schema": DIALECT,
        "title": "Twinpress article · 双刊文章",
        "if": {"required": ["date"]},
        "then": branches["original"],
        "else": branches["translation"],
        "definitions": known,
    }


def vocabulary_schema(kind: Kind) -> dict[str, Any]:
    """Return the schema of a vocabulary file: one entry, or a mapping of ids to entries."""
    schema = TypeAdapter(kind.entry).json_schema(ref_template="#/definitions/{model}")
    definitions = schema.pop("$defs", {})
    head = {"$schema": DIALECT, "title": f"Twinpress vocabulary: {kind.name}"}
    if kind.folder:
        return {**head, **schema, "title": head["title"], "definitions": definitions}
    return {
        **head,
        "type": "object",
        "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "additionalProperties": schema,
        "definitions": definitions,
    }


# --- fields --------------------------------------------------------------------------------------------------------


def fields_page(language: str) -> str:
    """Return the handbook's page of front-matter fields."""
    zh = language == "zh"
    parts = [
        "---",
        f"title: {'文章字段一览' if zh else 'All front-matter fields'}",
        "---",
        "",
        NOTE[language],
        "",
        "原文（写有 `date` 的那个文件）可用全部字段；译文只写文字，不重复事实。"
        if zh
        else "The original (the file that carries `date`) may use every field; a translation holds words and repeats no fact.",
        "",
    ]
    titles = {
        "facts": ("只写在原文中的事实", "Facts: in the original alone"),
        "words": ("各语言自己的文字", "Words: in each language"),
        "translation": ("只写在译文中", "In the translation alone"),
    }
    original = {item.name for item in fields(Original)}
    for key, names in (
        ("facts", [item.name for item in fields(Original) if item.name in FACTS[""]]),
        ("words", [item.name for item in fields(Original) if item.name not in FACTS[""]]),
        ("translation", [item.name for item in fields(Translation) if item.name not in original]),
    ):
        record: type = Translation if key == "translation" else Original
        parts += [f"## {titles[key][0 if zh else 1]}", ""]
        parts += list(_table(record, names, language))
    parts += [f"## {'组合字段' if zh else 'Fields with parts'}", ""]
    for name, part in dict(_nested()).items():
        parts += [f"### `{name}`", ""]
        parts += list(_table(part, list(dict(_meanings(part))), language, FACTS.get(name)))
    return "\n".join(parts).rstrip() + "\n"


def _table(record: type, names: list[str], language: str, facts: frozenset[str] | None = None) -> Iterator[str]:
    zh = language == "zh"
    head = ["字段", "含义", ""] if zh else ["Field", "Meaning", ""]
    if facts is not None:
        head.append("位置" if zh else "Where")
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    meanings = dict(_meanings(record))
    for name in names:
        means = meanings[name]
        row = [f"`{_written(record, name)}`", means.zh if zh else means.en, NEED[language][means.need]]
        if facts is not None:
            places = ("原文", "各语言") if zh else ("original", "each language")
            row.append(places[0] if name in facts else places[1])
        yield f"| {' | '.join(row)} |"
    yield ""


def _meanings(record: type) -> Iterator[tuple[str, Means]]:
    """Yield (field, what it means) of a record."""
    for name, hint in get_type_hints(record, include_extras=True).items():
        for extra in getattr(hint, "__metadata__", ()):
            if isinstance(extra, Means):
                yield name, extra


def _written(record: type, name: str) -> str:
    """Return the name of a field as it is written in the front matter."""
    for extra in getattr(get_type_hints(record, include_extras=True)[name], "__metadata__", ()):
        if getattr(extra, "alias", None):
            return str(extra.alias)
    return name


def _nested() -> Iterator[tuple[str, type[Record]]]:
    """Yield (field, record) of every field that has parts."""
    for name, hint in get_type_hints(Original).items():
        for part in _parts(hint):
            yield _written(Original, name), part


def _parts(hint: Any) -> Iterator[type[Record]]:
    """Yield the record types inside a type."""
    if isinstance(hint, type) and issubclass(hint, Record):
        yield hint
    for argument in getattr(hint, "__args__", ()):
        yield from _parts(argument)


# --- the JSON API --------------------------------------------------------------------------------------------------


def api_page() -> str:
    """Return the handbook's page of what the JSON files of the archive hold."""
    parts = [
        "---",
        "title: All fields of the JSON API",
        "---",
        "",
        NOTE["en"],
        "",
        "What each file and each record holds. Fields that are not marked as always there are left out where there is "
        "nothing to say. [The JSON API](api.en.md) explains the whole.",
        "",
    ]
    definitions = json.loads(records.schema())["$defs"]
    for record in dict.fromkeys(found for file in records.FILES for found in _records(file)):
        required = definitions[record.__name__].get("required", ())
        hints = get_type_hints(record)
        parts += [f"## {record.__name__}", "", str(record.__doc__), ""]
        parts += ["| Field | Meaning | Form | |", "| --- | --- | --- | --- |"]
        for name, means in _meanings(record):
            parts.append(f"| `{name}` | {means.en} | {_form(hints[name])} | {'always' if name in required else ''} |")
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _records(record: type[Record]) -> Iterator[type[Record]]:
    """Yield a record and, in the order of its fields, the records in it."""
    yield record
    for hint in get_type_hints(record).values():
        for part in _parts(hint):
            yield from _records(part)


def _form(hint: Any) -> str:
    """Return the form of a field in words."""
    if isinstance(hint, type) and issubclass(hint, Record):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    kind, parts = get_origin(hint), [part for part in get_args(hint) if part not in (..., type(None))]
    if kind is Literal:
        return ", ".join(f"`{value}`" for value in parts)
    if kind is tuple:
        return f"list: {_form(parts[0])}"
    if kind is dict:
        return f"by {'language' if parts[0] == Language else 'key'}: {_form(parts[1])}"
    return _form(parts[0]) if kind else {str: "text", int: "number", bool: "true or false"}[hint]


# --- rules ---------------------------------------------------------------------------------------------------------


def rules_page(language: str) -> str:
    """Return the handbook's page of rules."""
    zh = language == "zh"
    title = "检查规则" if zh else "The rules"
    parts = [
        "---",
        f"title: {title}",
        "---",
        "",
        NOTE[language],
        "",
        "运行 `twinpress check` 时逐条检查。“错误”会阻止发布；在文章中写 `ignore: {代码: 理由}` 可忽略标有“可忽略”的规则。"
        if zh
        else "What `twinpress check` looks for. Errors keep the site from being published; "
        "`ignore: {CODE: reason}` in an article silences a rule that is marked as ignorable.",
        "",
    ]
    for family, words in FAMILIES.items():
        rules = [rule for code, rule in sorted(RULES.items()) if code.startswith(family)]
        if not rules:
            continue
        parts += [f"## {family} · {words[1 if zh else 0]}", ""]
        for rule in rules:
            parts += list(_rule(rule, language))
    return "\n".join(parts).rstrip() + "\n"


def _rule(rule: Rule, language: str) -> Iterator[str]:
    zh = language == "zh"
    manual = rule.manual
    marks = [SEVERITIES[rule.severity][0 if zh else 1]]
    if rule.ignorable:
        marks.append("可忽略" if zh else "ignorable")
    if rule.fixable:
        marks.append("`--fix` 可修正" if zh else "mended by `--fix`")
    yield f"### {rule.code} `{rule.name}` {{#{rule.code.lower()}}}"
    yield ""
    yield f"*{'，'.join(marks) if zh else ', '.join(marks)}.*" if not zh else f"（{'，'.join(marks)}）"
    yield ""
    yield manual.zh if zh else manual.en
    yield ""
    yield f"{'为什么：' if zh else 'Why: '}{manual.why_zh if zh else manual.why_en}"
    yield ""
    for title, example in (("错误：" if zh else "Bad:", manual.bad), ("正确：" if zh else "Good:", manual.good)):
        fence = "~~~" if "~~~" not in example else "~~~~~"
        yield title
        yield ""
        yield f"{fence}text"
        yield example
        yield fence
        yield ""
