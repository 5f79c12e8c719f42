"""The index of one language: segments by age, and the directory that names them.

Segments are cut by the year in the address, which never changes: this year's, last year's, all before. An edit of today's
article so rewrites a twentieth of an archive of twenty years, and what readers have of the rest stays good.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from twinpress.search.engine import Engine, Place
from twinpress.search.segment import Segment, Story, segment

VERSION = 1
"""Number of the format; readers of another one ask for nothing."""
DIRECTORY = "directory.json"
"""The one file that is not named by its content."""
YEAR = re.compile(r"(?:[a-z]{2}/)?(\d{4})/")
"""Beginning of the address of an article; pages without a year count as the oldest."""


def files(stories: Iterable[Story]) -> Mapping[str, bytes]:
    """Return the files of an index by their paths below its folder: the same for the same stories, in whatever order."""
    made = [segment(group) for group in _by_age(stories)]
    found = {f"{one.name}/{name}": data for one in made for name, data in one.files.items()}
    return {**found, DIRECTORY: _directory(made)}


def engine(fetch: Callable[[str], bytes]) -> Engine:
    """Return the engine of the index from which ``fetch`` returns files by path. Raises OSError, and ValueError for another format."""
    directory = json.loads(fetch(DIRECTORY))
    if directory["version"] != VERSION:
        raise ValueError(directory["version"])
    return Engine([Place(**place) for place in directory["segments"]], fetch)


def _by_age(stories: Iterable[Story]) -> Iterator[Sequence[Story]]:
    """Yield the stories of this year, of last year, and all before, as far as there are any; the newest says what this year is."""
    known = [(int(match[1]) if (match := YEAR.match(story.path)) else 0, story) for story in stories]
    newest = max((year for year, _ in known), default=0)
    for years in (range(newest, newest + 1), range(newest - 1, newest), range(newest - 1)):
        if group := [story for year, story in known if year in years]:
            yield group


def _directory(segments: Iterable[Segment]) -> bytes:
    places = [vars(Place(one.name, len(one.stories), one.buckets)) for one in segments]
    return json.dumps({"version": VERSION, "segments": places}, separators=(",", ":")).encode() + b"\n"
