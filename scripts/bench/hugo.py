"""The archive as a Hugo project with an equal site: ``python -m bench.hugo CONFIG CONTENT DIR --as-of TIME``.

What the public may see at that moment is decided here, once; lists, neighbours, related articles, feeds and sitemaps are
made by Hugo from the templates in ``hugo/``. Where the two sites are not equal, Hugo's has less: docs/handbook/developers/
benchmarks.en.md says what.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from twinpress import content, site, wording
from twinpress.archive import ENTRIES, Archive, Article
from twinpress.document import clean
from twinpress.forwarding import Forwarding
from twinpress.model import Translation
from twinpress.pages.edition import DIRECTORIES
from twinpress.pages.page import Page
from twinpress.pages.view import Image, Profile, Story
from twinpress.publication import Publication
from twinpress.site import Site

TEMPLATES = Path(__file__).with_suffix("")
"""Configuration and templates of the Hugo site."""
FEEDS = ("html", "rss", "atom", "jsonfeed")
"""What Hugo shall make of a list that can be subscribed to."""
Front = dict[str, Any]
"""Front matter of a Hugo page."""


def convert(config: Path, folder: Path, target: Path, as_of: str) -> None:
    """Write the Hugo project of a content folder into ``target``, a new folder, as the public sees it at ``as_of``."""
    found = site.load(config).reading(folder.resolve())
    archive = Archive(content.load(found.content, found.zone), found.moment(as_of))
    shutil.copytree(TEMPLATES, target)
    theme = found.root / "overrides" / "assets"
    if theme.is_dir():
        shutil.copytree(theme, target / "static" / "assets")
    publication = Publication(archive, found)
    _put(target / "data/names.json", json.dumps(names(archive), ensure_ascii=False))
    for path, text in pages(publication):
        _put(target / "content" / path, text)
    for path in dict.fromkeys(file for page in chain(*publication.pages.values()) for file in page.files()):
        place = target / "content" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found.content / path, place)


def _put(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8", newline="\n")


def names(archive: Archive) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return the names of every entry of the vocabulary, by list, id and language."""
    return {
        kind: {
            identifier: {language: text for language in site.TAGS if (text := entry.name.get(language))}
            for identifier, entry in archive.vocabulary.lists[kind].items()
        }
        for kind in (*ENTRIES, "roles")
    }


