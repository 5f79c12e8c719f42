"""Announcements: the addresses that a search engine has not been told of yet, in the form in which it wants to be told.

Nothing is sent. What has changed is what the site itself says of that: the addresses in its sitemaps, and when the article
there last changed. What a search engine knows already stands in a file of whoever tells it, one for each engine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
    """The file in which stands what an engine has been told, and, beside it, what it will have been told next."""

    def __init__(self, file: Path):
        self.file = file
        self.next = file.with_name(f"{file.name}.next")

    def read(self) -> Known:
        """Return what the engine knows: nothing, where there is no file. Raises RefusedError."""
        try:
            known = json.loads(self.file.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            raise self._unusable(str(error)) from None
        if not isinstance(known, dict) or not all(isinstance(changed, str) for changed in known.values()):
            raise self._unusable("not a mapping of addresses to dates")
        return known

    def propose(self, after: Known) -> None:
        """Note what the engine will know, should it take what it is told. Raises OSError."""
        atomic.write(self.next, (json.dumps(after, indent=0, sort_keys=True) + "\n").encode())

    def accept(self) -> None:
        """Note that the engine took what it was told. Raises RefusedError, OSError."""
        if not self.next.is_file():
            raise RefusedError(
                f"没有待确认的导出（{self.next}） · nothing was exported that could be accepted: there is no {self.next}"
            )
        self.next.replace(self.file)

    def _unusable(self, why: str) -> RefusedError:
        return RefusedError(
            f"无法读取 {self.file}，可移走后重新开始：{why} · cannot read {self.file}; move it away to begin anew: {why}"
        )
