"""Answers to what was asked while the site was made (``trace.py``), short enough to be kept for the next build.

For each kind of question there is a method of its name: its arguments are the other words of the question, and what it
returns is equal, as ``repr`` writes it, as long as whoever asked would make the same again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from hashlib import blake2b

from twinpress import identity
from twinpress.archive import Article, State
from twinpress.document import Document
from twinpress.identity import Identity
from twinpress.publication import Publication
from twinpress.site import DEFAULT_LANGUAGE
from twinpress.trace import EVERYTHING, Question, pause

SIZE = 12
"""Bytes of a digest: among a million answers, two different ones are taken for equal once in 10^17 builds."""


def digest(value: object) -> bytes:
    """Return a short digest of a value, by its ``repr``."""
    return blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()


class Answers:
    """What a publication answers.

    ``epoch``: the first moment from which on nothing has changed by itself; ``identify``: returns the identity of a file
    below the content folder. Whoever looked before the archive was read will notice the next time what changed meanwhile.
    """

    def __init__(self, publication: Publication, epoch: str, identify: Callable[[str], Identity | None] | None = None):
        self.publication = publication
        self.archive = publication.archive
        self.edition = publication.editions[DEFAULT_LANGUAGE]
        """For what is the same in all of them."""
        self._identify = identify or (lambda path: identity.identify(f"{self.archive.root}/{path}"))
        self.epoch = epoch
        self._known: dict[Question, bytes] = {}

    def __call__(self, question: Question) -> bytes:
        """Return the digest of the answer to a question."""
        known = self._known.get(question)
        if known is None:
            with pause():
                known = self._known[question] = digest(getattr(self, f"_{question[0]}")(*question[1:]))
        return known

    @cached_property
    def everything(self) -> bytes:
        """Digest of the answer to the coarsest question; while it is the same, only files may have changed."""
        return self(EVERYTHING)

    # --- one method for each kind of question -------------------------------------------------------------------

    def _archive(self) -> object:
        content = self.archive.content
        heads = [
            (folder.path, folder.files, [(document.path, document.front_digest) for document in folder.documents])
            for folder in content.folders
        ]
        return heads, self._vocabulary(), content.addresses, self.epoch

    def _vocabulary(self) -> object:
        vocabulary = self.archive.vocabulary
        return [(name, [*entries.items()]) for name, entries in vocabulary.lists.items()], vocabulary.glossary

    def _article(self, path: str) -> object:
        article = self.archive.by_path.get(path)
        if article is None:
            return None
        old = self.archive.is_old(article, self.publication.site.options.old_after_years)
        heads = [(document.path, document.front_digest) for document in article.documents]
        drafts = [self.archive.unpublished(article, article.words(document.language)) for document in article.documents]
        return heads, article.files, self.archive.state(article), self._languages(article), old, drafts

    def _past(self, moment: str) -> object:
        return datetime.fromisoformat(moment) <= self.archive.as_of

    def _languages(self, article: Article) -> object:
        return self.archive.languages(article), self.archive.is_listed(article)

    def _body(self, path: str) -> object:
        document = self._documents.get(path)
        return document.digest if document else None

    @cached_property
    def _documents(self) -> Mapping[str, Document]:
        return {document.path: document for folder in self.archive.content.folders for document in folder.documents}

    def _neighbours(self, path: str) -> object:
        article = self.archive.by_path.get(path)
        return [other and other.path for other in self.archive.neighbours(article)] if article else None

    def _related(self, path: str) -> object:
        article = self.archive.by_path.get(path)
        return [other.path for other in self.archive.related(article)] if article else None

    def _identified(self, identifier: str) -> object:
        article = self.archive.by_id.get(identifier)
        return article and article.path

    def _parts(self, series: str) -> object:
        return [article.path for article in self.archive.by_series.get(series, ())]

    def _years(self, kind: str, identifier: str) -> object:
        return self.archive.years(kind, identifier)

    def _dossier(self, kind: str, identifier: str) -> object:
        return self.archive.dossier(kind, identifier)

    def _wordings(self, person: str, language: str) -> object:
        return self.archive.wordings(person, language)

    def _figures(self, year: str) -> object:
        return sorted(self.archive.figures(year).items())

    def _most_read(self, section: str, days: str, limit: str) -> object:
        return [(article.path, count) for article, count in self.archive.most_read(section, int(days), int(limit))]

    def _period(self, period: str) -> object:
        return period in self.archive.by_period

    def _kind(self, written: str) -> object:
        return self.edition.kind(written)

    def _entry(self, kind: str, identifier: str) -> object:
        record = self.edition.record(kind, identifier)
        filled = identifier in self.archive.mentions.get(kind, ())
        return record, filled, record and filled and self.edition.has_page(kind, identifier)

    def _place(self, bare: str) -> object:
        if article := self.archive.by_path.get(bare):
            return article.path, self._languages(article)
        if bare in self.archive.folders:
            return "broken"
        if languages := self.publication.addresses.get(bare and f"{bare}/"):
            return languages
        folder, _, name = bare.rpartition("/")
        owner = self.archive.by_path.get(folder)
        hidden = owner and self.archive.state(owner) in (State.HIDDEN, State.REMOVED)
        return (owner.path, hidden) if owner and name in owner.files else None

    def _file(self, path: str) -> object:
        return stamp(self._identify(path))

    def _surroundings(self, language: str) -> object:
        return self.publication.editions[language].surroundings

    def _feeds(self, language: str, address: str) -> object:
        return self.publication.editions[language].feeds(address)

    def _channels(self, language: str) -> object:
        channels = self.publication.editions[language].channels.values()
        return [(channel.kind, channel.address, channel.title, channel.name) for channel in channels]

    def _agendas(self, language: str) -> object:
        agendas = self.publication.editions[language].agendas.values()
        return [agenda.name for agenda in agendas if agenda.articles]


FILES = frozenset({"body", "file"})
"""Kinds of questions on one file, which can answer them otherwise while nothing else has changed."""
COUNTED = frozenset({"figures", "most_read"})
"""Kinds of questions that any file of the tally can answer otherwise while nothing else has changed."""


def stamp(seen: Identity | None) -> tuple[int, int] | None:
    """Return what of a file's identity tells that other bytes are in it: size and time of change (ns)."""
    return seen[:2] if seen else None
