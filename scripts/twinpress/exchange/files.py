"""Files of all formats: which module writes them, and which reads what comes back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from twinpress import atomic
from twinpress.exchange import glossary, intake, pair, table, tbx, tmx, tree, xliff
from twinpress.exchange.intake import Outcome
from twinpress.exchange.pair import Pair
from twinpress.exchange.refusal import RefusedError
from twinpress.site import Site

SIZE_LIMIT = 1 << 26
"""Bytes of a file that comes back: 64 MiB are the articles of years."""


@dataclass(frozen=True)
class Exported:
    """A file for others."""

    data: bytes
    count: int
    """Articles, or rows of the glossary."""
    skipped: Sequence[str] = ()
    """Paths of articles that cannot be read."""


def exported(site: Site, form: str, places: Collection[str], *, changed: bool) -> Exported:
    """Return articles, or the glossary, as a file; ``changed``: only what a translator has to look at.

    Raises RefusedError where there is no glossary that can be read.
    """
    if form in ("csv", "tbx"):
        terms = glossary.read(_glossary(site))
        data = table.write(terms) if form == "csv" else tbx.write(terms)
        return Exported(data, len(terms.rows))
    found = list(pair.pairs(site.content, site.zone, places))
    articles = [item for item in found if isinstance(item, Pair)]
    skipped = [item for item in found if isinstance(item, str)]
    if form == "tmx":
        return Exported(tmx.write(articles), len(articles), skipped)
    units = [(item, pair.changed(item) if changed else item.units) for item in articles]
    units = [(item, part) for item, part in units if part]
    return Exported(xliff.write(units), len(units), skipped)


def imported(site: Site, name: str, data: bytes, *, force: bool) -> Outcome:
    """Write what came back in a file; raises RefusedError for one that cannot be used, OSError where it cannot be written."""
    if len(data) > SIZE_LIMIT:
        raise RefusedError(f"文件超过 {SIZE_LIMIT >> 20} MiB · the file is larger than {SIZE_LIMIT >> 20} MiB")
    if name.lower().endswith(".csv"):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise RefusedError(
                "不是 UTF-8 文本，请另存为“CSV UTF-8” · it is no UTF-8 text; save it as “CSV UTF-8”"
            ) from None
        return _terms(site, glossary.read(text), force=force)
    root = tree.parse(data)
    if root.tag == "martif":
        return _terms(site, tbx.read(root), force=force)
    if root.tag == "xliff":
        return intake.take(site.content, site.zone, xliff.read(root), force=force)
    raise RefusedError(
        f"可以导入 XLIFF 1.2、TBX 2（martif）和 CSV，这是 <{root.tag[:40]}> · "
        f"XLIFF 1.2, TBX 2 (martif) and CSV can be imported, this is <{root.tag[:40]}>"
    )


def _terms(site: Site, back: glossary.Table, *, force: bool) -> Outcome:
    text, refusals = glossary.merge(glossary.read(_glossary(site)), back, force=force)
    outcome = Outcome(refusals=list(refusals))
    if text:
        atomic.write(site.content / glossary.PATH, text.encode())
        outcome.written.append(glossary.PATH)
    return outcome


def _glossary(site: Site) -> str:
    try:
        return (site.content / glossary.PATH).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(
            f"无法读取术语表 {glossary.PATH}：{error} · cannot read the glossary {glossary.PATH}: {error}"
        ) from None
