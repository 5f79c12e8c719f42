"""Articles go to an agency as XLIFF and come back, and nothing newer is lost on the way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twinpress.command import main
from twinpress.exchange import front, segment
from twinpress.exchange.files import imported
from twinpress.exchange.intake import take
from twinpress.exchange.pair import Pair, pair
from twinpress.exchange.refusal import RefusedError
from twinpress.exchange.segment import Part
from twinpress.exchange.xliff import File, Returned
from twinpress.frontmatter import parse
from twinpress.kinds import BEIJING
from twinpress.site import bare

HERE = Path(__file__).parent / "exchange"
X = "{urn:oasis:names:tc:xliff:document:1.2}"
STREET = "2025/street/index.zh.md"
ENGLISH = "2025/street/index.en.md"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a copy of tests/exchange/content."""
    return Path(shutil.copytree(HERE / "content", tmp_path / "content"))


def run(content: Path, *arguments: str) -> Result:
    """Run ``twinpress exchange``."""
    return CliRunner().invoke(main, ["exchange", *arguments, "--content", str(content)])


def export(content: Path, *arguments: str, form: str = "xliff", name: str = "out.xlf") -> Path:
    """Export, and return the file."""
    file = content.parent / name
    done = run(content, "export", *arguments, "--format", form, "-o", str(file))
    assert done.exit_code == 0, done.output
    return file


def bring(content: Path, file: Path, *arguments: str, status: int = 0) -> str:
    """Import a file; return what is said."""
    done = run(content, "import", str(file), *arguments)
    assert done.exit_code == status, done.output
    return done.output.replace(str(content), "content")


def edit(file: Path, change: Callable[[Element], None]) -> None:
    """Change an XLIFF file as a translation program does, which knows the words and not the writing of XML."""
    root = fromstring(file.read_bytes())
    change(root)
    file.write_bytes(tostring(root, encoding="utf-8"))


def units(root: Element) -> dict[str, list[Element]]:
    """Return the units of a file by their names."""
    found: dict[str, list[Element]] = {}
    for unit in root.iter(f"{X}trans-unit"):
        found.setdefault(unit.get("resname", ""), []).append(unit)
    return found


def target(unit: Element, words: str | Sequence[segment.Piece], state: str = "translated") -> None:
    """Give a unit a target with marks, like those that a translator puts around words."""
    old = unit.find(f"{X}target")
    if old is not None:
        unit.remove(old)
    element = Element(f"{X}target", {"state": state})
    unit.insert(1, element)
    known = {
        part.get("equiv-text"): (part.tag, part.get("id"))
        for part in unit.iter()
        if part.tag in (f"{X}g", f"{X}x") and part.get("equiv-text")
    }

    def fill(parent: Element, pieces: Sequence[segment.Piece]) -> None:
        last: Element | None = None
        for piece in pieces:
            if isinstance(piece, Part):
                tag, number = known[piece.mark.written]
                last = Element(str(tag), {"id": str(number)})
                parent.append(last)
                fill(last, piece.parts)
            elif last is None:
                parent.text = (parent.text or "") + piece
            else:
                last.tail = (last.tail or "") + piece

    fill(element, segment.cut(words, {"ref"}) if isinstance(words, str) else words)


def translate(root: Element) -> None:
    """Fill in tests/exchange/street.en.txt."""
    waiting = units(root)
    for row in (HERE / "street.en.txt").read_text("utf-8").splitlines():
        name, words = row.split("\t")
        target(waiting[name].pop(0), words)
    assert {name for name, rest in waiting.items() if rest} == {"code"}


def article(content: Path) -> Pair:
    """Return the story of the street."""
    found = pair(content, "2025/street", BEIJING)
    assert found
    return found


