// Proves that a story holds what was asked for, and cuts snippets: scripts/twinpress/search/proof.py does the same.

import { fold, gaps, isChinese, stem, words } from "./text.js";

const AROUND = 40;

/** A text, folded, with the place among its `characters` from which each folded unit comes. */
export class Text {
  constructor(shown, traditional) {
    this.characters = Array.from(shown.normalize("NFC"));
    const units = [];
    this.characters.forEach((character, place) => {
      for (const unit of fold(character, traditional).split("")) units.push({ unit, place });
    });
    for (const [begin, end] of gaps(units.map(({ unit }) => unit).join("")).reverse()) units.splice(begin, end - begin);
    this.folded = units.map(({ unit }) => unit).join("");
    this.places = units.map(({ place }) => place);
  }

  /** Return where among the characters a part stands: [begin, end]. */
  spans(part) {
    return this.#found(part).map(([begin, end]) => [this.places[begin], this.places[end - 1] + 1]);
  }

  #found(part) {
    const found = [];
    if (Array.from(part.text).some(isChinese)) {
      const { length } = part.text;
      let at = this.folded.indexOf(part.text);
      for (; at >= 0; at = this.folded.indexOf(part.text, at + length)) found.push([at, at + length]);
      return found;
    }
    const wanted = words(part.text).map(({ word }) => stem(word));
    this.words ??= words(this.folded).map(({ place, word }) => ({ place, end: place + word.length, stem: stem(word) }));
    for (let at = 0; at + wanted.length <= this.words.length; at++) {
      const here = this.words.slice(at, at + wanted.length);
      if (here.every((word, number) => word.stem === wanted[number])) found.push([here[0].place, here.at(-1).end]);
    }
    return found;
  }
}

/** Tell whether each part that is wanted stands in one of some texts, and none that is not. */
export function holds(texts, parts) {
  return parts.every((part) => texts.some((text) => text.spans(part).length > 0) !== part.excluded);
}

/** Return what stands around the first place at which a part was found: [text, whether it is what was found]. */
export function snippet(text, parts) {
  const { characters } = text;
  const spans = parts
    .filter((part) => !part.excluded)
    .flatMap((part) => text.spans(part))
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const [first, last] = spans[0] ?? [0, 0];
  const met = spans.length ? characters.slice(first, last) : characters.slice(0, 1);
  const around = met.some(isChinese) ? AROUND : 2 * AROUND;
  let start = Math.max(0, first - around);
  const end = Math.min(characters.length, last + around);
  const found = [[start ? "…" : "", false]];
  for (const [here, there] of spans) {
    if (here < start || there > end) continue;
    found.push([characters.slice(start, here).join(""), false], [characters.slice(here, there).join(""), true]);
    start = there;
  }
  found.push([characters.slice(start, end).join(""), false], [end < characters.length ? "…" : "", false]);
  return found.filter(([piece]) => piece);
}
