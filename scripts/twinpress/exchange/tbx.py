"""The glossary as TBX-Basic (ISO 30042:2008, ``martif``), which terminology programs read.

It has no place for some columns (case, first mention, numeric, status): they stay as they are when a file comes back.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from twinpress.exchange import tree
from twinpress.exchange.glossary import EXPORTED, NEEDED, NEVER, Table, digest
from twinpress.exchange.refusal import RefusedError
from twinpress.kinds import SLUG
from twinpress.site import TAGS

MIXED = frozenset({"p", "title", "term", "termNote", "descrip", "admin", "note", "xref"})
PREFERRED, ADMITTED, DEPRECATED = "preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"
STATUS = "administrativeStatus"
SHORT = "shortForm"
PREFIX = "term-"
"""Before the id of an entry: ids of XML must not begin with a digit."""
COLUMNS = ("id", "zh", "en", "en_allowed", "en_forbidden", "short_form", "kind", "source_url", "note", EXPORTED)


def write(table: Table) -> bytes:
    """Return a glossary as TBX; rows that have no id or no words are left out."""
    root = Element("martif", {"type": "TBX-Basic", tree.LANG: TAGS["zh"]})
    header = SubElement(root, "martifHeader")
    description = SubElement(header, "fileDesc")
    SubElement(SubElement(description, "titleStmt"), "title").text = "Twinpress glossary"
    SubElement(SubElement(description, "sourceDesc"), "p").text = "content/vocabulary/glossary.csv"
    encoding = SubElement(header, "encodingDesc")
    SubElement(encoding, "p", {"type": "XCSURI"}).text = "TBXBasicXCSV02.xcs"
    body = SubElement(SubElement(root, "text"), "body")
    for row in table.rows:
        if not SLUG.fullmatch(row["id"]) or not all(row[name] for name in NEEDED):
            continue
        entry = SubElement(body, "termEntry", {"id": PREFIX + row["id"]})
        if kind := row.get("kind"):
            SubElement(entry, "descrip", {"type": "subjectField"}).text = kind
        SubElement(entry, "admin", {"type": "projectSubset"}).text = digest(row)
        if note := row.get("note"):
            SubElement(entry, "note").text = note
        if url := row.get("source_url"):
            SubElement(entry, "xref", {"type": "externalCrossReference", "target": url}).text = url
        _term(SubElement(entry, "langSet", {tree.LANG: TAGS["zh"]}), row["zh"], PREFERRED)
        english = SubElement(entry, "langSet", {tree.LANG: TAGS["en"]})
        _term(english, row["en"], PREFERRED)
        for name, status in (("en_allowed", ADMITTED), ("en_forbidden", DEPRECATED)):
            for term in row.get(name, "").split("|"):
                if term.strip():
                    _term(english, term.strip(), status)
        if short := row.get("short_form"):
            _term(english, short, ADMITTED, short=True)
    return tree.write(root, MIXED)


def _term(parent: Element, term: str, status: str, *, short: bool = False) -> None:
    group = SubElement(parent, "tig")
    SubElement(group, "term").text = term
    SubElement(group, "termNote", {"type": STATUS}).text = status
    if short:
        SubElement(group, "termNote", {"type": "termType"}).text = SHORT


def read(root: Element) -> Table:
    """Return the rows of a TBX file; raises RefusedError where there are none."""
    entries = list(root.iter("termEntry"))
    if not entries:
        raise RefusedError(
            "文件里没有 <termEntry>；请另存为 TBX 2（martif） · there is no <termEntry> in the file; save it as TBX 2 (martif)"
        )
    rows = [_row(entry) for entry in entries]
    return Table(COLUMNS, rows, range(1, len(rows) + 1))


def _row(entry: Element) -> dict[str, str]:
    """Return an entry as a row, without columns of which it says nothing: their cells stay."""
    address = tree.typed(entry, "xref", "externalCrossReference")
    row = {
        "id": entry.get("id", "").removeprefix(PREFIX),
        "kind": tree.text(tree.typed(entry, "descrip", "subjectField")),
        "note": tree.text(entry.find("note")),
        "source_url": address.get("target", "") if address is not None else "",
        EXPORTED: tree.text(tree.typed(entry, "admin", "projectSubset")) or NEVER,
    }
    allowed: list[str] = []
    forbidden: list[str] = []
    for language in entry.iter("langSet"):
        code = language.get(tree.LANG, "")[:2].lower()
        for group in (*language.iter("tig"), *language.iter("ntig")):
            term = tree.text(next(group.iter("term"), None))
            notes = {note.get("type"): tree.text(note) for note in group.iter("termNote")}
            status = notes.get(STATUS, "")
            if not term:
                continue
            if code == "zh":
                row.setdefault("zh", term)
            elif code == "en" and status.startswith("deprecated"):
                forbidden.append(term)
            elif code == "en" and notes.get("termType") == SHORT:
                row["short_form"] = term
            elif code == "en" and "en" not in row and not status.startswith("admitted"):
                row["en"] = term
            elif code == "en":
                allowed.append(term)
    row |= {"en_allowed": "|".join(allowed), "en_forbidden": "|".join(forbidden)}
    return {"zh": "", "en": ""} | {name: value for name, value in row.items() if value}