def test_a_story_goes_out_and_comes_back_as_a_translation(content: Path) -> None:
    file = export(content, "2025/street")
    edit(file, translate)
    assert bring(content, file) == f"content/{ENGLISH}\n"
    assert (content / ENGLISH).read_text("utf-8") == (HERE / "street.en.md").read_text("utf-8")

    again = fromstring(export(content, STREET).read_bytes())
    said = [
        (unit.get("resname"), "".join(element.itertext()))
        for unit in again.iter(f"{X}trans-unit")
        if unit.get("translate") != "no" and (element := unit.find(f"{X}target")) is not None
    ]
    rows = [row.split("\t") for row in (HERE / "street.en.txt").read_text("utf-8").splitlines()]
    assert said == [(name, words_of(words)) for name, words in rows]
    before = (content / ENGLISH).read_bytes()
    assert "没有写入文件" in bring(content, file)
    assert bring(content, content.parent / "out.xlf") == "没有写入文件 · no file was written\n"
    assert (content / ENGLISH).read_bytes() == before


def words_of(markdown: str) -> str:
    """Return what of some Markdown is text of an XLIFF element."""

    def said(pieces: Sequence[segment.Piece]) -> str:
        return "".join(piece if isinstance(piece, str) else said(piece.parts) for piece in pieces)

    return said(segment.cut(markdown, {"ref"}))


def test_a_unit_says_what_it_is(content: Path) -> None:
    first = units(fromstring(export(content, "2025/street").read_bytes()))["paragraph"][0]
    assert first.get("id", "").startswith("10-")
    source = first.find(f"{X}source")
    assert source is not None
    assert [(part.tag.removeprefix(X), part.get("ctype"), part.get("equiv-text"), part.text) for part in source] == [
        ("g", "bold", "**…**", "街道"),
        ("g", "italic", "*…*", "每一个"),
        ("g", "link", '[…](/2025/second/ "下一讲")', "第二讲"),
        ("x", "x-note", "[^1]", None),
    ]
    place = [(context.get("context-type"), context.text) for context in first.iter(f"{X}context")]
    assert place == [("sourcefile", STREET), ("linenumber", "24")]


def test_what_is_not_translated_yet_stays_as_it_was_and_makes_a_draft(content: Path) -> None:
    file = export(content, "2025")
    edit(file, lambda root: target(units(root)["heading"][0], "Three things"))
    bring(content, file)
    text = (content / ENGLISH).read_text("utf-8")
    assert text.startswith(
        "---\ntitle: 孩子怎样过街\ndescription: 专家谈儿童友好的街道。\nstatus: draft\n---\n\n李明说，"
    )
    original = article(content).original.body
    assert text.partition("---\n\n")[2] == original.replace("## 三件事", "## Three things").removeprefix("\n")


@pytest.mark.parametrize("state", ["new", "needs-translation"])
def test_a_target_that_is_no_translation_yet_is_left_alone(content: Path, state: str) -> None:
    file = export(content, "2025/street")
    edit(file, lambda root: target(units(root)["heading"][0], "Three things", state))
    assert bring(content, file) == "没有写入文件 · no file was written\n"


def test_a_translation_that_nobody_has_read_makes_a_draft(content: Path) -> None:
    file = export(content, "2025/street")

    def change(root: Element) -> None:
        translate(root)
        target(units(root)["heading"][0], "Three things", "needs-review-translation")

    edit(file, change)
    bring(content, file)
    assert "\nstatus: draft\n" in (content / ENGLISH).read_text("utf-8")


def with_english(content: Path) -> bytes:
    """Put the translation beside the story; return its bytes."""
    data = (HERE / "street.en.md").read_bytes()
    (content / ENGLISH).write_bytes(data)
    return data


def confirm(content: Path) -> None:
    """Say that the translation matches."""
    done = CliRunner().invoke(main, ["confirm", "2025/street", "--content", str(content)])
    assert done.exit_code == 0, done.output


