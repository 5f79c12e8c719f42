"""ARC005, ARC014 to ARC016: old addresses lead somewhere, and published ones stay.

``forwarding.py`` knows all pages and takes long to import, so the rules import it when they are asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from twinpress.addresses import FOLDER, MOVED, written
from twinpress.archive import Article, State
from twinpress.rules.rule import Context, Report, rule
from twinpress.site import TAGS, path_of


def _taken(context: Context, places: Collection[str]) -> dict[str, str]:
    """Return who stands at which of these addresses: pages and articles, public or not, in the languages they are written in."""
    from twinpress.forwarding import same

    taken: dict[str, str] = {}
    for pages in context.publication.others.values() if places else ():
        taken |= {place: f"/{page.path}" for page in pages if (place := same(f"/{page.path}")) in places}
    known = context.archive.by_path
    for place in places:
        folder, _, name = place[1:].rpartition("/")
        if (story := known.get(folder)) and name in story.files:
            taken[place] = f"{story.path}/{name}"
        for language in TAGS:
            story = known.get(place.removeprefix(f"/{path_of('', language)}"))
            if story and story.document(language):
                taken[place] = story.original.path
    return taken


@rule("ARC005", scope="archive", ignorable=False, rests_on=("facts",))
def alias_taken(context: Context) -> Iterator[Report]:
    """An old address leads to one article, and is not the address of anything that exists.

    一个旧地址只指向一篇文章，且不能是现有文章或页面的地址。

    Why: two pages cannot stand at one address; one of them would vanish.

    为什么：一个地址放不下两个页面，其中一个会消失。

    Bad:
        aliases: [/2025/autumn-training/]     (an article that exists)
    Good:
        aliases: [/news/2019/0412.html]
    """
    from twinpress.forwarding import same, source

    stories = [story for story in reversed(context.archive.articles) if story.facts.aliases]
    taken = _taken(context, {same(source(alias)) for story in stories for alias in story.facts.aliases})
    claimed: dict[str, str] = {}
    for story in stories:
        own: set[str] = set()
        for number, alias in enumerate(story.facts.aliases):
            place = same(source(alias))
            holder = taken.get(place) or claimed.get(place)
            if place in own or holder is None:
                claimed.setdefault(place, story.original.path)
                own.add(place)
                continue
            field = f"aliases.{number}"
            what_zh = "本文现在的地址" if holder == story.original.path else f"{holder} 的地址"
            what_en = "this article's own address" if holder == story.original.path else f"an address of {holder}"
            yield Report(
                zh=f"旧地址“{alias}”是{what_zh}。请删去，或改为真正的旧地址。",
                en=f"The old address “{alias}” is {what_en}. Delete it, or write the address that it really had.",
                path=story.original.path,
                field=field,
                line=story.original.line(field),
            )


@rule("ARC014", scope="archive", ignorable=False, rests_on=("facts", "cited"))
def address_lost(context: Context) -> Iterator[Report]:
    """What was published stays at its address, moves with an alias, or is withdrawn; it never just vanishes.

    发布过的地址要么保持不变，要么通过 aliases 转到新地址，要么撤回并留下说明，绝不无故消失。

    Why: others have linked to it, printed it and quoted it; for them the site has lost an article.

    为什么：别人已经链接、印刷、引用了这个地址；地址失效，对他们来说就是文章丢了。

    Bad:
        addresses/2025.txt     /2025/autumn-training/ 2025-09-26     (the folder is now 2025/autumn-course)
    Good:
        2025/autumn-course/index.zh.md     aliases: [/2025/autumn-training/]
    """
    from twinpress.forwarding import Forwarding

    for address, recorded in Forwarding(context.publication).lost:
        since = recorded.since.iso
        why_zh, why_en = _reason(address, context)
        yield Report(
            zh=f"地址 {written(address)} 自 {since} 起已公开，现在却不存在{why_zh}。",
            en=f"The address {written(address)} has been public since {since}, and nothing is there now{why_en}.",
            path=recorded.path,
            line=recorded.line,
        )


def _reason(address: str, context: Context) -> tuple[str, str]:
    """Return why an address is lost, as far as it can be told, and what to write (Chinese, English)."""
    parts = [part for part in address.split("/") if part]
    language = parts.pop(0) if parts[0] in ("en", "zh") else "zh"
    story = context.archive.by_path.get("/".join(parts[:2]))
    alias = f"aliases: [{written(address)}]"
    if story and len(parts) > 2:
        return (
            f"：{story.path} 不再提供文件“{parts[-1]}”。请放回文件并在文章中提到它；或在 {story.original.path} 中写 {alias}",
            f": {story.path} does not publish “{parts[-1]}” any more. Put the file back and name it in the article, "
            f"or write {alias} in {story.original.path}",
        )
    if story and context.archive.state(story) is State.HIDDEN:
        return (
            f"：{story.original.path} 已不公开（草稿、定时或有错误）。请恢复发布；若要撤回，请写 withdrawn: {{date: …}}",
            f": {story.original.path} is not public any more (a draft, scheduled, or faulty). Publish it again; "
            "to take it back, write withdrawn: {date: …}",
        )
    if story:
        return (
            f"：{story.path} 没有公开的 index.{language}.md。请恢复该语言版本；或在 {story.original.path} 中写 {alias}",
            f": {story.path} has no public index.{language}.md. Restore that version, "
            f"or write {alias} in {story.original.path}",
        )
    if len(parts) == 2 and parts[0].isdigit() and not parts[1].isdigit():
        twin = _twin(parts[1], context)
        home = twin.original.path if twin else "代替它的文章"
        home_en = twin.original.path if twin else "the article that takes its place"
        return (
            f"。请恢复文章；若已改名或移走，请在{home}中写 {alias}",
            f". Restore the article; if it was renamed or moved, write {alias} in {home_en}",
        )
    line = f"{written(address)} /…/"
    return (
        f"。请恢复该页；若已有别的页面代替，请在 {FOLDER}/{MOVED} 中写一行“{line}”，不再提供则写“{written(address)} gone”",
        f". Restore the page; if another page took its place, add the line “{line}” to {FOLDER}/{MOVED}, "
        f"or “{written(address)} gone” if nothing did",
    )


def _twin(slug: str, context: Context) -> Article | None:
    """Return the article of the same name in another year: it was moved there."""
    return next((story for story in context.archive.articles if story.path.endswith(f"/{slug}")), None)


@rule("ARC015", scope="archive", ignorable=False, rests_on=("facts",))
def alias_impossible(context: Context) -> Iterator[Report]:
    """An old address is one that a server can be asked for, and not one of the site's own files.

    旧地址须是服务器能收到的地址，且不是网站自身的文件。

    Why: a browser never sends what follows a #, and resolves .. before it asks; such an alias leads nobody here.

    为什么：浏览器不会发送 # 之后的部分，也会先处理 ..；这样的旧地址没有人能到达。

    Bad:
        aliases: ["/news.html#item-7", /../old.html, /sitemap.xml]
    Good:
        aliases: ["/news.asp?item=7", /old.html]
    """
    from twinpress.forwarding import possible, source

    for story in reversed(context.archive.articles):
        for number, alias in enumerate(story.facts.aliases):
            if not possible(source(alias)):
                field = f"aliases.{number}"
                yield Report(
                    zh=f"“{alias}”不能作为旧地址：不可含 #、..、//、反斜杠，也不可是网站自身的文件。请写 /news/0412.html 之类的路径。",
                    en=f"“{alias}” cannot be an old address: no #, .., // or backslash, and no file of the site itself. "
                    "Write a path such as /news/0412.html.",
                    path=story.original.path,
                    field=field,
                    line=story.original.line(field),
                )


ADDRESSES = {
    "line": (
        "这一行须为“地址 日期”（{moved} 中为“旧地址 新地址”或“旧地址 gone”），地址以 / 开头；现为“{found}”。请改正或删去。",
        "This line must be “address day” (in {moved}: “old new” or “old gone”), and addresses begin with /; "
        "this one is “{found}”. Correct it, or delete it.",
    ),
    "stranger": (
        "这里只有形如 2025.txt 的年份文件、pages.txt 与 {moved}；“{found}”无人读取。请移走。",
        "Here are files of years (2025.txt), pages.txt and {moved} alone; nobody reads “{found}”. Move it.",
    ),
    "unreadable": (
        "无法读取这个文件（须为 UTF-8 文本）：{found}。请从 Git 恢复。",
        "This file cannot be read (it must be UTF-8 text): {found}. Restore it from Git.",
    ),
}


@rule("ARC016", scope="archive", ignorable=False, rests_on=("facts",))
def address_record(context: Context) -> Iterator[Report]:
    """The record of addresses can be read, and what `moved.txt` sends people to exists.

    地址记录可以读取；moved.txt 中的新地址确实存在。

    Why: the record is what keeps published addresses from vanishing; a line that cannot be read protects nothing.

    为什么：地址记录保证已发布的地址不会消失；读不懂的一行什么也保护不了。

    Bad:
        addresses/moved.txt     news/ meetings/
    Good:
        addresses/moved.txt     /news/ /meetings/
    """
    from twinpress.forwarding import Forwarding, possible, same

    for path, defect in context.archive.content.addresses.defects:
        zh, en = ADDRESSES[defect.kind]
        words = {"found": defect.found, "moved": MOVED}
        yield Report(zh=zh.format(**words), en=en.format(**words), path=path, line=defect.line)
    moved = context.archive.content.addresses.moved
    pages = Forwarding(context.publication).pages if moved else {}  # they are many
    for move in moved:
        path = f"{FOLDER}/{MOVED}"
        if move.target is not None and move.target not in pages:
            yield Report(
                zh=f"新地址 {written(move.target)} 不存在。请写现有页面的地址，以 / 结尾，如 /meetings/。",
                en=f"There is no page {written(move.target)}. Write the address of one that exists, "
                "with the slash at its end: /meetings/.",
                path=path,
                line=move.line,
            )
        elif not possible(move.source) or same(move.source) in map(same, pages):
            yield Report(
                zh=f"{written(move.source)} 是现有页面或网站自身的文件，不能转走。请删去这一行。",
                en=f"{written(move.source)} is a page that exists, or a file of the site itself: it cannot lead on. "
                "Delete the line.",
                path=path,
                line=move.line,
            )