def pages(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield (path below Hugo's content folder, text) of every page."""
    aliases: dict[str, list[str]] = defaultdict(list)
    for moved in Forwarding(publication).moved:
        if "?" not in moved.source:  # a file cannot answer a query
            aliases[moved.page.path].append(moved.source)
    for language, found in publication.pages.items():
        for kind in (*ENTRIES, "months"):
            if kind not in DIRECTORIES:
                yield f"{kind}/_index.{language}.md", _text({"title": kind, "build": {"render": "never"}})
        for page in found:
            if page.article:
                body = page.document.body(publication.archive.root) if page.document else ""
                front = article(publication, page, page.article) | said(aliases=aliases[page.path])
                yield f"{page.address}index.{language}.md", _text(front, body)
            elif page.source:
                text = clean((publication.site.docs / page.source).read_text("utf-8"))
                body = text.split("\n---\n", 1)[1] if text.startswith("---\n") else text
                yield page.source, _text({"title": page.title, "layout": "standing"}, body)
            elif page.lasting and (known := listing(publication, page)):
                yield f"{known[0]}/_index.{language}.md", _text(known[1])


def _text(front: Front, body: str = "") -> str:
    return f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{body}"


def said(**values: Any) -> Front:
    """Return the values that say something."""
    return {name: value for name, value in values.items() if value not in (None, "", False, (), [], {})}


# --- lists -----------------------------------------------------------------------------------------------------------


def listing(publication: Publication, page: Page) -> tuple[str, Front] | None:
    """Return (folder of a list or directory in Hugo's content, its front matter); None for the home page, which needs none."""
    if page.entry:
        kind, identifier = page.entry
        return f"{kind}/{identifier}", _entry(publication, page, kind, identifier)
    match page.kind, page.address.strip("/").split("/"):
        case "directory", ["archive"]:
            return "archive", {"title": page.title, "layout": "archive"}
        case "directory", [name]:
            return name, {"title": page.title, "params": {"directory": DIRECTORIES[name]}}
        case "year", [year]:
            return year, {"title": page.title, "params": {"year": year}}
        case "month", [year, month]:
            front = {"title": page.title, "url": f"{year}/{month}/", "weight": int(month), "params": {"year": year}}
            return f"months/{year}-{month}", front
        case _:
            return None


def _entry(publication: Publication, page: Page, kind: str, identifier: str) -> Front:
    """Return the front matter of an entry's list."""
    view = page.view()
    front = said(title=page.title, description=view.description, params=said(profile=_profile(publication, page)))
    if kind == "sections":
        order = list(publication.archive.vocabulary.sections).index(identifier)
        front |= {"slug": identifier, "weight": order + 1}
    if kind in ("sections", "topics"):
        front["outputs"] = FEEDS
    return front


def _profile(publication: Publication, page: Page) -> Front:
    """Return what the vocabulary says of an entry; names of other entries stand as ids, for Hugo to look up."""
    profile: Profile | None = page.view().profile
    if profile is None or page.entry is None:
        return {}
    kind, identifier = page.entry
    entry = publication.archive.vocabulary.lists[kind][identifier]
    posts = [
        said(title=post.title.get(page.language), organisation=post.organisation, years=shown.years)
        for post, shown in zip(getattr(entry, "posts", ()), profile.posts, strict=True)
    ]
    return said(
        also=profile.name.text if profile.name else None,
        aliases=[alias.text for alias in profile.aliases],
        above=publication.archive.vocabulary.above(kind, identifier),
        place=getattr(entry, "place", None),
        url=profile.url,
        posts=posts,
        parts=len(profile.parts),
    )


# --- articles --------------------------------------------------------------------------------------------------------


def article(publication: Publication, page: Page, found: Article) -> Front:
    """Return the front matter of an article's page: Hugo has each fact in both languages."""
    archive, facts, view = publication.archive, found.facts, page.view()
    story = view.story
    assert story is not None  # every article's page has one
    front: Front = said(
        title=view.title,
        description=view.description,
        date=facts.date.at.isoformat(),
        lastmod=(facts.updated or facts.date).at.isoformat(),
    )
    if not archive.is_listed(found):
        front["build"] = {"list": "never"}
    if not page.listed:
        front["sitemap"] = {"disable": True}
    if page.document is None:  # removed
        return front | {"params": _common(found, story, publication.site) | said(noindex=view.noindex)}
    words = found.words(page.language)
    front |= said(linkTitle=words.title_short)
    front |= said(**{kind: list(dict.fromkeys(_listed(publication, kind, found))) for kind in ENTRIES})
    front["months"] = [f"{facts.date.at:%Y-%m}"]
    known = (archive.by_id.get(identifier) for identifier in facts.related)
    translation = words if isinstance(words, Translation) else None
    own = said(
        noindex=view.noindex,
        updated=facts.updated.iso if facts.updated else None,
        kicker=words.kicker,
        subtitle=words.subtitle,
        dateline=words.dateline,
        authors=facts.authors,
        editor=facts.editor,
        reviewer=facts.reviewer,
        translator=translation.translator if translation else None,
        translation=translation is not None,
        mode=translation.mode if translation else None,
        explanation=story.withdrawal.explanation if story.withdrawal else None,
        ai=story.ai,
        note=story.note.text if story.note else None,
        pinned=facts.pinned,
        image=facts.image,
        lead=_name(story.lead),
        gallery=[_name(picture) for picture in story.gallery],
        pictures={name: _picture(publication, page, found, name) for name in facts.pictures if name in found.files},
        video=_video(found),
        event=_event(page, found, story),
        persons=[
            said(person=item.person, role=item.role, **{"as": words.wordings.get(item.person)}) for item in facts.people
        ],
        named_organisations=facts.organisations,
        named_places=facts.places,
        part=facts.series.part if facts.series else None,
        label=story.series.label if story.series else None,
        attachments=[
            said(file=_file(item.title.path), title=item.title.text, kind=item.kind, size=item.size, sha256=item.sha256)
            for item in story.attachments
        ],
        changes=[said(date=item.time.iso, kind=item.kind, note=item.note) for item in story.changes],
        related=[f"/{other.path}" for other in known if other and archive.is_listed(other)],
        doc_number=story.doc_number,
        index_number=story.index_number,
        rights=story.rights,
        former=story.former.address if story.former else None,
    )
    return front | {"params": _common(found, story, publication.site) | own}


def _common(found: Article, story: Story, where: Site) -> Front:
    """Return what every article says of itself, removed ones too."""
    facts = found.facts
    source = facts.source
    kinds = {"notice": "withdrawn"}
    return said(
        id=facts.id,
        genre=facts.type,
        folder=where.url + found.address,  # pictures lie in one place for both languages
        issued=facts.date.iso,
        precision=facts.date.precision,
        notice=kinds.get(story.withdrawal.kind, story.withdrawal.kind) if story.withdrawal else None,
        source=said(
            name=source.name,
            url=source.url,
            title=source.title,
            author=source.author,
            date=source.date.iso if source.date else None,
            licence=source.licence,
        ),
    )


def _listed(publication: Publication, kind: str, found: Article) -> Iterator[str]:
    """Yield the ids of a list that have pages and that an article names."""
    edition = publication.editions[site.DEFAULT_LANGUAGE]
    for identifier in ENTRIES[kind](found.facts):
        if identifier in publication.archive.vocabulary.lists[kind] and edition.has_page(kind, identifier):
            yield identifier


def _picture(publication: Publication, page: Page, found: Article, name: str) -> Front:
    picture = publication.editions[page.language].image(found, name)
    credit = found.facts.pictures[name].credit
    return said(alt=picture.alt, caption=picture.caption, credit=credit, width=picture.width, height=picture.height)


def _video(found: Article) -> Front:
    video = found.facts.video
    return said(src=video.src, poster=video.poster, captions=video.captions) if video else {}


def _event(page: Page, found: Article, story: Story) -> Front:
    event = found.facts.event
    if event is None or story.event is None:
        return {}
    return said(
        start=event.start.at.isoformat(),
        end=event.end.at.isoformat() if event.end else None,
        status=wording.event_status(event.status, page.language),
        place=event.place,
        venue=story.event.venue,
        organisers=event.organisers,
        co_organisers=event.co_organisers,
        attendance=story.event.attendance,
    )


def _name(picture: Image | None) -> str | None:
    return _file(picture.path) if picture else None


def _file(path: str | None) -> str | None:
    return unquote(path.rpartition("/")[2]) if path else None


def main() -> None:
    """Convert as the command line asks for it."""
    parser = argparse.ArgumentParser(prog="python -m bench.hugo", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("config", type=Path, help="mkdocs.yml of the site")
    parser.add_argument("content", type=Path, help="the content folder")
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the Hugo project goes: a new folder")
    parser.add_argument("--as-of", required=True, metavar="TIME")
    options = parser.parse_args()
    if options.folder.exists():
        parser.error(f"文件夹已存在 · the folder exists: {options.folder}")
    convert(options.config, options.content, options.folder, options.as_of)


if __name__ == "__main__":
    main()