def test_only_what_differs_is_replaced_in_a_translation(content: Path) -> None:
    before = with_english(content).decode()
    file = export(content, "2025/street")

    def change(root: Element) -> None:
        target(units(root)["heading"][0], "Three ideas")
        target(units(root)["title"][0], "Children, streets: a talk")
        target(units(root)["pictures.street.png.caption"][0], "Crossing")

    edit(file, change)
    assert bring(content, file) == f"content/{ENGLISH}\n"
    assert (content / ENGLISH).read_text("utf-8") == before.replace("Three things", "Three ideas").replace(
        "title: How children cross a street", 'title: "Children, streets: a talk"'
    ).replace('caption: "Children cross: a drawing"', "caption: Crossing")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_line_ends_and_marks_of_a_file_stay(content: Path, mark: str, ends: str) -> None:
    text = mark + with_english(content).decode().replace("\n", ends)
    (content / ENGLISH).write_bytes(text.encode())
    file = export(content, "2025/street")
    edit(file, lambda root: target(units(root)["heading"][0], "Three ideas"))
    file.write_bytes(mark.encode() + file.read_bytes().replace(b"\n", ends.encode()))
    bring(content, file)
    assert (content / ENGLISH).read_bytes().decode() == text.replace("Three things", "Three ideas")


def test_a_newer_translation_is_not_lost(content: Path) -> None:
    with_english(content)
    file = export(content, "2025/street")
    edit(file, lambda root: target(units(root)["heading"][0], "Three ideas"))
    newer = (content / ENGLISH).read_text("utf-8").replace("Three things", "Three rules")
    (content / ENGLISH).write_text(newer, "utf-8")
    assert bring(content, file, status=1) == (
        f"content/{ENGLISH}:26: 导出之后译文改过，未写入。现为：Three rules；送回的是：Three ideas。确要覆盖，请加 --force\n"
        "    the translation was changed after the export: not written. It is now: Three rules; "
        "what came back: Three ideas. To write it all the same, add --force\n"
        "没有写入文件 · no file was written\n"
    )
    assert (content / ENGLISH).read_text("utf-8") == newer
    bring(content, file, "--force")
    assert (content / ENGLISH).read_text("utf-8") == newer.replace("Three rules", "Three ideas")


def test_what_a_translator_left_alone_may_be_newer(content: Path) -> None:
    with_english(content)
    file = export(content, "2025/street")
    newer = (content / ENGLISH).read_text("utf-8").replace("Three things", "Three rules")
    (content / ENGLISH).write_text(newer, "utf-8")
    assert bring(content, file) == "没有写入文件 · no file was written\n"


def test_the_translation_of_an_older_original_is_not_written(content: Path) -> None:
    file = export(content, "2025/street")
    edit(file, translate)
    original = content / STREET
    original.write_text(original.read_text("utf-8").replace("三件事", "四件事"), "utf-8")
    said = bring(content, file, status=1)
    assert said.startswith(f"content/{ENGLISH}\ncontent/{STREET}:27: 导出之后原文改过，未写入。原文现为：四件事；")
    text = (content / ENGLISH).read_text("utf-8")
    assert "## 四件事 {#three}" in text
    assert "\nstatus: draft\n" in text


def test_paragraphs_may_move_meanwhile(content: Path) -> None:
    file = export(content, "2025/street")
    edit(file, translate)
    original = content / STREET
    original.write_text(original.read_text("utf-8").replace("## 三件事", "新的一段。\n\n## 三件事"), "utf-8")
    assert bring(content, file) == f"content/{ENGLISH}\n"
    text = (content / ENGLISH).read_text("utf-8")
    assert text.replace("新的一段。\n\n", "").replace("status: draft\n", "") == (HERE / "street.en.md").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("paragraph", "A sentence.", '译文缺少原文里的 […](/2025/second/ "下一讲")、[^1]'),
        ("item", "1. at most `30`", "写入后段落结构会变"),
        ("cell", "Street | Road", "写入后段落结构会变"),
        ("description", "long " * 40, "摘要至多 160 个字符"),
    ],
)
def test_words_that_do_not_fit_are_told_and_not_written(content: Path, name: str, words: str, said: str) -> None:
    file = export(content, "2025/street")
    edit(file, lambda root: target(units(root)[name][0], words))
    told = bring(content, file, status=1)
    assert said in told
    assert "content/2025/street/index.zh.md:" in told
    text = (content / ENGLISH).read_text("utf-8") if (content / ENGLISH).exists() else ""
    assert words not in text


