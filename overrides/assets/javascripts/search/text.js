// How texts and queries are folded and cut. scripts/twinpress/search/{folding,tokens,query}.py say why, and do the same.

const HAN = "\\p{Script=Han}";
const WORD = `(?:(?!${HAN})[\\p{L}\\p{N}])`;
const GAP = new RegExp(`(?<=${HAN})\\s+(?=${WORD})|(?<=${WORD})\\s+(?=${HAN})`, "gu");
const RUN = new RegExp(`${HAN}+|${WORD}+(?:['’.-]${WORD}+)*`, "gu");
const FIRST = new RegExp(`^${HAN}`, "u");
const JOINT = /['’.-]/u;
const PART = /((?:(?<=\s)|^)[-−－])?(?:["“”＂]([^"“”＂]*)["“”＂]?|([^\s"“”＂]+))/gu;
const LONGEST = 500;

/** Return a character in lower case, of common width, in its Simplified form if `traditional` (a Map) knows one. */
export function fold(character, traditional) {
  return Array.from(character.normalize("NFKC").toLowerCase(), (one) => traditional?.get(one) ?? one).join("");
}

/** Return a text as it is searched. */
export function folded(text, traditional) {
  return Array.from(text.normalize("NFC"), (character) => fold(character, traditional)).join("").replace(GAP, "");
}

/** Return where white space stands between Chinese characters and others: [begin, end]. */
export function gaps(text) {
  return Array.from(text.matchAll(GAP), ({ index, 0: gap }) => [index, index + gap.length]);
}

export const isChinese = (text) => FIRST.test(text);

export function stem(word) {
  if (word.length < 4 || !/^[a-zA-Z]+$/.test(word)) return word;
  return word
    .replace(/(?<=[^ea])ies$|(?<=[^aeo])es$|(?<=[^us])s$/, (ending) => ({ ies: "y", es: "e" })[ending] ?? "");
}

/** Return the stretches of a folded text: the runs that touch each other, and where the first begins. */
export function stretches(text) {
  const found = [];
  let end = -1;
  for (const match of text.matchAll(RUN)) {
    if (match.index !== end) found.push({ begin: match.index, runs: [] });
    found.at(-1).runs.push(match[0]);
    end = match.index + match[0].length;
  }
  return found;
}

/** Return the words of a folded text, `child` and `friendly` of `child-friendly`, each with its place. */
export function words(text) {
  return stretches(text).flatMap(({ begin, runs }) =>
    runs.flatMap((run) => {
      let place = begin;
      begin += run.length;
      return isChinese(run)
        ? []
        : run.split(JOINT).map((word) => {
            place += word.length + 1;
            return { place: place - word.length - 1, word };
          });
    }),
  );
}

/** Return the tokens that a stretch of a query asks for. */
export function wanted(runs) {
  const found = new Set();
  runs.forEach((run, place) => {
    const characters = [...run];
    if (isChinese(run)) {
      characters.slice(1).forEach((next, before) => found.add(characters[before] + next));
      if (runs.length === 1 && characters.length === 1) found.add(run);
      return;
    }
    const joints = [];
    if (place) joints.push([...runs[place - 1]].at(-1) + run);
    if (place + 1 < runs.length) joints.push(run + [...runs[place + 1]][0]);
    for (const token of joints.length ? joints : run.split(JOINT).map(stem)) found.add(token);
  });
  return [...found];
}

/** Return the parts of a query: what must be found as it stands, or must not. */
export function parse(written, traditional) {
  const found = new Map();
  for (const [, minus, exact, plain] of [...written].slice(0, LONGEST).join("").matchAll(PART)) {
    const text = folded(exact ?? plain ?? "", traditional).trim();
    const tokens = stretches(text).map(({ runs }) => wanted(runs)).filter((stretch) => stretch.length);
    const part = { text, stretches: tokens, excluded: Boolean(minus) };
    if (tokens.length) found.set(JSON.stringify(part), part);
  }
  return [...found.values()];
}
