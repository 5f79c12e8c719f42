"""ARC010 to ARC012: do the entries of the vocabulary fit together?"""

from __future__ import annotations

from collections.abc import Iterator

from twinpress.content import Content
from twinpress.document import clean
from twinpress.finding import Severity
from twinpress.frontmatter import parse
from twinpress.rules.known import FOLDERS, LISTS, meant, missing
from twinpress.rules.rule import Context, Report, rule
from twinpress.suggestion import question


@rule("ARC010", scope="archive", ignorable=False, rests_on=("facts",))
def vocabulary_reference(context: Context) -> Iterator[Report]:
    """An entry that names another one names one that exists, and nothing is above itself.

    条目引用的其他条目须存在；上下级不能绕成一圈。

    Why: a district of an unknown city has no place on the page; a circle has no end.

    为什么：上级不存在，就无处归属；绕成一圈，就没有尽头。

    Bad:
        chaoyang: {name: {zh: 朝阳区}, part_of: bejing}
    Good:
        chaoyang: {name: {zh: 朝阳区}, part_of: beijing}
    """
    vocabulary = context.archive.vocabulary
    for name, identifier, field, target_list, target in within(context.archive.content):
        what_zh, what_en = LISTS[target_list]
        if missing(vocabulary, target_list, target):
            near_zh, near_en = question(meant(vocabulary, target_list, target))
            yield at_field(
                context,
                name,
                identifier,
                field,
                f"{identifier} 的 {field}：没有{what_zh}“{target}”。{near_zh or '请核对，或新建该条目。'}",
                f"{field} of {identifier}: there is no {what_en} “{target}”. {near_en or 'Look it up, or make the entry.'}",
            )
    yield from _circles(context)


def within(content: Content) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield (list, id, field, list of the target, id of the target) of every reference within the vocabulary."""
    vocabulary = content.vocabulary
    for identifier, organisation in vocabulary.organisations.items():
        if organisation.parent:
            yield "organisations", identifier, "parent", "organisations", organisation.parent
        if organisation.place:
            yield "organisations", identifier, "place", "places", organisation.place
    for identifier, place in vocabulary.places.items():
        if place.part_of:
            yield "places", identifier, "part_of", "places", place.part_of
    for identifier, topic in vocabulary.topics.items():
        if topic.broader:
            yield "topics", identifier, "broader", "topics", topic.broader
    for identifier, person in vocabulary.people.items():
        for number, post in enumerate(person.posts):
            if post.organisation:
                yield "people", identifier, f"posts.{number}.organisation", "organisations", post.organisation


def _circles(context: Context) -> Iterator[Report]:
    """Yield one report for each circle of entries above each other, at its first entry."""
    for name, field in (("organisations", "parent"), ("places", "part_of"), ("topics", "broader")):
        known = context.archive.vocabulary.lists[name]
        told: set[str] = set()
        for start in sorted(known):
            way: list[str] = []
            at: str | None = start
            while at is not None and at in known and at not in way and at not in told:
                way.append(at)
                at = getattr(known[at], field)
            told.update(way)
            if at is not None and at in way:
                circle = [*way[way.index(at) :], at]
                yield at_field(
                    context,
                    name,
                    at,
                    field,
                    f"{field} 绕成了一圈：{' → '.join(circle)}。请改正其中一个。",
                    f"{field} goes round in a circle: {' → '.join(circle)}. Correct one of them.",
                )


def at_field(context: Context, name: str, identifier: str, field: str, zh: str, en: str) -> Report:
    """Return a report at the line of a field, found by reading the file again: it is wrong rarely enough."""
    path, line = getattr(context.archive.vocabulary, name).places[identifier]
    try:
        lines = parse(clean((context.archive.root / path).read_bytes().decode("utf-8", "replace"))).lines
    except OSError:
        lines = {}
    dotted = field if name in FOLDERS else f"{identifier}.{field}"
    return Report(zh=zh, en=en, path=path, field=dotted, line=lines.get(dotted, line))


@rule("ARC011", Severity.WARNING, scope="archive", rests_on=("facts",))
def same_name_twice(context: Context) -> Iterator[Report]:
    """No two people, organisations or topics have the same name.

    任何两个人物、机构或专题都不同名。

    Why: mostly somebody made an entry that was there already, and its articles are now split between the two.

    为什么：多半是重复建了条目，相关文章就分散在两处。

    Bad:
        people/wu-sheng.yml and people/wu-sheng-2.yml, both with zh: 吴升
    Good:
        people/wu-sheng.yml alone
    """
    vocabulary = context.archive.vocabulary
    for name in ("people", "organisations", "topics"):
        known = vocabulary.lists[name]
        first: dict[tuple[str, str], str] = {}
        for identifier in sorted(known):
            names = known[identifier].name
            keys = [(language, names.get(language) or "") for language in ("zh", "en") if names.get(language)]
            others = dict.fromkeys(first[key] for key in keys if key in first)
            for other in others:
                shared = next(key[1] for key in keys if first.get(key) == other)
                path, line = getattr(vocabulary, name).places[identifier]
                yield Report(
                    zh=f"{identifier} 与 {other} 同名：“{shared}”。若是同一个，请删去其中一个；若不是，请在名称中加以区分。",
                    en=f"{identifier} and {other} have the same name: “{shared}”. If they are one, delete one of them; "
                    "else tell them apart in their names.",
                    path=path,
                    line=line,
                )
            for key in keys:
                first.setdefault(key, identifier)


@rule("ARC012", Severity.INFO, scope="archive", rests_on=("facts",))
def name_in_one_language(context: Context) -> Iterator[Report]:
    """A name is known in Chinese and in English.

    名称有中文，也有英文。

    Why: until it is, readers of the other language see it as it is; this is the translator's list, and stops nobody.

    为什么：在补上之前，另一种语言的读者看到的是原名。这只是给译者的清单，不妨碍发布。

    Bad:
        name: {zh: 吴升}
    Good:
        name: {zh: 吴升, en: Wu Sheng}
    """
    vocabulary = context.archive.vocabulary
    for name in LISTS:
        for identifier, entry in vocabulary.lists[name].items():
            if bool(entry.name.zh) == bool(entry.name.en) or identifier in getattr(vocabulary, name).broken:
                continue
            path, line = getattr(vocabulary, name).places[identifier]
            lacks_zh, lacks_en = ("英文", "English") if entry.name.zh else ("中文", "Chinese")
            code = "en" if entry.name.zh else "zh"
            yield Report(
                zh=f"{identifier} 还没有{lacks_zh}名称。知道时请补上：{code}: …",
                en=f"{identifier} has no name in {lacks_en} yet. Add it when it is known: {code}: …",
                path=path,
                line=line,
            )
