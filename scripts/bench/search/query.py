"""The questions: what readers type, in ``queries.tsv``, each with its language and what is hard about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parents[1] / "queries.tsv"
KINDS = {
    "word": "words",
    "name": "names of people and places",
    "crossing": "across the border of two words: no words themselves",
    "fragment": "parts of longer names",
    "phrase": "long phrases, in quotation marks in English",
    "mixed": "of two scripts, or of letters and digits",
    "number": "numbers with what is counted",
    "traditional": "in Traditional characters or of full width",
    "together": "several parts, which must all be found",
    "form": "words in the singular where texts have the plural, or the other way round",
    "hyphen": "with hyphens",
    "stop": "with words that some searches leave out",
}
"""What is hard about a question, by the word in the file."""


@dataclass(frozen=True)
class Query:
    """A question."""

    text: str
    language: str
    kind: str


def load(language: str, file: Path = FILE) -> list[Query]:
    """Return the questions in a language. Raises ValueError for a line with more or fewer than three fields."""
    _, *lines = file.read_text("utf-8").splitlines()
    found = [Query(*_three(line)) for line in lines]
    return [query for query in found if query.language == language]


def _three(line: str) -> tuple[str, str, str]:
    text, language, kind = line.split("\t")
    return text, language, kind
