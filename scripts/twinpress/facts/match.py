"""Which facts of a translation belong to which of the original: in a pair of texts, then over the page."""

from __future__ import annotations

from collections.abc import Sequence

from twinpress.facts.fact import MEASURED, Fact, same


class Pair:
    """Facts of both texts, and which belong together."""

    def __init__(self, original: Sequence[Fact], translation: Sequence[Fact]):
        self.original, self.translation = original, translation
        self.of: dict[int, int] = {}
        """Number of a fact of the original: number of that of the translation."""
        self.elsewhere: set[int] = set()
        """Numbers of facts of the original that another pair of the page has."""
        used: set[int] = set()
        strong = sorted(range(len(original)), key=lambda number: (not original[number].strong, number))
        for exact in (True, False):  # what is written alike goes first: 第3 takes 3rd before 3 takes it
            for number in strong:
                if number in self.of:
                    continue
                fact = original[number]
                fits = (
                    (abs(other.start - fact.start), place)
                    for place, other in enumerate(translation)
                    if place not in used and (fact.value == other.value if exact else same(fact, other))
                )
                if best := min(fits, default=None):
                    self.of[number] = best[1]
                    used.add(best[1])
        self.used = used
        self.denied = {number for number, place in self.of.items() if self._denied(number, place)}
        """Numbers of facts of the original whose conversion is right, beside a wrong figure in their own unit."""
        for number in self.denied:
            del self.of[number]

    def _denied(self, number: int, place: int) -> bool:
        """Tell whether a measure is there as a conversion only, while another figure stands in its own unit."""
        fact, other = self.original[number], self.translation[place]
        if not fact.values.isdisjoint(other.values):
            return False
        units = {(value.scale, value.word) for value in fact.values if value.scale in MEASURED}
        return any(
            units & {(value.scale, value.word) for value in self.translation[over].values} for over in self.over()
        )

    def missing(self) -> list[Fact]:
        """Return strong facts of the original that are nowhere in the translation."""
        return [self.original[number] for number in self._alone() if not self._said(number)]

    def repeated(self) -> list[Fact]:
        """Return strong facts of the original that the translation says, but less often."""
        return [self.original[number] for number in self._alone() if self._said(number)]

    def extra(self) -> list[Fact]:
        """Return strong facts of the translation that are nowhere in the original."""
        return [
            fact
            for place, fact in enumerate(self.translation)
            if fact.strong and place not in self.used and not any(same(other, fact) for other in self.original)
        ]

    def spare(self) -> list[Fact]:
        """Return strong facts of the translation that belong to nothing, also where the original has their value too."""
        return [fact for place, fact in enumerate(self.translation) if fact.strong and place not in self.used]

    def _alone(self) -> list[int]:
        return [number for number in self.left() if self.original[number].strong]

    def _said(self, number: int) -> bool:
        fact = self.original[number]
        return number not in self.denied and any(same(fact, other) for other in self.translation)

    def left(self) -> list[int]:
        """Return the numbers of the facts of the original that belong to nothing."""
        return [
            number for number in range(len(self.original)) if number not in self.of and number not in self.elsewhere
        ]

    def over(self) -> list[int]:
        """Return the numbers of the facts of the translation that belong to nothing."""
        return [place for place in range(len(self.translation)) if place not in self.used]


def share(pairs: Sequence[Pair]) -> None:
    """Let facts that are left in one pair belong to those that are left in another: translators move sentences.

    The nearest pair comes first. One of the two facts has to be strong; weak ones alone tell nothing. Who says a fact twice may
    move it once or twice.
    """
    over = [(there, place) for there, pair in enumerate(pairs) for place in pair.over()]
    left = [(here, number) for here, pair in enumerate(pairs if over else ()) for number in pair.left()]
    moved: list[tuple[Fact, Fact]] = []
    for here, number in sorted(left, key=lambda found: not pairs[found[0]].original[found[1]].strong):
        fact = pairs[here].original[number]
        fits = [
            (there, place)
            for there, place in over
            if there != here
            and (fact.strong or pairs[there].translation[place].strong)
            and same(fact, pairs[there].translation[place])
        ]
        if fits:
            there, place = best = min(fits, key=lambda fit: (abs(fit[0] - here), fit))
            over.remove(best)
            pairs[here].elsewhere.add(number)
            pairs[there].used.add(place)
            moved.append((fact, pairs[there].translation[place]))
    for pair in pairs if moved else ():
        pair.elsewhere |= {
            number for number in pair.left() if any(same(pair.original[number], other) for _, other in moved)
        }
        pair.used |= {place for place in pair.over() if any(same(fact, pair.translation[place]) for fact, _ in moved)}
