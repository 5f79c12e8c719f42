"""Clearances: what the checks found before, and what that rested on.

In an archive of twenty years nearly every article is as it was yesterday. What rules find in it rests on its files, on
the *ground* (programs, configuration, vocabulary), on what its links lead to, and on the *scene*: what the front matter
of all articles decides, and the moment. While the scene is the same, what was found is found again. Where it changed,
articles in which nothing was found are cleared if their links lead where they led; what a finding suggests may rest on
anything in the scene, so those are looked for anew. Rules on the archive as a whole say themselves what they rest on.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from twinpress import addresses, atomic
from twinpress.archive import Article
from twinpress.content import FEW, Folder
from twinpress.delivery import entries
from twinpress.document import LANGUAGES, Document, digest_of
from twinpress.finding import Finding
from twinpress.identity import Identity, identify, settled
from twinpress.installation import programs
from twinpress.rules.rule import Context, Ground, Rule
from twinpress.views import tally

FROM_SITE = ("external", "unsafe", "own", "anchor")
"""Kinds of target that rest on what is written and on the configuration alone."""
Own = tuple[tuple[object, ...], tuple[tuple[str, Identity | None], ...]]
"""An article's own files: digests of its versions, names and identities of the others."""
Standing = tuple[str, tuple[str, ...]]
"""What the public may see of an article, and in which languages."""


class Scene(NamedTuple):
    """What the front matter of all articles decides, and from which until before which moment."""

    digest: bytes
    made: datetime
    until: datetime | None


class Lead(NamedTuple):
    """What a link leads to."""

    written: str
    kind: str = ""
    place: str = ""
    """As ``links.Target.path``."""
    article: str = ""
    """Folder of the other article that it leads to, or to a file of."""
    versions: tuple[object, ...] = ()
    """Digests of the article's versions."""
    standing: Standing | None = None


class Clearance(NamedTuple):
    """What was found in one article, and what that rested on."""

    scene: Scene
    own: Own
    standing: Standing | None
    leads: tuple[Lead, ...]
    findings: tuple[Finding, ...]
    translations: tuple[Finding, ...] | None = None
    """What was found in its translation; None where nobody looked, because a build need not."""


class Verdict(NamedTuple):
    """What a rule on the whole archive found, and what that rested on."""

    scene: Scene
    basis: tuple[bytes, ...]
    lines: tuple[tuple[str, bytes], ...]
    """Path and ``front_digest`` of the documents in which something was found: lines move."""
    findings: tuple[Finding, ...]


