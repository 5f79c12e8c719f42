"""The translation memory: blocks that were translated before, and confirmed, with their translations.

It is made of what stands in the archive, and kept in the cache folder, so that only articles that changed are read again.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from twinpress import atomic, dialect
from twinpress.archive import Archive, Article, sound
from twinpress.content import FEW
from twinpress.identity import identify, settled
from twinpress.installation import programs
from twinpress.progress import Progress
from twinpress.translation import block, record
from twinpress.translation.block import version
from twinpress.translation.revision import held

FILE = "memory.marshal"
LIKE = 0.7
"""Likeness from which an earlier block helps."""
MOST = 3
"""Earlier blocks that are shown for one."""
SHORTEST = 6
"""Characters below which a block is no sentence, and is found by its terms."""

Pair = tuple[str, str]
"""Chinese and English words of a confirmed line."""


class Similar(NamedTuple):
    """A block that was translated before."""

    likeness: float
    """From ``LIKE`` to 1."""
    article: str
    """Path of its article."""
    original: str
    translation: str


class Memory:
    """Confirmed pairs of an archive, by article, in the order of the archive."""

    def __init__(self, pairs: Sequence[tuple[str, Pair]]):
        self.pairs = pairs
        self._sides: dict[str, list[str]] = {}

    def similar(self, text: str, language: str, besides: str) -> Sequence[Similar]:
        """Return what is most like a text in a language, but for what stands in one article, the most alike first."""
        if len(text) < SHORTEST:
            return ()
        from rapidfuzz import fuzz, process  # not on import: most runs need none of it

        side = ("zh", "en").index(language)
        if language not in self._sides:
            self._sides[language] = [pair[side] for _, pair in self.pairs]
        # measured: 0.12 s among 200,000 pairs, as ten thousand articles have them; an index would take longer to make
        near = process.extract(text, self._sides[language], scorer=fuzz.ratio, score_cutoff=100 * LIKE, limit=None)
        found: dict[Pair, Similar] = {}
        for _, score, number in sorted(near, key=lambda item: (-item[1], item[2])):
            path, pair = self.pairs[number]
            if path != besides and pair not in found:
                found[pair] = Similar(round(score / 100, 2), path, pair[side], pair[1 - side])
                if len(found) == MOST:
                    break
        return tuple(found.values())


def memory(archive: Archive, cache: Path | None, tell: Callable[[int], None], progress: Progress) -> Memory:
    """Return the memory of an archive.

    ``tell`` is called once with the number of articles that have to be read, if they are more than a few.
    """
    root = archive.root
    recorded = {folder.path for folder in archive.content.folders if record.NAME in folder.records}
    articles = [article for article in archive.articles if article.path in recorded and article.translation]
    known = _recall(cache)
    keys = {article.path: _key(root, article) for article in articles}
    waiting = [
        article
        for article in articles
        if not keys[article.path] or known.get(article.path, ("",))[0] != keys[article.path]
    ]
    if len(waiting) > FEW:
        tell(len(waiting))
    fresh: dict[str, tuple[str, tuple[Pair, ...]]] = {}
    for number, article in enumerate(waiting):
        fresh[article.path] = (keys[article.path], tuple(_pairs(root, article)))
        progress(number + 1, len(waiting))
    kept = {path: fresh[path] if path in fresh else known[path] for path in keys}
    if cache and (len(fresh) > FEW or (fresh and len(fresh) > len(kept) // 2)):
        young = {path for path, key in keys.items() if not key}
        _keep(cache, {path: value for path, value in kept.items() if path not in young})
    return Memory([(path, pair) for path, (_, pairs) in kept.items() for pair in pairs])


def _pairs(root: Path, article: Article) -> Iterator[Pair]:
    """Yield what was confirmed of an article and stands there now."""
    known = record.read(root / article.path)
    original, translation = article.documents
    if known is None or not known.confirmed or not sound(translation):
        return
    ours, theirs = version(original, root), version(translation, root)
    places = zip(
        held([line.original for line in known.lines], ours),
        held([line.translation for line in known.lines], theirs),
        strict=True,
    )
    for mine, yours in places:
        if mine and yours:
            texts = " ".join(ours[place].text for place in mine), " ".join(theirs[place].text for place in yours)
            if len(texts[0]) >= SHORTEST:
                yield texts if original.language == "zh" else texts[::-1]


def _key(root: Path, article: Article) -> str:
    """Return what the pairs of an article rest on; empty where its record is so young that it may change unseen."""
    seen = identify(f"{root}/{article.path}/{record.NAME}")
    if seen is None or not settled(seen, time.time_ns()):
        return ""
    return ".".join((*(document.digest.hex() for document in article.documents), *map(str, seen)))


def _programs() -> bytes:
    """Return a digest of the programs that cut blocks: what others made is of no use."""
    digest = hashlib.sha256("\0".join(programs()).encode())
    for module in (block, dialect, record):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.digest()


def _recall(cache: Path | None) -> dict[str, Any]:
    """Return what was kept; a file that is broken holds nothing."""
    try:
        data = (cache / FILE).read_bytes() if cache else b""
        key = _programs()
        known = marshal.loads(data[len(key) :]) if data.startswith(key) else {}
    except Exception:  # a cache can be broken in any way, and is never worth more than a new one
        return {}
    return known if isinstance(known, dict) else {}


def _keep(cache: Path, known: dict[str, tuple[str, tuple[Pair, ...]]]) -> None:
    with suppress(OSError):
        os.makedirs(cache, exist_ok=True)
        atomic.write(cache / FILE, _programs() + marshal.dumps(known))
