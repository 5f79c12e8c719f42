"""Announcements: the addresses that a search engine has not been told of yet, in the form in which it wants to be told.

Nothing is sent. What has changed is what the site itself says of that: the addresses in its sitemaps, and when the article
there last changed. What a search engine knows already stands in a file of whoever tells it, one for each engine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from twinpress import atomic

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
Known = Mapping[str, str]
"""The day or moment of the last change, empty where none is named, by web address."""


class RefusedError(Exception):
    """Nothing can be announced like this; the message says why, in both languages."""


@dataclass(frozen=True, kw_only=True)
class Engine:
    """Whom to tell: the addresses of one announcement, and how it is written."""

    limit: int
    """Addresses that it takes at once."""
    gone: bool
    """Whether it wants to hear of addresses that are gone."""
    write: Callable[[tuple[str, ...], str, str], str]
    """(addresses, key, address of the site) → what is to be sent."""


def _indexnow(addresses: tuple[str, ...], key: str, url: str) -> str:
    told: dict[str, Any] = {"host": urlsplit(url).netloc, "key": key, "keyLocation": f"{url}{key}.txt"}
    told["urlList"] = addresses
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _baidu(addresses: tuple[str, ...], key: str, url: str) -> str:
    return "".join(f"{address}\n" for address in addresses)


ENGINES = {
    "indexnow": Engine(limit=10_000, gone=True, write=_indexnow),
    "baidu": Engine(limit=2000, gone=False, write=_baidu),
}
"""IndexNow (Bing, Yandex, Naver, Seznam): indexnow.org, "Submitting set of URLs". Baidu: 普通收录, API 提交."""


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """What is told at one time."""

    addresses: tuple[str, ...]
    """Those that are new or have changed, the newest change first, then those that are gone."""
    left: int
    """Addresses for which there was no room."""
    after: Known
    """What the engine knows once it has been told."""


def announcement(known: Known, stated: Known, limit: int, *, gone: bool) -> Announcement:
    """Return what to tell a search engine that knows something, of a site that states something.

    ``limit``: addresses at most; ``gone``: whether it wants to hear of addresses that are gone. It is never told of these
    otherwise, and they are forgotten.
    """
    news = [address for address, changed in stated.items() if known.get(address) != changed]
    news.sort(key=lambda address: (stated[address], address), reverse=True)
    lost = sorted(set(known) - set(stated))
    wanted = [*news, *(lost if gone else ())]
    told = tuple(wanted[:limit])
    after = {address: changed for address, changed in known.items() if address in stated or gone}
    for address in told:
        if address in stated:
            after[address] = stated[address]
        else:
            del after[address]
    return Announcement(addresses=told, left=len(wanted) - len(told), after=after)


def stated(site: Path) -> dict[str, str]:
    """Return what the sitemaps of a built site state. Raises RefusedError."""
    index = site / "sitemap.xml"
    found: dict[str, str] = {}
    try:
        for part in ElementTree.parse(index).iter(f"{NAMESPACE}loc"):
            file = site / "sitemap" / str(part.text).rpartition("/")[2]
            for url in ElementTree.parse(file).iter(f"{NAMESPACE}url"):
                found[str(url.findtext(f"{NAMESPACE}loc"))] = url.findtext(f"{NAMESPACE}lastmod") or ""
    except FileNotFoundError as error:
        raise RefusedError(
            f"没有站点地图 {error.filename}：请先生成网站，并在 mkdocs.yml 中写明 site_url · "
            f"there is no sitemap {error.filename}: build the site, with a site_url in mkdocs.yml"
        ) from None
    except (OSError, ElementTree.ParseError) as error:
        raise RefusedError(
            f"站点地图无法读取，请重新生成网站：{error} · a sitemap cannot be read, build the site again: {error}"
        ) from None
    return found


class Ledger:
    """The file in which stands what an engine has been told, and, beside it, what it will know of once it took a batch."""

    def __init__(self, file: Path):
        self.file = file
        self.next = file.with_name(f"{file.name}.next")

    def read(self) -> Known:
        """Return what the engine knows: nothing, where there is no file. Raises RefusedError."""
        try:
            return _known(json.loads(self.file.read_text("utf-8")))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            raise RefusedError(
                f"无法读取 {self.file}，可移走后重新开始：{error} · cannot read {self.file}; move it away to begin anew: {error}"
            ) from None

    def propose(self, after: Known, batch: str) -> None:
        """Note what the engine will know, should it take a batch. Raises OSError."""
        said = {"batch": _digest(batch.encode()), "after": after}
        atomic.write(self.next, (json.dumps(said, indent=0, sort_keys=True) + "\n").encode())

    def accept(self, batch: Path) -> None:
        """Note that the engine took a batch. Raises RefusedError, OSError."""
        sent = batch.read_bytes()
        try:
            said = json.loads(self.next.read_text("utf-8"))
            after, own = _known(said["after"]), said["batch"] == _digest(sent)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            own = False
        if not own:
            raise RefusedError(
                f"{batch} 不是最近一次导出的内容，无法记为已告知；请重新导出、发送，再确认 · "
                f"{batch} is not what was exported last, so nothing is noted: export again, send that, then accept it"
            )
        self.write(after)
        self.next.unlink(missing_ok=True)

    def write(self, known: Known) -> None:
        """Note what the engine knows. Raises OSError."""
        atomic.write(self.file, (json.dumps(known, indent=0, sort_keys=True) + "\n").encode())


def _known(said: object) -> Known:
    """Return addresses with their dates; raise ValueError where it is something else."""
    if not isinstance(said, dict) or not all(isinstance(changed, str) for changed in said.values()):
        raise ValueError("not a mapping of addresses to dates")
    return said


def _digest(batch: bytes) -> str:
    return blake2b(batch.replace(b"\r\n", b"\n"), digest_size=16).hexdigest()  # Windows writes line ends of its own
