"""Two whole archives, built as they are published: the committed stories, and 300 made-up articles with every field in use.

What must hold of every page is asked of every page here; ``test_build.py`` says in detail what a page holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import etree, html

from bench import corpus
from conftest import ROOT, mkdocs_build
from test_html import faults
from twinpress import content, site
from twinpress.archive import Archive, State
from twinpress.kinds import BEIJING
from twinpress.publication import Publication

pytestmark = pytest.mark.slow

XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
STRAINED = 7
"""Every so manieth page of the large archive is parsed strictly: a strict parser takes its time."""


class Whole:
    """A built archive, its pages parsed, and what it was made from."""

    def __init__(self, name: str, folder: Path, built: Path, as_of: str):
        self.name = name
        self.built = built
        configured = site.load(ROOT / "mkdocs.yml").reading(folder)
        self.base = configured.url
        self.archive = Archive(content.load(folder, BEIJING), datetime.fromisoformat(as_of).replace(tzinfo=BEIJING))
        self.publication = Publication(self.archive, configured)
        files = {path.relative_to(built).as_posix(): path for path in sorted(built.rglob("*.html"))}
        trees = {name: html.document_fromstring(path.read_bytes()) for name, path in files.items()}
        self.stubs = {name: tree for name, tree in trees.items() if tree.xpath("//meta[@http-equiv='refresh']")}
        self.pages: Mapping[str, html.HtmlElement] = {
            name.removesuffix("index.html"): tree for name, tree in trees.items() if name not in self.stubs
        }
        """By address below the site's root; ``404.html`` is one."""

    def lasting(self) -> Iterator[tuple[str, html.HtmlElement]]:
        """Yield the pages that have an address of their own."""
        yield from ((address, tree) for address, tree in self.pages.items() if not address.endswith("404.html"))


@pytest.fixture(scope="module", params=["stories", "corpus"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder, as_of = ROOT / "content", "2026-01-01"
    if request.param == "corpus":
        folder, as_of = tmp_path_factory.mktemp("corpus") / "content", "2026-07-01"
        corpus.write(folder, 300, 1)
    built = tmp_path_factory.mktemp(request.param) / "site"
    mkdocs_build(ROOT / "mkdocs.yml", built, as_of, content=folder)
    return Whole(request.param, folder, built, as_of)


def test_the_pages_of_the_archive_and_no_others_are_there(whole: Whole) -> None:
    planned = [page.path for pages in whole.publication.pages.values() for page in pages]
    assert len(planned) == len(set(planned))
    assert sorted(address for address, _ in whole.lasting()) == sorted(planned)


def test_every_link_leads_somewhere(whole: Whole) -> None:
    ids = {address: set(tree.xpath("//@id | //a/@name")) for address, tree in whole.pages.items()}
    dead: list[str] = []
    stubs = {name.removesuffix("index.html"): tree for name, tree in whole.stubs.items()}
    for address, tree in (*whole.pages.items(), *stubs.items()):
        targets = {(attribute, target) for _, attribute, target, _ in tree.iterlinks()}
        for attribute, target in targets:
            url, fragment = urldefrag(urljoin(whole.base + address, target.removeprefix("0; url=")))
            if not url.startswith(whole.base):
                continue
            path = unquote(url.removeprefix(whole.base))
            file = whole.built / path / "index.html" if not path or path.endswith("/") else whole.built / path
            if not file.is_file() or (fragment and path in ids and unquote(fragment) not in ids[path]):
                dead.append(f"{address}: {attribute}={target}")
    assert dead == []


def test_nothing_is_asked_of_another_host(whole: Whole) -> None:
    loading = "//script/@src | //img/@src | //img/@srcset | //source/@src | //iframe/@src | //video/@src | //link[@rel='stylesheet' or @rel='icon' or @rel='preload']/@href"
    for address, tree in whole.pages.items():
        for target in tree.xpath(loading):
            assert urljoin(whole.base + address, target).startswith(whole.base), f"{address}: {target}"


def test_alternates_are_absolute_and_reciprocal(whole: Whole) -> None:
    known = {
        whole.base + address: {link.get("hreflang"): link.get("href") for link in tree.xpath("//link[@hreflang]")}
        for address, tree in whole.lasting()
    }
    for address, tree in whole.lasting():
        assert tree.xpath("//link[@rel='canonical']/@href") == [whole.base + address]
        alternates = known[whole.base + address]
        if alternates:
            assert whole.base + address in alternates.values()
            assert "x-default" in alternates
        for href in alternates.values():
            assert known[href] == alternates, f"{href} does not answer {address}"
        assert bool(alternates) != bool(tree.xpath("//meta[@name='robots' and contains(@content, 'noindex')]")), address


def test_the_sitemap_lists_what_search_engines_may_list_with_its_alternates(whole: Whole) -> None:
    index = etree.fromstring((whole.built / "sitemap.xml").read_bytes())
    listed: list[str] = []
    for file in index.xpath("//s:loc/text()", namespaces=XML):
        tree = etree.fromstring((whole.built / file.removeprefix(whole.base)).read_bytes())
        for url in tree.xpath("//s:url", namespaces=XML):
            address = url.findtext("s:loc", namespaces=XML).removeprefix(whole.base)
            listed.append(address)
            head = whole.pages[address].xpath("//link[@hreflang]/@href")
            assert url.xpath("x:link/@href", namespaces=XML) == head
    assert len(listed) == len(set(listed))
    hidden = {page.path for pages in whole.publication.pages.values() for page in pages if not page.listed}
    assert set(listed) == {address for address, _ in whole.lasting()} - hidden


def test_every_page_is_in_its_language_and_has_one_headline(whole: Whole) -> None:
    for address, tree in whole.pages.items():
        assert tree.get("lang") == ("en" if address.startswith("en/") else "zh-Hans"), address
        assert len(tree.xpath("//h1")) == 1, address
        names = Counter(tree.xpath("//@id"))
        assert [name for name, count in names.items() if count > 1] == [], address


def test_pages_are_valid_html(whole: Whole) -> None:
    pages = list(whole.built.rglob("*.html"))
    step = STRAINED if whole.name == "corpus" else 3
    found = {
        page.relative_to(whole.built).as_posix(): faults(page.read_text("utf-8")) for page in sorted(pages)[::step]
    }
    assert {address: problems for address, problems in found.items() if problems} == {}


def test_what_is_not_public_has_no_page_and_what_was_removed_has_no_words(whole: Whole) -> None:
    text = {address: tree.text_content() for address, tree in whole.pages.items()}
    for article in whole.archive.articles:
        state = whole.archive.state(article)
        if state is State.HIDDEN:
            assert article.address not in whole.pages
            assert not (whole.built / article.path).exists()
        if state is State.REMOVED:
            assert [path.name for path in (whole.built / article.path).iterdir()] == ["index.html"]
            title = article.facts.title
            others = [a for a in whole.archive.reachable if a is not article and title in a.facts.title]
            assert others or not any(title in words for words in text.values())


def test_every_old_address_leads_to_a_page(whole: Whole) -> None:
    aliases = [alias for article in whole.archive.reachable for alias in article.facts.aliases]
    if whole.name == "corpus":
        assert len(aliases) > 20
    redirects = (whole.built / "_redirects").read_text("utf-8").splitlines() if aliases else []
    assert len(redirects) >= len(aliases)
    for line in redirects:
        words = line.split(" ")
        target = unquote(words[-2]).lstrip("/")
        assert target in whole.pages, line