class Clearances:
    """The clearances of a content folder, read from the cache folder and written back."""

    def __init__(self, context: Context):
        self.context = context
        self.archive = context.archive
        cache = context.site.cache
        name = hashlib.sha256(str(context.site.content.resolve()).encode()).hexdigest()[:12]
        self._file = cache / f"clearances-{name}.pickle" if cache else None
        self._book = cache / f"verdicts-{name}.pickle" if cache else None
        self._surroundings = self._look_around() if cache else ""
        self._known: dict[str, Clearance] = self._recall(self._file)
        self._judged: dict[str, Verdict] = self._recall(self._book)
        self._given: dict[str, Clearance] = {}
        self._verdicts: dict[str, Verdict] = {}
        self._lasting: dict[int, bool] = {}
        self._looked = time.time_ns()

    def recall(self, folder: Folder, story: Article | None) -> Clearance | None:
        """Return what was found in an article before, if nothing changed that this rests on; else None."""
        known = self._known.get(folder.path)
        if known is None or known.own != self._own(folder):
            return None
        if self._lasts(known.scene):
            if any(lead.article and lead.versions != self._versions(lead.article) for lead in known.leads):
                return None
        elif (
            known.findings
            or known.translations
            or known.scene.made > self.archive.as_of
            or known.standing != self._standing(story)
            or any(self._lead(lead.written, story) != lead for lead in known.leads)
        ):
            return None
        else:
            known = known._replace(scene=self.scene)
        self._given[folder.path] = known
        return known

    def give(
        self,
        folder: Folder,
        story: Article | None,
        followed: Iterable[str],
        found: Iterable[Finding],
        translations: Iterable[Finding] | None,
    ) -> None:
        """Remember what was found in an article; ``followed``: the targets that the rules asked about."""
        own = self._own(folder)
        if self._file and all(seen and settled(seen, self._looked) for _, seen in own[1]):
            leads = tuple(lead for written in sorted(followed) if (lead := self._lead(written, story)))
            looked = None if translations is None else tuple(translations)
            self._given[folder.path] = Clearance(self.scene, own, self._standing(story), leads, tuple(found), looked)
        else:
            self._known.pop(folder.path, None)

    def judge(self, rule: Rule, look: Callable[[], Iterator[Finding]]) -> Sequence[Finding]:
        """Return what a rule on the whole archive finds: what it found before, if it rests on nothing that changed."""
        if rule.rests_on is None or self._file is None:
            return tuple(look())
        basis = tuple(self._grounds[ground] for ground in rule.rests_on)
        known = self._judged.get(rule.code)
        same = known is not None and known.basis == basis and self._lasts(known.scene)
        if known and same and all(self._front(path) == digest for path, digest in known.lines):
            return known.findings
        found = tuple(look())
        paths = sorted({finding.path for finding in found})
        lines = tuple((path, self._front(path)) for path in paths)
        self._verdicts[rule.code] = Verdict(self.scene, basis, lines, found)
        return found

    def keep(self) -> None:
        """Write down what is known, with articles that were not looked at, unless it is hardly more than before."""
        here = self.archive.folders
        kept = {path: known for path, known in {**self._known, **self._given}.items() if path in here}
        new = sum(known is not self._known.get(path) for path, known in kept.items())
        if new >= min(FEW, len(kept)) and new:
            self._write(self._file, kept)
        if self._verdicts:
            self._write(self._book, {**self._judged, **self._verdicts})

    def _write(self, file: Path | None, known: Mapping[str, Clearance | Verdict]) -> None:
        """Write what is known of articles or of the whole; a cache that cannot be written is none."""
        if file:
            with suppress(OSError):
                file.parent.mkdir(parents=True, exist_ok=True)
                atomic.write(file, pickle.dumps((self._surroundings, known), protocol=5))

    def _recall(self, file: Path | None) -> dict[str, Any]:
        try:
            surroundings, known = pickle.loads(file.read_bytes()) if file else ("", {})
        except Exception:  # a cache can be broken in any way, and is never worth more than a new one
            return {}
        return known if surroundings == self._surroundings else {}

    def _look_around(self) -> str:
        """Return a digest of the ground: all that every article's checks may rest on."""
        site = self.context.site
        digest = hashlib.sha256()
        for module in sorted(Path(__file__).parent.rglob("*.py")):
            digest.update(module.read_bytes())
        said = site.settings.value if site.settings else None
        options = (said, site.url, site.own, self.archive.drafts, self.context.freshness)
        lists = site.content / "vocabulary"
        vocabulary = (lists.exists(), sorted(self.archive.vocabulary.absent), _identities(lists))
        digest.update(repr((programs(), options, vocabulary)).encode("utf-8", "surrogateescape"))
        return digest.hexdigest()

    def _lasts(self, scene: Scene) -> bool:
        """Tell whether a scene is still the present one; many articles share one."""
        lasts = self._lasting.get(id(scene))
        if lasts is None:
            timely = scene.made <= self.archive.as_of and (scene.until is None or self.archive.as_of < scene.until)
            lasts = self._lasting[id(scene)] = timely and scene.digest == self._digest
        return lasts

    @cached_property
    def scene(self) -> Scene:
        """The present scene; where one lasts that was known, nobody looks at all articles for its end."""
        scenes = (*(item.scene for item in self._known.values()), *(item.scene for item in self._judged.values()))
        lasting = next(filter(self._lasts, scenes), None)
        until = lasting.until if lasting else min(self._turns(), default=None)
        return Scene(self._digest, self.archive.as_of, until)

    def _turns(self) -> Iterator[datetime]:
        """Yield the moments to come at which the state of an article, or what is recorded of addresses, changes by itself."""
        for story in self.archive.articles:
            facts = story.facts
            moments = [(facts.publish_at or facts.date).at]
            moments += [facts.expires.end] if facts.expires else []
            moments += [facts.withdrawn.date.at] if facts.withdrawn else []
            yield from (moment for moment in moments if moment > self.archive.as_of)
        recorded = self.archive.content.addresses.recorded.values()
        yield from (entry.since.at for entry in recorded if entry.since.at > self.archive.as_of)

    @cached_property
    def _digest(self) -> bytes:
        """Digest of what the front matter of all articles decides, and of what else the addresses of the site rest on."""
        content, site = self.archive.content, self.context.site
        told = [
            (folder.path, folder.files, [(document.path, *_decided(document)) for document in folder.documents])
            for folder in content.folders
        ]
        docs = sorted(entry.path for entry in entries(site.docs))
        top = sorted(os.listdir(site.docs)) if site.docs.is_dir() else []
        recorded = _identities(site.content / addresses.FOLDER)
        return digest_of(repr((told, content.strays, recorded, docs, top)).encode("utf-8", "surrogateescape"))

    @cached_property
    def _grounds(self) -> dict[Ground, bytes]:
        """Digests of what rules on the whole archive may rest on beside the scene."""
        documents = [document for folder in self.archive.content.folders for document in folder.documents]
        docs = _identities(self.context.site.docs)
        cited = [self._versions(path) for path in sorted(set(self._cited()))]
        return {
            "facts": b"",
            "words": digest_of(b"".join(document.front_digest for document in documents)),
            "docs": digest_of(repr(docs).encode("utf-8", "surrogateescape")),
            "cited": digest_of(repr(cited).encode()),
            "views": digest_of(repr(_identities(self.context.site.content / tally.FOLDER)).encode()),
        }

    def _cited(self) -> Iterator[str]:
        """Yield the folders of articles beside which a file was published: whether it still is, bodies say."""
        for address in self.archive.content.addresses.recorded:
            if not address.endswith("/"):
                parts = [part for part in address.split("/") if part]
                yield "/".join(parts[1:3] if parts[0] in LANGUAGES else parts[:2])

    def _own(self, folder: Folder) -> Own:
        """Return what an article's own files are."""
        root = f"{self.archive.root}/{folder.path}/"
        names = (*folder.files, *(folder.records))
        return tuple(map(_seen, folder.documents)), tuple((name, identify(root + name)) for name in names)

    def _versions(self, path: str) -> tuple[object, ...]:
        """Return digests of the versions of the article in a folder."""
        story = self.archive.by_path.get(path)
        return tuple(map(_seen, story.documents)) if story else ()

    def _front(self, path: str) -> bytes:
        """Return the digest of the front matter in a file of an article; empty for other files."""
        story = self.archive.by_path.get(path.rpartition("/")[0])
        return (
            b"".join(document.front_digest for document in story.documents if document.path == path) if story else b""
        )

    def _standing(self, story: Article | None) -> Standing | None:
        return (str(self.archive.state(story)), self.archive.languages(story)) if story else None

    def _lead(self, written: str, story: Article | None) -> Lead | None:
        """Return what a target leads to now; None where that rests on the ground and the article alone."""
        if story is None:
            return Lead(written)
        target = self.context.resolve(written, story)
        if target.kind in FROM_SITE or (target.kind == "file" and target.article is story):
            return None
        other = target.article
        if other is None or other is story:
            return Lead(written, target.kind, target.path)
        return Lead(written, target.kind, target.path, other.path, self._versions(other.path), self._standing(other))


def _seen(document: Document) -> object:
    """Return by what a version is known; one that could not be read by its defects."""
    return document.digest or document.defects


def _decided(document: Document) -> tuple[object, ...]:
    """Return what the front matter of a version decides; for one that cannot be read, all there is."""
    if not document.readable:
        return (_seen(document),)
    return (document.facts_digest, sorted(document.unsound), document.original)


def _identities(folder: Path) -> list[tuple[str, object]]:
    """Return the identities of all files in a folder; what a link leads to changes unseen."""
    found = ((item.path, time.time_ns() if item.is_symlink() else identify(item.path)) for item in entries(folder))
    return sorted(found)