def test_emphasis_may_be_dropped(content: Path) -> None:
    file = export(content, "2025/street")
    edit(file, lambda root: target(units(root)["cell"][5], "20"))
    bring(content, file)
    assert "| 西街\\|北段 | 20 |" in (content / ENGLISH).read_text("utf-8")


def test_a_link_that_the_translation_does_without_is_not_missed(content: Path) -> None:
    text = with_english(content).decode().replace(", and [grown-ups][ref] too", "")
    (content / ENGLISH).write_text(text, "utf-8")
    file = export(content, "2025/street")
    edit(file, lambda root: target(units(root)["quote"][0], "Streets are lessons."))
    bring(content, file)
    assert (content / ENGLISH).read_text("utf-8") == text.replace("Streets teach children.", "Streets are lessons.")


def test_a_block_without_a_place_in_the_translation_is_told(content: Path) -> None:
    (content / ENGLISH).write_text(
        "---\ntitle: Streets\ndescription: A talk.\nmode: summary\n---\n\nIn short.\n", "utf-8"
    )
    file = export(content, "2025/street")

    def change(root: Element) -> None:
        target(units(root)["heading"][0], "Three things")
        target(units(root)["pictures.street.png.alt"][0], "A street")

    edit(file, change)
    said = bring(content, file, status=1)
    assert "没有对应这一段的位置，请手工写入：Three things" in said
    assert (content / ENGLISH).read_text("utf-8") == (
        "---\ntitle: Streets\ndescription: A talk.\nmode: summary\npictures:\n  street.png:\n    alt: A street\n---\n\nIn short.\n"
    )


def test_only_what_has_to_be_translated(content: Path) -> None:
    (content / ENGLISH).write_text("---\ntitle: Streets\ndescription: A talk.\n---\n\nIn short.\n", "utf-8")
    file = export(content, "2025/street", "--changed")
    assert list(units(fromstring(file.read_bytes())))[:3] == [
        "subtitle",
        "editors_note.text",
        "as.li-ming",
    ]


