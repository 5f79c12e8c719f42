"""The text of an article: paragraphs, headings, lists, tables, quotations, figures, footnotes and links, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bench import phrases
from bench.bilingual import Both, capital, join
from bench.chance import Ranked
from bench.scene import Scene


class Link(NamedTuple):
    """An older article that the text links to."""

    title: Both
    address: str


ANCHOR = "next"
"""Id of the last heading, where a text has one."""
LENGTH = Ranked((2, 3, 4, 1, 5, 6, 0, 8, 10, 14))
"""Parts of a text under headings of their own, the commonest number first."""


class Body:
    """Blocks of Markdown, one after the other, each in both languages."""

    def __init__(self, scene: Scene, pictures: Sequence[str], links: Sequence[Link]):
        self.scene = scene
        self.chance = scene.chance
        self.pictures = list(pictures)
        self.links = list(links)
        self.blocks: list[Both] = []
        self.notes: list[Both] = []
        self.headings: set[Both] = set()
        self.anchored = False
        """Whether the last heading has the id ``ANCHOR``."""

    def text(self, language: str) -> str:
        """Return the whole text, each block behind an empty line."""
        return "".join(f"\n{block.get(language)}\n" for block in (*self.blocks, *self.notes))

    def summary(self, language: str) -> str:
        """Return its first paragraph, as a summary translation has it."""
        return f"\n{self.blocks[0].get(language)}\n"

    def news(self) -> None:
        """Write a report: a lead, then part after part."""
        self.add(self.scene.one_of(phrases.LEADS))
        self.figure()
        self.paragraph()
        for _ in range(LENGTH.draw(self.chance)):
            self.part()
        while self.pictures:
            self.figure()
        self.ending()

    def interview(self) -> None:
        """Write questions and answers."""
        self.add(self.scene.one_of(phrases.LEADS))
        for _ in range(3 + LENGTH.draw(self.chance)):
            question = self.scene.one_of(phrases.QUESTIONS)
            self.add(Both(f"**问：{question.zh}**", f"**Q: {question.en}**"))
            answer = self.sentences()
            self.add(Both(f"答：{answer.zh}", f"A: {answer.en}"))
            self.figure()
        self.link()

    def notice(self) -> None:
        """Write what readers must know, and a list of it."""
        self.paragraph()
        self.list_of([self.scene.say(fact) for fact in phrases.FACTS], numbered=True)
        self.paragraph()

    def document(self) -> None:
        """Write an official document in numbered parts."""
        self.paragraph()
        for number in range(2 + self.chance.below(4)):
            heading = self.heading()
            self.add(Both(f"## {'一二三四五'[number]}、{heading.zh}", f"## {number + 1}. {heading.en}"))
            self.list_of([self.scene.one_of(phrases.ITEMS) for _ in range(self.chance.between(3, 6))], numbered=True)
        self.table()
        self.ending()

    def few_words(self) -> None:
        """Write a paragraph for pictures or a video that speak for themselves."""
        self.paragraph()
        self.link()

    def add(self, block: Both) -> None:
        """Add a block."""
        self.blocks.append(block)

    def sentences(self) -> Both:
        """Return two to five sentences in a row."""
        return join([self.scene.one_of(phrases.SENTENCES) for _ in range(self.chance.between(2, 5))])

    def paragraph(self) -> None:
        """Add a paragraph, at times with a footnote."""
        text = self.sentences()
        if self.chance.happens(4):
            mark = f"[^{len(self.notes) + 1}]"
            note = self.scene.one_of(phrases.FOOTNOTES)
            text = Both(text.zh + mark, text.en + mark)
            self.notes.append(Both(f"{mark}: {note.zh}", f"{mark}: {note.en}"))
        self.add(text)

    def heading(self) -> Both:
        """Return a heading that the text does not have yet, where chance allows."""
        for _ in range(5):
            heading = self.scene.one_of(phrases.HEADINGS)
            if heading not in self.headings:
                break
        self.headings.add(heading)
        return heading

    def part(self) -> None:
        """Add a heading and what stands below it."""
        heading = self.heading()
        self.add(Both(f"## {heading.zh}", f"## {heading.en}"))
        self.paragraph()
        for _ in range(self.chance.below(3)):
            share = self.chance.below(100)
            if share < 45:
                self.paragraph()
            elif share < 60:
                items = [self.scene.one_of(phrases.ITEMS) for _ in range(self.chance.between(3, 6))]
                self.list_of(items, numbered=self.chance.happens(30), nested=self.chance.happens(20))
            elif share < 70:
                self.table()
            elif share < 80:
                self.quotation()
            elif share < 90:
                self.link()
            else:
                self.figure()

    def ending(self) -> None:
        """Add a last part, to which other articles may link."""
        if self.chance.happens(60):
            self.anchored = True
            self.add(Both(f"## {phrases.LAST_HEADING.zh} {{#{ANCHOR}}}", f"## {phrases.LAST_HEADING.en} {{#{ANCHOR}}}"))
            self.paragraph()
            if self.chance.happens(10):
                body = self.scene.bodies[0]
                address = f"https://{body.id}.example.org/"
                self.add(
                    Both(
                        f"更多信息见[{body.spoken.zh}网站]({address})。",
                        f"More on [the site of {body.spoken.en}]({address}).",
                    )
                )
        while self.links:
            self.link()

    def list_of(self, items: Sequence[Both], *, numbered: bool = False, nested: bool = False) -> None:
        """Add a list with a line that leads to it."""
        lead = self.scene.one_of(phrases.LIST_LEADS)
        self.add(lead)
        zh, en = [], []
        for number, item in enumerate(items, 1):
            mark = f"{number}. " if numbered else "- "
            end = "。" if number == len(items) else "；"
            zh.append(f"{mark}{item.zh}{end}")
            en.append(f"{mark}{item.en}{'.' if number == len(items) else ';'}")
            if nested and number == 1:
                inner = self.scene.one_of(phrases.ITEMS)
                zh.append(f"    - {inner.zh}；")
                en.append(f"    - {inner.en};")
        if nested:  # the renderer needs an empty line where it comes back to the outer list
            zh.insert(2, "")
            en.insert(2, "")
        self.add(Both("\n".join(zh), "\n".join(en)))

    def table(self) -> None:
        """Add a table of figures."""
        rows = [
            Both("| 项目 | 数量 | 比上年 |", "| Item | Number | Change |"),
            Both("| --- | ---: | ---: |", "| --- | ---: | ---: |"),
        ]
        for _ in range(self.chance.between(3, 7)):
            thing, count, change = self.scene.thing(), self.scene.count(), self.scene.percentage()
            zh, en = f"| {thing.zh} | {count.zh} | {change.zh} |", f"| {capital(thing.en)} | {count.en} | {change.en} |"
            rows.append(Both(zh, en))
        self.add(Both("\n".join(row.zh for row in rows), "\n".join(row.en for row in rows)))

    def quotation(self) -> None:
        """Add a block quote and who said it."""
        quote, person = self.scene.one_of(phrases.QUOTES), self.chance.pick(self.scene.people).spoken
        self.add(Both(f"> {quote.zh}\n>\n> ——{person.zh}", f"> {quote.en}\n>\n> {person.en}"))

    def figure(self) -> None:
        """Add the next picture, if there is one left."""
        if self.pictures:
            picture = f"![]({self.pictures.pop(0)})"
            self.add(Both(picture, picture))

    def link(self) -> None:
        """Add a sentence that links to an older article, if there is one left."""
        if self.links:
            link = self.links.pop(0)
            known = {"title": link.title, "address": Both(link.address, link.address)}
            self.add(self.scene.one_of(phrases.EARLIER, known))