def test_an_english_original_becomes_chinese(content: Path) -> None:
    folder = content / "2025" / "visit"
    folder.mkdir()
    head = "---\nid: 01JD7Q3W9N\ntitle: Visit\ndescription: A visit.\ndate: 2025-03-02\nsection: talks\nsource: {name: a}\n---\n"
    (folder / "index.en.md").write_text(f"{head}\nGuests *came*.\n", "utf-8")
    file = export(content, "2025/visit")

    def change(root: Element) -> None:
        for name, words in (("title", "来访"), ("description", "一次来访。"), ("paragraph", "客人*来了*。")):
            target(units(root)[name][0], words)

    edit(file, change)
    bring(content, file)
    assert (folder / "index.zh.md").read_text(
        "utf-8"
    ) == "---\ntitle: 来访\ndescription: 一次来访。\n---\n\n客人*来了*。\n"


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><xliff version="1.2">&b;</xliff>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><xliff version="1.2">&a;</xliff>"""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (BOMB, "实体"),
        (OUTSIDE, "实体"),
        (b'<!DOCTYPE xliff SYSTEM "http://a.cn/x.dtd"><xliff version="1.2">&a;</xliff>', "实体"),
        (b"<a>" * 1000, "嵌套"),
        (b"<xliff", "不是格式正确的 XML：第 1 行"),
        (b"", "不是格式正确的 XML"),
        (b"<?xml version='1.0' encoding='gb18030'?><xliff/>", "UTF-8"),
        (b"PK\x03\x04", "不是格式正确的 XML"),
        (b"<html/>", "这是 <html>"),
        (b"<tmx version='1.4'/>", "这是 <tmx>"),
        (b"<martif/>", "没有 <termEntry>"),
        (b'<xliff version="2.0"/>', "XLIFF 版本须为 1.2，现为 2.0"),
        (b'<xliff version="1.2"><file original="a/b"><body><trans-unit id="7"/></body></file></xliff>', "单元 id “7”"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(content: Path, data: bytes, said: str) -> None:
    file = content.parent / "in.xlf"
    file.write_bytes(data)
    assert said in bring(content, file, status=2)


@pytest.mark.parametrize(
    "path", ["../../etc", "2025/..", "", "2025/nothing", "vocabulary/x", "2025/street/index.zh.md"]
)
def test_a_file_cannot_lead_out_of_the_articles(content: Path, path: str) -> None:
    file = content.parent / "in.xlf"
    file.write_text(f'<xliff version="1.2"><file original="{path}"><body/></file></xliff>', "utf-8")
    assert "没有这篇可以读取的文章" in bring(content, file, status=1)


def test_languages_must_be_those_of_the_article(content: Path) -> None:
    file = export(content, "2025/street")
    file.write_bytes(file.read_bytes().replace(b'target-language="en"', b'target-language="fr"'))
    assert "语言应为 zh-Hans → en，文件中是 zh-Hans → fr" in bring(content, file, status=1)


def test_elements_of_others_are_told(content: Path) -> None:
    file = export(content, "2025/street")

    def change(root: Element) -> None:
        unit = units(root)["heading"][0]
        target(unit, "Three")
        element = unit.find(f"{X}target")
        assert element is not None
        element.append(Element(f"{X}ph", {"id": "9"}))

    edit(file, change)
    assert '译文里有不认识的标记 <ph id="9">' in bring(content, file, status=1)


def test_words_within_marks_of_programs_count(content: Path) -> None:
    file = export(content, "2025/street")
    target = '<target><mrk mtype="seg" mid="0">Three things</mrk></target>'
    text = file.read_text("utf-8")
    file.write_text(text.replace("三件事</source>", f"三件事</source>{target}"), "utf-8")
    bring(content, file)
    assert "## Three things {#three}" in (content / ENGLISH).read_text("utf-8")


def test_what_was_removed_meanwhile_is_told(content: Path) -> None:
    with_english(content)
    file = export(content, "2025/street")
    edit(file, lambda root: target(units(root)["heading"][0], "Three ideas"))
    (content / ENGLISH).unlink()
    assert "现为：（已删去）" in bring(content, file, status=1)
    assert not (content / ENGLISH).exists()


def test_articles_that_cannot_be_read_are_told(content: Path) -> None:
    broken = content / "2025" / "broken"
    broken.mkdir()
    (broken / "index.zh.md").write_text("no front matter", "utf-8")
    done = run(content, "export")
    assert done.exit_code == 1
    assert "2025/broken: 无法读取" in done.output
    assert '<file original="2025/street"' in done.stdout


def test_where_nothing_is_to_be_translated_no_file_is_made(content: Path) -> None:
    with_english(content)
    done = run(content, "export", "--changed", "-o", str(content.parent / "none.xlf"))
    assert (done.exit_code, done.output) == (0, "没有可导出的内容 · there is nothing to export\n")
    assert not (content.parent / "none.xlf").exists()


def test_a_file_may_come_back_in_utf_16(content: Path) -> None:
    file = export(content, "2025/street")
    edit(file, translate)
    file.write_bytes(file.read_text("utf-8").encode("utf-16"))
    bring(content, file)
    assert (content / ENGLISH).read_text("utf-8") == (HERE / "street.en.md").read_text("utf-8")


def test_wrong_use_is_told(content: Path) -> None:
    assert run(content, "export", "--format", "csv", "2025/street").exit_code == 2
    assert run(content, "export", "--format", "tmx", "--changed").exit_code == 2
    assert run(content, "export", "2025/nothing").exit_code == 2
    assert run(content, "export", "-o", str(content / "no" / "x.xlf")).exit_code == 2
    assert run(content, "import", str(content / "nothing.xlf")).exit_code == 2


def test_what_changed_since_the_confirmation_is_to_be_translated(content: Path) -> None:
    with_english(content)
    confirm(content)
    file = content / "2025/street/index.zh.md"
    text = file.read_text("utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    file.write_text(text.replace(title, f"{title}？"), "utf-8")
    sources = units(fromstring(export(content, "2025/street", "--changed").read_bytes()))
    assert list(sources) == ["title"]


def test_confirmed_pairs_become_a_memory(content: Path) -> None:
    with_english(content)
    assert list(fromstring(export(content, form="tmx", name="out.tmx").read_bytes()).iter("tu")) == []
    confirm(content)
    root = fromstring(export(content, form="tmx", name="out.tmx").read_bytes())
    header = root.find("header")
    assert header is not None
    assert set(header.keys()) == {
        "creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype",
    }  # fmt: skip
    pairs = [[seg.text for seg in unit.iter("seg")] for unit in root.iter("tu")]
    assert pairs[:2] == [["孩子怎样过街", "How children cross a street"], ["第一讲", "First talk"]]
    assert ["西街|北段", "West Street|north"] in pairs


PIECES = st.lists(
    st.sampled_from(
        ["甲", "ab", " ", "**", "*", "_", "`", "[甲](b)", "![](x.png)", "![图](x.png){.y}", "[^1]", "<b>", "</b>", "\\*",
         "<https://a.cn/>", "[", "](c)", "…", "&amp;", "<!-- x -->"]
    ),
    max_size=20,
).map("".join)  # fmt: skip


@given(PIECES)
def test_any_words_can_be_put_together_again(words: str) -> None:
    pieces = segment.cut(words)
    assert segment.markdown(pieces) == words
    numbers = [part.number for part in segment.every(pieces)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert segment.alike(pieces, pieces) == pieces


HEAD = "---\nid: 01JD7Q3W9N\ntitle: 来访\ndescription: 一次来访。\ndate: 2025-03-02\nsection: talks\nsource: {name: a}\n---\n"
BODIES = st.lists(
    st.sampled_from(
        ["甲", "乙**丙**", "- 丁", "1. 戊", "> 己", "# 庚", "| a | b |\n|---|---|\n| 辛 | 壬 |", "!!! note \"癸\"\n    子", "[^1]: 丑",
         "    寅", "<div>卯</div>", "~~~", "见[辰](x)[^1]", "`", "***", "[TOC]", "甲\n乙", "-", "{#x}"]
    ),
    max_size=8,
).map("\n\n".join)  # fmt: skip
ANYTHING = st.lists(
    st.sampled_from(["a", "# ", "- ", "1. ", "|", "`", "**", "[", "](x)", "<b>", "<!--", "\\", "\n", "  ", "{: .x}", "&", "\x01"]),
    min_size=1,
    max_size=8,
).map("".join)  # fmt: skip


def written(root: Path, body: str) -> Pair:
    """Write an article, and return it."""
    folder = root / "2025" / "visit"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.en.md").unlink(missing_ok=True)
    (folder / "index.zh.md").write_text(HEAD + body, "utf-8", newline="\n")
    found = pair(root, "2025/visit", BEIJING)
    assert found
    return found


def back(found: Pair, words: Callable[[int], Sequence[segment.Piece]]) -> File:
    """Return an article whose every unit has these words, and the marks that it must not lose."""
    units = []
    for unit in found.units:
        kept = tuple(part for part in segment.every(unit.pieces) if part.mark.kind in segment.NEEDED)
        pieces = (*words(unit.number), *(Part(part.number, part.mark, ("x",) * bool(part.mark.close)) for part in kept))
        digest = unit.source.block.digest
        units.append(
            Returned(unit.number, unit.name, digest, unit.digest, pieces if unit.open else None, finished=True)
        )
    return File(found.path, "zh-Hans", "en", units)


@given(BODIES)
@settings(max_examples=60)
def test_any_text_has_the_targets_for_its_blocks(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    root = tmp_path_factory.mktemp("content")
    found = written(root, body)
    outcome = take(root, BEIJING, [back(found, lambda number: (f"word{number}",))], force=False)
    assert outcome.refusals == []
    new = pair(root, "2025/visit", BEIJING)
    assert new
    assert new.translation
    assert len(new.translation.blocks) == len(found.original.blocks)
    for unit, item in zip(found.units, new.translation.blocks, strict=True):
        assert item.block.kind == unit.source.block.kind
        if unit.open:
            assert item.block.text.startswith(f"word{unit.number}")
        else:
            assert item.block.text == unit.source.block.text
    assert take(root, BEIJING, [back(new, lambda number: (f"word{number}",))], force=False).written == []


@given(BODIES, ANYTHING)
@settings(max_examples=60)
def test_whatever_comes_back_changes_its_own_blocks_alone(
    tmp_path_factory: pytest.TempPathFactory, body: str, words: str
) -> None:
    root = tmp_path_factory.mktemp("content")
    found = written(root, body)
    outcome = take(root, BEIJING, [back(found, lambda number: (words,) if number % 2 else ("word",))], force=False)
    new = pair(root, "2025/visit", BEIJING)
    assert new
    if new.translation is None:
        assert outcome.written == []
        return
    assert new.translation.document.defects == ()
    kinds = [item.block.kind for item in new.translation.blocks]
    assert kinds == [item.block.kind for item in found.original.blocks]
    for unit, item in zip(found.units, new.translation.blocks, strict=True):
        if not unit.open:
            assert item.block.text == unit.source.block.text


@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode), st.sampled_from(["a.csv", "a.xlf", "a.tbx"]))
def test_no_file_is_too_strange(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    site = bare(HERE / "content")
    with pytest.raises(RefusedError):
        imported(site, name, data, force=False)


FIELDS = """title: 题
description: "述, 引"
event: {start: 2025-01-01, venue: '一号: 会议室'}
editors_note:
  text: |
    两行
    文字
  position: bottom
pictures:
  a.b.jpg: {alt: 图, caption: "折行
      文字"}
changes:
- {date: 2025-01-02, note: 更正}
"""


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1),
    st.text(st.sampled_from("a: #,'\"{}[]|>-&*!%@`\\no~1"), min_size=1),
)
@example("\u2028\U00018cd6", "1:[")
def test_any_words_can_stand_in_a_front_matter(words: str, signs: str) -> None:
    for text in (words, signs):
        names = ("title", "event.venue", "editors_note.text", "pictures.a.b.jpg.caption", "changes.0.note")
        values = parse(front.replaced(FIELDS, dict.fromkeys(names, text))).values
        assert (values["title"], values["event"]["venue"], values["editors_note"]) == (
            text,
            text,
            {"text": text, "position": "bottom"},
        )
        assert values["pictures"] == {"a.b.jpg": {"alt": "图", "caption": text}}
        assert values["changes"] == ({"date": "2025-01-02", "note": text},)
        assert parse(front.written({"a": text, "b": {text: text}, "c": [{"d": text, "e": text}]})).values == {
            "a": text, "b": {text: text}, "c": ({"d": text, "e": text},)
        }  # fmt: skip


def test_fields_that_are_not_there_are_left_out() -> None:
    assert (
        front.replaced(FIELDS, {"subtitle": "a", "event.place": "b", "changes.7.note": "c", "title.x": "d"}) == FIELDS
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_new_file_may_be_read_by_those_who_may_read_others(content: Path) -> None:
    export(content, "2025/street")
    other = content / "other"
    other.touch()
    assert (content.parent / "out.xlf").stat().st_mode == other.stat().st_mode
